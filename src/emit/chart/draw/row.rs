//! One row: its name, its people, its bar and all that stands on it, in a group with a tooltip, or in a link.

use std::fmt::Write;

use super::super::Px;
use super::super::arrows::Field;
use super::super::rows::{Certainty, DueMark, Mark, Row};
use super::paths::{Area, Box, Diamond, Part};
use super::xml::{escaped, path, rect, text};

/// Half a milestone's diamond.
const DIAMOND: Px = Px::whole(7);
/// How far the bracket of a deadline reaches above and below the middle.
const DUE_REACH: Px = Px::whole(8);

/// Writes a row.
pub(super) fn row(
    out: &mut String,
    row: &Row<'_>,
    field: Field<'_, '_>,
    tooltip: &str,
    link: Option<&str>,
) {
    let close = open(out, link);
    let _ = writeln!(out, "<title>{}</title>", escaped(tooltip));
    text(out, &row.title, "");
    if let Some(aside) = &row.aside {
        text(out, aside, "");
    }
    Pen { out, row, middle: row.y + field.row_height.half(), bar: field.bar_height }.draw();
    out.push_str(close);
}

fn open(out: &mut String, link: Option<&str>) -> &'static str {
    let Some(link) = link else {
        out.push_str("<g>");
        return "</g>\n";
    };
    let _ = write!(out, "<a href=\"{}\">", escaped(link));
    "</a>\n"
}

/// What draws the right side of a row.
struct Pen<'o, 'r, 'm> {
    out: &'o mut String,
    row: &'r Row<'m>,
    middle: Px,
    bar: Px,
}

impl Pen<'_, '_, '_> {
    fn draw(&mut self) {
        self.tail();
        match self.row.mark {
            Mark::Stream { start, done, end } => self.line(start, done, end),
            Mark::Rollup { start, done, end } => self.bracket(start, done, end),
            Mark::Bar { start, done, end, certainty } => self.bar(start, done, end, certainty),
            Mark::Diamond { centre, is_done } => self.diamond(centre, is_done),
        }
        if let Some(due) = self.row.due.as_deref().copied() {
            self.due(due);
        }
        self.signs();
        let halo = if self.row.is_stream() { "hb" } else { "h" };
        if let Some(inner) = &self.row.inner {
            text(self.out, inner, "");
        }
        if let Some(note) = &self.row.note {
            text(self.out, note, halo);
        }
    }

    /// The slack behind a bar, with an end.
    fn tail(&mut self) {
        let Some(end) = self.row.tail else { return };
        let (from, middle) = (self.row.mark.right(), self.middle);
        let tick = middle - Px::whole(3);
        let slot = self.row.slot;
        path(self.out, format_args!("ta l{slot}"), format_args!("M{from} {middle}H{end}"));
        path(self.out, format_args!("tl s{slot}"), format_args!("M{end} {tick}v6"));
    }

    /// The line over a stream.
    fn line(&mut self, start: Px, done: Px, end: Px) {
        let (slot, middle) = (self.row.slot, self.middle);
        path(self.out, "br bb", format_args!("M{start} {middle}H{end}"));
        path(self.out, format_args!("st l{slot}"), format_args!("M{start} {middle}H{end}"));
        if done > start {
            path(self.out, format_args!("st L{slot}"), format_args!("M{start} {middle}H{done}"));
        }
    }

    fn bracket(&mut self, start: Px, done: Px, end: Px) {
        let (slot, middle) = (self.row.slot, self.middle);
        let foot = middle + Px::whole(5);
        path(self.out, "br", format_args!("M{start} {middle}H{end}"));
        path(
            self.out,
            format_args!("ro s{slot}"),
            format_args!("M{start} {foot}V{middle}H{end}V{foot}"),
        );
        if done > start {
            path(self.out, format_args!("st L{slot}"), format_args!("M{start} {middle}H{done}"));
        }
    }

    /// A bar, or one for each piece of work that pauses, with a dotted way between them.
    fn bar(&mut self, start: Px, done: Px, end: Px, certainty: Certainty) {
        let mut left = start;
        let row = self.row;
        for (from, to) in &row.pauses {
            self.piece(left, done, *from, certainty);
            path(self.out, "n po", format_args!("M{from} {}H{to}", self.middle));
            left = *to;
        }
        self.piece(left, done, end, certainty);
    }

    fn piece(&mut self, start: Px, done: Px, end: Px, certainty: Certainty) {
        let (is_range, is_open) = (certainty == Certainty::Range, self.row.mark.is_open());
        let slot = self.row.slot;
        let top = self.middle - self.bar.half();
        let area = Area { left: start, top, right: end, bottom: top + self.bar };
        if is_open {
            self.open_bar(area);
        } else {
            let dash = if is_range && !self.row.is_critical { " r" } else { "" };
            let edge = area.inset(Px(5));
            rect(self.out, format_args!("b{slot}{dash}"), edge, edge.radius());
        }
        if done > start {
            // What is over recedes: of all that is done only work under way has the strong ink.
            let ink = if done < end { 'd' } else { 'e' };
            path(self.out, format_args!("{ink}{slot}"), Part { area, end: done.min(end) });
        }
        if self.row.is_critical && !is_open {
            let dash = if is_range { " r" } else { "" };
            let edge = area.inset(Px(9));
            rect(self.out, format_args!("k{dash}"), edge, edge.radius());
        }
    }

    /// A bar without an end: it fades, and its dotted edge stays open.
    fn open_bar(&mut self, area: Area) {
        let Area { left, top, right, bottom } = area.inset(Px(5));
        let slot = self.row.slot;
        path(self.out, format_args!("o{slot}"), Box(area));
        let ink = if self.row.is_critical { "k op".to_owned() } else { format!("tl op s{slot}") };
        path(self.out, ink, format_args!("M{right} {top}H{left}V{bottom}H{right}"));
    }

    fn diamond(&mut self, centre: Px, is_done: bool) {
        let is_late =
            self.row.due.as_ref().is_some_and(|due| due.until.is_some() && !due.is_promise);
        let class = if is_late { "kd".to_owned() } else { format!("d{}", self.row.slot) };
        path(self.out, class, Diamond { centre, middle: self.middle, half: DIAMOND });
        if self.row.is_critical && !is_late {
            path(self.out, "k", Diamond { centre, middle: self.middle, half: DIAMOND });
        }
        if is_done {
            path(self.out, "x", format_args!("M{} {}l2 2 4-4", centre - Px::whole(3), self.middle));
        }
    }

    /// A bracket at the date, and if that is missed a dotted way from there to where the item ends.
    fn due(&mut self, due: DueMark) {
        let DueMark { x, until, is_promise } = due;
        let ink = match (until, is_promise) {
            (None, _) => "n",
            (Some(_), true) => "qw",
            (Some(_), false) => "q",
        };
        if let Some(until) = until {
            let way = if is_promise { "ww" } else { "w" };
            let end =
                if matches!(self.row.mark, Mark::Diamond { .. }) { until - DIAMOND } else { until };
            if end > x {
                path(self.out, way, format_args!("M{x} {}H{end}", self.way_height()));
            }
        }
        path(self.out, ink, due_shape(x, self.middle, is_promise));
    }

    /// Over a bar the dotted way would be lost: it runs along its foot.
    fn way_height(&self) -> Px {
        match self.row.mark {
            Mark::Bar { .. } => self.middle + self.bar.half() + Px::whole(2),
            _ => self.middle,
        }
    }

    fn signs(&mut self) {
        let middle = self.middle;
        if let Some(x) = self.row.tick {
            let ink = if x < self.row.mark.right() { "x" } else { "y" };
            path(self.out, ink, format_args!("M{x} {middle}l3 3 6-6"));
        }
        if let Some(x) = self.row.risk {
            path(self.out, "z", risk_shape(x, middle));
        }
    }
}

/// A deadline is a bracket, a promise a pin.
pub(super) fn due_shape(x: Px, middle: Px, is_promise: bool) -> String {
    let top = middle - DUE_REACH;
    let foot = middle + DUE_REACH;
    if is_promise {
        return format!("M{x} {foot}V{}m-3 -3a3 3 0 1 0 6 0a3 3 0 1 0-6 0", top + Px::whole(6));
    }
    let left = x - Px::whole(4);
    format!("M{left} {top}h8M{x} {top}V{foot}M{left} {foot}h8")
}

/// A warning sign, eleven wide.
pub(super) fn risk_shape(x: Px, middle: Px) -> String {
    let peak = x + Px(55);
    let top = middle - Px(52);
    format!("M{peak} {top}l5.5 9.8h-11zM{peak} {}v2.8m0 2v.1", top + Px(36))
}
