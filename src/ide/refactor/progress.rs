//! What has happened today.

use super::lines::{add_to_head, declared_on_line, removed};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::Fix;
use crate::ide::View;
use crate::syntax::ast::{Basis, Value};
use crate::text::Span;
use crate::time::Date;

/// Says of an item without parts that it was started, or is done, today.
pub(super) fn today(view: View<'_>, range: Span, today: Option<Date>) -> Vec<Candidate<'_>> {
    told(view, range, today).unwrap_or_default()
}

fn told(view: View<'_>, range: Span, today: Option<Date>) -> Option<Vec<Candidate<'_>>> {
    let day = today.or(view.now.model().header.today)?;
    let node = declared_on_line(view, range)?;
    let item = view.now.model().item(view.now.index().item(node)?);
    let progress = item.progress();
    if item.has_parts() || progress.done.is_some() || progress.dropped.is_some() {
        return None;
    }
    let candidate = |title: String, edits| Candidate {
        title,
        kind: RefactorKind::Rewrite,
        edits: Change::Known(edits),
        keeps: Keeps::Errors(0),
    };
    let mut all = Vec::new();
    if !item.kind().is_point() && progress.started.is_none() {
        let edits = vec![add_to_head(view.now, node, &format!("started {day}"))];
        all.push(candidate(format!("started today, {}", day.long()), edits));
    }
    // How much is done, and how much is left to do, is said by that it is done.
    let attributes = view.now.index().attributes_of(node).iter();
    let said = attributes.filter(|one| {
        matches!(one.value, Value::Percent(_) | Value::Estimate(Basis::Remaining, _))
    });
    let mut fix = Fix { title: String::new(), edits: said.map(|one| removed(one.span)).collect() };
    fix.tidy(view.now.sources());
    let mut edits = fix.edits;
    edits.push(add_to_head(view.now, node, &format!("done {day}")));
    all.push(candidate(format!("done today, {}", day.long()), edits));
    Some(all)
}
