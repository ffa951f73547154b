//! The latest of several moments that something has to wait for.

use super::timing::Driver;
use crate::model::DependencyId;
use crate::time::Moment;

/// A moment before which something can't be, and what says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) moment: Moment,
    pub(super) driver: Driver,
    /// The latest point of an item that is waited for, which may be earlier than `moment`.
    pub(super) item: Option<(Moment, DependencyId)>,
    /// Whether a point that is waited for rests on work without an estimate.
    pub(super) is_open: bool,
}

impl Bound {
    /// From that moment on.
    pub(super) const fn from(moment: Moment, driver: Driver) -> Self {
        Self { moment, driver, item: None, is_open: false }
    }

    /// Waits for a date too.
    pub(super) fn wait_for_date(&mut self, moment: Moment, driver: Driver) {
        if moment > self.moment {
            (self.moment, self.driver) = (moment, driver);
        }
    }

    /// Waits for a point of an item too. Of equal moments an item's says more than a date.
    pub(super) fn wait_for_item(
        &mut self,
        moment: Moment,
        dependency: DependencyId,
        is_open: bool,
    ) {
        self.is_open |= is_open;
        if self.item.is_none_or(|(latest, _)| moment > latest) {
            self.item = Some((moment, dependency));
            if moment >= self.moment {
                (self.moment, self.driver) = (moment, Driver::Dependency(dependency));
            }
        }
    }
}
