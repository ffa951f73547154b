//! How the attribute is written in which the caret stands, and at which of its arguments: also in a line that can't be read yet.

use std::ops::Range;
use std::sync::LazyLock;

use super::{View, beginning};
use crate::syntax::keyword::{
    ATTRIBUTES, AttributeWord, DeclarationKind as K, Kinds, attribute, attribute_on, declaration,
};
use crate::syntax::{Piece, pieces, start_of_statement};
use crate::text::{Span, words};

/// How an attribute is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// An example of the whole: `score reach 5000 impact 2 confidence 80%`.
    pub label: &'static str,
    /// What it means, in a line.
    pub doc: &'static str,
    /// Where in the label each argument stands, in bytes.
    pub parameters: Vec<Range<usize>>,
    /// The argument at which the caret stands.
    pub active: Option<usize>,
}

/// The ways in which the attribute at a place is written, those first that take what is there; none where all is said.
pub fn signatures(view: View<'_>, offset: u32) -> Vec<Signature> {
    let Some((kind, written)) = statement(view, offset) else { return Vec::new() };
    let Some(begun) = begun(kind, &written) else { return Vec::new() };
    let mut all: Vec<_> = begun.forms.iter().map(|form| signature(form, &begun)).collect();
    let has = |one: &Signature, token: &Token| {
        token.is_finished_word() && one.label.split(' ').any(|word| word == token.text)
    };
    let fits = |one: &Signature| begun.typed.iter().filter(|token| has(one, token)).count();
    all.sort_by_key(|one| (one.active.is_none(), std::cmp::Reverse(fits(one))));
    if all.iter().any(|one| one.active.is_some()) { all } else { Vec::new() }
}

/// One word, text or comma before the caret.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    piece: Piece,
    /// Whether the caret touches it: it may be written on.
    is_open: bool,
}

impl Token {
    fn is_finished_word(&self) -> bool {
        self.piece == Piece::Word && !self.is_open
    }
}

/// What stands before the caret in its statement, and in which declaration.
fn statement(view: View<'_>, offset: u32) -> Option<(K, Vec<Token>)> {
    let at = Span::new(offset, offset);
    let sources = view.now.sources();
    let caret = sources.local(at).start;
    let before = sources.source(sources.source_of(at))?.text().get(..caret)?;
    let (begin, _) = beginning(view, at);
    let start = begin + start_of_statement(before.get(begin..)?);
    let (tokens, start) = tokens(before, start)?;
    let index = view.now.index();
    let start = offset - u32::try_from(caret - start).ok()?;
    let here = index.innermost(Span::new(start, start));
    // The declaration that begins here is not the one in which it stands.
    let is_own = |node| index.declaration(node).keyword.start == start;
    let outer = here.and_then(|node| if is_own(node) { index.parent(node) } else { Some(node) });
    let outer = outer.map(|node| index.declaration(node).kind);
    let first = tokens.first().filter(|first| first.is_finished_word());
    let word = first.and_then(|first| declaration(&first.text));
    // `calendar berlin` in the block of an item is an attribute.
    let can_stand = |inside: Kinds, at_top| outer.map_or(at_top, |outer| inside.contains(outer));
    match word.filter(|word| can_stand(word.inside, word.at_top)) {
        Some(word) => {
            let is_named = tokens.get(1).is_some_and(Token::is_finished_word);
            let head = if is_named && word.kind != K::Status { 2 } else { 1 };
            Some((word.kind, tokens.get(head..).unwrap_or_default().to_vec()))
        }
        None => Some((outer?, tokens)),
    }
}

/// The words from a place on, and where the statement begins whose last it is: a brace begins another. None in a comment.
fn tokens(before: &str, start: usize) -> Option<(Vec<Token>, usize)> {
    let written = before.get(start..)?;
    let mut tokens: Vec<Token> = Vec::new();
    let mut first = None;
    for (piece, place) in pieces(written) {
        let is_open = place.end >= written.len();
        match piece {
            Piece::Comment if is_open => return None,
            Piece::Comment => {}
            Piece::Brace => {
                tokens.clear();
                first = None;
            }
            Piece::Text | Piece::Word | Piece::Comma => {
                first.get_or_insert(start + place.start);
                let text = written.get(place)?.to_owned();
                tokens.push(Token { text, piece, is_open });
            }
        }
    }
    Some((tokens, first.unwrap_or(before.len())))
}

/// An attribute that is being written.
struct Begun {
    forms: Vec<&'static str>,
    doc: &'static str,
    /// How many words of a form come before its first argument.
    head: usize,
    /// What stands behind these.
    typed: Vec<Token>,
}

/// The numbers of a measure are three attributes, which are written as one: `from 200k to 1M now 310k`.
static MEASURE: LazyLock<(String, String)> = LazyLock::new(|| {
    let rows = ATTRIBUTES.iter().filter(|row| row.on.contains(K::Measure));
    let rows: Vec<_> = rows.map(|row| row.on_kind(K::Measure)).collect();
    let forms: Vec<_> = rows.iter().map(|row| row.form).collect();
    let docs: Vec<_> = rows.iter().map(|row| row.doc.to_owned()).collect();
    (forms.join(" "), words::list(&docs, docs.len()))
});

/// The last attribute that was begun.
fn begun(kind: K, written: &[Token]) -> Option<Begun> {
    if kind == K::Measure {
        let (form, doc) = &*MEASURE;
        let typed = written.iter().filter(|token| token.piece != Piece::Text).cloned().collect();
        return Some(Begun { forms: vec![form], doc, head: 0, typed });
    }
    // What a status, a field or a `let` says begins with no word.
    let fixed = ATTRIBUTES.iter().find(|row| !row.is_word() && row.on == Kinds::of(&[kind]));
    let mut current: Option<(&AttributeWord, usize)> = fixed.map(|row| (row, 0));
    for (at, token) in written.iter().enumerate().filter(|(_, token)| token.is_finished_word()) {
        let word = attribute_on(&token.text, kind);
        // The `after` of `within 5d after a`.
        let is_part = |row: &AttributeWord| {
            row.examples().any(|form| form.split(' ').skip(1).any(|part| part == token.text))
        };
        if let Some(word) = word.filter(|_| !current.is_some_and(|(row, _)| is_part(row))) {
            current = Some((word, at + 1));
        }
    }
    let (row, from) = current?;
    let typed = written.get(from..).unwrap_or_default().to_vec();
    let head = usize::from(row.form.split(' ').next() == Some(row.lexeme));
    let typed = typed.into_iter().filter(|token| token.text != "=").collect();
    Some(Begun { forms: row.examples().collect(), doc: row.doc, head, typed })
}

fn signature(form: &'static str, begun: &Begun) -> Signature {
    let mut parameters: Vec<Parameter> = Vec::new();
    let (mut is_led, mut is_listed) = (false, false);
    let all = pieces(form);
    let text = |place: &Range<usize>| form.get(place.clone()).unwrap_or_default();
    for (nth, (piece, place)) in all.iter().enumerate().skip(begun.head) {
        if *piece == Piece::Comma {
            is_listed = true;
            continue;
        }
        match parameters.last_mut().filter(|_| is_led) {
            Some(last) => last.place.end = place.end,
            None => parameters.push(Parameter { place: place.clone(), is_listed }),
        }
        let next = all.get(nth + 1).filter(|(piece, _)| *piece != Piece::Comma);
        is_led = next.is_some_and(|(_, next)| leads(text(place), text(next)));
        is_listed = false;
    }
    let active = active(form, &parameters, &begun.typed);
    let parameters = parameters.into_iter().map(|one| one.place).collect();
    Signature { label: form, doc: begun.doc, parameters, active }
}

/// An argument of a form.
struct Parameter {
    place: Range<usize>,
    /// Whether a comma stands before it: there may be more of its kind.
    is_listed: bool,
}

/// Whether a word says what the next one is: `reach 5000`, `by task a`, `b.start + 2d`.
fn leads(word: &str, next: &str) -> bool {
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = next.starts_with(|first: char| first.is_ascii_digit());
    let is_known = attribute(word).is_some() || declaration(word).is_some();
    is_word && (is_number || is_known) || is_sign(word) || is_sign(next)
}

fn is_sign(word: &str) -> bool {
    matches!(word, "+" | "-")
}

/// At which argument the caret stands; none where the last is written to its end.
fn active(form: &str, parameters: &[Parameter], typed: &[Token]) -> Option<usize> {
    let last = parameters.len().checked_sub(1)?;
    // An argument that a word leads is known by it, in whatever order they come.
    let led_by = |word: &str| {
        let argument = |one: &Parameter| form.get(one.place.clone()).unwrap_or_default();
        let is_led = |one: &Parameter| {
            argument(one).split_once(' ').is_some_and(|(leader, _)| leader == word)
        };
        parameters.iter().position(is_led)
    };
    let is_listed = |at: usize| parameters.get(at).is_some_and(|one| one.is_listed);
    // The argument at the caret, and whether it is written to its end.
    let (mut at, mut is_full) = (0, false);
    for token in typed {
        let led = led_by(&token.text).filter(|_| token.is_finished_word());
        if token.piece == Piece::Comma {
            let next = (at..=last).find(|next| *next > at && is_listed(*next));
            // Behind a comma that is of no list comes another attribute.
            at = next.or_else(|| (0..=last).rev().find(|one| is_listed(*one)))?;
            is_full = false;
        } else if let Some(led) = led {
            (at, is_full) = (led, false);
        } else if is_sign(&token.text) || attribute(&token.text).is_some() || is_item(&token.text) {
            is_full = false;
        } else {
            at += usize::from(is_full);
            is_full = !token.is_open;
        }
    }
    let at = if is_full { Some(at + 1).filter(|next| !is_listed(*next))? } else { at };
    (at <= last).then_some(at)
}

/// Whether a word begins an item: the `task` of `by task second-slot`.
fn is_item(word: &str) -> bool {
    declaration(word).is_some_and(|row| row.kind.is_item())
}
