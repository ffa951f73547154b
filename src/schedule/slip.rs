//! Work that should have begun and has not: how much there is, and what that costs.

use crate::model::ItemId;
use crate::schedule::engine::dates::Dates;
use crate::schedule::level::levelling::{Levelling, levelled};
use crate::schedule::network::Node;
use crate::schedule::network::role::Role;
use crate::schedule::progress::Project;
use crate::schedule::timing::{Driver, Timing};
use crate::time::Moment;

/// Work that should have begun before today and has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The items, in order of declaration.
    pub items: Vec<ItemId>,
    /// When the roadmap would end if they had begun in time.
    pub end: Moment,
}

/// What has slipped, if anything has: the dates are made once more, as if it had begun in time.
pub(super) fn slip(
    project: Project<'_, '_>,
    order: &[Node],
    (timings, levelling): (&[Timing], Option<&Levelling>),
) -> Option<Slip> {
    let Project { network, states, .. } = project;
    let today = states.today()?;
    if !timings.iter().any(waits_for_today) {
        return None;
    }
    let in_time = states.begun_in_time();
    let dates = match levelling {
        Some(levelling) => {
            levelled(network, in_time, order, levelling.thoroughness, Some(levelling)).1
        }
        None => Dates::plain(Project { states: in_time, ..project }, order),
    };
    let all = (0..).map(ItemId).zip(timings.iter().zip(&dates.timings));
    let slipped = all.filter(|(item, (now, in_time))| {
        let is_work = network.role(*item) == Role::Work;
        is_work && !now.has_begun && in_time.start < today && in_time.start < now.start
    });
    Some(Slip { items: slipped.map(|(item, _)| item).collect(), end: dates.end })
}

/// Whether work starts today for no other reason.
fn waits_for_today(timing: &Timing) -> bool {
    timing.start_driver == Driver::Today && !timing.has_begun && timing.start < timing.end
}
