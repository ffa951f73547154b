//! Items that wait for each other: which, and the shortest way round.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::schedule::network::by_node::ByNode;
use crate::schedule::network::cycle_report::{CycleCause, CycleEdge, CycleReport};
use crate::schedule::network::order::order;
use crate::schedule::network::{Network, Node, NodeLink};

/// What can't be scheduled in a roadmap.
pub fn cycle_report(model: &Model) -> CycleReport {
    untie(&mut Network::new(model)).1
}

/// Leaves out what closes a cycle. Gives the order of the nodes of what remains, and what was wrong.
pub(in crate::schedule) fn untie(network: &mut Network<'_>) -> (Vec<Node>, CycleReport) {
    let first = order(network);
    let own_parts = network.own_parts.clone();
    if first.len() == network.nodes().count() {
        return (first, CycleReport { own_parts, cycles: Vec::new() });
    }
    let mut cycles = Vec::new();
    let mut cuts = Vec::new();
    for group in groups(network, &first) {
        let inner = Inner::new(network, &group);
        cycles.extend(inner.shortest_cycle().map(|ties| edges(network, &ties)));
        cuts.extend(inner.ties());
    }
    for tie in cuts {
        network.cut(tie);
    }
    cycles.sort_by_key(|cycle: &Vec<CycleEdge>| cycle.first().map(|edge| edge.waiting));
    (order(network), CycleReport { own_parts, cycles })
}

/// The groups of nodes that wait for each other, among those that have no place in the order.
///
/// Tarjan, *Depth-first search and linear graph algorithms* (1972), without recursion.
fn groups(network: &Network<'_>, ordered: &[Node]) -> Vec<Vec<Node>> {
    let mut search = Search::new(network);
    for node in ordered {
        search.mark(*node, Mark::Done);
    }
    for node in network.nodes() {
        search.from(network, node);
    }
    search.groups
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Unseen,
    /// On the way: the order of discovery.
    Open(u32),
    Done,
}

/// A node on the way down.
struct Frame {
    node: Node,
    found: u32,
    /// The earliest node on the way that can be reached from here.
    lowest: u32,
    /// Its successors lie in the search's `next` from here on.
    first_next: usize,
}

struct Search {
    marks: ByNode<Mark>,
    found: u32,
    frames: Vec<Frame>,
    next: Vec<Node>,
    open: Vec<Node>,
    groups: Vec<Vec<Node>>,
}

impl Search {
    fn new(network: &Network<'_>) -> Self {
        Self {
            marks: ByNode::new(network, &Mark::Unseen),
            found: 0,
            frames: Vec::new(),
            next: Vec::new(),
            open: Vec::new(),
            groups: Vec::new(),
        }
    }

    fn get(&self, node: Node) -> Mark {
        self.marks.get(node).copied().unwrap_or(Mark::Done)
    }

    fn mark(&mut self, node: Node, mark: Mark) {
        if let Some(slot) = self.marks.get_mut(node) {
            *slot = mark;
        }
    }

    fn from(&mut self, network: &Network<'_>, root: Node) {
        self.enter(network, root);
        while let Some(frame) = self.frames.last_mut() {
            if self.next.len() <= frame.first_next {
                self.leave();
                continue;
            }
            let Some(next) = self.next.pop() else { break };
            if let Some(Mark::Open(found)) = self.marks.get(next).copied() {
                frame.lowest = frame.lowest.min(found);
            } else {
                self.enter(network, next);
            }
        }
    }

    fn enter(&mut self, network: &Network<'_>, node: Node) {
        if self.get(node) != Mark::Unseen {
            return;
        }
        self.mark(node, Mark::Open(self.found));
        self.open.push(node);
        let first_next = self.next.len();
        self.frames.push(Frame { node, found: self.found, lowest: self.found, first_next });
        network.each_next(node, |next, _| self.next.push(next));
        self.found += 1;
    }

    fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(before) = self.frames.last_mut() {
            before.lowest = before.lowest.min(frame.lowest);
        }
        if frame.lowest < frame.found {
            return;
        }
        let from = self.open.iter().rposition(|node| *node == frame.node).unwrap_or(0);
        let mut group = self.open.split_off(from);
        for node in &group {
            self.mark(*node, Mark::Done);
        }
        if group.len() > 1 {
            group.sort_unstable();
            self.groups.push(group);
        }
    }
}

/// The inside of a group of nodes that wait for each other, numbered anew.
struct Inner {
    /// By node: who waits for it, and why.
    next: Vec<Vec<(usize, NodeLink)>>,
}

impl Inner {
    /// So many steps in the search for the shortest cycle of a group; from its first node it is always made to the end.
    const STEPS: usize = 4_000_000;

    fn new(network: &Network<'_>, group: &[Node]) -> Self {
        let numbers: FxHashMap<Node, usize> =
            group.iter().enumerate().map(|(number, node)| (*node, number)).collect();
        let next_of = |node: &Node| {
            let mut next = Vec::new();
            network.each_next(*node, |to, tie| {
                next.extend(numbers.get(&to).map(|number| (*number, tie)));
            });
            next
        };
        Self { next: group.iter().map(next_of).collect() }
    }

    fn ties(&self) -> impl Iterator<Item = NodeLink> {
        self.next.iter().flatten().map(|(_, tie)| *tie)
    }

    /// What ties the shortest cycle: the fewest dependencies, for standing in something is no step.
    fn shortest_cycle(&self) -> Option<Vec<NodeLink>> {
        let edges = self.next.iter().map(Vec::len).sum::<usize>().max(1);
        let mut best: Option<Vec<NodeLink>> = None;
        for start in 0..self.next.len().min(Self::STEPS / edges + 1) {
            let limit = best.as_ref().map_or(usize::MAX, Vec::len);
            best = self.cycle_through(start, limit).or(best);
        }
        best
    }

    /// The shortest cycle through a node, if it is shorter than the limit.
    ///
    /// A breadth-first search in which steps that cost nothing go first.
    fn cycle_through(&self, start: usize, limit: usize) -> Option<Vec<NodeLink>> {
        let mut reached: Vec<Option<Reached>> = vec![None; self.next.len()];
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((node, distance)) = queue.pop_front() {
            if distance >= limit {
                return None;
            }
            let is_stale = reached.get(node)?.is_some_and(|reached| reached.distance < distance);
            if is_stale {
                continue;
            }
            if node == start && distance > 0 {
                return Some(path(&reached, start));
            }
            for (to, tie) in self.next.get(node)? {
                let cost = usize::from(*tie != NodeLink::Part);
                let slot = reached.get_mut(*to)?;
                if slot.is_none_or(|known| distance + cost < known.distance) {
                    *slot = Some(Reached { from: node, tie: *tie, distance: distance + cost });
                    let entry = (*to, distance + cost);
                    if cost == 0 { queue.push_front(entry) } else { queue.push_back(entry) }
                }
            }
        }
        None
    }
}

#[derive(Clone, Copy)]
struct Reached {
    from: usize,
    tie: NodeLink,
    distance: usize,
}

/// The ties from `start` round to `start`, from the last to the first, without those that are no steps.
fn path(reached: &[Option<Reached>], start: usize) -> Vec<NodeLink> {
    let mut ties = Vec::new();
    let mut node = start;
    while let Some(Some(step)) = reached.get(node) {
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
            let shipped = network.shipped(row)?;
            let (waiting, awaited) = (shipped.release, shipped.item);
            Some(CycleEdge { waiting, awaited, cause: CycleCause::Release, span: shipped.span })
        }
    }
}
