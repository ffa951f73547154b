//! A declaration's own line: its name and title, and what stands in a fixed place of some kinds.

use super::attributes::{self, begins_attribute, is_no_estimate, optional_text};
use super::describe;
use super::literals::name;
use super::reader::{Reader, Word};
use super::reports::Read;
use super::title;
use super::token::TokenKind;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{self, AttributeKind, DeclarationKind as K};
use crate::text::Span;

/// The name and the title.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) name: Option<Span>,
    pub(super) title: Option<Span>,
    /// Where the title stands, or would stand.
    pub(super) title_place: Span,
}

/// Reads what stands behind a declaration's keyword, up to the end of the line.
pub(super) fn head(reader: &mut Reader<'_, '_>, into: &mut Vec<Attribute>) -> Head {
    separator(reader);
    let mut head = match reader.kind {
        K::Import => import(reader),
        K::Status => Head::default(),
        _ => named(reader),
    };
    if let Some((kind, read)) = fixed(reader.kind) {
        let start = reader.here();
        let value = reader.within(kind, "", read).unwrap_or_else(|_| {
            // The line has one purpose: where that fails, the rest of it says nothing.
            reader.skip_to_text();
            Value::Broken(kind)
        });
        into.push(Attribute { value, span: start.to(reader.last_span()) });
    }
    if reader.kind == K::Status {
        head.title = optional_text(reader);
    }
    attributes::attributes(reader, Some(&mut head), into);
    head
}

type Fixed = for<'r, 'a, 's> fn(&'r mut Reader<'a, 's>) -> Read<Value>;

/// What a kind has in a fixed place, and who reads it.
fn fixed(kind: K) -> Option<(AttributeKind, Fixed)> {
    match kind {
        K::Status => Some((AttributeKind::Status, attributes::status)),
        K::Field => Some((AttributeKind::FieldType, attributes::field_type)),
        K::Let => Some((AttributeKind::Let, let_value)),
        _ => None,
    }
}

/// `task: design`: says that no colon follows a keyword.
fn separator(reader: &mut Reader<'_, '_>) {
    let keyword = reader.last_span();
    let Some(sign) = reader.peek_word().filter(|next| matches!(next.text, ":" | "=")) else {
        return;
    };
    if reader.kind == K::Let {
        return;
    }
    reader.skip();
    let keyword = reader.text(keyword);
    reader.error(|| {
        let message = format!("`{keyword}` is written without `{sign}`");
        Diagnostic::new(&SYNTAX_ERROR, sign.span, message).replace(
            format!("remove the `{sign}`"),
            sign.span,
            "",
        )
    });
}

fn named(reader: &mut Reader<'_, '_>) -> Head {
    let keyword = reader.last_span();
    let name = declared_name(reader);
    if name.is_none() && matches!(reader.kind, K::Let | K::Field) {
        nameless(reader);
    }
    let title_place = name.unwrap_or(keyword).after();
    let title = optional_text(reader);
    let mut head = Head { name, title, title_place };
    match (head.name, head.title) {
        (None, Some(title)) => head.name = name_behind_title(reader, title),
        (Some(name), None) if fixed(reader.kind).is_none() => {
            title::without_quotes(reader, name, &mut head);
        }
        _ => {}
    }
    head
}

/// The name, if the next word is one.
fn declared_name(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let word = reader.peek_word()?;
    if !name::is_identifier(word.text) {
        return name_with_colon(reader, word)
            .or_else(|| name_with_at(reader, word))
            .or_else(|| wrong_name(reader, word));
    }
    reader.skip();
    if let Some(help) = reserved(word.text, reader.kind) {
        let what = match reader.kind {
            K::Let => "a value",
            K::Cadence => "a cadence",
            _ => "an item",
        };
        reader.error(|| {
            Diagnostic::new(&INVALID_NAME, word.span, format!("`{word}` can't name {what}"))
                .help(help)
        });
        // That a value has no name is no second fault.
        return (reader.kind == K::Let).then_some(word.span);
    }
    if reader.kind == K::Field && keyword::attribute(word.text).is_some() {
        reader.error(|| {
            let message = format!("`{word}` can't name a field: it is a word of the language");
            Diagnostic::new(&INVALID_NAME, word.span, message)
                .help(format!("for example `field {}-of-ours`", word.text))
        });
    }
    Some(word.span)
}

/// Why a word can't name such a declaration: where the name would stand the word means something else.
fn reserved(word: &str, kind: K) -> Option<&'static str> {
    match word {
        "start" | "end" if kind.is_item() => {
            Some("`start` and `end` are the names of an item's two points")
        }
        "today" if kind.is_item() || matches!(kind, K::Let | K::Cadence) => {
            Some("`today` is the day on which the plan is looked at: `after today` waits for that")
        }
        "elapsed" if kind == K::Let => Some(
            "`elapsed` stands before a time that is counted by the clock: `after a + elapsed 2d`",
        ),
        _ => None,
    }
}

/// Says that what is declared to be used by its name needs one.
fn nameless(reader: &mut Reader<'_, '_>) {
    let (found, here) = (describe::next(reader), reader.here());
    let example = match reader.kind {
        K::Let => "let freeze = 2026-06-01",
        _ => "field severity text",
    };
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, here, format!("expected a name, found {found}"))
            .help(format!("for example `{example}`"))
    });
}

/// `task design: 5d`: says that no colon follows a name, and takes it.
fn name_with_colon(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Span> {
    let length = word.text.strip_suffix(':').filter(|name| name::is_identifier(name))?.len();
    let (name, colon) = (word.part(0, length), word.behind(length));
    reader.skip();
    if reader.kind == K::Let {
        // Where its value is read it is said that a `=` stands there.
        reader.put_back(colon);
        return Some(name.span);
    }
    reader.error(|| {
        Diagnostic::new(
            &SYNTAX_ERROR,
            colon.span,
            format!("the name `{name}` is written without `:`"),
        )
        .replace("remove the `:`", colon.span, "")
    });
    Some(name.span)
}

/// `person @ana`: says that the `@` is of those who refer to somebody, and takes the name.
fn name_with_at(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Span> {
    let is_somebody = matches!(reader.kind, K::Person | K::Team | K::Resource);
    let name = Some(word.behind(1)).filter(|name| {
        is_somebody && word.text.starts_with('@') && name::is_identifier(name.text)
    })?;
    reader.skip();
    reader.error(|| {
        let message = format!("the name `{name}` is declared without `@`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            format!("replace with `{name}`"),
            word.span,
            name.text,
        )
    });
    Some(name.span)
}

/// A word that is no name, but stands where one is expected and can't be anything else.
fn wrong_name(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Span> {
    let is_before_title = reader.peek_at(1).is_some_and(|next| next.kind.is_text());
    let is_sure = is_before_title && !begins_attribute(word.text);
    let starts_like_one = word.text.starts_with(char::is_alphabetic)
        && !word.text.contains([':', '='])
        && !word.text.ends_with(['(', ')']);
    if !is_sure && !starts_like_one {
        return None;
    }
    reader.skip();
    let is_path = name::is_path(word.text);
    reader.error(|| {
        let message = format!("`{word}` can't be a name");
        let diagnostic = Diagnostic::new(&INVALID_NAME, word.span, message);
        let diagnostic = if is_path {
            diagnostic.help("an item is declared in the block of the one that it belongs to: its name has no dots")
        } else {
            diagnostic.help(name::SHAPE)
        };
        match name::mended(word.text).filter(|_| !is_path) {
            Some(meant) => {
                diagnostic.replace(format!("replace with `{meant}`"), word.span, meant)
            }
            None => diagnostic,
        }
    });
    None
}

/// `task "Design" design`: says that the name comes first, and takes it.
fn name_behind_title(reader: &mut Reader<'_, '_>, title: Span) -> Option<Span> {
    let word = reader.peek_word().filter(|word| name::is_identifier(word.text))?;
    let kind = reader.kind;
    let is_attribute = keyword::attribute(word.text).is_some() || meant_otherwise(reader, word);
    // What has a duration behind it is none itself: it was meant as the name.
    let is_before_duration = reader.peek_word_at(1).is_some_and(|next| {
        next.text.starts_with(|first: char| first.is_ascii_digit()) && !next.text.ends_with('%')
    });
    let may_be_name = is_before_duration || resembles(reader.text(title), word.text);
    if is_attribute || (takes_word(kind) && !may_be_name) {
        return None;
    }
    reader.skip();
    let text = reader.text(title);
    reader.error(|| {
        let message = format!("the name stands before the title: `{word}`");
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            "put it there",
            title.to(word.span),
            format!("{} {text}", word.text),
        )
    });
    Some(word.span)
}

/// Whether a word alone may be the name of a `let` on such a declaration.
pub(super) fn takes_word(kind: K) -> bool {
    AttributeKind::Duration.stands_on().contains(kind)
        || AttributeKind::Percent.stands_on().contains(kind)
}

/// Whether a name was made of a title: its first letters are those of a word of it.
fn resembles(title: &str, name: &str) -> bool {
    let start: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    let title = title.to_lowercase();
    title.split(|char: char| !char.is_alphanumeric()).any(|word| word.starts_with(&start))
}

/// Whether a word is what another tool says for an attribute, or nearly an attribute.
pub(super) fn meant_otherwise(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    keyword::meant_attribute(word.text).is_some()
        || keyword::said_otherwise(word.text, reader.kind).is_some()
        || is_no_estimate(word.text)
        || keyword::suggest_attribute(word.text, reader.kind).is_some()
}

/// `import "mobile.roadmap" as mobile`
fn import(reader: &mut Reader<'_, '_>) -> Head {
    let mut head = Head { title: optional_text(reader), ..Head::default() };
    if head.title.is_none() {
        no_file(reader);
        reader.skip_all();
        return head;
    }
    if let Some(keyword) = reader.eat("as") {
        head.name = alias(reader, keyword);
    }
    head
}

fn alias(reader: &mut Reader<'_, '_>, keyword: Span) -> Option<Span> {
    let word = reader.word();
    if let Some(word) = word.filter(|word| name::is_identifier(word.text)) {
        return Some(word.span);
    }
    let place = word.map_or(keyword.after(), |word| word.span);
    reader.error(|| {
        let found = word.map_or("the end of the line".to_owned(), |word| format!("`{word}`"));
        Diagnostic::new(&SYNTAX_ERROR, place, format!("expected a name, found {found}"))
            .label(keyword, "behind this")
            .help("for example `import \"mobile.roadmap\" as mobile`")
    });
    None
}

fn no_file(reader: &mut Reader<'_, '_>) {
    let (found, here) = (describe::next(reader), reader.here());
    let path = reader.peek_word().map(|word| word.text);
    reader.error(|| {
        let message = format!("expected a file in quotes, found {found}");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, here, message);
        match path {
            Some(path) => diagnostic.replace("put it in quotes", here, format!("\"{path}\"")),
            None => diagnostic.help("for example `import \"teams.roadmap\"`"),
        }
    });
}

/// What stands behind a `let`'s name.
fn let_value(reader: &mut Reader<'_, '_>) -> Read<Value> {
    match reader.peek_word() {
        Some(sign) if sign.text.starts_with('=') => {
            reader.skip();
            reader.put_back(sign.behind(1));
        }
        Some(sign) if sign.text.starts_with(':') => {
            let is_joined = reader.last_span().end >= sign.span.start;
            reader.skip();
            reader.put_back(sign.behind(1));
            let sign = sign.part(0, 1);
            reader.error(|| {
                Diagnostic::new(&SYNTAX_ERROR, sign.span, "expected `=`, found `:`").replace(
                    "replace with `=`",
                    sign.span,
                    if is_joined { " =" } else { "=" },
                )
            });
        }
        _ => return Err(no_equals(reader)),
    }
    attributes::let_value(reader)
}

fn no_equals(reader: &mut Reader<'_, '_>) -> super::reports::Reported {
    let (found, here) = (describe::next(reader), reader.here());
    let is_value = reader.peek().is_some_and(|token| token.kind == TokenKind::Word);
    reader.error(|| {
        let message = format!("expected `=`, found {found}");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, here, message);
        let before = Span::new(here.start, here.start);
        if is_value {
            let edits = vec![Edit { span: before, text: "= ".to_owned() }];
            diagnostic.fix("put `=` before it", edits)
        } else {
            diagnostic.help("for example `let freeze = 2026-06-01`")
        }
    })
}
