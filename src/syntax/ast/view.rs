//! Views: which picture, and how it is grouped, sorted and shown. Names are spans; what has no name in it is the model's own.

use super::literal::Decimal;
use crate::text::Span;

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

/// What tells items apart: by it they are grouped, coloured and sorted. `F` is a custom field: its name, or its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension<F> {
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
    Field(F),
}

impl<F> Dimension<F> {
    /// All that have a word of the language, in the order in which they are told.
    pub const WORDS: [Self; 12] = [
        Self::Stream,
        Self::Objective,
        Self::Release,
        Self::Assignee,
        Self::Owner,
        Self::Team,
        Self::Tag,
        Self::Priority,
        Self::State,
        Self::Health,
        Self::Horizon,
        Self::Kind,
    ];

    /// The word that is written; `None` of a custom field.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Stream => "stream",
            Self::Objective => "objective",
            Self::Release => "release",
            Self::Assignee => "assignee",
            Self::Owner => "owner",
            Self::Team => "team",
            Self::Tag => "tag",
            Self::Priority => "priority",
            Self::State => "state",
            Self::Health => "health",
            Self::Horizon => "horizon",
            Self::Kind => "kind",
            Self::Field(_) => return None,
        })
    }
}

/// By what items are sorted, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<F> {
    /// By what.
    pub by: SortKey<F>,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

/// By what items are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey<F> {
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
    By(Dimension<F>),
}

impl<F> SortKey<F> {
    /// All that tell nothing apart, in the order in which they are told.
    pub const WORDS: [Self; 5] = [Self::Start, Self::End, Self::Title, Self::Slack, Self::Score];

    /// The word that is written; `None` of a custom field.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Title => "title",
            Self::Slack => "slack",
            Self::Score => "score",
            Self::By(dimension) => return dimension.word(),
        })
    }
}

/// By what candidates are compared. `F` is a custom field: its name, or its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking<F> {
    /// How.
    pub by: ScoreKind,
    /// How much each number counts, where weights are said.
    pub weights: Box<[Weight<F>]>,
}

/// How much a number of a candidate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight<F> {
    /// Which number.
    pub of: Criterion<F>,
    /// So many times, in thousandths: 40 % are 400.
    pub factor: Decimal,
}

/// A number that a candidate may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion<F> {
    /// How many it reaches.
    Reach,
    /// How much it does for each.
    Impact,
    /// How sure that is.
    Confidence,
    /// What it is worth.
    Value,
    /// How fast that is lost by waiting.
    Urgency,
    /// What is at stake.
    Risk,
    /// A custom field.
    Field(F),
}

impl<F> Criterion<F> {
    /// All that have a word of the language, in the order in which they are told.
    pub const WORDS: [Self; 6] =
        [Self::Reach, Self::Impact, Self::Confidence, Self::Value, Self::Urgency, Self::Risk];

    /// The word that is written; `None` of a custom field.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Reach => "reach",
            Self::Impact => "impact",
            Self::Confidence => "confidence",
            Self::Value => "value",
            Self::Urgency => "urgency",
            Self::Risk => "risk",
            Self::Field(_) => return None,
        })
    }
}

/// By which formula a candidate is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreKind {
    /// Reach × impact × confidence ÷ effort.
    Rice,
    /// (Value + urgency + risk) ÷ effort.
    Wsjf,
    /// Impact × confidence × ease.
    Ice,
    /// Value + urgency.
    Eisenhower,
    /// Value − risk.
    ValueRisk,
    /// Each number as often as its weight says.
    Weighted,
}

impl ScoreKind {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 6] =
        [Self::Rice, Self::Wsjf, Self::Ice, Self::Eisenhower, Self::ValueRisk, Self::Weighted];

    /// The word that is written; `None` where weights are.
    pub const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Rice => "rice",
            Self::Wsjf => "wsjf",
            Self::Ice => "ice",
            Self::Eisenhower => "eisenhower",
            Self::ValueRisk => "value-risk",
            Self::Weighted => return None,
        })
    }
}

/// The columns of a board, the units of an axis. `C` is a cadence: its name, or its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Columns<C> {
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
    /// The periods of a cadence.
    Cadence(C),
}

impl<C> Columns<C> {
    /// All that have a word of the language, in the order in which they are told.
    pub const WORDS: [Self; 6] =
        [Self::Week, Self::Month, Self::Quarter, Self::Half, Self::Year, Self::Horizon];

    /// The word that is written; `None` of a cadence.
    pub const fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Horizon => "horizon",
            Self::Cadence(_) => return None,
        })
    }
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

impl Page {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::A4, Self::A3, Self::Letter, Self::Slide];

    /// The word that is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Letter => "letter",
            Self::Slide => "slide",
        }
    }
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

impl Audience {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 2] = [Self::Team, Self::Public];

    /// The word that is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Public => "public",
        }
    }
}

/// A colour of a theme: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// How much of each.
    pub rgb: [u8; 3],
    /// The text with its quotes.
    pub span: Span,
}
