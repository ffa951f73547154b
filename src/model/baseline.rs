//! A plan of earlier, to compare with.

use super::ItemId;
use crate::text::Span;
use crate::time::Moment;

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
