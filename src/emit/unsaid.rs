//! What of a plan another planner has no place for: a row each, of which every format names those that it does hold.

use std::collections::BTreeSet;

use super::bars::Bar;
use crate::diagnostic::{Fate, Losses};
use crate::model::{ItemId, ItemWalker, Model};
use crate::plan::{Plan, PlanView};

/// What a roadmap can say that others may have no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Alternatives,
    Baseline,
    Blocked,
    Budgets,
    Cadences,
    Costs,
    Deadlines,
    Fields,
    Horizons,
    Ideas,
    Limits,
    Links,
    Notes,
    Objectives,
    Owners,
    People,
    Priorities,
    Progress,
    Promises,
    Ranges,
    Remaining,
    Risks,
    Roles,
    Scores,
    Serves,
    Splits,
    Started,
    Statuses,
    Tags,
    Views,
}

use Told as T;

/// Of an item: what it says, and how that is called.
type OfItem = fn(ItemWalker<'_>) -> bool;

/// Of the roadmap: the places in which it says something.
type OfRoadmap = fn(&Model) -> Vec<String>;

const OF_ITEMS: [(Told, &str, OfItem); 22] = [
    (T::Ranges, "the best and the worst of a range", |item| {
        item.data().estimate.is_some_and(|estimate| estimate.is_range())
    }),
    (T::Alternatives, "people who could do it instead", |item| {
        item.assignments().iter().any(|one| !one.alternatives.is_empty())
    }),
    (T::People, "who works on it", |item| !item.assignments().is_empty() && !item.has_parts()),
    (T::Splits, "`split`", |item| item.can_split() && !item.has_parts()),
    (T::Limits, "`within`", |item| !item.limits().is_empty()),
    (T::Deadlines, "a deadline", |item| item.dates().by.is_some()),
    (T::Promises, "a promise", |item| item.dates().promised.is_some()),
    (T::Progress, "how far it is", |item| item.data().progress.is_some()),
    (T::Remaining, "how much is still to do", |item| item.progress().remaining.is_some()),
    (T::Started, "when it was started", |item| item.progress().started.is_some()),
    (T::Priorities, "a priority", |item| {
        let around = item.parent().map_or(500, |whole| whole.data().priority);
        item.data().priority != around
    }),
    (T::Owners, "its owner", |item| item.extras().owner.is_some()),
    (T::Serves, "the objectives it serves", |item| !item.extras().objectives.is_empty()),
    (T::Tags, "tags", |item| !item.extras().tags.is_empty()),
    (T::Links, "web links", |item| !item.extras().links.is_empty()),
    (T::Notes, "notes", |item| item.extras().notes().next().is_some()),
    (T::Blocked, "`blocked`", |item| item.extras().blocked().is_some()),
    (T::Horizons, "a horizon", |item| item.extras().horizon.is_some()),
    (T::Scores, "a score", |item| item.extras().score.is_some()),
    (T::Fields, "custom fields", |item| !item.extras().custom.is_empty()),
    (T::Costs, "costs", |item| item.extras().cost.is_some()),
    (T::Budgets, "budgets", |item| item.extras().budget.is_some()),
];

/// Of the roadmap: how many of it there are.
const OF_ROADMAP: [(Told, &str, OfRoadmap); 9] = [
    (T::Budgets, "the budget of the whole", |model| {
        model.header.budget.iter().map(|_| model.header.title.to_string()).collect()
    }),
    (T::Ideas, "ideas", |model| model.ideas.iter().map(|of| of.name.to_string()).collect()),
    (T::Risks, "risks", |model| model.risks.iter().map(|of| of.name.to_string()).collect()),
    (T::Statuses, "status entries", |model| {
        model.statuses.iter().map(|of| of.date.to_string()).collect()
    }),
    (T::Objectives, "objectives and how they are measured", |model| {
        model.objectives.iter().map(|of| of.name.to_string()).collect()
    }),
    (T::Cadences, "cadences", |model| {
        model.cadences.iter().map(|of| of.name.to_string()).collect()
    }),
    (T::Views, "views", |model| {
        model.views.iter().map(|of| of.title.as_deref().unwrap_or("a view").to_owned()).collect()
    }),
    (T::Baseline, "the baseline", |model| {
        model.baseline.iter().map(|of| of.file.to_string()).collect()
    }),
    (T::Roles, "the roles of people", |model| {
        let with_role = model.resources().filter(|who| who.data().role.is_some());
        with_role.map(|who| who.name().to_owned()).collect()
    }),
];

/// Notes all that a format does not hold.
pub(super) fn note(plan: Plan<'_>, format: &str, held: &[Told], losses: &mut Losses) {
    of_items(plan, format, held, |_| true, losses);
    of_roadmap(plan.model, format, held, losses);
}

/// Notes all that a format does not hold of the roadmap itself.
fn of_roadmap(model: &Model, format: &str, held: &[Told], losses: &mut Losses) {
    let why = why_of(format);
    for (_, what, all) in OF_ROADMAP.iter().filter(|(told, ..)| !held.contains(told)) {
        for place in all(model) {
            losses.add(Fate::LeftOut, *what, why.as_str(), place);
        }
    }
}

fn why_of(format: &str) -> String {
    format!("{format} has no place for it")
}

/// Notes all that a format does not hold of some items.
pub(super) fn of_items(
    plan: Plan<'_>,
    format: &str,
    held: &[Told],
    is_shown: impl Fn(ItemId) -> bool,
    losses: &mut Losses,
) {
    let items = || plan.model.items().filter(|item| is_shown(item.id));
    let why = why_of(format);
    for (_, what, says) in OF_ITEMS.iter().filter(|(told, ..)| !held.contains(told)) {
        for item in items().filter(|item| says(*item)) {
            losses.add(Fate::LeftOut, *what, why.as_str(), item.path());
        }
    }
}

/// What no chart as text holds of a bar, and what stands in its place.
const OF_BARS: [(&str, &str, OfItem); 3] = [
    ("an id", "a title stands for it", |item| !item.name().is_empty()),
    ("how long it takes", "it stands by its dates", |item| item.data().estimate.is_some()),
    ("what it is a part of", "a section is a stream, and nothing else", |item| item.depth() > 1),
];

/// What a chart as text does not hold of the bars that it has, and of the roadmap besides.
pub(super) fn of_bars(
    view: &PlanView<'_, '_>,
    bars: &[&Bar<'_>],
    tool: &str,
    why: &str,
    held: &[Told],
) -> Losses {
    let (plan, mut losses) = (view.plan, Losses::default());
    for bar in bars {
        let path = || bar.item.path();
        if !bar.item.dependencies().is_empty() {
            losses.add(Fate::LeftOut, "what it waits for", why, path());
        }
        if plan.schedule.pieces(bar.item.id).len() > 1 {
            let why = "it goes on from its start to its end";
            losses.add(Fate::Changed, "work that pauses", why, path());
        }
        for (what, why, _) in OF_BARS.iter().filter(|(_, _, says)| says(bar.item)) {
            losses.add(Fate::Changed, *what, *why, path());
        }
    }
    for calendar in plan.model.calendars.iter().filter(|calendar| !calendar.name.is_empty()) {
        losses.add(Fate::LeftOut, "a calendar", why_of(tool), calendar.name.to_string());
    }
    of_roadmap(plan.model, tool, held, &mut losses);
    let shown: BTreeSet<ItemId> = bars.iter().map(|bar| bar.item.id).collect();
    let is_left = |item: &ItemWalker<'_>| item.is_dropped() && !shown.contains(&item.id);
    for item in plan.model.items().filter(is_left) {
        losses.add(Fate::LeftOut, "what is dropped", why_of(tool), item.path());
    }
    of_items(plan, tool, held, |id| shown.contains(&id), &mut losses);
    losses
}
