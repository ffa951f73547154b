//! The part of a roadmap from which the dates of one item follow: small, so that it can be scheduled anew many times.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Point;
use super::change::{Change, DateOf};
use crate::model::{
    Anchor, Assignment, CalendarId, Dependency, DependencyId, Edge, Extras, FixedDate, Item,
    ItemId, ItemWalker, Model, Progress, ResourceId, Share,
};
use crate::schedule::{self, Levelling, Schedule, remaining};
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// More of something than anybody asks for: a million units.
const BOUNDLESS: Share = Share(1_000_000_000);

/// A part of a roadmap.
#[derive(Clone, Debug)]
pub(super) struct Slice<'a> {
    model: Model,
    /// By row of this part: which item of the roadmap it is, and whether it is in this part with all that decides its dates, or
    /// only for what stands in it.
    items: Vec<(ItemId, Kept)>,
    /// Likewise which dependency of the roadmap it is.
    dependencies: Vec<DependencyId>,
    /// How the roadmap is levelled, if it is: what is scheduled anew goes in the same order.
    levelling: Option<Cow<'a, Levelling>>,
}

impl<'a> Slice<'a> {
    /// The part from which the dates of an item follow: of a levelled roadmap all of it, since anything may take somebody.
    pub(super) fn of(model: &Model, schedule: &'a Schedule, item: ItemId) -> Self {
        let levelling = schedule.levelling.as_ref();
        let kept = match levelling {
            Some(_) => vec![Kept::Whole; model.items.len()],
            None => reach(model, [item]),
        };
        Self { levelling: levelling.map(Cow::Borrowed), ..Self::part(model, &kept) }
    }

    /// The part of this part from which the dates of an item follow if these changes are made: for good, so that no later
    /// change of it may name what they take away. Of a levelled roadmap that is what still takes somebody too.
    pub(super) fn after(&self, item: ItemId, changes: &[Change]) -> Self {
        let Some(item) = self.item(item) else { return self.clone() };
        let mut model = self.model.clone();
        apply(self, changes, &mut model);
        let kept = match self.levelling {
            Some(_) => reach(&model, takers(&model).chain([item])),
            None => reach(&model, [item]),
        };
        let gone: BTreeSet<Change> = changes.iter().copied().collect();
        let is_left = |id: &DependencyId| !gone.contains(&Change::Independent(*id));
        let left: Vec<_> = self.dependencies.iter().copied().filter(is_left).collect();
        let mut part = Self::part(&model, &kept);
        let of_part = |levelling: &Cow<'_, Levelling>| levelling.of_part(|item| part.item(item));
        part.levelling = self.levelling.as_ref().map(of_part).map(Cow::Owned);
        // From here on it is asked for items of the whole.
        let item_of = |item: ItemId| Some(self.items.get(item.index())?.0);
        part.items =
            part.items.iter().filter_map(|(row, of)| Some((item_of(*row)?, *of))).collect();
        let dependency_of = |row: &DependencyId| left.get(row.index()).copied();
        part.dependencies = part.dependencies.iter().filter_map(dependency_of).collect();
        part
    }

    /// What is kept of a roadmap, by item.
    fn part(model: &Model, kept: &[Kept]) -> Self {
        let all = (0..).map(ItemId).zip(kept.iter().copied());
        let mut part = Self {
            model: Model::empty(model.sources.clone()),
            items: all.filter(|(_, kept)| *kept != Kept::Nothing).collect(),
            dependencies: Vec::new(),
            levelling: None,
        };
        part.fill(model);
        part
    }

    /// How much there is to schedule in it: its items, and the rows that its calendars are made from, which cost less.
    pub(super) fn weight(&self) -> usize {
        const ROWS_AN_ITEM: usize = 8;
        let absences = self.model.resources.iter().map(|one| one.absences.len());
        let exceptions = self.model.calendars.iter().map(|one| one.exceptions.len());
        let rows = absences.sum::<usize>() + exceptions.sum::<usize>();
        self.model.items.len() + rows / ROWS_AN_ITEM
    }

    /// When a point of an item is, if these changes are made.
    pub(super) fn moment_with(&self, (item, edge): Point, changes: &[Change]) -> Option<Moment> {
        Some(self.scheduled(changes).timing(self.item(item)?).at(edge))
    }

    /// The schedule of this part, if these changes are made.
    pub(super) fn scheduled(&self, changes: &[Change]) -> Schedule {
        let mut model = self.model.clone();
        apply(self, changes, &mut model);
        match &self.levelling {
            Some(levelling) => schedule::schedule_in_turn(&model, levelling),
            None => schedule::schedule(&model),
        }
    }

    /// The items of the roadmap that are in this part, and how much of each.
    pub(super) fn items<'m>(
        &self,
        model: &'m Model,
    ) -> impl Iterator<Item = (ItemWalker<'m>, Kept)> {
        self.items.iter().map(|(item, kept)| (model.item(*item), *kept))
    }

    /// The row of an item in this part.
    pub(super) fn item(&self, item: ItemId) -> Option<ItemId> {
        self.items.binary_search_by_key(&item, |(item, _)| *item).ok().map(ItemId::from_index)
    }

    /// The row of a dependency in this part.
    pub(super) fn dependency(&self, id: DependencyId) -> Option<usize> {
        self.dependencies.binary_search(&id).ok()
    }

    /// The dependencies in this part.
    pub(super) fn dependencies(&self) -> &[DependencyId] {
        &self.dependencies
    }

    /// Takes over what is kept.
    fn fill(&mut self, model: &Model) {
        self.model.header = model.header.clone();
        self.model.calendars.clone_from(&model.calendars);
        self.model.resources.clone_from(&model.resources);
        self.model.assignments.clone_from(&model.assignments);
        self.model.items = self.items(model).map(|(item, _)| self.copied(item)).collect();
        for (id, dependency) in (0..).map(DependencyId).zip(&model.dependencies) {
            let anchor = match dependency.anchor {
                Anchor::Item(item, edge) => self.item(item).map(|item| Anchor::Item(item, edge)),
                moment @ Anchor::Moment(_) => Some(moment),
            };
            if let (Some(item), Some(anchor)) = (self.item(dependency.item), anchor) {
                self.model.dependencies.push(Dependency { item, anchor, ..*dependency });
                self.dependencies.push(id);
            }
        }
    }

    fn copied(&self, item: ItemWalker<'_>) -> Item {
        let data = item.data().clone();
        let end = self.items.partition_point(|(item, _)| *item < data.subtree_end);
        let releases = item.extras().releases.iter();
        let releases: Vec<_> =
            releases.filter_map(|(release, span)| Some((self.item(*release)?, *span))).collect();
        let extras =
            (!releases.is_empty()).then(|| Box::new(Extras { releases, ..Extras::default() }));
        let parent = data.parent.and_then(|parent| self.item(parent));
        Item { parent, subtree_end: ItemId::from_index(end), extras, ..data }
    }
}

/// What takes somebody's time, so that something else may have to wait for it.
fn takers(model: &Model) -> impl Iterator<Item = ItemId> {
    let is_taker = |item: &ItemWalker<'_>| {
        let data = item.data();
        let takes_time = data.estimate.is_none_or(|estimate| estimate.likely > Minutes::ZERO)
            || item.dates().name_any()
            || data.progress.is_some();
        takes_time && !item.assignments().is_empty()
    };
    model.items().filter(is_taker).map(|item| item.id)
}

/// How much of an item is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// Nothing: no date that is asked for follows from it.
    Nothing,
    /// What its parts inherit.
    Outside,
    /// All.
    Whole,
}

/// How much of each item is needed for the dates of some.
fn reach(model: &Model, items: impl IntoIterator<Item = ItemId>) -> Vec<Kept> {
    let mut search =
        Search { model, kept: vec![Kept::Nothing; model.items.len()], open: Vec::new() };
    for item in items {
        search.keep(item);
    }
    while let Some(item) = search.open.pop() {
        if search.visit(model.item(item)) {
            // What is as late as possible follows from all that waits for it, and from the end of the roadmap.
            return vec![Kept::Whole; model.items.len()];
        }
    }
    search.kept
}

/// Finds what the dates of an item follow from.
struct Search<'m> {
    model: &'m Model,
    kept: Vec<Kept>,
    open: Vec<ItemId>,
}

impl<'m> Search<'m> {
    fn keep(&mut self, item: ItemId) {
        if let Some(kept) = self.kept.get_mut(item.index()).filter(|kept| **kept < Kept::Whole) {
            *kept = Kept::Whole;
            self.open.push(item);
        }
    }

    /// Keeps what an item's dates follow from; says whether it is to be as late as possible.
    fn visit(&mut self, item: ItemWalker<'m>) -> bool {
        self.keep_awaited(item, |_| true);
        for part in item.parts() {
            self.keep(part.id);
        }
        for outer in item.ancestors() {
            if let Some(kept) =
                self.kept.get_mut(outer.id.index()).filter(|one| **one == Kept::Nothing)
            {
                *kept = Kept::Outside;
            }
            self.keep_awaited(outer, |edge| edge == Edge::Start);
        }
        if item.kind().is_point() {
            self.keep_shipped(item.id);
        }
        item.is_alap()
    }

    fn keep_awaited(&mut self, item: ItemWalker<'m>, counts: impl Fn(Edge) -> bool) {
        for dependency in item.dependencies().iter().filter(|one| counts(one.edge)) {
            if let Anchor::Item(awaited, _) = dependency.anchor {
                self.keep(awaited);
            }
        }
    }

    fn keep_shipped(&mut self, release: ItemId) {
        let ships =
            |item: &ItemWalker<'_>| item.extras().releases.iter().any(|(id, _)| *id == release);
        for item in self.model.items().filter(ships) {
            self.keep(item.id);
        }
    }
}

/// Makes changes in a part of a roadmap.
fn apply(slice: &Slice<'_>, changes: &[Change], model: &mut Model) {
    for change in changes {
        make(slice, *change, model);
    }
    // Rows go last, so that all others are found by their number.
    let gone: BTreeSet<Change> = changes.iter().copied().collect();
    for (who, resource) in (0..).map(ResourceId).zip(&mut model.resources) {
        leave_out(&mut resource.absences, |row| gone.contains(&Change::Present(who, row)));
    }
    for (id, calendar) in (0..).map(CalendarId).zip(&mut model.calendars) {
        leave_out(&mut calendar.exceptions, |row| gone.contains(&Change::Open(id, row)));
    }
    let mut dependencies = slice.dependencies().iter();
    model
        .dependencies
        .retain(|_| dependencies.next().is_none_or(|id| !gone.contains(&Change::Independent(*id))));
    unassign(model, |one| gone.contains(&Change::Unassigned(one.span)));
}

/// Leaves out assignments.
fn unassign(model: &mut Model, is_gone: impl Fn(&Assignment) -> bool) {
    let mut rows = 0;
    let mut before = vec![0];
    for one in &model.assignments {
        rows += u32::from(!is_gone(one));
        before.push(rows);
    }
    let before = |row: u32| before.get(row as usize).copied().unwrap_or(rows);
    for item in &mut model.items {
        let (first, count) = item.assignments;
        item.assignments = (before(first), before(first + count) - before(first));
    }
    model.assignments.retain(|one| !is_gone(one));
}

/// Leaves out rows of a table, by their number.
fn leave_out<T>(table: &mut Vec<T>, is_gone: impl Fn(usize) -> bool) {
    let mut rows = 0..;
    table.retain(|_| rows.next().is_none_or(|row| !is_gone(row)));
}

fn make(slice: &Slice<'_>, change: Change, model: &mut Model) {
    match change {
        Change::Shorten(item, less) => with(slice, model, item, |item| shorten(item, less)),
        Change::TakesNoTime(item) => with(slice, model, item, takes_no_time),
        Change::NotShipped { release, item } => {
            let Some(release) = slice.item(release) else { return };
            with(slice, model, item, |item| {
                if let Some(extras) = &mut item.extras {
                    extras.releases.retain(|(id, _)| *id != release);
                }
            });
        }
        Change::NotFixed(item, span) => with(slice, model, item, |item| unfix(item, span)),
        Change::NotActual(item) => with(slice, model, item, |item| {
            if let Some(progress) = &mut item.progress {
                progress.started = None;
                progress.done = progress.done.map(|(_, span)| (None, span));
            }
        }),
        Change::NotLate(item) => with(slice, model, item, |item| {
            if let Some(dates) = &mut item.dates {
                dates.alap = None;
            }
        }),
        Change::StartsOn(date) => model.header.from = Moment::start_of(date),
        Change::WithoutToday => {
            (model.header.today, model.header.now) = (None, None);
        }
        Change::Unlimited(who) => {
            if let Some(resource) = model.resources.get_mut(who.index()) {
                resource.capacity = BOUNDLESS;
            }
        }
        Change::Moved(of, date) => move_date(slice, of, date, model),
        // Rows of tables.
        Change::Present(..) | Change::Open(..) | Change::Independent(_) | Change::Unassigned(_) => {
        }
    }
}

fn with(slice: &Slice<'_>, model: &mut Model, item: ItemId, change: impl FnOnce(&mut Item)) {
    if let Some(item) = slice.item(item).and_then(|row| model.items.get_mut(row.index())) {
        change(item);
    }
}

fn shorten(item: &mut Item, less: Minutes) {
    let shorter = |amount: Minutes| Minutes(amount.0.saturating_sub(less.0).max(1));
    let remaining = item.progress.as_deref().and_then(|said| remaining(said, item.estimate));
    if let (Some(remaining), Some(progress)) = (remaining, &mut item.progress) {
        progress.remaining = Some((shorter(remaining), Span::default()));
    } else if let Some(estimate) = &mut item.estimate {
        estimate.likely = shorter(estimate.likely);
    }
}

fn takes_no_time(item: &mut Item) {
    if let Some(estimate) = &mut item.estimate {
        estimate.likely = Minutes::ZERO;
    }
    if let Some(Progress { remaining: Some((remaining, _)), .. }) = item.progress.as_deref_mut() {
        *remaining = Minutes::ZERO;
    }
}

fn unfix(item: &mut Item, span: Span) {
    if let Some(dates) = &mut item.dates {
        let other = |date: &FixedDate| date.span != span;
        (dates.from, dates.to) = (dates.from.filter(other), dates.to.filter(other));
    }
}

fn move_date(slice: &Slice<'_>, of: DateOf, date: Date, model: &mut Model) {
    match of {
        DateOf::Dependency(id) => {
            let row = slice.dependency(id).and_then(|row| model.dependencies.get_mut(row));
            if let Some(dependency) = row {
                dependency.anchor = Anchor::Moment(Moment::start_of(date));
            }
        }
        DateOf::Fixed(item) => with(slice, model, item, |item| {
            let Some(dates) = &mut item.dates else { return };
            if let Some(from) = &mut dates.from {
                from.moment = Moment::start_of(date);
            } else if let Some(to) = &mut dates.to {
                to.moment = Moment::end_of(date);
            }
        }),
    }
}
