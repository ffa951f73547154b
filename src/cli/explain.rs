//! `milepost explain`: the page of a rule, or the list of all.
//! A page of Markdown on a terminal: the little of it that the rules' pages use.

use std::fmt::Write as _;

use anstyle::Style;

use super::arguments::Explain;
use super::terminal::{BOLD, CODE, ERROR, FAINT, NOTE, Terminal, WARNING};
use super::{Failure, Verdict};
use crate::diagnostic::render::wrap::wrap;
use crate::diagnostic::{Rule, Severity, rules};
use crate::text::did_you_mean;

pub(super) fn run(explain: &Explain, terminal: &Terminal) -> Result<Verdict, Failure> {
    let width = terminal.page_width();
    let text = match &explain.rule {
        None => list(width),
        Some(name) => rendered(named(name)?.page, width),
    };
    terminal.print(&text)?;
    Ok(Verdict::Fine)
}

/// The rule of a name, which may be written as messages do: `error[name]`.
fn named(name: &str) -> Result<&'static Rule, Failure> {
    let bare = name.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']')).unwrap_or(name);
    rules::by_name(bare).ok_or_else(|| {
        let failure = Failure::new(format!("there is no rule `{bare}`"));
        match near(bare) {
            near if near.is_empty() => failure.help("`milepost explain` lists all rules"),
            near => failure.help(format!("did you mean {}?", near.join(" or "))),
        }
    })
}

/// The rule whose name is spelt nearly so, or those of which somebody remembered a word only.
fn near(name: &str) -> Vec<String> {
    let names = || rules::ALL.iter().map(|rule| rule.name);
    let quoted = |name: &str| format!("`{name}`");
    match did_you_mean(name, names()) {
        Some(near) => vec![quoted(near)],
        None => names().filter(|of| of.split('-').any(|word| word == name)).map(quoted).collect(),
    }
}

fn list(width: usize) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let indent = names + 12;
    let mut text = format!("{FAINT}{:names$}  {:8}  what it finds{FAINT:#}\n", "rule", "default");
    for rule in rules::ALL {
        let style = style(rule.severity);
        let name = format!("{BOLD}{:names$}{BOLD:#}", rule.name);
        let severity = format!("{style}{:8}{style:#}", word(rule.severity));
        let summary = in_one_line(&rule.summary(), width.saturating_sub(indent).max(24));
        let _ = writeln!(text, "{name}  {severity}  {summary}");
    }
    text + "\n`milepost explain RULE` says more. A roadmap changes a rule with `allow RULE`, `warn RULE` or `deny RULE`.\n"
}

/// A sentence, or as many of its words as have room.
fn in_one_line(sentence: &str, room: usize) -> String {
    let sentence = sentence.trim_end_matches('.');
    match wrap(sentence, room).as_slice() {
        [whole] => whole.clone(),
        _ => wrap(sentence, room - 1).first().cloned().unwrap_or_default() + "…",
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Allow => "allowed",
        other => other.name(),
    }
}

const fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
        Severity::Allow => FAINT,
    }
}

/// Headings bold, paragraphs and lists wrapped, code indented.
pub(super) fn rendered(markdown: &str, width: usize) -> String {
    let mut page = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            let _ = writeln!(page, "{BOLD}{heading}{BOLD:#}");
        } else if line.starts_with("```") {
            for code in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                let _ = writeln!(page, "{}", code_line(code));
            }
        } else if line.trim().is_empty() {
            page.push('\n');
        } else {
            let mut paragraph = line.trim().to_owned();
            while let Some(next) = lines.next_if(|next| continues(next)) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            page.push_str(&styled(&paragraph, width));
        }
    }
    page
}

fn code_line(code: &str) -> String {
    if code.is_empty() { String::new() } else { format!("    {CODE}{code}{CODE:#}") }
}

fn continues(line: &str) -> bool {
    !(line.trim().is_empty() || line.starts_with(['#', '`']) || item(line).is_some())
        || line.starts_with('`') && !line.starts_with("```")
}

fn item(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* "))
}

fn styled(paragraph: &str, width: usize) -> String {
    let (bullet, text) = match item(paragraph) {
        Some(text) => ("  • ", text),
        None => ("", paragraph),
    };
    let indent = bullet.chars().count();
    let lines = wrap(text, width.saturating_sub(indent).max(24));
    let joined = lines.join(&format!("\n{:indent$}", ""));
    format!("{bullet}{}\n", inline(&joined))
}

/// Code between backticks and words between `**` or `*` in their styles. The backticks stay: without colour they are all there is.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(out, "{FAINT}`{FAINT:#}{CODE}{piece}{CODE:#}{FAINT}`{FAINT:#}");
            continue;
        }
        for (at, words) in piece.split("**").enumerate() {
            let words = words.replace('*', "");
            if at % 2 == 1 {
                let _ = write!(out, "{BOLD}{words}{BOLD:#}");
            } else {
                out.push_str(&words);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_well_without_colour() {
        let page = "# a-rule\n\nIt *is* `so`, **very** much\nso.\n\n- one\n- two\n  lines\n\n## Example\n\n```roadmap\ntask a\n\n  5d\n```\n";
        let plain = anstream::adapter::strip_str(&rendered(page, 80)).to_string();
        assert_eq!(
            plain,
            "a-rule\n\nIt is `so`, very much so.\n\n  • one\n  • two lines\n\nExample\n\n    task a\n\n      5d\n"
        );
    }
}
