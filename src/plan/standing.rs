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
    /// Working days from the planned day to the forecast one, positive where it is late; from the deadline or the promise where
    /// that is missed by more, or nothing was planned. `None` where nothing was committed to, or the forecast is open.
    pub variance: Option<i64>,
}

impl Outlook<'_> {
    /// How an item stands.
    pub fn standing(&self, item: ItemId) -> Standing {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, timing) = (model.item(item), schedule.timing(item));
        let forecast = self.forecast(item).filter(|_| !self.is_all_dropped(item));
        let planned = walker.dates().to.filter(|_| timing.is_scheduled).map(|to| to.moment);
        let variance = self.told_commitment(item).and_then(|of| of.known_variance());
        let state = if self.is_all_dropped(item) { State::Dropped } else { timing.state };
        Standing {
            state,
            health: self.item_health_word(item),
            planned,
            forecast: forecast.map(|forecast| forecast.end),
            is_open: timing.is_open && timing.state.is_open(),
            variance,
        }
    }

    /// Whether an item holds nothing but what is dropped, and nothing is known of it otherwise.
    pub fn is_all_dropped(&self, item: ItemId) -> bool {
        let Plan { model, schedule, .. } = self.plan;
        let mut parts = model.item(item).descendants();
        model.item(item).has_parts()
            && self.is_hollow(item)
            && parts.all(|part| !schedule.timing(part.id).is_scheduled || part.has_parts())
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
        let is_due = model.header.by.is_some_and(|by| model.header.has_passed(by.moment));
        if states().next().is_some() && states().all(|timing| timing.state == State::Done) {
            State::Done
        } else if is_due {
            State::Overdue
        } else if states().any(|timing| timing.has_begun) {
            State::UnderWay
        } else {
            State::Waiting
        }
    }
}
