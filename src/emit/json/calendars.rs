//! Calendars.

use std::fmt;

use serde::{Serialize, Serializer};

use super::context::{Context, SourcePlace};
use super::values::Day;
use crate::model::{Calendar, Exception};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarRow<'c> {
    name: &'c str,
    minutes_per_day: i64,
    week: Week<'c>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<ExceptionRow<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    yearly: Vec<YearlyRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

#[derive(Serialize)]
struct Week<'c> {
    monday: Opening<'c>,
    tuesday: Opening<'c>,
    wednesday: Opening<'c>,
    thursday: Opening<'c>,
    friday: Opening<'c>,
    saturday: Opening<'c>,
    sunday: Opening<'c>,
}

#[derive(Serialize)]
struct ExceptionRow<'c> {
    first: Day,
    last: Day,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'c str,
    hours: Opening<'c>,
}

/// A day of every year that is off.
#[derive(Serialize)]
struct YearlyRow<'c> {
    month: i8,
    day: i8,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'c str,
}

/// Hours of one day: `["09:00-12:30", "13:30-17:00"]`.
struct Opening<'c>(&'c [(u16, u16)]);

struct Run(u16, u16);

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(opens, closes) = self;
        write!(out, "{:02}:{:02}-{:02}:{:02}", opens / 60, opens % 60, closes / 60, closes % 60)
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl Serialize for Opening<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(|(opens, closes)| Run(*opens, *closes)))
    }
}

pub(super) fn rows<'c>(context: &'c Context<'c>) -> impl Iterator<Item = CalendarRow<'c>> {
    context.plan.model.calendars.iter().map(|calendar| row(context, calendar))
}

fn row<'c>(context: &'c Context<'c>, calendar: &'c Calendar) -> CalendarRow<'c> {
    CalendarRow {
        name: name_of(calendar),
        minutes_per_day: calendar.day.0,
        week: week(calendar),
        exceptions: calendar.exceptions.iter().map(exception).collect(),
        yearly: yearly(calendar),
        source: context.source(calendar.span),
    }
}

/// A calendar's name; the built-in one has none in the language.
pub(super) fn name_of(calendar: &Calendar) -> &str {
    if calendar.name.is_empty() { "standard" } else { &calendar.name }
}

fn week(calendar: &Calendar) -> Week<'_> {
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &calendar.week;
    Week {
        monday: Opening(monday),
        tuesday: Opening(tuesday),
        wednesday: Opening(wednesday),
        thursday: Opening(thursday),
        friday: Opening(friday),
        saturday: Opening(saturday),
        sunday: Opening(sunday),
    }
}

fn exception(exception: &Exception) -> ExceptionRow<'_> {
    ExceptionRow {
        first: Day(exception.first),
        last: Day(exception.last),
        title: &exception.title,
        hours: Opening(&exception.hours),
    }
}

fn yearly(calendar: &Calendar) -> Vec<YearlyRow<'_>> {
    let days = calendar.yearly.iter();
    days.map(|(month, day, title)| YearlyRow { month: *month, day: *day, title }).collect()
}
