//! An order in which every node stands behind all that it waits for; and items that wait for each other: which, and the
//! shortest way round.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rustc_hash::FxHashMap;

use crate::model::{DependencyId, ItemId, Model};
use crate::schedule::network::{ByNode, Network, Node, NodeLink};
use crate::schedule::table::{Fan, Rows};
use crate::text::Span;

/// The nodes of a network, each behind all that it waits for. Those on a cycle, and those that wait for them, are missing.
///
/// Kahn, *Topological sorting of large networks* (1962). Of several orders it takes the one nearest to that of declaration, so
/// that the passes go through memory as it lies.
pub(crate) fn order(network: &Network<'_>) -> Vec<Node> {
    let mut missing = awaited(network);
    let mut order = Vec::with_capacity(network.nodes().count());
    let mut free = Vec::new();
    for node in network.nodes() {
        // What has been passed by already was put into the order when the last that it waited for was.
        if missing[node] == 0 {
            free.push(node);
        }
        while let Some(done) = free.pop() {
            order.push(done);
            network.each_next(done, |next, _| {
                missing[next] -= 1;
                if missing[next] == 0 && next < node {
                    free.push(next);
                }
            });
        }
    }
    order
}

/// Likewise, but of several nodes always the one that a rank puts first; and as far as may be behind what it is tied to: `behind`
/// says what is tied to a node. Where ties close a cycle, all that is left goes without them.
pub(crate) fn order_by<T: Iterator<Item = Node>>(
    network: &Network<'_>,
    rank: impl Fn(Node) -> u32,
    behind: impl Fn(Node) -> T,
) -> Vec<Node> {
    let (mut missing, mut ties) = (awaited(network), ByNode::new(network, &0_u32));
    for node in network.nodes().flat_map(&behind) {
        ties[node] += 1;
    }
    let entry = |node| Reverse((rank(node), node));
    let first = network.nodes().filter(|node| (missing[*node], ties[*node]) == (0, 0));
    let mut free: BinaryHeap<_> = first.map(entry).collect();
    let mut order = Vec::new();
    loop {
        while let Some(Reverse((_, node))) = free.pop() {
            order.push(node);
            network.each_next(node, |next, _| {
                missing[next] -= 1;
                free.extend(((missing[next], ties[next]) == (0, 0)).then(|| entry(next)));
            });
            for next in behind(node) {
                let is_last = ties[next] == 1;
                ties[next] = ties[next].saturating_sub(1);
                free.extend((is_last && missing[next] == 0).then(|| entry(next)));
            }
        }
        for node in network.nodes().filter(|node| std::mem::take(&mut ties[*node]) > 0) {
            free.extend((missing[node] == 0).then(|| entry(node)));
        }
        if free.is_empty() {
            return order;
        }
    }
}

/// Where each node stands in an order; those that are not in it stand behind all others.
pub(crate) fn places(network: &Network<'_>, order: impl Iterator<Item = Node>) -> ByNode<u32> {
    let mut places = ByNode::new(network, &u32::MAX);
    for (place, node) in (0..).zip(order) {
        places[node] = place;
    }
    places
}

/// For how many other nodes each waits.
fn awaited(network: &Network<'_>) -> ByNode<u32> {
    let mut awaited = ByNode::new(network, &0_u32);
    for node in network.nodes() {
        network.each_next(node, |next, _| awaited[next] += 1);
    }
    awaited
}

/// Dependencies that tie a knot; the schedule leaves them out.
#[derive(Clone, Debug, Default)]
pub struct CycleReport {
    /// Dependencies of an item on itself, on what it stands in, or on what stands in it.
    pub own_parts: Vec<DependencyId>,
    /// One cycle of each group of items that wait for each other: the shortest, in the order of waiting. Where a group is
    /// very large, the shortest of those through its first items.
    pub cycles: Vec<Vec<CycleEdge>>,
}

/// One step of a cycle: who waits for whom, and where that is written.
///
/// The next step begins where this one ends: at `awaited`, or at what it stands in, or at what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CycleEdge {
    /// Who waits.
    pub waiting: ItemId,
    /// For whom.
    pub awaited: ItemId,
    /// Why.
    pub cause: CycleCause,
    /// The place that says so.
    pub span: Span,
}

/// Why one item waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleCause {
    /// `after`, `ends after`, `before`.
    Dependency(DependencyId),
    /// A release waits for what is `in` it.
    Release,
}

/// What can't be scheduled in a roadmap.
pub fn cycle_report(model: &Model) -> CycleReport {
    untie(&mut Network::new(model)).1
}

/// Leaves out what closes a cycle. Gives the order of the nodes of what remains, and what was wrong.
pub(crate) fn untie(network: &mut Network<'_>) -> (Vec<Node>, CycleReport) {
    let first = order(network);
    let own_parts = network.own_parts.clone();
    if first.len() == network.nodes().count() {
        return (first, CycleReport { own_parts, cycles: Vec::new() });
    }
    let mut is_left = ByNode::new(network, &true);
    for node in first {
        is_left[node] = false;
    }
    let left: Vec<Node> = network.nodes().filter(|node| is_left[*node]).collect();
    let mut cycles = Vec::new();
    let mut cuts = Vec::new();
    for group in Inner::new(network, &left).groups() {
        let group: Vec<Node> =
            group.iter().filter_map(|one| left.get(*one as usize).copied()).collect();
        let inner = Inner::new(network, &group);
        cycles.extend(inner.shortest_cycle().map(|ties| edges(network, &ties)));
        cuts.extend(inner.ties);
    }
    for (.., tie) in cuts {
        network.cut(tie);
    }
    cycles.sort_by_key(|cycle: &Vec<CycleEdge>| cycle.first().map(|edge| edge.waiting));
    (order(network), CycleReport { own_parts, cycles })
}

/// Some of the nodes, numbered anew, and what ties them.
struct Inner {
    count: usize,
    /// Who is waited for, who waits for it, and why.
    ties: Vec<(u32, u32, NodeLink)>,
}

impl Inner {
    /// So many steps in the search for the shortest cycle of a group; from its first node it is always made to the end.
    const STEPS: usize = 4_000_000;

    fn new(network: &Network<'_>, nodes: &[Node]) -> Self {
        let numbers: FxHashMap<Node, u32> = nodes.iter().copied().zip(0..).collect();
        let mut ties = Vec::new();
        for (from, node) in (0..).zip(nodes) {
            network.each_next(*node, |to, tie| {
                ties.extend(numbers.get(&to).map(|to| (from, *to, tie)));
            });
        }
        Self { count: nodes.len(), ties }
    }

    /// The groups of nodes that wait for each other: of what can be reached from a node, that from which it can be reached
    /// (Sharir, *A strong-connectivity algorithm and its applications in data flow analysis*, 1981).
    fn groups(&self) -> Vec<Vec<u32>> {
        let forth = Fan::new(self.count, self.ties.iter().map(|(from, to, _)| (*from, *to)));
        let back = Fan::new(self.count, self.ties.iter().map(|(from, to, _)| (*to, *from)));
        let mut is_seen = Rows::filled(false, self.count);
        let nodes = 0..is_seen.count();
        let all: Vec<u32> = nodes.flat_map(|one| reached(&forth, one, &mut is_seen)).collect();
        is_seen.0.fill(false);
        let mut groups = Vec::new();
        for one in all.into_iter().rev() {
            let mut group = reached(&back, one, &mut is_seen);
            group.sort_unstable();
            groups.extend((group.len() > 1).then_some(group));
        }
        groups
    }

    /// What ties the shortest cycle: the fewest dependencies, for standing in something is no step.
    fn shortest_cycle(&self) -> Option<Vec<NodeLink>> {
        let next =
            Fan::new(self.count, self.ties.iter().map(|(from, to, tie)| (*from, (*to, *tie))));
        let mut best: Option<Vec<NodeLink>> = None;
        for start in (0_u32..).take(self.count.min(Self::STEPS / self.ties.len().max(1) + 1)) {
            let limit = best.as_ref().map_or(usize::MAX, Vec::len);
            best = cycle_through(&next, start, (self.count, limit)).or(best);
        }
        best
    }
}

/// All that can be reached from a node and was not seen before, each behind what is reached from it.
fn reached(next: &Fan<u32>, from: u32, is_seen: &mut Rows<bool>) -> Vec<u32> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    if !std::mem::replace(&mut is_seen[from], true) {
        open.push((from, next.of(from).iter()));
    }
    while let Some((node, rest)) = open.last_mut() {
        match rest.next() {
            Some(to) if std::mem::replace(&mut is_seen[*to], true) => {}
            Some(to) => open.push((*to, next.of(*to).iter())),
            None => {
                found.push(*node);
                open.pop();
            }
        }
    }
    found
}

/// The shortest cycle through a node, if it is shorter than the limit.
///
/// A breadth-first search in which steps that cost nothing go first.
fn cycle_through(
    next: &Fan<(u32, NodeLink)>,
    start: u32,
    (count, limit): (usize, usize),
) -> Option<Vec<NodeLink>> {
    let mut reached: Rows<Option<Reached>> = Rows::filled(None, count);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((node, distance)) = queue.pop_front() {
        if distance >= limit {
            return None;
        }
        if reached[node].is_some_and(|reached| reached.distance < distance) {
            continue;
        }
        if node == start && distance > 0 {
            return Some(path(&reached, start));
        }
        for (to, tie) in next.of(node) {
            let cost = usize::from(*tie != NodeLink::Part);
            if reached[*to].is_none_or(|known| distance + cost < known.distance) {
                reached[*to] = Some(Reached { from: node, tie: *tie, distance: distance + cost });
                let entry = (*to, distance + cost);
                if cost == 0 { queue.push_front(entry) } else { queue.push_back(entry) }
            }
        }
    }
    None
}

#[derive(Clone, Copy)]
struct Reached {
    from: u32,
    tie: NodeLink,
    distance: usize,
}

/// The ties from `start` round to `start`, from the last to the first, without those that are no steps.
fn path(reached: &Rows<Option<Reached>>, start: u32) -> Vec<NodeLink> {
    let mut ties = Vec::new();
    let mut node = start;
    while let Some(step) = reached[node] {
        if step.tie != NodeLink::Part {
            ties.push(step.tie);
        }
        node = step.from;
        if node == start {
            break;
        }
    }
    ties
}

/// The cycle in the order of waiting, from the item that was declared first.
fn edges(network: &Network<'_>, ties: &[NodeLink]) -> Vec<CycleEdge> {
    let mut edges: Vec<CycleEdge> = ties.iter().filter_map(|tie| edge(network, *tie)).collect();
    let first = (0..edges.len()).min_by_key(|index| edges.get(*index).map(|edge| edge.waiting));
    edges.rotate_left(first.unwrap_or(0));
    edges
}

fn edge(network: &Network<'_>, tie: NodeLink) -> Option<CycleEdge> {
    match tie {
        NodeLink::Part => None,
        NodeLink::Dependency(id) => {
            let dependency = network.model.dependency(id);
            let (waiting, span) = (dependency.item, dependency.span);
            let (awaited, _) = dependency.anchor.point()?;
            Some(CycleEdge { waiting, awaited, cause: CycleCause::Dependency(id), span })
        }
        NodeLink::Shipped(row) => {
            let shipped = network.shipped(row);
            let (waiting, awaited) = (shipped.release, shipped.item);
            Some(CycleEdge { waiting, awaited, cause: CycleCause::Release, span: shipped.span })
        }
    }
}
