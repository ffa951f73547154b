//! The lists of words that stand in the files of editors, and where.

use std::collections::BTreeSet;

use milepost::syntax::keyword::{ATTRIBUTES, DECLARATIONS, DeclarationKind};
use pest_meta::ast::{Expr, Rule};

/// A place in a file that holds a list of words.
pub(crate) struct Hole {
    /// Below `editors/`.
    pub(crate) file: &'static str,
    /// What stands before it, once in the file.
    pub(crate) before: &'static str,
    /// What stands behind it.
    pub(crate) after: &'static str,
    words: fn() -> Vec<String>,
    /// What stands round a word and between two, in place of each.
    form: Form,
}

/// How words stand in a list.
enum Form {
    /// `a|b`
    Pattern,
    /// `a b`
    Plain,
    /// `"a", "b"`
    Quoted,
    /// `"a" "b"`
    Lisp,
    /// The same on a line each, indented by two.
    Lines,
}

impl Hole {
    /// The list as it is to stand there.
    pub(crate) fn text(&self) -> String {
        let words = (self.words)();
        let each = |form: fn(&String) -> String| words.iter().map(form).collect::<Vec<_>>();
        match self.form {
            // The longer of two words that begin alike stands first: patterns take the first that fits.
            Form::Pattern => {
                let mut words = words.clone();
                words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
                words.join("|")
            }
            Form::Plain => words.join(" "),
            Form::Quoted => each(|word| format!("\"{word}\"")).join(", "),
            Form::Lisp => each(|word| format!("\"{word}\"")).join(" "),
            Form::Lines => each(|word| format!("  \"{word}\"\n")).concat(),
        }
    }
}

const fn hole(
    file: &'static str,
    before: &'static str,
    after: &'static str,
    words: fn() -> Vec<String>,
    form: Form,
) -> Hole {
    Hole { file, before, after, words, form }
}

const TREE_SITTER: &str = "tree-sitter-roadmap/words.json";
const SCANNER: &str = "tree-sitter-roadmap/src/words.h";
const TEXTMATE: &str = "vscode/syntaxes/roadmap.tmLanguage.json";
const VIM: &str = "vim/syntax/roadmap.vim";
const KAKOUNE: &str = "kakoune/roadmap.kak";
const SUBLIME: &str = "sublime/Roadmap.sublime-syntax";
const EMACS: &str = "emacs/roadmap-mode.el";
const HIGHLIGHTS: &str = "tree-sitter-roadmap/queries/highlights.scm";

/// Every list of words below `editors/`.
pub(crate) const HOLES: &[Hole] = &[
    hole(TREE_SITTER, "\"declared\": [", "]", plain_declarations, Form::Quoted),
    hole(TREE_SITTER, "\"health\": [", "]", || of_rule("health"), Form::Quoted),
    hole(TREE_SITTER, "\"type\": [", "]", || of_rule("type"), Form::Quoted),
    hole(TREE_SITTER, "\"flag\": [", "]", || of_rule("flag"), Form::Quoted),
    hole(TREE_SITTER, "\"point\": [", "]", || of_rule("point_word"), Form::Quoted),
    hole(TREE_SITTER, "\"from\": [", "]", || of_rule("from_word"), Form::Quoted),
    hole(TREE_SITTER, "\"names\": [", "]", || of_rule("names_word"), Form::Quoted),
    hole(TREE_SITTER, "\"name\": [", "]", || of_rule("name_word"), Form::Quoted),
    hole(TREE_SITTER, "\"time\": [", "]", || of_rule("time_word"), Form::Quoted),
    hole(TREE_SITTER, "\"length\": [", "]", || of_rule("length_word"), Form::Quoted),
    hole(TREE_SITTER, "\"amount\": [", "]", || of_rule("amount_word"), Form::Quoted),
    hole(TREE_SITTER, "\"number\": [", "]", numbers, Form::Quoted),
    hole(TREE_SITTER, "\"text\": [", "]", plain_texts, Form::Quoted),
    hole(TREE_SITTER, "\"time_frame\": [", "]", || of_rule("time_frame"), Form::Quoted),
    hole(TREE_SITTER, "\"criterion\": [", "]", || of_rule("criterion"), Form::Quoted),
    hole(TREE_SITTER, "\"thoroughness\": [", "]", || of_rule("thoroughness"), Form::Quoted),
    hole(TREE_SITTER, "\"picture\": [", "]", || of_rule("picture"), Form::Quoted),
    hole(TREE_SITTER, "\"dimension\": [", "]", || of_rule("dimension"), Form::Quoted),
    hole(TREE_SITTER, "\"sort_key\": [", "]", || of_rule("sort_key"), Form::Quoted),
    hole(TREE_SITTER, "\"technique\": [", "]", || of_rule("technique"), Form::Quoted),
    hole(TREE_SITTER, "\"column\": [", "]", || of_rule("column"), Form::Quoted),
    hole(TREE_SITTER, "\"part\": [", "]", || of_rule("part"), Form::Quoted),
    hole(TREE_SITTER, "\"paper\": [", "]", || of_rule("paper"), Form::Quoted),
    hole(TREE_SITTER, "\"is\": [", "]", || of_rule("is"), Form::Quoted),
    hole(TREE_SITTER, "\"relation\": [", "]", || of_rule("relation"), Form::Quoted),
    hole(TREE_SITTER, "\"subject\": [", "]", || of_rule("subject"), Form::Quoted),
    hole(TREE_SITTER, "\"occasion\": [", "]", || of_rule("occasion"), Form::Quoted),
    hole(TREE_SITTER, "\"importance\": [", "]", || of_rule("importance"), Form::Quoted),
    hole(TREE_SITTER, "\"weekday\": [", "]", weekdays, Form::Quoted),
    hole(SCANNER, "ARGUED[] = {", ", 0}", argued, Form::Quoted),
    hole(SCANNER, "FLAGS[] = {", ", 0}", || of_rule("flag"), Form::Quoted),
    hole(HIGHLIGHTS, "; Declarations\n[\n", "]", declarations, Form::Lines),
    hole(
        TEXTMATE,
        r"[{}]))\\s*(",
        r")(?![\\w.:-])(?:\\s+([[:alpha:]]",
        named_declarations,
        Form::Pattern,
    ),
    hole(TEXTMATE, r"(horizon)\\s+(", ")", || of_rule("time_frame"), Form::Pattern),
    hole(TEXTMATE, r"(level)\\s+(", ")", || of_rule("thoroughness"), Form::Pattern),
    hole(TEXTMATE, r"(score)\\s+(", ")", || of_rule("criterion"), Form::Pattern),
    hole(
        TEXTMATE,
        "be one.\",\n      \"match\": \"(?<![\\\\w.@#-])(",
        ")",
        references,
        Form::Pattern,
    ),
    hole(
        TEXTMATE,
        "\"attribute\": {\n      \"match\": \"(?<![\\\\w.@#-])(?:",
        ")",
        attributes,
        Form::Pattern,
    ),
    hole(
        TEXTMATE,
        "\"value\": {\n      \"match\": \"(?<![\\\\w.@#-])(?:",
        ")",
        values,
        Form::Pattern,
    ),
    hole(
        TEXTMATE,
        "hours.roadmap\"\n        },\n        {\n          \"match\": \"(?<![\\\\w.-])(",
        ")(?:-(",
        weekdays,
        Form::Pattern,
    ),
    hole(TEXTMATE, ")(?:-(", ")", weekdays, Form::Pattern),
    hole(HIGHLIGHTS, "; Attributes\n[\n", "]", plain_attributes, Form::Lines),
    hole(VIM, r"\s*)@<=%(", ")>:@!/ nextgroup", named_declarations, Form::Pattern),
    hole(VIM, "syn keyword roadmapAttribute ", "\n", unreferring, Form::Plain),
    hole(VIM, "syn keyword roadmapReference ", " nextgroup", references, Form::Plain),
    hole(VIM, "syn keyword roadmapValue ", "\n", values, Form::Plain),
    hole(VIM, r"roadmapDays /\v<%(", ")", weekdays, Form::Pattern),
    hole(VIM, r")%(-%(", ")", weekdays, Form::Pattern),
    hole(
        KAKOUNE,
        r"code/ regex '(?<![\w.@#-])(?:",
        r")(?![\w.:-])' 0:attribute",
        attributes,
        Form::Pattern,
    ),
    hole(
        KAKOUNE,
        "0:attribute\nadd-highlighter shared/roadmap/code/ regex '(?<![\\w.@#-])(?:",
        r")(?![\w.:-])' 0:value",
        values,
        Form::Pattern,
    ),
    hole(
        KAKOUNE,
        "0:value\nadd-highlighter shared/roadmap/code/ regex '(?<![\\w.@#-])(",
        ")",
        references,
        Form::Pattern,
    ),
    hole(
        KAKOUNE,
        "1:keyword\nadd-highlighter shared/roadmap/code/ regex '(?:^|[{}])\\h*(",
        ")",
        named_declarations,
        Form::Pattern,
    ),
    hole(SUBLIME, "declarations: (?:", ")", named_declarations, Form::Pattern),
    hole(SUBLIME, "attributes: (?:", ")", attributes, Form::Pattern),
    hole(SUBLIME, "references: (?:", ")", references, Form::Pattern),
    hole(SUBLIME, "values: (?:", ")", values, Form::Pattern),
    hole(SUBLIME, "weekday: (?:", ")", weekdays, Form::Pattern),
    hole(EMACS, "(defconst roadmap--declarations\n  '(", ")", declarations, Form::Lisp),
    hole(EMACS, "(defconst roadmap--attributes\n  '(", ")", attributes, Form::Lisp),
    hole(EMACS, "(defconst roadmap--references\n  '(", ")", references, Form::Lisp),
    hole(EMACS, "(defconst roadmap--values\n  '(", ")", values, Form::Lisp),
];

/// Queries that an editor wants in a folder of its own, as they are: the folder, and which of `tree-sitter-roadmap/queries`.
pub(crate) const COPIES: [(&str, &[&str]); 3] = [
    ("nvim/queries/roadmap", &["highlights", "injections", "folds", "indents", "locals"]),
    ("helix/queries/roadmap", &["highlights", "injections", "locals", "tags"]),
    ("zed/languages/roadmap", &["highlights", "injections"]),
];

/// The words that begin a declaration.
fn declarations() -> Vec<String> {
    DECLARATIONS.iter().map(|row| row.lexeme.to_owned()).collect()
}

/// Those of them that a name, a title and attributes follow, and that stand in any block or at the top.
fn plain_declarations() -> Vec<String> {
    use DeclarationKind as K;
    let own = [K::Status, K::Let, K::Field, K::Import, K::Baseline, K::Marker, K::Calendar];
    let plain = DECLARATIONS.iter().filter(|row| !own.contains(&row.kind));
    plain.map(|row| row.lexeme.to_owned()).collect()
}

/// Those of them that a name may follow, and does where a word follows.
fn named_declarations() -> Vec<String> {
    use DeclarationKind as K;
    let named = DECLARATIONS
        .iter()
        .filter(|row| !matches!(row.kind, K::Status | K::Import | K::Baseline | K::Marker));
    named.map(|row| row.lexeme.to_owned()).collect()
}

/// The words of attributes that names follow.
fn references() -> Vec<String> {
    let mut words = vec!["after".to_owned()];
    for rule in ["names_word", "name_word", "point_word", "from_word", "time_word"] {
        words.extend(of_rule(rule));
    }
    words
}

/// The others.
fn unreferring() -> Vec<String> {
    let references = references();
    attributes().into_iter().filter(|word| !references.contains(word)).collect()
}

/// Rules of words within views and conditions.
const VIEWED: &[&str] = &[
    "picture",
    "dimension",
    "sort_key",
    "descending",
    "technique",
    "column",
    "part",
    "paper",
    "joint",
    "negation",
    "subject",
    "occasion",
    "quantifier",
    "relation",
    "is",
];

/// Words that are a value.
fn values() -> Vec<String> {
    let mut words = Vec::new();
    for rule in ["health", "type", "time_frame", "criterion", "thoroughness"].iter().chain(VIEWED) {
        words.extend(of_rule(rule));
    }
    let (attributes, declarations) = (attributes(), declarations());
    words.retain(|word| !attributes.contains(word) && !declarations.contains(word));
    let mut seen = BTreeSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words
}

fn weekdays() -> Vec<String> {
    of_rule("weekday")
}

/// The words that begin an attribute.
fn attributes() -> Vec<String> {
    ATTRIBUTES.iter().filter(|row| row.is_word()).map(|row| row.lexeme.to_owned()).collect()
}

/// Those of them that begin no declaration.
fn plain_attributes() -> Vec<String> {
    let declarations = declarations();
    attributes().into_iter().filter(|word| !declarations.contains(word)).collect()
}

/// Those that a text follows which is no Markdown.
fn plain_texts() -> Vec<String> {
    let mut words = without(of_rule("text_word"), "note");
    words.push("font".to_owned());
    words
}

fn numbers() -> Vec<String> {
    [of_rule("number_word"), of_rule("size_word")].concat()
}

/// Those that something follows. `done` takes a day alone.
fn argued() -> Vec<String> {
    without(of_rule("argued"), "done")
}

fn without(mut words: Vec<String>, word: &str) -> Vec<String> {
    words.retain(|one| one != word);
    words
}

/// The words of a rule of the grammar, and of those rules that it is made of, in order.
fn of_rule(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(&rules(), name, &mut found);
    let mut seen = BTreeSet::new();
    found.retain(|word| seen.insert(word.clone()));
    found
}

fn gather(rules: &[Rule], name: &str, found: &mut Vec<String>) {
    let Some(rule) = rules.iter().find(|rule| rule.name == name) else { return };
    for part in rule.expr.iter_top_down() {
        match part {
            Expr::Str(word) if word.starts_with(|first: char| first.is_ascii_lowercase()) => {
                found.push(word.trim_end().to_owned());
            }
            Expr::Ident(inner) if inner.ends_with("_word") => gather(rules, &inner, found),
            _ => {}
        }
    }
}

fn rules() -> Vec<Rule> {
    let text = include_str!("../../grammar/roadmap.pest");
    let pairs = pest_meta::parser::parse(pest_meta::parser::Rule::grammar_rules, text);
    pest_meta::parser::consume_rules(pairs.expect("it is a grammar")).expect("its rules are right")
}
