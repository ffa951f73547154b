//! From places as clients name them to offsets, and back.

use std::collections::HashMap;
use std::path::PathBuf;

use gen_lsp_types::{self as lsp, Uri};

use super::documents::{Document, Documents};
use super::position::{Encoding, Lines};
use super::projects::Project;
use crate::diagnostic::Edit;
use crate::ide::{Analysis, View};
use crate::text::{SourceId, Span};

/// An open document, in the roadmap that it is looked at in.
pub(super) struct Look<'s> {
    pub(super) documents: &'s Documents,
    pub(super) document: &'s Document,
    /// Where it lies.
    pub(super) place: PathBuf,
    pub(super) project: &'s Project,
    /// Which source of the roadmap it is.
    pub(super) source: SourceId,
    /// Where that begins in the row of all sources.
    pub(super) base: u32,
    pub(super) encoding: Encoding,
}

impl<'s> Look<'s> {
    pub(super) fn view(&self) -> View<'s> {
        self.project.view()
    }

    /// The offset, over all sources, of a position in the document.
    pub(super) fn offset(&self, position: lsp::Position) -> u32 {
        let Document { lines, text, .. } = self.document;
        let local = lines.offset(text, position, self.encoding);
        self.base.saturating_add(u32::try_from(local).unwrap_or(u32::MAX))
    }

    /// The place, over all sources, of a range in the document.
    pub(super) fn span(&self, range: lsp::Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    /// Whether a place lies in the document.
    pub(super) fn has(&self, span: Span) -> bool {
        self.project.now.sources().source_of(span) == self.source
    }

    /// The range of a place in the document.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        let Document { lines, text, .. } = self.document;
        let local = |offset: u32| offset.saturating_sub(self.base) as usize;
        lines.range(text, local(span.start)..local(span.end), self.encoding)
    }

    /// Where a line of the document ends.
    pub(super) fn end_of_line(&self, line: u32) -> lsp::Position {
        let Document { lines, text, .. } = self.document;
        let behind = lsp::Position { line, character: u32::MAX };
        lines.position(text, lines.offset(text, behind, self.encoding), self.encoding)
    }

    /// The file of a place, and its range there.
    pub(super) fn location(&self, span: Span) -> lsp::Location {
        location(self.project, self.documents, span)
    }

    /// Changes as clients apply them.
    pub(super) fn workspace_edit(&self, edits: &[Edit]) -> lsp::WorkspaceEdit {
        self.places().workspace_edit(&self.project.now, edits)
    }

    /// Where the sources of the roadmap lie.
    pub(super) fn places(&self) -> Places {
        let place = |source| self.documents.uri_of(self.project.place_of(source));
        let sources = self.project.now.sources().iter();
        let uris = sources.map(|(id, source)| (id, place(source))).collect();
        Places { encoding: self.encoding, uris }
    }
}

/// Where the sources of a roadmap lie, also for what is made behind what is typed.
pub(super) struct Places {
    pub(super) encoding: Encoding,
    uris: Vec<(SourceId, Uri)>,
}

impl Places {
    /// The address of a source.
    pub(super) fn uri(&self, source: SourceId) -> Option<&Uri> {
        self.uris.iter().find(|(of, _)| *of == source).map(|(_, uri)| uri)
    }

    /// Changes as clients apply them.
    pub(super) fn workspace_edit(&self, of: &Analysis, edits: &[Edit]) -> lsp::WorkspaceEdit {
        let mut changes: HashMap<Uri, Vec<lsp::TextEdit>> = HashMap::new();
        for edit in edits {
            let Some(uri) = self.uri(of.sources().source_of(edit.span)) else { continue };
            let (source, bytes) = of.place(edit.span);
            let range = Lines::of(source.text()).range(source.text(), bytes, self.encoding);
            let edit = lsp::TextEdit { range, new_text: edit.text.clone() };
            changes.entry(uri.clone()).or_default().push(edit);
        }
        lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() }
    }
}

/// The file of a place of a roadmap, and its range there.
pub(super) fn location(project: &Project, documents: &Documents, span: Span) -> lsp::Location {
    let (source, bytes) = project.now.place(span);
    let place = project.place_of(source);
    let lines = Lines::of(source.text());
    let range = lines.range(source.text(), bytes, documents.encoding);
    lsp::Location { uri: documents.uri_of(place), range }
}
