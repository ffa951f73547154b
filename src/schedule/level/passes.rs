//! The first answer: one pass by a priority rule, then backward and forward again.
//!
//! Moving everything as late as can be, then as early as can be, closes gaps (Li and Willis, *An iterative scheduling technique
//! for resource-constrained project scheduling*, 1992; Valls, Ballestín and Quintanilla, *Justification and RCPSP*, 2005).

use std::cmp::Reverse;

use crate::schedule::level::cost::{Placement, cost};
use crate::schedule::level::decode::Decoder;
use crate::schedule::level::mirrored::Mirrored;
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::rules::latest_ends;
use crate::schedule::level::scheme::Cost;
use crate::schedule::table::Rows;
use crate::time::Moment;

/// A schedule and the list that it is made from.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) cost: Cost,
    pub(super) list: Vec<u32>,
    pub(super) stands: Rows<Placement>,
}

impl Found {
    /// What placing the activities of a list as early as can be gives.
    pub(super) fn of(
        decoder: &mut Decoder<'_, '_>,
        net: &ProblemIndex<'_, '_>,
        list: Vec<u32>,
    ) -> Self {
        let choices = Rows::filled(0, list.len());
        Self::with_choices(decoder, net, list, &choices)
    }

    /// The same, where modes are asked for: a mode's number plus one, or 0 for the one that ends first.
    pub(super) fn with_choices(
        decoder: &mut Decoder<'_, '_>,
        net: &ProblemIndex<'_, '_>,
        list: Vec<u32>,
        choices: &Rows<u16>,
    ) -> Self {
        decoder.forward(&list, |one| choices[one].checked_sub(1));
        let cost = cost(net, &decoder.stands);
        Self { cost, list, stands: decoder.stands.clone() }
    }
}

/// By latest finish time, as if there were enough of everybody; `early` is the earliest that everything can be.
pub(super) fn by_rule(net: &ProblemIndex<'_, '_>, early: &Rows<Placement>) -> Vec<u32> {
    let latest = latest_ends(net, early);
    net.sorted(|activity| (latest[activity], early[activity].start))
}

/// Backward from its end and forward again.
pub(super) fn justified(
    net: &ProblemIndex<'_, '_>,
    decoder: &mut Decoder<'_, '_>,
    mirrored: &mut Mirrored<'_, '_, '_>,
    found: &Found,
) -> Found {
    let list = net.mirrored(|one| Reverse((found.stands[one].end, found.stands[one].start)));
    let by = Moment::from_minutes(found.cost.end);
    mirrored.backward(&list, by, |one| found.stands[one].mode);
    let stands = &mirrored.stands;
    let list = net.sorted(|one| (stands[one].start, stands[one].end));
    Found::of(decoder, net, list)
}
