//! The roadmaps of a page compile.

use std::collections::BTreeMap;

use milepost::diagnostic::render;
use milepost::resolve::{LoadError, Loader};
use milepost::{Options, Source, compile};

use super::{Block, Page};

/// The files that the page has shown so far.
#[derive(Default)]
struct Shown(BTreeMap<String, String>);

impl Loader for Shown {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        self.0.get(path).map(|text| Source::new(path, text.as_str())).ok_or(LoadError::NotFound)
    }
}

/// What is wrong with the roadmaps of a page.
pub(crate) fn faults(page: &Page) -> Vec<String> {
    // The page of the rules is made of pages that have a test of their own.
    if page.name == "docs/src/rules.md" {
        return Vec::new();
    }
    let mut shown = Shown::default();
    let mut faults = Vec::new();
    // Beside roadmaps a page shows the files that they name.
    let is_read = |block: &&Block| block.is("roadmap") || block.file().is_some();
    for block in page.blocks().iter().filter(is_read) {
        let has_header = block.text.lines().any(|line| line.starts_with("roadmap "));
        if block.is("roadmap") && (has_header || block.file().is_none()) {
            faults.extend(fault(page, block, &shown));
        }
        if let Some(file) = block.file() {
            shown.0.insert(file.to_owned(), block.text.clone());
        }
    }
    faults
}

fn fault(page: &Page, block: &Block, shown: &Shown) -> Option<String> {
    let mut text = block.text.clone();
    if block.is("fragment") {
        text += "roadmap \"Fragment\" from 2026-03-02\n";
    }
    let compilation = compile(Source::new("block.roadmap", text), &Options::new().loader(shown));
    let said = render::short::all(compilation.report(), compilation.sources());
    let place = format!("{}:{}", page.name, block.line);
    // Where the page shows in how many forms the same can be written, it is not in that of the formatter.
    let shows_forms = ["docs/src/formatting.md", "grammar/README.md"].contains(&page.name.as_str());
    let formatted = milepost::format::format(Source::new("block.roadmap", block.text.as_str()));
    if !shows_forms && formatted.is_ok_and(|it| it.text() != block.text) {
        return Some(format!("{place} is not as `milepost fmt` writes it"));
    }
    if block.is("error") {
        return (!compilation.report().has_errors())
            .then(|| format!("{place} is to have an error, and has none"));
    }
    if block.is("warning") {
        return compilation.report().has_errors().then(|| format!("{place}\n{said}"));
    }
    // A note says what is good to know, as that work waits for today: nothing is wrong with that.
    let report = compilation.report();
    (report.errors() + report.warnings() > 0).then(|| format!("{place}\n{said}"))
}
