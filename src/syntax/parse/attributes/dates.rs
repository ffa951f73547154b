//! What an item waits for, and its dates.

use super::{expect, slips};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::syntax::ast::{Attribute, DateKind, Flag, Point, PointBase, PointRange, Value};
use crate::syntax::keyword::{AttributeKind, DeclarationKind};
use crate::syntax::parse::describe::shortened;
use crate::syntax::parse::literals::{date, duration, name, point};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::Span;

/// `after a, b + 2d`
pub(super) fn after(reader: &mut Reader<'_, '_>) -> Read<Value> {
    points(reader).map(Value::After)
}

/// `when a is done`, `once a starts`: says how it is written, and takes it for that.
pub(super) fn when_done(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Attribute> {
    let is_when = matches!(word.text, "when" | "once" | "When" | "Once");
    let stands = AttributeKind::After.stands_on().contains(reader.kind);
    let is_name = |item: &Word<'_>| name::is_path(item.text) && !matches!(item.text, "is" | "done");
    let item = reader.peek_word().filter(|item| is_when && stands && is_name(item))?;
    let is = usize::from(
        reader.peek_word_at(1).is_some_and(|is| matches!(is.text, "is" | "has" | "was")),
    );
    let edge = reader.peek_word_at(1 + is).and_then(|verb| edge_of_verb(verb.text));
    let is_last = reader.peek_at(1).is_none_or(|token| token.is_first);
    if edge.is_none() && !is_last {
        return None;
    }
    let count = if edge.is_some() { 2 + is } else { 1 };
    (0..count).for_each(|_| reader.skip());
    let span = word.span.to(reader.last_span());
    let point = if edge == Some("start") { ".start" } else { "" };
    let shown = shortened(reader.text(span));
    reader.error(|| {
        let fixed = format!("after {}{point}", item.text);
        let fix = format!("replace with `{fixed}`");
        Diagnostic::new(&UNKNOWN_ATTRIBUTE, span, format!("`{shown}` is written `{fixed}`"))
            .replace(fix, span, fixed)
    });
    // Whose end it waits for is looked up, so that a misspelt name is told too.
    let base = Point { base: PointBase::Name, base_span: item.span, offset: None };
    let value = if point.is_empty() {
        Value::After(Box::new([base]))
    } else {
        Value::Broken(AttributeKind::After)
    };
    Some(Attribute { value, span })
}

/// The point of an item that a verb behind its name says.
fn edge_of_verb(verb: &str) -> Option<&'static str> {
    match verb {
        "done" | "finished" | "complete" | "completed" | "ready" | "over" | "ended" | "ends"
        | "finishes" | "completes" => Some("end"),
        "started" | "starts" | "begins" | "begun" => Some("start"),
        _ => None,
    }
}

/// `ends after a.start + 1w`
pub(super) fn ends_after(reader: &mut Reader<'_, '_>) -> Read<Value> {
    expect_after(reader)?;
    points(reader).map(Value::EndsAfter)
}

/// `before b, c.end`
pub(super) fn before(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let keyword = reader.last_span();
    if let Some(date) = reader.peek_word().filter(|word| date::looks_like_date(word.text)) {
        reader.skip();
        return reader.fail(|| {
            let message = format!("expected the name of what comes after, found `{date}`");
            Diagnostic::new(&SYNTAX_ERROR, date.span, message)
                .help(format!("a deadline is written `by {date}`"))
                .replace("replace with `by`", keyword, "by")
        });
    }
    expect::names(reader, "the name of what comes after").map(Value::Before)
}

/// `within 5d after a`
pub(super) fn within(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let is_elapsed = reader.eat("elapsed").is_some();
    let limit = expect::word(reader, "a duration such as `5d`")?;
    let limit = duration::time_amount(reader, limit)?;
    expect_after(reader)?;
    Ok(Value::Within { limit, is_elapsed, after: points(reader)? })
}

fn expect_after(reader: &mut Reader<'_, '_>) -> Read<()> {
    if reader.eat("after").is_some() {
        return Ok(());
    }
    Err(expect::not_found(reader, "`after`"))
}

fn points(reader: &mut Reader<'_, '_>) -> Read<Box<[Point]>> {
    expect::list(reader, date::looks_like_date, |reader| {
        let word = expect::word(reader, "a name or a date")?;
        edge_apart(reader, word);
        point::point(reader, word)
    })
}

/// `after a end`: says that a point of an item is joined to its name, and passes over it.
fn edge_apart(reader: &mut Reader<'_, '_>, item: Word<'_>) {
    let Some(edge) = reader.peek_word().filter(|_| name::is_path(item.text)) else { return };
    let point = match edge.text {
        "end" | "finish" | "ends" | "finishes" => "end",
        "start" | "begin" | "starts" | "begins" => "start",
        _ => return,
    };
    // `end 2026-04-01`, `ends after b`: that is about the item itself.
    let is_own = reader.peek_word_at(1).is_some_and(|next| {
        date::looks_like_date(next.text)
            || matches!(next.text, "after" | "on" | "at" | "by" | ":" | "=")
    });
    if is_own || reader.peek().is_none_or(|token| token.is_first) {
        return;
    }
    reader.skip();
    reader.error(|| {
        let (span, fixed) = (item.span.to(edge.span), format!("{}.{point}", item.text));
        let message = format!("the {point} of an item is joined to its name by a dot");
        let fix = format!("replace with `{fixed}`");
        Diagnostic::new(&SYNTAX_ERROR, span, message).replace(fix, span, fixed)
    });
}

fn a_point(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Point> {
    let word = expect::word(reader, expected)?;
    point::point(reader, word)
}

/// `from D`, `by D` and their like.
pub(super) fn date(
    reader: &mut Reader<'_, '_>,
    attribute: AttributeKind,
    keyword: Word<'_>,
) -> Read<Value> {
    if is_range(reader) {
        return two_dates(reader, attribute, keyword);
    }
    if let Some(next) = reader.peek_word().filter(|next| next.text.starts_with('@')) {
        return reader.fail(|| somebody(keyword, next));
    }
    if let Some(next) = reader.peek_word().filter(|next| next.text == "after") {
        return reader.fail(|| slips::superfluous_before(keyword, next));
    }
    let kind = match attribute {
        AttributeKind::From => DateKind::From,
        AttributeKind::To => DateKind::To,
        AttributeKind::On => DateKind::On,
        AttributeKind::By => DateKind::By,
        AttributeKind::Promised => DateKind::Promised,
        AttributeKind::Due => DateKind::Due,
        _ => DateKind::Started,
    };
    a_point(reader, "a date such as `2026-03-02`").map(|point| Value::Date(kind, point))
}

/// Whether a range comes next: `2026-03-02..2026-03-06`, in one word or with blanks.
fn is_range(reader: &Reader<'_, '_>) -> bool {
    let is_open = |next: Word<'_>| next.text.starts_with("..");
    reader.peek_word().is_some_and(|next| {
        next.text.contains("..")
            || reader.peek_word_at(1).is_some_and(is_open)
            || is_dashed(reader, next)
    })
}

/// Whether a date comes next, and behind a dash another: `2026-03-02 - 2026-03-06`.
fn is_dashed(reader: &Reader<'_, '_>, first: Word<'_>) -> bool {
    let is_dash = |dash: Word<'_>| matches!(dash.text, "-" | "–" | "—");
    let is_date = |word: Word<'_>| date::looks_like_date(word.text);
    is_date(first)
        && reader.peek_word_at(1).is_some_and(is_dash)
        && reader.peek_word_at(2).is_some_and(is_date)
}

/// `by @ana`: what takes a date has somebody behind it.
fn somebody(keyword: Word<'_>, who: Word<'_>) -> Diagnostic {
    let message = format!("`{keyword}` takes a date, found `{who}`");
    Diagnostic::new(&SYNTAX_ERROR, who.span, message)
        .help(format!("who works on it stands alone, `{who}`; who answers for it is `owner {who}`"))
        .replace(format!("remove `{keyword}`"), Span::new(keyword.span.start, who.span.start), "")
}

/// `on 2026-03-02..2026-03-06`: says how two dates are written, or which one it takes.
fn two_dates(
    reader: &mut Reader<'_, '_>,
    attribute: AttributeKind,
    keyword: Word<'_>,
) -> Read<Value> {
    use AttributeKind as A;
    let start = reader.here();
    // A dash between the two is no second fault.
    let was_quiet = reader.hush(reader.peek_word().is_some_and(|next| is_dashed(reader, next)));
    let range = a_range(reader, "a date");
    reader.restore(was_quiet);
    let range = range?;
    let days = start.to(reader.last_span());
    let (first, last) = (reader.text(range.first.span()), reader.text(range.last.span()));
    let on = reader.kind;
    reader.fail(|| {
        let pair = match attribute {
            A::From | A::By if on == DeclarationKind::Roadmap => Some("by"),
            A::From | A::To | A::On if on.is_item() && !is_point(on) => Some("to"),
            _ => None,
        };
        let whole = keyword.span.to(days);
        if let Some(to) = pair {
            let fixed = format!("from {first} {to} {last}");
            let message = "the first and the last day are two attributes";
            let title = format!("replace with `{fixed}`");
            return Diagnostic::new(&SYNTAX_ERROR, whole, message).replace(title, whole, fixed);
        }
        let one = if attribute == A::Started { first } else { last };
        let message = format!("`{keyword}` takes one date, found a range");
        let title = format!("replace with `{one}`");
        Diagnostic::new(&SYNTAX_ERROR, days, message).replace(title, days, one)
    })
}

/// Whether such an item has one date.
const fn is_point(kind: DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Milestone | DeclarationKind::Release)
}

/// `done`, or `done D`.
pub(super) fn done(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let is_date = |word: &Word<'_>| {
        word.text == "today" || word.text.starts_with(|first: char| first.is_ascii_digit())
    };
    let keyword = reader.last_span();
    match reader.peek_word().filter(is_date) {
        Some(share) if share.text.ends_with('%') => {
            reader.skip();
            let whole = keyword.to(share.span);
            reader.fail(|| {
                let message = format!("how much is done stands alone: `{share}`");
                let title = format!("replace with `{share}`");
                Diagnostic::new(&SYNTAX_ERROR, whole, message).replace(title, whole, share.text)
            })
        }
        Some(_) => a_point(reader, "a date").map(|point| Value::Date(DateKind::Done, point)),
        None => Ok(Value::Flag(Flag::Done)),
    }
}

/// `during 2026-Q3`
pub(super) fn during(reader: &mut Reader<'_, '_>) -> Read<Value> {
    a_range(reader, "a period such as `2026-Q3`").map(|range| Value::During(Box::new(range)))
}

/// A period, or `first..last`.
pub(super) fn a_range(reader: &mut Reader<'_, '_>, expected: &str) -> Read<PointRange> {
    if let Some(range) = point::range_in_words(reader) {
        return range;
    }
    let word = expect::word(reader, expected)?;
    point::range(reader, word)
}

/// `today 2026-03-16`
pub(super) fn today(reader: &mut Reader<'_, '_>) -> Read<Value> {
    a_point(reader, "a date such as `2026-03-16`").map(Value::Today)
}
