//! Points in time: a date, `today`, or a name, each with `+ 2d` or `- elapsed 1w`; and ranges of two.

use super::{date, duration, name};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::ast::{Offset, Point, PointBase, PointRange};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::Span;

/// A point with its offset.
pub(in crate::syntax::parse) fn point(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Point> {
    let (base, sign) = split_offset(word);
    let base_span = base.span;
    let base = self::base(reader, base)?;
    let offset = match sign {
        Some(sign) => Some(offset_behind(reader, sign)?),
        None => offset(reader)?,
    };
    Ok(Point { base, base_span, offset })
}

/// A point without an offset.
pub(in crate::syntax::parse) fn base(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<PointBase> {
    if word.text == "today" {
        Ok(PointBase::Today)
    } else if name::is_path(word.text) {
        Ok(PointBase::Name)
    } else if word.text.starts_with(|first: char| first.is_ascii_digit()) {
        date::date(reader, word).map(PointBase::Date)
    } else {
        reader.fail(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                word.span,
                format!("expected a date or a name, found `{}`", word.text),
            )
        })
    }
}

/// `design+2d` and `2026-03-02-2d` in two: the point and its signed offset. A name takes a `-` for a part of it.
fn split_offset(word: Word<'_>) -> (Word<'_>, Option<Word<'_>>) {
    let plus = word.text.find('+').filter(|at| *at > 0);
    let lead = || {
        let date = word.text.as_bytes();
        (date.first().is_some_and(u8::is_ascii_digit) && date.get(10) == Some(&b'-')).then_some(10)
    };
    match plus.or_else(lead) {
        Some(at) => (word.part(0, at), Some(word.behind(at))),
        None => (word, None),
    }
}

/// The offset that follows, if one does.
fn offset(reader: &mut Reader<'_, '_>) -> Read<Option<Offset>> {
    let Some(word) = reader.peek_word().filter(|word| is_signed(word.text)) else {
        return Ok(None);
    };
    reader.skip();
    offset_behind(reader, word).map(Some)
}

/// Whether a word is a sign or begins with one: `+`, `+2d`, `-`, `-2d`; not `->`.
pub(in crate::syntax::parse) fn is_signed(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|next: char| next.is_alphanumeric())
    })
}

/// Reads on behind a sign, with which `sign` begins.
fn offset_behind(reader: &mut Reader<'_, '_>, sign: Word<'_>) -> Read<Offset> {
    let is_lead = sign.text.starts_with('-');
    let mut amount =
        Some(sign.behind(1)).filter(|rest| !rest.text.is_empty()).or_else(|| reader.word());
    let is_elapsed = amount.is_some_and(|word| word.text == "elapsed");
    if is_elapsed {
        amount = reader.word();
    }
    let Some(word) = amount else {
        let here = reader.here();
        return reader.fail(|| expected_lag(sign.span, here));
    };
    let amount = duration::time_amount(reader, word)?;
    Ok(Offset { amount, is_lead, is_elapsed, span: sign.span.to(word.span) })
}

fn expected_lag(sign: Span, here: Span) -> Diagnostic {
    Diagnostic::new(&SYNTAX_ERROR, here, "expected a duration behind the sign".to_owned())
        .label(sign, "this sign")
        .help("a lag is written `+ 2d`, a lead `- 2d`")
}

/// One point, or `first..last`, where `a .. b` is as good.
pub(in crate::syntax::parse) fn range(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<PointRange> {
    let Some((first, last)) = word.split_once("..") else {
        let first = point(reader, word)?;
        return Ok(PointRange { first, last: first });
    };
    let first = plain(reader, first)?;
    let last = point(reader, last)?;
    Ok(PointRange { first, last })
}

fn plain(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Point> {
    let base = base(reader, word)?;
    Ok(Point { base, base_span: word.span, offset: None })
}
