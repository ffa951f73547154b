//! Objectives with their measures, risks, ideas, and what was reported.

use super::facts::{Facts, line, lines, notes, title, until};
use super::plan::{joined, number, priority};
use super::table::{Cell, Kind, Look, Sheet};
use crate::emit::markdown::words::impact;
use crate::model::{
    Decimal, Extras, Horizon, Measure, Mitigation, Objective, ObjectiveId, Share, StatusEntry,
    Subject, Term,
};
use crate::plan::{RankedIdea, RiskRow, State};
use crate::text::words::sentence;

const OBJECTIVES: [(&str, Kind, bool); 18] = [
    ("ID", Kind::Text, false),
    ("Title", Kind::Name, false),
    ("By", Kind::Date, false),
    ("Forecast", Kind::Date, false),
    ("State", Kind::Text, false),
    ("Health", Kind::Health, false),
    ("Why", Kind::Text, true),
    ("Variance", Kind::Days, true),
    ("Items", Kind::Number, true),
    ("Measure", Kind::Text, true),
    ("Unit", Kind::Text, true),
    ("From", Kind::Number, true),
    ("Now", Kind::Number, true),
    ("To", Kind::Number, true),
    ("Reached", Kind::Share, true),
    ("Term", Kind::Text, true),
    ("Owner", Kind::Text, true),
    ("Note", Kind::Note, true),
];

/// A row for each measure; what is said of the objective itself stands in each of them, so that rows can be sorted.
pub(super) fn objectives(facts: &Facts<'_>, about: String) -> Sheet {
    let all = (0..).map(ObjectiveId::from_index).zip(&facts.model.objectives);
    let rows = all.flat_map(|(id, objective)| {
        let mut measures: Vec<_> = objective.measures.iter().map(Some).collect();
        if measures.is_empty() {
            measures.push(None);
        }
        measures.into_iter().map(move |measure| objective_row(facts, (id, objective), measure))
    });
    Sheet::of("Objectives", about, OBJECTIVES, rows)
}

fn objective_row(
    facts: &Facts<'_>,
    (id, objective): (ObjectiveId, &Objective),
    measure: Option<&Measure>,
) -> (Look, [Cell; 18]) {
    let status = facts.status.objective(id);
    let why = facts.status.objective_health(id).map(|(_, why)| line(&why).into_owned());
    let forecast = status.and_then(|of| of.forecast);
    let variance = status.and_then(|of| of.commitment).and_then(|of| of.known_variance());
    let state = status.map(|of| of.state);
    let level = |of: fn(&Measure) -> Option<Decimal>| {
        Cell::some(measure.and_then(|one| Some((one, of(one)?))), |(one, level)| {
            // Percentages are written as such: 20 is 20 %.
            if one.is_percent { Cell::Share(Share(level.0 / 100)) } else { Cell::Number(level.0) }
        })
    };
    let cells = [
        Cell::text(&*objective.name),
        Cell::text(title(objective.title.as_deref(), &objective.name)),
        Cell::some(objective.by, until),
        Cell::some(forecast, |of| Cell::Date(of.end.last_day())),
        Cell::some(state, |state| Cell::text(sentence(state.words()))),
        Cell::some(status, |of| Cell::text(of.health.label())),
        Cell::text(sentence(&why.unwrap_or_default())),
        Cell::some(variance, Cell::working_days),
        Cell::some(status, |of| number(of.items.len())),
        Cell::some(measure, |of| Cell::text(title(of.title.as_deref(), &of.name))),
        Cell::some(measure.filter(|of| of.is_percent), |_| Cell::text("%")),
        level(|of| of.from),
        level(|of| of.now),
        level(|of| of.to),
        Cell::some(measure.and_then(reached), Cell::Share),
        Cell::some(objective.term, |term| {
            Cell::text(if term == Term::Long { "long-term" } else { "short-term" })
        }),
        facts.owner(&objective.extras),
        Cell::text(notes(&objective.extras)),
    ];
    (if state == Some(State::Done) { Look::Done } else { Look::Plain }, cells)
}

/// How much of the way from where it was to where it is to be is behind; it may lead down.
fn reached(measure: &Measure) -> Option<Share> {
    let (from, to, now) = (measure.from?, measure.to?, measure.now?);
    let way = i128::from(to.0) - i128::from(from.0);
    let gone = i128::from(now.0) - i128::from(from.0);
    (way != 0).then(|| Share(i64::try_from(gone * 1000 / way).unwrap_or_default()))
}

const RISKS: [(&str, Kind, bool); 15] = [
    ("ID", Kind::Text, false),
    ("Title", Kind::Name, false),
    ("Threatens", Kind::Text, true),
    ("Probability", Kind::Share, false),
    ("Impact", Kind::Text, false),
    ("Exposure in days", Kind::Days, true),
    ("Exposure in money", Kind::Money, true),
    ("Mitigation", Kind::Text, false),
    ("Done by", Kind::Text, true),
    ("Due", Kind::Date, true),
    ("State", Kind::Text, false),
    ("External", Kind::Text, true),
    ("Owner", Kind::Text, true),
    ("Tags", Kind::Text, true),
    ("Note", Kind::Note, true),
];

/// Risks, the most exposed first.
pub(super) fn risks(facts: &Facts<'_>, about: String) -> Sheet {
    let rows = facts.plan.risks();
    Sheet::of("Risks", about, RISKS, rows.into_iter().map(|row| risk_row(facts, &row)))
}

fn risk_row(facts: &Facts<'_>, row: &RiskRow<'_>) -> (Look, [Cell; 15]) {
    let (risk, model) = (row.risk, facts.model);
    let mut threatened: Vec<_> = risk.threatened().collect();
    threatened.dedup();
    let impacts = risk.impacts.iter().map(|of| impact(*of, &model.header));
    let by = risk.mitigations.iter().filter_map(|of| of.by);
    let state = match () {
        () if risk.is_closed => "Closed",
        () if facts.plan.is_overdue(risk) => "Overdue",
        () if facts.plan.is_open_risk(risk) => "Open",
        () => "Past",
    };
    let cells = [
        Cell::text(facts.inside(risk.threatens, &risk.name)),
        Cell::text(title(risk.title.as_deref(), &risk.name)),
        Cell::text(joined(threatened.into_iter().map(|item| facts.path(item).to_owned()))),
        Cell::some(risk.probability, Cell::Share),
        Cell::text(joined(impacts)),
        Cell::some(row.exposure.time, |time| facts.days(time)),
        Cell::some(row.exposure.money, Cell::Money),
        Cell::text(joined(risk.mitigations.iter().filter_map(mitigation))),
        Cell::text(joined(by.map(|item| facts.path(item).to_owned()))),
        Cell::some(risk.due, until),
        Cell::text(state),
        Cell::flag(risk.is_external),
        facts.owner(&risk.extras),
        Cell::text(tags(&risk.extras)),
        Cell::text(notes(&risk.extras)),
    ];
    (if risk.is_closed { Look::Done } else { Look::Plain }, cells)
}

fn mitigation(of: &Mitigation) -> Option<String> {
    of.text.as_deref().map(|text| line(text).into_owned())
}

fn tags(extras: &Extras) -> String {
    joined(extras.tags.iter().map(ToString::to_string))
}

const IDEAS: [(&str, Kind, bool); 18] = [
    ("ID", Kind::Text, false),
    ("Title", Kind::Name, false),
    ("Stream", Kind::Text, true),
    ("Scored by", Kind::Text, true),
    ("Score", Kind::Number, true),
    ("Reach", Kind::Number, true),
    ("Impact", Kind::Number, true),
    ("Confidence", Kind::Share, true),
    ("Value", Kind::Number, true),
    ("Urgency", Kind::Number, true),
    ("Risk", Kind::Number, true),
    ("Duration", Kind::Days, true),
    ("Priority", Kind::Text, true),
    ("Horizon", Kind::Text, true),
    ("Objectives", Kind::Text, true),
    ("Owner", Kind::Text, true),
    ("Tags", Kind::Text, true),
    ("Note", Kind::Note, true),
];

/// Ideas, the best first.
pub(super) fn ideas(facts: &Facts<'_>, about: String) -> Sheet {
    let rows = facts.plan.ranked_ideas(None);
    Sheet::of("Ideas", about, IDEAS, rows.iter().map(|row| (Look::Plain, idea_row(facts, row))))
}

fn idea_row(facts: &Facts<'_>, ranked: &RankedIdea<'_>) -> [Cell; 18] {
    let (idea, extras) = (ranked.idea, &ranked.idea.extras);
    let score = extras.score.unwrap_or_default();
    let number = |of: Option<Decimal>| Cell::some(of, |number| Cell::Number(number.0));
    let objectives = extras.objectives.iter().map(|(id, _)| facts.objective(*id).to_owned());
    [
        Cell::text(facts.inside(idea.stream, &idea.name)),
        Cell::text(title(idea.title.as_deref(), &idea.name)),
        Cell::some(idea.stream, |stream| Cell::text(line(facts.model.item(stream).title()))),
        Cell::some(ranked.score, |(kind, _)| Cell::text(kind.name())),
        number(ranked.score.map(|(_, score)| tenths(score))),
        number(score.reach),
        number(score.impact),
        Cell::some(score.confidence, |percent| Cell::Share(Share(percent.0 / 100))),
        number(score.value),
        number(score.urgency),
        number(score.risk),
        Cell::some(idea.estimate, |estimate| facts.days(estimate.likely)),
        priority(idea.priority),
        Cell::some(extras.horizon.map(Horizon::word), Cell::text),
        Cell::text(joined(objectives)),
        facts.owner(extras),
        Cell::text(tags(extras)),
        Cell::text(notes(extras)),
    ]
}

/// A score, to a tenth.
const fn tenths(score: Decimal) -> Decimal {
    Decimal(score.0.saturating_add(50).div_euclid(100).saturating_mul(100))
}

const STATUSES: [(&str, Kind, bool); 5] = [
    ("Date", Kind::Date, false),
    ("About", Kind::Text, false),
    ("Title", Kind::Text, false),
    ("Health", Kind::Health, false),
    ("Comment", Kind::Text, false),
];

/// What was reported, as it was declared.
pub(super) fn statuses(facts: &Facts<'_>, about: String) -> Sheet {
    let rows = facts.model.statuses.iter().map(|entry| (Look::Plain, status_row(facts, entry)));
    Sheet::of("Status", about, STATUSES, rows)
}

fn status_row(facts: &Facts<'_>, entry: &StatusEntry) -> [Cell; 5] {
    let id = match entry.subject {
        Subject::Roadmap => String::new(),
        Subject::Item(item) => facts.path(item).to_owned(),
        Subject::Objective(id) => facts.objective(id).to_owned(),
        Subject::Idea(id) => {
            let idea = facts.model.ideas.get(id.index());
            idea.map(|idea| facts.inside(idea.stream, &idea.name)).unwrap_or_default()
        }
    };
    [
        Cell::Date(entry.date),
        Cell::text(id),
        Cell::text(line(facts.plan.title_of(entry.subject))),
        Cell::text(entry.health.label()),
        Cell::text(lines(&entry.text)),
    ]
}
