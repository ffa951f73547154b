//! What is wrong with a line as a whole, whatever it declares: comments and signs of other languages, several declarations, stray commas.

use super::characters::{Odd, is_space};
use super::found::{Found, Mistake, Reading, syntax};
use super::pieces::PieceKind;
use super::rows::{Table, row};
use super::texts;
use crate::diagnostic::Edit;
use crate::diagnostic::rules::{SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::syntax::keyword::{self, Takes};
use crate::syntax::parse::{is_extent, is_identifier};
use crate::text::Span;

/// A line that is looked at as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its pieces.
    pub(super) found: Found<'a>,
    /// How far it is indented.
    pub(super) indent: usize,
}

/// What a line begins with that begins none here.
pub(super) static BEGINNINGS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("- [ ] task a 5d", r"((?:<bullet>(?: \[ ?[xX]?\])?|\[ ?[xX]?\]) )([A-Za-z]+) ")
            .says("a line begins with what it declares, without `{1}`")
            .when("{2:declares}")
            .put(1, ""),
        row("- [x] Write the manual", r#"(((?:<bullet> )?\[[xX]\]) ([^"\\,{]+))$"#)
            .says("a line begins with what it declares, here `task`")
            .put(1, "task \"{3}\" done")
            .at(2),
        row("* Write the manual", r#"((<bullet>(?: \[ ?\])?|\[ ?\]) ([^"\\,{]+))$"#)
            .says("a line begins with what it declares, here `task`")
            .put(1, "task \"{3}\"")
            .at(2),
    ],
);

pub(super) static FIRST: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(", task a 5d", r"(,(?: ?,)*)")
            .says("expected a keyword, found a comma")
            .put(1, ""),
        row("\"API\",\"5d\",\"ana\"", r"((<text>)(?: ?, ?<text>)+)$")
            .says("expected a keyword, found a row of texts")
            .help("a line of a table is written `task api \"API\" 5d @ana`")
            .read_as(1, "task {2}"),
        row("task: a 5d", r"([a-z]+)( ?[:=] ?)[^ ]+ [^ ]")
            .says("`{1}` is written without `{2}`")
            .when("{1:declared}")
            .put(2, " "),
        row(
            "field a \"A\" enum(b, c)",
            r"field <name>(?: <text>)? ((?:(?:one ?of|enum|choices?|select|list|of) ?)?:? ?[\[(]([^\])]+)[\])])$",
        )
        .says("choices are written `one of {2}`")
        .put(1, "one of {2}"),
        row(
            "field a \"A\" one of: b, c",
            r"field <name>(?: <text>)? ((?:one ?of|enum|choices?|select) ?: ?)[^ ]",
        )
        .says("choices are written `one of`, found `{1}`")
        .put(1, "one of "),
        row("team web [ana, bo]", r"team .*?(\[[^\]]*\]?)")
            .says("`{1}` is no attribute of a team")
            .help("who is in a team stands in its block: `team core {`, `person ana`, `}`, a line each")
            .read_as(1, "")
            .rule(&UNKNOWN_ATTRIBUTE),
    ],
);

/// Signs of other languages, wherever they stand.
pub(super) static SIGNS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("task a 5d # a remark", r"(#{1,3}|---?|%%|<!--)<end>")
            .says("a comment begins with `//`, found `{1}`")
            .put(1, "//"),
        row("task a 5d ; a remark in prose", r"(;+) ([^ ,]+) ([^ ,]+)<end>")
            .says("a comment begins with `//`, found `{1}`")
            .when("{2:prose}{3:prose}")
            .put(1, "//"),
        row("task a 5d;", r"[^ ;]*( ?;+)$").says("a line ends without `;`").put(1, ""),
        row("task a 5d; task b 5d", r"[^ ;]*(;+ )([a-z]+) ")
            .says("one declaration stands on a line")
            .help("each stands on a line of its own: begin a new line")
            .when("{2:declares}")
            .put(1, "\n"),
        row("task a 5d @ana; after b", r"[^ ;]*(;) ([^ ;]+)")
            .says("attributes stand side by side, without `;`")
            .when("{2:begins}")
            .put(1, ""),
        row("task a 5d after b; c", r"[^ ;]*(;) ")
            .says("expected a comma, found `;`")
            .help("several are separated by commas: `a, b`")
            .put(1, ",")
            .unless("[^ ]*://"),
        row("task a 5d after [b, c]", r"((?:\[([^\[\]]*)\]?|\(([^()]*)\)?))")
            .says("a list is written without brackets")
            .put(1, "{2}{3}")
            .unless(r"\[[^\]]*\]\("),
    ],
);

/// Signs where no list stands.
pub(super) static STRAY: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("task a 5d ; remark", r"(;+) [^ ,;]+$")
            .says("a comment begins with `//`, found `{1}`")
            .put(1, "//"),
        row("task a 5d (ana)", r"(\[[^\[\]]*\]|\([^()]*\))<end>")
            .says("brackets stand for nothing here, found `{1}`")
            .help("who works on it stands behind an `@`, a tag behind a `#`; a remark is `note \"…\"`")
            .read_as(1, ""),
    ],
);

/// Whether what stands before a piece takes several names, or goes on with them.
fn takes_list(found: &Found<'_>, index: usize) -> bool {
    let before =
        found.word(index - 1).map_or("", |before| before.text.trim_end_matches([':', '=']));
    let row = keyword::meant_attribute_on(before, found.on).map_or(before, |meant| meant.lexeme);
    let takes = keyword::attribute(row).map(|row| row.kind.takes().0);
    matches!(takes, Some(Takes::Points | Takes::Names | Takes::Name))
        || found.is_comma(index - 1)
        || matches!(before, "" | "of" | "on" | "by" | "for" | "@")
}

/// The first thing that is wrong with a line, in the order in which that can be told.
pub(super) fn mistake(line: &Line<'_>) -> Option<Mistake> {
    let found = &line.found;
    odd_space(found)
        .or_else(|| BEGINNINGS.find(found, 0))
        .or_else(|| FIRST.find(found, 0))
        .or_else(|| (0..found.pieces.len()).find_map(|index| sign(found, index)))
        .or_else(|| texts::of_line(found))
        .or_else(|| another_statement(line))
}

/// A character between words that looks like a space, or like nothing, but is none that separates words.
fn odd_space(found: &Found<'_>) -> Option<Mistake> {
    let words = (0..found.pieces.len()).filter_map(|index| found.word(index));
    let (word, at, char) = words.into_iter().find_map(|word| {
        word.text
            .char_indices()
            .find(|(_, char)| is_space(*char))
            .map(|(at, char)| (word, at, char))
    })?;
    let run = word.behind(at).text;
    let place = word.part(at, at + run.len() - run.trim_start_matches(char).len()).span();
    let text = if char.is_whitespace() { " " } else { "" };
    let diagnostic = Odd::at(place, char).diagnostic();
    let reading = Reading::Changed(vec![Edit { span: place, text: text.to_owned() }]);
    Some(Mistake { diagnostic, reading })
}

fn sign(found: &Found<'_>, index: usize) -> Option<Mistake> {
    let text = found.word(index)?.text;
    if text.starts_with("/*") {
        return block_comment(found, index);
    }
    if text.starts_with('(') && is_in_condition(found, index) {
        return None;
    }
    let is_sign =
        text.starts_with(['#', '-', '%', '<']) || index > 0 && text.starts_with(['[', '(']);
    let is_stray = (text.starts_with(['[', '(']) && index > 0 && !takes_list(found, index))
        || (text.starts_with(';') && index > 1 && !takes_list(found, index - 1));
    if let Some(mistake) = is_stray.then(|| STRAY.find(found, index)).flatten() {
        return Some(mistake);
    }
    (is_sign || text.ends_with(';')).then(|| SIGNS.find(found, index))?
}

/// Whether a condition stands before a piece: there parentheses are right, and kinds are what is asked for.
fn is_in_condition(found: &Found<'_>, index: usize) -> bool {
    (0..index).any(|index| found.word(index).is_some_and(|word| word.text == "where"))
}

/// `/* … */`: goes away, over several lines if need be.
fn block_comment(found: &Found<'_>, index: usize) -> Option<Mistake> {
    let piece = found.piece(index)?;
    let text = found.written.part(piece.start, found.written.text.len());
    let length = text.get(2..).and_then(|text| text.find("*/")).map_or(text.len(), |at| at + 4);
    let whole = found.written.span(piece.start, piece.start + length);
    let place = found.written.span(piece.start, piece.start + 2);
    let mistake = syntax(place, "a comment begins with `//`, found `/*`");
    let comment = text.get(..length).unwrap_or_default();
    let is_rest =
        text.get(length..).is_none_or(|rest| rest.split('\n').next().is_none_or(str::is_empty));
    let mistake = match comment.strip_prefix("/*").and_then(|comment| comment.strip_suffix("*/")) {
        Some(inside) if is_rest && !inside.contains('\n') => {
            let edit = |span, text: &str| Edit { span, text: text.to_owned() };
            let end = found.written.span(piece.start + length - 2, piece.start + length);
            mistake.fix("replace with `//`", vec![edit(place, "//"), edit(end, "")])
        }
        _ => mistake.help("each line of a comment begins with `//`"),
    };
    Some(mistake.without([whole]))
}

/// A line that ends in `,` goes on in the next; but a declaration that stands there was hardly meant to be part of it. And one with a name
/// and a title begins a line of its own wherever it stands.
fn another_statement(line: &Line<'_>) -> Option<Mistake> {
    let found = &line.found;
    let other = (1..found.pieces.len()).find(|at| is_statement(found, *at));
    let before = other.unwrap_or(found.pieces.len());
    let is_comment =
        |index: &usize| found.piece(*index).is_some_and(|piece| piece.kind == PieceKind::Comment);
    let last = (0..before).rev().find(|index| !is_comment(index))?;
    if found.is_comma(last) {
        let first = (0..=last).rev().take_while(|index| found.is_comma(*index)).last();
        let all = found.place(first.unwrap_or(last)).to(found.place(last));
        let place = found.place(last);
        let message = "the line ends in a comma, but does not go on";
        return Some(syntax(place, message).put(place, "").without([all]));
    }
    let word = found.word(other?)?;
    let message = format!("expected an attribute, found the keyword `{word}`");
    // What stands before it ends there, blanks and all.
    let end = found.piece(before - 1)?.end;
    let gap = found.written.span(end, word.start);
    let place = word.before().to(Span::new(gap.end, gap.end));
    let edit = Edit { span: place, text: format!("\n{}", " ".repeat(line.indent)) };
    let help = "each declaration stands on a line of its own: begin a new line there";
    Some(syntax(word.span(), message).help(help).fix("begin a new line", vec![edit]))
}

/// Whether another declaration begins at a piece: on a line of its own, or, with name and title, anywhere.
fn is_statement(found: &Found<'_>, at: usize) -> bool {
    let Some(word) = found.word(at) else { return false };
    let is_first = !found.is_joined(at);
    let has_name = found.word(at + 1).is_some_and(|_| found.is_joined(at + 1));
    let has_shape = (is_first && (found.is_text(at + 1) || has_name))
        || (found.word(at + 1).is_some() && found.is_text(at + 2))
        || (found.word(at + 1).is_some_and(|name| is_identifier(name.text))
            && found.word(at + 2).is_some_and(|amount| is_extent(amount.text))
            && found.word(at - 1).is_none_or(|before| before.text != "by"));
    let text = |index: usize| found.word(index).map_or("", |word| word.text);
    // `status 2026-03-13 at risk cart "…"`
    let is_health = word.text == "risk" && text(at - 1) == "at" && text(0) == "status";
    has_shape
        && !is_health
        && !is_in_condition(found, at)
        && keyword::declaration(word.text).is_some()
        && keyword::attribute(word.text).is_none()
}
