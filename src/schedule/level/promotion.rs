//! Deadlines go before priorities, and break no more of them than they must.

use crate::schedule::level::budget::WHOLE;
use crate::schedule::level::decode::Found;
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::search::OrderSearch;
use crate::schedule::table::Rows;

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
