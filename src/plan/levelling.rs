//! What levelling cost.

use super::{Outlook, Plan};
use crate::model::{Anchor, CalendarId, ItemId};
use crate::schedule::{Driver, Levelling};

impl Plan<'_> {
    /// What decides where an item is that levelling moved though nobody was busy for it: what it follows.
    pub fn followed(&self, item: ItemId) -> Option<ItemId> {
        let timing = self.schedule.timing(item);
        [timing.start_driver, timing.end_driver].into_iter().find_map(|driver| match driver {
            Driver::Dependency(id) => match self.model.dependencies.get(id.index())?.anchor {
                Anchor::Item(item, _) => Some(item),
                Anchor::Moment(_) => None,
            },
            Driver::Part(item) | Driver::JustBefore(item) => Some(item),
            _ => None,
        })
    }
}

impl Outlook<'_> {
    /// By how many working days the roadmap ends later than if nobody were ever busy.
    pub fn levelling_cost(&self, levelling: &Levelling) -> i64 {
        let (without, with) = (levelling.plain_end, self.plan.schedule.end);
        self.clock(CalendarId(0)).working_days(without.last_day(), with.last_day())
    }
}
