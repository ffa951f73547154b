//! What to say of a name that nothing has, or that something else has.

use super::lookup::ExpectedName;
use super::lookup::{Lookup, split, without_edge};
use super::names::{Category, with_article};
use super::resolver::Resolver;
use super::suggest::{COMPARED_AT_ONCE, full_paths};
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::syntax::ast::Value;
use crate::syntax::keyword::{AttributeKind, DeclarationKind as K};
use crate::syntax::period_of;
use crate::text::{Span, look_alike};
use crate::time::Weekday;

impl<'s> Resolver<'s> {
    /// Reports a name that is not known where it stands. Quiet where the name may come from what could not be read.
    pub(super) fn report_unknown(&mut self, from: Node, span: Span, wanted: &ExpectedName) {
        let path = self.text(span);
        if path.is_empty() || self.tree.has_gaps || self.may_be_declared_unread(split(path).0) {
            return;
        }
        let is_guess = self.tree.guesses.iter().any(|guess| guess.contains(span));
        if is_guess || self.is_in_comment(span) {
            return;
        }
        if let Some(node) = self.in_another_category(from, path, wanted) {
            return self.report_wrong_kind(node, span, wanted);
        }
        let unknown = || {
            let message = format!("no {} is named `{}`", wanted.noun, without_edge(path));
            Diagnostic::new(&rules::UNKNOWN_NAME, span, message)
        };
        // What is only counted needs no suggestion.
        if self.out.errors() >= Diagnostics::KEPT {
            self.out.push_error_with(unknown);
            return;
        }
        let mut unknown = unknown();
        unknown.missing = wanted.missing(path).map(Into::into);
        let unknown = self.explain_minus(from, path, span, unknown);
        let day = if wanted.noun == "date" { self.day_meant(path) } else { None };
        let unknown = if unknown.fix.is_some() {
            unknown
        } else if let Some(help) = day {
            unknown.help(help)
        } else {
            self.suggest(from, path, span, wanted, unknown)
        };
        let unknown =
            if wanted.noun == "date" { self.explain_comment(from, span, unknown) } else { unknown };
        self.report(match look_alike(path) {
            Some(help) => unknown.help(help),
            None => unknown,
        });
    }

    /// `design-2d`: a name may have a `-` in it, so that an offset needs blanks.
    fn explain_minus(
        &self,
        from: Node,
        path: &'s str,
        span: Span,
        unknown: Diagnostic,
    ) -> Diagnostic {
        let is_known = |name| {
            let found = self.scopes().look_up(from, name, &super::lookup::POINT);
            matches!(found, Lookup::Declaration(..))
        };
        match lead_of(path).filter(|(name, _)| is_known(name)) {
            Some(lead) => apart(lead, span, unknown),
            None => unknown,
        }
    }

    /// The date that is meant by a word for it: `Q2`, `April`, `KW14`, `now`.
    fn day_meant(&self, word: &str) -> Option<String> {
        let (header, _) = self.tree.header()?;
        let from = self.attributes_of(header).iter().find_map(|one| match &one.value {
            Value::Date(AttributeKind::From, point) => self.text(point.base_span).get(..4),
            _ => None,
        });
        if let Some(period) = period_of(word, from.unwrap_or("2026")) {
            return Some(format!("a period has its year: `{period}`"));
        }
        let is_relative = matches!(word, "now" | "tomorrow" | "yesterday" | "tbd" | "TBD")
            || Weekday::ALL.iter().any(|day| day.name().eq_ignore_ascii_case(word));
        is_relative.then(|| {
            "a date is written `2026-06-01`; the day on which the plan is looked at is `today`"
                .to_owned()
        })
    }

    fn in_another_category(
        &self,
        from: Node,
        path: &'s str,
        wanted: &ExpectedName,
    ) -> Option<Node> {
        let others = Category::ALL.into_iter().filter(|category| *category != wanted.category);
        others.into_iter().find_map(|category| {
            let any = ExpectedName { category, accepts: |kind| kind != K::Import, ..*wanted };
            match self.scopes().look_up(from, path, &any) {
                Lookup::Declaration(node, "") => Some(node),
                _ => None,
            }
        })
    }

    /// Reports that what a name means is not what its place takes.
    pub(super) fn report_wrong_kind(&mut self, node: Node, span: Span, wanted: &ExpectedName) {
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
            K::Person | K::Resource if wanted.noun == "team" => {
                Some(format!("what somebody works on is `@{path}`"))
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
        self.report(diagnostic.help(help.unwrap_or_else(|| wanted.declared_anew())));
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
        rest: &'s str,
        span: Span,
        wanted: &ExpectedName,
    ) {
        if self.tree.has_gaps || self.may_be_declared_unread(split(rest).0) {
            return;
        }
        let (name, _) = split(rest);
        let place = start_of_rest(span, rest, name);
        // What is only counted needs no suggestion.
        if self.out.errors() >= Diagnostics::KEPT {
            self.out
                .push_error_with(|| Diagnostic::new(&rules::UNKNOWN_NAME, place, String::new()));
            return;
        }
        let path = self.text(span);
        let outer = path.get(..path.len().saturating_sub(rest.len() + 1)).unwrap_or(path);
        let declaration = self.declaration(node);
        let message = if self.scopes().has_inside(node) {
            format!("nothing in `{outer}` is named `{name}`")
        } else {
            let kind = with_article(declaration.kind);
            format!("`{outer}` is {kind} and has nothing named `{name}` in it")
        };
        let unknown = Diagnostic::new(&rules::UNKNOWN_NAME, place, message)
            .label(declaration.name.unwrap_or(declaration.keyword), "declared here");
        let unknown = self.suggest_inside(node, (outer, rest), span, wanted, unknown);
        self.report(unknown);
    }

    /// Adds what may have been meant by a path of which the beginning `outer` is that declaration and the `rest` is not found in it.
    fn suggest_inside(
        &mut self,
        node: Node,
        (outer, rest): (&str, &'s str),
        span: Span,
        wanted: &ExpectedName,
        unknown: Diagnostic,
    ) -> Diagnostic {
        let below = self.below(node, rest, wanted);
        if !below.is_empty() {
            return full_paths("write its full path: ", &below, span, unknown);
        }
        let (name, behind) = split(rest);
        let has_points = self.kind(node).is_item() && behind.is_empty();
        let points: &[&str] = if has_points { &["start", "end"] } else { &[] };
        let is_edge = lead_of(name).is_some_and(|(edge, _)| points.contains(&edge));
        if let Some(lead) = lead_of(self.text(span)).filter(|_| is_edge) {
            return apart(lead, span, unknown);
        }
        let inside = self.names_inside(node, wanted);
        let meant = edge_meant(name).filter(|edge| points.contains(edge));
        let near = meant
            .or_else(|| self.nearest(name, inside.iter().copied().chain(points.iter().copied())));
        if let Some(near) = near {
            let behind = if behind.is_empty() { String::new() } else { format!(".{behind}") };
            return full_paths(
                "did you mean ",
                &[format!("{outer}.{near}{behind}")],
                span,
                unknown,
            );
        }
        let inner = format!("{}.", self.scopes().path_of(node));
        let mut elsewhere = self.nearest_paths(None, rest, wanted);
        elsewhere.retain(|path| path.starts_with(&inner));
        if elsewhere.is_empty() {
            elsewhere = self.nearest_paths(None, self.text(span), wanted);
        }
        if !elsewhere.is_empty() {
            return full_paths("did you mean ", &elsewhere, span, unknown);
        }
        unknown.help(what_is_there(outer, &inside, points))
    }

    /// Full paths, at most three, of what has this name (or path) further down inside a declaration.
    fn below(&mut self, node: Node, rest: &str, wanted: &ExpectedName) -> Vec<String> {
        if !self.may_look_at_all() {
            return Vec::new();
        }
        let inside = format!("{}.", self.scopes().path_of(node));
        let mut found = self.deeper_matches(rest, wanted);
        found.retain(|path| path.starts_with(&inside));
        found
    }

    /// The names directly inside a declaration that a place can take.
    fn names_inside(&mut self, node: Node, wanted: &ExpectedName) -> Vec<&'s str> {
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

/// The place of the first name in the `rest` of a path, with which the path ends.
fn start_of_rest(path: Span, rest: &str, name: &str) -> Span {
    let width = |text: &str| u32::try_from(text.len()).unwrap_or(0);
    let start = path.end.saturating_sub(width(rest));
    Span::new(start, start + width(name))
}

/// What can be named inside a declaration: the first names, or its points.
fn what_is_there(outer: &str, inside: &[&str], points: &[&str]) -> String {
    let names = if inside.is_empty() { points } else { inside };
    let shown: Vec<_> = names.iter().take(5).map(|name| format!("`{outer}.{name}`")).collect();
    match shown.as_slice() {
        [] => format!("write `{outer}` alone: nothing that has a name stands in it"),
        _ if names.len() > shown.len() => format!("there are {}, …", shown.join(", ")),
        [only] => format!("there is {only}"),
        [first @ .., last] => format!("there are {} and {last}", first.join(", ")),
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

/// The name and the amount of `design-2d`.
fn lead_of(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once('-').filter(|(_, last)| is_duration(last))
}

/// A lead that was written without blanks.
fn apart((name, amount): (&str, &str), span: Span, unknown: Diagnostic) -> Diagnostic {
    let meant = format!("{name} - {amount}");
    unknown
        .help(format!("a name may hold a `-`: write `{meant}` for the time before `{name}`"))
        .replace(format!("replace with `{meant}`"), span, meant)
}

/// `2d`, `1.5h`: an amount of time.
fn is_duration(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < word.len() && ["min", "h", "d", "w", "mo"].contains(&unit)
}
