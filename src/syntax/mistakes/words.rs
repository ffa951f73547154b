//! Words that begin no attribute: of other tools, misspelt, or left without the word that says what they are.

use super::amounts::{is_number, is_percent_sign, lacks_units, meant_unit};
use super::found::{Found, Mistake, Reading, dropped, told};
use super::phrases::{any_of, for_example, shortened, with_article};
use super::pieces::Word;
use super::{amounts, names, numbers, points};
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K, Meant, Takes};
use crate::syntax::parse::date::looks_like_date;
use crate::syntax::parse::{is_address, is_extent, is_field, is_identifier, is_path};
use crate::text::Span;

/// Whether a word begins an attribute for certain.
pub(super) fn begins_attribute(text: &str) -> bool {
    match text.as_bytes() {
        [b'@' | b'#', _, ..] => true,
        [b'0'..=b'9', ..] => is_extent(text) || text.ends_with('%'),
        _ => keyword::attribute(text).is_some() || is_custom(text),
    }
}

/// Whether the word at a piece begins an attribute that takes a text, and has none: `status blocked`.
pub(super) fn lacks_text(found: &Found<'_>, index: usize) -> bool {
    let row = found.word(index).and_then(|word| keyword::attribute(word.text));
    row.is_some_and(|row| row.kind.takes().0 == Takes::Text) && !found.is_text(index + 1)
}

/// `jira:` or `jira:12`
fn is_custom(text: &str) -> bool {
    text.split_once(':').is_some_and(|(field, rest)| {
        is_identifier(field) && !rest.starts_with("//") && is_field(field)
    })
}

/// Which attribute the word at a piece begins, well written or not. `None` if it begins none.
pub(super) fn kind_at(found: &Found<'_>, index: usize) -> Option<A> {
    let word = found.word(index)?;
    match word.text.as_bytes() {
        [b'@', ..] => Some(A::Assign),
        [b'#', _, ..] => Some(A::Tag),
        [b'0'..=b'9', .., b'%'] => Some(A::Percent),
        [b'0'..=b'9', ..]
            if found.word(index + 1).is_some_and(|next| is_percent_sign(next.text)) =>
        {
            Some(A::Percent)
        }
        [b'0'..=b'9', ..] => is_estimate(found, index, word).then_some(A::Duration),
        _ => match keyword::attribute(word.text) {
            Some(row) => match row.kind {
                A::From | A::To if found.on == K::Measure => Some(A::Measure),
                A::EndsAfter if found.word(index + 1).is_none_or(|next| next.text != "after") => {
                    None
                }
                // `blocked by api`
                kind if kind.takes().0 == Takes::Text && is_meant_otherwise(found, index) => None,
                kind => Some(kind),
            },
            None => (is_custom(word.text) && !is_no_field_value(found, index, word))
                .then_some(A::Custom),
        },
    }
}

/// Whether a word of the language is another tool's with what follows it.
fn is_meant_otherwise(found: &Found<'_>, index: usize) -> bool {
    let meant = found.word(index).and_then(|word| keyword::meant_attribute(word.text));
    let next = found.word(index + 1);
    meant.zip(next).is_some_and(|(meant, next)| meant.prepositions.contains(&next.text))
}

/// Whether a word that begins with a digit is meant as a duration: well written or not, it is no date, no address, no time of day.
fn is_estimate(found: &Found<'_>, index: usize, word: Word<'_>) -> bool {
    if is_extent(word.text) || word.text.split_once("..").is_some_and(|(first, _)| is_extent(first))
    {
        return true;
    }
    let takes = A::Duration.stands_on().contains(found.on);
    if lacks_units(word.text) {
        return takes;
    }
    let letters = word.text.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    if letters.is_empty() {
        let has_unit = found.word(index + 1).is_some_and(|next| meant_unit(next.text).is_some());
        return has_unit
            || amounts::has_decimal_comma(&found.from(index))
            || (takes && word.text.len() < 4);
    }
    // `10x`, `1h30min`: a number with letters behind it can be nothing else, but for the parts of a year and a time.
    let is_plain = letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    amounts::is_range_slip(word.text) || (is_plain && !letters.starts_with(['T', 'Q', 'W', 'H']))
}

/// Whether `name:` has a value that no field takes: `estimate: 5d`, `assignee: @ana`.
fn is_no_field_value(found: &Found<'_>, index: usize, word: Word<'_>) -> bool {
    let (stem, behind) = word.text.split_once(':').unwrap_or((word.text, ""));
    let next = found.word(index + 1).map_or("", |next| next.text);
    let value = if behind.is_empty() { next } else { behind };
    value.starts_with(['@', '#'])
        || value.ends_with('%')
        || is_extent(value)
        || (has_scheme(value) && keyword::meant_attribute(stem).is_some())
}

/// Whether a word is a web address.
fn has_scheme(text: &str) -> bool {
    is_address(text) || text.starts_with("www.")
}

/// What is wrong with a word that begins no attribute.
pub(super) fn unknown(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    if word.is_number() {
        return Some(value_alone(found, word));
    }
    if has_scheme(word.text) {
        let message = format!("expected `link` before `{word}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
        return Some(told(diagnostic.replace("put `link` before it", word.before(), "link ")));
    }
    begins_before_after(found, word)
        .or_else(|| not_before(found, word))
        .or_else(|| numbers::score_without_its_word(found))
        .or_else(|| points::when_done(found))
        .or_else(|| joined(found, word))
        .or_else(|| {
            let meant = keyword::meant_attribute_on(word.text, found.on)
                .or_else(|| keyword::nearly_meant_attribute(word.text, found.on))?;
            is_slip(found, &meant).then(|| synonym(found, word.end(), 1, &meant))
        })
        .or_else(|| spaced_field(found, word))
        .or_else(|| amounts::rough_estimate(found))
        .or_else(|| (!is_path(word.text)).then(|| junk(found, word)))
        .or_else(|| field_without_colon(found, word))
        .or_else(|| misspelt(found, word))
}

/// A value without the word that says what it is: `2026-03-31`, `14:00` or `5` where an attribute is expected.
fn value_alone(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let kind = found.on;
    let message = format!("expected a word before `{word}` that says what it is");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    // It may have been meant as the estimate: its lack is no second fault.
    if kind == K::Measure {
        return dropped(diagnostic.help(for_example(A::Measure, "from")), A::Duration);
    }
    if looks_like_date(word.text) {
        return dropped(diagnostic.help(dated(word.text, kind)), A::Duration);
    }
    if word.text.contains('/') && A::Rate.stands_on().contains(kind) {
        return told(diagnostic.replace("put `rate` before it", word.before(), "rate "));
    }
    if !is_number(word.text) {
        return dropped(diagnostic.help(keyword::taken_by(kind)), A::Duration);
    }
    if A::Percent.stands_on().contains(kind) && !A::Duration.stands_on().contains(kind) {
        let share = numbers::share_meant(word.text);
        return told(diagnostic.help("a share of somebody has a percent sign").replace(
            format!("replace with `{share}`"),
            word.span(),
            share,
        ));
    }
    let help = format!("a duration has a unit, `{word}d`; a share a percent sign, `{word}%`");
    dropped(diagnostic.help(help), A::Duration)
}

/// The words that may stand before a day, or two, on such a declaration.
fn dated(text: &str, kind: K) -> String {
    let is_point = matches!(kind, K::Milestone | K::Release);
    if let Some((first, last)) = text.split_once("..").filter(|_| kind.is_item() && !is_point) {
        return format!("for example `from {first} to {last}`, or `during {text}`");
    }
    let words: &[&str] = match kind {
        K::Milestone | K::Release => &["on", "by", "promised", "after"],
        K::Roadmap | K::Cadence => &["from"],
        K::Stream | K::Feature | K::Task => &["from", "to", "by", "after"],
        _ => &["by", "due", "away", "off"],
    };
    let stands = |word: &&&str| keyword::attribute(word).is_some_and(|row| row.on.contains(kind));
    let examples: Vec<String> =
        words.iter().filter(stands).map(|word| format!("`{word} {text}`")).collect();
    if examples.is_empty() {
        return keyword::taken_by(kind);
    }
    format!("for example {}", any_of(&examples))
}

/// `starts after api`: `after` is enough.
fn begins_before_after(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    const WORDS: [&str; 6] = ["start", "starts", "starting", "begin", "begins", "beginning"];
    let after = found.word(found.at + 1).filter(|next| next.text == "after")?;
    let is_meant = WORDS.iter().any(|begins| begins.eq_ignore_ascii_case(word.text));
    is_meant.then(|| points::superfluous_before(word, after))
}

/// `not before 2026-04-01`, `no earlier than 2026-04-01`: that is `after`.
fn not_before(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let word_at = |ahead: usize| found.word(found.at + ahead);
    let second = word_at(1)?;
    let last = match (word.text, second.text) {
        ("not" | "Not", "before") => second,
        ("no" | "not", "earlier" | "sooner") => word_at(2).filter(|than| than.text == "than")?,
        _ => return None,
    };
    let whole = word.to(last);
    let diagnostic =
        Diagnostic::new(&UNKNOWN_ATTRIBUTE, whole.span(), format!("`{whole}` is written `after`"));
    Some(told(diagnostic.help(for_example(A::After, "after")).replace(
        "replace with `after`",
        whole.span(),
        "after",
    )))
}

/// `after:design`, `deadline:2026-03-31`, `jira="PAY-12"`: a word joined to its arguments.
fn joined(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let at = word.text.find([':', '=']).filter(|at| *at > 0)?;
    let (stem, sign) = (word.part(0, at), word.part(at, at + 1));
    if keyword::attribute(stem.text).is_some() {
        return Some(superfluous_sign(stem, sign));
    }
    if let Some(meant) = keyword::meant_attribute_on(stem.text, found.on) {
        return Some(synonym(found, word.start + at + 1, 1, &meant));
    }
    (sign.text == "=" && is_identifier(stem.text)).then(|| field_with_equals(stem, sign.span()))
}

/// A `:` or `=` between a word and its arguments.
pub(super) fn superfluous_sign(word: Word<'_>, sign: Word<'_>) -> Mistake {
    let message = format!("`{word}` is written without `{sign}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, sign.span(), message);
    let diagnostic = match keyword::attribute(word.text) {
        Some(row) => diagnostic.help(for_example(row.kind, row.lexeme)),
        None => diagnostic,
    };
    // Where the sign joins two words, they stay apart without it.
    told(diagnostic.replace(format!("remove the `{sign}`"), sign.span(), " "))
}

/// `jira : "PAY-12"`, `jira = "PAY-12"`
fn spaced_field(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let sign = found.word(found.at + 1).filter(|next| matches!(next.text, ":" | "="))?;
    is_identifier(word.text).then(|| field_with_equals(word, word.span().after().to(sign.span())))
}

fn field_with_equals(field: Word<'_>, sign: Span) -> Mistake {
    let message = format!("a custom field is set with a colon: `{field}: …`");
    told(Diagnostic::new(&SYNTAX_ERROR, sign, message).replace("replace with `:`", sign, ": "))
}

fn junk(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let message = format!("expected an attribute, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    told(names::explain(diagnostic, word).help(keyword::taken_by(found.on)))
}

/// Whether a word of another tool stands where it is meant as an attribute, and not as the name of a duration.
fn is_slip(found: &Found<'_>, meant: &Meant) -> bool {
    // What stands alone has nothing behind it to be known by.
    if matches!(meant.lexeme, "done" | "dropped" | "must" | "could") {
        return true;
    }
    if keyword::attribute(meant.lexeme).is_some_and(|row| !row.on.contains(found.on)) {
        return false;
    }
    if meant.lexeme == "level" {
        return true;
    }
    let Some(next) = found.word(found.at + 1) else { return found.is_text(found.at + 1) };
    let joins = meant.prepositions.contains(&next.text) || matches!(next.text, ":" | "=");
    joins
        || match meant.lexeme {
            "" => next.is_number(),
            "@" | "owner" => next.text.starts_with('@') || !begins_attribute(next.text),
            "#" => next.text.starts_with('#') || !begins_attribute(next.text),
            _ => next.is_number() || !begins_attribute(next.text),
        }
}

/// `depends on api`, `deadline: 2026-03-31`, `assigned to ana`: says how it is written here. `end` is where the word ends.
fn synonym(found: &Found<'_>, end: usize, count: usize, meant: &Meant) -> Mistake {
    let (mut end, mut behind) = (end, found.at + count);
    let is_joined = found.first().is_some_and(|first| first.end() > end);
    while let Some(next) = found.word(behind).filter(|next| {
        !is_joined && (meant.prepositions.contains(&next.text) || matches!(next.text, ":" | "="))
    }) {
        (end, behind) = (next.end(), behind + 1);
    }
    let written = Word::new(found.written, found.first().map_or(0, |first| first.start), end);
    if matches!(meant.lexeme, "" | "@" | "#") {
        let argument = if is_joined {
            found.first().map(|first| first.part(end - first.start, first.text.len()))
        } else {
            found.word(behind)
        };
        return sign_synonym(written, meant.lexeme, argument);
    }
    let Some(row) = keyword::attribute(meant.lexeme) else { return junk(found, written) };
    let message = format!("`{written}` is written `{}`", meant.lexeme);
    if row.on.contains(found.on) {
        let space = if is_joined { " " } else { "" };
        return told(
            Diagnostic::new(&UNKNOWN_ATTRIBUTE, written.span(), message)
                .help(for_example(row.kind, row.lexeme))
                .replace(
                    format!("replace with `{}`", meant.lexeme),
                    written.span(),
                    format!("{}{space}", meant.lexeme),
                ),
        );
    }
    let message = format!("`{written}` is no attribute of {}", with_article(found.on));
    told(
        Diagnostic::new(&UNKNOWN_ATTRIBUTE, written.span(), message)
            .help(keyword::taken_by(found.on)),
    )
}

/// A word where a sign is enough: `duration 5d`, `assigned to ana`, `tag infra`.
fn sign_synonym(written: Word<'_>, sign: &str, argument: Option<Word<'_>>) -> Mistake {
    if let Some(amount) = argument.filter(|next| sign.is_empty() && is_number(next.text)) {
        return amount_without_sign(written, amount);
    }
    let Some(argument) = argument.filter(|next| !sign.is_empty() && is_path(next.text)) else {
        // The argument has its sign: it is read as what it is.
        let end = argument.map_or(written.span().end, |next| next.span().start);
        let shown = argument.map_or(String::new(), |next| next.to_string());
        let message = format!("`{written}` is no word of the language: `{shown}` is enough");
        let removed = Span::new(written.span().start, end.max(written.span().end));
        let diagnostic = Diagnostic::new(&UNKNOWN_ATTRIBUTE, written.span(), message);
        return told(diagnostic.replace(format!("remove `{written}`"), removed, ""));
    };
    let fixed = format!("{sign}{}", argument.text);
    let message = format!("`{written}` is written `{fixed}`");
    let title = format!("replace with `{fixed}`");
    let diagnostic = Diagnostic::new(&UNKNOWN_ATTRIBUTE, written.span(), message);
    told(diagnostic.replace(title, written.to(argument).span(), fixed))
}

/// `progress 30`, `estimate 5`: a word where a sign or a unit is enough, and lacking.
fn amount_without_sign(written: Word<'_>, amount: Word<'_>) -> Mistake {
    /// What is said of how much is done, or of how much there is of somebody.
    const SHARES: [&str; 3] = ["progress", "complete", "share"];
    let whole = written.to(amount).span();
    let shown = written.text.to_lowercase();
    if SHARES.iter().any(|share| shown.starts_with(share)) {
        let meant = numbers::share_meant(amount.text);
        let message = format!("`{written} {amount}` is written `{meant}`");
        let diagnostic = Diagnostic::new(&UNKNOWN_ATTRIBUTE, whole, message);
        return told(diagnostic.replace(format!("replace with `{meant}`"), whole, meant));
    }
    let message = format!("`{written}` is no word of the language: a duration is enough");
    let help = format!("`{amount}d` are days, `{amount}h` hours, `{amount}w` weeks");
    dropped(Diagnostic::new(&UNKNOWN_ATTRIBUTE, whole, message).help(help), A::Duration)
}

fn no_attribute(word: Word<'_>, kind: K) -> Diagnostic {
    let message = format!("`{word}` is no attribute of {}", with_article(kind));
    Diagnostic::new(&UNKNOWN_ATTRIBUTE, word.span(), message)
}

fn unknown_attribute(word: Word<'_>, kind: K) -> Mistake {
    let diagnostic = no_attribute(word, kind);
    told(match keyword::suggest_attribute(word.text, kind) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
            format!("replace with `{meant}`"),
            word.span(),
            meant,
        ),
        None if kind == K::Team => {
            diagnostic.help(keyword::IN_A_TEAM).help(keyword::taken_by(kind))
        }
        None => match keyword::said_otherwise(word.text, kind) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help(keyword::taken_by(kind)),
        },
    })
}

/// `sev "hi"`, of which the word is no attribute: a custom field perhaps.
fn field_without_colon(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let text = found.piece(found.at + 1).filter(|_| found.is_text(found.at + 1))?;
    let text = found.word_of(text);
    let takes_fields = A::Custom.stands_on().contains(found.on);
    if !takes_fields || keyword::suggest_attribute(word.text, found.on).is_some() {
        return Some(unknown_attribute(word, found.on));
    }
    let diagnostic = no_attribute(word, found.on)
        .help(format!("a custom field is written `{word}: {}`", shortened(text.text)))
        .replace("put a `:` behind it", word.span().after(), ":");
    // Whether there is such a field is no second question.
    Some(dropped(diagnostic, A::Custom))
}

/// A word that is nearly an attribute and has something behind it that it could take. A word alone may be the name of a value.
fn misspelt(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let takes_names =
        A::Duration.stands_on().contains(found.on) || A::Percent.stands_on().contains(found.on);
    if takes_names
        && (!has_argument(found) || keyword::suggest_attribute(word.text, found.on).is_none())
    {
        return None;
    }
    let mistake = unknown_attribute(word, found.on);
    let reading = match mistake.reading {
        Reading::Fixed => Reading::Guessed,
        reading => reading,
    };
    Some(Mistake { reading, ..mistake })
}

/// Whether what follows the word is neither an attribute nor nearly one.
fn has_argument(found: &Found<'_>) -> bool {
    found.word(found.at + 1).is_some_and(|next| {
        next.text.starts_with('@')
            && keyword::suggest_attribute(found.first().map_or("", |word| word.text), found.on)
                == Some("owner")
            || !begins_attribute(next.text)
                && keyword::suggest_attribute(next.text, found.on).is_none()
            || is_amount_for(found, next)
    })
}

/// Whether an amount follows that the word would take: `remaning 4d`, `efort 10d`.
fn is_amount_for(found: &Found<'_>, next: Word<'_>) -> bool {
    let meant = found.first().and_then(|word| keyword::suggest_attribute(word.text, found.on));
    let kind = meant.and_then(keyword::attribute).map(|row| row.kind);
    match kind {
        Some(A::Effort | A::Elapsed | A::Remaining | A::Within) => is_extent(next.text),
        Some(A::Horizon) => matches!(next.text, "now" | "next" | "later"),
        Some(A::Probability) => next.text.ends_with('%'),
        Some(A::EndsAfter) => next.text == "after",
        _ => false,
    }
}

/// A text where an attribute is expected: a title that comes late, or one too many.
pub(super) fn stray_text(found: &Found<'_>) -> Option<Mistake> {
    let piece = found.piece(found.at).filter(|_| found.is_text(found.at))?;
    let text = found.word_of(piece);
    let Some(place) = found.title_place else {
        let message = "expected an attribute, found a text";
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, text.span(), message).help("a remark is `note \"…\"`"),
        ));
    };
    let edits = vec![
        Edit { span: place, text: format!(" {}", text.text) },
        Edit { span: text.span(), text: String::new() },
    ];
    let message = "the title stands before the attributes";
    Some(told(Diagnostic::new(&SYNTAX_ERROR, text.span(), message).fix("move it there", edits)))
}
