//! Conditions: which items are meant.

use super::{FieldId, ItemId, ObjectiveId, ResourceId};
use crate::syntax::ast;
use crate::time::Moment;

pub use crate::syntax::ast::Comparison;

/// What tells items apart.
pub type Dimension = ast::Dimension<FieldId>;

/// What is compared.
pub type Amount = ast::Subject<FieldId>;

/// What falls on a day.
pub type Occasion = ast::Occasion<FieldId>;

/// What has to hold of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold.
    All(Box<[Self]>),
    /// One of these holds.
    Any(Box<[Self]>),
    /// This does not hold.
    Not(Box<Self>),
    /// This is so.
    Is(Test),
}

impl Condition {
    /// That it does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Whether it compares what something scores.
    pub fn asks_for_scores(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_for_scores),
            Self::Not(part) => part.asks_for_scores(),
            Self::Is(test) => matches!(test, Test::Compared(Amount::Score, ..)),
        }
    }
}

/// One thing that is so of an item, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It has this value: `#public`, `done`, `owner @ana`, `size = large`.
    Has(Dimension, Value),
    /// It has any value: `any owner`.
    HasAny(Dimension),
    /// It decides the end.
    Critical,
    /// It can't go on.
    Blocked,
    /// An amount compared with another: time in minutes, all else in thousandths.
    Compared(Amount, Comparison, i64),
    /// One of its dates: `starts before 2026-Q3`.
    Dated(Occasion, Relative, Period),
    /// Where it stands towards another item: `inside checkout`, `leads to launch`.
    Towards(Towards, ItemId),
}

/// What an item may have by a [`Dimension`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A release it ships in.
    Item(ItemId),
    /// An objective.
    Objective(ObjectiveId),
    /// A person, a team or a resource.
    Resource(ResourceId),
    /// A word of the language, a tag, the text of a field.
    Word(Box<str>),
}

/// How a date stands to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// It lies before its first day.
    Before,
    /// It lies behind its last day.
    After,
    /// It lies in it.
    In,
}

/// A stretch of time, from its first moment to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Period {
    pub from: Moment,
    pub to: Moment,
}

/// How an item stands towards another, which counts as one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// It stands inside it, at any depth.
    Inside,
    /// The other waits for it, directly or not.
    LeadsTo,
    /// It waits for the other, directly or not.
    Follows,
}
