//! What goes wrong while dates are computed: fixed dates that contradict, people that never work, dates out of reach.

use super::crews::Crews;
use super::network::Network;
use super::place::Leaf;
use super::timing::{Contradiction, Idle};
use crate::model::{CalendarId, ItemId};

/// What went wrong.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    pub(super) contradictions: Vec<Contradiction>,
    pub(super) never_works: Vec<Idle>,
    pub(super) out_of_range: Vec<ItemId>,
}

impl Trouble {
    /// Puts everything in its order, each once.
    pub(super) fn tidy(&mut self) {
        self.contradictions.sort_by_key(|found| (found.item, found.edge));
        self.never_works.sort_unstable();
        self.never_works.dedup();
        self.out_of_range.sort_unstable();
    }

    pub(super) fn calendar_never_works(&mut self, calendar: CalendarId) {
        self.never_works.push(Idle::Calendar(calendar));
    }

    /// There is no working time for an item.
    pub(super) fn never_works(
        &mut self,
        network: &Network<'_>,
        crews: &Crews<'_>,
        leaf: &Leaf<'_, '_>,
    ) {
        self.never_works.push(idle(network, crews, leaf));
    }
}

/// Who it is that has no working time: the calendar, somebody, or all of them together.
fn idle(network: &Network<'_>, crews: &Crews<'_>, leaf: &Leaf<'_, '_>) -> Idle {
    let item = network.model.item(leaf.item.id);
    if !leaf.crew.calendar.goes_on() {
        return Idle::Calendar(item.data().calendar);
    }
    for one in item.assignments() {
        if crews.of_resource(one.resource).is_some_and(|clock| !clock.goes_on()) {
            let resource = network.model.resource(one.resource).data();
            let of_calendar = network.model.calendars.get(resource.calendar.index());
            let is_calendar = of_calendar.is_some_and(|c| !super::Clock::new(c).goes_on());
            return if is_calendar {
                Idle::Calendar(resource.calendar)
            } else {
                Idle::Resource(one.resource)
            };
        }
    }
    Idle::Item(leaf.item.id)
}
