//! Words that stand alone, with an answer behind them as other languages have it: `split: yes`, `level on`, `dropped = false`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::keyword::AttributeKind as A;
use crate::syntax::parse::attributes::begins_attribute;
use crate::syntax::parse::reader::{Reader, Word};
use crate::text::Span;

/// What stands behind a word that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
}

/// An answer that comes next.
struct Next<'s> {
    answer: Answer,
    /// Of how many lexemes it is made.
    count: usize,
    written: Word<'s>,
}

/// Whether an answer comes next, behind the word of such an attribute.
pub(super) fn comes(reader: &Reader<'_, '_>, kind: A) -> bool {
    next(reader, kind).is_some()
}

/// Says of an answer that comes next that it is one too many, and passes over it.
pub(super) fn take(reader: &mut Reader<'_, '_>, kind: A, word: Word<'_>) -> Option<Answer> {
    let Next { answer, count, written } = next(reader, kind)?;
    for _ in 0..count {
        reader.skip();
    }
    reader.error(|| superfluous(kind, word, answer, written));
    Some(answer)
}

fn superfluous(kind: A, word: Word<'_>, answer: Answer, written: Word<'_>) -> Diagnostic {
    let whole = word.span.to(written.span);
    let (message, title, removed) = match answer {
        Answer::Yes => {
            let behind = Span::new(word.span.end, written.span.end);
            let message = format!("`{word}` stands alone, without `{written}`");
            (message, format!("remove `{written}`"), behind)
        }
        Answer::No => {
            let message = format!("`{word}` stands alone, or is left out");
            (message, format!("leave `{word}` out"), whole)
        }
    };
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, written.span, message);
    let diagnostic = match (kind, answer) {
        (A::Level, Answer::Yes) => diagnostic
            .help("how much is tried may stand behind it: `level quick`, `level thorough`"),
        _ => diagnostic,
    };
    diagnostic.replace(title, removed, "")
}

fn next<'s>(reader: &Reader<'_, 's>, kind: A) -> Option<Next<'s>> {
    let stands_alone = matches!(
        kind,
        A::Alap | A::Split | A::Dropped | A::Done | A::External | A::Term | A::Level
    );
    let next = reader.peek_word().filter(|_| stands_alone)?;
    let (word, count) = match next.text {
        ":" | "=" => (reader.peek_word_at(1)?, 2),
        text if text.starts_with([':', '=']) => (next.behind(1), 1),
        _ => (next, 1),
    };
    let answer = match word.text.to_ascii_lowercase().as_str() {
        "yes" | "true" => Answer::Yes,
        "no" | "false" => Answer::No,
        // They are words of the language too, which something belongs to.
        "on" if is_last(reader, count) => Answer::Yes,
        "off" if is_last(reader, count) => Answer::No,
        _ => return None,
    };
    Some(Next { answer, count, written: word })
}

/// Whether nothing that belongs to it stands behind the next lexemes.
fn is_last(reader: &Reader<'_, '_>, count: usize) -> bool {
    reader.peek_word_at(count).is_none_or(|behind| {
        behind.text != "today"
            && !behind.text.starts_with(|first: char| first.is_ascii_digit())
            && begins_attribute(behind.text)
    })
}
