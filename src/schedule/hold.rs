//! How far the dates of an item can still move.

use super::network::Network;
use super::progress::{Reported, States};
use super::state::State;
use super::timing::Timing;
use crate::model::ItemId;

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
