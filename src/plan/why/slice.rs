//! The part of a roadmap from which the dates of one item follow: small, so that it can be scheduled anew many times.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Point;
use super::change::{Change, apply};
use crate::model::{Anchor, DependencyId, Edge, Extras, Item, ItemId, ItemWalker, Model};
use crate::schedule::{self, Levelling, Schedule};
use crate::time::{Minutes, Moment};

/// A part of a roadmap.
#[derive(Clone, Debug)]
pub(super) struct Slice<'a> {
    model: Model,
    /// By item of the roadmap: whether it is in this part with all that decides its dates, or only for what stands in it.
    kept: Vec<Kept>,
    /// By item of the roadmap, and one more: how many before it are in this part.
    before: Vec<u32>,
    /// By row of this part: which dependency of the roadmap it is.
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
        let mut slice = Self::empty(model, kept);
        slice.dependencies = slice.fill(model).into_iter().map(DependencyId::from_index).collect();
        slice.levelling = levelling.map(Cow::Borrowed);
        slice
    }

    /// The part of this part from which the dates of an item follow if these changes are made: for good, so that no later
    /// change of it may name what they take away. Of a levelled roadmap that is what still takes somebody too.
    pub(super) fn after(&self, item: ItemId, changes: &[Change]) -> Self {
        let Some(item) = self.item(item) else { return self.clone() };
        let mut model = self.model.clone();
        apply(self, changes, &mut model);
        let rows = match self.levelling {
            Some(_) => reach(&model, takers(&model).chain([item])),
            None => reach(&model, [item]),
        };
        let gone: BTreeSet<Change> = changes.iter().copied().collect();
        let is_left = |id: &DependencyId| !gone.contains(&Change::Independent(*id));
        let left: Vec<_> = self.dependencies.iter().copied().filter(is_left).collect();
        let mut part = Self::empty(&model, rows);
        let dependencies = part.fill(&model);
        part.dependencies = dependencies.iter().filter_map(|row| left.get(*row).copied()).collect();
        let of_part = |levelling: &Cow<'_, Levelling>| levelling.of_part(|item| part.item(item));
        part.levelling = self.levelling.as_ref().map(of_part).map(Cow::Owned);
        // From here on it is asked for items of the whole.
        part.kept = self.composed(&part.kept);
        part.before = counted(&part.kept);
        part
    }

    fn empty(model: &Model, kept: Vec<Kept>) -> Self {
        Self {
            model: Model::empty(model.sources.clone()),
            before: counted(&kept),
            kept,
            dependencies: Vec::new(),
            levelling: None,
        }
    }

    /// What is kept of the whole where so much is kept of this part.
    fn composed(&self, of_part: &[Kept]) -> Vec<Kept> {
        let whole = (0..).map(ItemId).take(self.kept.len());
        let of = |item| self.item(item).and_then(|row| of_part.get(row.index()).copied());
        whole.map(|item| of(item).unwrap_or(Kept::Nothing)).collect()
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
        model.items().zip(self.kept.iter().copied()).filter(|(_, kept)| *kept != Kept::Nothing)
    }

    /// The row of an item in this part.
    pub(super) fn item(&self, item: ItemId) -> Option<ItemId> {
        let is_kept = *self.kept.get(item.index())? != Kept::Nothing;
        self.before.get(item.index()).filter(|_| is_kept).map(|row| ItemId(*row))
    }

    /// The row of a dependency in this part.
    pub(super) fn dependency(&self, id: DependencyId) -> Option<usize> {
        self.dependencies.binary_search(&id).ok()
    }

    /// The dependencies in this part.
    pub(super) fn dependencies(&self) -> &[DependencyId] {
        &self.dependencies
    }

    /// Takes over what is kept; the rows of the dependencies among it.
    fn fill(&mut self, model: &Model) -> Vec<usize> {
        let mut dependencies = Vec::new();
        self.model.header = model.header.clone();
        self.model.calendars.clone_from(&model.calendars);
        self.model.resources.clone_from(&model.resources);
        self.model.assignments.clone_from(&model.assignments);
        self.model.items = model.items().filter_map(|item| self.copied(item)).collect();
        for (index, dependency) in model.dependencies.iter().enumerate() {
            let anchor = match dependency.anchor {
                Anchor::Item(item, edge) => self.item(item).map(|item| Anchor::Item(item, edge)),
                moment @ Anchor::Moment(_) => Some(moment),
            };
            if let (Some(item), Some(anchor)) = (self.item(dependency.item), anchor) {
                self.model.dependencies.push(crate::model::Dependency {
                    item,
                    anchor,
                    ..*dependency
                });
                dependencies.push(index);
            }
        }
        dependencies
    }

    fn copied(&self, item: ItemWalker<'_>) -> Option<Item> {
        self.item(item.id)?;
        let data = item.data().clone();
        let end = self.before.get(data.subtree_end.index()).copied().unwrap_or_default();
        let releases = item.extras().releases.iter();
        let releases: Vec<_> =
            releases.filter_map(|(release, span)| Some((self.item(*release)?, *span))).collect();
        let extras =
            (!releases.is_empty()).then(|| Box::new(Extras { releases, ..Extras::default() }));
        let parent = data.parent.and_then(|parent| self.item(parent));
        Some(Item { parent, subtree_end: ItemId(end), extras, ..data })
    }
}

/// Of each row, and one more: how many before it are kept.
fn counted(kept: &[Kept]) -> Vec<u32> {
    let mut count = 0;
    let mut before = Vec::with_capacity(kept.len() + 1);
    for one in kept {
        before.push(count);
        count += u32::from(*one != Kept::Nothing);
    }
    before.push(count);
    before
}

/// What takes somebody's time, so that something else may have to wait for it.
fn takers(model: &Model) -> impl Iterator<Item = ItemId> {
    let is_taker = |item: &ItemWalker<'_>| {
        let data = item.data();
        let takes_time = data.estimate.is_none_or(|estimate| estimate.likely > Minutes::ZERO)
            || data.dates.is_some()
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
