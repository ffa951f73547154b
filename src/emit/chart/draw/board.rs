//! Draws the picture of a roadmap without dates.

use std::io;

use super::super::Px;
use super::super::Theme;
use super::super::board::{Board, Line};
use super::super::layout::{CHIP_PAD, MARGIN};
use super::canvas::Canvas;
use super::frame::{self, Said};
use super::paths::Area;
use super::signs::SLOT;
use super::{link, look, style};
use crate::plan::Plan;

/// Half the height of the bar of a score.
const HALF_BAR: Px = Px::whole(6);

/// So many are named in its description.
const NAMED: usize = 12;

/// Draws a board.
pub(in crate::emit::chart) fn board(
    board: &Board<'_>,
    plan: Plan<'_>,
    theme: Theme,
    to: &mut dyn io::Write,
) -> io::Result<()> {
    let said = said(board, plan);
    let mut out = Canvas::new(style::palette(theme), to);
    frame::open(&mut out, board.size, &said, theme, &[SLOT]);
    frame::header(&mut out, &board.header, link(&plan.model.header.extras));
    for line in &board.lines {
        draw(&mut out, line, board.size.0 - MARGIN);
        out.pass_on()?;
    }
    out.end()
}

fn draw(out: &mut Canvas<'_>, line: &Line<'_>, right: Px) {
    let middle = line.y + Px::whole(13);
    if line.is_heading {
        let foot = line.y + Px::whole(24);
        out.path(look::COARSE_LINE, format_args!("M{MARGIN} {foot}H{right}"));
    }
    if let Some((left, end)) = line.bar {
        let area = Area { left, right: end, top: middle - HALF_BAR, bottom: middle + HALF_BAR };
        let edge = area.inset(Px(5));
        out.rect(look::bar(SLOT, false), edge, edge.radius());
    }
    out.labels(&line.words);
    for label in &line.chips {
        frame::chip(out, label, CHIP_PAD);
    }
}

/// Title and what it shows.
fn said(board: &Board<'_>, plan: Plan<'_>) -> Said {
    let title = board.header.title.text.to_string();
    let pill = board.header.pill.labels.iter().map(|label| label.text.as_ref());
    let listed = board.lines.iter().filter(|line| !line.is_heading);
    let first = listed.clone().take(NAMED).filter_map(|line| line.words.first());
    let names: Vec<_> = first.map(|label| label.text.as_ref()).collect();
    let description = format!(
        "Nothing has a date yet. {}. {} listed: {}.",
        pill.collect::<Vec<_>>().join(" "),
        listed.count(),
        names.join(", ")
    );
    let prefix = format!("b{:08x}", super::hash(&title));
    let has_links = link(&plan.model.header.extras).is_some();
    Said { title, description, prefix, has_links }
}
