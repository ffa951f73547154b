//! An effort by several against one that is done minute by minute, with all that the others do in its way.

use milepost::model::{Assignment, ItemWalker, ResourceId, ResourceKind};
use milepost::time::Moment;

use super::checker::{Checker, State};
use super::hours::Hours;

/// What one person may give.
struct Hand {
    rate: i64,
    /// By minute: whether they are there.
    is_there: Vec<bool>,
    /// By minute: when they are there next.
    next: Vec<Option<usize>>,
    /// The pools that they take of; by place among all of them.
    pools: Vec<usize>,
    /// Whether they give time as soon as they are there.
    gives: bool,
}

/// What is left of somebody beside what all others do.
struct Pool {
    resource: ResourceId,
    /// By minute from the first that counts on.
    left: Vec<i64>,
}

struct Shared {
    hands: Vec<Hand>,
    pools: Vec<Pool>,
    most: usize,
}

impl Checker<'_> {
    /// Efforts by several that are not when they would be if each gave all the time that nothing else takes.
    pub(crate) fn misshared(&self) -> (usize, Vec<String>) {
        let mut faults = Vec::new();
        let mut count = 0;
        for item in self.leaves().filter(|item| self.is_shared(*item)) {
            let (start, end) = self.waits(item);
            let is_simple = self.state(item) == State::Free && end.is_none();
            let Some(ready) = start.filter(|_| is_simple && !self.has_too_many(item)) else {
                continue;
            };
            count += 1;
            let Some(found) = self.shared(item, ready) else { continue };
            let said = self.said(item.id);
            if (found.0, found.1) != (said.start, said.end) {
                faults.push(format!("{}: {found:?}, {said:?}", item.path()));
            }
        }
        (count, faults)
    }

    /// Whether somebody is asked for more than there is of them.
    fn has_too_many(&self, item: ItemWalker<'_>) -> bool {
        self.said(item.id).people.iter().any(|one| {
            let data = self.model.resource(one.resource).data();
            let of_team = data.team.map(|team| self.model.resource(team).data().capacity.0);
            self.units(one) > data.capacity.0.min(of_team.unwrap_or(i64::MAX))
        })
    }

    /// Whether a team has to be counted: not if it has what its members have, and is asked for by their names alone.
    fn is_counted(&self, team: ResourceId) -> bool {
        let data = self.model.resource(team).data();
        let is_sum = data.kind == ResourceKind::Team && data.capacity_span.is_none();
        let is_asked = |one: &Assignment| {
            one.resource == team || one.alternatives.iter().any(|(other, _)| *other == team)
        };
        !is_sum || self.model.assignments.iter().any(is_asked)
    }

    /// From when to when the effort would be.
    fn shared(&self, item: ItemWalker<'_>, ready: Moment) -> Option<(Moment, Moment)> {
        let most = usize::try_from(self.said(item.id).end.since(ready).0 + 2).unwrap();
        let mut shared = Shared { hands: Vec::new(), pools: Vec::new(), most };
        for one in &self.said(item.id).people {
            if self.units(one) <= 0 {
                continue;
            }
            let team = self.model.resource(one.resource).data().team;
            let team = team.filter(|team| self.is_counted(*team));
            let resources = std::iter::once(one.resource).chain(team);
            let pools = resources.map(|who| shared.pool(self, item, who, ready)).collect();
            let is_there = minutes(&self.within(item, one), ready, most);
            let mut next = vec![None; is_there.len()];
            for minute in (0..is_there.len()).rev() {
                let behind = next.get(minute + 1).copied().flatten();
                next[minute] = if is_there[minute] { Some(minute) } else { behind };
            }
            let rate = self.units(one);
            shared.hands.push(Hand { rate, is_there, next, pools, gives: false });
        }
        let wanted = item.data().estimate?.likely.0 * 1000;
        let (start, end) = shared.run(wanted, item.can_split())?;
        let at =
            |minute: usize| ready.plus(milepost::time::Minutes(i64::try_from(minute).unwrap()));
        Some((at(start), at(end)))
    }
}

/// By minute whether it is worked.
fn minutes(hours: &Hours, from: Moment, most: usize) -> Vec<bool> {
    // Who is to go on has to be there again at some time.
    let most = most + 20 * 24 * 60;
    let mut open = vec![false; most];
    let to = from.plus(milepost::time::Minutes(i64::try_from(most).unwrap()));
    for (first, last) in hours.between(from, to) {
        let place = |minute: i64| usize::try_from(minute - from.minutes()).unwrap();
        open[place(first)..place(last)].fill(true);
    }
    open
}

impl Shared {
    /// The place of somebody among the pools; what all others take is gone.
    fn pool(
        &mut self,
        checker: &Checker<'_>,
        item: ItemWalker<'_>,
        resource: ResourceId,
        from: Moment,
    ) -> usize {
        if let Some(known) = self.pools.iter().position(|pool| pool.resource == resource) {
            return known;
        }
        let most = self.most + 20 * 24 * 60;
        let place = |minute: i64| {
            let minute = minute.saturating_sub(from.minutes());
            usize::try_from(minute.clamp(0, i64::try_from(most).unwrap())).unwrap()
        };
        let mut left = vec![0; most];
        for (minute, change) in checker.capacity(resource) {
            left[place(minute)..].iter_mut().for_each(|left| *left += change);
        }
        for other in checker.leaves().filter(|other| other.id != item.id) {
            for one in checker.use_of(other, resource, &checker.ahead(other)) {
                for (first, last) in one.runs {
                    left[place(first)..place(last)].iter_mut().for_each(|left| *left -= one.units);
                }
            }
        }
        self.pools.push(Pool { resource, left });
        self.pools.len() - 1
    }

    /// Whether somebody is taken in a minute, beside those before them who give time then.
    fn is_taken(&self, hand: usize, minute: usize) -> bool {
        let own = &self.hands[hand];
        own.pools.iter().any(|pool| {
            let others = self.hands[..hand].iter();
            let others = others.filter(|one| one.gives && one.is_there[minute]);
            let others = others.filter(|one| one.pools.contains(pool)).map(|one| one.rate);
            own.rate + others.sum::<i64>() > self.pools[*pool].left[minute]
        })
    }

    /// Gives time minute by minute until the effort is done; says from when to when.
    fn run(&mut self, wanted: i64, can_split: bool) -> Option<(usize, usize)> {
        let (mut left, mut start) = (wanted, None);
        for minute in 0..self.most {
            for hand in 0..self.hands.len() {
                self.hands[hand].gives = match self.hands[hand].next[minute] {
                    // Who gives time does so until they are taken.
                    Some(next) if next > minute && self.hands[hand].gives => true,
                    Some(next) => !self.is_taken(hand, next),
                    None => false,
                };
            }
            if !can_split && self.hands.iter().all(|hand| !hand.gives) {
                (left, start) = (wanted, None);
            }
            let giving = self.hands.iter().filter(|hand| hand.gives && hand.is_there[minute]);
            let given: i64 = giving.map(|hand| hand.rate).sum();
            if given > 0 {
                start = start.or(Some(minute));
                left -= given;
            }
            if left <= 0 {
                return Some((start?, minute + 1));
            }
        }
        None
    }
}
