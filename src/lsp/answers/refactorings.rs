//! Changes of a roadmap in several places at once. What they change is told with the offer where that is quickly found, otherwise when
//! one is chosen.

use gen_lsp_types::{self as lsp, CodeActionKind, Uri};
use serde::{Deserialize, Serialize};

use super::behind::{dated, later};
use crate::ide::{self, RefactorKind, Refactoring, View};
use crate::lsp::failure::{Answer, Failure};
use crate::lsp::session::Session;
use crate::lsp::translate::Look;

/// The kinds there are, besides those that mend.
pub(super) const KINDS: [CodeActionKind; 4] = [
    CodeActionKind::RefactorExtract,
    CodeActionKind::RefactorInline,
    CodeActionKind::RefactorMove,
    CodeActionKind::RefactorRewrite,
];

/// Where an action was offered, and of which text: it comes back when the action is chosen.
#[derive(Debug, Deserialize, Serialize)]
struct Offered {
    uri: Uri,
    version: i32,
    range: lsp::Range,
}

/// What could be changed at a place; a client that asks for nothing later is offered only what was found at once.
pub(super) fn offered(
    session: &Session,
    look: &Look<'_>,
    range: lsp::Range,
    is_wanted: impl Fn(&CodeActionKind) -> bool,
) -> Vec<lsp::CodeAction> {
    if !KINDS.iter().chain([&CodeActionKind::QuickFix]).any(&is_wanted) {
        return Vec::new();
    }
    let takes = |one: &Refactoring| {
        is_wanted(&kind_of(one.kind)) && (one.edits.is_some() || session.client.resolves_actions)
    };
    // The day is the header's: a roadmap is looked at the same on every machine.
    let all = ide::refactorings(look.view(), look.span(range), None).into_iter();
    all.filter(takes).map(|one| action(look, range, one)).collect()
}

fn action(look: &Look<'_>, range: lsp::Range, one: Refactoring) -> lsp::CodeAction {
    let edit = one.edits.map(|edits| look.workspace_edit(&edits));
    let (uri, version) = (look.document.uri.clone(), look.document.version);
    let sought = edit.is_none().then_some(Offered { uri, version, range });
    lsp::CodeAction {
        title: one.title,
        kind: Some(kind_of(one.kind)),
        edit,
        data: sought.and_then(|offered| serde_json::to_value(offered).ok()),
        ..lsp::CodeAction::default()
    }
}

fn kind_of(kind: RefactorKind) -> CodeActionKind {
    match kind {
        RefactorKind::Mend => CodeActionKind::QuickFix,
        RefactorKind::Extract => CodeActionKind::RefactorExtract,
        RefactorKind::Inline => CodeActionKind::RefactorInline,
        RefactorKind::Move => CodeActionKind::RefactorMove,
        RefactorKind::Rewrite => CodeActionKind::RefactorRewrite,
    }
}

/// `codeAction/resolve`
pub(in crate::lsp) fn resolve(
    session: &mut Session,
    action: &lsp::CodeAction,
) -> Answer<lsp::CodeAction> {
    let mut action = action.clone();
    let Some(data) = action.data.as_ref().filter(|_| action.edit.is_none()) else {
        return Ok(action);
    };
    let Offered { uri, version, range } = Offered::deserialize(data)
        .map_err(|error| Failure::bad_params(format!("`data` can't be read: {error}")))?;
    let look = session.look(&uri)?;
    if look.document.version != version {
        return Err(Failure::modified().into());
    }
    let (analysis, places) = dated(&look)?;
    let span = look.span(range);
    later(analysis, move |analysis, _, _| {
        let edits = ide::refactoring(View::of(analysis), span, None, &action.title);
        let edits = edits.map_err(Failure::refused)?;
        action.edit = Some(places.workspace_edit(analysis, &edits));
        serde_json::to_value(action).map_err(|error| Failure::refused(error.to_string()))
    })
}
