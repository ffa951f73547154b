//! Links, scores, custom fields, cadences, and what else any declaration may have.

use super::context::Context;
use super::values::Word;
use super::writer::{Value, Writer};
use crate::model::{
    Cadence, Decimal, Estimate, EstimateBasis, Extras, Field, FieldKind, FieldValue, Horizon,
    ResourceId, Score,
};

/// Who answers for it.
pub(super) fn owner(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    extras: &Extras,
    other: Option<ResourceId>,
) {
    out.put_if("owner", extras.owner.or(other).map(|owner| context.resource(owner)));
}

/// Its own tags.
pub(super) fn tags(out: &mut Writer<'_>, extras: &Extras) {
    out.put_values("tags", &extras.tags);
}

/// Links, notes and custom fields.
pub(super) fn rest(out: &mut Writer<'_>, context: &Context<'_>, extras: &Extras) {
    out.put_rows("links", &extras.links, |out, link| {
        out.put_if("title", link.title.as_ref());
        out.put("address", &link.address);
    });
    out.put_values("notes", &extras.notes);
    if !extras.custom.is_empty() {
        out.put_object("fields", |out| custom(out, context, extras));
    }
}

fn custom(out: &mut Writer<'_>, context: &Context<'_>, extras: &Extras) {
    for custom in &extras.custom {
        let field = context.model.fields.get(custom.field.index());
        out.named(field.map_or("", |field| &field.name));
        match &custom.value {
            FieldValue::Text(text) | FieldValue::Choice(text) => out.string(text),
            FieldValue::Number(number) => number.write(out),
            FieldValue::Date(date) => date.write(out),
            FieldValue::Flag(flag) => flag.write(out),
        }
    }
}

pub(super) fn score(out: &mut Writer<'_>, score: Option<Score>) {
    let Some(score) = score else { return };
    out.put_object("score", |out| {
        out.put_if("reach", score.reach);
        out.put_if("impact", score.impact);
        // Written in percent; here 1 is certain, as it is of a risk's probability.
        out.put_if("confidence", score.confidence.map(|percent| Decimal(percent.0 / 100)));
        out.put_if("value", score.value);
        out.put_if("urgency", score.urgency);
        out.put_if("risk", score.risk);
    });
}

pub(super) fn estimate(out: &mut Writer<'_>, estimate: Option<Estimate>) {
    let Some(of) = estimate else { return };
    let basis = match of.basis {
        EstimateBasis::Duration => "duration",
        EstimateBasis::Effort => "effort",
        EstimateBasis::Elapsed => "elapsed",
    };
    out.put_object("estimate", |out| {
        out.put("basis", Word(basis));
        out.put_if("best", Some(of.best).filter(|best| *best != of.likely));
        out.put("likely", of.likely);
        out.put_if("worst", Some(of.worst).filter(|worst| *worst != of.likely));
    });
}

pub(super) fn horizon(out: &mut Writer<'_>, horizon: Option<Horizon>) {
    let word = horizon.map(|horizon| match horizon {
        Horizon::Now => "now",
        Horizon::Next => "next",
        Horizon::Later => "later",
    });
    out.put_if("horizon", word);
}

/// A priority; left out where it is what it would be anyway.
pub(super) fn priority(out: &mut Writer<'_>, priority: u16) {
    out.put_if("priority", (priority != 500).then_some(i64::from(priority)));
}

pub(super) fn field(out: &mut Writer<'_>, context: &Context<'_>, field: &Field) {
    let (kind, choices) = match &field.kind {
        FieldKind::Text => ("text", &[][..]),
        FieldKind::Number => ("number", &[][..]),
        FieldKind::Date => ("date", &[][..]),
        FieldKind::Flag => ("flag", &[][..]),
        FieldKind::OneOf(choices) => ("choice", &choices[..]),
    };
    out.put("name", &field.name);
    out.put("title", field.title.as_ref().unwrap_or(&field.name));
    out.put("type", kind);
    out.put_values("choices", choices);
    out.put_if("source", context.source(field.span));
}

pub(super) fn cadence(out: &mut Writer<'_>, context: &Context<'_>, cadence: &Cadence) {
    out.put("name", &cadence.name);
    out.put("title", cadence.title.as_ref().unwrap_or(&cadence.name));
    out.put("from", cadence.from);
    out.put("days", cadence.days);
    out.put_if("source", context.source(cadence.span));
}
