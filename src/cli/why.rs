//! `milepost why`: why an item is when it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::arguments::{Day, Telling, Why};
use super::terminal::{BOLD, FAINT, NOTE, Terminal};
use super::{Failure, Verdict, input, shell};
use crate::compile::Compilation;
use crate::diagnostic::render::human;
use crate::diagnostic::render::wrap::wrap;
use crate::diagnostic::{Guard, Severity};
use crate::emit;
use crate::model::{Edge, ItemId, Model};
use crate::plan::why::{self, Wanted};
use crate::plan::{item_named, last_item};
use crate::resolve::{is_roadmap, roadmaps_in};
use crate::text::Sources;

/// How many of what is beside the chain are told; the rest is counted.
const BESIDE: usize = 8;
/// How many links are told at most.
const LINKS: usize = 40;

pub(super) fn run(asked: &Why, terminal: &Terminal) -> Result<Verdict, Failure> {
    let (file, item) = words(asked)?;
    let compiled = input::compiled(&file, &asked.compile, None, terminal)?;
    let compilation = &compiled.compilation;
    if has_no_meaning(compilation) {
        let (sources, width) = (compilation.sources(), terminal.width());
        for diagnostic in compilation.diagnostics().filter(|one| one.rule.guard == Guard::Meaning) {
            terminal.say(&format!("{}\n", human::one(diagnostic, sources, width)));
        }
        terminal.say("no date can be explained while the roadmap has such errors\n");
        return Ok(Verdict::Faulty);
    }
    let (item, edge) = match item {
        Some(path) => item_named(compilation.model(), compilation.schedule(), &path)?,
        None => (last_item(compilation.model(), compilation.schedule())?, Edge::End),
    };
    if !compilation.schedule().timing(item).is_scheduled {
        let path = compilation.model().item(item).path();
        return Err(Failure::new(format!("`{path}` is dropped, and has no dates")));
    }
    match wanted(asked, compilation.model())? {
        Some(wanted) => tell_why_not(asked, compilation, (item, edge), wanted, terminal)?,
        None => tell(asked, compilation, (item, edge), terminal)?,
    }
    Ok(Verdict::Fine)
}

/// The day that is asked about: by a period is by its end, before it is before its start.
fn wanted(asked: &Why, model: &Model) -> Result<Option<Wanted>, Failure> {
    let today = || {
        let unknown = Failure::new("the roadmap does not say which day `today` is");
        model.header.today.ok_or_else(|| unknown.help("say it with `--today=now`, or as a date"))
    };
    Ok(match (asked.by, asked.not_before) {
        (Some(Day::Within(_, last)), _) => Some(Wanted::By(last)),
        (Some(Day::Today), _) => Some(Wanted::By(today()?)),
        (None, Some(Day::Within(first, _))) => Some(Wanted::Before(first)),
        (None, Some(Day::Today)) => Some(Wanted::Before(today()?)),
        (None, None) => None,
    })
}

/// The roadmap and the item: either may be left out.
fn words(asked: &Why) -> Result<(PathBuf, Option<String>), Failure> {
    match (&asked.file, &asked.item) {
        (Some(file), None) if !is_file(file) => {
            Ok((the_only_roadmap()?, Some(file.to_string_lossy().into_owned())))
        }
        (Some(file), item) => Ok((file.clone(), item.clone())),
        (None, item) => Ok((the_only_roadmap()?, item.clone())),
    }
}

/// Whether a word means a file rather than an item.
fn is_file(path: &Path) -> bool {
    path == Path::new("-") || is_roadmap(path) || path.exists()
}

fn the_only_roadmap() -> Result<PathBuf, Failure> {
    let found = roadmaps_in(Path::new(""));
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Failure::new("there is no roadmap in this folder")
            .help("name it before the item: `milepost why FILE ITEM`")),
        [first, ..] => {
            Err(Failure::new(format!("there are {} roadmaps in this folder", found.len())).help(
                format!(
                    "name one before the item, as in `milepost why {} ITEM`",
                    shell::word(first)
                ),
            ))
        }
    }
}

fn has_no_meaning(compilation: &Compilation) -> bool {
    let is_such = |one: &crate::diagnostic::Diagnostic| {
        one.severity == Severity::Error && one.rule.guard == Guard::Meaning
    };
    compilation.diagnostics().any(is_such)
}

fn tell(
    asked: &Why,
    compilation: &Compilation,
    (item, edge): (ItemId, Edge),
    terminal: &Terminal,
) -> Result<(), Failure> {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let why = why::why(model, schedule, item, edge);
    if asked.format == Telling::Json {
        return super::terminal::write(&emit::why::json(model, schedule, &why));
    }
    let story = emit::why::story(model, schedule, &why);
    let page = Page { sources: compilation.sources(), width: terminal.page_width() };
    terminal.print(&page.of(&story))
}

fn tell_why_not(
    asked: &Why,
    compilation: &Compilation,
    (item, edge): (ItemId, Edge),
    wanted: Wanted,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let answer = why::why_not(model, schedule, item, edge, wanted);
    if asked.format == Telling::Json {
        let text = emit::why::json_of_answer(model, schedule, (item, edge), wanted, &answer);
        return super::terminal::write(&text);
    }
    let told = emit::why::barrier(model, schedule, (item, edge), wanted, &answer);
    let page = Page { sources: compilation.sources(), width: terminal.page_width() };
    terminal.print(&page.of_barrier(&told))
}

/// A page for people.
struct Page<'a> {
    sources: &'a Sources,
    width: usize,
}

impl Page<'_> {
    fn of(&self, story: &emit::why::Story) -> String {
        let mut page = self.headline(&story.headline);
        page.push('\n');
        self.told(&mut page, &story.chain, LINKS, "link");
        if !story.beside.is_empty() {
            heading(&mut page, "What else is waited for");
            self.told(&mut page, &story.beside, BESIDE, "branch");
        }
        if !story.people.is_empty() {
            heading(&mut page, "Who works on this chain");
            self.list(&mut page, &story.people);
        }
        heading(&mut page, "What would win a day");
        self.list(&mut page, &story.wins);
        page
    }

    fn of_barrier(&self, told: &emit::why::BarrierTold) -> String {
        let mut page = self.headline(&told.headline);
        if let Some((own, lines)) = told.labels.split_first() {
            page.push_str(&human::labelled(own, lines, self.sources, self.width));
        }
        for help in &told.help {
            let lines = wrap(help, self.width.saturating_sub(8));
            let _ = writeln!(page, "  {NOTE}note:{NOTE:#} {}", lines.join("\n        "));
        }
        page
    }

    fn headline(&self, headline: &str) -> String {
        let lines = wrap(headline, self.width);
        format!("{BOLD}{}{BOLD:#}\n", lines.join("\n"))
    }

    /// Sentences, each with its lines below it.
    fn told(&self, page: &mut String, all: &[emit::why::Told], most: usize, what: &str) {
        for told in all.iter().take(most) {
            let _ = writeln!(page, "{}", wrap(&told.sentence, self.width).join("\n"));
            page.push_str(&human::quote(&told.places, self.sources, self.width));
        }
        let rest = all.len().saturating_sub(most);
        if rest > 0 {
            let many = match (rest, what) {
                (1, _) => what.to_owned(),
                (_, "branch") => "branches".to_owned(),
                _ => format!("{what}s"),
            };
            let _ = writeln!(page, "{FAINT}… and {rest} more {many}{FAINT:#}");
        }
    }

    fn list(&self, page: &mut String, sentences: &[String]) {
        for sentence in sentences {
            let lines = wrap(sentence, self.width.saturating_sub(2));
            let _ = writeln!(page, "- {}", lines.join("\n  "));
        }
    }
}

fn heading(page: &mut String, text: &str) {
    let _ = writeln!(page, "\n{BOLD}{text}{BOLD:#}");
}
