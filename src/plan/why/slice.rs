//! The part of a roadmap from which the dates of one item follow: small, so that it can be scheduled anew many times.

use super::change::{Change, apply};
use crate::model::{Anchor, DependencyId, Edge, Extras, Item, ItemId, ItemWalker, Model};
use crate::schedule::{self, Levelling, Schedule};
use crate::time::Moment;

/// A part of a roadmap.
#[derive(Debug)]
pub(super) struct Slice<'a> {
    model: Model,
    /// By item of the roadmap: whether it is in this part with all that decides its dates, or only for what stands in it.
    pub(super) kept: Vec<Kept>,
    /// By item of the roadmap, and one more: how many before it are in this part.
    before: Vec<u32>,
    /// By row of this part: which dependency of the roadmap it is.
    dependencies: Vec<DependencyId>,
    /// How the roadmap is levelled, if it is: what is scheduled anew goes in the same order.
    levelling: Option<&'a Levelling>,
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

impl<'a> Slice<'a> {
    /// The part from which the dates of an item follow: of a levelled roadmap all of it, since anything may take somebody.
    pub(super) fn of(model: &Model, schedule: &'a Schedule, item: ItemId) -> Self {
        let levelling = schedule.levelling.as_ref();
        let mut kept = Search::from(model, item).kept;
        if levelling.is_some() {
            kept.fill(Kept::Whole);
        }
        let mut before = Vec::with_capacity(kept.len() + 1);
        let mut count = 0;
        for one in &kept {
            before.push(count);
            count += u32::from(*one != Kept::Nothing);
        }
        before.push(count);
        let mut slice = Self {
            model: Model::empty(model.sources.clone()),
            kept,
            before,
            dependencies: Vec::new(),
            levelling,
        };
        slice.fill(model);
        slice
    }

    /// How many items are in it.
    pub(super) fn len(&self) -> usize {
        self.model.items.len()
    }

    /// When a point of an item is, if these changes are made.
    pub(super) fn moment_with(
        &self,
        item: ItemId,
        edge: Edge,
        changes: &[Change],
    ) -> Option<Moment> {
        let item = self.item(item)?;
        let mut model = self.model.clone();
        apply(self, changes, &mut model);
        let schedule = match self.levelling {
            Some(levelling) => schedule::schedule_in_turn(&model, levelling),
            None => schedule::schedule(&model),
        };
        let timing = schedule.timings.get(item.index())?;
        Some(if edge == Edge::Start { timing.start } else { timing.end })
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

    fn fill(&mut self, model: &Model) {
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
                self.dependencies.push(DependencyId::from_index(index));
            }
        }
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

/// Finds what the dates of an item follow from.
struct Search<'m> {
    model: &'m Model,
    kept: Vec<Kept>,
    open: Vec<ItemId>,
}

impl<'m> Search<'m> {
    fn from(model: &'m Model, item: ItemId) -> Self {
        let mut search =
            Self { model, kept: vec![Kept::Nothing; model.items.len()], open: Vec::new() };
        search.keep(item);
        let mut is_late = false;
        while let Some(item) = search.open.pop() {
            is_late |= search.visit(model.item(item));
        }
        if is_late {
            // What is as late as possible follows from all that waits for it, and from the end of the roadmap.
            search.kept.fill(Kept::Whole);
        }
        search
    }

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
        item.data().alap.is_some() || item.ancestors().any(|outer| outer.data().alap.is_some())
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
