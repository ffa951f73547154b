//! The problem that levelling solves, free of everything else: activities, what they wait for, and who there is.
//!
//! The resource-constrained project scheduling problem with generalised minimal time lags, calendars, capacity that varies
//! and several modes (Neumann, Schwindt and Zimmermann, *Project Scheduling with Time Windows and Scarce Resources*, 2003).
//! Time is in minutes since 1 January 1970, amounts of a resource in thousandths of a unit.

use std::rc::Rc;

use crate::model::Edge;
use crate::schedule::crew::pace::Pace;
use crate::schedule::ledger::demand::Ask;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What is to be levelled.
#[derive(Clone, Debug, Default)]
pub struct Problem<'m> {
    /// Activities in order of declaration.
    pub activities: Vec<Activity<'m>>,
    /// What waits for what. Without cycles, a [`First`](Kind::First) behind all whose start it takes.
    pub links: Vec<Link<'m>>,
    /// Who and what there is.
    pub pools: Vec<Pool>,
    /// What should be early where the end of all can't be earlier: milestones and releases.
    pub goals: Vec<ActivityId>,
}

/// A row of [`Problem::activities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActivityId(pub u32);

/// Something that takes time, or a point in time.
#[derive(Clone, Debug)]
pub struct Activity<'m> {
    /// What its start is, once that of everything it waits for is known.
    pub kind: Kind,
    /// It starts no earlier.
    pub release: Moment,
    /// It should end no later.
    pub deadline: Option<Moment>,
    /// How much a minute behind its deadline counts, above 0.
    pub weight: u32,
    /// 0 to 1000: what is higher goes first where both compete.
    pub priority: u16,
    /// Whether it may pause while others need what it uses.
    pub can_split: bool,
    /// The ways in which it can be done; at least one.
    pub modes: Vec<Mode<'m>>,
}

/// What the start of an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As early as everything that it waits for allows.
    Usual,
    /// With the first of what it is linked to: the start of something that has parts. Takes no time and nobody.
    First,
    /// Its dates are given: from its release to this moment, whoever else is busy. It waits for nothing, but takes its people while
    /// it runs.
    Fixed(Moment),
}

/// A way in which an activity can be done.
#[derive(Clone, Debug)]
pub struct Mode<'m> {
    /// How work becomes time.
    pub pace: Pace<'m>,
    /// How much work: in the unit of the pace.
    pub amount: Minutes,
    /// What it takes of the pools while it runs.
    pub asks: Vec<Ask<'m>>,
    /// Whether it is an effort by several, who need not all be there at once.
    pub is_joint: bool,
}

/// Something that waits for something else.
#[derive(Clone, Debug)]
pub struct Link<'m> {
    /// What is waited for.
    pub from: ActivityId,
    /// With which of its points.
    pub from_edge: Edge,
    /// What waits.
    pub to: ActivityId,
    /// With which of its points.
    pub to_edge: Edge,
    /// So much later, or earlier where it is negative.
    pub lag: Minutes,
    /// In whose working time the lag counts; `None` counts the clock.
    pub lag_clock: Option<Rc<Clock<'m>>>,
}

/// A person, a team or a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// From each moment on there is so much of it, in thousandths of a unit; ascending, the first at [`Moment::MIN`].
    pub capacity: Vec<(Moment, i64)>,
}
