//! What views show: conditions over everything that a roadmap says, by inheritance and by what waits for what; groups and their order;
//! and that nothing internal leaves in a view for the public.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "views/conditions.rs"]
mod conditions;
#[path = "views/groups.rs"]
mod groups;
#[path = "views/public.rs"]
mod public;

use milepost::plan::PlanView;
use milepost::{Compilation, Options, Source, compile};

/// The roadmap with a view of this text behind it, which has to be sound.
fn compiled(roadmap: &str, view: &str) -> Compilation {
    let text = format!("{roadmap}\nview asked {{\n{view}\n}}\n");
    let compilation = compile(Source::new("case.roadmap", text), &Options::new());
    let said = compilation.report().iter().filter(|one| one.rule.name != "empty-view");
    let said: Vec<_> = said.map(|one| format!("{}: {}", one.rule.name, one.message)).collect();
    assert!(said.is_empty(), "{view}: {said:#?}");
    compilation
}

/// What a test asks of a view.
fn looked_at<T>(roadmap: &str, view: &str, ask: impl FnOnce(&PlanView<'_, '_>) -> T) -> T {
    let compilation = compiled(roadmap, view);
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    let view = plan.model.views.last().unwrap();
    ask(&PlanView::of(plan, &status, view))
}

/// The names of the items and ideas that a view shows, one after the other.
fn shown(roadmap: &str, view: &str) -> String {
    looked_at(roadmap, view, |view| {
        let model = view.plan.model;
        let items = view.items().map(|item| item.name().to_owned());
        let ideas = view.idea_ids().map(|id| model.ideas[id.index()].name.to_string());
        items.chain(ideas).collect::<Vec<_>>().join(" ")
    })
}
