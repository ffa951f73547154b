//! Who works on something: several names, their shares, what they cost.

use super::found::{Found, Mistake, syntax, wrong};
use super::names;
use super::numbers;
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::rules::{INVALID_NUMBER, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR};
use crate::syntax::keyword::{self, AttributeKind as A};
use crate::syntax::parse::is_path;
use crate::syntax::parse::number::{decimal, percent};
use crate::text::Span;

const EXPECTED: &str = "expected the name of a person or a team";

/// Several names, not joined as they should be.
pub(super) static PEOPLE: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("task a 5d @ana or bo", r"(@<who>(?:(?: ?[|/]{1,2} ?| (?:or|OR) )@?<who>)+)<end>")
            .says("alternatives are joined by `|`, without blanks")
            .put(1, "@{1:alternatives}"),
        row("task a 5d @ana(50%)", r"@<name>([(\[](\d+%?)[)\]])<end>")
            .says("how much of somebody stands behind a colon")
            .put(1, ":{2}"),
        row("task a 5d @ana and bo", r"(@<who>(?:(?: ?[+&] ?| (?:and|AND) )@?<who>)+)<end>")
            .says("everybody who works on it has their own `@`")
            .put(1, "@{1:everybody}"),
        row(
            "task a 5d @ana at 50%",
            r"(@(<name>)(?: (?:at|for|with|to|on|:)|:) ?(\d[\d.]*%))<end>",
        )
        .says("the share of somebody is joined to their name: `@{2}:{3}`")
        .put(1, "@{2}:{3}"),
        row("task a 5d @Ana Silva", r"(@<name>(?: [A-Z][a-z\x{80}-\x{10FFFF}-]+)+)<end>")
            .says("who works on it is called by the name of their declaration, not by their title")
            .help("of `person ana \"Ana Silva\"` that is `@ana`")
            .at(1)
            .costs(A::Assign),
        row("task a 5d @ana | after b", r"@<who>(?: ?[|/]+ ?@?<who>)* ?([|/]+)<end>")
            .says("expected the name of a person or a team behind `{1}`")
            .at(1),
        row(
            "task a 5d owner @ana or bo",
            r"owner (@?(<name>)<joint>(<name>)(?:<joint><name>)*)<end>",
        )
        .says("one person or team answers for it")
        .help("who works on it stands alone: `@{3}`")
        .put(1, "@{2}"),
    ],
);

/// What is paid for somebody.
pub(super) static RATES: Table = Table::new(
    &INVALID_NUMBER,
    &[
        row(
            "person ana rate 500 per day",
            r"rate ((\d[\d.]*[kM]?)(?: ?/ ?| per | an? )([A-Za-z]+))<end>",
        )
        .says("a rate is written `{2}/{3:unit}`")
        .put(1, "{2}/{3:unit}"),
        row("person ana rate 700/x", r"rate [^ ]+/([^ ,/]+)<end>")
            .says("`{1}` is no unit of time")
            .help("a rate is money for a unit of time: `90/h`, `700/d`, `3k/w`, `12k/mo`")
            .when("{1:no-unit}")
            .at(1),
        row("person ana rate 700", r"rate (\d[\d.]*[kM]?)(?: |$)")
            .says("`{1}` has no unit of time")
            .help("`{1}/d` is for a day, `{1}/h` for an hour")
            .at(1),
    ],
);

/// The names of a list, whatever people put between, joined by a sign. `None` if one of them is none.
pub(super) fn joined(text: &str, sign: &str) -> Option<String> {
    let mut names = Vec::new();
    for word in text.split([' ', '|', '/', '+', '&']).filter(|word| !word.is_empty()) {
        if matches!(word, "or" | "OR" | "and" | "AND") {
            continue;
        }
        let name = word.trim_start_matches('@');
        let is_name = is_path(name.split_once(':').map_or(name, |(name, _)| name));
        if !is_name || keyword::attribute(word).is_some() {
            return None;
        }
        names.push(name);
    }
    Some(names.join(sign))
}

/// What is wrong with one of the names behind an `@`, or with how much of somebody there is.
pub(super) fn assignee(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first().filter(|first| first.text.starts_with('@'))?.behind(1);
    let mut start = 0;
    word.text.split('|').find_map(|part| {
        let one = word.part(start, start + part.len());
        start += part.len() + 1;
        let one = if one.text.starts_with('@') { one.behind(1) } else { one };
        match one.split_once(":") {
            Some((name, units)) => self::units(found, name, units).or_else(|| no_name(name)),
            None => no_name(one),
        }
    })
}

fn units(found: &Found<'_>, name: Word<'_>, units: Word<'_>) -> Option<Mistake> {
    let is_share = units.text.ends_with('%');
    let value = if is_share { percent(units.text) } else { decimal(units.text) };
    match value {
        Some(Ok(value)) if value.0 == 0 => {
            let message = format!("`{units}` of `{name}` does no work");
            let some = if is_share { "50%" } else { "1" };
            Some(wrong(&NUMBER_OUT_OF_RANGE, units.span(), message).help(format!(
                "leave `@{name}` out if nothing is asked, or say how much is: `@{name}:{some}`"
            )))
        }
        Some(Err(fault)) => Some(numbers::out_of_range(units, fault)),
        Some(Ok(_)) if is_share => None,
        _ => numbers::number_of(found, units),
    }
}

fn no_name(name: Word<'_>) -> Option<Mistake> {
    if is_path(name.text) {
        return None;
    }
    if name.text.is_empty() {
        let end = name.span().start;
        let sign = Span::new(end.saturating_sub(1), end);
        return Some(syntax(sign, format!("{EXPECTED} behind this")));
    }
    Some(names::explain(syntax(name.span(), format!("{EXPECTED}, found `{name}`")), name))
}

/// What is wrong with the name of who answers for something.
pub(super) fn owner(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    no_name(if word.text.starts_with('@') { word.behind(1) } else { word })
}

/// What is wrong with a rate: its unit, a comma, words for its sign.
pub(super) fn rate(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 1)?;
    let amount = word.split_once("/").map_or(word, |(amount, _)| amount);
    let of_number = || (!is_path(amount.text)).then(|| numbers::number_of(found, amount))?;
    RATES.find(found, found.at).or_else(of_number)
}
