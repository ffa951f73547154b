//! One row: its name, its people, its bar and all that stands on it, in a group with a tooltip, or in a link.
//! From when to when milestones come in most runs of a simulation. They lie below the arrows, whose heads stay seen.

use std::io;

use super::super::Px;
use super::super::gantt::arrows::Field;
use super::super::gantt::layout::{Hatch, Layout, MoreLink, likely};
use super::super::gantt::rows::{Certainty, DueMark, Mark, Row};
use super::super::palette::Hue;
use super::super::scene::Area;
use super::canvas::Canvas;
use super::paths::{Diamond, Dissolving, Hatched, Part, band_shape, due_shape, risk_shape};
use super::tooltip::named;
use super::{look, signs};
use crate::model::CommitmentKind;
use crate::plan::Plan;
use crate::schedule::simulate::Simulation;

/// Half a milestone's diamond.
const DIAMOND: Px = Px::whole(7);
/// From the picture of time to the middle of the sign of a health before it.
const HEALTH: Px = Px::whole(18);
/// What is said and linked beside the shapes of a row.
pub(super) struct Beside<'a> {
    pub(super) tooltip: &'a str,
    pub(super) link: Option<&'a str>,
    pub(super) more: &'a [MoreLink<'a>],
}

/// Writes a row.
pub(super) fn row(
    out: &mut Canvas<'_>,
    row: &Row<'_>,
    field: Field<'_, '_>,
    hatches: &[Hatch],
    Beside { tooltip, link, more }: &Beside<'_>,
) {
    out.open_card(row.item, tooltip);
    out.linked(&row.title, *link);
    for link in *more {
        out.linked(&link.number, Some(link.address));
    }
    if let Some(aside) = &row.aside {
        out.label(aside);
    }
    if let Some(health) = row.health {
        signs::health_sign(out, health, field.left - HEALTH, row.y + field.row_height.half());
    }
    let middle = row.y + field.row_height.half();
    Pen { out, row, middle, bar: field.bar_height, hatches }.draw();
    out.end_group();
}

/// What draws the right side of a row.
struct Pen<'o, 'w, 'r, 'm> {
    out: &'o mut Canvas<'w>,
    row: &'r Row<'m>,
    middle: Px,
    bar: Px,
    hatches: &'r [Hatch],
}

impl Pen<'_, '_, '_, '_> {
    fn draw(&mut self) {
        self.tail();
        self.baseline();
        match self.row.mark {
            Mark::Stream { start, done, end } => self.line(start, done, end),
            Mark::Rollup { start, done, end } => self.bracket(start, done, end),
            Mark::Bar { start, done, end, certainty } => self.bar(start, done, end, certainty),
            Mark::Diamond { centre, is_done } => self.diamond(centre, is_done),
        }
        self.hatch();
        if let Some(due) = &self.row.due {
            self.due(due);
        }
        self.signs();
        if let Some(inner) = &self.row.inner {
            self.out.label(inner);
        }
        let due = self.row.due.as_ref().and_then(|due| due.label.as_ref());
        for words in self.row.note.iter().chain(due) {
            self.out.haloed(words, self.ground());
        }
    }

    const fn ground(&self) -> Hue {
        if self.row.is_stream() { Hue::Band } else { Hue::Ground }
    }

    /// A thin strip below the bar, where it stood in a plan of earlier.
    fn baseline(&mut self) {
        let Some((left, right)) = self.row.baseline.as_deref().copied() else { return };
        let top = self.middle + self.bar.half() + Px(15);
        let area = Area { left, right, top, bottom: top + Px(25) };
        self.out.rect(look::BASELINE, area, Px::whole(1));
    }

    /// The slack behind a bar, with an end.
    fn tail(&mut self) {
        let Some(end) = self.row.tail else { return };
        let (from, middle) = (self.row.mark.right(), self.middle);
        let tick = middle - Px::whole(3);
        let slot = self.row.paint;
        self.out.path(look::slack(slot), format_args!("M{from} {middle}H{end}"));
        self.out.path(look::thin(slot), format_args!("M{end} {tick}v6"));
    }

    /// The line over a stream.
    fn line(&mut self, start: Px, done: Px, end: Px) {
        self.clear(start, end);
        let (slot, middle) = (self.row.paint, self.middle);
        self.out.path(look::span(slot), format_args!("M{start} {middle}H{end}"));
        self.span_done(start, done);
    }

    fn bracket(&mut self, start: Px, done: Px, end: Px) {
        self.clear(start, end);
        let (slot, middle) = (self.row.paint, self.middle);
        let foot = middle + Px::whole(5);
        self.out.path(look::bracket(slot), format_args!("M{start} {foot}V{middle}H{end}V{foot}"));
        self.span_done(start, done);
    }

    /// What runs below a line leaves room for it.
    fn clear(&mut self, start: Px, end: Px) {
        let look = look::clearing(self.ground());
        self.out.path(look, format_args!("M{start} {}H{end}", self.middle));
    }

    fn span_done(&mut self, start: Px, done: Px) {
        if done > start {
            let look = look::span_done(self.row.paint);
            self.out.path(look, format_args!("M{start} {}H{done}", self.middle));
        }
    }

    /// A bar, or one for each piece of work that pauses, with a dotted way between them.
    fn bar(&mut self, start: Px, done: Px, end: Px, certainty: Certainty) {
        let mut left = start;
        let row = self.row;
        for (from, to) in &row.pauses {
            self.piece(left, done, *from, certainty);
            self.out.path(look::PAUSE, format_args!("M{from} {}H{to}", self.middle));
            left = *to;
        }
        self.piece(left, done, end, certainty);
    }

    fn piece(&mut self, start: Px, done: Px, end: Px, certainty: Certainty) {
        let (is_range, is_open) = (certainty == Certainty::Range, self.row.mark.is_open());
        let (slot, is_critical) = (self.row.paint, self.row.is_critical);
        let top = self.middle - self.bar.half();
        let area = Area { left: start, top, right: end, bottom: top + self.bar };
        if is_open {
            self.open_bar(area);
        } else {
            let edge = area.inset(Px(5));
            let look = if is_range && !is_critical { look::range(slot) } else { look::bar(slot) };
            self.out.rect(look, edge, edge.radius());
        }
        if done > start {
            // What is over recedes: of all that is done only work under way has the strong ink.
            let look = if done < end { look::done(slot) } else { look::over(slot) };
            self.out.path(look, Part { area, end: done.min(end) });
        }
        if is_critical && !is_open {
            let edge = area.inset(Px(9));
            let look = if is_range { look::CRITICAL_RANGE } else { look::CRITICAL };
            self.out.rect(look, edge, edge.radius());
        }
    }

    /// What of the bar is hatched.
    fn hatch(&mut self) {
        let reach = self.bar.half() - Px::whole(1);
        let (top, bottom) = (self.middle - reach, self.middle + reach);
        for hatch in self.hatches {
            let area = Area { left: hatch.left, top, right: hatch.right, bottom };
            self.out.path(look::hatch(hatch.why), Hatched(area));
        }
    }

    /// A bar without an end: it comes apart, and its dotted edge stays open.
    fn open_bar(&mut self, area: Area) {
        let Area { left, top, right, bottom } = area.inset(Px(5));
        let slot = self.row.paint;
        self.out.path(look::tint(slot), Dissolving(area));
        let edge =
            if self.row.is_critical { look::CRITICAL_OPEN_EDGE } else { look::open_edge(slot) };
        self.out.path(edge, format_args!("M{right} {top}H{left}V{bottom}H{right}"));
    }

    fn diamond(&mut self, centre: Px, is_done: bool) {
        let is_late = self.row.due.as_ref().is_some_and(|due| due.until.is_some());
        let shape = || Diamond { centre, middle: self.middle, half: DIAMOND };
        let look = if is_late { look::LATE } else { look::done(self.row.paint) };
        self.out.path(look, shape());
        if self.row.is_critical {
            self.out.path(look::CRITICAL, shape());
        }
        if is_done {
            let tick = format_args!("M{} {}l2 2 4-4", centre - Px::whole(3), self.middle);
            self.out.path(look::TICK, tick);
        }
    }

    /// A bracket at the date, and if that is missed a dotted way from there to where the item ends.
    fn due(&mut self, due: &DueMark<'_>) {
        let DueMark { x, until, kind, .. } = *due;
        if let Some(until) = until {
            let end =
                if matches!(self.row.mark, Mark::Diamond { .. }) { until - DIAMOND } else { until };
            if end > x {
                let way = format_args!("M{x} {}H{end}", self.way_height());
                self.out.path(look::OVERRUN, way);
            }
        }
        if kind == CommitmentKind::Date {
            self.planned(due);
            return;
        }
        let look = if until.is_some() { look::MISSED } else { look::DUE };
        self.out.path(look, due_shape(x, self.middle, kind));
    }

    /// The outline of what was planned.
    fn planned(&mut self, due: &DueMark<'_>) {
        if let Mark::Diamond { .. } = self.row.mark {
            let shape = Diamond { centre: due.x, middle: self.middle, half: DIAMOND };
            self.out.path(look::PLANNED, shape);
            return;
        }
        let reach = self.bar.half() + Px(25);
        let (top, bottom) = (self.middle - reach, self.middle + reach);
        let area = Area { left: due.planned_start, top, right: due.x, bottom };
        self.out.rect(look::PLANNED, area, Px::whole(5));
    }

    /// Over a bar the dotted way would be lost: it runs along its foot.
    fn way_height(&self) -> Px {
        match self.row.mark {
            Mark::Bar { .. } => self.middle + self.bar.half() + Px(25),
            _ => self.middle,
        }
    }

    fn signs(&mut self) {
        let middle = self.middle;
        if let Some(x) = self.row.tick {
            let is_on_bar = x < self.row.mark.right();
            let look = if is_on_bar { look::TICK } else { look::TICK_BESIDE };
            self.out.path(look, format_args!("M{x} {middle}l3 3 6-6"));
        }
        if let Some(x) = self.row.risk {
            self.out.path(look::RISK, risk_shape(x, middle));
        }
    }
}

/// Writes the band of each milestone that has one, and a line from the milestone to where its band begins.
pub(super) fn bands(
    out: &mut Canvas<'_>,
    layout: &Layout<'_>,
    plan: Plan<'_>,
    simulation: Option<&Simulation>,
) -> io::Result<()> {
    let field = layout.field();
    for (index, row) in layout.rows.iter().enumerate() {
        let Some((from, to)) = row.band.as_deref().copied() else { continue };
        let Some(item) = row.item else { continue };
        let Some(outcome) = simulation.and_then(|runs| runs.of_item(item)) else { continue };
        let name = named(plan.model.item(item).title());
        let (slot, middle) = (row.paint, field.middle(index));
        out.group(&format!("{name}\n{}", likely(outcome)));
        if let Some((near, far)) = leash(row.mark.left(), row.mark.right(), (from, to)) {
            out.path(look::thin(slot), format_args!("M{near} {middle}H{far}"));
        }
        out.path(look::bar(slot), band_shape(from, to, middle));
        out.end_group();
        out.pass_on()?;
    }
    Ok(())
}

/// From where to where something reaches for its band, if that lies apart from it.
pub(super) fn leash(left: Px, right: Px, (from, to): (Px, Px)) -> Option<(Px, Px)> {
    match () {
        () if from > right => Some((right, from)),
        () if to < left => Some((left, to)),
        () => None,
    }
}
