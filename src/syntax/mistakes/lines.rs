//! What is wrong with a line as a whole, whatever it declares: comments and signs of other languages, several declarations, stray commas.

use super::found::{Mistake, Reading, told};
use super::pieces::{Piece, PieceKind, Word};
use super::texts;
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword::{self, DeclarationKind};
use crate::syntax::parse::Written;
use crate::text::Span;

/// How far ahead the end of something is looked for.
const AHEAD: usize = 100;

/// A line that is looked at as a whole.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Line<'a> {
    pub(super) written: Written<'a>,
    pub(super) pieces: &'a [Piece],
    /// How far it is indented.
    pub(super) indent: usize,
    /// In whose block it stands.
    pub(super) owner: Option<DeclarationKind>,
}

impl<'a> Line<'a> {
    pub(super) fn word(&self, index: usize) -> Option<Word<'a>> {
        let piece = self.pieces.get(index).filter(|piece| piece.kind == PieceKind::Word)?;
        Some(Word::new(self.written, piece.start, piece.end))
    }

    /// All of it.
    pub(super) fn whole(&self) -> Word<'a> {
        let start = self.pieces.first().map_or(0, |first| first.start);
        Word::new(self.written, start, self.pieces.last().map_or(start, |last| last.end))
    }

    /// Whether it begins a line of the file.
    pub(super) fn is_first(&self) -> bool {
        self.pieces.first().is_some_and(|first| first.is_first)
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.pieces.get(index).map_or("", |piece| self.written.part(piece.start, piece.end))
    }

    fn place(&self, piece: Piece) -> Span {
        self.written.span(piece.start, piece.end)
    }

    /// The pieces behind one on the same line of the file, without a comment.
    fn rest(&self, index: usize) -> impl Iterator<Item = usize> {
        let is_joined = |index: &usize| {
            self.pieces
                .get(*index)
                .is_some_and(|piece| !piece.is_first && piece.kind != PieceKind::Comment)
        };
        (index + 1..self.pieces.len()).take_while(is_joined)
    }
}

/// The first thing that is wrong with a line, in the order in which that can be told.
pub(super) fn mistake(line: &Line<'_>) -> Option<Mistake> {
    bullet(line)
        .or_else(|| leading_comma(line))
        .or_else(|| keyword_with_sign(line))
        .or_else(|| {
            (0..line.pieces.len())
                .find_map(|index| comment(line, index).or_else(|| sign(line, index)))
        })
        .or_else(|| texts::of_line(line.written, line.pieces))
        .or_else(|| another_statement(line))
}

/// `- task a`, `[x] task a`, `2. task a`: a declaration has nothing before it.
pub(super) fn bullet(line: &Line<'_>) -> Option<Mistake> {
    let is_number = |text: &str| {
        let digits = text.trim_end_matches(['.', ')']);
        digits.len() + 1 == text.len()
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut count =
        usize::from(matches!(line.text(0), "-" | "*" | "+" | "•" | "–") || is_number(line.text(0)));
    count += match (line.text(count), line.text(count + 1)) {
        ("[x]" | "[X]" | "[]", _) => 1,
        ("[", "]") => 2,
        _ => 0,
    };
    let next = line.word(count).filter(|_| count > 0)?;
    let is_keyword = keyword::declaration(next.text).is_some()
        || keyword::meant_declaration(next.text).is_some();
    let (first, last) = (line.word(0)?, line.word(count - 1)?);
    let bullet = first.to(last);
    if !is_keyword {
        return list_item(line, count, bullet.span());
    }
    let removed = Span::new(bullet.span().start, next.span().start);
    let message = format!("a line begins with what it declares, without `{}`", bullet.text);
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, bullet.span(), message);
    Some(told(diagnostic.replace(format!("remove the `{}`", bullet.text), removed, "")))
}

/// `- [ ] write docs`: an item of a list that has no keyword is a task, its words are the title.
fn list_item(line: &Line<'_>, count: usize, bullet: Span) -> Option<Mistake> {
    let is_word = |piece: &Piece| piece.kind == PieceKind::Word;
    let words = line.pieces.get(count..).filter(|words| words.iter().all(is_word))?;
    let (first, last) = (words.first()?, words.last()?);
    let title = line.written.part(first.start, last.end);
    if title.contains(['"', '\\']) {
        return None;
    }
    let is_done = (0..count).any(|index| matches!(line.text(index), "[x]" | "[X]"));
    let task = format!("task \"{title}\"{}", if is_done { " done" } else { "" });
    let message = "a line begins with what it declares, here `task`";
    let whole = bullet.to(line.place(*last));
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, bullet, message);
    Some(told(diagnostic.replace(format!("replace with `{task}`"), whole, task)))
}

/// `task: design`, `task=design`: no sign follows a keyword. In a block a word with a colon and one value may be a field.
fn keyword_with_sign(line: &Line<'_>) -> Option<Mistake> {
    let word = line.word(0)?;
    let at = word.text.find([':', '='])?;
    let (stem, sign, rest) = (word.part(0, at), word.part(at, at + 1), word.behind(at + 1));
    let row = keyword::declaration(stem.text)?;
    let is_own = |owner| row.inside.contains(owner) && line.pieces.len() > 2;
    if line.pieces.len() < 2 && rest.text.is_empty() || !line.owner.is_none_or(is_own) {
        return None;
    }
    let message = format!("`{stem}` is written without `{sign}`");
    let blank = if rest.text.is_empty() { "" } else { " " };
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, sign.span(), message);
    Some(told(diagnostic.replace(format!("remove the `{sign}`"), sign.span(), blank)))
}

/// A line that begins with a comma: it says nothing that the line before has not said.
fn leading_comma(line: &Line<'_>) -> Option<Mistake> {
    let is_comma = |piece: &&Piece| piece.kind == PieceKind::Comma;
    let comma = line.pieces.first().filter(is_comma)?;
    let message = "expected a keyword, found a comma";
    let place = line.place(*comma);
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, place, message).replace("remove it", place, "");
    let others = line.pieces.iter().take_while(is_comma);
    let edits =
        others.map(|comma| Edit { span: line.place(*comma), text: String::new() }).collect();
    Some(Mistake { diagnostic, reading: Reading::Changed(edits) })
}

/// `# …`, `-- …`, `; …`, `/* … */`
fn comment(line: &Line<'_>, index: usize) -> Option<Mistake> {
    let word = line.word(index)?;
    let sign = match word.text {
        "#" | "##" | "###" | "--" | "---" | "%%" | "<!--" => word,
        text if text.starts_with("/*") => return Some(block_comment(line, index, word)),
        text if text.starts_with(';') && is_remark(line, index, text) => {
            word.part(0, text.len() - text.trim_start_matches(';').len())
        }
        _ => return None,
    };
    let message = format!("a comment begins with `//`, found `{sign}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, sign.span(), message);
    Some(told(diagnostic.replace("replace with `//`", sign.span(), "//")))
}

/// Whether what begins with `;` is a comment of other languages: it stands first on its line, or prose follows it.
fn is_remark(line: &Line<'_>, index: usize, text: &str) -> bool {
    let is_prose = |index: usize| {
        line.word(index).is_some_and(|word| {
            word.text.starts_with(char::is_alphabetic)
                && keyword::attribute(word.text).is_none()
                && keyword::declaration(word.text).is_none()
        })
    };
    let is_apart = text.trim_start_matches(';').is_empty();
    let mut rest = line.rest(index);
    let next = rest.next();
    if index == 0 {
        return !is_apart || next.is_some();
    }
    is_apart && next.is_some_and(is_prose) && rest.next().is_some_and(is_prose)
}

/// `/* … */`: goes away, over several lines if need be.
fn block_comment(line: &Line<'_>, index: usize, word: Word<'_>) -> Mistake {
    let slashes = word.part(0, 2);
    let is_closed = |index: &usize| line.text(*index).ends_with("*/");
    let own = (word.text.len() > 3 && word.text.ends_with("*/")).then_some(index);
    let last = own.or_else(|| line.rest(index).take(AHEAD).find(is_closed));
    let diagnostic =
        Diagnostic::new(&SYNTAX_ERROR, slashes.span(), "a comment begins with `//`, found `/*`");
    let Some(piece) = last.and_then(|last| line.pieces.get(last)) else {
        // Where it ends on another line has been found out already.
        let text = line.written.part(word.start, line.written.text.len());
        let length = text.find("*/").map_or(text.len(), |at| at + 2);
        let whole = line.written.span(word.start, word.start + length);
        let reading = Reading::Changed(vec![Edit { span: whole, text: String::new() }]);
        return Mistake {
            diagnostic: diagnostic.help("each line of a comment begins with `//`"),
            reading,
        };
    };
    let closing = line.written.span(piece.end - 2, piece.end);
    let whole = slashes.span().to(closing);
    let is_rest = last.is_some_and(|last| line.rest(last).next().is_none());
    let diagnostic = if is_rest {
        let edits = vec![
            Edit { span: slashes.span(), text: "//".to_owned() },
            Edit { span: closing, text: String::new() },
        ];
        diagnostic.fix("replace with `//`", edits)
    } else {
        diagnostic.help("each line of a comment begins with `//`")
    };
    Mistake {
        diagnostic,
        reading: Reading::Changed(vec![Edit { span: whole, text: String::new() }]),
    }
}

/// `;` behind a word, brackets round a list.
fn sign(line: &Line<'_>, index: usize) -> Option<Mistake> {
    let word = line.word(index)?;
    match word.text {
        text if text.starts_with(['[', '(']) && index > 0 => Some(brackets(line, index, word)),
        text if text.ends_with(';') && line.rest(index).next().is_none() => Some(semicolon(word)),
        text if text.ends_with(';') && !text.contains("://") => semicolon_within(line, index, word),
        _ => None,
    }
}

/// `[a, b]`: a list has no brackets.
fn brackets(line: &Line<'_>, index: usize, word: Word<'_>) -> Mistake {
    let bracket = word.part(0, 1);
    if line.text(0) == DeclarationKind::Team.lexeme() {
        return members(line, word);
    }
    let closing = if bracket.text == "[" { ']' } else { ')' };
    let is_closing = |index: &usize| line.text(*index).ends_with(closing);
    let end = std::iter::once(index).chain(line.rest(index).take(AHEAD)).find(is_closing);
    let mut edits = vec![Edit { span: bracket.span(), text: String::new() }];
    if let Some(end) = end.and_then(|end| line.pieces.get(end)) {
        edits.push(Edit { span: line.written.span(end.end - 1, end.end), text: String::new() });
    }
    let message = format!("a list is written without `{}`", bracket.text);
    told(Diagnostic::new(&SYNTAX_ERROR, bracket.span(), message).fix("remove the brackets", edits))
}

/// `team web [ana, bo]`: who is in a team stands in its block.
fn members(line: &Line<'_>, word: Word<'_>) -> Mistake {
    let list = Word::new(line.written, word.start, line.whole().end());
    let list = list.part(0, list.text.find(']').map_or(list.text.len(), |at| at + 1));
    let message = format!("`{list}` is no attribute of a team");
    let diagnostic = Diagnostic::new(&UNKNOWN_ATTRIBUTE, list.span(), message);
    let reading = Reading::Changed(vec![Edit { span: list.span(), text: String::new() }]);
    Mistake { diagnostic: diagnostic.help(keyword::IN_A_TEAM), reading }
}

/// `;` at the end of a line.
fn semicolon(word: Word<'_>) -> Mistake {
    let sign = word.behind(word.text.trim_end_matches(';').len());
    told(Diagnostic::new(&SYNTAX_ERROR, sign.span(), "a line ends without `;`").replace(
        "remove it",
        sign.span(),
        "",
    ))
}

/// `task a 5d; task b 3d`, `after a; b`: a line break is meant, or a comma.
fn semicolon_within(line: &Line<'_>, index: usize, word: Word<'_>) -> Option<Mistake> {
    let sign = word.behind(word.text.trim_end_matches(';').len()).span();
    let next = line.word(index + 1)?;
    if keyword::declaration(next.text).is_some() && keyword::attribute(next.text).is_none() {
        let place = Span::new(sign.start, next.span().start);
        return Some(told(
            Diagnostic::new(&SYNTAX_ERROR, sign, "one declaration stands on a line")
                .help("each stands on a line of its own: begin a new line")
                .replace("begin a new line", place, "\n"),
        ));
    }
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, sign, "expected a comma, found `;`")
            .help("several are separated by commas: `a, b`")
            .replace("replace with a comma", sign, ","),
    ))
}

/// A line that ends in `,` goes on in the next; but a declaration that stands there was hardly meant to be part of it. And one with a name
/// and a title begins a line of its own wherever it stands.
fn another_statement(line: &Line<'_>) -> Option<Mistake> {
    let last = line.pieces.iter().rposition(|piece| piece.kind != PieceKind::Comment);
    let ends_in_comma =
        |index: usize| line.pieces.get(index).filter(|piece| piece.kind == PieceKind::Comma);
    let Some(at) = (1..line.pieces.len()).find(|at| is_statement(line, *at)) else {
        return last.and_then(ends_in_comma).map(|comma| trailing_comma(line, *comma));
    };
    if let Some(comma) = line
        .pieces
        .get(..at)?
        .iter()
        .rev()
        .find(|piece| piece.kind != PieceKind::Comment)
        .filter(|piece| piece.kind == PieceKind::Comma)
    {
        return Some(trailing_comma(line, *comma));
    }
    let word = line.word(at)?;
    let message = format!("expected an attribute, found the keyword `{word}`");
    // What stands before it ends there, blanks and all.
    let before = line.pieces.get(at - 1).map_or(word.start, |before| before.end);
    let gap = line.written.span(before, word.start);
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
            .help("each declaration stands on a line of its own: begin a new line there")
            .replace(
                "begin a new line",
                Span::new(word.span().start, word.span().start).to(Span::new(gap.end, gap.end)),
                format!("\n{}", " ".repeat(line.indent)),
            ),
    ))
}

fn trailing_comma(line: &Line<'_>, comma: Piece) -> Mistake {
    let place = line.place(comma);
    let message = "the line ends in a comma, but does not go on";
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, place, message);
    let diagnostic = diagnostic.replace("remove the comma", place, "");
    let before = line.pieces.iter().rev().skip_while(|piece| piece.start > comma.start);
    let all = before.take_while(|piece| piece.kind == PieceKind::Comma).last();
    let all = all.map_or(place, |first| line.place(*first).to(place));
    let reading = Reading::Changed(vec![Edit { span: all, text: String::new() }]);
    Mistake { diagnostic, reading }
}

/// Whether another declaration begins at a piece: on a line of its own, or, with name and title, anywhere.
fn is_statement(line: &Line<'_>, at: usize) -> bool {
    let is_text = |index: usize| {
        line.pieces
            .get(index)
            .is_some_and(|piece| matches!(piece.kind, PieceKind::Text | PieceKind::Half))
    };
    let is_plain = |index: usize| {
        line.pieces.get(index).is_some_and(|piece| piece.kind == PieceKind::Word && !piece.is_first)
    };
    let Some(first) = line.pieces.get(at).filter(|first| first.kind == PieceKind::Word) else {
        return false;
    };
    let has_shape = (first.is_first && (is_text(at + 1) || is_plain(at + 1)))
        || (line.word(at + 1).is_some() && is_text(at + 2));
    let word = line.text(at);
    // `status 2026-03-13 at risk cart "…"`
    let is_health = word == "risk" && line.text(at - 1) == "at" && line.text(0) == "status";
    has_shape
        && !is_health
        && keyword::declaration(word).is_some()
        && keyword::attribute(word).is_none()
}
