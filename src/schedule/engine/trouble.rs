//! What goes wrong while dates are computed: fixed dates that contradict, people that never work, dates out of reach.

use crate::model::ItemId;
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
}

/// Who it is that has no working time: the calendar, somebody, or all of them together.
pub(super) fn idle(network: &Network<'_>, crews: &Crews<'_>, leaf: &Activity<'_, '_>) -> Idle {
    let item = network.model.item(leaf.item.id);
    if !leaf.crew.calendar.goes_on() {
        return Idle::Calendar(item.data().calendar);
    }
    for one in item.assignments() {
        if crews.of_resource(one.resource).is_some_and(|clock| !clock.goes_on()) {
            let resource = network.model.resource(one.resource).data();
            let calendar = network.model.calendar(resource.calendar);
            let is_calendar = !crate::schedule::Clock::new(calendar).goes_on();
            return if is_calendar {
                Idle::Calendar(resource.calendar)
            } else {
                Idle::Resource(one.resource)
            };
        }
    }
    Idle::Item(leaf.item.id)
}
