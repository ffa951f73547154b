//! The bars of somebody: filled to their share, what is too much above the line of what there is.

use std::fmt::Write;

use super::super::Px;
use super::super::colours::Paint;
use super::super::label::{Align, Ink, Label, clean};
use super::super::look::Why;
use super::super::look::{self, Look};
use super::super::page::{Type, hatched};
use super::super::palette::Hue;
use super::super::scale::Drawn;
use super::super::scene::{Area, Card, Mark};
use super::facts::{Cell, Facts};
use super::periods::{Period, Periods};
use super::words;
use crate::model::Part;
use crate::plan::PlanView;
use crate::text::words::slack;
use crate::time::Minutes;

/// What is lower could not be seen.
const LEAST: Px = Px(15);
/// No bar is drawn higher than so many hundredths of what there regularly is.
const HIGHEST: i64 = 180;
/// How high the stripe over days of an overload is.
const CLASH: Px = Px::whole(5);

/// What is to be done, in its colour; in grey what is not shown.
pub(super) fn to_do(paint: Option<Paint>) -> Look {
    let paint = paint.unwrap_or(Paint::GREY);
    Look { stroke: Some(paint.edge()), ..look::area(paint.tint()) }
}

/// What was done: it recedes.
pub(super) fn over(paint: Option<Paint>) -> Look {
    look::area(paint.unwrap_or(Paint::GREY).edge())
}

/// Where the bars of a row stand.
#[derive(Clone, Copy)]
pub(super) struct Ground<'p> {
    pub(super) periods: &'p Periods,
    /// Where bars stand on.
    pub(super) foot: Px,
    /// The height of what there regularly is.
    pub(super) unit: Px,
    pub(super) scale: Type,
}

impl Ground<'_> {
    /// How high an amount is in a cell.
    fn height(&self, amount: Minutes, cell: &Cell) -> Px {
        let part = i128::from(self.unit.0) * i128::from(amount.0.max(0)) / i128::from(cell.full());
        let most = i128::from(self.unit.0) * i128::from(HIGHEST) / 100;
        let height = Px(i64::try_from(part.min(most)).unwrap_or(0));
        // What is there is seen.
        if amount > Minutes::ZERO { height.max(LEAST) } else { height }
    }

    /// The part of a period that a bar fills, from one amount to another.
    fn between(&self, period: Period, (low, high): (Px, Px)) -> Area {
        let gap = if period.right - period.left >= Px::whole(8) { Px(10) } else { Px(5) };
        let (left, right) = (period.left + gap, period.right - gap);
        Area { left, right: right.max(left), top: self.foot - high, bottom: self.foot - low }
    }
}

/// How high the highest bar is, and whether a number stands above any.
pub(super) fn reach(facts: &Facts<'_>, ground: Ground<'_>) -> (Px, bool) {
    let heights = facts
        .cells
        .iter()
        .map(|cell| ground.height(cell.load.work().max(cell.load.capacity), cell));
    let highest = heights.max().unwrap_or(ground.unit).max(ground.unit);
    let has_stripe = facts.cells.iter().any(|cell| cell.clash.is_some() && !cell.is_over());
    let highest = highest.max(if has_stripe { ground.unit + CLASH } else { Px::ZERO });
    (highest, facts.cells.iter().any(Cell::is_over))
}

/// All that is drawn of somebody in the field of time.
pub(super) fn bars<'m>(
    view: &PlanView<'_, '_>,
    facts: &Facts<'_>,
    ground: Ground<'_>,
) -> Vec<Mark<'m>> {
    let mut marks = Vec::new();
    let cells = || facts.cells.iter().zip(&ground.periods.all);
    for (cell, period) in cells() {
        room(cell, *period, ground, &mut marks);
    }
    marks.extend(reasons(facts, ground));
    for (cell, period) in cells() {
        if cell.load.work() > Minutes::ZERO {
            marks.push(bar(view, facts, (cell, *period), ground));
        }
    }
    marks.extend(limit(facts, ground));
    marks.extend(clashes(facts, ground));
    marks
}

/// What there is, and what is lost to absences and days off.
fn room(cell: &Cell, period: Period, ground: Ground<'_>, marks: &mut Vec<Mark<'_>>) {
    let load = &cell.load;
    let there = ground.height(load.capacity, cell);
    let with_away = ground.height(Minutes(load.capacity.0.saturating_add(load.away.0)), cell);
    let mut add = |look: Look, from: Px, to: Px| {
        if from < to {
            let area = ground.between(period, (from, to));
            marks.push(Mark::Rect { look, area, radius: Px::ZERO });
        }
    };
    add(look::BAND, Px::ZERO, there);
    add(look::OFF, there, with_away);
    if there < with_away {
        marks.push(hatched(look::AWAY, ground.between(period, (there, with_away))));
    }
}

/// One bar: what is not shown in grey below what is, done before what lies ahead, what is too much hatched.
fn bar<'m>(
    view: &PlanView<'_, '_>,
    facts: &Facts<'_>,
    (cell, period): (&Cell, Period),
    ground: Ground<'_>,
) -> Mark<'m> {
    let shows_progress = view.shows(Part::Progress, true);
    // All that was done lies below all that is to be done.
    let pieces = || cell.pieces.iter();
    let done = pieces().map(|piece| (piece.done, piece.paint, shows_progress));
    let ahead = pieces().map(|piece| (piece.ahead, piece.paint, false));
    let mut marks = Vec::new();
    let mut sum = Minutes::ZERO;
    for (amount, paint, is_done) in done.chain(ahead).filter(|(amount, ..)| amount.0 > 0) {
        let low = ground.height(sum, cell);
        sum = Minutes(sum.0.saturating_add(amount.0));
        let area = ground.between(period, (low, ground.height(sum, cell)));
        // A sliver on top of another could not be seen.
        if area.height() < Px(10) {
            continue;
        }
        let look = if is_done { over(paint) } else { to_do(paint) };
        let area = if is_done { area } else { area.inset(Px(5)) };
        marks.push(Mark::Rect { look, area, radius: Px(15).min(area.radius()) });
    }
    let top = ground.height(sum, cell);
    let line = ground.height(cell.load.capacity, cell);
    if cell.is_over() {
        let area = ground.between(period, (line.min(top - Px::whole(3)), top));
        marks.extend(too_much(area));
    }
    if cell.is_critical && view.shows(Part::Critical, false) {
        let area = ground.between(period, (Px::ZERO, Px::whole(2).min(top)));
        marks.push(Mark::Rect { look: look::area(Hue::Critical), area, radius: Px::ZERO });
    }
    let area =
        Area { left: period.left, right: period.right, ..ground.between(period, (Px::ZERO, top)) };
    let tooltip = words::tooltip(view, facts, cell, period);
    Mark::Card(Box::new(Card { item: None, tooltip, link: None, area, marks }))
}

/// Days on which too much is asked for at once, in periods that have time enough: stripes above the line.
fn clashes<'m>(facts: &Facts<'_>, ground: Ground<'_>) -> Vec<Mark<'m>> {
    let cells = facts.cells.iter().zip(&ground.periods.all);
    let cells = cells.filter(|(cell, _)| !cell.is_over());
    let stripes = cells.filter_map(|(cell, period)| {
        let (first, last) = cell.clash.map(|clash| clash.days)?;
        let line = ground.height(cell.load.capacity, cell);
        let whole = ground.between(*period, (line, line + CLASH));
        let scale = ground.periods.scale;
        let left = scale.x(Drawn::start_of(first)).max(whole.left);
        let right = scale.x(Drawn::start_of(last).plus(Minutes::DAY.0)).min(whole.right);
        // What is narrower could not be seen.
        let left = left.min(whole.right - Px::whole(4)).max(whole.left);
        let area = Area { left, right: right.max(left + Px::whole(4)).min(whole.right), ..whole };
        (area.left < area.right).then_some(area)
    });
    stripes.flat_map(too_much).collect()
}

/// The ground of what is too much, and the lines over it.
fn too_much<'m>(area: Area) -> [Mark<'m>; 2] {
    let radius = Px(10).min(area.radius());
    let rect = Mark::Rect { look: look::TOO_MUCH, area: area.inset(Px(5)), radius };
    [rect, hatched(look::hatch(Why::Overload), area)]
}

/// The line of what there is: a step a period.
fn limit<'m>(facts: &Facts<'_>, ground: Ground<'_>) -> Option<Mark<'m>> {
    let (mut data, mut at) = (String::new(), None);
    let mut highest = Px::ZERO;
    for (cell, period) in facts.cells.iter().zip(&ground.periods.all) {
        let height = ground.height(cell.load.capacity, cell);
        highest = highest.max(height);
        let y = ground.foot - height;
        if at.is_none() {
            data = format!("M{} {y}", period.left);
        } else if at != Some(y) {
            let _ = write!(data, "V{y}");
        }
        let _ = write!(data, "H{}", period.right);
        at = Some(y);
    }
    let (first, last) = (ground.periods.all.first()?, ground.periods.all.last()?);
    let area = Area {
        left: first.left,
        right: last.right,
        top: ground.foot - highest,
        bottom: ground.foot,
    };
    Some(Mark::Path { look: look::LIMIT, data, area })
}

/// Why somebody is away, where they are all the time and the words have room.
fn reasons<'m>(facts: &Facts<'_>, ground: Ground<'_>) -> Vec<Mark<'m>> {
    let style = ground.scale.small;
    let mut marks = Vec::new();
    let mut free_from = Px::ZERO;
    let is_empty = |cell: &Cell| cell.load.capacity.0 == 0 && cell.pieces.is_empty();
    for absence in &facts.who.data().absences {
        let cells = facts.cells.iter().zip(&ground.periods.all);
        let mut inside =
            cells.filter(|(_, period)| period.from < absence.to && absence.from < period.to);
        let whole = inside.by_ref().filter(|(cell, _)| is_empty(cell)).map(|(_, period)| *period);
        let whole: Vec<Period> = whole.collect();
        let (Some(first), Some(last)) = (whole.first(), whole.last()) else { continue };
        let from = ground.periods.scale.x(Drawn(absence.from.minutes())).max(first.left);
        let to = ground.periods.scale.x(Drawn(absence.to.minutes())).min(last.right);
        let label = Label::new(clean(&absence.title).into_owned(), style, Ink::Muted);
        let (left, right) = (from.max(free_from) + Px::whole(3), to - Px::whole(3));
        // Words between which something else lies would lie on it.
        let is_whole =
            whole.windows(2).all(|pair| matches!(pair, [one, other] if one.right == other.left));
        if label.text.is_empty() || label.width > right - left || !is_whole {
            continue;
        }
        let middle = ground.foot - ground.unit.half();
        let label = label.at(left + (right - left).half(), Align::Middle, middle + style.drop());
        free_from = label.right() + Px::whole(6);
        marks.push(Mark::Haloed(label, Hue::Off));
    }
    marks
}

/// How much it is where that is too much: the greatest first, as far as the others leave room.
pub(super) fn numbers<'m>(
    view: &PlanView<'_, '_>,
    facts: &Facts<'_>,
    ground: Ground<'_>,
) -> Vec<Label<'m>> {
    let (highest, _) = reach(facts, ground);
    let baseline = ground.foot - highest - ground.scale.px(3);
    let cells = facts.cells.iter().zip(&ground.periods.all);
    let mut over: Vec<_> = cells.filter(|(cell, _)| cell.is_over()).collect();
    let excess = |cell: &Cell| cell.load.percent().unwrap_or(i64::MAX);
    over.sort_by_key(|(cell, period)| (std::cmp::Reverse(excess(cell)), period.from));
    let mut labels: Vec<Label<'m>> = Vec::new();
    for (cell, period) in over {
        let work = || slack(cell.load.work(), view.plan.model.header.day);
        let text = cell.load.percent().map_or_else(work, words::percent);
        let label = Label::new(text, ground.scale.small_strong, Ink::Warning);
        let half = label.width.half();
        let (Some(first), Some(last)) = (ground.periods.all.first(), ground.periods.all.last())
        else {
            break;
        };
        let centre = period.left + (period.right - period.left).half();
        let centre = centre.min(last.right - half).max(first.left + half);
        let label = label.at(centre, Align::Middle, baseline);
        let gap = ground.scale.px(6);
        let meets = |other: &Label<'_>| {
            label.left() < other.right() + gap && other.left() < label.right() + gap
        };
        if !labels.iter().any(meets) {
            labels.push(label);
        }
    }
    labels
}
