//! The rows: what each says, then where that stands.

mod facts;
mod notes;
mod people;
mod place;

pub use facts::{Certainty, Due, Facts, Grain, Marks, STREAM_INKS, Shape, Source, rows};
pub use notes::{date, percent};
pub use people::ShortNames;
pub use place::{DueMark, Mark, Place, Row};
