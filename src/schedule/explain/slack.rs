//! Where an item's slack ends, for those who draw it, and how far a limit reaches (`within 5d after a`).

use std::cell::RefCell;

use crate::model::{Anchor, ItemWalker, Limit, Model, Share};
use crate::schedule::crew::crews::Maker;
use crate::schedule::crew::lag;
use crate::schedule::network::role::Role;
use crate::schedule::timing::{Schedule, Timing};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// The people who do the items of a roadmap, each crew put together when it is first asked for.
#[derive(Debug)]
pub struct SlackEnds<'m> {
    schedule: &'m Schedule,
    crews: RefCell<Maker<'m>>,
}

impl<'m> SlackEnds<'m> {
    /// Those of a roadmap.
    pub fn of(model: &'m Model, schedule: &'m Schedule) -> Self {
        Self { schedule, crews: RefCell::new(Maker::new(model)) }
    }

    /// When an item without parts ends that slips by some of its slack: it goes on by the time of those who do it, whom
    /// levelling chose where it had a choice.
    pub fn slipped(&self, item: ItemWalker<'_>, timing: &Timing, slack: Minutes) -> Moment {
        let people = self.schedule.people(item);
        let mut crews = self.crews.borrow_mut();
        let crew = crews.crew(item.id, Role::Work, people);
        let is_begun = item.progress().started.is_some() || timing.complete > Share::ZERO;
        if is_begun {
            return crew.slack_clock().advance(timing.end, slack);
        }
        crew.slipped(timing.start, timing.end, slack)
    }
}

/// The last moment at which a limit lets its item, which works by this clock, start. It is kept where the start is no later.
pub fn latest_start_within(schedule: &Schedule, clock: &Clock<'_>, limit: &Limit) -> Moment {
    let point = match limit.anchor {
        Anchor::Moment(moment) => moment,
        Anchor::Item(item, edge) => schedule.timing(item).at(edge),
    };
    let latest = lag::after(clock, lag::after(clock, point, limit.lag), limit.within);
    // The start of a working day is no later than the evening before it.
    clock.next_work(latest)
}
