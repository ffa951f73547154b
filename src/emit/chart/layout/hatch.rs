//! What of a bar is hatched: when those who do it are away, and when they have more to do than they can.

use rustc_hash::FxHashMap;

use super::super::Px;
use super::super::rows::{Mark, Row};
use crate::model::ItemId;
use crate::plan::Plan;
use crate::time::Moment;

/// Why a stretch of a bar is hatched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody who does it is away.
    Away,
    /// Somebody who does it has more to do than they can.
    Overload,
}

/// A hatched stretch of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hatch {
    /// Of which row.
    pub row: usize,
    /// Its left edge.
    pub left: Px,
    /// Its right edge.
    pub right: Px,
    /// Why.
    pub why: Why,
}

/// What is narrower can't be seen.
const NARROWEST: Px = Px::whole(2);
/// What it keeps off the number in its bar.
const CLEAR: Px = Px::whole(3);

/// The hatched stretches of all bars, row by row. Of what is done nothing has to be told any more.
pub(super) fn hatches(
    plan: Plan<'_>,
    rows: &[Row<'_>],
    place: &dyn Fn(Moment) -> Px,
) -> Vec<Hatch> {
    let mut all = Vec::new();
    let mut add = |row: usize, from: Moment, to: Moment, why: Why| {
        let Some(Mark::Bar { start, done, end, .. }) = rows.get(row).map(|row| row.mark) else {
            return;
        };
        let (left, right) = (place(from).max(start).max(done), place(to).min(end));
        if right - left >= NARROWEST {
            all.push(Hatch { row, left, right, why });
        }
    };
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.mark.is_bar()) {
        let item = plan.model.item(row.item);
        if item.has_parts() {
            continue;
        }
        for assigned in plan.schedule.people(item) {
            for absence in &plan.model.resource(assigned.resource).data().absences {
                add(at, absence.from, absence.to, Why::Away);
            }
        }
    }
    if !plan.schedule.overloads.is_empty() {
        let row_of: FxHashMap<ItemId, usize> =
            rows.iter().enumerate().map(|(at, row)| (row.item, at)).collect();
        for overload in &plan.schedule.overloads {
            for row in overload.items.iter().filter_map(|item| row_of.get(item)) {
                let days = (Moment::start_of(overload.first), Moment::end_of(overload.last));
                add(*row, days.0, days.1, Why::Overload);
            }
        }
    }
    all.sort_unstable_by_key(|hatch| (hatch.row, hatch.why, hatch.left));
    // Stretches of several people that overlap are one.
    all.dedup_by(|next, before| {
        let is_joined =
            (next.row, next.why) == (before.row, before.why) && next.left <= before.right;
        if is_joined {
            before.right = before.right.max(next.right);
        }
        is_joined
    });
    all.into_iter().flat_map(|hatch| beside_number(hatch, rows)).collect()
}

/// What of a hatched stretch lies beside the number in its bar; all of it where that would leave nothing.
fn beside_number(hatch: Hatch, rows: &[Row<'_>]) -> Vec<Hatch> {
    let Some(number) = rows.get(hatch.row).and_then(|row| row.inner.as_deref()) else {
        return vec![hatch];
    };
    let (left, right) = (number.left() - CLEAR, number.right() + CLEAR);
    let before = Hatch { right: hatch.right.min(left), ..hatch };
    let behind = Hatch { left: hatch.left.max(right), ..hatch };
    let is_seen = |part: &Hatch| part.right - part.left >= NARROWEST;
    let parts: Vec<_> = [before, behind].into_iter().filter(is_seen).collect();
    if parts.is_empty() { vec![hatch] } else { parts }
}
