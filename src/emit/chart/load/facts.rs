//! What each row of a picture of loads says, before it has a place.

use std::collections::BTreeMap;

use super::super::colours::{Colours, Paint};
use super::periods::{Period, Periods};
use crate::model::{
    Dimension, ItemId, Part, ResourceId, ResourceKind, ResourceWalker, Share, SortKey,
};
use crate::plan::{GroupKey, PeriodLoad, PlanView, Workload};
use crate::schedule::Overload;
use crate::time::{Date, Minutes, Moment};

/// A row: somebody, or the name of a group.
#[derive(Debug)]
pub(in crate::emit) enum Row<'m> {
    /// What the rows below it have in common.
    Heading(String),
    /// Somebody.
    Of(Box<Facts<'m>>),
}

/// Somebody's load.
#[derive(Clone, Debug)]
pub(in crate::emit) struct Facts<'m> {
    /// Who.
    pub who: ResourceWalker<'m>,
    /// Whether they stand below their team.
    pub is_member: bool,
    /// Period by period.
    pub cells: Vec<Cell>,
    /// From the first to the last day that is shown of the roadmap.
    pub whole: PeriodLoad,
    /// The most in any period: in percent, and in which.
    pub peak: Option<(i64, usize)>,
    /// From which day on nothing is asked of them; `None` if nothing lies ahead.
    pub free_from: Option<Date>,
}

/// Somebody's load in a period.
#[derive(Clone, Debug)]
pub(in crate::emit) struct Cell {
    /// All of it.
    pub load: PeriodLoad,
    /// What it is made of, the lowest first: what is not shown is the grey base of what is.
    pub(in crate::emit) pieces: Vec<Piece>,
    /// The worst time in which too much is asked for at once.
    pub(in crate::emit) clash: Option<Clash>,
    /// Whether it is over: what was done in less time than it was thought to take is nobody's overload.
    pub(in crate::emit) is_past: bool,
    /// Whether any of it decides the end.
    pub is_critical: bool,
}

/// What of a load has one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Piece {
    /// Its colour; `None` of what is not shown.
    pub(in crate::emit) paint: Option<Paint>,
    /// What was done.
    pub(in crate::emit) done: Minutes,
    /// What lies ahead.
    pub(in crate::emit) ahead: Minutes,
}

/// A time in which too much is asked for at once.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) struct Clash {
    /// Its first and its last day.
    pub(in crate::emit) days: (Date, Date),
    /// The most that is asked for.
    pub(in crate::emit) demand: Share,
    /// How much there is.
    pub(in crate::emit) capacity: Share,
}

impl Cell {
    /// The time that fills the height of a row: that of regular weeks, or else what there is.
    pub(in crate::emit) fn full(&self) -> i64 {
        let load = &self.load;
        let known = [load.regular.0, load.capacity.0, load.work().0];
        known.into_iter().find(|time| *time > 0).unwrap_or(1)
    }

    /// Whether more is asked for than there is.
    pub(in crate::emit) fn is_over(&self) -> bool {
        !self.is_past && self.load.work() > self.load.capacity
    }
}

impl Facts<'_> {
    /// Whether more is asked for than there is, at any time that is shown.
    pub(in crate::emit) fn is_overloaded(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_over() || cell.clash.is_some())
    }

    /// How busy they are, in percent.
    pub(in crate::emit) fn busy(&self) -> Option<i64> {
        self.whole.percent()
    }
}

/// The rows of a view.
pub(in crate::emit) fn rows<'m>(view: &PlanView<'_, 'm>, periods: &Periods) -> Vec<Row<'m>> {
    let workload = view.status.workload();
    let colours = view.coloured_by().map(|dimension| Colours::of(view, dimension));
    let mut overloads: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for of in &view.plan.schedule.overloads {
        overloads.entry(of.resource).or_default().push(of);
    }
    let reader =
        Reader { view, workload: &workload, periods, colours: colours.as_ref(), overloads };
    match view.view.group {
        None | Some(Dimension::Team) => reader.by_team(&|item| view.shows_item(item)),
        Some(Dimension::Assignee | Dimension::Owner) => reader.flat(&|item| view.shows_item(item)),
        Some(dimension) => reader.by(dimension),
    }
}

struct Reader<'r, 'v, 'm> {
    view: &'r PlanView<'v, 'm>,
    workload: &'r Workload<'v, 'm>,
    periods: &'r Periods,
    /// The colours that the view asks for.
    colours: Option<&'r Colours>,
    /// By whose they are.
    overloads: BTreeMap<ResourceId, Vec<&'r Overload>>,
}

impl<'m> Reader<'_, '_, 'm> {
    /// Teams with their persons below them, and who is in none.
    fn by_team(&self, shows: &dyn Fn(ItemId) -> bool) -> Vec<Row<'m>> {
        let tops = self.view.plan.model.resources().filter(|of| of.team().is_none());
        let mut blocks: Vec<_> = tops.map(|top| self.block(top, shows)).collect();
        self.sort(&mut blocks);
        blocks.into_iter().flatten().map(|facts| Row::Of(Box::new(facts))).collect()
    }

    fn block(&self, top: ResourceWalker<'m>, shows: &dyn Fn(ItemId) -> bool) -> Vec<Facts<'m>> {
        let mut members = Vec::new();
        if self.view.shows(Part::People, true) {
            members.extend(top.members().map(|member| vec![self.facts(member, shows)]));
        }
        self.sort(&mut members);
        std::iter::once(self.facts(top, shows)).chain(members.into_iter().flatten()).collect()
    }

    fn flat(&self, shows: &dyn Fn(ItemId) -> bool) -> Vec<Row<'m>> {
        self.everybody(shows).into_iter().map(|facts| Row::Of(Box::new(facts))).collect()
    }

    /// Everybody by themselves; of teams those alone that have nobody or are asked for by their own name.
    fn everybody(&self, shows: &dyn Fn(ItemId) -> bool) -> Vec<Facts<'m>> {
        let all = self
            .view
            .plan
            .model
            .resources()
            .filter(|of| of.data().kind != ResourceKind::Team || of.members().next().is_none());
        let mut all: Vec<_> = all.map(|of| vec![self.facts(of, shows)]).collect();
        self.sort(&mut all);
        all.into_iter().flatten().map(|facts| Facts { is_member: false, ..facts }).collect()
    }

    /// For each group those who work in it, their other work in grey.
    fn by(&self, dimension: Dimension) -> Vec<Row<'m>> {
        let work = self.view.items().filter(|item| !item.has_parts());
        let everybody = self.everybody(&|_| false);
        let everybody: Vec<_> = everybody.iter().map(|facts| (facts, items(facts))).collect();
        let mut rows = Vec::new();
        for group in self.view.groups(dimension, work) {
            let mut of: Vec<ItemId> = group.items.iter().map(|item| item.id).collect();
            of.sort_unstable();
            let shows = |item: ItemId| of.binary_search(&item).is_ok();
            let part = everybody.iter().filter(|(_, items)| items.iter().any(|item| shows(*item)));
            let mut part = part.map(|(facts, _)| self.shown(facts, &shows)).peekable();
            if part.peek().is_none() {
                continue;
            }
            let title = if group.key == GroupKey::None { "Others".into() } else { group.title };
            rows.push(Row::Heading(title));
            rows.extend(part.map(|facts| Row::Of(Box::new(facts))));
        }
        rows
    }

    /// The same load, of which these items are shown.
    fn shown(&self, facts: &Facts<'m>, shows: &dyn Fn(ItemId) -> bool) -> Facts<'m> {
        let mut facts = facts.clone();
        for cell in &mut facts.cells {
            cell.pieces = self.pieces(&cell.load, shows);
            cell.is_critical = self.is_critical(&cell.load, shows);
        }
        facts
    }

    fn facts(&self, who: ResourceWalker<'m>, shows: &dyn Fn(ItemId) -> bool) -> Facts<'m> {
        let loads = self.workload.loads(who.id, &self.periods.spans());
        let cells = loads.into_iter().zip(&self.periods.all);
        let cells: Vec<_> =
            cells.map(|(load, period)| self.cell(who.id, load, *period, shows)).collect();
        let percents = cells.iter().enumerate();
        let percents = percents.filter_map(|(at, cell)| Some((cell.load.percent()?, at)));
        let peak = percents.filter(|(percent, _)| *percent > 0);
        let whole = self.workload.loads(who.id, &[self.whole()]).pop().unwrap_or_default();
        Facts {
            is_member: who.team().is_some(),
            // Of several that are alike the first.
            peak: peak.max_by_key(|(percent, at)| (*percent, std::cmp::Reverse(*at))),
            free_from: self.workload.free_from(who.id),
            who,
            cells,
            whole,
        }
    }

    /// From the first to the last moment of the roadmap, as far as it is shown.
    fn whole(&self) -> (Moment, Moment) {
        let (view, schedule) = (self.view.view, self.view.plan.schedule);
        let start = view.from.map_or(schedule.start, |from| from.max(schedule.start));
        (start, view.to.map_or(schedule.end, |to| to.min(schedule.end)).max(start))
    }

    fn cell(
        &self,
        who: ResourceId,
        load: PeriodLoad,
        period: Period,
        shows: &dyn Fn(ItemId) -> bool,
    ) -> Cell {
        let (first, last) = period.days();
        let own = self.overloads.get(&who).map_or(&[][..], Vec::as_slice);
        let clashes = own.iter().filter(|of| of.first <= last && first <= of.last);
        let clash = clashes.map(|of| Clash {
            days: (of.first.max(first), of.last.min(last)),
            demand: of.demand,
            capacity: of.capacity,
        });
        Cell {
            pieces: self.pieces(&load, shows),
            clash: clash.max_by_key(|of| of.demand.0.saturating_sub(of.capacity.0)),
            is_past: self.view.plan.model.header.now.is_some_and(|now| period.to <= now),
            is_critical: self.is_critical(&load, shows),
            load,
        }
    }

    /// Whether any of what is shown of a load decides the end.
    fn is_critical(&self, load: &PeriodLoad, shows: &dyn Fn(ItemId) -> bool) -> bool {
        let schedule = self.view.plan.schedule;
        load.items.iter().any(|one| schedule.timing(one.item).is_critical && shows(one.item))
    }

    /// A load by colour; what has the same is one piece.
    fn pieces(&self, load: &PeriodLoad, shows: &dyn Fn(ItemId) -> bool) -> Vec<Piece> {
        let model = self.view.plan.model;
        let paint = |item: ItemId| match self.colours {
            Some(colours) => colours.paint(self.view, model.item(item)),
            None => Paint::Slot(1),
        };
        let mut pieces: Vec<Piece> = Vec::new();
        for one in &load.items {
            let paint = shows(one.item).then(|| paint(one.item));
            if let Some(piece) = pieces.iter_mut().find(|piece| piece.paint == paint) {
                piece.done.0 = piece.done.0.saturating_add(one.done.0);
                piece.ahead.0 = piece.ahead.0.saturating_add(one.ahead.0);
            } else {
                pieces.push(Piece { paint, done: one.done, ahead: one.ahead });
            }
        }
        // `None` is the least.
        pieces.sort_by_key(|piece| piece.paint);
        pieces
    }

    /// Sorts by what stands first in each block.
    fn sort(&self, blocks: &mut [Vec<Facts<'m>>]) {
        let Some(sort) = self.view.view.sort else { return };
        blocks.sort_by_cached_key(|block| block.first().map(|facts| key(facts, sort.by)));
        if sort.is_reversed {
            blocks.reverse();
        }
    }
}

/// All that somebody works on.
fn items(facts: &Facts<'_>) -> Vec<ItemId> {
    let all = facts.cells.iter().flat_map(|cell| &cell.load.items);
    let mut items: Vec<_> = all.map(|one| one.item).collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// By what somebody is sorted: when they have first something to do, when they are free, how much time they have left.
fn key(facts: &Facts<'_>, by: SortKey) -> (i64, String) {
    let spare = || facts.whole.capacity.0.saturating_sub(facts.whole.work().0);
    match by {
        SortKey::Start => {
            let first = facts.cells.iter().position(|cell| cell.load.work() > Minutes::ZERO);
            (first.and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX), String::new())
        }
        SortKey::End => (facts.free_from.map_or(i64::MIN, |day| day.days().into()), String::new()),
        SortKey::Slack => (spare(), String::new()),
        // The busiest first.
        SortKey::Score => (-facts.busy().unwrap_or(0), String::new()),
        SortKey::By(Dimension::Team) => {
            let team = facts.who.team().unwrap_or(facts.who);
            (0, team.title().to_lowercase())
        }
        SortKey::Title | SortKey::By(_) => (0, facts.who.title().to_lowercase()),
    }
}
