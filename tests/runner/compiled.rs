//! A case, compiled.

use std::collections::BTreeMap;

use milepost::diagnostic::{Diagnostic, Edit, Guard, Severity};
use milepost::resolve::{LoadError, Loader};
use milepost::text::Span;
use milepost::{Compilation, Options, Source};

use super::annotation::Annotation;
use super::case::{Case, Flag, Line, Section};
use super::dates;

/// What stands behind the text of a case that has no header of its own.
const HEADER: &str = "roadmap \"Case\" from 2026-03-02\n";

/// A case with what came of it.
pub(crate) struct Compiled {
    files: Files,
    compilation: Compilation,
}

/// The files of a case.
#[derive(Clone)]
struct Files {
    main: String,
    texts: BTreeMap<String, String>,
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let text = self.texts.get(path).ok_or(LoadError::NotFound)?;
        Ok(Source::new(path, text.as_str()))
    }
}

impl Compiled {
    /// Compiles the case's first file, the others at hand for its imports.
    pub(crate) fn of(case: &Case) -> Self {
        let texts = case.sections.iter().enumerate().map(|(index, section)| {
            let lines: Vec<&str> = section.source().map(|(_, text)| text).collect();
            (section.name.clone(), text_of(case, &lines, index == 0))
        });
        let files = Files { main: case.sections[0].name.clone(), texts: texts.collect() };
        let compilation = files.compile(case);
        Self { files, compilation }
    }

    /// What came of it.
    pub(crate) fn compilation(&self) -> &Compilation {
        &self.compilation
    }

    /// The text of each of its files, by name.
    #[allow(dead_code)] // For `format.rs`.
    pub(crate) const fn texts(&self) -> &BTreeMap<String, String> {
        &self.files.texts
    }

    /// The same case, each of its texts made anew.
    #[allow(dead_code)] // For `format.rs`.
    pub(crate) fn with(&self, case: &Case, anew: impl Fn(&str) -> String) -> Compilation {
        let mut files = self.files.clone();
        for text in files.texts.values_mut() {
            *text = anew(text);
        }
        files.compile(case)
    }

    /// What was raised in a section, each with its source line (from 0).
    pub(crate) fn annotations(&self, section: &Section, full: bool) -> Vec<(usize, Annotation)> {
        let sources = self.compilation.sources();
        let here = self.compilation.diagnostics().filter(|diagnostic| {
            let source = sources.source(sources.source_of(diagnostic.primary.span));
            source.is_some_and(|source| source.name() == section.name)
        });
        // What lies behind the text (in the header that is added) is told at its end.
        let end = section.source().count();
        here.map(|diagnostic| {
            let line = sources.place(diagnostic.primary.span).line as usize - 1;
            (line.min(end), Annotation::of(diagnostic, sources, full))
        })
        .collect()
    }

    /// With the option `dates`: the lines of dates that are missing, one an item that no line speaks of.
    pub(crate) fn undated(&self, case: &Case) -> Vec<String> {
        if !case.options.has(Flag::Dates) {
            return Vec::new();
        }
        let lines = case.sections.iter().flat_map(|section| &section.lines);
        let told: Vec<&str> = lines
            .filter_map(|line| match line {
                Line::Dates { text, .. } => dates::subject(text),
                _ => None,
            })
            .collect();
        let items = self.compilation.model().items().map(milepost::model::ItemWalker::path);
        items
            .filter(|path| !told.contains(&path.as_str()))
            .map(|path| dates::rewritten(&format!("//= {path}"), &self.compilation))
            .collect()
    }

    /// What every diagnostic promises: its places lie in the sources, it says what to do, and its fix mends it.
    pub(crate) fn broken_promises(&self, case: &Case) -> Vec<String> {
        let mut faults = Vec::new();
        for diagnostic in self.compilation.diagnostics() {
            faults.extend(self.misplaced(diagnostic));
            faults.extend(helpless(diagnostic));
            faults.extend(self.not_mended(case, diagnostic));
        }
        faults
    }

    fn misplaced(&self, diagnostic: &Diagnostic) -> Vec<String> {
        let sources = self.compilation.sources();
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let spans = labels.map(|label| label.span).chain(edits.map(|edit| edit.span));
        spans
            .filter(|span| {
                let source = sources.source_of(*span);
                let base = sources.base(source);
                let text = sources.source(source).map_or("", |source| source.text());
                let (Some(start), Some(end)) =
                    (span.start.checked_sub(base), span.end.checked_sub(base))
                else {
                    return true;
                };
                text.get(start as usize..end as usize).is_none()
            })
            .map(|span| format!("{span:?} of `{}` lies outside the text", diagnostic.message))
            .collect()
    }

    /// After the fix the rule has less to say, and nothing else of the line can't be understood that could be before.
    fn not_mended(&self, case: &Case, diagnostic: &Diagnostic) -> Option<String> {
        let fix = diagnostic.fix.as_ref()?;
        let files = self.edited(&fix.edits);
        if let Some(name) = self.untidy(&files) {
            return Some(format!("the fix `{}` leaves blanks without use in {name}", fix.title));
        }
        let mended = files.compile(case);
        let count = |compilation: &Compilation| {
            compilation.diagnostics().filter(|other| other.rule == diagnostic.rule).count()
        };
        if count(&mended) >= count(&self.compilation) {
            return Some(format!("the fix `{}` does not mend `{}`", fix.title, diagnostic.message));
        }
        let edit = fix.edits.first()?;
        let place = (self.name_of(edit.span), self.compilation.sources().place(edit.span).line);
        let mut before: Vec<&str> = self.compilation.diagnostics().map(message_of).collect();
        let new = errors_at(&mended, place).filter(|error| !is_revealed(error)).find(|error| {
            let known = before.iter().position(|one| *one == message_of(error));
            known.map(|known| before.swap_remove(known)).is_none()
        })?;
        Some(format!("the fix `{}` makes `{}`", fix.title, new.message))
    }

    fn name_of(&self, span: Span) -> &str {
        let sources = self.compilation.sources();
        sources.source(sources.source_of(span)).map_or("", |source| source.name())
    }

    /// A file in which mending has doubled blanks, or put some at the end of a line.
    fn untidy(&self, mended: &Files) -> Option<String> {
        let blanks = |text: &str| {
            let doubled = text.lines().map(|line| line.trim().matches("  ").count());
            doubled.sum::<usize>() + text.lines().filter(|line| line.ends_with(' ')).count()
        };
        let all = self.files.texts.iter().zip(mended.texts.values());
        let mut untidy = all.filter(|((_, old), new)| blanks(new) > blanks(old));
        untidy.next().map(|((name, _), _)| name.clone())
    }

    fn edited(&self, edits: &[Edit]) -> Files {
        let sources = self.compilation.sources();
        let mut files = self.files.clone();
        for edit in edits.iter().rev() {
            if let Some(text) = files.texts.get_mut(self.name_of(edit.span)) {
                text.replace_range(sources.local(edit.span), &edit.text);
            }
        }
        files
    }
}

/// Whether an error says that something is still missing, or can't stand on what was meant: neither could be known before the line
/// was understood.
fn is_revealed(error: &Diagnostic) -> bool {
    error.message.ends_with("found the end of the line")
        || error.message.contains("does not say")
        || matches!(
            error.rule.name,
            "unknown-name"
                | "unknown-field"
                | "import-not-found"
                | "dependency-cycle"
                | "misplaced-attribute"
        )
}

fn message_of(diagnostic: &Diagnostic) -> &str {
    &diagnostic.message
}

/// The errors of a line that leave its meaning open.
fn errors_at<'a>(
    compilation: &'a Compilation,
    (name, line): (&'a str, u32),
) -> impl Iterator<Item = &'a Diagnostic> {
    let sources = compilation.sources();
    compilation.diagnostics().filter(move |one| {
        let is_meaning = one.severity == Severity::Error && one.rule.guard == Guard::Meaning;
        let source = sources.source(sources.source_of(one.primary.span));
        is_meaning
            && source.is_some_and(|source| source.name() == name)
            && sources.place(one.primary.span).line == line
    })
}

/// A report that leaves people alone with what is wrong.
fn helpless(diagnostic: &Diagnostic) -> Option<String> {
    let is_helped = diagnostic.advice().any(|advice| !advice.trim().is_empty());
    (!is_helped)
        .then(|| format!("no help with [{}] `{}`", diagnostic.rule.name, diagnostic.message))
}

impl Files {
    fn compile(&self, case: &Case) -> Compilation {
        let mut options = Options::new().loader(self);
        if let Some(today) = case.options.today {
            options = options.today(today);
        }
        if case.options.has(Flag::DenyWarnings) {
            options = options.deny_warnings();
        }
        let text = self.texts.get(&self.main).cloned().unwrap_or_default();
        milepost::compile(Source::new(self.main.as_str(), text), &options)
    }
}

fn text_of(case: &Case, lines: &[&str], is_main: bool) -> String {
    let mut text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    let has_header = lines.iter().any(|line| line.trim_start().starts_with("roadmap"));
    if is_main && !has_header && !case.options.has(Flag::Bare) {
        text += HEADER;
    }
    if case.options.has(Flag::NoNewline) {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if case.options.has(Flag::Crlf) {
        text = text.replace('\n', "\r\n");
    }
    if case.options.has(Flag::Bom) {
        text.insert(0, '\u{FEFF}');
    }
    text
}
