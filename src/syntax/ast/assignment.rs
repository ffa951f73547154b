//! Who works on something: `@ana`, `@ana:50%`, `@platform:2`, `@ana|bo`.

use super::Decimal;
use crate::text::Span;

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
