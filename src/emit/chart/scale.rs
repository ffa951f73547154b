//! From time to pixels.

use super::Px;
use crate::model::Calendar;
use crate::time::{Date, Moment};

/// Minutes of a civil day.
const DAY: i64 = 24 * 60;

/// A moment as it is drawn: minutes since 1 January 1970 in which the working hours of each day fill the whole day.
///
/// What ends in the evening and what starts the next morning touch then, and a milestone stands at the end of its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Drawn(pub i64);

impl Drawn {
    /// The start of a day.
    pub fn start_of(date: Date) -> Self {
        Self(i64::from(date.days()) * DAY)
    }

    /// The day it lies in.
    pub fn date(self) -> Date {
        let latest = || if self.0 < 0 { Date::MIN } else { Date::MAX };
        Date::from_days(self.0.div_euclid(DAY)).unwrap_or_else(latest)
    }

    /// So many minutes later.
    pub const fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }

    /// Minutes from an earlier one.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Which hours of each weekday fill the whole day when they are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Hours([(i64, i64); 7]);

impl Hours {
    /// The clock as it is: for a picture of a few days, in which hours can be seen.
    pub const CLOCK: Self = Self([(0, DAY); 7]);

    /// From when the calendar opens to when it closes, breaks included; a day off as it is.
    pub fn of(calendar: &Calendar) -> Self {
        Self(std::array::from_fn(|day| {
            let hours =
                calendar.week.get(day).and_then(|hours| Some((hours.first()?.0, hours.last()?.1)));
            let (opens, closes) =
                hours.filter(|(opens, closes)| opens < closes).unwrap_or((0, 1440));
            (i64::from(opens), i64::from(closes))
        }))
    }

    /// From when to when the hours of a day are that fill it.
    pub fn on(&self, date: Date) -> (i64, i64) {
        self.0.get(date.weekday().index()).copied().unwrap_or((0, DAY))
    }

    /// The least that a minute is drawn as long.
    pub fn stretch(&self, minutes: i64) -> i64 {
        let longest = self.0.iter().map(|(opens, closes)| closes - opens).filter(|of| *of < DAY);
        minutes.saturating_mul(DAY) / longest.max().unwrap_or(DAY).max(1)
    }

    /// Whether a moment is where a day opens or closes. A midnight closes its day.
    pub fn bound(&self, moment: Moment) -> bool {
        let (opens, closes) = self.on(moment.date());
        [0, opens, closes].contains(&moment.minute_of_day().into())
    }

    /// Whether a moment is drawn where it is, and not where the day opens or closes. A midnight closes its day.
    pub fn hold(&self, moment: Moment) -> bool {
        let (opens, closes) = self.on(moment.date());
        let minute = i64::from(moment.minute_of_day());
        minute == 0 || (opens..=closes).contains(&minute)
    }

    /// The start of a day and each full step of its hours, each with the moment of the clock that it is.
    pub fn ticks(&self, date: Date, step: i64) -> impl Iterator<Item = (Drawn, Drawn)> + use<> {
        let (opens, closes) = self.on(date);
        let day = Drawn::start_of(date);
        let minutes = (0..).map(move |count| opens + count * step);
        let minutes = minutes.take_while(move |minute| *minute < closes);
        let length = (closes - opens).max(1);
        minutes.map(move |minute| (day.plus((minute - opens) * DAY / length), day.plus(minute)))
    }

    /// Whether they are the clock as it is.
    pub fn is_clock(&self) -> bool {
        self.0 == Self::CLOCK.0
    }

    /// When a moment is drawn.
    pub fn drawn(&self, moment: Moment) -> Drawn {
        let date = moment.date();
        let (opens, closes) = self.on(date);
        let minute = i64::from(moment.minute_of_day()).clamp(opens, closes) - opens;
        Drawn::start_of(date).plus(minute * DAY / (closes - opens).max(1))
    }
}

/// Where a moment is drawn: so many pixels for so many minutes.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The moment at the left edge.
    pub start: Drawn,
    /// The left edge.
    pub left: Px,
    /// This long…
    pub length: Px,
    /// … are so many minutes; at least one.
    pub minutes: i64,
}

impl Scale {
    /// Where a moment is.
    pub fn x(&self, moment: Drawn) -> Px {
        self.left + self.px(moment.since(self.start))
    }

    /// Where a stretch of time is, as far as it lies in the picture.
    pub fn band(&self, from: Drawn, to: Drawn, right: Px) -> (Px, Px) {
        (self.x(from).clamp(self.left, right), self.x(to).clamp(self.left, right))
    }

    /// How long an amount of time is.
    pub fn px(&self, minutes: i64) -> Px {
        let exact = i128::from(minutes) * i128::from(self.length.0);
        let rounded =
            (exact + i128::from(self.minutes / 2)).div_euclid(i128::from(self.minutes.max(1)));
        Px(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// The moment at a place.
    pub fn at(&self, x: Px) -> Drawn {
        let exact = i128::from((x - self.left).0) * i128::from(self.minutes);
        let minutes = exact.div_euclid(i128::from(self.length.0.max(1)));
        self.start.plus(i64::try_from(minutes).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: i8, hour: u16) -> Moment {
        Moment::at(Date::new(2026, 3, day).unwrap(), hour * 60)
    }

    #[test]
    fn the_evening_touches_the_next_morning() {
        let hours = Hours::of(&Calendar::standard());
        assert_eq!(hours.drawn(moment(2, 17)), hours.drawn(moment(3, 9)));
        assert_eq!(hours.drawn(moment(2, 17)), hours.drawn(Moment::end_of(moment(2, 0).date())));
        assert_eq!(hours.drawn(moment(2, 13)), Drawn::start_of(moment(2, 0).date()).plus(DAY / 2));
    }

    #[test]
    fn a_place_is_the_moment_that_is_drawn_there() {
        let start = Drawn::start_of(Date::new(2026, 3, 2).unwrap());
        let scale =
            Scale { start, left: Px::whole(300), length: Px::whole(100), minutes: 10 * DAY };
        assert_eq!(scale.x(start.plus(DAY)), Px::whole(310));
        assert_eq!(scale.at(Px::whole(310)), start.plus(DAY));
        assert_eq!(scale.x(start.plus(-DAY)), Px::whole(290));
    }
}
