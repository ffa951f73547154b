//! What the search knows of a problem: that a list of activities becomes a schedule, forward or mirrored.

use crate::schedule::table::Rows;

/// What a schedule costs, compared in this order: how late what has a deadline is, weighted; when all is done; when the goals
/// are reached, all together; and the sum of all starts, so that nothing moves without need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub(super) late: i64,
    pub(super) end: i64,
    pub(super) goals: i64,
    pub(super) starts: i64,
}

impl Cost {
    /// More than any schedule costs.
    pub(super) const MOST: Self =
        Self { late: i64::MAX, end: i64::MAX, goals: i64::MAX, starts: i64::MAX };

    /// Whether it is no later, and ends no later.
    pub(super) const fn ends_by(self, bound: Self) -> bool {
        self.late <= bound.late && self.end <= bound.end
    }

    /// Whether it is no worse, but for small moves.
    pub(super) const fn reaches(self, bound: Self) -> bool {
        self.ends_by(bound) && self.goals <= bound.goals
    }
}

/// In which direction time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    /// From the end to the start: everything as late as can be.
    Mirrored,
}

impl Direction {
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Mirrored,
            Self::Mirrored => Self::Forward,
        }
    }
}

/// A schedule, in the time of its own direction, in which it was made as early as could be.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) starts: Rows<i64>,
    pub(super) ends: Rows<i64>,
    /// Which mode the list asks for: its number plus one, or 0 for the one that ends first.
    pub(super) choices: Rows<u16>,
    /// In which mode each is done.
    pub(super) modes: Rows<u16>,
    pub(super) cost: Cost,
}

impl Sample {
    pub(super) fn empty(count: usize) -> Self {
        Self {
            starts: Rows::filled(0, count),
            ends: Rows::filled(0, count),
            choices: Rows::filled(0, count),
            modes: Rows::filled(0, count),
            cost: Cost::MOST,
        }
    }
}

/// How a list becomes a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Activity by activity: each where it can be first.
    Serial,
    /// Moment by moment: of what can start, what stands first in the list. Schemes that have none take the serial one.
    Parallel,
}

/// Makes schedules from lists.
pub(super) trait Scheme {
    /// How many activities there are.
    fn count(&self) -> u32;

    /// How many modes an activity has.
    fn modes(&self, activity: u32) -> u16;

    /// What each activity waits for, in a direction.
    fn before(&self, way: Direction, activity: u32) -> &[u32];

    /// Whether an activity may stand before another that stands right before it.
    fn may_pass(&self, way: Direction, activity: u32, other: u32) -> bool {
        !self.before(way, activity).contains(&other)
    }

    /// By when each activity has to end if nothing is to be late and there were enough of everybody.
    fn rule(&self) -> Rows<i64>;

    /// How much of what there is each activity takes: of each pool so many thousandths, as long as it runs.
    fn loads(&self) -> Rows<i64>;

    /// Sorts all activities by key, each behind what it waits for.
    fn order(&mut self, way: Direction, keys: &Rows<i64>, list: &mut Vec<u32>);

    /// Generates the schedule of a list, with the choices that are in `sample`; says in which pass it was made.
    fn generate(&mut self, way: Direction, pass: Pass, list: &[u32], sample: &mut Sample) -> Pass;

    /// Whether what a schedule of a direction costs is what it costs forward too. If not, it says which order is good, no more.
    fn is_exact(&self, way: Direction) -> bool;

    /// What no schedule goes below, as far as deadlines, the end and the goals go.
    fn bound(&self) -> Cost;

    /// Where the end is no later, only small things can be better.
    fn least_end(&self) -> i64;

    /// How much work has been done so far.
    fn work(&self) -> u64;

    /// Tells who listens that so much was done of so much.
    fn tell(&self, done: u64, most: u64);
}
