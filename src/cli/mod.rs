//! The command line: the only place that writes files, asks the clock, and knows exit codes and colour.
//!
//! One file a subcommand; what they share: `arguments` (what can be written), `input` (from a file to a compilation), `report` (diagnostics),
//! `output` and `draft` (to files, whole or not at all), `terminal` (streams, colour, width).

mod arguments;
mod build;
mod charts;
mod check;
mod compare;
mod completions;
mod draft;
mod explain;
mod input;
mod new;
mod output;
mod report;
mod schema;
mod simulate;
mod terminal;
mod why;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use terminal::Terminal;

use crate::plan::Plan;

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    let written = std::env::args_os().filter_map(|argument| argument.into_string().ok());
    let behind_level = arguments::word_behind_level(written);
    let behind_level = behind_level.as_deref();
    if let Some(word) = behind_level.filter(|word| arguments::is_level(word)) {
        return arguments::explain_level(word);
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return arguments::explain(&error, behind_level),
    };
    if let Some(word) = behind_level.filter(|word| arguments.command.checks_too(word)) {
        return arguments::explain_level(word);
    }
    let terminal = Terminal::new(&arguments.screen);
    let outcome = match &arguments.command {
        Command::Check(check) => check::run(check, &terminal),
        Command::Build(build) => build::run(build, &terminal),
        Command::Why(why) => why::run(why, &terminal),
        Command::Explain(explain) => explain::run(explain, &terminal),
        Command::New(new) => new::run(new, &terminal),
        Command::Simulate(simulate) => simulate::run(simulate, &terminal),
        Command::Schema(schema) => schema::run(schema),
        Command::Completions(completions) => completions::run(completions),
    };
    match outcome {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Faulty) => ExitCode::from(1),
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well: exit code 0.
    Fine,
    /// The roadmap has errors, or an output is stale: exit code 1.
    Faulty,
}

impl Verdict {
    /// What is to be said of a plan: whether it holds.
    fn of(plan: Plan<'_>) -> Self {
        if plan.sound().is_ok() { Self::Fine } else { Self::Faulty }
    }

    /// The worse of two.
    fn or(self, other: Self) -> Self {
        if self == Self::Fine { other } else { self }
    }
}

/// Why a command could not do what it was asked: exit code 2.
#[derive(Debug)]
struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
