//! Work that is fixed to days on which somebody who does it is away.

use crate::model::{Assignment, ItemWalker};
use crate::schedule::Clocks;

/// Who of an item is assigned to it while they are away: it is fixed at both ends, so that it can't wait for them.
pub(crate) fn works_while_away<'m>(
    clocks: &Clocks<'m>,
    item: ItemWalker<'m>,
) -> impl Iterator<Item = &'m Assignment> {
    let (model, dates) = (item.model, item.dates());
    let fixed = dates.from.zip(dates.to).map(|(from, to)| (from.moment, to.moment));
    let is_fixed = !item.has_parts() && !dates.is_during;
    let fixed = fixed.filter(|(from, to)| is_fixed && from < to && !model.header.has_passed(*to));
    let all = fixed.map_or(&[][..], |_| item.assignments()).iter();
    all.filter(move |one| {
        let who = model.resource(one.resource);
        if !one.alternatives.is_empty() || who.data().absences.is_empty() {
            return false;
        }
        let calendar = clocks.of_calendar(who.data().calendar);
        let presence = clocks.of_presence(who.id);
        fixed.is_some_and(|(from, to)| {
            calendar.work_between(from, to) > presence.work_between(from, to)
        })
    })
}
