//! Where everything stands across its layer (Brandes and Köpf, 2002): four times all is aligned with a median neighbour, towards each
//! of the four corners, and put together as closely as it goes; the mean of the two middle ones of the four is what is drawn. Bends of
//! one edge come to stand in a straight line.
//!
//! The blocks of what is aligned are put together by the longest way through them, as in the authors' corrected version (2020).

use std::collections::BTreeSet;

use super::layers::Layers;
use super::table::{add, at, list, put};

/// How much room everything takes across its layer.
pub(super) struct Room<'a> {
    /// Of each.
    pub(super) sizes: &'a [i64],
    /// What two neighbours keep off each other.
    pub(super) gap: &'a dyn Fn(usize, usize) -> i64,
}

impl Room<'_> {
    /// From the middle of one to that of the next.
    fn apart(&self, one: usize, next: usize) -> i64 {
        (at(self.sizes, one) + at(self.sizes, next) + 1) / 2 + (self.gap)(one, next)
    }
}

/// The middle of each across its layer, the least edge at zero.
pub(super) fn middles(layers: &Layers, room: &Room<'_>) -> Vec<i64> {
    let crossed = crossed(layers);
    let corners = [(false, false), (false, true), (true, false), (true, true)];
    let all = corners.map(|(is_back, is_far)| towards(layers, room, &crossed, (is_back, is_far)));
    let widths = all.iter().map(|middles| extent(middles, room.sizes));
    let edges: Vec<_> = widths.collect();
    let narrowest = edges.iter().min_by_key(|(least, most)| most - least).copied();
    let (least, most) = narrowest.unwrap_or_default();
    let shifts: Vec<_> = corners
        .iter()
        .zip(&edges)
        .map(|((_, is_far), own)| if *is_far { most - own.1 } else { least - own.0 })
        .collect();
    let middle = |one: usize| {
        let mut four: Vec<_> =
            all.iter().zip(&shifts).map(|(middles, shift)| at(middles, one) + shift).collect();
        four.sort_unstable();
        (at(&four, 1) + at(&four, 2)).div_euclid(2)
    };
    let mut middles: Vec<_> = (0..layers.layer.len()).map(middle).collect();
    let (least, _) = extent(&middles, room.sizes);
    for middle in &mut middles {
        *middle -= least;
    }
    middles
}

/// The least and the greatest edge.
fn extent(middles: &[i64], sizes: &[i64]) -> (i64, i64) {
    let edges = || {
        middles.iter().zip(sizes).map(|(middle, size)| (middle - size / 2, middle + (size + 1) / 2))
    };
    let least = edges().map(|(edge, _)| edge).min().unwrap_or(0);
    (least, edges().map(|(_, edge)| edge).max().unwrap_or(0))
}

/// Pieces between a node and something that cross a piece between two bends: the latter stay straight.
fn crossed(layers: &Layers) -> BTreeSet<(usize, usize)> {
    let places = layers.places();
    let mut crossed = BTreeSet::new();
    for (row, next) in layers.rows.iter().zip(layers.rows.iter().skip(1)) {
        let inner = |one: usize| {
            let before = list(&layers.before, one).first().copied()?;
            (layers.is_bend(one) && layers.is_bend(before)).then(|| at(&places, before))
        };
        let (mut low, mut first) = (0, 0);
        for (place, one) in next.iter().enumerate() {
            let is_last = place + 1 == next.len();
            let found = inner(*one);
            if found.is_none() && !is_last {
                continue;
            }
            let high = found.unwrap_or(row.len());
            for other in next.iter().take(place + 1).skip(first) {
                let outside = |before: &&usize| {
                    let place = at(&places, **before);
                    place < low || place > high
                };
                let own = list(&layers.before, *other).iter();
                crossed.extend(own.filter(outside).map(|before| (*before, *other)));
            }
            (low, first) = (high, place + 1);
        }
    }
    crossed
}

/// All aligned towards one corner.
fn towards(
    layers: &Layers,
    room: &Room<'_>,
    crossed: &BTreeSet<(usize, usize)>,
    (is_back, is_far): (bool, bool),
) -> Vec<i64> {
    let mut rows = layers.rows.clone();
    if is_back {
        rows.reverse();
    }
    if is_far {
        for row in &mut rows {
            row.reverse();
        }
    }
    let neighbours = if is_back { &layers.behind } else { &layers.before };
    let roots = aligned(&rows, neighbours, layers.layer.len(), |from, to| {
        crossed.contains(&if is_back { (to, from) } else { (from, to) })
    });
    let mut middles = packed(&rows, &roots, room);
    if is_far {
        for middle in &mut middles {
            *middle = -*middle;
        }
    }
    middles
}

/// The first of the block in which each stands.
fn aligned(
    rows: &[Vec<usize>],
    neighbours: &[Vec<usize>],
    count: usize,
    is_crossed: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut places = vec![0; count];
    for row in rows {
        for (place, one) in row.iter().enumerate() {
            put(&mut places, *one, place);
        }
    }
    let mut roots: Vec<usize> = (0..count).collect();
    for row in rows.iter().skip(1) {
        let mut free = 0;
        for one in row {
            let mut near: Vec<_> = list(neighbours, *one).to_vec();
            near.sort_by_key(|other| at(&places, *other));
            let Some(last) = near.len().checked_sub(1) else { continue };
            for middle in [last / 2, near.len() / 2] {
                let other = at(&near, middle);
                let place = at(&places, other);
                if place < free || is_crossed(other, *one) {
                    continue;
                }
                let root = at(&roots, other);
                put(&mut roots, *one, root);
                free = place + 1;
                break;
            }
        }
    }
    roots
}

/// Blocks as close together as they go: first all towards the near edge, then each towards what holds it from the far one.
fn packed(rows: &[Vec<usize>], roots: &[usize], room: &Room<'_>) -> Vec<i64> {
    let count = roots.len();
    let (mut before, mut behind) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    let mut apart = Vec::new();
    for row in rows {
        for (one, next) in row.iter().zip(row.iter().skip(1)) {
            let pair = apart.len();
            apart.push((at(roots, *one), at(roots, *next), room.apart(*one, *next)));
            add(&mut behind, at(roots, *one), pair);
            add(&mut before, at(roots, *next), pair);
        }
    }
    let pair = |pair: &usize| apart.get(*pair).copied().unwrap_or_default();
    let order = sorted(count, &behind, &before, |of| pair(of).1);
    let mut middles = vec![0_i64; count];
    for block in &order {
        let held = list(&before, *block).iter().map(pair);
        let least = held.map(|(from, _, apart)| at(&middles, from) + apart).max();
        put(&mut middles, *block, least.unwrap_or(0));
    }
    for block in order.iter().rev() {
        let held = list(&behind, *block).iter().map(pair);
        let most = held.map(|(_, to, apart)| at(&middles, to) - apart).min();
        if let Some(most) = most.filter(|most| *most > at(&middles, *block)) {
            put(&mut middles, *block, most);
        }
    }
    (0..count).map(|one| at(&middles, at(roots, one))).collect()
}

/// Blocks in an order in which each stands behind all that it has to keep off.
fn sorted(
    count: usize,
    behind: &[Vec<usize>],
    before: &[Vec<usize>],
    end: impl Fn(&usize) -> usize,
) -> Vec<usize> {
    let mut left: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut order: Vec<_> = (0..count).filter(|block| at(&left, *block) == 0).collect();
    let mut next = 0;
    while let Some(block) = order.get(next).copied() {
        next += 1;
        for to in list(behind, block).iter().map(&end) {
            let still = at(&left, to) - 1;
            put(&mut left, to, still);
            if still == 0 {
                order.push(to);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::super::crossings::reduce;
    use super::*;

    fn laid(nodes: usize, edges: &[(usize, usize)]) -> (Layers, Vec<i64>) {
        let mut layers = Layers::of(nodes, edges);
        reduce(&mut layers);
        let sizes: Vec<_> = (0..layers.layer.len())
            .map(|one| if layers.is_bend(one) { 4 } else { [40, 60, 80][one % 3] })
            .collect();
        let middles = middles(&layers, &Room { sizes: &sizes, gap: &|_, _| 10 });
        for row in &layers.rows {
            for pair in row.windows(2) {
                let apart = middles[pair[1]] - middles[pair[0]];
                let needed = sizes[pair[0]].midpoint(sizes[pair[1]]) + 10;
                assert!(apart >= needed, "{pair:?}: {apart} < {needed}");
            }
        }
        assert!(middles.iter().zip(&sizes).all(|(middle, size)| middle - size / 2 >= 0));
        (layers, middles)
    }

    #[test]
    fn a_chain_is_straight() {
        let (_, middles) = laid(4, &[(0, 1), (1, 2), (2, 3)]);
        assert!(middles.windows(2).all(|pair| pair[0] == pair[1]), "{middles:?}");
    }

    #[test]
    fn the_bends_of_an_edge_are_in_line() {
        let edges = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (5, 1), (5, 3)];
        let (layers, middles) = laid(6, &edges);
        for way in &layers.ways {
            let bends = way.iter().filter(|one| layers.is_bend(**one));
            let heights: BTreeSet<_> = bends.map(|one| middles[*one]).collect();
            assert!(heights.len() <= 1, "{way:?}: {heights:?}");
        }
    }

    #[test]
    fn what_is_waited_for_stands_between_those_that_wait() {
        let (_, middles) = laid(4, &[(0, 1), (0, 2), (0, 3)]);
        let mut others = middles[1..].to_vec();
        others.sort_unstable();
        assert_eq!(middles[0], others[1]);
    }

    #[test]
    fn a_large_network_keeps_its_distances() {
        let edges: Vec<_> =
            (1..200_usize).flat_map(|to| [(to * 7 / 9, to), (to / 2, to)]).collect();
        let edges: BTreeSet<_> = edges.into_iter().filter(|(from, to)| from < to).collect();
        laid(200, &edges.into_iter().collect::<Vec<_>>());
    }
}
