//! The SVG: what the layout has placed, in presentation attributes; a style sheet only makes it dark where a reader wants it so.

mod arrows;
mod canvas;
#[cfg(feature = "pdf")]
mod foot;
mod frame;
mod others;
mod paths;
mod row;
mod scene;
mod signs;
mod tooltip;

#[cfg(feature = "html")]
pub(super) use tooltip::apart;
pub(super) use tooltip::beside_health;

use std::fmt::Write;
use std::io;

#[cfg(feature = "pdf")]
pub(super) use foot::foot;
pub(super) use others::curve;
pub(super) use scene::scene;

use canvas::Canvas;
use frame::Said;
use row::Beside;

use super::ChartOptions;
use super::gantt::layout::{Layout, likely};
use super::gantt::rows::outcome;
use super::label::clean;
use super::look;
use super::scene::Link;
use super::words::links;
use crate::model::Extras;
use crate::plan::PlanView;
use crate::schedule::simulate::Simulation;

/// What is drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a, 'm> {
    pub(super) view: &'a PlanView<'a, 'm>,
    pub(super) layout: &'a Layout<'m>,
    pub(super) simulation: Option<&'a Simulation>,
    pub(super) options: ChartOptions,
}

/// Draws a layout, piece by piece.
pub(super) fn draw(drawing: Drawing<'_, '_>, to: &mut dyn io::Write) -> io::Result<Vec<Link>> {
    let Drawing { view, layout, simulation, options } = drawing;
    let plan = view.plan;
    let link = |extras| link(extras).filter(|_| !view.is_public());
    let said = said(drawing);
    let mut out = Canvas::new(options, to);
    let size = (layout.width, layout.height);
    frame::open(&mut out, size, &said, options.theme, &frame::slots(layout));
    frame::before_arrows(&mut out, layout, link(&plan.model.header.extras));
    row::bands(&mut out, layout, plan, simulation)?;
    arrows::arrows(&mut out, layout, plan)?;
    frame::flags(&mut out, layout, |flag| link(plan.model.item(flag.item?).extras()));
    let field = layout.field();
    let mut tooltip = String::new();
    let (mut hatches, mut further) = (layout.hatches.as_slice(), layout.links.as_slice());
    for (at, row) in layout.rows.iter().enumerate() {
        let count = hatches.iter().take_while(|hatch| hatch.row == at).count();
        let (own, rest) = hatches.split_at_checked(count).unwrap_or_default();
        hatches = rest;
        let item = row.item.map(|item| plan.model.item(item));
        tooltip.clear();
        if let Some(item) = item {
            tooltip::tooltip(&mut tooltip, view, item);
            let outcome = simulation.and_then(|simulation| outcome(plan, simulation, item.id));
            if let Some(outcome) = outcome {
                let _ = write!(tooltip, "\n{}", likely(outcome));
            }
        }
        let count = further.iter().take_while(|link| link.row == at).count();
        let (more, rest) = further.split_at_checked(count).unwrap_or_default();
        further = rest;
        let beside =
            Beside { tooltip: &tooltip, link: item.and_then(|item| link(item.extras())), more };
        row::row(&mut out, row, field, own, &beside);
        out.pass_on()?;
    }
    frame::beside(&mut out, layout);
    frame::legend(&mut out, layout);
    out.end()
}

/// The first link of something.
fn link(extras: &Extras) -> Option<&str> {
    links(extras).next()
}

fn said(drawing: Drawing<'_, '_>) -> Said {
    let Drawing { view, layout, simulation, options } = drawing;
    let plan = view.plan;
    let is_linked = link(&plan.model.header.extras).is_some()
        || plan.model.items().any(|item| link(item.extras()).is_some());
    let has_links = is_linked && !view.is_public();
    let title = clean(view.title()).into_owned();
    Said {
        prefix: prefix('m', &title, options),
        title,
        description: tooltip::description(view, layout, simulation),
        has_links,
    }
}

/// Slanting lines all over a rectangle, as path data.
pub(super) fn hatched(area: super::scene::Area) -> String {
    paths::Piece::text(&paths::Hatched(area))
}

/// What the ids of a chart begin with: its kind, a trace of its title, and which chart of the page it is.
fn prefix(kind: char, title: &str, options: ChartOptions) -> String {
    let trace = hash(title);
    match options.nth {
        0 => format!("{kind}{trace:08x}"),
        nth => format!("{kind}{trace:08x}-{nth}"),
    }
}

/// FNV-1a (Fowler, Noll, Vo), 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
