//! Conditions: which items are meant.

use super::{Decimal, Dimension, FieldId, ItemId, ObjectiveId, ResourceId};
use crate::time::{Minutes, Moment};

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
    Test(Test),
}

/// One thing that is so of an item, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It has this value: `#public`, `state done`, `owner @ana`, `severity: high`.
    Is(Dimension, Value),
    /// It has any value: `severity`, `owner`.
    Has(Dimension),
    /// It decides the end: `critical`.
    Critical,
    /// How much it can slip, in working time: `slack < 5d`.
    Slack(Comparison, Minutes),
    /// How important it is: `priority >= 700`.
    Priority(Comparison, i64),
    /// A number of its own: `points > 8`.
    Number(FieldId, Comparison, Decimal),
    /// One of its dates: `starts before 2026-Q3`.
    Date(DateOf, Relation, Period),
    /// Where it stands towards another item: `inside checkout`, `leads to launch`.
    Towards(Towards, ItemId),
}

/// What an item may have by a [`Dimension`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A stream it stands in, a release it ships in.
    Item(ItemId),
    /// An objective.
    Objective(ObjectiveId),
    /// A person, a team or a resource.
    Resource(ResourceId),
    /// A word of the language, a tag, the text of a field.
    Word(Box<str>),
}

/// How two amounts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

impl Comparison {
    /// Whether the first stands so to the second.
    pub fn holds<T: Ord>(self, first: &T, second: &T) -> bool {
        match self {
            Self::Less => first < second,
            Self::AtMost => first <= second,
            Self::Equal => first == second,
            Self::Unequal => first != second,
            Self::AtLeast => first >= second,
            Self::More => first > second,
        }
    }
}

/// One of an item's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOf {
    /// The day it starts on.
    Start,
    /// The last day of its work.
    End,
    /// Its deadline.
    Due,
    /// What was promised.
    Promised,
    /// A custom field.
    Field(FieldId),
}

/// How a date stands to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
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
