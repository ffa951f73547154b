//! The clocks of calendars and people, each made once and only if it is asked for.

use std::cell::OnceCell;

use crate::model::{CalendarId, ItemWalker, Model, ResourceId};
use crate::schedule::working_time::Clock;

/// The clock of each calendar, and of each person, team and resource.
#[derive(Clone, Debug)]
pub struct Clocks<'m> {
    model: &'m Model,
    calendars: Vec<OnceCell<Clock<'m>>>,
    presences: Vec<OnceCell<Clock<'m>>>,
    /// Stands in where an id is of another model.
    never: Clock<'m>,
}

impl<'m> Clocks<'m> {
    /// The clocks of a roadmap.
    pub fn of(model: &'m Model) -> Self {
        Self {
            model,
            calendars: model.calendars.iter().map(|_| OnceCell::new()).collect(),
            presences: model.resources.iter().map(|_| OnceCell::new()).collect(),
            never: Clock::all([]),
        }
    }

    /// The clock that an item works by, whoever is there.
    pub fn of_item(&self, item: ItemWalker<'_>) -> &Clock<'m> {
        self.of_calendar(item.data().calendar)
    }

    /// The roadmap's own clock.
    pub fn of_roadmap(&self) -> &Clock<'m> {
        self.of_calendar(CalendarId(0))
    }

    /// The clock of a calendar.
    pub fn of_calendar(&self, id: CalendarId) -> &Clock<'m> {
        let make = || Clock::new(self.model.calendar(id));
        self.calendars.get(id.index()).map_or(&self.never, |cell| cell.get_or_init(make))
    }

    /// When somebody is there.
    pub fn of_presence(&self, id: ResourceId) -> &Clock<'m> {
        let make = || Clock::of_resource(self.model.resource(id));
        self.presences.get(id.index()).map_or(&self.never, |cell| cell.get_or_init(make))
    }
}
