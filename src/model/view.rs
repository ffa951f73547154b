//! Views: what is shown of a roadmap, and how; with the days that charts mark and the colours of a brand.

use super::{Condition, Dimension, FieldId};
use crate::syntax::ast;
pub use crate::syntax::ast::{Audience, ChartKind, Colour, Page, Part, ScoreKind, Shown};
use crate::text::Span;
use crate::time::Moment;

/// By what items are sorted, and which way.
pub type Sort = ast::Sort<FieldId>;

/// By what items are sorted.
pub type SortKey = ast::SortKey<FieldId>;

/// By what candidates are compared.
pub type Ranking = ast::Ranking<FieldId>;

/// A number of a candidate that can be weighed.
pub type Criterion = ast::Criterion<FieldId>;

/// How much it counts.
pub type Weight = ast::Weight<FieldId>;

/// The columns of a board, the units of an axis: of a cadence its place in [`super::Model::cadences`].
pub type Columns = ast::Columns<u32>;

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
    /// By what candidates are compared; by the numbers that they say, if nothing is.
    pub rank: Option<Ranking>,
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
    /// The tags that its condition asks for, where they are written.
    pub tags: Vec<Span>,
    /// Whether something of it could not be read: what it shows is in doubt.
    pub is_garbled: bool,
}

impl View {
    /// What is drawn where nobody declared a view: all of the roadmap, as such pictures mostly are.
    pub fn of(chart: ChartKind) -> Self {
        Self { chart, ..Self::default() }
    }
}

impl View {
    /// The words that it says and its picture has no use for, in the order of the language.
    pub fn idle_words(&self) -> Vec<&'static str> {
        let is_said = |word: &&str| match *word {
            "group" => self.group.is_some(),
            "sort" => self.sort.is_some(),
            "columns" => self.columns.is_some(),
            "colour" => self.colour.is_some(),
            _ => self.depth.is_some(),
        };
        let mut idle: Vec<_> = self.chart.idle_words().iter().copied().filter(is_said).collect();
        // Ideas have neither dates nor slack.
        let is_timed =
            |sort: Sort| matches!(sort.by, SortKey::Start | SortKey::End | SortKey::Slack);
        if self.chart == ChartKind::Priorities && self.sort.is_some_and(is_timed) {
            idle.insert(0, "sort");
        }
        if self.rank.is_some() && !self.asks_for_scores() {
            idle.push("rank");
        }
        idle
    }

    /// Whether what it shows, or in which order, depends on scores.
    fn asks_for_scores(&self) -> bool {
        matches!(self.chart, ChartKind::Board | ChartKind::Priorities)
            || self.sort.is_some_and(|sort| sort.by == SortKey::Score)
            || self.condition.as_ref().is_some_and(Condition::asks_for_scores)
    }
}

impl<F> ast::Dimension<F> {
    /// Whether it tells what only those may know who do the work: who does what, and how it stands.
    pub(crate) const fn is_internal(&self) -> bool {
        matches!(self, Self::Assignee | Self::Owner | Self::Team | Self::Health)
    }
}

impl Part {
    /// Whether the public is never shown it.
    pub(crate) const fn is_internal(self) -> bool {
        use Part as P;
        matches!(self, P::People | P::Notes | P::Dates | P::Baseline | P::Critical | P::Slack)
    }
}

impl ChartKind {
    /// The words of a view that its picture has no use for, whatever else the view says.
    pub const fn idle_words(self) -> &'static [&'static str] {
        match self {
            Self::Gantt | Self::Swimlane | Self::Board => &[],
            Self::Load => &["depth"],
            Self::Burnup => &["group", "sort", "colour", "depth"],
            Self::Network => &["group", "sort", "columns"],
            Self::Risks => &["group", "sort", "columns", "colour", "depth"],
            Self::Priorities => &["group", "columns", "colour", "depth"],
        }
    }

    /// Whether all that its picture shows is internal: who has how much to do, what may go wrong, what is thought to be worth how much.
    pub(crate) const fn is_internal(self) -> bool {
        matches!(self, Self::Load | Self::Risks | Self::Priorities)
    }

    /// Whether its picture has a place for a part. What is done or unknown is a matter of which items there are, notes one of the
    /// page that a view is shown in.
    pub fn has(self, part: Part) -> bool {
        use Part as P;
        let own: &[Part] = match self {
            Self::Gantt => {
                &[P::Arrows, P::Progress, P::People, P::Baseline, P::Dates, P::Critical, P::Slack]
            }
            Self::Swimlane | Self::Board => &[P::Progress, P::People],
            Self::Load => &[P::Progress, P::People, P::Dates, P::Critical],
            Self::Burnup => &[P::Dates, P::Baseline],
            Self::Network => &[P::Progress, P::People, P::Dates, P::Critical, P::Slack],
            Self::Risks => &[P::People, P::Dates],
            Self::Priorities => &[],
        };
        matches!(part, P::Done | P::Unknown | P::Notes) || own.contains(&part)
    }
}

/// A day that charts mark: `marker 2026-05-01 "Trade fair"`.
#[derive(Clone, Debug)]
pub struct Marker {
    /// When.
    pub moment: Moment,
    /// What is on that day; may be empty.
    pub title: Box<str>,
    /// Where.
    pub span: Span,
}

/// The colours and the font of a brand.
#[derive(Clone, Debug)]
pub struct BrandTheme {
    /// Its name.
    pub name: Box<str>,
    /// Its title; `None` where the name serves.
    pub title: Option<Box<str>>,
    /// Where.
    pub span: Span,
    /// The colour of what matters most.
    pub accent: Option<Colour>,
    /// The colours that tell streams and other groups apart, in their order.
    pub streams: Vec<Colour>,
    /// The family of its letters.
    pub font: Option<Box<str>>,
}
