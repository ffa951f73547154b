//! What a candidate scores.

use super::expect;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{DUPLICATE_ATTRIBUTE, SYNTAX_ERROR};
use crate::syntax::ast::{Attribute, Decimal, Score, Value};
use crate::syntax::keyword::{self, AttributeKind};
use crate::syntax::parse::describe;
use crate::syntax::parse::literals::number;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::did_you_mean;

const PARTS: [&str; 6] = ["reach", "impact", "confidence", "value", "urgency", "risk"];

/// `score reach 5000 impact 2 confidence 80%`
pub(super) fn score(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let mut score = Score::default();
    let mut fault = None;
    while let Some(word) = reader.peek_word() {
        let Some(slot) = slot(&mut score, word.text) else { break };
        reader.skip();
        // What follows a part that is wrong is read all the same.
        let value = match part(reader, word) {
            Ok(value) => value,
            Err(reported) => {
                fault = Some(reported);
                continue;
            }
        };
        if slot.replace(value).is_some() {
            return reader.fail(|| {
                let message = format!("`{word}` is scored twice");
                Diagnostic::new(&DUPLICATE_ATTRIBUTE, word.span, message)
                    .help("leave one of the two out")
            });
        }
    }
    if let Some(word) = reader.peek_word().filter(|word| is_misspelt(word.text)) {
        return reader.fail(|| misspelt(word));
    }
    if let Some(reported) = fault {
        return Err(reported);
    }
    if score == Score::default() {
        return Err(expect::not_found(reader, "what it scores, such as `reach 5000`"));
    }
    Ok(Value::Score(Box::new(score)))
}

/// `reach 500 impact 2` without `score`: says that it is missing, and takes them for a score.
pub(super) fn without_its_word(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
    into: &mut Vec<Attribute>,
) -> bool {
    let is_number = |next: Word<'_>| next.text.starts_with(|first: char| first.is_ascii_digit());
    let is_part = PARTS.contains(&word.text) && reader.peek_word().is_some_and(is_number);
    if !is_part || !AttributeKind::Score.stands_on().contains(reader.kind) {
        return false;
    }
    reader.error(|| {
        let message = format!("expected `score` before `{word}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message)
            .help(describe::for_example(AttributeKind::Score, "score"))
            .replace("put `score` before it", word.part(0, 0).span, "score ")
    });
    reader.put_back(word);
    let value = score(reader).unwrap_or(Value::Broken(AttributeKind::Score));
    into.push(Attribute { value, span: word.span.to(reader.last_span()) });
    true
}

fn part(reader: &mut Reader<'_, '_>, name: Word<'_>) -> Read<Decimal> {
    let word = expect::word(reader, "a number")?;
    if name.text == "confidence" {
        return number::share(reader, word, "full confidence");
    }
    number::decimal(reader, word)
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

fn is_misspelt(word: &str) -> bool {
    keyword::attribute(word).is_none() && did_you_mean(word, PARTS).is_some()
}

fn misspelt(word: Word<'_>) -> Diagnostic {
    let message = format!("expected what it scores, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message)
        .help("a score is `reach 5000 impact 2 confidence 80%`, or `value 8 urgency 5 risk 3`");
    match did_you_mean(word.text, PARTS) {
        Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), word.span, meant),
        None => diagnostic,
    }
}
