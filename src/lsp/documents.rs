//! What is open: texts that win over the files on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{self as lsp, Uri};
use serde::Deserialize;

use super::position::{Encoding, Lines};
use super::uri::path_of;

/// A change of a text. The protocol's own type would take one with a range that can't be read for the whole text.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    /// What is replaced; all of it where there is none.
    #[serde(default)]
    range: Option<lsp::Range>,
    text: String,
}

/// What is told of a change.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changes {
    pub(super) text_document: lsp::VersionedTextDocumentIdentifier,
    pub(super) content_changes: Vec<Change>,
}

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// As the client writes it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: String,
    pub(super) lines: Lines,
}

impl Document {
    fn apply(&mut self, change: Change, encoding: Encoding) {
        let Some(range) = change.range else {
            self.lines = Lines::of(&change.text);
            self.text = change.text;
            return;
        };
        let old = self.lines.bytes(&self.text, range, encoding);
        let new = old.start..old.start + change.text.len();
        self.text.replace_range(old.clone(), &change.text);
        self.lines.edit(&self.text, &old, &new);
    }
}

/// The open documents, by the real places of their files. A document without a file has its address for a place.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<PathBuf, Document>,
    pub(super) encoding: Encoding,
}

impl Documents {
    pub(super) fn open(&mut self, item: lsp::TextDocumentItem) -> PathBuf {
        let place = place_of(&item.uri);
        let lsp::TextDocumentItem { uri, version, text, .. } = item;
        let document = Document { uri, version, lines: Lines::of(&text), text };
        self.open.insert(place.clone(), document);
        place
    }

    /// Applies changes one after the other; `None` if the document is not open.
    pub(super) fn change(&mut self, changes: Changes) -> Option<PathBuf> {
        let place = place_of(&changes.text_document.text_document_identifier.uri);
        let document = self.open.get_mut(&place)?;
        for change in changes.content_changes {
            document.apply(change, self.encoding);
        }
        document.version = changes.text_document.version;
        Some(place)
    }

    pub(super) fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let place = place_of(uri);
        self.open.remove(&place).map(|_| place)
    }

    pub(super) fn at(&self, place: &Path) -> Option<&Document> {
        self.open.get(place)
    }

    pub(super) fn of(&self, uri: &Uri) -> Option<(PathBuf, &Document)> {
        let place = place_of(uri);
        let document = self.open.get(&place)?;
        Some((place, document))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.open.iter().map(|(place, document)| (place.as_path(), document))
    }

    /// The address of a file, as the client writes it if it is open.
    pub(super) fn uri_of(&self, place: &Path) -> Uri {
        self.open.get(place).map_or_else(|| super::uri::of_path(place), |open| open.uri.clone())
    }
}

/// The real place of a file that need not be there yet.
pub(super) fn real_place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn place_of(uri: &Uri) -> PathBuf {
    path_of(uri).map_or_else(|| PathBuf::from(&uri.0), |path| real_place(&path))
}
