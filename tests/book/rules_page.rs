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
    text += "| rule | severity |\n| --- | --- |\n";
    for rule in rules::ALL {
        text += &format!("| [{0}](#{0}) | {1} |\n", rule.name, severity(rule));
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
        Guard::Meaning => format!("{name}, always"),
        Guard::Quality => name.to_owned(),
    }
}

/// A page whose headings stand one level deeper; what looks like one in a block is none.
fn lowered(page: &str) -> String {
    let mut is_code = false;
    let mut text = String::new();
    for line in page.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        if line.starts_with('#') && !is_code {
            text.push('#');
        }
        text += line;
        text.push('\n');
    }
    text.trim_end().to_owned()
}
