//! Who is asked for more than there is of them.
//!
//! Every resource has its own sweep over the time in which it is used. What does not run at the same time does not clash:
//! an item that ends in the evening and one that starts the next morning, or one that rests while somebody is away.

use std::rc::Rc;

use crate::model::{ItemId, ResourceId, Share};
use crate::schedule::ledger::demand::Capacity;
use crate::schedule::ledger::engagement::Engagements;
use crate::schedule::network::Role;
use crate::schedule::progress::Project;
use crate::schedule::table::Rows;
use crate::schedule::timing::{Overload, Schedule};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// Every stretch of time in which somebody is asked for more than there is; by resource, then time.
pub(crate) fn overloads(
    Project { network, crews, states }: Project<'_, '_>,
    schedule: &Schedule,
) -> Vec<Overload> {
    let reading = Engagements { crews, states, schedule };
    let model = network.model;
    let mut uses: Rows<Vec<Use<'_, '_>>> = model.resources().map(|_| Vec::new()).collect();
    let items = (0..).map(ItemId).zip(network.roles.iter());
    for (item, _) in items.filter(|(_, role)| **role == Role::Work) {
        for (person, one) in (0..).zip(crews.people(item)) {
            let Some((clock, demand)) = reading.how(model, item, person) else { continue };
            let data = model.resource(one.resource).data();
            reading.ahead(item, person, |start, end| {
                let (member, most) = (None, Share(i64::MAX));
                let own = Use { item, start, end, demand, member, most, clock };
                uses[one.resource].push(own);
                if let Some(team) = data.team {
                    let (member, most) = (Some(one.resource), data.capacity);
                    uses[team].push(Use { member, most, ..own });
                }
            });
        }
    }
    let in_use = model.resources().zip(uses.0).filter(|(_, uses)| !uses.is_empty());
    let sweeps = in_use.map(|(resource, uses)| {
        let (clock, capacity) = (crews.of_resource(resource.id), Capacity::of(resource));
        Sweep { resource: resource.id, clock, capacity, uses }
    });
    sweeps.flat_map(Sweep::run).collect()
}

/// An item that uses a resource for a while.
#[derive(Clone, Copy, Debug)]
struct Use<'a, 'm> {
    item: ItemId,
    start: Moment,
    end: Moment,
    demand: Share,
    /// The member of a team by whose name it is used.
    member: Option<ResourceId>,
    /// The most that this member can give: what is asked of them beyond that is their own overload.
    most: Share,
    /// When it runs.
    clock: &'a Rc<Clock<'m>>,
}

/// All that is asked of one resource.
#[derive(Debug)]
struct Sweep<'a, 'm> {
    resource: ResourceId,
    clock: &'a Rc<Clock<'m>>,
    capacity: Capacity,
    uses: Vec<Use<'a, 'm>>,
}

/// What is asked at once of one member, or of the resource itself, by items that run at the same times.
#[derive(Clone, Copy, Debug)]
struct Group<'a, 'm> {
    member: Option<ResourceId>,
    most: Share,
    clock: &'a Rc<Clock<'m>>,
    demand: Share,
    items: u32,
}

/// A time in which too much is asked for.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: Moment,
    last: Moment,
    /// From when to when most is asked for.
    peak: (Moment, Moment),
    demand: Share,
    capacity: Share,
}

impl Stretch {
    const fn new(first: Moment, last: Moment, demand: Share, capacity: Share) -> Self {
        Self { first, last, peak: (first, last), demand, capacity }
    }

    /// Goes on with what is asked for next.
    fn go_on(&mut self, next: &Self) {
        let excess = |of: &Self| of.demand.0 - of.capacity.0;
        if excess(next) > excess(self) {
            *self = Self { first: self.first, ..*next };
            return;
        }
        let is_same = next.demand == self.demand && next.capacity == self.capacity;
        if is_same && self.peak.1 == self.last {
            self.peak.1 = next.last;
        }
        self.last = next.last;
    }
}

impl<'a, 'm> Sweep<'a, 'm> {
    /// So many changes of hours are looked at between two changes of what is asked for: a year and more of days with breaks.
    const STEPS: usize = 2000;

    fn run(mut self) -> Vec<Overload> {
        let asked = self.uses.iter().map(|one| one.demand.0).fold(0, i64::saturating_add);
        if asked <= self.capacity.least().0 {
            return Vec::new();
        }
        self.uses.sort_by_key(|one| (one.start, one.item));
        let stretches = self.stretches();
        let mut found: Vec<Overload> = stretches.iter().map(|one| self.report(*one)).collect();
        self.name_items(&stretches, &mut found);
        found
    }

    /// The stretches in which too much is asked for, in order.
    fn stretches(&self) -> Vec<Stretch> {
        let mut changes: Vec<Moment> =
            self.uses.iter().flat_map(|one| [one.start, one.end]).collect();
        changes.extend(self.capacity.changes());
        changes.sort_unstable();
        changes.dedup();
        let mut ends: Vec<&Use<'a, 'm>> = self.uses.iter().collect();
        ends.sort_by_key(|one| one.end);
        let (mut starts, mut ends) = (self.uses.iter().peekable(), ends.into_iter().peekable());
        let mut groups = Vec::new();
        let mut stretches: Vec<Stretch> = Vec::new();
        for pair in changes.windows(2) {
            let [from, to] = *pair else { continue };
            while let Some(one) = ends.next_if(|one| one.end <= from) {
                change(&mut groups, one, false);
            }
            while let Some(one) = starts.next_if(|one| one.start <= from) {
                change(&mut groups, one, true);
            }
            if demand_of(&groups, |_| true) > self.capacity.at(from) {
                self.look_between(&groups, from, to, &mut stretches);
            }
        }
        stretches
    }

    /// Looks for time between two changes in which what runs asks for too much.
    fn look_between(
        &self,
        groups: &[Group<'a, 'm>],
        from: Moment,
        to: Moment,
        stretches: &mut Vec<Stretch>,
    ) {
        let capacity = self.capacity.at(from);
        if let [first, rest @ ..] = groups
            && rest.iter().all(|group| Rc::ptr_eq(group.clock, first.clock))
        {
            let clock = first.clock;
            let (first, last) = (clock.next_work(from), clock.previous_work(to));
            let demand = demand_of(groups, |_| true);
            if demand <= capacity || first >= last {
                return;
            }
            // Days on which the resource works and nothing is asked of it may part the time.
            let days = |clock: &Clock<'_>| clock.working_days(first.date(), last.last_day());
            if days(clock) == days(self.clock) {
                return self.add(Stretch::new(first, last, demand, capacity), stretches);
            }
        }
        let mut now = from;
        for _ in 0..Self::STEPS {
            let next = groups.iter().map(|group| group.clock.next_change(now)).min();
            let next = next.unwrap_or(to).min(to);
            let demand = demand_of(groups, |group| group.clock.is_open(now));
            if demand > capacity {
                self.add(Stretch::new(now, next, demand, capacity), stretches);
            }
            if next >= to {
                break;
            }
            now = next;
        }
    }

    /// Adds time in which too much is asked for. What is at most a night or days off later belongs to the time before.
    fn add(&self, found: Stretch, stretches: &mut Vec<Stretch>) {
        let unbroken = |last: &&mut Stretch| {
            self.clock.working_days(last.last.last_day(), found.first.date()) <= 1
        };
        match stretches.last_mut().filter(unbroken) {
            Some(last) => last.go_on(&found),
            None => stretches.push(found),
        }
    }

    fn report(&self, stretch: Stretch) -> Overload {
        Overload {
            resource: self.resource,
            first: stretch.first.date(),
            last: stretch.last.last_day(),
            demand: stretch.demand,
            capacity: stretch.capacity,
            peak: (stretch.peak.0.date(), stretch.peak.1.last_day()),
            items: Vec::new(),
        }
    }

    /// Says of each stretch which items take part: all that run in it.
    fn name_items(&self, stretches: &[Stretch], found: &mut [Overload]) {
        for one in &self.uses {
            let first = stretches.partition_point(|stretch| stretch.last <= one.start);
            let rest = stretches.iter().zip(found.iter_mut()).skip(first);
            for (stretch, overload) in rest.take_while(|(stretch, _)| stretch.first < one.end) {
                let (from, to) = (one.start.max(stretch.first), one.end.min(stretch.last));
                if one.clock.work_between(from, to) > Minutes::ZERO {
                    overload.items.push(one.item);
                }
            }
        }
        for overload in found {
            overload.items.sort_unstable();
            overload.items.dedup();
        }
    }
}

/// What is asked for by the groups of which something holds: of no member more than they can give.
fn demand_of<'a, 'm: 'a>(
    groups: &[Group<'a, 'm>],
    holds: impl Fn(&Group<'a, 'm>) -> bool,
) -> Share {
    let of_member = |groups: &[Group<'a, 'm>]| {
        let running = groups.iter().filter(|group| holds(group));
        let asked = running.map(|group| group.demand.0).fold(0, i64::saturating_add);
        groups.first().map_or(0, |group| asked.min(group.most.0))
    };
    let members = groups.chunk_by(|a, b| a.member == b.member);
    Share(members.map(of_member).fold(0, i64::saturating_add))
}

/// Something more, or no more, asks for a resource. What is asked of a member stands side by side.
fn change<'a, 'm>(groups: &mut Vec<Group<'a, 'm>>, one: &Use<'a, 'm>, begins: bool) {
    let is_own =
        |group: &Group<'_, '_>| group.member == one.member && Rc::ptr_eq(group.clock, one.clock);
    let known = groups.iter().position(is_own);
    let place = known.unwrap_or_else(|| groups.partition_point(|of| of.member <= one.member));
    if known.is_none() {
        let (member, most, clock, demand) = (one.member, one.most, one.clock, Share::ZERO);
        groups.insert(place, Group { member, most, clock, demand, items: 0 });
    }
    let Some(group) = groups.get_mut(place) else { return };
    if begins {
        group.demand.0 = group.demand.0.saturating_add(one.demand.0);
        group.items += 1;
    } else {
        group.demand.0 = group.demand.0.saturating_sub(one.demand.0);
        group.items -= 1;
    }
    if group.items == 0 {
        groups.remove(place);
    }
}
