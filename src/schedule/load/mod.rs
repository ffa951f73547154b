//! Who is asked for more than there is of them.
//!
//! Every resource has its own sweep over the time in which it is used. What does not run at the same time does not clash:
//! an item that ends in the evening and one that starts the next morning, or one that rests while somebody is away.

mod capacity;
mod sweep;

use std::rc::Rc;

pub(super) use capacity::Capacity;
use sweep::{Sweep, Use};

use super::Clock;
use super::crews::{Crews, units_of};
use super::network::Network;
use super::progress::{State, States};
use super::role::Role;
use super::timing::{Overload, Timing};
use crate::model::{Assignment, EstimateBasis, ItemId, ResourceId, Share};
use crate::time::Moment;

/// An item and one of its assignments, which may be inherited.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    item: u32,
    assignment: u32,
}

/// Every stretch of time in which somebody is asked for more than there is; by resource, then time.
pub(super) fn overloads(
    network: &Network<'_>,
    crews: &Crews<'_>,
    states: States<'_>,
    timings: &[Timing],
) -> Vec<Overload> {
    let load = Load { network, crews, states, timings };
    let (first, rows) = load.rows();
    let mut found = Vec::new();
    let resources = (0..).map(ResourceId).zip(first.windows(2));
    for (resource, bounds) in resources {
        let [from, to] = bounds else { continue };
        let rows = rows.get(*from as usize..*to as usize).unwrap_or_default();
        let uses: Vec<Use<'_, '_>> =
            rows.iter().filter_map(|row| load.used(resource, *row)).collect();
        let (Some(clock), false) = (crews.of_resource(resource), uses.is_empty()) else { continue };
        let capacity = Capacity::of(network.model.resource(resource));
        found.extend(Sweep { resource, clock, capacity, uses }.run());
    }
    found
}

struct Load<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    states: States<'m>,
    timings: &'a [Timing],
}

impl<'a, 'm> Load<'a, 'm> {
    /// The rows that use each resource, in order of declaration, and where those of each resource begin.
    ///
    /// What is asked of a person is asked of their team too.
    fn rows(&self) -> (Vec<u32>, Vec<Row>) {
        let mut first = vec![0_u32; self.network.model.resources.len() + 1];
        self.each_use(|resource, _| {
            if let Some(count) = first.get_mut(resource.index() + 1) {
                *count += 1;
            }
        });
        let mut sum = 0;
        for count in &mut first {
            sum += *count;
            *count = sum;
        }
        let mut next = first.clone();
        let mut rows = vec![Row::default(); sum as usize];
        self.each_use(|resource, row| {
            let Some(slot) = next.get_mut(resource.index()) else { return };
            if let Some(place) = rows.get_mut(*slot as usize) {
                *place = row;
            }
            *slot += 1;
        });
        (first, rows)
    }

    fn each_use(&self, mut visit: impl FnMut(ResourceId, Row)) {
        let model = self.network.model;
        let items = model.items.iter().enumerate().zip(&self.network.roles);
        for ((index, item), _) in items.filter(|(_, role)| **role == Role::Work) {
            let (first, count) = item.assignments;
            let id = ItemId::from_index(index);
            for assignment in first..first.saturating_add(count) {
                let Some(one) = model.assignments.get(assignment as usize) else { continue };
                visit(one.resource, Row { item: id.0, assignment });
                if let Some(team) = model.resources.get(one.resource.index()).and_then(|r| r.team) {
                    visit(team, Row { item: id.0, assignment });
                }
            }
        }
    }

    /// What an assignment asks of a resource, if that lies ahead.
    fn used(&self, resource: ResourceId, row: Row) -> Option<Use<'a, 'm>> {
        let item = ItemId(row.item);
        let timing = self.timings.get(item.index())?;
        let start = timing.start.max(self.states.today().unwrap_or(Moment::MIN));
        if start >= timing.end || matches!(self.states.of(item), State::Done { .. }) {
            return None;
        }
        let model = self.network.model;
        let assignment = model.assignments.get(row.assignment as usize)?;
        let member = (assignment.resource != resource).then_some(assignment.resource);
        Some(Use {
            item,
            start,
            end: timing.end,
            demand: units_of(model, assignment),
            member,
            most: member.map_or(Share(i64::MAX), |member| model.resource(member).data().capacity),
            clock: self.runs(item, assignment)?,
        })
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
