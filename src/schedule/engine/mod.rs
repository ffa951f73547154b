//! The engine: all dates of a roadmap. One forward pass through the network, one row after the other, each behind all that it
//! waits for; the backward passes; and what the whole takes over from its parts.
//!
//! ```text
//!  Network ──rows──▶ Row ──forward──▶ where it stands ──▶ Account of the plan, or of one run of a simulation
//!                              ▲
//!                            turns: who is busy, if work is levelled
//! ```

mod account;
pub(crate) mod backward;
mod bounds;
mod forward;
pub(crate) mod mobility;
pub(crate) mod placement;
pub(crate) mod queueing;
mod rows;
mod turns;

pub(super) use account::Trouble;
pub(super) use forward::Forward;
pub(super) use rows::{Amount, Row, RowMaker, Run, Step, Wait};
pub(super) use turns::Turns;

use account::{Account, account};
use backward::{Backward, From};
use mobility::{Mobility, holds};

use crate::model::{ItemId, Model};
use crate::schedule::crew::crews::Crews;
use crate::schedule::ledger::ResourceLedger;
use crate::schedule::ledger::resource_links::ResourceLinks;
use crate::schedule::network::{Network, Node, Role};
use crate::schedule::progress::Project;
use crate::schedule::table::{Edges, Rows};
use crate::schedule::timing::{Driver, Timing};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// When everything is, and what was in the way.
#[derive(Debug)]
pub(crate) struct Dates {
    pub(crate) timings: Vec<Timing>,
    pub(crate) trouble: Trouble,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
}

impl Dates {
    /// The dates if nobody is ever busy.
    pub(crate) fn plain(project: Project<'_, '_>, order: &[Node]) -> Self {
        let found = account(project, order, None);
        look_back(project, found, &ResourceLinks::default(), order).0
    }

    /// The dates if everybody works on one thing after the other; and who is busy when.
    pub(crate) fn in_turn<'a, 'm>(
        project: Project<'a, 'm>,
        order: &[Node],
        turns: Turns<'a, 'm>,
    ) -> (Self, Option<ResourceLedger<'a>>) {
        let found = account(project, order, Some(turns));
        let takes = found.1.turns.as_ref().map_or(&[][..], |turns| turns.ledger.takes());
        let (ties, order) = ResourceLinks::of(project.network, takes, &found.0.timings.0, order);
        look_back(project, found, &ties, &order)
    }
}

/// From what the forward pass found to all dates. Its edges, of no more use, lend the backward passes their room.
fn look_back<'a, 'm>(
    project: Project<'a, 'm>,
    (Account { mut timings, mut trouble, .. }, pass): (Account<'a, 'm>, Forward<'a, 'm>),
    ties: &ResourceLinks,
    order: &[Node],
) -> (Dates, Option<ResourceLedger<'a>>) {
    let Project { network, crews, states } = project;
    let mut ledger = pass.turns.map(|turns| turns.ledger);
    trouble.tidy();
    // What the forward pass found are the early dates; what is done has no others.
    for timing in &mut timings.0 {
        (timing.early_start, timing.early_end) = (timing.start, timing.end);
        (timing.late_start, timing.late_end) = (timing.start, timing.end);
    }
    let early = span(network.model, &timings.0);
    let holds = holds(network, states, &timings.0);
    let mut back =
        Backward::new(project, (&holds, ties), &mut timings, pass.edges, ledger.as_mut());
    back.run(From::Late, order, early.end);
    let has_moved = back.run(From::Placed, order, early.end);
    let is_over = |item: ItemId| holds[item] == Mobility::Over;
    let mut timings = timings.0;
    roll_up(network, crews, is_over, has_moved, &mut timings);
    let Edges { start, end } = if has_moved { span(network.model, &timings) } else { early };
    (Dates { timings, trouble, start, end }, ledger)
}

/// From the first start to the last end of all that takes part; the start of the roadmap where nothing does.
fn span(model: &Model, timings: &[Timing]) -> Edges {
    let placed = || timings.iter().filter(|timing| timing.is_scheduled);
    let (start, end) = (placed().map(|of| of.start).min(), placed().map(|of| of.end).max());
    let from = model.header.from;
    Edges { start: start.unwrap_or(from), end: end.unwrap_or(from) }
}

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
fn roll_up(
    network: &Network<'_>,
    crews: &Crews<'_>,
    is_over: impl Fn(ItemId) -> bool,
    has_moved: bool,
    timings: &mut [Timing],
) {
    let mut sums = Rows::filled(Sum::NOTHING, timings.len());
    for index in (0..timings.len()).rev() {
        let id = ItemId::from_index(index);
        let Some(timing) = timings.get_mut(index) else { continue };
        let is_container = network.role(id) == Role::Container;
        if network.role(id) == Role::Dropped {
            continue;
        }
        let own = is_container.then(|| sums[id]);
        if let Some(sum) = &own {
            take_over(timing, sum);
            if has_moved {
                follow(timing, sum, &crews.of(id).calendar);
            }
        }
        let is_over = own.map_or_else(|| is_over(id), |sum| sum.total_slack.is_none());
        if let Some(parent) = network.model.item(id).parent() {
            sums[parent.id].add(id, timing, is_over);
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
