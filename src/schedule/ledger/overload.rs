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
use crate::schedule::network::role::Role;
use crate::schedule::progress::Project;
use crate::schedule::progress::Reported;
use crate::schedule::table::Fan;
use crate::schedule::timing::{Overload, Timing};
use crate::time::Moment;

/// An item and one of its assignments, which may be inherited.
#[derive(Clone, Copy, Debug)]
struct Row {
    item: ItemId,
    /// Which of those who work on it.
    person: u32,
}

/// Every stretch of time in which somebody is asked for more than there is; by resource, then time.
pub(in crate::schedule) fn overloads(
    project: Project<'_, '_>,
    timings: &[Timing],
    (pieces, stints): (&Pieces, &Stints),
) -> Vec<Overload> {
    let Project { network, crews, .. } = project;
    let load = Load { project, timings, pieces, stints };
    let rows = Fan::new(network.model.resources.len(), load.rows());
    let mut found = Vec::new();
    for resource in network.model.resources() {
        let mut uses: Vec<Use<'_, '_>> = Vec::new();
        for row in rows.of(resource.id.0) {
            load.add_uses(resource.id, *row, &mut uses);
        }
        let clock = crews.of_resource(resource.id).filter(|_| !uses.is_empty());
        let Some(clock) = clock else { continue };
        let capacity = Capacity::of(resource);
        found.extend(Sweep { resource: resource.id, clock, capacity, uses }.run());
    }
    found
}

struct Load<'a, 'm> {
    project: Project<'a, 'm>,
    timings: &'a [Timing],
    /// When work goes on, of items that pause for other work.
    pieces: &'a Pieces,
    /// Likewise who does what of efforts by several.
    stints: &'a Stints,
}

impl<'a, 'm> Load<'a, 'm> {
    /// Who is used by which row, in order of declaration: what is asked of a person is asked of their team too.
    fn rows(&self) -> impl Iterator<Item = (u32, Row)> + Clone {
        let items = (0..).map(ItemId).zip(&self.project.network.roles);
        let work = items.filter(|(_, role)| **role == Role::Work);
        work.flat_map(move |(item, _)| {
            (0..).zip(self.project.crews.people(item)).flat_map(move |(person, one)| {
                let team = self.project.network.model.resource(one.resource).data().team;
                let asked = [Some(one.resource), team].into_iter().flatten();
                asked.map(move |who| (who.0, Row { item, person }))
            })
        })
    }

    /// Adds what a row asks of a resource, as far as that lies ahead: of what pauses, piece by piece.
    fn add_uses(&self, resource: ResourceId, row: Row, uses: &mut Vec<Use<'a, 'm>>) {
        let item = row.item;
        let Some(timing) = self.timings.get(item.index()) else { return };
        let today = self.project.states.today().unwrap_or(Moment::MIN);
        let is_ahead = today.max(timing.start) < timing.end;
        if !is_ahead || matches!(self.project.states.of(item), Reported::Done { .. }) {
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
        let (item, model) = (row.item, self.project.network.model);
        let crews: &'a Crews<'m> = self.project.crews;
        let assignment = crews.people(item).get(row.person as usize)?;
        let basis = model.item(item).data().estimate.map(|of| of.basis);
        let member = (assignment.resource != resource).then_some(assignment.resource);
        Some(Use {
            item,
            start: Moment::MIN,
            end: Moment::MIN,
            demand: units_of(model, assignment),
            member,
            most: member.map_or(Share(i64::MAX), |member| model.resource(member).data().capacity),
            clock: runs(crews, (crews.of(item), basis), (row.person, assignment.resource))?,
        })
    }
}
