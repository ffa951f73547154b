//! The syntax for Sublime Text, read by another reader of such files, says what the grammar for Visual Studio Code says: the tests of
//! that one count for both.

use std::fs;

use syntect::parsing::{ParseState, ScopeStack, SyntaxDefinition, SyntaxSet, SyntaxSetBuilder};

use super::{file, read};

/// What is asserted of the line above: in these columns these scopes, and none of those.
struct Assertion<'t> {
    columns: std::ops::Range<usize>,
    wanted: Vec<&'t str>,
    unwanted: Vec<&'t str>,
}

/// `//  ^^^ scope scope - scope`, or `// <~~--- scope` for columns from the first on.
fn assertion(line: &str) -> Option<Assertion<'_>> {
    let count = |text: &str, sign| text.chars().take_while(|one| *one == sign).count();
    let behind = line.strip_prefix("//")?;
    let (columns, scopes) = if let Some(rest) = behind.trim_start().strip_prefix('<') {
        let left = count(rest, '~');
        let signs = rest.trim_start_matches('~');
        (left..left + count(signs, '-').max(1), signs.trim_start_matches('-'))
    } else {
        let blanks = behind.trim_start_matches(' ');
        let first = line.len() - blanks.len();
        let length = count(blanks, '^');
        (length > 0).then_some((first..first + length, blanks.trim_start_matches('^')))?
    };
    let (wanted, unwanted) = scopes.split_once(" - ").unwrap_or((scopes, ""));
    let [wanted, unwanted] = [wanted, unwanted].map(|names| names.split_whitespace().collect());
    Some(Assertion { columns, wanted, unwanted })
}

/// The scopes from each column on where they change.
fn scopes(
    state: &mut ParseState,
    stack: &mut ScopeStack,
    set: &SyntaxSet,
    line: &str,
) -> Vec<(usize, Vec<String>)> {
    let names = |of: &ScopeStack| of.scopes.iter().map(|scope| scope.build_string()).collect();
    let mut all = vec![(0, names(stack))];
    for (column, change) in state.parse_line(&format!("{line}\n"), set).expect("it is parsed") {
        stack.apply(&change).expect("scopes end where they began");
        all.push((column, names(stack)));
    }
    all
}

#[test]
fn sublime_colours_as_vs_code_does() {
    let mut builder = SyntaxSetBuilder::new();
    let text = read("sublime/Roadmap.sublime-syntax");
    builder.add(SyntaxDefinition::load_from_str(&text, true, None).expect("it is a syntax"));
    let set = builder.build();
    let syntax = set.find_syntax_by_extension("roadmap").expect("it is for roadmaps");
    let mut tried = 0;
    for entry in fs::read_dir(file("vscode/test/grammar")).expect("the tests can be listed") {
        let path = entry.expect("an entry can be read").path();
        let text = fs::read_to_string(&path).expect("a test can be read");
        let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
        let mut line_above = Vec::new();
        for line in text.lines() {
            let Some(Assertion { columns, wanted, unwanted }) = assertion(line) else {
                line_above = scopes(&mut state, &mut stack, &set, line);
                continue;
            };
            for column in columns {
                let (_, here) = line_above
                    .iter()
                    .rev()
                    .find(|(from, _)| *from <= column)
                    .expect("it has scopes");
                let is = |scope: &&str| {
                    here.iter().any(|one| one == scope || one.starts_with(&format!("{scope}.")))
                };
                let is_right = wanted.iter().all(is) && !unwanted.iter().any(is);
                assert!(is_right, "{}: column {column} is {here:?}\n{line}", path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}
