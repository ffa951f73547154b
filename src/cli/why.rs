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
use crate::model::{Edge, ItemId, ItemWalker, Model, ResourceKind};
use crate::plan::why::{self, Wanted};
use crate::resolve::{is_roadmap, roadmaps_in};
use crate::schedule::Driver;
use crate::text::{Sources, did_you_mean};

/// How many of what is beside the chain are told; the rest is counted.
const BESIDE: usize = 8;
/// How many items of one name are listed.
const NAMED: usize = 8;
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
        Some(path) => named(compilation, &path)?,
        None => (last(compilation)?, Edge::End),
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

/// The item of a path, and which of its points: the end, if nothing is said. The end of a path is enough where only one item's
/// path ends so.
fn named(compilation: &Compilation, path: &str) -> Result<(ItemId, Edge), Failure> {
    let model = compilation.model();
    let point = path.rsplit_once('.').and_then(|(item, point)| match point {
        "start" => Some((item, Edge::Start)),
        "end" => Some((item, Edge::End)),
        _ => None,
    });
    let meant: Vec<_> = std::iter::once((path, Edge::End)).chain(point).collect();
    for (path, edge) in &meant {
        if let Some(item) = model.items().find(|item| item.path() == *path) {
            return Ok((item.id, *edge));
        }
    }
    for (path, edge) in meant {
        match deeper(model, path).as_slice() {
            [] => {}
            [one] => return Ok((*one, edge)),
            several => return Err(ambiguous(model, path, several)),
        }
    }
    let failure = objective(compilation, path).or_else(|| without_dates(model, path));
    Err(failure.unwrap_or_else(|| unknown(model, path)))
}

/// That a name is of an objective, if it is, and which item decides when that is reached.
fn objective(compilation: &Compilation, path: &str) -> Option<Failure> {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let at = model.objectives.iter().position(|objective| *objective.name == *path)?;
    let failure = Failure::new(format!(
        "`{path}` is an objective, and has no date but that of the work `for` it"
    ));
    let serves = |item: &ItemWalker<'_>| {
        let serving = &item.extras().objectives;
        serving.iter().any(|(id, _)| id.index() == at) && schedule.timing(item.id).is_scheduled
    };
    // Of those that end at the same time the first.
    let last = model.items().filter(serves).reduce(|last, item| {
        let end = |item: ItemWalker<'_>| schedule.timing(item.id).end;
        if end(item) > end(last) { item } else { last }
    });
    Some(failure.help(match last {
        Some(last) => format!("ask for `{}`, which ends last of it", last.path()),
        None => format!("nothing serves it: write `for {path}` at the work that does"),
    }))
}

/// That a name is of something that is never scheduled, if it is.
fn without_dates(model: &Model, path: &str) -> Option<Failure> {
    let is_named = |name: &str, inside: Option<ItemId>| {
        let outer = path.strip_suffix(name).and_then(|outer| outer.strip_suffix('.'));
        path == name
            || outer.is_some_and(|outer| inside.is_some_and(|it| model.item(it).path() == outer))
    };
    let what = if model.ideas.iter().any(|idea| is_named(&idea.name, idea.stream)) {
        "an idea"
    } else if model.risks.iter().any(|risk| is_named(&risk.name, risk.threatens)) {
        "a risk"
    } else {
        match model.resources.iter().find(|resource| is_named(&resource.name, None))?.kind {
            ResourceKind::Team => "a team",
            ResourceKind::Person => "a person",
            ResourceKind::Resource => "a resource",
        }
    };
    let failure = Failure::new(format!("`{path}` is {what}, which has no dates"));
    Some(failure.help("ask for a stream, feature, task, milestone or release"))
}

/// The items whose paths end so.
fn deeper(model: &Model, path: &str) -> Vec<ItemId> {
    let end = format!(".{path}");
    model.items().filter(|item| item.path().ends_with(&end)).map(|item| item.id).collect()
}

/// That several items are named so, and which.
fn ambiguous(model: &Model, path: &str, items: &[ItemId]) -> Failure {
    let listed = items.iter().take(NAMED).map(|item| format!("`{}`", model.item(*item).path()));
    let mut paths: Vec<String> = listed.collect();
    match items.len().saturating_sub(NAMED) {
        0 => {}
        more => paths.push(format!("{more} more")),
    }
    let last = paths.pop().unwrap_or_default();
    let word = if items.len() > NAMED { "and" } else { "or" };
    Failure::new(format!("{} items are named `{path}`", items.len())).help(format!(
        "write as much of its path as tells which: {} {word} {last}",
        paths.join(", ")
    ))
}

/// That there is no such item, and which may be meant.
fn unknown(model: &Model, path: &str) -> Failure {
    let failure = Failure::new(format!("no item is named `{path}`"));
    let paths: Vec<String> = model.items().map(ItemWalker::path).collect();
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    if let Some(near) = did_you_mean(path, paths.iter().map(String::as_str)) {
        return failure.help(format!("did you mean `{near}`?"));
    }
    let names: Vec<String> = paths.iter().map(|path| last(path)).collect();
    let near = did_you_mean(&last(path), names.iter().map(String::as_str));
    match near
        .and_then(|near| names.iter().position(|name| name == near))
        .and_then(|at| paths.get(at))
    {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("an item is named by its path from the top, as in `checkout.api`"),
    }
}

/// What ends last.
fn last(compilation: &Compilation) -> Result<ItemId, Failure> {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    // What ends with one of its parts has nothing to say that they don't.
    let own_end = |item: &ItemWalker<'_>| {
        let ends_with_part = matches!(schedule.timing(item.id).end_driver, Driver::Part(_));
        item.kind().is_point() || !ends_with_part
    };
    let is_planned = |item: &ItemWalker<'_>| schedule.timing(item.id).is_scheduled;
    let ends = model.items().filter(|item| is_planned(item) && own_end(item));
    // Of those that end at the same time the first that nothing more can be asked of: a milestone rather than its work.
    let end = |item: ItemId| schedule.timing(item).end;
    let last = ends.map(|item| item.id).reduce(|last, item| {
        let is_point = |id| model.item(id).kind().is_point();
        let is_later = (end(item), is_point(item)) > (end(last), is_point(last));
        if is_later { item } else { last }
    });
    last.ok_or_else(|| Failure::new("nothing is planned in this roadmap"))
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
