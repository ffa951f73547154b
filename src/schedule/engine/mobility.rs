//! How far the dates of an item can still move, and what of it is to come.

use crate::model::{ItemId, ItemWalker};
use crate::schedule::engine::Amount;
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::engine::queueing::Begun;
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::progress::Project;
use crate::schedule::progress::{Reported, States};
use crate::schedule::table::Rows;
use crate::schedule::timing::{State, Timing};
use crate::time::Moment;

/// How far an item's dates can still move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) enum Mobility {
    /// They are computed.
    Free,
    /// Its author fixed one of them.
    Fixed,
    /// It was begun: only its end can move.
    Begun,
    /// It is done.
    Over,
}

/// How far the dates of each item can move; of an item with parts it says nothing.
pub(in crate::schedule) fn holds(
    network: &Network<'_>,
    states: States<'_>,
    timings: &[Timing],
) -> Rows<Mobility> {
    let hold = |(item, timing): (ItemWalker<'_>, &Timing)| {
        let is_fixed = item.dates().is_fixed();
        match states.of(item.id) {
            Reported::Done { .. } => Mobility::Over,
            _ if timing.state == State::Done => Mobility::Over,
            Reported::UnderWay { started, .. } if started.is_some() || states.today().is_some() => {
                Mobility::Begun
            }
            _ if is_fixed => Mobility::Fixed,
            _ => Mobility::Free,
        }
    };
    network.model.items().zip(timings).map(hold).collect()
}

/// What is known of a roadmap before anything is levelled.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct UnlevelledDates<'a, 'm> {
    /// With the choices of people that there are.
    pub(in crate::schedule) project: Project<'a, 'm>,
    /// By item: how far its dates can still move.
    pub(in crate::schedule) holds: &'a Rows<Mobility>,
    /// By item: when it is if nobody is ever busy.
    pub(in crate::schedule) timings: &'a [Timing],
}

impl<'a, 'm> UnlevelledDates<'a, 'm> {
    /// When an item is if nobody is ever busy.
    pub(in crate::schedule) fn timing(&self, item: ItemId) -> Option<&'a Timing> {
        self.timings.get(item.index())
    }

    /// What is to come of the item's work, and how far it can move.
    pub(in crate::schedule) fn outlook(&self, item: ItemId) -> Prospect {
        let walker = self.project.network.model.item(item);
        match (self.project.network.role(item), self.holds[item], self.project.states.today()) {
            (_, Mobility::Over, _) => Prospect::Over,
            // Its day is what is planned; it is later if what it waits for is.
            (Role::Point, Mobility::Fixed, _) => Prospect::Free,
            (Role::Work, Mobility::Fixed, _)
                if self.may_end_later(walker) || self.begins_later(walker) =>
            {
                Prospect::Free
            }
            (_, Mobility::Fixed, _) | (Role::Work, Mobility::Begun, None) => Prospect::Fixed,
            (Role::Work, Mobility::Begun, Some(_)) if walker.dates().to.is_some() => {
                Prospect::Fixed
            }
            (Role::Work, Mobility::Begun, Some(today)) => Prospect::UnderWay { today },
            _ => Prospect::Free,
        }
    }

    /// Whether only the end of work is planned, so that it is later if what it waits for is.
    fn may_end_later(&self, item: ItemWalker<'m>) -> bool {
        let mut waits =
            item.with_ancestors().map(|of| self.project.network.own(of.id).next().is_some());
        item.dates().from.is_none() && waits.any(|waits| waits)
    }

    /// Whether work can't begin when it was to, whoever is free.
    fn begins_later(&self, item: ItemWalker<'m>) -> bool {
        item.dates().from.is_some() && self.timing(item.id).is_some_and(Timing::is_put_off)
    }

    /// Work that is under way.
    pub(in crate::schedule) fn begun(&self, item: ItemId, today: Moment) -> Option<Begun<'a, 'm>> {
        let Project { network, crews, states } = self.project;
        let start = self.timing(item)?.start;
        let (crew, reported, item) = (crews.of(item), states.of(item), network.model.item(item));
        Some(Begun {
            item,
            crew,
            amount: Amount { work: likely_amount(item), reported },
            start,
            today,
        })
    }
}

/// What is to come of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) enum Prospect {
    /// All of it, when there is time for it.
    Free,
    /// The rest of it, from today on.
    UnderWay { today: Moment },
    /// Its dates are given: it takes its people, but does not move.
    Fixed,
    /// Nothing.
    Over,
}
