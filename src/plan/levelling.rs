//! What levelling cost.

use super::Outlook;
use crate::model::CalendarId;
use crate::schedule::Levelling;

impl Outlook<'_> {
    /// By how many working days the roadmap ends later than if nobody were ever busy.
    pub fn levelling_cost(&self, levelling: &Levelling) -> i64 {
        let (without, with) = (levelling.plain_end, self.plan.schedule.end);
        self.clock(CalendarId(0)).working_days(without.last_day(), with.last_day())
    }
}
