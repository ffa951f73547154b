//! Points in time as written: a date, `today`, or an item's start or end, each with a lag or a lead.

use super::TimeAmount;
use crate::text::Span;
use crate::time::Date;

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
