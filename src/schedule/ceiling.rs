//! The earliest of several moments by which something has to be over.

use super::timing::Driver;
use crate::time::Moment;

/// A moment after which something can't be, and what says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ceiling {
    pub(super) moment: Moment,
    pub(super) driver: Driver,
}

impl Ceiling {
    /// None at all.
    pub(super) const NONE: Self = Self { moment: Moment::MAX, driver: Driver::RoadmapEnd };

    pub(super) const fn new(moment: Moment, driver: Driver) -> Self {
        Self { moment, driver }
    }

    /// The lower of the two; this one if they are the same.
    pub(super) fn lower(self, other: Self) -> Self {
        if other.moment < self.moment { other } else { self }
    }
}
