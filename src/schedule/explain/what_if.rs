//! What would be if something were written otherwise: the whole schedule is made again, so that no promise is a guess.

use crate::model::{
    Anchor, Assignment, Dependency, Edge, ItemId, Lag, Model, ResourceId, Share, WrittenAs,
};
use crate::schedule::schedule;
use crate::schedule::timing::Schedule;
use crate::text::Span;

/// Something that could be written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// An item waits for the end of another.
    After {
        /// Who waits.
        item: ItemId,
        /// For whom.
        first: ItemId,
    },
    /// Somebody else does what somebody was asked for.
    Reassign {
        /// What is done.
        item: ItemId,
        /// By whom so far.
        from: ResourceId,
        /// By whom then.
        to: ResourceId,
        /// How much of them it takes.
        units: Share,
    },
}

/// The schedule of a roadmap in which one thing is written otherwise.
///
/// It copies the model: linear in the size of the roadmap, as the schedule itself is.
pub fn trial(model: &Model, change: Change) -> Schedule {
    let mut changed = model.clone();
    match change {
        Change::After { item, first } => wait(&mut changed, item, first),
        Change::Reassign { item, from, to, units } => {
            let people = model.item(item).assignments().iter().map(|one| {
                let is_it = one.resource == from;
                let (resource, units) = if is_it { (to, units) } else { (one.resource, one.units) };
                Assignment { resource, units, ..one.clone() }
            });
            assign(&mut changed, item, people.collect());
        }
    }
    schedule(&changed)
}

fn wait(model: &mut Model, item: ItemId, first: ItemId) {
    let place = model.dependencies.partition_point(|one| one.item <= item);
    let dependency = Dependency {
        item,
        edge: Edge::Start,
        anchor: Anchor::Item(first, Edge::End),
        lag: Lag::default(),
        written_as: WrittenAs::After,
        span: Span::default(),
    };
    model.dependencies.insert(place, dependency);
}

fn assign(model: &mut Model, item: ItemId, people: Vec<Assignment>) {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let range = (count(model.assignments.len()), count(people.len()));
    model.assignments.extend(people);
    if let Some(item) = model.items.get_mut(item.index()) {
        item.assignments = range;
    }
}
