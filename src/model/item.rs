//! Streams, features, tasks, milestones and releases.
//! What waits for what, and where all stood in a plan of earlier.

use super::{
    CalendarId, Decimal, FieldId, Horizon, ItemId, Money, ObjectiveId, ResourceId, Score, Share,
};
use crate::syntax::keyword::AttributeKind;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ItemKind {
    Stream,
    Feature,
    Task,
    Milestone,
    Release,
}

impl ItemKind {
    /// The keyword.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stream => "stream",
            Self::Feature => "feature",
            Self::Task => "task",
            Self::Milestone => "milestone",
            Self::Release => "release",
        }
    }

    /// Whether it is a point in time rather than work.
    pub const fn is_point(self) -> bool {
        matches!(self, Self::Milestone | Self::Release)
    }
}

/// One item. What most items don't have lies in boxes; [`super::ItemWalker`] hides that.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its name among its siblings; where none was written, one made from its title.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// The item it stands in.
    pub parent: Option<ItemId>,
    /// The id behind the last item inside it: its own subtree is `id..subtree_end`.
    pub subtree_end: ItemId,
    /// Whether an item stands inside it (a risk or a status does not count).
    pub has_parts: bool,
    /// Where others would click to find it: its name, or its title, or its keyword.
    pub span: Span,
    /// The whole declaration with its block.
    pub extent: Span,
    /// The estimate.
    pub estimate: Option<Estimate>,
    /// Whether its work may pause while its people are needed elsewhere, own or inherited.
    pub can_split: bool,
    /// The calendar it works by, own or inherited.
    pub calendar: CalendarId,
    /// Its own or inherited assignments: first and count in `Model::assignments`.
    pub assignments: (u32, u32),
    /// 1 to 1000 (0 for `wont`), own or inherited; 500 where nothing is said.
    pub priority: u16,
    /// Which of [`super::Model::namespaces`] it stands in.
    pub namespace: u32,
    /// Fixed dates, deadline, promise.
    pub dates: Option<Box<Dates>>,
    /// What is done.
    pub progress: Option<Box<Progress>>,
    /// All the rest.
    pub extras: Option<Box<Extras>>,
}

/// What an estimate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EstimateBasis {
    /// Working time from start to end.
    Duration,
    /// Person-time.
    Effort,
    /// Clock time.
    Elapsed,
}

/// How long something takes. Where one amount was written, all three are that.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    /// What it counts.
    pub basis: EstimateBasis,
    /// At best.
    pub best: Minutes,
    /// What the schedule uses.
    pub likely: Minutes,
    /// At worst.
    pub worst: Minutes,
    /// How likely what lies between is.
    pub spread: Spread,
    /// Where.
    pub span: Span,
}

/// How likely the amounts of a range are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spread {
    /// `8d..15d`: most likely in the middle, less so in a straight line to both ends.
    #[default]
    Triangular,
    /// `8d..10d..15d`: beta-PERT (Malcolm, Roseboom, Clark and Fazar, 1959), the likely four times as heavy as each end.
    Pert,
}

impl Estimate {
    /// Whether it was written as a range.
    pub fn is_range(&self) -> bool {
        self.best != self.worst
    }
}

/// A date someone wrote, and the moment it means in its place: of a start its first minute, of an end midnight behind it.
#[derive(Clone, Copy, Debug)]
pub struct FixedDate {
    /// The moment.
    pub moment: Moment,
    /// The attribute as written.
    pub span: Span,
}

/// `promised 2026-Q3`: a date with the words in which it was given.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The last moment that keeps it.
    pub date: FixedDate,
    /// The first day of what was promised: of `2026-Q3` that of the quarter.
    pub first: Date,
    /// As people write it: `Q3 2026`, `12 May 2026`.
    pub words: Box<str>,
}

/// Which words committed to a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentKind {
    /// `by`
    Deadline,
    /// `promised`
    Promise,
    /// `on`, `to`, `during`: the end that its author fixed
    Date,
}

/// Dates that an item's author fixed.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// `from`, or the start of `on` of work, or of `during`.
    pub from: Option<FixedDate>,
    /// `to`, or the end of `on` or `during`. Of a milestone or release `on` gives this alone.
    pub to: Option<FixedDate>,
    /// Whether `from` and `to` come from `during`: a period to fill where nobody has estimated.
    pub is_during: bool,
    /// Deadline.
    pub by: Option<FixedDate>,
    /// Promise.
    pub promised: Option<Promise>,
    /// As late as possible: the place of the word.
    pub alap: Option<Span>,
}

impl Dates {
    /// Whether both its start and its end are fixed.
    pub const fn is_period(&self) -> bool {
        self.from.is_some() && self.to.is_some()
    }

    /// Whether any date is named.
    pub const fn name_any(&self) -> bool {
        self.is_fixed() || self.by.is_some() || self.promised.is_some()
    }

    /// Whether its start or its end is fixed.
    pub const fn is_fixed(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// What is done of an item, as its author says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// How much of it, and where that was written.
    pub complete: Option<(Share, Span)>,
    /// How much is still to do (in the estimate's basis).
    pub remaining: Option<(Minutes, Span)>,
    /// When it was started: the first minute of that day.
    pub started: Option<FixedDate>,
    /// Done; the midnight behind the day, where that is known.
    pub done: Option<(Option<Moment>, Span)>,
    /// Not done, and not to be.
    pub dropped: Option<Span>,
    /// What its author says of a day that is yet to come: nothing takes it for what has happened.
    pub to_come: Option<ToCome>,
}

/// A `started` or `done` of a day after that on which the plan is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToCome {
    /// The day.
    pub day: Date,
    /// Where it was written.
    pub span: Span,
    /// Whether it is the day on which it is done, not that on which it starts.
    pub is_end: bool,
}

/// What few items have.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Who answers for it.
    pub owner: Option<ResourceId>,
    /// Objectives it serves, its own only.
    pub objectives: Vec<(ObjectiveId, Span)>,
    /// Releases it ships in, its own only.
    pub releases: Vec<(ItemId, Span)>,
    /// Tags, its own only.
    pub tags: Vec<Box<str>>,
    /// Where it stands on a board.
    pub horizon: Option<Horizon>,
    /// Its score.
    pub score: Option<Score>,
    /// Money it spends itself.
    pub cost: Option<(Money, Span)>,
    /// The most that it and all inside may spend.
    pub budget: Option<(Money, Span)>,
    /// Links.
    pub links: Vec<Link>,
    /// What is said of it in texts, each with the attribute that says it.
    pub texts: Vec<(AttributeKind, Box<str>)>,
    /// Custom fields.
    pub custom: Vec<CustomField>,
}

impl Extras {
    /// Notes, in Markdown.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.said(AttributeKind::Note)
    }

    /// Why it can't go on, if it can't.
    pub fn blocked(&self) -> Option<&str> {
        self.said(AttributeKind::Blocked).next()
    }

    /// Whether nothing is said to be in its way.
    pub fn can_go_on(&self) -> bool {
        self.blocked().is_none()
    }

    fn said(&self, by: AttributeKind) -> impl Iterator<Item = &str> {
        self.texts.iter().filter(move |(kind, _)| *kind == by).map(|(_, text)| &**text)
    }
}

/// A link: its address is `http`, `https` or `mailto`.
#[derive(Clone, Debug)]
pub struct Link {
    /// The text to show, if any.
    pub title: Option<Box<str>>,
    /// The address.
    pub address: Box<str>,
}

/// A custom field that is set.
#[derive(Clone, Debug)]
pub struct CustomField {
    /// Which.
    pub field: FieldId,
    /// To what.
    pub value: FieldValue,
}

/// The value of a custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FieldValue {
    Text(Box<str>),
    Number(Decimal),
    Date(Date),
    Flag(bool),
    Choice(Box<str>),
}

/// One of an item's two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Edge {
    Start,
    End,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The start or end of an item.
    Item(ItemId, Edge),
    /// A moment: that of a date as a start is its first minute.
    Moment(Moment),
}

impl Anchor {
    /// The point of an item, if it is one.
    pub const fn point(self) -> Option<(ItemId, Edge)> {
        match self {
            Self::Item(item, edge) => Some((item, edge)),
            Self::Moment(_) => None,
        }
    }
}

/// The time between a point and what waits for it; negative for a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// How long.
    pub minutes: Minutes,
    /// Counted on the clock, or (false) in working time of the item that waits.
    pub is_elapsed: bool,
}

/// How a dependency was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenAs {
    /// `after …`, at the item that waits.
    After,
    /// `ends after …`, at the item that waits.
    EndsAfter,
    /// `before …`, at the item that is waited for.
    Before,
}

/// A point of an item is no earlier than another point, plus a lag.
///
/// On an item with parts a constraint of the start holds for each part, one of the end for the whole.
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    /// Who waits.
    pub item: ItemId,
    /// Which point of it.
    pub edge: Edge,
    /// For what.
    pub anchor: Anchor,
    /// How long after that.
    pub lag: Lag,
    /// How it was written.
    pub written_as: WrittenAs,
    /// The point as written (not the `after`).
    pub span: Span,
}

/// `within 5d after a`: the item starts at most that long after the point. Checked, moves nothing.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Who is to start in time.
    pub item: ItemId,
    /// After what.
    pub anchor: Anchor,
    /// The lag of that point.
    pub lag: Lag,
    /// At most how long after that.
    pub within: Lag,
    /// The whole of it as written.
    pub span: Span,
}

/// Where the items stood in a plan of earlier.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file that holds it, as it was written.
    pub file: Box<str>,
    /// Where.
    pub span: Span,
    /// Start and end by item id; `None` of what is new since.
    pub dates: Vec<Option<(Moment, Moment)>>,
}

impl Baseline {
    /// When an item was to start and end; `None` if it is new since.
    pub fn dates(&self, item: ItemId) -> Option<(Moment, Moment)> {
        self.dates.get(item.index()).copied().flatten()
    }
}
