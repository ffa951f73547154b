//! Tables whose rows are the items or resources of a roadmap, or the activities or pools of one problem.

use std::ops::{Index, IndexMut};

use crate::model::{Edge, ItemId, ResourceId};
use crate::time::Moment;

/// A table that is asked only for rows it has: its maker gave it one for every item, activity or pool, and nobody makes ids but
/// from those. The search spends its time in these tables, and reads as the papers it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows<T>(pub(crate) Vec<T>);

impl<T: Clone> Rows<T> {
    pub(crate) fn filled(value: T, count: usize) -> Self {
        Self(vec![value; count])
    }
}

impl<T> Rows<T> {
    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> FromIterator<T> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

/// What names a row.
pub(crate) trait Row {
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
pub(crate) struct Fan<T> {
    first: Rows<u32>,
    all: Vec<T>,
}

impl<T: Copy> Fan<T> {
    /// Sorts values by their row, which is below `count`; those of a row stay in order.
    pub(crate) fn new(count: usize, values: impl Iterator<Item = (u32, T)> + Clone) -> Self {
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
    pub(crate) fn of(&self, row: u32) -> &[T] {
        let (from, to) = (self.first[row] as usize, self.first[row + 1] as usize);
        self.all.get(from..to).unwrap_or_default()
    }
}

/// A moment for each edge of an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges {
    pub(crate) start: Moment,
    pub(crate) end: Moment,
}

impl Edges {
    /// The same for both.
    pub(crate) const fn both(moment: Moment) -> Self {
        Self { start: moment, end: moment }
    }
}

/// A moment for each edge of every item. The passes keep these for what they ask of items far away, mostly of one edge: of a
/// large roadmap whole timings would have to come from memory each time.
#[derive(Debug)]
pub(crate) struct AllEdges([Rows<Moment>; 2]);

impl AllEdges {
    /// The same for both edges of so many items.
    pub(crate) fn all(items: usize, moment: Moment) -> Self {
        Self([(); 2].map(|()| Rows::filled(moment, items)))
    }

    /// Makes all the same again.
    pub(crate) fn fill(&mut self, moment: Moment) {
        self.0.iter_mut().for_each(|edge| edge.0.fill(moment));
    }

    /// Sets both edges of an item.
    pub(crate) fn set(&mut self, item: ItemId, edges: Edges) {
        (self[Edge::Start][item], self[Edge::End][item]) = (edges.start, edges.end);
    }
}

#[allow(clippy::indexing_slicing)] // There are as many as there are edges.
impl Index<Edge> for AllEdges {
    type Output = Rows<Moment>;

    fn index(&self, edge: Edge) -> &Rows<Moment> {
        &self.0[edge as usize]
    }
}

#[allow(clippy::indexing_slicing)] // Likewise.
impl IndexMut<Edge> for AllEdges {
    fn index_mut(&mut self, edge: Edge) -> &mut Rows<Moment> {
        &mut self.0[edge as usize]
    }
}

/// What a period that was not given leaves to the parts.
pub(crate) const NO_PERIOD: Edges = Edges { start: Moment::MAX, end: Moment::MIN };
