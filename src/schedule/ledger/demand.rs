//! Of whom an item asks how much, and when; and how much there is of them.

use std::rc::Rc;

use crate::model::{
    Absence, Assignment, EstimateBasis, ItemId, Model, ResourceId, ResourceKind, ResourceWalker,
    Share,
};
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::crew::{Crew, Giver};
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::Moment;

/// What something asks of a pool while it runs.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Ask<'a> {
    /// The number of a resource.
    pub(in crate::schedule) pool: u32,
    /// Thousandths of a unit.
    pub(in crate::schedule) units: i64,
    /// When it runs.
    pub(in crate::schedule) clock: &'a Clock<'a>,
}

/// What an item asks for.
#[derive(Clone, Debug, Default)]
pub(in crate::schedule) struct ItemDemand<'a> {
    /// Of all who do it, while all of them do. Of a team whose members come and go, each in their own time.
    pub(in crate::schedule) whole: Vec<Ask<'a>>,
    /// Of an effort by several: of each of them.
    pub(in crate::schedule) several: Option<Box<Several<'a>>>,
    /// What is alike has the same.
    pub(in crate::schedule) kind: u32,
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
pub(in crate::schedule) struct Several<'a> {
    pub(in crate::schedule) givers: &'a [Giver<'a>],
    /// By giver: what is asked while they give time; each pool once.
    pub(in crate::schedule) asks: Vec<Vec<Ask<'a>>>,
    /// Whether some of them ask for the same: a team that may not have enough for both.
    pub(in crate::schedule) is_contested: bool,
}

impl<'a> Several<'a> {
    pub(in crate::schedule) fn new(givers: &'a [Giver<'a>], asks: Vec<Vec<Ask<'a>>>) -> Self {
        let mut pools: Vec<u32> = asks.iter().flatten().map(|ask| ask.pool).collect();
        pools.sort_unstable();
        let is_contested = pools.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        Self { givers, asks, is_contested }
    }

    /// What one of them asks for.
    pub(in crate::schedule) fn asks(&self, giver: usize) -> &[Ask<'a>] {
        self.asks.get(giver).map_or(&[], Vec::as_slice)
    }

    /// What one of the people of the item asks for.
    pub(in crate::schedule) fn asks_of(&self, person: u32) -> &[Ask<'a>] {
        let giver = self.givers.iter().position(|giver| giver.person == person);
        giver.map_or(&[], |giver| self.asks(giver))
    }
}

/// Reads what items ask for.
#[derive(Debug)]
pub(in crate::schedule) struct Demands<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    /// By resource: whether it has to be [counted].
    is_counted: Rows<bool>,
}

impl<'a, 'm> Demands<'a, 'm> {
    pub(in crate::schedule) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        Self { network, crews, is_counted: counted(network.model) }
    }

    /// What an item asks for if these people do it.
    pub(in crate::schedule) fn of(
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
    pub(in crate::schedule) fn several(
        &self,
        people: &[Assignment],
        givers: &'a [Giver<'m>],
    ) -> Several<'a> {
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
pub(in crate::schedule) fn runs<'a, 'm>(
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
pub(in crate::schedule) struct Capacity(pub(in crate::schedule) Vec<(Moment, i64)>);

impl Capacity {
    /// Of a person or a resource it does not change: nothing runs while they are away. A team that does not state how much
    /// there is of it has less while somebody is away.
    pub(in crate::schedule) fn of(resource: ResourceWalker<'_>) -> Self {
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
    pub(in crate::schedule) fn at(&self, moment: Moment) -> Share {
        let behind = self.0.partition_point(|(from, _)| *from <= moment);
        let step = behind.checked_sub(1).and_then(|index| self.0.get(index));
        Share(step.map_or(0, |(_, units)| *units))
    }

    /// The least there ever is.
    pub(in crate::schedule) fn least(&self) -> Share {
        Share(self.0.iter().map(|(_, units)| *units).min().unwrap_or(0))
    }

    /// The moments at which it changes.
    pub(in crate::schedule) fn changes(&self) -> impl Iterator<Item = Moment> {
        self.0.iter().skip(1).map(|(moment, _)| *moment)
    }
}
