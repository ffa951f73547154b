//! How what people write is written here: a unit, a date, a share, the hours of a day. Rows name these by a word.

use super::amounts::{letters, meant_unit};
use super::calendars;
use super::dates;
use super::found::Found;
use super::heads;
use super::numbers;
use super::people;
use super::texts::{self, quoted};
use super::views;
use super::words::begins_attribute;
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::syntax::parse::{is_address, is_identifier};
use crate::text::did_you_mean;

/// A text as a filter writes it. `None` if it is nothing of the kind.
pub(super) fn filtered(filter: &str, text: &str, found: &Found<'_>) -> Option<String> {
    let (filter, words) = filter.split_once(' ').unwrap_or((filter, ""));
    let known = |is_known: bool| is_known.then(|| text.to_owned());
    match filter {
        "unit" => meant_unit(text).map(|unit| letters(unit).to_owned()),
        "no-unit" => known(meant_unit(text).is_none()),
        "date" if text.is_empty() => Some(String::new()),
        "day" if dates::is_range(text) => Some(text.to_owned()),
        "date" | "day" => dates::meant(text),
        "end-year" => dates::year_of_end(text),
        "edge" => edge(text).map(str::to_owned),
        "number" => numbers::mended(text),
        "share" => Some(numbers::share_meant(text)),
        "weekdays" => calendars::weekdays_meant(text),
        "days-in-a-row" => calendars::days_in_a_row(text),
        "hours" => calendars::hours_meant(text),
        "day-of-year" => calendars::day_of_year(text),
        "apart" => {
            let parts = text.split([' ', ',', ':', '=', '*', '×']);
            // `value-1`: a number behind the word that it belongs to.
            let number = |char: char| char.is_ascii_digit() || char == '-';
            let cut = |part: &str| part.find(number).unwrap_or(0);
            let parts = parts.map(|part| part.split_at_checked(cut(part)).unwrap_or((part, "")));
            let parts = parts.flat_map(<[&str; 2]>::from).filter(|part| !part.is_empty());
            Some(parts.collect::<Vec<_>>().join(" "))
        }
        "alternatives" => people::joined(text, "|"),
        "everybody" => people::joined(text, " @"),
        "title" if text.starts_with('"') => Some(text.to_owned()),
        "quoted" | "title" => Some(quoted(text)),
        // Whether it is one, or none.
        "health" => heads::health(text).map(str::to_owned),
        "no-health" => known(heads::health(text).is_none()),
        "type" => heads::field_type(text).map(str::to_owned),
        "declared" => known(keyword::declaration(text).is_some_and(|row| {
            row.at_top && found.on == K::Roadmap || row.inside.contains(found.on)
        })),
        "declares" => {
            let is_meant = keyword::meant_declaration(text).is_some();
            known(is_meant || keyword::declaration(text).is_some())
        }
        "prose" => known(texts::is_prose(text) && keyword::declaration(text).is_none()),
        "plain" => known(
            is_identifier(text)
                && keyword::attribute(text).is_none()
                && keyword::meant_attribute_on(text, found.on).is_none()
                && keyword::suggest_attribute(text, found.on).is_none(),
        ),
        "attribute" => known(keyword::attribute(text).is_some()),
        "begins" => known(begins_attribute(text)),
        "no-address" => known(!is_address(text)),
        "no-weekdays" => known(calendars::weekdays_meant(text).is_none()),
        "near" => did_you_mean(text, words.split(' ')).map(str::to_owned),
        "comparison" => comparison(text).map(str::to_owned),
        "occasion" => occasion(text).map(str::to_owned),
        "state" => state(text).map(str::to_owned),
        "sorts" => known(views::sorts(text.trim_start_matches([',', ' ']))),
        "part" => views::part(text).map(str::to_owned),
        "own" => keyword::suggest_attribute(text, found.on).map(str::to_owned),
        _ => None,
    }
}

/// The sign that is meant by one of other languages, or by words.
fn comparison(text: &str) -> Option<&'static str> {
    Some(match text {
        "==" | "===" | "is" | "equals" => "=",
        "<>" | "≠" | "!==" | "is not" | "isn't" => "!=",
        "=<" | "≤" | "at most" | "is at most" | "up to" => "<=",
        "=>" | "≥" | "at least" | "is at least" => ">=",
        "less than" | "is less than" | "fewer than" | "below" | "under" => "<",
        "more than" | "is more than" | "above" | "over" | "greater than" => ">",
        _ => return None,
    })
}

/// What falls on a day, by other words.
fn occasion(text: &str) -> Option<&'static str> {
    Some(match text {
        "start" | "starting" | "begin" | "begins" => "starts",
        "end" | "ending" | "finish" | "finishes" => "ends",
        "deadline" => "due",
        _ => return None,
    })
}

/// How something stands, by the words of other tools.
fn state(text: &str) -> Option<&'static str> {
    const STATES: [(&str, &str); 7] = [
        ("under-way", "in-progress ongoing active started underway doing wip running begun"),
        ("waiting", "todo to-do planned not-started unstarted pending upcoming new queued"),
        ("done", "complete completed finished closed shipped delivered"),
        ("dropped", "cancelled canceled rejected abandoned"),
        ("on-track", "green healthy"),
        ("at-risk", "amber yellow risky"),
        ("off-track", "red"),
    ];
    heads::meant(&STATES, &text.replace(' ', "-"))
}

/// The point of an item that a word says.
fn edge(word: &str) -> Option<&'static str> {
    match word {
        "end" | "ends" | "finish" | "finishes" => Some("end"),
        "start" | "starts" | "begin" | "begins" | "beginning" => Some("start"),
        _ => None,
    }
}
