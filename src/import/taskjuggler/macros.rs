//! A source with its macros expanded, the files that it includes in it, and its comments gone; and which line of it each line was.

use std::mem;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use rustc_hash::FxHashMap;

use super::grammar::{Grammar, Rule};
use super::includes::Includes;
use super::literal;
use crate::import::{Draft, shown};
use crate::resolve::Folder;

/// So deep macros may call others.
const DEEPEST: usize = 32;

/// So often the head of the project is looked for, in what stands before a call that asks for it.
const LOOKS: usize = 8;

/// What a source says when all its macros are called.
pub(super) struct Expanded {
    pub(super) text: String,
    /// Where each line begins, and which line of which file it is.
    lines: Vec<(usize, Line)>,
    /// The files: the project, and what it includes.
    files: Vec<String>,
}

/// A line of a file.
#[derive(Clone, Copy)]
struct Line {
    /// The place of the file among those that were read.
    file: usize,
    number: usize,
}

impl Expanded {
    /// The line that something stands on, with its file where that is included.
    pub(super) fn place(&self, at: usize) -> String {
        let behind = self.lines.partition_point(|(begin, _)| *begin <= at);
        let line = behind.checked_sub(1).and_then(|line| self.lines.get(line));
        line.map_or_else(String::new, |(_, line)| self.place_of(*line))
    }

    fn place_of(&self, Line { file, number }: Line) -> String {
        match self.files.get(file).filter(|_| file > 0) {
            Some(name) => format!("line {number} of {}", shown(name)),
            None => format!("line {number}"),
        }
    }
}

/// Calls all macros of a source and reads what it includes from its folder, if that may be read. What would grow without end is left
/// out.
pub(super) fn expand(draft: &mut Draft, source: &str, folder: Option<Folder>) -> Expanded {
    let first = Line { file: 0, number: 1 };
    let text = String::with_capacity(source.len());
    let expanded = Expanded { text, lines: vec![(0, first)], files: vec![String::new()] };
    // A file of macros alone may well be several times as long without them, and what it costs to read a body counts like text.
    let budget = source.len().saturating_mul(4).saturating_add(1 << 16);
    let mut reader = Expander {
        draft,
        includes: folder.map(Includes::new),
        macros: FxHashMap::default(),
        expanded,
        budget,
        line: first,
        definition: None,
        looks: LOOKS,
    };
    reader.pieces(source, &[], 0);
    if reader.definition.is_some() {
        reader.draft.left_out("a macro", "it has no end", "");
    }
    reader.expanded
}

/// The macros that the head of the project makes.
fn projects(source: &str) -> FxHashMap<String, String> {
    let mut macros = FxHashMap::default();
    let frame = Grammar::parse(Rule::frame, source).ok().and_then(|mut pairs| pairs.next());
    let project =
        frame.and_then(|frame| frame.into_inner().find(|pair| pair.as_rule() == Rule::project));
    let span = project
        .and_then(|project| literal::one(&project, Rule::span))
        .and_then(|span| literal::span(&span));
    let present = Grammar::parse(Rule::present, source).ok().and_then(|mut pairs| pairs.next());
    let now = present.and_then(|present| literal::date(&literal::one(&present, Rule::date)?));
    let (start, end) = span.unzip();
    let all = [("projectstart", start), ("projectend", end), ("now", now), ("today", now)];
    for (name, when) in all.into_iter().filter_map(|(name, when)| Some((name, when?))) {
        let minute = when.minute.unwrap_or(0);
        macros.insert(name.into(), format!("{}-{:02}:{:02}", when.date, minute / 60, minute % 60));
    }
    macros
}

struct Expander<'d> {
    draft: &'d mut Draft,
    /// The files beside it, where they may be read.
    includes: Option<Includes>,
    macros: FxHashMap<String, String>,
    expanded: Expanded,
    budget: usize,
    /// The line that is being read.
    line: Line,
    /// The macro that is being defined: its name, its body so far, and how many brackets are open.
    definition: Option<(String, String, usize)>,
    /// How often the head of the project may still be looked for.
    looks: usize,
}

impl Expander<'_> {
    fn pieces(&mut self, text: &str, arguments: &[String], depth: usize) {
        if let Some(left) = self.budget.checked_sub(text.len()) {
            self.budget = left;
        } else {
            let why = "the file would be many times as long with it";
            self.draft.left_out("a call of a macro", why, &self.expanded.place_of(self.line));
            return;
        }
        let pieces = Grammar::parse(Rule::source, text).ok().and_then(|mut pairs| pairs.next());
        let pieces = pieces.map(Pair::into_inner).into_iter().flatten();
        for piece in pieces {
            self.piece(piece, arguments, depth);
        }
    }

    fn piece(&mut self, piece: Pair<'_, Rule>, arguments: &[String], depth: usize) {
        if self.definition.is_some() {
            self.define(&piece, depth);
            return;
        }
        match piece.as_rule() {
            Rule::macro_head => {
                let name =
                    literal::one(&piece, Rule::macro_name).map(|name| name.as_str().to_owned());
                self.definition = Some((name.unwrap_or_default(), String::new(), 1));
                self.skip(piece.as_str(), depth);
            }
            Rule::remark => self.skip(piece.as_str(), depth),
            Rule::included => self.include(&piece, depth),
            Rule::call => self.call(&piece, arguments, depth),
            Rule::quoted_source => {
                piece.into_inner().for_each(|inner| self.piece(inner, arguments, depth));
            }
            Rule::EOI => {}
            _ => self.write(piece.as_str(), depth),
        }
    }

    /// What stands in a macro is kept as it is.
    fn define(&mut self, piece: &Pair<'_, Rule>, depth: usize) {
        let Some((_, body, open)) = &mut self.definition else { return };
        let escapes = body.ends_with('\\');
        match piece.as_rule() {
            Rule::opening if !escapes => *open += 1,
            Rule::closing if !escapes => *open -= 1,
            _ => {}
        }
        if *open > 0 {
            body.push_str(piece.as_str());
        } else if let Some((name, body, _)) = self.definition.take() {
            self.macros.insert(name, body.replace("\\]", "]").replace("\\[", "["));
        }
        self.skip(piece.as_str(), depth);
    }

    fn call(&mut self, call: &Pair<'_, Rule>, arguments: &[String], depth: usize) {
        let name = literal::one(call, Rule::macro_name)
            .map(|name| name.as_str().to_owned())
            .unwrap_or_default();
        let given: Vec<String> = arguments_of(call.clone().into_inner(), arguments);
        let by_number = name
            .parse::<usize>()
            .ok()
            .and_then(|number| arguments.get(number.checked_sub(1)?))
            .cloned();
        let body = by_number.or_else(|| self.macros.get(&name).cloned());
        let body = body.or_else(|| self.of_project(&name));
        let lines = call.as_str().matches('\n').count();
        match body {
            Some(body) if depth < DEEPEST => self.pieces(&body, &given, depth + 1),
            Some(_) => {
                let why = "macros call one another without end";
                self.draft.left_out(
                    format!("a call of {}", shown(&name)),
                    why,
                    &self.expanded.place_of(self.line),
                );
            }
            None if literal::one(call, Rule::maybe).is_some() => {}
            None => {
                let why = "there is no such macro";
                self.draft.left_out(
                    format!("a call of {}", shown(&name)),
                    why,
                    &self.expanded.place_of(self.line),
                );
            }
        }
        if depth == 0 {
            self.line.number += lines;
        }
    }

    /// What another file says stands where it is included.
    fn include(&mut self, piece: &Pair<'_, Rule>, depth: usize) {
        let Some(includes) = &mut self.includes else {
            // It is told with the statements.
            return self.write(piece.as_str(), depth);
        };
        let name = literal::said(piece, Rule::file_name).unwrap_or_default();
        let place = self.expanded.place_of(self.line);
        if literal::one(piece, Rule::included_block).is_some() {
            let what = format!("attributes of what {} says", shown(&name));
            self.draft.left_out(what, "ids are the paths of the file", &place);
        }
        match includes.enter(&name) {
            Ok((text, is_new)) => {
                if is_new {
                    self.budget = self.budget.saturating_add(text.len().saturating_mul(4));
                }
                let first = Line { file: self.expanded.files.len(), number: 1 };
                let here = mem::replace(&mut self.line, first);
                self.expanded.files.push(name);
                self.expanded.lines.push((self.expanded.text.len(), self.line));
                // Its lines are counted, also where a macro includes it.
                self.pieces(&text, &[], 0);
                self.line = here;
                if let Some(includes) = &mut self.includes {
                    includes.leave();
                }
            }
            Err(why) => self.draft.left_out(format!("file {}", shown(&name)), why, &place),
        }
        self.skip(piece.as_str(), depth);
    }

    /// A macro that the head of the project makes, which may itself be made of macros.
    fn of_project(&mut self, name: &str) -> Option<String> {
        let is_ours = ["projectstart", "projectend", "now", "today"].contains(&name);
        self.looks = self.looks.checked_sub(usize::from(is_ours)).filter(|_| is_ours)?;
        self.macros.extend(projects(&self.expanded.text));
        self.macros.get(name).cloned()
    }

    fn write(&mut self, text: &str, depth: usize) {
        for line in text.split_inclusive('\n') {
            self.expanded.text.push_str(line);
            if line.ends_with('\n') {
                self.line.number += usize::from(depth == 0);
                self.expanded.lines.push((self.expanded.text.len(), self.line));
            }
        }
    }

    /// Passes over what is not there any more; the line that it ends is a line of its own all the same.
    fn skip(&mut self, text: &str, depth: usize) {
        if depth == 0 {
            self.line.number += text.matches('\n').count();
        }
        self.expanded.text.push(' ');
        self.expanded.lines.push((self.expanded.text.len(), self.line));
    }
}

/// What a macro is called with: what stands for an argument of the macro round it is that argument.
fn arguments_of(pieces: Pairs<'_, Rule>, around: &[String]) -> Vec<String> {
    let texts = pieces.filter(|piece| piece.as_rule() == Rule::argument).map(Pair::into_inner);
    let called = |text: Pairs<'_, Rule>| {
        let text = text.as_str().replace("\\\"", "\"");
        if !text.contains("${") {
            return text;
        }
        let numbered = around.iter().enumerate();
        numbered
            .fold(text, |text, (at, argument)| text.replace(&format!("${{{}}}", at + 1), argument))
    };
    texts.map(called).collect()
}
