//! What has been found out about places: while work is placed people only get busier, so that where something has found no place,
//! nothing that is alike finds one.

use rustc_hash::FxHashMap;

use crate::model::ResourceId;
use crate::schedule::crew::Crew;
use crate::schedule::ledger::Conflict;
use crate::schedule::ledger::demand::ResourceDemand;
use crate::time::{Minutes, Moment};

/// So much is remembered of what is alike.
const MOST: usize = 6;

/// What is alike: the same crew asks for the same, and may pause, or not, too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::schedule) struct Kind {
    /// Where the crew and the clocks of its people lie tells them from others.
    crew: usize,
    asks: Box<[(ResourceId, usize, i64)]>,
    can_split: bool,
}

impl Kind {
    pub(in crate::schedule) fn of(
        asks: &[ResourceDemand<'_, '_>],
        crew: &Crew<'_>,
        can_split: bool,
    ) -> Self {
        let parts = asks.iter().flat_map(|ask| {
            let of_ask = ask.parts.iter();
            of_ask
                .map(|(clock, units)| (ask.resource, std::ptr::from_ref(&***clock).addr(), *units))
        });
        Self { crew: std::ptr::from_ref(crew).addr(), asks: parts.collect(), can_split }
    }
}

/// So much work of a kind, which might begin at a moment.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Like {
    pub(in crate::schedule) kind: Kind,
    pub(in crate::schedule) amount: Minutes,
    pub(in crate::schedule) from: Moment,
}

/// So much work, which might have begun at `from`, has found no place before the end of a conflict.
#[derive(Clone, Copy, Debug)]
struct Found {
    amount: Minutes,
    from: Moment,
    conflict: Conflict,
}

/// Where work has found its place.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Known(FxHashMap<Kind, Vec<Found>>);

impl Known {
    /// What work has to wait for at least. What may pause can begin where more of it can't.
    pub(in crate::schedule) fn conflict(&self, like: &Like) -> Option<Conflict> {
        let Like { kind, amount, from } = like;
        let is_like =
            |one: &&Found| one.amount == *amount || (one.amount < *amount && !kind.can_split);
        let alike = self.0.get(kind)?.iter().filter(is_like);
        let conflicts = alike.filter(|one| one.from <= *from).map(|one| one.conflict);
        conflicts.filter(|conflict| conflict.until > *from).max_by_key(|conflict| conflict.until)
    }

    /// Remembers what work had to wait for.
    pub(in crate::schedule) fn note(&mut self, like: Like, conflict: Conflict) {
        let Like { kind, amount, from } = like;
        let places = self.0.entry(kind).or_default();
        places.retain(|one| one.amount != amount || one.from < from);
        if places.len() == MOST {
            places.remove(0);
        }
        places.push(Found { amount, from, conflict });
    }

    pub(in crate::schedule) fn forget(&mut self) {
        self.0.clear();
    }
}
