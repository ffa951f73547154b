//! What a check reads.

use super::doubt::Doubt;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Severity};
use crate::model::{ItemId, ItemWalker, Model, Risk};
use crate::plan::{NewestStatuses, Plan};
use crate::schedule::{Clocks, Schedule, Timing};
use crate::text::Span;
use crate::time::Date;

/// The roadmap, its dates, and what of them is in doubt.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) model: &'a Model,
    pub(super) schedule: &'a Schedule,
    pub(super) doubt: &'a Doubt<'a>,
    pub(super) clocks: &'a Clocks<'a>,
    pub(super) shipping: &'a Shipping,
}

impl<'a> Facts<'a> {
    /// The items that take part, with their dates, but for those whose dates are in doubt.
    pub(super) fn dated(self) -> impl Iterator<Item = (ItemWalker<'a>, &'a Timing)> {
        self.dated_of(self.model.items())
    }

    /// Likewise of some items.
    pub(super) fn dated_of(
        self,
        items: impl Iterator<Item = ItemWalker<'a>>,
    ) -> impl Iterator<Item = (ItemWalker<'a>, &'a Timing)> {
        let dated = items.filter(move |item| self.is_dated(*item));
        dated.map(move |item| (item, self.schedule.timing(item.id)))
    }

    /// Whether anything is still to be done about an item: it is neither done nor dropped.
    pub(super) fn is_open(self, item: ItemWalker<'_>) -> bool {
        self.schedule.timings.get(item.id.index()).is_some_and(|timing| timing.state.is_open())
    }

    /// Whether an item takes part, and its dates are not in doubt.
    pub(super) fn is_dated(self, item: ItemWalker<'_>) -> bool {
        self.is_scheduled(item) && !self.doubt.is_in_dates_of(item.id)
    }

    /// The items of which all that is written could be read, but for those that are dropped.
    pub(super) fn written(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.written_of(self.model.items())
    }

    /// Likewise of some items.
    pub(super) fn written_of(
        self,
        items: impl Iterator<Item = ItemWalker<'a>>,
    ) -> impl Iterator<Item = ItemWalker<'a>> {
        items.filter(move |item| self.is_scheduled(*item) && !self.doubt.is_in_words_of(item.id))
    }

    /// Items with fixed dates, a deadline or a promise of their own.
    pub(super) fn with_dates(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.model.items().filter(|item| item.data().dates.is_some())
    }

    /// Items that say what is done of them, or that they are dropped.
    pub(super) fn with_progress(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.model.items().filter(|item| item.data().progress.is_some())
    }

    /// Items with anything in their extras.
    pub(super) fn with_extras(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.model.items().filter(|item| item.data().extras.is_some())
    }

    /// Milestones and releases.
    pub(super) fn points(self) -> impl Iterator<Item = ItemWalker<'a>> {
        self.model.items().filter(|item| item.kind().is_point())
    }

    /// Whether an item takes part in the schedule: what is dropped does not.
    pub(super) fn is_scheduled(self, item: ItemWalker<'_>) -> bool {
        self.schedule.timings.get(item.id.index()).is_some_and(|timing| timing.is_scheduled)
    }

    /// The risks that may still come true: not over, nor is what they threaten.
    pub(super) fn open_risks(self) -> impl Iterator<Item = &'a Risk> {
        let plan = Plan::unchecked(self.model, self.schedule);
        self.model.risks.iter().filter(move |risk| plan.is_open_risk(risk))
    }

    /// The newest status entry of each subject.
    pub(super) fn newest_statuses(self) -> NewestStatuses<'a> {
        Plan::unchecked(self.model, self.schedule).newest_statuses()
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

/// Something ships in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shipment {
    pub(super) release: ItemId,
    pub(super) item: ItemId,
    /// Where that is written.
    pub(super) span: Span,
}

/// All that is said to ship, by release, then in order of declaration.
pub(super) struct Shipping(Vec<Shipment>);

impl Shipping {
    pub(super) fn of(model: &Model) -> Self {
        let mut all = Vec::new();
        for item in model.items() {
            let releases = item.extras().releases.iter();
            all.extend(releases.map(|(release, span)| Shipment {
                release: *release,
                item: item.id,
                span: *span,
            }));
        }
        all.sort_unstable();
        Self(all)
    }

    /// What is said to ship in a release.
    pub(super) fn of_release(&self, release: ItemId) -> &[Shipment] {
        let first = self.0.partition_point(|one| one.release < release);
        let rest = self.0.get(first..).unwrap_or_default();
        let count = rest.partition_point(|one| one.release == release);
        rest.get(..count).unwrap_or_default()
    }
}
