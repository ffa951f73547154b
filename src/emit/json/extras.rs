//! Links, scores, custom fields and cadences.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::context::{Context, SourcePlace};
use super::values::{Day, Thousandths};
use crate::model::{Estimate, EstimateBasis, Extras, FieldKind, FieldValue, Horizon, Score};

#[derive(Serialize)]
pub(super) struct LinkRow<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'c str>,
    address: &'c str,
}

pub(super) fn links(extras: &Extras) -> Vec<LinkRow<'_>> {
    let links = extras.links.iter();
    links.map(|of| LinkRow { title: of.title.as_deref(), address: &of.address }).collect()
}

#[derive(Serialize)]
pub(super) struct ScoreRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<Thousandths>,
}

pub(super) fn score(score: Score) -> ScoreRow {
    ScoreRow {
        reach: score.reach.map(Into::into),
        impact: score.impact.map(Into::into),
        // Written in percent; here 1 is certain, as it is of a risk's probability.
        confidence: score.confidence.map(|percent| Thousandths(percent.0 / 100)),
        value: score.value.map(Into::into),
        urgency: score.urgency.map(Into::into),
        risk: score.risk.map(Into::into),
    }
}

#[derive(Serialize)]
pub(super) struct EstimateRow {
    basis: &'static str,
    best: i64,
    likely: i64,
    worst: i64,
}

pub(super) const fn estimate(of: Estimate) -> EstimateRow {
    let basis = match of.basis {
        EstimateBasis::Duration => "duration",
        EstimateBasis::Effort => "effort",
        EstimateBasis::Elapsed => "elapsed",
    };
    EstimateRow { basis, best: of.best.0, likely: of.likely.0, worst: of.worst.0 }
}

pub(super) const fn horizon(of: Horizon) -> &'static str {
    match of {
        Horizon::Now => "now",
        Horizon::Next => "next",
        Horizon::Later => "later",
    }
}

/// Custom fields that are set, by name.
pub(super) struct FieldsRow<'c> {
    context: &'c Context<'c>,
    extras: &'c Extras,
}

impl<'c> FieldsRow<'c> {
    pub(super) const fn of(context: &'c Context<'c>, extras: &'c Extras) -> Self {
        Self { context, extras }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.extras.custom.is_empty()
    }
}

impl Serialize for FieldsRow<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.extras.custom.len()))?;
        for custom in &self.extras.custom {
            let field = self.context.plan.model.fields.get(custom.field.index());
            let name = field.map_or("", |field| &*field.name);
            match &custom.value {
                FieldValue::Text(text) | FieldValue::Choice(text) => {
                    map.serialize_entry(name, text)
                }
                FieldValue::Number(number) => {
                    map.serialize_entry(name, &Thousandths::from(*number))
                }
                FieldValue::Date(date) => map.serialize_entry(name, &Day(*date)),
                FieldValue::Flag(flag) => map.serialize_entry(name, flag),
            }?;
        }
        map.end()
    }
}

#[derive(Serialize)]
pub(super) struct FieldRow<'c> {
    name: &'c str,
    title: &'c str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    choices: &'c [Box<str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

pub(super) fn fields<'c>(context: &'c Context<'c>) -> impl Iterator<Item = FieldRow<'c>> {
    context.plan.model.fields.iter().map(|field| {
        let (kind, choices) = match &field.kind {
            FieldKind::Text => ("text", &[][..]),
            FieldKind::Number => ("number", &[][..]),
            FieldKind::Date => ("date", &[][..]),
            FieldKind::Flag => ("flag", &[][..]),
            FieldKind::OneOf(choices) => ("choice", &choices[..]),
        };
        FieldRow {
            name: &field.name,
            title: field.title.as_deref().unwrap_or(&field.name),
            kind,
            choices,
            source: context.source(field.span),
        }
    })
}

#[derive(Serialize)]
pub(super) struct CadenceRow<'c> {
    name: &'c str,
    title: &'c str,
    from: Day,
    days: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

pub(super) fn cadences<'c>(context: &'c Context<'c>) -> impl Iterator<Item = CadenceRow<'c>> {
    context.plan.model.cadences.iter().map(|cadence| CadenceRow {
        name: &cadence.name,
        title: cadence.title.as_deref().unwrap_or(&cadence.name),
        from: Day(cadence.from),
        days: cadence.days,
        source: context.source(cadence.span),
    })
}
