//! What an item with parts takes over from them.

use crate::model::ItemId;
use crate::schedule::crew::crews::Crews;
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::timing::{Driver, Timing};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What the parts of an item have in common.
#[derive(Clone, Copy, Debug)]
struct Sum {
    start: Moment,
    first: Driver,
    at_moment: bool,
    end: Moment,
    last: Driver,
    late_start: Moment,
    total_slack: Option<Minutes>,
    is_critical: bool,
}

impl Sum {
    const NOTHING: Self = Self {
        start: Moment::MAX,
        first: Driver::RoadmapStart,
        at_moment: false,
        end: Moment::MIN,
        last: Driver::RoadmapStart,
        late_start: Moment::MAX,
        total_slack: None,
        is_critical: false,
    };

    /// Takes in a part; parts come from the last to the first.
    fn add(&mut self, id: ItemId, part: &Timing, is_over: bool) {
        if part.start <= self.start {
            let is_same = part.start == self.start;
            self.at_moment = part.starts_at_moment || is_same && self.at_moment;
            (self.start, self.first) = (part.start, Driver::Part(id));
        }
        if part.end >= self.end {
            (self.end, self.last) = (part.end, Driver::Part(id));
        }
        self.late_start = self.late_start.min(part.late_start);
        self.is_critical |= part.is_critical;
        if !is_over {
            let slack =
                self.total_slack.map_or(part.total_slack, |slack| slack.min(part.total_slack));
            self.total_slack = Some(slack);
        }
    }
}

/// Gives every item with parts their late dates and the least of their slack; where parts were moved, their dates too.
pub(in crate::schedule) fn roll_up(
    network: &Network<'_>,
    crews: &Crews<'_>,
    is_over: impl Fn(ItemId) -> bool,
    has_moved: bool,
    timings: &mut [Timing],
) {
    let mut sums = vec![Sum::NOTHING; network.containers()];
    for index in (0..timings.len()).rev() {
        let id = ItemId::from_index(index);
        let Some(timing) = timings.get_mut(index) else { continue };
        let is_container = network.role(id) == Role::Container;
        if network.role(id) == Role::Dropped {
            continue;
        }
        let own = sums.get(network.number(id)).filter(|_| is_container);
        if let Some(sum) = own {
            take_over(timing, sum);
            if has_moved {
                follow(timing, sum, &crews.of(id).calendar);
            }
        }
        let is_over = own.map_or_else(|| is_over(id), |sum| sum.total_slack.is_none());
        let parent = network.model.item(id).parent();
        if let Some(sum) = parent.and_then(|parent| sums.get_mut(network.number(parent.id))) {
            sum.add(id, timing, is_over);
        }
    }
}

fn take_over(timing: &mut Timing, sum: &Sum) {
    timing.late_start = sum.late_start;
    if sum.total_slack.is_none() {
        timing.late_end = timing.end;
    }
    timing.total_slack = sum.total_slack.unwrap_or_default();
    timing.is_critical = sum.is_critical;
    timing.free_slack = timing.free_slack.min(timing.total_slack.max(Minutes::ZERO));
}

/// Follows parts that were moved.
fn follow(timing: &mut Timing, sum: &Sum, calendar: &Clock<'_>) {
    // A period starts where it was given, and no later.
    if timing.start_driver != Driver::FixedDate || sum.start < timing.start {
        (timing.start, timing.start_driver) = (sum.start, sum.first);
        timing.starts_at_moment = sum.at_moment;
    }
    if sum.end > timing.end {
        let moved = calendar.work_between(timing.end, sum.end);
        timing.free_slack = Minutes((timing.free_slack.0 - moved.0).max(0));
        (timing.end, timing.end_driver) = (sum.end, sum.last);
    }
}
