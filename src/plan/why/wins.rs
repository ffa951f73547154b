//! What would win a day: each change was made, and the roadmap scheduled anew.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

use super::change::{Change, DateOf};
use super::slice::Slice;
use super::{Point, before, day_of, pause};
use crate::model::{Anchor, Edge, EstimateBasis, Model};
use crate::schedule::{Driver, Reason, Reasons, State, Step};
use crate::time::{Date, Minutes, Moment};

/// How many items may be placed anew, and rows of calendars read, over all tries: what more would cost is left untried.
const EFFORT: usize = 400_000;
/// How many days less are tried, where fewer win nothing.
const MOST_DAYS: i64 = 3;

/// Something that makes a point of an item a day earlier, or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Win {
    /// What is changed: one thing, or several of which none can be missing.
    pub changes: Vec<Change>,
    /// When the point is then.
    pub moment: Moment,
    /// The day that people call that.
    pub day: Date,
}

/// What would win a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wins {
    /// Changes that win it alone, by what they win, most first: work that takes less, absences that are not.
    pub alone: Vec<Win>,
    /// Where none does: the least that wins it together.
    pub together: Option<Win>,
    /// How many more could have been tried: in a very large roadmap only the longest work is.
    pub untried: usize,
}

/// What would win a day for a point.
pub(super) fn of(reasons: &Reasons<'_>, point: Point) -> Wins {
    let (model, schedule, (item, edge)) = (reasons.model, reasons.schedule, point);
    if schedule.timing(item).state == State::Done {
        return Wins::default();
    }
    let slice = Slice::of(model, schedule, item);
    let now = day_of(model, point, schedule.timing(item).at(edge));
    let tries = EFFORT / slice.weight().max(1);
    let mut trial = Trial { model, slice, point, now, tries, untried: 0 };
    let path = critical(reasons, point, Minutes::ZERO);
    let mut alone = trial.least_days(|days| work(reasons, &path, days), Trial::each);
    alone.extend(trial.each(&others(reasons, &path)));
    alone.sort_by_key(|win| win.day);
    let mut together = Vec::new();
    if alone.is_empty() {
        // What comes less than a day before it would be too late decides as soon as the rest is a day earlier.
        let near = critical(reasons, point, model.header.day);
        together = trial.least_days(
            |days| work(reasons, &near, days),
            |trial, all| trial.together(all).into_iter().collect(),
        );
    }
    Wins { alone, together: together.pop(), untried: trial.untried }
}

/// The roadmap with changes.
struct Trial<'a> {
    model: &'a Model,
    slice: Slice<'a>,
    point: Point,
    /// The day on which the point is.
    now: Date,
    /// How often it may still be scheduled.
    tries: usize,
    untried: usize,
}

impl Trial<'_> {
    /// What wins something with the fewest days less.
    fn least_days(
        &mut self,
        changes: impl Fn(i64) -> Vec<Change>,
        won: impl Fn(&mut Self, &[Change]) -> Vec<Win>,
    ) -> Vec<Win> {
        let mut wins = Vec::new();
        for days in 1..=MOST_DAYS {
            wins = won(self, &changes(days));
            if !wins.is_empty() {
                break;
            }
        }
        wins
    }

    /// What comes of some changes, if it is earlier than that day.
    fn won(&mut self, changes: &[Change]) -> Option<Win> {
        let Some(left) = self.tries.checked_sub(1) else {
            self.untried += 1;
            return None;
        };
        self.tries = left;
        let moment = self.slice.moment_with(self.point, changes)?;
        let day = day_of(self.model, self.point, moment);
        (day < self.now).then(|| Win { changes: changes.to_vec(), moment, day })
    }

    /// Those that win something each alone.
    fn each(&mut self, changes: &[Change]) -> Vec<Win> {
        changes.iter().filter_map(|change| self.won(&[*change])).collect()
    }

    /// The least of several changes that wins something: one after the other is left out, as long as the rest does.
    fn together(&mut self, changes: &[Change]) -> Option<Win> {
        let mut win = self.won(changes)?;
        for change in changes {
            let fewer: Vec<_> = win.changes.iter().copied().filter(|one| one != change).collect();
            if let Some(less) = self.won(&fewer) {
                win = less;
            }
        }
        Some(win)
    }
}

/// The points on the critical paths to a point, itself too, the nearest first: those that decide it, and those that come no more
/// than so much working time before it would be too late. Each with its reason.
fn critical(reasons: &Reasons<'_>, point: Point, within: Minutes) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([point]);
    let mut open = VecDeque::from([point]);
    while let Some((item, edge)) = open.pop_front() {
        let reason = reasons.of(item, edge);
        found.push(reason);
        let before = before(reasons, &reason, reason.driver).into_iter();
        let all = before.chain(just_in_time(reasons, &reason, within));
        open.extend(all.filter(|point| seen.insert(*point)));
    }
    found
}

/// What is there just in time as well, where the point is not fixed and not in the past.
fn just_in_time(reasons: &Reasons<'_>, reason: &Reason, within: Minutes) -> Vec<Point> {
    let waits = match reason.driver {
        Driver::Dependency(_)
        | Driver::Part(_)
        | Driver::RoadmapStart
        | Driver::Today
        | Driver::Resource { .. } => true,
        Driver::Estimate => reason.edge == Edge::End,
        _ => false,
    };
    if !waits {
        return Vec::new();
    }
    let asks = reasons.asks(reason.item, reason.edge).into_iter();
    let tight = asks.filter(|ask| ask.spare <= within);
    tight.filter_map(|ask| before(reasons, reason, ask.driver)).collect()
}

/// So many days less of each work on a critical path that takes longer than that, the longest first.
fn work(reasons: &Reasons<'_>, critical: &[Reason], days: i64) -> Vec<Change> {
    let model = reasons.model;
    let mut work: Vec<_> = critical
        .iter()
        .filter(|reason| is_work(reason))
        .filter_map(|reason| {
            let (item, amount) = (model.item(reason.item), reasons.amount(reason.item));
            let basis = item.data().estimate.map(|estimate| estimate.basis);
            let is_on_the_clock = basis == Some(EstimateBasis::Elapsed);
            let day = if is_on_the_clock { Minutes::DAY } else { model.header.day };
            let less = Minutes(day.0.saturating_mul(days));
            let time = reasons.work_between(item.id, reason.asked, reason.moment);
            (amount > less).then_some((Reverse(time), Change::Shorten(reason.item, less)))
        })
        .collect();
    work.sort_by_key(|(time, _)| *time);
    work.into_iter().map(|(_, change)| change).collect()
}

fn is_work(reason: &Reason) -> bool {
    reason.edge == Edge::End && matches!(reason.step, Step::Work(_) | Step::FirstEnd(_))
}

/// Absences on the critical paths, and dates at which they begin.
fn others(reasons: &Reasons<'_>, critical: &[Reason]) -> Vec<Change> {
    let model = reasons.model;
    let mut changes = Vec::new();
    for reason in critical {
        changes.extend(earlier(model, reason));
        changes.extend(not_late(model, reason));
        if matches!(reason.step, Step::NextWork | Step::Work(_)) {
            let pauses = pause::between(reasons, reason).into_iter();
            let absences = pauses.filter(|pause| pause.who.is_some());
            changes.extend(absences.filter_map(|pause| pause.without));
        }
    }
    let mut known = BTreeSet::new();
    changes.retain(|change| known.insert(*change));
    changes
}

/// Not as late as possible, where that decided.
fn not_late(model: &Model, reason: &Reason) -> Option<Change> {
    let item = model.item(reason.item);
    let is_late =
        matches!(reason.driver, Driver::JustBefore(_) | Driver::Deadline | Driver::RoadmapEnd);
    let holder = item.with_ancestors().find(|one| one.dates().alap.is_some());
    holder.filter(|_| is_late).map(|holder| Change::NotLate(holder.id))
}

/// A working day earlier, where a path begins at a date that somebody has written.
fn earlier(model: &Model, reason: &Reason) -> Option<Change> {
    let calendar = model.item(reason.item).calendar();
    let day_before = |date| calendar.plus_working_days(date, -1);
    match reason.driver {
        Driver::RoadmapStart => Some(Change::StartsOn(day_before(reason.point.date())?)),
        Driver::FixedDate => {
            let item = model.item(reason.holder);
            let is_end = item.dates().from.is_none();
            if !is_end && reason.edge == Edge::End && !model.item(reason.item).kind().is_point() {
                // The end of a period that is fixed as a whole: its start would not help.
                return None;
            }
            let date = if is_end { reason.point.last_day() } else { reason.point.date() };
            Some(Change::Moved(DateOf::Fixed(reason.holder), day_before(date)?))
        }
        Driver::Dependency(id) => match model.dependency(id).anchor {
            Anchor::Moment(moment) => {
                Some(Change::Moved(DateOf::Dependency(id), day_before(moment.date())?))
            }
            Anchor::Item(..) => None,
        },
        _ => None,
    }
}
