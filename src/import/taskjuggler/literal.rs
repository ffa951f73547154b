//! Dates, amounts and texts.

use pest::iterators::Pair;

use super::grammar::Rule;
use crate::import::{Amount, Number, Unit, When};
use crate::time::{Date, Weekday};

/// The pieces of a pair that a rule made.
pub(super) fn all<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> impl Iterator<Item = Pair<'p, Rule>> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// The first piece of a pair that a rule made.
pub(super) fn one<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Option<Pair<'p, Rule>> {
    all(pair, rule).next()
}

/// The text of the first piece of a pair that a rule made.
pub(super) fn said(pair: &Pair<'_, Rule>, rule: Rule) -> Option<String> {
    one(pair, rule).map(|piece| piece.as_str().to_owned())
}

/// The text in quotes or between scissors, without the indentation of all its lines.
pub(super) fn text(pair: &Pair<'_, Rule>) -> String {
    let Some(inside) = pair.clone().into_inner().next() else { return String::new() };
    let said = inside.as_str().replace("\\\"", "\"").replace("\\'", "'");
    let indents = said.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut lines = said.lines();
    let first = lines.next().unwrap_or_default().trim();
    let rest = lines.map(|line| line.get(indent..).unwrap_or(line.trim_start()).trim_end());
    let all: Vec<&str> = std::iter::once(first).chain(rest).collect();
    all.join("\n").trim().to_owned()
}

/// The first text of a statement.
pub(super) fn first_text(pair: &Pair<'_, Rule>) -> Option<String> {
    one(pair, Rule::text).map(|pair| text(&pair))
}

/// A number in thousandths.
pub(super) fn number(pair: &Pair<'_, Rule>) -> Option<Number> {
    let (whole, part) = pair.as_str().split_once('.').unwrap_or((pair.as_str(), ""));
    let part = format!("{part}000");
    let thousandths: i64 = part.get(..3)?.parse().ok()?;
    Some(Number(whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(thousandths)?))
}

/// A `quantity`: a number, and `min`, `h`, `d`, `w`, `m` or `y`.
pub(super) fn quantity(pair: &Pair<'_, Rule>) -> Option<(Number, String)> {
    Some((number(&one(pair, Rule::number)?)?, said(pair, Rule::unit)?))
}

/// An amount of working time, or of time on the clock, in which months and years are longer.
pub(super) fn amount(pair: &Pair<'_, Rule>, is_clock: bool) -> Option<Amount> {
    let (number, unit) = quantity(pair)?;
    // A year has 260.714 working days, and 365 of the clock.
    let days = |thousandths: i64| {
        let number = Number(number.0.checked_mul(thousandths)? / 1000);
        Some(Amount { number, unit: Unit::Days })
    };
    let of = |unit: Unit| Some(Amount { number, unit });
    match (unit.as_str(), is_clock) {
        ("min", _) => of(Unit::Minutes),
        ("h", _) => of(Unit::Hours),
        ("d", _) => of(Unit::Days),
        ("w", _) => of(Unit::Weeks),
        ("m", false) => days(21_726),
        ("m", true) => days(30_417),
        ("y", false) => days(260_714),
        ("y", true) => days(365_000),
        _ => None,
    }
}

fn clock(pair: &Pair<'_, Rule>) -> Option<u16> {
    let (hour, minute) = pair.as_str().split_once(':')?;
    let minutes = hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?;
    (minutes <= 24 * 60).then_some(minutes)
}

/// The hours of a `hours`.
pub(super) fn hours(pair: &Pair<'_, Rule>) -> Option<(u16, u16)> {
    let mut clocks = all(pair, Rule::clock).map(|pair| clock(&pair));
    let (from, to) = (clocks.next()??, clocks.next()??);
    (from < to).then_some((from, to))
}

/// The weekdays of a `weekdays`, which may go round the end of the week.
pub(super) fn weekdays(pair: &Pair<'_, Rule>) -> Vec<Weekday> {
    let at = |pair: Pair<'_, Rule>| {
        let is_it = |day: &Weekday| {
            day.name().get(..3).is_some_and(|name| name.eq_ignore_ascii_case(pair.as_str()))
        };
        Weekday::ALL.iter().position(is_it)
    };
    let days: Vec<usize> = all(pair, Rule::weekday).filter_map(at).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let count = (last + 7 - first) % 7 + 1;
    Weekday::ALL.into_iter().cycle().skip(*first).take(count).collect()
}

/// The day or minute of a `date`, with what is added to it.
pub(super) fn date(pair: &Pair<'_, Rule>) -> Option<When> {
    let day = one(pair, Rule::day)?;
    let written = said(&day, Rule::year_month_day)?;
    let mut numbers = written.split('-').map(|number| number.parse::<i16>().ok());
    let (year, month, of_month) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(of_month).ok()?)?;
    let minute = match one(&day, Rule::clock) {
        Some(pair) => Some(clock(&pair)?).filter(|minute| *minute > 0 && *minute < 24 * 60),
        None => None,
    };
    let mut when = When { date, minute };
    for shifted in all(pair, Rule::shifted) {
        let is_minus = said(&shifted, Rule::plus_minus).is_some_and(|sign| sign == "-");
        let (number, unit) = quantity(&one(&shifted, Rule::quantity)?)?;
        when = later(when, Number(if is_minus { -number.0 } else { number.0 }), &unit)?;
    }
    Some(when)
}

fn later(when: When, number: Number, unit: &str) -> Option<When> {
    let minutes = match unit {
        "min" => number.0 / 1000,
        "h" => number.0.checked_mul(60)? / 1000,
        "d" => number.0.checked_mul(24 * 60)? / 1000,
        "w" => number.0.checked_mul(7 * 24 * 60)? / 1000,
        unit => {
            let months = number.0.checked_mul(if unit == "y" { 12 } else { 1 })? / 1000;
            return Some(When {
                date: when.date.plus_months(i32::try_from(months).ok()?)?,
                ..when
            });
        }
    };
    let total = i64::from(when.minute.unwrap_or(0)).checked_add(minutes)?;
    let date = when.date.plus_days(total.div_euclid(24 * 60))?;
    let minute = u16::try_from(total.rem_euclid(24 * 60)).ok().filter(|minute| *minute > 0);
    Some(When { date, minute })
}

/// From when to when a `span` is: its end is not part of it.
pub(super) fn span(pair: &Pair<'_, Rule>) -> Option<(When, When)> {
    let mut dates = all(pair, Rule::date).map(|pair| date(&pair));
    let start = dates.next()??;
    let end = match (dates.next(), one(pair, Rule::quantity)) {
        (Some(end), _) => end?,
        (None, Some(length)) => {
            let (number, unit) = quantity(&length)?;
            later(start, number, &unit)?
        }
        (None, None) => later(start, Number::whole(1), "d")?,
    };
    Some((start, end))
}

/// The last day of what ends at a moment that is not part of it; a minute of a day is kept.
pub(super) fn last(end: When) -> Option<When> {
    match end.minute {
        Some(_) => Some(end),
        None => end.date.plus_days(-1).map(When::day),
    }
}
