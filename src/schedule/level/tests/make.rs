//! Problems at random, from a seed.

use std::rc::Rc;

use crate::model::{Absence, Calendar, Edge};
use crate::schedule::crew::{Conversion, Crew, Giver};
use crate::schedule::ledger::demand::Ask;
use crate::schedule::level::{
    Activity, ActivityId, Demand, Kind, Link, Mode, Pace, Pool, PoolId, Problem, Several,
};
use crate::schedule::working_time::Clock;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// A small generator (xorshift), so that a failing case can be run again.
pub(in crate::schedule) struct Random(u64);

impl Random {
    pub(in crate::schedule) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.below(2);
        }
        random
    }

    pub(in crate::schedule) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit.max(1)
    }

    /// In so many of a hundred cases.
    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

/// What a problem may hold.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Each is a wish of its own.
pub(super) struct Wish {
    pub(super) activities: u64,
    pub(super) pools: u64,
    /// The longest work, in hours.
    pub(super) longest: u64,
    /// Of how many crews: the first three work whole hours.
    pub(super) crews: usize,
    /// Whether nothing needs to be left out to be searched through: no pauses, deadlines, priorities.
    pub(super) is_small: bool,
    pub(super) has_modes: bool,
    pub(super) has_steps: bool,
    pub(super) has_fixed: bool,
    pub(super) has_priorities: bool,
    pub(super) has_splits: bool,
    pub(super) has_deadlines: bool,
    pub(super) is_simple: bool,
}

impl Wish {
    /// Everything there is.
    pub(super) const ALL: Self = Self {
        activities: 14,
        pools: 3,
        longest: 20,
        crews: 5,
        is_small: false,
        has_modes: true,
        has_steps: true,
        has_fixed: true,
        has_priorities: true,
        has_splits: true,
        has_deadlines: true,
        is_simple: false,
    };

    /// Activities that take time and people, and wait for each other's ends.
    pub(super) const SIMPLE: Self = Self {
        activities: 30,
        pools: 4,
        longest: 20,
        crews: 0,
        is_small: false,
        has_modes: false,
        has_steps: false,
        has_fixed: false,
        has_priorities: false,
        has_splits: false,
        has_deadlines: false,
        is_simple: true,
    };
}

/// The first moment of every problem: a Monday.
fn monday() -> Moment {
    Moment::start_of(Date::new(2026, 3, 2).unwrap())
}

/// Crews of one, of two together and of two in turn, with absences, that live as long as the tests run.
fn crews() -> Vec<&'static Crew<'static>> {
    let calendar: &'static Calendar = Box::leak(Box::new(Calendar::standard()));
    let day = |day: i8| Date::new(2026, 3, day).unwrap();
    let away = |first: i8, last: i8| {
        let (from, to) = (Moment::start_of(day(first)), Moment::end_of(day(last)));
        Absence::new(from, to, "".into(), Span::default())
    };
    let absences: &'static [Absence] = Box::leak(Box::new([away(4, 5), away(10, 16)]));
    let standard = Rc::new(Clock::new(calendar));
    let ana = Rc::new(Clock::new(calendar).without(absences));
    let any = Rc::new(Clock::any([Rc::clone(&standard), Rc::clone(&ana)]));
    let with = |clock: &Rc<Clock<'static>>, pace, givers| {
        &*Box::leak(Box::new(Crew::new(Rc::clone(clock), Rc::clone(&standard), pace, givers)))
    };
    let make = |clock, pace| with(clock, pace, Box::default());
    let giver =
        |person, clock: &Rc<Clock<'static>>, rate| Giver { person, clock: Rc::clone(clock), rate };
    vec![
        make(&standard, Conversion::Duration),
        make(&ana, Conversion::Duration),
        make(&standard, Conversion::Elapsed),
        make(&ana, Conversion::Even(1500)),
        with(
            &any,
            Conversion::Each,
            Box::new([giver(0, &standard, 500), giver(1, &ana, 1000), giver(2, &standard, 250)]),
        ),
    ]
}

thread_local! {
    static CREWS: Vec<&'static Crew<'static>> = crews();
}

pub(super) fn problem(wish: Wish, seed: u64) -> Problem<'static> {
    let mut random = Random::new(seed);
    let mut problem = Problem::default();
    for _ in 0..wish.pools {
        problem.pools.push(pool(wish, &mut random));
    }
    for id in 0..wish.activities {
        let activity = activity(wish, &mut random);
        problem.activities.push(activity);
        links(wish, u32::try_from(id).unwrap(), &mut random, &mut problem);
    }
    problem
}

fn pool(wish: Wish, random: &mut Random) -> Pool {
    let units = |random: &mut Random| 1000 * u32::try_from(1 + random.below(3)).unwrap();
    let mut capacity = vec![(Moment::MIN, units(random) + 1000)];
    if wish.has_steps {
        for day in 0..random.below(4) {
            let moment = monday().plus(Minutes(i64::try_from(day * 4320 + 1440).unwrap()));
            let less = if random.percent(20) { 0 } else { units(random) };
            capacity.push((moment, less));
        }
        capacity.push((monday().plus(Minutes(20 * 1440)), 3000));
    }
    Pool { capacity }
}

fn mode(wish: Wish, random: &mut Random) -> Mode<'static> {
    let crew = (wish.crews > 0 && random.percent(80))
        .then(|| CREWS.with(|crews| *random.pick::<&Crew<'static>>(&crews[..wish.crews])));
    let amount = if random.percent(10) { 0 } else { 60 * (1 + random.below(wish.longest)) };
    let mut demands = Vec::new();
    for pool in 0..wish.pools {
        if random.percent(45) {
            let units = if random.percent(3) && !wish.is_simple && !wish.is_small {
                9000
            } else {
                250 * (1 + random.below(8))
            };
            demands.push(Demand {
                pool: PoolId(u32::try_from(pool).unwrap()),
                units: u32::try_from(units).unwrap(),
            });
        }
    }
    let amount = Minutes(i64::try_from(amount).unwrap());
    let several = crew.filter(|crew| crew.givers.len() > 1 && amount > Minutes::ZERO);
    let several = several.map(|crew| several_of(crew, &demands, random));
    Mode { pace: crew.map_or(Pace::PLAIN, Pace::of), amount, demands, several }
}

/// Several who take each of one pool, now and then of two, that are now and then the same.
fn several_of(
    crew: &'static Crew<'static>,
    demands: &[Demand],
    random: &mut Random,
) -> Several<'static> {
    let each = crew.givers.iter().map(|giver| {
        let own = demands.iter().filter(|_| random.percent(60));
        let own = own.map(|demand| Ask {
            pool: demand.pool.0,
            units: i64::from(demand.units.min(1000)),
            clock: Some(&*giver.clock),
        });
        own.collect()
    });
    Several::new(&crew.givers, each.collect())
}

fn activity(wish: Wish, random: &mut Random) -> Activity<'static> {
    let later = |random: &mut Random| {
        monday().plus(Minutes(
            60 * i64::try_from(random.below(if wish.is_small { 20 } else { 200 })).unwrap(),
        ))
    };
    let mut modes = vec![mode(wish, random)];
    while wish.has_modes && random.percent(30) {
        modes.push(mode(wish, random));
    }
    let mut kind = Kind::Usual;
    let mut release = if random.percent(20) && !wish.is_simple { later(random) } else { monday() };
    if wish.has_fixed && random.percent(10) {
        release = later(random);
        kind = Kind::Fixed(release.plus(Minutes(60 * i64::try_from(random.below(40)).unwrap())));
        modes.truncate(1);
    } else if wish.has_fixed && random.percent(8) {
        kind = Kind::First;
        modes = vec![plain(Minutes::ZERO, Vec::new())];
    }
    Activity {
        kind,
        release,
        deadline: (wish.has_deadlines && !wish.is_small && random.percent(25))
            .then(|| later(random)),
        weight: 1 + u32::try_from(random.below(3)).unwrap(),
        priority: if wish.has_priorities && !wish.is_small {
            250 * u16::try_from(random.below(4)).unwrap()
        } else {
            500
        },
        can_split: wish.has_splits && !wish.is_small && random.percent(30),
        modes,
    }
}

/// The same, but all work goes by the standard calendar.
pub(super) fn by_the_calendar(mut problem: Problem<'static>) -> Problem<'static> {
    let crew = CREWS.with(|crews| crews[0]);
    for mode in problem.activities.iter_mut().flat_map(|one| &mut one.modes) {
        (mode.pace, mode.several) = (Pace::of(crew), None);
    }
    problem
}

/// Work that counts every minute.
pub(super) fn plain(amount: Minutes, demands: Vec<Demand>) -> Mode<'static> {
    Mode { pace: Pace::PLAIN, amount, demands, several: None }
}

/// Work of the first pool from the first Monday on.
pub(super) fn work(amount: Minutes, units: u32) -> Activity<'static> {
    Activity {
        kind: Kind::Usual,
        release: monday(),
        deadline: None,
        weight: 1,
        priority: 500,
        can_split: false,
        modes: vec![plain(amount, vec![Demand { pool: PoolId(0), units }])],
    }
}

/// Something that waits for the end of something else.
pub(super) fn after(from: u32, to: u32) -> Link<'static> {
    Link {
        from: ActivityId(from),
        from_edge: Edge::End,
        to: ActivityId(to),
        to_edge: Edge::Start,
        lag: Minutes::ZERO,
        lag_clock: None,
    }
}

fn links(wish: Wish, to: u32, random: &mut Random, problem: &mut Problem<'static>) {
    if to == 0 {
        return;
    }
    for _ in 0..random.below(3) {
        let edge = |random: &mut Random| if random.percent(50) { Edge::Start } else { Edge::End };
        let is_plain = wish.is_simple || random.percent(60);
        let from = u32::try_from(random.below(u64::from(to))).unwrap();
        let (from_edge, to_edge) =
            if is_plain { (Edge::End, Edge::Start) } else { (edge(random), edge(random)) };
        let spread = 2 * wish.longest;
        let lag = i64::try_from(random.below(spread)).unwrap() - i64::try_from(spread / 2).unwrap();
        let lag = if is_plain { 0 } else { 60 * lag };
        let clock = CREWS.with(|crews| Rc::clone(&random.pick(&crews[..wish.crews.max(1)]).clock));
        problem.links.push(Link {
            from: ActivityId(from),
            from_edge,
            to: ActivityId(to),
            to_edge,
            lag: Minutes(lag),
            lag_clock: (wish.crews > 0 && random.percent(50)).then_some(clock),
        });
    }
}
