//! Objectives: whether they are worked for, and reached in time.

use std::collections::BTreeMap;

use crate::check::drivers::ends_late_by;
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemId, Model, Objective, ObjectiveId};
use crate::plan::{Forecast, ObjectiveStatus, Plan, State};

/// How much work that ends too late is labelled.
const LABELLED: usize = 3;

/// The work that serves an objective is done by its day.
pub(super) fn every_objective_is_reached_in_time(facts: Facts<'_>, out: &mut Diagnostics) {
    let objectives = &facts.model.objectives;
    if objectives.iter().all(|objective| objective.by.is_none()) {
        return;
    }
    let status = Plan::unchecked(facts.model, facts.schedule).status();
    for (id, objective) in (0..).map(ObjectiveId::from_index).zip(objectives) {
        let (Some(by), Some(of)) = (objective.by, status.objective(id)) else { continue };
        let is_doubtful = of.items.iter().any(|item| !facts.is_dated(facts.model.item(*item)));
        let is_missed = of.state.is_open() && of.commitment.is_some_and(|of| of.is_missed);
        if is_doubtful {
            continue;
        }
        if let Some(forecast) = of.forecast.filter(|_| is_missed) {
            facts.report(&rules::OBJECTIVE_MISSED, by.span, out, || {
                let unestimated = of.items.iter().find_map(|item| status.rests_on(*item));
                tell_objective_missed(facts, objective, of, (by, forecast), unestimated)
            });
        } else if of.state == State::Overdue {
            facts.report(&rules::OBJECTIVE_MISSED, by.span, out, || tell_overdue(objective, by));
        }
    }
}

/// Of an objective that no work serves any more.
fn tell_overdue(objective: &Objective, by: FixedDate) -> Diagnostic {
    let title = objective.title.as_deref().unwrap_or(&objective.name);
    let by_day = by.moment.last_day().long();
    let message = format!("the objective `{title}` is overdue: it was to be reached by {by_day}");
    Diagnostic::new(&rules::OBJECTIVE_MISSED, by.span, message)
        .here("has passed, and no work that is planned serves it")
        .help("say what work is `for` it and give it a day that can be kept, or say what is measured `now`")
}

fn tell_objective_missed(
    facts: Facts<'_>,
    objective: &Objective,
    status: &ObjectiveStatus,
    (by, forecast): (FixedDate, Forecast),
    unestimated: Option<ItemId>,
) -> Diagnostic {
    let title = objective.title.as_deref().unwrap_or(&objective.name);
    let (due, day) = facts
        .clocks
        .of_roadmap()
        .spoken_together((by.moment, Edge::End), (forecast.end, Edge::End));
    let is_overdue = status.state == State::Overdue;
    let overdue = if is_overdue { "is overdue: it " } else { "" };
    let late = ends_late_by(facts.clocks.of_roadmap(), by.moment, forecast);
    let message = format!("the objective `{title}` {overdue}misses {} by {late}", due.long());
    let diagnostic = Diagnostic::new(&rules::OBJECTIVE_MISSED, by.span, message).here(
        if status.items.iter().any(|item| facts.is_open(facts.model.item(*item))) {
            format!("what serves it ends on {}", words::not_before(forecast.is_open, day))
        } else {
            "what serves it is done, and it is not reached".to_owned()
        },
    );
    let end_of = |item: &ItemId| facts.schedule.timing(*item).end;
    let is_late =
        |item: &ItemId| end_of(item) > by.moment && facts.is_open(facts.model.item(*item));
    let mut late: Vec<_> = status.items.iter().copied().filter(is_late).collect();
    late.sort_by_key(|item| std::cmp::Reverse(end_of(item)));
    let diagnostic = late.iter().take(LABELLED).fold(diagnostic, |diagnostic, item| {
        let (_, day) = facts
            .clocks
            .of_roadmap()
            .spoken_together((by.moment, Edge::End), (end_of(item), Edge::End));
        let is_open = facts.schedule.timing(*item).is_open;
        let ends = format!("ends on {}", words::not_before(is_open, day));
        diagnostic.label(facts.model.item(*item).span(), ends)
    });
    let day = day.to_replace(due);
    let diagnostic = diagnostic
        .help(format!("do less work for it, or move it to {}", day.long()))
        .replace(format!("move the objective to {}", day.long()), by.span, format!("by {day}"));
    match unestimated.filter(|_| forecast.is_open) {
        Some(item) => diagnostic.help(format!(
            "it may be later still: {} has no estimate",
            words::title(facts.model.item(item))
        )),
        None => diagnostic,
    }
}

/// Something in the plan serves every objective.
pub(super) fn every_objective_is_worked_for(facts: Facts<'_>, out: &mut Diagnostics) {
    let model = facts.model;
    let mut served = vec![false; model.objectives.len()];
    for item in facts.with_extras().filter(|item| facts.is_scheduled(*item)) {
        for (objective, _) in &item.extras().objectives {
            if let Some(served) = served.get_mut(objective.index()) {
                *served = true;
            }
        }
    }
    let ideas = ideas_for(model);
    let rows = model.objectives.iter().zip(served).enumerate();
    for (index, (objective, _)) in rows.filter(|(_, (_, served))| !served) {
        if facts.doubt.is_about(&objective.name) {
            continue;
        }
        facts.report(&rules::OBJECTIVE_WITHOUT_WORK, objective.span, out, || {
            let id = ObjectiveId::from_index(index);
            tell_objective_without_work(
                objective,
                ideas.get(&id).map(Vec::as_slice).unwrap_or_default(),
            )
        });
    }
}

/// The titles of the ideas that would serve each objective.
fn ideas_for(model: &Model) -> BTreeMap<ObjectiveId, Vec<String>> {
    let mut ideas: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for idea in &model.ideas {
        for (objective, _) in &idea.extras.objectives {
            let title = idea.title.as_deref().unwrap_or(&idea.name);
            ideas.entry(*objective).or_default().push(format!("`{title}`"));
        }
    }
    ideas
}

fn tell_objective_without_work(objective: &Objective, ideas: &[String]) -> Diagnostic {
    let title = objective.title.as_deref().unwrap_or(&objective.name);
    let message = format!("nothing in the plan serves the objective `{title}`");
    let diagnostic = Diagnostic::new(&rules::OBJECTIVE_WITHOUT_WORK, objective.span, message)
        .help(format!("write `for {}` at the work that serves it", objective.name));
    match ideas.len() {
        0 => diagnostic,
        1 => diagnostic.help(format!("the idea {} would serve it", words::list(ideas, 3))),
        _ => diagnostic.help(format!("the ideas {} would serve it", words::list(ideas, 3))),
    }
}
