//! Objectives, scores, risks, status entries, fields, links and tags.

use super::{describe_next, expect_word, list, name_of, optional_text, path, text};
use crate::diagnostic::rules::{INVALID_LINK, INVALID_NAME, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::ast::{Amount, CustomValue, Decimal, FieldType, Health, LetValue, Score, Value};
use crate::syntax::parse::literals::{date, duration, name, number, point};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::{Spanned, did_you_mean};

/// `allow stale-status, unused-resource`
pub(super) fn severity(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let severity = match word.text {
        "allow" => Severity::Allow,
        "warn" => Severity::Warning,
        _ => Severity::Error,
    };
    list(reader, |reader| name_of(reader, "the name of a rule"))
        .map(|rules| Value::Severity(severity, rules))
}

/// `#infra`
pub(super) fn tag(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let tag = word.behind(1);
    if name::is_path(tag.text) {
        return Ok(Value::Tag(tag.span));
    }
    reader.fail(|| {
        Diagnostic::new(&INVALID_NAME, word.span, format!("`{}` is no tag", word.text))
            .help("a tag is a letter, then letters, digits, `_` or `-`")
    })
}

/// `link "Design" https://…`
pub(super) fn link(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let title = optional_text(reader);
    let word = expect_word(reader, "a web address")?;
    if is_address(word.text) {
        return Ok(Value::Link { title, address: word.span });
    }
    reader.fail(|| {
        Diagnostic::new(&INVALID_LINK, word.span, format!("`{}` is no web address", word.text))
            .help("a link begins with `https://`, `http://` or `mailto:`")
    })
}

fn is_address(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    })
}

/// `jira: "PAY-12"`, of which `word` is `jira:` or, without a space, `jira:12`.
pub(super) fn custom(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let Some((field, rest)) = word.split_once(":") else {
        return reader.fail(|| Diagnostic::new(&SYNTAX_ERROR, word.span, "expected a field"));
    };
    let value =
        if rest.text.is_empty() { custom_value(reader)? } else { custom_word(reader, rest)? };
    Ok(Value::Custom { name: field.span, value })
}

fn custom_value(reader: &mut Reader<'_, '_>) -> Read<CustomValue> {
    if let Some(text) = optional_text(reader) {
        return Ok(CustomValue::Text(text));
    }
    let word = expect_word(reader, "the field's value")?;
    custom_word(reader, word)
}

fn custom_word(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<CustomValue> {
    if name::is_path(word.text) {
        return Ok(CustomValue::Word(word.span));
    }
    if date::parse(word.text).is_some() && word.text.contains('-') {
        return point::point(reader, word).map(CustomValue::Date);
    }
    number::decimal(reader, word).map(CustomValue::Number)
}

/// `score reach 5000 impact 2 confidence 80%`
pub(super) fn score(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let mut score = Score::default();
    while let Some(slot) = reader.peek_word().and_then(|word| slot(&mut score, word.text)) {
        reader.skip();
        let word = expect_word(reader, "a number")?;
        *slot = Some(if word.text.ends_with('%') {
            number::percent(reader, word)?
        } else {
            number::decimal(reader, word)?
        });
    }
    if score != Score::default() {
        return Ok(Value::Score(Box::new(score)));
    }
    let found = describe_next(reader);
    let here = reader.here();
    reader.fail(|| {
        Diagnostic::new(&SYNTAX_ERROR, here, format!("expected what it scores, found {found}"))
            .help("a score is `reach 5000 impact 2 confidence 80%`, or `value 8 urgency 5 risk 3`")
    })
}

fn slot<'a>(score: &'a mut Score, word: &str) -> Option<&'a mut Option<Decimal>> {
    match word {
        "reach" => Some(&mut score.reach),
        "impact" => Some(&mut score.impact),
        "confidence" => Some(&mut score.confidence),
        "value" => Some(&mut score.value),
        "urgency" => Some(&mut score.urgency),
        "risk" => Some(&mut score.risk),
        _ => None,
    }
}

/// `from 200k to 1M now 310k`: of which any may be missing.
pub(super) fn measure(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let (mut from, mut to, mut now) = (None, None, None);
    let mut next = Some(word);
    while let Some(word) = next {
        let slot = match word.text {
            "from" => &mut from,
            "to" => &mut to,
            _ => &mut now,
        };
        *slot = Some(measured(reader)?);
        next = reader.peek_word().filter(|word| matches!(word.text, "from" | "to" | "now"));
        if next.is_some() {
            reader.skip();
        }
    }
    Ok(Value::Measure { from, to, now })
}

/// An amount or a share.
fn measured(reader: &mut Reader<'_, '_>) -> Read<Amount> {
    let word = expect_word(reader, "a number")?;
    if word.text.ends_with('%') {
        return number::percent(reader, word).map(Amount::Literal);
    }
    number::amount(reader, word)
}

/// `probability 30%`
pub(super) fn probability(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "a share such as `30%`")?;
    number::percent(reader, word).map(Value::Probability)
}

/// `impact 10d..20d on express.load`, `impact 20k..50k`
pub(super) fn impact(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "time such as `10d..20d` or money such as `50k`")?;
    let is_time = word.text.ends_with(['d', 'h', 'w', 'n', 'o']) || name::is_path(word.text);
    if !is_time {
        let (best, worst) = word.split_once("..").unwrap_or((word, word));
        return Ok(Value::MoneyImpact(
            number::amount(reader, best)?,
            number::amount(reader, worst)?,
        ));
    }
    let extent = duration::extent(reader, word)?;
    let on = match reader.eat("on") {
        Some(_) => Some(name_of(reader, "the name of what the risk delays")?),
        None => None,
    };
    Ok(Value::TimeImpact(extent, on))
}

/// `mitigation "Book the second slot" by task second-slot`
pub(super) fn mitigation(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let text = optional_text(reader);
    let item = match reader.eat("by") {
        Some(_) => {
            // The kind may be said: `by task second-slot`.
            let _ = reader.eat("task").or_else(|| reader.eat("feature"));
            Some(name_of(reader, "the name of the work that mitigates it")?)
        }
        None => None,
    };
    if text.is_some() || item.is_some() {
        return Ok(Value::Mitigation(text, item));
    }
    self::text(reader, "what is done against the risk")
        .map(|text| Value::Mitigation(Some(text), None))
}

/// `2026-03-16 at-risk express`, behind the keyword `status`.
pub(in crate::syntax::parse) fn status(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "a date such as `2026-03-16`")?;
    let date = Box::new(point::point(reader, word)?);
    let word = expect_word(reader, "`on-track`, `at-risk`, `off-track` or `done`")?;
    let health = Spanned::new(health(reader, word)?, word.span);
    let item = match reader.peek_word() {
        Some(word) => {
            reader.skip();
            Some(path(reader, word, "the name of an item")?)
        }
        None => None,
    };
    Ok(Value::Status { date, health, item })
}

fn health(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Health> {
    let all = [Health::OnTrack, Health::AtRisk, Health::OffTrack, Health::Done];
    if let Some(health) = all.into_iter().find(|health| health.word() == word.text) {
        return Ok(health);
    }
    reader.fail(|| {
        let diagnostic = Diagnostic::new(
            &SYNTAX_ERROR,
            word.span,
            format!("expected `on-track`, `at-risk`, `off-track` or `done`, found `{}`", word.text),
        );
        match did_you_mean(word.text, all.map(Health::word)) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
                format!("replace with `{meant}`"),
                word.span,
                meant,
            ),
            None => diagnostic,
        }
    })
}

/// `text`, `number`, `date`, `flag`, `one of a, b`, behind a field's name.
pub(in crate::syntax::parse) fn field_type(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "`text`, `number`, `date`, `flag` or `one of …`")?;
    let kind = match word.text {
        "text" => FieldType::Text,
        "number" => FieldType::Number,
        "date" => FieldType::Date,
        "flag" => FieldType::Flag,
        "one" if reader.eat("of").is_some() => {
            FieldType::OneOf(list(reader, |reader| name_of(reader, "a choice"))?)
        }
        _ => {
            return reader.fail(|| {
                Diagnostic::new(
                    &SYNTAX_ERROR,
                    word.span,
                    format!(
                        "expected `text`, `number`, `date`, `flag` or `one of …`, found `{}`",
                        word.text
                    ),
                )
            });
        }
    };
    Ok(Value::FieldType(kind))
}

/// The value of a `let`, behind its `=`.
pub(in crate::syntax::parse) fn let_value(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "a date, a duration or an amount")?;
    let value = match number::leading(word.text) {
        Some((_, length)) => match word.text.get(length..).unwrap_or_default() {
            "%" => LetValue::Percent(number::percent(reader, word)?),
            "k" | "M" => LetValue::Amount(number::decimal(reader, word)?),
            "" if length != 4 => LetValue::Amount(number::decimal(reader, word)?),
            rest if rest.is_empty() || rest.starts_with('-') => {
                LetValue::Point(point::point(reader, word)?)
            }
            _ => LetValue::Duration(duration::quantity(reader, word)?),
        },
        None => LetValue::Point(point::point(reader, word)?),
    };
    Ok(Value::Let(value))
}
