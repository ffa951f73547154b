//! Every declaration of all files, and which of them each written name means: what an editor asks.

use std::sync::Arc;

use super::lookup::{ExpectedName, Lookup, Scopes};
use super::names::{Category, Names};
use super::resolver::rows_of;
use super::tree::{Node, Tree};
use crate::diagnostic::Diagnostics;
use crate::model::{ItemId, ResourceId};
use crate::syntax::ast::{Attribute, Declaration};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Sources, Span};

/// Which declaration of an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A name as written, without what stands before and behind its dots, and the declaration that it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Where it is written.
    pub span: Span,
    /// What it means.
    pub node: NodeId,
}

/// All declarations with their attributes, in the order in which they hold: an imported file's stand where its import stands.
#[derive(Debug)]
pub struct Index {
    sources: Arc<Sources>,
    tree: Tree,
    /// By declaration: its row in the table of its kind.
    rows: Vec<u32>,
    /// In order of place.
    references: Vec<Reference>,
}

impl Index {
    pub(super) fn new(sources: Arc<Sources>, tree: Tree, written: Vec<(Span, Node)>) -> Self {
        let mut references = Vec::with_capacity(written.len());
        for (path, node) in written {
            each_part(&sources, &tree, path, node, |part| references.push(part));
        }
        // One number is compared sooner than three: this is felt at every keystroke.
        references.sort_unstable_by_key(|one| {
            let Reference { span, node } = one;
            u128::from(span.start) << 64 | u128::from(span.end) << 32 | u128::from(node.0)
        });
        references.dedup();
        Self { rows: rows_of(&tree), sources, tree, references }
    }

    /// All declarations, in order.
    pub fn declarations(&self) -> impl Iterator<Item = (NodeId, &Declaration)> {
        self.tree.iter().map(|(node, declaration)| (NodeId(node), declaration))
    }

    /// A declaration.
    ///
    /// # Panics
    /// If the id is of another index.
    pub fn declaration(&self, node: NodeId) -> &Declaration {
        self.tree.declaration(node.0)
    }

    /// The attributes of a declaration, in the order written.
    pub fn attributes_of(&self, node: NodeId) -> &[Attribute] {
        self.tree.attributes_of(self.tree.declaration(node.0))
    }

    /// The declaration whose block it stands in.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.tree.parent(node.0).map(NodeId)
    }

    /// The innermost declaration that holds a place: the last that begins before it and ends behind it.
    pub fn innermost(&self, place: Span) -> Option<NodeId> {
        let holds = self.declarations().filter(|(_, one)| one.extent.contains(place));
        holds.last().map(|(node, _)| node)
    }

    /// The item that a declaration is, if it is one.
    pub fn item(&self, node: NodeId) -> Option<ItemId> {
        self.row_if(node, K::is_item).map(ItemId)
    }

    /// The declaration of an item.
    pub fn node_of(&self, item: ItemId) -> Option<NodeId> {
        self.declarations().map(|(node, _)| node).find(|node| self.item(*node) == Some(item))
    }

    /// The person, team or resource that a declaration is, if it is one.
    pub fn resource(&self, node: NodeId) -> Option<ResourceId> {
        self.row_if(node, |kind| matches!(kind, K::Team | K::Person | K::Resource)).map(ResourceId)
    }

    /// The row of a declaration in the model's table of its kind, if it is of such a kind.
    pub fn row_if(&self, node: NodeId, is_meant: impl Fn(K) -> bool) -> Option<u32> {
        let row = self.rows.get(node.0 as usize).copied();
        row.filter(|_| is_meant(self.tree.kind(node.0)))
    }

    /// Its path from the top, as a reference could be written: `checkout.api`.
    pub fn path_of(&self, node: NodeId) -> String {
        let names = Names::none();
        Scopes { sources: &self.sources, tree: &self.tree, names: &names }.path_of(node.0)
    }

    /// All names that are written to mean something, in order of place.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The name at a place, or one that ends there.
    pub fn reference_at(&self, offset: u32) -> Option<Reference> {
        let behind = self.references.partition_point(|one| one.span.start <= offset);
        let before = self.references.get(..behind).unwrap_or_default();
        before.last().copied().filter(|one| offset <= one.span.end)
    }

    /// Where a declaration is referred to.
    pub fn references_to(&self, node: NodeId) -> impl Iterator<Item = Reference> {
        self.references.iter().copied().filter(move |one| one.node == node)
    }

    /// What can be named in a declaration, or outside of all, by the kinds that a place takes: each with the shortest name by which it
    /// is meant there. Of more than `most` those whose paths are `wanted`, the nearest first, and false: it is not all.
    pub fn visible(
        &self,
        from: Option<NodeId>,
        accepts: fn(K) -> bool,
        most: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> (Vec<(NodeId, String)>, bool) {
        let fits = self.tree.of_kinds(accepts).filter(|(_, one)| one.name.is_some());
        let mut nodes: Vec<Node> = fits.map(|(node, _)| node).collect();
        let is_all = nodes.len() <= most;
        let most = if is_all {
            usize::MAX
        } else {
            nodes.sort_by_key(|node| node.abs_diff(from.map_or(0, |from| from.0)));
            most
        };
        let names = Names::of(&self.sources, &self.tree, &mut Diagnostics::new());
        let scopes = Scopes { sources: &self.sources, tree: &self.tree, names: &names };
        let shortest = |node: Node| {
            let path = scopes.path_of(node);
            if !is_all && !wanted(&path) {
                return None;
            }
            let wanted = ExpectedName::of_kinds(Category::of(self.tree.kind(node))?, accepts);
            let Some(NodeId(from)) = from else { return Some((NodeId(node), path)) };
            let starts = path.rmatch_indices('.').map(|(at, _)| at + 1).chain([0]);
            let mut written = starts.filter_map(|start| path.get(start..));
            let means = |written: &&str| {
                scopes.look_up(from, written, &wanted) == Lookup::Declaration(node, "")
            };
            written.find(means).map(|written| (NodeId(node), written.to_owned()))
        };
        (nodes.into_iter().filter_map(shortest).take(most).collect(), is_all)
    }
}

/// The parts of a path with what each means: the last the declaration itself, those before it what that stands in, or is imported by.
fn each_part(
    sources: &Sources,
    tree: &Tree,
    path: Span,
    node: Node,
    mut take: impl FnMut(Reference),
) {
    let named = |node: &Node, part: &str| {
        tree.declaration(*node).name.is_some_and(|name| sources.text(name) == part)
    };
    // That of the namespace it stands in; of a guest of several one of them.
    let imported_as = |part: &str, inner: Option<Node>| {
        let imports = || tree.of_kind(K::Import).map(|(node, _)| node).filter(|it| named(it, part));
        let home = inner.map(|inner| tree.namespace_of(inner));
        let leads_home = |import: &Node| tree.namespace_of_import.get(import).copied() == home;
        imports().find(leads_home).or_else(|| imports().next())
    };
    let mut end = path.end;
    let (mut next, mut inner) = (Some(node), None);
    for part in sources.text(path).rsplit('.') {
        let meant = next.filter(|node| named(node, part)).or_else(|| imported_as(part, inner));
        let (Some(meant), Ok(length)) = (meant, u32::try_from(part.len())) else { return };
        let span = Span::new(end.saturating_sub(length), end);
        take(Reference { span, node: NodeId(meant) });
        end = span.start.saturating_sub(1);
        (next, inner) = (tree.parent(meant), Some(meant));
    }
}
