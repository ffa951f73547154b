//! Small problems against all there is to find: every hour at which each activity could start, in every mode.

use super::super::{Budget, Kind, Link, Mode, PoolId, Problem, Solution, check, level};
use super::make::{Wish, problem};
use crate::model::Edge;
use crate::time::{Minutes, Moment};

const HOUR: Minutes = Minutes(60);

/// A mode and where it is.
type Placed<'p> = (Moment, Moment, &'p Mode<'static>);

/// Looks for a schedule that is done by a moment, place by place.
struct Exhaustive<'p> {
    problem: &'p Problem<'static>,
    placed: Vec<Placed<'p>>,
    /// What at least comes behind the end of each.
    tails: Vec<i64>,
    nodes: u32,
    /// More than that are not looked at.
    most: u32,
}

impl<'p> Exhaustive<'p> {
    fn new(problem: &'p Problem<'static>, most: u32) -> Self {
        let mut tails = vec![0_i64; problem.activities.len()];
        for link in problem.links.iter().rev() {
            let is_usual = problem.activities[link.to.0 as usize].kind == Kind::Usual;
            if is_usual && link.from_edge == Edge::End && link.to_edge == Edge::Start {
                let modes = problem.activities[link.to.0 as usize].modes.iter();
                let least = modes.map(|mode| mode.pace.shortest(mode.amount).0).min().unwrap();
                let tail = link.lag.0.max(0) + least + tails[link.to.0 as usize];
                let own = &mut tails[link.from.0 as usize];
                // A negative lag in working time may be any amount of clock time.
                *own = (*own).max(if link.lag.0 < 0 { 0 } else { tail });
            }
        }
        Self { problem, placed: Vec::new(), tails, nodes: 0, most }
    }

    /// Whether there is a schedule that is done by then; nothing if it takes too long to say.
    fn is_done_by(&mut self, by: Moment) -> Option<bool> {
        let id = self.placed.len();
        let Some(activity) = self.problem.activities.get(id) else { return Some(true) };
        let (start, end) = self.bounds(id);
        match activity.kind {
            Kind::Fixed(end) => return self.with((activity.release, end, &activity.modes[0]), by),
            Kind::First => return self.with((start, start, &activity.modes[0]), by),
            Kind::Usual => {}
        }
        for mode in &activity.modes {
            let mut at = mode.pace.first_place(start, mode.amount);
            while at.1.plus(Minutes(self.tails[id])) <= by {
                self.nodes += 1;
                if self.nodes > self.most {
                    return None;
                }
                if at.1 >= end && self.fits(at, mode) && self.with((at.0, at.1, mode), by)? {
                    return Some(true);
                }
                at = mode.pace.first_place(at.0.plus(HOUR), mode.amount);
            }
        }
        Some(false)
    }

    fn with(&mut self, placed: Placed<'p>, by: Moment) -> Option<bool> {
        if placed.1 > by {
            return Some(false);
        }
        self.placed.push(placed);
        let found = self.is_done_by(by);
        self.placed.pop();
        found
    }

    /// When it may start, and end, by what it waits for.
    fn bounds(&self, id: usize) -> (Moment, Moment) {
        let activity = &self.problem.activities[id];
        let links = self.problem.links.iter().filter(|link| link.to.0 as usize == id);
        let allowed = links.map(|link| (link.to_edge, self.after(link)));
        if activity.kind == Kind::First {
            let first = allowed.map(|(_, moment)| moment).min();
            return (first.unwrap_or(activity.release).max(activity.release), Moment::MIN);
        }
        let (mut start, mut end) = (activity.release, Moment::MIN);
        for (edge, moment) in allowed {
            match edge {
                Edge::Start => start = start.max(moment),
                Edge::End => end = end.max(moment),
            }
        }
        (start, end)
    }

    fn after(&self, link: &Link<'_>) -> Moment {
        let (start, end, _) = self.placed[link.from.0 as usize];
        let point = if link.from_edge == Edge::Start { start } else { end };
        link.lag_clock.as_ref().map_or(point.plus(link.lag), |clock| clock.advance(point, link.lag))
    }

    fn fits(&self, at: (Moment, Moment), mode: &Mode<'_>) -> bool {
        let mut hour = at.0;
        while hour < at.1 {
            let to = hour.plus(HOUR);
            let runs = !mode.pace.is_idle(hour, to);
            if runs
                && mode.demands.iter().any(|demand| !self.has_room(demand.pool, demand.units, hour))
            {
                return false;
            }
            hour = to;
        }
        true
    }

    fn has_room(&self, pool: PoolId, units: u32, hour: Moment) -> bool {
        let fixed = self.problem.activities.iter().skip(self.placed.len()).filter_map(|one| {
            match one.kind {
                Kind::Fixed(end) => Some((one.release, end, &one.modes[0])),
                _ => None,
            }
        });
        let running = self.placed.iter().copied().chain(fixed).filter(|(start, end, mode)| {
            *start <= hour && hour < *end && !mode.pace.is_idle(hour, hour.plus(HOUR))
        });
        let demands = running.flat_map(|(.., mode)| &mode.demands);
        let taken: u32 =
            demands.filter(|demand| demand.pool == pool).map(|demand| demand.units).sum();
        let capacity = &self.problem.pools[pool.0 as usize].capacity;
        let there = capacity.iter().rfind(|(from, _)| *from <= hour).map_or(0, |(_, units)| *units);
        taken + units <= there
    }
}

fn end(solution: &Solution) -> Moment {
    *solution.ends.iter().max().unwrap()
}

/// The least end there is; nothing if it takes too long to find.
fn least_end(problem: &Problem<'static>, solution: &Solution, nodes: u32) -> Option<Moment> {
    let mut least = end(solution);
    loop {
        let by = least.plus(Minutes(-60));
        if !Exhaustive::new(problem, nodes).is_done_by(by)? {
            return Some(least);
        }
        least = by;
    }
}

/// How far above the least end what was found is, over some seeds.
struct Tally {
    decided: u32,
    reached: u32,
    above: i64,
    spans: i64,
}

fn tally(seeds: std::ops::Range<u64>, nodes: u32) -> Tally {
    let mut tally = Tally { decided: 0, reached: 0, above: 0, spans: 0 };
    for seed in seeds {
        let crews = if seed % 2 == 0 { 0 } else { 3 };
        let wish =
            Wish { activities: 5 + seed % 8, longest: 4, crews, is_small: true, ..Wish::ALL };
        let problem = problem(wish, seed);
        let solution = level(&problem, Budget::Schedules(300));
        assert_eq!(check(&problem, &solution), Ok(()), "seed {seed}");
        let Some(least) = least_end(&problem, &solution, nodes) else { continue };
        let first = problem.activities.iter().map(|one| one.release).min().unwrap();
        tally.decided += 1;
        tally.reached += u32::from(least == end(&solution));
        tally.above += end(&solution).since(least).0;
        tally.spans += least.since(first).0;
        // What is said to be proven is.
        assert!(!solution.is_proven_optimal || least == end(&solution), "seed {seed}");
    }
    tally
}

/// Asserts that enough could be decided, and that what was found is within one in a hundred of the least.
fn assert_near(tally: &Tally, least: u32) {
    let Tally { decided, reached, above, spans } = tally;
    assert!(reached * 100 >= decided * 95, "{reached} of {decided} as good as can be");
    assert!(*decided > least, "only {decided} small enough");
    assert!(above * 100 <= *spans, "{above} of {spans} minutes above the least");
}

#[test]
fn small_problems_are_solved_as_well_as_can_be() {
    assert_near(&tally(0..1_500, 3_000), 600);
}

#[test]
fn the_search_finds_what_is_possible() {
    // One after the other, or two at a time: two hours, not three.
    let wish = Wish { activities: 0, pools: 0, ..Wish::SIMPLE };
    let mut problem = problem(wish, 0);
    problem.pools.push(super::super::Pool { capacity: vec![(Moment::MIN, 2000)] });
    for units in [1000, 1000, 2000] {
        problem.activities.push(super::make::work(HOUR, units));
    }
    let solution = level(&problem, Budget::Schedules(10));
    assert_eq!(end(&solution).since(problem.activities[0].release), Minutes(120));
    let by = problem.activities[0].release;
    assert_eq!(Exhaustive::new(&problem, 1000).is_done_by(by.plus(Minutes(60))), Some(false));
    assert_eq!(Exhaustive::new(&problem, 1000).is_done_by(by.plus(Minutes(120))), Some(true));
}
