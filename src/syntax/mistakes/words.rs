//! Words that begin no attribute: of other tools, misspelt, or left without the word that says what they are.

use super::amounts::{self, is_number, meant_unit};
use super::dates;
use super::found::{Found, Mistake, Reading, syntax, wrong};
use super::names;
use super::numbers;
use super::phrases::{any_of, for_example, shortened, with_article};
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::Edit;
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::syntax::keyword::{
    self, AttributeKind as A, AttributeWord, DeclarationKind as K, Meant, Takes,
};
use crate::syntax::parse::date::looks_like_date;
use crate::syntax::parse::{
    end_of_attribute, is_address, is_extent, is_field, is_identifier, is_path,
};
use crate::text::{Span, did_you_mean};

/// What people write where an attribute is expected.
pub(super) static WORDS: Table = Table::new(
    &UNKNOWN_ATTRIBUTE,
    &[
        row("task a 5d https://example.com", r"()((?:https?://|mailto:|www\.)[^ ]+)")
            .says("expected `link` before `{2}`")
            .put(1, "link ")
            .at(2)
            .rule(&SYNTAX_ERROR),
        row("task a 5d starts after b", r"(?i)((?:start|begin)(?:s|ing|ning)? )after ")
            .says("`{1}` is one word too many: `after` is enough")
            .put(1, ""),
        row("task a 5d not before 2026-04-01", r"(?i)(not before|not? (?:earlier|sooner) than) ")
            .says("`{1}` is written `after`")
            .put(1, "after"),
        row("idea i reach 500", r"()(reach|impact|confidence|value|urgency|risk) \d")
            .says("expected `score` before `{2}`")
            .put(1, "score ")
            .at(2)
            .on(A::Score)
            .rule(&SYNTAX_ERROR),
        row(
            "task a 5d when b is done",
            r"(?i)((?:when|once) (<name>)(?: (?:(?:is|has|was) )?(?:done|finished|completed?|ready|over|ended|ends|finishes|completes)|$))<end>",
        )
        .says("`{1}` is written `after {2}`")
        .put(1, "after {2}")
        .on(A::After),
        row(
            "task a 5d once b starts",
            r"(?i)((?:when|once) (<name>) (?:(?:is|has|was) )?(?:started|starts|begins|begun))<end>",
        )
        .says("`{1}` is written `after {2}.start`")
        .put(1, "after {2}.start")
        .on(A::After),
        row("task a ~5d", r"([~≈<>±]+(<time>))<end>")
            .says("expected a duration such as `{2}`, found `{1}`")
            .help("how sure an estimate is, a range says: `5d..15d`")
            .put(1, "{2}")
            .on(A::Duration)
            .rule(&SYNTAX_ERROR),
        row("task a TBD", r"(?i)(tbd|tba|tbc|todo|unknown|\?+)<end>")
            .says("`{1}` is no estimate")
            .help("what nobody has estimated has none: leave it out, or say how rough it is: `5d..15d`")
            .put(1, "")
            .on(A::Duration)
            .costs(A::Duration)
            .rule(&SYNTAX_ERROR),
    ],
);

/// A word of its own with a sign.
pub(super) static FIELDS: Table = Table::new(
    &SYNTAX_ERROR,
    &[row("field jira text\ntask a 5d jira = \"A-1\"", r"(<name>)( ?=| :) ?[^ ]")
        .says("a custom field is set with a colon: `{1}: …`")
        .put(2, ": ")
        .on(A::Custom)],
);

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
    let next = found.word(index + 1).map_or("", |next| next.text);
    match word.text.as_bytes() {
        [b'@', ..] => Some(A::Assign),
        [b'#', _, ..] => Some(A::Tag),
        [b'0'..=b'9', .., b'%'] => Some(A::Percent),
        [b'0'..=b'9', ..] if numbers::is_percent_sign(next) => Some(A::Percent),
        [b'0'..=b'9', ..] => is_estimate(found, index, word).then_some(A::Duration),
        _ => match keyword::attribute(word.text) {
            Some(row) if is_other_name(found, word, row) => None,
            Some(row) => match row.kind {
                A::From | A::To if found.on == K::Measure => Some(A::Measure),
                A::EndsAfter if next != "after" => None,
                // `blocked by api`
                kind if kind.takes().0 == Takes::Text
                    && keyword::meant_attribute(word.text).is_some_and(|it| it.joins(next)) =>
                {
                    None
                }
                kind => Some(kind),
            },
            None => (is_custom(word.text) && !is_no_field_value(word, next)).then_some(A::Custom),
        },
    }
}

/// Whether a word that begins an attribute of pictures is rather the name of an amount of time here: nothing that it takes follows.
fn is_other_name(found: &Found<'_>, word: Word<'_>, row: &AttributeWord) -> bool {
    let rest = || found.written.part(word.start, found.written.text.len());
    !keyword::is_of_items(word.text)
        && !row.on.contains(found.on)
        && takes_word(found.on)
        && end_of_attribute(rest()).is_none_or(|end| end <= word.text.len())
}

/// Whether a word that begins with a digit is meant as a duration: well written or not, it is no date, no address, no time of day.
fn is_estimate(found: &Found<'_>, index: usize, word: Word<'_>) -> bool {
    if word.text.split_once("..").map_or(is_extent(word.text), |(first, _)| is_extent(first)) {
        return true;
    }
    let takes = A::Duration.stands_on().contains(found.on);
    let letters = word.text.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    if amounts::is_range(word.text) {
        return takes || letters.ends_with(char::is_alphabetic);
    }
    if letters.is_empty() {
        let has_unit = found.word(index + 1).is_some_and(|next| meant_unit(next.text).is_some());
        let goes_on = found.is_comma(index + 1)
            && found
                .word(index + 2)
                .is_some_and(|next| next.start == word.end() + 1 && is_extent(next.text));
        return has_unit || goes_on || (takes && word.text.len() < 4);
    }
    // `10x`, `1h30min`: a number with letters behind it can be nothing else, but for the parts of a year and a time.
    letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !letters.starts_with(['T', 'Q', 'W', 'H'])
}

/// Whether `name:` has a value that no field takes: `estimate: 5d`, `assignee: @ana`.
fn is_no_field_value(word: Word<'_>, next: &str) -> bool {
    let (stem, behind) = word.text.split_once(':').unwrap_or((word.text, ""));
    let value = if behind.is_empty() { next } else { behind };
    value.starts_with(['@', '#'])
        || value.ends_with('%')
        || is_extent(value)
        || (is_address(value) && keyword::meant_attribute(stem).is_some())
}

/// What is wrong with a word that begins no attribute.
pub(super) fn unknown(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    if word.is_number() {
        return Some(value_alone(found, word));
    }
    let at = found.at;
    WORDS
        .find(found, at)
        .or_else(|| goes_on(found, word))
        .or_else(|| joined(found, word))
        .or_else(|| {
            let meant = keyword::meant_attribute_on(word.text, found.on)
                .or_else(|| keyword::nearly_meant_attribute(word.text, found.on))?;
            is_slip(found, meant).then(|| synonym(found, word.end(), meant))
        })
        .or_else(|| FIELDS.find(found, at))
        .or_else(|| (!is_path(word.text)).then(|| junk(found, word)))
        .or_else(|| field_without_colon(found, word))
        .or_else(|| misspelt(found, word))
}

/// A value without the word that says what it is: `2026-03-31`, `14:00` or `5` where an attribute is expected.
fn value_alone(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let kind = found.on;
    let message = format!("expected a word before `{word}` that says what it is");
    let mistake = syntax(word.span(), message);
    if word.text.contains('/') && !looks_like_date(word.text) && A::Rate.stands_on().contains(kind)
    {
        return mistake.put(word.before(), "rate ");
    }
    if kind == K::Person && is_number(word.text) {
        return mistake.put(word.span(), numbers::share_meant(word.text));
    }
    // It may have been meant as the estimate: its lack is no second fault.
    let mistake = mistake.costs(A::Duration);
    if kind == K::Measure {
        mistake.help(for_example(A::Measure, "from", kind))
    } else if looks_like_date(word.text) {
        let meant = dates::meant(word.text);
        mistake.help(dated(meant.as_deref().unwrap_or(word.text), kind))
    } else if is_number(word.text) {
        mistake.help(format!("a duration has a unit, `{word}d`; a share a percent sign, `{word}%`"))
    } else {
        mistake.help(keyword::taken_by(kind))
    }
}

/// The words that may stand before a day, or two, on such a declaration.
fn dated(text: &str, kind: K) -> String {
    if let Some((first, last)) = text.split_once("..")
        && A::During.stands_on().contains(kind)
    {
        return format!("for example `from {first} to {last}`, or `during {text}`");
    }
    let is_point = matches!(kind, K::Milestone | K::Release);
    let takes_days = |row: &&AttributeWord| {
        row.on.contains(kind)
            && matches!(row.kind.takes().0, Takes::Date | Takes::Days)
            && !(is_point && matches!(row.kind, A::From | A::To))
    };
    let rows = keyword::ATTRIBUTES.iter().filter(takes_days);
    let examples: Vec<String> =
        rows.take(4).map(|row| format!("`{} {text}`", row.lexeme)).collect();
    if examples.is_empty() {
        keyword::taken_by(kind)
    } else {
        format!("for example {}", any_of(&examples))
    }
}

/// `and #b` on a line of its own, below a condition.
fn goes_on(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let begins = found.on == K::View && found.piece(found.at).is_some_and(|piece| piece.is_first);
    let mistake = || syntax(word.span(), "a condition does not go on in the next line");
    match word.text.to_ascii_lowercase().as_str() {
        "and" | "&&" | "&" if begins => Some(
            mistake()
                .help("where several are said, all of them have to hold")
                .put(word.span(), "where"),
        ),
        "or" | "||" | "|" if begins => {
            let last = found.pieces.len().saturating_sub(1);
            let all = word.span().to(found.place(last.max(found.at)));
            Some(mistake().help("put it behind the one above").without([all]))
        }
        _ => None,
    }
}

/// `deadline:2026-03-31`: a word of another tool joined to its arguments.
fn joined(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let at = word.text.find([':', '=']).filter(|at| *at > 0)?;
    let meant = keyword::meant_attribute_on(word.part(0, at).text, found.on)?;
    Some(synonym(found, word.start + at + 1, meant))
}

fn junk(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let mistake = syntax(word.span(), format!("expected an attribute, found `{word}`"));
    names::explain(mistake, word).help(keyword::taken_by(found.on))
}

/// Whether a word of another tool stands where it is meant as an attribute, and not as the name of a duration.
fn is_slip(found: &Found<'_>, meant: Meant) -> bool {
    let stands = keyword::attribute(meant.lexeme).is_none_or(|row| row.on.contains(found.on));
    if meant.stands_alone() || !stands {
        // What stands alone has nothing behind it to be known by.
        return meant.stands_alone() && (stands || meant.lexeme != "level");
    }
    let Some(next) = found.word(found.at + 1) else { return found.is_text(found.at + 1) };
    meant.takes(next.text)
        || next.is_number()
        || !meant.lexeme.is_empty()
            && (!begins_attribute(next.text)
                || next.text.starts_with('@') && matches!(meant.lexeme, "@" | "owner")
                || next.text.starts_with('#') && meant.lexeme == "#"
                || meant.lexeme == "where")
}

/// `depends on api`, `deadline: 2026-03-31`, `assigned to ana`: says how it is written here. `end` is where the word ends.
fn synonym(found: &Found<'_>, mut end: usize, meant: Meant) -> Mistake {
    let start = found.first().map_or(0, |first| first.start);
    let rest = found.first().map(|first| first.part(end - start, first.text.len()));
    let rest = rest.filter(|rest| !rest.text.is_empty());
    let mut behind = found.at + 1;
    while let Some(next) =
        found.word(behind).filter(|next| rest.is_none() && meant.takes(next.text))
    {
        (end, behind) = (next.end(), behind + 1);
    }
    let written = Word::new(found.written, start, end);
    let says = |message: String| wrong(&UNKNOWN_ATTRIBUTE, written.span(), message);
    if matches!(meant.lexeme, "" | "@" | "#") {
        return sign_synonym(written, meant.lexeme, rest.or(found.word(behind)));
    }
    let Some(row) = keyword::attribute(meant.lexeme) else { return junk(found, written) };
    if !row.on.contains(found.on) {
        return says(format!("`{written}` is no attribute of {}", with_article(found.on)));
    }
    let space = if rest.is_some() { " " } else { "" };
    says(format!("`{written}` is written `{}`", meant.lexeme))
        .help(for_example(row.kind, row.lexeme, found.on))
        .put(written.span(), format!("{}{space}", meant.lexeme))
}

/// A word where a sign or a unit is enough: `duration 5d`, `assigned to ana`, `tag infra`, `progress 30`.
fn sign_synonym(written: Word<'_>, sign: &str, argument: Option<Word<'_>>) -> Mistake {
    let whole = argument.map_or(written, |argument| written.to(argument));
    let says = |message: String| wrong(&UNKNOWN_ATTRIBUTE, written.span(), message);
    let Some(argument) = argument else {
        return says(format!("`{written}` is no word of the language"));
    };
    let is_share = ["progress", "complete", "share"]
        .iter()
        .any(|share| written.text.to_lowercase().starts_with(share));
    let fixed = match sign {
        "" if is_number(argument.text) && is_share => numbers::share_meant(argument.text),
        "" if is_number(argument.text) => {
            let help = format!("`{argument}d` are days, `{argument}h` hours, `{argument}w` weeks");
            return says(format!("`{written}` is no word of the language: a duration is enough"))
                .help(help)
                .costs(A::Duration);
        }
        "@" | "#" if is_path(argument.text) => format!("{sign}{}", argument.text),
        // The argument has its sign: it is read as what it is.
        _ => {
            let removed = Span::new(written.span().start, argument.span().start);
            return says(format!("`{written}` is no word of the language: `{argument}` is enough"))
                .put(removed, "");
        }
    };
    says(format!("`{written}` is written `{fixed}`")).put(whole.span(), fixed)
}

fn unknown_attribute(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let message = format!("`{word}` is no attribute of {}", with_article(found.on));
    let mistake = wrong(&UNKNOWN_ATTRIBUTE, word.span(), message).of_word(word.text);
    if let Some(meant) = near_to(found, word) {
        return mistake.help(format!("did you mean `{meant}`?")).put(word.span(), meant);
    }
    let help = keyword::said_otherwise(word.text, found.on);
    // What is said on a team is mostly who is in it.
    match help.or_else(|| keyword::said_otherwise("members", found.on)) {
        Some(help) => mistake.help(help),
        None => mistake,
    }
}

/// The attribute that a word is nearly. Of two that are as near, `from` takes a date and `for` a name.
fn near_to(found: &Found<'_>, word: Word<'_>) -> Option<&'static str> {
    let near = keyword::suggest_attribute(word.text, found.on)?;
    let takes_name = found.word(found.at + 1).is_some_and(|next| is_identifier(next.text))
        && A::For.stands_on().contains(found.on);
    let other = (near == "from" && takes_name).then(|| did_you_mean(word.text, ["for"])).flatten();
    Some(other.unwrap_or(near))
}

/// `sev "hi"`, of which the word is no attribute: a custom field perhaps.
fn field_without_colon(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let text = found.text(found.at + 1)?;
    let mistake = unknown_attribute(found, word);
    if mistake.diagnostic.fix.is_some() || !A::Custom.stands_on().contains(found.on) {
        return Some(mistake);
    }
    // `task sms gateway "SMS"`: a title stands right behind the name.
    let name = found.word(1).filter(|_| found.at == 2 && found.title_place.is_some());
    if let Some(name) = name.filter(|name| is_identifier(name.text) && is_identifier(word.text)) {
        let whole = name.to(word);
        let help = format!("a custom field is written `{word}: {}`", shortened(text.text));
        let says = format!("a name is one word, found `{}`", shortened(whole.text));
        let joined = format!("{name}-{word}");
        return Some(syntax(whole.span(), says).help(help).put(whole.span(), joined));
    }
    // Whether there is such a field is no second question.
    let help = format!("a custom field is written `{word}: {}`", shortened(text.text));
    Some(mistake.help(help).put(word.span().after(), ":").costs(A::Custom))
}

/// A word that is nearly an attribute and has something behind it that it could take. A word alone may be the name of a value.
fn misspelt(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let near = keyword::suggest_attribute(word.text, found.on);
    if takes_word(found.on) && !near.is_some_and(|near| has_argument(found, near)) {
        return None;
    }
    let mistake = unknown_attribute(found, word);
    Some(if near.is_some() { mistake.read(Reading::Guessed) } else { mistake })
}

/// Whether a word alone may be the name of a value on such a declaration.
pub(super) fn takes_word(kind: K) -> bool {
    A::Duration.stands_on().contains(kind) || A::Percent.stands_on().contains(kind)
}

/// Whether what follows a word is what the attribute near to it takes, or nothing that stands for itself.
fn has_argument(found: &Found<'_>, near: &str) -> bool {
    let Some(next) = found.word(found.at + 1) else { return false };
    let is_own = match keyword::attribute(near).map(|row| row.kind) {
        Some(A::Effort | A::Elapsed | A::Remaining | A::Within) => is_extent(next.text),
        Some(A::Horizon) => matches!(next.text, "now" | "next" | "later"),
        Some(A::Probability) => next.text.ends_with('%'),
        Some(A::EndsAfter) => next.text == "after",
        Some(A::Owner) => next.text.starts_with('@'),
        _ => false,
    };
    is_own
        || !begins_attribute(next.text) && keyword::suggest_attribute(next.text, found.on).is_none()
}

/// A text where an attribute is expected: a title that comes late, or one too many.
pub(super) fn stray_text(found: &Found<'_>) -> Option<Mistake> {
    let text = found.text(found.at)?;
    let Some(at) = found.title_place else {
        let mistake = syntax(text.span(), "expected an attribute, found a text");
        return Some(mistake.help("a remark is `note \"…\"`"));
    };
    let attributes = found.written.part(at, text.start).trim_end();
    let edit = Edit {
        span: found.written.span(at, text.end()),
        text: format!(" {}{attributes}", text.text),
    };
    let mistake = syntax(text.span(), "the title stands before the attributes");
    Some(mistake.fix("move it there", vec![edit]))
}
