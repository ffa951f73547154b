//! The state of every item: whether it is done, under way, overdue. Decided once, in the forward pass, and read by all else.
//!
//! It has to be known there: a milestone that is reached stands where the last of what it waits for was done, and what is not
//! done can't be over before today.

use super::timing::Driver;
use crate::model::ItemWalker;
use crate::time::Moment;

/// Where something stands between not begun and done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// It is not to be: it says so, or what it stands in does.
    Dropped,
    /// Nothing of it was begun, and its day has not passed.
    #[default]
    Waiting,
    /// It was begun, or something in it was.
    UnderWay,
    /// It is not done, though its fixed end, its deadline or its promise has passed, or no working time is left before its end.
    Overdue,
    /// It says so; of what has parts, everything in it is done; of a milestone or release without a date of its own, all that
    /// it waits for is done: it is reached.
    Done,
}

impl State {
    /// `dropped`, `waiting`, `under-way`, `overdue` or `done`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Waiting => "waiting",
            Self::UnderWay => "under-way",
            Self::Overdue => "overdue",
            Self::Done => "done",
        }
    }

    /// As people say it: `under way`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnderWay => "under way",
            _ => self.name(),
        }
    }

    /// Whether anything is still to be done about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::UnderWay | Self::Overdue)
    }
}

impl State {
    /// The state of what takes part: `is_done` and `has_begun` say how far it has come, `end` when it ends and why.
    pub(super) fn of(
        item: ItemWalker<'_>,
        is_done: bool,
        has_begun: bool,
        end: (Moment, Driver),
    ) -> Self {
        // In the evening of its last day nobody works on it any more, and it ends later for no other reason than today.
        let is_put_off =
            || end.1 == Driver::Today && item.dates().to.is_some_and(|to| end.0 > to.moment);
        if is_done {
            Self::Done
        } else if item.passed_dates().next().is_some() || is_put_off() {
            Self::Overdue
        } else if has_begun {
            Self::UnderWay
        } else {
            Self::Waiting
        }
    }
}
