//! All files as one tree: the declarations of an imported file stand where its import stands.

use rustc_hash::FxHashMap;

use crate::syntax::ast::{Attribute, Broken, Declaration};
use crate::syntax::keyword::DeclarationKind;
use crate::text::{Source, SourceId, Span};

/// Which declaration of the [`Tree`].
pub(super) type Node = u32;

/// Which namespace of the [`Tree`]; the top is 0.
pub(super) type NamespaceId = u32;

/// The namespace that is not behind any `import … as`.
pub(super) const TOP: NamespaceId = 0;

/// Of a longer circle a person reads no more links than this.
pub(super) const LINKS_SHOWN: usize = 20;

/// What stands behind `import … as mobile`, or the top.
#[derive(Debug, Default)]
pub(super) struct Namespace {
    /// The one that the import stands in.
    pub(super) outer: Option<NamespaceId>,
    /// `mobile.`, with all that it stands in; empty of the top.
    pub(super) path: String,
    /// Files whose names are seen here though their declarations stand in another namespace, which is given:
    /// they were imported there first.
    pub(super) guests: Vec<(SourceId, NamespaceId)>,
}

/// All declarations of all files.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The files of holidays that calendars import: the calendar, where it is written, and the file.
    pub(super) holidays: Vec<(Node, Span, Source)>,
    /// In order of declaration; `parent` and `attributes` speak of this tree.
    pub(super) declarations: Vec<Declaration>,
    /// Those of one declaration side by side.
    pub(super) attributes: Vec<Attribute>,
    /// Attributes that begin with a word which was only guessed.
    pub(super) guesses: Vec<Span>,
    /// What could not be read as a whole.
    pub(super) broken: Vec<Broken>,
    /// The top, then one for each `import … as`.
    pub(super) namespaces: Vec<Namespace>,
    /// From which declaration on which namespace holds.
    pub(super) runs: Vec<(Node, NamespaceId)>,
    /// The namespace of each `import … as` that was read.
    pub(super) namespace_of_import: FxHashMap<Node, NamespaceId>,
    /// See [`Tree::header`].
    pub(super) header: Option<Node>,
    /// Whether an import without a name failed, so that names may be missing through no fault of those who use them.
    pub(super) has_gaps: bool,
}

impl Tree {
    /// The declaration.
    pub(super) fn declaration(&self, node: Node) -> &Declaration {
        // Nodes are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.declarations[node as usize]
    }

    /// What the node declares.
    pub(super) fn kind(&self, node: Node) -> DeclarationKind {
        self.declaration(node).kind
    }

    /// All declarations with their nodes, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Node, &Declaration)> {
        (0..).zip(&self.declarations)
    }

    /// Those of one kind.
    pub(super) fn of_kind(
        &self,
        kind: DeclarationKind,
    ) -> impl Iterator<Item = (Node, &Declaration)> {
        self.of_kinds(move |one| one == kind)
    }

    /// Those of such kinds.
    pub(super) fn of_kinds(
        &self,
        is_meant: impl Fn(DeclarationKind) -> bool,
    ) -> impl Iterator<Item = (Node, &Declaration)> {
        self.iter().filter(move |(_, declaration)| is_meant(declaration.kind))
    }

    /// Its attributes, in the order written.
    pub(super) fn attributes_of(&self, declaration: &Declaration) -> &[Attribute] {
        let (first, count) = declaration.attributes;
        let first = first as usize;
        self.attributes.get(first..first + count as usize).unwrap_or_default()
    }

    /// The declaration whose block it stands in.
    pub(super) fn parent(&self, node: Node) -> Option<Node> {
        self.declaration(node).parent.map(|parent| parent.0)
    }

    /// The declarations whose blocks it stands in, from the inside out.
    pub(super) fn ancestors(&self, node: Node) -> impl Iterator<Item = Node> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// The nearest declaration of such a kind that it stands in.
    pub(super) fn enclosing(
        &self,
        node: Node,
        is_meant: impl Fn(DeclarationKind) -> bool,
    ) -> Option<Node> {
        self.ancestors(node).find(|node| is_meant(self.kind(*node)))
    }

    /// The namespace a declaration stands in.
    pub(super) fn namespace_of(&self, node: Node) -> NamespaceId {
        let behind = self.runs.partition_point(|(first, _)| *first <= node);
        behind.checked_sub(1).and_then(|run| self.runs.get(run)).map_or(TOP, |(_, id)| *id)
    }

    /// The namespace of this id.
    pub(super) fn namespace(&self, id: NamespaceId) -> &Namespace {
        // Ids are only made from the table itself.
        #[allow(clippy::indexing_slicing)]
        &self.namespaces[id as usize]
    }

    /// The header of the roadmap: the first in the file that the compilation was asked for, or else in any.
    pub(super) fn header(&self) -> Option<(Node, &Declaration)> {
        let header = self.header?;
        Some((header, self.declaration(header)))
    }
}
