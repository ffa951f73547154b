//! Declarations: from a pair to the kind, the name, the title and the attributes.

use pest::iterators::{Pair, Pairs};

use super::attribute::attributes;
use super::grammar::Rule as R;
use super::literal::{percent, quantity};
use super::number;
use super::written::{Read, Written, stop};
use crate::syntax::ast::{Attribute, DeclarationId, FieldType, Health, LetValue, Value};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::text::{Span, Spanned};

/// What a declaration's own line says, but for its attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::syntax) struct Head {
    /// Its name.
    pub(in crate::syntax) name: Option<Span>,
    /// Its title, or what stands in the title's place.
    pub(in crate::syntax) title: Option<Span>,
}

/// What a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Body {
    /// A declaration.
    Of(DeclarationId, K),
    /// A declaration by a word that nobody knows, taken for this one.
    Guess(DeclarationId, K),
    /// Something that can't be read: all within is passed over.
    Skipped,
}

impl Body {
    /// The same of another declaration.
    pub(super) fn with(self, change: impl FnOnce(DeclarationId) -> DeclarationId) -> Self {
        match self {
            Self::Of(id, kind) => Self::Of(change(id), kind),
            Self::Guess(id, kind) => Self::Guess(change(id), kind),
            Self::Skipped => Self::Skipped,
        }
    }
}

/// What a statement declares behind this word, if it is a declaration.
pub(in crate::syntax) fn kind_of(lead: &str) -> Option<K> {
    keyword::declaration(lead.trim_end_matches(' ')).map(|row| row.kind)
}

/// Reads a declaration; its attributes go `into` the others.
pub(in crate::syntax) fn declaration(
    written: Written<'_>,
    pair: Pair<'_, R>,
    kind: K,
    into: &mut Vec<Attribute>,
) -> Read<Head> {
    let (rule, end) = (pair.as_rule(), pair.as_span().end());
    let mut inner = pair.into_inner();
    match rule {
        R::status => status(written, &mut inner, into),
        R::r#let => value(written, end, &mut inner, into),
        R::field => field(written, &mut inner, into),
        R::import | R::baseline => import(written, &mut inner),
        R::marker => marker(written, &mut inner, into),
        _ => {
            let head = head(written, kind, &mut inner)?;
            attributes(written, kind, &mut inner, into)?;
            Ok(head)
        }
    }
}

/// The name and the title, of which each may be missing.
pub(in crate::syntax) fn head(
    written: Written<'_>,
    kind: K,
    inner: &mut Pairs<'_, R>,
) -> Read<Head> {
    let mut head = Head::default();
    if let Some(name) = inner.peek().filter(|pair| pair.as_rule() == R::name) {
        inner.next();
        head.name = Some(self::name(written, kind, &name)?);
    }
    if let Some(title) = inner.peek().filter(|pair| pair.as_rule() == R::text) {
        inner.next();
        head.title = Some(written.text(&title)?);
    }
    Ok(head)
}

fn name(written: Written<'_>, kind: K, pair: &Pair<'_, R>) -> Read<Span> {
    if is_reserved(pair.as_str(), kind) {
        return Err(stop(pair, R::name));
    }
    written.identifier(pair)
}

/// Whether a word can't name such a declaration: where the name would stand it means something else.
pub(in crate::syntax) fn is_reserved(word: &str, kind: K) -> bool {
    match word {
        "start" | "end" => kind.is_item(),
        "today" => kind.is_item() || matches!(kind, K::Let | K::Cadence),
        "elapsed" => kind == K::Let,
        word => kind == K::Field && keyword::is_of_items(word),
    }
}

/// `import "teams.roadmap" as staff`, `baseline "2026-01-plan.json"`
fn import(written: Written<'_>, inner: &mut Pairs<'_, R>) -> Read<Head> {
    let mut head = Head::default();
    for pair in inner {
        match pair.as_rule() {
            // What a path may be made of is told where it is looked for.
            R::text => head.title = Some(written.span_of(&pair)),
            _ => head.name = Some(written.identifier(&pair)?),
        }
    }
    Ok(head)
}

/// `status 2026-03-16 at-risk express "…"`
fn status(written: Written<'_>, inner: &mut Pairs<'_, R>, into: &mut Vec<Attribute>) -> Read<Head> {
    let start = inner.peek().map_or(0, |date| date.as_span().start());
    let date = Box::new(written.next_point(inner)?);
    let health = inner.next().ok_or_else(|| written.missing(R::health))?;
    let place = written.span_of(&health);
    let mut end = health.as_span().end();
    let health = Health::of_word(health.as_str()).ok_or_else(|| stop(&health, R::health))?;
    let (mut item, mut title) = (None, None);
    for pair in inner {
        if pair.as_rule() == R::text {
            title = Some(written.text(&pair)?);
        } else {
            end = pair.as_span().end();
            item = Some(written.path(&pair)?);
        }
    }
    let value = Value::Status { date, health: Spanned::new(health, place), item };
    into.push(Attribute { value, span: written.span(start, end) });
    Ok(Head { name: None, title })
}

/// `marker 2026-05-01 "Trade fair"`
fn marker(written: Written<'_>, inner: &mut Pairs<'_, R>, into: &mut Vec<Attribute>) -> Read<Head> {
    let point = written.next_point(inner)?;
    into.push(Attribute { value: Value::Date(A::Marker, point), span: point.span() });
    let title = inner.next().map(|text| written.text(&text)).transpose()?;
    Ok(Head { name: None, title })
}

/// `field size one of small, medium`
fn field(written: Written<'_>, inner: &mut Pairs<'_, R>, into: &mut Vec<Attribute>) -> Read<Head> {
    let head = head(written, K::Field, inner)?;
    let Some(pair) = inner.next() else { return Err(written.missing(R::r#type)) };
    let span = pair.as_span();
    let (field_type, start) = if pair.as_rule() == R::r#type {
        let plain = match pair.as_str() {
            "text" => FieldType::Text,
            "number" => FieldType::Number,
            "date" => FieldType::Date,
            _ => FieldType::Flag,
        };
        (plain, span.start())
    } else {
        let choices: Read<Box<[Span]>> = pair
            .into_inner()
            .map(|choice| {
                if choice.as_rule() == R::text {
                    written.text(&choice)
                } else {
                    written.path(&choice)
                }
            })
            .collect();
        let before = written.part(0, span.start()).trim_end_matches(' ').trim_end_matches("of");
        let start = before.trim_end_matches(' ').len().saturating_sub("one".len());
        (FieldType::OneOf(choices?), start)
    };
    let span = written.span(start, span.end());
    into.push(Attribute { value: Value::FieldType(field_type), span });
    Ok(head)
}

/// `let freeze = 2026-06-01`
fn value(
    written: Written<'_>,
    end: usize,
    inner: &mut Pairs<'_, R>,
    into: &mut Vec<Attribute>,
) -> Read<Head> {
    let head = head(written, K::Let, inner)?;
    let Some(first) = inner.next() else { return Err(written.missing(R::amount)) };
    let span = first.as_span();
    let start = written.part(0, span.start()).trim_end_matches(' ').len().saturating_sub(1);
    let value = match first.as_rule() {
        R::share => LetValue::Percent(percent(&first)?),
        R::duration => LetValue::Duration(quantity(&first)?),
        R::amount => LetValue::Amount(written.decimal(&first)?),
        R::year if !number::is_year(first.as_str()) => LetValue::Amount(written.decimal(&first)?),
        _ => LetValue::Point(Box::new(written.point(&first, inner)?)),
    };
    into.push(Attribute { value: Value::Let(value), span: written.span(start, end) });
    Ok(head)
}
