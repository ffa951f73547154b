//! Who and what does the work.

use super::{CalendarId, Money, ResourceId, Share};
use crate::text::Span;
use crate::time::Date;

/// What does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ResourceKind {
    Team,
    Person,
    /// A thing: a lab, a machine.
    Resource,
}

impl ResourceKind {
    /// The keyword.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Person => "person",
            Self::Resource => "resource",
        }
    }
}

/// A team, a person or a resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where others would click to find it.
    pub span: Span,
    /// The team a person belongs to.
    pub team: Option<ResourceId>,
    /// How much there is of it: of a person its share, of a team what it states or the sum of its persons' shares
    /// (one unit for a team that states nothing and has nobody), of a resource its capacity.
    pub capacity: Share,
    /// Where the share or capacity was written.
    pub capacity_span: Option<Span>,
    /// Money for one minute of one unit, as money for `rate_minutes` minutes.
    pub rate: Option<(Money, i64)>,
    /// A person's role.
    pub role: Option<Box<str>>,
    /// The calendar it works by: its own or its team's or the roadmap's.
    pub calendar: CalendarId,
    /// When it is away or off, in order of date.
    pub absences: Vec<Absence>,
}

/// Days on which somebody is away.
#[derive(Clone, Debug)]
pub struct Absence {
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
    /// Why: `vacation`; may be empty.
    pub title: Box<str>,
    /// Where it was written.
    pub span: Span,
}

/// Somebody, or one of several, works on an item.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Who; the first of the alternatives.
    pub resource: ResourceId,
    /// How much of them: of a person a share of their presence (1000 is all of it), of a team or resource units in thousandths.
    pub units: Share,
    /// The others who may do it instead, each with their units.
    pub alternatives: Box<[(ResourceId, Share)]>,
    /// Where it was written.
    pub span: Span,
}
