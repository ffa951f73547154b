//! The upright parts of arrows that are drawn already, so that those of different arrows don't lie on each other.

use rustc_hash::FxHashMap;

use super::super::Px;
use super::Edge;

/// How far apart two trunks have to be.
const APART: i64 = 35;
/// How many trunks of a place are looked at: the newest are the nearest.
const LOOKED_AT: usize = 24;

/// The trunks that are drawn, by place.
#[derive(Default)]
pub(super) struct Trunks(FxHashMap<i64, Vec<Trunk>>);

struct Trunk {
    x: Px,
    top: usize,
    bottom: usize,
    from: usize,
    to: usize,
    is_hand_over: bool,
}

impl Trunks {
    /// Whether another arrow's trunk is there. Arrows that leave the same row, or enter the same, share theirs, if they are
    /// drawn alike.
    pub(super) fn is_taken(&self, edge: &Edge, x: Px) -> bool {
        let (top, bottom) = rows(edge);
        let place = x.0.div_euclid(APART);
        (place - 1..=place + 1).any(|place| {
            let near = self
                .0
                .get(&place)
                .into_iter()
                .flat_map(|trunks| trunks.iter().rev().take(LOOKED_AT));
            near.into_iter().any(|trunk| {
                let is_alike = trunk.is_hand_over == edge.kind.is_hand_over();
                let is_joined = trunk.from == edge.from || trunk.to == edge.to;
                let is_shared = trunk.x == x && is_alike && is_joined;
                let is_near = (trunk.x - x).abs().0 < APART;
                is_near && !is_shared && trunk.top < bottom && top < trunk.bottom
            })
        })
    }

    /// Remembers one.
    pub(super) fn take(&mut self, edge: &Edge, x: Px) {
        let (top, bottom) = rows(edge);
        let is_hand_over = edge.kind.is_hand_over();
        let trunk = Trunk { x, top, bottom, from: edge.from, to: edge.to, is_hand_over };
        self.0.entry(x.0.div_euclid(APART)).or_default().push(trunk);
    }
}

fn rows(edge: &Edge) -> (usize, usize) {
    (edge.from.min(edge.to), edge.from.max(edge.to))
}
