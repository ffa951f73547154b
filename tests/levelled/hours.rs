//! Working time as runs of minutes in order: an own count, so that nothing of the schedule's clocks is believed.

use milepost::model::{Absence, Calendar};
use milepost::time::{Date, Moment};

const DAY: i64 = 24 * 60;

/// Runs of working time, from minute to minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hours(Vec<(i64, i64)>);

impl Hours {
    pub(crate) fn of(calendar: &Calendar, absences: &[Absence], first: Date, days: i64) -> Self {
        let mut runs = Vec::new();
        let start = Moment::start_of(first).minutes();
        for day in 0..days {
            let midnight = start + day * DAY;
            let date = Moment::from_minutes(midnight).date();
            for (from, to) in calendar.hours_of(date) {
                runs.push((midnight + i64::from(*from), midnight + i64::from(*to)));
            }
        }
        runs.sort_unstable();
        let mut joined: Vec<(i64, i64)> = Vec::new();
        for (from, to) in runs {
            match joined.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => joined.push((from, to)),
            }
        }
        absences.iter().fold(Self(joined), |hours, away| hours.without(away.from, away.to))
    }

    /// What is left without a time.
    fn without(&self, from: Moment, to: Moment) -> Self {
        let (from, to) = (from.minutes(), to.minutes());
        let parts =
            self.0.iter().flat_map(|run| [(run.0, run.1.min(from)), (run.0.max(to), run.1)]);
        Self(parts.filter(|(from, to)| from < to).collect())
    }

    /// Every minute.
    pub(crate) fn always() -> Self {
        Self(vec![(i64::MIN, i64::MAX)])
    }

    /// When both work.
    pub(crate) fn both(&self, other: &Self) -> Self {
        let mut runs = Vec::new();
        let (mut a, mut b) = (0, 0);
        while let (Some(one), Some(two)) = (self.0.get(a), other.0.get(b)) {
            let (from, to) = (one.0.max(two.0), one.1.min(two.1));
            if from < to {
                runs.push((from, to));
            }
            if one.1 < two.1 { a += 1 } else { b += 1 }
        }
        Self(runs)
    }

    /// The runs between two moments.
    pub(crate) fn between(&self, from: Moment, to: Moment) -> Vec<(i64, i64)> {
        let (from, to) = (from.minutes(), to.minutes());
        let cut = self.0.iter().map(|run| (run.0.max(from), run.1.min(to)));
        cut.filter(|run| run.0 < run.1).collect()
    }

    /// The minutes worked between two moments.
    pub(crate) fn worked(&self, from: Moment, to: Moment) -> i64 {
        self.between(from, to).iter().map(|run| run.1 - run.0).sum()
    }

    /// Whether the minute that begins then is worked.
    pub(crate) fn is_open(&self, moment: Moment) -> bool {
        let minute = moment.minutes();
        self.0.iter().any(|run| run.0 <= minute && minute < run.1)
    }

    /// The first moment from here on whose minute is worked.
    pub(crate) fn next(&self, moment: Moment) -> Option<Moment> {
        let minute = moment.minutes();
        let run = self.0.iter().find(|run| run.1 > minute)?;
        Some(Moment::from_minutes(run.0.max(minute)))
    }

    /// The last moment up to here whose minute before it is worked.
    pub(crate) fn previous(&self, moment: Moment) -> Option<Moment> {
        let minute = moment.minutes();
        let run = self.0.iter().rev().find(|run| run.0 < minute)?;
        Some(Moment::from_minutes(run.1.min(minute)))
    }

    /// The first moment by which so much more is worked.
    pub(crate) fn later(&self, moment: Moment, work: i64) -> Option<Moment> {
        let (minute, mut left) = (moment.minutes(), work);
        if work == 0 {
            return Some(moment);
        }
        for run in self.0.iter().filter(|run| run.1 > minute) {
            let from = run.0.max(minute);
            if run.1 - from >= left {
                return Some(Moment::from_minutes(from + left));
            }
            left -= run.1 - from;
        }
        None
    }

    /// The last moment from which so much is worked up to here.
    pub(crate) fn earlier(&self, moment: Moment, work: i64) -> Option<Moment> {
        let (minute, mut left) = (moment.minutes(), work);
        for run in self.0.iter().rev().filter(|run| run.0 < minute) {
            let to = run.1.min(minute);
            if to - run.0 > left {
                return Some(Moment::from_minutes(to - left));
            }
            left -= to - run.0;
            if left == 0 {
                // The morning of that run, unless nothing is left to go back.
                return Some(Moment::from_minutes(run.0));
            }
        }
        None
    }
}
