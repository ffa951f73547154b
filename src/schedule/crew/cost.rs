//! How much of whose time an item takes, and what the roadmap costs.

use crate::model::{EstimateBasis, ItemId, ItemWalker, Model, Money, ResourceId};
use crate::schedule::crew::crews::units_of;
use crate::schedule::crew::proportion;
use crate::schedule::table::Rows;
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::Clocks;
use crate::time::Minutes;

/// Time that an item takes of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Of whom; of alternatives the one that levelling chose, without it the first.
    pub resource: ResourceId,
    /// Person-time (of a resource, unit-time).
    pub minutes: Minutes,
}

/// Whose time an item itself takes. What has parts takes none: its assignments hold for what is inside.
///
/// An effort is shared in proportion to how much of each works on it; where levelling has found when each of them has time for
/// it, as they give it. A duration takes all that is assigned for as long as it lasts. Somebody of whom there is 80% gives 80%.
pub fn work(schedule: &Schedule, clocks: &Clocks<'_>, item: ItemWalker<'_>) -> Vec<Work> {
    let (model, assignments) = (item.model, schedule.people(item));
    if assignments.is_empty() || item.has_parts() || !schedule.timing(item.id).is_scheduled {
        return Vec::new();
    }
    let weights = || assignments.iter().map(|one| units_of(model, one).0);
    let is_effort = item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Effort);
    let whole = if is_effort { weights().fold(0, i64::saturating_add).max(1) } else { 1000 };
    let time = working_time(schedule, clocks, item);
    let stints = schedule.stints(item.id);
    let share = |person: usize, weight: i64| {
        let own = stints.iter().filter(|stint| stint.person as usize == person);
        let own = own.map(|stint| stint.work.0).fold(0, i64::saturating_add);
        proportion(own, weight, 1000)
    };
    let given = weights().enumerate().map(|(person, weight)| share(person, weight));
    // What was done before today nobody knows better.
    let rest = time.0.saturating_sub(given.fold(0, i64::saturating_add)).max(0);
    let rows = assignments.iter().zip(weights()).enumerate();
    let rows = rows.map(|(person, (one, weight))| {
        let minutes = share(person, weight).saturating_add(proportion(rest, weight, whole));
        Work { resource: one.resource, minutes: Minutes(minutes) }
    });
    rows.collect()
}

/// The working time (of an effort, the person-time) of an item without parts.
pub fn working_time(schedule: &Schedule, clocks: &Clocks<'_>, item: ItemWalker<'_>) -> Minutes {
    match item.data().estimate {
        Some(estimate) if estimate.basis != EstimateBasis::Elapsed => estimate.likely,
        _ if item.kind().is_point() => Minutes::ZERO,
        _ => {
            let timing = schedule.timing(item.id);
            clocks.of_item(item).work_between(timing.start, timing.end)
        }
    }
}

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
    own: Rows<OwnCost>,
    by_item: Rows<Money>,
    whole: Money,
}

impl Costs {
    /// What everything in a roadmap costs; in linear time.
    pub fn of_roadmap(model: &Model, schedule: &Schedule, clocks: &Clocks<'_>) -> Self {
        let has_rates = model.resources.iter().any(|resource| resource.rate.is_some());
        let own = |item| own_cost(schedule, clocks, item, has_rates);
        let own: Rows<_> = model.items().map(own).collect();
        let mut by_item: Rows<_> = own.iter().map(OwnCost::sum).collect();
        let mut whole = Money(0);
        for item in (0..by_item.0.len()).rev().map(ItemId::from_index) {
            let cost = by_item[item];
            let parent = model.item(item).parent();
            let into = parent.map_or(&mut whole, |of| &mut by_item[of.id]);
            into.0 = into.0.saturating_add(cost.0);
        }
        Self { own, by_item, whole }
    }

    /// What an item itself costs, without what is inside it.
    pub fn own(&self, item: ItemId) -> OwnCost {
        self.own[item]
    }

    /// What an item costs with all that is inside it.
    pub fn of(&self, item: ItemId) -> Money {
        self.by_item[item]
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
    proportion(money.0, minutes, per)
}
