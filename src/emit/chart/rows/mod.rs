//! The rows: what each says, then where that stands.

mod facts;
mod notes;
mod place;
mod words;

pub use facts::{
    BAND, Certainty, Due, Facts, Grain, Marks, STREAM_INKS, Shape, Source, band, is_empty, outcome,
    rows,
};
pub use notes::{date, end_day, late, percent, told};
pub use place::{DueMark, Mark, Place, Row};
pub use words::{in_short, labels, links};
