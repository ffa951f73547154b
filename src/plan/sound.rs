//! Whether a plan holds.

use std::collections::BTreeMap;
use std::fmt;

use super::Plan;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, render, rules};
use crate::model::{ItemId, ItemWalker, Places};

impl<'c> Plan<'c> {
    /// What does not hold, in order of place: deadlines, promises and releases that are missed, people who have more to do than
    /// they can, and whatever else the roadmap makes an error. Of very many the first.
    pub fn faults(&self) -> impl Iterator<Item = &'c Diagnostic> {
        let kept = self.report.into_iter().flat_map(Diagnostics::iter);
        kept.filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was begun or done before what it waits for, in order of place: where that is no error. Of very many the first.
    pub fn out_of_order(&self) -> impl Iterator<Item = &'c Diagnostic> {
        let kept = self.report.into_iter().flat_map(Diagnostics::iter);
        let rule = &rules::STARTED_BEFORE_DEPENDENCY;
        kept.filter(move |one| one.rule == rule && one.severity != Severity::Error)
    }

    /// Of which items something is said that does not hold, and what: without their titles, with which it begins.
    pub(super) fn faulty_items(&self) -> BTreeMap<ItemId, &'c str> {
        let mut faults = self.faults().peekable();
        let mut found = BTreeMap::new();
        if faults.peek().is_none() {
            return found;
        }
        let places = Places::of(self.model);
        for fault in faults {
            let item = places.innermost_item(fault.primary.span).map(|item| self.model.item(item));
            let said = item.into_iter().flat_map(ItemWalker::with_ancestors).find_map(|item| {
                let quoted = fault.message.strip_prefix('`')?.strip_prefix(item.title())?;
                Some((item.id, quoted.strip_prefix("` ")?))
            });
            if let Some((item, message)) = said {
                found.entry(item).or_insert(message);
            }
        }
        found
    }

    /// How much does not hold.
    pub fn fault_count(&self) -> usize {
        self.report.map_or(0, Diagnostics::errors)
    }

    /// Refuses a plan that does not hold.
    ///
    /// ```
    /// use milepost::{Options, Source, compile};
    /// let text = "roadmap \"Late\" from 2026-03-02\ntask api \"API\" 8d by 2026-03-06\n";
    /// let compiled = compile(Source::new("late.roadmap", text), &Options::new());
    /// let plan = compiled.plan()?; // it can be understood, and drawn
    /// assert!(plan.sound().is_err()); // but it misses a deadline
    /// # Ok::<(), milepost::Problems>(())
    /// ```
    ///
    /// # Errors
    /// [`Problems`], which reads well in a build script's output.
    pub fn sound(&self) -> Result<(), Problems> {
        if self.fault_count() == 0 { Ok(()) } else { Err(Problems::of(*self)) }
    }
}

/// What is wrong with a roadmap: the errors, a line each; of very many the first, the rest counted.
#[derive(Clone, Debug)]
pub struct Problems(String);

impl Problems {
    pub(crate) fn of(plan: Plan<'_>) -> Self {
        let sources = &plan.model.sources;
        Self(plan.report.map(|report| render::short::errors(report, sources)).unwrap_or_default())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.trim_end())
    }
}

impl std::error::Error for Problems {}
