//! The few items that have what most have not, so that a check that asks for it need not go through all.

use crate::model::{ItemId, Model};

/// Items that say something of a kind themselves, each list in order of declaration.
#[derive(Debug, Default)]
pub(super) struct Shortlists {
    /// Fixed dates, a deadline, a promise.
    pub(super) with_dates: Vec<ItemId>,
    /// What is done of them, or that they are dropped.
    pub(super) with_progress: Vec<ItemId>,
    /// All that lies in [`crate::model::Extras`].
    pub(super) with_extras: Vec<ItemId>,
    /// Milestones and releases.
    pub(super) points: Vec<ItemId>,
}

impl Shortlists {
    pub(super) fn of(model: &Model) -> Self {
        let mut lists = Self::default();
        for item in model.items() {
            let data = item.data();
            let is_on = [
                (&mut lists.with_dates, data.dates.is_some()),
                (&mut lists.with_progress, data.progress.is_some()),
                (&mut lists.with_extras, data.extras.is_some()),
                (&mut lists.points, data.kind.is_point()),
            ];
            for (list, _) in is_on.into_iter().filter(|(_, is_on)| *is_on) {
                list.push(item.id);
            }
        }
        lists
    }
}
