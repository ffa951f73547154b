//! The command line: the only place that writes files, asks the clock, and knows exit codes and colour.
//!
//! One file a subcommand of some size; what they share: `arguments` (what can be written), `misuse` (what can't be meant so), `input`
//! (from a file to a compilation), `report` (diagnostics), `output` and `draft` (to files, whole or not at all), `terminal` (streams,
//! colour, width), `shell` (commands to type), `views` (by their names), `watch` (again when a file changes).

mod arguments;
mod build;
mod check;
mod compare;
mod draft;
mod explain;
mod fmt;
#[cfg(any(feature = "png", feature = "pdf"))]
mod image;
#[cfg(feature = "interchange")]
mod import;
mod input;
#[cfg(feature = "lsp")]
mod lsp;
#[cfg(feature = "mcp")]
mod mcp;
mod mdbook;
mod misuse;
mod new;
mod output;
mod progress;
mod report;
#[cfg(feature = "watch")]
mod serve;
mod shell;
mod show;
mod simulate;
mod terminal;
mod views;
#[cfg(feature = "watch")]
mod watch;
mod why;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command, SchemaOf};
use terminal::Terminal;

use crate::diagnostic::Failure;
use crate::emit;
use crate::plan::Plan;

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    let written = std::env::args_os().filter_map(|argument| argument.into_string().ok());
    let behind_level = misuse::word_behind_level(written);
    let behind_level = behind_level.as_deref();
    if let Some(word) = behind_level.filter(|word| misuse::is_level(word)) {
        return misuse::explain_level(word);
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misuse::explain(error, behind_level),
    };
    if let Some(word) = behind_level.filter(|word| arguments.command.checks_too(word)) {
        return misuse::explain_level(word);
    }
    let terminal = Terminal::new(&arguments.screen);
    let outcome = match &arguments.command {
        Command::Check(check) => check::run(check, &terminal),
        Command::Build(build) => build::run(build, &terminal),
        Command::Fmt(fmt) => fmt::run(fmt, &terminal),
        Command::Why(why) => why::run(why, &terminal),
        Command::Explain(explain) => explain::run(explain, &terminal),
        Command::New(new) => new::run(new, &terminal),
        #[cfg(feature = "interchange")]
        Command::Import(asked) => import::run(asked, &terminal),
        Command::Show(show) => show::run(show, &terminal),
        Command::Simulate(simulate) => simulate::run(simulate, &terminal),
        #[cfg(feature = "lsp")]
        Command::Lsp(_) => Ok(lsp::run(&terminal)),
        #[cfg(feature = "mcp")]
        Command::Mcp(asked) => mcp::run(asked, &terminal),
        #[cfg(feature = "watch")]
        Command::Serve(serve) => serve::run(serve, &terminal),
        Command::Mdbook(asked) => mdbook::run(asked, &terminal),
        Command::Schema(asked) => terminal::write(schema(asked.of)).map(|()| Verdict::Fine),
        Command::Completions(asked) => completions(asked.shell),
    };
    match outcome {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Faulty) => ExitCode::from(1),
        // A command that could not do what it was asked.
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

/// `milepost schema`: the schema of a command's JSON output.
const fn schema(of: SchemaOf) -> &'static str {
    match of {
        SchemaOf::Build => emit::json_schema(),
        SchemaOf::Why => emit::why::json_schema(),
        SchemaOf::Simulate => emit::simulation_json_schema(),
    }
}

/// `milepost completions`: prints the completions of a shell.
fn completions(shell: clap_complete::Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "milepost", &mut script);
    terminal::write(&script)?;
    Ok(Verdict::Fine)
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
