//! What is wrong with a declaration's name and title, and with what stands in a fixed place of some kinds.

use super::amounts::meant_unit;
use super::found::{Found, Mistake, Reading, dropped, instead, told};
use super::names::{self, SHAPE};
use super::numbers;
use super::operands::one_of;
use super::phrases::{any_of, for_example, shortened};
use super::pieces::Word;
use super::points;
use super::titles;
use super::words::begins_attribute;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::number::{is_year, leading};
use crate::syntax::parse::{is_identifier, is_path, is_reserved};
use crate::text::{Span, did_you_mean};

/// What is wrong with a declaration's head. The first piece is its keyword.
pub(super) fn mistake(found: &Found<'_>) -> Option<Mistake> {
    let mistake = separator(found).or_else(|| match found.on {
        K::Import => import(found),
        K::Status => status(found),
        _ => name(found).or_else(|| match found.on {
            K::Let => let_value(found),
            K::Field => field_type(found),
            _ => titles::behind_or_without_quotes(found),
        }),
    })?;
    let kind = match found.on {
        K::Status => Some(A::Status),
        K::Field => Some(A::FieldType),
        K::Let => Some(A::Let),
        _ => None,
    };
    Some(Found { kind, ..*found }.helped(mistake))
}

/// `task: design`: no sign follows a keyword.
fn separator(found: &Found<'_>) -> Option<Mistake> {
    let (keyword, sign) = (found.first()?, found.word(found.at + 1)?);
    if found.on == K::Let || !matches!(sign.text, ":" | "=") {
        return None;
    }
    let message = format!("`{keyword}` is written without `{sign}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, sign.span(), message);
    Some(told(diagnostic.replace(format!("remove the `{sign}`"), sign.span(), "")))
}

/// What is wrong with the name.
fn name(found: &Found<'_>) -> Option<Mistake> {
    let Some(word) = found.word(found.at + 1) else { return nameless(found) };
    if !is_identifier(word.text) {
        return with_colon(found, word)
            .or_else(|| with_at(found, word))
            .or_else(|| wrong_name(found, word))
            .or_else(|| nameless(found));
    }
    if !is_reserved(word.text, found.on) {
        return None;
    }
    if found.on == K::Field {
        let message = format!("`{word}` can't name a field: it is a word of the language");
        let diagnostic = Diagnostic::new(&INVALID_NAME, word.span(), message);
        let help = format!("for example `field {}-of-ours`", word.text);
        return Some(dropped(diagnostic.help(help), A::FieldType));
    }
    let help = match word.text {
        "today" => {
            "`today` is the day on which the plan is looked at: `after today` waits for that"
        }
        "elapsed" => {
            "`elapsed` stands before a time that is counted by the clock: `after a + elapsed 2d`"
        }
        _ => "`start` and `end` are the names of an item's two points",
    };
    let what = match found.on {
        K::Let => "a value",
        K::Cadence => "a cadence",
        _ => "an item",
    };
    let diagnostic =
        Diagnostic::new(&INVALID_NAME, word.span(), format!("`{word}` can't name {what}"))
            .help(help);
    Some(Mistake { diagnostic, reading: without(word) })
}

/// Read as if some other name stood there, which nobody knows.
fn without(word: Word<'_>) -> Reading {
    let other = ('a'..='z').find(|letter| !word.text.contains(*letter)).unwrap_or('x');
    Reading::Changed(vec![Edit { span: word.span(), text: other.to_string() }])
}

/// What is declared to be used by its name needs one.
fn nameless(found: &Found<'_>) -> Option<Mistake> {
    let example = match found.on {
        K::Let => "let freeze = 2026-06-01",
        K::Field => "field severity text",
        _ => return None,
    };
    let at = found.at + 1;
    let message = format!("expected a name, found {}", found.named(at));
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, found.place(at), message)
        .help(format!("for example `{example}`"));
    Some(Mistake { diagnostic, reading: Reading::Dropped(None) })
}

/// `task design: 5d`: no colon follows a name.
fn with_colon(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let length = word.text.strip_suffix(':').filter(|name| is_identifier(name))?.len();
    let (name, colon) = (word.part(0, length), word.behind(length));
    if found.on == K::Let {
        return Some(colon_for_equals(colon.span(), true));
    }
    let message = format!("the name `{name}` is written without `:`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, colon.span(), message);
    Some(told(diagnostic.replace("remove the `:`", colon.span(), "")))
}

fn colon_for_equals(colon: Span, is_joined: bool) -> Mistake {
    let text = if is_joined { " =" } else { "=" };
    told(Diagnostic::new(&SYNTAX_ERROR, colon, "expected `=`, found `:`").replace(
        "replace with `=`",
        colon,
        text,
    ))
}

/// `person @ana`: the `@` is of those who refer to somebody.
fn with_at(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let is_somebody = matches!(found.on, K::Person | K::Team | K::Resource);
    let name =
        Some(word.text.strip_prefix('@')?).filter(|name| is_somebody && is_identifier(name))?;
    let message = format!("the name `{name}` is declared without `@`");
    Some(instead(&SYNTAX_ERROR, word.span(), message, name))
}

/// A word that is no name, but stands where one is expected and can't be anything else.
fn wrong_name(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let is_sure = found.is_text(found.at + 2) && !begins_attribute(word.text);
    let starts_like_one = word.text.starts_with(char::is_alphabetic)
        && !word.text.contains([':', '='])
        && !word.text.ends_with(['(', ')']);
    if !is_sure && !starts_like_one {
        return None;
    }
    let is_path = is_path(word.text);
    let diagnostic = Diagnostic::new(
        &INVALID_NAME,
        word.span(),
        format!("`{word}` can't be a name"),
    )
    .help(if is_path {
        "an item is declared in the block of the one that it belongs to: its name has no dots"
    } else {
        SHAPE
    });
    let diagnostic = match names::mended(word.text).filter(|_| !is_path) {
        Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), word.span(), meant),
        None => diagnostic,
    };
    Some(Mistake { diagnostic, reading: without(word) })
}

/// `import teams.roadmap`, `import "teams.roadmap" as 5`
fn import(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 1;
    if !found.is_text(at) {
        let message = format!("expected a file in quotes, found {}", found.named(at));
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, found.place(at), message);
        let diagnostic = match found.word(at) {
            Some(path) => {
                diagnostic.replace("put it in quotes", path.span(), format!("\"{}\"", path.text))
            }
            None => diagnostic.help("for example `import \"teams.roadmap\"`"),
        };
        return Some(Mistake { diagnostic, reading: Reading::Dropped(None) });
    }
    let keyword = found.word(at + 1).filter(|word| word.text == "as")?;
    let name = found.word(at + 2);
    if name.is_some_and(|name| is_identifier(name.text)) {
        return None;
    }
    let place = name.map_or(keyword.span().after(), Word::span);
    let message = format!("expected a name, found {}", found.named(at + 2));
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, place, message)
        .label(keyword.span(), "behind this")
        .help("for example `import \"mobile.roadmap\" as mobile`");
    let rest = keyword.span().to(place);
    Some(Mistake {
        diagnostic,
        reading: Reading::Changed(vec![Edit { span: rest, text: String::new() }]),
    })
}

/// What is wrong behind the name of a `let`.
fn let_value(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 2;
    let Some(sign) = found.word(at).filter(|sign| sign.text.starts_with(['=', ':'])) else {
        return Some(no_equals(found, at));
    };
    if sign.text.starts_with(':') {
        return Some(colon_for_equals(sign.part(0, 1).span(), false));
    }
    let behind = sign.behind(1);
    let (value, at) =
        if behind.text.is_empty() { (found.word(at + 1), at + 1) } else { (Some(behind), at) };
    let found = found.from(at);
    let Some(word) = value else {
        let found = Found { wrong: at, ..found };
        return Some(told(found.expected("a date, a duration or an amount")).of(A::Let));
    };
    let unit = leading(word.text).map(|(_, length)| word.text.get(length..).unwrap_or_default());
    let next = found.word(at + 1).map_or("", |next| next.text);
    let is_duration =
        unit.is_some_and(|unit| meant_unit(if unit.is_empty() { next } else { unit }).is_some());
    let is_amount = unit.map_or(word.text.starts_with(['€', '$', '£']), |unit| {
        !is_year(word.text) && unit.chars().all(char::is_alphabetic)
    });
    let mistake = if word.text.ends_with('%') {
        numbers::share(&found)
    } else if is_duration {
        super::amounts::duration(&found, word)
    } else if is_amount {
        numbers::number_of(&found, word)
    } else {
        points::point(&found).or_else(|| points::no_point(&found))
    };
    mistake.map(|mistake| mistake.of(A::Let))
}

fn no_equals(found: &Found<'_>, at: usize) -> Mistake {
    let here = found.place(at);
    let diagnostic =
        Diagnostic::new(&SYNTAX_ERROR, here, format!("expected `=`, found {}", found.named(at)));
    let before = Span::new(here.start, here.start);
    told(match found.word(at) {
        Some(_) => diagnostic.replace("put `=` before it", before, "= "),
        None => diagnostic.help("for example `let freeze = 2026-06-01`"),
    })
    .of(A::Let)
}

/// What is wrong with the type of a field.
fn field_type(found: &Found<'_>) -> Option<Mistake> {
    const TYPES: [&str; 5] = ["text", "number", "date", "flag", "one"];
    let at = found.at + 2 + usize::from(found.is_text(found.at + 2));
    let found = &Found { kind: Some(A::FieldType), ..found.from(at) };
    let Some(word) = found.word(at) else {
        let quoted: Vec<String> = TYPES.iter().map(|one| format!("`{one}`")).collect();
        let diagnostic = found.expected(&any_of(&quoted)).help(for_example(A::FieldType, ""));
        return Some(told(diagnostic).of(A::FieldType));
    };
    let meant = match word.text.to_ascii_lowercase().as_str() {
        "string" | "str" | "varchar" => Some("text"),
        "int" | "integer" | "float" | "decimal" | "money" | "amount" => Some("number"),
        "bool" | "boolean" | "checkbox" => Some("flag"),
        "datetime" | "day" => Some("date"),
        "enum" | "choice" | "select" => Some("one of"),
        _ => None,
    };
    if let Some(meant) = meant {
        let message = format!("the type `{word}` is written `{meant}`");
        let title = format!("replace with `{meant}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
        return Some(told(diagnostic.replace(title, word.span(), meant)).of(A::FieldType));
    }
    if word.text == "one" {
        let of = found.from(at + 1);
        if of.next(0).is_none_or(|of| of.text != "of") {
            return Some(
                told(of.expected("`of`").help(for_example(A::FieldType, ""))).of(A::FieldType),
            );
        }
        let choice = found.from(at + 2);
        if choice.next(0).is_none() && !choice.is_text(at + 2) {
            return Some(
                told(choice.expected("a choice").help(for_example(A::FieldType, "")))
                    .of(A::FieldType),
            );
        }
        return names::no_name(&choice, "a choice")
            .or_else(|| names::list(&last_of_list(&choice)))
            .map(|mistake| mistake.of(A::FieldType));
    }
    if TYPES.contains(&word.text) {
        return title_behind_type(found, at + 1);
    }
    one_of(found, &TYPES).map(|mistake| found.helped(mistake).of(A::FieldType))
}

/// The last name of a list that begins at the wrong piece.
fn last_of_list<'a>(found: &Found<'a>) -> Found<'a> {
    let mut wrong = found.wrong;
    while found.is_comma(wrong + 1) && found.word(wrong + 2).is_some() {
        wrong += 2;
    }
    found.from(wrong)
}

/// `field a text "Title"`: the title stands before the type.
fn title_behind_type(found: &Found<'_>, at: usize) -> Option<Mistake> {
    let piece = found.piece(at).filter(|_| found.is_text(at))?;
    let (name, text) = (found.word(found.at + 1)?, found.word_of(piece));
    let edits = vec![
        Edit { span: name.span().after(), text: format!(" {}", text.text) },
        Edit { span: text.span(), text: String::new() },
    ];
    let message = "the title stands before the attributes";
    Some(told(Diagnostic::new(&SYNTAX_ERROR, text.span(), message).fix("move it there", edits)))
}

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

const HEALTH: [&str; 4] = ["on-track", "at-risk", "off-track", "done"];

/// The word that something stands so by, if it is said otherwise.
fn health_meant(word: &str) -> Option<&'static str> {
    HEALTH_SLIPS.iter().find(|(written, _)| *written == word).map(|(_, meant)| *meant)
}

/// What is wrong with a status entry.
fn status(found: &Found<'_>) -> Option<Mistake> {
    status_part(found).map(|mistake| mistake.of(A::Status))
}

fn status_part(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 1;
    let date = &found.from(at);
    let Some(word) = date.next(0) else {
        return Some(told(
            date.expected("a date such as `2026-03-16`").help(for_example(A::Status, "")),
        ));
    };
    let own = HEALTH.into_iter().find(|own| *own == word.text);
    if let Some(meant) = own.or_else(|| health_meant(word.text)) {
        let message = format!("expected a date such as `2026-03-16`, found `{word}`");
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
                .help(format!("an entry begins with its day: `status 2026-03-16 {meant}`")),
        ));
    }
    if let Some(mistake) = points::point(date).or_else(|| points::no_point(date)) {
        return Some(mistake);
    }
    health(&found.from(at + 1))
        .or_else(|| names::no_name(&found.from(at + 2), "the name of an item"))
}

/// How something stands, in one of four words.
fn health(found: &Found<'_>) -> Option<Mistake> {
    let Some(word) = found.next(0) else {
        let quoted: Vec<String> = HEALTH.iter().map(|one| format!("`{one}`")).collect();
        return Some(told(found.expected(&any_of(&quoted)).help(for_example(A::Status, ""))));
    };
    if HEALTH.contains(&word.text) {
        return None;
    }
    if let Some(second) = found.next(1) {
        let joined = format!("{}-{}", word.text, second.text).to_lowercase();
        if let Some(written) = HEALTH.iter().find(|written| **written == joined) {
            let span = word.to(second).span();
            let message = format!("`{word} {second}` is one word: `{written}`");
            let fix = format!("replace with `{written}`");
            return Some(told(
                Diagnostic::new(&SYNTAX_ERROR, span, message).replace(fix, span, *written),
            ));
        }
    }
    let folded = word.text.to_lowercase().replace(['_', ' '], "-");
    let message = format!("`{}` is no word for how something stands", shortened(word.text));
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
        .help("it is `on-track`, `at-risk`, `off-track` or `done`");
    Some(told(match health_meant(&folded).or_else(|| did_you_mean(&folded, HEALTH)) {
        Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), word.span(), meant),
        None => diagnostic,
    }))
}

impl Mistake {
    /// Of which attribute it is, where nothing else is known of it.
    fn of(self, kind: A) -> Self {
        let reading = match self.reading {
            Reading::Dropped(None) => Reading::Dropped(Some(kind)),
            reading => reading,
        };
        Self { reading, ..self }
    }
}

/// Whether a word alone may be the name of a value on such a declaration.
pub(super) fn takes_word(kind: K) -> bool {
    A::Duration.stands_on().contains(kind) || A::Percent.stands_on().contains(kind)
}

/// Whether a word is what another tool says for an attribute, or nearly an attribute.
pub(super) fn meant_otherwise(found: &Found<'_>, word: Word<'_>) -> bool {
    keyword::meant_attribute(word.text).is_some()
        || keyword::said_otherwise(word.text, found.on).is_some()
        || super::amounts::is_no_estimate(word.text)
        || keyword::suggest_attribute(word.text, found.on).is_some()
}
