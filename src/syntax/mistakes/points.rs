//! What is wrong with a point in time, or with the first and the last of several days.

use super::amounts;
use super::dates::{self, month_of};
use super::found::{Found, Mistake, Reading, instead, told};
use super::names;
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::date::{self, digits, looks_like_date};
use crate::syntax::parse::{is_extent, is_path};
use crate::text::Span;

/// Dashes that a word processor makes of a minus.
const LONG_DASHES: [char; 3] = ['–', '—', '−'];

/// What is wrong with a point of which the wrong piece is the base, or a part of its lag.
pub(super) fn point(found: &Found<'_>) -> Option<Mistake> {
    phrase(found)
        .or_else(|| date(found))
        .or_else(|| period_before_year(found))
        .or_else(|| numbered(found))
        .or_else(|| lag(found))
}

/// `sprint 5`: the number of a period is joined to the name of its cadence.
fn numbered(found: &Found<'_>) -> Option<Mistake> {
    let (name, number) = (found.next(0).filter(|name| is_path(name.text))?, found.next(1)?);
    let _ = digits(number.text).filter(|_| number.text.len() < 4)?;
    let has_unit = found.next(2).is_some_and(|behind| amounts::meant_unit(behind.text).is_some());
    if has_unit || month_of(name.text).is_some() || !found.is_joined(found.wrong + 1) {
        return None;
    }
    let (span, fixed) = (name.to(number).span(), format!("{}.{}", name.text, number.text));
    Some(instead(&SYNTAX_ERROR, span, "a number is joined to its name by a dot", fixed))
}

/// What is wrong with a point, if nothing of the above: it is no name either.
pub(super) fn no_point(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let word = match word.split_once("+") {
        Some((base, lag)) if is_path(base.text) => return Some(amounts::no_duration(lag)),
        Some((base, _)) => base,
        None => word,
    };
    if is_path(word.text) || word.is_number() {
        return None;
    }
    let message = format!("expected a date or a name, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    Some(told(match word.text.strip_prefix(['@', '#']).filter(|bare| is_path(bare)) {
        Some(bare) => diagnostic.replace(format!("replace with `{bare}`"), word.span(), bare),
        None => names::explain_path(diagnostic, word),
    }))
}

/// `end of roof`, `end of June`, `next week`: says how such a point is written.
fn phrase(found: &Found<'_>) -> Option<Mistake> {
    let (word, next) = (found.next(0)?, found.next(1)?);
    let is_edge = matches!(word.text, "end" | "start" | "beginning" | "middle");
    let is_relative = matches!(word.text, "next" | "last" | "this" | "early" | "mid" | "late");
    if is_edge && next.text == "of" {
        let item = found.next(2).filter(|item| is_path(item.text) && !is_period(*item));
        return Some(match item {
            Some(item) => edge_of(word, item),
            None => date_in_words(found, word, 2),
        });
    }
    (is_relative && is_period(next)).then(|| date_in_words(found, word, 1))
}

/// Whether a word is a stretch of time of which people say the end: a month by name, a week.
fn is_period(word: Word<'_>) -> bool {
    matches!(word.text, "week" | "month" | "quarter" | "year" | "the")
        || month_of(word.text).is_some()
}

fn edge_of(word: Word<'_>, item: Word<'_>) -> Mistake {
    let edge = if word.text == "end" { "end" } else { "start" };
    let fixed = format!("{}.{edge}", item.text);
    let message = format!("the {edge} of an item is written behind its name");
    let (span, fix) = (word.to(item).span(), format!("replace with `{fixed}`"));
    told(Diagnostic::new(&SYNTAX_ERROR, span, message).replace(fix, span, fixed))
}

/// `end of June 2026`
fn date_in_words(found: &Found<'_>, word: Word<'_>, behind: usize) -> Mistake {
    let is_rest = |next: &Word<'_>| is_period(*next) || is_year(next.text);
    let rest = (behind..).map_while(|ahead| found.next(ahead).filter(is_rest));
    let span = word.to(rest.last().or(found.next(behind)).unwrap_or(word)).span();
    told(
        Diagnostic::new(&INVALID_DATE, span, "a date is written with digits: year, month, day")
            .help("for example `2026-06-30`; a month is `2026-06`, a quarter `2026-Q2`"),
    )
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && digits(text).is_some()
}

/// A date that is none, in one word or several: `2026-02-30`, `12 May 2026`, `2026-03-02 14:00`.
fn date(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let is_number = |next: Word<'_>| next.is_number() && !is_extent(next.text);
    let is_in_words = month_of(word.text).is_some() && found.next(1).is_some_and(is_number);
    if !word.is_number() && !is_in_words {
        return None;
    }
    if let Some(mistake) = glued_sign(found, word).or_else(|| glued_lead(word)) {
        return Some(mistake);
    }
    let (mut last, mut written, mut ahead) = (word, word.text.to_owned(), 1);
    while let Some((next, count)) = next_part(found, ahead, &written) {
        written = format!("{written} {}", next.text);
        (last, ahead) = (next, ahead + count);
    }
    if ahead == 1 && date::parse(&written).is_some() {
        return None;
    }
    Some(told(dates::wrong(word.to(last).span(), &written)))
}

/// `design+ 2d`: a lag has its spaces.
fn glued_sign(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let before = found.wrong.checked_sub(1).and_then(|index| found.word(index))?;
    let name = before.text.strip_suffix('+').filter(|name| is_path(name))?;
    let fixed = format!("{name} + {}", word.text);
    let message = "a lag has a space on each side of its `+`";
    let is_lag = is_extent(word.text);
    is_lag.then(|| instead(&SYNTAX_ERROR, before.to(word).span(), message, fixed))
}

/// `2026-03-02-2d`: a lead has its spaces.
fn glued_lead(word: Word<'_>) -> Option<Mistake> {
    let (date, lead) = word.text.split_at_checked(10)?;
    let amount = lead.strip_prefix('-').filter(|amount| is_extent(amount))?;
    let _ = date::parse(date)?;
    let fixed = format!("{date} - {amount}");
    Some(instead(&SYNTAX_ERROR, word.span(), "a lead has a space on each side of its `-`", fixed))
}

/// The next word, if a date in words goes on with it: a time, the name of a month, a year; and how many pieces it takes.
fn next_part<'a>(found: &Found<'a>, ahead: usize, written: &str) -> Option<(Word<'a>, usize)> {
    let Some(next) = found.next(ahead) else {
        // `May 12, 2026`
        let is_month = written.split_once(' ').is_some_and(|(month, _)| month_of(month).is_some());
        let year = found.next(ahead + 1).filter(|year| is_year(year.text));
        return year
            .filter(|_| is_month && found.is_comma(found.wrong + ahead))
            .map(|year| (year, 2));
    };
    let parts = written.split(' ').count();
    let last = written.rsplit(' ').next().unwrap_or(written);
    let is_part = if written.len() == 10 && date::parse(written).is_some() {
        dates::is_time(next.text)
    } else if parts == 1 && is_year(written) && dates::period_of(next.text, written).is_some() {
        true
    } else if parts < 3 && last.len() <= 4 && digits(dates::ordinal(last)).is_some() {
        month_of(next.text).is_some() || (parts == 2 && is_year(next.text))
    } else {
        parts < 3 && month_of(last).is_some() && digits(dates::ordinal(next.text)).is_some()
    };
    is_part.then_some((next, 1))
}

/// `Q3-2026`, `Q3 2026`, `Mar-2026`: says that the year comes first.
fn period_before_year(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let apart = found.next(1).filter(|next| is_year(next.text));
    let apart = apart.and_then(|year| Some((dates::period_of(word.text, year.text)?, year)));
    let joined = || {
        let halves = word.text.split_once(['-', '/', '\'', '’']);
        let (period, year) = halves.filter(|(_, year)| is_year(year))?;
        Some((dates::period_of(period, year)?, word))
    };
    let (meant, last) = apart.or_else(joined)?;
    let span = word.to(last).span();
    Some(instead(&INVALID_DATE, span, "a period is written year first", meant))
}

/// A lag or lead that is none: `– 2d`, `+ 2`, `+`.
fn lag(found: &Found<'_>) -> Option<Mistake> {
    let sign = found.next(1)?;
    if sign.text.starts_with(LONG_DASHES)
        && !found.next(2).is_some_and(|next| looks_like_date(next.text))
    {
        let dash = sign.part(0, sign.text.chars().next().map_or(0, char::len_utf8));
        let message = format!("expected `-`, found the dash `{dash}`");
        return Some(told(Diagnostic::new(&SYNTAX_ERROR, dash.span(), message).replace(
            "replace with `-`",
            dash.span(),
            "-",
        )));
    }
    if !is_signed(sign.text) {
        return None;
    }
    let behind = sign.behind(1);
    if !behind.text.is_empty() {
        return amounts::duration(&found.from(found.wrong + 1), behind);
    }
    let ahead = if found.next(2).is_some_and(|next| next.text == "elapsed") { 3 } else { 2 };
    let Some(amount) = found.next(ahead) else {
        let here = found.place(found.wrong + ahead);
        let message = "expected a duration, found the end of the line";
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, here, message)
                .label(sign.part(0, 1).span(), "behind this")
                .help("a lag is written `+ 2d`, a lead `- 2d`"),
        ));
    };
    amounts::duration(&found.from(found.wrong + ahead), amount)
        .or_else(|| Some(amounts::no_duration(amount)))
}

/// Whether a word is a sign or begins with one: `+`, `+2d`, `-`, `-2d`; not `->`.
pub(super) fn is_signed(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|next: char| next.is_alphanumeric())
    })
}

/// `after a end`: says that a point of an item is joined to its name.
pub(super) fn edge_apart(found: &Found<'_>) -> Option<Mistake> {
    let (item, edge) = (found.next(0).filter(|item| is_path(item.text))?, found.next(1)?);
    let point = match edge.text {
        "end" | "finish" | "ends" | "finishes" => "end",
        "start" | "begin" | "starts" | "begins" => "start",
        _ => return None,
    };
    // `end 2026-04-01`, `ends after b`: that is about the item itself.
    let is_own = found.next(2).is_some_and(|next| {
        looks_like_date(next.text) || matches!(next.text, "after" | "on" | "at" | "by" | ":" | "=")
    });
    if is_own || !found.is_joined(found.wrong + 1) {
        return None;
    }
    let (span, fixed) = (item.to(edge).span(), format!("{}.{point}", item.text));
    let message = format!("the {point} of an item is joined to its name by a dot");
    Some(instead(&SYNTAX_ERROR, span, message, fixed))
}

/// What is wrong with what `from`, `by` and their like take.
pub(super) fn one_date(found: &Found<'_>) -> Option<Mistake> {
    let (keyword, next) = (found.first()?, found.next(0)?);
    if next.text.starts_with('@') {
        let message = format!("`{keyword}` takes a date, found `{next}`");
        let before = Span::new(keyword.span().start, next.span().start);
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, next.span(), message)
                .help(format!(
                    "who works on it stands alone, `{next}`; who answers for it is `owner {next}`"
                ))
                .replace(format!("remove `{keyword}`"), before, ""),
        ));
    }
    if next.text == "after" && found.next(1).is_some() {
        return Some(superfluous_before(keyword, next));
    }
    two_dates(found, keyword)
}

/// Says of a word that the one behind it is enough.
pub(super) fn superfluous_before(word: Word<'_>, enough: Word<'_>) -> Mistake {
    let message = format!("`{word}` is one word too many: `{enough}` is enough");
    let before = Span::new(word.span().start, enough.span().start);
    told(Diagnostic::new(&UNKNOWN_ATTRIBUTE, word.span(), message).replace(
        format!("remove `{word}`"),
        before,
        "",
    ))
}

/// `on 2026-03-02..2026-03-06`: says how two dates are written, or which one it takes.
fn two_dates(found: &Found<'_>, keyword: Word<'_>) -> Option<Mistake> {
    let (first, last) = ends_of_range(found)?;
    let days = first.to(last);
    let pair = match found.kind? {
        A::From | A::By if found.on == K::Roadmap => Some("by"),
        A::From | A::To | A::On if found.on.is_item() && !is_point(found.on) => Some("to"),
        _ => None,
    };
    if let Some(to) = pair {
        let fixed = format!("from {first} {to} {last}");
        let message = "the first and the last day are two attributes";
        let (title, whole) = (format!("replace with `{fixed}`"), keyword.to(days).span());
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, whole, message).replace(title, whole, fixed),
        ));
    }
    let one = if found.kind == Some(A::Started) { first } else { last };
    let message = format!("`{keyword}` takes one date, found a range");
    let title = format!("replace with `{one}`");
    Some(told(Diagnostic::new(&SYNTAX_ERROR, days.span(), message).replace(
        title,
        days.span(),
        one.text,
    )))
}

/// The first and the last day of a range in one word or several, with dots or with a dash.
fn ends_of_range<'a>(found: &Found<'a>) -> Option<(Word<'a>, Word<'a>)> {
    let word = found.next(0)?;
    if let Some((first, last)) = word.split_once("..") {
        let last = if last.text.is_empty() { found.next(1)? } else { last };
        return Some((first, last));
    }
    let joint = found.next(1)?;
    if let Some(last) = joint.text.strip_prefix("..") {
        return Some((word, if last.is_empty() { found.next(2)? } else { joint.behind(2) }));
    }
    let is_dash = matches!(joint.text, "-" | "–" | "—");
    let last = found.next(2).filter(|last| is_dash && looks_like_date(last.text))?;
    looks_like_date(word.text).then_some((word, last))
}

/// Whether such an item has one date.
const fn is_point(kind: K) -> bool {
    matches!(kind, K::Milestone | K::Release)
}

/// What is wrong with what takes a first and a last day.
pub(super) fn days(found: &Found<'_>) -> Option<Mistake> {
    range_in_words(found)
        .or_else(|| range_slip(found))
        .or_else(|| joined(found))
        .or_else(|| range_in_one(found))
        .or_else(|| point(found))
}

const TWO_DOTS: &str = "a range of dates is written with two dots";
const BOTH: &str = "for example `2026-12-24..2026-12-31`, both included";

/// Whether a dash or a word for one stands so far ahead, and a date behind it.
fn is_dash_at(found: &Found<'_>, ahead: usize) -> bool {
    const DASHES: [&str; 7] = ["-", "–", "—", "to", "until", "till", "through"];
    found.next(ahead).is_some_and(|dash| DASHES.contains(&dash.text))
        && found.next(ahead + 1).is_some_and(|next| looks_like_date(next.text))
}

/// `from 2026-04-01 to 2026-04-10`
fn range_in_words(found: &Found<'_>) -> Option<Mistake> {
    let from = found.next(0).filter(|word| word.text == "from")?;
    let first = found.next(1).filter(|word| looks_like_date(word.text))?;
    let last = found.next(3).filter(|_| is_dash_at(found, 2))?;
    Some(dashed(from.to(last).span(), first, last))
}

/// `2026-12-24 - 2026-12-31`, `2026-12-24 to 2026-12-31`
fn range_slip(found: &Found<'_>) -> Option<Mistake> {
    let first = found.next(0).filter(|_| is_dash_at(found, 1))?;
    let (dash, last) = (found.next(1)?, found.next(2)?);
    let gap = Span::new(first.span().end, last.span().start);
    Some(told(Diagnostic::new(&SYNTAX_ERROR, dash.span(), TWO_DOTS).help(BOTH).replace(
        "replace with `..`",
        gap,
        "..",
    )))
}

/// `2026-12-24-2026-12-31`, `24.12.2026–31.12.2026`
fn joined(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let dashes =
        word.text.char_indices().filter(|(_, char)| *char == '-' || LONG_DASHES.contains(char));
    let halves = dashes.map(|(at, dash)| (word.part(0, at), word.behind(at + dash.len_utf8())));
    let is_whole = |half: &Word<'_>| half.text.len() >= 8 && looks_like_date(half.text);
    let mut whole = halves.filter(|(first, last)| is_whole(first) && is_whole(last));
    whole.next().map(|(first, last)| dashed(word.span(), first, last))
}

/// Says how a range is written of which the ends are joined by a dash.
fn dashed(span: Span, first: Word<'_>, last: Word<'_>) -> Mistake {
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, span, TWO_DOTS).help(BOTH);
    told(match dates::meant(first.text).zip(dates::meant(last.text)) {
        Some((from, to)) => {
            let fixed = format!("{from}..{to}");
            diagnostic.replace(format!("replace with `{fixed}`"), span, fixed)
        }
        None => diagnostic,
    })
}

/// A range that has its dots: its ends are wrong, or one is missing.
fn range_in_one(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let is_apart = found.next(1).is_some_and(|next| next.text.starts_with(".."));
    let (first, last) = match word.split_once("..") {
        Some((first, last)) => {
            (first, Some(last).filter(|last| !last.text.is_empty()).or(found.next(1)))
        }
        None if is_apart => (word, ends_of_range(found).map(|(_, last)| last)),
        None => return None,
    };
    let last = last.filter(|last| {
        !first.text.is_empty()
            && !last.text.contains("..")
            && (last.is_number() || is_path(last.text))
    });
    let Some(last) = last else {
        let message = format!("expected a first and a last day, found `{word}`");
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
                .help("a range of dates is `2026-12-24..2026-12-31`, both included"),
        ));
    };
    if first.is_number() && date::parse(first.text).is_none() {
        return Some(told(dates::wrong(first.span(), first.text)));
    }
    if let Some(full) = abbreviated(first.text, last.text) {
        return Some(told(
            Diagnostic::new(&INVALID_DATE, last.span(), "the end of a range is a whole date")
                .replace(format!("replace with `{full}`"), last.span(), full),
        ));
    }
    if last.is_number() && date::parse(last.text).is_none() {
        let diagnostic = dates::wrong(last.span(), last.text);
        let meant = dates::meant(last.text).and_then(|meant| date::parse(&meant));
        let is_before = meant
            .zip(date::parse(first.text))
            .is_some_and(|(meant, first)| meant.last < first.first);
        // What lies before the first day was hardly meant as the last.
        let fix = diagnostic.fix.clone().filter(|_| !is_before);
        return Some(told(Diagnostic { fix, ..diagnostic }));
    }
    descending(first, last)
}

/// The end of `2026-12-24..31` or `2026-12-24..12-31` in full.
fn abbreviated(first: &str, last: &str) -> Option<String> {
    let _ = date::parse(first).filter(|_| first.len() == 10)?;
    let kept = 10usize.checked_sub(last.len())?;
    let full = format!("{}{last}", first.get(..kept)?);
    (matches!(last.len(), 2 | 5) && date::parse(&full).is_some()).then_some(full)
}

fn descending(first: Word<'_>, last: Word<'_>) -> Option<Mistake> {
    let (from, to) = (date::parse(first.text)?, date::parse(last.text)?);
    if from.first <= to.last {
        return None;
    }
    let (span, fixed) = (first.to(last).span(), format!("{}..{}", last.text, first.text));
    let message =
        format!("the range ends on {}, before it begins on {}", to.last.long(), from.first.long());
    Some(instead(&INVALID_DATE, span, message, fixed))
}

/// `before 2026-03-31`: a deadline.
pub(super) fn before_a_date(found: &Found<'_>) -> Option<Mistake> {
    let date = found.next(0).filter(|word| looks_like_date(word.text))?;
    let keyword = found.first()?;
    let message = format!("expected the name of what comes after, found `{date}`");
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, date.span(), message)
            .help(format!("a deadline is written `by {date}`"))
            .replace("replace with `by`", keyword.span(), "by"),
    ))
}

/// `done 30%`: how much is done stands alone.
pub(super) fn done_in_part(found: &Found<'_>) -> Option<Mistake> {
    let (keyword, share) = (found.first()?, found.word(found.at + 1)?);
    if found.kind != Some(A::Done) || !share.is_number() || !share.text.ends_with('%') {
        return None;
    }
    let whole = keyword.to(share).span();
    let message = format!("how much is done stands alone: `{share}`");
    Some(instead(&SYNTAX_ERROR, whole, message, share.text))
}

/// `when a is done`, `once a starts`: says how it is written.
pub(super) fn when_done(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    let is_when = matches!(word.text, "when" | "once" | "When" | "Once");
    let stands = A::After.stands_on().contains(found.on);
    let is_name = |item: &Word<'_>| is_path(item.text) && !matches!(item.text, "is" | "done");
    let item = found.word(found.at + 1).filter(|item| is_when && stands && is_name(item))?;
    let is = usize::from(
        found.word(found.at + 2).is_some_and(|is| matches!(is.text, "is" | "has" | "was")),
    );
    let verb = found.word(found.at + 2 + is);
    let edge = verb.and_then(|verb| edge_of_verb(verb.text));
    let is_last = !found.is_joined(found.at + 2);
    if edge.is_none() && !is_last {
        return None;
    }
    let last = if edge.is_some() { verb? } else { item };
    let whole = word.to(last);
    let fixed = format!("after {}{}", item.text, if edge == Some("start") { ".start" } else { "" });
    let message = format!("`{whole}` is written `{fixed}`");
    Some(instead(&UNKNOWN_ATTRIBUTE, whole.span(), message, fixed))
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

/// `within 5d api`: the word before the points is missing.
pub(super) fn lacks_after(found: &Found<'_>) -> Option<Mistake> {
    let kind = found.kind.filter(|kind| *kind == A::Within)?;
    let by_clock = usize::from(found.word(found.at + 1).is_some_and(|word| word.text == "elapsed"));
    let limit = found.at + 1 + by_clock;
    let is_amount =
        found.word(limit).is_some_and(|word| is_extent(word.text) || is_path(word.text));
    let behind = found.from(limit + 1);
    (is_amount && behind.next(0).is_none_or(|word| word.text != "after")).then(|| Mistake {
        diagnostic: behind.expected("`after`"),
        reading: Reading::Lacking(kind),
    })
}
