//! Working time as other tools have it.

use crate::time::{Date, Weekday};

/// Working time.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// What it is called.
    pub title: String,
    /// The one it changes, among the draft's.
    pub extends: Option<usize>,
    /// How many minutes of work `1d` is.
    pub day: Option<i64>,
    /// The hours of weekdays, as pairs of minutes of the day; a weekday that is not here is off, unless nothing is here at all.
    pub work: Vec<(Weekday, Vec<(u16, u16)>)>,
    /// Days off: the first, the last, and why.
    pub off: Vec<(Date, Date, Option<String>)>,
    /// Days off of every year: month, day, and why.
    pub yearly: Vec<(i8, i8, Option<String>)>,
    /// Days of work after all, with their hours (those of a usual day if there are none), and why.
    pub open: Vec<OpenDays>,
}

impl Calendar {
    /// Whether it is the calendar that a roadmap has without one: Monday to Friday, 09:00 to 17:00.
    pub fn is_usual(&self) -> bool {
        let is_usual = |(day, hours): &(Weekday, Vec<(u16, u16)>)| {
            let is_free = matches!(day, Weekday::Saturday | Weekday::Sunday);
            if is_free { hours.is_empty() } else { *hours == [(9 * 60, 17 * 60)] }
        };
        let days = self.work.iter().filter(|(_, hours)| !hours.is_empty()).count();
        let has_more = self.extends.is_some()
            || !(self.off.is_empty() && self.yearly.is_empty() && self.open.is_empty());
        !has_more
            && self.day.is_none_or(|day| day == 480)
            && (days == 0 || days == 5)
            && self.work.iter().all(is_usual)
    }

    /// How long `1d` is where its days differ in length and the file does not say it: as long as most are.
    pub fn most_usual_day(&self) -> Option<i64> {
        let length = |hours: &[(u16, u16)]| {
            hours.iter().map(|(from, to)| i64::from(*to) - i64::from(*from)).sum()
        };
        let lengths: Vec<i64> = self
            .work
            .iter()
            .map(|(_, hours)| length(hours))
            .filter(|minutes| *minutes > 0)
            .collect();
        let count = |of: i64| lengths.iter().filter(|length| **length == of).count();
        let differ = lengths.iter().any(|length| Some(length) != lengths.first());
        lengths.iter().copied().filter(|_| differ).max_by_key(|length| (count(*length), *length))
    }
}

/// Days of work after all: the first, the last, their hours, and why.
pub type OpenDays = (Date, Date, Vec<(u16, u16)>, Option<String>);
