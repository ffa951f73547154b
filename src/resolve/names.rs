//! The table of names: who is called what, where.

use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

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

/// A name, to be compared: mostly without a look at its text, which in a large roadmap lies far away.
#[derive(Clone, Copy, Default, Eq, PartialOrd, Ord)]
struct Name<'s> {
    /// The bytes of a short name, a hash of a long one.
    key: u64,
    text: &'s str,
}

impl<'s> Name<'s> {
    /// How many bytes the key has room for.
    const SHORT: usize = 8;

    fn new(text: &'s str) -> Self {
        let key = if text.len() <= Self::SHORT {
            text.bytes().fold(0, |key, byte| key << 8 | u64::from(byte))
        } else {
            let mut hasher = FxHasher::default();
            hasher.write(text.as_bytes());
            hasher.finish()
        };
        Self { key, text }
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.text.len() == other.text.len()
            && (self.text.len() <= Self::SHORT || self.text == other.text)
    }
}

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.key);
    }
}

/// All names of all scopes, each with the declaration that has it.
pub(super) struct Names<'s> {
    /// What is known at the top of a namespace, and the persons inside a team.
    table: FxHashMap<(u64, Name<'s>), Node>,
    /// What is known in blocks: the names of one block side by side, in order. A reference is mostly to something near, so
    /// that its rows were just read.
    rows: Vec<Row<'s>>,
    /// By declaration: the first row of its block; one more at the end.
    first: Vec<u32>,
}

/// A name in a block.
#[derive(Clone, Copy, Default)]
struct Row<'s> {
    name: Name<'s>,
    node: Node,
}

impl<'s> Names<'s> {
    /// Enters every name, and reports those that are taken already.
    pub(super) fn of(sources: &'s Sources, tree: &Tree, out: &mut Diagnostics) -> Self {
        let (rows, first) = rows(sources, tree);
        let mut names = Self { table: FxHashMap::default(), rows, first };
        let outside = tree.declarations.iter().filter(|one| one.name.is_some()).count();
        names.table.reserve(outside.saturating_sub(names.rows.len()));
        for (node, declaration) in tree.iter() {
            names.enter(sources, tree, node, declaration, out);
        }
        names.sort_blocks(tree, out);
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
        if block_of(declaration).is_some() {
            return;
        }
        let name = Name::new(sources.text(span));
        if let Some(team) = declaration.parent.filter(|_| category == Category::People) {
            // A team's persons are known inside it and, as `@` mostly names a person alone, outside of it.
            let block = Scope::Block(team.0);
            self.table.entry((block.key(category), name)).or_insert(node);
        }
        let scope = declaration.parent.filter(|_| category != Category::People).map_or_else(
            || Scope::Namespace(tree.namespace_of(node)),
            |block| Scope::Block(block.0),
        );
        match self.table.entry((scope.key(category), name)) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(taken) => {
                out.push(duplicate(name.text, declaration, tree.declaration(*taken.get())));
            }
        }
    }

    /// Puts the names of each block in order, the first of equal names first, and reports the others.
    fn sort_blocks(&mut self, tree: &Tree, out: &mut Diagnostics) {
        for bounds in self.first.windows(2) {
            let [from, to] = bounds else { continue };
            let block = self.rows.get_mut(*from as usize..*to as usize).unwrap_or_default();
            block.sort_by_key(|row| row.name);
            for same in block.chunk_by(|a, b| a.name == b.name) {
                let [first, others @ ..] = same else { continue };
                for other in others {
                    let of = |row: &Row<'_>| tree.declaration(row.node);
                    out.push(duplicate(first.name.text, of(other), of(first)));
                }
            }
        }
    }

    /// The declaration of this name in a scope.
    pub(super) fn find(&self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        let name = Name::new(name);
        match (scope, category) {
            (Scope::Block(block), Category::Plan) => self.find_in_block(block, name),
            _ => self.table.get(&(scope.key(category), name)).copied(),
        }
    }

    fn find_in_block(&self, block: Node, name: Name<'_>) -> Option<Node> {
        let at = |index: usize| self.first.get(index).map_or(0, |first| *first as usize);
        let rows = self.rows.get(at(block as usize)..at(block as usize + 1))?;
        let first = rows.partition_point(|row| row.name.key < name.key);
        let same = rows.get(first..)?.iter().take_while(|row| row.name.key == name.key);
        same.into_iter().find(|row| row.name == name).map(|row| row.node)
    }
}

/// The block in which a declaration is known by its name alone.
fn block_of(declaration: &Declaration) -> Option<Node> {
    let is_planned = Category::of(declaration.kind) == Some(Category::Plan);
    declaration.parent.filter(|_| is_planned).map(|parent| parent.0)
}

/// The names in blocks, in order of the block, then of declaration, and where each block begins.
fn rows<'s>(sources: &'s Sources, tree: &Tree) -> (Vec<Row<'s>>, Vec<u32>) {
    let named = || {
        tree.iter().filter_map(|(node, declaration)| {
            Some((node, block_of(declaration)? as usize, declaration.name?))
        })
    };
    let mut first = vec![0_u32; tree.declarations.len() + 1];
    for (_, block, _) in named() {
        if let Some(count) = first.get_mut(block + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut first {
        sum += *count;
        *count = sum;
    }
    let mut next = first.clone();
    let mut rows = vec![Row::default(); sum as usize];
    for (node, block, span) in named() {
        let Some(slot) = next.get_mut(block) else { continue };
        if let Some(row) = rows.get_mut(*slot as usize) {
            *row = Row { name: Name::new(sources.text(span)), node };
        }
        *slot += 1;
    }
    (rows, first)
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

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn short_and_long_names_are_equal_as_their_texts_are() {
        let names =
            ["", "a", "b", "ab", "ba", "größe", "abcdefgh", "abcdefgi", "abcdefghi", "abcdefghj"];
        for (index, one) in names.iter().enumerate() {
            for (other_index, other) in names.iter().enumerate() {
                assert_eq!(Name::new(one) == Name::new(other), index == other_index);
            }
        }
    }
}
