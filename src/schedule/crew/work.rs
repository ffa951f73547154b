//! How much of whose time an item takes.

use crate::model::{Assignment, EstimateBasis, ItemWalker, Model, ResourceId, ResourceKind};
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::clocks::Clocks;
use crate::time::Minutes;

/// Time that an item takes of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Of whom; of alternatives the one that levelling chose, without it the first.
    pub resource: ResourceId,
    /// Person-time (of a resource, unit-time).
    pub minutes: Minutes,
}

/// Whose time an item itself takes. What has parts takes none: its assignments hold for what is inside.
///
/// An effort is shared in proportion to how much of each works on it; where levelling has found when each of them has time for
/// it, as they give it. A duration takes all that is assigned for as long as it lasts. Somebody of whom there is 80% gives 80%.
pub fn work(schedule: &Schedule, clocks: &Clocks<'_>, item: ItemWalker<'_>) -> Vec<Work> {
    let (model, assignments) = (item.model, schedule.people(item));
    if assignments.is_empty() || item.has_parts() || !schedule.timing(item.id).is_scheduled {
        return Vec::new();
    }
    let weights = || assignments.iter().map(|one| weight(model, one));
    let is_effort = item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Effort);
    let whole = if is_effort { weights().fold(0, i64::saturating_add).max(1) } else { 1000 };
    let time = working_time(schedule, clocks, item);
    let stints = schedule.stints(item.id);
    let share = |person: usize, weight: i64| {
        let own = stints.iter().filter(|stint| stint.person as usize == person);
        let own = own.map(|stint| stint.work.0).fold(0, i64::saturating_add);
        part(Minutes(own), weight, 1000)
    };
    let given = weights().enumerate().map(|(person, weight)| share(person, weight).0);
    // What was done before today nobody knows better.
    let rest = Minutes(time.0.saturating_sub(given.fold(0, i64::saturating_add)).max(0));
    let rows = assignments.iter().zip(weights()).enumerate();
    let rows = rows.map(|(person, (one, weight))| {
        let minutes = share(person, weight).0.saturating_add(part(rest, weight, whole).0);
        Work { resource: one.resource, minutes: Minutes(minutes) }
    });
    rows.collect()
}

/// The working time (of an effort, the person-time) of an item without parts.
pub fn working_time(schedule: &Schedule, clocks: &Clocks<'_>, item: ItemWalker<'_>) -> Minutes {
    match item.data().estimate {
        Some(estimate) if estimate.basis != EstimateBasis::Elapsed => estimate.likely,
        _ if item.kind().is_point() => Minutes::ZERO,
        _ => {
            let timing = schedule.timing(item.id);
            clocks.of_item(item).work_between(timing.start, timing.end)
        }
    }
}

/// How much of somebody works on it, in thousandths of a whole person or unit.
fn weight(model: &Model, assignment: &Assignment) -> i64 {
    let resource = model.resource(assignment.resource).data();
    match resource.kind {
        ResourceKind::Person => {
            assignment.units.0.max(0).saturating_mul(resource.capacity.0.max(0)) / 1000
        }
        ResourceKind::Team | ResourceKind::Resource => assignment.units.0.max(0),
    }
}

fn part(time: Minutes, weight: i64, whole: i64) -> Minutes {
    let minutes = i128::from(time.0) * i128::from(weight) / i128::from(whole);
    Minutes(i64::try_from(minutes).unwrap_or(i64::MAX))
}
