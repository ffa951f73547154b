//! Everything but arrows and rows: ground, axis, lanes, lines, flags, header and legend. Few elements, through the `svg` crate.

use std::fmt::Write;

use svg::node::element::{
    Circle, Definitions, Description, Group, LinearGradient, Path, Rectangle, Stop,
    Style as StyleSheet, Text, Title,
};
use svg::{Document, Node};

use super::super::Theme;
use super::super::header::Pill;
use super::super::label::Label;
use super::super::lanes::{self, Flag, FlagKind};
use super::super::layout::{Layout, MARGIN};
use super::super::px::Px;
use super::super::rows::Row;
use super::bands::leash;
use super::paths::{Area, Box};
use super::signs::sign;
use super::style::style;
use super::xml::class;

/// What a reader who can't see the chart is told of it.
pub(super) struct Said {
    /// What tells its ids from those of another chart on the same page.
    pub(super) prefix: String,
    /// Its title.
    pub(super) title: String,
    /// What it shows, in a few sentences.
    pub(super) description: String,
}

/// The chart up to its arrows.
pub(super) fn before_arrows(layout: &Layout<'_>, said: &Said, theme: Theme) -> Document {
    let (width, height) = (layout.width.to_string(), layout.height.to_string());
    let prefix = &said.prefix;
    Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width.clone())
        .set("height", height.clone())
        .set("role", "img")
        .set("aria-labelledby", format!("{prefix}-t {prefix}-d"))
        .add(Title::new(said.title.as_str()).set("id", format!("{prefix}-t")))
        .add(described(said))
        .add(StyleSheet::new(style(theme) + &gradient_rules(layout, prefix)))
        .add(gradients(layout, prefix))
        .add(Rectangle::new().set("class", "gd").set("width", width).set("height", height))
        .add(header(layout))
        .add(ground(layout))
        .add(axis(layout))
        .add(cadences(layout))
        .add(poles(layout))
}

fn described(said: &Said) -> Description {
    let mut description = Description::new().set("id", format!("{}-d", said.prefix));
    description.append(svg::node::Text::new(said.description.as_str()));
    description
}

/// The legend, which comes last.
pub(super) fn legend(layout: &Layout<'_>) -> Group {
    let line = layout.legend.first().map(|entry| entry.middle - Px::whole(17));
    let ruled = line.map(|y| path("g1", format!("M{MARGIN} {y}H{}", layout.width - MARGIN)));
    let group = ruled.into_iter().fold(Group::new(), Group::add);
    layout
        .legend
        .iter()
        .fold(group, |group, entry| group.add(sign(entry)).add(text(&entry.label, "")))
}

fn path(class: impl Into<String>, data: impl Into<String>) -> Path {
    Path::new().set("class", class.into()).set("d", data.into())
}

fn text(label: &Label<'_>, halo: &str) -> Text {
    let element = Text::new(label.text.as_ref())
        .set("x", label.x.to_string())
        .set("y", label.baseline.to_string());
    match class(label, halo) {
        class if class.is_empty() => element,
        class => element.set("class", class),
    }
}

fn texts<'l>(labels: impl Iterator<Item = &'l Label<'l>>) -> Group {
    labels.fold(Group::new(), |group, label| group.add(text(label, "")))
}

/// The colours in which an open bar fades.
fn faded(layout: &Layout<'_>) -> Vec<u8> {
    let open = layout.rows.iter().filter(|row| row.mark.is_open());
    let mut slots: Vec<_> = open.map(|row| row.slot).collect();
    slots.sort_unstable();
    slots.dedup();
    // The legend shows the first stream's.
    if !slots.is_empty() && !slots.contains(&1) {
        slots.insert(0, 1);
    }
    slots
}

fn gradients(layout: &Layout<'_>, prefix: &str) -> Definitions {
    faded(layout).into_iter().fold(Definitions::new(), |definitions, slot| {
        let stop =
            |offset: &str| Stop::new().set("class", format!("c{slot}")).set("offset", offset);
        definitions.add(
            LinearGradient::new()
                .set("id", format!("{prefix}-o{slot}"))
                .add(stop("0.4"))
                .add(stop("1").set("stop-opacity", "0")),
        )
    })
}

fn gradient_rules(layout: &Layout<'_>, prefix: &str) -> String {
    faded(layout).into_iter().fold(String::new(), |mut css, slot| {
        let _ = write!(css, ".o{slot}{{fill:url(#{prefix}-o{slot})}}");
        css
    })
}

fn header(layout: &Layout<'_>) -> Group {
    let header = &layout.header;
    Group::new()
        .add(text(&header.title, ""))
        .add(text(&header.subtitle, ""))
        .add(pill(&header.pill))
}

fn pill(pill: &Pill<'_>) -> Group {
    let kind = pill.health as u8;
    let cloth = Rectangle::new()
        .set("class", format!("health{kind}"))
        .set("x", pill.x.to_string())
        .set("y", pill.y.to_string())
        .set("width", pill.width.to_string())
        .set("height", pill.height.to_string())
        .set("rx", 8);
    let dot = Circle::new()
        .set("class", format!("dot{kind}"))
        .set("cx", (pill.x + Px::whole(20)).to_string())
        .set("cy", (pill.y + Px::whole(15)).to_string())
        .set("r", 5);
    pill.labels
        .iter()
        .fold(Group::new().add(cloth).add(dot), |group, label| group.add(text(label, "")))
}

/// Days off, bands and spines.
fn ground(layout: &Layout<'_>) -> Group {
    let mut off = String::new();
    for (left, right) in &layout.shading {
        let _ = write!(
            off,
            "{}",
            Box(Area { left: *left, right: *right, top: layout.top, bottom: layout.bottom })
        );
    }
    let mut bands = String::new();
    for row in layout.rows.iter().filter(|row| row.is_stream()) {
        let area = Area {
            left: MARGIN,
            right: layout.width - MARGIN,
            top: row.y,
            bottom: row.y + layout.row_height,
        };
        let _ = write!(bands, "{}", Box(area));
    }
    let group = [("of", off), ("bd", bands)].into_iter().filter(|(_, data)| !data.is_empty());
    let group = group.fold(Group::new(), |group, (class, data)| group.add(path(class, data)));
    spines(layout).into_iter().enumerate().filter(|(_, spine)| !spine.0.is_empty()).fold(
        group,
        |group, (slot, spine)| {
            group.add(path(format!("p{slot}"), spine.0)).add(path(format!("d{slot}"), spine.1))
        },
    )
}

/// For each colour the spine beside all rows of its streams, and its strong part beside their bands.
fn spines(layout: &Layout<'_>) -> Vec<(String, String)> {
    let mut spines = vec![(String::new(), String::new()); 9];
    let mut run: Option<(&Row<'_>, Px)> = None;
    let spine =
        |top: Px, bottom: Px| Box(Area { left: MARGIN, right: MARGIN + Px::whole(3), top, bottom });
    let close = |run: Option<(&Row<'_>, Px)>, spines: &mut Vec<(String, String)>| {
        if let Some((first, bottom)) = run
            && let Some(slot) = spines.get_mut(usize::from(first.slot))
        {
            let _ = write!(slot.0, "{}", spine(first.y, bottom));
        }
    };
    for row in &layout.rows {
        let bottom = row.y + layout.row_height;
        if row.is_stream() && row.depth == 0 || row.slot == 0 {
            close(run.take(), &mut spines);
        }
        if row.is_stream() {
            run = run.or(Some((row, bottom)));
            if let Some(slot) = spines.get_mut(usize::from(row.slot)) {
                let _ = write!(slot.1, "{}", spine(row.y, bottom));
            }
        }
        run = run.map(|(first, _)| (first, bottom));
    }
    close(run, &mut spines);
    spines
}

fn axis(layout: &Layout<'_>) -> Group {
    let lines = |places: &[Px], top: Px| {
        places.iter().fold(String::new(), |mut data, x| {
            let _ = write!(data, "M{x} {top}V{}", layout.bottom);
            data
        })
    };
    let fine = path("g1", lines(&layout.axis.fine_lines, layout.fine_top));
    let coarse = path("g2", lines(&layout.axis.coarse_lines, layout.coarse_top));
    // A month that begins in the middle of a week has its line through the week's name: the name breaks it.
    let is_crossed = |label: &Label<'_>| {
        let behind = layout.axis.coarse_lines.partition_point(|x| *x < label.left());
        layout.axis.coarse_lines.get(behind).is_some_and(|x| *x <= label.right())
    };
    let labels = layout.axis.labels.iter().chain(&layout.foot);
    let labels = labels.fold(Group::new(), |group, label| {
        group.add(text(label, if is_crossed(label) { "h" } else { "" }))
    });
    Group::new().add(fine).add(coarse).add(labels)
}

fn cadences(layout: &Layout<'_>) -> Group {
    layout.cadences.iter().fold(Group::new(), |group, lane| {
        let tints = lane.tints.iter().fold(String::new(), |mut data, (left, right)| {
            let area = Area {
                left: *left,
                right: *right,
                top: lane.y + Px::whole(1),
                bottom: lane.y + lanes::CADENCE_HEIGHT - Px::whole(3),
            };
            let _ = write!(data, "{}", Box(area));
            data
        });
        group.add(path("bd", tints)).add(text(&lane.name, "")).add(texts(lane.numbers.iter()))
    })
}

/// The lines of releases and of today.
fn poles(layout: &Layout<'_>) -> Group {
    let line = |x: Px, parts: &[(Px, Px)]| {
        parts.iter().fold(String::new(), |mut data, (top, bottom)| {
            let _ = write!(data, "M{x} {top}V{bottom}");
            data
        })
    };
    let poles = layout.flags.iter().filter(|flag| !flag.pole.is_empty());
    let group = poles.fold(Group::new(), |group, flag| {
        group.add(path(format!("po{}", late(flag)), line(flag.x, &flag.pole)))
    });
    layout
        .today
        .iter()
        .fold(group, |group, today| group.add(path("td", line(today.x, &today.line))))
}

const fn late(flag: &Flag<'_>) -> &'static str {
    match flag.kind {
        FlagKind::LateRelease | FlagKind::MissedDeadline => " late",
        FlagKind::Release | FlagKind::Deadline => "",
    }
}

/// What lies on the arrows: the cloths of releases, and the pill of today.
pub(super) fn flags(layout: &Layout<'_>) -> Group {
    let group = layout.flags.iter().fold(Group::new(), |group, flag| group.add(cloth(flag)));
    let Some(today) = &layout.today else { return group };
    let pill = Rectangle::new()
        .set("class", "tb")
        .set("x", today.left.to_string())
        .set("y", today.y.to_string())
        .set("width", today.width.to_string())
        .set("height", lanes::FLAG_HEIGHT.to_string())
        .set("rx", 8);
    group.add(pill).add(text(&today.label, ""))
}

/// From when to when a release comes in most runs: a bar along the foot of its cloth, that a line ties to the pole if it lies
/// apart from that.
fn flag_band(pole: Px, foot: Px, band: (Px, Px)) -> String {
    let (left, right) = band;
    let bar = Box(Area { left, top: foot + Px(10), right, bottom: foot + Px(35) }).to_string();
    match leash(pole, pole, band) {
        Some((near, far)) => {
            let (left, right) = (near.min(far), near.max(far));
            bar + &Box(Area { left, top: foot + Px(18), right, bottom: foot + Px(27) }).to_string()
        }
        None => bar,
    }
}

fn cloth(flag: &Flag<'_>) -> Group {
    let Flag { x, y, far, .. } = *flag;
    let (height, half) = (lanes::FLAG_HEIGHT, lanes::FLAG_HEIGHT.half());
    let notch = if far < x { far + Px::whole(5) } else { far - Px::whole(5) };
    let late = late(flag);
    // The pole reaches down to the band, so that the two are seen to be one.
    let bottom = y + height + if flag.band.is_some() { Px(35) } else { Px::ZERO };
    let pole = path(
        format!("pp{late}"),
        Box(Area { left: x - Px(10), right: x + Px(10), top: y, bottom }).to_string(),
    );
    let told = Group::new().add(Title::new(flag.tooltip.as_str()));
    let told = flag.band.into_iter().fold(told, |told, band| {
        told.add(path(format!("pp{late}"), flag_band(x, y + height, band)))
    });
    let Some(label) = &flag.label else { return told.add(pole) };
    let cloth = format!("M{x} {y}H{far}L{notch} {}L{far} {}H{x}z", y + half, y + height);
    told.add(path(format!("pc{late}"), cloth)).add(pole).add(text(label, ""))
}
