//! `over-budget`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemId, ItemWalker, Money};
use crate::schedule::{Costs, OwnCost};
use crate::text::Span;

/// How many of the parts that spend most are named.
const NAMED: usize = 4;
/// How many parts are looked through for them.
const LOOKED_THROUGH: usize = 10_000;

/// Nothing spends more than its budget, and the roadmap no more than its own.
pub(super) fn nothing_spends_more_than_its_budget(facts: Facts<'_>, out: &mut Diagnostics) {
    let has_budget = |item: ItemWalker<'_>| item.extras().budget.is_some();
    if facts.model.header.budget.is_none() && !facts.with_extras().any(has_budget) {
        return;
    }
    let costs = Costs::of_roadmap(facts.model, facts.schedule, facts.clocks);
    let budgets = Budgets { facts, costs: &costs };
    for (item, _) in facts.dated_of(facts.with_extras()) {
        let spent = costs.of(item.id);
        if let Some((budget, span)) = item.extras().budget.filter(|(budget, _)| spent > *budget) {
            facts.report(&rules::OVER_BUDGET, span, out, || {
                let parts = item.parts().map(|part| part.id);
                budgets.tell(
                    &words::title(item),
                    (budget, span),
                    (spent, costs.own(item.id)),
                    parts,
                )
            });
        }
    }
    let whole = costs.whole();
    let own = facts.model.header.budget.filter(|(budget, _)| whole > *budget);
    if let Some((budget, span)) = own.filter(|_| !facts.doubt.is_in_any_date()) {
        facts.report(&rules::OVER_BUDGET, span, out, || {
            let top =
                facts.model.items().filter(|item| item.parent().is_none()).map(|item| item.id);
            budgets.tell("the roadmap", (budget, span), (whole, OwnCost::default()), top)
        });
    }
}

struct Budgets<'a, 'c> {
    facts: Facts<'a>,
    costs: &'c Costs,
}

impl Budgets<'_, '_> {
    fn tell(
        &self,
        title: &str,
        (budget, span): (Money, Span),
        (spent, own): (Money, OwnCost),
        parts: impl Iterator<Item = ItemId>,
    ) -> Diagnostic {
        let over = Money(spent.0.saturating_sub(budget.0));
        let message = format!(
            "{title} spends {}, {} more than its budget of {}",
            self.money(spent),
            self.money(over),
            self.money(budget)
        );
        let mut parts: Vec<_> = parts.take(LOOKED_THROUGH).collect();
        parts.sort_by_key(|part| (std::cmp::Reverse(self.costs.of(*part)), *part));
        parts.retain(|part| self.costs.of(*part) > Money(0));
        let mut diagnostic =
            Diagnostic::new(&rules::OVER_BUDGET, span, message).here(self.made_of(own, &parts));
        for part in parts.iter().take(NAMED) {
            let (span, words) = self.part(*part);
            diagnostic = diagnostic.label(span, words);
        }
        diagnostic.help(format!("spend less, or raise the budget to {}", self.money(spent)))
    }

    /// What the sum is made of: its own cost and time, and its parts.
    fn made_of(&self, own: OwnCost, parts: &[ItemId]) -> String {
        let mut sums = Vec::new();
        if own.stated > Money(0) {
            sums.push(format!("{} of its own", self.money(own.stated)));
        }
        if own.paid > Money(0) {
            sums.push(format!("{} for people", self.money(own.paid)));
        }
        let named = parts.iter().take(NAMED).map(|part| {
            format!(
                "{} for {}",
                self.money(self.costs.of(*part)),
                words::title(self.facts.model.item(*part))
            )
        });
        sums.extend(named);
        let rest = parts.iter().skip(NAMED).map(|part| self.costs.of(*part).0);
        let rest = Money(rest.fold(0, i64::saturating_add));
        if rest > Money(0) {
            sums.push(format!("{} for the rest", self.money(rest)));
        }
        sums.join(" + ")
    }

    /// Where a part spends its money: at its `cost`, or the part itself.
    fn part(&self, part: ItemId) -> (Span, String) {
        let item = self.facts.model.item(part);
        let own = self.costs.own(part);
        let stated = item.extras().cost.map(|(_, span)| span);
        if own.sum() == self.costs.of(part) && own.paid > Money(0) && own.stated > Money(0) {
            let words =
                format!("{} stated, {} for people", self.money(own.stated), self.money(own.paid));
            return (item.span(), words);
        }
        let place = stated.filter(|_| own.stated == self.costs.of(part)).unwrap_or(item.span());
        let of_people =
            if own.paid > Money(0) && own.paid == self.costs.of(part) { " for people" } else { "" };
        (place, format!("spends {}{of_people}", self.money(self.costs.of(part))))
    }

    fn money(&self, money: Money) -> String {
        words::money(money, &self.facts.model.header)
    }
}
