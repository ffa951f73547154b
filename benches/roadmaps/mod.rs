//! Seeded roadmaps of any size: the same size and seed give the same roadmap, everywhere.
//!
//! A layered graph as large plans have it: features of twenty tasks in ten layers, two side by side; each task waits for the one
//! before it and, in three cases of five, for one of another feature (1.5 dependencies a task in all). One person works on each
//! feature, half a share a task, so that nobody is overloaded; some are away for a week; the calendar has its holidays.
//! Features come in waves, each waiting for earlier ones. They stand at the top, or 25 of them in a stream.

mod random;
mod roadmap;

use random::Random;

/// Tasks of one feature.
const TASKS: usize = 20;
/// How many stand side by side in it.
const LANES: usize = 2;
/// Features of one stream.
const FEATURES: usize = 25;
/// Waves of features in the whole.
const WAVES: usize = 8;

/// Where features stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// At the top.
    Plain,
    /// In streams.
    #[allow(dead_code, reason = "the benchmarks use the plain shape only")]
    Streams,
}

/// A roadmap, before it is written in one language or the other.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) shape: Shape,
    pub(crate) features: Vec<Feature>,
}

#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) tasks: Vec<Task>,
    /// The week of the year (from 2) in which its person is away.
    pub(crate) away: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) days: u64,
    pub(crate) after: Vec<TaskId>,
}

/// Which feature, which task of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaskId {
    feature: usize,
    task: usize,
}

impl Generated {
    /// A roadmap of about so many tasks (whole features; at least one task).
    pub(crate) fn new(tasks: usize, shape: Shape, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let count = tasks.div_ceil(TASKS).max(1);
        let wave = count.div_ceil(WAVES);
        let mut features = Vec::with_capacity(count);
        for feature in 0..count {
            let size = TASKS.min(tasks.max(1) - feature * TASKS);
            let tasks =
                (0..size).map(|task| Task::new(TaskId { feature, task }, wave, &mut random));
            let tasks = tasks.collect();
            let away = (random.below(3) == 0).then(|| 2 + random.below(50));
            features.push(Feature { tasks, away });
        }
        Self { shape, features }
    }

    /// The name of the stream that a feature stands in; `None` at the top.
    pub(crate) fn stream(&self, feature: usize) -> Option<usize> {
        (self.shape == Shape::Streams).then_some(feature / FEATURES)
    }

    /// How the tasks of a roadmap name each other.
    pub(crate) fn path(&self, TaskId { feature, task }: TaskId) -> String {
        let stream = self.stream(feature).map_or(String::new(), |stream| format!("s{stream}."));
        format!("{stream}f{feature}.t{task}")
    }

    /// The features with their numbers, those of each stream together.
    pub(crate) fn streams(&self) -> impl Iterator<Item = Vec<(usize, &Feature)>> {
        let size = if self.shape == Shape::Plain { self.features.len() } else { FEATURES };
        let features: Vec<_> = self.features.iter().enumerate().collect();
        features.chunks(size.max(1)).map(<[_]>::to_vec).collect::<Vec<_>>().into_iter()
    }
}

impl Task {
    fn new(id: TaskId, wave: usize, random: &mut Random) -> Self {
        let mut after = Vec::new();
        if id.task >= LANES {
            after.push(TaskId { task: id.task - LANES, ..id });
        }
        if random.below(5) < 3 {
            after.extend(elsewhere(id, wave, random));
        }
        Self { days: 1 + random.below(8), after }
    }
}

/// A task of another feature: any of an earlier wave, or one of a higher layer in the own wave.
fn elsewhere(id: TaskId, wave: usize, random: &mut Random) -> Option<TaskId> {
    let layer = id.task / LANES;
    let first_of_wave = id.feature / wave * wave;
    let is_in_wave = first_of_wave == 0 || random.below(4) > 0;
    let (features, tasks) = if is_in_wave {
        (first_of_wave..id.feature, layer * LANES)
    } else {
        (first_of_wave.saturating_sub(wave)..first_of_wave, TASKS)
    };
    if features.is_empty() || tasks == 0 {
        return None;
    }
    let feature = features.start + random.index(features.len());
    Some(TaskId { feature, task: random.index(tasks) })
}
