//! What each output says of things, read back from it.

mod chart;
mod json;
mod report;

use std::collections::BTreeMap;

use milepost::time::Date;

pub(crate) use chart::read as chart;
pub(crate) use json::read as json;
pub(crate) use report::read as report;

/// What an output says of everything, by title; of the whole by no title.
pub(crate) type Said = BTreeMap<String, Told>;

/// What an output says of one thing; of what it doesn't say, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) state: Option<String>,
    pub(crate) is_done: Option<bool>,
    pub(crate) health: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) is_open: Option<bool>,
    /// The day it was planned for; of what has none the day in the words of the column is some other's.
    pub(crate) planned: Option<Against>,
    pub(crate) deadline: Option<Against>,
    pub(crate) promise: Option<Against>,
    /// How late it is against one of these, where the output doesn't say against which.
    pub(crate) variance: Option<Late>,
}

/// A day that was committed to, and how late a thing is for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Against {
    pub(crate) day: Option<String>,
    pub(crate) late: Option<Late>,
}

/// How late: so many working days, if that is known, and whether that misses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    pub(crate) days: Option<i64>,
    pub(crate) is_missed: bool,
}

impl Late {
    /// `3 working days late`, `not estimated`
    fn read(words: &str) -> Self {
        let known = |days, is_missed| Self { days: Some(days), is_missed };
        let counted = || words.split(' ').next().and_then(|days| days.parse::<i64>().ok());
        match words {
            "on time" => known(0, false),
            "late by nothing but days off" => known(0, true),
            "not estimated" => Self { days: None, is_missed: false },
            _ if words.starts_with("at least ") => Self { days: None, is_missed: true },
            _ if words.ends_with(" early") => known(-counted().unwrap(), false),
            _ if words.contains("working day") => known(counted().unwrap(), true),
            // By hours.
            _ if words.ends_with(" late") => known(0, true),
            _ => panic!("how late is `{words}`?"),
        }
    }
}

/// `12 May 2026` as it stands in data.
fn day(words: &str) -> String {
    let mut parts = words.split(' ');
    let mut next = || parts.next().unwrap_or_else(|| panic!("no day: `{words}`"));
    let (day, month, year) = (next(), next(), next());
    let months = (1..=12).map(|month| Date::new(2026, month, 1).unwrap());
    let month = months.into_iter().find(|of| of.medium().contains(&month[..3])).unwrap().month();
    Date::new(year.parse().unwrap(), month, day.parse().unwrap()).unwrap().to_string()
}

/// `not before 12 May 2026`: the day, and whether it is open.
fn open_day(words: &str) -> (String, bool) {
    match words.strip_prefix("not before ") {
        Some(words) => (day(words), true),
        None => (day(words), false),
    }
}
