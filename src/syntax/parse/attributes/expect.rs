//! What an attribute's arguments are made of: each takes it, or says what was expected in its place.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::syntax::ast::{Amount, Quantity};
use crate::syntax::keyword::{self, AttributeKind};
use crate::syntax::parse::describe;
use crate::syntax::parse::literals::{duration, name as names_of, number, point, text};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};
use crate::syntax::parse::token::TokenKind;
use crate::text::{Span, did_you_mean};

/// The next word.
pub(super) fn word<'s>(reader: &mut Reader<'_, 's>, expected: &str) -> Read<Word<'s>> {
    match reader.word() {
        Some(word) => Ok(word),
        None => Err(not_found(reader, expected)),
    }
}

/// Says what was expected where something else comes.
pub(super) fn not_found(reader: &mut Reader<'_, '_>, expected: &str) -> Reported {
    let found = describe::next(reader);
    let (here, before) = (reader.here(), reader.last_span());
    let written = reader.text(here);
    reader.error(|| {
        let diagnostic =
            Diagnostic::new(&SYNTAX_ERROR, here, format!("expected {expected}, found {found}"));
        // `after "api"`: a name has no quotes.
        let name = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(name) = name.filter(|name| names_of::is_path(name) && expected.contains("name"))
        {
            return diagnostic.help("a name stands without quotes").replace(
                format!("replace with `{name}`"),
                here,
                name,
            );
        }
        // At the end of a line there is nothing to see: the word before it says what is incomplete.
        if here.start == here.end { diagnostic.label(before, "behind this") } else { diagnostic }
    })
}

/// One of a few words.
pub(super) fn one_of<T: Copy>(reader: &mut Reader<'_, '_>, all: &[(&'static str, T)]) -> Read<T> {
    let quoted: Vec<String> = all.iter().map(|(written, _)| format!("`{written}`")).collect();
    let expected = describe::any_of(&quoted);
    let word = self::word(reader, &expected)?;
    if let Some((_, value)) = all.iter().find(|(written, _)| *written == word.text) {
        return Ok(*value);
    }
    reader.fail(|| {
        let message = format!("expected {expected}, found `{word}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message);
        match did_you_mean(word.text, all.iter().map(|(written, _)| *written)) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
                format!("replace with `{meant}`"),
                word.span,
                meant,
            ),
            None => diagnostic,
        }
    })
}

/// A dotted name.
pub(super) fn name(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Span> {
    let word = self::word(reader, expected)?;
    path(reader, word, expected)
}

/// Whether a word is a dotted name; says so if it is none.
pub(super) fn path(reader: &mut Reader<'_, '_>, word: Word<'_>, expected: &str) -> Read<Span> {
    if names_of::is_path(word.text) {
        return Ok(word.span);
    }
    reader.fail(|| not_a_name(word, expected))
}

fn not_a_name(word: Word<'_>, expected: &str) -> Diagnostic {
    let message = format!("expected {expected}, found `{word}`");
    let bare = word.text.trim_start_matches(['@', '#']);
    if bare.len() < word.text.len() && names_of::is_path(bare) {
        return Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            format!("replace with `{bare}`"),
            word.span,
            bare,
        );
    }
    let rule =
        if word.text.starts_with(char::is_alphabetic) { &INVALID_NAME } else { &SYNTAX_ERROR };
    names_of::explain_path(Diagnostic::new(rule, word.span, message), word)
}

/// Names, with commas between.
pub(super) fn names(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Box<[Span]>> {
    list(reader, |_| false, |reader| name(reader, expected))
}

/// One or more of something, with commas between. `fits` says of a word that begins with a digit whether it can be one.
pub(super) fn list<'a, 's, T>(
    reader: &mut Reader<'a, 's>,
    fits: fn(&str) -> bool,
    mut item: impl FnMut(&mut Reader<'a, 's>) -> Read<T>,
) -> Read<Box<[T]>> {
    let first = item(reader)?;
    if !goes_on(reader, fits) {
        return Ok(Box::new([first]));
    }
    // Mostly there are two: then nothing has to be moved.
    let mut items = Vec::with_capacity(2);
    items.extend([first, item(reader)?]);
    while goes_on(reader, fits) {
        items.push(item(reader)?);
    }
    Ok(items.into_boxed_slice())
}

/// Whether a list goes on: passes over the comma before another item, or says that it is missing.
fn goes_on(reader: &mut Reader<'_, '_>, fits: fn(&str) -> bool) -> bool {
    let Some(token) = reader.peek() else { return false };
    if token.kind != TokenKind::Comma {
        return is_conjunction(reader) || is_alternative(reader) || lacks_comma(reader);
    }
    let second = reader.peek_at(1).filter(|next| next.kind == TokenKind::Comma && !next.is_first);
    if let Some(second) = second
        && reader.peek_word_at(2).is_some_and(|word| is_item(reader, word, fits))
    {
        reader.skip();
        reader.error(|| {
            let message = "expected another, found a second comma";
            Diagnostic::new(&SYNTAX_ERROR, second.span, message).replace(
                "remove the comma",
                second.span,
                "",
            )
        });
    }
    let is_item =
        is_choice(reader) || reader.peek_word_at(1).is_some_and(|word| is_item(reader, word, fits));
    if is_item {
        reader.skip();
    }
    is_item
}

/// Whether a text behind a comma is another choice of a field: in no other list there are texts.
fn is_choice(reader: &Reader<'_, '_>) -> bool {
    reader.subject() == Some(AttributeKind::FieldType)
        && reader.peek_at(1).is_some_and(|next| next.kind.is_text())
}

/// Whether a word behind a comma is another item of a list.
fn is_item(reader: &Reader<'_, '_>, word: Word<'_>, fits: fn(&str) -> bool) -> bool {
    let is_first = reader.peek_at(1).is_some_and(|token| token.is_first);
    match word.text.as_bytes() {
        [b'@' | b'#', ..] => false,
        [b'0'..=b'9', ..] => fits(word.text),
        // A word of the language is a name where names are listed; not on a line of its own, nor with arguments.
        _ if keyword::attribute(word.text).is_some() => !is_first && !has_argument(reader, word),
        _ => !word.text.ends_with(':'),
    }
}

/// Whether the word behind the comma that comes next has something behind it that is an argument and not the next attribute.
fn has_argument(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    match (reader.peek_at(2), reader.peek_word_at(2)) {
        (None, _) => false,
        (Some(token), None) => token.kind != TokenKind::Comma,
        (_, Some(next)) if point::is_signed(next.text) => false,
        (_, Some(next)) if next.text.starts_with('@') => word.text == "owner",
        (_, Some(next)) => {
            next.text.starts_with(|first: char| first.is_ascii_digit())
                || keyword::attribute(next.text).is_none() && !next.text.starts_with('#')
        }
    }
}

/// `a and b`, `a & b`: says that lists have commas, and goes on as if there were one.
fn is_conjunction(reader: &mut Reader<'_, '_>) -> bool {
    let before = reader.last_span();
    let Some(word) = reader.peek_word().filter(|word| matches!(word.text, "and" | "&" | "&&"))
    else {
        return false;
    };
    let follows = reader.peek_word_at(1).is_some_and(|next| names_of::is_path(next.text));
    if follows {
        reader.skip();
        let before = before.after();
        reader.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, word.span, format!("expected a comma, found `{word}`"))
                .help("several are separated by commas: `a, b`")
                .replace("replace with a comma", before.to(word.span), ",")
        });
    }
    follows
}

/// `a or b`: says that all are waited for, and goes on as if there were a comma.
fn is_alternative(reader: &mut Reader<'_, '_>) -> bool {
    let before = reader.last_span().after();
    let word = reader.peek_word().filter(|word| matches!(word.text, "or" | "||" | "|"));
    let next = reader.peek_word_at(1).filter(|next| names_of::is_path(next.text));
    let (Some(word), Some(next)) = (word, next) else { return false };
    reader.skip();
    reader.error(|| {
        let message = format!("several always hold together: there is no `{word}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message)
            .help(format!("name one of them, or all: `…, {next}`"))
            .replace("replace with a comma", before.to(word.span), ",")
    });
    true
}

/// `a b, c`: says that a comma is missing, and goes on as if there were one.
fn lacks_comma(reader: &mut Reader<'_, '_>) -> bool {
    let Some(word) = reader.peek_word().filter(|word| names_of::is_path(word.text)) else {
        return false;
    };
    let is_listed = reader.peek_at(1).is_some_and(|next| {
        next.kind == TokenKind::Comma
            && reader.peek_word_at(2).is_some_and(|third| names_of::is_path(third.text))
    });
    let is_word =
        keyword::attribute(word.text).is_some() || keyword::meant_attribute(word.text).is_some();
    let is_item = !is_word && (word.text.contains('.') || is_listed);
    if is_item {
        let before = reader.last_span().after();
        reader.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, word.span, format!("expected a comma before `{word}`"))
                .replace("put one there", before, ",")
        });
    }
    is_item
}

/// A text in quotes.
pub(super) fn text(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Span> {
    if let Some(text) = optional_text(reader) {
        return Ok(text);
    }
    let start = reader.here();
    let mut last = None;
    if reader.subject() == Some(AttributeKind::Note) {
        last = rest_of_line(reader);
    }
    // Quotes forgotten: the words up to the next attribute were meant as the text, commas among them.
    loop {
        let is_comma = last.is_some()
            && reader.peek().is_some_and(|token| token.kind == TokenKind::Comma)
            && !reader.peek_at(1).is_some_and(|token| token.is_first);
        let word = if is_comma { reader.peek_word_at(1) } else { reader.peek_word() };
        let Some(word) = word.filter(|word| !super::begins_attribute(word.text)) else { break };
        last = Some(word.span);
        if is_comma {
            reader.skip();
        }
        reader.skip();
    }
    let Some(last) = last else { return Err(not_found(reader, &format!("{expected} in quotes"))) };
    let span = start.to(last);
    let text = reader.text(span).replace('\\', "\\\\").replace('"', "\\\"");
    reader.fail(|| {
        Diagnostic::new(&SYNTAX_ERROR, span, format!("expected {expected} in quotes")).replace(
            "put it in quotes",
            span,
            format!("\"{text}\""),
        )
    })
}

/// Passes over what is left of the line of the file: a note is prose, whatever words it has. The place of its last lexeme.
fn rest_of_line(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let mut last = None;
    // `note @ana` lacks its text, `note @ana asked` is one.
    let is_prose = |word: Word<'_>| !super::begins_attribute(word.text);
    let is_word = reader.peek_word().is_some_and(|word| {
        !word.text.starts_with(['@', '#']) || reader.peek_word_at(1).is_some_and(is_prose)
    });
    while let Some(token) = reader.peek().filter(|token| is_word && !token.is_first) {
        last = Some(token.span);
        reader.skip();
    }
    last
}

/// A text that may be left out, such as why somebody is away; of words without quotes it is said that they need them.
pub(super) fn title(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let kind = reader.kind;
    let is_meant = |word: &str| {
        let meant = keyword::meant_attribute_on(word, kind);
        let row = meant.and_then(|meant| keyword::attribute(meant.lexeme));
        row.is_some_and(|row| row.on.contains(kind))
    };
    let is_text = |word: &Word<'_>| {
        word.text.starts_with(char::is_alphabetic)
            && !super::begins_attribute(word.text)
            && !word.text.contains([':', '='])
            && !is_meant(word.text)
    };
    let next = reader.peek_word().filter(is_text);
    match next.filter(|word| keyword::suggest_attribute(word.text, kind).is_none()) {
        Some(_) => text(reader, "the reason").ok(),
        None => optional_text(reader),
    }
}

/// Takes the next lexeme if it is a text.
pub(in crate::syntax::parse) fn optional_text(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let token = reader.peek().filter(|token| token.kind.is_text())?;
    reader.skip();
    Some(with_quotes_inside(reader, token.span))
}

/// `"The "new" shop"`: says how quotes inside a text are written, and takes it as one.
fn with_quotes_inside(reader: &mut Reader<'_, '_>, text: Span) -> Span {
    let mut whole = text;
    while let Some((count, end)) = text_joined_to(reader, whole) {
        (0..count).for_each(|_| reader.skip());
        whole = whole.to(end);
    }
    if whole != text {
        let written = reader.text(whole);
        reader.error(|| text::quotes_inside(whole, written));
    }
    whole
}

/// The text that goes on behind words which no blank parts from the texts round them, and how many lexemes that are.
fn text_joined_to(reader: &Reader<'_, '_>, before: Span) -> Option<(usize, Span)> {
    /// So many words between are looked through.
    const BETWEEN: usize = 12;
    let first = reader.peek_word().filter(|word| word.span.start == before.end)?;
    if first.text.contains([':', '=']) {
        return None;
    }
    let mut end = first.span.end;
    for ahead in 1..BETWEEN {
        let token = reader.peek_at(ahead).filter(|token| !token.is_first)?;
        if token.kind.is_text() {
            return (token.span.start == end).then_some((ahead + 1, token.span));
        }
        end = token.span.end;
    }
    None
}

/// An amount, or the name of one.
pub(super) fn amount(reader: &mut Reader<'_, '_>) -> Read<Amount> {
    let word = self::word(reader, "an amount such as `12k`")?;
    let amount = number::amount(reader, word)?;
    no_currency(reader);
    Ok(amount)
}

/// `12k EUR`: says of a currency behind an amount that it stands in the header, and passes over it.
pub(super) fn no_currency(reader: &mut Reader<'_, '_>) {
    let before = reader.last_span().after();
    let Some(word) = reader.peek_word().filter(|word| number::is_currency(word.text)) else {
        return;
    };
    reader.skip();
    reader.error(|| {
        let message = format!("an amount is written without its currency, found `{word}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message)
            .help("money takes the roadmap's currency: `currency EUR` in the header")
            .replace(format!("remove `{word}`"), before.to(word.span), "")
    });
}

/// A duration.
pub(super) fn quantity(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Quantity> {
    let word = self::word(reader, expected)?;
    duration::quantity(reader, word)
}
