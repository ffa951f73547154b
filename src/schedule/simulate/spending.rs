//! What runs cost: people's time grows and shrinks with the work, and risks cost money.

use crate::model::{EstimateBasis, Impact, ItemId, ItemWalker, Model, Money};
use crate::schedule::crew::cost::Costs;
use crate::schedule::simulate::variables::Draw;
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::clocks::Clocks;

/// What a roadmap costs as it is planned, and what of that varies.
#[derive(Clone, Debug)]
pub(super) struct Spending {
    /// What everything costs if all is as it is likely and no risk strikes.
    pub(super) planned: Money,
    /// Whether anything costs anything.
    pub(super) has_any: bool,
    /// Whether a risk may cost money.
    pub(super) has_risk_money: bool,
    paid: Vec<Paid>,
}

/// An item whose people are paid for as long as it takes.
#[derive(Clone, Copy, Debug)]
struct Paid {
    item: ItemId,
    money: Money,
    likely: i64,
}

impl Spending {
    pub(super) fn of(model: &Model, schedule: &Schedule) -> Self {
        let costs = Costs::of_roadmap(model, schedule, &Clocks::of(model));
        let mut risks = model.risks.iter().filter(|risk| !risk.is_closed);
        let has_risk_money = risks.any(|risk| {
            let mut impacts = risk.impacts.iter();
            risk.probability.is_some() && impacts.any(|one| matches!(one, Impact::Money { .. }))
        });
        let paid = model.items().filter_map(|item| paid(item, &costs)).collect();
        let planned = costs.whole();
        Self { planned, has_any: planned.0 != 0 || has_risk_money, has_risk_money, paid }
    }

    /// What a run costs more than planned.
    pub(super) fn more(&self, draw: &Draw) -> i64 {
        self.paid.iter().fold(draw.money.0, |sum, paid| {
            let amount = draw.amounts[paid.item] + draw.delays[paid.item];
            let more = i128::from(paid.money.0) * i128::from(amount - paid.likely)
                / i128::from(paid.likely);
            sum.saturating_add(i64::try_from(more).unwrap_or(i64::MAX))
        })
    }
}

/// What is paid for an item that grows with its work. Clock time is paid for as it is planned.
fn paid(item: ItemWalker<'_>, costs: &Costs) -> Option<Paid> {
    let estimate = item.data().estimate?;
    let money = costs.own(item.id).paid;
    let (likely, is_counted) = (estimate.likely.0, estimate.basis != EstimateBasis::Elapsed);
    let grows = is_counted && money.0 != 0 && likely > 0;
    grows.then_some(Paid { item: item.id, money, likely })
}
