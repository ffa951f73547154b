//! What stands above lines, what can be opened, how an attribute is written.

use gen_lsp_types as lsp;
use serde_json::json;

use super::writing::dates_of;
use crate::ide::{self, Lens, LensKind, Opens, Signature};
use crate::lsp::failure::Answer;
use crate::lsp::session::Session;
use crate::lsp::translate::Look;

/// `textDocument/codeLens`: of older dates at once, where the client can be told to ask again.
pub(in crate::lsp) fn lenses(
    session: &mut Session,
    params: &lsp::CodeLensParams,
) -> Answer<Option<Vec<lsp::CodeLens>>> {
    let look = session.look(&params.text_document.uri)?;
    if !session.client.settings.code_lens {
        return Ok(Some(Vec::new()));
    }
    if !session.client.refreshes_lenses || look.project.dated.is_none() {
        dates_of(look.project)?;
    }
    // What stands beside a line is not said above it too.
    let client = &session.client;
    let is_beside = client.shows_hints && client.settings.inlay_hints.slack;
    let mut lenses = ide::lenses(look.view(), look.source);
    lenses.retain(|one| !(is_beside && one.kind == LensKind::Slack));
    Ok(Some(lenses.into_iter().map(|one| lens(&look, one)).collect()))
}

fn lens(look: &Look<'_>, one: Lens) -> lsp::CodeLens {
    let Lens { target, kind, words } = one;
    let range = look.range(target.span);
    let command = match kind {
        LensKind::Preview => "milepost.preview",
        LensKind::Report => "milepost.report",
        LensKind::Slack | LensKind::Waiting => "milepost.why",
    };
    let argument = json!({ "uri": look.document.uri, "position": range.start });
    let command = lsp::Command {
        title: words,
        tooltip: None,
        command: command.to_owned(),
        arguments: Some(vec![argument]),
    };
    lsp::CodeLens { range, command: Some(command), data: None }
}

/// `textDocument/documentLink`
pub(in crate::lsp) fn links(
    session: &mut Session,
    params: &lsp::DocumentLinkParams,
) -> Answer<Option<Vec<lsp::DocumentLink>>> {
    let look = session.look(&params.text_document.uri)?;
    let link = |one: ide::Link| {
        let target = match one.opens {
            Opens::Address(address) => lsp::Uri(address),
            Opens::File(path) => {
                let mut sources = look.project.now.sources().iter();
                let (_, source) = sources.find(|(_, source)| source.path() == path)?;
                look.documents.uri_of(look.project.place_of(source))
            }
        };
        let range = look.range(one.span);
        Some(lsp::DocumentLink { range, target: Some(target), ..lsp::DocumentLink::default() })
    };
    Ok(Some(ide::links(look.view(), look.source).into_iter().filter_map(link).collect()))
}

/// `textDocument/signatureHelp`
pub(in crate::lsp) fn signatures(
    session: &mut Session,
    params: &lsp::SignatureHelpParams,
) -> Answer<Option<lsp::SignatureHelp>> {
    let at = &params.text_document_position_params;
    let look = session.look(&at.text_document.uri)?;
    let found = ide::signatures(look.view(), look.offset(at.position));
    if found.is_empty() {
        return Ok(None);
    }
    let signatures = found.iter().map(signature).collect();
    Ok(Some(lsp::SignatureHelp { signatures, active_signature: Some(0), active_parameter: None }))
}

fn signature(one: &Signature) -> lsp::SignatureInformation {
    // What is between two offsets is told by itself: columns of labels are in units of their own.
    let argument = |range: &std::ops::Range<usize>| {
        let text = one.label.get(range.clone()).unwrap_or_default().to_owned();
        lsp::ParameterInformation { label: text.into(), documentation: None }
    };
    let parameters = one.parameters.iter().map(argument).collect();
    let active = one.active.and_then(|active| u32::try_from(active).ok());
    lsp::SignatureInformation {
        label: one.label.to_owned(),
        documentation: Some(one.doc.to_owned().into()),
        parameters: Some(parameters),
        active_parameter: active.map(Into::into),
    }
}
