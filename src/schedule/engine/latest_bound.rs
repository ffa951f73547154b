//! The earliest of several moments by which something has to be over.

use crate::schedule::timing::Driver;
use crate::time::Moment;

/// A moment after which something can't be, and what says so.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct LatestBound {
    pub(in crate::schedule) moment: Moment,
    pub(in crate::schedule) driver: Driver,
}

impl LatestBound {
    /// None at all.
    pub(in crate::schedule) const NONE: Self =
        Self { moment: Moment::MAX, driver: Driver::RoadmapEnd };

    pub(in crate::schedule) const fn new(moment: Moment, driver: Driver) -> Self {
        Self { moment, driver }
    }

    /// The lower of the two; this one if they are the same.
    pub(in crate::schedule) fn lower(self, other: Self) -> Self {
        if other.moment < self.moment { other } else { self }
    }
}
