//! What imports have to say once files were renamed or moved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;

use crate::diagnostic::Edit;
use crate::ide;
use crate::lsp::documents::real_place;
use crate::lsp::failure::Answer;
use crate::lsp::projects::Project;
use crate::lsp::session::Session;
use crate::lsp::translate::Places;
use crate::lsp::uri::path_of;
use crate::resolve::slashed;

/// What the server is asked about before it moves.
pub(in crate::lsp) const FILTERS: [(&str, lsp::FileOperationPatternKind); 2] = [
    ("**/*.roadmap", lsp::FileOperationPatternKind::File),
    ("**/*", lsp::FileOperationPatternKind::Folder),
];

/// `workspace/willRenameFiles`
// As all answers are.
#[allow(clippy::unnecessary_wraps)]
pub(in crate::lsp) fn will_rename(
    session: &mut Session,
    params: &lsp::RenameFilesParams,
) -> Answer<Option<lsp::WorkspaceEdit>> {
    let pair = |file: &lsp::FileRename| {
        Some((real_place(&path_of(&file.old_uri)?), path_of(&file.new_uri)?))
    };
    let renames: Vec<(PathBuf, PathBuf)> = params.files.iter().filter_map(pair).collect();
    session.take_in_folders();
    let mut whole = lsp::WorkspaceEdit::default();
    // A file that is part of several roadmaps is changed once.
    let mut changed = BTreeSet::new();
    for project in session.projects.iter() {
        let sources = project.now.sources();
        let place = |edit: &Edit| {
            let source = sources.source(sources.source_of(edit.span))?;
            Some(project.place_of(source).to_owned())
        };
        let mut edits = imports(project, &renames);
        edits.retain(|edit| place(edit).is_some_and(|place| !changed.contains(&place)));
        changed.extend(edits.iter().filter_map(place));
        let places = Places::of(project, &session.documents, session.client.versions_edits);
        let edit = places.workspace_edit(&project.now, &edits);
        if let Some(more) = edit.document_changes {
            whole.document_changes.get_or_insert_default().extend(more);
        }
        if let Some(more) = edit.changes {
            whole.changes.get_or_insert_default().extend(more);
        }
    }
    Ok((!changed.is_empty()).then_some(whole))
}

/// What the imports of a roadmap have to say then.
fn imports(project: &Project, renames: &[(PathBuf, PathBuf)]) -> Vec<Edit> {
    let then = |place: &Path| {
        let moved = |(old, new): &(PathBuf, PathBuf)| {
            let rest = place.strip_prefix(old).ok()?;
            // A path with nothing behind it would end in a slash.
            Some(if rest.as_os_str().is_empty() { new.clone() } else { new.join(rest) })
        };
        renames.iter().find_map(moved).unwrap_or_else(|| place.to_owned())
    };
    let root = then(&project.root);
    let Some(folder) = root.parent() else { return Vec::new() };
    let moved = |path: &str| {
        let place = project.place_of_path(path)?;
        then(place).strip_prefix(folder).ok().map(slashed)
    };
    ide::imports_of_moved(project.view(), &moved)
}
