//! How late something is, in words.

use super::words;
use crate::plan::Forecast;
use crate::schedule::Clock;
use crate::time::{Minutes, Moment};

/// By how much something ends later than it was due; `at least 3 working days` where its end rests on work without an estimate.
pub(super) fn ends_late_by(clock: &Clock<'_>, due: Moment, forecast: Forecast) -> String {
    let late = late_by(clock, due, forecast.end);
    if forecast.is_open { format!("at least {late}") } else { late }
}

/// By how much an end is later than it was due: `3 working days`; less than one in hours, `2h`; or `nothing but days off`.
pub(super) fn late_by(clock: &Clock<'_>, due: Moment, end: Moment) -> String {
    let days = clock.working_days(due.last_day(), end.last_day());
    if days > 0 {
        return words::working_days(days);
    }
    let work = clock.work_between(due, end);
    let time = if work > Minutes::ZERO { work } else { end.since(due) };
    if end.last_day() > due.last_day() && work == Minutes::ZERO {
        "nothing but days off".to_owned()
    } else {
        words::clock_amount(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Calendar;
    use crate::time::Date;

    #[test]
    fn it_is_said_in_the_unit_that_fits() {
        let calendar = Calendar::standard();
        let clock = Clock::new(&calendar);
        let at = |day, hour: u16| Moment::at(Date::new(2026, 3, day).unwrap(), hour * 60);
        // 6 March 2026 is a Friday.
        let due = Moment::end_of(Date::new(2026, 3, 6).unwrap());
        assert_eq!(late_by(&clock, due, at(11, 17)), "3 working days");
        assert_eq!(late_by(&clock, due, at(9, 10)), "1 working day");
        assert_eq!(late_by(&clock, at(6, 12), at(6, 14)), "2h");
        assert_eq!(
            late_by(&clock, due, Moment::end_of(Date::new(2026, 3, 8).unwrap())),
            "nothing but days off"
        );
    }
}
