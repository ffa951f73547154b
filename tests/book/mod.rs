//! The pages that are for readers, and their fenced blocks.

pub(crate) mod links;
pub(crate) mod pictures;
pub(crate) mod roadmaps;
pub(crate) mod rules_page;
pub(crate) mod session;

use std::fs;
use std::path::{Path, PathBuf};

/// A page in Markdown.
pub(crate) struct Page {
    /// Below the project's folder, with `/`.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// All of it.
    pub(crate) text: String,
}

/// A fenced block.
pub(crate) struct Block {
    /// The line of its fence, from 1.
    pub(crate) line: usize,
    /// What stands behind the fence, split at commas: `roadmap`, `error`, `file=plan.roadmap`.
    pub(crate) tags: Vec<String>,
    /// What is in it.
    pub(crate) text: String,
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Page {
    /// A page by its name.
    pub(crate) fn read(name: &str) -> Self {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name: name.to_owned(), path, text }
    }

    /// Every page that is for readers.
    pub(crate) fn all() -> Vec<Self> {
        let mut names: Vec<String> =
            ["README.md", "CHANGELOG.md", "tests/README.md", "examples/README.md"]
                .map(str::to_owned)
                .into();
        if root().join("grammar/README.md").exists() {
            names.push("grammar/README.md".to_owned());
        }
        gather(&root().join("docs/src"), &mut names);
        names.iter().map(|name| Self::read(name)).collect()
    }

    /// Its fenced blocks.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (index, line) in self.text.lines().enumerate() {
            match (line.strip_prefix("```"), &mut open) {
                (Some(_), Some(_)) => blocks.extend(open.take()),
                (Some(info), None) => {
                    let tags = info.split(',').map(|tag| tag.trim().to_owned()).collect();
                    open = Some(Block { line: index + 1, tags, text: String::new() });
                }
                (None, Some(block)) => {
                    block.text += line;
                    block.text.push('\n');
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{}: a block without end", self.name);
        blocks
    }
}

fn gather(folder: &Path, names: &mut Vec<String>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the book is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.strip_prefix(root()).unwrap_or(&path);
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

impl Block {
    /// Whether it is marked so.
    pub(crate) fn is(&self, tag: &str) -> bool {
        self.tags.iter().any(|other| other == tag)
    }

    /// The file that it shows.
    pub(crate) fn file(&self) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix("file="))
    }
}
