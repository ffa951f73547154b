//! A moment as people say it: a day, with its hour where that decides.

use std::fmt;

use super::{Date, Moment};

/// The day that people call a moment, and the hour if that is to be said too.
///
/// ```
/// use milepost::time::{Date, Moment, Spoken};
/// let noon = Moment::at(Date::new(2026, 6, 1).unwrap(), 720);
/// assert_eq!(Spoken::end(noon).long(), "1 June 2026");
/// assert_eq!(Spoken::end(noon).with_hour().long(), "1 June 2026 at 12:00");
/// assert_eq!(Spoken::end(noon).with_hour().to_string(), "2026-06-01T12:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    moment: Moment,
    date: Date,
    has_hour: bool,
}

impl Spoken {
    /// The day on which something starts.
    pub fn start(moment: Moment) -> Self {
        Self { moment, date: moment.date(), has_hour: false }
    }

    /// The last day of something that ends then: midnight belongs to the day it closes.
    pub fn end(moment: Moment) -> Self {
        Self { moment, date: moment.last_day(), has_hour: false }
    }

    /// The same day, its hour said too.
    #[must_use]
    pub const fn with_hour(self) -> Self {
        Self { has_hour: true, ..self }
    }

    /// What a date is moved to that has to be as late as this: a whole day, or the hour of the day on which it is.
    #[must_use]
    pub fn to_replace(self, date: Self) -> Self {
        Self { has_hour: self.has_hour && self.date == date.date, ..self }
    }

    /// The day.
    pub const fn date(self) -> Date {
        self.date
    }

    /// `13:00`, if the hour is to be said; a midnight that closes its day is `24:00`.
    pub fn hour(self) -> Option<String> {
        let minute = self.moment.since(Moment::start_of(self.date)).0;
        self.has_hour.then(|| format!("{:02}:{:02}", minute / 60, minute % 60))
    }

    /// `1 June 2026`, `1 June 2026 at 13:00`: within a sentence.
    pub fn long(self) -> String {
        self.said(" at ", self.date.long())
    }

    /// `1 Jun 2026`, `1 Jun 2026 13:00`: in a table or a tooltip.
    pub fn medium(self) -> String {
        self.said(" ", self.date.medium())
    }

    /// `1 Jun`, `1 Jun 13:00`: where the year is said elsewhere.
    pub fn short(self) -> String {
        self.said(" ", self.date.short())
    }

    fn said(self, between: &str, day: String) -> String {
        match self.hour() {
            Some(hour) => day + between + &hour,
            None => day,
        }
    }
}

impl fmt::Display for Spoken {
    /// As it is written in a roadmap: `2026-06-01`, `2026-06-01T13:00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hour() {
            // The language knows no 24:00; the day alone, as an end, means it.
            Some(hour) if hour != "24:00" => write!(formatter, "{}T{hour}", self.date),
            _ => self.date.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_midnight_belongs_to_the_day_it_closes_and_to_the_one_it_opens() {
        let date = Date::new(2026, 6, 1).unwrap();
        let evening = Spoken::end(Moment::end_of(date)).with_hour();
        assert_eq!(evening.medium(), "1 Jun 2026 24:00");
        assert_eq!(evening.to_string(), "2026-06-01");
        let morning = Spoken::start(Moment::start_of(date)).with_hour();
        assert_eq!(morning.short(), "1 Jun 00:00");
        assert_eq!(morning.to_string(), "2026-06-01T00:00");
    }
}
