//! The line below a page.

use svg::Document;
use svg::node::element::Title;

use super::super::ChartOptions;
use super::super::label::{Align, Ink, Label, Style};
use super::super::px::Px;
use super::canvas::Canvas;
use crate::text::written;

/// The height of the line.
const HEIGHT: Px = Px::whole(16);
/// Where its letters stand.
const BASELINE: Px = Px::whole(12);
/// Between its two texts.
const GAP: Px = Px::whole(20);

/// A title at the left, a number at the right.
pub(in crate::emit::chart) fn foot(
    title: &str,
    number: &str,
    width: Px,
    options: ChartOptions,
) -> String {
    // What is begun has something in it.
    let spoken = Title::new(title);
    let number = Label::new(number, Style::Small, Ink::Muted).at(width, Align::End, BASELINE);
    let free = (number.left() - GAP).max(Px::ZERO);
    let title = Label::new(title, Style::Small, Ink::Muted).within(free);
    let title = title.at(Px::ZERO, Align::Start, BASELINE);
    written(|out| {
        let mut out = Canvas::new(options, out);
        let root = Document::new()
            .set("width", width.to_string())
            .set("height", HEIGHT.to_string())
            .set("font-family", out.fonts())
            .add(spoken.clone());
        out.begin(&root);
        out.labels([&title, &number]);
        out.end().map(drop)
    })
}
