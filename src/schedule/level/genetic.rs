//! The search: a genetic algorithm over two populations, one of schedules in which everything is as early as can be, one in
//! which everything is as late as can be.
//!
//! A child of two schedules of one population is made in the other direction and joins the other population, so that every
//! pass closes gaps as justification does (Debels and Vanhoucke, *A bi-population based genetic algorithm for the
//! resource-constrained project scheduling problem*, 2005). It takes what its first parent does in a window of time, and
//! before and behind it the order of its second. The window is where the first parent uses much of what there is: there it is good
//! (Valls, Ballestín and Quintanilla, *A hybrid genetic algorithm for the resource-constrained project scheduling problem*, 2008). Whether a pass is serial or parallel is drawn too (Hartmann, *A
//! self-adapting genetic algorithm for project scheduling under resource constraints*, 2002, lets a gene decide): the serial
//! scheme can reach every optimum, the parallel one packs people tightly at once.
//!
//! A population that fills with copies of its best finds nothing more. So schedules have to be apart to stand side by side in
//! one, by a distance that shrinks evenly to nothing while the schedules are used up: first the search spreads, then it digs.
//! Two papers have the idea: Segura, Coello Coello, Segredo and Hernández Aguirre (*A novel diversity-based replacement strategy
//! for evolutionary algorithms*, IEEE Transactions on Cybernetics 46, 2016) accept more diversity in the first phases, measured
//! by the distance to the nearest that survives; Sörensen and Sevaux (*MA|PM: memetic algorithms with population management*,
//! Computers & Operations Research 33, 2006) manage a small population by distances. How it is done here is simpler than either.
//!
//! The search ends when its schedules are used up or the bound is reached. Everything is drawn from one seed.

use crate::schedule::level::scheme::{Cost, Direction, Pass, Sample, Scheme};
use crate::schedule::random::Random;
use crate::schedule::table::Rows;

/// The best that was found, and the list that gives it forward.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) sample: Sample,
    pub(super) list: Vec<u32>,
    /// How many schedules were generated.
    pub(super) used: u64,
}

/// Searches with so many schedules, at least two, and as long as its scheme has done no more than so much work. A list that is
/// known to be good may be where it begins.
pub(super) fn search(
    scheme: &mut impl Scheme,
    (budget, most): (u64, u64),
    known: Option<&[u32]>,
) -> Best {
    let mut search = Search::new(scheme, budget, most);
    search.run(known);
    search.finish()
}

/// Of a random choice among so many, the one that should be done first is put into the first lists.
const BIAS: u32 = 2;
/// A child's list is changed by so many moves at most.
const MOVES: u32 = 2;
/// A move goes so far at most.
const FAR: u32 = 8;
/// Of a hundred children so many are made by the parallel scheme: of few activities, and of many.
const PARALLEL: (u32, u32) = (50, 20);
/// Of a hundred children with several modes so many change one; and of a hundred activities with several modes so many are
/// given one by chance in a first schedule.
const OTHER_MODE: u32 = 50;
/// How far apart the schedules of a population are at first: so many thousandths of the makespan for each activity.
const APART: i128 = 30;
/// Where the end can't be earlier, one schedule in so many of those that are left looks for earlier goals.
const FOR_GOALS: u64 = 10;

/// So many activities are few.
const FEW: usize = 45;
/// Of so many windows of many activities the one is taken over in which most is done.
const PEAKS: u32 = 10;
/// A window is so many hundredths of the makespan long.
const WINDOW: (u32, u32) = (15, 60);

/// How many schedules each population has. Of many activities there is more to find near what is known, and fewer schedules
/// are looked at more closely.
const fn size(budget: u64, activities: usize) -> usize {
    let (few, many) = match budget {
        0..=299 => (8, 8),
        300..=2_499 => (24, 12),
        2_500..=24_999 => (40, 24),
        _ => (100, 60),
    };
    if activities <= FEW { few } else { many }
}

struct Search<'s, S> {
    scheme: &'s mut S,
    budget: u64,
    used: u64,
    /// The most work that may be done, and what comes to that of the scheme.
    most: u64,
    work: u64,
    random: Random,
    forward: Vec<Sample>,
    mirrored: Vec<Sample>,
    best: Option<(Sample, Vec<u32>)>,
    best_mirrored: Option<Sample>,
    is_done: bool,
    /// Whether the end is as early as it can be.
    is_settled: bool,
    rule: Rows<i64>,
    /// By activity: how much it takes of what there is.
    loads: Rows<i64>,
    /// What can be done in several modes.
    free_modes: Vec<u32>,
    /// The list and the keys of what is made next.
    list: Vec<u32>,
    keys: Rows<i64>,
}

impl<'s, S: Scheme> Search<'s, S> {
    fn new(scheme: &'s mut S, budget: u64, most: u64) -> Self {
        let count = scheme.count();
        Self {
            budget,
            used: 0,
            most,
            work: 0,
            random: Random::new(0x6D69_6C65_706F_7374),
            forward: Vec::new(),
            mirrored: Vec::new(),
            best: None,
            best_mirrored: None,
            is_done: false,
            is_settled: false,
            rule: scheme.rule(),
            loads: scheme.loads(),
            free_modes: (0..count).filter(|one| scheme.modes(*one) > 1).collect(),
            list: Vec::new(),
            keys: Rows::filled(0, count as usize),
            scheme,
        }
    }

    /// One schedule is kept for the end.
    fn goes_on(&self) -> bool {
        // What is used up first ends it.
        self.scheme.tell(self.used, self.budget);
        self.scheme.tell(self.done(), self.most);
        !self.is_done && self.used + 1 < self.budget && self.done() < self.most
    }

    fn done(&self) -> u64 {
        self.scheme.work().saturating_add(self.work)
    }

    fn run(&mut self, known: Option<&[u32]>) {
        self.begin(known);
        let mut way = Direction::Forward;
        while self.goes_on() {
            self.generation(way);
            way = way.turned();
        }
    }

    /// The first schedules: by the rule, by what is known, by chance; each is turned round once and back.
    fn begin(&mut self, known: Option<&[u32]>) {
        let size = size(self.budget, self.keys.0.len());
        while self.mirrored.len() < size && (self.goes_on() || self.used == 0) {
            let mut sample = Sample::empty(self.keys.0.len());
            let pass = self.first_list(known);
            self.draw_modes(&mut sample);
            self.generate(Direction::Forward, pass, &mut sample);
            for way in [Direction::Mirrored, Direction::Forward] {
                if !self.goes_on() {
                    return;
                }
                self.turn(way, &mut sample);
                self.population(way).push(sample.clone());
            }
        }
    }

    fn first_list(&mut self, known: Option<&[u32]>) -> Pass {
        match (self.used, known) {
            (0, None) => {
                self.scheme.order(Direction::Forward, &self.rule, &mut self.list);
                Pass::Serial
            }
            (0, Some(known)) => {
                self.list.clear();
                self.list.extend(known);
                Pass::Serial
            }
            _ => {
                self.draw_list();
                Pass::Parallel
            }
        }
    }

    /// A list by chance, in which what should be done first is likely to stand first (Kolisch and Drexl, *Adaptive search
    /// for solving hard project scheduling problems*, 1996, draw by regret; a tournament needs no weights).
    fn draw_list(&mut self) {
        let (scheme, rule) = (&*self.scheme, &self.rule);
        let count = scheme.count();
        let mut missing: Rows<usize> =
            (0..count).map(|one| scheme.before(Direction::Forward, one).len()).collect();
        let mut free: Rows<u32> = (0..count).filter(|one| missing[*one] == 0).collect();
        let mut place = 0;
        while free.count() > 0 {
            let draw = |_| self.random.below(free.count());
            let drawn = (0..BIAS).map(draw).min_by_key(|slot| rule[free[*slot]]).unwrap_or(0);
            let one = free.0.swap_remove(drawn as usize);
            self.keys[one] = place;
            place += 1;
            for next in scheme.before(Direction::Mirrored, one) {
                missing[*next] -= 1;
                if missing[*next] == 0 {
                    free.0.push(*next);
                }
            }
        }
        self.scheme.order(Direction::Forward, &self.keys, &mut self.list);
    }

    /// Chance says how some things are done, but in the very first schedule: what two changes of mode only together make better
    /// is not found one by one.
    fn draw_modes(&mut self, sample: &mut Sample) {
        if self.used == 0 {
            return;
        }
        for one in &self.free_modes {
            if self.random.percent(OTHER_MODE) {
                let modes = u32::from(self.scheme.modes(*one));
                sample.choices[*one] = u16::try_from(self.random.below(modes + 1)).unwrap_or(0);
            }
        }
    }

    fn population(&mut self, way: Direction) -> &mut Vec<Sample> {
        match way {
            Direction::Forward => &mut self.forward,
            Direction::Mirrored => &mut self.mirrored,
        }
    }

    /// Makes the schedule of the list, and remembers it if none was better.
    fn generate(&mut self, way: Direction, pass: Pass, sample: &mut Sample) {
        let before = self.done();
        let pass = self.scheme.generate(way, pass, &self.list, sample);
        self.used += 1;
        self.work += self.list.len() as u64;
        if self.used == 1 {
            // More than that there will hardly be, however many may.
            let each = (self.done() - before).max(1);
            self.budget = self.budget.min(2 + self.most.saturating_sub(before) / each);
        }
        if self.scheme.is_exact(way) {
            self.settle(sample.cost);
        }
        match way {
            Direction::Forward
                if self.best.as_ref().is_none_or(|(best, _)| sample.cost < best.cost) =>
            {
                if pass == Pass::Parallel {
                    self.scheme.order(Direction::Forward, &sample.starts, &mut self.list);
                }
                self.best = Some((sample.clone(), self.list.clone()));
            }
            Direction::Mirrored
                if self.best_mirrored.as_ref().is_none_or(|best| sample.cost < best.cost) =>
            {
                self.best_mirrored = Some(sample.clone());
            }
            _ => {}
        }
    }

    /// Whether that is the best there is. Where only goals could be earlier, a part of what is left goes on for them.
    fn settle(&mut self, cost: Cost) {
        let bound = self.scheme.bound();
        self.is_done |= cost.reaches(bound);
        let is_least = cost.late <= bound.late && cost.end <= self.scheme.least_end();
        if is_least && !self.is_settled {
            self.is_settled = true;
            let left = self.budget.saturating_sub(self.used);
            self.budget = self.used + left / FOR_GOALS;
        }
    }

    /// Makes the same in the other direction: what ended last goes first.
    fn turn(&mut self, way: Direction, sample: &mut Sample) {
        for (key, end) in self.keys.0.iter_mut().zip(sample.ends.iter()) {
            *key = -end;
        }
        self.scheme.order(way, &self.keys, &mut self.list);
        self.generate(way, Pass::Serial, sample);
    }

    /// From the schedules of one direction children of the other: each is a first parent once.
    fn generation(&mut self, way: Direction) {
        let size = self.population(way).len();
        if size < 2 {
            self.is_done = true;
        }
        for first in 0..size {
            if !self.goes_on() {
                return;
            }
            let second = self.second(way, first);
            let Some(mut child) = self.cross(way, first, second) else { return };
            self.scheme.order(way.turned(), &self.keys, &mut self.list);
            self.move_some(way.turned());
            let pass = self.draw_pass();
            self.generate(way.turned(), pass, &mut child);
            let radius = self.radius(&child);
            self.work += (size * self.list.len() / 8) as u64;
            join(self.population(way.turned()), child, radius);
        }
    }

    fn draw_pass(&mut self) -> Pass {
        let percent = if self.list.len() <= FEW { PARALLEL.0 } else { PARALLEL.1 };
        if self.random.percent(percent) { Pass::Parallel } else { Pass::Serial }
    }

    /// Up to which distance a schedule is now too like another to stand beside it.
    fn radius(&self, child: &Sample) -> i64 {
        let all = i128::from(child.makespan()) * i128::from(child.starts.count());
        let left = i128::from(self.budget.saturating_sub(self.used));
        let radius = all * APART * left / (1000 * i128::from(self.budget.max(1)));
        i64::try_from(radius).unwrap_or(i64::MAX)
    }

    /// The better of two that are not the first parent.
    fn second(&mut self, way: Direction, first: usize) -> usize {
        let size = u32::try_from(self.population(way).len()).unwrap_or(1);
        let mut draw = || (first + 1 + self.random.below(size - 1) as usize) % size as usize;
        let (a, b) = (draw(), draw());
        let cost = |one: usize| self.population(way).get(one).map(|sample| sample.cost);
        let mut cost = cost;
        if cost(b) < cost(a) { b } else { a }
    }

    /// The keys of a child, for the other direction: in a window of time those of the first parent, around it those of the
    /// second, but each on the side of the window on which it is in the first.
    fn cross(&mut self, way: Direction, first: usize, second: usize) -> Option<Sample> {
        // Further apart than any two keys.
        const BEYOND: i64 = 1 << 40;
        let population = match way {
            Direction::Forward => &self.forward,
            Direction::Mirrored => &self.mirrored,
        };
        let (first, second) = (population.get(first)?, population.get(second)?);
        let count = self.scheme.count();
        let (low, high) = window(&mut self.random, first, &self.loads);
        let mut child = first.clone();
        for one in 0..count {
            let end = first.ends[one];
            self.keys[one] = -end;
            if end < low || end > high {
                let side = if end < low { BEYOND } else { -BEYOND };
                self.keys[one] = side - second.ends[one];
                child.choices[one] = second.choices[one];
                child.modes[one] = second.modes[one];
            }
        }
        Some(child.with_other_mode(&mut self.random, &self.free_modes, &*self.scheme))
    }

    /// Moves a few activities towards the front, as far as what they wait for allows.
    fn move_some(&mut self, way: Direction) {
        let Ok(count) = u32::try_from(self.list.len()) else { return };
        for _ in 0..self.random.within(1, MOVES) {
            let from = self.random.below(count) as usize;
            let far = self.random.within(1, FAR.min(count / 2).max(1)) as usize;
            let Some(own) = self.list.get(from).copied() else { return };
            let ahead = self.list.get(..from).unwrap_or_default().iter().rev().take(far);
            let to =
                from - ahead.take_while(|other| self.scheme.may_pass(way, own, **other)).count();
            self.list.get_mut(to..=from).unwrap_or_default().rotate_right(1);
        }
    }

    /// The best; what was best mirrored is made forward first.
    fn finish(mut self) -> Best {
        if let Some(mut mirrored) = self.best_mirrored.take()
            && self.best.as_ref().is_some_and(|(best, _)| mirrored.cost.end < best.cost.end)
        {
            self.turn(Direction::Forward, &mut mirrored);
        }
        let (sample, list) = self.best.unwrap_or_else(|| (Sample::empty(0), Vec::new()));
        Best { sample, list, used: self.used }
    }
}

/// From when to when a child takes over what a schedule does: between two ends, or, of many activities, where most is done.
fn window(random: &mut Random, sample: &Sample, loads: &Rows<i64>) -> (i64, i64) {
    let mut draw = || sample.ends[random.below(sample.ends.count())];
    if sample.ends.0.len() <= FEW {
        let (a, b) = (draw(), draw());
        return (a.min(b), a.max(b));
    }
    let (first, makespan) = (sample.first_start(), sample.makespan());
    let length = makespan * i64::from(random.within(WINDOW.0, WINDOW.1)) / 100;
    let room = u32::try_from(makespan - length).unwrap_or(u32::MAX);
    let mut draw = || {
        let low = first + i64::from(random.below(room.saturating_add(1)));
        let high = low + length;
        let is_inside = |end: i64| low <= end && end <= high;
        let loads = sample.ends.iter().zip(loads.iter());
        let load: i64 = loads.map(|(end, load)| if is_inside(*end) { *load } else { 0 }).sum();
        (load, low, high)
    };
    let windows = (0..PEAKS).map(|_| draw());
    windows.max_by_key(|(load, ..)| *load).map_or((first, first), |(_, low, high)| (low, high))
}

/// A child takes the place of the one that it is most like if that lies within the radius, else of the worst; but only if it
/// is better, and there is none that costs the same.
fn join(population: &mut [Sample], child: Sample, radius: i64) {
    if population.iter().any(|sample| sample.cost == child.cost) {
        return;
    }
    let distances = population.iter().map(|sample| sample.distance(&child));
    let nearest = (0..).zip(distances).min_by_key(|(_, distance)| *distance);
    let rival = match nearest {
        Some((nearest, distance)) if distance <= radius => population.get_mut::<usize>(nearest),
        _ => population.iter_mut().max_by_key(|sample| sample.cost),
    };
    if let Some(rival) = rival.filter(|rival| child.cost < rival.cost) {
        *rival = child;
    }
}

impl Sample {
    fn first_start(&self) -> i64 {
        self.starts.iter().min().copied().unwrap_or(0)
    }

    /// From the first start to the last end.
    fn makespan(&self) -> i64 {
        self.ends.iter().max().map_or(0, |last| last - self.first_start())
    }

    /// By how much the starts differ, all together.
    fn distance(&self, other: &Self) -> i64 {
        self.starts.iter().zip(other.starts.iter()).map(|(own, other)| (own - other).abs()).sum()
    }

    /// The same, but in half of all cases something is done in another way.
    fn with_other_mode(mut self, random: &mut Random, free: &[u32], scheme: &impl Scheme) -> Self {
        let Ok(count) = u32::try_from(free.len()) else { return self };
        if count > 0 && random.percent(OTHER_MODE) {
            let one = free.get(random.below(count) as usize).copied().unwrap_or(0);
            self.choices[one] =
                u16::try_from(random.below(u32::from(scheme.modes(one)) + 1)).unwrap_or(0);
        }
        self
    }
}
