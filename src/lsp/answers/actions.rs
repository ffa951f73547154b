//! What mends what is wrong, and what else could be done at a place.

use gen_lsp_types as lsp;

use super::refactorings;
use crate::ide::{self, Repair, RepairScope};
use crate::lsp::failure::Answer;
use crate::lsp::session::Session;
use crate::lsp::translate::Look;

/// What mends all that is wrong with a file.
fn fix_all() -> lsp::CodeActionKind {
    lsp::CodeActionKind::SourceFixAll
}

/// The kinds of actions there are.
pub(in crate::lsp) fn kinds() -> Vec<lsp::CodeActionKind> {
    let mut kinds = vec![lsp::CodeActionKind::QuickFix, fix_all()];
    kinds.extend(refactorings::KINDS);
    kinds
}

/// `textDocument/codeAction`
pub(in crate::lsp) fn actions(
    session: &mut Session,
    params: &lsp::CodeActionParams,
) -> Answer<Option<Vec<lsp::CodeActionResponse>>> {
    let look = session.look(&params.text_document.uri)?;
    let is_wanted = |kind: &lsp::CodeActionKind| {
        let kind = String::from(kind.clone());
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|of| is_within(&kind, &String::from(of.clone()))))
    };
    let mut all = Vec::new();
    if is_wanted(&lsp::CodeActionKind::QuickFix) {
        let repairs = ide::repairs(look.view(), look.span(params.range)).into_iter();
        let given = params.context.diagnostics.as_slice();
        all.extend(repairs.map(|one| action(&look, one, lsp::CodeActionKind::QuickFix, given)));
    }
    if is_wanted(&fix_all()) {
        let repair = ide::repair_all(look.view(), look.source);
        all.extend(repair.map(|one| action(&look, one, fix_all(), &[])));
    }
    all.extend(refactorings::offered(session, &look, params.range, is_wanted));
    Ok(Some(all.into_iter().map(lsp::CodeActionResponse::from).collect()))
}

/// Whether a kind is another or one below it: `source.fixAll` is a `source`.
fn is_within(kind: &str, other: &str) -> bool {
    let rest = kind.strip_prefix(other);
    rest.is_some_and(|rest| other.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn action(
    look: &Look<'_>,
    repair: Repair<'_>,
    kind: lsp::CodeActionKind,
    given: &[lsp::Diagnostic],
) -> lsp::CodeAction {
    let mends = |one: &&lsp::Diagnostic| {
        repair.mends.iter().any(|mended| {
            let is_rule =
                matches!(&one.code, Some(lsp::Code::String(rule)) if rule == mended.rule.name);
            is_rule && one.range == look.range(mended.primary.span)
        })
    };
    let diagnostics: Vec<_> = given.iter().filter(mends).cloned().collect();
    lsp::CodeAction {
        title: repair.title,
        kind: Some(kind),
        diagnostics: Some(diagnostics).filter(|all| !all.is_empty()),
        is_preferred: (repair.scope == RepairScope::One && repair.is_certain).then_some(true),
        edit: Some(look.workspace_edit(&repair.edits)),
        ..lsp::CodeAction::default()
    }
}
