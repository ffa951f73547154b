//! Words that begin no attribute: what people bring along from other tools, what they forget, and what stands in the wrong place.

use super::begin::{begins_attribute, to_next};
use super::{alone, answers, attribute_of, dates, expect, score};
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{self, AttributeKind, Meant};
use crate::syntax::parse::describe;
use crate::syntax::parse::head::Head;
use crate::syntax::parse::literals::{name, number, range};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::token::TokenKind;
use crate::text::Span;

/// A `:` or `=` between a word and its arguments: says that it is one too many, and passes over it.
pub(super) fn separator(reader: &mut Reader<'_, '_>, word: Word<'_>) {
    let Some(next) = reader.peek_word().filter(|next| next.text.starts_with([':', '='])) else {
        return;
    };
    reader.skip();
    reader.put_back(next.behind(1));
    let sign = next.part(0, 1);
    reader.error(|| superfluous(word, sign));
}

fn superfluous(word: Word<'_>, sign: Word<'_>) -> Diagnostic {
    let message = format!("`{word}` is written without `{sign}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, sign.span, message);
    let diagnostic = match keyword::attribute(word.text) {
        Some(row) => diagnostic.help(describe::for_example(row.kind, row.lexeme)),
        None => diagnostic,
    };
    // Where the sign joins two words, they stay apart without it.
    diagnostic.replace(format!("remove the `{sign}`"), sign.span, " ")
}

/// A word that begins no attribute.
pub(super) fn unknown<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>, into: &mut Vec<Attribute>) {
    if word.text.starts_with(|first: char| first.is_ascii_digit()) {
        return alone::number(reader, word, into);
    }
    if alone::is_address(word.text) {
        return alone::address(reader, word, into);
    }
    if begins_before_after(reader, word) || score::without_its_word(reader, word, into) {
        return;
    }
    if let Some(after) = dates::when_done(reader, word) {
        return into.push(after);
    }
    if let Some(at) = word.text.find([':', '=']).filter(|at| *at > 0) {
        return joined(reader, word, at, into);
    }
    let meant = keyword::meant_attribute_on(word.text, reader.kind)
        .or_else(|| keyword::nearly_meant_attribute(word.text, reader.kind));
    if let Some(meant) = meant.filter(|meant| is_slip(reader, meant)) {
        return synonym(reader, word, &meant, into);
    }
    if reader.peek_word().is_some_and(|next| matches!(next.text, ":" | "="))
        && name::is_identifier(word.text)
    {
        return spaced_field(reader, word, into);
    }
    if is_no_estimate(word.text) && AttributeKind::Duration.stands_on().contains(reader.kind) {
        reader.error(|| not_estimated(word));
        let value = Value::Broken(AttributeKind::Duration);
        return into.push(Attribute { value, span: word.span });
    }
    if !name::is_path(word.text) {
        return junk(reader, word, into);
    }
    if reader.peek().is_some_and(|next| next.kind.is_text()) {
        return field_without_colon(reader, word, into);
    }
    let arguments = arguments(reader);
    // Where neither a duration nor a share can stand, the word is no name of one.
    if !AttributeKind::Duration.stands_on().contains(reader.kind)
        && !AttributeKind::Percent.stands_on().contains(reader.kind)
    {
        let kind = reader.kind;
        reader.error(|| unknown_attribute(word, kind));
        rest_of_list(reader);
        // What it was meant as is no second time missing.
        if let Some(row) = keyword::suggest_attribute(word.text, kind).and_then(keyword::attribute)
        {
            let span = word.span.to(reader.last_span());
            into.push(Attribute { value: Value::Broken(row.kind), span });
        }
        return;
    }
    let span = arguments.map_or(word.span, |arguments| word.span.to(arguments));
    into.push(Attribute { value: Value::Word { word: word.span, arguments }, span });
}

/// Passes over the others of `team core ana, bo`: of the first it is said how they are written.
fn rest_of_list(reader: &mut Reader<'_, '_>) {
    while reader.peek().is_some_and(|token| token.kind == TokenKind::Comma && !token.is_first)
        && reader.peek_word_at(1).is_some_and(|next| !begins_attribute(next.text))
    {
        reader.skip();
        reader.skip();
    }
}

fn unknown_attribute(word: Word<'_>, kind: keyword::DeclarationKind) -> Diagnostic {
    let diagnostic = no_attribute(word, kind);
    match keyword::suggest_attribute(word.text, kind) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
            format!("replace with `{meant}`"),
            word.span,
            meant,
        ),
        None if kind == keyword::DeclarationKind::Team => {
            diagnostic.help(keyword::IN_A_TEAM).help(keyword::taken_by(kind))
        }
        None => diagnostic.help(keyword::taken_by(kind)),
    }
}

fn no_attribute(word: Word<'_>, kind: keyword::DeclarationKind) -> Diagnostic {
    let message = format!("`{word}` is no attribute of {}", describe::with_article(kind));
    Diagnostic::new(&UNKNOWN_ATTRIBUTE, word.span, message)
}

/// `sev "hi"`, of which the word is no attribute: a custom field perhaps.
fn field_without_colon(reader: &mut Reader<'_, '_>, word: Word<'_>, into: &mut Vec<Attribute>) {
    let kind = reader.kind;
    let text = super::optional_text(reader).map_or("", |text| reader.text(text));
    let takes_fields = AttributeKind::Custom.stands_on().contains(kind);
    let is_field = takes_fields && keyword::suggest_attribute(word.text, kind).is_none();
    reader.error(|| {
        if !is_field {
            return unknown_attribute(word, kind);
        }
        let shown = describe::shortened(text);
        no_attribute(word, kind)
            .help(format!("a custom field is written `{word}: {shown}`"))
            .replace("put a `:` behind it", word.span.after(), ":")
    });
    let span = word.span.to(reader.last_span());
    into.push(Attribute { value: Value::Broken(AttributeKind::Custom), span });
}

/// What follows a word up to the next attribute.
fn arguments(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let start = reader.peek_word().filter(|next| !begins_attribute(next.text))?.span;
    let kind = reader.kind;
    // A word that is nearly an attribute is the next slip.
    let is_slip = |word: Word<'_>| {
        name::is_identifier(word.text) && keyword::suggest_attribute(word.text, kind).is_some()
    };
    if reader.peek_word().is_some_and(is_slip) {
        return None;
    }
    while let Some(token) = reader.peek() {
        let ends = match reader.peek_word() {
            Some(word) => begins_attribute(word.text) || is_slip(word),
            None => token.kind == TokenKind::Comma,
        };
        if ends {
            break;
        }
        reader.skip();
    }
    Some(start.to(reader.last_span()))
}

fn junk(reader: &mut Reader<'_, '_>, word: Word<'_>, into: &mut Vec<Attribute>) {
    to_next(reader);
    if let Some(estimate) = rough_estimate(reader, word) {
        return into.push(estimate);
    }
    let kind = reader.kind;
    reader.error(|| {
        let message = format!("expected an attribute, found `{word}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message);
        name::explain(diagnostic, word).help(keyword::taken_by(kind))
    });
}

/// `~5d`, `<2w`, `???`: says how an estimate is written that is rough, or that nobody has made yet.
fn rough_estimate(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Attribute> {
    let bare = word.text.trim_start_matches(['~', '≈', '<', '>', '±']);
    let is_rough = bare.len() < word.text.len() && range::is_extent(bare);
    let is_missing = word.text.chars().all(|char| char == '?');
    if !AttributeKind::Duration.stands_on().contains(reader.kind) || !(is_rough || is_missing) {
        return None;
    }
    reader.error(|| {
        let help = "how sure an estimate is, a range says: `5d..15d`";
        if is_missing {
            return not_estimated(word);
        }
        let message = format!("expected a duration such as `{bare}`, found `{word}`");
        let fix = format!("replace with `{bare}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).help(help).replace(fix, word.span, bare)
    });
    let value = Value::Broken(AttributeKind::Duration);
    Some(Attribute { value, span: word.span })
}

/// Whether a word says that nobody has estimated.
pub(in crate::syntax::parse) fn is_no_estimate(word: &str) -> bool {
    ["tbd", "tba", "tbc", "todo", "unknown"].iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// `TBD`: says what stands where nobody has estimated.
fn not_estimated(word: Word<'_>) -> Diagnostic {
    let message = format!("`{word}` is no estimate");
    Diagnostic::new(&SYNTAX_ERROR, word.span, message)
        .help("what nobody has estimated has none: leave it out, or say how rough it is: `5d..15d`")
        .replace("remove it", word.span, "")
}

/// `after:design`, `owner=@ana`, `jira="PAY-12"`: a word joined to its arguments.
fn joined<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>, at: usize, into: &mut Vec<Attribute>) {
    let (stem, sign) = (word.part(0, at), word.part(at, at + 1));
    if let Some(row) = keyword::attribute(stem.text) {
        reader.put_back(word.behind(at + 1));
        if !answers::comes(reader, row.kind) {
            reader.error(|| superfluous(stem, sign));
        }
        return attribute_of(reader, row.kind, stem, into);
    }
    if let Some(meant) = keyword::meant_attribute_on(stem.text, reader.kind) {
        reader.put_back(word.behind(at + 1));
        return synonym(reader, word.part(0, at + 1), &meant, into);
    }
    if sign.text == "=" && name::is_identifier(stem.text) {
        reader.put_back(word.behind(at + 1));
        return field_with_equals(reader, stem, sign.span, into);
    }
    junk(reader, word, into);
}

/// `jira : "PAY-12"`, `jira = "PAY-12"`
fn spaced_field(reader: &mut Reader<'_, '_>, word: Word<'_>, into: &mut Vec<Attribute>) {
    let Some(sign) = reader.word() else { return };
    field_with_equals(reader, word, word.span.after().to(sign.span), into);
}

fn field_with_equals(
    reader: &mut Reader<'_, '_>,
    field: Word<'_>,
    sign: Span,
    into: &mut Vec<Attribute>,
) {
    reader.error(|| {
        let message = format!("a custom field is set with a colon: `{field}: …`");
        Diagnostic::new(&SYNTAX_ERROR, sign, message).replace("replace with `:`", sign, ": ")
    });
    to_next(reader);
    if super::optional_text(reader).is_some() {
        to_next(reader);
    }
    into.push(Attribute {
        value: Value::Broken(AttributeKind::Custom),
        span: field.span.to(reader.last_span()),
    });
}

/// Whether a word of another tool stands where it is meant as an attribute, and not as the name of a duration.
fn is_slip(reader: &Reader<'_, '_>, meant: &Meant) -> bool {
    // What stands alone has nothing behind it to be known by.
    if matches!(meant.lexeme, "done" | "dropped" | "must" | "could") {
        return true;
    }
    if keyword::attribute(meant.lexeme).is_some_and(|row| !row.on.contains(reader.kind)) {
        return false;
    }
    if meant.lexeme == "level" {
        return true;
    }
    let Some(next) = reader.peek_word() else {
        return reader.peek().is_some_and(|token| token.kind.is_text());
    };
    let is_number = next.text.starts_with(|first: char| first.is_ascii_digit());
    let joins = meant.prepositions.contains(&next.text) || matches!(next.text, ":" | "=");
    joins
        || match meant.lexeme {
            "" => is_number,
            "@" | "owner" => next.text.starts_with('@') || !begins_attribute(next.text),
            "#" => next.text.starts_with('#') || !begins_attribute(next.text),
            _ => is_number || !begins_attribute(next.text),
        }
}

/// `depends on api`, `deadline: 2026-03-31`, `assigned to ana`: says how it is written here, and reads it as that.
fn synonym<'s>(
    reader: &mut Reader<'_, 's>,
    word: Word<'s>,
    meant: &Meant,
    into: &mut Vec<Attribute>,
) {
    let written = with_preposition(reader, word, meant);
    let lexeme = meant.lexeme;
    if matches!(lexeme, "" | "@" | "#") {
        return sign_synonym(reader, written, lexeme, into);
    }
    let Some(row) = keyword::attribute(lexeme) else { return };
    let shown = describe::shortened(reader.text(written));
    let is_placed = row.on.contains(reader.kind);
    let kind = reader.kind;
    let article = describe::with_article(kind);
    reader.error(|| {
        if is_placed {
            Diagnostic::new(&UNKNOWN_ATTRIBUTE, written, format!("`{shown}` is written `{lexeme}`"))
                .help(describe::for_example(row.kind, row.lexeme))
                .replace(format!("replace with `{lexeme}`"), written, lexeme)
        } else {
            Diagnostic::new(
                &UNKNOWN_ATTRIBUTE,
                written,
                format!("`{shown}` is no attribute of {article}"),
            )
            .help(keyword::taken_by(kind))
        }
    });
    let meant = Word { text: lexeme, span: written };
    let was_quiet = reader.hush(!is_placed);
    attribute_of(reader, row.kind, meant, into);
    reader.restore(was_quiet);
}

/// A word with the preposition and the sign that belong to it.
fn with_preposition(reader: &mut Reader<'_, '_>, word: Word<'_>, meant: &Meant) -> Span {
    let mut span = word.span;
    while let Some(next) = reader
        .peek_word()
        .filter(|next| meant.prepositions.contains(&next.text) || matches!(next.text, ":" | "="))
    {
        span = span.to(next.span);
        reader.skip();
    }
    span
}

/// A word where a sign is enough: `duration 5d`, `assigned to ana`, `tag infra`.
fn sign_synonym(
    reader: &mut Reader<'_, '_>,
    written: Span,
    sign: &'static str,
    into: &mut Vec<Attribute>,
) {
    let shown = describe::shortened(reader.text(written));
    let next = reader.peek_word();
    if let Some(amount) = next.filter(|next| sign.is_empty() && alone::is_number(next.text)) {
        reader.skip();
        return amount_without_sign(reader, written, amount, into);
    }
    let argument = next.filter(|next| !sign.is_empty() && name::is_path(next.text));
    let Some(argument) = argument else {
        // The argument has its sign: it is read as what it is.
        let here = reader.here();
        let shown_argument = next.map_or(String::new(), |next| next.to_string());
        reader.error(|| {
            let message =
                format!("`{shown}` is no word of the language: `{shown_argument}` is enough");
            Diagnostic::new(&UNKNOWN_ATTRIBUTE, written, message).replace(
                format!("remove `{shown}`"),
                Span::new(written.start, here.start.max(written.end)),
                "",
            )
        });
        return;
    };
    reader.skip();
    reader.error(|| {
        let message = format!("`{shown}` is written `{sign}{argument}`");
        Diagnostic::new(&UNKNOWN_ATTRIBUTE, written, message).replace(
            format!("replace with `{sign}{argument}`"),
            written.to(argument.span),
            format!("{sign}{}", argument.text),
        )
    });
    let kind = if sign == "@" { AttributeKind::Assign } else { AttributeKind::Tag };
    into.push(Attribute { value: Value::Broken(kind), span: written.to(argument.span) });
}

/// `progress 30`, `estimate 5`: a word where a sign or a unit is enough, and lacking.
fn amount_without_sign(
    reader: &mut Reader<'_, '_>,
    written: Span,
    amount: Word<'_>,
    into: &mut Vec<Attribute>,
) {
    /// What is said of how much is done, or of how much there is of somebody.
    const SHARES: [&str; 3] = ["progress", "complete", "share"];
    let shown = describe::shortened(reader.text(written));
    let whole = written.to(amount.span);
    let is_share = SHARES.iter().any(|share| shown.to_lowercase().starts_with(share));
    reader.error(|| {
        if is_share {
            let meant = number::share_meant(amount.text);
            let message = format!("`{shown} {amount}` is written `{meant}`");
            return Diagnostic::new(&UNKNOWN_ATTRIBUTE, whole, message).replace(
                format!("replace with `{meant}`"),
                whole,
                meant,
            );
        }
        let message = format!("`{shown}` is no word of the language: a duration is enough");
        Diagnostic::new(&UNKNOWN_ATTRIBUTE, whole, message)
            .help(format!("`{amount}d` are days, `{amount}h` hours, `{amount}w` weeks"))
    });
    let kind = if is_share { AttributeKind::Percent } else { AttributeKind::Duration };
    into.push(Attribute { value: Value::Broken(kind), span: whole });
}

/// `starts after api`: says that `after` is enough, which is read next.
fn begins_before_after(reader: &mut Reader<'_, '_>, word: Word<'_>) -> bool {
    const WORDS: [&str; 6] = ["start", "starts", "starting", "begin", "begins", "beginning"];
    let Some(after) = reader.peek_word().filter(|next| next.text == "after") else { return false };
    let is_meant = WORDS.iter().any(|begins| begins.eq_ignore_ascii_case(word.text));
    if is_meant {
        reader.error(|| superfluous_before(word, after));
    }
    is_meant
}

/// Says of a word that the one behind it is enough.
pub(super) fn superfluous_before(word: Word<'_>, enough: Word<'_>) -> Diagnostic {
    let message = format!("`{word}` is one word too many: `{enough}` is enough");
    Diagnostic::new(&UNKNOWN_ATTRIBUTE, word.span, message).replace(
        format!("remove `{word}`"),
        Span::new(word.span.start, enough.span.start),
        "",
    )
}

/// A text where an attribute is expected: a title that comes late, or one too many.
pub(super) fn stray_text(reader: &mut Reader<'_, '_>, head: Option<&mut Head>) {
    let Some(text) = expect::optional_text(reader) else { return };
    let Some(head) = head.filter(|head| head.title.is_none()) else {
        reader.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, text, "expected an attribute, found a text")
                .help("a remark is `note \"…\"`")
        });
        return;
    };
    head.title = Some(text);
    let place = head.title_place;
    let quoted = reader.text(text);
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, text, "the title stands before the attributes").fix(
            "move it there",
            vec![
                Edit { span: place, text: format!(" {quoted}") },
                Edit { span: text, text: String::new() },
            ],
        )
    });
}
