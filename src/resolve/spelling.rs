//! How the names of all declarations are spelt: an index for what may have been meant by a name that nothing has.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lookup::Scopes;
use super::tree::Node;
use crate::text::{Letters, Misspelt, Span};

/// What suggestions rest on, and what is left of the effort that they may cost: of a file with a million unknown names the first
/// get some.
pub(super) struct Suggestions<'s> {
    /// How many declarations may still be looked at.
    pub(super) visits: usize,
    /// How many names may still be compared letter by letter.
    pub(super) comparisons: usize,
    /// From the `#` on what was told to be a comment last: nothing else is said of its line.
    pub(super) comment: Option<Span>,
    /// The words of lines that could not be read: a name among them may be declared there.
    pub(super) unread: Option<FxHashSet<&'s str>>,
    /// By number of parts.
    spellings: FxHashMap<usize, Spellings<'s>>,
}

impl<'s> Suggestions<'s> {
    /// All names with so many parts: made when it is first asked for.
    pub(super) fn of_parts(&mut self, parts: usize, scopes: Scopes<'_, 's>) -> &Spellings<'s> {
        self.spellings.entry(parts).or_insert_with(|| Spellings::of(parts, scopes))
    }
}

impl Default for Suggestions<'_> {
    fn default() -> Self {
        Self {
            visits: 20_000_000,
            comparisons: 40_000,
            comment: None,
            unread: None,
            spellings: FxHashMap::default(),
        }
    }
}

/// A name, or the last parts of a path, and the declarations that are called so.
pub(super) struct Spelling<'s> {
    pub(super) written: Cow<'s, str>,
    letters: Letters,
    /// In order of declaration.
    pub(super) nodes: Vec<Node>,
}

/// All names, or all ends of paths of so many parts, each once, in order of declaration.
pub(super) struct Spellings<'s> {
    all: Vec<Spelling<'s>>,
    place: FxHashMap<Cow<'s, str>, usize>,
}

impl<'s> Spellings<'s> {
    fn of(parts: usize, scopes: Scopes<'_, 's>) -> Self {
        let mut spellings = Self { all: Vec::new(), place: FxHashMap::default() };
        for (node, declaration) in scopes.tree.iter() {
            let Some(name) = declaration.name.map(|name| scopes.sources.text(name)) else {
                continue;
            };
            let end = if parts == 1 { Some(name.into()) } else { end_of_path(node, parts, scopes) };
            if let Some(written) = end {
                spellings.enter(written, node);
            }
        }
        spellings
    }

    fn enter(&mut self, written: Cow<'s, str>, node: Node) {
        let place = *self.place.entry(written).or_insert_with_key(|written| {
            let letters = Letters::of(written);
            self.all.push(Spelling { written: written.clone(), letters, nodes: Vec::new() });
            self.all.len() - 1
        });
        if let Some(spelling) = self.all.get_mut(place) {
            spelling.nodes.push(node);
        }
    }

    /// The declarations that are called so.
    pub(super) fn named(&self, written: &str) -> &[Node] {
        let spelling = self.place.get(written).and_then(|place| self.all.get(*place));
        spelling.map_or(&[], |spelling| &spelling.nodes)
    }

    /// The spellings nearest to a word that something has which `fits`, all equally near; and how many were compared to find
    /// them, no more than `most`. What can't be near for its length and its letters is not compared at all.
    pub(super) fn nearest(
        &self,
        word: &str,
        fits: impl Fn(Node) -> bool,
        most: usize,
    ) -> (Vec<&Spelling<'s>>, usize) {
        let Some(word) = Misspelt::of(word) else { return (Vec::new(), 0) };
        let mut likely: Vec<_> = self
            .all
            .iter()
            .map(|spelling| (word.apart_at_least(spelling.letters), spelling))
            .filter(|(least, spelling)| {
                *least <= word.allowed && spelling.nodes.iter().any(|node| fits(*node))
            })
            .collect();
        likely.sort_by_key(|(least, _)| *least);
        let (mut best, mut nearest, mut compared) = (word.allowed, Vec::new(), 0);
        for (least, spelling) in likely.into_iter().take(most) {
            if least > best {
                break;
            }
            compared += 1;
            let Some(distance) = word.distance(&spelling.written).filter(|it| *it <= best) else {
                continue;
            };
            if distance < best {
                nearest.clear();
                best = distance;
            }
            nearest.push(spelling);
        }
        (nearest, compared)
    }

    /// The only spelling of which a word is the first part, as of `ana-silva` it is `ana`.
    pub(super) fn begun_by(
        &self,
        word: &str,
        fits: impl Fn(Node) -> bool,
    ) -> Option<&Spelling<'s>> {
        let is_begun = |written: &str| {
            written.strip_prefix(word).is_some_and(|rest| rest.starts_with(['-', '_']))
        };
        let mut begun = self.all.iter().filter(|spelling| {
            is_begun(&spelling.written) && spelling.nodes.iter().any(|node| fits(*node))
        });
        begun.next().filter(|_| begun.next().is_none())
    }
}

/// So many last parts of a declaration's path, if it has as many.
fn end_of_path<'s>(node: Node, parts: usize, scopes: Scopes<'_, 's>) -> Option<Cow<'s, str>> {
    let path = scopes.path_of(node);
    match path.rmatch_indices('.').nth(parts - 1) {
        Some((dot, _)) => path.get(dot + 1..).map(|end| Cow::Owned(end.to_owned())),
        None => (path.matches('.').count() + 1 == parts).then_some(Cow::Owned(path)),
    }
}
