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
    /// Where all that is drawn of the row begins and ends.
    pub(super) begin: Px,
    pub(super) end: Px,
    /// What words keep off that.
    pub(super) gap: Px,
    /// The edges of the picture.
    pub(super) left: Px,
    pub(super) right: Px,
}

/// The words behind a row's end, and the sign of its date with the date. What is missed or near tells its date in the words
/// behind both, what is farther off beside its sign. Their height is not known yet.
pub(super) fn words<'m>(
    room: &Room,
    note: Option<Label<'m>>,
    due: Option<(&Due, DueMark<'m>)>,
) -> (Option<Label<'m>>, Option<DueMark<'m>>) {
    let Some((date, mark)) = due else {
        return (note.map(|note| room.fitted(vec![note], room.end, None)), None);
    };
    let words_end = note.as_ref().map_or(room.end, |note| room.end + room.gap + note.width);
    let is_far = mark.until.is_none() && mark.x > words_end + SIGN;
    let label = Label::new(date.words.clone(), Style::Small, Ink::Muted);
    if let Some(label) = is_far.then(|| room.beside(label, mark.x, words_end)).flatten() {
        let note = note.map(|note| room.fitted(vec![note], room.end, None));
        return (note, Some(DueMark { label: Some(label), ..mark }));
    }
    let behind = if is_far { room.end } else { room.end.max(mark.x) };
    let mut wordings = vec![joined(note.as_ref(), date)];
    wordings.extend(note);
    (Some(room.fitted(wordings, behind, Some(mark.x))), Some(mark))
}

impl Room {
    /// A date behind its sign, or else before it.
    fn beside<'m>(&self, label: Label<'m>, sign: Px, words_end: Px) -> Option<Label<'m>> {
        let needed = label.width + SIGN;
        if sign + needed <= self.right {
            Some(label.at(sign + SIGN, Align::Start, Px::ZERO))
        } else if sign - needed > words_end + SIGN {
            Some(label.at(sign - SIGN, Align::End, Px::ZERO))
        } else {
            None
        }
    }

    /// The first of these wordings that has room: behind the row's end, or else left of where it begins, beside the sign of its
    /// date. Where none has, the last is cut.
    fn fitted<'m>(&self, wordings: Vec<Label<'m>>, behind: Px, sign: Option<Px>) -> Label<'m> {
        let sign = sign.filter(|x| *x < self.begin);
        let near = (sign.map_or(self.left, |x| x + SIGN), self.begin - self.gap);
        let places = [Some(near), sign.map(|x| (self.left, x - SIGN))];
        let room = self.right - behind - self.gap;
        let mut last = None;
        for label in wordings {
            if label.width <= room {
                return label.at(behind + self.gap, Align::Start, Px::ZERO);
            }
            let mut free = places.into_iter().flatten();
            if let Some((_, end)) = free.find(|(from, to)| *to - label.width >= *from) {
                return label.at(end, Align::End, Px::ZERO);
            }
            last = Some(label);
        }
        let last = last.unwrap_or_else(|| Label::new("", Style::Small, Ink::Muted));
        last.within(room).at(behind + self.gap, Align::Start, Px::ZERO)
    }
}

/// `22 May · due 15 May`
fn joined<'m>(note: Option<&Label<'m>>, due: &Due) -> Label<'m> {
    match note {
        Some(note) => Label::new(format!("{} · {}", note.text, due.words), note.style, note.ink),
        None => Label::new(due.words.clone(), Style::Small, Ink::Muted),
    }
}
