//! From `2.5d` to minutes; how long `1d` is, and which calendar says so.

use super::ReadHolidays;
use crate::model::{Calendar, CalendarId, DayHours};
use crate::syntax::ast::{Quantity, Unit};
use crate::time::Minutes;

/// No amount of time is longer: all the days there are.
const LIMIT: i128 = 10_000 * 366 * 24 * 60;

/// How long the units of working time are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Units {
    pub(crate) day: Minutes,
    pub(crate) week: Minutes,
}

impl Units {
    /// Those of the roadmap's calendar.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let hours = calendar.week.iter().flatten();
        let week = hours.map(|(from, to)| i64::from(to.saturating_sub(*from))).sum();
        let day = calendar.day;
        Self { day, week: if week == 0 { Minutes(day.0 * 5) } else { Minutes(week) } }
    }

    /// An amount of working time, to the minute; `None` if no calendar reaches that far.
    pub(crate) fn working(self, quantity: Quantity) -> Option<Minutes> {
        let unit = match quantity.unit {
            Unit::Minute => 1,
            Unit::Hour => 60,
            Unit::Day => self.day.0,
            Unit::Week => self.week.0,
            Unit::Month => self.day.0.saturating_mul(20),
        };
        scaled(quantity, unit)
    }
}

/// An amount of clock time, to the minute; `None` if no calendar reaches that far.
pub(crate) fn elapsed(quantity: Quantity) -> Option<Minutes> {
    let unit = match quantity.unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => Minutes::DAY.0,
        Unit::Week => Minutes::DAY.0 * 7,
        Unit::Month => Minutes::DAY.0 * 30,
    };
    scaled(quantity, unit)
}

/// Whether the unit's length depends on the calendar.
pub(super) const fn needs_calendar(quantity: Quantity) -> bool {
    matches!(quantity.unit, Unit::Day | Unit::Week | Unit::Month)
}

fn scaled(quantity: Quantity, unit: i64) -> Option<Minutes> {
    let thousandths = i128::from(quantity.thousandths) * i128::from(unit);
    let minutes = (thousandths + 500).div_euclid(1000);
    if minutes > LIMIT { None } else { i64::try_from(minutes).ok().map(Minutes) }
}

/// What is known of the calendars besides the model's table.
#[derive(Debug)]
pub(super) struct Calendars {
    /// The row of the roadmap's own, if one was declared: it comes first in the model.
    pub(super) own: Option<u32>,
    /// Whether the length of its `1d` is in doubt, until that is reported.
    pub(super) is_day_in_doubt: bool,
    /// How many more days off may be taken over from other calendars.
    pub(super) copies_left: usize,
    /// What reads files of holidays.
    pub(super) read_holidays: Option<ReadHolidays>,
}

impl Default for Calendars {
    fn default() -> Self {
        Self { own: None, is_day_in_doubt: false, copies_left: 1_000_000, read_holidays: None }
    }
}

impl Calendars {
    /// The place in the model of the calendar of this row. The first is the roadmap's own, or else the built-in one.
    pub(super) const fn id(&self, row: u32) -> CalendarId {
        match self.own {
            Some(own) if own == row => CalendarId(0),
            Some(own) if own < row => CalendarId(row),
            _ => CalendarId(row + 1),
        }
    }
}

fn length(hours: &DayHours) -> i64 {
    hours.iter().map(|(from, to)| i64::from(to.saturating_sub(*from))).sum()
}

/// The different lengths of the days of the week, longest first.
pub(super) fn lengths(calendar: &Calendar) -> Vec<i64> {
    let mut lengths: Vec<_> =
        calendar.week.iter().map(length).filter(|length| *length > 0).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.dedup();
    lengths
}

/// The length that most days of the week have; of two, the longer.
pub(super) fn usual_length(calendar: &Calendar) -> Minutes {
    let count = |wanted: &i64| calendar.week.iter().filter(|day| length(day) == *wanted).count();
    // The last of equals is taken, so the shortest come first.
    let usual = lengths(calendar).into_iter().rev().max_by_key(count);
    usual.map_or(Calendar::standard().day, Minutes)
}

pub(super) fn length_in_words(minutes: i64) -> String {
    match minutes {
        _ if minutes % 60 == 0 => format!("{}h", minutes / 60),
        _ if minutes % 30 == 0 => format!("{}.5h", minutes / 60),
        _ => format!("{minutes}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(thousandths: u32, unit: Unit) -> Quantity {
        Quantity { thousandths, unit }
    }

    #[test]
    fn units_are_those_of_the_calendar() {
        let units = Units::of(&Calendar::standard());
        assert_eq!(units.working(of(2500, Unit::Day)), Some(Minutes(1200)));
        assert_eq!(units.working(of(1000, Unit::Week)), Some(Minutes(2400)));
        assert_eq!(units.working(of(2000, Unit::Month)), Some(Minutes(2 * 20 * 480)));
        assert_eq!(units.working(of(500, Unit::Minute)), Some(Minutes(1)));
        assert_eq!(elapsed(of(1000, Unit::Week)), Some(Minutes(7 * 1440)));
    }

    #[test]
    fn no_amount_is_longer_than_the_calendar() {
        assert_eq!(elapsed(of(u32::MAX, Unit::Month)), None);
        assert_eq!(Units::of(&Calendar::standard()).working(of(u32::MAX, Unit::Month)), None);
    }

    #[test]
    fn lengths_are_written_as_durations() {
        assert_eq!(length_in_words(480), "8h");
        assert_eq!(length_in_words(510), "8.5h");
        assert_eq!(length_in_words(500), "500min");
    }
}
