//! From a written name to the declaration that is meant: the innermost block first, then outward, then the top.

use super::expected::ExpectedName;
use super::names::{Category, Names, Scope};
use super::tree::{Node, TOP, Tree};
use crate::syntax::keyword::DeclarationKind;
use crate::text::Sources;

/// What came of a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookup<'s> {
    /// The declaration, and what of the name is left behind it: `start` of `api.start`, mostly nothing.
    Declaration(Node, &'s str),
    /// A declaration of this name that the place can't take.
    OtherKind(Node),
    /// Nothing of that name.
    Nothing,
    /// Nothing, but through an import that failed: its message is enough.
    Gap,
}

/// What a look-up reads.
#[derive(Clone, Copy)]
pub(super) struct Scopes<'a, 's> {
    pub(super) sources: &'s Sources,
    pub(super) tree: &'a Tree,
    pub(super) names: &'a Names<'s>,
}

impl<'s> Scopes<'_, 's> {
    /// Looks `path` up from where declaration `node` stands.
    ///
    /// What stands inside the declaration itself comes last: nothing waits for its own parts, so that a name is seldom meant to be
    /// one of them.
    pub(super) fn look_up(self, node: Node, path: &'s str, wanted: &ExpectedName) -> Lookup<'s> {
        let mut other = None;
        // What is not planned has its names at the top, but for the way down into a team.
        let in_blocks = wanted.category == Category::Plan;
        let path = split(path);
        let scopes = self.outward(node).chain([Scope::Block(node)]);
        for scope in scopes.filter(|scope| in_blocks || matches!(scope, Scope::Namespace(_))) {
            match self.look_in(scope, path, wanted) {
                Lookup::Nothing => {}
                Lookup::OtherKind(node) => other = other.or(Some(node)),
                found => return found,
            }
        }
        other.map_or(Lookup::Nothing, Lookup::OtherKind)
    }

    /// The scopes that a declaration sees, from the inside out.
    pub(super) fn outward(self, node: Node) -> impl Iterator<Item = Scope> {
        let blocks = self.tree.ancestors(node).map(Scope::Block);
        let namespaces =
            std::iter::successors(Some(self.tree.namespace_of(node)), move |namespace| {
                self.tree.namespace(*namespace).outer
            });
        blocks.chain(namespaces.map(Scope::Namespace))
    }

    /// Looks the first part of a path up in one scope, and the rest inside of what was found.
    fn look_in(
        self,
        scope: Scope,
        (first, rest): (&'s str, &'s str),
        wanted: &ExpectedName,
    ) -> Lookup<'s> {
        if let Some(node) = self.find(scope, wanted.category, first) {
            return self.go_down(node, rest, wanted);
        }
        let import = Some(rest).filter(|rest| !rest.is_empty());
        match import.and_then(|_| self.find(scope, Category::Plan, first)) {
            Some(node) if self.tree.kind(node) == DeclarationKind::Import => {
                self.go_down(node, rest, wanted)
            }
            _ => Lookup::Nothing,
        }
    }

    fn go_down(self, mut node: Node, mut rest: &'s str, wanted: &ExpectedName) -> Lookup<'s> {
        while !rest.is_empty() {
            let Some(scope) = self.inside(node) else { return Lookup::Gap };
            let (next, behind) = split(rest);
            let Some(found) = self
                .find(scope, wanted.category, next)
                .or_else(|| self.import_in(scope, next, behind))
            else {
                break;
            };
            (node, rest) = (found, behind);
        }
        let kind = self.tree.kind(node);
        let is_way = kind == DeclarationKind::Import && !rest.is_empty();
        if (wanted.accepts)(kind) || is_way {
            Lookup::Declaration(node, rest)
        } else {
            Lookup::OtherKind(node)
        }
    }

    fn import_in(self, scope: Scope, name: &str, behind: &str) -> Option<Node> {
        let node = self.find(scope, Category::Plan, name).filter(|_| !behind.is_empty())?;
        Some(node).filter(|node| self.tree.kind(*node) == DeclarationKind::Import)
    }

    /// Where the names inside a declaration are known; `None` inside an import that failed.
    pub(super) fn inside(self, node: Node) -> Option<Scope> {
        if self.tree.kind(node) == DeclarationKind::Import {
            return self.tree.namespace_of_import.get(&node).map(|id| Scope::Namespace(*id));
        }
        Some(Scope::Block(node))
    }

    /// Whether something that has a name can stand inside the declaration.
    pub(super) fn has_inside(self, node: Node) -> bool {
        use DeclarationKind as K;
        matches!(self.tree.kind(node), K::Import | K::Stream | K::Feature | K::Task | K::Team)
    }

    /// The declaration of a name in one scope, its guests included.
    pub(super) fn find(self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        let own = self.names.find(scope, category, name);
        let Scope::Namespace(namespace) = scope else { return own };
        own.or_else(|| {
            let guests = &self.tree.namespace(namespace).guests;
            guests.iter().find_map(|(source, home)| {
                let node = self.names.find(Scope::Namespace(*home), category, name)?;
                let keyword = self.tree.declaration(node).keyword;
                Some(node).filter(|_| self.sources.source_of(keyword) == *source)
            })
        })
    }

    /// The declaration's path from the top, as a reference would be written.
    pub(super) fn path_of(self, node: Node) -> String {
        let declaration = self.tree.declaration(node);
        let own = declaration.name.map_or("", |name| self.sources.text(name));
        let mut parts: Vec<&str> = if Category::of(declaration.kind) == Some(Category::People) {
            Vec::new()
        } else {
            self.tree.ancestors(node).map(|outer| self.name_of(outer)).collect()
        };
        parts.reverse();
        parts.push(own);
        let namespace = self.tree.namespace_of(node);
        let prefix = if namespace == TOP { "" } else { &self.tree.namespace(namespace).path };
        format!("{prefix}{}", parts.join("."))
    }

    fn name_of(self, node: Node) -> &'s str {
        self.tree.declaration(node).name.map_or("", |name| self.sources.text(name))
    }
}

/// The first part of a dotted name, and the others.
pub(super) fn split(path: &str) -> (&str, &str) {
    // Parts are short: looking at each byte is quicker than a search made for long texts.
    let dot = path.bytes().position(|byte| byte == b'.');
    let parts = dot.and_then(|dot| Some((path.get(..dot)?, path.get(dot + 1..)?)));
    parts.unwrap_or((path, ""))
}
