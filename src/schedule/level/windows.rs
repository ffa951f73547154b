//! Large plans: a window of a few hundred activities is searched, half of it is settled, and the window slides on.
//!
//! What is settled stays; what comes behind the window counts by how far each activity's end is behind its latest end. So the
//! work grows with the plan and no faster (a rolling horizon: Debels and Vanhoucke, *A decomposition-based genetic algorithm
//! for the resource-constrained project-scheduling problem*, 2007, search parts of a schedule for the same reason).

use crate::schedule::level::decode::{Decoder, Found};
use crate::schedule::level::problem::{Placement, ProblemIndex, late, latest_ends};
use crate::schedule::level::scheme::Cost;
use crate::schedule::random::Random;
use crate::schedule::table::Rows;
use crate::time::Moment;

/// So many activities are searched together.
const WINDOW: usize = 200;

/// So far an activity is moved in the list.
const FAR: u32 = 40;

/// Improves a schedule window by window, with so many schedules in all and until so much work is done; says how many were used.
pub(super) fn improved(
    net: &ProblemIndex<'_, '_>,
    (decoder, early): (&mut Decoder<'_, '_>, &Rows<Placement>),
    found: &Found,
    (budget, most): (u64, u64),
) -> (Found, u64) {
    let latest = latest_ends(net, early);
    let list = net.sorted(|one| (found.stands[one].start, found.stands[one].end));
    // Every activity is in two windows; one schedule is for the last pass.
    let tries = budget.saturating_sub(2) / 2;
    let mut windows = Windows { net, decoder, latest, random: Random::new(1), placed: 0, most };
    let list = windows.slide(list, tries);
    let placed = windows.placed;
    let used = placed.div_ceil(u64::from(net.count()).max(1));
    (Found::of(windows.decoder, net, list), used + 1)
}

struct Windows<'n, 'p, 'q, 'a, 'm> {
    net: &'n ProblemIndex<'p, 'q>,
    decoder: &'n mut Decoder<'a, 'm>,
    latest: Rows<Moment>,
    random: Random,
    /// How many activities were placed.
    placed: u64,
    /// The most work that may be done.
    most: u64,
}

impl Windows<'_, '_, '_, '_, '_> {
    fn slide(&mut self, list: Vec<u32>, tries: u64) -> Vec<u32> {
        self.decoder.begin();
        let mut settled = Vec::with_capacity(list.len());
        let mut coming = list.into_iter();
        let mut window: Vec<u32> = coming.by_ref().take(WINDOW).collect();
        while !window.is_empty() {
            self.search(&mut window, tries);
            let is_last = coming.len() == 0;
            let rest =
                if is_last { Vec::new() } else { window.split_off(window.len().min(WINDOW / 2)) };
            self.decoder.extend(&window, |_| None);
            self.placed += window.len() as u64;
            settled.append(&mut window);
            self.net.work.tell(settled.len() as u64, u64::from(self.net.count()));
            window = rest;
            let room = WINDOW - window.len();
            window.extend(coming.by_ref().take(room));
        }
        settled
    }

    /// Moves one activity after the other, and keeps what is no worse.
    fn search(&mut self, window: &mut [u32], tries: u64) {
        let mut best = self.cost(window);
        for _ in 0..tries {
            if self.net.work.done() >= self.most {
                return;
            }
            let Some((from, to)) = self.moved(window) else { continue };
            let cost = self.cost(window);
            if cost <= best {
                best = cost;
            } else {
                shift(window, to, from);
            }
        }
    }

    /// Moves a random activity to the front as far as what it waits for allows; says from where to where.
    fn moved(&mut self, window: &mut [u32]) -> Option<(usize, usize)> {
        let from = self.random.below(u32::try_from(window.len()).ok()?) as usize;
        let far = self.random.within(1, FAR) as usize;
        let own = *window.get(from)?;
        let waits = self.net.into.of(own);
        let ahead = window.get(..from)?.iter().rev().take(far);
        let free = ahead.take_while(|other| {
            self.net.class[**other] == self.net.class[own]
                && !waits.iter().any(|wait| wait.other == **other)
        });
        let to = from - free.count();
        shift(window, from, to);
        (to < from).then_some((from, to))
    }

    fn cost(&mut self, window: &[u32]) -> Cost {
        self.decoder.try_out(window);
        self.placed += window.len() as u64;
        let mut cost = Cost { late: 0, end: i64::MIN, goals: 0, starts: 0 };
        for one in window {
            let stand = self.decoder.stands[*one];
            cost.end = cost.end.max(stand.end.since(self.latest[*one]).0);
            cost.starts = cost.starts.saturating_add(stand.start.minutes());
            cost.late = cost.late.saturating_add(late(self.net.activity(*one), stand.end));
        }
        self.decoder.retract(window);
        cost
    }
}

/// Moves what stands at one place to another; those between close up.
fn shift(window: &mut [u32], from: usize, to: usize) {
    if from < to {
        window.get_mut(from..=to).unwrap_or_default().rotate_left(1);
    } else {
        window.get_mut(to..=from).unwrap_or_default().rotate_right(1);
    }
}
