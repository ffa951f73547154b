//! What a file declares, what can be folded, what a selection grows to.

use gen_lsp_types as lsp;

use crate::ide::{self, FoldKind, Symbol};
use crate::lsp::failure::Answer;
use crate::lsp::session::Session;
use crate::lsp::translate::{Locations, Look};
use crate::syntax::keyword::DeclarationKind as K;

/// So many are found at most.
const FOUND: usize = 500;

/// `textDocument/documentSymbol`
pub(in crate::lsp) fn symbols(
    session: &mut Session,
    params: &lsp::DocumentSymbolParams,
) -> Answer<Option<lsp::DocumentSymbolResponse>> {
    let look = session.look(&params.text_document.uri)?;
    let symbols = ide::symbols(look.view(), look.source);
    let all: Vec<_> = symbols.into_iter().map(|one| symbol(&look, one)).collect();
    Ok(Some(all.into()))
}

fn symbol(look: &Look<'_>, one: Symbol) -> lsp::DocumentSymbol {
    #[allow(deprecated, reason = "the field has to be given")]
    lsp::DocumentSymbol {
        name: one.name,
        detail: one.title,
        kind: kind(one.kind),
        tags: None,
        deprecated: None,
        range: look.range(one.extent.to(one.span)),
        selection_range: look.range(one.span),
        children: Some(one.parts.into_iter().map(|part| symbol(look, part)).collect()),
    }
}

/// `workspace/symbol`: in all roadmaps in the folders, and in those that are open elsewhere.
#[allow(clippy::unnecessary_wraps, reason = "all answers have one shape")]
pub(in crate::lsp) fn find(
    session: &mut Session,
    params: &lsp::WorkspaceSymbolParams,
) -> Answer<Option<lsp::WorkspaceSymbolResponse>> {
    let mut all: Vec<lsp::WorkspaceSymbol> = Vec::new();
    for project in session.projects.iter() {
        let locations = Locations::new(project, &session.documents);
        for one in ide::find_symbols(project.view(), &params.query, FOUND) {
            let container = one.path.rsplit_once('.').map(|(container, _)| container.to_owned());
            let location = locations.of(one.span);
            let found = lsp::WorkspaceSymbol {
                location: location.into(),
                data: None,
                base_symbol_information: lsp::BaseSymbolInformation {
                    name: one
                        .title
                        .map_or_else(|| one.name.clone(), |title| format!("{} {title}", one.name)),
                    kind: kind(one.kind),
                    tags: None,
                    container_name: container,
                },
            };
            // A file that two roadmaps import is looked at in both.
            if all.len() < FOUND && !all.contains(&found) {
                all.push(found);
            }
        }
    }
    Ok(Some(all.into()))
}

/// The icon of a declaration.
pub(super) const fn kind(kind: K) -> lsp::SymbolKind {
    match kind {
        K::Roadmap => lsp::SymbolKind::Package,
        K::Import => lsp::SymbolKind::Module,
        K::Stream => lsp::SymbolKind::Namespace,
        K::Feature => lsp::SymbolKind::Class,
        K::Task => lsp::SymbolKind::Method,
        K::Milestone | K::Release => lsp::SymbolKind::Event,
        K::Team => lsp::SymbolKind::Interface,
        K::Person => lsp::SymbolKind::Object,
        K::Resource => lsp::SymbolKind::Struct,
        K::Let => lsp::SymbolKind::Constant,
        K::Field => lsp::SymbolKind::Field,
        K::Measure => lsp::SymbolKind::Number,
        K::Calendar | K::Cadence => lsp::SymbolKind::Array,
        _ => lsp::SymbolKind::Property,
    }
}

/// `textDocument/foldingRange`
pub(in crate::lsp) fn folds(
    session: &mut Session,
    params: &lsp::FoldingRangeParams,
) -> Answer<Option<Vec<lsp::FoldingRange>>> {
    let look = session.look(&params.text_document.uri)?;
    let fold = |(kind, span)| {
        let lsp::Range { start, end } = look.range(span);
        // The line of the brace that closes a block stays seen.
        let last = if kind == FoldKind::Block { end.line.saturating_sub(1) } else { end.line };
        let fold = lsp::FoldingRange {
            start_line: start.line,
            end_line: last,
            kind: match kind {
                FoldKind::Comment => Some(lsp::FoldingRangeKind::Comment),
                FoldKind::Imports => Some(lsp::FoldingRangeKind::Imports),
                FoldKind::Block => None,
            },
            ..lsp::FoldingRange::default()
        };
        Some(fold).filter(|_| last > start.line)
    };
    Ok(Some(ide::folds(look.view(), look.source).into_iter().filter_map(fold).collect()))
}

/// `textDocument/selectionRange`
pub(in crate::lsp) fn selections(
    session: &mut Session,
    params: &lsp::SelectionRangeParams,
) -> Answer<Option<Vec<lsp::SelectionRange>>> {
    let look = session.look(&params.text_document.uri)?;
    let grown = |position: &lsp::Position| {
        let spans = ide::selections(look.view(), look.offset(*position));
        let outwards = |parent: Option<lsp::SelectionRange>, span| {
            let range = look.range(span);
            Some(lsp::SelectionRange { range, parent: parent.map(Box::new) })
        };
        let here = lsp::Range { start: *position, end: *position };
        let alone = lsp::SelectionRange { range: here, parent: None };
        spans.into_iter().rev().fold(None, outwards).unwrap_or(alone)
    };
    Ok(Some(params.positions.iter().map(grown).collect()))
}
