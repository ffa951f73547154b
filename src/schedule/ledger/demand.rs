//! Of whom an item asks how much, and when; and how much there is of them.
//!
//! What asks alike finds the same places: people only get busier in one pass, so that where something has found no place,
//! nothing that is alike finds one ([`Known`]).

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{
    Absence, Assignment, EstimateBasis, ItemId, Model, ResourceId, ResourceKind, ResourceWalker,
    Share,
};
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::crew::{Crew, Giver};
use crate::schedule::ledger::Conflict;
use crate::schedule::network::{Network, Role};
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What something asks of a pool while it runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask<'a> {
    /// The number of a resource.
    pub(crate) pool: u32,
    /// Thousandths of a unit.
    pub(crate) units: i64,
    /// When it runs.
    pub(crate) clock: &'a Clock<'a>,
}

/// What an item asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ItemDemand<'a> {
    /// Of all who do it, while all of them do. Of a team whose members come and go, each in their own time.
    pub(crate) whole: Vec<Ask<'a>>,
    /// Of an effort by several: of each of them.
    pub(crate) several: Option<Box<Several<'a>>>,
    /// What is alike has the same.
    pub(crate) kind: u32,
}

impl<'a> ItemDemand<'a> {
    /// All that it may ever ask for.
    pub(super) fn all(&self) -> impl Iterator<Item = Ask<'a>> {
        let several = self.several.iter().flat_map(|several| several.asks.iter().flatten());
        self.whole.iter().chain(several).copied()
    }
}

/// Several who do an effort together, each in their own time.
#[derive(Clone, Debug)]
pub(crate) struct Several<'a> {
    pub(crate) givers: &'a [Giver<'a>],
    /// By giver: what is asked while they give time; each pool once.
    pub(crate) asks: Vec<Vec<Ask<'a>>>,
    /// Whether some of them ask for the same: a team that may not have enough for both.
    pub(crate) is_contested: bool,
}

impl<'a> Several<'a> {
    pub(crate) fn new(givers: &'a [Giver<'a>], asks: Vec<Vec<Ask<'a>>>) -> Self {
        let mut pools: Vec<u32> = asks.iter().flatten().map(|ask| ask.pool).collect();
        pools.sort_unstable();
        let is_contested = pools.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        Self { givers, asks, is_contested }
    }

    /// What one of them asks for.
    pub(crate) fn asks(&self, giver: usize) -> &[Ask<'a>] {
        self.asks.get(giver).map_or(&[], Vec::as_slice)
    }

    /// What one of the people of the item asks for.
    pub(crate) fn asks_of(&self, person: u32) -> &[Ask<'a>] {
        let giver = self.givers.iter().position(|giver| giver.person == person);
        giver.map_or(&[], |giver| self.asks(giver))
    }
}

/// Reads what items ask for.
#[derive(Debug)]
pub(crate) struct Demands<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    /// By resource: whether it has to be [counted].
    is_counted: Rows<bool>,
}

impl<'a, 'm> Demands<'a, 'm> {
    pub(crate) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        Self { network, crews, is_counted: counted(network.model) }
    }

    /// What an item asks for if these people do it.
    pub(crate) fn of(
        &self,
        item: ItemId,
        (people, crew): (&[Assignment], &'a Crew<'m>),
    ) -> ItemDemand<'a> {
        if self.network.role(item) != Role::Work {
            return ItemDemand::default();
        }
        let mut whole: Vec<Ask<'a>> = Vec::new();
        let basis = self.network.model.item(item).data().estimate.map(|of| of.basis);
        for (person, one) in (0..).zip(people) {
            let units = units_of(self.network.model, one).0;
            let clock = runs(self.crews, (crew, basis), (person, one.resource));
            if let Some(clock) = clock.filter(|_| units > 0) {
                self.add_asks(one, clock, units, &mut whole);
            }
        }
        let givers = &*crew.givers;
        let several = (givers.len() > 1).then(|| Box::new(self.several(people, givers)));
        ItemDemand { whole, several, kind: 0 }
    }

    /// What each of several asks for of themselves, and of a team that may not have as much as its members.
    pub(crate) fn several(&self, people: &[Assignment], givers: &'a [Giver<'m>]) -> Several<'a> {
        let asks = givers.iter().map(|giver| {
            let mut asks = Vec::new();
            if let Some(one) = people.get(giver.person as usize) {
                self.add_asks(one, &giver.clock, giver.rate, &mut asks);
            }
            asks
        });
        Several::new(givers, asks.collect())
    }

    /// What somebody is asked for is asked of their team too.
    fn add_asks(
        &self,
        one: &Assignment,
        clock: &'a Clock<'m>,
        units: i64,
        asks: &mut Vec<Ask<'a>>,
    ) {
        let team = self.network.model.resource(one.resource).data().team;
        for resource in [Some(one.resource), team].into_iter().flatten() {
            if self.is_counted[resource] {
                add(asks, Ask { pool: resource.0, units, clock });
            }
        }
    }
}

/// When one of a crew works: with a duration when all do, else in their own time.
pub(crate) fn runs<'a, 'm>(
    crews: &'a Crews<'m>,
    (crew, basis): (&'a Crew<'m>, Option<EstimateBasis>),
    (person, resource): (u32, ResourceId),
) -> Option<&'a Rc<Clock<'m>>> {
    match basis {
        None | Some(EstimateBasis::Duration) => Some(&crew.clock),
        Some(EstimateBasis::Effort) if crew.givers.len() > 1 => {
            crew.givers.iter().find(|giver| giver.person == person).map(|giver| &giver.clock)
        }
        Some(EstimateBasis::Effort | EstimateBasis::Elapsed) => Some(crews.of_resource(resource)),
    }
}

/// Of one pool at the same times all is asked together.
fn add<'a>(asks: &mut Vec<Ask<'a>>, ask: Ask<'a>) {
    let is_alike =
        |other: &&mut Ask<'a>| other.pool == ask.pool && std::ptr::eq(other.clock, ask.clock);
    match asks.iter_mut().find(is_alike) {
        Some(other) => other.units = other.units.saturating_add(ask.units),
        None => asks.push(ask),
    }
}

/// By resource: whether it has to be counted. A team that has what its members have, and is only asked for by their names, has
/// enough whenever they have.
fn counted(model: &Model) -> Rows<bool> {
    let mut is_counted: Rows<bool> = model
        .resources()
        .map(|resource| {
            let data = resource.data();
            let is_sum = data.kind == ResourceKind::Team && data.capacity_span.is_none();
            !(is_sum && resource.members().next().is_some())
        })
        .collect();
    for one in &model.assignments {
        let others = one.alternatives.iter().map(|(resource, _)| *resource);
        for resource in std::iter::once(one.resource).chain(others) {
            is_counted[resource] = true;
        }
    }
    is_counted
}

/// How much there is of a resource: from each moment on so much, ascending, in thousandths of a unit. The first moment is the earliest
/// there is.
#[derive(Clone, Debug)]
pub(crate) struct Capacity(pub(crate) Vec<(Moment, i64)>);

impl Capacity {
    /// Of a person or a resource it does not change: nothing runs while they are away. A team that does not state how much
    /// there is of it has less while somebody is away.
    pub(crate) fn of(resource: ResourceWalker<'_>) -> Self {
        let data = resource.data();
        let mut steps = vec![(Moment::MIN, data.capacity.0)];
        if data.kind == ResourceKind::Team && data.capacity_span.is_none() {
            let mut changes = Vec::new();
            for member in resource.members() {
                let share = member.data().capacity.0;
                for (from, to) in Absence::joined(&member.data().absences) {
                    changes.extend([(from, -share), (to, share)]);
                }
            }
            changes.sort_unstable();
            let mut left = data.capacity.0;
            for (moment, change) in changes {
                left += change;
                steps.push((moment, left));
            }
        }
        Self(steps)
    }

    /// How much there is at a moment.
    pub(crate) fn at(&self, moment: Moment) -> Share {
        let behind = self.0.partition_point(|(from, _)| *from <= moment);
        let step = behind.checked_sub(1).and_then(|index| self.0.get(index));
        Share(step.map_or(0, |(_, units)| *units))
    }

    /// The least there ever is.
    pub(crate) fn least(&self) -> Share {
        Share(self.0.iter().map(|(_, units)| *units).min().unwrap_or(0))
    }

    /// The moments at which it changes.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Moment> {
        self.0.iter().skip(1).map(|(moment, _)| *moment)
    }
}

/// So much is remembered of what is alike.
const MOST: usize = 6;

/// A crew, of whom it asks how much by which clocks, and whether it may pause.
type Kind = (usize, Box<[(u32, usize, i64)]>, bool);

/// Numbers what is alike: what asks for the same by the same crew and may pause, or not, too.
#[derive(Debug, Default)]
pub(crate) struct Kinds(FxHashMap<Kind, u32>);

impl Kinds {
    pub(crate) fn number(&mut self, asks: &[Ask<'_>], crew: &Crew<'_>, can_split: bool) -> u32 {
        // Where a clock or a crew lies tells it from others.
        let lies = |ask: &Ask<'_>| std::ptr::from_ref(ask.clock).addr();
        let asks = asks.iter().map(|ask| (ask.pool, lies(ask), ask.units));
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry((std::ptr::from_ref(crew).addr(), asks.collect(), can_split)).or_insert(next)
    }

    /// Where things of these kinds find their places: nothing is known.
    pub(crate) fn known(&self) -> Known {
        Known { places: Rows::filled(Vec::new(), self.0.len()), is_closed: false }
    }
}

/// Where things have found their places, by kind.
#[derive(Debug)]
pub(crate) struct Known {
    places: Rows<Vec<Found>>,
    /// Nothing is noted: what is placed will be taken back.
    pub(crate) is_closed: bool,
}

/// So much work, which might have begun at `from`, has found no place before `at`. In a mirrored pass time runs back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) amount: Minutes,
    pub(crate) from: i64,
    pub(crate) at: i64,
    /// What it had to wait for, if somebody will ask.
    pub(crate) by: Option<Conflict>,
}

impl Known {
    /// Everybody has time again.
    pub(crate) fn forget(&mut self) {
        for places in &mut self.places.0 {
            places.clear();
        }
    }

    /// What kept so much of a kind that might begin at a moment from beginning for longest, as far as is known. What may pause
    /// can begin where more of it can't.
    pub(crate) fn last(
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
    pub(crate) fn note(&mut self, kind: u32, found: Found) {
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
