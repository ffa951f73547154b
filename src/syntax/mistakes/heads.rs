//! What is wrong with a declaration's name and title, and with what stands in a fixed place of some kinds.

use super::amounts::{self, meant_unit};
use super::found::{Found, Mistake, Reading, syntax, wrong};
use super::names::{self, SHAPE};
use super::numbers;
use super::pieces::Word;
use super::points;
use super::rows::{Table, row};
use super::texts::{is_prose, quoted};
use super::words::{begins_attribute, takes_word};
use crate::diagnostic::Edit;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::number::{is_extent, is_year, leading};
use crate::syntax::parse::{is_identifier, is_path, is_reserved};
use crate::text::did_you_mean;

/// What stands behind a keyword in another way. The text begins with the keyword.
pub(super) static HEADS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("let size: 5d", r"let <name>( ?(?::=?|==))")
            .says("expected `=`, found `{1}`")
            .put(1, " ="),
        row("task : a", r"[a-z]+( [:=])<end>")
            .says("a keyword stands without `{1}`")
            .put(1, "")
            .unless("let "),
        row("task a: 5d", r"[a-z]+ (<name>)(:)<end>")
            .says("the name `{1}` is written without `:`")
            .put(2, ""),
        row("person @ana", r"(?:person|team|resource) (@(<name>))<end>")
            .says("the name `{2}` is declared without `@`")
            .put(1, "{2}"),
        row("let my size = 5d", r"let ((<name>) (<name>)) ?=")
            .says("a name is one word, found `{1}`")
            .put(1, "{2}-{3}"),
        row("let late 2026-06-01", r"let <name> ()([^ =:]+)")
            .says("expected `=`, found `{2}`")
            .put(1, "= ")
            .at(2),
        row("marker \"Trade fair\" 2026-05-01", r"marker ((<text>) (?:on |at )?(<day>))<end>")
            .says("the day stands before the title")
            .put(1, "{3} {2}"),
        row("marker on 2026-05-01 \"Trade fair\"", r"marker (on |at |by )<day>")
            .says("the day of a marker stands without `{1}`")
            .put(1, ""),
        row(
            "marker fair 2026-05-01 \"Trade fair\"",
            r"marker ((<name>) (?:<text> )?(?:on |at )?)<day>",
        )
        .says("a marker has no name, found `{2}`")
        .put(1, "")
        .at(2),
        row("marker 2026-05-01..2026-05-04 \"Trade fair\"", r"marker <day>( ?\.\. ?<day>)<end>")
            .says("a marker is one day, found `{1}` behind it")
            .put(1, ""),
        row("import a from \"a.roadmap\"", r"import ((<name>) from (<text>))<end>")
            .says("the name stands behind the file: `as {2}`")
            .put(1, "{3} as {2}"),
        row("import \"a.roadmap\" as 5", r"import <text>( as(?: [^ A-Za-z][^ ,]*)?)<end>")
            .says("expected a name behind `as`")
            .help("for example `import \"mobile.roadmap\" as mobile`")
            .read_as(1, ""),
        row("field a string", r"field <name>(?: <text>)? ([A-Za-z]+)<end>")
            .says("the type `{1}` is written `{1:type}`")
            .put(1, "{1:type}"),
        row("field a text \"A\"", r"field <name> ([a-z]+ (<text>))<end>")
            .says("the title stands before the type")
            .put(1, "{2} text")
            .unless("field <name> (?:one|number|date|flag) "),
        row("status on-track \"All well\"", r"status ([A-Za-z-]+)<end>")
            .says("expected a date such as `2026-03-16`, found `{1}`")
            .help("an entry begins with its day: `status 2026-03-16 {1:health}`")
            .at(1),
        row("status 2026-03-13 done \"Well\" a", r"status <day> [a-z-]+ ((<text>) (<name>))<end>")
            .says("the name `{3}` stands before the text")
            .put(1, "{3} {2}"),
        row("status 2026-03-13 at risk \"Late\"", r"status <day> ((on|at|off) (track|risk))<end>")
            .says("`{1}` is one word: `{2}-{3}`")
            .put(1, "{2}-{3}"),
        row("status 2026-03-13 green \"All well\"", r#"status <day> ([^ ,"]+)<end>"#)
            .says("`{1}` is no word for how something stands")
            .help("it is `on-track`, `at-risk`, `off-track` or `done`")
            .put(1, "{1:health}"),
        row("status 2026-03-13 purple \"Well\"", r#"status <day> ([^ ,"]+)<end>"#)
            .says("`{1}` is no word for how something stands")
            .help("it is `on-track`, `at-risk`, `off-track` or `done`")
            .when("{1:no-health}")
            .at(1),
    ],
);

/// Words of other tools for how something stands.
const HEALTH: [(&str, &str); 4] = [
    ("on-track", "green ok okay good fine healthy"),
    ("at-risk", "amber yellow orange warning risk"),
    ("off-track", "red late delayed blocked critical"),
    ("done", "complete completed finished"),
];

/// Words of other tools for what a field holds.
const TYPES: [(&str, &str); 5] = [
    ("text", "string str varchar"),
    ("number", "int integer float decimal money amount"),
    ("date", "datetime day"),
    ("flag", "bool boolean checkbox"),
    ("one of", "enum choice select"),
];

pub(super) fn meant(
    table: &'static [(&'static str, &'static str)],
    word: &str,
) -> Option<&'static str> {
    let folded = word.to_lowercase().replace('_', "-");
    let is_meant = |(own, others): &&(&str, &str)| {
        *own == folded || others.split(' ').any(|other| other == folded)
    };
    table.iter().find(is_meant).map(|(own, _)| *own)
}

/// How something stands in the word that is meant.
pub(super) fn health(word: &str) -> Option<&'static str> {
    let own = || did_you_mean(word, HEALTH.iter().map(|(own, _)| *own));
    meant(&HEALTH, word).or_else(own)
}

/// The type that is meant by a word of another language.
pub(super) fn field_type(word: &str) -> Option<&'static str> {
    meant(&TYPES, word)
}

/// What is wrong with a declaration's head. The first piece is its keyword.
pub(super) fn mistake(found: &Found<'_>) -> Option<Mistake> {
    let kind = match found.on {
        K::Status => Some(A::Status),
        K::Field => Some(A::FieldType),
        K::Let => Some(A::Let),
        K::Marker => Some(A::Marker),
        _ => None,
    };
    let found = &Found { kind, ..*found };
    let mistake = HEADS.find(found, found.at).or_else(|| match found.on {
        K::Import | K::Baseline => file(found),
        K::Status => status(found),
        K::Marker => marker(found),
        _ => name(found).or_else(|| match found.on {
            K::Let => let_value(found),
            K::Field => type_of_field(found),
            _ => title(found),
        }),
    })?;
    let mistake = found.helped(mistake);
    Some(match kind {
        Some(kind) => mistake.of(kind),
        None => mistake,
    })
}

/// What is wrong with the name.
fn name(found: &Found<'_>) -> Option<Mistake> {
    let Some(word) = found.word(found.at + 1) else { return nameless(found) };
    if !is_identifier(word.text) {
        return wrong_name(found, word).or_else(|| nameless(found));
    }
    if !is_reserved(word.text, found.on) {
        return None;
    }
    let says = |message: String| wrong(&INVALID_NAME, word.span(), message);
    if found.on == K::Field {
        let help = format!("for example `field {}-of-ours`", word.text);
        let message = format!("`{word}` can't name a field: it is a word of the language");
        return Some(says(message).help(help).costs(A::FieldType));
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
    Some(says(format!("`{word}` can't name {what}")).help(help).read(without(word)))
}

/// Read as if some other name stood there, which nobody knows.
fn without(word: Word<'_>) -> Reading {
    let other = ('a'..='z').find(|letter| !word.text.contains(*letter)).unwrap_or('x');
    Reading::Changed(vec![Edit { span: word.span(), text: other.to_string() }])
}

/// What is declared to be used by its name needs one.
fn nameless(found: &Found<'_>) -> Option<Mistake> {
    if !matches!(found.on, K::Let | K::Field) {
        return None;
    }
    let example = found.on.word().form;
    let at = found.at + 1;
    let message = format!("expected a name, found {}", found.named(at));
    Some(syntax(found.place(at), message).help(format!("for example `{example}`")))
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
    let mistake = wrong(&INVALID_NAME, word.span(), format!("`{word}` can't be a name"));
    let mistake = if is_path(word.text) {
        mistake.help(
            "an item is declared in the block of the one that it belongs to: its name has no dots",
        )
    } else {
        mistake.help(SHAPE).put_if(word.span(), names::mended(word.text))
    };
    Some(mistake.read(without(word)))
}

/// `import teams.roadmap`, `baseline old.json`
fn file(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 1;
    if found.is_text(at) {
        return None;
    }
    let message = format!("expected a file in quotes, found {}", found.named(at));
    let path = found.word(at).filter(|path| path.text != "as").map(|path| quoted(path.text));
    let mistake = syntax(found.place(at), message).put_if(found.place(at), path);
    let is_baseline = found.word(0).is_some_and(|word| word.text == K::Baseline.lexeme());
    let keyword = if is_baseline { K::Baseline } else { K::Import };
    let help = format!("for example `{}`", keyword.word().form);
    Some(mistake.help(help).read(Reading::Dropped(None)))
}

/// What is wrong behind the name of a `let`.
fn let_value(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 2;
    let Some(sign) = found.word(at).filter(|sign| sign.text.starts_with('=')) else {
        return Some(found.from(at).expected("`=`").help("for example `let freeze = 2026-06-01`"));
    };
    let behind = sign.behind(1);
    let (value, at) =
        if behind.text.is_empty() { (found.word(at + 1), at + 1) } else { (Some(behind), at) };
    let found = found.from(at);
    let Some(word) = value else {
        return Some(found.expected("a date, a duration or an amount"));
    };
    let unit = leading(word.text).map(|(_, length)| word.behind(length).text);
    let next = found.word(at + 1).map_or("", |next| next.text);
    let is_duration = is_extent(word.text)
        || unit.is_some_and(|unit| meant_unit(if unit.is_empty() { next } else { unit }).is_some());
    let is_amount = unit.map_or(word.text.starts_with(['€', '$', '£']), |unit| {
        !is_year(word.text) && unit.chars().all(char::is_alphabetic)
    });
    if word.text.ends_with('%') {
        numbers::share(&found)
    } else if is_duration {
        amounts::duration(&found, word)
    } else if is_amount {
        numbers::number_of(&found, word)
    } else {
        points::point(&found).or_else(|| points::no_point(&found))
    }
}

/// What is wrong with the type of a field, or with its choices.
fn type_of_field(found: &Found<'_>) -> Option<Mistake> {
    const TYPES: [&str; 5] = ["text", "number", "date", "flag", "one of"];
    let at = found.at + 2 + usize::from(found.is_text(found.at + 2));
    let word = found.word(at).map_or("", |word| word.text);
    if word != "one" {
        let is_type = TYPES.contains(&word);
        let expected = || found.from(at).one_of(&TYPES);
        return (!is_type).then(|| {
            expected().unwrap_or_else(|| found.from(at).expected("a type such as `text`"))
        });
    }
    if found.word(at + 1).is_none_or(|of| of.text != "of") {
        return Some(found.from(at + 1).expected("`of`"));
    }
    let is_choice = |index: &usize| found.word(*index).is_some() || found.is_text(*index);
    let last = (at + 2..found.pieces.len()).step_by(2).take_while(is_choice).last();
    let Some(last) = last else { return Some(found.from(at + 2).expected("a choice")) };
    names::no_name(&found.from(at + 2), "a choice").or_else(|| names::list(&found.from(last)))
}

/// What is wrong with a status entry.
fn status(found: &Found<'_>) -> Option<Mistake> {
    let at = found.at + 1;
    let date = &found.from(at);
    if date.next(0).is_none() {
        return Some(date.expected("a date such as `2026-03-16`"));
    }
    let has_health = found.word(at + 1).is_some();
    points::point(date)
        .or_else(|| points::no_point(date))
        .or_else(|| {
            let expected = "`on-track`, `at-risk`, `off-track` or `done`";
            (!has_health).then(|| found.from(at + 1).expected(expected))
        })
        .or_else(|| names::no_name(&found.from(at + 2), "the name of an item"))
}

/// `marker 2026-05-01 "Trade fair"`
fn marker(found: &Found<'_>) -> Option<Mistake> {
    let day = &found.from(found.at + 1);
    if day.next(0).is_none() {
        return Some(day.expected("a day such as `2026-05-01`"));
    }
    points::point(day).or_else(|| points::no_point(day))
}

/// What stands in the wrong order behind a keyword, or lacks its quotes.
fn title(found: &Found<'_>) -> Option<Mistake> {
    if found.is_text(found.at + 1) {
        return name_behind_title(found);
    }
    let name = found.word(found.at + 1).filter(|name| is_identifier(name.text))?;
    without_quotes(found, name)
}

/// Whether a word is what another tool says for an attribute, or nearly an attribute.
fn meant_otherwise(found: &Found<'_>, word: Word<'_>) -> bool {
    keyword::meant_attribute(word.text).is_some()
        || keyword::said_otherwise(word.text, found.on).is_some()
        || ["tbd", "tba", "tbc", "todo", "unknown"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(word.text))
        || keyword::suggest_attribute(word.text, found.on).is_some()
}

/// `task "Design" design`: the name comes first.
fn name_behind_title(found: &Found<'_>) -> Option<Mistake> {
    let title = found.text(found.at + 1)?;
    let word = found.word(found.at + 2).filter(|word| is_identifier(word.text))?;
    let is_attribute = keyword::attribute(word.text).is_some() || meant_otherwise(found, word);
    // What has a duration behind it is none itself: it was meant as the name.
    let is_before_duration =
        found.word(found.at + 3).is_some_and(|next| next.is_number() && !next.text.ends_with('%'));
    let may_be_name = is_before_duration || resembles(title.text, word.text);
    if is_attribute || (takes_word(found.on) && !may_be_name) {
        return None;
    }
    let message = format!("the name stands before the title: `{word}`");
    let fixed = format!("{} {}", word.text, title.text);
    Some(syntax(word.span(), message).put(title.to(word).span(), fixed))
}

/// Whether a name was made of a title: its first letters are those of a word of it.
fn resembles(title: &str, name: &str) -> bool {
    let start: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    let title = title.to_lowercase();
    title.split(|char: char| !char.is_alphanumeric()).any(|word| word.starts_with(&start))
}

/// `task design Design the thing 5d`: a title has quotes.
fn without_quotes(found: &Found<'_>, name: Word<'_>) -> Option<Mistake> {
    let start = found.at + 2;
    let is_plain = |index: usize| found.word(index).is_some_and(|word| is_prose(word.text));
    let first = found.word(start).filter(|first| is_prose(first.text))?;
    let plain = (start..found.pieces.len()).take_while(|index| is_plain(*index)).count();
    let is_capital = first.text.starts_with(char::is_uppercase);
    // `task Design the thing`: what was taken for the name is the title's first word.
    let is_whole = name.text.starts_with(char::is_uppercase) && !is_capital;
    let may_be_word = plain == 1 && !is_capital && !is_whole && takes_word(found.on);
    // A title of several words may begin with one that is nearly an attribute: `Go live`.
    let is_title = (is_capital && plain > 1 || is_whole && found.on == K::Roadmap)
        && keyword::meant_attribute(first.text).is_none();
    if (meant_otherwise(found, first) && !is_title) || may_be_word {
        return None;
    }
    // Prepositions are part of it where nothing follows that they could have as attributes.
    let mut end = start + plain;
    while found.is_joined(end)
        && (is_plain(end) || is_preposition_of_title(found, end, end > start + plain))
    {
        end += 1;
    }
    let last = found.word(end - 1)?;
    let title = if is_whole { name.to(last) } else { first.to(last) };
    Some(syntax(title.span(), "a title stands in quotes").put(title.span(), quoted(title.text)))
}

/// Whether a word of the language is one of prose in a title, in which another was found perhaps.
fn is_preposition_of_title(found: &Found<'_>, at: usize, is_found: bool) -> bool {
    let Some(word) = found.word(at) else { return false };
    let Some(row) = keyword::attribute(word.text) else { return false };
    if !row.on.contains(found.on) {
        return true;
    }
    let is_word = |word: &Word<'_>| word.text.starts_with(char::is_alphabetic);
    let Some(next) = found.word(at + 1).filter(is_word) else { return false };
    match row.kind {
        // They take a date.
        A::On | A::To | A::By | A::From | A::During => {
            next.text != "today" && !next.text.contains('.')
        }
        // They take a name, and no more words behind it.
        A::For | A::In | A::After | A::Before => {
            let behind = found.word(at + 2).filter(|behind| is_prose(behind.text));
            !is_prose(next.text)
                || behind.is_some()
                || (is_found && matches!(row.kind, A::For | A::In))
        }
        _ => false,
    }
}
