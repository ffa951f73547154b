//! The other chart: a cumulative curve.

use std::fmt::Write;
use std::io;

use super::super::curve::Curve;
use super::super::palette::Hue;
use super::super::scene::Area;
use super::super::scene::Link;
use super::super::{ChartOptions, Px};
use super::canvas::Canvas;
use super::frame::{Said, boxes, parts, uprights};
use super::{frame, look, signs};

/// Draws a curve.
pub(in crate::emit::chart) fn curve(
    curve: &Curve<'_>,
    options: ChartOptions,
    to: &mut dyn io::Write,
) -> io::Result<Vec<Link>> {
    let mut out = Canvas::new(options, to);
    let said = Said {
        prefix: super::prefix('c', &curve.title.text, options),
        title: curve.title.text.to_string(),
        description: described(curve),
        has_links: false,
    };
    frame::open(&mut out, curve.size, &said, options.theme, &[signs::SLOT]);
    out.label(&curve.title);
    out.label(&curve.subtitle);
    ground(&mut out, curve);
    dates(&mut out, curve);
    parts(&mut out, look::span_done(signs::SLOT), &way(curve));
    marks(&mut out, curve);
    out.end()
}

/// The same in words: the percentiles and the dates.
fn described(curve: &Curve<'_>) -> String {
    let said = curve.marks.iter().map(|mark| &mark.label.text);
    let said = said.chain(curve.dates.iter().map(|date| &date.label.text));
    let words = said.fold(curve.subtitle.text.to_string(), |mut words, text| {
        let _ = write!(words, ". {text}");
        words
    });
    words + "."
}

/// Days off, what lies below the curve, the lines of time and of shares, and their names.
fn ground(out: &mut Canvas<'_>, curve: &Curve<'_>) {
    let (left, top, right, bottom) = curve.picture;
    let off =
        curve.shading.iter().map(|(left, right)| Area { left: *left, right: *right, top, bottom });
    parts(out, look::OFF, &boxes(off));
    let way = way(curve);
    if let Some((x, _)) = curve.points.first() {
        out.path(look::tint(signs::SLOT), format_args!("{way}V{bottom}H{x}z"));
    }
    parts(out, look::FINE_LINE, &uprights(&curve.axis.fine_lines, top, bottom));
    parts(out, look::COARSE_LINE, &uprights(&curve.axis.coarse_lines, top, bottom));
    let levels = curve.levels.iter().fold(String::new(), |mut data, (y, _)| {
        let _ = write!(data, "M{left} {y}H{right}");
        data
    });
    parts(out, look::COARSE_LINE, &levels);
    out.labels(&curve.axis.labels);
    out.labels(curve.levels.iter().map(|(_, label)| label));
}

/// The curve itself.
fn way(curve: &Curve<'_>) -> String {
    let mut way = String::new();
    for (at, (x, y)) in curve.points.iter().enumerate() {
        let _ = write!(way, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
    }
    way
}

fn dates(out: &mut Canvas<'_>, curve: &Curve<'_>) {
    let (.., bottom) = curve.picture;
    for date in &curve.dates {
        let line = format_args!("M{} {}V{bottom}", date.x, date.top);
        let flag = if date.is_missed { look::LATE_FLAG } else { look::FLAG };
        out.path(flag.line, line);
        out.haloed(&date.label, Hue::Ground);
    }
}

fn marks(out: &mut Canvas<'_>, curve: &Curve<'_>) {
    for mark in &curve.marks {
        for place in &mark.dots {
            out.circle(look::GROUND, *place, Px(65));
            out.circle(look::done(signs::SLOT), *place, Px(45));
        }
        out.label(&mark.label);
    }
}
