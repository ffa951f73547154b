//! What may have been meant by a name that nothing has.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::lookup::{Wanted, split};
use super::names::{Category, Scope};
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::Diagnostic;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Span, did_you_mean};

/// What is left of the effort that suggestions may cost: of a file with a million unknown names the first get some.
#[derive(Debug)]
pub(super) struct Suggestions<'s> {
    /// How many declarations may still be looked at.
    visits: usize,
    /// How many names may still be compared letter by letter.
    comparisons: usize,
    /// From the `#` on what was told to be a comment last: nothing else is said of its line.
    pub(super) comment: Option<Span>,
    /// The words of lines that could not be read: a name among them may be declared there.
    pub(super) unread: Option<FxHashSet<&'s str>>,
}

impl Default for Suggestions<'_> {
    fn default() -> Self {
        Self { visits: 20_000_000, comparisons: 100_000, comment: None, unread: None }
    }
}

/// At most so many names are compared for one unknown name.
pub(super) const COMPARED_AT_ONCE: usize = 20_000;

/// A declaration that may have been meant, by the name or the end of its path that has as many parts as what was written.
struct Candidate<'s> {
    written: Cow<'s, str>,
    node: Node,
    /// Whether it is known by that name where the reference stands.
    is_visible: bool,
}

impl<'s> Resolver<'s> {
    /// Pays for a suggestion that looks at every declaration; false where that would cost too much by now.
    pub(super) fn may_look_at_all(&mut self) -> bool {
        let left = self.suggestions.visits.checked_sub(self.tree.declarations.len());
        self.suggestions.visits = left.unwrap_or(self.suggestions.visits);
        left.is_some()
    }

    /// The nearest of some names, as far as comparing them may still cost.
    pub(super) fn nearest<'c>(
        &mut self,
        word: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let most = COMPARED_AT_ONCE.min(self.suggestions.comparisons);
        let mut compared = 0;
        let near = did_you_mean(word, candidates.take(most).inspect(|_| compared += 1));
        self.suggestions.comparisons -= compared;
        near
    }

    /// Adds what may have been meant by a path of which nothing is found, or how such a thing is declared.
    pub(super) fn suggest(
        &mut self,
        from: Node,
        path: &'s str,
        span: Span,
        wanted: &Wanted,
        unknown: Diagnostic,
    ) -> Diagnostic {
        if !self.may_look_at_all() {
            return unknown.help(wanted.declared(path));
        }
        let deeper = self.deeper_matches(path, wanted);
        if !deeper.is_empty() {
            return full_paths("write its full path: ", &deeper, span, unknown);
        }
        match self.nearest_paths(Some(from), path, wanted).as_slice() {
            [] => unknown.help(wanted.declared(path)),
            paths => full_paths("did you mean ", paths, span, unknown),
        }
    }

    /// Full paths, at most three, of what has nearly this name (or path): of what is visible here the name, of all else the full path.
    /// Without a place that the name is seen from, nothing is visible.
    pub(super) fn nearest_paths(
        &mut self,
        from: Option<Node>,
        path: &'s str,
        wanted: &Wanted,
    ) -> Vec<String> {
        let (stem, point) = without_point(path, wanted);
        let candidates = self.candidates(from, stem, wanted);
        let written = candidates.iter().map(|candidate| &*candidate.written);
        let Some(near) = self.nearest(stem, written).map(str::to_owned) else {
            let beginning = from.and_then(|from| self.nearest_beginning(from, path, wanted));
            return beginning.into_iter().collect();
        };
        let same: Vec<_> = candidates.iter().filter(|one| *one.written == near).collect();
        let visible = same.iter().any(|one| one.is_visible).then(|| near.clone());
        let paths = match visible {
            Some(name) => vec![name],
            None => same.iter().take(3).map(|one| self.scopes().path_of(one.node)).collect(),
        };
        paths.into_iter().map(|path| format!("{path}{point}")).collect()
    }

    /// What a place can take, visible or deeper down, what is visible first.
    fn candidates(&self, from: Option<Node>, path: &str, wanted: &Wanted) -> Vec<Candidate<'s>> {
        let visible: FxHashSet<Scope> =
            from.into_iter().flat_map(|from| self.scopes().outward(from)).collect();
        let parts = path.split('.').count();
        let last = path.rsplit('.').next().unwrap_or(path);
        // Nothing waits for itself, nor for what it stands in.
        let item = from.filter(|from| self.kind(*from).is_item());
        let own: Vec<Node> =
            item.into_iter().flat_map(|item| self.tree.ancestors(item).chain([item])).collect();
        // Where a date is wanted an item is taken in, so that it is told that it is none: that is no suggestion.
        let takes = |kind: K| (wanted.accepts)(kind) && (wanted.noun != "date" || !kind.is_item());
        let fits = |node: Node, kind: K| takes(kind) && !own.contains(&node);
        let likely = self.tree.iter().filter_map(|(node, one)| {
            let name = self.text(one.name.filter(|_| fits(node, one.kind))?);
            let is_near = name.len().abs_diff(last.len()) <= (path.len() / 3).max(4);
            is_near.then_some((node, name))
        });
        let mut candidates: Vec<_> = likely
            .filter_map(|(node, name)| self.candidate(node, name, parts, wanted, &visible))
            .take(COMPARED_AT_ONCE)
            .collect();
        candidates.sort_by_key(|candidate| !candidate.is_visible);
        candidates
    }

    fn candidate(
        &self,
        node: Node,
        name: &'s str,
        parts: usize,
        wanted: &Wanted,
        visible: &FxHashSet<Scope>,
    ) -> Option<Candidate<'s>> {
        let in_blocks = wanted.category != Category::People;
        let outermost = |node: Node| {
            let parent = self.tree.parent(node).filter(|_| in_blocks);
            parent.map_or(Scope::Namespace(self.tree.namespace_of(node)), Scope::Block)
        };
        if parts == 1 {
            let is_visible = visible.contains(&outermost(node));
            return Some(Candidate { written: Cow::Borrowed(name), node, is_visible });
        }
        let full = self.scopes().path_of(node);
        let cut = full.rmatch_indices('.').nth(parts - 1).map_or(0, |(at, _)| at + 1);
        let written = full.get(cut..).unwrap_or_default().to_owned();
        let first = self.tree.ancestors(node).nth(parts - 2).unwrap_or(node);
        let has_all = cut > 0 || full.matches('.').count() + 1 == parts;
        let is_visible = cut == 0 || visible.contains(&outermost(first));
        has_all.then_some(Candidate { written: Cow::Owned(written), node, is_visible })
    }

    /// A path of which only the beginning is misspelt: the name of an import or a cadence, behind which anything may stand.
    fn nearest_beginning(&mut self, from: Node, path: &'s str, wanted: &Wanted) -> Option<String> {
        let (first, rest) = split(path);
        if rest.is_empty() {
            return None;
        }
        let visible: FxHashSet<Scope> = self.scopes().outward(from).collect();
        let begins = |kind: K| {
            kind == K::Import || (matches!(kind, K::Cadence | K::Let) && (wanted.accepts)(kind))
        };
        let tops = self.tree.iter().filter(|(node, one)| {
            begins(one.kind) && visible.contains(&Scope::Namespace(self.tree.namespace_of(*node)))
        });
        let names: Vec<_> = tops.filter_map(|(_, one)| one.name).collect();
        let sources = self.sources;
        let near = self.nearest(first, names.into_iter().map(|name| sources.text(name)))?;
        Some(format!("{near}.{rest}"))
    }

    /// Full paths, at most three, of what has this name (or path) further down.
    pub(super) fn deeper_matches(&self, path: &str, wanted: &Wanted) -> Vec<String> {
        let last = path.rsplit('.').next().unwrap_or(path);
        let scopes = self.scopes();
        let same = self.tree.iter().filter(|(_, declaration)| {
            (wanted.accepts)(declaration.kind)
                && declaration.name.is_some_and(|name| {
                    (name.end - name.start) as usize == last.len() && self.text(name) == last
                })
        });
        let paths = same.map(|(node, _)| scopes.path_of(node));
        let behind = format!(".{path}");
        paths.filter(|full| full.ends_with(&behind)).take(3).collect()
    }
}

/// Offers paths to choose from; a single one can be put in.
pub(super) fn full_paths(
    words: &str,
    paths: &[String],
    span: Span,
    unknown: Diagnostic,
) -> Diagnostic {
    let quoted: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
    let mark = if words.starts_with("did") { "?" } else { "" };
    let unknown = unknown.help(format!("{words}{}{mark}", quoted.join(" or ")));
    match paths {
        [only] => unknown.replace(format!("replace with `{only}`"), span, only.clone()),
        _ => unknown,
    }
}

/// A path without the `.start` or `.end` behind it, and that.
fn without_point<'p>(path: &'p str, wanted: &Wanted) -> (&'p str, &'p str) {
    let point = [".start", ".end"].into_iter().find(|point| path.ends_with(point));
    match point.filter(|_| (wanted.accepts)(K::Task)) {
        Some(point) => path.split_at(path.len() - point.len()),
        None => (path, ""),
    }
}
