//! Monte Carlo simulation: the schedule many times over, with amounts drawn from their ranges and risks that strike or don't.
//!
//! ```text
//!  Model ──variables──▶ what is open ──draw──▶ one run's amounts ──pass──▶ its dates ──tally──▶ sums ──outcome──▶ Simulation
//! ```
//!
//! What a run draws depends on the seed, its number, and the names of what is drawn for, and all that is kept of it are sums of
//! integers: so the result is the same on every machine and on any number of threads. The method is that of Van Slyke, *Monte
//! Carlo methods and the PERT problem* (1963).
//!
//! Of a levelled plan every run is levelled too, by serial schedule generation in one order, that of the plan: an activity list
//! is the policy (Stork, *Stochastic resource-constrained project scheduling*, 2001). That is what a team would follow: nobody
//! knows at the start how long things will take, so that no run looks for an order of its own. Only what fits into a gap before
//! work that is earlier in the order knows more than a team would: that the gap is long enough.

mod outcome;
mod run;
mod shape;
mod tally;
#[cfg(test)]
mod tests;
mod variables;
mod watch;

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use run::{Course, Over, Trace};
use tally::{Tally, summary};
use variables::{Draw, Variables};
use watch::{Spending, Watch};

use crate::model::{ItemId, Model};
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::engine::{Forward, Turns};
use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::levelling::Levelling;
use crate::schedule::network::order::{order_by, untie};
use crate::schedule::network::{Network, Node, Role};
use crate::schedule::progress::{Project, States};
use crate::schedule::random::Stream;
use crate::schedule::table::Rows;
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

pub use outcome::{
    Chance, Contribution, ItemOutcome, MoneyOutcome, Outcome, Promised, Simulation, Strike,
};
pub use variables::Source;

/// A plan of no more than this is told to the minute.
const MINUTE_SPAN: Minutes = Minutes(3 * 24 * 60);

/// How to simulate.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// How many runs.
    pub runs: NonZeroU32,
    /// What they are drawn from: the same seed, the same result.
    pub seed: u64,
    /// On how many threads; that makes no difference to the result.
    pub threads: NonZeroU32,
}

impl Default for Settings {
    fn default() -> Self {
        let runs = NonZeroU32::new(10_000).unwrap_or(NonZeroU32::MIN);
        Self { runs, seed: 1, threads: NonZeroU32::MIN }
    }
}

impl Settings {
    /// The same with so many runs.
    pub fn runs(self, runs: NonZeroU32) -> Self {
        Self { runs, ..self }
    }

    /// The same with this seed.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same on so many threads.
    pub fn threads(self, threads: NonZeroU32) -> Self {
        Self { threads, ..self }
    }
}

/// Simulates a roadmap. The schedule is that of the same model.
///
/// ```
/// use milepost::schedule::simulate::{Settings, simulate};
/// use milepost::{Options, Source, compile};
/// let text = "roadmap \"Plan\" from 2026-03-02\ntask api \"API\" 8d..10d..15d\n";
/// let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
/// let simulation = simulate(compiled.model(), compiled.schedule(), &Settings::default());
/// assert_eq!(simulation.end.percentile(80).last_day().to_string(), "2026-03-17");
/// ```
pub fn simulate(model: &Model, schedule: &Schedule, settings: &Settings) -> Simulation {
    simulated(model, schedule, settings, &|_| true).0
}

/// The same; after each run it is told how many there were.
pub fn simulate_telling(
    model: &Model,
    schedule: &Schedule,
    settings: &Settings,
    told: &(dyn Fn(u32) + Sync),
) -> Simulation {
    let goes_on = |runs| {
        told(runs);
        true
    };
    simulated(model, schedule, settings, &goes_on).0
}

/// The same, told after each run how many there were; where the answer is `false` it is given up, and nothing comes of it.
pub fn simulate_while(
    model: &Model,
    schedule: &Schedule,
    settings: &Settings,
    goes_on: &(dyn Fn(u32) -> bool + Sync),
) -> Option<Simulation> {
    let (simulation, is_whole) = simulated(model, schedule, settings, goes_on);
    is_whole.then_some(simulation)
}

/// What comes of the runs, and whether those are all.
fn simulated(
    model: &Model,
    schedule: &Schedule,
    settings: &Settings,
    goes_on: &(dyn Fn(u32) -> bool + Sync),
) -> (Simulation, bool) {
    let states = States::new(model);
    let task = Task {
        model,
        schedule,
        states,
        seed: settings.seed,
        variables: Variables::of(model, schedule),
        watch: Watch::of(model, schedule),
        spending: Spending::of(model, schedule),
        bin: if schedule.end.since(schedule.start) <= MINUTE_SPAN { 1 } else { Minutes::DAY.0 },
        runs: AtomicU32::new(0),
        is_given_up: AtomicBool::new(false),
        goes_on,
    };
    // Where nothing varies, one run is as good as all.
    let runs = if task.variables.is_empty() { 1 } else { settings.runs.get() };
    let (tally, likely) = tallied(&task, runs, settings.threads.get());
    let is_whole = !task.is_given_up.load(Ordering::Relaxed);
    (summary(&task, tally, likely, settings), is_whole)
}

/// The run in which everything is as it is likely and no risk strikes: start and end by item. It is the schedule, found by the
/// pass of the simulation; what is dropped stands at the start of the roadmap.
pub fn likely_run(model: &Model, schedule: &Schedule) -> Vec<(Moment, Moment)> {
    let states = States::new(model);
    Ordered::new(model, schedule, states).likely(schedule, states)
}

/// The network in the order in which every run goes through it, and who works on what.
struct Ordered<'m> {
    network: Network<'m>,
    crews: Crews<'m>,
    order: Vec<Node>,
}

impl<'m> Ordered<'m> {
    /// Of a levelled plan the order and the people are those of the plan.
    fn new(model: &'m Model, schedule: &Schedule, states: States<'m>) -> Self {
        let mut network = Network::new(model);
        let (order, _) = untie(&mut network);
        let Some(levelling) = &schedule.levelling else {
            let crews = Crews::new(&network);
            return Self { network, crews, order };
        };
        let crews = Crews::of_plan(&network, schedule);
        let order = planned_order(&network, schedule, levelling);
        let ordered = Self { network, crews, order };
        if ordered.gives(schedule, states) {
            return ordered;
        }
        Self { order: levelling.order.clone(), ..ordered }
    }

    /// Whether the run in which everything is as it is likely is the schedule.
    fn gives(&self, schedule: &Schedule, states: States<'m>) -> bool {
        let run = self.likely(schedule, states);
        schedule.timings.iter().zip(&run).all(|(timing, (start, end))| {
            !timing.is_scheduled || (timing.start, timing.end) == (*start, *end)
        })
    }

    fn likely(&self, schedule: &Schedule, states: States<'m>) -> Vec<(Moment, Moment)> {
        let (course, mut pass) = self.course(states, schedule);
        course.run(&mut pass, &Variables::of(self.network.model, schedule).likely());
        let items = self.network.model.items().map(|item| item.id);
        items.map(|item| (pass.start_of(item), pass.end_of(item))).collect()
    }

    fn course(&self, states: States<'m>, schedule: &Schedule) -> (Course<'_, 'm>, Forward<'_, 'm>) {
        let Self { network, crews, order } = self;
        let project = Project { network, crews, states };
        let course = Course::new(project, order, schedule);
        let is_levelled = schedule.levelling.is_some();
        let turns = is_levelled.then(|| Turns::new(project, &schedule.timings, &Work::default()));
        (course, Forward::new(project, turns))
    }
}

/// The order in which a levelled plan does its work, each node behind all that it waits for.
///
/// Work is ranked by its planned start (then its end, then its declaration): so what is begun first in the plan has its people
/// first in every run. Work that pauses in the plan gives way until its last piece, and is ranked by that; an effort by several
/// until the last of them joins, or to its end where somebody does not. What takes nobody's time comes as soon as it can.
///
/// That gives the plan back if its work starts as early as it can beside what started before. It need not where an end waits,
/// or where more is asked of somebody than there ever is: nothing waits for those, but others would wait for it.
fn planned_order(network: &Network<'_>, schedule: &Schedule, levelling: &Levelling) -> Vec<Node> {
    let start_of = |item: ItemId| {
        let last = levelling.pieces.get(&item).and_then(|pieces| pieces.last());
        let last = last.map_or(schedule.timing(item).start, |(start, _)| *start);
        last_joined(network, schedule, item).map_or(last, |joined| joined.max(last))
    };
    let work = network.model.items().map(|item| item.id);
    let mut work: Vec<ItemId> = work.filter(|item| network.role(*item) == Role::Work).collect();
    work.sort_by_key(|item| (start_of(*item), schedule.timing(*item).end, *item));
    let mut ranks = Rows::filled(0, network.roles.0.len());
    for (rank, item) in (1..).zip(work) {
        ranks[item] = rank;
    }
    order_by(network, |node| ranks[node.item], |_| std::iter::empty())
}

/// When the last of several who do an effort joins for good; its end where one of them is needed elsewhere then.
fn last_joined(network: &Network<'_>, schedule: &Schedule, item: ItemId) -> Option<Moment> {
    let stints = schedule.stints(item);
    let end = schedule.timing(item).end;
    let people = (0..).zip(schedule.people(network.model.item(item)));
    let givers = people.filter(|(_, one)| units_of(network.model, one).0 > 0);
    let joined = givers.filter(|_| !stints.is_empty()).map(|(person, _)| {
        let last = stints.iter().rfind(|stint| stint.person == person);
        last.filter(|stint| stint.end == end).map_or(end, |stint| stint.start)
    });
    joined.max()
}

/// Everything that threads share.
struct Task<'m> {
    model: &'m Model,
    schedule: &'m Schedule,
    states: States<'m>,
    seed: u64,
    variables: Variables,
    watch: Watch,
    spending: Spending,
    bin: i64,
    /// How many there were, on all threads together.
    runs: AtomicU32,
    /// Whether no more are wanted.
    is_given_up: AtomicBool,
    goes_on: &'m (dyn Fn(u32) -> bool + Sync),
}

/// Counts all runs; gives the end of the likely one too.
fn tallied(task: &Task<'_>, runs: u32, threads: u32) -> (Tally, Moment) {
    let threads = threads.clamp(1, runs);
    if threads == 1 {
        return run(task, 0..runs);
    }
    let share = |thread: u32| {
        let upto = |thread: u32| u64::from(runs) * u64::from(thread) / u64::from(threads);
        let narrow = |run: u64| u32::try_from(run).unwrap_or(runs);
        narrow(upto(thread))..narrow(upto(thread + 1))
    };
    std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads).map(|thread| scope.spawn(move || run(task, share(thread)))).collect();
        let mut sum = run(task, share(0));
        for other in others {
            match other.join() {
                Ok((tally, _)) => sum.0.merge(tally),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sum
    })
}

/// Counts some of the runs.
fn run(task: &Task<'_>, runs: Range<u32>) -> (Tally, Moment) {
    let network = Ordered::new(task.model, task.schedule, task.states);
    let (course, mut pass) = network.course(task.states, task.schedule);
    let clock = task.model.calendars.first().map(Clock::new);
    let mut draw = task.variables.likely();
    course.run(&mut pass, &draw);
    let likely = task.watch.end_of(&pass);
    let mut trace = Trace::new(&course);
    let mut tally = Tally::new(task, &draw);
    for run in runs {
        task.variables.draw(Stream::of_run(task.seed, run.into()), &mut draw);
        course.run(&mut pass, &draw);
        let end = task.watch.end_of(&pass);
        let late = clock.as_ref().map_or(0, |clock| clock.work_between(likely, end).0);
        tally.add_end(late, &draw.values);
        let over = Over { course: &course, pass: &pass, draw: &draw, trace: &mut trace };
        tally.add_critical(over.critical(&task.watch.last, end));
        count(task, &mut tally, &pass, &draw, end);
        if !(task.goes_on)(task.runs.fetch_add(1, Ordering::Relaxed) + 1) {
            task.is_given_up.store(true, Ordering::Relaxed);
        }
        if task.is_given_up.load(Ordering::Relaxed) {
            break;
        }
    }
    (tally, likely)
}

/// Counts what is watched in a run.
fn count(task: &Task<'_>, tally: &mut Tally, pass: &Forward<'_, '_>, draw: &Draw, end: Moment) {
    let watch = &task.watch;
    tally.runs += 1;
    tally.end.add(end);
    let ends = watch.items.iter().map(|watched| watched.end_of(pass));
    for (ended, outcome) in ends.zip(&mut tally.items) {
        outcome.add(ended);
    }
    for (promised, kept) in watch.promised.iter().zip(&mut tally.kept) {
        let watched = promised.watched.and_then(|row| watch.items.get(row));
        let ended = watched.map_or(end.max(watch.fixed), |watched| watched.end_of(pass));
        *kept += u64::from(ended <= promised.moment);
    }
    for (strikes, count) in draw.strikes.iter().zip(&mut tally.strikes) {
        *count += u64::from(*strikes);
    }
    if task.spending.has_risk_money {
        tally.risk_money.push(draw.money.0);
    }
    if task.spending.has_any {
        tally.more_cost.push(task.spending.more(draw));
    }
}
