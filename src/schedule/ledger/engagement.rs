//! Who is taken by what, and when: the one reading of a finished schedule in which overloads are found and loads are summed up.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{EstimateBasis, ItemId, Model, ResourceId, ResourceWalker, Share};
use crate::schedule::crew::cost::working_time;
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::crew::proportion;
use crate::schedule::ledger::demand::runs;
use crate::schedule::network::{Network, Role};
use crate::schedule::progress::{Reported, States};
use crate::schedule::timing::{Schedule, Timing};
use crate::schedule::working_time::{Clock, Clocks};
use crate::time::Moment;

/// What says who is taken when: who does an item, when it is, and how it goes on where that is not simply from start to end.
#[derive(Clone, Copy)]
pub(crate) struct Engagements<'a, 'm> {
    pub(crate) crews: &'a Crews<'m>,
    pub(crate) states: States<'m>,
    pub(crate) schedule: &'a Schedule,
}

impl<'a, 'm> Engagements<'a, 'm> {
    /// By which clock an item takes one of those who do it, and how much of them.
    pub(crate) fn how(
        &self,
        model: &Model,
        item: ItemId,
        person: u32,
    ) -> Option<(&'a Rc<Clock<'m>>, Share)> {
        let one = self.crews.people(item).get(person as usize)?;
        let basis = model.item(item).data().estimate.map(|of| of.basis);
        let clock = runs(self.crews, (self.crews.of(item), basis), (person, one.resource))?;
        Some((clock, units_of(model, one)))
    }

    /// Tells each time in which an item takes one of those who do it, as far as that lies ahead: of what pauses, piece by piece.
    pub(crate) fn ahead(&self, item: ItemId, person: u32, mut each: impl FnMut(Moment, Moment)) {
        let timing = self.schedule.timing(item);
        let today = self.states.today().unwrap_or(Moment::MIN);
        let is_ahead = today.max(timing.start) < timing.end;
        if !is_ahead || matches!(self.states.of(item), Reported::Done { .. }) {
            return;
        }
        let mut tell = |start: Moment, end: Moment| {
            let start = today.max(start);
            if start < end {
                each(start, end);
            }
        };
        let stints = self.schedule.stints(item);
        for stint in stints.iter().filter(|stint| stint.person == person) {
            tell(stint.start, stint.end);
        }
        if stints.is_empty() {
            let whole = [(timing.start, timing.end)];
            let levelling = self.schedule.levelling.as_ref();
            let pieces = levelling.and_then(|levelling| levelling.pieces.get(&item));
            for (start, end) in pieces.map_or(&whole[..], |pieces| pieces) {
                tell(*start, *end);
            }
        }
    }
}

/// The time that an item takes of one of those who do it.
#[derive(Clone, Debug)]
pub struct Engagement<'m> {
    /// What is done.
    pub item: ItemId,
    /// By whom; of alternatives the one that levelling chose, without it the first.
    pub resource: ResourceId,
    /// How much of them it takes while it goes on.
    units: Share,
    /// When it goes on.
    clock: Rc<Clock<'m>>,
    /// What lies ahead: from when to when.
    ahead: Vec<(Moment, Moment)>,
    /// What was done, in thousandths of minutes, and from when to when.
    done: (i64, Moment, Moment),
}

impl Engagement<'_> {
    /// How much lies ahead from one moment to another, in thousandths of minutes.
    pub fn ahead(&self, from: Moment, to: Moment) -> i64 {
        let given = |(start, end): &(Moment, Moment)| {
            self.work(from.max(*start), to.min(*end)).saturating_mul(self.units.0)
        };
        self.ahead.iter().map(given).fold(0, i64::saturating_add)
    }

    /// How much was done from one moment to another, in thousandths of minutes. On which days nobody knows better: as much at
    /// each time at which work could go on, from its start to its end or to the day on which the plan is looked at.
    pub fn done(&self, from: Moment, to: Moment) -> i64 {
        let (all, start, end) = self.done;
        let by = |moment: Moment| spread(&self.clock, all, &[(start, end)], moment);
        if all == 0 { 0 } else { by(to.max(from)) - by(from) }
    }

    fn work(&self, from: Moment, to: Moment) -> i64 {
        if from < to { self.clock.work_between(from, to).0.max(0) } else { 0 }
    }

    /// When it is over; `None` if nothing of it lies ahead.
    pub fn busy_until(&self) -> Option<Moment> {
        self.ahead.iter().map(|(_, end)| *end).max()
    }
}

/// How much of an amount is done by a moment if as much of it is done at each working time of these, which follow one another;
/// on the clock where nobody works in them. What takes no time is done in its last minute.
pub(crate) fn spread(clock: &Clock<'_>, all: i64, spans: &[(Moment, Moment)], by: Moment) -> i64 {
    let Some(((start, _), (_, end))) = spans.first().zip(spans.last()) else { return 0 };
    if by >= *end {
        return all;
    }
    if by <= *start {
        return 0;
    }
    let work = |from: Moment, to: Moment| clock.work_between(from, to).0.max(0);
    let on_clock = |from: Moment, to: Moment| to.since(from).0;
    let sum = |amount: &dyn Fn(Moment, Moment) -> i64, by: Moment| -> i64 {
        let parts = spans.iter().filter(|(from, _)| *from < by);
        parts.map(|(from, to)| amount(*from, by.min(*to))).fold(0, i64::saturating_add)
    };
    let (mut part, mut whole) = (sum(&work, by), sum(&work, *end));
    if whole == 0 {
        (part, whole) = (sum(&on_clock, by), sum(&on_clock, *end));
    }
    proportion(all, part, whole)
}

/// Whom every item takes, and when; by item, then as its people are written.
///
/// What lies ahead is what people are overloaded by. What was done is the rest of an item's work: of an effort
/// shared by how much of each works on it, of a duration all that is assigned.
pub fn engagements<'m>(
    model: &'m Model,
    schedule: &Schedule,
    clocks: &Clocks<'_>,
) -> Vec<Engagement<'m>> {
    let network = Network::new(model);
    let crews = Crews::of_plan(&network, schedule);
    let states = States::new(model);
    let reading = Engagements { crews: &crews, states, schedule };
    let mut all = Vec::new();
    for item in model.items().filter(|item| network.role(item.id) == Role::Work) {
        let first = all.len();
        for (person, one) in (0..).zip(crews.people(item.id)) {
            let Some((clock, units)) = reading.how(model, item.id, person) else { continue };
            let mut ahead = Vec::new();
            reading.ahead(item.id, person, |start, end| ahead.push((start, end)));
            let timing = schedule.timing(item.id);
            let done = (0, timing.start, timing.end);
            let (item, resource, clock) = (item.id, one.resource, Rc::clone(clock));
            all.push(Engagement { item, resource, units, clock, ahead, done });
        }
        let time = working_time(schedule, clocks, item).0.saturating_mul(1000);
        let is_effort = item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Effort);
        let is_done = matches!(states.of(item.id), Reported::Done { .. });
        let until = if is_done { Moment::MAX } else { states.today().unwrap_or(Moment::MIN) };
        add_done(all.get_mut(first..).unwrap_or_default(), time, is_effort, until);
    }
    all
}

/// Gives each of those who do an item their part of what was done of it, up to a moment.
fn add_done(people: &mut [Engagement<'_>], time: i64, is_effort: bool, until: Moment) {
    let ahead = |one: &Engagement<'_>| one.ahead(Moment::MIN, Moment::MAX);
    let given = people.iter().map(ahead).fold(0, i64::saturating_add);
    let units = people.iter().map(|one| one.units.0).fold(0, i64::saturating_add).max(1);
    for one in people {
        let (_, start, end) = one.done;
        let end = end.min(until);
        let part = |amount: i64, of: i64| proportion(amount.max(0), one.units.0, of);
        let rest = if is_effort {
            part(time.saturating_sub(given), units)
        } else {
            part(time, Share::ONE.0).saturating_sub(ahead(one)).max(0)
        };
        let has_begun = start < end || until == Moment::MAX;
        one.done = (if has_begun { rest } else { 0 }, start.min(end), end);
    }
}

/// After levelling: who does what, in order of its end: what they had to do before an item, so that both can't be at once, and what
/// they do meanwhile. Of a roadmap that is not levelled nothing.
#[derive(Debug, Default)]
pub(crate) struct Rivals(BTreeMap<ResourceId, Vec<Turn>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    end: Moment,
    item: ItemId,
    start: Moment,
    /// Thousandths of a unit.
    units: i64,
}

impl Rivals {
    pub(crate) fn of(network: &Network<'_>, crews: &Crews<'_>, schedule: &Schedule) -> Self {
        let mut turns = Self::default();
        if schedule.levelling.is_none() {
            return turns;
        }
        let model = network.model;
        let is_work = |item: &ItemId| {
            let timing = schedule.timing(*item);
            network.role(*item) == Role::Work && timing.start < timing.end
        };
        for item in model.items().map(|item| item.id).filter(is_work) {
            let Timing { start, end, .. } = *schedule.timing(item);
            for (who, units) in units(model, crews, item) {
                turns.0.entry(who).or_default().push(Turn { end, item, start, units });
            }
        }
        turns.0.values_mut().for_each(|of| of.sort_unstable());
        turns
    }

    /// What each of those who do an item had to do last before that moment, if they can't do both at once.
    pub(crate) fn before(
        &self,
        model: &Model,
        crews: &Crews<'_>,
        item: ItemId,
        start: Moment,
    ) -> Vec<(ResourceId, ItemId)> {
        let last = |(who, units): (ResourceId, i64)| {
            let of = self.0.get(&who)?;
            let over = of.get(..of.partition_point(|turn| turn.end <= start))?;
            let capacity = model.resource(who).data().capacity.0;
            let is_rival = |turn: &&Turn| turn.item != item && turn.units + units > capacity;
            over.iter().rev().find(is_rival).map(|turn| (who, turn.item))
        };
        units(model, crews, item).filter_map(last).collect()
    }

    /// What somebody does between two moments; what a member does is done by the team too.
    pub(crate) fn between(
        &self,
        who: ResourceWalker<'_>,
        (from, until): (Moment, Moment),
    ) -> Vec<ItemId> {
        let all = std::iter::once(who).chain(who.members());
        let turns = all.filter_map(|who| self.0.get(&who.id)).flat_map(|of| {
            let behind = of.partition_point(|turn| turn.end <= from);
            of.iter().skip(behind).filter(|turn| turn.start < until)
        });
        turns.map(|turn| turn.item).collect()
    }
}

/// How much an item asks of whom.
fn units<'a>(
    model: &'a Model,
    crews: &'a Crews<'_>,
    item: ItemId,
) -> impl Iterator<Item = (ResourceId, i64)> + 'a {
    crews.people(item).iter().map(|one| (one.resource, units_of(model, one).0))
}
