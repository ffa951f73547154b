//! Levelling in a run: work waits until its people are free, in the order of the levelled plan.

use std::cmp::Reverse;

use super::course::Course;
use super::pass::{Blocked, leaf, within_reach};
use super::variables::Draw;
use crate::model::ItemId;
use crate::schedule::busy::{Ask, Busy};
use crate::schedule::crews::Crews;
use crate::schedule::hold::holds;
use crate::schedule::level::{Outlook, Plain};
use crate::schedule::levelling::Levelling;
use crate::schedule::network::{Network, Node};
use crate::schedule::order::order_by;
use crate::schedule::place::{Leaf, Placed};
use crate::schedule::progress::States;
use crate::schedule::role::Role;
use crate::schedule::timing::{Driver, Schedule, Timing};
use crate::schedule::turn::{Begun, first_turn, go_on};
use crate::time::Moment;

/// Who is busy when in a run, and what each item asks for in all of them.
#[derive(Debug)]
pub(super) struct Turns<'a, 'm> {
    pub(super) busy: Busy<'a, 'm>,
    /// By item.
    asks: Vec<Vec<Ask<'a, 'm>>>,
    outlooks: Vec<Outlook>,
    /// Rows of what takes its people before anybody: what stands fixed, then what is under way.
    ahead: Vec<usize>,
}

impl<'a, 'm> Turns<'a, 'm> {
    pub(super) fn new(
        course: &Course<'a, 'm>,
        crews: &'a Crews<'m>,
        states: States<'m>,
        timings: &[Timing],
    ) -> Self {
        let network = course.network;
        let busy = Busy::new(network, crews);
        let holds = holds(network, states, timings);
        let plain = Plain { network, crews, states, holds: &holds, timings };
        let items = || network.model.items().map(|item| item.id);
        let asks: Vec<_> = items().map(|item| busy.asks(item)).collect();
        let outlooks: Vec<_> = items().map(|item| plain.outlook(item)).collect();
        let mut turns = Self { busy, asks, outlooks, ahead: Vec::new() };
        turns.ahead = turns.ahead(course);
        turns
    }

    fn ahead(&self, course: &Course<'a, 'm>) -> Vec<usize> {
        let asking =
            course.rows.iter().enumerate().filter(|(_, row)| !self.asks(row.item).is_empty());
        let ranked = asking.filter_map(|(number, row)| {
            let priority = course.network.model.item(row.item).data().priority;
            match self.outlook(row.item) {
                Outlook::Fixed => Some(((0, Reverse(0), row.item), number)),
                Outlook::UnderWay { .. } => Some(((1, Reverse(priority), row.item), number)),
                Outlook::Free | Outlook::Over => None,
            }
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, number)| number).collect()
    }

    fn asks(&self, item: ItemId) -> &[Ask<'a, 'm>] {
        self.asks.get(item.index()).map_or(&[], Vec::as_slice)
    }

    fn outlook(&self, item: ItemId) -> Outlook {
        self.outlooks.get(item.index()).copied().unwrap_or(Outlook::Over)
    }

    /// Whether an item took its people before anybody.
    pub(super) fn is_ahead(&self, item: ItemId) -> bool {
        matches!(self.outlook(item), Outlook::Fixed | Outlook::UnderWay { .. })
    }

    /// Before a run: nobody is busy, but for what stands fixed or is under way.
    pub(super) fn begin(&mut self, course: &Course<'a, 'm>, draw: &Draw, blocked: &mut [Blocked]) {
        self.busy.reset();
        for place in 0..self.ahead.len() {
            let row = self.ahead.get(place).and_then(|number| course.rows.get(*number));
            let Some(row) = row else { continue };
            // What it waits for makes no difference: its start is known, or it is in the past.
            let leaf = leaf(course, row, draw, (row.start, None));
            let placed = leaf.work();
            let (start, end) = within_reach(row, leaf.start.moment, (placed.start.0, placed.end.0));
            if let Outlook::UnderWay { today } = self.outlook(row.item) {
                self.go_on(&leaf, start, today, blocked.get_mut(row.item.index()));
            } else {
                let from = course.today.unwrap_or(Moment::MIN);
                self.take(row.item, &[(start.max(from), end)]);
            }
        }
    }

    fn take(&mut self, item: ItemId, pieces: &[(Moment, Moment)]) {
        let asks = self.asks.get(item.index()).map_or(&[][..], Vec::as_slice);
        self.busy.take(item, asks, pieces);
    }

    fn go_on(
        &mut self,
        leaf: &Leaf<'_, 'm>,
        start: Moment,
        today: Moment,
        blocked: Option<&mut Blocked>,
    ) {
        let begun = Begun {
            crew: leaf.crew,
            state: leaf.state,
            can_split: leaf.item.can_split(),
            start,
            amount: leaf.amount,
            today,
        };
        let Some(run) = go_on(&self.busy, self.asks(leaf.item.id), &begun) else { return };
        self.take(leaf.item.id, &run.pieces);
        if let (Some(end), Some(waited), Some(blocked)) = (run.end(), run.waited, blocked) {
            (blocked.end, blocked.resumed) = (waited.item, Some(end));
        }
    }

    /// Places work, its people being free.
    pub(super) fn place(
        &mut self,
        leaf: &mut Leaf<'_, 'm>,
        blocked: Option<&mut Blocked>,
    ) -> Placed {
        let item = leaf.item.id;
        let Some(blocked) = blocked else { return leaf.work() };
        match self.outlook(item) {
            Outlook::Over | Outlook::Fixed => leaf.work(),
            Outlook::UnderWay { .. } => {
                leaf.resumed = blocked.resumed.map(|end| (end, Driver::Today));
                leaf.work()
            }
            Outlook::Free => {
                let turn = first_turn(&self.busy, self.asks(item), leaf, |_| false);
                self.take(item, turn.pieces());
                blocked.start = turn.waited.and_then(|clash| clash.item);
                blocked.end = turn.split.and_then(|run| run.waited?.item);
                turn.placed
            }
        }
    }
}

/// The order in which a levelled plan does its work, each node behind all that it waits for.
///
/// Work is ranked by its planned start (then its end, then its declaration): so what is begun first in the plan has its people
/// first in every run. Work that pauses in the plan gives way until its last piece, and is ranked by that. What takes nobody's
/// time comes as soon as it can.
///
/// That gives the plan back if its work starts as early as it can beside what started before. It need not where an end waits,
/// or where more is asked of somebody than there ever is: nothing waits for those, but others would wait for it.
pub(super) fn planned_order(
    network: &Network<'_>,
    schedule: &Schedule,
    levelling: &Levelling,
) -> Vec<Node> {
    let start_of = |item: ItemId| {
        let last = levelling.pieces.get(&item).and_then(|pieces| pieces.last());
        last.map_or(schedule.timing(item).start, |(start, _)| *start)
    };
    let work = network.model.items().map(|item| item.id);
    let mut work: Vec<ItemId> = work.filter(|item| network.role(*item) == Role::Work).collect();
    work.sort_by_key(|item| (start_of(*item), schedule.timing(*item).end, *item));
    let mut ranks = vec![0; network.roles.len()];
    for (rank, item) in (1..).zip(work) {
        if let Some(slot) = ranks.get_mut(item.index()) {
            *slot = rank;
        }
    }
    order_by(network, |node| ranks.get(node.item().index()).copied().unwrap_or(0))
}
