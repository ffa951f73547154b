//! `objective-without-work`

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Model, Objective, ObjectiveId};

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
            tell(objective, ideas.get(&id).map(Vec::as_slice).unwrap_or_default())
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

fn tell(objective: &Objective, ideas: &[String]) -> Diagnostic {
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
