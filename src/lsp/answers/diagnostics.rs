//! Diagnostics for clients that ask for them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;

use gen_lsp_types as lsp;
use rustc_hash::FxHasher;

use crate::lsp::failure::{Answer, Unanswered};
use crate::lsp::projects::Project;
use crate::lsp::session::Session;

/// `textDocument/diagnostic`. A client that can't be told to ask again waits for the dates.
pub(in crate::lsp) fn of_document(
    session: &mut Session,
    params: &lsp::DocumentDiagnosticParams,
) -> Answer<lsp::DocumentDiagnosticReport> {
    let (place, _) = session.document(&params.text_document.uri)?;
    if !session.client.refreshes_diagnostics {
        need_dates(session.projects.iter().filter(|project| project.has(&place)))?;
    }
    let items = session.diagnostics_of(&place);
    let id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&id) {
        let same = lsp::UnchangedDocumentDiagnosticReport { result_id: id };
        let report = lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: same,
        };
        return Ok(report.into());
    }
    let full = lsp::FullDocumentDiagnosticReport { result_id: Some(id), items };
    let report = lsp::RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: full,
    };
    Ok(report.into())
}

/// `workspace/diagnostic`: of all roadmaps in the folders, and of those that are open elsewhere.
pub(in crate::lsp) fn of_workspace(
    session: &mut Session,
    params: &lsp::WorkspaceDiagnosticParams,
) -> Answer<lsp::WorkspaceDiagnosticReport> {
    need_dates(session.projects.iter())?;
    let known =
        params.previous_result_ids.iter().map(|known| (known.uri.0.as_str(), known.value.as_str()));
    let known: BTreeMap<&str, &str> = known.collect();
    let places: BTreeSet<&PathBuf> = session.told.values().flat_map(BTreeMap::keys).collect();
    let report = |place: &PathBuf| {
        let items = session.all_diagnostics_of(place);
        let (uri, id) = (session.documents.uri_of(place), result_id(&items));
        let version = session.documents.at(place).map(|open| open.version);
        if known.get(uri.0.as_str()) == Some(&id.as_str()) {
            let same = lsp::UnchangedDocumentDiagnosticReport { result_id: id };
            let unchanged_document_diagnostic_report = same;
            return lsp::WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report,
            }
            .into();
        }
        let full = lsp::FullDocumentDiagnosticReport { result_id: Some(id), items };
        lsp::WorkspaceFullDocumentDiagnosticReport {
            uri,
            version,
            full_document_diagnostic_report: full,
        }
        .into()
    };
    let mut items: Vec<lsp::WorkspaceDocumentDiagnosticReport> =
        places.iter().map(|place| report(place)).collect();
    // Of a file that is gone there is nothing to say any more.
    let told: BTreeSet<String> =
        places.iter().map(|place| session.documents.uri_of(place).0).collect();
    let gone = params.previous_result_ids.iter().filter(|known| !told.contains(&known.uri.0));
    items.extend(gone.map(|known| {
        let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport::default();
        let uri = known.uri.clone();
        lsp::WorkspaceFullDocumentDiagnosticReport {
            uri,
            version: None,
            full_document_diagnostic_report,
        }
        .into()
    }));
    Ok(lsp::WorkspaceDiagnosticReport { items })
}

/// Waits for the dates of roadmaps, of all of them at once.
fn need_dates<'p>(projects: impl Iterator<Item = &'p Project>) -> Answer<()> {
    let missing = projects.filter(|project| project.current().is_none());
    let missing: Vec<PathBuf> = missing.map(|project| project.root.clone()).collect();
    if missing.is_empty() { Ok(()) } else { Err(Unanswered::NeedsDates(missing)) }
}

/// What tells these diagnostics from others.
fn result_id(items: &[lsp::Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
