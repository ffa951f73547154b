//! The problem that levelling solves, free of everything else: activities, what they wait for, and who there is.
//!
//! The resource-constrained project scheduling problem with generalised minimal time lags, calendars, capacity that varies
//! and several modes (Neumann, Schwindt and Zimmermann, *Project Scheduling with Time Windows and Scarce Resources*, 2003).
//! Time is in minutes since 1 January 1970, amounts of a resource in thousandths of a unit.

use std::rc::Rc;

use crate::model::Edge;
use crate::schedule::crew::{Crew, Giver};
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

/// A row of [`Problem::pools`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PoolId(pub u32);

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
    /// What it takes while it runs; each pool once.
    pub demands: Vec<Demand>,
    /// Of an effort by several: those who do it, each in the time that nothing else takes; else all is taken at once.
    pub several: Option<Several<'m>>,
}

/// Several who do an effort together.
#[derive(Clone, Debug)]
pub struct Several<'m> {
    pub(super) givers: &'m [Giver<'m>],
    /// By giver: what is taken while they give time; each pool once.
    pub demands: Vec<Vec<Demand>>,
    /// Whether some of them take of the same pool.
    pub is_contested: bool,
}

impl<'m> Several<'m> {
    pub(in crate::schedule) fn new(givers: &'m [Giver<'m>], demands: Vec<Vec<Demand>>) -> Self {
        let mut pools: Vec<PoolId> = demands.iter().flatten().map(|demand| demand.pool).collect();
        pools.sort_unstable();
        let is_contested = pools.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        Self { givers, demands, is_contested }
    }

    /// What is taken of one of them.
    pub(super) fn demands(&self, giver: usize) -> &[Demand] {
        self.demands.get(giver).map_or(&[], Vec::as_slice)
    }
}

impl<'m> Mode<'m> {
    /// What is taken together, and by which clock; nothing stands for always.
    pub(super) fn takers(&self) -> impl Iterator<Item = (Option<&'m Clock<'m>>, &[Demand])> {
        let together = self.several.is_none().then(|| (self.pace.clock(), self.demands.as_slice()));
        let several = self.several.iter().flat_map(|several| {
            let demands = several.demands.iter().map(Vec::as_slice);
            several.givers.iter().map(|giver| Some(&*giver.clock)).zip(demands)
        });
        together.into_iter().chain(several)
    }
}

/// What a mode takes of a pool while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Demand {
    /// Of whom.
    pub pool: PoolId,
    /// Thousandths of a unit.
    pub units: u32,
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
    pub capacity: Vec<(Moment, u32)>,
}

/// How an amount of work becomes time.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'m> {
    crew: Option<&'m Crew<'m>>,
}

impl<'m> Pace<'m> {
    /// Every minute counts: work takes as long as it is, wherever it lies.
    pub const PLAIN: Self = Self { crew: None };

    /// As the people of a crew and its calendar let it.
    pub(in crate::schedule) const fn of(crew: &'m Crew<'m>) -> Self {
        Self { crew: Some(crew) }
    }

    /// Whether every minute counts.
    pub const fn is_plain(self) -> bool {
        self.crew.is_none()
    }

    /// The first place from a moment on: when it starts and when it is done.
    pub fn first_place(self, from: Moment, amount: Minutes) -> (Moment, Moment) {
        match self.crew {
            None => (from, from.plus(amount)),
            Some(_) if amount <= Minutes::ZERO => (from, from),
            Some(crew) => crew.first_place(from, amount),
        }
    }

    /// The last place that ends by a moment.
    pub fn last_place(self, end: Moment, amount: Minutes) -> (Moment, Moment) {
        match self.crew {
            None => (end.plus(Minutes(amount.0.saturating_neg())), end),
            Some(_) if amount <= Minutes::ZERO => (end, end),
            Some(crew) => crew.last_place(end, amount),
        }
    }

    /// How much work is done from one moment to another.
    pub(super) fn amount_between(self, start: Moment, end: Moment) -> Minutes {
        self.crew.map_or(end.since(start), |crew| crew.amount_between(start, end))
    }

    /// How long it takes to find a place, in looks at a stretch of a pool.
    pub(super) fn steps(self) -> usize {
        self.crew.map_or(1, Crew::steps)
    }

    /// Tells who is the same from who is not; of no other use.
    pub(super) fn identity(self) -> usize {
        self.crew.map_or(0, |crew| std::ptr::from_ref(crew).addr())
    }

    /// When it runs; nothing stands for always.
    pub(super) fn clock(self) -> Option<&'m Clock<'m>> {
        self.crew.filter(|crew| !crew.is_on_the_clock()).map(|crew| &*crew.clock)
    }

    /// The working time that an amount takes, if that is the same wherever it lies.
    pub(super) fn working_time(self, amount: Minutes) -> Option<Minutes> {
        match self.crew {
            None => Some(amount.max(Minutes::ZERO)),
            Some(_) if amount <= Minutes::ZERO => Some(Minutes::ZERO),
            Some(crew) => crew.working_time(amount),
        }
    }

    /// Whether nothing of it is done from one moment to another, so that nobody is needed.
    pub fn is_idle(self, from: Moment, to: Moment) -> bool {
        self.crew.is_some_and(|crew| crew.is_idle(from, to))
    }

    /// The least clock time that an amount of work can take.
    pub fn shortest(self, amount: Minutes) -> Minutes {
        self.crew.map_or(amount, |crew| crew.shortest(amount))
    }

    /// When so much work can end that is not to end before a moment: of a pause, the evening before is late enough.
    pub fn first_end_from(self, moment: Moment, amount: Minutes) -> Moment {
        let crew = self.crew.filter(|_| amount > Minutes::ZERO);
        crew.map_or(moment, |crew| crew.first_end_from(moment))
    }

    /// The first start from `start` on whose end is no earlier than `end`.
    pub fn start_to_end_from(self, start: Moment, end: Moment, amount: Minutes) -> Moment {
        match self.crew {
            None => start.max(end.plus(Minutes(amount.0.saturating_neg()))),
            Some(crew) => crew.start_to_end_from(start, end, amount),
        }
    }
}
