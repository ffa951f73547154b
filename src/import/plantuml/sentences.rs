//! The sentences of a chart: what each says of which task, and nothing of what that means yet.

use pest::iterators::Pair;

use super::grammar::Rule;
use crate::time::{Date, Weekday, month_name};

/// A date as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    On(Date),
    /// So many days behind the start of the project.
    Plus(i64),
}

/// A point in time.
#[derive(Clone, Debug)]
pub(super) enum Point {
    At(Day),
    Of(Moment),
}

/// The start or the end of another task, or so long before or behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct Moment {
    pub(super) task: String,
    /// The start or the end, where it is said.
    pub(super) is_start: Option<bool>,
    /// Days, less than none before it.
    pub(super) days: i64,
    pub(super) is_working: bool,
}

/// What a sentence says of its task.
#[derive(Clone, Debug)]
pub(super) enum Said {
    People(Vec<(String, Option<i64>)>),
    /// Days and weeks.
    Lasts(Vec<(i64, String)>),
    Starts(Point),
    Ends(Point),
    Happens(Point),
    /// In thousandths.
    Complete(i64),
    Colour(String),
    Deleted,
    Pauses,
    Row,
    Link(String, Option<String>),
}

/// The pieces of a pair that a rule made.
pub(super) fn all<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> impl Iterator<Item = Pair<'p, Rule>> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// The first piece of a pair that a rule made.
pub(super) fn one<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Option<Pair<'p, Rule>> {
    all(pair, rule).next()
}

/// The name in brackets, with line breaks as blanks.
pub(super) fn name(pair: &Pair<'_, Rule>) -> String {
    let inside = one(pair, Rule::inside).map(|inside| inside.as_str().replace("\\n", " "));
    inside.unwrap_or_default().trim().to_owned()
}

fn number(pair: &Pair<'_, Rule>) -> Option<i64> {
    pair.as_str().trim_end_matches('%').parse().ok()
}

fn count(pair: &Pair<'_, Rule>) -> Option<i64> {
    number(&one(pair, Rule::count)?)
}

/// The day that a `date` says, if there is such a day.
pub(super) fn day(pair: &Pair<'_, Rule>) -> Option<Day> {
    let inner = pair.clone().into_inner().next()?;
    let numbers: Vec<i64> = all(&inner, Rule::number).filter_map(|pair| number(&pair)).collect();
    let date = |year: i64, month: i64, day: i64| {
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    };
    match (inner.as_rule(), numbers.as_slice()) {
        (Rule::relative, _) => Some(Day::Plus(count(&inner)?)),
        (Rule::iso, [year, month, of_month]) => date(*year, *month, *of_month).map(Day::On),
        (Rule::worded, [of_month, year]) => {
            let word = one(&inner, Rule::month)?.as_str().to_lowercase();
            let is_it = |month: &i8| {
                let name = month_name(*month).to_lowercase();
                word.len() >= 3 && name.starts_with(&word)
            };
            date(*year, i64::from((1..=12).find(is_it)?), *of_month).map(Day::On)
        }
        _ => None,
    }
}

/// The weekday that a `weekday` says.
pub(super) fn weekday(pair: &Pair<'_, Rule>) -> Option<Weekday> {
    let name = one(pair, Rule::weekday_name)?;
    Weekday::ALL.into_iter().find(|weekday| weekday.name().eq_ignore_ascii_case(name.as_str()))
}

/// Who a `person` is, and which share of them in thousandths.
pub(super) fn person(pair: &Pair<'_, Rule>) -> (String, Option<i64>) {
    let who = one(pair, Rule::who).map(|who| who.as_str().trim().to_owned()).unwrap_or_default();
    (who, one(pair, Rule::share).and_then(|share| number(&share)?.checked_mul(10)))
}

/// What a verb says; nothing if it names a day that there is not.
pub(super) fn said(verb: &Pair<'_, Rule>) -> Option<Said> {
    Some(match verb.as_rule() {
        Rule::people => Said::People(all(verb, Rule::person).map(|pair| person(&pair)).collect()),
        Rule::lasts => {
            let amount = |pair: Pair<'_, Rule>| {
                let unit = one(&pair, Rule::unit)?.as_str().to_lowercase();
                Some((count(&pair)?, unit.trim_end_matches('s').to_owned()))
            };
            Said::Lasts(all(verb, Rule::amount).map(amount).collect::<Option<_>>()?)
        }
        Rule::starts => Said::Starts(point(verb)?),
        Rule::ends => Said::Ends(point(verb)?),
        Rule::happens => Said::Happens(point(verb)?),
        Rule::complete => {
            let share = one(verb, Rule::share).map_or(Some(100), |share| number(&share))?;
            Said::Complete(share.clamp(0, 100) * 10)
        }
        Rule::colour => {
            Said::Colour(one(&one(verb, Rule::coloured)?, Rule::tint)?.as_str().to_owned())
        }
        Rule::deleted => Said::Deleted,
        Rule::pauses => Said::Pauses,
        Rule::row => Said::Row,
        Rule::link => {
            let label = one(verb, Rule::label).map(|label| label.as_str().trim().to_owned());
            Said::Link(one(verb, Rule::address)?.as_str().to_owned(), label)
        }
        _ => return None,
    })
}

fn point(verb: &Pair<'_, Rule>) -> Option<Point> {
    if let Some(date) = one(verb, Rule::date) {
        return Some(Point::At(day(&date)?));
    }
    let pair = one(verb, Rule::moment)?;
    let mut moment = Moment { task: name(&one(&pair, Rule::named)?), ..Moment::default() };
    let part = one(&pair, Rule::part).map(|part| part.as_str().eq_ignore_ascii_case("start"));
    // `after [A]` is after its end, `before [A]` before its start.
    let after = one(verb, Rule::after).map(|word| word.as_str().to_lowercase().ends_with("before"));
    moment.is_start = part.or(after);
    if let (Some(days), Some(direction)) = (count(&pair), one(&pair, Rule::direction)) {
        let unit = one(&pair, Rule::unit)?.as_str().to_lowercase();
        let days = if unit.starts_with("week") { days.checked_mul(7)? } else { days };
        let is_before = direction.as_str().eq_ignore_ascii_case("before");
        moment.days = if is_before { -days } else { days };
        moment.is_working = one(&pair, Rule::working).is_some();
    }
    Some(Point::Of(moment))
}
