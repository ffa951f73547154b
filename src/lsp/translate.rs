//! From places as clients name them to offsets, and back.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use gen_lsp_types::{self as lsp, Uri};

use super::documents::{Document, Documents};
use super::position::{Encoding, Lines};
use super::projects::Project;
use crate::diagnostic::Edit;
use crate::ide::{Analysis, View};
use crate::text::{SourceId, Sources, Span};

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
    /// Whether the client takes changes that are of a version.
    pub(super) edits_have_versions: bool,
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

    /// Where places of the roadmap lie.
    pub(super) fn locations(&self) -> Locations<'s> {
        Locations::new(self.project, self.documents)
    }

    /// Changes as clients apply them.
    pub(super) fn workspace_edit(&self, edits: &[Edit]) -> lsp::WorkspaceEdit {
        self.places().workspace_edit(&self.project.now, edits)
    }

    /// Where the sources of the roadmap lie.
    pub(super) fn places(&self) -> Places {
        Places::of(self.project, self.documents, self.edits_have_versions)
    }
}

/// Where a source lies, and which version of it that is if it is open.
struct OneText {
    uri: Uri,
    version: Option<i32>,
}

/// Where the sources of a roadmap lie, also for what is made behind what is typed.
pub(super) struct Places {
    pub(super) encoding: Encoding,
    /// Whether changes are of a version, so that a client that has another one refuses them.
    has_versions: bool,
    /// By source.
    texts: Vec<OneText>,
}

impl Places {
    pub(super) fn of(project: &Project, documents: &Documents, has_versions: bool) -> Self {
        let texts = project.now.sources().iter().map(|(_, source)| {
            let place = project.place_of(source);
            let uri = documents.uri_of(place);
            OneText { uri, version: documents.at(place).map(|open| open.version) }
        });
        Self { encoding: documents.encoding, has_versions, texts: texts.collect() }
    }

    /// The address of a source.
    pub(super) fn uri(&self, source: SourceId) -> Option<&Uri> {
        self.text(source).map(|text| &text.uri)
    }

    fn text(&self, source: SourceId) -> Option<&OneText> {
        self.texts.get(source.0 as usize)
    }

    /// Changes as clients apply them.
    pub(super) fn workspace_edit(&self, of: &Analysis, edits: &[Edit]) -> lsp::WorkspaceEdit {
        let ranges = Ranges::new(of.sources(), self.encoding);
        let mut by_source: BTreeMap<SourceId, Vec<lsp::TextEdit>> = BTreeMap::new();
        for edit in edits {
            let source = of.sources().source_of(edit.span);
            let range = ranges.of(source, of.sources().local(edit.span));
            let edit = lsp::TextEdit { range, new_text: edit.text.clone() };
            by_source.entry(source).or_default().push(edit);
        }
        let changed = by_source.into_iter();
        let changed = changed.filter_map(|(source, edits)| Some((self.text(source)?, edits)));
        if self.has_versions {
            let all = changed.map(|(text, edits)| versioned(text, edits).into()).collect();
            return lsp::WorkspaceEdit {
                document_changes: Some(all),
                ..lsp::WorkspaceEdit::default()
            };
        }
        let all = changed.map(|(text, edits)| (text.uri.clone(), edits)).collect();
        lsp::WorkspaceEdit { changes: Some(all), ..lsp::WorkspaceEdit::default() }
    }
}

fn versioned(text: &OneText, edits: Vec<lsp::TextEdit>) -> lsp::TextDocumentEdit {
    let identifier = lsp::TextDocumentIdentifier { uri: text.uri.clone() };
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
        version: text.version,
        text_document_identifier: identifier,
    };
    lsp::TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() }
}

/// Ranges of places in some sources: the lines of each source are counted once.
pub(super) struct Ranges<'s> {
    sources: &'s Sources,
    encoding: Encoding,
    lines: Vec<OnceCell<Lines>>,
}

impl<'s> Ranges<'s> {
    pub(super) fn new(sources: &'s Sources, encoding: Encoding) -> Self {
        Self { sources, encoding, lines: sources.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The range of some bytes of a source.
    pub(super) fn of(&self, source: SourceId, bytes: Range<usize>) -> lsp::Range {
        let text = self.sources.source(source).map_or("", |source| source.text());
        match self.lines.get(source.0 as usize) {
            Some(lines) => lines.get_or_init(|| Lines::of(text)).range(text, bytes, self.encoding),
            None => lsp::Range::default(),
        }
    }
}

/// Where places of a roadmap lie.
pub(super) struct Locations<'s> {
    project: &'s Project,
    documents: &'s Documents,
    ranges: Ranges<'s>,
}

impl<'s> Locations<'s> {
    pub(super) fn new(project: &'s Project, documents: &'s Documents) -> Self {
        let ranges = Ranges::new(project.now.sources(), documents.encoding);
        Self { project, documents, ranges }
    }

    /// The file of a place, and its range there.
    pub(super) fn of(&self, span: Span) -> lsp::Location {
        let (source, _) = self.project.now.place(span);
        let sources = self.project.now.sources();
        let range = self.ranges.of(sources.source_of(span), sources.local(span));
        lsp::Location { uri: self.documents.uri_of(self.project.place_of(source)), range }
    }
}
