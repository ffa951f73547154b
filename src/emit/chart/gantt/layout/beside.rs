//! What is said beside a bar where there is room: when it ends, and what it is labelled with. It gives way to all else.

use super::super::rows::{Mark, Row, Source, end_day};
use super::Layout;
use crate::emit::chart::Px;
use crate::emit::chart::label::{Align, Ink, Label, Style};
use crate::emit::chart::words::{in_short, labels};
use crate::model::{Extras, ItemId, Model};

/// In a chart of more rows there is no room that anybody would look for.
const MOST_ROWS: usize = 300;
/// What words keep off what stands before them; more where an arrow turns off there.
const GAP: Px = Px::whole(8);
const GAP_AT_ARROW: Px = Px::whole(14);
/// What they keep off what runs through the row.
const CLEAR: Px = Px::whole(3);
/// Left and right of the words in a chip.
pub const CHIP_PAD: Px = Px::whole(5);
/// A chip is no wider.
const WIDEST_CHIP: Px = Px::whole(110);
/// But for one that may be said in short where it has no room.
const WIDEST_REASON: Px = Px::whole(260);
/// So many chips of one row.
const MOST_CHIPS: usize = 5;

/// Words beside a bar.
#[derive(Debug)]
pub struct Beside<'m> {
    /// Of which item.
    pub item: ItemId,
    /// The words.
    pub label: Label<'m>,
    /// Whether they are a label of the item's, with a line round it.
    pub is_chip: bool,
}

/// For each row what is in the way of words: from where to where.
struct InTheWay(Vec<Vec<(Px, Px)>>);

/// How far a day moves aside for what is in its way, and how far a chip.
const ASIDE: (Px, Px) = (Px::whole(16), Px::whole(40));

/// When bars end, and chips, wherever they meet nothing; chips that have no room are counted.
pub(super) fn beside<'m>(layout: &Layout<'m>, source: &Source<'_, 'm>) -> Vec<Beside<'m>> {
    if layout.rows.len() > MOST_ROWS || source.view.is_public() {
        return Vec::new();
    }
    let taken = &InTheWay::of(layout);
    let mut all = Vec::new();
    for (at, row) in layout.rows.iter().enumerate() {
        let Some(item) = row.item.map(|item| source.plan.model.item(item)) else { continue };
        let end = row_end(row);
        let middle = row.y + layout.row_height.half();
        // Behind slack it would be taken for the slack's end.
        let tells_end = row.note.is_none()
            && row.tail.is_none()
            && matches!(row.mark, Mark::Bar { .. } | Mark::Rollup { .. });
        let day = tells_end.then(|| end_day(source, item.id)).flatten();
        let gap = |end: Px| end + if taken.begins_at(at, end) { GAP_AT_ARROW } else { GAP };
        let put = |label: Label<'m>, left: Px| {
            let drop = label.style.drop();
            label.at(left, Align::Start, middle + drop)
        };
        let x = gap(end);
        // Behind the sign of another date it would be taken for that.
        let (bar_end, right) = (shape_end(row), due_begin(row).unwrap_or(layout.right));
        let day = day.and_then(|day| {
            let label = Label::new(day, Style::Small, Ink::Faint);
            let left = taken.free(at, gap(bar_end), label.width, ASIDE.0)?;
            (left + label.width <= right).then(|| put(label, left))
        });
        let row_begin = row_begin(row) - GAP;
        let from = |left: Px| move |widths: &[Px]| taken.in_a_row(at, left, layout.right, widths);
        let before = |widths: &[Px]| {
            let all: Px = widths.iter().map(|width| *width + GAP).sum();
            let left = (row_begin - all + GAP).max(layout.left + GAP);
            taken.in_a_row(at, left, row_begin, widths)
        };
        let chips = chips(source.plan.model, item.extras());
        let behind_day = day.as_ref().map_or(x, |day| x.max(day.right() + GAP));
        let (with_day, alone) = (fitted(&chips, from(behind_day)), fitted(&chips, from(x)));
        // The axis tells days too: rather than that nothing but a number is left of the chips, its day gives way.
        let is_number = |chips: &Option<Vec<_>>| chips.as_ref().is_none_or(|chips| chips.len() < 2);
        let gives_way = is_number(&with_day) && !is_number(&alone);
        let placed = if gives_way { alone } else { with_day };
        let day = day.filter(|_| !gives_way);
        all.extend(day.map(|label| Beside { item: item.id, label, is_chip: false }));
        let in_bar = |widths: &[Px]| {
            let (left, right) = bar_room(row)?;
            // A bar that is hidden says nothing.
            (widths.len() == 1).then(|| taken.in_a_row(at, left, right, widths)).flatten()
        };
        let placed = placed.or_else(|| fitted(&chips, before)).or_else(|| fitted(&chips, in_bar));
        let placed = placed.unwrap_or_default();
        let chip = |(label, left)| Beside {
            item: item.id,
            label: put(label, left + CHIP_PAD),
            is_chip: true,
        };
        all.extend(placed.into_iter().map(chip));
    }
    all
}

/// As many chips as have room, each with its left edge, and how many more there are; `None` if not even their number has room.
pub(in crate::emit::chart) fn fitted<'m>(
    chips: &[Label<'m>],
    place: impl Fn(&[Px]) -> Option<Vec<Px>>,
) -> Option<Vec<(Label<'m>, Px)>> {
    let most = chips.len().min(MOST_CHIPS);
    let short =
        chips.first().and_then(|first| in_short(&first.text)).map(|short| chip(short.into()));
    let wordings = (0..=most).rev().flat_map(|shown| [(shown, false), (shown, true)]);
    wordings.filter(|(shown, is_short)| !is_short || *shown > 0 && short.is_some()).find_map(
        |(shown, is_short)| {
            let mut row = chips.get(..shown)?.to_vec();
            if let (true, Some(first), Some(short)) = (is_short, row.first_mut(), &short) {
                *first = short.clone();
            }
            if shown < chips.len() {
                row.push(chip(format!("+{}", chips.len() - shown)));
            }
            let widths: Vec<_> = row.iter().map(|chip| CHIP_PAD.times(2) + chip.width).collect();
            Some(row.into_iter().zip(place(&widths)?).collect())
        },
    )
}

fn chip<'m>(text: String) -> Label<'m> {
    let widest = if in_short(&text).is_some() { WIDEST_REASON } else { WIDEST_CHIP };
    Label::new(text, Style::Small, Ink::Muted).within(widest)
}

/// The chips of something, all of them.
pub(in crate::emit::chart) fn chips<'m>(model: &Model, extras: &Extras) -> Vec<Label<'m>> {
    labels(model, extras).into_iter().map(chip).collect()
}

/// How wide the chips of something are.
pub(in crate::emit::chart) fn chips_width(model: &Model, extras: &Extras) -> Px {
    let chips = chips(model, extras).into_iter().take(MOST_CHIPS + 1);
    chips.map(|chip| GAP + CHIP_PAD.times(2) + chip.width).sum()
}

/// What is free in a bar, behind its own number and before its own signs.
fn bar_room(row: &Row<'_>) -> Option<(Px, Px)> {
    let Mark::Bar { start, end, .. } = row.mark else { return None };
    let tick = row.tick.map(|x| x + Px::whole(10));
    let left = row.inner.as_deref().map(Label::right).into_iter().chain(tick).fold(start, Px::max);
    let right = row.risk.map_or(end, |risk| risk.min(end));
    Some((left + GAP, right - GAP))
}

/// Where all begins that is drawn of a row.
fn row_begin(row: &Row<'_>) -> Px {
    let due = row.due.iter().flat_map(|due| {
        let label = due.label.as_ref().map(Label::left);
        [Some(due.planned_start.min(due.x) - Px::whole(5)), label].into_iter().flatten()
    });
    let words = row.note.as_ref().map(Label::left);
    let band = row.band.as_deref().map(|(left, _)| *left);
    words.into_iter().chain(band).chain(due).fold(row.mark.left(), Px::min)
}

/// Where all ends that is drawn of a row.
fn row_end(row: &Row<'_>) -> Px {
    let due = row.due.iter().flat_map(|due| {
        let label = due.label.as_ref().map(Label::right);
        [Some(due.x + Px::whole(5)), label].into_iter().flatten()
    });
    let words = row.note.as_ref().map(Label::right);
    words.into_iter().chain(row.tail).chain(due).fold(shape_end(row), Px::max)
}

/// Where its shape ends with the signs that belong to it.
fn shape_end(row: &Row<'_>) -> Px {
    let signs = [row.risk.map(|x| x + Px::whole(12)), row.tick.map(|x| x + Px::whole(10))];
    let band = row.band.as_deref().map(|(_, right)| *right);
    signs.into_iter().flatten().chain(band).fold(row.mark.right(), Px::max)
}

/// Where the sign of a date that lies behind its end begins, or the date.
fn due_begin(row: &Row<'_>) -> Option<Px> {
    let due = row.due.as_ref().filter(|due| due.x > row.mark.right())?;
    let label = due.label.as_ref().map(Label::left);
    Some(label.into_iter().fold(due.x - Px::whole(5), Px::min) - GAP)
}

impl InTheWay {
    fn of(layout: &Layout<'_>) -> Self {
        let mut rows = vec![Vec::new(); layout.rows.len()];
        let half = layout.bar_height.half();
        for arrow in &layout.arrows.drawn {
            for (from, to) in
                arrow.parts.iter().flat_map(|part| part.iter().zip(part.iter().skip(1)))
            {
                let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
                let first = layout.rows.partition_point(|row| row.y + layout.row_height < top);
                let passed = layout.rows.iter().zip(rows.iter_mut()).skip(first);
                for (row, taken) in passed.take_while(|(row, _)| row.y <= bottom) {
                    let middle = row.y + layout.row_height.half();
                    if top <= middle + half && middle - half <= bottom {
                        taken.push((from.x.min(to.x), from.x.max(to.x)));
                    }
                }
            }
        }
        let poles = layout.flags.iter().filter(|flag| flag.label.is_some()).map(|flag| flag.x);
        for x in poles.chain(layout.today.iter().map(|today| today.x)) {
            for taken in &mut rows {
                taken.push((x, x));
            }
        }
        for taken in &mut rows {
            taken.sort_unstable();
        }
        Self(rows)
    }

    /// The first place from here on where something so wide meets nothing, not farther away than that.
    fn free(&self, row: usize, from: Px, width: Px, farthest: Px) -> Option<Px> {
        let mut left = from;
        for (begin, end) in self.0.get(row)? {
            if left - CLEAR < *end && *begin < left + width + CLEAR {
                left = *end + CLEAR;
            }
        }
        (left - from <= farthest).then_some(left)
    }

    /// The left edges of things so wide, one behind the other between two edges; `None` where not all have room.
    fn in_a_row(&self, row: usize, from: Px, right: Px, widths: &[Px]) -> Option<Vec<Px>> {
        let mut x = from;
        let place = |width: &Px| {
            let left = self.free(row, x, *width, ASIDE.1).filter(|left| *left + *width <= right)?;
            x = left + *width + GAP;
            Some(left)
        };
        widths.iter().map(place).collect()
    }

    fn meets(&self, row: usize, left: Px, right: Px) -> bool {
        self.0.get(row).is_some_and(|taken| {
            taken.iter().any(|(from, to)| left - CLEAR < *to && *from < right + CLEAR)
        })
    }

    /// Whether an arrow leaves there.
    fn begins_at(&self, row: usize, x: Px) -> bool {
        self.meets(row, x, x + GAP)
    }
}
