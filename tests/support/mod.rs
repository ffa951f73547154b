//! What several tests share: the examples, and what every compilation has to keep.

// Each test uses what it needs.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use milepost::diagnostic::{Diagnostic, Severity};
use milepost::emit::{self, ChartOptions};
use milepost::text::{Sources, Span};
use milepost::{Compilation, Folder, Options, Source, compile};

/// Seeds for roadmaps at random: `SEEDS` of them, or `count` if `SLOW` is set (`tests/run --slow` sets it), else a quarter of those.
pub(crate) fn seeds(count: u64) -> std::ops::Range<u64> {
    let wanted = std::env::var("SEEDS").ok().and_then(|number| number.parse().ok());
    1..wanted.unwrap_or_else(|| 1 + rounds(count))
}

/// How often something is tried that is tried `count` times if `SLOW` is set.
pub(crate) fn rounds(count: u64) -> u64 {
    if is_slow() { count } else { count / 4 }
}

/// How much has to be found at least where `count` is asked of all that is tried if `SLOW` is set: of a quarter of that an eighth,
/// since a few roadmaps more or less have what is looked for.
pub(crate) fn enough<T: From<u8> + std::ops::Div<Output = T>>(count: T) -> T {
    if is_slow() { count } else { count / T::from(8) }
}

fn is_slow() -> bool {
    std::env::var_os("SLOW").is_some()
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The roadmaps that are compiled by themselves, below `examples/`, in order of their names.
pub(crate) const EXAMPLES: [&str; 10] = [
    "agency.roadmap",
    "architecture.roadmap",
    "atlas.roadmap",
    "developer-platform.roadmap",
    "hardware.roadmap",
    "hello.roadmap",
    "internal-it.roadmap",
    "mobile/mobile.roadmap",
    "software.roadmap",
    "two-apps.roadmap",
];

/// Where an example lies.
pub(crate) fn example(name: &str) -> PathBuf {
    root().join("examples").join(name)
}

/// The text of an example.
pub(crate) fn text_of(name: &str) -> String {
    std::fs::read_to_string(example(name))
        .unwrap_or_else(|error| panic!("examples/{name}: {error}"))
}

/// Compiles an example, or what is left of one, the files beside it at hand.
pub(crate) fn compiled_as(name: &str, text: &str) -> Compilation {
    let path = example(name);
    let folder = Folder::new(path.parent().unwrap_or(root()));
    let file = name.rsplit('/').next().unwrap_or(name);
    compile(Source::new(file, text), &Options::new().loader(&folder))
}

/// Compiles an example.
pub(crate) fn compiled_example(name: &str) -> Compilation {
    compiled_as(name, &text_of(name))
}

/// What every compilation has to keep, whatever it was given; the error says what was not kept.
pub(crate) fn kept(compilation: &Compilation) -> Result<(), String> {
    let sources = compilation.sources();
    for diagnostic in compilation.diagnostics() {
        for span in spans_of(diagnostic) {
            if !lies_in(span, sources) {
                return Err(format!("{span:?} of `{}` lies in no source", diagnostic.message));
            }
        }
        if diagnostic.message.is_empty() || diagnostic.message.ends_with('.') {
            return Err(format!("`{}` is no headline", diagnostic.message));
        }
        if diagnostic.advice().all(|advice| advice.trim().is_empty()) {
            return Err(format!("`{}` is left without help", diagnostic.message));
        }
    }
    let is_sound = compilation.plan().is_ok_and(|plan| plan.sound().is_ok());
    if is_sound == compilation.report().has_errors() {
        return Err("a plan is sound exactly where there are no errors".to_owned());
    }
    let is_meaning = |of: &Diagnostic| {
        of.severity == Severity::Error && of.rule.guard == milepost::diagnostic::Guard::Meaning
    };
    if compilation.plan().is_ok() && compilation.diagnostics().any(is_meaning) {
        return Err("there is a plan of what can't be understood".to_owned());
    }
    Ok(())
}

fn spans_of(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> {
    let labels = diagnostic.labels.iter().map(|label| label.span);
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    std::iter::once(diagnostic.primary.span).chain(labels).chain(edits)
}

fn lies_in(span: Span, sources: &Sources) -> bool {
    let source = sources.source_of(span);
    let text = sources.source(source).map_or("", |source| source.text());
    let base = sources.base(source);
    let local = |offset: u32| offset.checked_sub(base).map(|offset| offset as usize);
    matches!((local(span.start), local(span.end)), (Some(start), Some(end)) if text.get(start..end).is_some())
}

/// All outputs of a compilation, one behind the other: diagnostics, then, where there is a plan, JSON, Markdown and SVG.
pub(crate) fn outputs(compilation: &Compilation) -> String {
    let mut all =
        milepost::diagnostic::render::short::all(compilation.report(), compilation.sources());
    if let Ok(plan) = compilation.plan() {
        all += &emit::json(&plan);
        all += &emit::markdown(&plan);
        all += &emit::svg(&plan, &ChartOptions::default());
    }
    all
}
