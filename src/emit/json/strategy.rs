//! Objectives, risks, ideas and status entries.

use serde::Serialize;

use super::context::{Context, SourcePlace};
use super::extras::{self, EstimateRow, FieldsRow, LinkRow, ScoreRow, links};
use super::values::{Day, Inside, Path, ResourcePath, Thousandths};
use crate::model::{Impact, Measure, Mitigation, Objective, StatusEntry, Subject, Term};
use crate::plan::{RankedIdea, RiskRow as Risk, ScoreKind};

#[derive(Serialize)]
pub(super) struct ObjectiveRow<'c> {
    name: &'c str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MeasureRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRow<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'c [Box<str>],
    #[serde(skip_serializing_if = "FieldsRow::is_empty")]
    fields: FieldsRow<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

#[derive(Serialize)]
struct MeasureRow<'c> {
    name: &'c str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Thousandths>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    percent: bool,
}

pub(super) fn objectives<'c>(context: &'c Context<'c>) -> impl Iterator<Item = ObjectiveRow<'c>> {
    context.plan.model.objectives.iter().map(|objective| objective_row(context, objective))
}

fn objective_row<'c>(context: &'c Context<'c>, objective: &'c Objective) -> ObjectiveRow<'c> {
    let extras = &objective.extras;
    ObjectiveRow {
        name: &objective.name,
        title: objective.title.as_deref().unwrap_or(&objective.name),
        by: objective.by.map(|date| Day(date.moment.last_day())),
        term: objective.term.map(|term| match term {
            Term::Short => "short",
            Term::Long => "long",
        }),
        measures: objective.measures.iter().map(measure).collect(),
        owner: extras.owner.map(|owner| context.resource(owner)),
        tags: &extras.tags,
        links: links(extras),
        notes: &extras.notes,
        fields: FieldsRow::of(context, extras),
        source: context.source(objective.span),
    }
}

fn measure(measure: &Measure) -> MeasureRow<'_> {
    MeasureRow {
        name: &measure.name,
        title: measure.title.as_deref().unwrap_or(&measure.name),
        from: measure.from.map(Into::into),
        to: measure.to.map(Into::into),
        now: measure.now.map(Into::into),
        percent: measure.is_percent,
    }
}

#[derive(Serialize)]
pub(super) struct RiskRow<'c> {
    path: Inside<'c>,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    threatens: Option<Path<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<Thousandths>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    impacts: Vec<ImpactRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposure: Option<ExposureRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mitigations: Vec<MitigationRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Day>,
    external: bool,
    closed: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRow<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'c [Box<str>],
    #[serde(skip_serializing_if = "FieldsRow::is_empty")]
    fields: FieldsRow<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum ImpactRow<'c> {
    Time {
        best: i64,
        likely: i64,
        worst: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<Path<'c>>,
    },
    Money {
        best: Thousandths,
        worst: Thousandths,
    },
}

#[derive(Serialize)]
struct ExposureRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<Thousandths>,
}

#[derive(Serialize)]
struct MitigationRow<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Path<'c>>,
}

pub(super) fn risks<'c>(context: &'c Context<'c>) -> impl Iterator<Item = RiskRow<'c>> {
    let mut risks = context.plan.risks();
    risks.sort_by_key(|risk| risk.id);
    risks.into_iter().map(|risk| risk_row(context, risk))
}

fn risk_row<'c>(context: &'c Context<'c>, Risk { risk, exposure, .. }: Risk<'c>) -> RiskRow<'c> {
    let threatens = risk.threatens.map(|item| context.plan.model.item(item));
    let extras = &risk.extras;
    let has_exposure = exposure.time.is_some() || exposure.money.is_some();
    RiskRow {
        path: Inside(threatens, &risk.name),
        title: risk.title.as_deref().unwrap_or(&risk.name),
        threatens: threatens.map(Path),
        probability: risk.probability.map(Into::into),
        impacts: risk.impacts.iter().map(|impact| impact_row(context, *impact)).collect(),
        exposure: has_exposure.then(|| ExposureRow {
            time: exposure.time.map(|minutes| minutes.0),
            money: exposure.money.map(Into::into),
        }),
        mitigations: risk.mitigations.iter().map(|of| mitigation(context, of)).collect(),
        owner: extras.owner.map(|owner| context.resource(owner)),
        due: risk.due.map(|date| Day(date.moment.last_day())),
        external: risk.is_external,
        closed: risk.is_closed,
        tags: &extras.tags,
        links: links(extras),
        notes: &extras.notes,
        fields: FieldsRow::of(context, extras),
        source: context.source(risk.span),
    }
}

fn impact_row<'c>(context: &'c Context<'c>, impact: Impact) -> ImpactRow<'c> {
    match impact {
        Impact::Time { best, likely, worst, on } => ImpactRow::Time {
            best: best.0,
            likely: likely.0,
            worst: worst.0,
            on: on.map(|item| context.path(item)),
        },
        Impact::Money { best, worst } => {
            ImpactRow::Money { best: best.into(), worst: worst.into() }
        }
    }
}

fn mitigation<'c>(context: &'c Context<'c>, of: &'c Mitigation) -> MitigationRow<'c> {
    MitigationRow { text: of.text.as_deref(), by: of.by.map(|item| context.path(item)) }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdeaRow<'c> {
    path: Inside<'c>,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<Path<'c>>,
    rank: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rice: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wsjf: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<EstimateRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objectives: Vec<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRow<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'c [Box<str>],
    #[serde(skip_serializing_if = "FieldsRow::is_empty")]
    fields: FieldsRow<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

pub(super) fn ideas<'c>(context: &'c Context<'c>) -> impl Iterator<Item = IdeaRow<'c>> {
    let mut ranked: Vec<_> = (1..).zip(context.plan.ranked_ideas()).collect();
    ranked.sort_by_key(|(_, ranked)| ranked.id);
    ranked.into_iter().map(|(rank, ranked)| idea_row(context, rank, ranked))
}

fn idea_row<'c>(context: &'c Context<'c>, rank: usize, ranked: RankedIdea<'c>) -> IdeaRow<'c> {
    let idea = ranked.idea;
    let extras = &idea.extras;
    let stream = idea.stream.map(|item| context.plan.model.item(item));
    let scored = |kind| {
        ranked.score.filter(|(by, _)| *by == kind).map(|(_, score)| Thousandths::from(score))
    };
    IdeaRow {
        path: Inside(stream, &idea.name),
        title: idea.title.as_deref().unwrap_or(&idea.name),
        stream: stream.map(Path),
        rank,
        score: extras.score.map(extras::score),
        rice: scored(ScoreKind::Rice),
        wsjf: scored(ScoreKind::Wsjf),
        estimate: idea.estimate.map(extras::estimate),
        priority: (idea.priority != 500).then_some(idea.priority),
        horizon: extras.horizon.map(extras::horizon),
        objectives: extras.objectives.iter().map(|(id, _)| context.objective(*id)).collect(),
        owner: extras.owner.map(|owner| context.resource(owner)),
        tags: &extras.tags,
        links: links(extras),
        notes: &extras.notes,
        fields: FieldsRow::of(context, extras),
        source: context.source(idea.span),
    }
}

#[derive(Serialize)]
pub(super) struct StatusRow<'c> {
    date: Day,
    health: &'static str,
    #[serde(flatten)]
    subject: SubjectRow<'c>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'c str,
    newest: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// What a status entry is about; none of them: the whole.
#[derive(Default, Serialize)]
struct SubjectRow<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Path<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objective: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    idea: Option<Inside<'c>>,
}

pub(super) fn statuses<'c>(context: &'c Context<'c>) -> impl Iterator<Item = StatusRow<'c>> {
    context.plan.model.statuses.iter().map(|entry| status_row(context, entry))
}

fn status_row<'c>(context: &'c Context<'c>, entry: &'c StatusEntry) -> StatusRow<'c> {
    let newest = context.outlook.statuses().about(entry.subject);
    StatusRow {
        date: Day(entry.date),
        health: entry.health.word(),
        subject: subject(context, entry.subject),
        text: &entry.text,
        newest: newest.is_some_and(|newest| std::ptr::eq(newest, entry)),
        source: context.source(entry.span),
    }
}

fn subject<'c>(context: &'c Context<'c>, subject: Subject) -> SubjectRow<'c> {
    let model = context.plan.model;
    match subject {
        Subject::Roadmap => SubjectRow::default(),
        Subject::Item(item) => {
            SubjectRow { item: Some(context.path(item)), ..SubjectRow::default() }
        }
        Subject::Objective(id) => {
            SubjectRow { objective: Some(context.objective(id)), ..SubjectRow::default() }
        }
        Subject::Idea(id) => SubjectRow {
            idea: model
                .ideas
                .get(id.index())
                .map(|idea| Inside(idea.stream.map(|stream| model.item(stream)), &idea.name)),
            ..SubjectRow::default()
        },
    }
}
