//! The page of each rule is a test of it: what its *Example* shows raises exactly this rule, what its *Use instead* shows is clean.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use milepost::diagnostic::{Rule, render, rules};
use milepost::resolve::{LoadError, Loader};
use milepost::{Compilation, Options, Source, compile};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials =
        rules::ALL.iter().map(|rule| Trial::test(rule.name, move || page_tells_the_truth(rule)));
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn page_tells_the_truth(rule: &Rule) -> Result<(), Failed> {
    let page = Page::read(rule)?;
    for (block, files) in page.example.roadmaps() {
        let compilation = compile_block(block, files);
        if rules_raised(&compilation) != BTreeSet::from([rule.name]) {
            return Err(told("`Example` is to raise this rule and no other", block, &compilation));
        }
    }
    for (block, files) in page.instead.roadmaps() {
        let compilation = compile_block(block, files);
        if !rules_raised(&compilation).is_empty() {
            return Err(told("`Use instead` is to be clean", block, &compilation));
        }
    }
    Ok(())
}

fn told(wish: &str, block: &Block, compilation: &Compilation) -> Failed {
    let mut text = format!("{wish}\n\n{}\n", block.text);
    let said = render::short::all(compilation.report(), compilation.sources());
    let _ = write!(text, "{}", if said.is_empty() { "nothing was raised" } else { &said });
    text.into()
}

fn rules_raised(compilation: &Compilation) -> BTreeSet<&'static str> {
    compilation.diagnostics().map(|diagnostic| diagnostic.rule.name).collect()
}

fn compile_block(block: &Block, files: &[Block]) -> Compilation {
    let served = Served(files);
    compile(Source::new("example.roadmap", block.text.clone()), &Options::new().loader(&served))
}

/// The files that a section of a page shows beside its roadmap.
struct Served<'p>(&'p [Block]);

impl Loader for Served<'_> {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let found = self.0.iter().find(|block| block.file.as_deref() == Some(path));
        found.map(|block| Source::new(path, block.text.clone())).ok_or(LoadError::NotFound)
    }
}

/// A fenced block of a page.
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

impl Block {
    fn tagged(tag: &str) -> Self {
        let (language, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let file = rest.strip_prefix("file=").map(str::to_owned);
        Self { language: language.to_owned(), file, text: String::new() }
    }
}

/// The blocks under one heading.
#[derive(Default)]
struct Section {
    blocks: Vec<Block>,
}

impl Section {
    /// The roadmaps in it that are compiled, each with all files of the section.
    fn roadmaps(&self) -> impl Iterator<Item = (&Block, &[Block])> {
        let shown = self.blocks.iter().filter(|block| block.language == "roadmap");
        shown.filter(|block| block.file.is_none()).map(|block| (block, self.blocks.as_slice()))
    }
}

/// A page of the shape that every rule's page has.
struct Page {
    example: Section,
    instead: Section,
}

impl Page {
    fn read(rule: &Rule) -> Result<Self, Failed> {
        let (title, rest) = rule.page.split_once("\n\n").unwrap_or_default();
        demand(title == format!("# {}", rule.name), "the rule's name is the title")?;
        let (prose, rest) = split_at_heading(rest, "Example")?;
        demand(prose.trim().len() > 80, "what the rule is stands before its `Example`")?;
        let (example, instead) = split_at_heading(rest, "Use instead")?;
        Ok(Self { example: read_section(example)?, instead: read_section(instead)? })
    }
}

fn split_at_heading<'t>(text: &'t str, heading: &str) -> Result<(&'t str, &'t str), Failed> {
    let line = format!("\n## {heading}\n");
    text.split_once(&line).ok_or_else(|| format!("a heading `## {heading}` is missing").into())
}

fn read_section(text: &str) -> Result<Section, Failed> {
    let mut section = Section::default();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(block)) => section.blocks.push(block),
            (Some(tag), None) => open = Some(Block::tagged(tag)),
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => demand(!line.starts_with('#'), "there are two headings, no more")?,
        }
    }
    demand(open.is_none(), "every block is closed")?;
    demand(!section.blocks.is_empty(), "there is a block under each heading")?;
    let is_known = |block: &Block| ["roadmap", "json", "text"].contains(&&*block.language);
    demand(section.blocks.iter().all(is_known), "blocks are `roadmap`, `json` or `text`")?;
    Ok(section)
}

fn demand(holds: bool, what: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(format!("the page is to hold to: {what}").into()) }
}
