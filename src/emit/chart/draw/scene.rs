//! Writes a scene: a picture whose layout has said everything already.

use std::io;

use super::super::ChartOptions;
use super::super::palette::Hue;
use super::super::scene::Link;
use super::super::scene::{Card, Mark, Scene};
use super::canvas::Canvas;
use super::frame::{self, Said};

/// Draws a scene; pictures of one kind begin their ids with this letter.
pub(in crate::emit::chart) fn scene(
    scene: &Scene<'_>,
    kind: char,
    options: ChartOptions,
    to: &mut dyn io::Write,
) -> io::Result<Vec<Link>> {
    let mut out = Canvas::new(options, to);
    let said = Said {
        prefix: super::prefix(kind, &scene.title, options),
        title: scene.title.clone(),
        description: scene.description.clone(),
        has_links: has_links(&scene.marks),
    };
    frame::open(&mut out, scene.size, &said, options.theme, &slots(&scene.marks));
    marks(&mut out, &scene.marks)?;
    out.end()
}

fn marks(out: &mut Canvas<'_>, marks: &[Mark<'_>]) -> io::Result<()> {
    for mark in marks {
        match mark {
            Mark::Rect { look, area, radius } => out.rect(*look, *area, *radius),
            Mark::Circle { look, centre, radius } => out.circle(*look, *centre, *radius),
            Mark::Path { look, data, .. } => out.path(*look, data.as_str()),
            Mark::Text(label) => out.label(label),
            Mark::Haloed(label, ground) => out.haloed(label, *ground),
            Mark::Card(of) => card(out, of)?,
        }
        out.pass_on()?;
    }
    Ok(())
}

/// What belongs together is a group, found by the item's name where that is asked for; where it leads somewhere all of it does.
fn card(out: &mut Canvas<'_>, card: &Card<'_>) -> io::Result<()> {
    out.open_card(card.item, &card.tooltip);
    out.open_link(card.link, card.area);
    marks(out, &card.marks)?;
    out.close_link(card.link);
    out.end_group();
    Ok(())
}

fn has_links(marks: &[Mark<'_>]) -> bool {
    marks.iter().any(|mark| match mark {
        Mark::Card(card) => card.link.is_some() || has_links(&card.marks),
        _ => false,
    })
}

/// The colours of streams that are used: the style sheet has them.
fn slots(marks: &[Mark<'_>]) -> Vec<u8> {
    let mut slots = Vec::new();
    gather(marks, &mut slots);
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn gather(marks: &[Mark<'_>], slots: &mut Vec<u8>) {
    for mark in marks {
        match mark {
            Mark::Rect { look, .. } | Mark::Circle { look, .. } | Mark::Path { look, .. } => {
                slots.extend([look.fill, look.stroke].into_iter().flatten().filter_map(Hue::slot));
            }
            Mark::Text(label) | Mark::Haloed(label, _) => slots.extend(label.ink.slot()),
            Mark::Card(card) => gather(&card.marks, slots),
        }
    }
}
