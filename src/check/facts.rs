//! What a check reads.

use std::collections::BTreeMap;

use super::doubt::Doubt;
use super::shipping::Shipping;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Severity};
use crate::model::{ItemWalker, Model, Risk, StatusEntry, Subject};
use crate::schedule::{Clocks, Schedule, Timing};
use crate::text::Span;
use crate::time::Date;

/// The roadmap, its dates, and what of them is in doubt.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) model: &'a Model,
    pub(super) schedule: &'a Schedule,
    pub(super) doubt: &'a Doubt,
    pub(super) clocks: &'a Clocks<'a>,
    pub(super) shipping: &'a Shipping,
}

impl<'a> Facts<'a> {
    /// The items that take part, with their dates, but for those whose dates are in doubt.
    pub(super) fn dated(self) -> impl Iterator<Item = (ItemWalker<'a>, &'a Timing)> {
        self.model.items().zip(&self.schedule.timings).filter(move |(item, _)| self.is_dated(*item))
    }

    /// Whether an item takes part, and its dates are not in doubt.
    pub(super) fn is_dated(self, item: ItemWalker<'_>) -> bool {
        self.is_scheduled(item) && !self.doubt.is_in_dates_of(item.id)
    }

    /// The items of which all that is written could be read, but for those that are dropped.
    pub(super) fn written(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.model
            .items()
            .filter(move |item| self.is_scheduled(*item) && !self.doubt.is_in_words_of(item.id))
    }

    /// Whether an item takes part in the schedule: what is dropped does not.
    pub(super) fn is_scheduled(self, item: ItemWalker<'_>) -> bool {
        self.schedule.timings.get(item.id.index()).is_some_and(|timing| timing.is_scheduled)
    }

    /// The risks that may still come true: not over, nor is what they threaten.
    pub(super) fn open_risks(self) -> impl Iterator<Item = &'a Risk> {
        self.model.risks.iter().filter(move |risk| {
            let threatens = risk.threatens.map(|item| self.model.item(item));
            let is_moot = threatens.is_some_and(|item| item.is_done() || !self.is_scheduled(item));
            !risk.is_closed && !is_moot
        })
    }

    /// The newest status entry of each subject: that of the latest date, of one day the one declared last.
    pub(super) fn newest_statuses(self) -> BTreeMap<Subject, &'a StatusEntry> {
        let mut newest: BTreeMap<Subject, &StatusEntry> = BTreeMap::new();
        for entry in &self.model.statuses {
            let of_subject = newest.entry(entry.subject).or_insert(entry);
            if entry.date >= of_subject.date {
                *of_subject = entry;
            }
        }
        newest
    }

    /// The day the plan is looked at, where one is known.
    pub(super) const fn today(self) -> Option<Date> {
        self.model.header.today
    }

    /// Whether a rule is not reported at a place.
    pub(super) fn is_allowed(self, rule: &'static Rule, place: Span) -> bool {
        self.model.levels.severity_at(rule, place) == Severity::Allow
    }

    /// Reports what `tell` says of a place, with the severity that the rule has there. What is allowed there, or no longer
    /// kept, is not even said.
    pub(super) fn report(
        self,
        rule: &'static Rule,
        place: Span,
        out: &mut Diagnostics,
        tell: impl FnOnce() -> Diagnostic,
    ) {
        self.model.levels.report_with(rule, place, out, tell);
    }
}
