//! Working time as a table with an entry a minute.

use milepost::model::{Absence, Calendar};
use milepost::time::{Minutes, Moment};

/// Days before and behind the start of the roadmap that the tables hold.
pub(crate) const BEFORE: i64 = 30;
const BEHIND: i64 = 60;
const DAY: i64 = 24 * 60;

/// Which minutes are worked, from some day on.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    first: i64,
    open: Vec<bool>,
    /// How many minutes before each entry are worked.
    before: Vec<usize>,
}

impl Table {
    fn new(first: i64, open: Vec<bool>) -> Self {
        let mut sum = 0;
        let mut before = Vec::with_capacity(open.len() + 1);
        for open in &open {
            before.push(sum);
            sum += usize::from(*open);
        }
        before.push(sum);
        Self { first, open, before }
    }

    pub(crate) fn of(calendar: &Calendar, absences: &[Absence], around: Moment) -> Self {
        let first = around.minutes() - BEFORE * DAY;
        let mut open = Vec::new();
        for day in 0..BEFORE + BEHIND {
            let midnight = first + day * DAY;
            let hours = calendar.hours_of(Moment::from_minutes(midnight).date());
            let is_away = |minute: u16| {
                let moment = Moment::from_minutes(midnight + i64::from(minute));
                absences.iter().any(|away| away.from <= moment && moment < away.to)
            };
            let works = |minute| hours.iter().any(|(from, to)| *from <= minute && minute < *to);
            open.extend((0..1440).map(|minute| works(minute) && !is_away(minute)));
        }
        Self::new(first, open)
    }

    pub(crate) fn both(&self, other: &Self) -> Self {
        let open = self.open.iter().zip(&other.open).map(|(a, b)| *a && *b);
        Self::new(self.first, open.collect())
    }

    pub(crate) fn either(&self, other: &Self) -> Self {
        let open = self.open.iter().zip(&other.open).map(|(a, b)| *a || *b);
        Self::new(self.first, open.collect())
    }

    pub(crate) fn always(&self) -> Self {
        Self::new(self.first, vec![true; self.open.len()])
    }

    fn index(&self, moment: Moment) -> Option<usize> {
        let index = usize::try_from(moment.minutes() - self.first).ok()?;
        (index <= self.open.len()).then_some(index)
    }

    fn moment(&self, index: usize) -> Moment {
        Moment::from_minutes(self.first + i64::try_from(index).unwrap())
    }

    pub(crate) fn is_open(&self, moment: Moment) -> Option<bool> {
        self.open.get(self.index(moment)?).copied()
    }

    /// The first minute from here on that is worked.
    pub(crate) fn next(&self, moment: Moment) -> Option<Moment> {
        let from = self.index(moment)?;
        let behind = self.before.partition_point(|before| *before <= self.before[from]);
        (behind < self.before.len()).then(|| self.moment(behind - 1))
    }

    /// The last moment up to here whose minute before it is worked.
    pub(crate) fn previous(&self, moment: Moment) -> Option<Moment> {
        let to = self.index(moment)?;
        let index = self.before.partition_point(|before| *before < self.before[to]);
        (self.before[to] > 0).then(|| self.moment(index))
    }

    /// So much work later, or earlier: the first moment at which so much more, the last at which so much less is worked.
    pub(crate) fn later(&self, moment: Moment, work: Minutes) -> Option<Moment> {
        let from = self.index(moment)?;
        let amount = usize::try_from(work.0.abs()).unwrap();
        let index = match work.0 {
            0 => from,
            1.. => self.before.partition_point(|before| *before < self.before[from] + amount),
            _ => {
                let left = self.before[from].checked_sub(amount)?;
                self.before.partition_point(|before| *before <= left) - 1
            }
        };
        (index < self.before.len()).then(|| self.moment(index))
    }

    /// Every minute of the table.
    pub(crate) fn minutes(&self) -> impl Iterator<Item = Moment> {
        (0..self.open.len()).map(|index| self.moment(index))
    }

    /// The first minute of the table from which on something holds; there is such a minute.
    pub(crate) fn first_minute(
        &self,
        from: Moment,
        holds: impl Fn(Moment) -> Option<bool>,
    ) -> Option<Moment> {
        let (mut low, mut high) = (self.index(from)?, self.open.len());
        while low < high {
            let middle = low.midpoint(high);
            if holds(self.moment(middle))? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(self.moment(low))
    }

    pub(crate) fn between(&self, a: Moment, b: Moment) -> Minutes {
        let at = |moment| i64::try_from(self.before[self.index(moment).unwrap()]).unwrap();
        Minutes(at(b) - at(a))
    }
}
