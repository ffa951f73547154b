//! Objectives, ideas, risks, status entries, custom fields and cadences.

use super::{
    Decimal, Estimate, Extras, FixedDate, Health, Horizon, IdeaId, ItemId, Money, ObjectiveId,
    Share, Spread,
};
use crate::text::Span;
use crate::time::{Date, Minutes};

impl Horizon {
    /// All, in the order of a board.
    pub const ALL: [Self; 3] = [Self::Now, Self::Next, Self::Later];

    /// The word that is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Later => "later",
        }
    }
}

/// How far away an objective is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Term {
    Short,
    Long,
}

/// What the product is to achieve.
#[derive(Clone, Debug)]
pub struct Objective {
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where others would click to find it.
    pub span: Span,
    /// By when.
    pub by: Option<FixedDate>,
    /// Short or long term.
    pub term: Option<Term>,
    /// How it is measured.
    pub measures: Vec<Measure>,
    /// Owner, note, tags, links.
    pub extras: Extras,
}

/// A number that shows how far an objective is.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Measure {
    pub name: Box<str>,
    pub title: Option<Box<str>>,
    pub span: Span,
    pub from: Option<Decimal>,
    pub to: Option<Decimal>,
    pub now: Option<Decimal>,
    /// Whether the numbers are percentages.
    pub is_percent: bool,
}

/// A candidate that is not planned yet.
#[derive(Clone, Debug)]
pub struct Idea {
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where others would click to find it.
    pub span: Span,
    /// The stream it stands in.
    pub stream: Option<ItemId>,
    /// How big it is.
    pub estimate: Option<Estimate>,
    /// 1 to 1000.
    pub priority: u16,
    /// Score, horizon, objectives and the like.
    pub extras: Extras,
}

/// What may go wrong.
#[derive(Clone, Debug)]
pub struct Risk {
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where others would click to find it.
    pub span: Span,
    /// The item it stands in.
    pub threatens: Option<ItemId>,
    /// How likely: 1000 is certain.
    pub probability: Option<Share>,
    /// What it costs in time or money, each.
    pub impacts: Vec<Impact>,
    /// What is done about it.
    pub mitigations: Vec<Mitigation>,
    /// By when something is to be done.
    pub due: Option<FixedDate>,
    /// Whether it comes from outside.
    pub is_external: bool,
    /// Whether it is over: `done` or `dropped`.
    pub is_closed: bool,
    /// Whether something that is written of it could not be read: what it lacks may be just that.
    pub is_garbled: bool,
    /// Owner, note, tags, links.
    pub extras: Extras,
}

impl Risk {
    /// The items that its impacts delay.
    pub fn delayed(&self) -> impl Iterator<Item = ItemId> {
        self.impacts.iter().filter_map(|impact| match impact {
            Impact::Time { on, .. } => *on,
            Impact::Money { .. } => None,
        })
    }

    /// What it threatens: the item it stands in, and those that it may delay.
    pub fn threatened(&self) -> impl Iterator<Item = ItemId> {
        self.threatens.into_iter().chain(self.delayed())
    }
}

/// What a risk costs.
#[derive(Clone, Copy, Debug)]
pub enum Impact {
    /// Working time: best, likely, worst, and the item it delays.
    Time {
        /// At best.
        best: Minutes,
        /// Likely.
        likely: Minutes,
        /// At worst.
        worst: Minutes,
        /// How likely what lies between is.
        spread: Spread,
        /// What is delayed, where it is said.
        on: Option<ItemId>,
    },
    /// Money, at best and at worst.
    Money {
        /// At best.
        best: Money,
        /// At worst.
        worst: Money,
    },
}

/// What is done about a risk.
#[derive(Clone, Debug)]
pub struct Mitigation {
    /// What, in words.
    pub text: Option<Box<str>>,
    /// The item that does it.
    pub by: Option<ItemId>,
}

/// What a status entry or a tag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The whole roadmap.
    Roadmap,
    /// An item.
    Item(ItemId),
    /// An objective.
    Objective(ObjectiveId),
    /// An idea.
    Idea(IdeaId),
}

/// A dated entry for the status report.
#[derive(Clone, Debug)]
pub struct StatusEntry {
    /// When.
    pub date: Date,
    /// How it stands.
    pub health: Health,
    /// Of what.
    pub subject: Subject,
    /// In words; may be empty.
    pub text: Box<str>,
    /// Where the health word stands.
    pub span: Span,
}

/// A custom field that was declared.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where.
    pub span: Span,
    /// What it takes.
    pub kind: FieldKind,
}

/// What a custom field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FieldKind {
    Text,
    Number,
    Date,
    Flag,
    /// One of these; none where its type could not be read, which was told: any value may be right.
    OneOf(Vec<Box<str>>),
}

/// A numbered rhythm.
#[derive(Clone, Debug)]
pub struct Cadence {
    /// Its name.
    pub name: Box<str>,
    /// What one is called: `Sprint`.
    pub title: Option<Box<str>>,
    /// Where.
    pub span: Span,
    /// The first day of number 1.
    pub from: Date,
    /// How many days each has.
    pub days: i64,
}
