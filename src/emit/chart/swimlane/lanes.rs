//! The lanes of a swimlane: what stands in each, packed into rows.

use super::super::Px;
use super::super::card::{CardFacts, CardSize, Face, facts};
use super::super::colours::{Colours, Paint};
use super::super::units::{Units, rank};
use super::grid::{Grid, Place};
use super::packing;
use crate::model::{Dimension, Health, ItemId, ItemWalker};
use crate::plan::{Group, GroupKey, PlanView};

/// Between two cards in a row.
pub const GAP: Px = Px::whole(6);

/// A card with the room that it takes.
#[derive(Debug)]
pub struct Placed<'m> {
    /// What it says.
    pub facts: CardFacts<'m>,
    /// When it is.
    pub place: Place,
    /// Its edges, and its row.
    pub edges: (Px, Px),
    /// See `edges`.
    pub row: usize,
    rank: usize,
}

/// A lane.
#[derive(Debug)]
pub struct Lane<'m> {
    /// What it is called; empty where there is only one.
    pub title: String,
    /// Its colour.
    pub paint: Paint,
    /// How it stands, if it is something that stands somehow, and not well.
    pub health: Option<Health>,
    /// Its cards, from left to right.
    pub cards: Vec<Placed<'m>>,
    /// How many rows they take.
    pub rows: usize,
    /// How many have no room.
    pub hidden: usize,
}

/// The lanes of a view, their cards not packed yet.
pub fn lanes<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    units: &Units<'m>,
    grid: &Grid,
) -> Vec<Lane<'m>> {
    let dimension = view.grouped_by(Dimension::Stream);
    let mut items = units.items.clone();
    view.sort(&mut items);
    let mut ranked = items.clone();
    ranked.sort_by_key(|item| rank(view, *item));
    let ranks: Vec<ItemId> = ranked.iter().map(|item| item.id).collect();
    let groups = view.groups(Dimension::Stream, items.into_iter());
    let is_alone = groups.len() == 1 && groups.iter().all(|group| group.key == GroupKey::None);
    let lane = |group: Group<'m>| {
        let paint = lane_paint(colours, dimension, &group.key);
        let mut cards = cards(view, colours, grid, group.items, &ranks);
        if paint != Paint::GREY {
            // What stands in several lanes has in each the colour of that.
            for card in &mut cards {
                card.facts.paint = paint;
            }
        }
        Lane {
            title: match group.key {
                _ if is_alone => String::new(),
                GroupKey::None => "Everything else".to_owned(),
                _ => group.title,
            },
            paint,
            health: lane_health(view, &group.key),
            cards,
            rows: 0,
            hidden: 0,
        }
    };
    groups.into_iter().map(lane).filter(|lane| !lane.cards.is_empty()).collect()
}

/// The colour of a lane, where colours tell what lanes do.
fn lane_paint(colours: &Colours, dimension: Dimension, key: &GroupKey) -> Paint {
    let own = colours.of_key(key).filter(|_| colours.dimension == dimension);
    own.unwrap_or(Paint::GREY)
}

/// How the stream, the release or the objective of a lane stands, where that is to be told.
fn lane_health(view: &PlanView<'_, '_>, key: &GroupKey) -> Option<Health> {
    let health = match key {
        GroupKey::Item(item) => view.health(*item),
        GroupKey::Objective(of) => view.status.objective(*of).map(|status| status.health),
        _ => None,
    };
    health.filter(|health| *health >= Health::AtRisk && !view.is_public())
}

fn cards<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    grid: &Grid,
    items: Vec<ItemWalker<'m>>,
    ranks: &[ItemId],
) -> Vec<Placed<'m>> {
    let mut rank_of = vec![usize::MAX; view.plan.model.items.len()];
    for (rank, item) in ranks.iter().enumerate() {
        if let Some(slot) = rank_of.get_mut(item.index()) {
            *slot = rank;
        }
    }
    let placed = items.into_iter().filter_map(|item| {
        let place = grid.place(view, item)?;
        let rank = rank_of.get(item.id.index()).copied().unwrap_or(usize::MAX);
        let facts = facts(view, colours, item);
        Some(Placed { facts, place, edges: place.time, row: 0, rank })
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|card| card.place.time);
    placed
}

impl Lane<'_> {
    /// Packs its cards into rows, each as wide as this face wants it.
    pub fn pack(&mut self, size: CardSize, face: Face) {
        for card in &mut self.cards {
            card.edges = card.stretch(size, face);
        }
        self.cards.sort_by_key(|card| card.edges);
        let rows = packing::rows(&self.stretches(), GAP);
        self.rows = rows.iter().max().map_or(0, |last| last + 1);
        for (card, row) in self.cards.iter_mut().zip(rows) {
            card.row = row;
        }
        self.grow(size, face);
    }

    /// How many rows its cards take with this face.
    pub fn rows_with(&self, size: CardSize, face: Face) -> usize {
        let mut stretches: Vec<_> =
            self.cards.iter().map(|card| card.stretch(size, face)).collect();
        stretches.sort_unstable();
        packing::rows(&stretches, GAP).into_iter().max().map_or(0, |last| last + 1)
    }

    /// Lets cards whose titles are longer grow to their right, as far as nothing stands there.
    fn grow(&mut self, size: CardSize, face: Face) {
        let mut free: Vec<Option<Px>> = vec![None; self.rows];
        for card in self.cards.iter_mut().rev() {
            let Some(next) = free.get_mut(card.row) else { continue };
            let end = next.map_or(card.place.room.1, |next| next - GAP).min(card.place.room.1);
            let (left, right) = card.edges;
            card.edges.1 = right.max(end.min(left + card.facts.needed(size, face)));
            *next = Some(left);
        }
    }

    /// Leaves out what has no room in so many rows: what matters least. How much that is is counted.
    pub fn cut(&mut self, rows: usize, size: CardSize, face: Face) {
        if self.rows <= rows {
            return;
        }
        self.cards.sort_by_key(|card| card.rank);
        for card in &mut self.cards {
            card.edges = card.stretch(size, face);
        }
        let kept = packing::kept(&self.stretches(), rows, GAP);
        let before = self.cards.len();
        let mut kept = kept.into_iter();
        self.cards.retain(|_| kept.next().unwrap_or(false));
        self.hidden += before - self.cards.len();
        self.pack(size, face);
    }

    /// Leaves out all but so many: what matters least.
    pub fn keep(&mut self, most: usize) {
        let mut ranks: Vec<_> = self.cards.iter().map(|card| card.rank).collect();
        ranks.sort_unstable();
        let last = ranks.get(most.saturating_sub(1)).copied().unwrap_or(usize::MAX);
        let before = self.cards.len();
        self.cards.retain(|card| card.rank <= last);
        self.hidden += before - self.cards.len();
    }

    fn stretches(&self) -> Vec<packing::Stretch> {
        self.cards.iter().map(|card| card.edges).collect()
    }
}

impl Placed<'_> {
    /// From where to where a card reaches: over its time, and beyond that to the right as far as its words want; where time ends
    /// to the left.
    fn stretch(&self, size: CardSize, face: Face) -> (Px, Px) {
        let (left, right) = self.place.time;
        let end = right.max(left + self.facts.wanted(size, face)).min(self.place.room.1);
        let start = left.min(end - self.facts.wanted(size, face)).max(self.place.room.0);
        (start, end)
    }
}
