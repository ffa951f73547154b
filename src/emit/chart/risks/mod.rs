//! The picture of risks: probability × impact, and the register beside it; below it where there is no room.
//!
//! What may still come true and is rated stands in the matrix by its number; what is not rated is in the register alone, and what
//! is closed comes last there.

mod entry;
mod matrix;
mod register;

pub use entry::{Entry, Stand};
pub use matrix::{Bands, Severity};

use super::label::clean;
use super::page::{self, Room, Type};
use super::scene::{Mark, Scene};
use super::{ChartOptions, Px, look};
use crate::plan::PlanView;
use crate::text::words::counted;

/// The part of the width that the matrix takes beside the register, in hundredths.
const MATRIX_PART: i64 = 44;
/// How many are named for who can't see the picture.
const NAMED: usize = 12;

/// The picture, in numbers.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let entries = entry::entries(view);
    let said = (summary(&entries), description(&entries));
    let nothing =
        if view.is_public() { "Risks are not public." } else { "No risk is written down." };
    let nothing = entries.is_empty().then_some(nothing);
    page::scene(view, options, said, nothing, |marks, room, set| {
        (body(marks, view, &entries, room, set), signs(&entries))
    })
}

/// The matrix, if any risk is rated, and the register.
fn body<'m>(
    marks: &mut Vec<Mark<'m>>,
    view: &PlanView<'_, 'm>,
    entries: &[Entry<'m>],
    room: Room,
    set: Type,
) -> Px {
    let list = |room| register::register(entries, room, set);
    if !entries.iter().any(|entry| entry.stand == Stand::Rated) {
        let (register, bottom) = list(room);
        marks.extend(register);
        return bottom;
    }
    let header = &view.plan.model.header;
    let bands = Bands::of(entries, header.day);
    let currency = clean(&header.currency);
    let ((left, _), top) = room;
    let figure = |marks: &mut Vec<_>, width| {
        let (matrix, foot) = matrix::matrix(entries, &bands, (left, width, top), (set, &currency));
        marks.extend(matrix);
        foot
    };
    page::beside(marks, room, MATRIX_PART, figure, list)
}

/// `Risks: 4 open, 1 overdue, 2 not rated, 1 closed`
fn summary(entries: &[Entry<'_>]) -> String {
    let count = |is: &dyn Fn(&&Entry<'_>) -> bool| entries.iter().filter(is).count();
    let parts = [
        (count(&|of| of.stand != Stand::Closed), "open"),
        (count(&|of| of.is_overdue), "overdue"),
        (count(&|of| of.stand == Stand::NotRated), "not rated"),
        (count(&|of| of.stand == Stand::Closed), "closed"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() { "Risks".to_owned() } else { format!("Risks: {}", parts.join(", ")) }
}

/// The grounds, if there is a matrix, and the signs that are used.
fn signs<'m>(entries: &[Entry<'m>]) -> Vec<page::Entry<'m>> {
    let mut signs = Vec::new();
    if entries.iter().any(|entry| entry.stand == Stand::Rated) {
        let swatch = |of: Severity| page::Entry::swatch(look::area(of.hue()), of.word());
        signs.extend(Severity::ALL.map(swatch));
    }
    if entries.iter().any(|entry| entry.is_overdue) {
        let radius = Px::whole(6);
        signs.push(page::Entry::new(radius.times(2) + Px::whole(4), "overdue", move |x, y| {
            let centre = (x + radius + Px::whole(2), y);
            vec![
                Mark::Circle { look: look::DISC, centre, radius },
                Mark::Circle { look: look::DISC_RING, centre, radius: radius + Px::whole(2) },
            ]
        }));
    }
    if entries.iter().any(|entry| entry.stand == Stand::Rated) {
        signs.push(page::Entry::words("exposure: probability × likely impact"));
    }
    let is_mitigated = |of: &Entry<'_>| of.stand != Stand::Closed && !of.mitigation.is_empty();
    if entries.iter().any(is_mitigated) {
        signs.push(page::Entry::words("→ what is done about it"));
    }
    signs
}

/// A few sentences.
fn description(entries: &[Entry<'_>]) -> String {
    let open: Vec<_> = entries.iter().filter(|entry| entry.stand != Stand::Closed).collect();
    if entries.is_empty() {
        return "Risks: none are shown.".to_owned();
    }
    let named = open.iter().take(NAMED).map(|entry| {
        let exposure = entry.exposure.join(" and ");
        match entry.stand {
            Stand::Rated => format!("{}. {}, exposure {exposure}", entry.number, entry.title()),
            _ => format!("{}. {}, not rated", entry.number, entry.title()),
        }
    });
    let named: Vec<_> = named.collect();
    let more = open.len().saturating_sub(NAMED);
    let more =
        if more > 0 { format!("; and {} more", counted(more, "risk")) } else { String::new() };
    format!("{}. The most exposed first: {}{more}.", summary(entries), named.join("; "))
}
