//! One of the two roadmaps: its declarations, those of the files that it imports too, and what the names in them mean.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, rules};
use crate::model::Model;
use crate::resolve::{Index, Loader, NodeId, Settings, resolve_indexed};
use crate::syntax::ast::{Attribute, Declaration};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Source, Span};

/// A roadmap that has no mistakes, or a part of one, which has no header.
pub(super) struct Side {
    pub(super) text: String,
    index: Index,
    model: Model,
}

impl Side {
    /// Reads a roadmap; nothing of one with mistakes, for nobody knows then what its words belong to.
    pub(super) fn of(source: &Source, loader: &dyn Loader) -> Option<Self> {
        let mut diagnostics = Diagnostics::new();
        let holidays: crate::resolve::ReadHolidays = crate::import::icalendar::holidays;
        let settings = Settings { holidays: Some(holidays), ..Settings::default() };
        let (model, _, index) =
            resolve_indexed(source.clone(), loader, settings, None, &mut diagnostics);
        let is_fault = |said: &Diagnostic| {
            said.severity == Severity::Error && said.rule.name != rules::MISSING_HEADER.name
        };
        let is_broken = diagnostics.iter().any(is_fault);
        (!is_broken).then(|| Self { text: source.text().to_owned(), index, model })
    }

    pub(super) fn said(&self, span: Span) -> &str {
        self.model.sources.text(span)
    }

    /// A stretch of the text, as offsets into it.
    pub(super) fn place(&self, span: Span) -> Range<usize> {
        self.model.sources.local(span)
    }

    pub(super) fn declarations(&self) -> impl Iterator<Item = (NodeId, &Declaration)> {
        self.index.declarations()
    }

    pub(super) fn declaration(&self, node: NodeId) -> &Declaration {
        self.index.declaration(node)
    }

    pub(super) fn attributes_of(&self, node: NodeId) -> &[Attribute] {
        self.index.attributes_of(node)
    }

    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.index.parent(node)
    }

    /// Whether it stands in the file itself, and not in one that this imports.
    pub(super) fn is_own(&self, of: &Declaration) -> bool {
        let own = self.model.sources.iter().next().map(|(own, _)| own);
        own == Some(self.model.sources.source_of(of.head))
    }

    /// What it is called: its name, else its title, else all that it says.
    pub(super) fn called(&self, of: &Declaration) -> &str {
        self.said(of.name.or(of.title).unwrap_or(of.head))
    }

    /// What it stands in is called, and itself, from the outside in.
    pub(super) fn path(&self, node: NodeId) -> Vec<&str> {
        let mut path: Vec<_> = std::iter::successors(Some(node), |node| self.parent(*node))
            .map(|node| self.called(self.declaration(node)))
            .collect();
        path.reverse();
        path
    }

    /// Its path as the plan has it: those without a name have one there.
    pub(super) fn full_path(&self, node: NodeId) -> String {
        match self.index.item(node) {
            Some(item) => self.model.item(item).path(),
            None => self.index.path_of(node),
        }
    }

    /// How it is named from the top, through the import that brings it.
    pub(super) fn named(&self, node: NodeId) -> String {
        self.index.path_of(node)
    }

    /// The names that are written in a stretch, whole paths, and what each means.
    pub(super) fn names_in(&self, within: Span) -> Vec<(Span, NodeId)> {
        let all = self.index.references();
        let first = all.partition_point(|one| one.span.start < within.start);
        let mut names: Vec<(Span, NodeId)> = Vec::new();
        let inside = all.get(first..).unwrap_or_default().iter();
        for one in inside.take_while(|one| one.span.end <= within.end) {
            match names.last_mut() {
                Some((last, node)) if last.end + 1 == one.span.start && self.is_dot(last.end) => {
                    (*last, *node) = (last.to(one.span), one.node);
                }
                Some((last, _)) if one.span.start < last.end => {}
                _ => names.push((one.span, one.node)),
            }
        }
        names
    }

    fn is_dot(&self, at: u32) -> bool {
        self.said(Span::new(at, at + 1)) == "."
    }

    /// A stretch with other names in place of those that are written.
    pub(super) fn with_names(&self, within: Span, name: impl Fn(NodeId, &str) -> String) -> String {
        let mut text = String::new();
        let mut done = within.start;
        for (span, node) in self.names_in(within) {
            text.push_str(self.said(Span::new(done, span.start)));
            text.push_str(&name(node, self.said(span)));
            done = span.end;
        }
        text.push_str(self.said(Span::new(done, within.end)));
        text
    }
}

/// What shares its names: items, who does the work, and each other kind for itself.
pub(super) fn namespace(kind: K) -> K {
    match kind {
        kind if kind.is_item() || kind == K::Idea => K::Task,
        K::Person | K::Team | K::Resource => K::Person,
        kind => kind,
    }
}

/// A text without what its layout adds.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
