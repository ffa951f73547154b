//! Whether views show anything.

use std::collections::BTreeSet;

use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ChartKind, ItemWalker, Model, Part, Shown, View};
use crate::plan::{Plan, PlanView};
use crate::schedule::Timing;
use crate::text::words::list_or;
use crate::text::{Span, did_you_mean};

/// Every view shows something.
///
/// One that asks for nothing special shows all there is: where that is nothing, the roadmap is empty, not the view.
pub(super) fn every_view_shows_something(facts: Facts<'_>, out: &mut Diagnostics) {
    let chosen: Vec<_> =
        facts.model.views.iter().filter(|view| chooses(view) && !view.is_garbled).collect();
    if chosen.is_empty() || facts.doubt.is_in_any_date() {
        return;
    }
    let plan = Plan::unchecked(facts.model, facts.schedule);
    let status = plan.status();
    for view in chosen {
        if is_empty(&PlanView::of(plan, &status, view)) {
            facts.report(&rules::EMPTY_VIEW, view.span, out, || tell(facts, view));
        }
    }
}

/// What a view is to show its picture has a place for.
pub(super) fn every_part_that_is_shown_has_a_place(facts: Facts<'_>, out: &mut Diagnostics) {
    for view in &facts.model.views {
        let is_asked = |part: Part| view.parts.contains(&(part, Shown::Shown));
        let missing =
            Part::ALL.into_iter().filter(|part| is_asked(*part) && !view.chart.has(*part));
        for part in missing {
            facts.report(&rules::NO_SUCH_PART, view.span, out, || no_place(view, part));
        }
        let idle = view.idle_words();
        if !idle.is_empty() {
            facts.report(&rules::NO_SUCH_PART, view.span, out, || no_use(view, &idle));
        }
    }
}

fn no_place(view: &View, part: Part) -> Diagnostic {
    let known = Part::ALL.into_iter().filter(|part| view.chart.has(*part));
    let known: Vec<_> = known.map(|part| format!("`{}`", part.word())).collect();
    let message = format!("a `{}` can't show `{}`", view.chart.word(), part.word());
    Diagnostic::new(&rules::NO_SUCH_PART, view.span, message)
        .help(format!("it can show {}", list_or(&known)))
}

fn no_use(view: &View, idle: &[&str]) -> Diagnostic {
    let words: Vec<_> = idle.iter().map(|word| format!("`{word}`")).collect();
    let message = format!("`chart {}` has no use for {}", view.chart.word(), list_or(&words));
    let them = if idle.len() == 1 { &*words.concat() } else { "them" };
    Diagnostic::new(&rules::NO_SUCH_PART, view.span, message)
        .help(format!("leave {them} out, or draw another `chart`"))
}

/// Whether a view leaves anything out.
fn chooses(view: &View) -> bool {
    let hides = |part: Part| view.parts.contains(&(part, Shown::Hidden));
    // Of one that ends before it begins that is told.
    let is_window = match (view.from, view.to) {
        (Some(from), Some(to)) if from >= to => return false,
        (from, to) => from.is_some() || to.is_some(),
    };
    view.condition.is_some() || is_window || hides(Part::Done) || hides(Part::Unknown)
}

/// Whether there is nothing of what its picture is made of.
fn is_empty(view: &PlanView<'_, '_>) -> bool {
    let has_items = || view.items().next().is_some();
    let has_ideas = || view.idea_ids().next().is_some();
    !match view.chart() {
        ChartKind::Risks => view.risk_ids().next().is_some(),
        ChartKind::Board | ChartKind::Priorities => has_items() || has_ideas(),
        _ => has_items(),
    }
}

fn tell(facts: Facts<'_>, view: &View) -> Diagnostic {
    let name = view.title.as_deref().unwrap_or(&view.name);
    let of = match view.chart {
        ChartKind::Risks => "no risk",
        ChartKind::Board | ChartKind::Priorities => "neither an item nor an idea",
        _ => "no item",
    };
    let told = |why: String| {
        let message = format!("the view `{name}` shows nothing");
        Diagnostic::new(&rules::EMPTY_VIEW, view.span, message).here(why)
    };
    if view.condition.is_some() {
        let told = told(format!("{of} is as its `where` asks for"));
        return match tag_meant(facts.model, view) {
            Some((span, near)) => told
                .help(format!("did you mean `#{near}`?"))
                .replace(format!("replace with `{near}`"), span, near),
            None => told.help(
                "what is dropped is never shown; `or` holds where one of two does, `and` where both do",
            ),
        };
    }
    if view.chart == ChartKind::Risks {
        return told("the roadmap has no risks".to_owned())
            .help("a risk stands in what it threatens: `risk \"Late\" probability 10% impact 1w`");
    }
    let told = told(format!("{of} lies between its `from` and its `to`, or all are hidden"));
    let dates = facts.model.items().map(|item| facts.schedule.timing(item.id));
    let days = dates.filter(|timing| timing.is_scheduled).map(Timing::days);
    let days = days.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
    match days {
        Some((first, last)) => {
            let (first, last) = (first.long(), last.long());
            told.help(format!("what there is lies between {first} and {last}"))
        }
        None => told.help("what is dropped is never shown"),
    }
}

/// A tag that nothing has, where a view asks for it, and the one of the roadmap that is nearly it.
fn tag_meant(model: &Model, view: &View) -> Option<(Span, String)> {
    let items = model.items().map(ItemWalker::extras);
    let others = model.ideas.iter().map(|idea| &idea.extras);
    let others = others.chain(model.risks.iter().map(|risk| &risk.extras));
    let all = items.chain(others).flat_map(|extras| &extras.tags);
    let tags: BTreeSet<&str> = all.map(|tag| &**tag).collect();
    view.tags.iter().find_map(|span| {
        let written = model.sources.text(*span);
        let near = did_you_mean(written, tags.iter().copied()).filter(|_| !tags.contains(written));
        near.map(|near| (*span, near.to_owned()))
    })
}
