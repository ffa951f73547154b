//! How long each phase takes, by the size of the roadmap: `cargo bench`, or `cargo bench --bench phases -- schedule`.
//!
//! Sizes count tasks. `MILLION=1` adds a roadmap of a million.

// A benchmark that cannot run may panic.
#![allow(clippy::panic, clippy::expect_used)]

mod roadmaps;

use divan::Bencher;
use milepost::diagnostic::Diagnostics;
use milepost::emit::{self, ChartOptions};
use milepost::model::Model;
use milepost::resolve::{NoFiles, Settings, resolve};
use milepost::schedule::schedule;
use milepost::text::Sources;
use milepost::{Compilation, Options, Source, check, compile, syntax};
use roadmaps::{Generated, Shape};

fn main() {
    divan::main();
}

fn sizes() -> Vec<usize> {
    let mut sizes = vec![10, 100, 1_000, 10_000, 100_000];
    sizes.extend(std::env::var_os("MILLION").map(|_| 1_000_000));
    sizes
}

fn source(tasks: usize) -> Source {
    Source::new("generated.roadmap", Generated::new(tasks, Shape::Plain, 1).to_roadmap())
}

fn model(tasks: usize) -> Model {
    resolve(source(tasks), &NoFiles, Settings::default(), &mut Diagnostics::new()).0
}

/// A phase is measured on a roadmap without errors: with them the later phases would have nothing to do.
fn compiled(tasks: usize) -> Compilation {
    let compilation = compile(source(tasks), &Options::new());
    if let Err(problems) = compilation.plan() {
        panic!("the generated roadmap has errors:\n{problems}");
    }
    compilation
}

#[divan::bench(args = sizes())]
fn parse(bencher: Bencher<'_, '_>, tasks: usize) {
    let mut sources = Sources::default();
    let id = sources.add(source(tasks)).expect("the generated roadmap is not too large");
    bencher.bench_local(|| syntax::parse(&sources, id, &mut Diagnostics::new()));
}

/// Parsing included: resolving takes the text.
#[divan::bench(name = "parse and resolve", args = sizes())]
fn parse_and_resolve(bencher: Bencher<'_, '_>, tasks: usize) {
    bencher.with_inputs(|| source(tasks)).bench_local_values(|source| {
        resolve(source, &NoFiles, Settings::default(), &mut Diagnostics::new())
    });
}

/// What may have been meant by names that nothing has: references that a renaming has left behind.
#[divan::bench(name = "resolve with 93 unknown names", args = [10_000])]
fn resolve_unknown_names(bencher: Bencher<'_, '_>, tasks: usize) {
    let text = Generated::new(tasks, Shape::Streams, 1).to_roadmap();
    let text = text.replacen("after s8.", "after s8x.", 93);
    bencher.with_inputs(|| Source::new("generated.roadmap", text.clone())).bench_local_values(
        |source| resolve(source, &NoFiles, Settings::default(), &mut Diagnostics::new()),
    );
}

#[divan::bench(name = "schedule", args = sizes())]
fn schedule_model(bencher: Bencher<'_, '_>, tasks: usize) {
    let model = model(tasks);
    bencher.bench_local(|| schedule(&model));
}

#[divan::bench(name = "check", args = sizes())]
fn check_both(bencher: Bencher<'_, '_>, tasks: usize) {
    let model = model(tasks);
    let schedule = schedule(&model);
    bencher.bench_local(|| {
        let mut diagnostics = Diagnostics::new();
        check::check(&model, &schedule, &mut diagnostics);
        diagnostics
    });
}

#[divan::bench(name = "compile", args = sizes())]
fn compile_whole(bencher: Bencher<'_, '_>, tasks: usize) {
    bencher
        .with_inputs(|| source(tasks))
        .bench_local_values(|source| compile(source, &Options::new()));
}

#[divan::bench(args = sizes())]
fn json(bencher: Bencher<'_, '_>, tasks: usize) {
    let compilation = compiled(tasks);
    bencher.bench_local(|| compilation.plan().map(|plan| emit::json(&plan)));
}

#[divan::bench(args = sizes())]
fn markdown(bencher: Bencher<'_, '_>, tasks: usize) {
    let compilation = compiled(tasks);
    bencher.bench_local(|| compilation.plan().map(|plan| emit::markdown(&plan)));
}

#[divan::bench(args = sizes())]
fn svg(bencher: Bencher<'_, '_>, tasks: usize) {
    let compilation = compiled(tasks);
    bencher
        .bench_local(|| compilation.plan().map(|plan| emit::svg(&plan, &ChartOptions::default())));
}
