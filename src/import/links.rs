//! Links between items: named things are found, and links that can't hold are left out and told.

use super::draft::{Draft, LinkKind};
use super::input::shown;
use super::tree::Tree;

/// Finds what items wait for.
pub(super) fn find(tree: &mut Tree, draft: &mut Draft) {
    let mut links = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        let item = &node.item;
        for link in &item.waits {
            match tree.find(&link.to) {
                Ok(to) => links.push((index, to, link.kind, link.lag)),
                Err(why) => {
                    let what = format!("link to {}", shown(link.to.said()));
                    draft.left_out(what, why.words(), &item.place);
                }
            }
        }
        for target in &item.blocks {
            match tree.find(target) {
                Ok(waits) => links.push((waits, index, LinkKind::FinishToStart, None)),
                Err(why) => {
                    let what = format!("link to {}", shown(target.said()));
                    draft.left_out(what, why.words(), &item.place);
                }
            }
        }
    }
    for (index, to, kind, lag) in links {
        if let Some(why) = can_not_hold(tree, index, to) {
            let title =
                |index| tree.node(index).map(|node| shown(&node.item.title)).unwrap_or_default();
            let what = format!("link from {} to {}", title(to), title(index));
            let place = tree.node(index).map(|node| node.item.place.clone()).unwrap_or_default();
            draft.left_out(what, why, &place);
            continue;
        }
        let Some(node) = tree.nodes.get_mut(index) else { continue };
        if !node.waits.contains(&(to, kind, lag)) {
            node.waits.push((to, kind, lag));
        }
    }
    open_circles(tree, draft);
}

/// Why one item can't wait for another.
fn can_not_hold(tree: &Tree, index: usize, to: usize) -> Option<&'static str> {
    use super::draft::Kind::Idea;
    let is_idea = |index| tree.node(index).is_some_and(|node| node.kind == Idea);
    if index == to {
        Some("nothing waits for itself")
    } else if tree.around(index).any(|outer| outer == to)
        || tree.around(to).any(|outer| outer == index)
    {
        Some("nothing waits for what it is a part of")
    } else if is_idea(index) || is_idea(to) {
        Some("an idea is not planned: nothing waits for it, and it waits for nothing")
    } else {
        None
    }
}

/// The two moments of an item among those of all.
const fn start(index: usize) -> usize {
    index * 2
}

const fn end(index: usize) -> usize {
    index * 2 + 1
}

/// Leaves links out, the last of each circle first, until nothing waits for itself in the end.
fn open_circles(tree: &mut Tree, draft: &mut Draft) {
    while let Some((index, which)) = last_of_a_circle(tree) {
        let Some((to, _, _)) = tree.nodes.get_mut(index).map(|node| node.waits.remove(which))
        else {
            return;
        };
        let title =
            |index| tree.node(index).map(|node| shown(&node.item.title)).unwrap_or_default();
        let what = format!("link from {} to {}", title(to), title(index));
        let place = tree.node(index).map(|node| node.item.place.clone()).unwrap_or_default();
        draft.left_out(what, "with it things would wait for each other in a circle", &place);
    }
}

/// The last link, in the order of the file, that is part of a circle: the item and its place among what that waits for.
fn last_of_a_circle(tree: &Tree) -> Option<(usize, usize)> {
    let edges = edges(tree);
    let circle = components(&edges);
    let in_one = |one: usize, other: usize| {
        circle.get(one).is_some() && circle.get(one) == circle.get(other)
    };
    (tree.nodes.iter().enumerate().rev()).find_map(|(index, node)| {
        let is_in_circle = |(to, kind, _): &(usize, LinkKind, _)| {
            let (from, to) = moments(index, *to, *kind);
            in_one(from, to)
        };
        node.waits.iter().rposition(is_in_circle).map(|which| (index, which))
    })
}

/// The moment that comes first in a link, and the one that waits for it.
const fn moments(index: usize, to: usize, kind: LinkKind) -> (usize, usize) {
    match kind {
        LinkKind::FinishToStart => (end(to), start(index)),
        LinkKind::StartToStart => (start(to), start(index)),
        LinkKind::FinishToFinish => (end(to), end(index)),
        LinkKind::StartToFinish => (start(to), end(index)),
    }
}

/// For each moment those that come behind it.
fn edges(tree: &Tree) -> Vec<Vec<usize>> {
    let mut edges = vec![Vec::new(); tree.nodes.len() * 2];
    let mut add = |from: usize, to: usize| {
        if let Some(behind) = edges.get_mut(from) {
            behind.push(to);
        }
    };
    for (index, node) in tree.nodes.iter().enumerate() {
        add(start(index), end(index));
        if let Some(parent) = node.parent {
            add(start(parent), start(index));
            add(end(index), end(parent));
        }
        for (to, kind, _) in &node.waits {
            let (from, to) = moments(index, *to, *kind);
            add(from, to);
        }
    }
    edges
}

/// Which strongly connected component each moment is in (Tarjan, 1972, without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut number = vec![NONE; edges.len()];
    let mut low = vec![NONE; edges.len()];
    let mut component = vec![NONE; edges.len()];
    let (mut next, mut found) = (0, 0);
    let mut stack = Vec::new();
    let at = |list: &[usize], index: usize| list.get(index).copied().unwrap_or(NONE);
    let set = |list: &mut [usize], index: usize, value: usize| {
        if let Some(place) = list.get_mut(index) {
            *place = value;
        }
    };
    for root in 0..edges.len() {
        if at(&number, root) != NONE {
            continue;
        }
        let mut calls = vec![(root, 0)];
        while let Some((node, edge)) = calls.pop() {
            if edge == 0 {
                set(&mut number, node, next);
                set(&mut low, node, next);
                next += 1;
                stack.push(node);
            }
            let behind = edges.get(node).map(Vec::as_slice).unwrap_or_default();
            if let Some(&to) = behind.get(edge) {
                calls.push((node, edge + 1));
                if at(&number, to) == NONE {
                    calls.push((to, 0));
                } else if at(&component, to) == NONE {
                    let lowest = at(&low, node).min(at(&number, to));
                    set(&mut low, node, lowest);
                }
                continue;
            }
            if at(&low, node) == at(&number, node) {
                while let Some(member) = stack.pop() {
                    set(&mut component, member, found);
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some(&(caller, _)) = calls.last() {
                let lowest = at(&low, caller).min(at(&low, node));
                set(&mut low, caller, lowest);
            }
        }
    }
    component
}
