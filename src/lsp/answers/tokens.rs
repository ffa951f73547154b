//! What each word is, for its colour.

use std::hash::{Hash as _, Hasher as _};

use gen_lsp_types as lsp;
use rustc_hash::FxHasher;

use crate::ide::{self, Token, TokenKind};
use crate::lsp::failure::Answer;
use crate::lsp::session::Session;
use crate::lsp::translate::Look;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

/// What words are called, in the order of their numbers: names that every theme has a colour for.
const TYPES: [&str; 14] = [
    "keyword",
    "modifier",
    "string",
    "number",
    "enumMember",
    "decorator",
    "comment",
    "operator",
    "namespace",
    "class",
    "method",
    "event",
    "type",
    "variable",
];

/// What is said of a word besides.
const MODIFIERS: [&str; 1] = ["declaration"];

/// What words can be.
pub(in crate::lsp) fn legend() -> lsp::SemanticTokensLegend {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    lsp::SemanticTokensLegend { token_types: owned(&TYPES), token_modifiers: owned(&MODIFIERS) }
}

const fn name_of(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Declaration => "keyword",
        TokenKind::Attribute => "modifier",
        TokenKind::Text => "string",
        TokenKind::Number => "number",
        TokenKind::Date => "enumMember",
        TokenKind::Tag => "decorator",
        TokenKind::Comment => "comment",
        TokenKind::Operator => "operator",
        TokenKind::Name(kind) => match kind {
            K::Stream | K::Import => "namespace",
            K::Feature => "class",
            K::Task => "method",
            K::Milestone | K::Release => "event",
            K::Team | K::Person | K::Resource => "type",
            _ => "variable",
        },
    }
}

fn number_of(kind: TokenKind) -> u32 {
    let name = name_of(kind);
    TYPES.iter().zip(0..).find(|(other, _)| **other == name).map_or(0, |(_, number)| number)
}

/// `textDocument/semanticTokens/full`
pub(in crate::lsp) fn full(
    session: &mut Session,
    params: &lsp::SemanticTokensParams,
) -> Answer<Option<lsp::SemanticTokens>> {
    let look = session.look(&params.text_document.uri)?;
    let data = encoded(&look, None);
    let (place, id) = (look.place.clone(), id_of(&data));
    session.tokens.insert(place, (id.clone(), data.clone()));
    Ok(Some(lsp::SemanticTokens { result_id: Some(id), data }))
}

/// `textDocument/semanticTokens/range`
pub(in crate::lsp) fn range(
    session: &mut Session,
    params: &lsp::SemanticTokensRangeParams,
) -> Answer<Option<lsp::SemanticTokens>> {
    let look = session.look(&params.text_document.uri)?;
    let data = encoded(&look, Some(look.span(params.range)));
    Ok(Some(lsp::SemanticTokens { result_id: None, data }))
}

/// `textDocument/semanticTokens/full/delta`
pub(in crate::lsp) fn delta(
    session: &mut Session,
    params: &lsp::SemanticTokensDeltaParams,
) -> Answer<Option<lsp::SemanticTokensDeltaResponse>> {
    let look = session.look(&params.text_document.uri)?;
    let data = encoded(&look, None);
    let (place, id) = (look.place.clone(), id_of(&data));
    let before = session.tokens.insert(place, (id.clone(), data.clone()));
    let before = before.filter(|(id, _)| *id == params.previous_result_id);
    let Some((_, before)) = before else {
        return Ok(Some(lsp::SemanticTokens { result_id: Some(id), data }.into()));
    };
    let edits = change(&before, &data).into_iter().collect();
    Ok(Some(lsp::SemanticTokensDelta { result_id: Some(id), edits }.into()))
}

fn encoded(look: &Look<'_>, within: Option<Span>) -> Vec<lsp::SemanticToken> {
    let mut data = Vec::new();
    let mut last = lsp::Position { line: 0, character: 0 };
    for token in ide::tokens(look.view(), look.source) {
        let Token { span, kind, is_declaration } = token;
        if within.is_some_and(|within| span.end <= within.start || within.end <= span.start) {
            continue;
        }
        let range = look.range(span);
        // A token of several lines is one for each of them.
        for line in range.start.line..=range.end.line {
            let character = if line == range.start.line { range.start.character } else { 0 };
            let end = if line == range.end.line { range.end } else { look.end_of_line(line) };
            let length = end.character.saturating_sub(character);
            if length == 0 {
                continue;
            }
            let is_same_line = line == last.line;
            data.push(lsp::SemanticToken {
                delta_line: line.saturating_sub(last.line),
                delta_start: character.saturating_sub(if is_same_line {
                    last.character
                } else {
                    0
                }),
                length,
                token_type: number_of(kind),
                token_modifiers_bitset: u32::from(is_declaration),
            });
            last = lsp::Position { line, character };
        }
    }
    data
}

/// What tells tokens from others.
fn id_of(data: &[lsp::SemanticToken]) -> String {
    let mut hasher = FxHasher::default();
    data.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The one stretch that is not the same.
fn change(
    before: &[lsp::SemanticToken],
    now: &[lsp::SemanticToken],
) -> Option<lsp::SemanticTokensEdit> {
    const NUMBERS: usize = 5;
    let start = before.iter().zip(now).take_while(|(one, other)| one == other).count();
    let (old, new) = (before.get(start..)?, now.get(start..)?);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other);
    let same = same.count();
    let inserted = new.get(..new.len() - same)?.iter().flat_map(|token| {
        [
            token.delta_line,
            token.delta_start,
            token.length,
            token.token_type,
            token.token_modifiers_bitset,
        ]
    });
    let number = |tokens: usize| u32::try_from(tokens * NUMBERS).unwrap_or(u32::MAX);
    Some(lsp::SemanticTokensEdit {
        start: number(start),
        delete_count: number(old.len() - same),
        data: Some(inserted.collect()),
    })
}
