//! Text that is written as it is, not through the `svg` crate: the rows, of which there may be a million.

use std::borrow::Cow;
use std::fmt::Write;

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};

/// What stands for itself between tags and in an attribute.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        return Cow::Borrowed(text);
    }
    // The crate's own text leaves quotes, which end an attribute.
    let between_tags = svg::node::Text::new(text).to_string();
    Cow::Owned(between_tags.replace('"', "&quot;").replace('\'', "&#39;"))
}

/// A label as an element.
pub(super) fn text(out: &mut String, label: &Label<'_>, halo: &str) {
    out.push_str("<text");
    if has_class(label, halo) {
        out.push_str(" class=\"");
        push_class(out, label, halo);
        out.push('"');
    }
    let _ = write!(out, " x=\"{}\" y=\"{}\">", label.x, label.baseline);
    out.push_str(&escaped(&label.text));
    out.push_str("</text>\n");
}

/// A path as an element.
pub(super) fn path(out: &mut String, class: impl std::fmt::Display, data: impl std::fmt::Display) {
    let _ = writeln!(out, "<path class=\"{class}\" d=\"{data}\"/>");
}

/// The classes of a label: how it is set, its ink, where it hangs, its halo.
pub(super) fn class(label: &Label<'_>, halo: &str) -> String {
    let mut classes = String::new();
    push_class(&mut classes, label, halo);
    classes
}

const fn style_class(style: Style) -> &'static str {
    match style {
        Style::Title => "T",
        Style::Subtitle | Style::Plain => "",
        Style::Strong => "B",
        Style::Small => "S",
        Style::SmallStrong => "H",
        Style::Faint => "F",
    }
}

const fn ink_class(ink: Ink) -> &'static str {
    const STREAMS: [&str; 9] = ["i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8"];
    match ink {
        Ink::Text | Ink::OnBar => "",
        Ink::Muted => "m",
        Ink::Faint => "f",
        Ink::Critical => "ic",
        Ink::Warning => "iw",
        Ink::Release => "ir",
        Ink::OnDone => "od",
        Ink::OnToday => "ot",
        // The remainder keeps within the table.
        #[allow(clippy::indexing_slicing)]
        Ink::Stream(slot) => STREAMS[slot as usize % STREAMS.len()],
    }
}

const fn align_class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Middle => "c",
        Align::End => "e",
    }
}

const fn has_class(label: &Label<'_>, halo: &str) -> bool {
    let own = [style_class(label.style), ink_class(label.ink), align_class(label.align)];
    let [style, ink, align] = own;
    !(style.is_empty() && ink.is_empty() && align.is_empty() && halo.is_empty())
}

fn push_class(out: &mut String, label: &Label<'_>, halo: &str) {
    let classes = [style_class(label.style), ink_class(label.ink), align_class(label.align), halo];
    let used = classes.into_iter().filter(|class| !class.is_empty());
    for (index, class) in used.enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(class);
    }
}

/// A rectangle with round corners as an element.
pub(super) fn rect(
    out: &mut String,
    class: impl std::fmt::Display,
    area: super::paths::Area,
    radius: Px,
) {
    let (x, y, width, height) = (area.left, area.top, area.width(), area.height());
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(escaped("</text><script>&\"'"), "&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;");
        assert!(matches!(escaped("plain"), Cow::Borrowed(_)));
    }
}
