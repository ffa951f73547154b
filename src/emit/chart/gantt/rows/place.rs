//! Where everything of a row stands.

use super::words::{self, Room};
use super::{Certainty, Due, DueMark, Facts, Mark, Row, Shape};
use crate::emit::chart::Px;
use crate::emit::chart::label::{Align, Ink, Label, Style};
use crate::emit::chart::scale::{Drawn, Scale};
use crate::emit::chart::words::{fitted, percent};
use crate::model::{CommitmentKind, Share};

/// Half a milestone's diamond.
const DIAMOND: Px = Px::whole(7);
/// The least from a milestone to the outline of where it was planned.
const GHOST: Px = Px::whole(10);
/// A bar narrower than this could not be seen.
const NARROWEST: Px = Px::whole(3);
/// What is left free between a bar and what follows the same evening.
const SEAM: Px = Px::whole(1);
/// The stub of work that nobody estimated.
const STUB: Px = Px::whole(24);
/// So much of the title of a stream is left beside its dates; else they make room for it.
const READABLE: Px = Px::whole(96);
/// From what ends a row to the words behind it; more where an arrow turns off there.
const NOTE_GAP: Px = Px::whole(8);
const NOTE_GAP_AT_ARROW: Px = Px::whole(14);
/// A warning sign with its gap.
const SIGN: Px = Px::whole(16);
/// The room round a text in a bar.
const INSIDE: Px = Px::whole(6);
/// The room of a tick.
const TICK: Px = Px::whole(9);
/// From a column of the table to the next.
const COLUMN_GAP: Px = Px::whole(14);
/// A level of the table.
const INDENT: Px = Px::whole(14);
/// The most of a row that people may take.
const WIDEST_ASIDE: Px = Px::whole(150);
/// The least of a row that people may be cut to.
const NARROWEST_ASIDE: Px = Px::whole(80);
/// The part of the table that they take at most, in hundredths.
const ASIDE_PART: i64 = 40;
/// What joins the words of a deadline to others.
const DUE_WORDS: Px = Px::whole(16);
/// A tail shorter than this says nothing.
const SHORTEST_TAIL: Px = Px::whole(4);

/// Where rows stand.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// From time to pixels.
    pub scale: Scale,
    /// The left edge of names that are not indented.
    pub table_left: Px,
    /// The right edge of the table.
    pub table_right: Px,
    /// The right edge of the picture of time.
    pub right: Px,
    /// The height of a row.
    pub row_height: Px,
}

impl Facts<'_> {
    /// How wide the table has to be for its name and the people beside it.
    pub fn table_width(&self) -> Px {
        let aside =
            self.aside.as_ref().map_or(Px::ZERO, |aside| self.aside_room(aside) + COLUMN_GAP);
        self.indent() + self.title.width + self.links + aside
    }

    /// The moments that are drawn of it, each with the room that it needs at its right: the words for its end, little for a
    /// deadline. `left` is what is free at its left: words may stand there.
    pub fn rooms(&self, left: Px) -> impl Iterator<Item = (Drawn, Px)> {
        let band_end = self.band.map_or(self.end, |(_, end)| end);
        let end = self.end.max(self.slack_end.unwrap_or(self.end)).max(band_end);
        let due = self.due.as_ref().filter(|due| due.is_seen);
        let (shape, behind) = (self.shape_room(), self.room_behind());
        // The sign of a missed date may part what is free there.
        let is_parted = self.due.as_ref().is_some_and(|due| due.is_missed);
        let turns = (behind + DIAMOND.times(2)).times(if is_parted { 2 } else { 1 }) <= left;
        let behind = if turns { shape + NOTE_GAP } else { behind };
        std::iter::once((end, behind)).chain(due.map(|due| (due.at, NOTE_GAP)))
    }

    /// How much room it needs right of its end.
    fn room_behind(&self) -> Px {
        let sign = if self.has_risk { SIGN } else { Px::ZERO };
        let due = self.due.as_ref();
        let due = due.map_or(Px::ZERO, |due| Style::SmallStrong.width(&due.words) + DUE_WORDS);
        let note = self.note.as_ref();
        let note = note.map_or(Px::ZERO, |note| self.note_gap() + note.width) + due;
        self.shape_room() + sign + note + self.chips + NOTE_GAP
    }

    /// How far its shape may reach behind its end.
    fn shape_room(&self) -> Px {
        match self.shape {
            Shape::Milestone => DIAMOND,
            Shape::Bar if self.certainty == Certainty::Unestimated => STUB,
            Shape::Bar => NARROWEST + TICK,
            Shape::Stream | Shape::Rollup => Px::ZERO,
        }
    }

    fn indent(&self) -> Px {
        INDENT.times_count(self.depth)
    }

    fn aside_room(&self, aside: &Label<'_>) -> Px {
        if self.shape == Shape::Stream { aside.width } else { aside.width.min(WIDEST_ASIDE) }
    }

    const fn note_gap(&self) -> Px {
        if self.has_arrow { NOTE_GAP_AT_ARROW } else { NOTE_GAP }
    }
}

impl Place {
    /// Puts what a row says into its place.
    pub fn row<'m>(&self, facts: Facts<'m>, y: Px) -> Row<'m> {
        let middle = y + self.row_height.half();
        let mark = self.mark(&facts);
        let pauses = facts.pauses.iter().map(|(from, to)| (self.scale.x(*from), self.scale.x(*to)));
        let pauses = pauses.filter(|(from, to)| *to - *from >= NARROWEST).collect();
        let tail = self.tail(&facts, mark);
        let inner = inner(&facts, mark, middle);
        let tick = tick(&facts, mark);
        let taken = taken(mark, inner.as_ref(), tick);
        let risk = facts.has_risk.then(|| risk(mark, taken, tail));
        let band = facts.band.map(|(from, to)| self.scale.band(from, to, self.right));
        let band_end = band.map(|(_, right)| right);
        let band_left = band.map_or(mark.left(), |(left, _)| left);
        let behind =
            [tail, tick.map(|x| x + TICK), risk.map(|x| x + SIGN - Px::whole(5)), band_end];
        let edge = behind.into_iter().flatten().fold(mark.right(), Px::max);
        let due = facts.due.as_ref().map(|due| self.due(due, mark, &facts));
        let room = Room {
            begin: mark.left().min(band_left),
            end: edge,
            gap: facts.note_gap(),
            left: self.scale.left,
            right: self.right,
        };
        let (note, due) = words::words(&room, facts.note, facts.due.as_ref().zip(due));
        let put = |label: Label<'m>| {
            let (x, align, drop) = (label.x, label.align, label.style.drop());
            label.at(x, align, middle + drop)
        };
        let note = note.map(put);
        let due = due.map(|due| DueMark { label: due.label.map(put), ..due });
        let (title, aside) = (facts.title, facts.aside);
        let indent = INDENT.times_count(facts.depth);
        let title_end = self.table_left + indent + title.width + facts.links;
        let has_room = |aside: &Label<'_>| {
            let room = self.table_right - self.table_left - indent - aside.width - COLUMN_GAP;
            facts.shape != Shape::Stream || room >= (title.width + facts.links).min(READABLE)
        };
        let aside = aside.filter(has_room);
        let aside = aside.map(|aside| self.aside(aside, facts.shape, (title_end, middle)));
        Row {
            item: facts.item,
            y,
            slot: facts.slot,
            paint: facts.paint,
            depth: facts.depth,
            is_critical: facts.is_critical,
            title: self.title(title, (indent, facts.links), aside.as_ref(), middle),
            aside,
            mark,
            pauses,
            tail,
            due: due.map(Box::new),
            inner: inner.map(Box::new),
            tick,
            risk,
            note,
            band: band.map(Box::new),
            health: facts.health,
            baseline: facts.baseline.and_then(|of| self.baseline(of, mark)).map(Box::new),
        }
    }

    fn mark(&self, facts: &Facts<'_>) -> Mark {
        let (start, end) = (self.scale.x(facts.start), self.scale.x(facts.end));
        // What goes on beyond the picture is cut off at its edge.
        let cut = |x: Px| x.clamp(self.scale.left, self.right);
        let done =
            |end: Px| cut(Px(start.0 + (end - start).0 * facts.complete.0.clamp(0, 1000) / 1000));
        match facts.shape {
            Shape::Stream => Mark::Stream { start: cut(start), done: done(end), end: cut(end) },
            Shape::Rollup => Mark::Rollup { start: cut(start), done: done(end), end: cut(end) },
            Shape::Milestone => {
                Mark::Diamond { centre: end, is_done: facts.complete >= Share::ONE }
            }
            Shape::Bar => {
                let is_stub = facts.certainty == Certainty::Unestimated;
                let width = if is_stub { STUB } else { NARROWEST };
                let end = (end - SEAM).max(start + width);
                let (from, to) = (cut(start), cut(end));
                Mark::Bar { start: from, done: done(end), end: to, certainty: facts.certainty }
            }
        }
    }

    /// Where a bar stood earlier; a point is as wide as its diamond. What lies beyond the picture is not seen.
    fn baseline(&self, (start, end): (Drawn, Drawn), mark: Mark) -> Option<(Px, Px)> {
        let (start, end) = (self.scale.x(start), self.scale.x(end));
        let (left, right) = match mark {
            Mark::Diamond { .. } => (end - DIAMOND, end + DIAMOND),
            _ => (start, end.max(start + NARROWEST)),
        };
        let (left, right) = (left.max(self.scale.left), right.min(self.right));
        (right - left >= NARROWEST).then_some((left, right))
    }

    fn tail(&self, facts: &Facts<'_>, mark: Mark) -> Option<Px> {
        let end = self.scale.x(facts.slack_end?).min(self.right);
        (end - mark.right() >= SHORTEST_TAIL).then_some(end)
    }

    fn due<'m>(&self, due: &Due, mark: Mark, facts: &Facts<'m>) -> DueMark<'m> {
        let end =
            if facts.shape == Shape::Milestone { self.scale.x(facts.end) } else { mark.right() };
        let until = due.is_missed.then_some(end);
        let exact = self.scale.x(due.at);
        // Nearer to where it will be nobody could tell the two apart.
        let is_ghost = due.kind == CommitmentKind::Date && due.is_missed;
        let seen = if is_ghost && facts.shape == Shape::Milestone {
            exact.min(end - GHOST)
        } else {
            exact
        };
        let x = seen.clamp(self.scale.left, self.right);
        let planned_start = self.scale.x(due.planned_start).clamp(self.scale.left, x);
        DueMark { x, label: None, until, kind: due.kind, planned_start }
    }

    /// People make room for the title, but not more than all but a few letters of theirs; what it leaves free is theirs.
    fn aside<'m>(
        &self,
        aside: Label<'m>,
        shape: Shape,
        (title_end, middle): (Px, Px),
    ) -> Label<'m> {
        let part = Px((self.table_right - self.table_left).0 * ASIDE_PART / 100);
        let left = self.table_right - title_end - COLUMN_GAP;
        let room = left.max(NARROWEST_ASIDE.min(part));
        let drop = aside.style.drop();
        let aside = if shape == Shape::Stream { aside } else { fitted(aside, room) };
        aside.at(self.table_right, Align::End, middle + drop)
    }

    fn title<'m>(
        &self,
        title: Label<'m>,
        (indent, links): (Px, Px),
        aside: Option<&Label<'m>>,
        middle: Px,
    ) -> Label<'m> {
        let x = self.table_left + indent;
        let end = aside.map_or(self.table_right, |aside| aside.left() - COLUMN_GAP);
        let drop = title.style.drop();
        title.within(end - x - links).at(x, Align::Start, middle + drop)
    }
}

/// How much is done, in the part of the bar that has room for it: on one ground, never across two.
fn inner<'m>(facts: &Facts<'_>, mark: Mark, middle: Px) -> Option<Label<'m>> {
    let Mark::Bar { start, done, end, .. } = mark else { return None };
    if facts.complete <= Share::ZERO || facts.complete >= Share::ONE {
        return None;
    }
    let put = |x, ink| {
        let label = Label::new(percent(facts.complete), Style::SmallStrong, ink);
        let drop = label.style.drop();
        label.at(x + INSIDE, Align::Start, middle + drop)
    };
    let fits = |label: &Label<'_>, right: Px| label.right() + INSIDE <= right;
    let on_done = put(start, Ink::OnDone);
    if fits(&on_done, done) {
        return Some(on_done);
    }
    Some(put(done, Ink::OnBar)).filter(|label| fits(label, end))
}

fn tick(facts: &Facts<'_>, mark: Mark) -> Option<Px> {
    let Mark::Bar { start, end, .. } = mark else { return None };
    if facts.complete < Share::ONE {
        return None;
    }
    let has_room = end - start >= TICK + INSIDE.times(2);
    Some(if has_room { start + INSIDE } else { end + Px::whole(4) })
}

/// Up to where a bar's own marks reach.
fn taken(mark: Mark, inner: Option<&Label<'_>>, tick: Option<Px>) -> Px {
    let inner = inner.map_or(mark.left(), Label::right);
    inner.max(tick.map_or(mark.left(), |x| x + TICK))
}

/// In the bar's end where that has room, else behind it.
fn risk(mark: Mark, taken: Px, tail: Option<Px>) -> Px {
    let inside = mark.right() - SIGN;
    if mark.is_bar() && !mark.is_open() && inside >= taken + Px::whole(2) {
        return inside;
    }
    mark.right().max(tail.unwrap_or(mark.right())) + Px::whole(5)
}

#[cfg(test)]
mod tests {
    use super::{Facts, Row};

    #[test]
    fn a_placed_row_takes_the_place_of_what_it_says() {
        assert!(size_of::<Row<'_>>() <= size_of::<Facts<'_>>(), "{}", size_of::<Row<'_>>());
    }
}
