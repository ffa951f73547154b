//! `fixed-dates-contradict-estimate`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Estimate, EstimateBasis, FixedDate, ItemWalker, ResourceKind};
use crate::time::Minutes;

/// What lies between two fixed dates is what the estimate says, to within a day.
pub(super) fn fixed_dates_hold_what_is_estimated(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_dates()).filter(|item| !item.has_parts()) {
        let dates = item.dates();
        let (Some(from), Some(to), Some(estimate)) = (dates.from, dates.to, item.data().estimate)
        else {
            continue;
        };
        if dates.is_during || from.moment >= to.moment {
            continue;
        }
        let fixed = Fixed { item, from, to, estimate, room: room(facts, item, from, to, estimate) };
        if fixed.is_contradiction() {
            facts.report(&rules::FIXED_DATES_CONTRADICT_ESTIMATE, estimate.span, out, || {
                fixed.tell(facts)
            });
        }
    }
}

/// An item with both dates and an estimate.
struct Fixed<'m> {
    item: ItemWalker<'m>,
    from: FixedDate,
    to: FixedDate,
    estimate: Estimate,
    /// What the dates hold, in what the estimate counts.
    room: Minutes,
}

/// How much lies between two dates, in what the estimate counts.
fn room(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    from: FixedDate,
    to: FixedDate,
    estimate: Estimate,
) -> Minutes {
    if estimate.basis == EstimateBasis::Elapsed {
        return to.moment.since(from.moment);
    }
    let time = facts.clocks.of_item(item).work_between(from.moment, to.moment);
    if estimate.basis == EstimateBasis::Duration {
        return time;
    }
    Minutes(time.0.saturating_mul(hands(item)) / 1000)
}

/// How many work on it, in thousandths.
fn hands(item: ItemWalker<'_>) -> i64 {
    let of = |assignment: &crate::model::Assignment| {
        let resource = item.model.resource(assignment.resource).data();
        match resource.kind {
            ResourceKind::Person => assignment.units.0.saturating_mul(resource.capacity.0) / 1000,
            ResourceKind::Team | ResourceKind::Resource => assignment.units.0,
        }
    };
    item.assignments().iter().map(of).fold(0, i64::saturating_add)
}

impl Fixed<'_> {
    fn is_contradiction(&self) -> bool {
        let day = match self.estimate.basis {
            EstimateBasis::Elapsed => Minutes::DAY.0,
            EstimateBasis::Duration | EstimateBasis::Effort => self.item.calendar().day.0,
        };
        let is_too_much = self.estimate.best.0.saturating_sub(self.room.0) >= day;
        let is_too_little = self.room.0.saturating_sub(self.estimate.worst.0) >= day;
        match self.estimate.basis {
            // Whoever has more time than they need works on something else too.
            EstimateBasis::Effort => is_too_much && !self.item.assignments().is_empty(),
            EstimateBasis::Duration | EstimateBasis::Elapsed => is_too_much || is_too_little,
        }
    }

    fn tell(&self, facts: Facts<'_>) -> Diagnostic {
        let (first, last) = (self.from.moment.date(), self.to.moment.last_day());
        let estimate = facts.model.sources.text(self.estimate.span);
        let holds = self.holds(facts);
        let message =
            format!("{} holds {holds}, the estimate says {estimate}", words::days(first, last));
        let diagnostic =
            Diagnostic::new(&rules::FIXED_DATES_CONTRADICT_ESTIMATE, self.estimate.span, message)
                .here(format!("the estimate of {}", words::title(self.item)));
        let diagnostic = if self.is_on() {
            diagnostic.label(self.from.span, lies_here(&holds))
        } else {
            diagnostic
                .label(self.from.span, format!("from here, {holds} …"))
                .label(self.to.span, "… to here")
        };
        self.helped(facts, diagnostic)
    }

    /// Whether one word wrote both dates: `on`.
    fn is_on(&self) -> bool {
        self.from.span == self.to.span
    }

    fn holds(&self, facts: Facts<'_>) -> String {
        let header = &facts.model.header;
        let clock = facts.clocks.of_item(self.item);
        match self.estimate.basis {
            EstimateBasis::Elapsed => format!("elapsed {}", words::clock_amount(self.room)),
            EstimateBasis::Effort => {
                format!("{} of work of those assigned", words::amount(self.room, header))
            }
            EstimateBasis::Duration if self.room.0 % self.item.calendar().day.0.max(1) == 0 => {
                let before = self.from.moment.date().plus_days(-1);
                let first = before.unwrap_or_else(|| self.from.moment.date());
                words::working_days(clock.working_days(first, self.to.moment.last_day()))
            }
            EstimateBasis::Duration => {
                format!("{} of working time", words::amount(self.room, header))
            }
        }
    }

    /// What the compiler would make of the start and the estimate, and the estimate that the dates hold.
    fn helped(&self, facts: Facts<'_>, diagnostic: Diagnostic) -> Diagnostic {
        let (header, from) = (&facts.model.header, self.from.moment);
        let clock = facts.clocks.of_item(self.item);
        let (end, fixed) = match self.estimate.basis {
            EstimateBasis::Effort => {
                return diagnostic.help(if self.is_on() {
                    "give it more time, or more people; or write `from` instead of `on`, and the end follows"
                } else {
                    "give it more time, or more people; or leave `to` out, and the end follows"
                });
            }
            EstimateBasis::Elapsed => (
                from.plus(self.estimate.likely),
                format!("elapsed {}", words::clock_amount(self.room)),
            ),
            EstimateBasis::Duration => {
                (clock.advance(from, self.estimate.likely), words::amount(self.room, header))
            }
        };
        let end = end.last_day().long();
        let out = if self.is_on() {
            format!("leave one of the two out: with `from` instead of `on` it ends on {end}")
        } else {
            format!("leave one of the three out: without `to` it ends on {end}")
        };
        diagnostic.help(out).replace(format!("write `{fixed}`"), self.estimate.span, fixed)
    }
}

/// `3 working days lie here`, `1 working day lies here`
fn lies_here(holds: &str) -> String {
    let is_counted = holds.ends_with("working days");
    format!("{holds} {} here", if is_counted { "lie" } else { "lies" })
}
