//! The book's page of the rules, made from the rules' own pages.

use milepost::diagnostic::{Guard, Rule, rules};

const INTRODUCTION: &str = "\
# Rules

<!-- Made from src/diagnostic/rules/*.md: `UPDATE=1 cargo test --test docs` writes it anew. -->

What the compiler checks, in the words that `milepost explain RULE` prints. How to change the severity of a rule stands under [severity](language/severity.md).

";

/// The page, as it has to be.
pub(crate) fn written() -> String {
    let mut text = INTRODUCTION.to_owned();
    text += "| rule | severity | what it finds |\n| --- | --- | --- |\n";
    for rule in rules::ALL {
        let summary = rule.summary().replace('|', "\\|");
        text += &format!("| [{0}](#{0}) | {1} | {summary} |\n", rule.name, severity(rule));
    }
    for rule in rules::ALL {
        text += &format!("\n{}\n", lowered(rule.page.trim()));
    }
    text
}

fn severity(rule: &Rule) -> String {
    let name = match rule.severity.name() {
        "allow" => "off",
        name => name,
    };
    match rule.guard {
        // A no-break space, so that all rows are one line.
        Guard::Meaning => format!("{name},\u{A0}always"),
        Guard::Quality => name.to_owned(),
    }
}

/// A page as a section: its title one level deeper, its headings, which are the same for all rules, as words alone. What looks like
/// one in a block is none.
fn lowered(page: &str) -> String {
    let mut is_code = false;
    let mut text = String::new();
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        match line.strip_prefix("## ") {
            Some(heading) if !is_code => text += &format!("**{heading}**"),
            _ if line.starts_with("# ") && !is_code => text += &format!("#{line}"),
            _ => text += line,
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}
