//! The least set of lines that forbid something: what can be left out is, until nothing can.
//!
//! Each try schedules anew what the date then follows from. Of a large roadmap that is little once most lines are taken back,
//! so the part that is tried shrinks with the set. Where many lines are there for few that count, they are left out by halves
//! (Junker 2004, "`QuickXplain`").

use std::collections::BTreeSet;

use super::change::{Change, Line};
use super::slice::Slice;
use super::{Point, day_of};
use crate::model::{ItemId, Model};
use crate::schedule::{Schedule, Timing};
use crate::time::Date;

/// Of so many lines on a chain most count: halves of them would be tried in vain.
const ONE_BY_ONE: usize = 100;

/// So much is scheduled in all tries together, which takes a second; then what is left is told as it is.
const MOST: u64 = 400_000;

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) model: &'a Model,
    /// What is not to be by…
    pub(super) point: Point,
    /// … this day.
    pub(super) day: Date,
    /// What may forbid it.
    pub(super) lines: &'a [Line],
}

/// The lines that are left, and the roadmap without most others.
pub(super) struct Search<'a> {
    pub(super) question: Question<'a>,
    /// What forbids it still.
    pub(super) kept: BTreeSet<usize>,
    /// The part of the roadmap that is tried…
    slice: Slice<'a>,
    /// … in which these lines are…
    lines: BTreeSet<usize>,
    /// … and these taken back in every try.
    away: Vec<Change>,
    /// How much was scheduled in tries so far.
    work: u64,
}

impl<'a> Search<'a> {
    /// All lines.
    pub(super) fn new(question: Question<'a>, slice: Slice<'a>) -> Self {
        let lines: BTreeSet<usize> = (0..question.lines.len()).collect();
        Self { question, kept: lines.clone(), slice, lines, away: Vec::new(), work: 0 }
    }

    /// The rows of lines that together forbid it; none if it can't be in any case. Whether it is known that none of them can be left
    /// out is said too.
    pub(super) fn least(mut self) -> (BTreeSet<usize>, bool) {
        if self.is_late(&self.scheduled(&BTreeSet::new())) {
            return (BTreeSet::new(), true);
        }
        if self.kept.len() > ONE_BY_ONE {
            let tried = self.in_order();
            self.leave_out_halves(&tried);
        }
        // What looked needed beside others may not be without them, where a line less makes something later.
        self.leave_out_one_by_one();
        let is_least = !self.is_spent();
        (self.kept, is_least)
    }

    /// Whether no more is tried.
    const fn is_spent(&self) -> bool {
        self.work > MOST
    }

    /// Whether the lines that are kept forbid it.
    pub(super) fn is_forbidden(&self) -> bool {
        self.is_late(&self.scheduled(&self.kept))
    }

    /// The schedule with some of the lines alone.
    pub(super) fn scheduled(&self, kept: &BTreeSet<usize>) -> Schedule {
        self.slice.scheduled(&self.without(kept))
    }

    /// Whether it is later than that day in a schedule.
    pub(super) fn is_late(&self, schedule: &Schedule) -> bool {
        let Question { model, point: (item, edge), day, .. } = self.question;
        let timing = self.timing(schedule, item);
        timing.is_some_and(|timing| day_of(model, (item, edge), timing.at(edge)) > day)
    }

    /// When an item is in a schedule.
    pub(super) fn timing<'s>(&self, schedule: &'s Schedule, item: ItemId) -> Option<&'s Timing> {
        self.slice.item(item).map(|row| schedule.timing(row))
    }

    fn change(&self, row: usize) -> Option<Change> {
        self.question.lines.get(row).map(|line| line.without)
    }

    /// What takes back the lines that are not among these.
    fn without(&self, kept: &BTreeSet<usize>) -> Vec<Change> {
        let lines = self.lines.difference(kept).filter_map(|row| self.change(*row));
        self.away.iter().copied().chain(lines).collect()
    }

    /// The same with these lines alone, in the part of the roadmap that then counts.
    pub(super) fn narrowed(&self, kept: BTreeSet<usize>) -> Self {
        // Rows of a table are named by their number, which has to stay.
        let is_row = |change: &Change| matches!(change, Change::Present(..) | Change::Open(..));
        let without = self.without(&kept).into_iter();
        let (away, changes): (Vec<Change>, Vec<Change>) = without.partition(is_row);
        let slice = self.slice.after(self.question.point.0, &changes);
        let lines = kept.clone();
        Self { question: self.question, lines, kept, slice, away, work: self.work }
    }

    /// Leaves lines out if the others still forbid it.
    fn leave_out(&mut self, tried: &[usize]) -> bool {
        if self.is_spent() {
            return false;
        }
        self.work += 1 + self.slice.weight() as u64;
        let mut fewer = self.kept.clone();
        for row in tried {
            fewer.remove(row);
        }
        let is_forbidden = self.is_late(&self.scheduled(&fewer));
        if is_forbidden {
            self.kept = fewer;
            if self.kept.len() * 2 <= self.lines.len() {
                *self = self.narrowed(self.kept.clone());
            }
        }
        is_forbidden
    }

    /// Leaves out one line after the other that is not needed, until all that are left were found to be since the last went.
    fn leave_out_one_by_one(&mut self) {
        let mut since = 0;
        for row in self.in_order().into_iter().cycle() {
            if since >= self.kept.len() || self.is_spent() {
                break;
            }
            if self.kept.contains(&row) {
                since = if self.leave_out(&[row]) { 0 } else { since + 1 };
            }
        }
    }

    /// The same by halves, as long as a half is not needed; says whether all could be left out.
    fn leave_out_by_halves(&mut self, tried: &[usize]) -> bool {
        let is_out = self.leave_out(tried);
        if !is_out {
            self.leave_out_halves(tried);
        }
        is_out
    }

    /// Of lines that can't all be left out the halves.
    fn leave_out_halves(&mut self, tried: &[usize]) {
        if tried.len() < 2 {
            return;
        }
        let (first, second) = tried.split_at(tried.len() / 2);
        if self.leave_out_by_halves(first) {
            self.leave_out_halves(second);
        } else {
            self.leave_out_by_halves(second);
        }
    }

    /// What is kept, in the order in which it is rather left out.
    fn in_order(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.kept.iter().copied().collect();
        let weight = |row: usize| self.change(row).map(weight);
        rows.sort_by_key(|row| (weight(*row), std::cmp::Reverse(*row)));
        rows
    }
}

/// What is rather left out than kept, where either would do: what tells least comes first.
const fn weight(change: Change) -> u8 {
    match change {
        Change::Unlimited(_) | Change::Open(..) => 0,
        Change::Present(..) | Change::Unassigned(_) => 1,
        Change::NotLate(_) => 2,
        Change::NotShipped { .. } | Change::Independent(_) => 4,
        Change::WithoutToday | Change::StartsOn(_) => 5,
        _ => 3,
    }
}
