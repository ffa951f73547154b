//! The words behind a row's end, and beside the sign of a date that it committed to.

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};
use super::facts::Due;
use super::place::DueMark;

/// What the sign of a date needs at each of its sides.
const SIGN: Px = Px::whole(8);

/// What words have of room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Where all that is drawn of the row ends.
    pub(super) edge: Px,
    /// What they keep off that.
    pub(super) gap: Px,
    /// The edges of the picture.
    pub(super) left: Px,
    pub(super) right: Px,
}

impl Room {
    fn put<'m>(&self, label: Label<'m>, behind: Px) -> Label<'m> {
        label.at(behind + self.gap, Align::Start, Px::ZERO)
    }

    /// Words that have no room before the picture's edge stand left of what they belong to, if they have room there beside the
    /// sign of its date, or else are cut.
    pub(super) fn fitted<'m>(&self, note: Label<'m>, before: Px, sign: Option<Px>) -> Label<'m> {
        let room = self.right - note.left();
        if note.width <= room {
            return note;
        }
        let sign = sign.filter(|x| *x < before);
        let beside = (before - self.gap, sign.map_or(self.left, |x| x + SIGN));
        let beyond = sign.map(|x| (x - SIGN, self.left));
        let places = [Some(beside), beyond].into_iter().flatten();
        match places.into_iter().find(|(end, least)| *end - note.width >= *least) {
            Some((end, _)) => note.at(end, Align::End, Px::ZERO),
            None => note.within(room),
        }
    }
}

/// The words behind a row's end, and the sign of its date with the date. What is missed or near tells its date in the words
/// behind both, what is farther off beside its sign. Their height is not known yet.
pub(super) fn words<'m>(
    room: &Room,
    note: Option<Label<'m>>,
    due: Option<(&Due, DueMark<'m>)>,
) -> (Option<Label<'m>>, Option<DueMark<'m>>) {
    let Some((date, mark)) = due else {
        return (note.map(|note| room.put(note, room.edge)), None);
    };
    let note = note.map(|note| room.put(note, room.edge));
    let words_end = note.as_ref().map_or(room.edge, Label::right);
    let label = Label::new(date.words.clone(), Style::Small, Ink::Muted);
    let is_far = mark.until.is_none() && mark.x > words_end + SIGN;
    if let Some(label) = Some(label).filter(|_| is_far) {
        let before = label.width + SIGN;
        if mark.x + before <= room.right {
            let label = label.at(mark.x + SIGN, Align::Start, Px::ZERO);
            return (note, Some(DueMark { label: Some(label), ..mark }));
        }
        if mark.x - before > words_end + SIGN {
            let label = label.at(mark.x - SIGN, Align::End, Px::ZERO);
            return (note, Some(DueMark { label: Some(label), ..mark }));
        }
    }
    let behind = if is_far { room.edge } else { room.edge.max(mark.x) };
    (Some(room.put(joined(note, date), behind)), Some(mark))
}

/// `22 May · due 15 May`
fn joined<'m>(note: Option<Label<'m>>, due: &Due) -> Label<'m> {
    match note {
        Some(note) => Label::new(format!("{} · {}", note.text, due.words), note.style, note.ink),
        None => Label::new(due.words.clone(), Style::Small, Ink::Muted),
    }
}
