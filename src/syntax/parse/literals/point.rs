//! Points in time: a date, `today`, or a name, each with `+ 2d` or `- elapsed 1w`; and ranges of two.

use super::{date, date_slips, duration, name, range};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::ast::{Offset, Point, PointBase, PointRange};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};
use crate::text::Span;

/// Dashes that a word processor makes of a minus.
const LONG_DASHES: [char; 3] = ['–', '—', '−'];

/// A point with its offset.
pub(in crate::syntax::parse) fn point(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Point> {
    let (base, sign) = split_offset(word);
    let (kind, base_span) = self::base(reader, base)?;
    let offset = match sign {
        Some(sign) => Some(offset_behind(reader, sign)?),
        None => offset(reader)?,
    };
    Ok(Point { base: kind, base_span, offset })
}

/// What a point counts from, and where that stands: a date that is written wrong may take several words.
fn base(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<(PointBase, Span)> {
    if word.text == "today" {
        return Ok((PointBase::Today, word.span));
    }
    if let Some(phrase) = phrase(reader, word) {
        return phrase;
    }
    let starts_with_digit = word.text.starts_with(|first: char| first.is_ascii_digit());
    if starts_with_digit || is_date_in_words(reader, word) {
        let date = date::date(reader, word)?;
        return Ok((PointBase::Date(date), word.span));
    }
    if let Some(period) = period_before_year(reader, word) {
        return period;
    }
    if name::is_path(word.text) {
        return Ok((PointBase::Name, word.span));
    }
    reader.fail(|| {
        let message = format!("expected a date or a name, found `{word}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message);
        match word.text.strip_prefix(['@', '#']).filter(|bare| name::is_path(bare)) {
            Some(bare) => diagnostic.replace(format!("replace with `{bare}`"), word.span, bare),
            None => name::explain_path(diagnostic, word),
        }
    })
}

/// `end of roof`, `end of June`, `next week`: says how such a point is written.
fn phrase(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Option<Read<(PointBase, Span)>> {
    let is_edge = matches!(word.text, "end" | "start" | "beginning" | "middle");
    let is_relative = matches!(word.text, "next" | "last" | "this" | "early" | "mid" | "late");
    if !is_edge && !is_relative {
        return None;
    }
    let next = reader.peek_word()?;
    if is_edge && next.text == "of" {
        reader.skip();
        let other = reader.word();
        return Some(match other.filter(|other| name::is_path(other.text) && !is_period(*other)) {
            Some(item) => Ok(edge_of(reader, word, item)),
            None => date_in_words(reader, word),
        });
    }
    if is_relative && is_period(next) {
        reader.skip();
        return Some(date_in_words(reader, word));
    }
    None
}

/// Whether a word is a stretch of time of which people say the end: a month by name, a week.
fn is_period(word: Word<'_>) -> bool {
    matches!(word.text, "week" | "month" | "quarter" | "year" | "the")
        || date_slips::month_of(word.text).is_some()
}

/// `end of roof`: taken for the item, so that what follows in a list is read.
fn edge_of(reader: &mut Reader<'_, '_>, word: Word<'_>, item: Word<'_>) -> (PointBase, Span) {
    let edge = if word.text == "end" { "end" } else { "start" };
    reader.error(|| {
        let fixed = format!("{}.{edge}", item.text);
        let message = format!("the {edge} of an item is written behind its name");
        let (span, fix) = (word.span.to(item.span), format!("replace with `{fixed}`"));
        Diagnostic::new(&SYNTAX_ERROR, span, message).replace(fix, span, fixed)
    });
    (PointBase::Name, item.span)
}

/// `end of June 2026`, of which the beginning is taken.
fn date_in_words<T>(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<T> {
    let is_rest = |next: &Word<'_>| {
        is_period(*next) || (next.text.len() == 4 && date::digits(next.text).is_some())
    };
    while reader.peek_word().as_ref().is_some_and(is_rest) {
        reader.skip();
    }
    let span = word.span.to(reader.last_span());
    reader.fail(|| {
        Diagnostic::new(&INVALID_DATE, span, "a date is written with digits: year, month, day")
            .help("for example `2026-06-30`; a month is `2026-06`, a quarter `2026-Q2`")
    })
}

/// Whether a word is the name of a month with a number behind it: `May 12 2026`.
fn is_date_in_words(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let is_number = |next: Word<'_>| {
        next.text.starts_with(|first: char| first.is_ascii_digit()) && !range::is_extent(next.text)
    };
    reader.peek_word().is_some_and(is_number) && date_slips::month_of(word.text).is_some()
}

/// `Q3-2026`, `Q3 2026`, `Mar-2026`: says that the year comes first, and takes the period.
fn period_before_year(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Option<Read<(PointBase, Span)>> {
    let behind = reader.peek_word().filter(|next| is_year(next.text));
    let apart = behind.and_then(|year| date_slips::period_of(word.text, year.text));
    let meant = match &apart {
        Some(_) => apart.clone(),
        None => word
            .text
            .split_once(['-', '/', '\'', '’'])
            .filter(|(_, year)| is_year(year))
            .and_then(|(period, year)| date_slips::period_of(period, year)),
    }?;
    if apart.is_some() {
        reader.skip();
    }
    let span = word.span.to(reader.last_span());
    reader.error(|| {
        let title = format!("replace with `{meant}`");
        Diagnostic::new(&INVALID_DATE, span, "a period is written year first").replace(
            title,
            span,
            meant.clone(),
        )
    });
    let date = date::parse(&meant).ok_or(Reported);
    Some(date.map(|date| (PointBase::Date(date), span)))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && date::digits(text).is_some()
}

/// `design+2d` and `2026-03-02-2d` in two: the point and its signed offset. A name takes a `-` for a part of it.
fn split_offset(word: Word<'_>) -> (Word<'_>, Option<Word<'_>>) {
    let plus = word.text.bytes().position(|byte| byte == b'+').filter(|at| *at > 0);
    let lead = || {
        let date = word.text.as_bytes();
        let behind = date.get(10) == Some(&b'-') && date.get(11).is_some_and(u8::is_ascii_digit);
        (date.first().is_some_and(u8::is_ascii_digit) && behind).then_some(10)
    };
    match plus.or_else(lead) {
        Some(at) => (word.part(0, at), Some(word.behind(at))),
        None => (word, None),
    }
}

/// The offset that follows, if one does.
fn offset(reader: &mut Reader<'_, '_>) -> Read<Option<Offset>> {
    let Some(word) = reader.peek_word() else { return Ok(None) };
    if is_signed(word.text) {
        reader.skip();
        return offset_behind(reader, word).map(Some);
    }
    if word.text.starts_with(LONG_DASHES) {
        reader.skip();
        return long_dash(reader, word).map(Some);
    }
    Ok(None)
}

/// Whether a word is a sign or begins with one: `+`, `+2d`, `-`, `-2d`; not `->`.
pub(in crate::syntax::parse) fn is_signed(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|next: char| next.is_alphanumeric())
    })
}

/// A lead with a word processor's dash for a minus.
fn long_dash(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Offset> {
    let length = word.text.chars().next().map_or(0, char::len_utf8);
    let dash = word.part(0, length);
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, dash.span, format!("expected `-`, found the dash `{dash}`"))
            .replace("replace with `-`", dash.span, "-")
    });
    amount_behind(reader, dash.span, word.behind(length), true)
}

/// Reads on behind a sign, with which `sign` begins.
fn offset_behind(reader: &mut Reader<'_, '_>, sign: Word<'_>) -> Read<Offset> {
    let is_lead = sign.text.starts_with('-');
    amount_behind(reader, sign.part(0, 1).span, sign.behind(1), is_lead)
}

fn amount_behind(
    reader: &mut Reader<'_, '_>,
    sign: Span,
    rest: Word<'_>,
    is_lead: bool,
) -> Read<Offset> {
    let mut amount = Some(rest).filter(|rest| !rest.text.is_empty()).or_else(|| reader.word());
    let is_elapsed = amount.is_some_and(|word| word.text == "elapsed");
    if is_elapsed {
        amount = reader.word();
    }
    let Some(word) = amount else {
        let here = reader.here();
        return reader.fail(|| {
            Diagnostic::new(&SYNTAX_ERROR, here, "expected a duration, found the end of the line")
                .label(sign, "behind this")
                .help("a lag is written `+ 2d`, a lead `- 2d`")
        });
    };
    let amount = duration::time_amount(reader, word)?;
    Ok(Offset { amount, is_lead, is_elapsed, span: sign.to(reader.last_span()) })
}

/// One point, or `first..last`, where `first .. last` is as good.
pub(in crate::syntax::parse) fn range<'s>(
    reader: &mut Reader<'_, 's>,
    word: Word<'s>,
) -> Read<PointRange> {
    let goes_on = reader.peek_word().is_some_and(|next| next.text.starts_with(".."));
    if !goes_on && !word.text.contains("..") {
        if is_range_slip(reader) {
            return range_slip(reader, word);
        }
        if let Some((first, last)) = joined_range(word) {
            return dashed_range(reader, word.span, first, last);
        }
        let first = point(reader, word)?;
        return Ok(PointRange { first, last: first });
    }
    let parts = super::range_parts(reader, word);
    let [first, last] = parts.as_slice() else {
        return reader.fail(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                word.span,
                format!("expected a first and a last day, found `{word}`"),
            )
            .help("a range of dates is `2026-12-24..2026-12-31`, both included")
        });
    };
    let first = plain(reader, *first)?;
    let last = if let Some(day) = abbreviated(first, *last) {
        shortened_end(reader, *last, &day)?
    } else {
        point(reader, *last)?
    };
    ascending(reader, PointRange { first, last })
}

fn plain(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Point> {
    let (base, base_span) = base(reader, word)?;
    Ok(Point { base, base_span, offset: None })
}

/// Whether a dash or a word for one comes next, and a date behind it.
fn is_range_slip(reader: &Reader<'_, '_>) -> bool {
    is_dash_at(reader, 0)
}

/// Whether a dash or a word for one comes so far ahead, and a date behind it.
fn is_dash_at(reader: &Reader<'_, '_>, ahead: usize) -> bool {
    const DASHES: [&str; 7] = ["-", "–", "—", "to", "until", "till", "through"];
    reader.peek_word_at(ahead).is_some_and(|dash| DASHES.contains(&dash.text))
        && reader.peek_word_at(ahead + 1).is_some_and(|next| date::looks_like_date(next.text))
}

/// `from 2026-04-01 to 2026-04-10` where a range is expected: says how it is written, and takes it for one where both ends can be read.
pub(in crate::syntax::parse) fn range_in_words(
    reader: &mut Reader<'_, '_>,
) -> Option<Read<PointRange>> {
    let from = reader.peek_word().filter(|word| word.text == "from")?;
    let first = reader.peek_word_at(1).filter(|word| date::looks_like_date(word.text))?;
    let last = reader.peek_word_at(3).filter(|_| is_dash_at(reader, 2))?;
    (0..4).for_each(|_| reader.skip());
    Some(dashed_range(reader, from.span.to(last.span), first, last))
}

/// `2026-12-24 - 2026-12-31`, `2026-12-24 to 2026-12-31`: says how a range is written, and takes it for one.
fn range_slip(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<PointRange> {
    let first = plain(reader, word)?;
    let dash = reader.here();
    reader.skip();
    let gap = Span::new(first.base_span.end, reader.here().start);
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, dash, "a range of dates is written with two dots")
            .help("for example `2026-12-24..2026-12-31`, both included")
            .replace("replace with `..`", gap, "..")
    });
    let last = match reader.word() {
        Some(word) => point(reader, word)?,
        None => first,
    };
    ascending(reader, PointRange { first, last })
}

/// `2026-12-24-2026-12-31`, `24.12.2026–31.12.2026` in two.
fn joined_range(word: Word<'_>) -> Option<(Word<'_>, Word<'_>)> {
    let dashes =
        word.text.char_indices().filter(|(_, char)| *char == '-' || LONG_DASHES.contains(char));
    let halves = dashes.map(|(at, dash)| (word.part(0, at), word.behind(at + dash.len_utf8())));
    let is_whole = |half: &Word<'_>| half.text.len() >= 8 && date::looks_like_date(half.text);
    let mut whole = halves.filter(|(first, last)| is_whole(first) && is_whole(last));
    whole.next()
}

/// Says how a range is written of which the ends are joined by a dash, and takes it for one where both can be read.
fn dashed_range(
    reader: &mut Reader<'_, '_>,
    span: Span,
    first: Word<'_>,
    last: Word<'_>,
) -> Read<PointRange> {
    let (from, to) = (date_slips::meant(first.text), date_slips::meant(last.text));
    reader.error(|| {
        let diagnostic =
            Diagnostic::new(&SYNTAX_ERROR, span, "a range of dates is written with two dots")
                .help("for example `2026-12-24..2026-12-31`, both included");
        match (&from, &to) {
            (Some(from), Some(to)) => {
                let fixed = format!("{from}..{to}");
                diagnostic.replace(format!("replace with `{fixed}`"), span, fixed)
            }
            _ => diagnostic,
        }
    });
    let point = |meant: Option<String>, half: Word<'_>| {
        let date = meant.as_deref().and_then(date::parse).ok_or(Reported)?;
        Ok(Point { base: PointBase::Date(date), base_span: half.span, offset: None })
    };
    ascending(reader, PointRange { first: point(from, first)?, last: point(to, last)? })
}

/// The end of `2026-12-24..31` or `2026-12-24..12-31` in full.
fn abbreviated(first: Point, last: Word<'_>) -> Option<String> {
    let PointBase::Date(date) = first.base else { return None };
    if first.base_span.end - first.base_span.start != 10 {
        return None;
    }
    let start = date.first.to_string();
    let kept = 10usize.checked_sub(last.text.len())?;
    let full = format!("{}{}", start.get(..kept)?, last.text);
    let is_part = matches!(last.text.len(), 2 | 5) && date::parse(&full).is_some();
    is_part.then_some(full)
}

fn shortened_end(reader: &mut Reader<'_, '_>, last: Word<'_>, full: &str) -> Read<Point> {
    reader.error(|| {
        Diagnostic::new(&INVALID_DATE, last.span, "the end of a range is a whole date").replace(
            format!("replace with `{full}`"),
            last.span,
            full,
        )
    });
    let date = date::parse(full).ok_or(Reported)?;
    Ok(Point { base: PointBase::Date(date), base_span: last.span, offset: None })
}

/// Refuses a range of dates that ends before it begins.
fn ascending(reader: &mut Reader<'_, '_>, range: PointRange) -> Read<PointRange> {
    let (PointBase::Date(first), PointBase::Date(last)) = (range.first.base, range.last.base)
    else {
        return Ok(range);
    };
    if range.last.offset.is_some() || first.first <= last.last {
        return Ok(range);
    }
    let (from, to) = (range.first.base_span, range.last.base_span);
    let fixed = format!("{}..{}", reader.text(to), reader.text(from));
    reader.fail(|| {
        let message = format!(
            "the range ends on {}, before it begins on {}",
            last.last.long(),
            first.first.long()
        );
        Diagnostic::new(&INVALID_DATE, from.to(to), message).replace(
            format!("replace with `{fixed}`"),
            from.to(to),
            fixed,
        )
    })
}
