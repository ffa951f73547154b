//! What a chart is written on: handed on piece by piece, so that all of it is never held.
//!
//! What a chart has once is a node of the `svg` crate. What it has a row of, a thousand times and more, is written as text: an
//! element of the crate looks its attributes up in a map and sorts them, twenty times the work. All that people wrote comes in
//! through [`in_markup`] or as a text of the crate.

use std::io;

use super::super::Px;
use super::super::label::{Align, Label, Style};
use super::super::look::Look;
use super::super::palette::{Hue, Palette};
use super::super::scene::Area;
use super::super::scene::Link;
use super::super::{ChartOptions, Family, Marks, mark_of};
use super::paths::{Piece, put};
use crate::model::ItemId;
use crate::text::{embedded, in_markup};

/// Fonts that look alike, of one system each.
const FONTS: &str = "Inter,'Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif";
/// Pieces are of about so many bytes.
const PIECE: usize = 1 << 16;
/// What ends a document.
const END: &str = "</svg>";

/// The text so far that was not handed on yet, and what it is drawn with.
pub(super) struct Canvas<'w> {
    pub(super) text: String,
    /// Its inks.
    pub(super) palette: Palette,
    /// What in it can be found.
    pub(super) marks: Marks,
    /// The first font of its stack, if that is not Inter.
    font: Option<Family>,
    /// Where parts of it lead.
    links: Vec<Link>,
    to: &'w mut dyn io::Write,
}

impl<'w> Canvas<'w> {
    pub(super) fn new(options: ChartOptions, to: &'w mut dyn io::Write) -> Self {
        let ChartOptions { theme, marks, font, .. } = options;
        let (text, links) = (String::new(), Vec::new());
        Self { text, palette: Palette::of(theme), marks, font, links, to }
    }

    /// Its fonts, the first that there is is taken.
    pub(super) fn fonts(&self) -> String {
        match self.font {
            Some(font) => format!("'{}',{FONTS}", font.as_str()),
            None => FONTS.to_owned(),
        }
    }

    /// Begins a document: its root with these nodes in it stays open up to [`Self::end`].
    pub(super) fn begin(&mut self, root: &svg::Document) {
        let whole = root.to_string();
        self.text.push_str(whole.strip_suffix(END).unwrap_or(&whole));
    }

    /// Ends the document, and hands on what there is; where parts of it lead.
    pub(super) fn end(mut self) -> io::Result<Vec<Link>> {
        self.push(&[END, "\n"]);
        self.finish()?;
        Ok(self.links)
    }

    /// Hands on what there is, if it is a piece.
    pub(super) fn pass_on(&mut self) -> io::Result<()> {
        if self.text.len() < PIECE {
            return Ok(());
        }
        self.finish()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.to.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Adds one piece of text after the other.
    pub(super) fn push(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.text.push_str(piece);
        }
    }

    /// Begins a group that says this when a pointer rests on it.
    pub(super) fn group(&mut self, tooltip: &str) {
        self.open_card(None, tooltip);
    }

    /// The same, of an item that can be found if that is asked for, or of none; it may say nothing.
    pub(super) fn open_card(&mut self, item: Option<ItemId>, tooltip: &str) {
        self.text.push_str("<g");
        match (item, self.marks) {
            (Some(item), Marks::Rows) => self.push(&[" id=\"", &mark_of(item), "\""]),
            (Some(item), Marks::Items) => self.push(&[" data-item=\"", &item.0.to_string(), "\""]),
            _ => {}
        }
        self.text.push('>');
        if !tooltip.is_empty() {
            self.push(&["<title>", &in_markup(tooltip), "</title>"]);
        }
        self.text.push('\n');
    }

    /// Begins a group whose shapes look so.
    pub(super) fn open_looking(&mut self, look: Look) {
        self.text.push_str("<g");
        self.look(look);
        self.text.push_str(">\n");
    }

    /// Begins a path from one item to another, which looks as its group does.
    pub(super) fn open_way(&mut self, from: ItemId, to: ItemId) {
        self.text.push_str("<path");
        self.way(from, to);
        self.text.push_str(" d=\"");
    }

    /// Begins a group of what is handed on from one item to another, found if that is asked for.
    pub(super) fn open_hand_over(&mut self, (from, to): (ItemId, ItemId), tooltip: &str) {
        self.text.push_str("<g");
        if self.marks == Marks::Items {
            self.way(from, to);
        }
        self.push(&["><title>", &in_markup(tooltip), "</title>\n"]);
    }

    /// Begins what is said beside the row of an item, where that is to be found.
    pub(super) fn open_beside(&mut self, item: ItemId) {
        if self.marks == Marks::Items {
            self.push(&["<g data-beside=\"", &item.0.to_string(), "\">\n"]);
        }
    }

    /// Ends it.
    pub(super) fn close_beside(&mut self) {
        if self.marks == Marks::Items {
            self.end_group();
        }
    }

    fn way(&mut self, from: ItemId, to: ItemId) {
        let (from, to) = (from.0.to_string(), to.0.to_string());
        self.push(&[" data-from=\"", &from, "\" data-to=\"", &to, "\""]);
    }

    /// Begins what leads to an address, if there is one, and takes this room; it opens beside the chart.
    pub(super) fn open_link(&mut self, address: Option<&str>, area: Area) {
        if let Some(address) = address {
            self.links.push(Link { area, address: address.to_owned() });
            let address = in_markup(address);
            self.push(&["<a href=\"", &address, "\" target=\"_blank\" rel=\"noopener\">"]);
        }
    }

    /// Ends it.
    pub(super) fn close_link(&mut self, address: Option<&str>) {
        if address.is_some() {
            self.text.push_str("</a>\n");
        }
    }

    /// Ends a group.
    pub(super) fn end_group(&mut self) {
        self.text.push_str("</g>\n");
    }

    /// A label that leads to an address, if there is one.
    pub(super) fn linked(&mut self, label: &Label<'_>, address: Option<&str>) {
        self.open_link(address, label.area());
        self.label(label);
        self.close_link(address);
    }

    /// A path.
    pub(super) fn path(&mut self, look: Look, data: impl Piece) {
        self.open_path(look);
        data.push_to(&mut self.text);
        self.close_path();
    }

    /// Begins a path: its data is what is written up to its end.
    pub(super) fn open_path(&mut self, look: Look) {
        self.text.push_str("<path");
        self.look(look);
        self.text.push_str(" d=\"");
    }

    /// Ends a path.
    pub(super) fn close_path(&mut self) {
        self.text.push_str("\"/>\n");
    }

    /// A rectangle with round corners.
    pub(super) fn rect(&mut self, look: Look, area: Area, radius: Px) {
        self.text.push_str("<rect");
        self.look(look);
        let (x, y, width, height) = (area.left, area.top, area.width(), area.height());
        let text = &mut self.text;
        put!(text, " x=\"", x, "\" y=\"", y, "\" width=\"", width, "\" height=\"", height);
        if radius > Px::ZERO {
            put!(text, "\" rx=\"", radius);
        }
        text.push_str("\"/>\n");
    }

    /// A circle.
    pub(super) fn circle(&mut self, look: Look, (x, y): (Px, Px), radius: Px) {
        self.text.push_str("<circle");
        self.look(look);
        put!(&mut self.text, " cx=\"", x, "\" cy=\"", y, "\" r=\"", radius, "\"/>\n");
    }

    /// A label.
    pub(super) fn label(&mut self, label: &Label<'_>) {
        self.text.push_str("<text");
        self.set(label);
        self.words(label);
    }

    /// A label that keeps lines at a distance: the same below it, wider, in the ink of its ground.
    pub(super) fn haloed(&mut self, label: &Label<'_>, ground: Hue) {
        let ink = self.palette.ink(ground);
        self.push(&["<text aria-hidden=\"true\"", of_style(label.style)]);
        put!(&mut self.text, " fill=\"", ink, "\" stroke=\"", ink, "\" stroke-width=\"4\"");
        self.words(label);
        self.label(label);
    }

    /// Labels; what several in a row have in common is said once.
    pub(super) fn labels<'l, 'm: 'l>(&mut self, labels: impl IntoIterator<Item = &'l Label<'m>>) {
        let labels: Vec<_> = labels.into_iter().collect();
        let is_alike = |a: &&Label<'_>, b: &&Label<'_>| (a.style, a.ink) == (b.style, b.ink);
        for alike in labels.chunk_by(is_alike) {
            let [first, _, ..] = alike else {
                for label in alike {
                    self.label(label);
                }
                continue;
            };
            self.text.push_str("<g");
            self.set(first);
            self.text.push_str(">\n");
            for label in alike {
                self.text.push_str("<text");
                self.words(label);
            }
            self.end_group();
        }
    }

    /// How a label is set, and its ink, where they are not those of the whole chart.
    fn set(&mut self, label: &Label<'_>) {
        self.text.push_str(of_style(label.style));
        if let Some(hue) = label.ink.hue() {
            let ink = self.palette.ink(hue);
            put!(&mut self.text, " fill=\"", ink, "\"");
        }
    }

    /// Where a label stands, and what it says.
    fn words(&mut self, label: &Label<'_>) {
        self.text.push_str(match label.align {
            Align::Start => "",
            Align::Middle => " text-anchor=\"middle\"",
            Align::End => " text-anchor=\"end\"",
        });
        put!(&mut self.text, " x=\"", label.x, "\" y=\"", label.baseline, "\">");
        self.push(&[&in_markup(&embedded(&label.text)), "</text>\n"]);
    }

    fn look(&mut self, look: Look) {
        match look.fill {
            Some(hue) => put!(&mut self.text, " fill=\"", self.palette.ink(hue), "\""),
            None => self.text.push_str(" fill=\"none\""),
        }
        if let Some(hue) = look.stroke {
            put!(&mut self.text, " stroke=\"", self.palette.ink(hue), "\"");
        }
        self.text.push_str(look.line);
    }
}

/// What of a style is not that of the whole chart.
const fn of_style(style: Style) -> &'static str {
    match style {
        Style::Title => " font-size=\"22\" font-weight=\"600\"",
        Style::Subtitle | Style::Plain => "",
        Style::Strong => " font-weight=\"600\"",
        Style::Small | Style::Faint => " font-size=\"11\"",
        Style::SmallStrong => " font-size=\"11\" font-weight=\"600\"",
        Style::SlideTitle => " font-size=\"30\" font-weight=\"600\"",
        Style::SlideHeading => " font-size=\"18\" font-weight=\"600\"",
        Style::SlideStrong => " font-size=\"16\" font-weight=\"600\"",
        Style::SlidePlain => " font-size=\"16\"",
    }
}
