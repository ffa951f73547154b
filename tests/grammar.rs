//! The grammar, the table of words and the page of the grammar are one language, and all sentences of it are read.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use milepost::diagnostic::Diagnostics;
use milepost::syntax::keyword::{self, ATTRIBUTES, DECLARATIONS, DeclarationKind, Kinds};
use milepost::syntax::parse;
use milepost::text::{Source, SourceId, Sources};
use pest_meta::ast::{Expr, Rule};

const GRAMMAR: &str = include_str!("../grammar/roadmap.pest");
const PAGE: &str = include_str!("../grammar/README.md");

/// Something that each of these rules reads, in place of all that it would: most names that could be there mean nothing.
const SAMPLES: [(&str, &[&str]); 23] = [
    ("named", &["slack"]),
    ("name", &["design"]),
    ("path", &["v1", "web.design"]),
    ("assign", &["ana", "ana:50%|bo", "web:2"]),
    ("tag", &["infra"]),
    ("key", &["jira"]),
    ("text", &["\"A \\\"title\\\"\"", "\"\"\"\n  two lines\n\"\"\""]),
    ("date", &["2026-03-02", "2026-03-02T14:00", "2026-03", "2026-W10", "2026-Q2", "2026-H1"]),
    ("year", &["2026"]),
    ("duration", &["10d", "2.5h"]),
    ("range", &["10d", "2.5h", "8d..10d..15d"]),
    ("number", &["12", "700"]),
    ("amount", &["12k", "12.5k", "limit"]),
    ("named_amount", &["limit"]),
    ("share", &["40%"]),
    ("hours", &["09:00-17:30"]),
    ("weekdays", &["mon-fri", "sat"]),
    ("month_day", &["12-25"]),
    ("lag", &[" + 2d", " - elapsed 1w", " + slack"]),
    ("word", &["infra"]),
    ("instant", &["v1", "web.design"]),
    ("tint", &["\"#0b5fff\"", "\"#06F\""]),
    ("address", &["https://example.com/a,b", "mailto:ana@example.com"]),
];

struct Grammar(BTreeMap<String, Expr>);

impl Grammar {
    fn read() -> Self {
        let pairs = pest_meta::parser::parse(pest_meta::parser::Rule::grammar_rules, GRAMMAR);
        let rules = pest_meta::parser::consume_rules(pairs.expect("it is a grammar"));
        let rules = rules.expect("its rules are right").into_iter();
        Self(rules.map(|Rule { name, expr, .. }| (name, expr)).collect())
    }

    fn rule(&self, name: &str) -> &Expr {
        self.0.get(name).unwrap_or_else(|| panic!("the grammar has no rule `{name}`"))
    }

    /// The words that a rule or what it consists of begins with.
    fn first_words(&self, expr: &Expr, words: &mut BTreeSet<String>) {
        match expr {
            Expr::Str(word) => drop(words.insert(word.trim_end().to_owned())),
            Expr::Ident(name) if SAMPLES.iter().all(|(rule, _)| rule != name) => {
                if let Some(expr) = self.0.get(name) {
                    self.first_words(expr, words);
                }
            }
            Expr::Seq(first, second) => {
                if matches!(**first, Expr::PosPred(_)) {
                    self.first_words(second, words);
                } else {
                    self.first_words(first, words);
                }
            }
            Expr::Choice(first, second) => {
                self.first_words(first, words);
                self.first_words(second, words);
            }
            _ => {}
        }
    }

    fn words_of(&self, rule: &str) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        self.first_words(self.rule(rule), &mut words);
        words.retain(|word| is_word(word));
        words
    }

    /// Sentences of an expression in which each of its alternatives stands at least once, what may be missing is there and is
    /// missing, and what may be repeated stands once and twice.
    fn sentences(&self, expr: &Expr) -> Vec<String> {
        match expr {
            Expr::Str(text) => vec![text.clone()],
            Expr::Ident(name) => {
                let samples = SAMPLES.iter().find(|(rule, _)| rule == name);
                match samples {
                    Some((_, samples)) => samples.iter().map(|&one| one.to_owned()).collect(),
                    // Where a word ends is not told by what stands in it; what may stand behind a comma is tried with a space.
                    None if matches!(&**name, "edge" | "SOI" | "EOI") => vec![String::new()],
                    None if matches!(&**name, "gap" | "more") => vec![" ".to_owned()],
                    None => self.sentences(self.rule(name)),
                }
            }
            Expr::Seq(first, second) => joined(&self.sentences(first), &self.sentences(second)),
            Expr::Choice(first, second) => [self.sentences(first), self.sentences(second)].concat(),
            Expr::Opt(inner) => [vec![String::new()], self.sentences(inner)].concat(),
            Expr::Rep(inner) if is_space(inner) => vec![" ".to_owned()],
            Expr::RepOnce(inner) if is_space(inner) => vec![" ".to_owned()],
            Expr::Rep(inner) => [vec![String::new()], self.repeated(inner)].concat(),
            Expr::RepOnce(inner) => self.repeated(inner),
            Expr::PosPred(_) | Expr::NegPred(_) => vec![String::new()],
            other => panic!("{other:?} stands in no sentence"),
        }
    }

    fn repeated(&self, inner: &Expr) -> Vec<String> {
        let once = self.sentences(inner);
        let twice = joined(&once, &once.iter().rev().cloned().collect::<Vec<_>>());
        [once, twice].concat()
    }
}

fn is_space(expr: &Expr) -> bool {
    matches!(expr, Expr::Str(text) if text == " ")
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Each of the first with one of the second behind it, and each of the second behind one of the first.
fn joined(first: &[String], second: &[String]) -> Vec<String> {
    let count = first.len().max(second.len());
    let pairs = first.iter().cycle().zip(second.iter().cycle()).take(count);
    let mut all: Vec<String> = pairs.map(|(one, other)| format!("{one}{other}")).collect();
    all.dedup();
    all
}

/// What the parser alone says of a text, and how many attributes it finds in it.
fn read(text: &str) -> (Vec<String>, usize) {
    let mut sources = Sources::default();
    sources.add(Source::new("test.roadmap", text)).expect("it is short");
    let mut diagnostics = Diagnostics::new();
    let ast = parse(&sources, SourceId(0), &mut diagnostics);
    let said = diagnostics.iter().map(|one| format!("{}: {}", one.rule.name, one.message));
    (said.collect(), ast.attributes.len())
}

/// The declarations on which an attribute of the grammar may stand.
fn bearers(attribute: &str) -> Kinds {
    let word = attribute.split([' ', ',']).next().unwrap_or_default();
    let row = keyword::attribute(word).or_else(|| {
        let first = attribute.chars().next()?;
        let sign = match first {
            '@' | '#' => first.to_string(),
            _ if attribute.ends_with('%') => "40%".to_owned(),
            '0'..='9' => "10d".to_owned(),
            _ => "name:".to_owned(),
        };
        ATTRIBUTES.iter().find(|row| row.lexeme == sign)
    });
    row.unwrap_or_else(|| panic!("the table of words has no row for `{attribute}`")).on
}

/// A declaration with one attribute.
fn declared(kind: DeclarationKind, attribute: &str) -> String {
    match kind.lexeme() {
        "roadmap" => format!("roadmap \"Name\" {attribute}\n"),
        // It stands in a block only.
        "measure" => format!("objective growth {{\n  measure orders {attribute}\n}}\n"),
        kind => format!("{kind} thing {attribute}\n"),
    }
}

#[test]
fn the_grammar_has_the_words_of_the_table() {
    let grammar = Grammar::read();
    let declared: BTreeSet<String> = DECLARATIONS.iter().map(|row| row.lexeme.to_owned()).collect();
    assert_eq!(grammar.words_of("declaration"), declared);
    let rows = ATTRIBUTES.iter().filter(|row| row.is_word());
    let table: BTreeSet<String> = rows.map(|row| row.lexeme.to_owned()).collect();
    assert_eq!(grammar.words_of("attribute"), table);
    // What is looked for where a list of names goes on is all that takes something.
    let mut argued = grammar.words_of("argued");
    argued.extend(grammar.words_of("flag"));
    let table: BTreeSet<String> =
        table.into_iter().filter(|word| keyword::is_of_items(word)).collect();
    assert_eq!(argued, table);
}

/// The words in quotes of the page's notation.
fn words_of_page() -> BTreeSet<String> {
    let blocks = PAGE.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).map(|line| line.split("  //").next().unwrap_or(line));
    let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted.filter(|word| is_word(word)).map(str::to_owned).collect()
}

#[test]
fn the_page_has_the_words_of_the_grammar() {
    let mut words = BTreeSet::new();
    // Of what stands in a broken line the page says nothing.
    let rules = Grammar::read().0.into_iter().filter(|(name, _)| name != "lexeme");
    for (_, expr) in rules {
        for part in expr.iter_top_down() {
            if let Expr::Str(word) = part {
                words.insert(word.trim_end().to_owned());
            }
        }
    }
    words.retain(|word| is_word(word));
    assert_eq!(words_of_page(), words);
}

/// Whether each parenthesis of a condition is closed, of which the grammar says nothing.
fn is_paired(attribute: &str) -> bool {
    let mut depth = 0;
    let mut signs = attribute.chars().filter(|sign| "()".contains(*sign));
    let is_open = signs.all(|sign| {
        depth += if sign == '(' { 1 } else { -1 };
        depth >= 0
    });
    !attribute.starts_with("where ") || is_open && depth == 0
}

/// Of a score, whether no criterion stands in it twice and `confidence` alone is a share, the others numbers, of which the grammar says nothing.
fn is_score(attribute: &str) -> Option<bool> {
    let words: Vec<&str> = attribute.strip_prefix("score ")?.split_whitespace().collect();
    let criteria: BTreeSet<&str> = words.iter().step_by(2).copied().collect();
    let is_right = |pair: &[&str]| matches!(pair, [word, value] if value.ends_with('%') == (*word == "confidence") && !is_word(value));
    Some(criteria.len() * 2 == words.len() && words.chunks(2).all(is_right))
}

/// Whether nothing is weighed twice in a ranking, of which the grammar says nothing.
fn is_ranking(attribute: &str) -> bool {
    let Some(weights) = attribute.strip_prefix("rank ") else { return true };
    let words: Vec<&str> = weights.split_whitespace().collect();
    let weighed: BTreeSet<&str> = words.iter().step_by(2).copied().collect();
    weighed.len() == words.len().div_ceil(2)
}

#[test]
fn each_attribute_of_the_grammar_is_read() {
    let grammar = Grammar::read();
    let sentences = grammar.sentences(grammar.rule("attribute"));
    // A name alone is the name of an amount of time, or is told.
    let sentences = sentences.iter().filter(|one| *one != "slack" && is_score(one) != Some(false));
    // So many levels there are not, and so few pixels show nothing.
    let sentences = sentences.filter(|one| !matches!(one.as_str(), "depth 700" | "width 12"));
    let sentences = sentences.filter(|one| is_paired(one) && is_ranking(one));
    let mut count = 0;
    let mut unread = Vec::new();
    for sentence in sentences {
        // What `from` takes is a level on a measure and a date on all else: each is read somewhere.
        let is_read = |kind| read(&declared(kind, sentence)) == (Vec::new(), 1);
        if !bearers(sentence).iter().any(is_read) {
            unread.push(sentence);
        }
        count += 1;
    }
    assert!(unread.is_empty(), "{unread:#?}");
    assert!(count > 150, "{count}");
}

#[test]
fn each_declaration_of_the_grammar_is_read() {
    let grammar = Grammar::read();
    for (rule, word) in [
        ("status", "status "),
        ("let", "let "),
        ("field", "field "),
        ("import", "import "),
        ("marker", "marker "),
    ] {
        for sentence in grammar.sentences(grammar.rule(rule)) {
            let text = format!("{word}{sentence}\n");
            assert_eq!(read(&text).0, Vec::<String>::new(), "{text}");
        }
    }
}
