//! How things are named in what comes out, wherever they come from.

use rustc_hash::FxHashSet;

use super::matches::Matches;
use super::side::{Side, namespace};
use crate::resolve::NodeId;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

/// A declaration of what comes out: one of the roadmap, or one that only the import has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node {
    Old(NodeId),
    New(NodeId),
}

/// Both roadmaps, and what is the same in them.
pub(super) struct Both {
    pub(super) old: Side,
    pub(super) new: Side,
    pub(super) matches: Matches,
    /// The names that stand in each block, so that none means something nearer than it should.
    taken: FxHashSet<(Option<Node>, String)>,
}

impl Both {
    pub(super) fn of(old: Side, new: Side) -> Self {
        let matches = Matches::of(&old, &new);
        let mut both = Self { old, new, matches, taken: FxHashSet::default() };
        let old = both.old.declarations().map(|(node, _)| Node::Old(node));
        let new = both.new.declarations().map(|(node, _)| both.out(node));
        let names = old
            .chain(new)
            .filter_map(|node| Some((both.parent(node), both.name(node)?.to_owned())));
        both.taken = names.collect();
        both
    }

    /// What a declaration of the import is in what comes out.
    pub(super) fn out(&self, new: NodeId) -> Node {
        self.matches.old(new).map_or(Node::New(new), Node::Old)
    }

    /// What it stands in.
    pub(super) fn parent(&self, node: Node) -> Option<Node> {
        match node {
            Node::Old(node) => self.old.parent(node).map(Node::Old),
            Node::New(node) => self.new.parent(node).map(|parent| self.out(parent)),
        }
    }

    /// Its name; one that the roadmap has only by its title gets that of the import.
    fn name(&self, node: Node) -> Option<&str> {
        let of_new = |node| Some(self.new.said(self.new.declaration(node).name?));
        match node {
            Node::New(node) => of_new(node),
            Node::Old(node) => match self.old.declaration(node).name {
                Some(name) => Some(self.old.said(name)),
                None => of_new(self.matches.imported(node)?),
            },
        }
    }

    fn kind(&self, node: Node) -> K {
        match node {
            Node::Old(node) => self.old.declaration(node).kind,
            Node::New(node) => self.new.declaration(node).kind,
        }
    }

    /// From the outermost that it stands in to itself.
    fn chain(&self, node: Option<Node>) -> Vec<Node> {
        let mut chain: Vec<_> = std::iter::successors(node, |node| self.parent(*node)).collect();
        chain.reverse();
        chain
    }

    /// How a declaration is named at one that stands in `within`: from the innermost thing that both stand in, unless its name means
    /// something nearer there.
    pub(super) fn name_at(&self, to: Node, within: Option<Node>) -> Option<String> {
        if let Node::Old(node) = to
            && !self.old.is_own(self.old.declaration(node))
        {
            return Some(self.old.named(node));
        }
        if namespace(self.kind(to)) == K::Person {
            return self.name(to).map(str::to_owned);
        }
        let (chain, around) = (self.chain(Some(to)), self.chain(within));
        let shared = chain.iter().zip(&around).take_while(|(one, other)| one == other).count();
        let shared = shared.min(chain.len().saturating_sub(1));
        let first_seen = |shared: &usize| {
            let nearer = |node: &Node| self.is_hidden(*node, around.iter().skip(*shared));
            !chain.get(*shared).is_some_and(nearer)
        };
        let shared = [shared, 0].into_iter().find(first_seen)?;
        let names = chain.iter().skip(shared).map(|node| self.name(*node));
        Some(names.collect::<Option<Vec<_>>>()?.join("."))
    }

    /// Whether its name means something else in one of these.
    fn is_hidden<'a>(&self, node: Node, mut nearer: impl Iterator<Item = &'a Node>) -> bool {
        let name = self.name(node).unwrap_or_default().to_owned();
        nearer.any(|inner| self.taken.contains(&(Some(*inner), name.clone())))
    }

    /// A stretch of the import as it is to be written in what stands in `within`; nothing if something can't be named there.
    pub(super) fn written(&self, span: Span, within: Option<Node>) -> Option<String> {
        let is_nameable =
            |(_, node): &(Span, NodeId)| self.name_at(self.out(*node), within).is_some();
        let name = |node, _: &str| self.name_at(self.out(node), within).unwrap_or_default();
        let can = self.new.names_in(span).iter().all(is_nameable);
        can.then(|| self.new.with_names(span, name))
    }

    /// What a stretch of the roadmap means, whatever its names are called.
    pub(super) fn old_meaning(&self, span: Span) -> String {
        super::side::words(&self.old.with_names(span, |node, _| format!("{:?}", Node::Old(node))))
    }

    /// What a stretch of the import means.
    pub(super) fn new_meaning(&self, span: Span) -> String {
        super::side::words(&self.new.with_names(span, |node, _| format!("{:?}", self.out(node))))
    }
}
