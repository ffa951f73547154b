//! From names to what they mean, and to all places that name it.

use gen_lsp_types as lsp;

use crate::ide;
use crate::lsp::failure::{Answer, Failure};
use crate::lsp::session::Session;
use crate::lsp::translate::Look;

/// The document and the offset that a request asks about.
fn asked<'s>(
    session: &'s Session,
    at: &lsp::TextDocumentPositionParams,
) -> Result<(Look<'s>, u32), Failure> {
    let look = session.look(&at.text_document.uri)?;
    let offset = look.offset(at.position);
    Ok((look, offset))
}

fn declared(
    session: &Session,
    at: &lsp::TextDocumentPositionParams,
) -> Result<Option<lsp::Location>, Failure> {
    let (look, offset) = asked(session, at)?;
    let target = ide::definition(look.view(), offset);
    Ok(target.map(|target| look.locations().of(target.span)))
}

/// `textDocument/definition`
pub(in crate::lsp) fn definition(
    session: &mut Session,
    params: &lsp::DefinitionParams,
) -> Answer<Option<lsp::DefinitionResponse>> {
    let declared = declared(session, &params.text_document_position_params)?;
    Ok(declared.map(|location| lsp::Definition::from(location).into()))
}

/// `textDocument/declaration`: a name is defined where it is declared.
pub(in crate::lsp) fn declaration(
    session: &mut Session,
    params: &lsp::DeclarationParams,
) -> Answer<Option<lsp::DeclarationResponse>> {
    let declared = declared(session, &params.text_document_position_params)?;
    Ok(declared.map(|location| lsp::Declaration::from(location).into()))
}

/// `textDocument/references`
pub(in crate::lsp) fn references(
    session: &mut Session,
    params: &lsp::ReferenceParams,
) -> Answer<Option<Vec<lsp::Location>>> {
    let (look, offset) = asked(session, &params.text_document_position_params)?;
    let wants = |one: &ide::Occurrence| params.context.include_declaration || !one.is_declaration;
    let all = ide::occurrences(look.view(), offset).into_iter().filter(wants);
    let locations = look.locations();
    Ok(Some(all.map(|one| locations.of(one.span)).collect()))
}

/// `textDocument/documentHighlight`
pub(in crate::lsp) fn highlight(
    session: &mut Session,
    params: &lsp::DocumentHighlightParams,
) -> Answer<Option<Vec<lsp::DocumentHighlight>>> {
    let (look, offset) = asked(session, &params.text_document_position_params)?;
    let all = ide::occurrences(look.view(), offset).into_iter().filter(|one| look.has(one.span));
    let highlight = |one: ide::Occurrence| lsp::DocumentHighlight {
        range: look.range(one.span),
        kind: Some(if one.is_declaration {
            lsp::DocumentHighlightKind::Write
        } else {
            lsp::DocumentHighlightKind::Read
        }),
    };
    Ok(Some(all.map(highlight).collect()))
}

/// `textDocument/prepareRename`
pub(in crate::lsp) fn prepare_rename(
    session: &mut Session,
    params: &lsp::PrepareRenameParams,
) -> Answer<Option<lsp::PrepareRenameResult>> {
    let (look, offset) = asked(session, &params.text_document_position_params)?;
    let span = ide::prepare_rename(look.view(), offset).map_err(Failure::refused)?;
    let placeholder = look.view().now.sources().text(span).to_owned();
    Ok(Some(lsp::PrepareRenamePlaceholder { range: look.range(span), placeholder }.into()))
}

/// `textDocument/rename`
pub(in crate::lsp) fn rename(
    session: &mut Session,
    params: &lsp::RenameParams,
) -> Answer<Option<lsp::WorkspaceEdit>> {
    let (look, offset) = asked(session, &params.text_document_position_params)?;
    let edits = ide::rename(look.view(), offset, &params.new_name).map_err(Failure::refused)?;
    Ok(Some(look.workspace_edit(&edits)))
}

/// `textDocument/linkedEditingRange`: a name and all that names it, where that is all in this document.
pub(in crate::lsp) fn linked(
    session: &mut Session,
    params: &lsp::LinkedEditingRangeParams,
) -> Answer<Option<lsp::LinkedEditingRanges>> {
    let (look, offset) = asked(session, &params.text_document_position_params)?;
    let spans = ide::linked(look.view(), offset);
    if spans.is_empty() || !spans.iter().all(|span| look.has(*span)) {
        return Ok(None);
    }
    let ranges = spans.into_iter().map(|span| look.range(span)).collect();
    let word_pattern = Some("[A-Za-z][A-Za-z0-9_-]*".to_owned());
    Ok(Some(lsp::LinkedEditingRanges { ranges, word_pattern }))
}
