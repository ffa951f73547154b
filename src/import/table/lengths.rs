//! What a column of bare numbers of days counts: work, or what its dates say anyway.

use super::super::amounts::number;
use super::super::dates::Dates;
use super::{Meaning, Sheet};
use crate::time::{Date, Weekday};

/// Why the durations of a sheet say nothing that its dates don't; nothing if they do, or it has no dates to compare them with.
///
/// Some count nights: a day that ends on its evening has a length of 0, and is no milestone. Others count weekends.
pub(super) fn told_by_dates(sheet: &Sheet<'_>, dates: &Dates) -> Option<&'static str> {
    let (mut nights, mut days) = (Counted::default(), Counted::default());
    for row in sheet.rows() {
        let length = row.first(Meaning::Duration);
        let day = |meaning| dates.read(row.first(meaning)).map(|when| when.date);
        let (Some(start), Some(end)) = (day(Meaning::Start), day(Meaning::End)) else { continue };
        let Some(length) = number(length).filter(|length| length.0 % 1000 == 0) else {
            if length.is_empty() {
                continue;
            }
            return None;
        };
        let apart = i64::from(end.days()) - i64::from(start.days());
        let is_work = work(start, end) == Some(length.0 / 1000);
        nights.count(length.0 / 1000 == apart, is_work);
        days.count(length.0 / 1000 == apart + 1, is_work);
    }
    if days.tells() {
        Some("it counts the days of the calendar from start to end, which the dates say")
    } else if nights.tells() {
        Some("it counts the nights between start and end, which the dates say")
    } else {
        None
    }
}

/// How often lengths are counted in one way.
#[derive(Default)]
struct Counted {
    is_broken: bool,
    is_telling: bool,
}

impl Counted {
    fn count(&mut self, fits: bool, is_work: bool) {
        self.is_broken |= !fits;
        self.is_telling |= fits && !is_work;
    }

    /// Whether all are counted so, and one is not the work between its dates, too.
    const fn tells(&self) -> bool {
        !self.is_broken && self.is_telling
    }
}

/// The days from Monday to Friday between two days, both included; none if there are too many to count.
fn work(first: Date, last: Date) -> Option<i64> {
    const MOST: i32 = 4_000;
    if !(0..MOST).contains(&(last.days() - first.days())) {
        return None;
    }
    let days =
        std::iter::successors(Some(first), |day| day.plus_days(1)).take_while(|day| *day <= last);
    let works = days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    i64::try_from(works.count()).ok()
}
