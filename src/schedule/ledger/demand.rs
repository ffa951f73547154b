//! Of whom an item asks how much, and when.

use std::rc::Rc;

use crate::model::{Assignment, EstimateBasis, ItemId, Model, ResourceId, ResourceKind};
use crate::schedule::crew::Giver;
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::working_time::Clock;

/// What an item asks of one resource while it runs.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct ResourceDemand<'a, 'm> {
    pub(in crate::schedule) resource: ResourceId,
    /// Thousandths of a unit, at most at once.
    pub(in crate::schedule) units: i64,
    /// When how much of that: of a team whose members come and go, each in their own time.
    pub(in crate::schedule) parts: Vec<(&'a Rc<Clock<'m>>, i64)>,
}

/// What an item asks for.
#[derive(Clone, Debug, Default)]
pub(in crate::schedule) struct ItemDemand<'a, 'm> {
    /// Of all who do it, while all of them do.
    pub(in crate::schedule) whole: Vec<ResourceDemand<'a, 'm>>,
    /// Of an effort by several: of each of them.
    pub(in crate::schedule) several: Option<Box<Several<'a, 'm>>>,
}

/// What those who do an effort together ask for, each by themselves.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Several<'a, 'm> {
    pub(in crate::schedule) givers: &'a [Giver<'m>],
    /// By giver.
    pub(in crate::schedule) asks: Vec<Vec<ResourceDemand<'a, 'm>>>,
    /// Whether some of them ask for the same.
    pub(in crate::schedule) is_contested: bool,
}

impl<'a, 'm> Several<'a, 'm> {
    /// What one of them asks for.
    pub(in crate::schedule) fn asks(&self, giver: usize) -> &[ResourceDemand<'a, 'm>] {
        self.asks.get(giver).map_or(&[], Vec::as_slice)
    }

    /// What one of the people of the item asks for.
    pub(in crate::schedule) fn asks_of(&self, person: u32) -> &[ResourceDemand<'a, 'm>] {
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
    is_counted: Vec<bool>,
}

impl<'a, 'm> Demands<'a, 'm> {
    pub(in crate::schedule) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        Self { network, crews, is_counted: counted(network.model) }
    }

    pub(in crate::schedule) fn of(&self, item: ItemId) -> ItemDemand<'a, 'm> {
        if self.network.role(item) != Role::Work {
            return ItemDemand::default();
        }
        let crews: &'a Crews<'m> = self.crews;
        let mut whole: Vec<ResourceDemand<'a, 'm>> = Vec::new();
        for (person, one) in (0..).zip(crews.people(item)) {
            let units = units_of(self.network.model, one).0;
            if let Some(clock) = runs(self.network, crews, item, person).filter(|_| units > 0) {
                self.add_asks(one, clock, units, &mut whole);
            }
        }
        let givers = &*crews.of(item).givers;
        let several = (givers.len() > 1).then(|| Box::new(self.several(item, givers)));
        ItemDemand { whole, several }
    }

    fn several(&self, item: ItemId, givers: &'a [Giver<'m>]) -> Several<'a, 'm> {
        let crews: &'a Crews<'m> = self.crews;
        let people = crews.people(item);
        let asks = givers.iter().map(|giver| {
            let mut asks = Vec::new();
            if let Some(one) = people.get(giver.person as usize) {
                self.add_asks(one, &giver.clock, giver.rate, &mut asks);
            }
            asks
        });
        let asks: Vec<_> = asks.collect();
        let mut all: Vec<ResourceId> = asks.iter().flatten().map(|ask| ask.resource).collect();
        all.sort_unstable();
        let is_contested = all.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        Several { givers, asks, is_contested }
    }

    /// What somebody is asked for is asked of their team too.
    fn add_asks(
        &self,
        one: &Assignment,
        clock: &'a Rc<Clock<'m>>,
        units: i64,
        asks: &mut Vec<ResourceDemand<'a, 'm>>,
    ) {
        let team = self.network.model.resource(one.resource).data().team;
        for resource in [Some(one.resource), team].into_iter().flatten() {
            if self.is_counted.get(resource.index()).copied().unwrap_or(false) {
                add(asks, resource, clock, units);
            }
        }
    }
}

/// When one of the people of an item works on it: with a duration when all do, else in their own time.
pub(in crate::schedule) fn runs<'a, 'm>(
    network: &Network<'m>,
    crews: &'a Crews<'m>,
    item: ItemId,
    person: u32,
) -> Option<&'a Rc<Clock<'m>>> {
    let crew = crews.of(item);
    let resource = || crews.people(item).get(person as usize).map(|one| one.resource);
    match network.model.item(item).data().estimate.map(|estimate| estimate.basis) {
        None | Some(EstimateBasis::Duration) => Some(&crew.clock),
        Some(EstimateBasis::Effort) if crew.givers.len() > 1 => {
            crew.givers.iter().find(|giver| giver.person == person).map(|giver| &giver.clock)
        }
        Some(EstimateBasis::Effort | EstimateBasis::Elapsed) => crews.of_resource(resource()?),
    }
}

fn add<'a, 'm>(
    asks: &mut Vec<ResourceDemand<'a, 'm>>,
    resource: ResourceId,
    clock: &'a Rc<Clock<'m>>,
    units: i64,
) {
    let own = ResourceDemand { resource, units, parts: vec![(clock, units)] };
    match asks.iter_mut().find(|ask| ask.resource == resource) {
        Some(ask) => ask.join(&own),
        None => asks.push(own),
    }
}

impl ResourceDemand<'_, '_> {
    /// Asks for what another asks for too.
    pub(in crate::schedule) fn join(&mut self, other: &Self) {
        self.units = self.units.saturating_add(other.units);
        for (clock, units) in &other.parts {
            match self.parts.iter_mut().find(|(own, _)| Rc::ptr_eq(own, clock)) {
                Some((_, sum)) => *sum = sum.saturating_add(*units),
                None => self.parts.push((clock, *units)),
            }
        }
    }
}

/// By resource: whether it has to be counted. A team that has what its members have, and is only asked for by their names, has
/// enough whenever they have.
pub(in crate::schedule) fn counted(model: &Model) -> Vec<bool> {
    let mut is_counted: Vec<bool> = model
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
            if let Some(counted) = is_counted.get_mut(resource.index()) {
                *counted = true;
            }
        }
    }
    is_counted
}
