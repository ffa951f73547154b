//! Objectives, risks, ideas and status entries.
//! Links, scores, custom fields, cadences, and what else any declaration may have.

use super::context::Context;
use super::context::time_of_day;
use super::drivers;
use crate::model::{
    Audience, Cadence, Decimal, Estimate, EstimateBasis, Extras, Field, FieldKind, FieldValue,
    Horizon, Impact, Measure, Objective, ObjectiveId, ResourceId, Score, StatusEntry, Subject,
    Term, View,
};
use crate::plan::{Exposure, RankedIdea, RiskRow, ScoreKind};
use crate::text::json::Writer;
use crate::time::Moment;

pub(super) fn objective(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    (id, objective): (ObjectiveId, &Objective),
) {
    let extras = &objective.extras;
    let term = objective.term.map(|term| match term {
        Term::Short => "short",
        Term::Long => "long",
    });
    out.put("name", &objective.name);
    out.put("title", objective.title.as_ref().unwrap_or(&objective.name));
    let by = objective.by.map(|date| date.moment);
    out.put_if("by", by.map(Moment::last_day));
    out.put_if("byTime", by.and_then(time_of_day));
    if let Some(of) = context.status.objective(id) {
        out.put("state", of.state.name());
        out.put("health", of.health);
        let forecast = of.forecast.map(|forecast| forecast.end);
        out.put_if("forecast", forecast.map(Moment::last_day));
        let clock = context.status.clock_of_roadmap();
        out.put_if("forecastTime", drivers::forecast_time(forecast, by, clock));
        out.put_if("varianceDays", of.commitment.and_then(|of| of.known_variance()));
        out.put_flag("open", of.forecast.is_some_and(|forecast| forecast.is_open));
    }
    out.put_if("term", term);
    out.put_rows("measures", &objective.measures, measure);
    owner(out, context, extras, None);
    tags(out, extras);
    rest(out, context, extras);
    out.put_if("source", context.source(objective.span));
}

fn measure(out: &mut Writer<'_>, measure: &Measure) {
    out.put("name", &measure.name);
    out.put("title", measure.title.as_ref().unwrap_or(&measure.name));
    out.put_if("from", measure.from);
    out.put_if("to", measure.to);
    out.put_if("now", measure.now);
    out.put_flag("percent", measure.is_percent);
}

/// Risks in order of declaration.
pub(super) fn risks<'c>(context: &Context<'c>) -> Vec<RiskRow<'c>> {
    let mut risks = context.plan.risks();
    risks.sort_by_key(|risk| risk.id);
    risks
}

pub(super) fn risk(out: &mut Writer<'_>, context: &Context<'_>, row: &RiskRow<'_>) {
    let (risk, extras) = (row.risk, &row.risk.extras);
    let threatens = risk.threatens.map(|item| context.path(item));
    out.put("path", context.inside(risk.threatens, &risk.name));
    out.put("title", risk.title.as_ref().unwrap_or(&risk.name));
    out.put_if("threatens", threatens);
    out.put_if("probability", risk.probability);
    out.put_rows("impacts", &risk.impacts, |out, of| impact(out, context, *of));
    exposure(out, row.exposure);
    out.put_rows("mitigations", &risk.mitigations, |out, mitigation| {
        out.put_if("text", mitigation.text.as_ref());
        out.put_if("by", mitigation.by.map(|item| context.path(item)));
    });
    owner(out, context, extras, None);
    out.put_if("due", risk.due.map(|date| date.moment.last_day()));
    out.put_flag("overdue", context.plan.is_overdue(risk));
    out.put("external", risk.is_external);
    out.put("closed", risk.is_closed);
    tags(out, extras);
    rest(out, context, extras);
    out.put_if("source", context.source(risk.span));
}

fn impact(out: &mut Writer<'_>, context: &Context<'_>, impact: Impact) {
    match impact {
        Impact::Time { best, likely, worst, on, .. } => {
            out.put("kind", "time");
            out.put("best", best);
            out.put("likely", likely);
            out.put("worst", worst);
            out.put_if("on", on.map(|item| context.path(item)));
        }
        Impact::Money { best, worst } => {
            out.put("kind", "money");
            out.put("best", best);
            out.put("worst", worst);
        }
    }
}

fn exposure(out: &mut Writer<'_>, exposure: Exposure) {
    if exposure.time.is_some() || exposure.money.is_some() {
        out.put_object("exposure", |out| {
            out.put_if("time", exposure.time);
            out.put_if("money", exposure.money);
        });
    }
}

/// Ideas in order of declaration, each with its rank.
pub(super) fn ideas<'c>(context: &Context<'c>) -> Vec<(i64, RankedIdea<'c>)> {
    let mut ranked: Vec<_> = (1..).zip(context.plan.ranked_ideas(None)).collect();
    ranked.sort_by_key(|(_, ranked)| ranked.id);
    ranked
}

pub(super) fn idea(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    (rank, ranked): (i64, RankedIdea<'_>),
) {
    let (idea, extras) = (ranked.idea, &ranked.idea.extras);
    let stream = idea.stream.map(|item| context.path(item));
    let objectives = extras.objectives.iter().map(|(id, _)| context.objective(*id));
    out.put("path", context.inside(idea.stream, &idea.name));
    out.put("title", idea.title.as_ref().unwrap_or(&idea.name));
    out.put_if("stream", stream);
    out.put("rank", rank);
    score(out, extras.score);
    match ranked.score {
        Some((ScoreKind::Rice, score)) => out.put("rice", score),
        Some((ScoreKind::Wsjf, score)) => out.put("wsjf", score),
        Some((ScoreKind::Ice, score)) => out.put("ice", score),
        // What a view ranks by is the view's.
        Some(_) | None => {}
    }
    estimate(out, idea.estimate);
    priority(out, idea.priority);
    out.put_if("horizon", extras.horizon.map(Horizon::word));
    out.put_values("objectives", objectives);
    owner(out, context, extras, None);
    tags(out, extras);
    rest(out, context, extras);
    out.put_if("source", context.source(idea.span));
}

pub(super) fn status(out: &mut Writer<'_>, context: &Context<'_>, entry: &StatusEntry) {
    let newest = context.status.statuses().about(entry.subject);
    out.put("date", entry.date);
    out.put("health", entry.health);
    subject(out, context, entry.subject);
    out.put_text("text", &entry.text);
    out.put("newest", newest.is_some_and(|newest| std::ptr::eq(newest, entry)));
    out.put_if("source", context.source(entry.span));
}

/// What a status entry is about; nothing of the whole.
fn subject(out: &mut Writer<'_>, context: &Context<'_>, subject: Subject) {
    let model = context.model;
    match subject {
        Subject::Roadmap => {}
        Subject::Item(item) => out.put("item", context.path(item)),
        Subject::Objective(id) => out.put("objective", context.objective(id)),
        Subject::Idea(id) => {
            let idea = model.ideas.get(id.index());
            let path = idea.map(|idea| context.inside(idea.stream, &idea.name));
            out.put_if("idea", path);
        }
    }
}

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
    out.put_if("blocked", extras.blocked());
    out.put_values("notes", extras.notes());
    if !extras.custom.is_empty() {
        out.put_object("fields", |out| custom(out, context, extras));
    }
}

fn custom(out: &mut Writer<'_>, context: &Context<'_>, extras: &Extras) {
    for custom in &extras.custom {
        let field = context.model.fields.get(custom.field.index());
        let name = field.map_or("", |field| &*field.name);
        match &custom.value {
            FieldValue::Text(text) | FieldValue::Choice(text) => out.put_named(name, text),
            FieldValue::Number(number) => out.put_named(name, number),
            FieldValue::Date(date) => out.put_named(name, date),
            FieldValue::Flag(flag) => out.put_named(name, flag),
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
        out.put_word("basis", basis);
        out.put_if("best", Some(of.best).filter(|best| *best != of.likely));
        out.put("likely", of.likely);
        out.put_if("worst", Some(of.worst).filter(|worst| *worst != of.likely));
    });
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

pub(super) fn view(out: &mut Writer<'_>, context: &Context<'_>, view: &View) {
    out.put("name", &view.name);
    out.put("title", view.title.as_ref().unwrap_or(&context.model.header.title));
    out.put("chart", view.chart.word());
    out.put_if("public", (view.audience == Audience::Public).then_some(true));
    out.put_if("source", context.source(view.span));
}
