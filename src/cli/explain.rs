//! `milepost explain`: the page of a rule, or the list of all.

use std::fmt::Write as _;

use anstyle::Style;

use super::arguments::Explain;
use super::terminal::{BOLD, ERROR, FAINT, NOTE, Terminal, WARNING};
use super::{Failure, Verdict, page};
use crate::diagnostic::render::wrap::wrap;
use crate::diagnostic::{Rule, Severity, rules};
use crate::text::did_you_mean;

pub(super) fn run(explain: &Explain, terminal: &Terminal) -> Result<Verdict, Failure> {
    let width = terminal.page_width();
    let text = match &explain.rule {
        None => list(width),
        Some(name) => page::rendered(named(name)?.page, width),
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
