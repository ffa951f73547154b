//! What the client shows of each file, and of which version.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;

use super::outbox::Outbox;
use super::session::Session;

/// What the client was told last.
#[derive(Default)]
pub(super) struct Shown(BTreeMap<PathBuf, (Option<i32>, Vec<lsp::Diagnostic>)>);

impl Shown {
    /// Shows what there is to say of a file, if that is not what is shown.
    pub(super) fn show(&mut self, place: &Path, session: &Session, outbox: &Outbox<'_>) {
        if session.client.pulls_diagnostics {
            return;
        }
        let diagnostics = session.diagnostics_of(place);
        let version = session.documents.at(place).map(|open| open.version);
        let is_shown = match self.0.get(place) {
            Some((of, shown)) => *shown == diagnostics && (*of == version || version.is_none()),
            // Of a file that is not open and has nothing wrong, nothing was ever said.
            None => version.is_none() && diagnostics.is_empty(),
        };
        if is_shown {
            return;
        }
        let uri = session.documents.uri_of(place);
        let params =
            lsp::PublishDiagnosticsParams { uri, version, diagnostics: diagnostics.clone() };
        outbox.notify("textDocument/publishDiagnostics", params);
        if version.is_none() && diagnostics.is_empty() {
            self.0.remove(place);
        } else {
            self.0.insert(place.to_owned(), (version, diagnostics));
        }
    }
}
