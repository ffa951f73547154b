//! Draws the cumulative chart, with the inks of the Gantt chart.

use std::fmt::Write;

use svg::node::element::{
    Circle, Description, Group, Path, Rectangle, Style as StyleSheet, Text, Title,
};
use svg::{Document, Node};

use super::super::Px;
use super::super::Theme;
use super::super::curve::Curve;
use super::super::label::Label;
use super::hash;
use super::paths::{Area, Box};
use super::style::style;
use super::xml::class;

/// Draws a curve.
pub(in crate::emit::chart) fn curve(curve: &Curve<'_>, theme: Theme) -> String {
    let (width, height) = (curve.size.0.to_string(), curve.size.1.to_string());
    let prefix = format!("c{:08x}", hash(&curve.title.text));
    let document = Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width.clone())
        .set("height", height.clone())
        .set("role", "img")
        .set("aria-labelledby", format!("{prefix}-t {prefix}-d"))
        .add(Title::new(curve.title.text.as_ref()).set("id", format!("{prefix}-t")))
        .add(described(curve, &prefix))
        .add(StyleSheet::new(style(theme)))
        .add(Rectangle::new().set("class", "gd").set("width", width).set("height", height))
        .add(text(&curve.title, ""))
        .add(text(&curve.subtitle, ""))
        .add(ground(curve))
        .add(dates(curve))
        .add(line(curve))
        .add(marks(curve));
    format!("{document}\n")
}

/// The same in words: the percentiles and the dates.
fn described(curve: &Curve<'_>, prefix: &str) -> Description {
    let said = curve.marks.iter().map(|mark| &mark.label.text);
    let said = said.chain(curve.dates.iter().map(|date| &date.label.text));
    let words = said.fold(curve.subtitle.text.to_string(), |mut words, text| {
        let _ = write!(words, ". {text}");
        words
    });
    let mut description = Description::new().set("id", format!("{prefix}-d"));
    description.append(svg::node::Text::new(words + "."));
    description
}

fn text(label: &Label<'_>, halo: &str) -> Text {
    Text::new(label.text.as_ref())
        .set("class", class(label, halo))
        .set("x", label.x.to_string())
        .set("y", label.baseline.to_string())
}

fn path(class: impl Into<String>, data: String) -> Path {
    Path::new().set("class", class.into()).set("d", data)
}

/// Days off, the lines of time and of shares, and their names.
fn ground(curve: &Curve<'_>) -> Group {
    let (left, top, right, bottom) = curve.picture;
    let off = curve.shading.iter().fold(String::new(), |mut data, (left, right)| {
        let _ = write!(data, "{}", Box(Area { left: *left, right: *right, top, bottom }));
        data
    });
    let upright = |places: &[Px]| {
        places.iter().fold(String::new(), |mut data, x| {
            let _ = write!(data, "M{x} {top}V{bottom}");
            data
        })
    };
    let level = curve.levels.iter().fold(String::new(), |mut data, (y, _)| {
        let _ = write!(data, "M{left} {y}H{right}");
        data
    });
    let paths = [
        ("of", off),
        ("g1", upright(&curve.axis.fine_lines)),
        ("g2", upright(&curve.axis.coarse_lines)),
        ("g2", level),
    ];
    let used = paths.into_iter().filter(|(_, data)| !data.is_empty());
    let group = used.fold(Group::new(), |group, (class, data)| group.add(path(class, data)));
    let names = curve.axis.labels.iter().chain(curve.levels.iter().map(|(_, label)| label));
    names.fold(group, |group, label| group.add(text(label, "")))
}

fn line(curve: &Curve<'_>) -> Group {
    let (.., bottom) = curve.picture;
    let Some(((x, y), rest)) = curve.points.split_first() else { return Group::new() };
    let mut way = format!("M{x} {y}");
    for (x, y) in rest {
        let _ = write!(way, "L{x} {y}");
    }
    let all = format!("{way}V{bottom}H{x}z");
    Group::new().add(path("p1", all).set("opacity", "0.45")).add(path("st L1", way))
}

fn dates(curve: &Curve<'_>) -> Group {
    let (.., bottom) = curve.picture;
    curve.dates.iter().fold(Group::new(), |group, date| {
        let late = if date.is_missed { " late" } else { "" };
        let line = path(format!("po{late}"), format!("M{} {}V{bottom}", date.x, date.top));
        group.add(line).add(text(&date.label, "h"))
    })
}

fn marks(curve: &Curve<'_>) -> Group {
    curve.marks.iter().fold(Group::new(), |group, mark| {
        let dot = |(x, y): (Px, Px), class: &str, radius: &str| {
            Circle::new()
                .set("class", class)
                .set("cx", x.to_string())
                .set("cy", y.to_string())
                .set("r", radius)
        };
        let dots = mark.dots.iter().fold(group, |group, place| {
            group.add(dot(*place, "gd", "6.5")).add(dot(*place, "d1", "4.5"))
        });
        dots.add(text(&mark.label, "h"))
    })
}
