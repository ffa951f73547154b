//! Which declaration of the roadmap each of the import speaks of.
//!
//! What a tool never changes comes first: the address of a card, the key of an issue. Then names where they stand, then names alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::side::{Side, namespace, words};
use crate::resolve::NodeId;
use crate::syntax::ast::{CustomValue, Value};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::unquoted;

/// What is found in the roadmap, by declaration of the import.
pub(super) struct Matches {
    found: Vec<Option<NodeId>>,
    back: FxHashMap<NodeId, NodeId>,
}

impl Matches {
    pub(super) fn of(old: &Side, new: &Side) -> Self {
        let count = new.declarations().count();
        let mut all = Self { found: vec![None; count], back: FxHashMap::default() };
        all.header(old, new);
        all.by_marks(old, new);
        all.by(old, new, |side, node| is_named(side, node).then(|| side.path(node).join("\n")));
        all.by_name(old, new);
        // Entries of reports have no names: they are the same if they say the same of the same.
        let meant: Vec<_> = new
            .declarations()
            .map(|(node, of)| {
                let of = new.with_names(of.head, |node, said| match all.old(node) {
                    Some(node) => old.named(node),
                    None => said.to_owned(),
                });
                (node, words(&of))
            })
            .collect();
        let meant: FxHashMap<NodeId, String> = meant.into_iter().collect();
        let there = |side: &Side, node: NodeId| {
            words(&side.with_names(side.declaration(node).head, |node, _| side.named(node)))
        };
        all.by_keys(old, new, |node| Some(there(old, node)), |node| meant.get(&node).cloned());
        all
    }

    /// The declaration of the roadmap.
    pub(super) fn old(&self, new: NodeId) -> Option<NodeId> {
        self.found.get(new.0 as usize).copied().flatten()
    }

    /// The declaration of the import.
    pub(super) fn imported(&self, old: NodeId) -> Option<NodeId> {
        self.back.get(&old).copied()
    }

    fn take(&mut self, old: NodeId, new: NodeId) {
        if let Some(found) = self.found.get_mut(new.0 as usize) {
            *found = Some(old);
            self.back.insert(old, new);
        }
    }

    fn is_free(&self, new: NodeId) -> bool {
        self.old(new).is_none()
    }

    fn header(&mut self, old: &Side, new: &Side) {
        let header = |side: &Side| {
            side.declarations().find(|(_, of)| of.kind == K::Roadmap).map(|(node, _)| node)
        };
        if let (Some(old), Some(new)) = (header(old), header(new)) {
            self.take(old, new);
        }
    }

    /// Items by what only they have in both: an address, a key. Where the name of one is that of another that has no such mark, the
    /// name counts: a mark may have wandered.
    fn by_marks(&mut self, old: &Side, new: &Side) {
        let (there, here) = (marks(old), marks(new));
        let mut of_path: FxHashMap<String, NodeId> = FxHashMap::default();
        for (node, _) in new.declarations().filter(|(_, of)| namespace(of.kind) == K::Task) {
            of_path.insert(new.path(node).join("\n"), node);
        }
        let marked: FxHashMap<NodeId, NodeId> =
            here.iter().filter_map(|(mark, node)| Some((*node, *there.get(mark)?))).collect();
        for (node, _) in new.declarations() {
            let Some(found) = marked.get(&node).copied() else { continue };
            let namesake = of_path.get(&old.path(found).join("\n")).copied();
            let may = namesake.is_none_or(|other| other == node || marked.contains_key(&other));
            if may && !self.back.contains_key(&found) {
                self.take(found, node);
            }
        }
    }

    /// Those of the same key, the first of the one to the first of the other; the file's own come first.
    fn by(&mut self, old: &Side, new: &Side, key: impl Fn(&Side, NodeId) -> Option<String>) {
        self.by_keys(old, new, |node| key(old, node), |node| key(new, node));
    }

    fn by_keys(
        &mut self,
        old: &Side,
        new: &Side,
        of_old: impl Fn(NodeId) -> Option<String>,
        of_new: impl Fn(NodeId) -> Option<String>,
    ) {
        let mut there: FxHashMap<(K, String), Vec<NodeId>> = FxHashMap::default();
        let free = |(node, _): &(NodeId, _)| !self.back.contains_key(node);
        let mut all: Vec<_> = old.declarations().filter(free).collect();
        all.sort_by_key(|(node, of)| (!old.is_own(of), *node));
        for (node, of) in all.into_iter().rev() {
            if let Some(key) = of_old(node) {
                there.entry((namespace(of.kind), key)).or_default().push(node);
            }
        }
        for (node, of) in new.declarations() {
            let key = of_new(node).filter(|_| self.is_free(node));
            let found = key.and_then(|key| there.get_mut(&(namespace(of.kind), key))?.pop());
            if let Some(found) = found {
                self.take(found, node);
            }
        }
    }

    /// Those that stand elsewhere, where only one on each side is called so.
    fn by_name(&mut self, old: &Side, new: &Side) {
        let once = |side: &Side, is_free: &dyn Fn(NodeId) -> bool| {
            let (mut known, mut twice) = (FxHashMap::default(), FxHashSet::default());
            for (node, of) in side.declarations() {
                if is_named(side, node) && is_free(node) {
                    let key = (namespace(of.kind), side.called(of).to_owned());
                    if known.insert(key.clone(), node).is_some() {
                        twice.insert(key);
                    }
                }
            }
            known.retain(|key, _| !twice.contains(key));
            known
        };
        let there = once(old, &|node| !self.back.contains_key(&node));
        let here = once(new, &|node| self.is_free(node));
        for (node, of) in new.declarations() {
            let key = (namespace(of.kind), new.called(of).to_owned());
            let is_it = here.get(&key) == Some(&node);
            if let Some(found) = there.get(&key).copied().filter(|_| is_it) {
                self.take(found, node);
            }
        }
    }
}

/// Whether it is known by what it is called: entries of reports and days that charts mark are not.
fn is_named(side: &Side, node: NodeId) -> bool {
    let of = side.declaration(node);
    let is_entry = matches!(of.kind, K::Status | K::Marker | K::Roadmap);
    (of.name.is_some() || of.title.is_some()) && !is_entry
}

/// The items that have an address or a key that no other item has, by it.
fn marks(side: &Side) -> FxHashMap<String, NodeId> {
    let mut marks = FxHashMap::default();
    let mut shared = FxHashSet::default();
    for (node, of) in side.declarations() {
        if namespace(of.kind) != K::Task {
            continue;
        }
        for attribute in side.attributes_of(node) {
            let Some(mark) = mark(side, &attribute.value) else { continue };
            if marks.insert(mark.clone(), node).is_some_and(|other| other != node) {
                shared.insert(mark);
            }
        }
    }
    marks.retain(|mark, _| !shared.contains(mark));
    marks
}

fn mark(side: &Side, value: &Value) -> Option<String> {
    let (name, value) = match value {
        Value::Link { address, .. } => return Some(side.said(*address).to_owned()),
        Value::Custom { name, value: CustomValue::Text(text) } => {
            (side.said(*name), unquoted(side.said(*text)).into_owned())
        }
        Value::Custom { name, value: CustomValue::Number(number) } => {
            (side.said(*name), number.0.to_string())
        }
        _ => return None,
    };
    is_key(name, &value).then(|| format!("{name}: {value}"))
}

/// Whether a field holds keys: it is called so, or its text looks like `PAY-12`.
fn is_key(field: &str, text: &str) -> bool {
    const WORDS: [&str; 7] = ["key", "id", "gid", "uid", "guid", "url", "ref"];
    let last = field.rsplit(['-', '_']).next().unwrap_or(field);
    let looks_like_one = text.split_once('-').is_some_and(|(project, number)| {
        let is_word = project.starts_with(|c: char| c.is_ascii_uppercase())
            && project.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        is_word && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    });
    looks_like_one || WORDS.iter().any(|word| last.eq_ignore_ascii_case(word))
}
