//! From words to text: one space between them, but where signs stand closer.

use std::borrow::Cow;

use super::lines::{Block, Content, Line, Order, Part, Role, Statement, Word};
use super::{INDENT, WIDEST, width};
use crate::syntax::TokenKind;
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};

/// By how much the lines are indented on which a statement goes on.
const HANGING: usize = 4;

impl Statement<'_> {
    /// How many spaces stand before an attribute: what reads as one sentence has one.
    pub(super) fn gap(&self) -> usize {
        use K::{Baseline, Cadence, Calendar, Field, Import, Let, Marker, Roadmap, Status};
        let is_sentence = matches!(
            self.kind,
            Some(Roadmap | Import | Baseline | Calendar | Field | Cadence | Let | Status | Marker)
        );
        if is_sentence { 1 } else { 2 }
    }
}

impl Block {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Open => " {",
            Self::Empty => " {}",
        }
    }
}

/// A line that stands in no table, without the comment behind it.
pub(super) fn plain(line: &Line<'_>) -> String {
    let indent = " ".repeat(line.depth * INDENT);
    match &line.content {
        Content::Close => format!("{indent}}}"),
        Content::Comment(text) => format!("{indent}{text}"),
        Content::Statement(statement) => {
            let mut text = indent + &on_one_line(statement, line.depth) + statement.block.text();
            if width(&text) > WIDEST && !text.contains('\n') {
                text = wrapped(statement, line.depth);
            }
            text
        }
    }
}

fn on_one_line(statement: &Statement<'_>, depth: usize) -> String {
    let mut text = String::new();
    for part in &statement.parts {
        if !text.is_empty() && !text.ends_with(' ') {
            let is_closer =
                !part.is_attribute() || statement.order == Order::Lines || text.ends_with(',');
            text.push_str(if is_closer || statement.gap() == 1 { " " } else { "  " });
        }
        write(part, depth, &mut text);
    }
    text.truncate(text.trim_end().len());
    text
}

/// What a part says. Where comments stand in it, it has several lines.
pub(super) fn written(part: &Part<'_>, depth: usize) -> String {
    let mut text = String::new();
    write(part, depth, &mut text);
    text
}

/// The same behind a text.
fn write(part: &Part<'_>, depth: usize, text: &mut String) {
    if part.role == Role::Attribute(A::Where) {
        return condition(part, text);
    }
    let start = text.len();
    let mut is_joined = true;
    for word in &part.words {
        if word.kind == TokenKind::LineEnd {
            let own = text.get(start..).unwrap_or_default();
            text.truncate(start + own.trim_end().len());
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', depth * INDENT + HANGING));
            is_joined = true;
            continue;
        }
        let is_close = is_joined || word.kind == TokenKind::Comma || word.text.starts_with("..");
        text.push_str(if is_close { "" } else { " " });
        match word.kind {
            TokenKind::Word => text.push_str(&apart(part, word.text)),
            TokenKind::Text => text.push_str(&indented(word.text, depth)),
            _ => text.push_str(word.text),
        }
        is_joined = word.kind == TokenKind::Word && word.text.ends_with("..");
    }
}

/// A condition: one space round each sign, none inside of parentheses.
fn condition(part: &Part<'_>, text: &mut String) {
    let mut is_joined = true;
    for word in &part.words {
        let atoms = if word.kind == TokenKind::Word { atoms(word.text) } else { vec![word.text] };
        for atom in atoms {
            let is_close = is_joined || matches!(atom, ")" | ",") || atom.starts_with("..");
            text.push_str(if is_close { "" } else { " " });
            text.push_str(atom);
            is_joined = atom == "(" || atom.ends_with("..");
        }
    }
}

/// What a word of a condition is made of: parentheses, signs, and what stands between them.
fn atoms(word: &str) -> Vec<&str> {
    let is_sign = |char: char| "<>=!".contains(char);
    let mut all = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' | '+' => 1,
            '-' if rest.len() == word.len() => 1,
            first if is_sign(first) => rest.find(|char| !is_sign(char)).unwrap_or(rest.len()),
            _ => rest.find(|char| is_sign(char) || "()+".contains(char)).unwrap_or(rest.len()),
        };
        let Some((atom, behind)) = rest.split_at_checked(length) else { break };
        all.push(atom);
        rest = behind;
    }
    all
}

/// A word with a space behind the sign or the name that it begins with, if there is one.
fn apart<'w>(part: &Part<'_>, word: &'w str) -> Cow<'w, str> {
    let is_first = part.words.first().is_some_and(|first| first.text == word);
    let at = match part.role {
        Role::Attribute(A::Custom) if is_first => word.find(':').map(|at| at + 1),
        Role::Attribute(A::Let) if is_first && word.starts_with('=') => Some(1),
        // A weight has its sign: `risk -20%`.
        Role::Attribute(A::Rank) => None,
        Role::Attribute(_) if word.starts_with(['+', '-']) => Some(1),
        // `2026-03-02+2d`
        Role::Attribute(A::Link) => None,
        Role::Attribute(_) if word.starts_with(|first: char| first.is_ascii_digit()) => {
            word.find('+')
        }
        _ => None,
    };
    let Some((before, behind)) = at.and_then(|at| word.split_at_checked(at)) else {
        return word.into();
    };
    match behind.strip_prefix('+').filter(|_| !before.ends_with('=')) {
        Some(lag) if !lag.is_empty() => format!("{before} + {lag}").into(),
        Some(_) => format!("{before} +").into(),
        None if behind.is_empty() => before.into(),
        None => format!("{before} {behind}").into(),
    }
}

/// A text of several lines with its lines below the line on which it begins. What they have in common is no part of it.
fn indented(text: &str, depth: usize) -> Cow<'_, str> {
    if !text.contains('\n') {
        return text.trim_end().into();
    }
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim_end();
    let mut all = first.to_owned();
    let lines: Vec<&str> = lines.map(str::trim_end).collect();
    let (last, inner) =
        lines.split_last().map_or(("", [].as_slice()), |(last, inner)| (*last, inner));
    let own = last.strip_suffix("\"\"\"").unwrap_or(last);
    let is_blank = |line: &str| line.trim().is_empty();
    let measured = inner.iter().copied().chain([own]).filter(|line| !is_blank(line));
    let common = measured.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let indent = " ".repeat(depth * INDENT + INDENT);
    let cut = |line: &'_ str| line.get(common..).unwrap_or(line.trim_start()).to_owned();
    for line in inner {
        all.push('\n');
        if !line.is_empty() {
            all = all + &indent + &cut(line);
        }
    }
    if !lines.is_empty() {
        all = all
            + "\n"
            + &indent
            + &if is_blank(own) { last.trim_start().to_owned() } else { cut(last) };
    }
    all.into()
}

/// A statement too long for a line, broken behind commas.
fn wrapped(statement: &Statement<'_>, depth: usize) -> String {
    let mut text = " ".repeat(depth * INDENT);
    let mut is_first = true;
    for part in &statement.parts {
        let gap = if part.is_attribute() { statement.gap() } else { 1 };
        let mut gap = if is_first { 0 } else { gap };
        for chunk in chunks(part) {
            let chunk = written(&chunk, depth);
            let line = text.lines().last().unwrap_or_default();
            let ends_in_comma = line.ends_with(',');
            if ends_in_comma && width(line) + gap + width(&chunk) > WIDEST {
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', depth * INDENT + HANGING));
            } else {
                text.extend(std::iter::repeat_n(' ', gap));
            }
            text.push_str(&chunk);
            gap = 1;
        }
        is_first = false;
    }
    text + statement.block.text()
}

/// A part, cut where a line may end: behind commas, unless what follows would begin an attribute on a line of its own.
fn chunks<'s>(part: &Part<'s>) -> Vec<Part<'s>> {
    let mut all: Vec<Part<'s>> = Vec::new();
    let mut may_end = true;
    for (index, word) in part.words.iter().enumerate() {
        if may_end {
            all.push(Part { role: part.role, words: Vec::new() });
        }
        if let Some(last) = all.last_mut() {
            last.words.push(*word);
        }
        let next = part.words.get(index + 1);
        may_end = word.kind == TokenKind::Comma && next.is_some_and(|next| !begins_attribute(next));
    }
    all
}

fn begins_attribute(word: &Word<'_>) -> bool {
    let is_field =
        word.text.starts_with(|first: char| first.is_alphabetic()) && word.text.contains(':');
    is_field || keyword::is_of_items(word.text)
}
