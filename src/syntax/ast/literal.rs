//! Numbers, amounts and durations as written.

use crate::text::Span;

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
