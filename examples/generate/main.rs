//! Writes a generated roadmap: `cargo run --example generate -- 10000 > plan.roadmap`.

// It is a program: it prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../../benches/roadmaps/mod.rs"]
mod roadmaps;
mod utf8proj;

use std::process::ExitCode;

use roadmaps::{Generated, Shape};

const USAGE: &str =
    "usage: generate TASKS [--seed N] [--shape plain|streams] [--format roadmap|utf8proj]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(text) = written(&arguments) {
        print!("{text}");
        return ExitCode::SUCCESS;
    }
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn written(arguments: &[String]) -> Option<String> {
    let (tasks, mut options) = arguments.split_first()?;
    let (mut seed, mut shape, mut format) = (1, Shape::Plain, "roadmap");
    while let [name, value, rest @ ..] = options {
        match name.as_str() {
            "--seed" => seed = value.parse().ok()?,
            "--shape" => shape = shape_of(value)?,
            "--format" => format = value,
            _ => return None,
        }
        options = rest;
    }
    let generated = Generated::new(tasks.parse().ok()?, shape, seed);
    match format {
        "roadmap" if options.is_empty() => Some(generated.to_roadmap()),
        "utf8proj" if options.is_empty() => Some(generated.to_utf8proj()),
        _ => None,
    }
}

fn shape_of(word: &str) -> Option<Shape> {
    match word {
        "plain" => Some(Shape::Plain),
        "streams" => Some(Shape::Streams),
        _ => None,
    }
}
