//! The SVG: the frame through the `svg` crate, arrows and rows as text.
//!
//! The crate spends some 7 µs on a row's elements (measured: a hash map an element, two texts an attribute), which is most of
//! a chart of ten thousand rows; and it holds the whole tree. So a row's group is written as it is, behind the frame.

mod arrows;
mod bands;
mod curve;
mod frame;
mod paths;
mod pieces;
mod row;
mod signs;
mod style;
mod tooltip;
mod xml;

use std::fmt::Write;
use std::io;

pub(super) use curve::curve;

use frame::Said;
use pieces::Pieces;

use super::Theme;
use super::header;
use super::label::{clean, shortened};
use super::layout::{Layout, likely};
use super::rows::BAND;
use crate::model::{ItemKind, ItemWalker};
use crate::plan::{Outlook, Plan};
use crate::schedule::simulate::Simulation;

/// What is drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a, 'm> {
    pub(super) plan: Plan<'m>,
    pub(super) outlook: &'a Outlook<'m>,
    pub(super) layout: &'a Layout<'m>,
    pub(super) simulation: Option<&'a Simulation>,
    pub(super) theme: Theme,
}

/// Draws a layout, piece by piece.
pub(super) fn draw(drawing: Drawing<'_, '_>, to: &mut dyn io::Write) -> io::Result<()> {
    let Drawing { plan, outlook, layout, simulation, theme } = drawing;
    let said = said(plan, layout, simulation);
    let frame = frame::before_arrows(layout, &said, theme).to_string();
    let mut out = Pieces::new(to);
    out.text.push_str(frame.strip_suffix("</svg>").unwrap_or(&frame));
    bands::bands(&mut out, layout, plan, simulation)?;
    arrows::arrows(&mut out, layout, plan)?;
    let _ = writeln!(out.text, "{}", frame::flags(layout));
    let field = layout.field();
    let mut tooltip = String::new();
    for row in &layout.rows {
        let item = plan.model.item(row.item);
        tooltip.clear();
        tooltip::tooltip(&mut tooltip, plan, outlook, item);
        let outcome = simulation.and_then(|simulation| simulation.of_item(row.item));
        if let Some(outcome) = outcome.filter(|outcome| !outcome.is_certain()) {
            let _ = write!(tooltip, "\n{}", likely(outcome));
        }
        row::row(&mut out.text, row, field, &tooltip, link(item));
        out.pass_on()?;
    }
    let _ = write!(out.text, "{}\n</svg>\n", frame::legend(layout));
    out.finish()
}

/// The first link of an item. Only addresses that open a page or a letter become links.
fn link(item: ItemWalker<'_>) -> Option<&str> {
    let is_safe = |address: &str| {
        let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
        ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
    };
    item.extras().links.iter().map(|link| &*link.address).find(|address| is_safe(address))
}

fn said(plan: Plan<'_>, layout: &Layout<'_>, simulation: Option<&Simulation>) -> Said {
    let title = clean(&plan.model.header.title).into_owned();
    let mut description = description(plan, layout);
    if let Some(simulation) = simulation.filter(|simulation| !simulation.is_certain()) {
        let safe = simulation.end.percentile(BAND.1).last_day().long();
        let _ = write!(
            description,
            " In {} % of {} runs the work ends by {safe}.",
            BAND.1, simulation.runs
        );
    }
    Said { prefix: format!("m{:08x}", hash(&title)), title, description }
}

/// How many releases a description names.
const NAMED: usize = 12;

/// A few sentences: what it is, its size, how it stands, its releases, what is left out.
fn description(plan: Plan<'_>, layout: &Layout<'_>) -> String {
    let words: Vec<_> = layout.header.pill.labels.iter().map(|label| label.text.as_ref()).collect();
    let health = match words.split_first() {
        Some((health, reason)) if !reason.is_empty() => format!("{health}: {}", reason.join(" ")),
        _ => words.concat(),
    };
    let (span, size) = (header::span(plan), header::size(plan));
    let mut said = format!("Gantt chart, {span}: {size}. {health}.");
    let releases = plan.model.items().filter(|item| {
        item.kind() == ItemKind::Release && plan.schedule.timing(item.id).is_scheduled
    });
    for release in releases.take(NAMED) {
        let day = plan.schedule.timing(release.id).end.last_day().long();
        let _ = write!(said, " Release {} on {day}.", shortened(release.title(), 80));
    }
    if layout.arrows.far > 0 {
        let _ = write!(said, " {} arrows that span many rows are not drawn.", layout.arrows.far);
    }
    said
}

/// FNV-1a (Fowler, Noll, Vo), 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
