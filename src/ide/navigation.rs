//! From a name to what it means, and from that to all places that name it.

use super::{Analysis, View};
use crate::Source;
use crate::diagnostic::Edit;
use crate::resolve::{LoadError, Loader, NodeId, Reference};
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
    let named = named_at(view, offset)
        .ok_or("there is no name here that stands for something that is declared")?;
    let written = view.now.sources().text(named.span);
    match view.now.index().declaration(named.node).name {
        Some(name) if view.now.sources().text(name) == written => Ok(named.span),
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
    prepare_rename(view, offset)?;
    let named = named_at(view, offset).ok_or_else(String::new)?;
    let index = view.now.index();
    let declaration = index.declaration(named.node);
    if !is_name(name, declaration.kind) {
        return Err(not_a_name(name, declaration.kind));
    }
    let places = occurrences_of(view.now, named.node);
    let edits: Vec<Edit> =
        places.iter().map(|one| Edit { span: one.span, text: name.to_owned() }).collect();
    let trial = view.now.with(&edits);
    let meant = |analysis: &Analysis| -> Vec<NodeId> {
        analysis.index().references().iter().map(|one| one.node).collect()
    };
    if trial.diagnostics().errors() <= view.now.errors_of_names()
        && meant(&trial) == meant(view.now)
    {
        return Ok(edits);
    }
    Err(changed_meaning(view.now, &trial, name))
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

/// What a name would come to mean: told by the first thing that is said of the changed text and was not said before.
fn changed_meaning(before: &Analysis, trial: &Analysis, name: &str) -> String {
    let said: Vec<&str> = before.diagnostics().iter().map(|one| one.message.as_str()).collect();
    let new = trial.diagnostics().iter().find(|one| !said.contains(&one.message.as_str()));
    match new {
        Some(new) => format!("with that name the roadmap would not mean the same: {}", new.message),
        None => format!("`{name}` would mean something else in some places: there is one already"),
    }
}

/// The texts of a roadmap, changed.
pub(super) struct Changed(pub(super) Vec<Source>);

impl Loader for Changed {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let found = self.0.iter().find(|source| source.path() == path);
        found.cloned().ok_or(LoadError::NotFound)
    }
}

impl Analysis {
    /// The same roadmap with some changes, up to its names.
    pub(super) fn with(&self, edits: &[Edit]) -> Self {
        let changed = self.changed(edits);
        let first = changed.first().cloned().unwrap_or_else(|| Source::new("", ""));
        Self::names(first, &Options::new().loader(&Changed(changed)))
    }

    /// The texts with some changes, which are in order of place.
    pub(super) fn changed(&self, edits: &[Edit]) -> Vec<Source> {
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

    /// How many errors there are of syntax and names.
    fn errors_of_names(&self) -> usize {
        self.with(&[]).diagnostics().errors()
    }

    /// The file that an import's path leads to.
    pub(super) fn imported_by(&self, path: Span) -> Option<text::SourceId> {
        let written = text::unquoted(self.sources().text(path));
        let importer = self.place(path).0.path();
        let wanted = crate::resolve::imported_path(importer, &written)?;
        self.sources().iter().find(|(_, source)| source.path() == wanted).map(|(id, _)| id)
    }
}
