//! The layers of a network (Sugiyama, Tagawa and Toda, 1981): each node stands behind all that it waits for, by the longest way there;
//! what only others wait for stands just before the first of those. An edge over several layers becomes a chain of bends, one a
//! layer; where that would be very many, the longest have none.

use super::table::{add, at, list, put};

/// So many bends are laid at most: a chain of thousands whose every link also waits for the first would need millions.
pub(super) const MOST_BENDS: usize = 20_000;

/// A network in layers. What stands in it is told by number: first the nodes, in their order, then the bends of long edges.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// How many nodes there are.
    pub nodes: usize,
    /// What stands in each layer, in order.
    pub rows: Vec<Vec<usize>>,
    /// The layer of each.
    pub layer: Vec<usize>,
    /// What each is tied to in the layer before.
    pub before: Vec<Vec<usize>>,
    /// And in the layer behind.
    pub behind: Vec<Vec<usize>>,
    /// For each edge all it passes, from the node that it leaves to the one it enters: nothing where there are too many bends.
    pub ways: Vec<Vec<usize>>,
    /// With what each hangs together, by number; the largest part of the network is the first.
    pub part: Vec<usize>,
}

impl Layers {
    /// The layers of so many nodes with these edges, each from what is waited for to what waits. An edge that would close a circle
    /// (one of two starts, say, against one of two ends) is laid out the other way round.
    pub fn of(nodes: usize, edges: &[(usize, usize)]) -> Self {
        let turned = turned(nodes, edges);
        let forward = forward(edges, &turned);
        let layer = ranks(nodes, &forward);
        let longest = longest(passed(&layer, &forward));
        let depth = layer.iter().max().map_or(0, |last| last + 1);
        let mut layers = Self {
            nodes,
            rows: vec![Vec::new(); depth],
            before: vec![Vec::new(); nodes],
            behind: vec![Vec::new(); nodes],
            part: parts(nodes, &forward),
            layer,
            ways: Vec::new(),
        };
        for node in 0..nodes {
            let layer = at(&layers.layer, node);
            add(&mut layers.rows, layer, node);
        }
        for (edge, is_turned) in forward.into_iter().zip(turned) {
            let mut way = layers.way(edge, longest);
            if is_turned {
                way.reverse();
            }
            layers.ways.push(way);
        }
        layers.sort_by_parts();
        layers
    }

    /// Whether something is a bend of a long edge.
    pub fn is_bend(&self, one: usize) -> bool {
        one >= self.nodes
    }

    /// The place of each in its layer.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.layer.len()];
        for row in &self.rows {
            for (place, one) in row.iter().enumerate() {
                put(&mut places, *one, place);
            }
        }
        places
    }

    /// Lays an edge, with a bend in each layer between; without any if there are more of these than that.
    fn way(&mut self, (from, to): (usize, usize), longest: usize) -> Vec<usize> {
        let (first, last) = (at(&self.layer, from), at(&self.layer, to));
        if last.saturating_sub(first + 1) > longest {
            return vec![from, to];
        }
        let mut way = vec![from];
        let mut reached = from;
        for layer in first + 1..last {
            let bend = self.layer.len();
            self.layer.push(layer);
            self.before.push(Vec::new());
            self.behind.push(Vec::new());
            self.part.push(at(&self.part, from));
            add(&mut self.rows, layer, bend);
            self.tie(reached, bend);
            way.push(bend);
            reached = bend;
        }
        self.tie(reached, to);
        way.push(to);
        way
    }

    fn tie(&mut self, from: usize, to: usize) {
        add(&mut self.behind, from, to);
        add(&mut self.before, to, from);
    }

    /// What hangs together stands together in each layer.
    fn sort_by_parts(&mut self) {
        for row in &mut self.rows {
            row.sort_by_key(|one| at(&self.part, *one));
        }
    }
}

/// How many layers each edge passes.
pub(super) fn bends(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let forward = forward(edges, &turned(nodes, edges));
    passed(&ranks(nodes, &forward), &forward)
}

fn passed(layer: &[usize], forward: &[(usize, usize)]) -> Vec<usize> {
    forward.iter().map(|(from, to)| at(layer, *to).saturating_sub(at(layer, *from) + 1)).collect()
}

/// How many layers an edge may pass so that there are not too many bends in all.
fn longest(mut passed: Vec<usize>) -> usize {
    passed.sort_unstable();
    let mut laid = 0_usize;
    let mut longest = 0;
    for alike in passed.chunk_by(usize::eq) {
        let each = at(alike, 0);
        laid = laid.saturating_add(each.saturating_mul(alike.len()));
        if laid > MOST_BENDS {
            break;
        }
        longest = each;
    }
    longest
}

/// All edges the same way round.
fn forward(edges: &[(usize, usize)], turned: &[bool]) -> Vec<(usize, usize)> {
    let edges = edges.iter().zip(turned);
    edges.map(|(&(from, to), is_turned)| if *is_turned { (to, from) } else { (from, to) }).collect()
}

/// Which edges lead back to where a walk along the others came from.
fn turned(nodes: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); nodes];
    for (edge, (from, _)) in edges.iter().enumerate() {
        add(&mut leaving, *from, edge);
    }
    let (mut turned, mut seen, mut open) =
        (vec![false; edges.len()], vec![false; nodes], vec![false; nodes]);
    for root in 0..nodes {
        // Nodes on the way here, each with how many of its edges were followed.
        let mut way = vec![(root, 0)];
        while let Some((node, followed)) = way.pop() {
            if followed == 0 {
                if at(&seen, node) {
                    continue;
                }
                put(&mut seen, node, true);
                put(&mut open, node, true);
            }
            let Some(edge) = list(&leaving, node).get(followed) else {
                put(&mut open, node, false);
                continue;
            };
            way.push((node, followed + 1));
            let to = edges.get(*edge).map_or(node, |(_, to)| *to);
            if at(&open, to) {
                put(&mut turned, *edge, true);
            } else if !at(&seen, to) {
                way.push((to, 0));
            }
        }
    }
    turned
}

/// The layer of each node.
fn ranks(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let (mut before, mut behind) = (vec![0_usize; nodes], vec![Vec::new(); nodes]);
    for (from, to) in edges {
        let count = at(&before, *to) + 1;
        put(&mut before, *to, count);
        add(&mut behind, *from, *to);
    }
    let sources: Vec<_> = (0..nodes).filter(|node| at(&before, *node) == 0).collect();
    let mut order = sources.clone();
    let (mut next, mut ranks) = (0, vec![0_usize; nodes]);
    while let Some(node) = order.get(next).copied() {
        next += 1;
        for to in list(&behind, node) {
            let rank = at(&ranks, *to).max(at(&ranks, node) + 1);
            put(&mut ranks, *to, rank);
            let left = at(&before, *to) - 1;
            put(&mut before, *to, left);
            if left == 0 {
                order.push(*to);
            }
        }
    }
    for source in sources {
        let nearest = list(&behind, source).iter().map(|to| at(&ranks, *to)).min();
        if let Some(nearest) = nearest {
            put(&mut ranks, source, nearest.saturating_sub(1));
        }
    }
    ranks
}

/// Which part of the network each node belongs to, the largest first.
fn parts(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut beside = vec![Vec::new(); nodes];
    for (from, to) in edges {
        add(&mut beside, *from, *to);
        add(&mut beside, *to, *from);
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut seen = vec![false; nodes];
    for root in 0..nodes {
        let (mut part, mut left) = (Vec::new(), vec![root]);
        while let Some(node) = left.pop() {
            if !at(&seen, node) {
                put(&mut seen, node, true);
                part.push(node);
                left.extend(list(&beside, node));
            }
        }
        found.push(part);
    }
    found.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut parts = vec![0; nodes];
    for (number, part) in found.iter().enumerate() {
        for node in part {
            put(&mut parts, *node, number);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_behind_what_it_waits_for() {
        let edges = [(0, 1), (1, 2), (0, 2), (3, 2)];
        let layers = Layers::of(4, &edges);
        assert_eq!(layers.layer[..4], [0, 1, 2, 1]);
        // The edge over a layer has a bend there.
        assert_eq!(layers.ways[2], [0, 4, 2]);
        assert!(layers.is_bend(4) && layers.rows[1].contains(&4));
    }

    #[test]
    fn there_are_no_more_layers_than_the_longest_way_needs() {
        let chain: Vec<_> = (0..9).map(|node| (node, node + 1)).collect();
        assert_eq!(Layers::of(10, &chain).rows.len(), 10);
        assert_eq!(Layers::of(10, &[]).rows.len(), 1);
        assert_eq!(Layers::of(0, &[]).rows.len(), 0);
    }

    #[test]
    fn bends_are_bounded() {
        let chain = |count: usize| -> Vec<_> {
            (1..count).flat_map(|node| [(node - 1, node), (0, node)]).collect()
        };
        // As many as there are layers between, where that is few.
        let few = Layers::of(100, &chain(100));
        assert_eq!(few.layer.len(), 100 + (1..99).sum::<usize>());
        assert_eq!(bends(100, &chain(100)).iter().sum::<usize>(), few.layer.len() - 100);
        let many = Layers::of(2_000, &chain(2_000));
        let bent = many.layer.len() - 2_000;
        assert!((MOST_BENDS / 2..=MOST_BENDS).contains(&bent), "{bent}");
        // The longest go straight, and all arrive.
        assert_eq!(many.ways.last(), Some(&vec![0, 1_999]));
        for (way, (from, to)) in many.ways.iter().zip(chain(2_000)) {
            assert_eq!((way.first(), way.last()), (Some(&from), Some(&to)));
        }
    }

    #[test]
    fn a_circle_is_opened() {
        let layers = Layers::of(3, &[(0, 1), (1, 2), (2, 0)]);
        assert_eq!(layers.layer[..3], [0, 1, 2]);
        assert_eq!(layers.ways[2].first(), Some(&2));
        assert_eq!(layers.ways[2].last(), Some(&0));
    }

    #[test]
    fn the_largest_part_comes_first() {
        let layers = Layers::of(5, &[(0, 1), (2, 3), (3, 4)]);
        assert_eq!(layers.part, [1, 1, 0, 0, 0]);
        assert_eq!(layers.rows[0], [2, 0]);
    }
}
