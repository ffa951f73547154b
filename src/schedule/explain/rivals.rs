//! After levelling: what somebody had to do before an item, so that both can't be at once, and what they do meanwhile.

use std::collections::BTreeMap;

use crate::model::{ItemId, Model, ResourceId, ResourceWalker};
use crate::schedule::crew::crews::{Crews, units_of};
use crate::schedule::network::{Network, Role};
use crate::schedule::timing::{Schedule, Timing};
use crate::time::Moment;

/// Who does what, in order of its end; of a roadmap that is not levelled nothing.
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
