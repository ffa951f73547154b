//! Attributes: everything that can stand behind a declaration's title or on a line of its block.

use super::{
    Amount, Audience, Basis, ChartKind, Colour, Columns, Condition, Criterion, Decimal, Dimension,
    Extent, Health, Horizon, Hours, OffDays, Page, Part, Point, PointRange, Quantity, Ranking,
    Shown, Sort, TimeAmount, Unit, WeekdayRange,
};
use crate::diagnostic::Severity;
use crate::syntax::keyword::AttributeKind;
use crate::text::{Span, Spanned};

/// One attribute with its place.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// What it says.
    pub value: Value,
    /// The whole of it, from its keyword to its last argument.
    pub span: Span,
}

/// What an attribute says. Texts are spans with their quotes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Value {
    /// `10d`, `effort 10d`, `elapsed 2w`, `remaining 4d`
    Estimate(Basis, Extent),
    /// A word that is no attribute: the name of a `let` that is a duration (no arguments), or a slip with the words that followed it.
    Word {
        /// The word itself.
        word: Span,
        /// What followed it, up to the next attribute.
        arguments: Option<Span>,
    },
    /// `after a, b + 2d`
    After(Box<[Point]>),
    /// `ends after a.start + 1w`
    EndsAfter(Box<[Point]>),
    /// `before b, c.end`: dotted names
    Before(Box<[Span]>),
    /// `within 5d after a`
    Within {
        /// At most this long,
        limit: TimeAmount,
        /// counted on the clock,
        is_elapsed: bool,
        /// after these.
        after: Box<[Point]>,
    },
    /// `from`, `to`, `on`, `by`, `promised`, `due`, `started`, `done`, `today` with a date, the day of a marker: which of them
    Date(AttributeKind, Point),
    /// `during 2026-Q3`
    During(Box<PointRange>),
    /// A word alone: `alap`, `done`, `dropped`, `external`, …
    Flag(Flag),
    /// `40%`: progress of work, share of a person
    Percent(Decimal),
    /// `calendar berlin`
    Calendar(Span),
    /// `extends berlin`
    Extends(Span),
    /// `@ana`, or several that may do it: `@ana|bo`
    Assign(Box<[Assignee]>),
    /// `owner @ana`: the name without `@`
    Owner(Span),
    /// `for growth, trust`
    For(Box<[Span]>),
    /// `in v1`
    In(Box<[Span]>),
    /// `priority 700`, `must`
    Priority(Decimal),
    /// `horizon now`
    Horizon(Horizon),
    /// `score reach 5000 impact 2 confidence 80%`
    Score(Box<Score>),
    /// `cost 12k`
    Cost(Amount),
    /// `budget 200k`
    Budget(Amount),
    /// `#infra`: the tag without `#`
    Tag(Span),
    /// `link "Design" https://…`: the address is checked already
    Link {
        /// The text to show.
        title: Option<Span>,
        /// The address.
        address: Span,
    },
    /// `note "…"`, `blocked "…"`, `role "…"`, `font "…"`: which of them, and its text
    Text(AttributeKind, Span),
    /// `jira: "PAY-12"`
    Custom {
        /// The field's name.
        name: Span,
        /// What it is set to.
        value: CustomValue,
    },
    /// `allow stale-status`, `warn …`, `deny …`: names of rules
    Severity(Severity, Box<[Span]>),
    /// `currency EUR`
    Currency(Span),
    /// `level`, `level thorough`
    Level(Thoroughness),
    /// `rate 700/d`
    Rate {
        /// Money for one unit of time.
        amount: Amount,
        /// That unit.
        per: Unit,
    },
    /// `capacity 3`
    Capacity(Decimal),
    /// `away 2026-07-06..2026-07-17 "vacation"`
    Away(Box<PointRange>, Option<Span>),
    /// `off 2026-04-03 "Good Friday"`
    Off(OffDays, Option<Span>),
    /// `open 2026-05-02 09:00-13:00`; no hours: those of its weekday
    Open(Box<PointRange>, Box<[Hours]>, Option<Span>),
    /// `work mon-thu 09:00-12:30, 13:30-17:00`
    Work(WeekdayRange, Box<[Hours]>),
    /// `day 8h`
    Day(Quantity),
    /// `from 200k to 1M now 310k` of a measure, or one or two of the three: in a block each may have its own line.
    Measure(Box<Measured>),
    /// `probability 30%`
    Probability(Decimal),
    /// `impact 10d..20d on express.load`
    TimeImpact(Extent, Option<Span>),
    /// `impact 50k`, `impact 20k..50k`: best and worst
    MoneyImpact(Amount, Amount),
    /// `mitigation "Book the second slot" by task second-slot`: the text, the item
    Mitigation(Option<Span>, Option<Span>),
    /// `2026-03-16 at-risk express` of a status; the item may be the one it stands in
    Status {
        /// When.
        date: Box<Point>,
        /// How it stands.
        health: Spanned<Health>,
        /// Of what: a dotted name.
        item: Option<Span>,
    },
    /// `text`, `number`, `date`, `flag`, `one of a, b` of a field
    FieldType(FieldType),
    /// `every 2w` of a cadence
    Every(Quantity),
    /// `= value` of a `let`
    Let(LetValue),
    /// `chart swimlane` of a view
    Chart(ChartKind),
    /// `where #public and not dropped`; said several times, all of it has to hold
    Where(Box<Condition>),
    /// `group stream`
    Group(Dimension<Span>),
    /// `colour health`
    Colour(Dimension<Span>),
    /// `sort start descending`
    Sort(Sort<Span>),
    /// `columns quarter`
    Columns(Columns<Span>),
    /// `rank wsjf`
    Rank(Ranking<Span>),
    /// `show progress, people`, `hide arrows`
    Parts(Shown, Box<[Spanned<Part>]>),
    /// `depth 2`, `width 1280`: which of them, and the number
    Count(AttributeKind, u32),
    /// `page a4`
    Page(Page),
    /// `for public` of a view
    Audience(Audience),
    /// `accent "#0b5fff"`, `palette "#0b5fff", "#e4572e"` of a theme: which of them, and the colours
    Colours(AttributeKind, Box<[Colour]>),
    /// An attribute of this kind that could not be read. It is reported already: what misses it shall keep quiet.
    Broken(AttributeKind),
}

impl Value {
    /// What it says, whatever its spelling.
    pub const fn kind(&self) -> AttributeKind {
        use AttributeKind as A;
        match self {
            Self::Estimate(Basis::Duration, _) | Self::Word { .. } => A::Duration,
            Self::Estimate(Basis::Effort, _) => A::Effort,
            Self::Estimate(Basis::Elapsed, _) => A::Elapsed,
            Self::Estimate(Basis::Remaining, _) => A::Remaining,
            Self::After(_) => A::After,
            Self::EndsAfter(_) => A::EndsAfter,
            Self::Before(_) => A::Before,
            Self::Within { .. } => A::Within,
            Self::Date(kind, _)
            | Self::Text(kind, _)
            | Self::Count(kind, _)
            | Self::Colours(kind, _)
            | Self::Broken(kind) => *kind,
            Self::During(_) => A::During,
            Self::Flag(Flag::Alap) => A::Alap,
            Self::Flag(Flag::Split) => A::Split,
            Self::Flag(Flag::Done) => A::Done,
            Self::Flag(Flag::Dropped) => A::Dropped,
            Self::Flag(Flag::External) => A::External,
            Self::Flag(Flag::LongTerm | Flag::ShortTerm) => A::Term,
            Self::Percent(_) => A::Percent,
            Self::Calendar(_) => A::Calendar,
            Self::Extends(_) => A::Extends,
            Self::Assign(_) => A::Assign,
            Self::Owner(_) => A::Owner,
            Self::For(_) | Self::Audience(_) => A::For,
            Self::In(_) => A::In,
            Self::Priority(_) => A::Priority,
            Self::Horizon(_) => A::Horizon,
            Self::Score(_) => A::Score,
            Self::Cost(_) => A::Cost,
            Self::Budget(_) => A::Budget,
            Self::Tag(_) => A::Tag,
            Self::Link { .. } => A::Link,
            Self::Custom { .. } => A::Custom,
            Self::Severity(..) => A::Severity,
            Self::Currency(_) => A::Currency,
            Self::Level(_) => A::Level,
            Self::Rate { .. } => A::Rate,
            Self::Capacity(_) => A::Capacity,
            Self::Away(..) => A::Away,
            Self::Off(..) => A::Off,
            Self::Open(..) => A::Open,
            Self::Work(..) => A::Work,
            Self::Day(_) => A::Day,
            Self::Measure(_) => A::Measure,
            Self::Probability(_) => A::Probability,
            Self::TimeImpact(..) | Self::MoneyImpact(..) => A::Impact,
            Self::Mitigation(..) => A::Mitigation,
            Self::Status { .. } => A::Status,
            Self::FieldType(_) => A::FieldType,
            Self::Every(_) => A::Every,
            Self::Let(_) => A::Let,
            Self::Chart(_) => A::Chart,
            Self::Where(_) => A::Where,
            Self::Group(_) => A::Group,
            Self::Colour(_) => A::Colour,
            Self::Sort(_) => A::Sort,
            Self::Columns(_) => A::Columns,
            Self::Rank(_) => A::Rank,
            Self::Parts(Shown::Shown, _) => A::Show,
            Self::Parts(Shown::Hidden, _) => A::Hide,
            Self::Page(_) => A::Page,
        }
    }
}

/// An attribute that is a word alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// `alap`: as late as possible
    Alap,
    /// `split`: its work may pause while its people are needed elsewhere
    Split,
    /// `done`, the day unknown
    Done,
    /// `dropped`: not done, and not to be
    Dropped,
    /// `external`: a risk from outside
    External,
    /// `long-term`
    LongTerm,
    /// `short-term`
    ShortTerm,
}

/// How much is tried when work is levelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thoroughness {
    /// A few passes.
    Quick,
    /// What `level` alone means: seconds at most, whatever the size.
    Normal,
    /// Ten times that.
    Thorough,
}

impl Thoroughness {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Quick, Self::Normal, Self::Thorough];

    /// The word in the language.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Normal => "normal",
            Self::Thorough => "thorough",
        }
    }
}

impl Score {
    /// The number that it says here, in thousandths: of a confidence its share.
    pub fn number<F>(&self, of: &Criterion<F>) -> Option<Decimal> {
        match of {
            Criterion::Reach => self.reach,
            Criterion::Impact => self.impact,
            Criterion::Confidence => self.confidence.map(|percent| Decimal(percent.0 / 100)),
            Criterion::Value => self.value,
            Criterion::Urgency => self.urgency,
            Criterion::Risk => self.risk,
            Criterion::Field(_) => None,
        }
    }
}

/// What a candidate scores: RICE (reach, impact, confidence) or WSJF (value, urgency, risk).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Score {
    pub reach: Option<Decimal>,
    pub impact: Option<Decimal>,
    /// In percent.
    pub confidence: Option<Decimal>,
    pub value: Option<Decimal>,
    pub urgency: Option<Decimal>,
    pub risk: Option<Decimal>,
}

/// The numbers of a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Where it was.
    pub from: Option<Amount>,
    /// Where it is to be.
    pub to: Option<Amount>,
    /// Where it is.
    pub now: Option<Amount>,
}

/// The value of a custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomValue {
    /// `"PAY-12"`
    Text(Span),
    /// `12`
    Number(Decimal),
    /// `2026-03-02`
    Date(Box<Point>),
    /// `yes`, `no`, or one of a field's choices
    Word(Span),
}

/// The type of a custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// `text`
    Text,
    /// `number`
    Number,
    /// `date`
    Date,
    /// `flag`: `yes` or `no`
    Flag,
    /// `one of a, b`
    OneOf(Box<[Span]>),
}

/// What a `let` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetValue {
    /// A date or a period, or another name, with an offset perhaps.
    Point(Box<Point>),
    /// A duration.
    Duration(Quantity),
    /// An amount.
    Amount(Decimal),
    /// A share in percent.
    Percent(Decimal),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_small() {
        // A large plan has millions: what is rare and large stands in a box.
        assert_eq!(size_of::<Attribute>(), 56);
    }
}

/// How much of a person, team or resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// A share in percent: `:50%`.
    Share(Decimal),
    /// A number of units: `:2`.
    Count(Decimal),
}

/// One of those who may do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignee {
    /// The name, without the `@`.
    pub name: Span,
    /// How much, where it is said.
    pub units: Option<Units>,
    /// From the `@` (or the name behind a `|`) to the units.
    pub span: Span,
}
