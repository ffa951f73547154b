//! Walkers: a `Copy` pair of the model and an id, on which everything is asked.
//! Which item stands where.

use std::hash::Hash;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{
    Assignment, Calendar, CalendarId, Dates, Dependency, DependencyId, Edge, Estimate,
    EstimateBasis, Extras, FixedDate, Item, ItemId, ItemKind, Limit, Model, ObjectiveId, Progress,
    Resource, ResourceId,
};
use crate::text::Span;
use crate::time::Moment;

static NO_DATES: LazyLock<Dates> = LazyLock::new(Dates::default);
static NO_PROGRESS: LazyLock<Progress> = LazyLock::new(Progress::default);
static NO_EXTRAS: LazyLock<Extras> = LazyLock::new(Extras::default);

/// An item, to be asked.
#[derive(Clone, Copy, Debug)]
pub struct ItemWalker<'m> {
    /// The model.
    pub model: &'m Model,
    /// Which item.
    pub id: ItemId,
}

impl<'m> ItemWalker<'m> {
    /// Its row.
    ///
    /// # Panics
    /// If the id is of another model.
    pub fn data(self) -> &'m Item {
        // Ids are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.model.items[self.id.index()]
    }

    /// What it is.
    pub fn kind(self) -> ItemKind {
        self.data().kind
    }

    /// Its name among its siblings.
    pub fn name(self) -> &'m str {
        &self.data().name
    }

    /// Its title, or its name.
    pub fn title(self) -> &'m str {
        self.data().title.as_deref().unwrap_or(&self.data().name)
    }

    /// Its path from the top: `checkout.api`.
    pub fn path(self) -> String {
        let mut path = match self.parent() {
            Some(parent) => parent.path() + ".",
            None => self.namespace().to_owned(),
        };
        path.push_str(self.name());
        path
    }

    /// What its path from the top begins with, of what is imported `as` something: that name with a dot.
    pub fn namespace(self) -> &'m str {
        self.model.namespaces.get(self.data().namespace as usize).map_or("", |path| path)
    }

    /// Where others would click to find it.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The item it stands in.
    pub fn parent(self) -> Option<Self> {
        self.data().parent.map(|id| Self { id, ..self })
    }

    /// The items it stands in, from the inside out.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |item| item.parent())
    }

    /// Itself, and the items it stands in, from the inside out.
    pub fn with_ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |item| item.parent())
    }

    /// Whether something says when it is: a date of its own or of what it stands in, or what one of them waits for.
    pub fn is_held(self) -> bool {
        self.dates().alap.is_some()
            || self.dates().to.is_some()
            || self
                .with_ancestors()
                .any(|item| item.dates().from.is_some() || !item.dependencies().is_empty())
    }

    /// How many items it stands in.
    pub fn depth(self) -> usize {
        self.ancestors().count()
    }

    /// Whether items stand inside it.
    pub fn has_parts(self) -> bool {
        self.data().has_parts
    }

    /// The items directly inside it, in order of declaration.
    pub fn parts(self) -> impl Iterator<Item = Self> {
        let end = self.data().subtree_end;
        let mut next = ItemId(self.id.0 + 1);
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let item = Self { id: next, ..self };
            next = item.data().subtree_end;
            Some(item)
        })
    }

    /// All items inside it at any depth, in order of declaration.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        (self.id.0 + 1..self.data().subtree_end.0).map(move |id| Self { id: ItemId(id), ..self })
    }

    /// Whether `other` stands inside it at any depth.
    pub fn encloses(self, other: ItemId) -> bool {
        self.id < other && other < self.data().subtree_end
    }

    /// Fixed dates, deadline, promise.
    pub fn dates(self) -> &'m Dates {
        self.data().dates.as_deref().unwrap_or(&NO_DATES)
    }

    /// The date that its author fixed for one of its points; those of a milestone or release are one.
    pub fn fixed_date(self, edge: Edge) -> Option<FixedDate> {
        let dates = self.dates();
        match edge {
            _ if self.kind().is_point() => dates.to.or(dates.from),
            Edge::Start => dates.from,
            Edge::End => dates.to,
        }
    }

    /// What is done.
    pub fn progress(self) -> &'m Progress {
        self.data().progress.as_deref().unwrap_or(&NO_PROGRESS)
    }

    /// Of its fixed end, its deadline and its promise those that have passed when the plan is looked at.
    pub fn passed_dates(self) -> impl Iterator<Item = Moment> {
        let dates = self.data().dates.as_deref();
        let promised = dates.and_then(|dates| dates.promised.as_ref()).map(|of| of.date);
        let due = [dates.and_then(|dates| dates.to), dates.and_then(|dates| dates.by), promised];
        let moments = due.into_iter().flatten().map(|date| date.moment);
        moments.filter(move |moment| self.model.header.has_passed(*moment))
    }

    /// All the rest.
    pub fn extras(self) -> &'m Extras {
        self.data().extras.as_deref().unwrap_or(&NO_EXTRAS)
    }

    /// Whether it is dropped, itself or with what it stands in.
    pub fn is_dropped(self) -> bool {
        self.progress().dropped.is_some() || self.parent().is_some_and(Self::is_dropped)
    }

    /// Whether it is to be as late as possible, itself or with what it stands in.
    pub fn is_alap(self) -> bool {
        self.with_ancestors().any(|item| item.dates().alap.is_some())
    }

    /// Whether it says that it is done.
    pub fn is_done(self) -> bool {
        self.progress().done.is_some()
    }

    /// The calendar it works by.
    pub fn calendar(self) -> &'m Calendar {
        self.model.calendar(self.data().calendar)
    }

    /// Whether its work may pause while its people are needed elsewhere. What counts the clock can't.
    pub fn can_split(self) -> bool {
        let counts_clock = |of: Estimate| of.basis == EstimateBasis::Elapsed;
        self.data().can_split && !self.data().estimate.is_some_and(counts_clock)
    }

    /// Who works on it, itself or by inheritance; of alternatives all stand there, the first as the one who works.
    pub fn assignments(self) -> &'m [Assignment] {
        let (first, count) = self.data().assignments;
        self.model.assignments.get(first as usize..(first + count) as usize).unwrap_or_default()
    }

    /// What it waits for itself; what its ancestors wait for holds for it too.
    pub fn dependencies(self) -> &'m [Dependency] {
        let all = &self.model.dependencies;
        let first = all.partition_point(|dependency| dependency.item < self.id);
        let rest = all.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|dependency| dependency.item == self.id).count();
        rest.get(..count).unwrap_or_default()
    }

    /// Its own limits (`within`).
    pub fn limits(self) -> &'m [Limit] {
        let all = &self.model.limits;
        let first = all.partition_point(|limit| limit.item < self.id);
        let count =
            all.get(first..).unwrap_or_default().partition_point(|limit| limit.item == self.id);
        all.get(first..first + count).unwrap_or_default()
    }

    /// Objectives it serves, its own and inherited, each once.
    pub fn objectives(self) -> Vec<ObjectiveId> {
        self.gathered(|item| item.extras().objectives.iter().map(|(id, _)| *id).collect())
    }

    /// Releases it ships in, its own and inherited, each once.
    pub fn releases(self) -> Vec<ItemId> {
        self.gathered(|item| item.extras().releases.iter().map(|(id, _)| *id).collect())
    }

    /// Tags, its own and inherited, each once.
    pub fn tags(self) -> Vec<&'m str> {
        self.gathered(|item| item.extras().tags.iter().map(|tag| &**tag).collect())
    }

    fn gathered<T: Copy + Eq + Hash>(self, own: impl Fn(Self) -> Vec<T>) -> Vec<T> {
        let mut all = own(self);
        let inherited: Vec<T> = self.ancestors().flat_map(own).collect();
        // Mostly there is nothing to inherit.
        if !inherited.is_empty() {
            let mut there: FxHashSet<T> = all.iter().copied().collect();
            all.extend(inherited.into_iter().filter(|value| there.insert(*value)));
        }
        all
    }
}

/// A team, person or resource, to be asked.
#[derive(Clone, Copy, Debug)]
pub struct ResourceWalker<'m> {
    /// The model.
    pub model: &'m Model,
    /// Which.
    pub id: ResourceId,
}

impl<'m> ResourceWalker<'m> {
    /// Its row.
    ///
    /// # Panics
    /// If the id is of another model.
    pub fn data(self) -> &'m Resource {
        // Ids are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.model.resources[self.id.index()]
    }

    /// Its name.
    pub fn name(self) -> &'m str {
        &self.data().name
    }

    /// Its title, or its name.
    pub fn title(self) -> &'m str {
        self.data().title.as_deref().unwrap_or(&self.data().name)
    }

    /// Where others would click to find it.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The team it belongs to.
    pub fn team(self) -> Option<Self> {
        self.data().team.map(|id| Self { id, ..self })
    }

    /// The persons that belong to it: they stand behind it without a gap.
    pub fn members(self) -> impl Iterator<Item = Self> {
        let behind = self.id.index() + 1..self.model.resources.len();
        behind
            .map(move |index| Self { id: ResourceId::from_index(index), ..self })
            .take_while(move |other| other.data().team == Some(self.id))
    }

    /// The calendar it works by.
    pub fn calendar(self) -> &'m Calendar {
        self.model.calendar(self.data().calendar)
    }
}

impl Model {
    /// The calendar of this id.
    ///
    /// # Panics
    /// If the id is of another model.
    pub fn calendar(&self, id: CalendarId) -> &Calendar {
        // Ids are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.calendars[id.index()]
    }

    /// The dependency of this id.
    ///
    /// # Panics
    /// If the id is of another model.
    pub fn dependency(&self, id: DependencyId) -> &Dependency {
        // Ids are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.dependencies[id.index()]
    }
}

/// The items in order of place: imported ones may stand elsewhere in the model than their file does among the sources.
pub(crate) struct Places<'m> {
    model: &'m Model,
    order: Vec<ItemId>,
}

impl<'m> Places<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        let mut order: Vec<_> = model.items().map(|item| item.id).collect();
        order.sort_by_key(|id| model.item(*id).data().extent.start);
        Self { model, order }
    }

    /// The innermost item whose declaration holds a place: the nearest that begins before it, or one that this stands in.
    pub(crate) fn innermost_item(&self, place: Span) -> Option<ItemId> {
        let start = |id: &ItemId| self.model.item(*id).data().extent.start;
        let before = self.order.partition_point(|id| start(id) <= place.start);
        let nearest = self.model.item(*self.order.get(before.checked_sub(1)?)?);
        nearest.with_ancestors().find(|item| item.data().extent.contains(place)).map(|item| item.id)
    }
}
