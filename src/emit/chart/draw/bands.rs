//! From when to when milestones come in most runs of a simulation. They lie below the arrows, whose heads stay seen.

use std::io;

use super::super::Px;
use super::super::layout::{Layout, likely};
use super::canvas::Canvas;
use super::look;
use super::paths::{Area, Part};
use super::tooltip::named;
use crate::plan::Plan;
use crate::schedule::simulate::Simulation;

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
        let Some(outcome) = simulation.and_then(|runs| runs.of_item(row.item)) else { continue };
        let name = named(plan.model.item(row.item).title());
        let (slot, middle) = (row.slot, field.middle(index));
        out.group(&format!("{name}\n{}", likely(outcome)));
        if let Some((near, far)) = leash(row.mark.left(), row.mark.right(), (from, to)) {
            out.path(look::thin(slot), format_args!("M{near} {middle}H{far}"));
        }
        out.path(look::bar(slot, false), band_shape(from, to, middle));
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

/// From where to where something comes to stand in most runs: a flat bar with round ends, six high.
pub(super) fn band_shape(from: Px, to: Px, middle: Px) -> String {
    let (top, foot) = (middle - Px::whole(3), middle + Px::whole(3));
    Part { area: Area { left: from, top, right: to, bottom: foot }, end: to }.to_string()
}
