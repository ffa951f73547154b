//! What could be otherwise in a roadmap: a line less, a day less.

use crate::model::{CalendarId, DependencyId, ItemId, Model, ResourceId};
use crate::text::Span;
use crate::time::{Date, Minutes};

/// A change of a roadmap, to see what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// So much less work on an item; of work under way, less of what remains.
    Shorten(ItemId, Minutes),
    /// An item takes no time.
    TakesNoTime(ItemId),
    /// A dependency does not hold.
    Independent(DependencyId),
    /// A release does not wait for an item.
    NotShipped {
        /// The release.
        release: ItemId,
        /// What is in it.
        item: ItemId,
    },
    /// A date that an item's author fixed is not: the attribute at this place.
    NotFixed(ItemId, Span),
    /// It is not known when an item was started and done.
    NotActual(ItemId),
    /// An item is not as late as possible.
    NotLate(ItemId),
    /// Those who do an item aren't needed for it: what is written at this place, for all that inherit it.
    Unassigned(Span),
    /// There is as much of a team or resource as anybody asks for.
    Unlimited(ResourceId),
    /// Somebody is not away: the row of their absences.
    Present(ResourceId, usize),
    /// A calendar works on days that are off: the row of its exceptions.
    Open(CalendarId, usize),
    /// The roadmap starts on that day.
    StartsOn(Date),
    /// Work need not be in the future.
    WithoutToday,
    /// A date that is fixed or waited for is that day instead.
    Moved(DateOf, Date),
}

/// A date in a roadmap that could be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateOf {
    /// One that an item waits for, `after 2026-04-01`.
    Dependency(DependencyId),
    /// One that an item's author fixed for its start, or of a point.
    Fixed(ItemId),
}

/// A line of the roadmap that forbids something, together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What would take it back.
    pub without: Change,
    /// Where it is written; today is not.
    pub span: Option<Span>,
}

impl Line {
    /// The item that a line is of, if it is of one.
    pub fn item(&self, model: &Model) -> Option<ItemId> {
        match self.without {
            Change::TakesNoTime(item)
            | Change::Shorten(item, _)
            | Change::NotFixed(item, _)
            | Change::NotActual(item)
            | Change::NotLate(item)
            | Change::NotShipped { item, .. } => Some(item),
            Change::Independent(id) => Some(model.dependency(id).item),
            _ => None,
        }
    }
}
