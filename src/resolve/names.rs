//! The table of names: who is called what, where.

use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

use super::tree::{NamespaceId, Node, Tree};
use super::unknown::with_article;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind;
use crate::text::Sources;

/// Things that are referred to in the same way, so that their names must differ: a team and a stream may both be called `web`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Category {
    /// What is planned, wanted and feared, and the dates and amounts that have a name: by name alone.
    Plan,
    /// Teams, persons and resources: behind an `@`.
    People,
    /// Calendars: behind `calendar`.
    Calendars,
    /// Custom fields: before a `:`.
    Fields,
}

impl Category {
    pub(super) const ALL: [Self; 4] = [Self::Plan, Self::People, Self::Calendars, Self::Fields];

    /// The category of a kind of declaration; none of one that has no name.
    pub(super) const fn of(kind: DeclarationKind) -> Option<Self> {
        use DeclarationKind as K;
        match kind {
            K::Roadmap | K::Status => None,
            K::Team | K::Person | K::Resource => Some(Self::People),
            K::Calendar => Some(Self::Calendars),
            K::Field => Some(Self::Fields),
            K::Import
            | K::Objective
            | K::Measure
            | K::Stream
            | K::Feature
            | K::Task
            | K::Milestone
            | K::Release
            | K::Idea
            | K::Risk
            | K::Cadence
            | K::Let => Some(Self::Plan),
        }
    }
}

/// Where a name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// At the top of the files of a namespace.
    Namespace(NamespaceId),
    /// In the block of a declaration.
    Block(Node),
}

impl Scope {
    /// A number for each scope and category: the key of a hash map is cheaper to compare for it.
    fn key(self, category: Category) -> u64 {
        let (number, is_block) = match self {
            Self::Namespace(id) => (id, 0),
            Self::Block(node) => (node, 1),
        };
        u64::from(number) << 8 | is_block << 4 | category as u64
    }
}

/// All names of all scopes, each with the declaration that has it.
pub(super) struct Names<'s> {
    table: FxHashMap<(u64, &'s str), Node>,
}

impl<'s> Names<'s> {
    /// Enters every name, and reports those that are taken already.
    pub(super) fn of(sources: &'s Sources, tree: &Tree, out: &mut Diagnostics) -> Self {
        let count = tree.declarations.iter().filter(|one| one.name.is_some()).count();
        let mut table = FxHashMap::default();
        table.reserve(count);
        let mut names = Self { table };
        for (node, declaration) in tree.iter() {
            names.enter(sources, tree, node, declaration, out);
        }
        names
    }

    fn enter(
        &mut self,
        sources: &'s Sources,
        tree: &Tree,
        node: Node,
        declaration: &Declaration,
        out: &mut Diagnostics,
    ) {
        let (Some(span), Some(category)) = (declaration.name, Category::of(declaration.kind))
        else {
            return;
        };
        let name = sources.text(span);
        let block = declaration.parent.map(|parent| Scope::Block(parent.0));
        if let Some(block) = block.filter(|_| category == Category::People) {
            // A team's persons are known inside it and, as `@` mostly names a person alone, outside of it.
            self.table.entry((block.key(category), name)).or_insert(node);
        }
        let outside = Scope::Namespace(tree.namespace_of(node));
        let scope = block.filter(|_| category != Category::People).unwrap_or(outside);
        match self.table.entry((scope.key(category), name)) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(taken) => {
                out.push(duplicate(name, declaration, tree.declaration(*taken.get())));
            }
        }
    }

    /// The declaration of this name in a scope.
    pub(super) fn find(&self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        self.table.get(&(scope.key(category), name)).copied()
    }
}

fn duplicate(name: &str, second: &Declaration, first: &Declaration) -> Diagnostic {
    let place = second.name.unwrap_or(second.keyword);
    let kind = with_article(first.kind);
    let message = if first.kind == second.kind {
        format!("there is {kind} `{name}` here already")
    } else {
        format!("`{name}` is the name of {kind} here already")
    };
    Diagnostic::new(&rules::DUPLICATE_NAME, place, message)
        .here("the same name again")
        .label(first.name.unwrap_or(first.keyword), "first declared here")
        .help("names are unique among siblings: give one of them another name")
}
