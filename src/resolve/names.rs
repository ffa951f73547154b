//! The table of names: who is called what, where.

use std::collections::hash_map::Entry;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::tree::{NamespaceId, Node, Tree};
use super::unknown::with_article;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::ranks::Ranks;
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind;
use crate::text::{Sources, Span};

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

/// All names of all scopes, each with the declaration that has it.
pub(super) struct Names<'s> {
    sources: &'s Sources,
    tree: &'s Tree,
    /// What is known at the top of a namespace, and the persons inside a team.
    /// By scope and key of the name; of long names that have the same key the first.
    table: FxHashMap<(u64, u64), Node>,
    /// The other long names of the same key, with their scopes; hardly ever any.
    others: Vec<(u64, Node)>,
    /// What is known in blocks: the names of one block side by side, in order. A reference is mostly to something near, so
    /// that its rows were just read.
    rows: Vec<Row>,
    /// The declarations in whose blocks something has a name.
    blocks: Ranks,
    /// By their number: the first row of the block; one more at the end.
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
        let Inside { rows, blocks, first, outside } = Inside::of(sources, tree);
        let mut table = FxHashMap::default();
        table.reserve(outside);
        let mut names = Self { sources, tree, table, others: Vec::new(), rows, blocks, first };
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
        let name = self.sources.text(span);
        if let Some(team) = declaration.parent.filter(|_| category == Category::People) {
            // A team's persons are known inside it and, as `@` mostly names a person alone, outside of it.
            self.insert(Scope::Block(team.0), category, name, node);
        }
        let scope = declaration.parent.filter(|_| category != Category::People).map_or_else(
            || Scope::Namespace(self.tree.namespace_of(node)),
            |block| Scope::Block(block.0),
        );
        if let Some(taken) = self.insert(scope, category, name, node) {
            out.push(duplicate(name, declaration, self.tree.declaration(taken)));
        }
    }

    /// Enters a name in the table, unless it is taken: then it gives by what.
    fn insert(&mut self, scope: Scope, category: Category, name: &str, node: Node) -> Option<Node> {
        let (scope, key) = (scope.key(category), key_of(name));
        let taken = match self.table.entry((scope, key)) {
            Entry::Occupied(taken) => *taken.get(),
            Entry::Vacant(free) => {
                free.insert(node);
                return None;
            }
        };
        let found = self.of_name(scope, key, name, taken);
        if found.is_none() {
            self.others.push((scope, node));
        }
        found
    }

    /// The declaration of this name among those that have its key in a scope.
    fn of_name(&self, scope: u64, key: u64, name: &str, first: Node) -> Option<Node> {
        let others = self.others.iter().filter(|(of, _)| *of == scope).map(|(_, node)| *node);
        let mut all = std::iter::once(first).chain(others);
        all.find(|node| !is_long(key) || self.text_of(*node) == name)
    }

    /// The name of a declaration.
    fn text_of(&self, node: Node) -> &'s str {
        text_of(self.sources, self.tree, node)
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
        if let (Scope::Block(block), Category::Plan) = (scope, category) {
            return self.find_in_block(block, key, name);
        }
        let scope = scope.key(category);
        let first = *self.table.get(&(scope, key))?;
        self.of_name(scope, key, name, first)
    }

    fn find_in_block(&self, block: Node, key: u64, name: &str) -> Option<Node> {
        let number = self.blocks.rank(block as usize)? as usize;
        let at = |number: usize| self.first.get(number).map_or(0, |first| *first as usize);
        let rows = self.rows.get(at(number)..at(number + 1))?;
        let first = if rows.len() <= READ_THROUGH {
            rows.iter().take_while(|row| row.key < key).count()
        } else {
            rows.partition_point(|row| row.key < key)
        };
        let same = rows.get(first..)?.iter().take_while(|row| row.key == key);
        let is_it = |row: &&Row| !is_long(key) || self.text_of(row.node) == name;
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

/// The names in blocks.
struct Inside {
    /// In order of the block, then of declaration.
    rows: Vec<Row>,
    blocks: Ranks,
    first: Vec<u32>,
    /// How many names are in no block.
    outside: usize,
}

impl Inside {
    fn of(sources: &Sources, tree: &Tree) -> Self {
        let (mut next, outside) = rows_before(tree);
        let sizes = next.windows(2).map(|pair| matches!(pair, [from, to] if from < to));
        let blocks = Ranks::of(sizes);
        let total = next.last().copied().unwrap_or_default();
        let starts = next.iter().enumerate().filter(|(block, _)| blocks.rank(*block).is_some());
        let first = starts.map(|(_, first)| *first).chain([total]).collect();
        let mut rows = vec![Row::default(); total as usize];
        for (node, block, span) in named(tree) {
            let Some(slot) = block.and_then(|block| next.get_mut(block)) else { continue };
            if let Some(row) = rows.get_mut(*slot as usize) {
                *row = Row { key: key_of(sources.text(span)), node };
            }
            *slot += 1;
        }
        Self { rows, blocks, first, outside }
    }
}

/// How many rows stand before those of each declaration's block, one more at the end; and how many names are in no block.
fn rows_before(tree: &Tree) -> (Vec<u32>, usize) {
    let mut before = vec![0_u32; tree.declarations.len() + 1];
    let mut outside = 0;
    for (_, block, _) in named(tree) {
        match block.and_then(|block| before.get_mut(block + 1)) {
            Some(count) => *count += 1,
            None => outside += 1,
        }
    }
    let mut sum = 0;
    for count in &mut before {
        sum += *count;
        *count = sum;
    }
    (before, outside)
}

/// What has a name, the block in which it is known by that, and the name.
fn named(tree: &Tree) -> impl Iterator<Item = (Node, Option<usize>, Span)> {
    let named = tree.iter().filter_map(|(node, one)| Some((node, one, one.name?)));
    named.map(|(node, one, name)| (node, block_of(one).map(|block| block as usize), name))
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
    use super::{is_long, key_of};

    #[test]
    fn short_names_have_the_same_key_only_if_they_are_the_same() {
        let names = ["", "a", "b", "ab", "ba", "größe", "abcdefgh", "abcdefgi", "aaaaaaaÿ", "ÿ"];
        for (index, one) in names.iter().enumerate() {
            assert_eq!(is_long(key_of(one)), one.len() > 8);
            for (other_index, other) in names.iter().enumerate() {
                assert_eq!(key_of(one) == key_of(other), index == other_index);
            }
        }
    }
}
