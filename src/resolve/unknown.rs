//! What to say of a name that nothing has, or that something else has.

use rustc_hash::FxHashSet;

use super::lookup::{Found, Wanted, split};
use super::names::{Category, Scope};
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, rules};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Span, did_you_mean};

/// What is left of the effort that suggestions may cost: of a file with a million unknown names the first get some.
#[derive(Debug)]
pub(super) struct Suggestions<'s> {
    /// How many declarations may still be looked at.
    visits: usize,
    /// How many names may still be compared letter by letter.
    comparisons: usize,
    /// The words of lines that could not be read: a name among them may be declared there.
    unread: Option<FxHashSet<&'s str>>,
}

impl Default for Suggestions<'_> {
    fn default() -> Self {
        Self { visits: 20_000_000, comparisons: 100_000, unread: None }
    }
}

/// At most so many names are compared for one unknown name.
const COMPARED_AT_ONCE: usize = 20_000;

impl<'s> Resolver<'s> {
    /// Reports a name that is not known where it stands. Quiet where the name may come from what could not be read.
    pub(super) fn report_unknown(&mut self, from: Node, span: Span, wanted: &Wanted) {
        let path = self.text(span);
        if path.is_empty() || self.tree.has_gaps || self.stands_in_an_unread_line(split(path).0) {
            return;
        }
        if let Some(node) = self.in_another_category(from, path, wanted) {
            return self.report_wrong_kind(node, span, wanted);
        }
        let unknown = Diagnostic::new(
            &rules::UNKNOWN_NAME,
            span,
            format!("no {} is named `{path}`", wanted.noun),
        );
        let unknown = self.explain_minus(from, path, span, unknown);
        let unknown = if unknown.fix.is_some() {
            unknown
        } else {
            self.suggest(from, path, span, wanted, unknown)
        };
        self.report(unknown);
    }

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

    /// `design-2d`: a name may have a `-` in it, so that an offset needs blanks.
    fn explain_minus(
        &self,
        from: Node,
        path: &'s str,
        span: Span,
        unknown: Diagnostic,
    ) -> Diagnostic {
        let Some((name, amount)) = path.rsplit_once('-').filter(|(_, last)| is_duration(last))
        else {
            return unknown;
        };
        match self.scopes().look_up(from, name, &super::wanted::POINT) {
            Found::Declaration(..) => {
                let meant = format!("{name} - {amount}");
                unknown
                    .help(format!(
                        "a name may hold a `-`: write `{meant}` for the time before `{name}`"
                    ))
                    .replace(format!("replace with `{meant}`"), span, meant)
            }
            _ => unknown,
        }
    }

    fn in_another_category(&self, from: Node, path: &'s str, wanted: &Wanted) -> Option<Node> {
        let others = Category::ALL.into_iter().filter(|category| *category != wanted.category);
        others.into_iter().find_map(|category| {
            let any = Wanted { category, accepts: |kind| kind != K::Import, ..*wanted };
            match self.scopes().look_up(from, path, &any) {
                Found::Declaration(node, "") => Some(node),
                _ => None,
            }
        })
    }

    fn suggest(
        &mut self,
        from: Node,
        path: &str,
        span: Span,
        wanted: &Wanted,
        unknown: Diagnostic,
    ) -> Diagnostic {
        if !self.may_look_at_all() {
            return unknown;
        }
        let deeper = self.deeper_matches(path, wanted);
        if let [first, ..] = deeper.as_slice() {
            let paths: Vec<_> = deeper.iter().map(|path| format!("`{path}`")).collect();
            let unknown = unknown.help(format!("write its full path: {}", paths.join(" or ")));
            return match deeper.len() {
                1 => unknown.replace(format!("replace with `{first}`"), span, first.clone()),
                _ => unknown,
            };
        }
        let (first, rest) = split(path);
        let Some(near) = self.nearest_visible(from, first, wanted) else {
            return match wanted.category {
                Category::People => unknown.help(format!("declare it: `person {path}`")),
                _ => unknown,
            };
        };
        let near = if rest.is_empty() { near.to_owned() } else { format!("{near}.{rest}") };
        unknown.help(format!("did you mean `{near}`?")).replace(
            format!("replace with `{near}`"),
            span,
            near,
        )
    }

    /// Full paths, at most three, of what has this name (or path) further down.
    fn deeper_matches(&self, path: &str, wanted: &Wanted) -> Vec<String> {
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

    fn nearest_visible(&mut self, from: Node, name: &str, wanted: &Wanted) -> Option<&'s str> {
        let visible: FxHashSet<Scope> = self.scopes().outward(from).collect();
        let candidates =
            self.tree.iter().filter(|(_, one)| (wanted.accepts)(one.kind) || one.kind == K::Import);
        let candidates = candidates.filter_map(|(node, declaration)| {
            let scope = match declaration.parent {
                Some(parent) if wanted.category != Category::People => Scope::Block(parent.0),
                _ => Scope::Namespace(self.tree.namespace_of(node)),
            };
            let seen = visible.contains(&scope);
            declaration.name.filter(|_| seen).map(|name| self.text(name))
        });
        let likely = candidates.filter(|other| other.len().abs_diff(name.len()) <= 4);
        let likely: Vec<_> = likely.take(COMPARED_AT_ONCE).collect();
        self.nearest(name, likely.into_iter())
    }

    /// Whether a line that could not be read holds this word.
    pub(super) fn stands_in_an_unread_line(&mut self, name: &str) -> bool {
        if self.suggestions.unread.is_none() {
            self.suggestions.unread = Some(self.unread_words());
        }
        self.suggestions.unread.as_ref().is_some_and(|words| words.contains(name))
    }

    fn unread_words(&self) -> FxHashSet<&'s str> {
        let unread = [
            &rules::UNKNOWN_KEYWORD,
            &rules::SYNTAX_ERROR,
            &rules::NOT_YET,
            &rules::MISPLACED_DECLARATION,
            &rules::UNCLOSED_TEXT,
            &rules::INVALID_NAME,
            &rules::NESTING_TOO_DEEP,
        ];
        let lines = self.out.iter().filter(|said| unread.contains(&said.rule)).map(|said| {
            let span = said.primary.span;
            let source = self.sources.source_of(span);
            let line = self.sources.line(source, self.sources.place(span).line);
            let text = self.sources.source(source).map_or("", |source| source.text());
            text.get(line).unwrap_or_default()
        });
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        lines.flat_map(|line| line.split(move |c| !is_part(c))).collect()
    }

    /// Reports that what a name means is not what its place takes.
    pub(super) fn report_wrong_kind(&mut self, node: Node, span: Span, wanted: &Wanted) {
        let path = self.text(span);
        let declaration = self.declaration(node);
        let kind = declaration.kind;
        let message = format!("`{path}` is {}, {} is expected", with_article(kind), wanted.words);
        let place = declaration.name.unwrap_or(declaration.keyword);
        let diagnostic = Diagnostic::new(&rules::WRONG_KIND, span, message)
            .label(place, format!("declared as {} here", with_article(kind)));
        let help = match kind {
            K::Team | K::Person | K::Resource if wanted.category == Category::Plan => {
                Some(format!("who works on something stands behind an `@`: `@{path}`"))
            }
            K::Objective => Some(format!("work serves an objective with `for {path}`")),
            K::Idea => Some("an idea is not scheduled: make it a task or a feature".to_owned()),
            K::Release if wanted.words.contains("objective") => {
                Some(format!("work ships in a release with `in {path}`"))
            }
            kind if kind.is_item() && wanted.category == Category::People => {
                Some("declare a person: `person ana \"Ana Silva\"`".to_owned())
            }
            _ if wanted.noun == "release" => Some(self.releases_there_are()),
            _ => None,
        };
        self.report(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    /// The first few releases, or how one is declared.
    fn releases_there_are(&self) -> String {
        let releases = self.tree.of_kind(K::Release).filter(|(_, one)| one.name.is_some());
        let paths: Vec<_> = releases
            .take(3)
            .map(|(node, _)| format!("`in {}`", self.scopes().path_of(node)))
            .collect();
        if paths.is_empty() {
            return "declare a release: `release beta \"Beta\" on 2026-05-04`".to_owned();
        }
        format!("name a release: {}", paths.join(" or "))
    }

    /// Reports a path whose end `rest` is not found inside the declaration that the beginning means.
    pub(super) fn report_unknown_inside(
        &mut self,
        node: Node,
        rest: &str,
        span: Span,
        wanted: &Wanted,
    ) {
        if self.tree.has_gaps || self.stands_in_an_unread_line(split(rest).0) {
            return;
        }
        let (name, behind) = split(rest);
        let width = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let start = span.end.saturating_sub(width(rest));
        let place = Span::new(start, start + width(name));
        let path = self.text(span);
        let outer = path.get(..path.len().saturating_sub(rest.len() + 1)).unwrap_or(path);
        let declaration = self.declaration(node);
        let kind = declaration.kind;
        let message = if self.scopes().has_inside(node) {
            format!("nothing in `{outer}` is named `{name}`")
        } else {
            format!("`{outer}` is {} and has nothing named `{name}` in it", with_article(kind))
        };
        let mut unknown = Diagnostic::new(&rules::UNKNOWN_NAME, place, message)
            .label(declaration.name.unwrap_or(declaration.keyword), "declared here");
        let points: &[&str] =
            if kind.is_item() && behind.is_empty() { &["start", "end"] } else { &[] };
        let inside = self.names_inside(node, wanted);
        let below = self.below(node, rest, wanted);
        if let [full, ..] = below.as_slice() {
            let paths: Vec<_> = below.iter().map(|path| format!("`{path}`")).collect();
            unknown = unknown.help(format!("write its full path: {}", paths.join(" or ")));
            if below.len() == 1 {
                unknown = unknown.replace(format!("replace with `{full}`"), span, full.clone());
            }
        } else if let Some(edge) = edge_meant(name).filter(|edge| points.contains(edge)) {
            unknown = unknown.help(format!("did you mean `{outer}.{edge}`?")).replace(
                format!("replace with `{edge}`"),
                place,
                edge,
            );
        } else if let Some(near) =
            self.nearest(name, inside.into_iter().chain(points.iter().copied()))
        {
            unknown = unknown.help(format!("did you mean `{outer}.{near}`?")).replace(
                format!("replace with `{near}`"),
                place,
                near,
            );
        }
        self.report(unknown);
    }

    /// Full paths, at most three, of what has this name (or path) further down inside a declaration.
    fn below(&mut self, node: Node, rest: &str, wanted: &Wanted) -> Vec<String> {
        if !self.may_look_at_all() {
            return Vec::new();
        }
        let inside = format!("{}.", self.scopes().path_of(node));
        let mut found = self.deeper_matches(rest, wanted);
        found.retain(|path| path.starts_with(&inside));
        found
    }

    /// The names directly inside a declaration that a place can take.
    fn names_inside(&mut self, node: Node, wanted: &Wanted) -> Vec<&'s str> {
        let namespace = self.tree.namespace_of_import.get(&node).copied();
        let outer = self.declaration(node).extent;
        if !self.may_look_at_all() {
            return Vec::new();
        }
        let behind = self.tree.iter().skip(node as usize + 1);
        let subtree =
            behind.take_while(|(_, one)| namespace.is_some() || outer.contains(one.extent));
        let direct = subtree.filter(|(child, one)| match namespace {
            Some(id) => one.parent.is_none() && self.tree.namespace_of(*child) == id,
            None => one.parent.is_some_and(|parent| parent.0 == node),
        });
        let fitting = direct.filter(|(_, one)| {
            (wanted.accepts)(one.kind) || Category::of(one.kind) == Some(Category::Plan)
        });
        let names = fitting.filter_map(|(_, one)| one.name.map(|name| self.text(name)));
        names.take(COMPARED_AT_ONCE).collect()
    }
}

/// The point of an item that other tools call so.
fn edge_meant(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "finish" | "finished" | "stop" | "done" | "ends" => Some("end"),
        "begin" | "beginning" | "begins" | "starts" => Some("start"),
        _ => None,
    }
}

/// `2d`, `1.5h`: an amount of time.
fn is_duration(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < word.len() && ["min", "h", "d", "w", "mo"].contains(&unit)
}

/// `a task`, `an idea`.
pub(super) fn with_article(kind: K) -> String {
    let word = kind.lexeme();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if kind == K::Let { "a `let`".to_owned() } else { format!("{article} {word}") }
}
