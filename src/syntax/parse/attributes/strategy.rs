//! Objectives, scores, risks, status entries, fields, links and tags.

use super::expect::{self, optional_text};
use crate::diagnostic::rules::{INVALID_NAME, INVALID_NUMBER, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::ast::{Amount, CustomValue, FieldType, Health, LetValue, Measured, Value};
use crate::syntax::keyword;
use crate::syntax::parse::literals::{date, duration, name, number, point, range};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::{Span, Spanned, did_you_mean};

/// `allow stale-status, unused-resource`
pub(super) fn severity(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let severity = match word.text {
        "allow" => Severity::Allow,
        "warn" => Severity::Warning,
        _ => Severity::Error,
    };
    expect::names(reader, "the name of a rule").map(|rules| Value::Severity(severity, rules))
}

/// `#infra`
pub(super) fn tag(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let tag = word.behind(1);
    if is_comment(reader) {
        return comment(reader, word);
    }
    if name::is_path(tag.text) {
        return Ok(Value::Tag(tag.span));
    }
    reader.fail(|| {
        let diagnostic = Diagnostic::new(&INVALID_NAME, word.span, format!("`{word}` is no tag"))
            .help("a tag is a letter, then letters, digits, `_` or `-`");
        match name::mended(tag.text) {
            Some(meant) => diagnostic.replace(format!("replace with `#{meant}`"), tag.span, meant),
            None => diagnostic,
        }
    })
}

/// Whether the words behind a tag can be nothing but prose: `#todo check with bo`.
fn is_comment(reader: &Reader<'_, '_>) -> bool {
    let is_prose = |word: &Word<'_>| {
        name::is_identifier(word.text)
            && keyword::attribute(word.text).is_none()
            && keyword::meant_attribute_on(word.text, reader.kind).is_none()
    };
    let is_apart = |at: usize| reader.peek_at(at).is_some_and(|token| !token.is_first);
    let first = reader.peek_word().filter(|word| is_apart(0) && is_prose(word));
    let second = reader.peek_word_at(1).filter(|word| is_apart(1) && is_prose(word));
    second.is_some()
        && first.is_some_and(|word| keyword::suggest_attribute(word.text, reader.kind).is_none())
}

/// `#todo check with bo`: says how a comment begins, and passes over it.
fn comment(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    while reader.peek().is_some_and(|token| !token.is_first) {
        reader.skip();
    }
    reader.fail(|| {
        let message = format!("a comment begins with `//`, found `{word}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            "make it a comment",
            word.part(0, 1).span,
            "// ",
        )
    })
}

/// `jira: "PAY-12"`, of which `word` is `jira:` or, without a space, `jira:12`.
pub(super) fn custom(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let (field, rest) = word.split_once(":").unwrap_or((word, word.behind(word.text.len())));
    let value =
        if rest.text.is_empty() { custom_value(reader)? } else { custom_word(reader, rest)? };
    Ok(Value::Custom { name: field.span, value })
}

fn custom_value(reader: &mut Reader<'_, '_>) -> Read<CustomValue> {
    if let Some(text) = optional_text(reader) {
        return Ok(CustomValue::Text(text));
    }
    let word = expect::word(reader, "the field's value")?;
    custom_word(reader, word)
}

fn custom_word(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<CustomValue> {
    if name::is_path(word.text) {
        return Ok(CustomValue::Word(word.span));
    }
    // Four digits are a number here and no year.
    if word.text.contains('-') && date::looks_like_date(word.text) {
        return point::point(reader, word).map(|point| CustomValue::Date(Box::new(point)));
    }
    let is_number =
        word.text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    if !is_number {
        return reader.fail(|| {
            let quoted = format!("\"{word}\"");
            Diagnostic::new(&SYNTAX_ERROR, word.span, "a text stands in quotes").replace(
                format!("replace with `{quoted}`"),
                word.span,
                quoted,
            )
        });
    }
    number::decimal(reader, word).map(CustomValue::Number)
}

/// `from 200k to 1M now 310k`: of which any may be missing.
pub(super) fn measure(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let are_decimals = are_decimals(reader);
    let mut measured = Measured::default();
    let mut next = Some(word);
    while let Some(word) = next {
        let slot = match word.text {
            "from" => &mut measured.from,
            "to" => &mut measured.to,
            _ => &mut measured.now,
        };
        *slot = Some(number(reader, are_decimals)?);
        next = reader.peek_word().filter(|word| matches!(word.text, "from" | "to" | "now"));
        if next.is_some() {
            reader.skip();
        }
    }
    Ok(Value::Measure(Box::new(measured)))
}

/// Whether three digits behind a dot are decimals in the numbers of a measure: all have them and they are not all noughts
/// (`from 1.250 to 1.500`), or another has decimals for certain. `from 800 to 1.250` may be a thousand and more.
fn are_decimals(reader: &Reader<'_, '_>) -> bool {
    /// The numbers behind `from`, `to` and `now`.
    const PLACES: [usize; 3] = [0, 2, 4];
    let decimals = |ahead: &usize| {
        let word = reader.peek_word_at(*ahead)?;
        let is_number = word.text.starts_with(|first: char| first.is_ascii_digit());
        is_number.then(|| word.text.split_once('.').map_or("", |(_, decimals)| decimals))
    };
    let all: Vec<&str> = PLACES.iter().map_while(decimals).collect();
    let is_sure = |decimals: &&str| {
        let is_short = matches!(decimals.len(), 1 | 2);
        (is_short || decimals.len() == 3 && !decimals.ends_with('0'))
            && decimals.bytes().all(|byte| byte.is_ascii_digit())
    };
    let are_alike = all.len() > 1 && all.iter().all(|decimals| decimals.len() == 3);
    all.iter().any(is_sure) || are_alike && all.iter().any(|decimals| *decimals != "000")
}

/// An amount or a share.
fn number(reader: &mut Reader<'_, '_>, are_decimals: bool) -> Read<Amount> {
    let word = expect::word(reader, "a number")?;
    // Without its last noughts it can be no thousand.
    let is_plain = word.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let word = if are_decimals && is_plain && word.text.matches('.').count() == 1 {
        word.part(0, word.text.trim_end_matches('0').trim_end_matches('.').len())
    } else {
        word
    };
    if word.text.ends_with('%') {
        return number::percent(reader, word).map(Amount::Literal);
    }
    number::amount(reader, word)
}

/// `probability 30%`
pub(super) fn probability(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a share such as `30%`")?;
    number::share(reader, word, "certain").map(Value::Probability)
}

/// `impact 10d..20d on express.load`, `impact 20k..50k`
pub(super) fn impact(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "time such as `10d..20d` or money such as `50k`")?;
    if matches!(word.text, "high" | "medium" | "low" | "severe" | "major" | "minor" | "critical") {
        return reader.fail(|| {
            let message = format!("expected time or money, found `{word}`");
            Diagnostic::new(&SYNTAX_ERROR, word.span, message)
                .help("an impact is what the risk costs: `impact 10d`, `impact 10d..20d on api` or `impact 50k`")
        });
    }
    if is_money(reader, word) {
        return money_impact(reader, word);
    }
    let extent = range::extent(reader, word)?;
    let on = match reader.eat("on") {
        Some(_) => Some(expect::name(reader, "the name of what the risk delays")?),
        None => None,
    };
    Ok(Value::TimeImpact(extent, on))
}

/// Whether an impact is money: its last end is a number and has no unit of time.
fn is_money(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let last = word.text.rsplit("..").next().unwrap_or(word.text);
    let unit = last.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    let next = reader.peek_word().map_or("", |next| next.text);
    let is_time = duration::meant_unit(if unit.is_empty() { next } else { unit }).is_some()
        || range::is_range_slip(word.text)
        || name::is_path(word.text);
    !is_time
}

fn money_impact(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let (best, worst) = word.split_once("..").unwrap_or((word, word));
    let (best_amount, worst_amount) =
        (number::amount(reader, best)?, number::amount(reader, worst)?);
    if let (Amount::Literal(least), Amount::Literal(most)) = (best_amount, worst_amount)
        && least > most
    {
        return reader.fail(|| {
            let fixed = format!("{}..{}", worst.text, best.text);
            Diagnostic::new(&INVALID_NUMBER, word.span, "the range runs from more to less").replace(
                format!("replace with `{fixed}`"),
                word.span,
                fixed,
            )
        });
    }
    expect::no_currency(reader);
    Ok(Value::MoneyImpact(best_amount, worst_amount))
}

/// `mitigation "Book the second slot" by task second-slot`
pub(super) fn mitigation(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let text = optional_text(reader);
    let item = match reader.eat("by") {
        Some(_) => {
            // The kind may be said: `by task second-slot`.
            let _ = reader.eat("task").or_else(|| reader.eat("feature"));
            Some(expect::name(reader, "the name of the work that mitigates it")?)
        }
        None => None,
    };
    if text.is_some() || item.is_some() {
        return Ok(Value::Mitigation(text, item));
    }
    expect::text(reader, "what is done against the risk")
        .map(|text| Value::Mitigation(Some(text), None))
}

const HEALTH: [(&str, Health); 4] = [
    ("on-track", Health::OnTrack),
    ("at-risk", Health::AtRisk),
    ("off-track", Health::OffTrack),
    ("done", Health::Done),
];

/// Words of other tools for how something stands.
const HEALTH_SLIPS: [(&str, &str); 19] = [
    ("green", "on-track"),
    ("ok", "on-track"),
    ("okay", "on-track"),
    ("good", "on-track"),
    ("fine", "on-track"),
    ("healthy", "on-track"),
    ("amber", "at-risk"),
    ("yellow", "at-risk"),
    ("orange", "at-risk"),
    ("warning", "at-risk"),
    ("risk", "at-risk"),
    ("red", "off-track"),
    ("late", "off-track"),
    ("delayed", "off-track"),
    ("blocked", "off-track"),
    ("critical", "off-track"),
    ("complete", "done"),
    ("completed", "done"),
    ("finished", "done"),
];

/// How something stands, in one of four words.
fn health(reader: &mut Reader<'_, '_>) -> Read<Health> {
    let next = reader.peek_word().filter(|next| !HEALTH.iter().any(|(own, _)| *own == next.text));
    let Some(word) = next else { return expect::one_of(reader, &HEALTH) };
    let folded = word.text.to_lowercase().replace(['_', ' '], "-");
    let own = HEALTH.iter().map(|(own, _)| *own);
    let meant = HEALTH_SLIPS
        .iter()
        .find(|(written, _)| *written == folded)
        .map(|(_, meant)| *meant)
        .or_else(|| did_you_mean(&folded, own));
    reader.skip();
    if let Some(joined) = health_in_two_words(reader, word) {
        return joined;
    }
    reader.fail(|| {
        let message = format!("`{word}` is no word for how something stands");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message)
            .help("it is `on-track`, `at-risk`, `off-track` or `done`");
        match meant {
            Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), word.span, meant),
            None => diagnostic,
        }
    })
}

/// The word that something stands so by, well written or not.
fn health_meant(word: &str) -> Option<&'static str> {
    let own = HEALTH.iter().map(|(own, _)| *own).find(|own| *own == word);
    let slip = || HEALTH_SLIPS.iter().find(|(written, _)| *written == word);
    own.or_else(|| slip().map(|(_, meant)| *meant))
}

/// `status on-track "…"`
fn dateless(word: Word<'_>, meant: &str) -> Diagnostic {
    let message = format!("expected a date such as `2026-03-16`, found `{word}`");
    Diagnostic::new(&SYNTAX_ERROR, word.span, message)
        .help(format!("an entry begins with its day: `status 2026-03-16 {meant}`"))
}

/// `on track`: says that it is one word, and takes it for that.
fn health_in_two_words(reader: &mut Reader<'_, '_>, first: Word<'_>) -> Option<Read<Health>> {
    let second = reader.peek_word()?;
    let joined = format!("{}-{}", first.text, second.text).to_lowercase();
    let (written, health) = HEALTH.iter().find(|(written, _)| *written == joined)?;
    reader.skip();
    let span = first.span.to(second.span);
    reader.error(|| {
        let message = format!("`{first} {second}` is one word: `{written}`");
        let fix = format!("replace with `{written}`");
        Diagnostic::new(&SYNTAX_ERROR, span, message).replace(fix, span, *written)
    });
    Some(Ok(*health))
}

/// `2026-03-16 at-risk express`, behind the keyword `status`.
pub(in crate::syntax::parse) fn status(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a date such as `2026-03-16`")?;
    if let Some(meant) = health_meant(word.text) {
        return reader.fail(|| dateless(word, meant));
    }
    let date = Box::new(point::point(reader, word)?);
    let start = reader.here();
    let health = health(reader)?;
    let health = Spanned::new(health, start);
    let item = match reader.peek_word() {
        Some(word) => {
            reader.skip();
            Some(expect::path(reader, word, "the name of an item")?)
        }
        None => None,
    };
    Ok(Value::Status { date, health, item })
}

/// `text`, `number`, `date`, `flag`, `one of a, b`, behind a field's name.
pub(in crate::syntax::parse) fn field_type(reader: &mut Reader<'_, '_>) -> Read<Value> {
    /// The words for the types; none for that of the last.
    const TYPES: [(&str, Option<Plain>); 5] = [
        ("text", Some(Plain::Text)),
        ("number", Some(Plain::Number)),
        ("date", Some(Plain::Date)),
        ("flag", Some(Plain::Flag)),
        ("one", None),
    ];
    if let Some((word, meant)) = type_meant(reader) {
        return reader.fail(|| {
            let message = format!("the type `{word}` is written `{meant}`");
            let title = format!("replace with `{meant}`");
            Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(title, word.span, meant)
        });
    }
    let plain = expect::one_of(reader, &TYPES)?;
    let Some(plain) = plain else {
        if reader.eat("of").is_none() {
            return Err(expect::not_found(reader, "`of`"));
        }
        return expect::list(reader, |_| false, choice)
            .map(|choices| Value::FieldType(FieldType::OneOf(choices)));
    };
    Ok(Value::FieldType(match plain {
        Plain::Text => FieldType::Text,
        Plain::Number => FieldType::Number,
        Plain::Date => FieldType::Date,
        Plain::Flag => FieldType::Flag,
    }))
}

/// A choice of a field: a word, or a text where it has blanks in it.
fn choice(reader: &mut Reader<'_, '_>) -> Read<Span> {
    match optional_text(reader) {
        Some(text) => Ok(text),
        None => expect::name(reader, "a choice"),
    }
}

/// A type as other languages call it, and what it is called here.
fn type_meant<'s>(reader: &Reader<'_, 's>) -> Option<(Word<'s>, &'static str)> {
    let word = reader.peek_word()?;
    let meant = match word.text.to_ascii_lowercase().as_str() {
        "string" | "str" | "varchar" => "text",
        "int" | "integer" | "float" | "decimal" | "money" | "amount" => "number",
        "bool" | "boolean" | "checkbox" => "flag",
        "datetime" | "day" => "date",
        "enum" | "choice" | "select" => "one of",
        _ => return None,
    };
    Some((word, meant))
}

/// A type of a field that is one word.
#[derive(Clone, Copy)]
enum Plain {
    Text,
    Number,
    Date,
    Flag,
}

/// The value of a `let`, behind its `=`.
pub(in crate::syntax::parse) fn let_value(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a date, a duration or an amount")?;
    let value = if word.text.ends_with('%') {
        LetValue::Percent(number::percent(reader, word)?)
    } else if is_duration(reader, word) {
        LetValue::Duration(duration::quantity(reader, word)?)
    } else if is_amount(word.text) {
        LetValue::Amount(number::decimal(reader, word)?)
    } else {
        LetValue::Point(Box::new(point::point(reader, word)?))
    };
    Ok(Value::Let(value))
}

fn is_duration(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let Some((_, length)) = number::leading(word.text) else { return false };
    let unit = word.text.get(length..).unwrap_or_default();
    let next = reader.peek_word().map_or("", |next| next.text);
    duration::meant_unit(if unit.is_empty() { next } else { unit }).is_some()
}

/// Whether a word is a number and no date: of four digits those from 1900 to 2199 are a year.
fn is_amount(text: &str) -> bool {
    let is_year = text.len() == 4 && ("1900".."2200").contains(&text);
    let Some((_, length)) = number::leading(text) else {
        return text.starts_with(['€', '$', '£']);
    };
    let letter = text.get(length..).unwrap_or_default();
    !is_year && letter.chars().all(char::is_alphabetic)
}
