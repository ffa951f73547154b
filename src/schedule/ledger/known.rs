//! What one pass has found out about places: people only get busier in it, so that where something has found no place, nothing
//! that is alike finds one.

use rustc_hash::FxHashMap;

use crate::schedule::crew::Crew;
use crate::schedule::ledger::Conflict;
use crate::schedule::ledger::demand::Ask;
use crate::schedule::table::Rows;
use crate::time::Minutes;

/// So much is remembered of what is alike.
const MOST: usize = 6;

/// A crew, of whom it asks how much by which clocks, and whether it may pause.
type Kind = (usize, Box<[(u32, usize, i64)]>, bool);

/// Numbers what is alike: what asks for the same by the same crew and may pause, or not, too.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Kinds(FxHashMap<Kind, u32>);

impl Kinds {
    pub(in crate::schedule) fn number(
        &mut self,
        asks: &[Ask<'_>],
        crew: &Crew<'_>,
        can_split: bool,
    ) -> u32 {
        // Where a clock or a crew lies tells it from others.
        let lies = |ask: &Ask<'_>| std::ptr::from_ref(ask.clock).addr();
        let asks = asks.iter().map(|ask| (ask.pool, lies(ask), ask.units));
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry((std::ptr::from_ref(crew).addr(), asks.collect(), can_split)).or_insert(next)
    }

    /// Where things of these kinds find their places: nothing is known.
    pub(in crate::schedule) fn known(&self) -> Known {
        Known { places: Rows::filled(Vec::new(), self.0.len()), is_closed: false }
    }
}

/// Where things have found their places, by kind.
#[derive(Debug)]
pub(in crate::schedule) struct Known {
    places: Rows<Vec<Found>>,
    /// Nothing is noted: what is placed will be taken back.
    pub(in crate::schedule) is_closed: bool,
}

/// So much work, which might have begun at `from`, has found no place before `at`. In a mirrored pass time runs back.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Found {
    pub(in crate::schedule) amount: Minutes,
    pub(in crate::schedule) from: i64,
    pub(in crate::schedule) at: i64,
    /// What it had to wait for, if somebody will ask.
    pub(in crate::schedule) by: Option<Conflict>,
}

impl Known {
    /// Everybody has time again.
    pub(in crate::schedule) fn forget(&mut self) {
        for places in &mut self.places.0 {
            places.clear();
        }
    }

    /// What kept so much of a kind that might begin at a moment from beginning for longest, as far as is known. What may pause
    /// can begin where more of it can't.
    pub(in crate::schedule) fn last(
        &self,
        kind: u32,
        (amount, can_split): (Minutes, bool),
        from: i64,
    ) -> Option<Found> {
        let is_like = |one: &&Found| one.amount == amount || (one.amount < amount && !can_split);
        let alike = self.places[kind].iter().filter(is_like);
        alike.filter(|one| one.from <= from && from < one.at).max_by_key(|one| one.at).copied()
    }

    /// Remembers where something has found its place.
    pub(in crate::schedule) fn note(&mut self, kind: u32, found: Found) {
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
}
