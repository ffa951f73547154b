//! What would be if something were otherwise: written otherwise (the whole schedule is made again, so that no promise is a
//! guess), or slipped by its slack; and how far a limit reaches (`within 5d after a`).

use std::cell::RefCell;

use crate::model::{
    Anchor, Assignment, Dependency, Edge, ItemId, ItemWalker, Lag, Limit, Model, ResourceId, Share,
    WrittenAs,
};
use crate::schedule::crew::crews::Maker;
use crate::schedule::crew::lag;
use crate::schedule::network::Role;
use crate::schedule::schedule;
use crate::schedule::timing::{Schedule, Timing};
use crate::schedule::working_time::Clock;
use crate::text::Span;
use crate::time::{Minutes, Moment};

/// Something that could be written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// An item waits for the end of another.
    After {
        /// Who waits.
        item: ItemId,
        /// For whom.
        first: ItemId,
    },
    /// Somebody else does what somebody was asked for.
    Reassign {
        /// What is done.
        item: ItemId,
        /// By whom so far.
        from: ResourceId,
        /// By whom then.
        to: ResourceId,
        /// How much of them it takes.
        units: Share,
    },
}

/// The schedule of a roadmap in which one thing is written otherwise.
///
/// It copies the model: linear in the size of the roadmap, as the schedule itself is.
pub fn trial(model: &Model, change: Change) -> Schedule {
    let mut changed = model.clone();
    match change {
        Change::After { item, first } => wait(&mut changed, item, first),
        Change::Reassign { item, from, to, units } => {
            let people = model.item(item).assignments().iter().map(|one| {
                let is_it = one.resource == from;
                let (resource, units) = if is_it { (to, units) } else { (one.resource, one.units) };
                Assignment { resource, units, ..one.clone() }
            });
            assign(&mut changed, item, people.collect());
        }
    }
    schedule(&changed)
}

fn wait(model: &mut Model, item: ItemId, first: ItemId) {
    let place = model.dependencies.partition_point(|one| one.item <= item);
    let dependency = Dependency {
        item,
        edge: Edge::Start,
        anchor: Anchor::Item(first, Edge::End),
        lag: Lag::default(),
        written_as: WrittenAs::After,
        span: Span::default(),
    };
    model.dependencies.insert(place, dependency);
}

fn assign(model: &mut Model, item: ItemId, people: Vec<Assignment>) {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let range = (count(model.assignments.len()), count(people.len()));
    model.assignments.extend(people);
    if let Some(item) = model.items.get_mut(item.index()) {
        item.assignments = range;
    }
}

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
