//! What makes one schedule better than another.

use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::scheme::Cost;
use crate::schedule::table::Rows;
use crate::time::Moment;

/// When something is, and in which of its ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    pub(super) start: Moment,
    pub(super) end: Moment,
    pub(super) mode: u16,
}

impl Placement {
    /// Not placed yet.
    pub(super) const NOWHERE: Self = Self { start: Moment::MIN, end: Moment::MIN, mode: 0 };
}

/// What a whole schedule costs.
pub(super) fn cost(net: &ProblemIndex<'_, '_>, stands: &Rows<Placement>) -> Cost {
    let mut cost = Cost { late: 0, end: Moment::MIN.minutes(), goals: 0, starts: 0 };
    for (activity, stand) in net.problem.activities.iter().zip(stands.iter()) {
        cost.end = cost.end.max(stand.end.minutes());
        cost.starts = cost.starts.saturating_add(stand.start.minutes());
        if let Some(deadline) = activity.deadline {
            let late = stand.end.since(deadline).0.max(0);
            cost.late = cost.late.saturating_add(late.saturating_mul(i64::from(activity.weight)));
        }
    }
    for goal in &net.problem.goals {
        cost.goals = cost.goals.saturating_add(stands[goal.0].end.minutes());
    }
    cost
}
