//! What is said beside a bar where there is room: when it ends, and what it is labelled with. It gives way to all else.

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};
use super::super::rows::{Mark, Row, Source, end_day, labels};
use super::Layout;
use crate::model::{Extras, Model};

/// In a chart of more rows there is no room that anybody would look for.
const MOST_ROWS: usize = 300;
/// What words keep off what stands before them; more where an arrow turns off there.
const GAP: Px = Px::whole(8);
const GAP_AT_ARROW: Px = Px::whole(14);
/// Left and right of the words in a chip.
pub const CHIP_PAD: Px = Px::whole(5);
/// A chip is no wider.
const WIDEST_CHIP: Px = Px::whole(110);
/// So many chips of one row.
const MOST_CHIPS: usize = 5;

/// Words beside a bar.
#[derive(Debug)]
pub struct Beside<'m> {
    /// The words.
    pub label: Label<'m>,
    /// Whether they are a label of the item's, with a line round it.
    pub is_chip: bool,
}

/// For each row what is in the way of words: from where to where.
struct InTheWay(Vec<Vec<(Px, Px)>>);

/// When bars end, and chips, wherever they meet nothing.
pub(super) fn beside<'m>(layout: &Layout<'m>, source: &Source<'_, 'm>) -> Vec<Beside<'m>> {
    if layout.rows.len() > MOST_ROWS {
        return Vec::new();
    }
    let taken = InTheWay::of(layout);
    let mut all = Vec::new();
    for (at, row) in layout.rows.iter().enumerate() {
        let item = source.plan.model.item(row.item);
        let mut x = row_end(row);
        let middle = row.y + layout.row_height.half();
        // Behind slack it would be taken for the slack's end.
        let tells_end = row.note.is_none()
            && row.tail.is_none()
            && matches!(row.mark, Mark::Bar { .. } | Mark::Rollup { .. });
        let day = tells_end.then(|| end_day(source, row.item)).flatten();
        let day = day.map(|day| (Label::new(day, Style::Small, Ink::Faint), false));
        let chips = chips(source.plan.model, item.extras()).map(|label| (label, true));
        let mut gap = if taken.begins_at(at, x) { GAP_AT_ARROW } else { GAP };
        for (label, is_chip) in day.into_iter().chain(chips) {
            let pad = if is_chip { CHIP_PAD } else { Px::ZERO };
            let (left, right) = (x + gap, x + gap + pad.times(2) + label.width);
            if right > layout.right || taken.meets(at, left, right) {
                break;
            }
            let drop = label.style.drop();
            let label = label.at(left + pad, Align::Start, middle + drop);
            all.push(Beside { label, is_chip });
            (x, gap) = (right, GAP);
        }
    }
    all
}

fn chips<'m>(model: &'m Model, extras: &Extras) -> impl Iterator<Item = Label<'m>> + use<'m> {
    let chip = |text| Label::new(text, Style::Small, Ink::Muted).within(WIDEST_CHIP);
    labels(model, extras).into_iter().take(MOST_CHIPS).map(chip)
}

/// How wide the chips of something are.
pub(in crate::emit::chart) fn chips_width(model: &Model, extras: &Extras) -> Px {
    chips(model, extras).map(|chip| GAP + CHIP_PAD.times(2) + chip.width).sum()
}

/// Where all ends that is drawn of a row.
fn row_end(row: &Row<'_>) -> Px {
    let due = row.due.iter().flat_map(|due| {
        let label = due.label.as_ref().map(Label::right);
        [Some(due.x + Px::whole(5)), label].into_iter().flatten()
    });
    let signs =
        [row.tail, row.risk.map(|x| x + Px::whole(12)), row.tick.map(|x| x + Px::whole(10))];
    let signs = signs.into_iter().flatten();
    let words = row.note.as_ref().map(Label::right);
    let band = row.band.as_deref().map(|(_, right)| *right);
    words.into_iter().chain(band).chain(due).chain(signs).fold(row.mark.right(), Px::max)
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
        Self(rows)
    }

    fn meets(&self, row: usize, left: Px, right: Px) -> bool {
        let clear = Px::whole(3);
        self.0.get(row).is_some_and(|taken| {
            taken.iter().any(|(from, to)| left - clear < *to && *from < right + clear)
        })
    }

    /// Whether an arrow leaves there.
    fn begins_at(&self, row: usize, x: Px) -> bool {
        self.meets(row, x, x + GAP)
    }
}
