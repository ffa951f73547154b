//! A date that is known: a day, a period, or a minute.

use crate::model::Calendar;
use crate::syntax::ast::DateLiteral;
use crate::time::{Date, Minutes, Moment};

/// What a date means: where a start is expected the first moment, where an end is expected the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) start: Moment,
    pub(super) end: Moment,
    /// Whether it is made of whole days rather than minutes.
    pub(super) is_days: bool,
}

/// Which of its two moments is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    End,
}

/// How far a date is moved.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shift {
    /// By clock time.
    Elapsed(Minutes),
    /// By working time.
    Working(Minutes),
}

impl When {
    /// The days from the first to the last.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self { start: Moment::start_of(first), end: Moment::end_of(last), is_days: true }
    }

    /// What a literal says.
    pub(super) fn of(literal: &DateLiteral) -> Self {
        match literal.minute {
            None => Self::days(literal.first, literal.last),
            Some(minute) => {
                let moment = Moment::at(literal.first, minute);
                Self { start: moment, end: moment, is_days: false }
            }
        }
    }

    /// The moment that it means in its place.
    pub(super) const fn at(self, place: Place) -> Moment {
        match place {
            Place::Start => self.start,
            Place::End => self.end,
        }
    }

    /// The first day.
    pub(super) fn first_day(self) -> Date {
        self.start.date()
    }

    /// The last day.
    pub(super) fn last_day(self) -> Date {
        if self.is_days { self.end.last_day() } else { self.end.date() }
    }

    /// Only its start, or only its end.
    pub(super) fn only(self, place: Place) -> Self {
        let day = match place {
            Place::Start => self.first_day(),
            Place::End => self.last_day(),
        };
        let moment = self.at(place);
        if self.is_days {
            Self::days(day, day)
        } else {
            Self { start: moment, end: moment, is_days: false }
        }
    }

    /// Moves it. Whole days from a day give a day again; less gives a minute. `None` if that is out of reach.
    pub(super) fn shifted(self, shift: Shift, calendar: &Calendar) -> Option<Self> {
        match shift {
            Shift::Elapsed(time) => self.shifted_on_the_clock(time),
            Shift::Working(time) => self.shifted_by_work(time, calendar),
        }
    }

    fn shifted_on_the_clock(self, time: Minutes) -> Option<Self> {
        let shifted = |moment: Moment| {
            let minutes = moment.minutes().checked_add(time.0)?;
            let shifted = Moment::from_minutes(minutes);
            (shifted.minutes() == minutes).then_some(shifted)
        };
        let is_days = self.is_days && time.0 % Minutes::DAY.0 == 0;
        Some(Self { start: shifted(self.start)?, end: shifted(self.end)?, is_days })
    }

    fn shifted_by_work(self, time: Minutes, calendar: &Calendar) -> Option<Self> {
        if self.is_days && calendar.day.0 > 0 && time.0 % calendar.day.0 == 0 {
            let days = time.0 / calendar.day.0;
            let first = calendar.plus_working_days(self.first_day(), days)?;
            let last = calendar.plus_working_days(self.last_day(), days)?;
            return Some(Self::days(first, last));
        }
        let start = calendar.plus_working_time(self.start, time)?;
        let end = calendar.plus_working_time(self.end, time)?;
        Some(Self { start, end, is_days: false })
    }
}
