//! How single values are written.

use serde::{Serialize, Serializer};

use crate::model::{Decimal, Health, Money, Share};
use crate::schedule::Clock;
use crate::time::{Date, Minutes, Moment};

/// `2026-03-02`
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (year, month, day) = self.year_month_day();
        let [year, month, day] = [i32::from(year), i32::from(month), i32::from(day)];
        let digit = |number: i32| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let digits = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        serializer.serialize_str(str::from_utf8(&digits).unwrap_or_default())
    }
}

impl Serialize for Minutes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl Serialize for Health {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

/// A share in percent.
pub(super) struct Percent(pub(super) Share);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0.0, 10, serializer)
    }
}

/// `3.5`, and `12` where it is whole.
pub(super) fn parts<S: Serializer>(
    number: i64,
    of_one: i64,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if number % of_one == 0 {
        return serializer.serialize_i64(number / of_one);
    }
    // Readers hold numbers so.
    #[allow(clippy::cast_precision_loss)]
    serializer.serialize_f64(number as f64 / of_one as f64)
}

/// A minute of a day: `13:00`.
#[derive(Clone, Copy)]
pub(super) struct Time(u16);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.0 / 60, self.0 % 60))
    }
}

/// The time of a moment, where its day alone would not say it.
pub(super) fn time(moment: Moment, clock: &Clock<'_>) -> Option<Time> {
    time_of_day(moment).filter(|_| clock.has_hour_of_its_own(moment))
}

/// The time of day of a moment, if it is not a midnight.
pub(super) fn time_of_day(moment: Moment) -> Option<Time> {
    (moment.minute_of_day() > 0).then(|| Time(moment.minute_of_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl Serialize) -> String {
        serde_json::to_string(&value).unwrap()
    }

    #[test]
    fn values_are_written_as_people_would() {
        assert_eq!(text(Decimal(3500)), "3.5");
        assert_eq!(text(Decimal(-1)), "-0.001");
        assert_eq!(text(Decimal(12_000)), "12");
        assert_eq!(text(Decimal(9_223_372_036_854_775)), "9223372036854.775");
        assert_eq!(text(Percent(Share(455))), "45.5");
        for (year, month, day) in [(2026, 3, 2), (1, 12, 31), (9999, 10, 20)] {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!(text(date), format!("\"{date}\""));
        }
    }
}
