//! The signs of the legend, drawn as they are drawn in the chart.
//! The sign of a health: each has its own shape, so that none is told by its colour alone.

use std::fmt::Write;

use super::super::Px;
use super::super::colours::hue_of;
use super::super::gantt::arrows::Point;
use super::super::gantt::legend::{Entry, SIGN_WIDTH, Sign};
use super::super::look::Weight;
use super::super::look::Why;
use super::super::look::{self, Look};
use super::super::pieces::{SIGN_RADIUS, sign_of, tick_of};
use super::super::scene::Area;
use super::canvas::Canvas;
use super::paths::{
    Box, Diamond, Dissolving, Hatched, Part, Piece as _, band_shape, bent, due_shape, head,
    risk_shape,
};
use crate::model::{CommitmentKind, Health};

/// Half the height of a bar in the legend.
const HALF_BAR: Px = Px::whole(6);
/// The colour the signs are drawn in.
pub(super) const SLOT: u8 = 1;

/// Draws a sign, its left edge and middle as the entry says.
pub(super) fn sign(out: &mut Canvas<'_>, entry: &Entry<'_>) {
    let (x, middle) = (entry.x, entry.middle);
    let area =
        Area { left: x, top: middle - HALF_BAR, right: x + SIGN_WIDTH, bottom: middle + HALF_BAR };
    let centre = x + SIGN_WIDTH.half();
    if let Some(health) = entry.sign.health() {
        health_sign(out, health, centre, middle);
    }
    for (look, data) in shapes(entry.sign, area, centre, middle) {
        out.path(look, data);
    }
}

/// What it is made of.
fn shapes(sign: Sign, area: Area, centre: Px, middle: Px) -> Vec<(Look, String)> {
    let whole = || Part { area, end: area.right }.text();
    let bar = || (look::bar(SLOT), whole());
    let due = |kind| vec![(look::DUE, due_shape(centre, middle, kind))];
    match sign {
        Sign::Progress => vec![bar(), (look::done(SLOT), Part { area, end: centre }.text())],
        Sign::Done => {
            let tick = format!("M{} {middle}l3 3 6-6", centre - Px::whole(4));
            vec![(look::over(SLOT), whole()), (look::TICK, tick)]
        }
        Sign::Critical => vec![bar(), (look::CRITICAL, whole())],
        Sign::Range => vec![(look::range(SLOT), whole())],
        Sign::Open => {
            let (left, top, right, bottom) = (area.left, area.top, area.right, area.bottom);
            let edge = format!("M{right} {top}H{left}V{bottom}H{right}");
            vec![(look::tint(SLOT), Dissolving(area).text()), (look::open_edge(SLOT), edge)]
        }
        Sign::Slack => {
            let (left, right) = (area.left, area.right);
            let end = format!("M{right} {}v6", middle - Px::whole(3));
            vec![(look::slack(SLOT), format!("M{left} {middle}H{right}")), (look::thin(SLOT), end)]
        }
        Sign::Pause => {
            let (from, to) = (area.left + Px::whole(8), area.right - Px::whole(8));
            let piece = |left, right| {
                let area = Area { left, right, ..area };
                (look::bar(SLOT), Part { area, end: right }.text())
            };
            let way = format!("M{from} {middle}H{to}");
            vec![piece(area.left, from), (look::PAUSE, way), piece(to, area.right)]
        }
        Sign::Milestone => {
            let diamond = Diamond { centre, middle, half: Px::whole(7) };
            vec![(look::done(SLOT), diamond.text())]
        }
        Sign::Release => flag(area, middle, look::FLAG.cloth),
        Sign::DueDate => flag(area, middle, look::OFF_SAMPLE),
        Sign::Band => vec![(look::bar(SLOT), band_shape(area.left, area.right, middle))],
        Sign::Deadline => due(CommitmentKind::Deadline),
        Sign::DeadlineMissed => overrun(area, middle, CommitmentKind::Deadline),
        Sign::Promise => due(CommitmentKind::Promise),
        Sign::PromiseMissed => overrun(area, middle, CommitmentKind::Promise),
        Sign::Away => vec![bar(), (look::hatch(Why::Away), Hatched(area).text())],
        Sign::Overload => vec![bar(), (look::hatch(Why::Overload), Hatched(area).text())],
        Sign::Planned => {
            let shape = Diamond { centre, middle, half: Px::whole(7) };
            vec![(look::PLANNED, shape.text())]
        }
        Sign::Colour(slot) => vec![(look::bar(slot), whole())],
        Sign::Baseline => {
            let strip = Area { top: middle - Px(12), bottom: middle + Px(13), ..area };
            vec![(look::BASELINE, Box(strip).text())]
        }
        // Drawn as it is drawn in the header.
        Sign::OffTrack | Sign::AtRisk | Sign::Unknown => Vec::new(),
        Sign::Risk => vec![(look::RISK, risk_shape(centre - Px::whole(5), middle))],
        Sign::Arrow => arrow(look::arrow, Weight::Usual, area, middle),
        Sign::ArrowCritical => arrow(look::arrow, Weight::Critical, area, middle),
        Sign::HandOver => arrow(look::hand_over, Weight::Usual, area, middle),
        Sign::HandOverCritical => arrow(look::hand_over, Weight::Critical, area, middle),
        Sign::FarArrow => far_arrow(area, middle),
        Sign::DayOff | Sign::Closed => vec![(look::OFF_SAMPLE, Box(area).text())],
    }
}

/// A cloth at its pole, which goes on as a dotted line.
fn flag(area: Area, middle: Px, cloth: Look) -> Vec<(Look, String)> {
    let (left, top) = (area.left + Px::whole(3), middle - Px::whole(8));
    let (pole, foot) = (left + Px::whole(1), middle + Px::whole(8));
    vec![
        (cloth, format!("M{pole} {top}h16l-4 5 4 5h-16z")),
        (look::FLAG.pole, format!("M{left} {top}h2v10h-2z")),
        (look::FLAG.line, format!("M{pole} {}V{foot}", top + Px::whole(12))),
    ]
}

/// The sign of a date, and the way from there to where it will be.
fn overrun(area: Area, middle: Px, kind: CommitmentKind) -> Vec<(Look, String)> {
    let (left, right) = (area.left + Px::whole(4), area.right);
    vec![
        (look::OVERRUN, format!("M{left} {middle}H{right}")),
        (look::MISSED, due_shape(left, middle, kind)),
    ]
}

/// `line` says how a line of this weight looks.
fn arrow(line: fn(Weight) -> Look, weight: Weight, area: Area, middle: Px) -> Vec<(Look, String)> {
    let point = |x, y| Point { x, y };
    let turn = area.left + Px::whole(8);
    let (top, foot) = (middle - Px::whole(5), middle + Px::whole(5));
    let corners =
        [point(area.left, top), point(turn, top), point(turn, foot), point(area.right, foot)];
    let (mut way, mut end) = (String::new(), String::new());
    bent(&mut way, &corners);
    head(&mut end, point(turn, foot), point(area.right, foot));
    vec![(line(weight), way), (look::arrow_head(weight), end)]
}

fn far_arrow(area: Area, middle: Px) -> Vec<(Look, String)> {
    let tip = Point { x: area.right - Px::whole(4), y: middle };
    let (mut way, mut end) = (String::new(), String::new());
    hint_line(&mut way, tip);
    hint_head(&mut end, tip);
    vec![(look::arrow(Weight::Usual), way), (look::arrow_head(Weight::Usual), end)]
}

/// A line that comes from out of sight: three dots behind its head.
pub(super) fn hint_line(line: &mut String, tip: Point) {
    let dots = [Px::whole(8), Px::whole(11), Px::whole(14)];
    for dot in dots {
        let _ = write!(line, "M{} {}h1.2", tip.x - dot, tip.y);
    }
}

/// The head of a line that comes from out of sight.
pub(super) fn hint_head(heads: &mut String, tip: Point) {
    head(heads, Point { x: tip.x - Px::whole(9), y: tip.y }, tip);
}

/// Draws the sign, ten wide and high.
pub(super) fn health_sign(out: &mut Canvas<'_>, health: Health, x: Px, y: Px) {
    let centre = (x, y);
    out.path(look::area(hue_of(health)), sign_of(health, centre, SIGN_RADIUS));
    if health == Health::Done {
        out.path(look::TICK, tick_of(centre, SIGN_RADIUS));
    }
}
