//! The trees of short texts, in the format of `tree-sitter test`.

use std::fs;
use std::path::Path;

use crate::agreement::tree_of;

const RULE: &str = "==================\n";

/// A text and its tree.
struct Entry {
    name: String,
    text: String,
    tree: String,
}

fn entries(file: &str) -> Vec<Entry> {
    let mut parts = file.split(RULE).skip(1);
    let mut entries = Vec::new();
    while let (Some(name), Some(rest)) = (parts.next(), parts.next()) {
        let (text, tree) = rest.split_once("\n---\n").unwrap_or((rest, ""));
        let text = text.strip_prefix('\n').unwrap_or(text).to_owned();
        entries.push(Entry { name: name.trim().to_owned(), text, tree: tree.trim().to_owned() });
    }
    entries
}

/// A tree with a node on each line, behind its field.
fn pretty(tree: &str) -> String {
    let mut written = String::new();
    let mut depth = 0;
    let mut is_behind_field = true;
    for word in tree.split(' ') {
        let is_field = word.ends_with(':');
        let begins_line = (is_field || word.starts_with('(')) && !is_behind_field;
        if begins_line {
            written += &format!("\n{}", "  ".repeat(depth));
        } else if !written.is_empty() {
            written.push(' ');
        }
        written += word;
        depth = depth + word.matches('(').count() - word.matches(')').count();
        is_behind_field = is_field;
    }
    written
}

#[test]
fn texts_have_their_trees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    let mut faults = Vec::new();
    let mut count = 0;
    for file in fs::read_dir(folder).expect("there is a corpus") {
        let path = file.expect("it can be read").path();
        let text = crate::texts::read(&path);
        let mut fresh = String::new();
        for Entry { name, text, tree } in entries(&text) {
            let found = pretty(&tree_of(&text).root_node().to_sexp());
            if found != tree {
                faults.push(format!("{name}:\n{found}\nis not\n{tree}"));
            }
            count += 1;
            fresh += &format!("{RULE}{name}\n{RULE}\n{text}\n---\n\n{found}\n\n");
        }
        let fresh = format!("{}\n", fresh.trim_end());
        if crate::is_update() {
            fs::write(path, fresh).expect("the corpus can be written");
        } else {
            assert!(
                fresh == text || !faults.is_empty(),
                "{} is laid out otherwise",
                path.display()
            );
        }
    }
    assert!(crate::is_update() || faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(count > 20, "{count} texts");
}
