//! How far the dates of an item can still move, and what of it is to come.

use super::crews::Crews;
use super::network::Network;
use super::place::likely_amount;
use super::progress::{Reported, States};
use super::role::Role;
use super::state::State;
use super::timing::Timing;
use super::turn::Begun;
use crate::model::{Edge, ItemId, ItemWalker};
use crate::time::Moment;

/// How far an item's dates can still move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
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
pub(super) fn holds(network: &Network<'_>, states: States<'_>, timings: &[Timing]) -> Vec<Hold> {
    let items = network.model.items.iter().enumerate();
    let is_over =
        |index: usize| timings.get(index).is_some_and(|timing| timing.state == State::Done);
    let hold = |index| {
        let item = network.model.item(ItemId::from_index(index));
        let is_fixed = item.dates().from.is_some() || item.dates().to.is_some();
        match states.of(item.id) {
            Reported::Done { .. } => Hold::Over,
            _ if is_over(index) => Hold::Over,
            Reported::UnderWay { started, .. } if started.is_some() || states.today().is_some() => {
                Hold::Begun
            }
            _ if is_fixed => Hold::Fixed,
            _ => Hold::Free,
        }
    };
    items.map(|(index, _)| hold(index)).collect()
}

/// What is known of a roadmap before anything is levelled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'a, 'm> {
    pub(super) network: &'a Network<'m>,
    /// With the choices of people that there are.
    pub(super) crews: &'a Crews<'m>,
    pub(super) states: States<'m>,
    /// By item: how far its dates can still move.
    pub(super) holds: &'a [Hold],
    /// By item: when it is if nobody is ever busy.
    pub(super) timings: &'a [Timing],
}

impl<'a, 'm> Plain<'a, 'm> {
    fn hold(&self, item: ItemId) -> Hold {
        self.holds.get(item.index()).copied().unwrap_or(Hold::Over)
    }

    /// When an item is if nobody is ever busy.
    pub(super) fn timing(&self, item: ItemId) -> Option<&'a Timing> {
        self.timings.get(item.index())
    }

    /// What is to come of the item's work, and how far it can move.
    pub(super) fn outlook(&self, item: ItemId) -> Outlook {
        let walker = self.network.model.item(item);
        let hold = self.hold(item);
        match (self.network.role(item), hold, self.states.today()) {
            (_, Hold::Over, _) => Outlook::Over,
            // Its day is what is planned; it is later if what it waits for is.
            (Role::Point, Hold::Fixed, _) => Outlook::Free,
            (Role::Work, Hold::Fixed, _) if self.may_end_later(walker) => Outlook::Free,
            (_, Hold::Fixed, _) | (Role::Work, Hold::Begun, None) => Outlook::Fixed,
            (Role::Work, Hold::Begun, Some(_)) if walker.dates().to.is_some() => Outlook::Fixed,
            (Role::Work, Hold::Begun, Some(today)) => Outlook::UnderWay { today },
            _ => Outlook::Free,
        }
    }

    /// Whether only the end of work is planned, so that it is later if what it waits for is.
    fn may_end_later(&self, item: ItemWalker<'m>) -> bool {
        let mut chain = std::iter::once(item).chain(item.ancestors());
        item.dates().from.is_none() && chain.any(|of| self.network.own(of.id).next().is_some())
    }

    /// Work that is under way.
    pub(super) fn begun(&self, item: ItemId, today: Moment) -> Option<Begun<'a, 'm>> {
        let walker = self.network.model.item(item);
        Some(Begun {
            crew: self.crews.of(item),
            state: self.states.of(item),
            can_split: walker.can_split(),
            start: self.timing(item)?.start,
            amount: likely_amount(walker),
            today,
        })
    }

    /// Whether the end of work that is under way waits for nothing else.
    pub(super) fn ends_by_itself(&self, item: ItemId) -> bool {
        self.network.own(item).all(|(_, dependency)| dependency.edge == Edge::Start)
    }
}

/// What is to come of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// All of it, when there is time for it.
    Free,
    /// The rest of it, from today on.
    UnderWay { today: Moment },
    /// Its dates are given: it takes its people, but does not move.
    Fixed,
    /// Nothing.
    Over,
}
