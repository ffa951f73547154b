//! What goes wrong while dates are computed: fixed dates that contradict, people that never work, dates out of reach.

use crate::model::{CalendarId, ItemId};
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::placement::Activity;
use crate::schedule::network::Network;
use crate::schedule::timing::{Contradiction, Idle};

/// What went wrong.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Trouble {
    pub(in crate::schedule) contradictions: Vec<Contradiction>,
    pub(in crate::schedule) never_works: Vec<Idle>,
    pub(in crate::schedule) out_of_range: Vec<ItemId>,
}

impl Trouble {
    /// Puts everything in its order, each once.
    pub(in crate::schedule) fn tidy(&mut self) {
        self.contradictions.sort_by_key(|found| (found.item, found.edge));
        self.never_works.sort_unstable();
        self.never_works.dedup();
        self.out_of_range.sort_unstable();
    }

    pub(in crate::schedule) fn calendar_never_works(&mut self, calendar: CalendarId) {
        self.never_works.push(Idle::Calendar(calendar));
    }

    /// There is no working time for an item.
    pub(in crate::schedule) fn never_works(
        &mut self,
        network: &Network<'_>,
        crews: &Crews<'_>,
        leaf: &Activity<'_, '_>,
    ) {
        self.never_works.push(idle(network, crews, leaf));
    }
}

/// Who it is that has no working time: the calendar, somebody, or all of them together.
fn idle(network: &Network<'_>, crews: &Crews<'_>, leaf: &Activity<'_, '_>) -> Idle {
    let item = network.model.item(leaf.item.id);
    if !leaf.crew.calendar.goes_on() {
        return Idle::Calendar(item.data().calendar);
    }
    for one in item.assignments() {
        if crews.of_resource(one.resource).is_some_and(|clock| !clock.goes_on()) {
            let resource = network.model.resource(one.resource).data();
            let of_calendar = network.model.calendars.get(resource.calendar.index());
            let is_calendar =
                of_calendar.is_some_and(|c| !crate::schedule::Clock::new(c).goes_on());
            return if is_calendar {
                Idle::Calendar(resource.calendar)
            } else {
                Idle::Resource(one.resource)
            };
        }
    }
    Idle::Item(leaf.item.id)
}
