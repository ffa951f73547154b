//! What attributes take, as written: numbers, amounts and durations; points in time (a date, `today`, or an item's start or end, each
//! with a lag or a lead); days and hours.

use crate::text::Span;
use crate::time::{Date, Weekday};

/// A number in thousandths: `3.5` is 3500, `200k` is 200 000 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`: a working day of the roadmap's calendar, or 24 hours of the clock.
    Day,
    /// `w`: a working week of the roadmap's calendar, or 7 days of the clock.
    Week,
    /// `mo`: 20 working days, or 30 days of the clock.
    Month,
}

/// A duration: `2.5d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How many, in thousandths: `2.5` is 2500.
    pub thousandths: u32,
    /// Of what.
    pub unit: Unit,
}

/// A duration, or the name of a `let` that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeAmount {
    /// `10d`
    Literal(Quantity),
    /// `size`, the name of a `let`
    Name(Span),
}

/// A number, or the name of a `let` that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `12k`
    Literal(Decimal),
    /// `limit`, the name of a `let`
    Name(Span),
}

/// How long: one amount, best and worst, or best, likely and worst. Amounts of a range ascend (the parser has seen to it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// `10d`
    One(TimeAmount),
    /// `8d..15d`
    Two([Quantity; 2]),
    /// `8d..10d..15d`
    Three([Quantity; 3]),
}

/// What an estimate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Working time from start to end: `10d`.
    Duration,
    /// Person-time: `effort 10d`.
    Effort,
    /// Clock time: `elapsed 2w`.
    Elapsed,
    /// Working time (or person-time, where the estimate is an effort) still to do: `remaining 4d`.
    Remaining,
}

/// A date or a period: `2026-03-02`, `2026-03-02T14:00`, `2026-Q2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateLiteral {
    /// The day, or the first day of the period.
    pub first: Date,
    /// The same day, or the last day of the period.
    pub last: Date,
    /// The minute of the day, where one is given.
    pub minute: Option<u16>,
}

/// What a point counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointBase {
    /// A date or a period.
    Date(DateLiteral),
    /// `today`
    Today,
    /// A dotted name: an item, an item's `.start` or `.end`, a `let`, or `sprint.5` of a cadence.
    Name,
}

/// A lag (`+ 2d`) or a lead (`- 2d`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// How much; never negative itself.
    pub amount: TimeAmount,
    /// Whether it is taken away.
    pub is_lead: bool,
    /// Whether it counts the clock: `+ elapsed 2d`.
    pub is_elapsed: bool,
    /// From the sign to the unit.
    pub span: Span,
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it counts from.
    pub base: PointBase,
    /// Where that stands, without the offset: of a name, the dotted name itself.
    pub base_span: Span,
    /// The lag or lead.
    pub offset: Option<Offset>,
}

impl Point {
    /// The whole of it, with its offset.
    pub fn span(&self) -> Span {
        self.offset.map_or(self.base_span, |offset| self.base_span.to(offset.span))
    }
}

/// One date or period, or `first..last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointRange {
    /// The first.
    pub first: Point,
    /// The last; the same as the first where only one was written.
    pub last: Point,
}

/// `mon-fri`, or a single day twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayRange {
    /// The first.
    pub first: Weekday,
    /// The last; a range may run over the end of the week.
    pub last: Weekday,
}

/// Opening hours of a day: from one minute of the day up to another (1440 for `24:00`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minute of the day at which work begins.
    pub from: u16,
    /// Minute of the day at which it ends, later than `from`.
    pub to: u16,
}

/// Days that are off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffDays {
    /// `2026-12-24..2026-12-31`
    Dates(Box<PointRange>),
    /// `every 12-25`: month and day of every year.
    EveryYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31; 29 February counts in leap years.
        day: i8,
    },
    /// `every fri`: a day of every week.
    EveryWeek(WeekdayRange),
    /// The whole of a name that a `let` or a cadence gives.
    Name(Span),
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Health {
    Done,
    OnTrack,
    /// Nobody knows: something that it rests on is not estimated. Only ever found, never reported.
    Unknown,
    AtRisk,
    OffTrack,
}

impl Health {
    /// Those that are written.
    pub const WRITTEN: [Self; 4] = [Self::OnTrack, Self::AtRisk, Self::OffTrack, Self::Done];

    /// The one that a word of the language says.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WRITTEN.into_iter().find(|health| health.word() == word)
    }

    /// The word in the language.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::OnTrack => "on-track",
            Self::Unknown => "unknown",
            Self::AtRisk => "at-risk",
            Self::OffTrack => "off-track",
        }
    }

    /// The words in a report: `On track`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::OnTrack => "On track",
            Self::Unknown => "Not estimated",
            Self::AtRisk => "At risk",
            Self::OffTrack => "Off track",
        }
    }
}

/// Where an item without dates stands on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Horizon {
    Now,
    Next,
    Later,
}
