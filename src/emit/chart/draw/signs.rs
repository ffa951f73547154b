//! The signs of the legend, drawn as they are drawn in the chart.

use std::fmt::Write;

use svg::node::element::{Group, Path};

use super::super::Px;
use super::super::arrows::Point;
use super::super::legend::{Entry, SIGN_WIDTH, Sign};
use super::bands::band_shape;
use super::paths::{Area, Box, Diamond, Part, bent, head};
use super::row::{due_shape, risk_shape};

/// Half the height of a bar in the legend.
const HALF_BAR: Px = Px::whole(6);
/// The colour the signs are drawn in.
const SLOT: u8 = 1;

/// A sign, its left edge and middle as the entry says.
pub(super) fn sign(entry: &Entry<'_>) -> Group {
    let (x, middle) = (entry.x, entry.middle);
    let area =
        Area { left: x, top: middle - HALF_BAR, right: x + SIGN_WIDTH, bottom: middle + HALF_BAR };
    let centre = x + SIGN_WIDTH.half();
    shapes(entry.sign, area, centre, middle)
        .into_iter()
        .fold(Group::new(), |group, (class, data)| {
            group.add(Path::new().set("class", class).set("d", data))
        })
}

/// Classes and paths.
fn shapes(sign: Sign, area: Area, centre: Px, middle: Px) -> Vec<(String, String)> {
    let whole = || Part { area, end: area.right }.to_string();
    let bar = || (format!("b{SLOT}"), whole());
    let part = |end| (format!("d{SLOT}"), Part { area, end }.to_string());
    let one = |class: &str, data: String| vec![(class.to_owned(), data)];
    match sign {
        Sign::Progress => vec![bar(), part(centre)],
        Sign::Done => {
            let tick = format!("M{} {middle}l3 3 6-6", centre - Px::whole(4));
            vec![(format!("e{SLOT}"), whole()), ("x".into(), tick)]
        }
        Sign::Critical => vec![bar(), ("k".into(), whole())],
        Sign::Range => vec![(format!("b{SLOT} r"), whole())],
        Sign::Open => {
            let (left, top, right, bottom) = (area.left, area.top, area.right, area.bottom);
            let edge = format!("M{right} {top}H{left}V{bottom}H{right}");
            vec![(format!("o{SLOT}"), Box(area).to_string()), (format!("tl op s{SLOT}"), edge)]
        }
        Sign::Slack => {
            let (left, right) = (area.left, area.right);
            let end = format!("M{right} {}v6", middle - Px::whole(3));
            vec![
                (format!("ta l{SLOT}"), format!("M{left} {middle}H{right}")),
                (format!("tl s{SLOT}"), end),
            ]
        }
        Sign::Pause => {
            let (from, to) = (area.left + Px::whole(8), area.right - Px::whole(8));
            let piece = |left, right| {
                let area = Area { left, right, ..area };
                (format!("b{SLOT}"), Part { area, end: right }.to_string())
            };
            let way = format!("M{from} {middle}H{to}");
            vec![piece(area.left, from), ("n po".into(), way), piece(to, area.right)]
        }
        Sign::Milestone => {
            one(&format!("d{SLOT}"), Diamond { centre, middle, half: Px::whole(7) }.to_string())
        }
        Sign::Release => vec![
            (
                "pc".into(),
                format!("M{} {}h16l-4 5 4 5h-16z", area.left + Px::whole(4), middle - Px::whole(7)),
            ),
            (
                "pp".into(),
                format!("M{} {}h2v14h-2z", area.left + Px::whole(3), middle - Px::whole(7)),
            ),
        ],
        Sign::Band => one(&format!("b{SLOT}"), band_shape(area.left, area.right, middle)),
        Sign::Deadline => one("n", due_shape(centre, middle, false)),
        Sign::DeadlineMissed => one("q", due_shape(centre, middle, false)),
        Sign::Promise => one("n", due_shape(centre, middle, true)),
        Sign::PromiseMissed => one("qw", due_shape(centre, middle, true)),
        Sign::Risk => one("z", risk_shape(centre - Px::whole(5), middle)),
        Sign::Arrow => arrow("ar", "ah", area, middle),
        Sign::ArrowCritical => arrow("ak", "kh", area, middle),
        Sign::HandOver => arrow("ar ho", "ah", area, middle),
        Sign::HandOverCritical => arrow("ak ho", "kh", area, middle),
        Sign::FarArrow => far_arrow(area, middle),
        Sign::DayOff => one("of g2", Box(area).to_string()),
    }
}

fn arrow(line: &str, tip: &str, area: Area, middle: Px) -> Vec<(String, String)> {
    let point = |x, y| Point { x, y };
    let turn = area.left + Px::whole(8);
    let (top, foot) = (middle - Px::whole(5), middle + Px::whole(5));
    let corners =
        [point(area.left, top), point(turn, top), point(turn, foot), point(area.right, foot)];
    let (mut way, mut end) = (String::new(), String::new());
    bent(&mut way, &corners);
    head(&mut end, point(turn, foot), point(area.right, foot));
    vec![(line.into(), way), (tip.into(), end)]
}

fn far_arrow(area: Area, middle: Px) -> Vec<(String, String)> {
    let tip = Point { x: area.right - Px::whole(4), y: middle };
    let (mut way, mut end) = (String::new(), String::new());
    hint_line(&mut way, tip);
    hint_head(&mut end, tip);
    vec![("ar".into(), way), ("ah".into(), end)]
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
