//! `milepost mdbook`: a preprocessor for mdBook, which puts charts in place of the roadmaps of a book.
//!
//! A book is JSON, `[context, book]`; only what a chart needs is read of it, all else is handed on as it came.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options as Markdown, Parser, Tag, TagEnd};
use serde_json::Value;

use super::arguments::{Chart, Mdbook, Question};
use super::report::{self, Channel};
use super::terminal::{self, BOLD, ERROR, NOTE, Terminal, WARNING};
use super::{Failure, Verdict, input, views};
use crate::compile::{Compilation, Options, compile};
use crate::emit::{self, ChartOptions};
use crate::plan::{Plan, PlanView};
use crate::resolve::{Folder, slashed};
use crate::text::{Source, did_you_mean, visible};

/// The renderers that hand on SVG within a page.
const RENDERERS: [&str; 3] = ["html", "epub", "markdown"];
/// What may stand behind `roadmap` on a fence: the roadmap is shown as it is written, or is nobody's matter.
const WORDS: [&str; 2] = [SOURCE, IGNORE];
const SOURCE: &str = "source";
const IGNORE: &str = "ignore";
/// What stands before the name of a view on a fence.
const VIEW: &str = "view=";

pub(super) fn run(asked: &Mdbook, terminal: &Terminal) -> Result<Verdict, Failure> {
    if let Some(Question::Supports { renderer }) = &asked.question {
        let is_supported = RENDERERS.contains(&renderer.as_str());
        return Ok(if is_supported { Verdict::Fine } else { Verdict::Faulty });
    }
    if io::stdin().is_terminal() {
        return Err(not_a_book("`milepost mdbook` reads a book from standard input"));
    }
    let bytes = input::standard_input_bytes()?;
    let said = serde_json::from_slice(&bytes);
    let [context, mut book]: [Value; 2] = said.map_err(|_| {
        not_a_book("standard input is not a book as mdBook gives it to a preprocessor")
    })?;
    let options = input::options(&asked.schedule, asked.reporting.deny)?;
    let folder = Folder::new(sources(&context));
    let mut press = Press {
        options: options.loader(&folder),
        chart: &asked.chart,
        charts: 0,
        folder: &folder,
        compiled: Vec::new(),
        unknown: Vec::new(),
    };
    press.section(&mut book);
    let (compiled, unknown) = (press.compiled, press.unknown);
    let is_denied = asked.reporting.deny.is_some();
    for word in &unknown {
        word.tell(is_denied, terminal);
    }
    if compiled.iter().any(|one| one.diagnostics().next().is_some()) {
        report::all(&report::of(&compiled), &asked.reporting, Channel::Aside, terminal)?;
    }
    let is_wrong = unknown.iter().any(|unknown| is_denied || unknown.is_error);
    if is_wrong || compiled.iter().any(|one| one.report().has_errors()) {
        return Ok(Verdict::Faulty);
    }
    terminal::write(&book.to_string())?;
    Ok(Verdict::Fine)
}

fn not_a_book(message: &str) -> Failure {
    let help = "mdBook runs it: `[preprocessor.milepost]` in book.toml, with `command = \"milepost mdbook\"`";
    Failure::new(message).help(help)
}

/// The folder of the chapters.
fn sources(context: &Value) -> PathBuf {
    let text = |pointer: &str| context.pointer(pointer).and_then(Value::as_str);
    let root = Path::new(text("/root").unwrap_or_default());
    input::from_here(&root.join(text("/config/book/src").unwrap_or("src")))
}

/// What makes charts of roadmaps.
struct Press<'a> {
    options: Options<'a>,
    chart: &'a Chart,
    /// How many there are so far.
    charts: u32,
    folder: &'a Folder,
    compiled: Vec<Compilation>,
    unknown: Vec<Unknown>,
}

/// A word on a fence that says nothing, or a view or theme that there is not.
struct Unknown {
    /// The chapter and the line.
    place: String,
    failure: Failure,
    /// Whether there is nothing that could be drawn.
    is_error: bool,
}

impl Unknown {
    /// A word that says nothing.
    fn word(word: &str, place: String) -> Self {
        let failure = Failure::new(format!("`{word}` means nothing behind `roadmap`"));
        let failure = failure.help(match did_you_mean(word, WORDS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("what may stand there is `{SOURCE}`, `{IGNORE}` or `{VIEW}NAME`"),
        });
        Self { place, failure, is_error: false }
    }

    fn tell(&self, is_denied: bool, terminal: &Terminal) {
        let is_denied = is_denied || self.is_error;
        let (place, message) = (visible(&self.place), visible(&self.failure.message));
        let message = format!("{place}: {message}");
        let help = visible(self.failure.help.as_deref().unwrap_or_default());
        let (style, what) = if is_denied { (ERROR, "error") } else { (WARNING, "warning") };
        let told = format!(
            "{style}{what}{style:#}{BOLD}: {message}{BOLD:#}\n  {NOTE}help:{NOTE:#} {help}\n"
        );
        if is_denied { terminal.say(&told) } else { terminal.hint(&told) }
    }
}

impl Press<'_> {
    /// Draws the roadmaps of a book or a chapter, and of the chapters in it.
    fn section(&mut self, section: &mut Value) {
        // A book has `items` (once `sections`), a chapter `sub_items`.
        for key in ["items", "sections", "sub_items"] {
            let chapters = section.get_mut(key).and_then(Value::as_array_mut);
            for chapter in chapters.into_iter().flatten().filter_map(|item| item.get_mut("Chapter"))
            {
                self.chapter(chapter);
                self.section(chapter);
            }
        }
    }

    fn chapter(&mut self, chapter: &mut Value) {
        let text = |key: &str| chapter.get(key).and_then(Value::as_str);
        // A chapter that is only announced has no file.
        let path = text("source_path").or(text("path")).or(text("name")).unwrap_or_default();
        let path = slashed(Path::new(path));
        if let Some(content) = text("content") {
            let drawn = self.drawn(&path, content);
            if let Some(content) = chapter.get_mut("content") {
                *content = drawn.into();
            }
        }
    }

    /// A chapter's text with charts in place of its roadmaps.
    fn drawn(&mut self, path: &str, content: &str) -> String {
        let mut drawn = String::with_capacity(content.len());
        let mut rest = 0;
        for block in blocks(content) {
            self.note_unknown_words(path, content, &block);
            if block.has(IGNORE) {
                continue;
            }
            let chart = self.block(path, content, &block);
            if let Some(chart) = chart.filter(|_| !block.has(SOURCE)) {
                drawn += content.get(rest..block.start).unwrap_or_default();
                drawn += &chart;
                rest = block.end;
            }
        }
        drawn + content.get(rest..).unwrap_or_default()
    }

    fn note_unknown_words(&mut self, path: &str, content: &str, block: &Block) {
        let place = self.place(path, content, block);
        let is_known = |word: &str| WORDS.contains(&word) || word.starts_with(VIEW);
        let words = block.words.iter().filter(|word| !is_known(word));
        self.unknown.extend(words.map(|word| Unknown::word(word, place.clone())));
    }

    /// The chapter and the line of a block.
    fn place(&self, path: &str, content: &str, block: &Block) -> String {
        let chapter = slashed(&self.folder.path_of(path));
        format!("{chapter}:{}", block.line(content))
    }

    /// The chart of a roadmap, if it can be understood.
    fn block(&mut self, path: &str, content: &str, block: &Block) -> Option<String> {
        // So many empty lines that messages name the lines of the chapter.
        let text = "\n".repeat(block.line(content)) + &block.text;
        let source = Source::new(path, text).named(slashed(&self.folder.path_of(path)));
        let compilation = compile(source, &self.options);
        // All chapters may be printed as one page: the charts are counted through.
        self.charts += 1;
        let chart = compilation.plan().ok().map(|plan| {
            let options = self.chart.options(&plan.model.themes)?;
            drawn(plan, block.view(), &options.nth(self.charts))
        });
        self.compiled.push(compilation);
        match chart? {
            Ok(chart) => Some(in_one_line(&chart)),
            Err(failure) => {
                let place = self.place(path, content, block);
                self.unknown.push(Unknown { place, failure, is_error: true });
                None
            }
        }
    }
}

/// The chart of a view, or else of the whole.
fn drawn(plan: Plan<'_>, view: Option<&str>, options: &ChartOptions) -> Result<String, Failure> {
    let Some(name) = view else { return Ok(emit::svg(&plan, options)) };
    let (status, view) = (plan.status(), views::named(plan.model, name)?);
    Ok(emit::view_svg(&PlanView::of(plan, &status, view), options))
}

/// A chart as a line of HTML: wherever the block stood, in a list or a quotation, a line has no indentation or mark to be repeated.
/// Behind a comment, which ends where it ends, Markdown takes all of the line as it is, and what follows for Markdown again.
fn in_one_line(svg: &str) -> String {
    let svg = svg.trim_end().replace('\n', "&#10;");
    // On a narrow screen the chart is moved within its place: the page is not.
    format!("<!-- roadmap --><div class=\"roadmap\" style=\"overflow-x:auto\">{svg}</div>")
}

/// A roadmap in a chapter.
struct Block {
    /// Where its fence begins.
    start: usize,
    /// Behind its fence, and before the end of that line.
    end: usize,
    words: Vec<String>,
    text: String,
}

impl Block {
    /// Whether this word stands behind `roadmap` on its fence.
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|found| found == word)
    }

    /// The view that is to be drawn.
    fn view(&self) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(VIEW))
    }

    /// The line of its fence, counted from 1.
    fn line(&self, content: &str) -> usize {
        content.get(..self.start).unwrap_or_default().matches('\n').count() + 1
    }
}

fn blocks(content: &str) -> Vec<Block> {
    // Those of mdBook that say where a block may stand.
    let markdown = Markdown::ENABLE_TABLES
        | Markdown::ENABLE_FOOTNOTES
        | Markdown::ENABLE_TASKLISTS
        | Markdown::ENABLE_DEFINITION_LIST;
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (event, place) in Parser::new_ext(content, markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut words = info.split([',', ' ', '\t']).map(str::to_owned);
                if words.next().is_some_and(|language| language == "roadmap") {
                    let words = words.filter(|word| !word.is_empty()).collect();
                    let text = String::new();
                    let whole = content.get(place.clone()).unwrap_or_default();
                    let end = place.start + whole.trim_end().len();
                    open = Some(Block { start: place.start, end, words, text });
                }
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.text += &text;
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}
