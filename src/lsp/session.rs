//! What answers are made of: the client, what is open, and what is known of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{self as lsp, Uri};

use super::client::Client;
use super::documents::{Document, Documents};
use super::failure::Failure;
use super::projects::{Project, Projects};
use super::told::Told;
use super::translate::Look;

/// What answers are made of.
#[derive(Default)]
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) documents: Documents,
    pub(super) projects: Projects,
    /// What there is to say, by the roadmap of which it is said.
    pub(super) told: BTreeMap<PathBuf, Told>,
    /// The last tokens that were handed out, with their name, by document.
    pub(super) tokens: BTreeMap<PathBuf, (String, Vec<lsp::SemanticToken>)>,
    /// What is to be written where who looks for the reason of something will look.
    pub(super) notes: Vec<String>,
}

impl Session {
    /// What there is to say of a file: what is said of it in every roadmap that is open and has it for a part.
    pub(super) fn diagnostics_of(&self, place: &Path) -> Vec<lsp::Diagnostic> {
        self.said_of(place, |project| project.is_open)
    }

    /// What there is to say of a file that may be part of nothing that is open: then it is what is said of it in the roadmaps that lie in
    /// the folders.
    pub(super) fn all_diagnostics_of(&self, place: &Path) -> Vec<lsp::Diagnostic> {
        let is_open = self.projects.iter().any(|project| project.is_open && project.has(place));
        self.said_of(place, |project| project.is_open == is_open)
    }

    fn said_of(&self, place: &Path, counts: impl Fn(&Project) -> bool) -> Vec<lsp::Diagnostic> {
        let told = self.told.iter().filter(|(root, _)| self.projects.at(root).is_some_and(&counts));
        let mut of_each = told.filter_map(|(_, told)| told.get(place));
        let mut all = of_each.next().cloned().unwrap_or_default();
        for one in of_each.flatten() {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        all
    }

    /// Takes in the roadmaps that lie in the folders.
    pub(super) fn take_in_folders(&mut self) {
        self.notes.extend(self.projects.take_in_folders(&self.documents));
    }

    /// An open document, and where it lies.
    pub(super) fn document(&self, uri: &Uri) -> Result<(PathBuf, &Document), Failure> {
        let none = || Failure::bad_params(format!("`{uri}` is not open"));
        self.documents.of(uri).ok_or_else(none)
    }

    /// A document in the roadmap that it is looked at in.
    pub(super) fn look(&self, uri: &Uri) -> Result<Look<'_>, Failure> {
        let (place, document) = self.document(uri)?;
        let none = || Failure::refused(format!("`{uri}` belongs to no roadmap"));
        let project = self.projects.of(&place).ok_or_else(none)?;
        let (source, text) = project.source_at(&place).ok_or_else(none)?;
        let base = project.now.sources().base(source);
        let encoding = self.documents.encoding;
        if text.text() != document.text {
            return Err(Failure::modified());
        }
        let documents = &self.documents;
        let edits_have_versions = self.client.versions_edits;
        let at = Look {
            documents,
            document,
            place,
            project,
            source,
            base,
            encoding,
            edits_have_versions,
        };
        Ok(at)
    }
}
