//! What the roadmap costs.

use super::Outlook;
use crate::model::{ItemId, Model, Money, ResourceId};

/// What every item and the whole cost: the money that items say they spend, and their people's time at its rates.
#[derive(Clone, Debug)]
pub struct Costs {
    by_item: Vec<Money>,
    whole: Money,
}

impl Outlook<'_> {
    /// What everything costs; in linear time.
    pub fn costs(&self) -> Costs {
        let model = self.plan.model;
        let has_rates = model.resources.iter().any(|resource| resource.rate.is_some());
        let mut by_item: Vec<_> =
            model.items().map(|item| self.own_cost(item.id, has_rates)).collect();
        let mut whole = Money(0);
        for item in (0..by_item.len()).rev().map(ItemId::from_index) {
            let cost = by_item.get(item.index()).copied().unwrap_or_default();
            let parent = model.item(item).parent().and_then(|of| by_item.get_mut(of.id.index()));
            let into = parent.unwrap_or(&mut whole);
            into.0 = into.0.saturating_add(cost.0);
        }
        Costs { by_item, whole }
    }

    fn own_cost(&self, item: ItemId, has_rates: bool) -> Money {
        if !self.plan.schedule.timing(item).is_scheduled {
            return Money(0);
        }
        let stated = self.plan.model.item(item).extras().cost.map_or(0, |(money, _)| money.0);
        let work = if has_rates { self.work(item) } else { Vec::new() };
        let paid = work.iter().map(|work| pay(self.plan.model, work.resource, work.minutes.0));
        Money(paid.fold(stated, i64::saturating_add))
    }
}

impl Costs {
    /// What an item costs with all that is inside it.
    pub fn of(&self, item: ItemId) -> Money {
        self.by_item.get(item.index()).copied().unwrap_or_default()
    }

    /// What the whole roadmap costs.
    pub const fn whole(&self) -> Money {
        self.whole
    }
}

/// What somebody's time costs: at their own rate, or their team's.
fn pay(model: &Model, resource: ResourceId, minutes: i64) -> i64 {
    let walker = model.resource(resource);
    let rate = walker.data().rate.or_else(|| walker.team().and_then(|team| team.data().rate));
    let Some((money, per)) = rate else { return 0 };
    let paid = i128::from(money.0) * i128::from(minutes) / i128::from(per.max(1));
    i64::try_from(paid).unwrap_or(i64::MAX)
}
