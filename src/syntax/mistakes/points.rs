//! What is wrong with a point in time, or with the first and the last of several days.

use super::amounts;
use super::dates;
use super::found::{Found, Mistake, Reading, syntax, wrong};
use super::names;
use super::rows::{Table, View, row};
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::keyword::AttributeKind as A;
use crate::syntax::parse::date::{looks_like_date, parse};
use crate::syntax::parse::{is_extent, is_path};

const TWO_DOTS: &str = "a range of dates is written with two dots";
const BOTH: &str = "for example `2026-12-24..2026-12-31`, both included";

/// A point that is said in words, or with another sign.
pub(super) static POINTS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(
            "task a 5d by end of June",
            r"((?:(?:end|start|beginning|middle) of|next|last|this|coming|early|mid|late) (?:the |next |this )?(?:week|month|quarter|year|<weekday>|<month>|[QqHh][1-4])(?:,? ?\d{4})?|\d{1,2}\.? <month>|<month>\.? \d{1,2})<end>",
        )
        .says("a date is written with digits: year, month, day")
        .help("for example `2026-06-30`; a month is `2026-06`, a quarter `2026-Q2`")
        .rule(&INVALID_DATE)
        .at(1),
        row("task a 5d after end of b", r"((end|start|beginning) of (<name>))<end>")
            .says("the {2:edge} of an item is written behind its name")
            .put(1, "{3}.{2:edge}"),
        row("task a 5d by 2026-03-02-2d", r"((\d{4}-\d\d-\d\d)-(<time>))<end>")
            .says("a lead has a space on each side of its `-`")
            .put(1, "{2} - {3}"),
        row("task a 5d by sprint 5", r"((<name>) (\d{1,3}))<end>")
            .says("a number is joined to its name by a dot")
            .put(1, "{2}.{3}")
            .unless("<name> \\d+ <unit><end>|<month> "),
        row("task a 5d after b – 2d", r"[^ ]+ ([–—−])")
            .says("expected `-`, found the dash `{1}`")
            .put(1, "-")
            .unless(r"[^ ]+ . \d+[-./]\d"),
        row("task a 5d after b +", r"[^ ]+ ([+-])(?: elapsed)?$")
            .says("expected a duration, found the end of the line")
            .help("a lag is written `+ 2d`, a lead `- 2d`"),
        // What follows may be of the item itself: `end 2026-04-01`, `ends after b`.
        row("task a 5d after b end", r"((<name>) (ends?|finish|finishes|starts?|begins?))<end>")
            .says("the {3:edge} of an item is joined to its name by a dot")
            .put(1, "{2}.{3:edge}")
            .unless(r"[^ ]+ [^ ]+ (?:\d|after|on|at|by|:|=)"),
    ],
);

/// The first and the last of several days.
pub(super) static RANGES: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(
            "person ana away 2026-12-24 - 2026-12-31",
            r"((?:from )?(?:(<day>)<until>(<day>)|(\d[0-9./-]{6,}\d)[-–—](\d[0-9./-]{6,}\d)))<end>",
        )
        .says(TWO_DOTS)
        .help(BOTH)
        .put(1, "{2:date}{4:date}..{3:date}{5:date}"),
        row("person ana away 3/2/2026 - 4/2/2026", r"(<day><until>\d+[./-]\d+[./-]\d+)<end>")
            .says(TWO_DOTS)
            .help(BOTH)
            .at(1),
        row(
            "person ana away 2026-12-24.2026-12-31",
            r"((\d{4}-\d\d-\d\d)[.…](\d{4}-\d\d-\d\d))<end>",
        )
        .says(TWO_DOTS)
        .help(BOTH)
        .put(1, "{2}..{3}"),
        row("person ana away 2026-12-24..31", r"(\d{4}-\d\d-)\d\d\.\.()\d\d<end>")
            .says("the end of a range is a whole date")
            .put(2, "{1}")
            .rule(&INVALID_DATE),
        row("person ana away 2026-12-24..12-31", r"(\d{4}-\d\d-\d\d\.\.()\d\d-\d\d)<end>")
            .says("the end of a range is a whole date")
            .put(2, "{1:end-year}-")
            .rule(&INVALID_DATE),
    ],
);

/// Two days where one is taken.
pub(super) static PAIRS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(
            "task a from 2026-03-02 - 2026-03-06",
            r"((?:from|to|on) (<day>)(?: ?\.\. ?| [-–—] |–)(<day>))<end>",
        )
        .says("the first and the last day are two attributes")
        .put(1, "from {2} to {3}")
        .on(A::During),
        row(
            "roadmap \"R\" from 2026-03-02..2026-06-30",
            r"(from (<day>)(?: ?\.\. ?| [-–—] |–)(<day>))<end>",
        )
        .says("the first and the last day are two attributes")
        .put(1, "from {2} by {3}"),
        row("task a started 2026-03-02..2026-03-04", r"started (<day>( ?\.\. ?<day>))<end>")
            .says("`started` takes one date, found a range")
            .put(2, "")
            .at(1),
        row("milestone m on 2026-03-16..2026-03-20", r"([a-z]+) ((<day> ?\.\. ?)<day>)<end>")
            .says("`{1}` takes one date, found a range")
            .put(3, "")
            .at(2),
    ],
);

/// What is wrong with a point of which the wrong piece is the base, or a part of its lag.
pub(super) fn point(found: &Found<'_>) -> Option<Mistake> {
    date(found).or_else(|| POINTS.find(found, found.wrong)).or_else(|| lag(found)).or_else(|| {
        let word = found.next(0).filter(|word| word.is_number())?;
        let is_right = parse(word.text).is_some() || word.text.contains("..");
        (!is_right).then(|| dates::wrong_date(word.span(), word.text))
    })
}

/// What is wrong with a date that begins with the wrong piece.
fn date(found: &Found<'_>) -> Option<Mistake> {
    let view = View::new(found, found.wrong);
    let place = |length: usize| {
        let (start, end) = view.place(0, length);
        found.written.span(start, end)
    };
    dates::leading(&view.text, place)
}

/// A lag or lead that is none: `+ 2`.
fn lag(found: &Found<'_>) -> Option<Mistake> {
    let sign = found.next(1).filter(|sign| is_signed(sign.text))?;
    let behind = sign.behind(1);
    if !behind.text.is_empty() {
        return amounts::duration(&found.from(found.wrong + 1), behind);
    }
    let ahead = if found.next(2).is_some_and(|next| next.text == "elapsed") { 3 } else { 2 };
    let (found, amount) = (found.from(found.wrong + ahead), found.next(ahead)?);
    amounts::duration(&found, amount).or_else(|| Some(amounts::no_duration(&found, amount)))
}

/// Whether a word is a sign or begins with one: `+`, `+2d`, `-`, `-2d`; not `->`.
fn is_signed(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_alphanumeric))
}

/// What is wrong with a point, if nothing of the above: it is no name either.
pub(super) fn no_point(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let word = match word.split_once("+") {
        Some((base, lag)) if is_path(base.text) => return Some(amounts::no_duration(found, lag)),
        Some((base, _)) => base,
        None => word,
    };
    if is_path(word.text) || word.is_number() {
        return None;
    }
    let mistake = syntax(word.span(), format!("expected a date or a name, found `{word}`"));
    if word.text.starts_with('@') {
        return Some(mistake.help(format!("who works on it stands alone: `{word}`")));
    }
    let bare = word.text.strip_prefix('#').filter(|bare| is_path(bare));
    Some(match bare {
        Some(bare) => mistake.put(word.span(), bare),
        None => names::explain(mistake, word),
    })
}

/// What is wrong with what `from`, `by` and their like take.
pub(super) fn one_date(found: &Found<'_>) -> Option<Mistake> {
    PAIRS.find(found, found.at).or_else(|| point(found))
}

/// `done 06.03.2026`: what takes a date or none was read without it, but a date stands behind it.
pub(super) fn date_behind(found: &Found<'_>) -> Option<Mistake> {
    if found.wrong == found.at { date(&found.from(found.at + 1)) } else { None }
}

/// What is wrong with what takes a first and a last day.
pub(super) fn days(found: &Found<'_>) -> Option<Mistake> {
    RANGES.find(found, found.wrong).or_else(|| ends(found)).or_else(|| point(found))
}

/// A range that has its dots, of which an end is wrong.
fn ends(found: &Found<'_>) -> Option<Mistake> {
    let view = View::new(found, found.wrong);
    let (first, rest) = view.text.split_once("..")?;
    let first = first.trim_end();
    let last = rest.trim_start().split([' ', ',']).next()?;
    let from = view.text.len() - rest.trim_start().len();
    let place = |start: usize, end: usize| {
        let (start, end) = view.place(start, end);
        found.written.span(start, end)
    };
    if !looks_like_date(first) || !looks_like_date(last) {
        return None;
    }
    let Some(begin) = parse(first) else {
        return Some(dates::wrong_date(place(0, first.len()), first));
    };
    let Some(end) = parse(last) else {
        let mistake = dates::wrong_date(place(from, from + last.len()), last);
        let meant = dates::meant(last).and_then(|meant| parse(&meant));
        // What lies before the first day was hardly meant as the last.
        let is_before = meant.is_some_and(|meant| meant.last < begin.first);
        return Some(if is_before { mistake.unsure() } else { mistake });
    };
    (begin.first > end.last).then(|| {
        let whole = place(0, from + last.len());
        let (ends, begins) = (end.last.long(), begin.first.long());
        let says = format!("the range ends on {ends}, before it begins on {begins}");
        wrong(&INVALID_DATE, whole, says).put(whole, format!("{last}..{first}"))
    })
}

/// `within 5d api`: the word before the points is missing; or `within 5d after`: the points are.
pub(super) fn lacks_after(found: &Found<'_>) -> Option<Mistake> {
    let kind = found.kind.filter(|kind| *kind == A::Within)?;
    let by_clock = usize::from(found.word(found.at + 1).is_some_and(|word| word.text == "elapsed"));
    let limit = found.at + 1 + by_clock;
    found.word(limit).filter(|word| is_extent(word.text) || is_path(word.text))?;
    let behind = found.from(limit + 1);
    let mistake = match behind.next(0).map(|word| word.text) {
        Some("after") if behind.next(1).is_some() => return None,
        Some("after") => found.from(limit + 2).expected("a name or a date"),
        _ => behind.expected("`after`"),
    };
    Some(mistake.read(Reading::Lacking(kind)))
}
