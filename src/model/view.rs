//! Views: what is shown of a roadmap, and how.

use super::{Condition, FieldId};
use crate::text::Span;
use crate::time::Moment;

/// A named picture or report: what is drawn, of which items, how grouped.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its name; empty where nobody declared it.
    pub name: Box<str>,
    /// Its title; `None` where that of the roadmap serves.
    pub title: Option<Box<str>>,
    /// Where others would click to find it.
    pub span: Span,
    /// Which picture.
    pub chart: ChartKind,
    /// Which items are shown; all, if nothing is said.
    pub condition: Option<Condition>,
    /// By what its items are put together: the lanes of a swimlane, the bands of a chart.
    pub group: Option<Dimension>,
    /// By what they are sorted.
    pub sort: Option<Sort>,
    /// The columns of a board, the units of an axis.
    pub columns: Option<Columns>,
    /// What colours tell.
    pub colour: Option<Dimension>,
    /// What is shown that would not be, and what is not that would be.
    pub parts: Vec<(Part, Shown)>,
    /// From when time is shown.
    pub from: Option<Moment>,
    /// Until when.
    pub to: Option<Moment>,
    /// How many levels of the plan are shown: what lies deeper is rolled up.
    pub depth: Option<u32>,
    /// How wide it is, in pixels.
    pub width: Option<u32>,
    /// The paper it is laid out for.
    pub page: Option<Page>,
    /// Who looks at it.
    pub audience: Audience,
}

impl View {
    /// What is drawn where nobody declared a view: all of the roadmap, as such pictures mostly are.
    pub fn of(chart: ChartKind) -> Self {
        Self { chart, ..Self::default() }
    }
}

/// Which picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// Bars over time, a row an item.
    #[default]
    Gantt,
    /// The roadmap on one page: lanes of cards over quarters or months.
    Swimlane,
    /// Cards in columns: now, next, later.
    Board,
    /// Everybody's work against their capacity, week by week.
    Load,
    /// Work done and planned over time.
    Burnup,
    /// What waits for what, in layers.
    Network,
    /// Risks by probability and impact.
    Risks,
    /// Ideas and items by value and effort.
    Priorities,
}

impl ChartKind {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Gantt,
        Self::Swimlane,
        Self::Board,
        Self::Load,
        Self::Burnup,
        Self::Network,
        Self::Risks,
        Self::Priorities,
    ];

    /// The word that is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gantt => "gantt",
            Self::Swimlane => "swimlane",
            Self::Board => "board",
            Self::Load => "load",
            Self::Burnup => "burnup",
            Self::Network => "network",
            Self::Risks => "risks",
            Self::Priorities => "priorities",
        }
    }
}

/// What tells items apart: by it they are grouped, coloured and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The outermost stream it stands in.
    Stream,
    /// The objectives it serves.
    Objective,
    /// The releases it ships in.
    Release,
    /// Who works on it.
    Assignee,
    /// Who answers for it.
    Owner,
    /// The teams of those who work on it.
    Team,
    /// Its tags.
    Tag,
    /// How important it is.
    Priority,
    /// Waiting, under way, done …
    State,
    /// On track, at risk …
    Health,
    /// Now, next, later.
    Horizon,
    /// Feature, task, milestone …
    Kind,
    /// A custom field.
    Field(FieldId),
}

/// By what items are sorted, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortKey,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

/// By what items are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// When they start.
    Start,
    /// When they end.
    End,
    /// What they are called.
    Title,
    /// How much they can slip.
    Slack,
    /// The score of ideas.
    Score,
    /// What tells them apart.
    By(Dimension),
}

/// The columns of a board, the units of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Columns {
    /// ISO weeks.
    Week,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Halves of a year.
    Half,
    /// Years.
    Year,
    /// Now, next, later.
    Horizon,
    /// The periods of a cadence, by its place in [`super::Model::cadences`].
    Cadence(u32),
}

/// What of a picture can be shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What waits for what.
    Arrows,
    /// How much is done.
    Progress,
    /// Who works on it.
    People,
    /// Where it stood in a plan of earlier.
    Baseline,
    /// Dates in words.
    Dates,
    /// Notes.
    Notes,
    /// Items that are done.
    Done,
    /// What decides the end.
    Critical,
    /// How much it can slip.
    Slack,
    /// Items that nobody has estimated.
    Unknown,
}

impl Part {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Arrows,
        Self::Progress,
        Self::People,
        Self::Baseline,
        Self::Dates,
        Self::Notes,
        Self::Done,
        Self::Critical,
        Self::Slack,
        Self::Unknown,
    ];

    /// The word that is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Arrows => "arrows",
            Self::Progress => "progress",
            Self::People => "people",
            Self::Baseline => "baseline",
            Self::Dates => "dates",
            Self::Notes => "notes",
            Self::Done => "done",
            Self::Critical => "critical",
            Self::Slack => "slack",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether a part is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is.
    Shown,
    /// It is not.
    Hidden,
}

/// The paper a picture is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// ISO 216, 210 × 297 mm, lying.
    A4,
    /// ISO 216, 297 × 420 mm, lying.
    A3,
    /// 8.5 × 11 inches, lying.
    Letter,
    /// A slide, 16 by 9.
    Slide,
}

/// Who looks at a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Those who do the work: everything may be shown.
    #[default]
    Team,
    /// Everybody: no names of people, costs, risks, notes, nor dates but those that were promised, as coarse as they were.
    Public,
}
