//! What is in an arrow's way.

use super::super::rows::Row;
use crate::emit::chart::Px;

/// Between a trunk and a bar that it passes.
pub(super) const CLEARANCE: Px = Px::whole(4);

/// Whether the words behind bars are to be left free too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heed {
    BarsAndWords,
    Bars,
}

/// What is in the way in a row, close together in memory: arrows look at many rows.
#[derive(Clone, Copy)]
pub(super) struct Obstacle {
    bar: Option<(Px, Px)>,
    words: Option<(Px, Px)>,
    due: Option<(Px, Px)>,
}

impl Obstacle {
    pub(super) fn of(row: &Row<'_>) -> Self {
        let widen = |(left, right)| (left - CLEARANCE, right + CLEARANCE);
        Self {
            bar: row.mark.obstacle().map(widen),
            words: beside(row).map(widen),
            due: due(row).map(widen),
        }
    }

    /// Where no trunk can stand.
    pub(super) fn stretches(&self, heed: Heed) -> impl Iterator<Item = (Px, Px)> + use<> {
        let words = if heed == Heed::BarsAndWords { [self.words, self.due] } else { [None; 2] };
        self.bar.into_iter().chain(words.into_iter().flatten())
    }

    /// Whether a trunk there would meet something.
    pub(super) fn meets(&self, heed: Heed, x: Px) -> bool {
        let holds =
            |stretch: Option<(Px, Px)>| stretch.is_some_and(|(left, right)| left < x && x < right);
        holds(self.bar) || heed == Heed::BarsAndWords && (holds(self.words) || holds(self.due))
    }
}

/// Where words, signs and the band of a simulation stand beside a row's shape.
pub(super) fn beside(row: &Row<'_>) -> Option<(Px, Px)> {
    let all = [words(row), row.band.as_deref().copied()].into_iter().flatten();
    all.reduce(hull)
}

/// Where words and signs stand beside a row's shape. An arrow may run over the band of the milestone that it enters.
pub(super) fn words(row: &Row<'_>) -> Option<(Px, Px)> {
    let note = row.note.as_ref().map(|note| (note.left(), note.right()));
    let sign = row.risk.filter(|x| *x > row.mark.right()).map(|x| (x, x + Px::whole(11)));
    let tick = row.tick.filter(|x| *x > row.mark.right()).map(|x| (x, x + Px::whole(9)));
    [note, sign, tick].into_iter().flatten().reduce(hull)
}

/// Where the sign of a date stands that is to come, with its date.
fn due(row: &Row<'_>) -> Option<(Px, Px)> {
    let due = row.due.as_ref().filter(|due| due.until.is_none())?;
    let sign = (due.x, due.x);
    Some(due.label.as_ref().map_or(sign, |label| hull(sign, (label.left(), label.right()))))
}

/// Where the sign of a date stands that is missed.
pub(super) fn missed(row: &Row<'_>) -> Option<(Px, Px)> {
    let due = row.due.as_ref().filter(|due| due.until.is_some())?;
    Some((due.x - CLEARANCE, due.x + CLEARANCE))
}

/// The stretch from the first to the last place of two.
fn hull((left, right): (Px, Px), (from, to): (Px, Px)) -> (Px, Px) {
    (left.min(from), right.max(to))
}

/// Stretches where no trunk can stand, ascending and apart.
pub(super) struct Blocked(Vec<(Px, Px)>);

impl Blocked {
    pub(super) fn new(mut stretches: Vec<(Px, Px)>) -> Self {
        stretches.sort_unstable();
        let mut merged: Vec<(Px, Px)> = Vec::with_capacity(stretches.len());
        for (left, right) in stretches {
            match merged.last_mut() {
                Some(last) if left < last.1 => last.1 = last.1.max(right),
                _ => merged.push((left, right)),
            }
        }
        Self(merged)
    }

    pub(super) fn add(&mut self, left: Px, right: Px) {
        let mut all = std::mem::take(&mut self.0);
        all.push((left, right));
        *self = Self::new(all);
    }

    fn around(&self, x: Px) -> Option<(Px, Px)> {
        let behind = self.0.partition_point(|(left, _)| *left < x);
        let candidate = behind.checked_sub(1).and_then(|at| self.0.get(at)).copied();
        candidate.filter(|(_, right)| x < *right)
    }

    /// The free place in a range that is nearest to the wanted one.
    pub(super) fn nearest(&self, wanted: Px, (low, high): (Px, Px)) -> Option<Px> {
        let wanted = wanted.clamp(low, high);
        let Some((left, right)) = self.around(wanted) else { return Some(wanted) };
        let sides = [left, right].into_iter();
        let free = sides.filter(|x| low <= *x && *x <= high && self.around(*x).is_none());
        free.min_by_key(|x| (*x - wanted).abs())
    }
}

/// How many bars each place lies behind.
pub(super) struct Coverage {
    lefts: Vec<Px>,
    rights: Vec<Px>,
}

impl Coverage {
    pub(super) fn new(rows: &[Obstacle]) -> Self {
        let all = rows.iter().flat_map(|row| row.stretches(Heed::Bars));
        let (mut lefts, mut rights): (Vec<_>, Vec<_>) = all.unzip();
        lefts.sort_unstable();
        rights.sort_unstable();
        Self { lefts, rights }
    }

    fn at(&self, x: Px) -> usize {
        let begun = self.lefts.partition_point(|left| *left < x);
        begun.saturating_sub(self.rights.partition_point(|right| *right <= x))
    }

    /// The place in a range that lies behind the fewest bars and on no other trunk; of several the nearest to the wanted one.
    pub(super) fn least(
        &self,
        (low, high): (Px, Px),
        wanted: Px,
        is_taken: impl Fn(Px) -> bool,
    ) -> Px {
        let edges = self.lefts.iter().chain(&self.rights).copied();
        let beside = (0..4).map(|lane| wanted + CLEARANCE.times(lane));
        let places = edges.chain(beside).filter(|x| low <= *x && *x <= high);
        let places = places.chain([wanted.clamp(low, high)]);
        let weighed =
            places.map(|x| (self.at(x) + usize::from(is_taken(x)), (x - wanted).abs(), x));
        weighed.min().map_or(wanted, |(_, _, x)| x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocked(stretches: &[(i64, i64)]) -> Blocked {
        Blocked::new(stretches.iter().map(|(left, right)| (Px(*left), Px(*right))).collect())
    }

    #[test]
    fn a_trunk_goes_to_the_nearest_free_place() {
        let blocked = blocked(&[(10, 20), (15, 30), (40, 50)]);
        let all = (Px(0), Px(100));
        assert_eq!(blocked.nearest(Px(5), all), Some(Px(5)));
        assert_eq!(blocked.nearest(Px(14), all), Some(Px(10)));
        assert_eq!(blocked.nearest(Px(25), all), Some(Px(30)));
        assert_eq!(blocked.nearest(Px(45), (Px(42), Px(48))), None);
    }
}
