//! How one thing stands: its state, its health, what was planned of it and what is forecast.
//!
//! Checks, chart, report, data and explanations read this and decide nothing of it themselves.

use super::{Outlook, Plan};
use crate::model::{CalendarId, Health, ItemId};
use crate::schedule::State;
use crate::time::Moment;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Waiting, under way, overdue, done, dropped.
    pub state: State,
    /// How it stands; of an item with all that is inside it. `None` of what is dropped.
    pub health: Option<Health>,
    /// The end that its author fixed (`on`, `to`, `during`).
    pub planned: Option<Moment>,
    /// The end that is expected, never before the day the plan is looked at; of what is done, when it was. `None` of what is
    /// dropped, and of an objective that nothing serves.
    pub forecast: Option<Moment>,
    /// Whether the forecast rests on work that nobody has estimated: it is "not before" then.
    pub is_open: bool,
    /// Working days from the planned to the forecast day, positive where it is late; `None` where nothing was planned, or the
    /// forecast is open.
    pub variance: Option<i64>,
}

impl Outlook<'_> {
    /// How an item stands.
    pub fn standing(&self, item: ItemId) -> Standing {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, timing) = (model.item(item), schedule.timing(item));
        let forecast = self.forecast(item);
        let planned = walker.dates().to.filter(|_| timing.is_scheduled).map(|to| to.moment);
        let known = forecast.filter(|forecast| !forecast.is_open);
        let clock = self.clock(walker.data().calendar);
        let variance = planned
            .zip(known)
            .map(|(planned, known)| clock.working_days(planned.last_day(), known.end.last_day()));
        Standing {
            state: timing.state,
            health: self.item_health_word(item),
            planned,
            forecast: forecast.map(|forecast| forecast.end),
            is_open: timing.is_open && timing.state.is_open(),
            variance,
        }
    }

    /// How the whole stands.
    pub fn roadmap_standing(&self) -> Standing {
        let Plan { model, schedule, .. } = self.plan;
        let forecast = self.roadmap_forecast();
        let planned = model.header.by.map(|by| by.moment);
        let clock = self.clock(CalendarId(0));
        let variance = planned
            .filter(|_| !forecast.is_open)
            .map(|planned| clock.working_days(planned.last_day(), forecast.end.last_day()));
        Standing {
            state: self.roadmap_state(),
            health: Some(self.health().0),
            planned,
            forecast: schedule
                .timings
                .iter()
                .any(|timing| timing.is_scheduled)
                .then_some(forecast.end),
            is_open: forecast.is_open,
            variance,
        }
    }

    /// The state of the whole: done with everything in it, overdue by its own deadline.
    pub fn roadmap_state(&self) -> State {
        let Plan { model, schedule, .. } = self.plan;
        let all = || model.items().filter(|item| item.parent().is_none());
        let states =
            || all().map(|item| schedule.timing(item.id)).filter(|timing| timing.is_scheduled);
        let is_due = |today| model.header.by.is_some_and(|by| by.moment.last_day() < today);
        if states().next().is_some() && states().all(|timing| timing.state == State::Done) {
            State::Done
        } else if model.header.today.is_some_and(is_due) {
            State::Overdue
        } else if states().any(|timing| timing.has_begun) {
            State::UnderWay
        } else {
            State::Waiting
        }
    }
}
