//! The front end as a whole: what comes of small texts.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostics;
use crate::syntax::ast::Ast;
use crate::syntax::parse;
use crate::text::{Source, SourceId, Sources};

/// A parsed text.
pub(super) struct Parsed {
    pub(super) sources: Sources,
    pub(super) ast: Ast,
    pub(super) diagnostics: Diagnostics,
}

pub(super) fn parsed(text: &str) -> Parsed {
    let mut sources = Sources::default();
    sources.add(Source::new("test.roadmap", text)).unwrap();
    let mut diagnostics = Diagnostics::new();
    let ast = parse(&sources, SourceId(0), &mut diagnostics);
    diagnostics.sort();
    Parsed { sources, ast, diagnostics }
}

impl Parsed {
    /// The tree, a declaration a line: depth, keyword, name, title and the texts of its attributes.
    pub(super) fn outline(&self) -> String {
        let mut outline = String::new();
        for (_, declaration) in self.ast.iter() {
            let mut depth = 0;
            let mut parent = declaration.parent;
            while let Some(id) = parent {
                depth += 1;
                parent = self.ast.declarations[id.0 as usize].parent;
            }
            let text = |span| self.sources.text(span);
            write!(outline, "{}{}", "  ".repeat(depth), declaration.kind.lexeme()).unwrap();
            for part in [declaration.name, declaration.title].into_iter().flatten() {
                write!(outline, " {}", text(part)).unwrap();
            }
            for attribute in self.ast.attributes_of(declaration) {
                write!(outline, " | {}", text(attribute.span)).unwrap();
            }
            outline.push('\n');
        }
        outline
    }

    /// The diagnostics, one a line: `line:column rule: message`.
    pub(super) fn reports(&self) -> String {
        let mut reports = String::new();
        for diagnostic in self.diagnostics.iter() {
            let place = self.sources.place(diagnostic.primary.span);
            let (rule, message) = (diagnostic.rule.name, &diagnostic.message);
            writeln!(reports, "{}:{} {rule}: {message}", place.line, place.column).unwrap();
        }
        reports
    }
}

#[test]
fn a_small_roadmap() {
    let parsed = parsed(
        "\u{FEFF}roadmap \"Relaunch\" from 2026-03-02 // a comment\r\n\r\n\
         stream web \"Web\" {\r\n  owner @ana\r\n  task design \"Design\" 5d\r\n\
         \ttask build \"Build\" 8d..10d..15d after design + 2d,\r\n    start // keeps on\r\n  #infra\n}\n\
         milestone live after web by 2026-03-31",
    );
    assert_eq!(parsed.reports(), "");
    assert_eq!(
        parsed.outline(),
        "roadmap \"Relaunch\" | from 2026-03-02\n\
         stream web \"Web\" | owner @ana | #infra\n  task design \"Design\" | 5d\n\
         \x20 task build \"Build\" | 8d..10d..15d | after design + 2d,\r\n    start\n\
         milestone live | after web | by 2026-03-31\n"
    );
}

/// The fenced `roadmap` blocks of a page.
fn roadmaps_of(page: &str) -> Vec<String> {
    page.split("```roadmap\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_page_of_the_grammar_is_true() {
    let blocks = roadmaps_of(include_str!("../../../grammar/README.md"));
    assert!(blocks.len() >= 4);
    for block in blocks {
        assert_eq!(parsed(&block).reports(), "", "{block}");
    }
}

#[test]
fn texts_and_comments_may_lie_across_runs() {
    // pest is given 64 KiB at a time: whatever stands at the border is to be read as anywhere else.
    let line = "task a \"A, {\" 5d, // it's \"open\n  note \"\"\"\n  one { \" // two\n\"\"\"\n";
    let count = 70 * 1024 / line.len();
    for padding in 0..line.len() {
        let text = format!("//{}\n{}", "x".repeat(padding), line.repeat(count));
        let parsed = parsed(&text);
        assert_eq!(parsed.reports(), "", "{padding}");
        assert_eq!(parsed.ast.declarations.len(), count, "{padding}");
        assert!(parsed.ast.iter().all(|(_, task)| parsed.ast.attributes_of(task).len() == 2));
    }
}

#[test]
fn a_text_longer_than_a_run() {
    let text = format!("task a note \"\"\"\n{}\"\"\" 5d\ntask b", "no { brace\n".repeat(20_000));
    let parsed = parsed(&text);
    assert_eq!(parsed.reports(), "");
    assert_eq!(parsed.ast.declarations.len(), 2);
    assert_eq!(parsed.ast.attributes_of(&parsed.ast.declarations[0]).len(), 2);
}

#[test]
fn odd_characters_are_told_once() {
    let comment = "/* open\n".repeat(3);
    let text = format!("task a\u{1} 5d\n{comment}task \u{2} 5d */\ntask b\u{3} \u{A0} 5d\n");
    let odd = parsed(&text).reports().matches("can't stand in a roadmap").count();
    assert_eq!(odd, 4);
}

#[test]
fn a_text_that_is_not_utf8_is_one_message() {
    let mut sources = Sources::default();
    sources
        .add(Source::from_bytes("test.roadmap", b"task a \"caf\xE9\" 5d\ntask \xE9 \xE8".to_vec()));
    let mut diagnostics = Diagnostics::new();
    parse(&sources, SourceId(0), &mut diagnostics);
    let rules: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.rule.name).collect();
    assert_eq!(rules, ["invalid-utf8"]);
}

#[test]
fn a_declaration_lies_where_it_is_written() {
    let parsed = parsed("stream a \"A\" {\n  task b 5d\n}\ntask c { 5d }");
    let places: Vec<_> = parsed
        .ast
        .iter()
        .map(|(_, one)| (parsed.sources.text(one.head), parsed.sources.text(one.extent)))
        .collect();
    assert_eq!(
        places,
        [
            ("stream a \"A\"", "stream a \"A\" {\n  task b 5d\n}"),
            ("task b 5d", "task b 5d"),
            ("task c", "task c { 5d }"),
        ]
    );
}
