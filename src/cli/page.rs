//! A page of Markdown on a terminal: the little of it that the rules' pages use.

use std::fmt::Write as _;

use super::terminal::{BOLD, CODE, FAINT};
use crate::diagnostic::render::wrap::wrap;

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
    use super::rendered;

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
