//! Texts of several lines for other formats.

use crate::text::visible_lines;

/// A text without characters that a format may not have, its lines ended alike.
pub(super) fn lines(text: &str) -> String {
    visible_lines(text).replace("\r\n", "\n").replace('\r', "\n")
}
