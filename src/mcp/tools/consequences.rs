//! What a change of a text changes in a roadmap: what is wrong, and when things are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{diagnostic, first};
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::model::{ItemId, ItemWalker};
use crate::schedule::Clock;
use crate::time::Date;

/// What has become of a roadmap; `before` is missing of one that is new.
pub(super) fn consequences(name: &str, before: Option<&Compilation>, after: &Compilation) -> Value {
    let (new, gone) = reports(before, after);
    let new: Vec<_> = new.into_iter().map(|one| diagnostic(one, after.sources())).collect();
    let gone: Vec<_> = gone.into_iter().map(words).collect();
    let were = before.map(dated).unwrap_or_default();
    let dates = Dates::between(&were, after);
    let ((new, more_new), (gone, more_gone)) = (first(new), first(gone));
    let (moved, more_moved) = first(dates.moved);
    json!({
        "roadmap": name,
        "before": before.map(stand),
        "after": stand(after),
        "newDiagnostics": new,
        "moreNewDiagnostics": more_new,
        "goneDiagnostics": gone,
        "moreGoneDiagnostics": more_gone,
        "moved": moved,
        "moreMoved": more_moved,
        "added": first(dates.added).0,
        "removed": first(dates.removed).0,
    })
}

/// A diagnostic of a text that is there no more, which has no place.
fn words(one: &Diagnostic) -> Value {
    json!({ "rule": one.rule.name, "severity": one.severity.name(), "message": one.message })
}

/// How a roadmap stands, in a line.
fn stand(of: &Compilation) -> Value {
    let report = of.report();
    let plan = of.plan().ok();
    let planned = plan.filter(|plan| plan.status().is_anything_planned());
    let health = planned.map(|plan| plan.health());
    json!({
        "understood": plan.is_some(),
        "holds": plan.is_some_and(|plan| plan.fault_count() == 0),
        "errors": report.errors(),
        "warnings": report.warnings(),
        "end": planned.map(|plan| plan.schedule.end.last_day().to_string()),
        "health": health.as_ref().map(|(health, _)| health.word()),
        "healthReason": health.as_ref().map(|(_, reason)| reason),
    })
}

/// What is said now that was not, and what was said that is not: by their words, for places move with the text.
fn reports<'c>(
    before: Option<&'c Compilation>,
    after: &'c Compilation,
) -> (Vec<&'c Diagnostic>, Vec<&'c Diagnostic>) {
    let had: Vec<&Diagnostic> = before.into_iter().flat_map(Compilation::diagnostics).collect();
    let has: Vec<&Diagnostic> = after.diagnostics().collect();
    (without(&has, &had), without(&had, &has))
}

/// Those of some that are not among others; what is said twice is so twice.
fn without<'c>(some: &[&'c Diagnostic], others: &[&Diagnostic]) -> Vec<&'c Diagnostic> {
    let key = |one: &Diagnostic| (one.rule.name, one.severity, one.message.clone());
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    for one in others {
        *left.entry(key(one)).or_default() += 1;
    }
    let is_new = |one: &&&Diagnostic| match left.get_mut(&key(one)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    some.iter().filter(is_new).copied().collect()
}

/// The days of all that is planned, by path.
fn dated(of: &Compilation) -> BTreeMap<String, (Date, Date)> {
    let days = |item: ItemWalker<'_>| Some((item.path(), days(of, item.id)?));
    of.model().items().filter_map(days).collect()
}

fn days(of: &Compilation, item: ItemId) -> Option<(Date, Date)> {
    let timing = of.schedule().timing(item);
    timing.is_scheduled.then(|| timing.days())
}

/// What is at another time, what is new, and what is there no more.
struct Dates {
    moved: Vec<Value>,
    added: Vec<Value>,
    removed: Vec<String>,
}

impl Dates {
    fn between(before: &BTreeMap<String, (Date, Date)>, after: &Compilation) -> Self {
        let (mut moved, mut added) = (Vec::new(), Vec::new());
        let mut found = BTreeSet::new();
        for item in after.model().items() {
            let Some(now) = days(after, item.id) else { continue };
            let path = item.path();
            match before.get(&path) {
                Some(was) if *was == now => {}
                Some(was) => moved.push(row(item, *was, now)),
                None => added.push(json!({
                    "path": path, "title": item.title(),
                    "start": now.0.to_string(), "end": now.1.to_string(),
                })),
            }
            found.insert(path);
        }
        let removed = before.keys().filter(|path| !found.contains(*path)).cloned().collect();
        Self { moved, added, removed }
    }
}

fn row(item: ItemWalker<'_>, was: (Date, Date), now: (Date, Date)) -> Value {
    let later = Clock::new(item.calendar()).working_days(was.1, now.1);
    json!({
        "path": item.path(),
        "title": item.title(),
        "was": { "start": was.0.to_string(), "end": was.1.to_string() },
        "is": { "start": now.0.to_string(), "end": now.1.to_string() },
        "workingDaysLater": later,
    })
}
