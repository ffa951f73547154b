//! What may have been meant by a name that nothing has: another one, or a comment that was begun with a `#`, as in other languages.

use rustc_hash::FxHashSet;

use super::lookup::ExpectedName;
use super::lookup::{self, Lookup, Scopes, split, without_edge};
use super::names::{Category, Scope};
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Value;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Span, did_you_mean, looks_like};

/// At most so many names are compared for one unknown name.
pub(super) const COMPARED_AT_ONCE: usize = 20_000;

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
        wanted: &ExpectedName,
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
            [] => unknown.help(match self.unknown_outer(from, path) {
                Some(outer) => wanted.declared_outside(path, outer),
                None => wanted.declared(path),
            }),
            paths => {
                let is_alike = path.is_ascii() && paths.iter().any(|near| looks_like(near, path));
                let wrong = full_paths("did you mean ", paths, span, unknown);
                if is_alike {
                    wrong.help("it looks the same, in letters of another script")
                } else {
                    wrong
                }
            }
        }
    }

    /// What a path begins with, if nothing has that name either.
    fn unknown_outer(&self, from: Node, path: &'s str) -> Option<&'s str> {
        let (outer, _) = without_edge(path).rsplit_once('.')?;
        let is_known = [&lookup::POINT, &lookup::RESOURCE].into_iter().any(|wanted| {
            match self.scopes().look_up(from, outer, wanted) {
                Lookup::Declaration(_, rest) => rest.is_empty(),
                Lookup::OtherKind(_) | Lookup::Gap => true,
                Lookup::Nothing => false,
            }
        });
        (!is_known).then_some(outer)
    }

    /// Full paths, at most three, of what has nearly this name (or path): of what is visible here the name, of all else the full path.
    /// Without a place that the name is seen from, nothing is visible.
    pub(super) fn nearest_paths(
        &mut self,
        from: Option<Node>,
        path: &'s str,
        wanted: &ExpectedName,
    ) -> Vec<String> {
        let (stem, point) = without_point(path, wanted);
        let Some((written, nodes)) = self.nearest_spelling(from, stem, wanted) else {
            let beginning = from.and_then(|from| self.nearest_beginning(from, path, wanted));
            return beginning.into_iter().collect();
        };
        let is_visible = nodes.iter().any(|node| self.is_visible(from, *node, &written));
        let paths = if is_visible {
            vec![written]
        } else {
            nodes.iter().take(3).map(|node| self.scopes().path_of(*node)).collect()
        };
        paths.into_iter().map(|path| format!("{path}{point}")).collect()
    }

    /// The nearest name, or end of a path of as many parts, of what a place can take; of equally near ones one that is visible.
    fn nearest_spelling(
        &mut self,
        from: Option<Node>,
        path: &str,
        wanted: &ExpectedName,
    ) -> Option<(String, Vec<Node>)> {
        // Nothing waits for itself, nor for what it stands in.
        let item = from.filter(|from| self.kind(*from).is_item());
        let own: Vec<Node> =
            item.into_iter().flat_map(|item| self.tree.ancestors(item).chain([item])).collect();
        // Where a date is wanted an item is taken in, so that it is told that it is none: that is no suggestion.
        let takes = |kind: K| (wanted.accepts)(kind) && (wanted.noun != "date" || !kind.is_item());
        let tree = self.tree;
        let fits = |node: Node| takes(tree.kind(node)) && !own.contains(&node);
        let most = COMPARED_AT_ONCE.min(self.suggestions.comparisons);
        let mut suggestions = std::mem::take(&mut self.suggestions);
        let spellings = suggestions.of_parts(path.split('.').count(), self.scopes());
        let (mut nearest, compared) = spellings.nearest(path, fits, most);
        if nearest.is_empty() && wanted.category == Category::People {
            nearest.extend(spellings.begun_by(path, fits));
        }
        let mut found = nearest.iter().map(|spelling| {
            let nodes = spelling.nodes.iter().copied().filter(|node| fits(*node));
            (spelling.written.to_string(), nodes.collect::<Vec<_>>())
        });
        let is_visible = |(written, nodes): &(String, Vec<Node>)| {
            nodes.iter().any(|node| self.is_visible(from, *node, written))
        };
        let first = found.clone().next();
        let found = found.find(is_visible).or(first);
        suggestions.comparisons -= compared;
        self.suggestions = suggestions;
        found
    }

    /// Whether a declaration is known where a reference stands by its name, or by that end of its path.
    fn is_visible(&self, from: Option<Node>, node: Node, written: &str) -> bool {
        let is_person = Category::of(self.kind(node)) == Some(Category::People);
        let parts = written.matches('.').count();
        let first = std::iter::once(node).chain(self.tree.ancestors(node)).nth(parts);
        let scope = first.filter(|_| !is_person).map(|first| self.scope_of(first));
        let scope = scope.unwrap_or(Scope::Namespace(self.tree.namespace_of(node)));
        from.is_some_and(|from| self.scopes().outward(from).any(|seen| seen == scope))
    }

    /// A path of which only the beginning is misspelt: the name of an import or a cadence, behind which anything may stand.
    fn nearest_beginning(
        &mut self,
        from: Node,
        path: &'s str,
        wanted: &ExpectedName,
    ) -> Option<String> {
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
    pub(super) fn deeper_matches(&mut self, path: &str, wanted: &ExpectedName) -> Vec<String> {
        let (tree, sources, names) = (self.tree, self.sources, &self.names);
        let scopes = Scopes { sources, tree, names };
        let spellings = self.suggestions.of_parts(path.split('.').count(), scopes);
        let accepted =
            spellings.named(path).iter().filter(|node| (wanted.accepts)(tree.kind(**node)));
        let paths = accepted.map(|node| scopes.path_of(*node));
        paths.filter(|full| full.len() > path.len()).take(3).collect()
    }

    /// Adds to a word without meaning that it may be part of a comment, if a tag stands before it, or a tag and one word of
    /// the language: `#nice to have`.
    pub(super) fn explain_comment(
        &mut self,
        node: Node,
        span: Span,
        unknown: Diagnostic,
    ) -> Diagnostic {
        let Some(comment) = self.comment_before(node, span).filter(|_| unknown.fix.is_none())
        else {
            return unknown;
        };
        self.suggestions.comment = Some(comment);
        let text = self.text(comment).trim_start_matches('#');
        let hash = Span::new(comment.start, comment.start + 1);
        unknown.help(format!("a comment begins with `//`: `// {text}`")).replace(
            "make it a comment",
            hash,
            "// ",
        )
    }

    /// Whether a word stands on a line, behind what was told to be a comment.
    pub(super) fn is_in_comment(&self, span: Span) -> bool {
        self.suggestions.comment.is_some_and(|comment| {
            span.start >= comment.end && self.is_on_one_line(comment.to(span))
        })
    }

    fn is_on_one_line(&self, span: Span) -> bool {
        /// Lines that are longer are not looked through.
        const LINE: u32 = 500;
        span.end - span.start < LINE && !self.text(span).contains('\n')
    }

    /// The comment that a word ends, from the `#` of the tag before its attribute on.
    fn comment_before(&self, node: Node, word: Span) -> Option<Span> {
        let attributes = self.attributes_of(node);
        let behind = attributes.partition_point(|one| one.span.end < word.end);
        let tag = attributes.get(behind.checked_sub(1)?)?;
        let comment = Span::new(tag.span.start, word.end);
        let is_tag = matches!(tag.value, Value::Tag(_)) && self.is_on_one_line(comment);
        is_tag.then_some(comment)
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
fn without_point<'p>(path: &'p str, wanted: &ExpectedName) -> (&'p str, &'p str) {
    let point = [".start", ".end"].into_iter().find(|point| path.ends_with(point));
    match point.filter(|_| (wanted.accepts)(K::Task)) {
        Some(point) => path.split_at(path.len() - point.len()),
        None => (path, ""),
    }
}
