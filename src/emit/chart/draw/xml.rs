//! Text that is written as it is, not through the `svg` crate: the rows, of which there may be a million.

use std::borrow::Cow;
use std::fmt::Write;

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};

/// What stands for itself between tags and in an attribute.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// A label as an element.
pub(super) fn text(out: &mut String, label: &Label<'_>, halo: &str) {
    let class = class(label, halo);
    out.push_str("<text");
    if !class.is_empty() {
        let _ = write!(out, " class=\"{class}\"");
    }
    let _ = writeln!(
        out,
        " x=\"{}\" y=\"{}\">{}</text>",
        label.x,
        label.baseline,
        escaped(&label.text)
    );
}

/// A path as an element.
pub(super) fn path(out: &mut String, class: impl std::fmt::Display, data: impl std::fmt::Display) {
    let _ = writeln!(out, "<path class=\"{class}\" d=\"{data}\"/>");
}

/// The classes of a label: how it is set, its ink, where it hangs, its halo.
pub(super) fn class(label: &Label<'_>, halo: &str) -> String {
    let style = match label.style {
        Style::Title => "T",
        Style::Subtitle | Style::Plain => "",
        Style::Strong => "B",
        Style::Small => "S",
        Style::SmallStrong => "H",
        Style::Faint => "F",
    };
    let mut classes = String::from(style);
    let mut add = |class: &str| {
        if !class.is_empty() {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(class);
        }
    };
    match label.ink {
        Ink::Text | Ink::OnBar => {}
        Ink::Muted => add("m"),
        Ink::Faint => add("f"),
        Ink::Critical => add("ic"),
        Ink::Warning => add("iw"),
        Ink::Release => add("ir"),
        Ink::OnDone => add("od"),
        Ink::OnToday => add("ot"),
        Ink::Stream(slot) => add(&format!("i{slot}")),
    }
    match label.align {
        Align::Start => {}
        Align::Middle => add("c"),
        Align::End => add("e"),
    }
    add(halo);
    classes
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
