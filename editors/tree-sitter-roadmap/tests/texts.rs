//! All roadmaps of the project: the examples, the cases of the suite, the blocks of the grammar's page.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A roadmap and what to call it.
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) text: String,
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn gather(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

fn files(folder: &str, extension: &str) -> Vec<Text> {
    let mut paths = Vec::new();
    gather(&root().join(folder), extension, &mut paths);
    paths
        .into_iter()
        .map(|path| Text { name: path.display().to_string(), text: read(&path) })
        .collect()
}

/// The examples.
pub(crate) fn examples() -> Vec<Text> {
    files("examples", "roadmap")
}

/// The cases of the suite, and the files of each by itself. Their annotations are comments of the language.
pub(crate) fn cases() -> Vec<Text> {
    let mut cases: Vec<Text> = Vec::new();
    for file in files("tests/suite", "roadmap") {
        let first = cases.len();
        for line in file.text.lines() {
            let heading = line.strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---"));
            let section = line.strip_prefix("// file: ");
            if let Some(name) = heading.or(section) {
                cases.push(Text { name: name.to_owned(), text: String::new() });
            } else if let Some(case) = cases.get_mut(first..).and_then(<[Text]>::last_mut) {
                case.text += line;
                case.text.push('\n');
            }
        }
    }
    cases
}

/// The blocks of the README, the book and the page of the grammar.
pub(crate) fn blocks() -> Vec<Text> {
    let pages = [vec![root().join("README.md"), root().join("grammar/README.md")], {
        let mut pages = Vec::new();
        gather(&root().join("docs/src"), "md", &mut pages);
        pages
    }];
    let mut blocks = Vec::new();
    for page in pages.concat() {
        let text = read(&page);
        for block in text.split("\n```roadmap").skip(1) {
            let Some((_, block)) = block.split_once('\n') else { continue };
            let block = block.split("```").next().unwrap_or(block);
            blocks.push(Text { name: page.display().to_string(), text: block.to_owned() });
        }
    }
    blocks
}

/// All of them.
pub(crate) fn all() -> Vec<Text> {
    [examples(), cases(), blocks()].into_iter().flatten().collect()
}
