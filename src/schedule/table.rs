//! Tables whose rows are the items or resources of a roadmap, or the activities or pools of one problem.

use std::ops::{Index, IndexMut};

use crate::model::{ItemId, ResourceId};

/// A table that is asked only for rows it has: its maker gave it one for every item, activity or pool, and nobody makes ids but
/// from those. The search spends its time in these tables, and reads as the papers it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::schedule) struct Rows<T>(pub(in crate::schedule) Vec<T>);

impl<T: Clone> Rows<T> {
    pub(in crate::schedule) fn filled(value: T, count: usize) -> Self {
        Self(vec![value; count])
    }
}

impl<T> Rows<T> {
    /// How many there are.
    pub(in crate::schedule) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(in crate::schedule) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> FromIterator<T> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

/// What names a row.
pub(in crate::schedule) trait Row {
    fn row(self) -> usize;
}

impl Row for u32 {
    #[inline]
    fn row(self) -> usize {
        self as usize
    }
}

impl Row for ItemId {
    #[inline]
    fn row(self) -> usize {
        self.index()
    }
}

impl Row for ResourceId {
    #[inline]
    fn row(self) -> usize {
        self.index()
    }
}

#[allow(clippy::indexing_slicing)] // See the type.
impl<T, R: Row> Index<R> for Rows<T> {
    type Output = T;

    #[inline]
    fn index(&self, row: R) -> &T {
        &self.0[row.row()]
    }
}

#[allow(clippy::indexing_slicing)] // See the type.
impl<T, R: Row> IndexMut<R> for Rows<T> {
    #[inline]
    fn index_mut(&mut self, row: R) -> &mut T {
        &mut self.0[row.row()]
    }
}

/// Several values a row, those of all rows one behind the other.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Fan<T> {
    first: Rows<u32>,
    all: Vec<T>,
}

impl<T: Copy> Fan<T> {
    /// Sorts values by their row, which is below `count`; those of a row stay in order.
    pub(in crate::schedule) fn new(
        count: usize,
        values: impl Iterator<Item = (u32, T)> + Clone,
    ) -> Self {
        let mut first = Rows::filled(0_u32, count + 1);
        for (row, _) in values.clone() {
            first[row + 1] += 1;
        }
        let mut sum = 0;
        for one in &mut first.0 {
            sum += *one;
            *one = sum;
        }
        let mut next = first.clone();
        let mut all: Rows<Option<T>> = Rows::filled(None, sum as usize);
        for (row, value) in values {
            all[next[row]] = Some(value);
            next[row] += 1;
        }
        Self { first, all: all.0.into_iter().flatten().collect() }
    }

    /// The values of a row.
    #[inline]
    pub(in crate::schedule) fn of(&self, row: u32) -> &[T] {
        let (from, to) = (self.first[row] as usize, self.first[row + 1] as usize);
        self.all.get(from..to).unwrap_or_default()
    }
}
