//! What has changed elsewhere, carried into a roadmap that people have gone on writing.
//!
//! Both are roadmaps, so that this is the same for all formats: declarations are found by their names. What the import says of one
//! takes the place of what stood there; what it does not speak of (dependencies, risks, comments, other attributes) stays. New
//! declarations go to the end of what they are a part of. Nothing is taken out.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostics, Fate, Losses, Severity};
use crate::format;
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId, Value};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse;
use crate::text::{Source, Sources, Span};

use super::input::shown;

/// A roadmap with what has changed.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// What stands in it that the import does not have.
    pub losses: Losses,
}

/// Carries what an import says into a roadmap.
///
/// ```
/// use milepost::{Source, import::merge};
///
/// let old = Source::new("plan.roadmap", "task api \"API\"  5d  after design  // by hand\n");
/// let merged = merge(&old, "task api \"API\"  8d  40%\ntask page \"Page\"  3d\n").unwrap();
/// assert_eq!(merged.text, "task api  \"API\"   8d  after design  40%  // by hand\ntask page \"Page\"  3d\n");
/// ```
///
/// # Errors
/// The roadmap itself, if it has mistakes in its syntax: nobody knows then what its words belong to.
pub fn merge(old: &Source, new: &str) -> Result<Merged, Source> {
    let imported = Source::new("import.roadmap", new);
    let (Some(old_tree), Some(new_tree)) = (Parsed::of(old), Parsed::of(&imported)) else {
        return Err(old.clone());
    };
    let mut merge = Merge {
        matches: matches(&old_tree, &new_tree),
        old: old_tree,
        new: new_tree,
        edits: Vec::new(),
        losses: Losses::default(),
    };
    merge.all();
    let was_formatted = format::format(old.clone()).is_ok_and(|formatted| formatted.is_same());
    let text = merge.text();
    let formatted = || {
        format::format(Source::new(old.path(), text.clone())).ok().map(|formatted| formatted.text())
    };
    let text = if was_formatted { formatted().unwrap_or(text) } else { text };
    Ok(Merged { text, losses: merge.losses })
}

/// A text and its tree.
struct Parsed {
    sources: Sources,
    ast: Ast,
    text: String,
}

impl Parsed {
    fn of(source: &Source) -> Option<Self> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::new();
        let id = sources.add(source.clone())?;
        let ast = parse(&sources, id, &mut diagnostics);
        let is_broken = diagnostics.iter().any(|said| said.severity == Severity::Error);
        let text = source.text().to_owned();
        (!is_broken).then_some(Self { sources, ast, text })
    }

    fn said(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// A stretch of the text, as offsets into it.
    fn place(&self, span: Span) -> Range<usize> {
        self.sources.local(span)
    }

    fn declaration(&self, id: DeclarationId) -> Option<&Declaration> {
        self.ast.declarations.get(id.0 as usize)
    }

    fn name(&self, of: &Declaration) -> Option<&str> {
        of.name.or(of.title).map(|name| self.said(name))
    }

    /// The names of what it stands in and its own, from the outside in.
    fn path(&self, of: &Declaration) -> Vec<&str> {
        let outer = |of: &&Declaration| of.parent.and_then(|parent| self.declaration(parent));
        let mut path: Vec<_> = std::iter::successors(Some(of), outer)
            .map(|of| self.name(of).unwrap_or_default())
            .collect();
        path.reverse();
        path
    }
}

/// What shares its names: items, who does the work, and each other kind for itself.
fn namespace(kind: K) -> K {
    match kind {
        kind if kind.is_item() || kind == K::Idea => K::Task,
        K::Person | K::Team | K::Resource => K::Person,
        kind => kind,
    }
}

/// For each declaration of the import the one in the roadmap that it speaks of.
fn matches(old: &Parsed, new: &Parsed) -> Vec<Option<DeclarationId>> {
    let mut by_path: FxHashMap<(K, Vec<&str>), DeclarationId> = FxHashMap::default();
    let mut by_name: FxHashMap<(K, &str), Option<DeclarationId>> = FxHashMap::default();
    for (id, of) in old.ast.iter() {
        by_path.entry((namespace(of.kind), old.path(of))).or_insert(id);
        if let Some(name) = old.name(of) {
            let one = by_name.entry((namespace(of.kind), name));
            one.and_modify(|several| *several = None).or_insert(Some(id));
        }
    }
    let header = old.ast.iter().find(|(_, of)| of.kind == K::Roadmap).map(|(id, _)| id);
    let found = |of: &Declaration| {
        if of.kind == K::Roadmap {
            return header;
        }
        let there = by_path.get(&(namespace(of.kind), new.path(of))).copied();
        let elsewhere = || by_name.get(&(namespace(of.kind), new.name(of)?)).copied().flatten();
        there.or_else(elsewhere)
    };
    new.ast.declarations.iter().map(found).collect()
}

struct Merge {
    old: Parsed,
    new: Parsed,
    matches: Vec<Option<DeclarationId>>,
    /// Stretches of the roadmap, and what takes their place.
    edits: Vec<(Range<usize>, String)>,
    losses: Losses,
}

impl Merge {
    fn all(&mut self) {
        let pairs: Vec<_> = (0..).map(DeclarationId).zip(self.matches.clone()).collect();
        for (new, old) in pairs {
            match old {
                Some(old) => self.change(old, new),
                None => self.add(new),
            }
        }
        let known: Vec<_> = self.matches.iter().flatten().copied().collect();
        let is_left =
            |(id, of): &(DeclarationId, &Declaration)| of.kind.is_item() && !known.contains(id);
        let left: Vec<_> = self
            .old
            .ast
            .iter()
            .filter(is_left)
            .map(|(_, of)| shown(&self.old.path(of).join(".")))
            .collect();
        for path in left {
            self.losses.add(
                Fate::Decided,
                "items that the file does not have",
                "they stay as they are",
                path,
            );
        }
    }

    /// The roadmap with all changes.
    fn text(&mut self) -> String {
        self.edits.sort_by_key(|(place, _)| (place.start, place.end));
        let mut text = String::with_capacity(self.old.text.len());
        let mut done = 0;
        for (place, new) in &self.edits {
            text.push_str(self.old.text.get(done..place.start.max(done)).unwrap_or_default());
            text.push_str(new);
            done = done.max(place.end);
        }
        text.push_str(self.old.text.get(done..).unwrap_or_default());
        text
    }

    /// Carries over what is said of one declaration.
    fn change(&mut self, old: DeclarationId, new: DeclarationId) {
        let (Some(old), Some(new)) =
            (self.old.declaration(old).cloned(), self.new.declaration(new).cloned())
        else {
            return;
        };
        let mut added = Vec::new();
        if let Some(title) = new.title.filter(|_| old.name.is_some() || old.kind == K::Roadmap) {
            let title = self.new.said(title).to_owned();
            match old.title {
                Some(there) if self.old.said(there) != title => self.replace(there, &title),
                Some(_) => {}
                None => added.push(title),
            }
        }
        let said = Said::new(&self.old, &old, &self.new, &new);
        for change in said.changes() {
            match change {
                Change::Replace(place, text) => self.replace(place, &text),
                Change::Remove(place) => self.remove(place),
                Change::Add(text) => added.push(text),
            }
        }
        if !added.is_empty() {
            let place = self.old.place(old.head);
            let head = self.old.said(old.head).trim_end_matches(['{', ' ', '\t']);
            let at = place.start + head.len();
            self.edits.push((at..at, format!("  {}", added.join("  "))));
        }
    }

    fn replace(&mut self, span: Span, text: &str) {
        let place = self.old.place(span);
        self.edits.push((place, text.to_owned()));
    }

    /// Takes an attribute out, with the blanks and the comma before it.
    fn remove(&mut self, span: Span) {
        let place = self.old.place(span);
        let before = self.old.text.get(..place.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\t']).trim_end_matches(',').len();
        self.edits.push((start..place.end, String::new()));
    }

    /// Writes a declaration that the roadmap does not have at the end of what it is a part of; one that stands in another new one
    /// comes with that.
    fn add(&mut self, new: DeclarationId) {
        let Some(of) = self.new.declaration(new) else { return };
        let parent = match of.parent {
            None => None,
            Some(parent) => match self.matches.get(parent.0 as usize) {
                Some(Some(parent)) => Some(*parent),
                _ => return,
            },
        };
        let depth = |parsed: &Parsed, of: &Declaration| parsed.path(of).len();
        let outer = parent.and_then(|parent| self.old.declaration(parent));
        let inner = outer.map_or(0, |outer| depth(&self.old, outer));
        let text = indented(&self.lines_of(new), depth(&self.new, of).saturating_sub(1), inner);
        match parent.and_then(|parent| self.old.declaration(parent)).cloned() {
            None => {
                let end = self.old.text.len();
                let gap = if self.old.text.is_empty() || self.old.text.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                self.edits.push((end..end, format!("{gap}{text}")));
            }
            Some(parent) if parent.extent == parent.head => {
                let end = self.old.place(parent.head).end;
                self.edits.push((end..end, format!(" {{\n{text}}}")));
            }
            Some(parent) => {
                let end = self.old.place(parent.extent).end.saturating_sub(1);
                self.edits.push((end..end, format!("\n{text}")));
            }
        }
    }

    /// The text of a new declaration, without what the roadmap has elsewhere.
    fn lines_of(&self, new: DeclarationId) -> String {
        let Some(of) = self.new.declaration(new) else { return String::new() };
        let whole = self.new.place(of.extent);
        let mut known: Vec<Range<usize>> = Vec::new();
        for ((_, inner), there) in self.new.ast.iter().zip(&self.matches) {
            let place = self.new.place(inner.extent);
            let is_inside = whole.start < place.start && place.end <= whole.end;
            let is_apart = known.last().is_none_or(|last| last.end <= place.start);
            if is_inside && is_apart && there.is_some() {
                known.push(place);
            }
        }
        let mut text = String::new();
        let mut done = whole.start;
        for place in known {
            text.push_str(
                self.new.text.get(done..place.start).unwrap_or_default().trim_end_matches(' '),
            );
            done = place.end;
        }
        text.push_str(self.new.text.get(done..whole.end).unwrap_or_default());
        text.push('\n');
        text
    }
}

/// The lines of a declaration that stood so deep, as deep as they stand now.
fn indented(text: &str, before: usize, now: usize) -> String {
    let (before, now) = ("  ".repeat(before), "  ".repeat(now));
    let mut lines = String::new();
    for line in text.lines() {
        if !line.trim().is_empty() {
            lines.push_str(&now);
            lines.push_str(line.strip_prefix(&before).unwrap_or(line.trim_start()));
        }
        lines.push('\n');
    }
    lines
}

/// What happens to an attribute.
enum Change {
    Replace(Span, String),
    Remove(Span),
    Add(String),
}

/// What both say of one declaration.
struct Said<'a> {
    old: &'a Parsed,
    new: &'a Parsed,
    before: &'a [Attribute],
    now: &'a [Attribute],
}

/// Dates and progress, which the tool knows: those that it no longer says go.
const OF_THE_TOOL: [A; 9] =
    [A::Duration, A::Effort, A::Elapsed, A::From, A::To, A::On, A::Started, A::Done, A::Percent];

impl<'a> Said<'a> {
    fn new(old: &'a Parsed, before: &Declaration, new: &'a Parsed, now: &Declaration) -> Self {
        Self { old, new, before: old.ast.attributes_of(before), now: new.ast.attributes_of(now) }
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (index, attribute) in self.now.iter().enumerate() {
            let kind = attribute.value.kind();
            match kind {
                A::Assign => {
                    // All who work on it are one statement, made where the first of them stands.
                    let is_first = self.now.iter().position(|one| one.value.kind() == A::Assign)
                        == Some(index);
                    changes.extend(is_first.then(|| self.people()).into_iter().flatten());
                }
                A::After | A::EndsAfter | A::For | A::In => changes.extend(self.joined(attribute)),
                A::Tag
                | A::Link
                | A::Away
                | A::Off
                | A::Open
                | A::Work
                | A::Measure
                | A::Severity => {
                    changes.extend(self.one_of_several(attribute));
                }
                A::From if self.is_later_start(attribute) => {}
                _ => changes.extend(self.single(attribute)),
            }
        }
        let speaks = self.now.iter().any(|one| OF_THE_TOOL.contains(&one.value.kind()));
        let is_gone = |one: &&Attribute| {
            let kind = one.value.kind();
            OF_THE_TOOL.contains(&kind) && !self.now.iter().any(|now| now.value.kind() == kind)
        };
        if speaks && self.is_item() {
            changes.extend(self.before.iter().filter(is_gone).map(|one| Change::Remove(one.span)));
        }
        changes
    }

    fn is_item(&self) -> bool {
        let about_items = |one: &Attribute| {
            !matches!(one.value.kind(), A::Currency | A::Level | A::Capacity | A::Role)
        };
        self.now.iter().all(about_items)
    }

    /// The start of a roadmap is only put earlier.
    fn is_later_start(&self, now: &Attribute) -> bool {
        let is_header =
            |one: &Attribute| matches!(one.value.kind(), A::Today | A::Currency | A::Level);
        let header = self.before.iter().chain(self.now).any(is_header);
        let there = self.before.iter().find(|one| one.value.kind() == A::From);
        header && there.is_some_and(|there| self.old.said(there.span) <= self.new.said(now.span))
    }

    /// An attribute that stands there once, or once a name.
    fn single(&self, now: &Attribute) -> Option<Change> {
        let name = |of: &Parsed, value: &Value| match value {
            Value::Custom { name, .. } => of.said(*name).to_owned(),
            _ => String::new(),
        };
        let is_same = |one: &&Attribute| {
            one.value.kind() == now.value.kind()
                && name(self.old, &one.value) == name(self.new, &now.value)
        };
        let text = self.new.said(now.span);
        match self.before.iter().find(is_same) {
            Some(there) if words(self.old.said(there.span)) == words(text) => None,
            Some(there) => Some(Change::Replace(there.span, text.to_owned())),
            None => Some(Change::Add(text.to_owned())),
        }
    }

    /// An attribute of which there may be several: it is there, or it is not.
    fn one_of_several(&self, now: &Attribute) -> Option<Change> {
        let text = self.new.said(now.span);
        let is_there = self.before.iter().any(|one| words(self.old.said(one.span)) == words(text));
        (!is_there).then(|| Change::Add(text.to_owned()))
    }

    fn people(&self) -> Vec<Change> {
        let of = |parsed: &'a Parsed, all: &'a [Attribute]| -> Vec<(Span, String)> {
            let people = all.iter().filter(|one| one.value.kind() == A::Assign);
            people.map(|one| (one.span, parsed.said(one.span).to_owned())).collect()
        };
        let (before, now) = (of(self.old, self.before), of(self.new, self.now));
        if before.iter().map(|(_, text)| text).eq(now.iter().map(|(_, text)| text)) {
            return Vec::new();
        }
        let text = now.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
        let mut places = before.iter().map(|(span, _)| *span);
        let first = match places.next() {
            Some(first) => Change::Replace(first, text),
            None => Change::Add(text),
        };
        std::iter::once(first).chain(places.map(Change::Remove)).collect()
    }

    /// A list of names and points: what is missing is put behind what stands there.
    fn joined(&self, now: &Attribute) -> Option<Change> {
        let kind = now.value.kind();
        let mut there = self.before.iter().filter(|one| one.value.kind() == kind);
        let known: Vec<String> =
            there.clone().flat_map(|one| listed(self.old.said(one.span))).collect();
        let missing: Vec<_> = listed(self.new.said(now.span))
            .into_iter()
            .filter(|one| !known.contains(one))
            .collect();
        match (there.next_back(), missing.as_slice()) {
            (_, []) => None,
            (None, _) => Some(Change::Add(self.new.said(now.span).to_owned())),
            (Some(last), _) => {
                let text = format!("{}, {}", self.old.said(last.span), missing.join(", "));
                Some(Change::Replace(last.span, text))
            }
        }
    }
}

/// A text without what its layout adds.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The parts of a list behind its word: `b` and `c + 2d` of `after b, c + 2d`.
fn listed(text: &str) -> Vec<String> {
    let text = text.strip_prefix("ends").unwrap_or(text).trim_start();
    let (_, list) = text.split_once(char::is_whitespace).unwrap_or(("", text));
    list.split(',').map(|one| words(one).join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(old: &str, new: &str) -> String {
        merge(&Source::new("plan.roadmap", old), new).unwrap().text
    }

    const OLD: &str = "\
roadmap \"Plan\" from 2026-03-02
person ana \"Ana\"

// What we build.
stream core \"Core\" {
  task api \"API\" from 2026-03-02 to 2026-03-06 @ana after kickoff #core // by hand
  risk \"It may rain\" {
    probability 30%
  }
}
task kickoff 1d
";

    #[test]
    fn what_has_changed_is_changed_and_the_rest_stays() {
        let new = "\
// Imported from elsewhere.
roadmap \"Plan\" from 2026-03-05 today 2026-03-20
person ana \"Ana\"
person bo \"Bo\"
stream core \"The core\" {
  task api \"API, version 2\" started 2026-03-02 done 2026-03-09 @ana @bo #core #api
  task page \"Page\" 3d after api
}
";
        let expected = "\
roadmap \"Plan\" from 2026-03-02  today 2026-03-20
person ana \"Ana\"

// What we build.
stream core \"The core\" {
  task api \"API, version 2\" @ana @bo after kickoff #core  started 2026-03-02  done 2026-03-09  #api // by hand
  risk \"It may rain\" {
    probability 30%
  }

  task page \"Page\" 3d after api
}
task kickoff 1d
person bo \"Bo\"
";
        assert_eq!(merged(OLD, new), expected);
    }

    #[test]
    fn merging_what_is_there_changes_nothing() {
        assert_eq!(merged(OLD, OLD), OLD);
    }

    #[test]
    fn what_the_import_lacks_is_told_and_stays() {
        let merged =
            merge(&Source::new("plan.roadmap", OLD), "stream core { task api 2d }").unwrap();
        let said: Vec<_> = merged.losses.iter().map(|loss| loss.places.clone()).collect();
        assert_eq!(said, [vec!["`kickoff`".to_owned()]]);
        assert!(merged.text.contains("task api \"API\" @ana after kickoff #core  2d // by hand"));
    }

    #[test]
    fn a_block_is_opened_where_there_is_none() {
        let old = "stream a \"A\"\nstream b \"B\"\n";
        assert_eq!(
            merged(old, "stream a { task c 1d }"),
            "stream a \"A\" {\n  task c  1d\n}\nstream b \"B\"\n"
        );
    }

    #[test]
    fn a_roadmap_with_mistakes_is_left_alone() {
        assert!(
            merge(&Source::new("plan.roadmap", "task a after after after"), "task a 1d").is_err()
        );
    }
}
