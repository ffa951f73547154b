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

/// A name as a number, for comparing names without a look at their texts, which in a large roadmap lie far away: of a short
/// name its bytes, so that equal keys are equal names; of a long one a hash, and [`LONG`] as its last byte.
fn key_of(name: &str) -> u64 {
    if name.len() <= size_of::<u64>() {
        // No name has a byte of zero, so that the length is in the key too.
        return name.bytes().fold(0, |key, byte| key << 8 | u64::from(byte));
    }
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish() << 8 | LONG
}

/// A byte that no text has.
const LONG: u64 = 0xff;

const fn is_long(key: u64) -> bool {
    key & LONG == LONG
}

/// A name in the table.
#[derive(Clone, Copy, Eq)]
struct Name<'s> {
    key: u64,
    text: &'s str,
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && (!is_long(self.key) || self.text == other.text)
    }
}

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.key);
    }
}

/// All names of all scopes, each with the declaration that has it.
pub(super) struct Names<'s> {
    sources: &'s Sources,
    tree: &'s Tree,
    /// What is known at the top of a namespace, and the persons inside a team.
    table: FxHashMap<(u64, Name<'s>), Node>,
    /// What is known in blocks: the names of one block side by side, in order. A reference is mostly to something near, so
    /// that its rows were just read.
    rows: Vec<Row>,
    /// By declaration: the first row of its block; one more at the end.
    first: Vec<u32>,
}

/// A name in a block: small, so that the rows of a block far away come in few reads.
#[derive(Clone, Copy, Default)]
struct Row {
    key: u64,
    node: Node,
}

/// The rows of so many names are read one after the other, which a processor does all at once; of more they are halved.
const READ_THROUGH: usize = 32;

impl<'s> Names<'s> {
    /// Enters every name, and reports those that are taken already.
    pub(super) fn of(sources: &'s Sources, tree: &'s Tree, out: &mut Diagnostics) -> Self {
        let (rows, first, outside) = rows(sources, tree);
        let mut names = Self { sources, tree, table: FxHashMap::default(), rows, first };
        names.table.reserve(outside);
        for (node, declaration) in tree.iter() {
            names.enter(node, declaration, out);
        }
        names.sort_blocks(out);
        names
    }

    fn enter(&mut self, node: Node, declaration: &Declaration, out: &mut Diagnostics) {
        let (Some(span), Some(category)) = (declaration.name, Category::of(declaration.kind))
        else {
            return;
        };
        if block_of(declaration).is_some() {
            return;
        }
        let text = self.sources.text(span);
        let name = Name { key: key_of(text), text };
        if let Some(team) = declaration.parent.filter(|_| category == Category::People) {
            // A team's persons are known inside it and, as `@` mostly names a person alone, outside of it.
            let block = Scope::Block(team.0);
            self.table.entry((block.key(category), name)).or_insert(node);
        }
        let scope = declaration.parent.filter(|_| category != Category::People).map_or_else(
            || Scope::Namespace(self.tree.namespace_of(node)),
            |block| Scope::Block(block.0),
        );
        match self.table.entry((scope.key(category), name)) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(taken) => {
                out.push(duplicate(text, declaration, self.tree.declaration(*taken.get())));
            }
        }
    }

    /// Puts the names of each block in order, the first of equal names first, and reports the others.
    fn sort_blocks(&mut self, out: &mut Diagnostics) {
        let (sources, tree) = (self.sources, self.tree);
        for bounds in self.first.windows(2) {
            let [from, to] = bounds else { continue };
            let block = self.rows.get_mut(*from as usize..*to as usize).unwrap_or_default();
            block.sort_by_key(|row| row.key);
            for same_key in block.chunk_by_mut(|a, b| a.key == b.key).filter(|rows| rows.len() > 1)
            {
                same_key.sort_by_key(|row| text_of(sources, tree, row.node));
                report_duplicates(sources, tree, same_key, out);
            }
        }
    }

    /// The declaration of this name in a scope.
    pub(super) fn find(&self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        let key = key_of(name);
        match (scope, category) {
            (Scope::Block(block), Category::Plan) => self.find_in_block(block, key, name),
            _ => self.table.get(&(scope.key(category), Name { key, text: name })).copied(),
        }
    }

    fn find_in_block(&self, block: Node, key: u64, name: &str) -> Option<Node> {
        let at = |index: usize| self.first.get(index).map_or(0, |first| *first as usize);
        let rows = self.rows.get(at(block as usize)..at(block as usize + 1))?;
        let first = if rows.len() <= READ_THROUGH {
            rows.iter().take_while(|row| row.key < key).count()
        } else {
            rows.partition_point(|row| row.key < key)
        };
        let same = rows.get(first..)?.iter().take_while(|row| row.key == key);
        let is_it =
            |row: &&Row| !is_long(key) || text_of(self.sources, self.tree, row.node) == name;
        same.into_iter().find(is_it).map(|row| row.node)
    }
}

/// The name of a declaration.
fn text_of<'s>(sources: &'s Sources, tree: &Tree, node: Node) -> &'s str {
    tree.declaration(node).name.map_or("", |name| sources.text(name))
}

/// The block in which a declaration is known by its name alone.
fn block_of(declaration: &Declaration) -> Option<Node> {
    let is_planned = Category::of(declaration.kind) == Some(Category::Plan);
    declaration.parent.filter(|_| is_planned).map(|parent| parent.0)
}

/// The names in blocks, in order of the block, then of declaration; where each block begins; and how many names are in none.
fn rows(sources: &Sources, tree: &Tree) -> (Vec<Row>, Vec<u32>, usize) {
    let named = || {
        let named = tree.iter().filter_map(|(node, one)| Some((node, one, one.name?)));
        named.map(|(node, one, name)| (node, block_of(one).map(|block| block as usize), name))
    };
    let mut first = vec![0_u32; tree.declarations.len() + 1];
    let mut outside = 0;
    for (_, block, _) in named() {
        match block.and_then(|block| first.get_mut(block + 1)) {
            Some(count) => *count += 1,
            None => outside += 1,
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
        let Some(slot) = block.and_then(|block| next.get_mut(block)) else { continue };
        if let Some(row) = rows.get_mut(*slot as usize) {
            *row = Row { key: key_of(sources.text(span)), node };
        }
        *slot += 1;
    }
    (rows, first, outside)
}

/// Reports all but the first of each name, among rows in order of their names.
fn report_duplicates(sources: &Sources, tree: &Tree, rows: &[Row], out: &mut Diagnostics) {
    let name = |row: &Row| text_of(sources, tree, row.node);
    for same in rows.chunk_by(|a, b| name(a) == name(b)) {
        let [first, others @ ..] = same else { continue };
        for other in others {
            let of = |row: &Row| tree.declaration(row.node);
            out.push(duplicate(name(first), of(other), of(first)));
        }
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

#[cfg(test)]
mod tests {
    use super::{Name, key_of};

    #[test]
    fn short_and_long_names_are_equal_as_their_texts_are() {
        let names =
            ["", "a", "b", "ab", "ba", "größe", "abcdefgh", "abcdefgi", "abcdefghi", "abcdefghj"];
        let name = |text| Name { key: key_of(text), text };
        for (index, one) in names.iter().enumerate() {
            for (other_index, other) in names.iter().enumerate() {
                assert_eq!(name(one) == name(other), index == other_index);
            }
        }
    }
}
