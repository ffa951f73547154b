//! What views and themes say, but for conditions.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule as R;
use super::literal::share;
use super::written::{Read, Written, stop};
use crate::syntax::ast::{
    Audience, ChartKind, Colour, Columns, Criterion, Decimal, Dimension, Page, Part, Ranking,
    ScoreKind, Shown, Sort, SortKey, Value, Weight,
};
use crate::syntax::keyword::AttributeKind as A;
use crate::text::{Span, Spanned};

fn next<'p>(written: Written<'_>, inner: &mut Pairs<'p, R>) -> Read<Pair<'p, R>> {
    inner.next().ok_or_else(|| written.missing(R::attribute))
}

/// Reads what an attribute of a view or a theme takes; `None` if it is another's.
pub(super) fn value(
    written: Written<'_>,
    kind: A,
    inner: &mut Pairs<'_, R>,
) -> Read<Option<Value>> {
    Ok(Some(match kind {
        A::Chart => {
            let word = next(written, inner)?;
            let chart = ChartKind::ALL.into_iter().find(|chart| chart.word() == word.as_str());
            Value::Chart(chart.ok_or_else(|| stop(&word, R::picture))?)
        }
        A::Where => Value::Where(Box::new(written.condition(inner)?)),
        A::Group => Value::Group(dimension(written, &next(written, inner)?)?),
        A::Colour => Value::Colour(dimension(written, &next(written, inner)?)?),
        A::Sort => {
            let word = next(written, inner)?;
            let named = |key: &SortKey<Span>| key.word() == Some(word.as_str());
            let by = match SortKey::WORDS.into_iter().find(named) {
                Some(key) => key,
                None => SortKey::By(dimension(written, &word)?),
            };
            Value::Sort(Sort { by, is_reversed: inner.next().is_some() })
        }
        A::Rank => Value::Rank(ranking(written, inner)?),
        A::Columns => {
            let word = next(written, inner)?;
            let named = |columns: &Columns<Span>| columns.word() == Some(word.as_str());
            Value::Columns(match Columns::WORDS.into_iter().find(named) {
                Some(columns) => columns,
                // `quarters` is no cadence, and `horizon` is what `now` is a column of.
                None if is_period(word.as_str()) => return Err(stop(&word, R::column)),
                None => Columns::Cadence(written.path(&word)?),
            })
        }
        A::Show => Value::Parts(Shown::Shown, parts(written, inner)?),
        A::Hide => Value::Parts(Shown::Hidden, parts(written, inner)?),
        A::Depth | A::Width => Value::Count(kind, count(written, kind, &next(written, inner)?)?),
        A::Page => {
            let word = next(written, inner)?;
            let page = Page::ALL.into_iter().find(|page| page.word() == word.as_str());
            Value::Page(page.ok_or_else(|| stop(&word, R::paper))?)
        }
        A::Accent | A::Palette => {
            let colours =
                inner.map(|tint| Colour { rgb: rgb(tint.as_str()), span: written.span_of(&tint) });
            Value::Colours(kind, colours.collect())
        }
        _ => return Ok(None),
    }))
}

/// Who looks at a view, where others serve objectives.
pub(super) fn audience(inner: &mut Pairs<'_, R>, written: Written<'_>) -> Read<Value> {
    let word = inner.next().ok_or_else(|| written.missing(R::attribute))?;
    let named = |audience: &Audience| audience.word() == word.as_str();
    let audience = Audience::ALL.into_iter().find(named).filter(|_| inner.peek().is_none());
    audience.map(Value::Audience).ok_or_else(|| stop(&word, R::names_of))
}

/// By what candidates are compared: a technique, or numbers with their weights, none of them twice.
fn ranking(written: Written<'_>, inner: &mut Pairs<'_, R>) -> Read<Ranking<Span>> {
    let first = next(written, inner)?;
    let named = |kind: &ScoreKind| kind.word() == Some(first.as_str());
    if first.as_rule() == R::technique {
        let by =
            ScoreKind::ALL.into_iter().find(named).ok_or_else(|| stop(&first, R::technique))?;
        return Ok(Ranking { by, weights: Box::default() });
    }
    let (mut of, mut weights) = (Some(first), Vec::<Weight<Span>>::new());
    let mut seen = Vec::new();
    while let Some(word) = of {
        let named = |criterion: &Criterion<Span>| criterion.word() == Some(word.as_str());
        let criterion = match Criterion::WORDS.into_iter().find(named) {
            Some(criterion) => criterion,
            None => Criterion::Field(written.identifier(&word)?),
        };
        if seen.contains(&word.as_str()) {
            return Err(stop(&word, R::criterion));
        }
        seen.push(word.as_str());
        let mut amount = next(written, inner)?;
        let is_less = amount.as_rule() == R::minus;
        if is_less {
            amount = next(written, inner)?;
        }
        let factor = match amount.as_rule() {
            R::share => share(&amount)?.0 / 100,
            _ => written.decimal(&amount)?.0,
        };
        let factor = Decimal(if is_less { -factor } else { factor });
        weights.push(Weight { of: criterion, factor });
        of = inner.next();
    }
    Ok(Ranking { by: ScoreKind::Weighted, weights: weights.into() })
}

/// What tells items apart: a word of the language, or the name of a custom field.
pub(super) fn dimension(written: Written<'_>, pair: &Pair<'_, R>) -> Read<Dimension<Span>> {
    let named = |dimension: &Dimension<Span>| dimension.word() == Some(pair.as_str());
    match Dimension::WORDS.into_iter().find(named) {
        Some(dimension) => Ok(dimension),
        None => written.identifier(pair).map(Dimension::Field),
    }
}

/// Whether a word means periods, though it is none of the language.
fn is_period(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(word, "now" | "next" | "later")
        || Columns::<()>::WORDS.iter().any(|own| own.word() == Some(one))
}

fn parts(written: Written<'_>, inner: &mut Pairs<'_, R>) -> Read<Box<[Spanned<Part>]>> {
    let part = |pair: Pair<'_, R>| {
        let part = Part::ALL.into_iter().find(|part| part.word() == pair.as_str());
        let part = part.ok_or_else(|| stop(&pair, R::part))?;
        Ok(Spanned::new(part, written.span_of(&pair)))
    };
    inner.map(part).collect()
}

/// A number of levels or pixels: whole, and as much as makes sense.
fn count(written: Written<'_>, kind: A, pair: &Pair<'_, R>) -> Read<u32> {
    let range = if kind == A::Depth { 1..=64 } else { 480..=16_000 };
    let thousandths = written.decimal(pair)?.0;
    let count = u32::try_from(thousandths / 1000).ok();
    let is_whole = thousandths % 1000 == 0;
    count.filter(|count| is_whole && range.contains(count)).ok_or_else(|| stop(pair, R::amount))
}

/// The colour that a text in quotes says, behind its `#` six hexadecimal digits or three.
fn rgb(tint: &str) -> [u8; 3] {
    let digits = tint.trim_matches(['"', '#']);
    let each = if digits.len() == 3 { 1 } else { 2 };
    std::array::from_fn(|at| {
        let part = digits.get(at * each..(at + 1) * each).unwrap_or_default();
        let part = if each == 1 { part.repeat(2) } else { part.to_owned() };
        u8::from_str_radix(&part, 16).unwrap_or(0)
    })
}
