//! Everything but arrows and rows: ground, axis, lanes, lines, flags, header and legend.

use std::fmt::Write;

use svg::Document;
use svg::node::Text;
use svg::node::element::{Description, Style, Title};

use super::super::bands;
use super::super::gantt::lanes::{self, Flag};
use super::super::gantt::layout::{CHIP_PAD, Layout, MARGIN};
use super::super::gantt::rows::Row;
use super::super::header::{Header, Pill};
use super::super::label::Label;
use super::super::look::{self, FlagLook};
use super::super::palette::{Hue, STREAMS};
use super::super::pieces::ground_of;
use super::super::px::Px;
use super::super::scene::Area;
use super::super::{Marks, Theme};
use super::canvas::Canvas;
use super::paths::{Box, Piece as _, due_shape, put};
use super::row::leash;
use super::signs::{self, sign};
use crate::model::CommitmentKind;
use crate::text::with_isolated_stretches;

/// So many leaders are one path.
const LEADERS: usize = 64;

/// What a reader who can't see the chart is told of it.
pub(super) struct Said {
    /// Its title.
    pub(super) title: String,
    /// What it shows, in a few sentences.
    pub(super) description: String,
    /// What tells its ids from those of another chart on the same page.
    pub(super) prefix: String,
    /// Whether it has links, which a picture can't have.
    pub(super) has_links: bool,
}

/// Opens the file: its size, what is said of it, its style sheet, its ground.
pub(super) fn open(
    out: &mut Canvas<'_>,
    (width, height): (Px, Px),
    said: &Said,
    theme: Theme,
    slots: &[u8],
) {
    let prefix = &said.prefix;
    let role = if said.has_links { "graphics-document document" } else { "img" };
    let described = Description::new().set("id", format!("{prefix}-d"));
    let root = Document::new()
        .set("class", look::CLASS)
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width.to_string())
        .set("height", height.to_string())
        .set("role", role)
        .set("aria-labelledby", format!("{prefix}-t {prefix}-d"))
        .set("font-family", out.fonts())
        .set("font-size", "12.5")
        .set("fill", out.palette.ink(Hue::Text).to_string())
        .set("stroke", "none")
        .set("stroke-linejoin", "round")
        .add(Title::new(said.title.as_str()).set("id", format!("{prefix}-t")))
        .add(described.add(Text::new(said.description.as_str())));
    // A page has one style sheet for all of its charts.
    out.begin(&if out.marks == Marks::Items {
        root
    } else {
        root.add(Style::new(look::sheet(theme, slots, (width, height))))
    });
    let all = Area { left: Px::ZERO, top: Px::ZERO, right: width, bottom: height };
    out.rect(look::GROUND, all, Px::ZERO);
}

/// The chart from its header up to its arrows.
pub(super) fn before_arrows(out: &mut Canvas<'_>, layout: &Layout<'_>, link: Option<&str>) {
    header(out, &layout.header, link);
    ground(out, layout);
    leaders(out, layout);
    axis(out, layout);
    cadences(out, layout);
    poles(out, layout);
}

/// The legend, which comes last.
pub(super) fn legend(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    if let Some(entry) = layout.legend.first() {
        let (y, right) = (entry.middle - Px::whole(17), layout.width - MARGIN);
        out.path(look::FINE_LINE, format_args!("M{MARGIN} {y}H{right}"));
    }
    layout.legend.iter().for_each(|entry| sign(out, entry));
    out.labels(layout.legend.iter().map(|entry| &entry.label));
}

/// The colours of streams that are used; the legend has those of its signs.
pub(super) fn slots(layout: &Layout<'_>) -> Vec<u8> {
    let mut slots: Vec<_> =
        layout.rows.iter().flat_map(|row| [row.slot, row.paint]).chain([signs::SLOT]).collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// The news above the plan.
pub(super) fn header(out: &mut Canvas<'_>, header: &Header<'_>, link: Option<&str>) {
    out.linked(&header.title, link);
    for line in &header.subtitle {
        out.label(line);
    }
    header.pill.iter().for_each(|of| pill(out, of));
}

fn pill(out: &mut Canvas<'_>, pill: &Pill<'_>) {
    let area = Area {
        left: pill.x,
        top: pill.y,
        right: pill.x + pill.width,
        bottom: pill.y + pill.height,
    };
    out.rect(look::area(ground_of(pill.health)), area, Px::whole(8));
    signs::health_sign(out, pill.health, pill.sign.0, pill.sign.1);
    // The reason names items: words of ours, in which some may be written from right to left.
    let said = |label: &Label<'_>| {
        let text = with_isolated_stretches(&label.text).into_owned().into();
        Label { text, ..label.clone() }
    };
    out.labels(&pill.labels.iter().map(said).collect::<Vec<_>>());
}

/// A path of several parts, if there are any.
pub(super) fn parts(out: &mut Canvas<'_>, look: look::Look, data: &str) {
    if !data.is_empty() {
        out.path(look, data);
    }
}

pub(super) fn boxes(areas: impl Iterator<Item = Area>) -> String {
    areas.fold(String::new(), |mut data, area| {
        Box(area).push_to(&mut data);
        data
    })
}

/// Days off, bands and spines.
fn ground(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    let Layout { top, bottom, .. } = *layout;
    let off =
        layout.shading.iter().map(|(left, right)| Area { left: *left, right: *right, top, bottom });
    parts(out, look::OFF, &boxes(off));
    let bands = layout.rows.iter().filter(|row| row.is_stream()).map(|row| Area {
        left: MARGIN,
        right: layout.width - MARGIN,
        top: row.y,
        bottom: row.y + layout.row_height,
    });
    parts(out, look::BAND, &boxes(bands));
    for (slot, (light, strong)) in (0..).zip(spines(layout)) {
        parts(out, look::tint(slot), &light);
        parts(out, look::done(slot), &strong);
    }
}

/// For each colour the spine beside all rows of its streams, and its strong part beside their bands.
fn spines(layout: &Layout<'_>) -> Vec<(String, String)> {
    let mut spines = vec![(String::new(), String::new()); usize::from(STREAMS)];
    let mut run: Option<(&Row<'_>, Px)> = None;
    let spine =
        |top: Px, bottom: Px| Box(Area { left: MARGIN, right: MARGIN + Px::whole(3), top, bottom });
    let close = |run: Option<(&Row<'_>, Px)>, spines: &mut Vec<(String, String)>| {
        if let Some((first, bottom)) = run
            && let Some(slot) = spines.get_mut(usize::from(first.slot))
        {
            spine(first.y, bottom).push_to(&mut slot.0);
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
                spine(row.y, bottom).push_to(&mut slot.1);
            }
        }
        run = run.map(|(first, _)| (first, bottom));
    }
    close(run, &mut spines);
    spines
}

/// Upright lines down to a foot.
pub(super) fn uprights(places: &[Px], top: Px, bottom: Px) -> String {
    places.iter().fold(String::new(), |mut data, x| {
        put!(&mut data, "M", x, " ", top, "V", bottom);
        data
    })
}

fn axis(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    let bottom = layout.bottom;
    let axis = &layout.axis;
    parts(out, look::FINE_LINE, &uprights(&axis.fine_lines, layout.fine_top, bottom));
    parts(out, look::COARSE_LINE, &uprights(&axis.coarse_lines, layout.coarse_top, bottom));
    // A month that begins in the middle of a week has its line through the week's name: the name breaks it.
    let is_crossed = |label: &&Label<'_>| {
        let behind = axis.coarse_lines.partition_point(|x| *x < label.left());
        axis.coarse_lines.get(behind).is_some_and(|x| *x <= label.right())
    };
    let (crossed, free): (Vec<_>, Vec<_>) =
        axis.labels.iter().chain(&layout.foot).partition(is_crossed);
    out.labels(free);
    for label in crossed {
        out.haloed(label, Hue::Ground);
    }
}

/// When bars end, and what they are labelled with; the axis between rows. They lie on all else.
pub(super) fn beside(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    let (chips, days): (Vec<_>, Vec<_>) = layout.beside.iter().partition(|of| of.is_chip);
    for day in days {
        out.open_beside(day.item);
        out.haloed(&day.label, Hue::Ground);
        out.close_beside();
    }
    for chip in chips {
        out.open_beside(chip.item);
        self::chip(out, &chip.label, CHIP_PAD);
        out.close_beside();
    }
    for label in &layout.repeats {
        out.haloed(label, Hue::Ground);
    }
}

/// A label of an item: its words with a line round them.
pub(super) fn chip(out: &mut Canvas<'_>, label: &Label<'_>, pad: Px) {
    let middle = label.baseline - label.style.drop();
    let (top, bottom) = (middle - Px::whole(8), middle + Px::whole(8));
    let area = Area { left: label.left() - pad, top, right: label.right() + pad, bottom };
    out.rect(look::CHIP, area, Px::whole(8));
    out.label(label);
}

/// A screen that shows a part of a path works out the dashes of all of it, again for each tile: so it is given many short ones.
fn leaders(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    for some in layout.leaders.chunks(LEADERS) {
        let lines = some.iter().fold(String::new(), |mut data, (y, from, to)| {
            put!(&mut data, "M", from, " ", y, "H", to);
            data
        });
        out.path(look::LEADER, lines.as_str());
    }
}

fn cadences(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    for lane in &layout.cadences {
        let tints = lane.tints.iter().map(|(left, right)| Area {
            left: *left,
            right: *right,
            top: lane.y + Px::whole(1),
            bottom: lane.y + bands::CADENCE_HEIGHT - Px::whole(3),
        });
        parts(out, look::BAND, &boxes(tints));
        out.label(&lane.name);
        out.labels(&lane.numbers);
    }
}

/// The lines of releases and of today.
fn poles(out: &mut Canvas<'_>, layout: &Layout<'_>) {
    let line = |x: Px, parts: &[(Px, Px)]| {
        parts.iter().fold(String::new(), |mut data, (top, bottom)| {
            let _ = write!(data, "M{x} {top}V{bottom}");
            data
        })
    };
    for flag in &layout.flags {
        parts(out, look_of(flag).line, &line(flag.x, &flag.pole));
    }
    if let Some(today) = &layout.today {
        parts(out, look::TODAY_LINE, &line(today.x, &today.line));
    }
}

const fn look_of(flag: &Flag<'_>) -> FlagLook {
    if flag.kind.is_late() { look::LATE_FLAG } else { look::FLAG }
}

/// What lies on the arrows: the cloths of releases, and the pill of today.
pub(super) fn flags<'m>(
    out: &mut Canvas<'_>,
    layout: &Layout<'m>,
    link: impl Fn(&Flag<'m>) -> Option<&'m str>,
) {
    // What has no room for its name is counted by another.
    for flag in layout.flags.iter().filter(|flag| flag.label.is_some()) {
        cloth(out, flag, link(flag));
    }
    let Some(today) = &layout.today else { return };
    let (left, top) = (today.left, today.y);
    let bottom = top + lanes::FLAG_HEIGHT;
    out.rect(look::TODAY, Area { left, top, right: left + today.width, bottom }, Px::whole(8));
    out.label(&today.label);
}

/// From when to when a release comes in most runs: a bar along the foot of its cloth, that a line ties to the pole if it lies
/// apart from that.
fn flag_band(pole: Px, foot: Px, band: (Px, Px)) -> String {
    let (left, right) = band;
    let bar = Box(Area { left, top: foot + Px(10), right, bottom: foot + Px(35) }).text();
    match leash(pole, pole, band) {
        Some((near, far)) => {
            let (left, right) = (near.min(far), near.max(far));
            bar + &Box(Area { left, top: foot + Px(18), right, bottom: foot + Px(27) }).text()
        }
        None => bar,
    }
}

fn cloth(out: &mut Canvas<'_>, flag: &Flag<'_>, link: Option<&str>) {
    let Flag { x, y, far, .. } = *flag;
    let (height, half) = (lanes::FLAG_HEIGHT, lanes::FLAG_HEIGHT.half());
    let look = look_of(flag);
    out.group(&flag.tooltip);
    if let Some(band) = flag.band {
        out.path(look.pole, flag_band(x, y + height, band));
    }
    if let Some(planned) = flag.planned.filter(|planned| *planned < x) {
        let foot = y + height + Px(15);
        out.path(look::PLANNED, format_args!("M{planned} {y}V{foot}"));
        out.path(look::OVERRUN, format_args!("M{planned} {foot}H{x}"));
    }
    if let Some((promised, is_missed)) = flag.promised {
        let middle = y + half;
        if promised < x && is_missed {
            let foot = y + height + Px(15);
            out.path(look::OVERRUN, format_args!("M{promised} {foot}H{x}"));
        }
        let look = if is_missed { look::MISSED } else { look::DUE };
        out.path(look, due_shape(promised, middle, CommitmentKind::Promise));
    }
    if flag.label.is_some() {
        let notch = if far < x { far + Px::whole(5) } else { far - Px::whole(5) };
        let (middle, foot) = (y + half, y + height);
        let cloth = format_args!("M{x} {y}H{far}L{notch} {middle}L{far} {foot}H{x}z");
        out.path(look.cloth, cloth);
    }
    // The pole reaches down to the band, so that the two are seen to be one.
    let bottom = y + height + if flag.band.is_some() { Px(35) } else { Px::ZERO };
    let pole = Box(Area { left: x - Px(10), right: x + Px(10), top: y, bottom });
    out.path(look.pole, pole);
    if let Some((health, middle)) = flag.sign {
        signs::health_sign(out, health, middle, y + half);
    }
    if let Some(label) = &flag.label {
        out.linked(label, link);
    }
    out.end_group();
}
