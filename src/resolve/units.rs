//! From `2.5d` to minutes.

use crate::model::Calendar;
use crate::syntax::ast::{Quantity, Unit};
use crate::time::Minutes;

/// No amount of time is longer: all the days there are.
const LIMIT: i128 = 10_000 * 366 * 24 * 60;

/// How long the units of working time are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    pub(super) day: Minutes,
    pub(super) week: Minutes,
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
    pub(super) fn working(self, quantity: Quantity) -> Option<Minutes> {
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
pub(super) fn elapsed(quantity: Quantity) -> Option<Minutes> {
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
}
