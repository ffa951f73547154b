//! What a schedule can't vouch for: what has happened before what it waits for, and work without an estimate, with how many
//! dates rest on it.

use crate::model::{Anchor, Dependency, Edge, ItemId, ItemWalker, Share};
use crate::schedule::network::{ByNode, Network, Node, NodeKind, NodeLink, Role};
use crate::schedule::progress::States;
use crate::schedule::timing::{Schedule, State, Timing, Unestimated};
use crate::time::{Date, Minutes, Moment};

/// What an item that was begun or done should have waited for, and didn't: its own dependencies first, then those of what it
/// stands in. That work was begun says nothing of what only its end waits for.
///
/// Leads are not counted: with a lead an item may well be first.
pub fn disregarded<'m>(
    schedule: &'m Schedule,
    item: ItemWalker<'m>,
) -> impl Iterator<Item = &'m Dependency> {
    let timing = schedule.timing(item.id);
    let is_done = is_done(item, timing);
    let has_happened = timing.is_scheduled && (is_done || has_begun(item, timing));
    let whole = item.ancestors().flat_map(ItemWalker::dependencies);
    let whole = whole.filter(|dependency| dependency.edge == Edge::Start);
    let all = item.dependencies().iter().chain(whole).filter(move |_| has_happened);
    all.filter(move |dependency| {
        let counts = is_done || dependency.edge == Edge::Start;
        counts && dependency.lag.minutes >= Minutes::ZERO && is_early(schedule, item, dependency)
    })
}

/// The day on which an item was done, where that is known.
pub fn day_done(item: ItemWalker<'_>) -> Option<Date> {
    let (moment, _) = item.progress().done?;
    moment.map(Moment::last_day)
}

fn is_done(item: ItemWalker<'_>, timing: &Timing) -> bool {
    item.is_done() || timing.state == State::Done && !item.has_parts()
}

fn has_begun(item: ItemWalker<'_>, timing: &Timing) -> bool {
    let said = item.progress();
    let is_under_way = said.complete.is_some_and(|(share, _)| share > Share::ZERO);
    is_under_way || said.started.is_some() || timing.has_begun && !item.has_parts()
}

fn is_early(schedule: &Schedule, item: ItemWalker<'_>, dependency: &Dependency) -> bool {
    let Anchor::Item(awaited, edge) = dependency.anchor else { return false };
    let (awaited, timing) = (item.model.item(awaited), schedule.timing(awaited));
    if !timing.is_scheduled {
        return false;
    }
    let by = day_done(item);
    let is_by = |day: Date| by.is_none_or(|by| day <= by);
    if awaited.kind().is_point() {
        return !is_reached(schedule, awaited, timing, by.or_else(|| day_begun(item)));
    }
    match edge {
        Edge::Start => !(timing.has_begun && is_by(timing.start.date())),
        Edge::End => timing.state != State::Done || !day_done(awaited).is_none_or(is_by),
    }
}

/// The day by which something under way was begun: that of its start, or today.
fn day_begun(item: ItemWalker<'_>) -> Option<Date> {
    let started = item.progress().started.map(|started| started.moment.date());
    started.or(item.model.header.today)
}

/// Whether a milestone or release had come by a day. One that nobody ticked off has, if its day had and its work is done.
fn is_reached(
    schedule: &Schedule,
    point: ItemWalker<'_>,
    timing: &Timing,
    by: Option<Date>,
) -> bool {
    let is_by = |day: Date| by.is_none_or(|by| day <= by);
    if timing.state == State::Done {
        return is_by(day_done(point).unwrap_or_else(|| timing.end.last_day()));
    }
    let planned = point.dates().to.or(point.dates().from);
    let is_work_done = point.dependencies().iter().all(|dependency| match dependency.anchor {
        Anchor::Item(awaited, edge) => schedule.timing(awaited).has_come(edge),
        Anchor::Moment(_) => true,
    });
    is_work_done && is_by(planned.map_or(timing.end, |planned| planned.moment).last_day())
}

/// How many nodes are visited for all counts together, for each node there is. What comes later is counted as far as that reaches.
const VISITS: usize = 8;

/// Work whose end nobody knows, in order of declaration.
pub(crate) fn unestimated(
    network: &Network<'_>,
    states: States<'_>,
    timings: &[Timing],
) -> Vec<Unestimated> {
    let all = (0..).map(ItemId).zip(timings);
    let unknown: Vec<ItemId> = all
        .filter(|(item, timing)| timing.is_open && is_unestimated(network, states, *item))
        .map(|(item, _)| item)
        .collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut count = Count {
        network,
        timings,
        seen: ByNode::new(network, &u32::MAX),
        left: timings.len().saturating_mul(VISITS).max(100_000),
    };
    let counted = unknown.iter().zip(0..).map(|(item, round)| count.resting_on(*item, round));
    counted.collect()
}

/// Whether it is work that has no estimate itself.
fn is_unestimated(network: &Network<'_>, states: States<'_>, item: ItemId) -> bool {
    // A period says how long it is.
    let is_period = network.model.item(item).dates().is_period();
    network.role(item) == Role::Work && !is_period && !states.is_amount_known(item)
}

struct Count<'a, 'm> {
    network: &'a Network<'m>,
    timings: &'a [Timing],
    /// By node: the last round in which it was seen.
    seen: ByNode<u32>,
    left: usize,
}

impl Count<'_, '_> {
    fn resting_on(&mut self, item: ItemId, round: u32) -> Unestimated {
        let mut found = vec![Node::new(item, NodeKind::Whole)];
        let mut resting = 0;
        let mut next = 0;
        while let Some(node) = found.get(next).copied().filter(|_| self.left > 0) {
            (next, self.left) = (next + 1, self.left - 1);
            resting += u32::from(node.kind == NodeKind::Whole && node.item != item);
            let is_start_known = node.item == item || !self.is_start_open(node.item);
            let (network, timings, seen) = (self.network, self.timings, &mut self.seen);
            network.each_next(node, |to, tie| {
                let rests = timings.get(to.item.index()).is_some_and(|timing| timing.is_open)
                    && !(is_start_known && waits_for_start(network, tie));
                if rests && seen[to] != round {
                    seen[to] = round;
                    found.push(to);
                }
            });
        }
        Unestimated { item, resting, is_exact: next == found.len() }
    }

    fn is_start_open(&self, item: ItemId) -> bool {
        self.timings.get(item.index()).is_some_and(|timing| timing.is_start_open)
    }
}

/// Whether it is the start of an item that is waited for, which may be known though its end is not.
fn waits_for_start(network: &Network<'_>, tie: NodeLink) -> bool {
    let NodeLink::Dependency(id) = tie else { return false };
    matches!(network.model.dependency(id).anchor, Anchor::Item(_, Edge::Start))
}
