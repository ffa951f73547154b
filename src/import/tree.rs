//! What is a part of what, and what each item is: of the parents that a file names, and of where kinds may stand in a roadmap.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Item, Kind, Lag, LinkKind, Target};
use super::ids::Ids;
use super::input::shown;
use crate::text::words::with_article;

/// No item stands deeper.
const DEEPEST: usize = 24;

/// An item in its place.
#[derive(Debug)]
pub(super) struct Node {
    /// What the reader said of it.
    pub(super) item: Box<Item>,
    /// Its id, unique among all.
    pub(super) id: String,
    /// What it is; never [`Kind::Auto`].
    pub(super) kind: Kind,
    /// What it is a part of.
    pub(super) parent: Option<usize>,
    /// Its parts, in the order of the file.
    pub(super) parts: Vec<usize>,
    /// What it waits for.
    pub(super) waits: Vec<(usize, LinkKind, Option<Lag>)>,
}

/// All items in their places.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Every item, in the order of the file.
    pub(super) nodes: Vec<Node>,
    /// Those that are part of nothing.
    pub(super) roots: Vec<usize>,
    keys: FxHashMap<String, usize>,
    titles: FxHashMap<String, Vec<usize>>,
}

/// Why something that is named was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotFound {
    /// Nothing has the name.
    Unknown,
    /// Several have it.
    Ambiguous,
}

impl NotFound {
    /// How a loss says it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unknown => "nothing in the file is called so",
            Self::Ambiguous => "several things in the file are called so",
        }
    }
}

impl Tree {
    /// The items of a draft in their places.
    pub(super) fn of(draft: &mut Draft) -> Self {
        let mut items = std::mem::take(&mut draft.items);
        let mut tree = Self { nodes: Vec::with_capacity(items.len()), ..Self::default() };
        let mut ids = Ids::default();
        items.reverse();
        while let Some(item) = items.pop() {
            tree.add(item, &mut ids, draft);
            // They are the largest thing there is: they are not kept twice.
            if items.len().is_multiple_of(1024) {
                items.shrink_to_fit();
            }
        }
        tree.find_parents(draft);
        tree.hang_up(draft);
        tree.name_kinds(draft);
        tree
    }

    pub(super) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The item that is named.
    pub(super) fn find(&self, target: &Target) -> Result<usize, NotFound> {
        match target {
            Target::Key(key) => self.keys.get(key).copied().ok_or(NotFound::Unknown),
            Target::Title(title) => match self.titles.get(title).map(Vec::as_slice) {
                None | Some([]) => Err(NotFound::Unknown),
                Some([one]) => Ok(*one),
                Some(_) => Err(NotFound::Ambiguous),
            },
        }
    }

    /// What an item is part of, from the innermost out.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.node(index).and_then(|node| node.parent), |inner| {
            self.node(*inner).and_then(|node| node.parent)
        })
    }

    fn add(&mut self, item: Item, ids: &mut Ids, draft: &mut Draft) {
        let index = self.nodes.len();
        if !item.key.is_empty() {
            if self.keys.contains_key(&item.key) {
                let why = "the key stands there already: links to it mean the first";
                draft.decided(format!("key {}", shown(&item.key)), why, &item.place);
            } else {
                self.keys.insert(item.key.clone(), index);
            }
        }
        self.titles.entry(item.title.clone()).or_default().push(index);
        let wish = item.id.as_deref().unwrap_or(&item.title);
        let otherwise = match item.kind {
            Kind::Milestone => "milestone",
            Kind::Release => "release",
            Kind::Idea => "idea",
            _ => "item",
        };
        // What a roadmap imported has names that begin with that of the import, and stands in nothing.
        let imported = item.path.as_deref().filter(|_| item.parent.is_none());
        let imported = imported.and_then(|path| path.rsplit_once('.'));
        if let Some((import, _)) = imported {
            let what = format!("names that begin with `{import}.`");
            draft.decided(what, "what was imported stands in the roadmap itself", &item.place);
        }
        let path = imported.map(|(_, name)| name).or(item.path.as_deref());
        let kept = path.and_then(|path| ids.keep(path));
        let id = kept.unwrap_or_else(|| ids.take(wish, otherwise));
        let kind = item.kind;
        self.nodes.push(Node {
            item: Box::new(item),
            id,
            kind,
            parent: None,
            parts: Vec::new(),
            waits: Vec::new(),
        });
    }

    fn find_parents(&mut self, draft: &mut Draft) {
        let found: Vec<_> = (self.nodes.iter())
            .map(|node| {
                let parent = node.item.parent.as_ref()?;
                let found = self.find(parent);
                if let Err(why) = found {
                    let what = format!("parent {}", shown(parent.said()));
                    draft.left_out(what, why.words(), &node.item.place);
                }
                found.ok()
            })
            .collect();
        for (node, parent) in self.nodes.iter_mut().zip(found) {
            node.parent = parent;
        }
    }

    /// Makes lists of parts; an item that would be a part of itself, or stand too deep, stands further out.
    fn hang_up(&mut self, draft: &mut Draft) {
        for index in 0..self.nodes.len() {
            let around: Vec<_> = self.around(index).take(DEEPEST + 1).collect();
            let is_circle = around.contains(&index);
            if !is_circle && around.len() <= DEEPEST {
                continue;
            }
            let place = self.node(index).map(|node| node.item.place.clone()).unwrap_or_default();
            let (parent, why) = if is_circle {
                (None, "it would be a part of itself")
            } else {
                (None, "it stands too deep in others")
            };
            draft.changed("parent of an item", why, &place);
            if let Some(node) = self.nodes.get_mut(index) {
                node.parent = parent;
            }
        }
        for index in 0..self.nodes.len() {
            match self.node(index).and_then(|node| node.parent) {
                None => self.roots.push(index),
                Some(parent) => {
                    if let Some(parent) = self.nodes.get_mut(parent) {
                        parent.parts.push(index);
                    }
                }
            }
        }
    }

    /// Decides what each is, from the outside in; what can't stand where it is stands further out.
    fn name_kinds(&mut self, draft: &mut Draft) {
        let mut open: Vec<_> = self.roots.iter().rev().copied().collect();
        while let Some(index) = open.pop() {
            let Some(kind) = self.kind_of(index) else { continue };
            let Some(node) = self.nodes.get_mut(index) else { continue };
            let wanted = std::mem::replace(&mut node.kind, kind);
            if wanted != Kind::Auto && wanted != kind {
                let why = format!(
                    "it can't be {} where it stands, and is {}",
                    with_article(word(wanted)),
                    with_article(word(kind))
                );
                draft.changed("a kind", why, &node.item.spot());
            }
            open.extend(node.parts.iter().rev());
        }
        self.move_out(draft);
    }

    fn kind_of(&self, index: usize) -> Option<Kind> {
        let node = self.node(index)?;
        let outer = node.parent.and_then(|parent| self.node(parent)).map(|parent| parent.kind);
        let has_parts = |part: &usize| self.node(*part).is_some_and(|part| !part.parts.is_empty());
        let holds = |kinds: &[Kind]| {
            node.parts
                .iter()
                .any(|part| self.node(*part).is_some_and(|part| kinds.contains(&part.kind)))
        };
        let is_free = matches!(outer, None | Some(Kind::Stream));
        let wanted = match node.kind {
            Kind::Auto if node.parts.is_empty() => Kind::Task,
            Kind::Auto if outer.is_none() => Kind::Stream,
            Kind::Auto
                if node.parts.iter().any(has_parts) || holds(&[Kind::Feature, Kind::Stream]) =>
            {
                Kind::Stream
            }
            Kind::Auto => Kind::Feature,
            // Only a container holds something.
            Kind::Milestone | Kind::Release | Kind::Idea if !node.parts.is_empty() => Kind::Feature,
            Kind::Feature if holds(&[Kind::Feature, Kind::Stream]) => Kind::Stream,
            kind => kind,
        };
        Some(match wanted {
            Kind::Stream if outer == Some(Kind::Feature) || outer == Some(Kind::Task) => Kind::Task,
            Kind::Feature if !is_free => Kind::Task,
            kind => kind,
        })
    }

    /// Milestones stand in no task, ideas in streams only, and releases in nothing.
    fn move_out(&mut self, draft: &mut Draft) {
        for index in 0..self.nodes.len() {
            let Some(node) = self.node(index) else { continue };
            let may_stand_in = |kind: Kind| match node.kind {
                Kind::Milestone => kind != Kind::Task,
                Kind::Idea => kind == Kind::Stream,
                Kind::Release => false,
                _ => true,
            };
            let is_right =
                |outer: &usize| self.node(*outer).is_some_and(|outer| may_stand_in(outer.kind));
            let outer = self.around(index).find(is_right);
            let Some(old) = node.parent.filter(|old| Some(*old) != outer) else { continue };
            let why = format!("{} stands further out", with_article(word(node.kind)));
            draft.changed("a place", why, &node.item.spot());
            self.rehang(index, old, outer);
        }
    }

    fn rehang(&mut self, index: usize, old: usize, new: Option<usize>) {
        if let Some(old) = self.nodes.get_mut(old) {
            old.parts.retain(|part| *part != index);
        }
        match new.and_then(|new| self.nodes.get_mut(new)) {
            Some(new) => new.parts.push(index),
            None => self.roots.push(index),
        }
        if let Some(node) = self.nodes.get_mut(index) {
            node.parent = new;
        }
    }
}

/// What a kind is called in the language.
pub(super) const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Stream => "stream",
        Kind::Feature => "feature",
        Kind::Auto | Kind::Task => "task",
        Kind::Milestone => "milestone",
        Kind::Release => "release",
        Kind::Idea => "idea",
    }
}
