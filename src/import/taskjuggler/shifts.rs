//! Shifts: hours that hold for somebody or for a task, all the time or on some days.

use pest::iterators::Pair;
use rustc_hash::FxHashMap;

use super::grammar::Rule;
use super::literal::{all, first_text, last, one, said, span};
use super::project::{absences, usual_week, work};
use super::{Block, Reader};
use crate::import::{Calendar, When, shown};
use crate::time::Date;

/// The longest time that a shift may hold on days of its own, in days.
const MOST_DAYS: i32 = 3 * 366;

type Hours = Vec<(u16, u16)>;

/// The shifts of a file.
#[derive(Default)]
pub(super) struct Shifts {
    ids: FxHashMap<String, usize>,
    all: Vec<Shift>,
}

/// Hours that hold where somebody says so.
struct Shift {
    calendar: Calendar,
    place: String,
    /// Whether it counts on days of leave too.
    is_always: bool,
    is_used: bool,
    /// Its calendar among the draft's, where something goes by it all the time.
    made: Option<usize>,
}

/// What goes by shifts: what its calendar is to be called, the one that it has already, and the one around it.
pub(super) struct Shifted {
    pub(super) title: String,
    pub(super) own: Option<usize>,
    pub(super) around: Option<usize>,
    pub(super) is_task: bool,
}

impl Reader<'_> {
    pub(super) fn shift(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let title = first_text(pair).unwrap_or_default();
        let at = self.shifts.all.len();
        self.shifts.ids.insert(said(pair, Rule::id).unwrap_or_default(), at);
        self.next = Block::Shift(at);
        // Of weekdays that it does not name it has the hours of the project.
        let extends = self.draft.calendar;
        let base = extends.and_then(|base| self.draft.calendars.get(base));
        let work = base.map(|base| base.work.clone()).unwrap_or_default();
        let calendar = Calendar { title, extends, work, ..Calendar::default() };
        let place = place.to_owned();
        self.shifts.all.push(Shift {
            calendar,
            place,
            is_always: false,
            is_used: false,
            made: None,
        });
        true
    }

    pub(super) fn of_shift(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(shift) = self.shifts.all.get_mut(at) else { return false };
        match pair.as_rule() {
            Rule::work => work(&mut shift.calendar, pair),
            Rule::flag if pair.as_str() == "replace" => shift.is_always = true,
            Rule::leaves | Rule::vacation => {
                let days = absences(pair).into_iter();
                shift.calendar.off.extend(
                    days.map(|(first, last, why)| (first.date, last.date.max(first.date), why)),
                );
            }
            _ => return false,
        }
        true
    }

    /// The calendar of what goes by shifts: that of the shift where it holds all the time, otherwise its own, or one that is made for it,
    /// with the days on which a shift has other hours.
    pub(super) fn by_shifts(
        &mut self,
        Shifted { title, own, around, is_task }: Shifted,
        pair: &Pair<'_, Rule>,
        place: &str,
    ) -> Option<usize> {
        let (mut usual, mut days) = (own, Calendar { title, ..Calendar::default() });
        for on in all(pair, Rule::on_shift) {
            let id = said(&on, Rule::path).unwrap_or_default();
            let written = one(&on, Rule::span);
            let span = written.as_ref().and_then(span).and_then(|(start, end)| whole(start, end));
            let base = usual.or(around).or(self.draft.calendar);
            let at = self.shifts.ids.get(&id);
            let shift = at.and_then(|at| self.shifts.all.get_mut(*at));
            match (shift, span) {
                (Some(shift), None) if written.is_none() && usual.is_none() => {
                    shift.is_used = true;
                    let made = shift.made.unwrap_or(self.draft.calendars.len());
                    if shift.made.is_none() {
                        self.draft.calendars.push(shift.calendar.clone());
                    }
                    (shift.made, usual) = (Some(made), Some(made));
                }
                (Some(shift), Some(span)) => {
                    shift.is_used = true;
                    let of = |at: Option<usize>| at.and_then(|at| self.draft.calendars.get(at));
                    let leave = [base, self.draft.calendar].into_iter().filter_map(of);
                    let leave = leave.flat_map(|calendar| &calendar.off);
                    let leave: Vec<_> = leave.map(|(from, to, _)| (*from, *to)).collect();
                    // A task works by the hours of its shift, whoever is on leave.
                    let skipped = if is_task || shift.is_always { &[][..] } else { &leave };
                    let (usual, shift) = (of(base), Some(&shift.calendar));
                    days.work_by((usual, &leave), (shift, skipped), span);
                }
                (None, _) => {
                    let why = "nothing of that name stands before it";
                    self.draft.left_out(format!("shift {}", shown(&id)), why, place);
                }
                _ => {
                    let why = "a shift holds all the time, or on whole days of three years at most";
                    self.draft.left_out(format!("shift {}", shown(&id)), why, place);
                }
            }
        }
        if days.open.is_empty() && days.off.is_empty() {
            return usual;
        }
        if let Some(calendar) = own.and_then(|own| self.draft.calendars.get_mut(own)) {
            calendar.open.append(&mut days.open);
            calendar.off.append(&mut days.off);
            return own;
        }
        days.extends = usual.or(around).or(self.draft.calendar);
        let is_same = |other: &Calendar| {
            let of = |one: &Calendar| (one.extends, one.off.clone(), one.open.clone());
            other.work.is_empty() && of(other) == of(&days)
        };
        let known = self.draft.calendars.iter().position(is_same);
        Some(known.unwrap_or_else(|| {
            self.draft.calendars.push(days);
            self.draft.calendars.len() - 1
        }))
    }

    /// Tells the shifts by which nothing goes.
    pub(super) fn finish_shifts(&mut self) {
        for shift in self.shifts.all.iter().filter(|shift| !shift.is_used) {
            let what = format!("shift {}", shown(&shift.calendar.title));
            self.draft.left_out(what, "nothing goes by it", &shift.place);
        }
    }
}

/// The days of a span of whole days, of which there are not too many.
fn whole(start: When, end: When) -> Option<(Date, Date)> {
    let last = last(end).filter(|last| last.minute.is_none())?;
    let days = last.date.days().checked_sub(start.date.days())?;
    (start.minute.is_none() && (0..MOST_DAYS).contains(&days)).then_some((start.date, last.date))
}

impl Calendar {
    /// Works on some days by the hours of a shift, which may leave others as they are: they are days off, or days with hours of their own,
    /// where its usual hours and days of leave say otherwise.
    fn work_by(
        &mut self,
        (usual, leave): (Option<&Self>, &[(Date, Date)]),
        (shift, skipped): (Option<&Self>, &[(Date, Date)]),
        (first, last): (Date, Date),
    ) {
        let usual_days = usual_week();
        let hours = |of: Option<&Self>, day: Date| -> Hours {
            let week = of.map(|of| &of.work).filter(|week| !week.is_empty()).unwrap_or(&usual_days);
            let found = week.iter().find(|(weekday, _)| *weekday == day.weekday());
            found.map(|(_, hours)| hours.clone()).unwrap_or_default()
        };
        let is_in =
            |days: &[(Date, Date)], day| days.iter().any(|(from, to)| *from <= day && day <= *to);
        let days = (first.days()..=last.days()).map(i64::from).filter_map(Date::from_days);
        for day in days.filter(|day| !is_in(skipped, *day)) {
            let (own, mut usual) = (hours(shift, day), hours(usual, day));
            if is_in(leave, day) {
                usual.clear();
            }
            match own == usual {
                true => {}
                false if own.is_empty() => self.off.push((day, day, None)),
                false => self.open.push((day, day, own, None)),
            }
        }
    }
}
