//! What one pass has found out about places: people only get busier in it, so that where something has found no place, nothing
//! that is alike finds one.

use rustc_hash::FxHashMap;

use crate::schedule::level::problem::Demand;
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::table::{Fan, Rows};
use crate::time::Minutes;

/// So much is remembered of what is alike.
const MOST: usize = 6;

/// Where activities have found their places. Alike is what asks for the same by the same clock and may pause, or not, too.
#[derive(Debug)]
pub(super) struct Known {
    /// By activity, then mode: its kind.
    kinds: Fan<u32>,
    /// By kind.
    places: Rows<Vec<Found>>,
    /// Nothing is noted: what is placed will be taken back.
    pub(super) is_closed: bool,
}

/// So much work, which might have begun at `from`, has found no place before `at`. In a mirrored pass time runs back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) amount: Minutes,
    pub(super) from: i64,
    pub(super) at: i64,
}

impl Known {
    pub(super) fn nothing(net: &ProblemIndex<'_, '_>) -> Self {
        let mut known: FxHashMap<(usize, &[Demand], bool), u32> = FxHashMap::default();
        let mut kinds = Vec::new();
        for one in 0..net.count() {
            let row = net.activity(one);
            for mode in &row.modes {
                let kind = (mode.pace.identity(), mode.demands.as_slice(), row.can_split);
                let unknown = u32::try_from(known.len()).unwrap_or(u32::MAX);
                kinds.push((one, *known.entry(kind).or_insert(unknown)));
            }
        }
        let kinds = Fan::new(net.count() as usize, kinds.into_iter());
        Self { kinds, places: Rows::filled(Vec::new(), known.len().max(1)), is_closed: false }
    }

    /// Everybody has time again.
    pub(super) fn forget(&mut self) {
        for places in &mut self.places.0 {
            places.clear();
        }
    }

    /// The first moment from one on at which so much of a kind may begin, as far as is known. What may pause can begin where more of
    /// it can't.
    pub(super) fn first(&self, kind: u32, (amount, can_split): (Minutes, bool), from: i64) -> i64 {
        let is_like = |one: &&Found| one.amount == amount || (one.amount < amount && !can_split);
        let alike = self.places[kind].iter().filter(is_like);
        alike.filter(|one| one.from <= from).map(|one| one.at).fold(from, i64::max)
    }

    /// Remembers where something has found its place.
    pub(super) fn note(&mut self, kind: u32, found: Found) {
        if self.is_closed || found.at <= found.from {
            return;
        }
        let places = &mut self.places[kind];
        places.retain(|one| one.amount != found.amount || one.from < found.from);
        if places.len() == MOST {
            places.remove(0);
        }
        places.push(found);
    }

    /// What a mode of an activity is like.
    pub(super) fn kind(&self, activity: u32, mode: u16) -> u32 {
        self.kinds.of(activity).get(usize::from(mode)).copied().unwrap_or(0)
    }
}
