//! Who and what does the work.

use super::{CalendarId, Money, ResourceId, Share};
use crate::text::Span;
use crate::time::{Date, Moment};

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

/// A time in which somebody is away: whole days, if no time of day is written.
#[derive(Clone, Debug)]
pub struct Absence {
    /// The day on which it begins.
    pub first: Date,
    /// The day on which it ends.
    pub last: Date,
    /// From this moment on.
    pub from: Moment,
    /// Up to this moment.
    pub to: Moment,
    /// Why: `vacation`; may be empty.
    pub title: Box<str>,
    /// Where it was written.
    pub span: Span,
}

impl Absence {
    /// From one moment to another.
    pub fn new(from: Moment, to: Moment, title: Box<str>, span: Span) -> Self {
        Self { first: from.date(), last: to.last_day(), from, to, title, span }
    }

    /// The times of several, in order, none touching another.
    pub fn joined(absences: &[Self]) -> Vec<(Moment, Moment)> {
        let mut times: Vec<_> = absences.iter().map(|absence| (absence.from, absence.to)).collect();
        times.sort_unstable();
        let mut joined: Vec<(Moment, Moment)> = Vec::with_capacity(times.len());
        for (from, to) in times {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }
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
