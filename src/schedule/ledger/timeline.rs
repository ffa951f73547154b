//! One resource through time: how much of it is taken, and how much there is.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{ItemId, ResourceId, ResourceWalker};
use crate::schedule::ledger::Conflict;
use crate::schedule::ledger::capacity::Capacity;
use crate::schedule::ledger::demand::ResourceDemand;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// So many changes of hours are looked at between two changes of what is taken; beyond that nothing is free.
const STEPS: usize = 2000;

/// How much of a resource is taken when.
#[derive(Debug)]
pub(in crate::schedule) struct Timeline<'a, 'm> {
    resource: ResourceId,
    /// How much there is from when on.
    capacity: Capacity,
    /// Without a gap; the first begins at the earliest moment there is.
    segments: Vec<Segment<'a, 'm>>,
    /// The most that there ever is.
    most: i64,
    /// What ends at a moment: the first that was placed.
    ends: FxHashMap<Moment, ItemId>,
}

/// From a moment on, up to the next segment.
#[derive(Clone, Debug)]
struct Segment<'a, 'm> {
    from: Moment,
    capacity: i64,
    /// What is taken if all run at the same time.
    taken: i64,
    groups: Vec<Group<'a, 'm>>,
}

/// What is taken by items that run at the same times.
#[derive(Clone, Copy, Debug)]
struct Group<'a, 'm> {
    clock: &'a Rc<Clock<'m>>,
    units: i64,
}

impl<'a, 'm> Timeline<'a, 'm> {
    pub(in crate::schedule) fn of(resource: ResourceWalker<'_>) -> Self {
        let capacity = Capacity::of(resource);
        let most = capacity.steps().iter().map(|(_, share)| share.0).max().unwrap_or(0);
        let (segments, ends) = (Vec::new(), FxHashMap::default());
        let mut timeline = Self { resource: resource.id, capacity, segments, most, ends };
        timeline.reset();
        timeline
    }

    /// Gives back all that was taken.
    pub(in crate::schedule) fn reset(&mut self) {
        let steps = self.capacity.steps().iter();
        self.segments.clear();
        self.segments.extend(steps.map(|(from, share)| Segment {
            from: *from,
            capacity: share.0,
            taken: 0,
            groups: Vec::new(),
        }));
        self.ends.clear();
    }

    /// The first moment of a time at which there is not enough.
    pub(in crate::schedule) fn conflict(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        start: Moment,
        end: Moment,
    ) -> Option<Conflict> {
        if ask.units > self.most { None } else { self.first_conflict(ask, start, end) }
    }

    /// Likewise where others who belong together with it ask too.
    pub(in crate::schedule) fn conflict_beside<'x>(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        others: impl Iterator<Item = &'x ResourceDemand<'a, 'm>>,
        start: Moment,
        end: Moment,
    ) -> Option<Conflict>
    where
        'a: 'x,
        'm: 'x,
    {
        let mut others = others.filter(|other| other.units <= self.most).peekable();
        if ask.units > self.most || others.peek().is_none() {
            return self.conflict(ask, start, end);
        }
        let mut all = ask.clone();
        others.for_each(|other| all.join(other));
        self.first_conflict(&all, start, end)
    }

    fn first_conflict(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        start: Moment,
        end: Moment,
    ) -> Option<Conflict> {
        let mut index = self.segment_at(start);
        while let Some(segment) = self.segments.get(index).filter(|one| one.from < end) {
            if segment.taken.saturating_add(ask.units) > segment.capacity {
                let behind = self.beginning_of(index + 1);
                let found = segment.short(ask, segment.from.max(start), behind);
                if let Some((from, until)) = found.filter(|(from, _)| *from < end) {
                    return Some(self.conflict_in(index, ask, from, until));
                }
            }
            index += 1;
        }
        None
    }

    /// What is in the way in a segment from one moment to another.
    fn conflict_in(
        &self,
        index: usize,
        ask: &ResourceDemand<'a, 'm>,
        from: Moment,
        until: Moment,
    ) -> Conflict {
        let is_taken = self.segments.get(index).is_some_and(|segment| !segment.groups.is_empty());
        let is_to_its_end = until >= self.beginning_of(index + 1);
        let until = if is_to_its_end { self.free_from(index, ask) } else { until };
        let item = self.ends.get(&until).copied().filter(|_| is_taken);
        Conflict { resource: self.resource, item, from, until }
    }

    /// The last moment of a time at which there is not enough, with all before it in which there is not.
    pub(in crate::schedule) fn last_conflict(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        start: Moment,
        end: Moment,
    ) -> Option<Conflict> {
        if ask.units > self.most {
            return None;
        }
        let behind = self.segments.partition_point(|segment| segment.from < end);
        let segments = self.segments.iter().enumerate().take(behind).skip(self.segment_at(start));
        segments.rev().find_map(|(index, segment)| {
            if segment.taken.saturating_add(ask.units) <= segment.capacity {
                return None;
            }
            let (from, behind) = (segment.from.max(start), self.beginning_of(index + 1));
            let (from, until) = segment.last_short(ask, (from, behind.min(end)), behind)?;
            Some(self.conflict_in(index, ask, from, until))
        })
    }

    fn segment_at(&self, moment: Moment) -> usize {
        self.segments.partition_point(|segment| segment.from <= moment).saturating_sub(1)
    }

    fn beginning_of(&self, index: usize) -> Moment {
        self.segments.get(index).map_or(Moment::MAX, |segment| segment.from)
    }

    /// The first moment behind a segment from which on there is enough, if all that is taken runs as one; what is left to the
    /// hours is looked at when it is tried.
    fn free_from(&self, index: usize, ask: &ResourceDemand<'a, 'm>) -> Moment {
        let rest = self.segments.iter().skip(index + 1);
        let short = rest.take_while(|next| {
            next.taken.saturating_add(ask.units) > next.capacity && next.only_clock(ask).is_some()
        });
        self.beginning_of(index + 1 + short.count())
    }

    /// Takes what is asked for.
    pub(in crate::schedule) fn take(
        &mut self,
        item: ItemId,
        ask: &ResourceDemand<'a, 'm>,
        start: Moment,
        end: Moment,
    ) {
        self.ends.entry(end).or_insert(item);
        self.change(start, end, |segment| segment.add(ask));
    }

    /// Gives back what was taken.
    pub(in crate::schedule) fn give_back(
        &mut self,
        ask: &ResourceDemand<'a, 'm>,
        start: Moment,
        end: Moment,
    ) {
        self.change(start, end, |segment| segment.remove(ask));
    }

    fn change(&mut self, start: Moment, end: Moment, change: impl Fn(&mut Segment<'a, 'm>)) {
        let first = self.cut(start);
        let behind = self.cut(end);
        for segment in self.segments.get_mut(first..behind).into_iter().flatten() {
            change(segment);
        }
    }

    /// Makes a segment begin at a moment; gives which.
    fn cut(&mut self, moment: Moment) -> usize {
        let index = self.segment_at(moment);
        match self.segments.get(index) {
            Some(segment) if segment.from < moment => {
                let behind = Segment { from: moment, ..segment.clone() };
                self.segments.insert(index + 1, behind);
                index + 1
            }
            _ => index,
        }
    }
}

impl<'a, 'm> Segment<'a, 'm> {
    /// The clock by which all run, what is asked for too.
    fn only_clock(&self, ask: &ResourceDemand<'a, 'm>) -> Option<&'a Rc<Clock<'m>>> {
        let [(clock, _)] = *ask.parts else { return None };
        self.groups.iter().all(|group| Rc::ptr_eq(group.clock, clock)).then_some(clock)
    }

    /// Where too much is asked for in it from a moment on: from when to when.
    fn short(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        from: Moment,
        to: Moment,
    ) -> Option<(Moment, Moment)> {
        if let Some(clock) = self.only_clock(ask) {
            let first = clock.next_work(from);
            return (first < to).then_some((first, to));
        }
        let mut now = from;
        let mut found: Option<Moment> = None;
        for _ in 0..STEPS {
            if now >= to {
                return found.map(|found| (found, to));
            }
            match (self.is_short(ask, now), found) {
                (true, None) => found = Some(now),
                (false, Some(found)) => return Some((found, now)),
                _ => {}
            }
            now = self.next_change(ask, now).min(to);
        }
        Some((found.unwrap_or(now), to))
    }

    /// Where too much is asked for in it last between two moments: from when to when. It may go on up to `behind`, where the
    /// segment ends.
    fn last_short(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        (from, to): (Moment, Moment),
        behind: Moment,
    ) -> Option<(Moment, Moment)> {
        if let Some(clock) = self.only_clock(ask) {
            return (clock.next_work(from) < to).then_some((from, behind));
        }
        let mut now = to;
        for _ in 0..STEPS {
            let closes = ask.parts.iter().map(|(clock, _)| clock.previous_work(now)).max();
            let closes = closes.filter(|closes| *closes > from)?;
            let opens = ask.parts.iter().map(|(clock, _)| clock.previous_change(closes)).max();
            let opens = opens.map_or(from, |opens| opens.max(from));
            if self.may_be_short(ask, opens, closes)
                && let Some((short, until)) = self.last_short_in(ask, opens, closes)
            {
                // It may go on.
                return if until < closes {
                    Some((short, until))
                } else {
                    self.short(ask, short, behind)
                };
            }
            now = opens;
        }
        Some((from, now))
    }

    /// Whether there would be too little if all that work at all between two moments worked at once.
    fn may_be_short(&self, ask: &ResourceDemand<'a, 'm>, from: Moment, to: Moment) -> bool {
        let works = |group: &&Group<'a, 'm>| group.clock.work_between(from, to) > Minutes::ZERO;
        let taken = self.groups.iter().filter(works).map(|group| group.units);
        taken.fold(ask.units, i64::saturating_add) > self.capacity
    }

    /// Where there is too little last between two moments, as far as nothing changes.
    fn last_short_in(
        &self,
        ask: &ResourceDemand<'a, 'm>,
        from: Moment,
        to: Moment,
    ) -> Option<(Moment, Moment)> {
        let mut now = to;
        while now > from {
            let before = self.previous_change(ask, now).max(from);
            if self.is_short(ask, before) {
                return Some((before, now));
            }
            now = before;
        }
        None
    }

    fn previous_change(&self, ask: &ResourceDemand<'a, 'm>, now: Moment) -> Moment {
        let groups = self.groups.iter().map(|group| group.clock.previous_change(now));
        let asked = ask.parts.iter().map(|(clock, _)| clock.previous_change(now));
        groups.chain(asked).max().unwrap_or(Moment::MIN)
    }

    fn is_short(&self, ask: &ResourceDemand<'a, 'm>, now: Moment) -> bool {
        let asked = ask.parts.iter().filter(|(clock, _)| clock.is_open(now));
        let asked = asked.map(|(_, units)| *units).fold(0, i64::saturating_add);
        let running = self.groups.iter().filter(|group| group.clock.is_open(now));
        let taken = running.map(|group| group.units).fold(0, i64::saturating_add);
        asked > 0 && asked.saturating_add(taken) > self.capacity
    }

    fn next_change(&self, ask: &ResourceDemand<'a, 'm>, now: Moment) -> Moment {
        let groups = self.groups.iter().map(|group| group.clock.next_change(now));
        let asked = ask.parts.iter().map(|(clock, _)| clock.next_change(now));
        groups.chain(asked).min().unwrap_or(Moment::MAX)
    }

    fn add(&mut self, ask: &ResourceDemand<'a, 'm>) {
        for (clock, units) in &ask.parts {
            match self.groups.iter_mut().find(|group| Rc::ptr_eq(group.clock, clock)) {
                Some(group) => group.units = group.units.saturating_add(*units),
                None => self.groups.push(Group { clock, units: *units }),
            }
        }
        self.taken = self.taken.saturating_add(ask.units);
    }

    fn remove(&mut self, ask: &ResourceDemand<'a, 'm>) {
        for (clock, units) in &ask.parts {
            if let Some(group) = self.groups.iter_mut().find(|one| Rc::ptr_eq(one.clock, clock)) {
                group.units = group.units.saturating_sub(*units);
            }
        }
        self.groups.retain(|group| group.units > 0);
        self.taken = self.taken.saturating_sub(ask.units);
    }
}
