//! The register: each risk with its number, what it costs, what is done about it, by whom and by when.

use super::super::Px;
use super::super::label::{Align, Ink, Label};
use super::super::look;
use super::super::page::{Room, Type, disc_radius, joined, paragraph, rule, stacked};
use super::super::scene::{Area, Card, Mark};
use super::entry::{Entry, Stand};
use super::matrix::numbered;

/// From a disc to words, and from words to what stands at the right.
const GAP: Px = Px::whole(10);
/// Round the disc of what is overdue.
const RING: Px = Px::whole(2);
/// Above and below a row.
const PAD: Px = Px::whole(8);
/// The part of the width that exposures take at most, in hundredths.
const EXPOSURE_PART: i64 = 32;
/// A title, what it costs, and what is done take no more lines.
const LINES: usize = 3;

/// The register between two edges; and where it ends.
pub(super) fn register<'m>(
    entries: &[Entry<'m>],
    ((left, right), top): Room,
    set: Type,
) -> (Vec<Mark<'m>>, Px) {
    let radius = disc_radius(entries.len(), set);
    let words = left + (radius + RING).times(2) + GAP;
    let widest = Px((right - left).0 * EXPOSURE_PART / 100);
    let exposures = entries.iter().flat_map(|entry| exposure(entry, set));
    let heading = Label::new("Exposure", set.small_strong, Ink::Muted);
    let column = exposures.map(|label| label.width).fold(heading.width, Px::max).min(widest);
    let middle = top + set.leading.half() + set.small.drop();
    let mut marks = vec![
        Mark::Text(Label::new("Risk", set.small_strong, Ink::Muted).at(
            words,
            Align::Start,
            middle,
        )),
        Mark::Text(heading.at(right, Align::End, middle)),
    ];
    let mut y = top + set.leading + PAD.half();
    for entry in entries {
        marks.push(rule(left, right, y));
        let row = Row { left, words, right, column, radius, set };
        let card = row.card(entry, y);
        y = card.area.bottom;
        marks.push(Mark::Card(Box::new(card)));
    }
    (marks, y)
}

/// Exposure in time and in money, a line each; or why there is none.
fn exposure<'m>(entry: &Entry<'_>, set: Type) -> Vec<Label<'m>> {
    let label = |text: &str, style, ink| Label::new(text.to_owned(), style, ink);
    match entry.stand {
        Stand::Closed => vec![label("closed", set.small, Ink::Faint)],
        Stand::NotRated => vec![label("not rated", set.small, Ink::Muted)],
        Stand::Rated => {
            let all = entry.exposure.iter();
            all.map(|amount| label(amount, set.strong, Ink::Text)).collect()
        }
    }
}

/// Where the parts of a row stand.
struct Row {
    left: Px,
    words: Px,
    right: Px,
    column: Px,
    radius: Px,
    set: Type,
}

impl Row {
    fn card<'m>(&self, entry: &Entry<'m>, top: Px) -> Card<'m> {
        let set = self.set;
        let begin = top + PAD;
        let middle = begin + set.leading.half();
        let amounts = exposure(entry, set).into_iter().map(|label| label.within(self.column));
        let (mut marks, foot) =
            stacked(amounts.collect(), self.right, Align::End, begin, set.leading);
        let centre = (self.left + self.radius + RING, middle.max(top + self.radius + Px::whole(3)));
        if entry.stand == Stand::Closed {
            let (x, y) = (centre.0 - Px::whole(5), middle);
            let area = Area::new(x, y - Px::whole(6), Px::whole(12), Px::whole(12));
            let data = format!("M{x} {y}l3 3 6-6");
            marks.push(Mark::Path { look: look::TICK_BESIDE, data, area });
        } else {
            marks.push(numbered(entry, centre, self.radius, set));
        }
        let bottom = self.lines(&mut marks, entry, (begin, foot)).max(foot);
        let bottom = bottom.max(centre.1 + self.radius + Px::whole(3)) + PAD;
        let area = Area { left: self.left, top, right: self.right, bottom };
        Card { item: None, tooltip: entry.tooltip(), link: entry.link(), area, marks }
    }

    /// Its words, one below the other; and where they end.
    fn lines<'m>(&self, marks: &mut Vec<Mark<'m>>, entry: &Entry<'m>, (top, foot): (Px, Px)) -> Px {
        let set = self.set;
        // Below its exposure a row is as wide as the register.
        let room = |y: Px| {
            let taken = if y < foot { self.column + GAP } else { Px::ZERO };
            self.right - taken - self.words
        };
        let is_closed = entry.stand == Stand::Closed;
        let ink = if is_closed { Ink::Faint } else { Ink::Text };
        let style = if is_closed { set.plain } else { set.strong };
        let title = paragraph(&entry.title(), style, ink, room(top), LINES);
        let (titles, mut y) = stacked(title, self.words, Align::Start, top, set.leading);
        marks.extend(titles);
        if is_closed {
            return y;
        }
        let done = Some(&entry.mitigation).filter(|of| !of.is_empty());
        let done = done.map(|of| format!("→ {of}")).unwrap_or_default();
        let facts = joined(&entry.facts(), set.small, room(y)).into_iter();
        let facts = facts.flat_map(|line| paragraph(&line, set.small, Ink::Muted, room(y), 2));
        let (facts, below) = stacked(facts.collect(), self.words, Align::Start, y, set.leading);
        marks.extend(facts);
        y = below;
        let done = paragraph(&done, set.small, Ink::Text, room(y), LINES);
        let (done, y) = stacked(done, self.words, Align::Start, y, set.leading);
        marks.extend(done);
        self.who_and_when(marks, entry, y)
    }

    /// `Marta Nunes · due 31 Mar 2026`, and whether that has passed.
    fn who_and_when(&self, marks: &mut Vec<Mark<'_>>, entry: &Entry<'_>, top: Px) -> Px {
        let set = self.set;
        let overdue = entry.is_overdue.then(|| Label::new("overdue", set.small_strong, Ink::Late));
        let due =
            entry.due.map(|due| Label::new(format!("due {}", due.medium()), set.small, Ink::Muted));
        let owner = entry.owner.clone().map(|owner| Label::new(owner, set.small, Ink::Muted));
        let last: Px = [&due, &overdue].into_iter().flatten().map(|label| label.width + GAP).sum();
        let room = self.right - self.words - last;
        let owner = owner.map(|owner| owner.within(room));
        let middle = top + set.leading.half() + set.small.drop();
        let mut x = self.words;
        for label in [owner, due, overdue].into_iter().flatten() {
            let label = label.at(x, Align::Start, middle);
            x = label.right() + GAP;
            marks.push(Mark::Text(label));
        }
        if x > self.words { top + set.leading } else { top }
    }
}
