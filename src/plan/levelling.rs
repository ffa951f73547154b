//! What levelling cost.

use super::{Outlook, Plan};
use crate::model::{CalendarId, Edge, ItemId};
use crate::schedule::Levelling;

impl Plan<'_> {
    /// What decides where an item is that levelling moved though nobody was busy for it: what it follows.
    pub fn followed(&self, item: ItemId) -> Option<ItemId> {
        let timing = self.schedule.timing(item);
        let drivers = [(Edge::Start, timing.start_driver), (Edge::End, timing.end_driver)];
        let points = drivers.into_iter().map(|(edge, driver)| driver.point(self.model, item, edge));
        points.flatten().map(|(item, _)| item).next()
    }
}

impl Outlook<'_> {
    /// By how many working days the roadmap ends later than if nobody were ever busy.
    pub fn levelling_cost(&self, levelling: &Levelling) -> i64 {
        let (without, with) = (levelling.plain_end, self.plan.schedule.end);
        self.clock(CalendarId(0)).working_days(without.last_day(), with.last_day())
    }
}
