//! The arrows: of a large plan their paths are long, so that they are written as text, piece by piece.

use std::io;

use super::super::Marks;
use super::super::gantt::arrows::{Arrow, Hint, Kind, Stop};
use super::super::gantt::layout::Layout;
use super::super::look::Weight;
use super::super::look::{self, Look};
use super::canvas::Canvas;
use super::paths::{bent, head};
use super::signs;
use super::tooltip;
use crate::model::ItemId;
use crate::plan::Plan;

/// What of an arrow a path draws.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Line,
    Head,
}

/// Dependencies of one ink are one path: lines, then heads. A hand-over has its own, for a pointer to rest on.
pub(super) fn arrows(out: &mut Canvas<'_>, layout: &Layout<'_>, plan: Plan<'_>) -> io::Result<()> {
    let are_found = out.marks == Marks::Items;
    for weight in [Weight::Usual, Weight::Critical] {
        for part in [Part::Line, Part::Head] {
            if are_found {
                each(out, layout, weight, part)?;
            }
            dependencies(out, layout, weight, part)?;
        }
    }
    for arrow in &layout.arrows.drawn {
        hand_over(out, layout, plan, arrow);
        out.pass_on()?;
    }
    Ok(())
}

const fn look(weight: Weight, part: Part) -> Look {
    match part {
        Part::Line => look::arrow(weight),
        Part::Head => look::arrow_head(weight),
    }
}

fn dependencies(
    out: &mut Canvas<'_>,
    layout: &Layout<'_>,
    weight: Weight,
    part: Part,
) -> io::Result<()> {
    // Those that can be found are drawn already, each by itself.
    let are_found = out.marks == Marks::Items;
    let is_meant = |arrow: &&Arrow| {
        !arrow.kind.is_hand_over()
            && arrow.weight == weight
            && !(are_found && items(layout, arrow).is_some())
    };
    let mut arrows = layout.arrows.drawn.iter().filter(is_meant).peekable();
    let hints = layout.arrows.hints.iter();
    let mut hints = hints.filter(|hint| hint.weight == weight).peekable();
    if arrows.peek().is_none() && hints.peek().is_none() {
        return Ok(());
    }
    out.open_path(look(weight, part));
    for arrow in arrows {
        drawn(&mut out.text, arrow, part);
        out.pass_on()?;
    }
    for hint in hints {
        hinted(&mut out.text, hint, part);
    }
    out.close_path();
    Ok(())
}

/// Dependencies between items that can be found, each by itself.
fn each(out: &mut Canvas<'_>, layout: &Layout<'_>, weight: Weight, part: Part) -> io::Result<()> {
    let is_meant = |arrow: &&Arrow| !arrow.kind.is_hand_over() && arrow.weight == weight;
    out.open_looking(look(weight, part));
    for arrow in layout.arrows.drawn.iter().filter(is_meant) {
        let Some((from, to)) = items(layout, arrow) else { continue };
        out.open_way(from, to);
        drawn(&mut out.text, arrow, part);
        out.close_path();
        out.pass_on()?;
    }
    out.end_group();
    Ok(())
}

/// From which item to which an arrow leads, if it has both ends at one.
fn items(layout: &Layout<'_>, arrow: &Arrow) -> Option<(ItemId, ItemId)> {
    let item = |stop: Stop| match stop {
        Stop::Row(row) => layout.rows.get(row)?.item,
        Stop::Flag(flag) => layout.flags.get(flag)?.item,
    };
    item(arrow.ends.0).zip(item(arrow.ends.1))
}

fn drawn(out: &mut String, arrow: &Arrow, part: Part) {
    match (part, arrow.parts.last().map(Vec::as_slice)) {
        (Part::Line, _) => arrow.parts.iter().for_each(|points| bent(out, points)),
        (Part::Head, Some([.., before, tip])) => head(out, *before, *tip),
        (Part::Head, _) => {}
    }
}

fn hinted(out: &mut String, hint: &Hint, part: Part) {
    match part {
        Part::Line => signs::hint_line(out, hint.tip),
        Part::Head => signs::hint_head(out, hint.tip),
    }
}

fn hand_over(out: &mut Canvas<'_>, layout: &Layout<'_>, plan: Plan<'_>, arrow: &Arrow) {
    let Kind::HandOver(resource) = arrow.kind else { return };
    let Some((from, to)) = items(layout, arrow) else { return };
    let (first, then) = (plan.model.item(from).title(), plan.model.item(to).title());
    let (mut line, mut tip) = (String::new(), String::new());
    drawn(&mut line, arrow, Part::Line);
    drawn(&mut tip, arrow, Part::Head);
    out.open_hand_over(
        (from, to),
        &tooltip::hand_over(plan.model.resource(resource).title(), first, then),
    );
    out.path(look::POINTED, &line);
    out.path(look::hand_over(arrow.weight), &line);
    out.path(look::arrow_head(arrow.weight), &tip);
    out.end_group();
}
