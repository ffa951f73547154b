//! The outline of a file: what is declared where, what can be folded, what a selection grows to.

use super::{Analysis, View};
use crate::resolve::NodeId;
use crate::syntax::keyword::DeclarationKind;
use crate::syntax::{Piece, pieces};
use crate::text::{SourceId, Span, unquoted};

/// A declaration in the outline of a file.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Which.
    pub node: NodeId,
    /// What it declares.
    pub kind: DeclarationKind,
    /// Its name; of one without, its title or its keyword.
    pub name: String,
    /// Its title, where the name is not all.
    pub title: Option<String>,
    /// The whole of it.
    pub extent: Span,
    /// Its name.
    pub span: Span,
    /// Its path from the top: `checkout.api`.
    pub path: String,
    /// What is declared in its block.
    pub parts: Vec<Symbol>,
}

/// What a file declares, as a tree.
pub fn symbols(view: View<'_>, source: SourceId) -> Vec<Symbol> {
    let mut open: Vec<Symbol> = Vec::new();
    let mut all = Vec::new();
    for symbol in symbols_in(view.now, source) {
        while open.last().is_some_and(|last| !last.extent.contains(symbol.extent)) {
            close(&mut open, &mut all);
        }
        open.push(symbol);
    }
    while !open.is_empty() {
        close(&mut open, &mut all);
    }
    all
}

fn close(open: &mut Vec<Symbol>, all: &mut Vec<Symbol>) {
    let Some(done) = open.pop() else { return };
    open.last_mut().map_or(all, |outer| &mut outer.parts).push(done);
}

fn symbols_in(analysis: &Analysis, source: SourceId) -> impl Iterator<Item = Symbol> {
    analysis.declarations_in(source).map(move |(node, _)| symbol(analysis, node))
}

fn symbol(analysis: &Analysis, node: NodeId) -> Symbol {
    let (sources, index) = (analysis.sources(), analysis.index());
    let declaration = index.declaration(node);
    let title = declaration.title.map(|title| unquoted(sources.text(title)).into_owned());
    let name = declaration.name.map(|name| sources.text(name).to_owned());
    let (name, title) = match (name, title) {
        (Some(name), title) => (name, title),
        (None, Some(title)) => (title, None),
        (None, None) => (declaration.kind.lexeme().to_owned(), None),
    };
    Symbol {
        node,
        kind: declaration.kind,
        name,
        title,
        extent: declaration.extent,
        span: declaration.name.or(declaration.title).unwrap_or(declaration.keyword),
        path: index.path_of(node),
        parts: Vec::new(),
    }
}

/// What is declared in all files with these letters, in this order, in its path or title; an empty query finds everything.
pub fn find_symbols(view: View<'_>, query: &str, most: usize) -> Vec<Symbol> {
    let index = view.now.index();
    let all = index.declarations().filter(|(_, one)| one.name.or(one.title).is_some());
    let all = all.map(|(node, _)| symbol(view.now, node));
    let fits = |symbol: &Symbol| {
        has_letters(&symbol.path, query)
            || symbol.title.as_deref().is_some_and(|title| has_letters(title, query))
    };
    all.filter(fits).take(most).collect()
}

/// Whether a text has these letters in this order, whatever stands between them.
pub(super) fn has_letters(text: &str, letters: &str) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    let mut letters = letters.chars().filter(|char| !char.is_whitespace());
    letters.all(|letter| letter.to_lowercase().all(|letter| rest.any(|char| char == letter)))
}

/// What a stretch of lines is that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A block in braces, or a text of several lines.
    Block,
    /// Comments on lines that follow each other.
    Comment,
    /// Imports on lines that follow each other.
    Imports,
}

/// What can be folded in a file: from the end of the first line to the end of the last.
pub fn folds(view: View<'_>, source: SourceId) -> Vec<(FoldKind, Span)> {
    let whole = view.now.span_of(source);
    let text = view.now.sources().text(whole);
    let is_long = |from: usize, to: usize| text.get(from..to).is_some_and(|of| of.contains('\n'));
    let mut folds: Vec<(FoldKind, usize, usize)> = Vec::new();
    let mut open = Vec::new();
    let mut comments: Option<(usize, usize)> = None;
    let all = pieces(text);
    for (piece, place) in &all {
        let own_line = text.get(..place.start).is_some_and(|before| {
            before.rsplit('\n').next().is_none_or(|line| line.trim_ascii().is_empty())
        });
        match piece {
            Piece::Comment if own_line => {
                let goes_on = comments.filter(|(_, end)| {
                    text.get(*end..place.start).is_some_and(|between| {
                        between.trim_ascii().is_empty() && between.matches('\n').count() == 1
                    })
                });
                folds.extend(comments.filter(|_| goes_on.is_none()).map(comment));
                comments = Some((goes_on.map_or(place.start, |(start, _)| start), place.end));
            }
            Piece::Brace if text.get(place.clone()) == Some("{") => open.push(place.start),
            Piece::Brace => {
                folds.extend(open.pop().map(|start| (FoldKind::Block, start, place.end)));
            }
            Piece::Text => folds.push((FoldKind::Block, place.start, place.end)),
            _ => {}
        }
    }
    folds.extend(comments.map(comment));
    folds.extend(imports(view.now, source, whole));
    folds.retain(|(_, start, end)| is_long(*start, *end));
    folds.sort_by_key(|(_, start, end)| (*start, *end));
    let place = |(kind, start, end): (FoldKind, usize, usize)| (kind, within(whole, start, end));
    folds.into_iter().map(place).collect()
}

const fn comment((start, end): (usize, usize)) -> (FoldKind, usize, usize) {
    (FoldKind::Comment, start, end)
}

/// Imports that nothing else stands between.
fn imports(analysis: &Analysis, source: SourceId, whole: Span) -> Vec<(FoldKind, usize, usize)> {
    let mut runs: Vec<(FoldKind, usize, usize)> = Vec::new();
    let mut is_run = false;
    for (_, one) in analysis.declarations_in(source) {
        if one.kind != DeclarationKind::Import {
            is_run = false;
            continue;
        }
        let (start, end) = (one.head.start - whole.start, one.head.end - whole.start);
        match runs.last_mut().filter(|_| is_run) {
            Some(last) => last.2 = end as usize,
            None => runs.push((FoldKind::Imports, start as usize, end as usize)),
        }
        is_run = true;
    }
    runs
}

/// What a selection at a place grows to, from the inside out: the word, the attribute, the line's statement, each block around it, the file.
pub fn selections(view: View<'_>, offset: u32) -> Vec<Span> {
    let analysis = view.now;
    let at = Span::new(offset, offset);
    let source = analysis.sources().source_of(at);
    let whole = analysis.span_of(source);
    let mut all = vec![whole];
    let node = analysis.index().innermost(at);
    let around = std::iter::successors(node, |node| analysis.index().parent(*node));
    for node in around {
        let declaration = analysis.index().declaration(node);
        all.extend([declaration.extent, declaration.head]);
    }
    if let Some(node) = node {
        all.extend(analysis.index().attributes_of(node).iter().map(|one| one.span));
    }
    let text = analysis.sources().text(whole);
    let words = pieces(text).into_iter().map(|(_, place)| within(whole, place.start, place.end));
    all.extend(words);
    all.retain(|span| span.contains(at));
    all.sort_by_key(|span| (span.end - span.start, span.start));
    all.dedup();
    // Each holds the one before.
    let mut inner = at;
    all.retain(|span| {
        let holds = span.contains(inner);
        inner = if holds { *span } else { inner };
        holds
    });
    all
}

/// A stretch of a file, of which the offsets begin with it.
pub(super) fn within(whole: Span, start: usize, end: usize) -> Span {
    let at = |offset: usize| whole.start + u32::try_from(offset).unwrap_or(0);
    Span::new(at(start), at(end))
}
