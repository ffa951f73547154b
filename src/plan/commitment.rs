//! What was planned or promised against what is forecast.

use super::{Outlook, Plan};
use crate::model::{CalendarId, CommitmentKind, FixedDate, ItemId, ItemKind};
use crate::schedule::Clock;
use crate::time::{Date, Moment};

/// A date that was committed to, and what the schedule says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Which words committed to it.
    pub kind: CommitmentKind,
    /// The last day that keeps it.
    pub planned: Date,
    /// The day it is forecast for.
    pub forecast: Date,
    /// Working days from the one to the other: positive where it is late, negative where days are left.
    pub variance: i64,
    /// Whether it is missed; may be so by hours, with a variance of no days.
    pub is_missed: bool,
    /// Whether the forecast rests on work that nobody estimated: it is "not before" then.
    pub is_open: bool,
}

impl Commitment {
    /// `3 working days late`, `1 working day early`, `on time`, `less than a day late`.
    pub fn lateness(&self) -> String {
        match (self.variance, self.is_missed) {
            (0, true) => "less than a day late".into(),
            (0, false) => "on time".into(),
            (days, true) => format!("{} late", counted(days, "working day")),
            (days, false) => format!("{} early", counted(days, "working day")),
        }
    }
}

/// `1 day`, `3 days`; the sign is dropped.
pub(super) fn counted(count: i64, what: &str) -> String {
    let count = count.unsigned_abs();
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// When something is expected to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// When.
    pub end: Moment,
    /// Whether it rests on work that nobody estimated: it is "not before" then.
    pub is_open: bool,
}

impl Forecast {
    fn against(self, kind: CommitmentKind, date: FixedDate, clock: &Clock<'_>) -> Commitment {
        let (planned, forecast) = (date.moment.last_day(), self.end.last_day());
        Commitment {
            kind,
            planned,
            forecast,
            variance: clock.working_days(planned, forecast),
            is_missed: self.end > date.moment,
            is_open: self.is_open,
        }
    }
}

impl Outlook<'_> {
    /// What an item committed to, deadline first; nothing of an item that is dropped.
    pub fn commitments(&self, item: ItemId) -> Vec<Commitment> {
        let Plan { model, schedule } = self.plan;
        let walker = model.item(item);
        let dates = walker.dates();
        if !schedule.timing(item).is_scheduled || walker.data().dates.is_none() {
            return Vec::new();
        }
        let point_date = dates.to.filter(|_| walker.kind().is_point());
        let written = [
            (CommitmentKind::Deadline, dates.by),
            (CommitmentKind::Promise, dates.promised.as_ref().map(|promise| promise.date)),
            (CommitmentKind::Date, point_date),
        ];
        let Some(forecast) = self.forecast(item) else { return Vec::new() };
        let clock = self.clock(walker.data().calendar);
        written
            .into_iter()
            .filter_map(|(kind, date)| Some(forecast.against(kind, date?, clock)))
            .collect()
    }

    /// The deadline of the whole roadmap.
    pub fn roadmap_commitment(&self) -> Option<Commitment> {
        let Plan { model, schedule } = self.plan;
        let is_open = schedule.timings.iter().any(|timing| timing.is_scheduled && timing.is_open);
        let forecast = Forecast { end: schedule.end, is_open };
        let clock = self.clock(CalendarId(0));
        Some(forecast.against(CommitmentKind::Deadline, model.header.by?, clock))
    }

    /// When an item is expected to end; `None` of what is dropped. A release is expected on its own date (its `on`, or the
    /// end of all it waits for), or when the last item in it ends if that is later.
    pub fn forecast(&self, item: ItemId) -> Option<Forecast> {
        let timing = self.plan.schedule.timing(item);
        let own = Forecast { end: timing.end, is_open: timing.is_open };
        if !timing.is_scheduled || self.plan.model.item(item).kind() != ItemKind::Release {
            return timing.is_scheduled.then_some(own);
        }
        Some(self.release(item).map_or(own, |release| Forecast {
            end: timing.end.max(release.last_end.unwrap_or(timing.end)),
            is_open: release.is_open || timing.is_open,
        }))
    }
}
