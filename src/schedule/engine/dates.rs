//! All dates of a roadmap: the forward pass, the backward passes, and what the whole takes over from its parts.

use crate::model::{ItemId, Model};
use crate::schedule::engine::backward::{Backward, From, Sight};
use crate::schedule::engine::mobility::{Mobility, holds};
use crate::schedule::engine::rollup::roll_up;
use crate::schedule::engine::trouble::Trouble;
use crate::schedule::engine::{Account, Turns, account};
use crate::schedule::ledger::ResourceLedger;
use crate::schedule::ledger::resource_links::ResourceLinks;
use crate::schedule::network::Node;
use crate::schedule::network::edges::Edges;
use crate::schedule::progress::Project;
use crate::schedule::table::Rows;
use crate::schedule::timing::Timing;
use crate::time::Moment;

/// When everything is, and what was in the way.
#[derive(Debug)]
pub(in crate::schedule) struct Dates {
    pub(in crate::schedule) timings: Vec<Timing>,
    pub(in crate::schedule) trouble: Trouble,
    pub(in crate::schedule) start: Moment,
    pub(in crate::schedule) end: Moment,
}

impl Dates {
    /// The dates if nobody is ever busy.
    pub(in crate::schedule) fn plain(project: Project<'_, '_>, order: &[Node]) -> Self {
        let account = account(project, order, None);
        look_back(project, account, &ResourceLinks::default(), order).0
    }

    /// The dates if everybody works on one thing after the other; and who is busy when.
    pub(in crate::schedule) fn in_turn<'a, 'm>(
        project: Project<'a, 'm>,
        order: &[Node],
        turns: Turns<'a, 'm>,
    ) -> (Self, Option<ResourceLedger<'a>>) {
        let account = account(project, order, Some(turns));
        let takes = account.turns.as_ref().map_or(&[][..], |turns| turns.ledger.takes());
        let (ties, order) = ResourceLinks::of(project.network, takes, &account.timings.0, order);
        look_back(project, account, &ties, &order)
    }
}

/// From what the forward pass found to all dates. Its edges, of no more use, lend the backward passes their room.
fn look_back<'a, 'm>(
    project: Project<'a, 'm>,
    Account { mut timings, edges: mut room, mut trouble, turns }: Account<'a, 'm>,
    ties: &ResourceLinks,
    order: &[Node],
) -> (Dates, Option<ResourceLedger<'a>>) {
    let Project { network, crews, states } = project;
    let mut ledger = turns.map(|turns| turns.ledger);
    trouble.tidy();
    let early = keep_early_dates(network.model, &mut timings.0);
    let holds = holds(network, states, &timings.0);
    let sight = Sight { network, crews, holds: &holds, ties, end: early.end };
    let mut back = |from, timings: &mut Rows<Timing>| {
        Backward::new(sight, from, timings, &mut room, ledger.as_mut()).run(order).has_moved
    };
    back(From::Late, &mut timings);
    let has_moved = back(From::Placed, &mut timings);
    let is_over = |item: ItemId| holds[item] == Mobility::Over;
    let mut timings = timings.0;
    roll_up(network, crews, is_over, has_moved, &mut timings);
    let Edges { start, end } = if has_moved { span(network.model, &timings) } else { early };
    (Dates { timings, trouble, start, end }, ledger)
}

/// What the forward pass found are the early dates; what is done has no others. Gives the [`span`] of all.
fn keep_early_dates(model: &Model, timings: &mut [Timing]) -> Edges {
    let mut span = NOTHING;
    for timing in timings {
        (timing.early_start, timing.early_end) = (timing.start, timing.end);
        (timing.late_start, timing.late_end) = (timing.start, timing.end);
        span = with(span, timing);
    }
    or_start_of(model, span)
}

/// From the first start to the last end of all that takes part; the start of the roadmap where nothing does.
fn span(model: &Model, timings: &[Timing]) -> Edges {
    or_start_of(model, timings.iter().fold(NOTHING, with))
}

/// The span of nothing.
const NOTHING: Edges = Edges { start: Moment::MAX, end: Moment::MIN };

fn with(span: Edges, timing: &Timing) -> Edges {
    if !timing.is_scheduled {
        return span;
    }
    Edges { start: span.start.min(timing.start), end: span.end.max(timing.end) }
}

fn or_start_of(model: &Model, span: Edges) -> Edges {
    if span.start > span.end { Edges::both(model.header.from) } else { span }
}
