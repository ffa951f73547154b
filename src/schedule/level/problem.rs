//! The problem that levelling solves, of a roadmap: activities, what they wait for, and who there is.
//!
//! The resource-constrained project scheduling problem with generalised minimal time lags, calendars, capacity that varies
//! and several modes (Neumann, Schwindt and Zimmermann, *Project Scheduling with Time Windows and Scarce Resources*, 2003).
//! Time is in minutes since 1 January 1970, amounts of a resource in thousandths of a unit.

use crate::model::Edge;
use crate::schedule::crew::Crew;
use crate::schedule::ledger::demand::{Ask, Capacity};
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What is to be levelled.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct SearchProblem<'m> {
    /// Activities in order of declaration.
    pub(in crate::schedule) activities: Rows<Activity<'m>>,
    /// What waits for what. Without cycles, a [`First`](Kind::First) behind all whose start it takes.
    pub(in crate::schedule) links: Vec<Link<'m>>,
    /// Who and what there is.
    pub(in crate::schedule) pools: Rows<Capacity>,
    /// What should be early where the end of all can't be earlier: milestones and releases.
    pub(in crate::schedule) goals: Vec<u32>,
}

/// Something that takes time, or a point in time.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Activity<'m> {
    /// What its start is, once that of everything it waits for is known.
    pub(in crate::schedule) kind: Kind,
    /// It starts no earlier.
    pub(in crate::schedule) release: Moment,
    /// It should end no later.
    pub(in crate::schedule) deadline: Option<Moment>,
    /// How much a minute behind its deadline counts, above 0.
    pub(in crate::schedule) weight: u32,
    /// 0 to 1000: what is higher goes first where both compete.
    pub(in crate::schedule) priority: u16,
    /// Whether it may pause while others need what it uses.
    pub(in crate::schedule) can_split: bool,
    /// Whether its end waits for a date, or a point of it for the past.
    pub(in crate::schedule) is_dated: bool,
    /// The ways in which it can be done; none where nothing is to be done.
    pub(in crate::schedule) modes: Vec<Mode<'m>>,
}

/// What the start of an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) enum Kind {
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
pub(in crate::schedule) struct Mode<'m> {
    /// Who does it: so work becomes time.
    pub(in crate::schedule) crew: &'m Crew<'m>,
    /// How much work.
    pub(in crate::schedule) amount: Minutes,
    /// What it takes of the pools while it runs.
    pub(in crate::schedule) asks: Vec<Ask<'m>>,
    /// Whether it is an effort by several, who need not all be there at once.
    pub(in crate::schedule) is_joint: bool,
}

/// Something that waits for something else.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Link<'m> {
    /// What is waited for.
    pub(in crate::schedule) from: u32,
    /// With which of its points.
    pub(in crate::schedule) from_edge: Edge,
    /// What waits.
    pub(in crate::schedule) to: u32,
    /// With which of its points.
    pub(in crate::schedule) to_edge: Edge,
    /// So much later, or earlier where it is negative.
    pub(in crate::schedule) lag: Minutes,
    /// In whose working time the lag counts; `None` counts the clock.
    pub(in crate::schedule) lag_clock: Option<&'m Clock<'m>>,
}
