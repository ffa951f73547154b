//! Working time as rules: `schedule` counts by them. Counting from a date that is written stands here too, for the schedule has its
//! own clock.

use crate::text::Span;
use crate::time::{Date, Minutes, Moment, Weekday};

/// The opening hours of one day: runs of minutes of the day, ascending, not touching. Empty on a day off.
pub type DayHours = Vec<(u16, u16)>;

/// Working time.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name; empty of the built-in one.
    pub name: Box<str>,
    /// Its `calendar` line; empty of the built-in one.
    pub span: Span,
    /// Hours of each weekday, Monday first.
    pub week: [DayHours; 7],
    /// What differs from that on some days. A later one of the same day replaces an earlier one.
    pub exceptions: Vec<Exception>,
    /// Days of every year that are off: month, day, name. An exception of the same day wins over them.
    pub yearly: Vec<(i8, i8, Box<str>)>,
    /// How much work one `d` is, by this calendar.
    pub day: Minutes,
    /// Whether something names it: the header, an item, somebody who works, another calendar.
    pub is_named: bool,
}

/// Days that differ from their weekday.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
    /// The hours of each of them; empty where they are off.
    pub hours: DayHours,
    /// What it is: `Good Friday`; may be empty.
    pub title: Box<str>,
    /// Where it was written.
    pub span: Span,
}

impl Calendar {
    /// Monday to Friday, 09:00 to 17:00.
    pub fn standard() -> Self {
        let week = Weekday::ALL
            .map(|day| if day <= Weekday::Friday { vec![(540, 1020)] } else { Vec::new() });
        Self {
            name: "".into(),
            span: Span::default(),
            week,
            exceptions: Vec::new(),
            yearly: Vec::new(),
            day: Minutes(480),
            is_named: false,
        }
    }

    /// The hours of a day.
    pub fn hours_of(&self, date: Date) -> &[(u16, u16)] {
        if let Some(exception) =
            self.exceptions.iter().rev().find(|e| e.first <= date && date <= e.last)
        {
            return &exception.hours;
        }
        if !self.yearly.is_empty() {
            let (_, month, day) = date.year_month_day();
            if self.yearly.iter().any(|(m, d, _)| (*m, *d) == (month, day)) {
                return &[];
            }
        }
        self.week.get(date.weekday().index()).map_or(&[], Vec::as_slice)
    }

    /// Whether it has any working time at all.
    pub fn has_working_time(&self) -> bool {
        let in_week = self.week.iter().any(|hours| !hours.is_empty());
        in_week || self.exceptions.iter().any(|exception| !exception.hours.is_empty())
    }

    /// What a day off is called, where it has a name.
    pub fn day_off_name(&self, date: Date) -> Option<&str> {
        if let Some(exception) =
            self.exceptions.iter().rev().find(|e| e.first <= date && date <= e.last)
        {
            return Some(&*exception.title).filter(|title| !title.is_empty());
        }
        let (_, month, day) = date.year_month_day();
        let yearly = self.yearly.iter().find(|(m, d, _)| (*m, *d) == (month, day));
        yearly.map(|(_, _, name)| &**name).filter(|name| !name.is_empty())
    }
}

/// How many days are looked at one by one before a count is given up.
const PATIENCE: usize = 40_000;

/// Which way a count goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Later,
    Earlier,
}

impl Direction {
    const fn sign(self) -> i64 {
        match self {
            Self::Later => 1,
            Self::Earlier => -1,
        }
    }
}

impl Calendar {
    /// The day that is so many working days later (earlier if negative); the day itself for none.
    /// `None` where the calendar has too few.
    ///
    /// ```
    /// use milepost::{model::Calendar, time::Date};
    /// let friday = Date::new(2026, 3, 6).unwrap();
    /// assert_eq!(Calendar::standard().plus_working_days(friday, 1), Date::new(2026, 3, 9));
    /// ```
    pub fn plus_working_days(&self, date: Date, days: i64) -> Option<Date> {
        if days == 0 {
            return Some(date);
        }
        let way = if days > 0 { Direction::Later } else { Direction::Earlier };
        let next = date.plus_days(way.sign())?;
        let works = |hours: &[(u16, u16)]| i64::from(!hours.is_empty());
        self.advance(next, way, days.saturating_abs(), works).map(|(day, _)| day)
    }

    /// The moment at which so much working time has passed since `moment` (or is still to pass, if negative).
    /// `None` where the calendar has too little.
    pub fn plus_working_time(&self, moment: Moment, time: Minutes) -> Option<Moment> {
        match time.0 {
            0 => Some(moment),
            1.. => self.later(moment, time.0),
            _ => self.earlier(moment, time.0.saturating_neg()),
        }
    }

    fn later(&self, moment: Moment, time: i64) -> Option<Moment> {
        let (date, minute) = (moment.date(), moment.minute_of_day());
        // What of the day is over already is counted once more, so that whole days can be counted from here on.
        let over = minutes_within(self.hours_of(date), 0, minute);
        let (day, rest) =
            self.advance(date, Direction::Later, time.checked_add(over)?, minutes_of)?;
        let minute = nth_minute(self.hours_of(day), rest)?;
        Some(Moment::at(day, minute))
    }

    fn earlier(&self, moment: Moment, time: i64) -> Option<Moment> {
        let (date, minute) = (moment.date(), moment.minute_of_day());
        let ahead = minutes_within(self.hours_of(date), minute, 1440);
        let (day, rest) =
            self.advance(date, Direction::Earlier, time.checked_add(ahead)?, minutes_of)?;
        let hours = self.hours_of(day);
        let minute = nth_minute_from_behind(hours, rest)?;
        Some(Moment::at(day, minute))
    }

    /// The day on which the amount is used up, walking from `date` on (that day included), and how much of it is used on that day.
    fn advance(
        &self,
        mut date: Date,
        way: Direction,
        mut amount: i64,
        measure: impl Fn(&[(u16, u16)]) -> i64,
    ) -> Option<(Date, i64)> {
        let week: i64 = self.week.iter().map(|hours| measure(hours)).sum();
        for _ in 0..PATIENCE {
            if amount > week {
                let weeks = self.regular_days(date, way) / 7;
                let weeks = if week == 0 { weeks } else { weeks.min((amount - 1) / week) };
                amount -= weeks * week;
                date = date.plus_days(weeks * 7 * way.sign())?;
            }
            let of_day = measure(self.hours_of(date));
            if amount <= of_day {
                return Some((date, amount));
            }
            amount -= of_day;
            date = date.plus_days(way.sign())?;
        }
        None
    }

    /// For how many days from `date` on (that day included) no day differs from its weekday; rather too few than too many.
    fn regular_days(&self, date: Date, way: Direction) -> i64 {
        let to_exceptions = self.exceptions.iter().filter_map(|exception| match way {
            _ if exception.first <= date && date <= exception.last => Some(0),
            Direction::Later if exception.first > date => Some(days_between(date, exception.first)),
            Direction::Earlier if exception.last < date => Some(days_between(exception.last, date)),
            _ => None,
        });
        let to_yearly =
            self.yearly.iter().map(|(month, day, _)| days_to_yearly(date, way, *month, *day));
        let end = if way == Direction::Later { Date::MAX } else { Date::MIN };
        to_exceptions.chain(to_yearly).min().unwrap_or_else(|| days_between(date, end).abs())
    }
}

fn days_between(earlier: Date, later: Date) -> i64 {
    i64::from(later.days()) - i64::from(earlier.days())
}

fn days_to_yearly(date: Date, way: Direction, month: i8, day: i8) -> i64 {
    let of_year = |year: i16| {
        let exact = Date::new(year, month, day);
        // 29 February: a day before it in other years, which is near enough.
        exact.or_else(|| Date::new(year, month, 28))
    };
    let year = date.year();
    let years = match way {
        Direction::Later => [year, year.saturating_add(1)],
        Direction::Earlier => [year, year - 1],
    };
    let distances = years.into_iter().filter_map(of_year).map(|other| match way {
        Direction::Later => days_between(date, other),
        Direction::Earlier => days_between(other, date),
    });
    distances.filter(|distance| *distance >= 0).min().unwrap_or(0)
}

fn minutes_of(hours: &[(u16, u16)]) -> i64 {
    minutes_within(hours, 0, 1440)
}

fn minutes_within(hours: &[(u16, u16)], from: u16, to: u16) -> i64 {
    let within = hours.iter().map(|(start, end)| (*end).min(to).saturating_sub((*start).max(from)));
    within.map(i64::from).sum()
}

/// The minute of the day at which so many of its working minutes (at least one) are over.
fn nth_minute(hours: &[(u16, u16)], mut count: i64) -> Option<u16> {
    for (start, end) in hours {
        let length = i64::from(end.saturating_sub(*start));
        if count <= length {
            return start.checked_add(u16::try_from(count).ok()?);
        }
        count -= length;
    }
    None
}

/// The minute of the day from which on so many of its working minutes (at least one) are to come.
fn nth_minute_from_behind(hours: &[(u16, u16)], mut count: i64) -> Option<u16> {
    for (start, end) in hours.iter().rev() {
        let length = i64::from(end.saturating_sub(*start));
        if count <= length {
            return end.checked_sub(u16::try_from(count).ok()?);
        }
        count -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Exception;

    fn date(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    /// Easter off, Christmas every year.
    fn calendar() -> Calendar {
        let off = |first, last| Exception {
            first,
            last,
            hours: Vec::new(),
            title: "".into(),
            span: Span::default(),
        };
        Calendar {
            exceptions: vec![off(date(4, 3), date(4, 6))],
            yearly: vec![(12, 25, "Christmas".into()), (2, 29, "".into())],
            ..Calendar::standard()
        }
    }

    /// The same, a day at a time.
    fn slowly(calendar: &Calendar, mut date: Date, days: i64) -> Date {
        let mut left = days.abs();
        while left > 0 {
            date = date.plus_days(days.signum()).unwrap();
            left -= i64::from(!calendar.hours_of(date).is_empty());
        }
        date
    }

    #[test]
    fn weeks_at_a_time_count_like_days_at_a_time() {
        for calendar in [Calendar::standard(), calendar()] {
            for start in 0..40 {
                let start = date(3, 1).plus_days(start * 9).unwrap();
                for days in [-700, -261, -30, -5, -1, 0, 1, 2, 4, 5, 6, 29, 260, 523] {
                    let found = calendar.plus_working_days(start, days);
                    assert_eq!(found, Some(slowly(&calendar, start, days)), "{start} {days}");
                }
            }
        }
    }

    #[test]
    fn hours_are_counted_over_nights_and_weekends() {
        let calendar = calendar();
        let shift = |from, minutes| calendar.plus_working_time(from, Minutes(minutes)).unwrap();
        let friday = date(3, 6);
        assert_eq!(shift(Moment::at(friday, 16 * 60), 120), Moment::at(date(3, 9), 600));
        assert_eq!(shift(Moment::at(date(3, 9), 600), -120), Moment::at(friday, 16 * 60));
        assert_eq!(shift(Moment::start_of(friday), 480), Moment::at(friday, 1020));
        assert_eq!(shift(Moment::end_of(friday), 240), Moment::at(date(3, 9), 780));
        assert_eq!(shift(Moment::end_of(friday), -240), Moment::at(friday, 780));
    }

    #[test]
    fn a_calendar_without_work_ends_the_count() {
        let never = Calendar { week: Default::default(), ..calendar() };
        assert_eq!(never.plus_working_days(date(3, 2), 1), None);
        assert_eq!(never.plus_working_time(Moment::start_of(date(3, 2)), Minutes(1)), None);
        assert_eq!(Calendar::standard().plus_working_days(date(3, 2), i64::MAX), None);
    }
}
