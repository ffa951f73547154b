//! Working time as rules; `schedule` counts by them.

use crate::text::Span;
use crate::time::{Date, Minutes, Weekday};

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
