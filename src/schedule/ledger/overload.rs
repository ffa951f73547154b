//! Who is asked for more than there is of them.
//!
//! Every resource has its own sweep over the time in which it is used. What does not run at the same time does not clash:
//! an item that ends in the evening and one that starts the next morning, or one that rests while somebody is away.

use crate::model::{ItemId, ResourceId, Share};
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::ledger::capacity::Capacity;
use crate::schedule::ledger::demand::runs;
use crate::schedule::ledger::sweep::{Sweep, Use};
use crate::schedule::ledger::{Pieces, Stints};
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::progress::{Reported, States};
use crate::schedule::timing::{Overload, Timing};
use crate::time::Moment;

/// An item and one of its assignments, which may be inherited.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    item: u32,
    /// Which of those who work on it.
    person: u32,
}

/// Every stretch of time in which somebody is asked for more than there is; by resource, then time.
pub(in crate::schedule) fn overloads(
    network: &Network<'_>,
    crews: &Crews<'_>,
    states: States<'_>,
    timings: &[Timing],
    (pieces, stints): (&Pieces, &Stints),
) -> Vec<Overload> {
    let load = Load { network, crews, states, timings, pieces, stints };
    let (first, rows) = load.rows();
    let mut found = Vec::new();
    let resources = (0..).map(ResourceId).zip(first.windows(2));
    for (resource, bounds) in resources {
        let [from, to] = bounds else { continue };
        let rows = rows.get(*from as usize..*to as usize).unwrap_or_default();
        let mut uses: Vec<Use<'_, '_>> = Vec::with_capacity(rows.len());
        for row in rows {
            load.add_uses(resource, *row, &mut uses);
        }
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
    /// When work goes on, of items that pause for other work.
    pieces: &'a Pieces,
    /// Likewise who does what of efforts by several.
    stints: &'a Stints,
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
            if item.assignments.1 == 0 {
                continue;
            }
            let id = ItemId::from_index(index);
            for (person, one) in (0..).zip(self.crews.people(id)) {
                visit(one.resource, Row { item: id.0, person });
                if let Some(team) = model.resources.get(one.resource.index()).and_then(|r| r.team) {
                    visit(team, Row { item: id.0, person });
                }
            }
        }
    }

    /// Adds what a row asks of a resource, as far as that lies ahead: of what pauses, piece by piece.
    fn add_uses(&self, resource: ResourceId, row: Row, uses: &mut Vec<Use<'a, 'm>>) {
        let item = ItemId(row.item);
        let Some(timing) = self.timings.get(item.index()) else { return };
        let today = self.states.today().unwrap_or(Moment::MIN);
        let is_ahead = today.max(timing.start) < timing.end;
        if !is_ahead || matches!(self.states.of(item), Reported::Done { .. }) {
            return;
        }
        let Some(one) = self.use_of(resource, row) else { return };
        let mut add = |start: Moment, end: Moment| {
            let start = today.max(start);
            if start < end {
                uses.push(Use { start, end, ..one });
            }
        };
        if let Some(stints) = self.stints.get(&item) {
            for stint in stints.iter().filter(|stint| stint.person == row.person) {
                add(stint.start, stint.end);
            }
            return;
        }
        let whole = [(timing.start, timing.end)];
        for (start, end) in self.pieces.get(&item).map_or(&whole[..], |pieces| pieces) {
            add(*start, *end);
        }
    }

    fn use_of(&self, resource: ResourceId, row: Row) -> Option<Use<'a, 'm>> {
        let (item, model) = (ItemId(row.item), self.network.model);
        let crews: &'a Crews<'m> = self.crews;
        let assignment = crews.people(item).get(row.person as usize)?;
        let member = (assignment.resource != resource).then_some(assignment.resource);
        Some(Use {
            item,
            start: Moment::MIN,
            end: Moment::MIN,
            demand: units_of(model, assignment),
            member,
            most: member.map_or(Share(i64::MAX), |member| model.resource(member).data().capacity),
            clock: runs(self.network, crews, item, row.person)?,
        })
    }
}
