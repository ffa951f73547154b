//! The least end of a small problem, from all there is: every hour at which each activity could start, in every mode.
//!
//! It is depth first over the activities as declared, which keeps all links. What is left out can't be better: nothing gains by
//! being later than it could be if nobody after it asks for the same people.

use crate::model::Edge;
use crate::schedule::level::problem::{Kind, Link, Mode, SearchProblem};
use crate::time::{Minutes, Moment};

const HOUR: Minutes = Minutes(60);

/// From when to when something is, and in which hours of the problem it runs.
struct Place {
    start: Moment,
    end: Moment,
    hours: Vec<usize>,
}

/// A mode: where it could be, by start, and what it takes of each pool.
struct Direction {
    places: Vec<Place>,
    demands: Vec<(usize, i64)>,
    /// Whether it takes only of pools that nothing behind it asks for.
    is_last: bool,
}

/// Looks for a schedule that is done by a moment, place by place.
pub(super) struct Exhaustive<'p, 'm> {
    problem: &'p SearchProblem<'m>,
    first: Moment,
    ways: Vec<Vec<Direction>>,
    /// What is left of each pool in each hour.
    left: Vec<Vec<i64>>,
    placed: Vec<(Moment, Moment)>,
    /// What at least comes behind the start and the end of each.
    tails: Vec<(i64, i64)>,
    /// When the schedule that was found is done.
    found: Moment,
    nodes: u32,
    /// More than that are not looked at.
    most: u32,
}

impl<'p, 'm> Exhaustive<'p, 'm> {
    /// `end` is when a schedule that is known is done.
    pub(super) fn new(problem: &'p SearchProblem<'m>, end: Moment, most: u32) -> Self {
        let first = problem.activities.iter().map(|one| one.release).min().unwrap();
        let hours = usize::try_from(end.since(first).0 / HOUR.0).unwrap() + 1;
        let mut made = Self {
            problem,
            first,
            ways: Vec::new(),
            left: left(problem, first, hours),
            placed: Vec::new(),
            tails: tails(problem),
            found: end,
            nodes: 0,
            most,
        };
        let last = last_askers(problem, &made.left);
        for (id, activity) in problem.activities.iter().enumerate() {
            let modes = activity.modes.iter();
            let ways = modes.map(|mode| made.way(activity.release, mode, end, id, &last));
            let ways = ways.collect();
            made.ways.push(ways);
        }
        made
    }

    fn hour(&self, moment: Moment) -> usize {
        usize::try_from(moment.since(self.first).0 / HOUR.0).unwrap()
    }

    fn way(
        &self,
        release: Moment,
        mode: &Mode<'_>,
        by: Moment,
        id: usize,
        last: &[Option<usize>],
    ) -> Direction {
        let mut places = Vec::new();
        let mut at = mode.crew.first_place(release, mode.amount);
        while at.1 <= by {
            let hours = self.hour(at.0)..self.hour(at.1);
            let start =
                |hour: &usize| self.first.plus(Minutes(i64::try_from(*hour).unwrap() * HOUR.0));
            let runs = |hour: &usize| works(mode, start(hour), start(hour).plus(HOUR));
            places.push(Place { start: at.0, end: at.1, hours: hours.filter(runs).collect() });
            at = mode.crew.first_place(at.0.plus(HOUR), mode.amount);
        }
        let demands = mode.asks.iter().map(|one| (one.pool as usize, one.units));
        let demands = demands.filter(|(pool, _)| last[*pool].is_some()).collect::<Vec<_>>();
        let is_last = demands.iter().all(|(pool, _)| last[*pool] <= Some(id));
        Direction { places, demands, is_last }
    }

    /// The least end there is; nothing if it takes too long to find.
    pub(super) fn least_end(mut self) -> Option<Moment> {
        loop {
            let least = self.found;
            if !self.is_done_by(least.plus(Minutes(-HOUR.0)))? {
                return Some(least);
            }
        }
    }

    /// Whether there is a schedule that is done by then; nothing if it takes too long to say.
    pub(super) fn is_done_by(&mut self, by: Moment) -> Option<bool> {
        let id = self.placed.len();
        let Some(activity) = self.problem.activities.0.get(id) else {
            self.found = self.placed.iter().map(|(_, end)| *end).max().unwrap_or(by);
            return Some(true);
        };
        let (start, end) = self.bounds(id);
        match activity.kind {
            Kind::Fixed(end) => return self.with(activity.release, end, by),
            Kind::First => return self.with(start, start, by),
            Kind::Usual => {}
        }
        let (behind_start, behind_end) = self.tails[id];
        for way in 0..self.ways[id].len() {
            let mode = &activity.modes[way];
            let end = mode.crew.first_end_from(end);
            let first = self.ways[id][way].places.partition_point(|place| place.start < start);
            for place in first..self.ways[id][way].places.len() {
                let Direction { places, is_last, .. } = &self.ways[id][way];
                let Place { start, end: own_end, .. } = places[place];
                let is_last = *is_last;
                if start.plus(Minutes(behind_start)).max(own_end.plus(Minutes(behind_end))) > by {
                    break;
                }
                self.nodes += 1;
                if self.nodes > self.most {
                    return None;
                }
                if own_end < end || !self.fits(id, way, place) {
                    continue;
                }
                self.take(id, way, place, 1);
                let found = self.with(start, own_end, by);
                self.take(id, way, place, -1);
                if found? {
                    return Some(true);
                }
                if is_last {
                    break;
                }
            }
        }
        Some(false)
    }

    fn with(&mut self, start: Moment, end: Moment, by: Moment) -> Option<bool> {
        if end > by {
            return Some(false);
        }
        self.placed.push((start, end));
        let found = self.is_done_by(by);
        self.placed.pop();
        found
    }

    /// When it may start, and end, by what it waits for.
    fn bounds(&self, id: usize) -> (Moment, Moment) {
        let activity = &self.problem.activities.0[id];
        let links = self.problem.links.iter().filter(|link| link.to as usize == id);
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
        let (start, end) = self.placed[link.from as usize];
        let point = if link.from_edge == Edge::Start { start } else { end };
        link.lag_clock.map_or(point.plus(link.lag), |clock| clock.advance(point, link.lag))
    }

    fn fits(&self, id: usize, way: usize, place: usize) -> bool {
        let way = &self.ways[id][way];
        way.demands.iter().all(|(pool, units)| {
            way.places[place].hours.iter().all(|hour| self.left[*pool][*hour] >= *units)
        })
    }

    fn take(&mut self, id: usize, way: usize, place: usize, times: i64) {
        let way = &self.ways[id][way];
        for (pool, units) in &way.demands {
            for hour in &way.places[place].hours {
                self.left[*pool][*hour] -= units * times;
            }
        }
    }
}

/// What is left of each pool in each hour beside what is fixed.
fn left(problem: &SearchProblem<'_>, first: Moment, hours: usize) -> Vec<Vec<i64>> {
    let moment = |hour: usize| first.plus(Minutes(i64::try_from(hour).unwrap() * HOUR.0));
    let fixed = problem.activities.iter().filter_map(|one| match one.kind {
        Kind::Fixed(end) => Some((one.release, end, &one.modes[0])),
        _ => None,
    });
    let mut left = Vec::new();
    for (pool, row) in (0_u32..).zip(problem.pools.iter()) {
        let there = |hour| {
            let steps = row.0.iter();
            let there = steps.rev().find(|(from, _)| *from <= moment(hour)).map_or(0, |one| one.1);
            let runs = fixed.clone().filter(|(start, end, mode)| {
                let (from, to) = (moment(hour), moment(hour + 1));
                *start <= from && from < *end && works(mode, from, to)
            });
            let asks = runs.flat_map(|(.., mode)| &mode.asks);
            let taken: i64 = asks.filter(|one| one.pool == pool).map(|one| one.units).sum();
            there - taken
        };
        left.push((0..hours).map(there).collect());
    }
    left
}

/// Of each pool who asks for it last, as declared; nobody if there is enough for all at once.
fn last_askers(problem: &SearchProblem<'_>, left: &[Vec<i64>]) -> Vec<Option<usize>> {
    let of_pool = |(pool, left): (usize, &Vec<i64>)| {
        let usual = problem.activities.iter().enumerate();
        let usual = usual.filter(|(_, one)| one.kind == Kind::Usual);
        let asked = usual.map(|(id, one)| {
            let asks = one.modes.iter().flat_map(|mode| &mode.asks);
            let units = asks.filter(|one| one.pool as usize == pool).map(|one| one.units);
            (id, units.max().unwrap_or(0))
        });
        let all: i64 = asked.clone().map(|(_, units)| units).sum();
        let least = left.iter().copied().min().unwrap_or(0);
        asked.filter(|(_, units)| *units > 0 && all > least).map(|(id, _)| id).next_back()
    };
    left.iter().enumerate().map(of_pool).collect()
}

/// What at least comes behind the start and the end of each activity, in minutes.
fn tails(problem: &SearchProblem<'_>) -> Vec<(i64, i64)> {
    let mut tails = vec![(0_i64, 0_i64); problem.activities.0.len()];
    for (id, activity) in problem.activities.iter().enumerate().rev() {
        for link in problem.links.iter().filter(|link| link.from as usize == id) {
            let to = link.to as usize;
            // What has parts starts with the first of them; and a negative lag in working time may be any amount of the clock's.
            // So may what ends before a pause that is waited for to be over.
            let is_counted = problem.activities.0[to].kind == Kind::Usual
                && (link.lag.0 >= 0 || link.lag_clock.is_none())
                && link.to_edge == Edge::Start;
            if is_counted {
                let behind = tails[to].0;
                let own = &mut tails[id];
                let own = if link.from_edge == Edge::Start { &mut own.0 } else { &mut own.1 };
                *own = (*own).max(link.lag.0 + behind);
            }
        }
        if activity.kind == Kind::Usual {
            let modes = activity.modes.iter();
            let least = modes.map(|mode| mode.crew.shortest(mode.amount).0).min().unwrap();
            tails[id].0 = tails[id].0.max(least + tails[id].1);
        }
    }
    tails
}

/// Whether anything is done from one moment to another.
fn works(mode: &Mode<'_>, from: Moment, to: Moment) -> bool {
    mode.crew.clock.next_work(from) < to
}
