//! Who works on something: several names, their shares, what they cost.

use super::amounts::{letters, meant_unit};
use super::found::{Found, Mistake, instead, told};
use super::names;
use super::numbers;
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NUMBER, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR};
use crate::syntax::keyword;
use crate::syntax::parse::is_path;
use crate::syntax::parse::number::unit;
use crate::text::Span;

const EXPECTED: &str = "expected the name of a person or a team";

/// `@ana, bo`, `ana:50%`, `ana|bo`: whether a word can be the name of somebody.
fn is_name(word: Word<'_>) -> bool {
    let is_one = |part: &str| {
        let bare = part.strip_prefix('@').unwrap_or(part);
        is_path(bare.split_once(':').map_or(bare, |(name, _)| name))
    };
    keyword::attribute(word.text).is_none() && word.text.split('|').all(is_one)
}

/// Another name, of which blanks or a word part it from the one before, and how many pieces that takes.
fn next_alternative<'a>(
    found: &Found<'a>,
    ahead: usize,
    before: Word<'a>,
) -> Option<(Word<'a>, usize)> {
    let next = found.word(found.at + ahead)?;
    if before.text.ends_with(['|', '/']) && is_name(next) {
        return Some((next, 1));
    }
    if next.text.starts_with(['|', '/']) && next.text.len() > 1 && is_name(next.behind(1)) {
        return Some((next.behind(1), 1));
    }
    let is_sign = matches!(next.text, "or" | "OR" | "Or" | "|" | "||" | "/");
    let name = found.word(found.at + ahead + 1).filter(|name| is_sign && is_name(*name))?;
    Some((name, 2))
}

/// Cut at whatever people put between names, the empty parts left out.
fn parts(word: Word<'_>) -> Vec<Word<'_>> {
    let mut parts = Vec::with_capacity(1);
    let mut start = 0;
    for (at, _) in word.text.match_indices(['|', '/', '+', '&']) {
        parts.push(word.part(start, at));
        start = at + 1;
    }
    parts.push(word.behind(start));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// The name behind an `and`, with that.
fn conjoined<'a>(found: &Found<'a>, ahead: usize) -> Option<(Word<'a>, Word<'a>)> {
    let is_conjunction = |word: &Word<'_>| matches!(word.text, "and" | "AND" | "&" | "+");
    let and = found.word(found.at + ahead).filter(is_conjunction)?;
    let other = found.word(found.at + ahead + 1).filter(|other| is_name(*other))?;
    Some((and, other))
}

/// `@ana or bo`, `@ana/bo`, `@ana+bo`, `@ana and bo`, `@ana |`: several names, not written as they should be.
pub(super) fn several(found: &Found<'_>) -> Option<Mistake> {
    let first = found.first().filter(|first| first.text.starts_with('@'))?;
    let (mut words, mut ahead) = (vec![first], 1);
    while let Some((next, count)) =
        next_alternative(found, ahead, words.last().copied().unwrap_or(first))
    {
        words.push(next);
        ahead += count;
    }
    let is_apart = words.len() > 1;
    let last = words.last().copied().unwrap_or(first);
    let names: Vec<Word<'_>> = words.into_iter().flat_map(parts).collect();
    let is_joined_wrong = first.text.contains(['/', '+', '&']) || first.text.contains("||");
    let are_several = names.len() > 1 && names.iter().all(|name| is_name(*name));
    if is_apart || (is_joined_wrong && are_several) {
        return Some(joined_wrong(first, last, &names));
    }
    dangling(found, ahead).or_else(|| {
        let (and, other) = conjoined(found, ahead)?;
        let fixed = format!("@{}", other.text.trim_start_matches('@'));
        let span = and.to(other).span();
        let message = "everybody who works on it has their own `@`";
        Some(instead(&SYNTAX_ERROR, span, message, fixed))
    })
}

fn joined_wrong(first: Word<'_>, last: Word<'_>, names: &[Word<'_>]) -> Mistake {
    let span = first.to(last).span();
    let bare: Vec<&str> = names.iter().map(|name| name.text.trim_start_matches('@')).collect();
    let (message, fixed) = if first.text.contains(['+', '&']) {
        ("everybody who works on it has their own `@`", format!("@{}", bare.join(" @")))
    } else {
        ("alternatives are joined by `|`, without blanks", format!("@{}", bare.join("|")))
    };
    instead(&SYNTAX_ERROR, span, message, fixed)
}

/// `@ana |`: a name is missing behind the sign.
fn dangling(found: &Found<'_>, ahead: usize) -> Option<Mistake> {
    let sign = found.word(found.at + ahead).filter(|next| matches!(next.text, "|" | "||" | "/"))?;
    let message = format!("{EXPECTED} behind `{sign}`");
    Some(told(Diagnostic::new(&SYNTAX_ERROR, sign.span(), message)))
}

/// What is wrong with one of the names behind an `@`, or with how much of somebody there is.
pub(super) fn assignee(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first().filter(|first| first.text.starts_with('@'))?.behind(1);
    let mut start = 0;
    for part in word.text.split('|') {
        let one = word.part(start, start + part.len());
        start += part.len() + 1;
        let one = if one.text.starts_with('@') { one.behind(1) } else { one };
        let (name, units) = match one.split_once(":") {
            Some((name, units)) => (name, Some(units)),
            None => (one, None),
        };
        if let Some(mistake) =
            units.and_then(|units| self::units(found, name, units)).or_else(|| no_name(name))
        {
            return Some(mistake);
        }
    }
    None
}

fn units(found: &Found<'_>, name: Word<'_>, units: Word<'_>) -> Option<Mistake> {
    use crate::syntax::parse::number::{decimal, percent};
    let is_share = units.text.ends_with('%');
    let value = if is_share { percent(units.text) } else { decimal(units.text) };
    match value {
        Some(Ok(value)) if value.0 == 0 => {
            let message = format!("`{units}` of `{name}` does no work");
            let some = if is_share { "50%" } else { "1" };
            Some(told(Diagnostic::new(&NUMBER_OUT_OF_RANGE, units.span(), message).help(format!(
                "leave `@{name}` out if nothing is asked, or say how much is: `@{name}:{some}`"
            ))))
        }
        Some(Err(fault)) => Some(told(numbers::out_of_range(units, fault))),
        _ if is_share && value.is_some() => None,
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
        return Some(told(Diagnostic::new(&SYNTAX_ERROR, sign, format!("{EXPECTED} behind this"))));
    }
    let diagnostic =
        Diagnostic::new(&SYNTAX_ERROR, name.span(), format!("{EXPECTED}, found `{name}`"));
    Some(told(names::explain(diagnostic, name)))
}

/// `owner @ana or bo`, `owner @ana, @bo`: one answers for it.
pub(super) fn several_owners(found: &Found<'_>) -> Option<Mistake> {
    let first = found.word(found.at + 1)?;
    let (mut others, mut ahead) = (Vec::new(), 2);
    loop {
        let before = others.last().copied().unwrap_or(first);
        let next = next_alternative(found, ahead, before)
            .or_else(|| conjoined(found, ahead).map(|(_, other)| (other, 2)))
            .or_else(|| listed(found, ahead).map(|other| (other, 2)));
        let Some((other, count)) = next else { break };
        others.push(other);
        ahead += count;
    }
    let mut names = parts(first);
    if !names.iter().all(|name| is_name(*name)) {
        return None;
    }
    names.extend(others.into_iter().flat_map(parts));
    let [owner, other, ..] = *names.as_slice() else { return None };
    let last = names.last().copied().unwrap_or(other);
    let bare = |name: Word<'_>| format!("@{}", name.text.trim_start_matches('@'));
    let (span, fixed) = (first.to(last).span(), bare(owner));
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, span, "one person or team answers for it")
            .help(format!("who works on it stands alone: `{}`", bare(other)))
            .replace(format!("replace with `{fixed}`"), span, fixed),
    ))
}

/// The name behind a comma of the same line. On the next line somebody stands who works on it.
fn listed<'a>(found: &Found<'a>, ahead: usize) -> Option<Word<'a>> {
    let index = found.at + ahead;
    let other = found.word(index + 1).filter(|other| other.text.starts_with('@'))?;
    (found.is_comma(index) && found.is_joined(index + 1) && is_name(other)).then_some(other)
}

/// What is wrong with the name of who answers for something.
pub(super) fn owner(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    no_name(if word.text.starts_with('@') { word.behind(1) } else { word })
}

/// What is wrong with a rate: its unit, a comma, words for its sign.
pub(super) fn rate(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 1)?;
    let behind_comma = found
        .word(found.at + 3)
        .filter(|rest| found.is_comma(found.at + 2) && rest.text.contains('/'));
    if behind_comma.is_some() {
        return numbers::number_of(&found.from(found.at + 1), word);
    }
    let Some((amount, per)) = word.split_once("/") else {
        return Some(rate_in_words(found, word).unwrap_or_else(|| {
            no_rate(
                word,
                format!("`{word}` has no unit of time"),
                Some(format!("`{word}/d` is for a day, `{word}/h` for an hour")),
            )
        }));
    };
    let Some(meant) = meant_unit(per.text) else {
        if per.text.is_empty()
            && let Some(mistake) = rate_in_words(found, word)
        {
            return Some(mistake);
        }
        return Some(no_rate(word, format!("`{per}` is no unit of time"), None));
    };
    if unit(per.text).is_none() {
        let right = letters(meant);
        let message = format!("the unit `{per}` is written `{right}`");
        let diagnostic = Diagnostic::new(&INVALID_NUMBER, per.span(), message);
        return Some(told(diagnostic.replace(
            format!("replace with `{right}`"),
            per.span(),
            right,
        )));
    }
    if is_path(amount.text) { None } else { numbers::number_of(&found.from(found.at + 1), amount) }
}

/// `500 per day`, `500 /day`, `500/ day`: says how a rate is written.
fn rate_in_words(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let next = found.word(found.at + 2)?;
    let joined = next.text.strip_prefix('/').and_then(meant_unit);
    let is_preposition = matches!(next.text, "per" | "a" | "an" | "/");
    let apart = found.word(found.at + 3).filter(|_| is_preposition);
    let bare = word.text.trim_end_matches('/');
    let (per, last) = match joined {
        Some(per) => (per, next),
        None if bare.len() < word.text.len() => (meant_unit(next.text)?, next),
        None => apart.and_then(|unit| Some((meant_unit(unit.text)?, unit)))?,
    };
    let span = word.to(last).span();
    let fixed = format!("{bare}/{}", letters(per));
    let message = "a rate is written with `/` and no space";
    Some(instead(&INVALID_NUMBER, span, message, fixed))
}

/// `700/d` is read, and words follow that belong to it.
pub(super) fn rate_behind(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 1)?;
    if word.text.contains('/') { None } else { rate(found) }
}

fn no_rate(word: Word<'_>, message: String, more: Option<String>) -> Mistake {
    let diagnostic = Diagnostic::new(&INVALID_NUMBER, word.span(), message)
        .help("a rate is money for a unit of time: `90/h`, `700/d`, `3k/w`, `12k/mo`");
    told(match more {
        Some(more) => diagnostic.help(more),
        None => diagnostic,
    })
}
