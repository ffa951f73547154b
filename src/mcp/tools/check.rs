//! What is wrong with roadmaps.

use std::collections::BTreeSet;

use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Asked, MOST, diagnostic};
use crate::compile::Compilation;
use crate::diagnostic::Failure;
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, has_header};
use crate::mcp::root::Place;

/// What is wrong with a roadmap, or with all.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// The path of a roadmap from the root folder; all of them, if it is left out
    file: Option<String>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
}

impl Asked for Check {
    const NAME: &'static str = "check";
    const TITLE: &'static str = "Check roadmaps";
    const ABOUT: &'static str = "What is wrong with a roadmap, or with all: each diagnostic with its rule, place, help and, where there is one, a fix as edits. A plan that misses a deadline or overloads somebody is told so too.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let today = desk.today(self.today.as_deref())?;
        let compiled = |place: &Place| desk.compiled(place, None, today);
        let mut notes = Vec::new();
        let all = match &self.file {
            Some(file) => {
                let place = desk.root().existing(file)?;
                let own = compiled(&place)?;
                if has_header(own.model()) {
                    vec![own]
                } else {
                    desk.wholes(&place, false)?.iter().map(compiled).collect::<Result<_, _>>()?
                }
            }
            None => whole(desk, &compiled, &mut notes)?,
        };
        Ok(told(&all, &notes))
    }
}

/// All roadmaps: of those without a header that another imports is told there.
fn whole(
    desk: &Desk,
    compiled: &dyn Fn(&Place) -> Result<Compilation, Failure>,
    notes: &mut Vec<String>,
) -> Result<Vec<Compilation>, Failure> {
    let (paths, passed_over) = desk.root().roadmaps();
    notes.extend(passed_over);
    let mut all = Vec::new();
    let mut parts = BTreeSet::new();
    for path in paths {
        let done = desk.root().existing(&path).and_then(|place| Ok((compiled(&place)?, place)));
        desk.go_on()?;
        match done {
            Ok((compilation, place)) => {
                let folder = place.real.parent().unwrap_or(&place.real);
                let imported = compilation.files().skip(1).map(|file| folder.join(file));
                parts.extend(imported.filter_map(|file| file.canonicalize().ok()));
                all.push((place.real, compilation));
            }
            Err(failure) => notes.push(failure.message),
        }
    }
    all.retain(|(real, of)| has_header(of.model()) || !parts.contains(real));
    Ok(all.into_iter().map(|(_, compilation)| compilation).collect())
}

fn told(all: &[Compilation], notes: &[String]) -> Answer {
    let count = |of: fn(&Compilation) -> usize| all.iter().map(of).sum::<usize>();
    let errors = count(|of| of.report().errors());
    let warnings = count(|of| of.report().warnings());
    let hints = count(|of| of.report().notes());
    let found = all.iter().flat_map(|of| of.diagnostics().map(move |one| (one, of.sources())));
    // Errors are told before all else, should there be too many.
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(one, _)| one.severity);
    let found: Vec<_> =
        found.iter().take(MOST).map(|(one, sources)| diagnostic(one, sources)).collect();
    Answer::Data(json!({
        "roadmaps": all.len(),
        "errors": errors,
        "warnings": warnings,
        "notes": hints,
        "more": (errors + warnings + hints).saturating_sub(found.len()),
        "diagnostics": found,
        "passedOver": notes,
    }))
}
