//! What could be written at a place, what is said of it, and what stands beside the lines.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;

use crate::ide::{self, Completion, CompletionKind, Hint, HintKind};
use crate::lsp::client::Client;
use crate::lsp::failure::{Answer, Unanswered};
use crate::lsp::plain::plain;
use crate::lsp::projects::Project;
use crate::lsp::session::Session;
use crate::lsp::settings::InlayHints;
use crate::lsp::translate::Look;
use crate::resolve::{importable_in, slashed};
use crate::syntax::keyword::DeclarationKind as K;

/// So many files of a folder are offered.
const FILES: usize = 200;

/// So many bytes of each are looked at for a header.
const LOOKED_AT: u64 = 4096;

/// So many completions are offered at once: of more the client asks again with each letter.
const MOST: usize = 500;

/// What a completion may begin behind, without being asked for.
pub(in crate::lsp) const TRIGGERS: [&str; 6] = ["@", "#", ".", "\"", "/", "|"];

/// `textDocument/completion`
pub(in crate::lsp) fn completion(
    session: &mut Session,
    params: &lsp::CompletionParams,
) -> Answer<Option<lsp::CompletionResponse>> {
    let at = &params.text_document_position_params;
    let look = session.look(&at.text_document.uri)?;
    let found = ide::completions(look.view(), look.offset(at.position), &|| files(&look), MOST);
    let range = look.range(found.span);
    let client = &session.client;
    let items = (0_u32..).zip(found.items);
    let items = items.map(|(rank, one)| item(rank, one, range, client)).collect();
    let list = lsp::CompletionList { items, is_incomplete: !found.is_all, ..Default::default() };
    Ok(Some(list.into()))
}

fn item(rank: u32, one: Completion, range: lsp::Range, client: &Client) -> lsp::CompletionItem {
    let Completion { text, snippet, kind, detail, documentation } = one;
    let snippet = snippet.filter(|_| client.takes_snippets);
    let format = snippet.as_ref().map(|_| lsp::InsertTextFormat::Snippet);
    let documentation = Some(documentation).filter(|said| !said.is_empty());
    lsp::CompletionItem {
        kind: Some(icon(kind)),
        detail: Some(detail).filter(|detail| !detail.is_empty()),
        documentation: documentation.map(|said| shown_as(said, client.plain_completions).into()),
        // The best first, whatever the client thinks of letters.
        sort_text: Some(format!("{rank:05}")),
        filter_text: Some(text.clone()),
        insert_text_format: format,
        text_edit: Some(
            lsp::TextEdit { range, new_text: snippet.unwrap_or_else(|| text.clone()) }.into(),
        ),
        label: text,
        ..lsp::CompletionItem::default()
    }
}

const fn icon(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Declaration => lsp::CompletionItemKind::Keyword,
        CompletionKind::Word => lsp::CompletionItemKind::Property,
        CompletionKind::Rule => lsp::CompletionItemKind::Reference,
        CompletionKind::Tag => lsp::CompletionItemKind::EnumMember,
        CompletionKind::Value => lsp::CompletionItemKind::Value,
        CompletionKind::File => lsp::CompletionItemKind::File,
        CompletionKind::Name(kind) => match kind {
            K::Stream | K::Import => lsp::CompletionItemKind::Module,
            K::Feature => lsp::CompletionItemKind::Class,
            K::Task => lsp::CompletionItemKind::Method,
            K::Milestone | K::Release => lsp::CompletionItemKind::Event,
            K::Team | K::Person | K::Resource => lsp::CompletionItemKind::Struct,
            _ => lsp::CompletionItemKind::Variable,
        },
    }
}

fn shown_as(markdown: String, is_plain: bool) -> lsp::MarkupContent {
    if is_plain {
        return lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain(&markdown) };
    }
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown }
}

/// The files that a document could import: those of its folder and of the folders in it, by their paths from there, those without a
/// header first. What has one is mostly a roadmap of its own.
fn files(look: &Look<'_>) -> Vec<String> {
    let Some(folder) = look.place.parent().filter(|folder| folder.has_root()) else {
        return Vec::new();
    };
    let inside = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let folders = inside.map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut all = importable_in(folder);
    for inner in folders.take(FILES) {
        all.extend(importable_in(&inner));
    }
    let from_here = |path: PathBuf| path.strip_prefix(folder).map(slashed).ok();
    let own = |path: &PathBuf| path.as_path() != Path::new(&look.place);
    let mut all: Vec<String> = all.into_iter().filter(own).filter_map(from_here).collect();
    all.sort();
    all.truncate(FILES);
    all.sort_by_cached_key(|path| begins_with_header(&folder.join(path)));
    all
}

/// Whether a header stands among the first lines of a file.
fn begins_with_header(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let begins = |line: String| line.split_whitespace().next() == Some(K::Roadmap.lexeme());
    BufReader::new(file.take(LOOKED_AT)).lines().map_while(Result::ok).any(begins)
}

/// `textDocument/hover`
pub(in crate::lsp) fn hover(
    session: &mut Session,
    params: &lsp::HoverParams,
) -> Answer<Option<lsp::Hover>> {
    let at = &params.text_document_position_params;
    let look = session.look(&at.text_document.uri)?;
    let said = ide::hover(look.view(), look.offset(at.position));
    Ok(said.map(|said| lsp::Hover {
        contents: shown_as(said.markdown, session.client.plain_hovers).into(),
        range: Some(look.range(said.span)),
    }))
}

/// `textDocument/inlayHint`: what is known of older dates at once, where the client can be told to ask again.
pub(in crate::lsp) fn hints(
    session: &mut Session,
    params: &lsp::InlayHintParams,
) -> Answer<Option<Vec<lsp::InlayHint>>> {
    let look = session.look(&params.text_document.uri)?;
    let can_wait = !session.client.refreshes_hints || look.project.dated.is_none();
    if can_wait {
        dates_of(look.project)?;
    }
    let wanted = session.client.settings.inlay_hints;
    let mut hints = ide::hints(look.view(), look.span(params.range));
    hints.retain(|hint| is_wanted(wanted, hint.kind));
    // One a line: not every client parts two of one place.
    let lines = hints.chunk_by(|one, other| one.offset == other.offset);
    Ok(Some(lines.filter_map(|line| shown(&look, line)).collect()))
}

const fn is_wanted(wanted: InlayHints, kind: HintKind) -> bool {
    match kind {
        HintKind::Dates => wanted.dates,
        HintKind::Slack => wanted.slack,
        HintKind::Lateness => wanted.lateness,
    }
}

fn shown(look: &Look<'_>, line: &[Hint]) -> Option<lsp::InlayHint> {
    let offset = line.first()?.offset;
    let words: Vec<&str> = line.iter().map(|hint| hint.words.as_str()).collect();
    Some(lsp::InlayHint {
        position: look.range(crate::text::Span::new(offset, offset)).start,
        label: words.join(" · ").into(),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    })
}

/// Whether the dates of the newest text are known; they are waited for otherwise.
pub(in crate::lsp) fn dates_of(project: &Project) -> Answer<()> {
    match project.current() {
        Some(_) => Ok(()),
        None => Err(Unanswered::NeedsDates(vec![project.root.clone()])),
    }
}
