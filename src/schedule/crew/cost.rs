//! What the roadmap costs.

use crate::model::{ItemId, ItemWalker, Model, Money, ResourceId};
use crate::schedule::crew::work::work;
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::clocks::Clocks;

/// What an item itself costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnCost {
    /// The money it says that it spends.
    pub stated: Money,
    /// Its people's time at their rates.
    pub paid: Money,
}

impl OwnCost {
    /// Both together.
    pub const fn sum(&self) -> Money {
        Money(self.stated.0.saturating_add(self.paid.0))
    }
}

/// What every item and the whole cost: the money that items say they spend, and their people's time at its rates.
#[derive(Clone, Debug)]
pub struct Costs {
    own: Vec<OwnCost>,
    by_item: Vec<Money>,
    whole: Money,
}

impl Costs {
    /// What everything in a roadmap costs; in linear time.
    pub fn of_roadmap(model: &Model, schedule: &Schedule, clocks: &Clocks<'_>) -> Self {
        let has_rates = model.resources.iter().any(|resource| resource.rate.is_some());
        let own = |item| own_cost(schedule, clocks, item, has_rates);
        let own: Vec<_> = model.items().map(own).collect();
        let mut by_item: Vec<_> = own.iter().map(OwnCost::sum).collect();
        let mut whole = Money(0);
        for item in (0..by_item.len()).rev().map(ItemId::from_index) {
            let cost = by_item.get(item.index()).copied().unwrap_or_default();
            let parent = model.item(item).parent().and_then(|of| by_item.get_mut(of.id.index()));
            let into = parent.unwrap_or(&mut whole);
            into.0 = into.0.saturating_add(cost.0);
        }
        Self { own, by_item, whole }
    }

    /// What an item itself costs, without what is inside it.
    pub fn own(&self, item: ItemId) -> OwnCost {
        self.own.get(item.index()).copied().unwrap_or_default()
    }

    /// What an item costs with all that is inside it.
    pub fn of(&self, item: ItemId) -> Money {
        self.by_item.get(item.index()).copied().unwrap_or_default()
    }

    /// What the whole roadmap costs.
    pub const fn whole(&self) -> Money {
        self.whole
    }
}

fn own_cost(
    schedule: &Schedule,
    clocks: &Clocks<'_>,
    item: ItemWalker<'_>,
    has_rates: bool,
) -> OwnCost {
    if !schedule.timing(item.id).is_scheduled {
        return OwnCost::default();
    }
    let stated = item.extras().cost.map_or(Money(0), |(money, _)| money);
    let work = if has_rates { work(schedule, clocks, item) } else { Vec::new() };
    let paid = work.iter().map(|work| pay(item.model, work.resource, work.minutes.0));
    OwnCost { stated, paid: Money(paid.fold(0, i64::saturating_add)) }
}

/// What somebody's time costs: at their own rate, or their team's.
fn pay(model: &Model, resource: ResourceId, minutes: i64) -> i64 {
    let walker = model.resource(resource);
    let rate = walker.data().rate.or_else(|| walker.team().and_then(|team| team.data().rate));
    let Some((money, per)) = rate else { return 0 };
    let paid = i128::from(money.0) * i128::from(minutes) / i128::from(per.max(1));
    i64::try_from(paid).unwrap_or(i64::MAX)
}
