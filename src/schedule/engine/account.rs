//! The forward pass of a plan: where everything stands, with the reasons, what is reached, and what was in the way.

use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemWalker, ResourceId};
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::bounds::EarliestBound;
use crate::schedule::engine::forward::Forward;
use crate::schedule::engine::placement::{Activity, Given, Placed};
use crate::schedule::engine::rows::{Row, RowMaker, Run, Waits};
use crate::schedule::engine::turns::Turns;
use crate::schedule::network::{Network, Node, Role};
use crate::schedule::progress::{Project, Reported};
use crate::schedule::table::Rows;
use crate::schedule::timing::{Contradiction, Driver, Idle, State, Timing};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What a forward pass has found, and is told.
#[derive(Debug)]
pub(crate) struct Account<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    pub(crate) timings: Rows<Timing>,
    pub(crate) trouble: Trouble,
}

/// What went wrong.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    pub(crate) contradictions: Vec<Contradiction>,
    pub(crate) never_works: Vec<Idle>,
    pub(crate) out_of_range: Vec<ItemId>,
}

impl Trouble {
    /// Puts everything in its order, each once.
    pub(crate) fn tidy(&mut self) {
        self.contradictions.sort_by_key(|found| (found.item, found.edge));
        self.never_works.sort_unstable();
        self.never_works.dedup();
        self.out_of_range.sort_unstable();
    }
}

/// Goes through the nodes of a network in an order in which each stands behind all that it waits for. Gives the pass too: it
/// knows where everything stands, and who is busy when.
pub(crate) fn account<'a, 'm>(
    project: Project<'a, 'm>,
    order: &[Node],
    turns: Option<Turns<'a, 'm>>,
) -> (Account<'a, 'm>, Forward<'a, 'm>) {
    let Project { network, crews, .. } = project;
    let from = network.model.header.from;
    let timings = Rows::filled(Timing::nowhere(from), network.roles.0.len());
    let mut account = Account { network, crews, timings, trouble: Trouble::default() };
    let mut pass = Forward::new(project, turns);
    pass.begin(&account);
    let maker = RowMaker { project, plan: None, is_simulated: false };
    for node in order {
        if let Some(row) = maker.row(*node, &account.timings.0) {
            pass.visit(&row, &mut account);
        }
    }
    (account, pass)
}

impl<'m> Run<'m> for Account<'_, 'm> {
    fn is_open(&self, item: ItemId) -> bool {
        self.timings[item].is_open
    }

    /// It waits for something, and all of that is done. What a lag or a date puts into the days to come is not there yet.
    fn is_reached(&self, row: &Row<'_, 'm>, waits: &Waits) -> bool {
        let point = row.item;
        let is_dated = point.dates().to.is_some() || point.dates().from.is_some();
        if row.role != Role::Point || is_dated {
            return false;
        }
        let today = self.network.model.header.today;
        let is_to_come = today.is_some_and(|today| waits.latest().last_day() > today);
        let mut own = self.network.own(point.id);
        let waits_for_item = own.any(|(_, one)| matches!(one.anchor, Anchor::Item(..)));
        let waits = waits_for_item || self.network.shipped_in(point.id).next().is_some();
        waits && !is_to_come && self.has_all_it_waits_for(point)
    }

    fn gate(&mut self, row: &Row<'_, 'm>, waits: &EarliestBound, given: Moment) {
        self.contradict(row.item.id, waits, Edge::Start, (given, false));
    }

    fn first(&mut self, row: &Row<'_, 'm>, at: (Moment, Driver)) {
        let (moment, driver) = at;
        let (mut is_open, mut at_moment) = (false, false);
        if let Driver::Part(first) = driver {
            let is_moment = |of: &Timing| of.start == moment && of.starts_at_moment;
            is_open = self.timings[first].is_start_open;
            at_moment = row.parts.iter().map(|part| &self.timings[*part]).any(is_moment);
        }
        let timing = &mut self.timings[row.item.id];
        (timing.start, timing.start_driver) = at;
        (timing.is_start_open, timing.starts_at_moment) = (is_open, at_moment);
    }

    fn last(&mut self, row: &Row<'_, 'm>, at: (Moment, Driver), is_open: bool) {
        let parts = || row.parts.iter().map(|part| &self.timings[*part]);
        let is_open = is_open || parts().any(|part| part.is_open);
        let is_done = parts().all(|part| part.state == State::Done);
        let has_begun = parts().any(|part| part.has_begun);
        let state = State::of(row.item, is_done, has_begun, at);
        let timing = &mut self.timings[row.item.id];
        (timing.end, timing.end_driver) = at;
        timing.is_open = is_open;
        timing.is_scheduled = true;
        (timing.state, timing.has_begun) = (state, has_begun);
    }

    fn leaf(&mut self, row: &Row<'_, 'm>, leaf: &Activity<'_, 'm>, placed: &Placed) {
        let item = row.item;
        let gap = self.gap(leaf, placed);
        self.contradictions(leaf, placed);
        let starts_at_moment = self.network.is_moment(item.id);
        let timing = &mut self.timings[item.id];
        (timing.start, timing.start_driver) = placed.start;
        (timing.end, timing.end_driver) = placed.end;
        (timing.is_start_open, timing.is_open) = (placed.is_start_open, placed.is_open);
        timing.start_gap = gap;
        timing.starts_at_moment = starts_at_moment;
        timing.is_on_day_off = placed.is_on_day_off;
        timing.is_scheduled = true;
        let is_done = leaf.is_reached || matches!(leaf.state, Reported::Done { .. });
        timing.has_begun = is_done || matches!(leaf.state, Reported::UnderWay { .. });
        timing.state = State::of(item, is_done, timing.has_begun, placed.end);
    }

    fn lag_is_lost(&mut self, row: &Row<'_, 'm>) {
        self.trouble.never_works.push(Idle::Calendar(row.item.data().calendar));
    }

    fn is_out_of_reach(&mut self, leaf: &Activity<'_, 'm>, goes_on: bool) {
        if goes_on {
            self.trouble.out_of_range.push(leaf.item.id);
        } else {
            self.trouble.never_works.push(idle(self.network, self.crews, leaf));
        }
    }
}

impl<'m> Account<'_, 'm> {
    fn has_all_it_waits_for(&self, item: ItemWalker<'_>) -> bool {
        let is_there = |dependency: &Dependency| match dependency.anchor {
            Anchor::Moment(_) => true,
            Anchor::Item(awaited, edge) => self.timings[awaited].has_come(edge),
        };
        let own = self.network.own(item.id).all(|(_, dependency)| is_there(dependency));
        let inherited = item.ancestors().all(|whole| {
            let starts = self.network.own(whole.id).filter(|(_, one)| one.edge == Edge::Start);
            starts.into_iter().all(|(_, dependency)| is_there(dependency))
        });
        let ships =
            self.network.shipped_in(item.id).all(|one| self.timings[one.item].state == State::Done);
        own && inherited && ships
    }

    /// Whether a start had to wait a whole day or more for working time, and for whom.
    #[allow(clippy::option_option)] // As a timing says it.
    fn gap(&self, leaf: &Activity<'_, 'm>, placed: &Placed) -> Option<Option<ResourceId>> {
        let from = placed.waited_from?;
        let start = placed.start.0;
        // The night before a working day is no gap.
        let next_midnight = Moment::end_of(from.last_day());
        if start.since(next_midnight) < Minutes::DAY {
            return None;
        }
        Some(self.absent(leaf, from, start))
    }

    /// Who keeps an item from starting though its calendar is open: who is there last.
    fn absent(&self, leaf: &Activity<'_, 'm>, from: Moment, start: Moment) -> Option<ResourceId> {
        if leaf.crew.calendar.next_work(from) >= start {
            return None;
        }
        let people = self.crews.people(leaf.item.id).iter();
        let first = |who| self.crews.of_resource(who).next_work(from);
        let there = people.map(|one| (first(one.resource), one.resource));
        there.reduce(|last, one| if one.0 > last.0 { one } else { last }).map(|(_, id)| id)
    }

    fn contradictions(&mut self, leaf: &Activity<'_, 'm>, placed: &Placed) {
        let item = leaf.item.id;
        let (start, end) = match placed.is_given {
            Given::Nothing => return,
            Given::Fixed { start, end } => ((start, false), (end, false)),
            // On the same day one may well have followed the other.
            Given::Started => {
                ((Moment::end_of(placed.start.0.date()), true), (placed.end.0, false))
            }
            Given::Done => ((placed.end.0, true), (placed.end.0, true)),
        };
        self.contradict(item, &leaf.start, Edge::Start, start);
        if let Some(waits) = &leaf.end {
            self.contradict(item, waits, Edge::End, end);
        }
    }

    /// Notes that a point is earlier than what it waits for, whose date is written down, and whether it really was so.
    fn contradict(
        &mut self,
        item: ItemId,
        waits: &EarliestBound,
        edge: Edge,
        (given, is_actual): (Moment, bool),
    ) {
        let of_date = match waits.driver {
            Driver::Dependency(id) => Some((waits.moment, id)),
            _ => None,
        };
        let latest: Option<(Moment, DependencyId)> = of_date.or(waits.item);
        if let Some((required, dependency)) = latest.filter(|(required, _)| *required > given) {
            let found = Contradiction { item, edge, dependency, given, required, is_actual };
            self.trouble.contradictions.push(found);
        }
    }
}

/// Who it is that has no working time: the calendar, somebody, or all of them together.
fn idle(network: &Network<'_>, crews: &Crews<'_>, leaf: &Activity<'_, '_>) -> Idle {
    let item = network.model.item(leaf.item.id);
    if !leaf.crew.calendar.goes_on() {
        return Idle::Calendar(item.data().calendar);
    }
    for one in item.assignments() {
        if !crews.of_resource(one.resource).goes_on() {
            let resource = network.model.resource(one.resource).data();
            let calendar = network.model.calendar(resource.calendar);
            let is_calendar = !Clock::new(calendar).goes_on();
            return if is_calendar {
                Idle::Calendar(resource.calendar)
            } else {
                Idle::Resource(one.resource)
            };
        }
    }
    Idle::Item(leaf.item.id)
}

impl State {
    /// The state of what takes part: `is_done` and `has_begun` say how far it has come, `end` when it ends and why.
    fn of(item: ItemWalker<'_>, is_done: bool, has_begun: bool, end: (Moment, Driver)) -> Self {
        // In the evening of its last day nobody works on it any more, and it ends later for no other reason than today.
        let is_put_off =
            || end.1 == Driver::Today && item.dates().to.is_some_and(|to| end.0 > to.moment);
        if is_done {
            Self::Done
        } else if item.passed_dates().next().is_some() || is_put_off() {
            Self::Overdue
        } else if has_begun {
            Self::UnderWay
        } else {
            Self::Waiting
        }
    }
}
