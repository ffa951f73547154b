//! Generated projects in the style of `ProGen` (Kolisch, Sprecher and Drexl, *Characterization and generation of a general class
//! of resource-constrained project scheduling problems*, 1995), which has made the instances of PSPLIB: one mode, four resources
//! that are there all the time, and three measures of how hard it is.

/// How many resources there are.
const RESOURCES: usize = 4;
/// So many activities wait for nothing, and for so many nothing waits.
const OPEN: usize = 3;
/// What an activity waits for, and what waits for it, is no more than that.
const MOST_LINKS: usize = 3;

/// Of each activity what waits for it, how long it takes and what it asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Project {
    pub(crate) successors: Vec<Vec<usize>>,
    pub(crate) durations: Vec<i64>,
    pub(crate) requests: Vec<Vec<u32>>,
    pub(crate) capacities: Vec<u32>,
}

/// What a project is like; in hundredths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    /// How many links there are to an activity that no other links imply.
    pub(crate) network_complexity: usize,
    /// Which part of the resources an activity asks for.
    pub(crate) resource_factor: usize,
    /// How much there is: from just enough for each activity, 0, to enough for all as early as can be, 100.
    pub(crate) resource_strength: usize,
}

/// The measures of PSPLIB's sets of 120 activities, once each: 60 projects.
pub(crate) fn measures() -> Vec<Measures> {
    let mut all = Vec::new();
    for network_complexity in [150, 180, 210] {
        for resource_factor in [25, 50, 75, 100] {
            for resource_strength in [10, 20, 30, 40, 50] {
                all.push(Measures { network_complexity, resource_factor, resource_strength });
            }
        }
    }
    all
}

/// Xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((u128::from(self.0) * limit as u128) >> 64) as usize
    }
}

/// The project of a number: the same everywhere.
pub(crate) fn project(activities: usize, measures: Measures, number: u64) -> Project {
    let mut random = Random((number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let successors = network(activities, measures.network_complexity, &mut random);
    let durations = (0..activities).map(|_| 1 + random.below(10) as i64).collect();
    let requests = requests(activities, measures.resource_factor, &mut random);
    let mut project = Project { successors, durations, requests, capacities: Vec::new() };
    project.capacities = (0..RESOURCES)
        .map(|resource| {
            let asked = project.requests.iter().map(|row| row[resource]);
            let least = asked.max().unwrap_or(0);
            let most = project.peak(resource).max(least);
            least + ((most - least) * measures.resource_strength as u32 + 50) / 100
        })
        .collect();
    project
}

/// Links from lower to higher numbers: first each activity waits for something, then something waits for each, then more are
/// drawn that no others imply.
fn network(activities: usize, complexity: usize, random: &mut Random) -> Vec<Vec<usize>> {
    let mut links = Links::none(activities);
    for to in OPEN..activities {
        for _ in 0..100 {
            let from = random.below(to.min(activities - OPEN));
            if links.may(from, to) {
                links.add(from, to);
                break;
            }
        }
    }
    for from in 0..activities - OPEN {
        for _ in 0..100 {
            let first = (from + 1).max(OPEN);
            let to = first + random.below(activities - first);
            if !links.successors[from].is_empty() {
                break;
            }
            if links.may(from, to) {
                links.add(from, to);
            }
        }
    }
    // The links to and from the two activities that stand for the start and the end count too.
    let wanted = (complexity * (activities + 2) / 100).saturating_sub(2 * OPEN);
    for _ in 0..100 * activities {
        let from = random.below(activities - OPEN);
        let first = (from + 1).max(OPEN);
        let to = first + random.below(activities - first);
        if links.count < wanted && links.may(from, to) {
            links.add(from, to);
        }
    }
    links.successors
}

struct Links {
    successors: Vec<Vec<usize>>,
    predecessors: Vec<Vec<usize>>,
    /// Whether one is before another, by whatever links.
    is_before: Vec<Vec<bool>>,
    count: usize,
}

impl Links {
    fn none(activities: usize) -> Self {
        Self {
            successors: vec![Vec::new(); activities],
            predecessors: vec![Vec::new(); activities],
            is_before: vec![vec![false; activities]; activities],
            count: 0,
        }
    }

    /// Whether a link says something that no others say, and makes no other idle.
    fn may(&self, from: usize, to: usize) -> bool {
        let is_before = |a: usize, b: usize| a == b || self.is_before[a][b];
        let makes_idle =
            |a: usize| is_before(a, from) && self.successors[a].iter().any(|b| is_before(to, *b));
        self.successors[from].len() < MOST_LINKS
            && self.predecessors[to].len() < MOST_LINKS
            && !self.is_before[from][to]
            && !(0..=from).any(makes_idle)
    }

    fn add(&mut self, from: usize, to: usize) {
        self.successors[from].push(to);
        self.predecessors[to].push(from);
        self.count += 1;
        let count = self.is_before.len();
        for a in (0..=from).filter(|a| *a == from || self.is_before[*a][from]).collect::<Vec<_>>() {
            for b in to..count {
                if b == to || self.is_before[to][b] {
                    self.is_before[a][b] = true;
                }
            }
        }
    }
}

/// Each activity asks for something; more is drawn until so large a part of the table is filled.
fn requests(activities: usize, factor: usize, random: &mut Random) -> Vec<Vec<u32>> {
    let mut asks = vec![vec![false; RESOURCES]; activities];
    for row in &mut asks {
        row[random.below(RESOURCES)] = true;
    }
    let wanted = factor * activities * RESOURCES / 100;
    let mut asked = activities;
    while asked < wanted {
        let slot = &mut asks[random.below(activities)][random.below(RESOURCES)];
        asked += usize::from(!*slot);
        *slot = true;
    }
    let mut units = |asks: &bool| if *asks { 1 + random.below(10) as u32 } else { 0 };
    asks.iter().map(|row| row.iter().map(&mut units).collect()).collect()
}

impl Project {
    /// The earliest starts, if there were enough of everything.
    fn early_starts(&self) -> Vec<i64> {
        let mut starts = vec![0; self.durations.len()];
        for (one, successors) in self.successors.iter().enumerate() {
            for next in successors {
                starts[*next] = starts[*next].max(starts[one] + self.durations[one]);
            }
        }
        starts
    }

    /// The length of the critical path.
    pub(crate) fn critical_path(&self) -> i64 {
        let ends = self.early_starts().into_iter().zip(&self.durations);
        ends.map(|(start, duration)| start + duration).max().unwrap_or(0)
    }

    /// The most that is asked for of a resource at once if everything is as early as can be.
    fn peak(&self, resource: usize) -> u32 {
        let mut asked = vec![0; self.critical_path() as usize];
        for ((start, duration), row) in
            self.early_starts().iter().zip(&self.durations).zip(&self.requests)
        {
            for slot in &mut asked[*start as usize..(start + duration) as usize] {
                *slot += row[resource];
            }
        }
        asked.into_iter().max().unwrap_or(0)
    }
}
