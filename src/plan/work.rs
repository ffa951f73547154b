//! How much of whose time an item takes.

use super::Outlook;
use crate::model::{
    Assignment, EstimateBasis, ItemId, ItemWalker, Model, ResourceId, ResourceKind,
};
use crate::time::Minutes;

/// Time that an item takes of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Of whom; of alternatives the first.
    pub resource: ResourceId,
    /// Person-time (of a resource, unit-time).
    pub minutes: Minutes,
}

impl Outlook<'_> {
    /// Whose time an item itself takes. What has parts takes none: its assignments hold for what is inside.
    ///
    /// An effort is shared in proportion to how much of each works on it; a duration takes all that is assigned for as long
    /// as it lasts. Somebody of whom there is 80 % gives 80 %.
    pub fn work(&self, item: ItemId) -> Vec<Work> {
        let walker = self.plan.model.item(item);
        let assignments = walker.assignments();
        if assignments.is_empty()
            || walker.has_parts()
            || !self.plan.schedule.timing(item).is_scheduled
        {
            return Vec::new();
        }
        let weights = || assignments.iter().map(|one| weight(self.plan.model, one));
        let is_effort = walker.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Effort);
        let whole = if is_effort { weights().sum::<i64>().max(1) } else { 1000 };
        let time = self.working_time(walker);
        let rows = assignments.iter().zip(weights());
        rows.map(|(one, weight)| Work {
            resource: one.resource,
            minutes: part(time, weight, whole),
        })
        .collect()
    }

    /// The working time (of an effort, the person-time) of an item without parts.
    pub fn working_time(&self, item: ItemWalker<'_>) -> Minutes {
        match item.data().estimate {
            Some(estimate) if estimate.basis != EstimateBasis::Elapsed => estimate.likely,
            _ if item.kind().is_point() => Minutes::ZERO,
            _ => {
                let timing = self.plan.schedule.timing(item.id);
                let clock = self.clock(item.data().calendar);
                clock.map_or(Minutes::ZERO, |clock| clock.work_between(timing.start, timing.end))
            }
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
