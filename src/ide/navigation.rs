//! From a name to what it means, and from that to all places that name it.

use super::{Analysis, View};
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Severity, rules};
use crate::resolve::{Levelled, LoadError, Loader, NodeId, Reference};
use crate::syntax::ast::Declaration;
use crate::syntax::is_name;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Span, words};
use crate::{Options, text};

/// A declaration, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which; `None` of a file that is imported.
    pub node: Option<NodeId>,
    /// Its name, or where else a person would look.
    pub span: Span,
    /// The whole of it, with its block.
    pub extent: Span,
}

/// What is named at a place, and where that name stands: a reference, or the name of a declaration itself.
pub fn named_at(view: View<'_>, offset: u32) -> Option<Reference> {
    let index = view.now.index();
    let declared = || {
        let at = Span::new(offset, offset);
        let node = index.innermost(at)?;
        let span = index.declaration(node).name.filter(|name| name.contains(at))?;
        Some(Reference { span, node })
    };
    index.reference_at(offset).or_else(declared)
}

/// Where what is named at a place is declared; of the path of an import the file.
pub fn definition(view: View<'_>, offset: u32) -> Option<Target> {
    if let Some(named) = named_at(view, offset) {
        return Some(target(view.now, named.node));
    }
    let at = Span::new(offset, offset);
    let index = view.now.index();
    let node = index.innermost(at)?;
    let declaration = index.declaration(node);
    let path = declaration.title.filter(|path| path.contains(at))?;
    if declaration.kind != K::Import {
        return None;
    }
    let source = view.now.imported_by(path)?;
    let extent = view.now.span_of(source);
    Some(Target { node: None, span: Span::new(extent.start, extent.start), extent })
}

/// A declaration as a target.
pub(super) fn target(analysis: &Analysis, node: NodeId) -> Target {
    let declaration = analysis.index().declaration(node);
    let span = declaration.name.or(declaration.title).unwrap_or(declaration.keyword);
    Target { node: Some(node), span, extent: declaration.extent }
}

/// A place that names a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Where.
    pub span: Span,
    /// Whether it is the declaration's own name.
    pub is_declaration: bool,
}

/// All places that name what is named at a place, in order: its declaration, and every reference.
pub fn occurrences(view: View<'_>, offset: u32) -> Vec<Occurrence> {
    named_at(view, offset).map_or_else(Vec::new, |named| occurrences_of(view.now, named.node))
}

fn occurrences_of(analysis: &Analysis, node: NodeId) -> Vec<Occurrence> {
    let index = analysis.index();
    let own = index.declaration(node).name;
    let own = own.map(|span| Occurrence { span, is_declaration: true });
    let others = index.references_to(node);
    let others = others.map(|one| Occurrence { span: one.span, is_declaration: false });
    let mut all: Vec<_> = own.into_iter().chain(others).collect();
    all.sort_unstable();
    all
}

/// The name at a place that could be changed everywhere.
///
/// # Errors
/// Why there is none, in words.
pub fn prepare_rename(view: View<'_>, offset: u32) -> Result<Span, String> {
    renamable(view, offset).map(|named| named.span)
}

/// What is named at a place, if it is named as it is declared.
fn renamable(view: View<'_>, offset: u32) -> Result<Reference, String> {
    let named = named_at(view, offset)
        .ok_or("there is no name here that stands for something that is declared")?;
    let written = view.now.sources().text(named.span);
    match view.now.index().declaration(named.node).name {
        Some(name) if view.now.sources().text(name) == written => Ok(named),
        _ => Err(format!("`{written}` is not the name under which it is declared")),
    }
}

/// The changes that give what is named at a place another name, in all files.
///
/// The texts are changed on trial and read again: where a name would come to mean something else, or nothing, it is refused.
///
/// # Errors
/// Why it can't be called so, in words.
pub fn rename(view: View<'_>, offset: u32, name: &str) -> Result<Vec<Edit>, String> {
    let named = renamable(view, offset)?;
    let index = view.now.index();
    let declaration = index.declaration(named.node);
    if !is_name(name, declaration.kind) {
        return Err(not_a_name(name, declaration.kind));
    }
    let places = occurrences_of(view.now, named.node);
    let edits: Vec<Edit> =
        places.iter().map(|one| Edit { span: one.span, text: name.to_owned() }).collect();
    let trial = view.now.with(&edits, Levelled::AsWritten);
    let meant = |analysis: &Analysis| -> Vec<NodeId> {
        analysis.index().references().iter().map(|one| one.node).collect()
    };
    let (before, after) = (view.now.reading.report(), trial.reading.report());
    if after.errors() <= before.errors() && meant(&trial) == meant(view.now) {
        return Ok(edits);
    }
    let taken = || named_alike(&trial, named.node, &after, name);
    Err(taken().unwrap_or_else(|| changed_meaning(&before, &after, name)))
}

/// What has the name already that a declaration before it was to be given: of two of one name the error is told at the second.
fn named_alike(trial: &Analysis, node: NodeId, after: &Diagnostics, name: &str) -> Option<String> {
    let index = trial.index();
    let own = index.declaration(node).name?;
    let mut twice = after.iter().filter(|one| one.rule == &rules::DUPLICATE_NAME);
    let second = twice.find(|one| one.labels.iter().any(|label| label.span == own))?;
    let is_second = |one: &Declaration| one.name == Some(second.primary.span);
    let other = index.declarations().map(|(_, one)| one).find(|one| is_second(one))?;
    // Of one kind it is told the same from both sides.
    if other.kind == index.declaration(node).kind {
        return None;
    }
    let kind = of_kind(other.kind);
    Some(format!(
        "with that name the roadmap would not mean the same: `{name}` is the name of {kind} here already"
    ))
}

fn not_a_name(name: &str, kind: K) -> String {
    let is_reserved = is_name(name, K::Import);
    if is_reserved {
        format!("`{name}` has a meaning of its own, and can't be the name of {}", of_kind(kind))
    } else {
        format!(
            "`{name}` is no name: a name is a letter, then letters, digits, `-` and `_`, such as `second-slot`"
        )
    }
}

fn of_kind(kind: K) -> String {
    words::with_article(kind.lexeme())
}

/// What a name would come to mean: told by the first error that the changed text has and the one before it had not.
fn changed_meaning(before: &Diagnostics, after: &Diagnostics, name: &str) -> String {
    match first_new(before.iter(), after.iter()) {
        Some(new) => format!("with that name the roadmap would not mean the same: {new}"),
        None => format!("`{name}` would mean something else in some places: there is one already"),
    }
}

/// The first error that was not there before. Only its words are compared: a change moves the places of all that stands behind it.
pub(super) fn first_new<'a>(
    before: impl Iterator<Item = &'a Diagnostic>,
    after: impl Iterator<Item = &'a Diagnostic>,
) -> Option<&'a str> {
    let said: Vec<&str> = before.map(|one| one.message.as_str()).collect();
    let errors = after.filter(|one| one.severity == Severity::Error);
    errors.map(|one| one.message.as_str()).find(|message| !said.contains(message))
}

/// The texts of a roadmap, changed.
struct Changed(Vec<Source>);

impl Loader for Changed {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let found = self.0.iter().find(|source| source.path() == path);
        found.cloned().ok_or(LoadError::NotFound)
    }
}

impl Analysis {
    /// The same roadmap with some changes, read up to its names as it was read itself: on the same day, with the same severities.
    /// Whether work would be levelled is another's choice: what levelling finds may change by chance.
    pub(super) fn with(&self, edits: &[Edit], level: Levelled) -> Self {
        let changed = self.changed(edits);
        let first = changed.first().cloned().unwrap_or_else(|| Source::new("", ""));
        let loader = Changed(changed);
        let deny_warnings = self.model().levels.deny_warnings;
        let today = self.model().header.today;
        let options = Options { today, deny_warnings, level, ..Options::new().loader(&loader) };
        Self::names(first, &options)
    }

    /// The texts with some changes, which are in order of place.
    fn changed(&self, edits: &[Edit]) -> Vec<Source> {
        let sources = self.sources();
        let change = |(id, source): (text::SourceId, &Source)| {
            let mut text = source.text().to_owned();
            for edit in edits.iter().rev().filter(|edit| sources.source_of(edit.span) == id) {
                text.replace_range(sources.local(edit.span), &edit.text);
            }
            Source::new(source.path(), text)
        };
        sources.iter().map(change).collect()
    }

    /// The file that an import's path leads to.
    pub(super) fn imported_by(&self, path: Span) -> Option<text::SourceId> {
        let written = text::unquoted(self.sources().text(path));
        let importer = self.place(path).0.path();
        let wanted = crate::resolve::imported_path(importer, &written)?;
        self.sources().iter().find(|(_, source)| source.path() == wanted).map(|(id, _)| id)
    }
}
