//! Of whom an item asks how much, and when.

use std::rc::Rc;

use crate::model::{Assignment, EstimateBasis, ItemId, Model, ResourceId, ResourceKind};
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

/// Reads what items ask for.
#[derive(Debug)]
pub(in crate::schedule) struct Demands<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    /// By resource: whether it has to be counted. A team that has what its members have, and is only asked for by their
    /// names, has enough whenever they have.
    is_counted: Vec<bool>,
}

impl<'a, 'm> Demands<'a, 'm> {
    pub(in crate::schedule) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        Self { network, crews, is_counted: counted(network.model) }
    }

    pub(in crate::schedule) fn asks(&self, item: ItemId) -> Vec<ResourceDemand<'a, 'm>> {
        if self.network.role(item) != Role::Work {
            return Vec::new();
        }
        let mut asks: Vec<ResourceDemand<'a, 'm>> = Vec::new();
        let crews: &'a Crews<'m> = self.crews;
        for one in crews.people(item) {
            let units = units_of(self.network.model, one).0;
            let Some(clock) = self.runs(item, one).filter(|_| units > 0) else { continue };
            let team = self.network.model.resource(one.resource).data().team;
            for resource in [Some(one.resource), team].into_iter().flatten() {
                if self.is_counted.get(resource.index()).copied().unwrap_or(false) {
                    add(&mut asks, resource, clock, units);
                }
            }
        }
        asks
    }

    /// When somebody works on an item: with a duration when all do, else in their own time.
    fn runs(&self, item: ItemId, assignment: &Assignment) -> Option<&'a Rc<Clock<'m>>> {
        let estimate = self.network.model.item(item).data().estimate;
        match estimate.map(|estimate| estimate.basis) {
            None | Some(EstimateBasis::Duration) => Some(&self.crews.of(item).clock),
            Some(_) => self.crews.of_resource(assignment.resource),
        }
    }
}

fn add<'a, 'm>(
    asks: &mut Vec<ResourceDemand<'a, 'm>>,
    resource: ResourceId,
    clock: &'a Rc<Clock<'m>>,
    units: i64,
) {
    let Some(ask) = asks.iter_mut().find(|ask| ask.resource == resource) else {
        asks.push(ResourceDemand { resource, units, parts: vec![(clock, units)] });
        return;
    };
    ask.units = ask.units.saturating_add(units);
    match ask.parts.iter_mut().find(|(other, _)| Rc::ptr_eq(other, clock)) {
        Some((_, sum)) => *sum = sum.saturating_add(units),
        None => ask.parts.push((clock, units)),
    }
}

fn counted(model: &Model) -> Vec<bool> {
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
