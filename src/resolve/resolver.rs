//! What the passes share: the tree, the names, the model that grows, and the short ways to report and to look up.

use rustc_hash::FxHashMap;

use super::Settings;
use super::dates::Definitions;
use super::lookup::ExpectedName;
use super::lookup::{Lookup, Scopes};
use super::names::{Names, Scope, slug};
use super::spelling::Suggestions;
use super::tree::{Node, Tree};
use super::units::{Calendars, Units};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::model::{Calendar, ItemId, Model};
use crate::syntax::ast::{Attribute, Declaration};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Sources, Span, is_blank, unquoted};

/// The passes are its methods, one file a theme.
pub(super) struct Resolver<'s> {
    pub(super) sources: &'s Sources,
    pub(super) tree: &'s Tree,
    pub(super) names: Names<'s>,
    /// By declaration: its row in the table of its kind.
    rows: Vec<u32>,
    pub(super) definitions: Definitions,
    pub(super) calendars: Calendars,
    pub(super) suggestions: Suggestions<'s>,
    pub(super) units: Units,
    pub(super) model: Model,
    /// Where each name is written and what it means, if somebody wants to know.
    pub(super) references: Option<Vec<(Span, Node)>>,
    pub(super) out: &'s mut Diagnostics,
}

/// What a declaration is named, entitled and where.
pub(super) struct Label {
    pub(super) name: Box<str>,
    pub(super) title: Option<Box<str>>,
    pub(super) span: Span,
}

impl<'s> Resolver<'s> {
    pub(super) fn new(
        sources: &'s Sources,
        tree: &'s Tree,
        settings: Settings,
        mut model: Model,
        out: &'s mut Diagnostics,
    ) -> Self {
        model.levels.deny_warnings = settings.deny_warnings;
        Self {
            sources,
            tree,
            names: Names::of(sources, tree, out),
            rows: rows_of(tree),
            definitions: Definitions::of(tree, settings.today),
            calendars: Calendars { read_holidays: settings.holidays, ..Calendars::default() },
            suggestions: Suggestions::default(),
            units: Units::of(&Calendar::standard()),
            model,
            references: None,
            out,
        }
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        self.sources.text(span)
    }

    /// What the quoted text at a place says.
    pub(super) fn unquoted(&self, span: Span) -> Box<str> {
        unquoted(self.sources.text(span)).into()
    }

    pub(super) fn unquoted_or_empty(&self, span: Option<Span>) -> Box<str> {
        span.map_or_else(|| "".into(), |span| self.unquoted(span))
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Reports a fault of which there is no more to say than what to do about it.
    pub(super) fn fault(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.out.push(Diagnostic::new(rule, span, message).help(help));
    }

    pub(super) fn declaration(&self, node: Node) -> &'s Declaration {
        self.tree.declaration(node)
    }

    pub(super) fn kind(&self, node: Node) -> K {
        self.tree.kind(node)
    }

    pub(super) fn attributes_of(&self, node: Node) -> &'s [Attribute] {
        self.tree.attributes_of(self.tree.declaration(node))
    }

    /// The row of a declaration in the table of its kind.
    pub(super) fn row(&self, node: Node) -> u32 {
        self.rows.get(node as usize).copied().unwrap_or_default()
    }

    /// Where a declaration's name is known.
    pub(super) fn scope_of(&self, node: Node) -> Scope {
        match self.tree.parent(node) {
            Some(parent) => Scope::Block(parent),
            None => Scope::Namespace(self.tree.namespace_of(node)),
        }
    }

    /// The item that a declaration stands in.
    pub(super) fn item_around(&self, node: Node) -> Option<ItemId> {
        self.tree.enclosing(node, K::is_item).map(|node| ItemId(self.row(node)))
    }

    /// Name and title; the name of one without is its title or its keyword.
    pub(super) fn label_of(&self, declaration: &Declaration) -> Label {
        let title = declaration.title.map(|title| self.unquoted(title));
        let span = declaration.name.or(declaration.title).unwrap_or(declaration.keyword);
        let name = match declaration.name {
            Some(name) => self.text(name).into(),
            None => made_name(declaration, title.as_deref()),
        };
        Label { name, title: title.filter(|title| !is_blank(title)), span }
    }

    pub(super) fn scopes(&self) -> Scopes<'_, 's> {
        Scopes { sources: self.sources, tree: self.tree, names: &self.names }
    }

    /// The declaration that a name means, if the place can take it; what is wrong is reported.
    /// Of a name that goes on behind the declaration (`api.start`) the rest is given too.
    pub(super) fn refer(
        &mut self,
        from: Node,
        span: Span,
        wanted: &ExpectedName,
    ) -> Option<(Node, &'s str)> {
        let path = self.text(span);
        match self.scopes().look_up(from, path, wanted) {
            Lookup::Declaration(node, rest) => {
                self.note(span, node, rest);
                Some((node, rest))
            }
            Lookup::OtherKind(node) => {
                self.note(span, node, "");
                self.report_wrong_kind(node, span, wanted);
                None
            }
            Lookup::Nothing => {
                self.report_unknown(from, span, wanted);
                None
            }
            Lookup::Gap => None,
        }
    }

    /// Keeps what a name means of which `rest` goes on behind the declaration.
    pub(super) fn note(&mut self, span: Span, node: Node, rest: &str) {
        if let Some(references) = &mut self.references {
            let behind = u32::try_from(rest.len()).map_or(0, |length| length + 1);
            let end = if rest.is_empty() { span.end } else { span.end.saturating_sub(behind) };
            references.push((Span::new(span.start, end), node));
        }
    }

    /// The row of the declaration that a name means, nothing behind it; what is wrong is reported.
    pub(super) fn refer_to_row(
        &mut self,
        from: Node,
        span: Span,
        wanted: &ExpectedName,
    ) -> Option<u32> {
        let (node, rest) = self.refer(from, span, wanted)?;
        if rest.is_empty() {
            return Some(self.row(node));
        }
        self.report_unknown_inside(node, rest, span, wanted);
        None
    }
}

fn made_name(declaration: &Declaration, title: Option<&str>) -> Box<str> {
    let slug = title.map(slug).filter(|slug| !slug.is_empty());
    slug.map_or_else(|| declaration.kind.lexeme().into(), String::into_boxed_str)
}

/// How many declarations before each have their rows in the same table.
pub(super) fn rows_of(tree: &Tree) -> Vec<u32> {
    let mut counts = FxHashMap::<_, u32>::default();
    let row = |declaration: &Declaration| {
        let count = counts.entry(table_of(declaration.kind)).or_default();
        *count += 1;
        *count - 1
    };
    tree.declarations.iter().map(row).collect()
}

/// Kinds whose rows lie in one table are counted as one of them.
const fn table_of(kind: K) -> K {
    match kind {
        K::Stream | K::Feature | K::Task | K::Milestone | K::Release => K::Task,
        K::Team | K::Person | K::Resource => K::Person,
        K::Let | K::Cadence => K::Let,
        other => other,
    }
}
