//! What a source is: its text, places in it, and lines and columns.
//!
//! Every phase speaks in [`Span`]s, byte offsets; only renderers at the edge ask for lines and columns.

mod drift;
pub(crate) mod json;
mod markup;
mod source;
mod suggest;
mod visible;
pub(crate) mod words;

pub(crate) use drift::Drift;
pub(crate) use markup::{in_markup, may_be_followed};
pub use source::{Invalid, Place, Source, SourceId, Sources};
pub use source::{Span, Spanned};
pub use suggest::did_you_mean;
pub(crate) use suggest::{Letters, Misspelt, look_alike, looks_like};
#[cfg(feature = "cli")]
pub(crate) use visible::stand_in;
pub use visible::unquoted;
#[cfg(any(feature = "html", feature = "interchange"))]
pub(crate) use visible::visible_lines;
pub(crate) use visible::{embedded, isolated, left_to_right, with_isolated_stretches};
pub(crate) use visible::{is_blank, one_line, visible};

use std::io;

/// What is written, as a text.
pub(crate) fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // A vector takes all it is given.
    let _ = write(&mut text);
    String::from_utf8(text).unwrap_or_default()
}
