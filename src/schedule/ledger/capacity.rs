//! How much there is of a resource, day by day.

use crate::model::{Absence, ResourceKind, ResourceWalker, Share};
use crate::time::Moment;

/// How much there is of a resource: from each moment on so much, ascending. The first moment is the earliest there is.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Capacity {
    steps: Vec<(Moment, Share)>,
}

impl Capacity {
    /// Of a person or a resource it does not change: nothing runs while they are away. A team that does not state how much
    /// there is of it has less while somebody is away.
    pub(in crate::schedule) fn of(resource: ResourceWalker<'_>) -> Self {
        let data = resource.data();
        let mut steps = vec![(Moment::MIN, data.capacity)];
        if data.kind == ResourceKind::Team && data.capacity_span.is_none() {
            let mut changes = Vec::new();
            for member in resource.members() {
                let share = member.data().capacity.0;
                for (from, to) in Absence::joined(&member.data().absences) {
                    changes.extend([(from, -share), (to, share)]);
                }
            }
            changes.sort_unstable();
            let mut left = data.capacity;
            for (moment, change) in changes {
                left.0 += change;
                steps.push((moment, left));
            }
        }
        Self { steps }
    }

    /// From each moment on so much, ascending; the first is the earliest there is.
    pub(in crate::schedule) fn steps(&self) -> &[(Moment, Share)] {
        &self.steps
    }

    /// How much there is at a moment.
    pub(in crate::schedule) fn at(&self, moment: Moment) -> Share {
        let behind = self.steps.partition_point(|(from, _)| *from <= moment);
        let step = behind.checked_sub(1).and_then(|index| self.steps.get(index));
        step.map_or(Share::ZERO, |(_, share)| *share)
    }

    /// The least there ever is.
    pub(in crate::schedule) fn least(&self) -> Share {
        self.steps.iter().map(|(_, share)| *share).min().unwrap_or(Share::ZERO)
    }

    /// The moments at which it changes.
    pub(in crate::schedule) fn changes(&self) -> impl Iterator<Item = Moment> {
        self.steps.iter().skip(1).map(|(moment, _)| *moment)
    }
}
