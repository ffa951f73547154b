//! What the forward pass asks of those who run it, and tells them.

use crate::model::ItemId;
use crate::schedule::engine::bounds::EarliestBound;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::rows::Row;
use crate::schedule::progress::Reported;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// What a pass asks for while it goes, and tells: how much work there is, and where everything comes to stand.
pub(in crate::schedule) trait Run<'m> {
    /// Whether it asks why something stands where it does, not only where.
    const ASKS_WHY: bool = true;

    /// How much work it is, and how far it is.
    fn work(&self, _: ItemId, known: Amount) -> Amount {
        known
    }

    /// By how much what is not work is put off.
    fn delay(&self, _: ItemId) -> Minutes {
        Minutes::ZERO
    }

    /// Whether the end of an item rests on work without an estimate.
    fn is_open(&self, _: ItemId) -> bool {
        false
    }

    /// Whether a milestone or release without a date of its own is reached.
    fn is_reached(&self, _: &Row<'_, 'm>, _: &Waits) -> bool {
        false
    }

    /// What the start of each part waits for was given as a date.
    fn gate(&mut self, _: &Row<'_, 'm>, _waits: &EarliestBound, _given: Moment) {}

    /// Where what has parts starts, and what decided that.
    fn first(&mut self, _: &Row<'_, 'm>, _at: (Moment, Driver)) {}

    /// Where what has parts ends, and what decided that; `is_open` says whether what its end waits for is unsure.
    fn last(&mut self, _: &Row<'_, 'm>, _at: (Moment, Driver), _is_open: bool) {}

    /// Where what has no parts stands.
    fn leaf(&mut self, _: &Row<'_, 'm>, _: &Activity<'_, 'm>, _: &Placed) {}

    /// A lag asks for working time of an item's calendar, which has no more.
    fn lag_is_lost(&mut self, _: &Row<'_, 'm>) {}

    /// There is no working time for an item; whether there is any later at all.
    fn is_out_of_reach(&mut self, _: &Activity<'_, 'm>, _goes_on: bool) {}
}

/// How much work something is, if that is known, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) struct Amount {
    pub(in crate::schedule) work: Option<Minutes>,
    pub(in crate::schedule) reported: Reported,
}

/// What the start and the end of something wait for.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Waits {
    pub(in crate::schedule) start: EarliestBound,
    pub(in crate::schedule) end: Option<EarliestBound>,
}

impl Waits {
    /// The latest moment that is waited for.
    pub(in crate::schedule) fn latest(&self) -> Moment {
        self.end.map_or(self.start.moment, |end| self.start.moment.max(end.moment))
    }
}
