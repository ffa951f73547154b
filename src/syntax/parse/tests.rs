//! The front end as a whole: what comes of small texts.

use std::fmt::Write as _;

use super::parse;
use crate::diagnostic::Diagnostics;
use crate::syntax::ast::Ast;
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
