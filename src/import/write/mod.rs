//! A settled plan as text of the language, a declaration a line; the formatter then lays it out.

mod declared;
mod items;

use std::fmt::Write as _;

use super::draft::Draft;
use super::input::shown;
use super::names::Names;
use super::timing::Week;
use super::tree::Tree;
use crate::text::may_be_followed;
use items::Context;
pub(super) use items::path;

/// Writes a plan down. The comment at its top says where it came from.
pub(super) fn write(draft: &mut Draft, tree: &Tree, names: &Names, from: &str) -> String {
    let mut out = Writer::default();
    let from: String = from.chars().filter(|c| !(c.is_control() || is_deceptive(*c))).collect();
    out.line(&format!("// Imported from {from}."));
    out.gap();
    declared::header(draft, tree, names, &mut out);
    declared::all(draft, names, &mut out);
    let risks = std::mem::take(&mut draft.risks);
    let context = Context::new(tree, names, Week::of(draft), risks);
    for root in &tree.roots {
        items::item(*root, &context, draft, &mut out);
    }
    out.gap();
    context.risks(None, &mut out);
    items::statuses(draft, tree, &mut out);
    out.text
}

/// Lines with their indentation.
#[derive(Debug, Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") && !self.text.ends_with("{\n") {
            self.text.push('\n');
        }
    }

    fn open(&mut self, line: &str) {
        self.line(&format!("{line} {{"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
        self.line("}");
    }

    /// A note: in a line if it is one, otherwise as a block of lines.
    fn note(&mut self, note: &str) {
        let lines: Vec<_> = note.lines().map(str::trim_end).collect();
        let note = lines.join("\n");
        let note = note.trim_matches('\n');
        let is_block = note.contains('\n')
            && !note.contains("\"\"\"")
            && note
                .chars()
                .all(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_deceptive(c)));
        if is_block {
            self.line("note \"\"\"");
            for line in note.split('\n') {
                if line.is_empty() { self.text.push('\n') } else { self.line(&format!("  {line}")) }
            }
            self.line("\"\"\"");
        } else {
            self.line(&format!("note {}", quoted(note)));
        }
    }
}

/// Signs that make a reader see something else: in a text they stand by their numbers.
const fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
}

/// A text in quotes, as the language reads it back.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push(' '),
            c if is_deceptive(c) => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(c));
            }
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A title: one line.
fn title(text: &str) -> String {
    let line: Vec<_> = text.split_whitespace().collect();
    quoted(&line.join(" "))
}

/// Web addresses that the language takes, as attributes; others are told.
fn links(links: &[(Option<String>, String)], draft: &mut Draft, of: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (name, address) in links {
        let address = &in_one_word(address);
        let has_more = !address.ends_with([':', '/']) || address.matches('/').count() > 2;
        if may_be_followed(address) && has_more {
            let name = name.as_ref().map(|name| format!("{} ", title(name))).unwrap_or_default();
            words.push(format!("link {name}{address}"));
        } else {
            let why = "a link is an address that begins with `https://`, `http://` or `mailto:`";
            draft.left_out(format!("link {}", shown(address)), why, &shown(of));
        }
    }
    words
}

/// An address without signs that would end it in a roadmap.
fn in_one_word(address: &str) -> String {
    let mut word = String::new();
    for c in address.trim().chars() {
        match c {
            ' ' => word.push_str("%20"),
            '"' => word.push_str("%22"),
            '{' => word.push_str("%7B"),
            '}' => word.push_str("%7D"),
            c => word.push(c),
        }
    }
    word
}
