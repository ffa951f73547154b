//! From a problem to an order in which everything is done by whom.
//!
//! The first answer is one pass by a priority rule, then backward and forward again. Moving everything as late as can be, then
//! as early as can be, closes gaps (Li and Willis, *An iterative scheduling technique for resource-constrained project
//! scheduling*, 1992; Valls, Ballestín and Quintanilla, *Justification and RCPSP*, 2005). Then deadlines go before priorities,
//! and break no more of them than they must ([`Promotion`]).

use std::cmp::Reverse;

use crate::schedule::level::decode::{Decoder, Found};
use crate::schedule::level::genetic::{Best, search};
use crate::schedule::level::plain::{packed, plain};
use crate::schedule::level::problem::{Placement, ProblemIndex, busy_until, cost, latest_ends};
use crate::schedule::level::scheme::Cost;
use crate::schedule::level::timed::{Mirrored, Timed};
use crate::schedule::level::{WHOLE, windows};
use crate::schedule::table::Rows;
use crate::time::Moment;

/// The search for the order in which everything is placed: what has been done, and the best there can be.
pub(super) struct OrderSearch<'d, 'a, 'm> {
    pub(super) decoder: &'d mut Decoder<'a, 'm>,
    /// The earliest that everything can be.
    early: Rows<Placement>,
    pub(super) budget: u64,
    /// The most work that may be done.
    pub(super) most: u64,
    pub(super) used: u64,
    /// What it costs if there were enough of everybody.
    path: Cost,
    /// Likewise, but all that somebody has to do takes its time: nothing ends earlier.
    pub(super) bound: Cost,
}

impl<'d, 'a, 'm> OrderSearch<'d, 'a, 'm> {
    /// With so many schedules, and no more work than that but for what was begun.
    pub(super) fn new(
        net: &ProblemIndex<'_, '_>,
        decoder: &'d mut Decoder<'a, 'm>,
        (budget, most): (u64, u64),
    ) -> Self {
        let early = decoder.earliest(&net.order);
        let path = cost(net, &early);
        let end = path.end.max(busy_until(net, &early).minutes());
        Self { decoder, early, budget, most, used: 0, path, bound: Cost { end, ..path } }
    }

    /// How many schedules may still be generated, if each takes as much work as those before it.
    pub(super) fn left(&self, net: &ProblemIndex<'_, '_>) -> u64 {
        let (done, left) = (net.work.done(), self.most.saturating_sub(net.work.done()));
        let each = done.checked_div(self.used).unwrap_or(0).max(1);
        self.budget.saturating_sub(self.used).min(left / each)
    }

    pub(super) fn run(&mut self, net: &mut ProblemIndex<'_, '_>) -> Found {
        if self.left(net) > 3
            && let Some(found) = self.in_slots(net)
        {
            return found;
        }
        let plain = self.passes(net);
        let found = self.promoted(net, plain);
        if found.cost.reaches(self.path) || self.left(net) < 3 {
            return found;
        }
        let other = if net.problem.activities.0.len() > WHOLE {
            // Every order that keeps everybody busy ends then.
            if found.cost.ends_by(self.bound) {
                return found;
            }
            self.windows(net, &found)
        } else {
            self.whole(net, &found)
        };
        if other.cost < found.cost { other } else { found }
    }

    /// Where the problem is plain: a search over slots.
    fn in_slots(&mut self, net: &ProblemIndex<'_, '_>) -> Option<Found> {
        if net.problem.activities.0.len() > WHOLE {
            return None;
        }
        let plain = plain(net)?;
        let left = (self.left(net).saturating_sub(1), self.most);
        let (mut best, limit) = packed(&plain.parts, left, &net.work)?;
        // What has no place in slots has one in the list: behind all that it waits for.
        let mut ranks = Rows::filled(0_u32, best.list.len());
        for (rank, one) in (0..).zip(&best.list) {
            ranks[*one] = rank;
        }
        best.list = net.sorted(|one| ranks[one]);
        let end = plain.moment(limit).minutes();
        self.bound = Cost { late: 0, end, goals: i64::MAX, starts: 0 };
        Some(self.decoded(net, best))
    }

    /// Forward by a rule, backward, forward.
    pub(super) fn passes(&mut self, net: &ProblemIndex<'_, '_>) -> Found {
        let first = Found::of(self.decoder, net, by_rule(net, &self.early));
        self.used += 1;
        if self.left(net) < 2 || first.cost.reaches(self.path) {
            return first;
        }
        self.used += 2;
        let tighter = justified(net, self.decoder, &mut Mirrored::new(net), &first);
        if tighter.cost < first.cost { tighter } else { first }
    }

    /// A search over all activities.
    fn whole(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let by = Moment::from_minutes(found.cost.end);
        let left = (self.left(net).saturating_sub(1), self.most);
        let mut timed = Timed::new(net, self.decoder, (self.early.clone(), by));
        let best = search(&mut timed, left, Some(&found.list));
        self.decoded(net, best)
    }

    fn windows(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let found = self.justified(net, found);
        let left = (self.left(net), self.most);
        let (other, used) = windows::improved(net, (self.decoder, &self.early), &found, left);
        self.used += used;
        if other.cost < found.cost { other } else { found }
    }

    /// Back and forth while it gets better, with a quarter of what is left.
    fn justified(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let mut mirrored = Mirrored::new(net);
        let mut best = found.clone();
        for _ in 0..self.left(net) / 8 {
            self.used += 2;
            let tighter = justified(net, self.decoder, &mut mirrored, &best);
            if tighter.cost >= best.cost || net.work.is_given_up() {
                break;
            }
            best = tighter;
        }
        best
    }

    /// What was found, made once more by the forward pass.
    fn decoded(&mut self, net: &ProblemIndex<'_, '_>, best: Best) -> Found {
        self.used += best.used + 1;
        Found::with_choices(self.decoder, net, best.list, &best.sample.choices)
    }
}

/// By latest finish time, as if there were enough of everybody; `early` is the earliest that everything can be.
fn by_rule(net: &ProblemIndex<'_, '_>, early: &Rows<Placement>) -> Vec<u32> {
    let latest = latest_ends(net, early);
    net.sorted(|activity| (latest[activity], early[activity].start))
}

/// Backward from its end and forward again.
fn justified(
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

/// How often it is tried to break fewer priorities. Each try is three passes, which a small plan is given beside its budget.
const TRIES: u64 = 16;

impl OrderSearch<'_, '_, '_> {
    /// Where a deadline is missed behind what has a higher priority: what leads to it goes first, if the whole is then less late.
    pub(super) fn promoted(&mut self, net: &mut ProblemIndex<'_, '_>, found: Found) -> Found {
        if found.cost.late <= self.bound.late || !net.has_classes() {
            return found;
        }
        let is_late = |one: &u32| {
            net.activity(*one).deadline.is_some_and(|deadline| found.stands[*one].end > deadline)
        };
        let late: Vec<u32> = (0..net.count()).filter(is_late).collect();
        let own = net.class.clone();
        let above_all = own.iter().copied().max().unwrap_or(0).saturating_add(1);
        let promoted = Promoted { class: above_all, activities: late };
        let first = self.try_out(net, &own, &promoted);
        if first.cost.late >= found.cost.late {
            net.class = own;
            return found;
        }
        let budget = self.budget;
        let small = if net.problem.activities.0.len() > WHOLE { self.left(net) / 6 } else { TRIES };
        let most = self.used + 3 * small.min(TRIES);
        let mut promotion = Promotion { levelling: self, net, own, promoted, found: first, most };
        promotion.fewer();
        promotion.lower();
        let Promotion { own, promoted, found, .. } = promotion;
        promoted.apply(net, &own);
        self.budget = budget.max(self.used);
        found
    }

    /// The first answer with what is promoted.
    fn try_out(
        &mut self,
        net: &mut ProblemIndex<'_, '_>,
        own: &Rows<u16>,
        promoted: &Promoted,
    ) -> Found {
        promoted.apply(net, own);
        self.budget = self.budget.max(self.used + 3);
        self.passes(net)
    }
}

/// What is promoted so far, and the answer with it.
struct Promotion<'l, 'n, 'p, 'q, 'd, 'a, 'm> {
    levelling: &'l mut OrderSearch<'d, 'a, 'm>,
    net: &'n mut ProblemIndex<'p, 'q>,
    /// By activity: its class if nothing is promoted.
    own: Rows<u16>,
    promoted: Promoted,
    found: Found,
    /// So many schedules may be used.
    most: u64,
}

impl Promotion<'_, '_, '_, '_, '_, '_, '_> {
    /// What keeps its deadline without going first does not go first.
    fn fewer(&mut self) {
        let mut at = 0;
        while self.promoted.activities.len() > at.max(1) && self.goes_on() {
            let mut fewer = self.promoted.clone();
            fewer.activities.remove(at);
            at += usize::from(!self.keeps(fewer));
        }
    }

    /// The others go no further ahead than they must.
    fn lower(&mut self) {
        let mut classes = self.promoted.lower_classes(&self.own);
        while let Some(class) = classes.get(classes.len() / 2).copied()
            && self.goes_on()
        {
            if self.keeps(Promoted { class, ..self.promoted.clone() }) {
                classes.retain(|one| *one < class);
            } else {
                classes.retain(|one| *one > class);
            }
        }
    }

    fn goes_on(&self) -> bool {
        let Self { levelling, net, most, .. } = self;
        levelling.used < *most && net.work.done() < levelling.most
    }

    /// Promotes otherwise, if nothing is later for it; says whether.
    fn keeps(&mut self, other: Promoted) -> bool {
        let found = self.levelling.try_out(self.net, &self.own, &other);
        let is_kept = found.cost.late <= self.found.cost.late;
        if is_kept {
            (self.promoted, self.found) = (other, found);
        }
        is_kept
    }
}

/// What goes before its own class, and in which it is.
#[derive(Clone, Debug)]
struct Promoted {
    class: u16,
    activities: Vec<u32>,
}

impl Promoted {
    fn apply(&self, net: &mut ProblemIndex<'_, '_>, own: &Rows<u16>) {
        net.class.clone_from(own);
        net.promote(&self.activities, self.class);
    }

    /// The classes right above each that is no lower than its own, but for the highest.
    fn lower_classes(&self, own: &Rows<u16>) -> Vec<u16> {
        let lowest = self.activities.iter().map(|one| own[*one]).min().unwrap_or(0);
        let mut classes: Vec<u16> = own.iter().map(|one| one.saturating_add(1)).collect();
        classes.sort_unstable();
        classes.dedup();
        classes.retain(|one| (lowest + 1..self.class).contains(one));
        classes
    }
}
