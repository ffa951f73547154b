//! What has changed elsewhere, carried into a roadmap that people have gone on writing.
//!
//! Both are roadmaps, so that this is the same for all formats. Declarations are found again ([`matches`]), and names are compared by
//! what they mean ([`names`]), whatever they are called and wherever they stand. What the import says of an item takes the place of
//! what stood there ([`said`]); what it does not speak of (dependencies, risks, comments, other attributes) stays, and so does the
//! header. New declarations go behind the last of their kind ([`added`]). Nothing is taken out but what the tool no longer says.

mod added;
mod edits;
mod matches;
mod names;
mod said;
mod side;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Fate, Losses};
use crate::format;
use crate::resolve::{Loader, NodeId};
use crate::syntax::ast::{PointBase, Value};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::text::{Source, Span};
use crate::time::Date;

use super::input::shown;
use edits::Edits;
use names::{Both, Node};
use said::{Change, Said};
use side::Side;

/// A roadmap with what has changed.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// What was replaced in it, what stays though the import says otherwise, and what the import does not have.
    pub losses: Losses,
    /// Where items stand in it, by their paths in the import, where these differ.
    pub paths: BTreeMap<String, String>,
}

/// Why nothing is carried over. Nothing is written then.
#[derive(Clone, Debug)]
pub enum Unmergeable {
    /// The roadmap has mistakes: nobody knows then what its words belong to.
    Roadmap,
    /// What would come out has.
    Outcome(Source),
}

/// Carries what an import says into a roadmap, which may import others.
///
/// ```
/// use milepost::resolve::NoFiles;
/// use milepost::{Source, import::merge};
///
/// let old = Source::new("plan.roadmap", "task design  2d\ntask api \"API\"  5d  after design  // by hand\n");
/// let merged = merge(&old, "task api \"API\"  8d  40%\ntask page \"Page\"  3d\n", &NoFiles).unwrap();
/// assert_eq!(
///     merged.text,
///     "task design  2d\ntask api \"API\"  8d  after design  40%  // by hand\ntask page \"Page\"  3d\n"
/// );
/// ```
///
/// # Errors
/// If the roadmap has mistakes, or what would come out has.
pub fn merge(old: &Source, new: &str, loader: &dyn Loader) -> Result<Merged, Unmergeable> {
    let imported = Source::new("import.roadmap", new);
    let there = Side::of(old, loader).ok_or(Unmergeable::Roadmap)?;
    let here = Side::of(&imported, loader).ok_or(Unmergeable::Outcome(imported))?;
    let mut merge = Merge {
        edits: Edits::of(&there.text),
        both: Both::of(there, here),
        losses: Losses::default(),
    };
    merge.all();
    let (paths, losses) = (merge.paths(), merge.losses);
    if merge.edits.is_empty() {
        return Ok(Merged { text: old.text().to_owned(), losses, paths });
    }
    let was_formatted = format::format(old.clone()).is_ok_and(|formatted| formatted.is_same());
    let text = merge.edits.text();
    let source = |text: &str| Source::new(old.path(), text).named(old.name());
    let formatted = || format::format(source(&text)).ok().map(|formatted| formatted.text());
    let text = if was_formatted { formatted().unwrap_or(text) } else { text };
    match Side::of(&source(&text), loader) {
        Some(_) => Ok(Merged { text, losses, paths }),
        None => Err(Unmergeable::Outcome(source(&text))),
    }
}

struct Merge {
    both: Both,
    edits: Edits,
    losses: Losses,
}

impl Merge {
    fn all(&mut self) {
        let known = self.known();
        let mut added = Vec::new();
        let all: Vec<_> = self.both.new.declarations().map(|(node, _)| node).collect();
        for new in all {
            match self.both.out(new) {
                Node::Old(old) => self.change(old, new, &known),
                Node::New(_) => added.extend(self.add(new)),
            }
        }
        added::put(&added, &self.both, &mut self.edits);
        let is_left = |node: &NodeId| {
            let of = self.both.old.declaration(*node);
            of.kind.is_item() && self.both.matches.imported(*node).is_none()
        };
        let left: Vec<_> =
            self.both.old.declarations().map(|(node, _)| node).filter(is_left).collect();
        for node in left {
            self.stays("items that the file does not have", "they stay as they are", node);
        }
    }

    /// What the import says of any item.
    fn known(&self) -> Vec<A> {
        let new = &self.both.new;
        let items = new.declarations().filter(|(_, of)| of.kind.is_item() || of.kind == K::Idea);
        let kinds = items.flat_map(|(node, _)| new.attributes_of(node)).map(|one| one.value.kind());
        let mut seen = FxHashSet::default();
        kinds.filter(|kind| seen.insert(*kind as usize)).collect()
    }

    /// Where items stand that stand elsewhere.
    fn paths(&self) -> BTreeMap<String, String> {
        let both = &self.both;
        let items = both.new.declarations().filter(|(_, of)| of.kind.is_item());
        let pairs = items.filter_map(|(new, _)| {
            let old = both.matches.old(new)?;
            Some((both.new.full_path(new), both.old.full_path(old)))
        });
        pairs.filter(|(new, old)| new != old).collect()
    }

    fn stays(&mut self, what: &str, why: &str, node: NodeId) {
        let place = shown(&self.both.old.full_path(node));
        self.losses.add(Fate::Decided, what, why, place);
    }

    fn tell_changed(&mut self, was: &str, now: Option<&str>, node: NodeId) {
        let why = match now {
            Some(now) => format!("the file says {} now", shown(now)),
            None => "the file no longer says so".to_owned(),
        };
        let place = shown(&self.both.old.full_path(node));
        self.losses.add(Fate::Changed, shown(was), why, place);
    }

    /// Carries over what is said of one declaration.
    fn change(&mut self, old: NodeId, new: NodeId, known: &[A]) {
        let of = self.both.old.declaration(old).clone();
        if !self.both.old.is_own(&of) {
            if of.kind.is_item() {
                self.stays("items that stand in an imported file", "they stay as they are", old);
            }
            return;
        }
        let mut added = Vec::new();
        if of.kind == K::Roadmap {
            self.header(old, new, &mut added);
        } else {
            self.name_and_title(old, new);
            for change in Said::new(&self.both, old, new, known).changes() {
                self.make(change, old, &mut added);
            }
        }
        if !added.is_empty() {
            let place = self.both.old.place(of.head);
            let head = self.both.old.said(of.head).trim_end_matches(['{', ' ', '\t']);
            self.edits.insert(place.start + head.len(), format!("  {}", added.join("  ")));
        }
    }

    fn make(&mut self, change: Change, of: NodeId, added: &mut Vec<String>) {
        match change {
            Change::Replace(span, text) => self.replace(span, &text, of),
            Change::Extend(span, text) => self.edits.insert(self.both.old.place(span).end, text),
            Change::Remove(span) => {
                let was = self.both.old.said(span).to_owned();
                self.tell_changed(&was, None, of);
                self.edits.remove(self.both.old.place(span));
            }
            Change::Add(text) => added.push(text),
            Change::Lost(text) => {
                let place = format!("{}: {}", shown(&self.both.old.full_path(of)), shown(&text));
                let why = "its name means something nearer there";
                self.losses.add(
                    Fate::LeftOut,
                    "what can't be named where it is needed",
                    why,
                    place,
                );
            }
            Change::Keep(what, text) => {
                let place = format!("{}: {}", shown(&self.both.old.full_path(of)), shown(&text));
                self.losses.add(Fate::Decided, what, "they stay as they are", place);
            }
        }
    }

    fn replace(&mut self, span: Span, text: &str, of: NodeId) {
        let was = self.both.old.said(span).to_owned();
        self.tell_changed(&was, Some(text), of);
        self.edits.replace(self.both.old.place(span), text);
    }

    /// Items are called what the tool calls them; people, teams, objectives and calendars what the roadmap does.
    fn name_and_title(&mut self, old: NodeId, new: NodeId) {
        let (of, now) =
            (self.both.old.declaration(old).clone(), self.both.new.declaration(new).clone());
        let is_item = of.kind.is_item() || matches!(of.kind, K::Idea | K::Risk);
        if let (None, Some(name), true) = (of.name, now.name, is_item) {
            let name = format!(" {}", self.both.new.said(name));
            self.edits.insert(self.both.old.place(of.keyword).end, name);
        }
        let title = now.title.map(|title| self.both.new.said(title).to_owned());
        match (of.title, title) {
            (Some(there), Some(title)) if is_item && self.both.old.said(there) != title => {
                self.replace(there, &title, old);
            }
            // It stands before all attributes.
            (None, Some(title)) if is_item => {
                let end = self.both.old.place(of.name.unwrap_or(of.keyword)).end;
                self.edits.insert(end, format!(" {title}"));
            }
            _ => {}
        }
        let outer = |node| self.both.parent(node);
        let there = outer(Node::Old(old));
        if is_item && there != outer(Node::New(new)) {
            self.stays("items that stand elsewhere in the file", "they stay where they are", old);
        }
    }

    /// Of the whole only the day on which it is looked at is the tool's; and it begins no later than what is in it.
    fn header(&mut self, old: NodeId, new: NodeId, added: &mut Vec<String>) {
        let said = Said::new(&self.both, old, new, &[]);
        for change in said.of_header() {
            if let Change::Replace(span, text) = &change {
                self.edits.replace(self.both.old.place(*span), text.clone());
            } else {
                self.make(change, old, added);
            }
        }
        let from = |side: &Side, header| {
            side.attributes_of(header).iter().find_map(|one| match &one.value {
                Value::Date(A::From, point) => match point.base {
                    PointBase::Date(date) => Some((one.span, date.first)),
                    _ => None,
                },
                _ => None,
            })
        };
        let (there, imported) = (from(&self.both.old, old), from(&self.both.new, new));
        let first = self.first_start();
        if let (Some((span, from)), Some((_, imported)), Some(first)) = (there, imported, first)
            && imported < from
            && first < from
        {
            self.replace(span, &format!("from {first}"), old);
        }
    }

    /// The first day on which something of the import starts.
    fn first_start(&self) -> Option<Date> {
        let new = &self.both.new;
        let items = new.declarations().filter(|(_, of)| of.kind.is_item());
        let starts = items.flat_map(|(node, _)| new.attributes_of(node)).filter_map(|one| {
            let point = match &one.value {
                Value::Date(A::From | A::On | A::Started | A::Done, point) => point,
                Value::During(range) => &range.first,
                _ => return None,
            };
            match point.base {
                PointBase::Date(date) => Some(date.first),
                _ => None,
            }
        });
        starts.min()
    }

    /// A declaration that the roadmap does not have, and what it is put into; one that stands in another new one comes with that.
    fn add(&mut self, new: NodeId) -> Option<(Option<NodeId>, NodeId)> {
        let of = self.both.new.declaration(new);
        if of.kind == K::Roadmap {
            let what = "the header of the import";
            self.losses.add(Fate::Decided, what, "the roadmap has none: it is left out", "");
            return None;
        }
        match self.both.new.parent(new).map(|parent| self.both.out(parent)) {
            None => Some((None, new)),
            Some(Node::New(_)) => None,
            Some(Node::Old(parent)) if self.both.old.is_own(self.both.old.declaration(parent)) => {
                Some((Some(parent), new))
            }
            Some(Node::Old(_)) => {
                let place = shown(&self.both.new.full_path(new));
                let what = "what is new in something that stands in an imported file";
                self.losses.add(Fate::LeftOut, what, "it belongs into that file", place);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
