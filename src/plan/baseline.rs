//! What has moved since the plan of earlier.

use super::Plan;
use crate::model::ItemId;
use crate::schedule::Clock;
use crate::text::words::counted;
use crate::time::{Date, Moment};

/// An item that is at another time than in the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// When it was to start and end.
    pub was: (Moment, Moment),
    /// The days of it, the first and the last.
    pub was_days: (Date, Date),
    /// How many working days later it ends; less than nothing, if it ends earlier.
    pub variance: i64,
}

impl Moved {
    /// `3 working days later`, `1 working day earlier`, `on the same day`
    pub fn words(&self) -> String {
        match self.variance {
            0 => "ends on the same day".to_owned(),
            days if days > 0 => format!("{} later", counted(days, "working day")),
            days => format!("{} earlier", counted(-days, "working day")),
        }
    }
}

impl Plan<'_> {
    /// The first and the last day of an item in the baseline.
    pub fn baseline_days(&self, item: ItemId) -> Option<(Date, Date)> {
        let (start, end) = self.model.baseline.as_ref()?.dates(item)?;
        let start = if self.model.item(item).kind().is_point() { end } else { start };
        Some(start.days_to(end))
    }

    /// What has become of an item since the baseline: `None` if it stands where it stood, is new or dropped, or there is no
    /// baseline.
    pub fn since_baseline(&self, item: ItemId) -> Option<Moved> {
        let was = self.model.baseline.as_ref()?.dates(item)?;
        let was_days = self.baseline_days(item)?;
        let timing = self.schedule.timing(item);
        let walker = self.model.item(item);
        let variance = Clock::new(walker.calendar()).working_days(was_days.1, timing.days().1);
        let moved = Moved { was, was_days, variance };
        (timing.is_scheduled && was_days != timing.days()).then_some(moved)
    }
}
