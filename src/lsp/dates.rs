//! Dates are computed behind what is typed.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::background::Handle;
use crate::diagnostic::Diagnostic;
use crate::ide::Analysis;
use crate::text::Span;

/// The dates of a state of a roadmap.
pub(super) struct Dates {
    /// Which state.
    pub(super) generation: u64,
    pub(super) analysis: Analysis,
    /// What the dates have added to what could be said without them.
    pub(super) late: Vec<Diagnostic>,
}

/// Computes the dates of a state of a roadmap, unless they are given up.
pub(super) fn dates(
    generation: u64,
    now: Arc<Analysis>,
) -> impl FnOnce(&Handle<'_>) -> Option<Dates> + Send {
    move |handle| {
        let early: FxHashSet<_> = now.diagnostics().iter().map(said).collect();
        let analysis = now.dated_unless(handle.stop)?;
        let all = analysis.diagnostics().iter();
        let late = all.filter(|one| !early.contains(&said(one))).cloned().collect();
        Some(Dates { generation, analysis, late })
    }
}

/// What tells a diagnostic from others.
fn said(diagnostic: &Diagnostic) -> (Span, &'static str, String) {
    (diagnostic.primary.span, diagnostic.rule.name, diagnostic.message.clone())
}
