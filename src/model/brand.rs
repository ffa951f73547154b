//! What charts show besides the plan: days that they mark, and the colours of a brand.

use crate::text::Span;
use crate::time::Moment;

pub use crate::syntax::ast::Colour;

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
