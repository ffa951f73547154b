//! What was planned, due and promised of an item, and by how much that is missed or kept: the same columns in every table.

use super::escape;
use super::report::Report;
use crate::model::{CommitmentKind, ItemWalker};

/// What an item committed to, in words.
pub(super) struct Committed {
    pub(super) planned: String,
    pub(super) deadline: String,
    pub(super) promised: String,
    /// By how much it is missed or kept; nothing of what is done.
    pub(super) variance: String,
}

impl Committed {
    pub(super) fn of(report: &Report<'_>, item: ItemWalker<'_>) -> Self {
        let commitments = report.outlook.commitments(item.id);
        let clock = report.outlook.clock_of(item.id);
        let day = |kind| {
            let of = commitments.iter().find(|of| of.kind == kind);
            of.map(|of| of.spoken(clock).0.medium()).unwrap_or_default()
        };
        let told = report.outlook.told_commitment(item.id);
        // A promise is told in the words in which it was given.
        let promise = item.dates().promised.as_ref();
        Self {
            planned: day(CommitmentKind::Date),
            deadline: day(CommitmentKind::Deadline),
            promised: promise.map(|of| escape::text(&of.words)).unwrap_or_default(),
            variance: told.map(|of| of.lateness()).unwrap_or_default(),
        }
    }
}
