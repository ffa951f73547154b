//! Counting working days and working time by a calendar.

use crate::model::Calendar;
use crate::time::{Date, Minutes, Moment};

/// Working days from one day to another: negative where the other is earlier.
pub(super) fn working_days(calendar: &Calendar, from: Date, to: Date) -> i64 {
    let days = |first: Date, last: Date| {
        let worked = (first.days()..last.days())
            .filter_map(|day| Date::from_days(i64::from(day) + 1))
            .filter(|day| !calendar.hours_of(*day).is_empty());
        i64::try_from(worked.count()).unwrap_or(i64::MAX)
    };
    if from <= to { days(from, to) } else { -days(to, from) }
}

/// Working time from one moment to a later one.
pub(super) fn working_time(calendar: &Calendar, from: Moment, to: Moment) -> Minutes {
    let days = from.date().days()..=to.date().days();
    let sum = days.filter_map(|day| Date::from_days(i64::from(day))).map(|day| {
        let open = calendar.hours_of(day).iter().map(|(opens, closes)| {
            let first = Moment::at(day, *opens).max(from);
            let last = Moment::at(day, *closes).min(to);
            last.since(first).0.max(0)
        });
        open.sum::<i64>()
    });
    Minutes(sum.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: i8) -> Date {
        Date::new(2026, 3, day).unwrap()
    }

    #[test]
    fn a_weekend_does_not_count() {
        let calendar = Calendar::standard();
        // 6 March 2026 is a Friday.
        assert_eq!(working_days(&calendar, date(6), date(9)), 1);
        assert_eq!(working_days(&calendar, date(9), date(5)), -2);
        assert_eq!(working_days(&calendar, date(6), date(8)), 0);
    }

    #[test]
    fn parts_of_days_count_as_they_are() {
        let calendar = Calendar::standard();
        let from = Moment::at(date(6), 16 * 60);
        let to = Moment::at(date(9), 10 * 60);
        assert_eq!(working_time(&calendar, from, to), Minutes(120));
    }
}
