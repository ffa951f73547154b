//! The words behind a row's end, and beside the sign of a date that it committed to.

use super::{Due, DueMark};
use crate::emit::chart::Px;
use crate::emit::chart::label::{Align, Ink, Label, Style};
use crate::model::CommitmentKind;

/// What the sign of a date needs at each of its sides.
const SIGN: Px = Px::whole(8);

/// What the outline of a milestone needs besides at its left.
const GHOST: Px = Px::whole(6);

/// What an arrow needs that comes to a row's start, between that and words before it.
const ENTRY: Px = Px::whole(18);

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
    let both = joined(note.as_ref(), date);
    if is_far && let Some(parted) = room.parted(note.as_ref(), &both, date, &mark) {
        return parted;
    }
    // What stands between a row's end and the sign keeps off that.
    let room = if is_far { &Room { right: mark.x - SIGN, ..*room } } else { room };
    let behind = if is_far { room.end } else { room.end.max(mark.x) };
    let half = if mark.kind == CommitmentKind::Date { GHOST } else { Px::ZERO };
    let sign = (mark.planned_start.min(mark.x) - half, mark.x);
    let label = Label::new(date.words.clone(), Style::Small, Ink::Muted);
    let before = sign.0 - SIGN - label.width;
    let has_room_before = mark.x < room.begin && before >= room.left;
    let has_room_behind = |note: &Label<'_>| note.width <= room.right - behind - room.gap;
    if note.as_ref().is_some_and(has_room_behind)
        && has_room_before
        && !room.has_place(&both, behind, sign)
    {
        let label = label.at(sign.0 - SIGN, Align::End, Px::ZERO);
        let note = note.map(|note| room.fitted(vec![note], behind, None));
        return (note, Some(DueMark { label: Some(label), ..mark }));
    }
    let mut wordings = vec![both];
    wordings.extend(note);
    let late = date.late.clone();
    wordings.extend(late.map(|late| Label::new(late, Style::SmallStrong, Ink::Late)));
    let told = room.fitted(wordings, behind, Some(sign));
    // Where not even a letter has room there are no words.
    (Some(told).filter(|told| told.text != "…"), Some(mark))
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

    /// The words of a row left of where it begins, and its date between its end and a sign that is far, if neither both together
    /// nor both between the two have room.
    fn parted<'m>(
        &self,
        note: Option<&Label<'m>>,
        both: &Label<'m>,
        date: &Due,
        mark: &DueMark<'m>,
    ) -> Option<(Option<Label<'m>>, Option<DueMark<'m>>)> {
        let between = mark.x - SIGN - self.end - self.gap;
        if both.width <= between || self.place_before(both, None).is_some() {
            return None;
        }
        let note = note?.clone();
        let end = self.place_before(&note, None)?;
        let label = Label::new(date.words.clone(), Style::Small, Ink::Muted);
        let label = self.beside(label, mark.x, self.end)?;
        let mark = DueMark { label: Some(label), ..mark.clone() };
        Some((Some(note.at(end, Align::End, Px::ZERO)), Some(mark)))
    }

    /// The first of these wordings that has room: behind the row's end, or else left of where it begins, beside the sign of its
    /// date. Where none has, the last is cut.
    fn fitted<'m>(
        &self,
        wordings: Vec<Label<'m>>,
        behind: Px,
        sign: Option<(Px, Px)>,
    ) -> Label<'m> {
        let room = self.right - behind - self.gap;
        let mut last = None;
        for label in wordings {
            if label.width <= room {
                return label.at(behind + self.gap, Align::Start, Px::ZERO);
            }
            if let Some(end) = self.place_before(&label, sign) {
                return label.at(end, Align::End, Px::ZERO);
            }
            last = Some(label);
        }
        let last = last.unwrap_or_else(|| Label::new("", Style::Small, Ink::Muted));
        last.within(room).at(behind + self.gap, Align::Start, Px::ZERO)
    }
}

impl Room {
    /// Whether words have room anywhere, beside the sign of a date that reaches from here to there.
    fn has_place(&self, label: &Label<'_>, behind: Px, sign: (Px, Px)) -> bool {
        let is_behind = label.width <= self.right - behind - self.gap;
        is_behind || self.place_before(label, Some(sign)).is_some()
    }

    /// Where words end that stand left of where the row begins.
    fn place_before(&self, label: &Label<'_>, sign: Option<(Px, Px)>) -> Option<Px> {
        let sign = sign.filter(|(_, x)| *x < self.begin);
        let near = (sign.map_or(self.left, |(_, x)| x + SIGN), self.begin - ENTRY);
        let far = sign.map(|(from, _)| (self.left, from - SIGN));
        let mut free = [Some(near), far].into_iter().flatten();
        free.find(|(from, to)| *to - label.width >= *from).map(|(_, end)| end)
    }
}

/// `22 May · due 15 May`
fn joined<'m>(note: Option<&Label<'m>>, due: &Due) -> Label<'m> {
    match note {
        Some(note) => Label::new(format!("{} · {}", note.text, due.words), note.style, note.ink),
        None => Label::new(due.words.clone(), Style::Small, Ink::Muted),
    }
}
