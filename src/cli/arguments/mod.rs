//! What can be written on the command line.

mod charts;
mod format;
#[cfg(feature = "interchange")]
mod import;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(feature = "watch")]
mod serve;
mod show;
mod values;

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Arg, Args, Parser, Subcommand, ValueEnum};

#[cfg(any(feature = "png", feature = "pdf"))]
pub(super) use charts::Image;
pub(super) use charts::{Chart, Picture};
pub(super) use format::Format;
#[cfg(feature = "interchange")]
pub(super) use import::Import;
#[cfg(feature = "mcp")]
pub(super) use mcp::Mcp;
#[cfg(feature = "watch")]
pub(super) use serve::Serve;
pub(super) use show::Show;
use values::{count, day, runs, seed, threads, today};

use crate::time::Date;

const EXAMPLES: &str = "\
Examples:
  milepost new plan.roadmap                 a commented roadmap to start from
  milepost check plan.roadmap               say what is wrong with it
  milepost build plan.roadmap               draw it: plan.svg
  milepost build plan.roadmap -o plan.svg -o status.md
                                            a chart and a status report
  milepost show plan.roadmap                look at it here, in the terminal
  milepost fmt plan.roadmap                 lay it out: columns, order, line breaks
  milepost why plan.roadmap launch          why `launch` is when it is
  milepost simulate plan.roadmap            how likely its dates are
  milepost explain deadline-missed          what a rule means

Exit codes:
  0  all is well
  1  the roadmap has errors (one that does not hold is built all the same), an output is stale (`build --check`), or a layout is not canonical (`fmt --check`)
  2  wrong use, or a file that can't be read or written";

/// The compiler of the Roadmap language: plans in text, checked like a program, drawn as charts.
#[derive(Debug, Parser)]
#[command(name = "milepost", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) screen: Screen,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check roadmaps and say what is wrong with them
    Check(Check),
    /// Make charts and reports of a roadmap
    Build(Build),
    /// Put roadmaps into their canonical form
    Fmt(Fmt),
    /// Say why an item is when it is, link by link, and what would win a day
    Why(Why),
    /// Show a roadmap in the terminal: a Gantt chart, a board, everybody's load
    Show(Show),
    /// Simulate a roadmap: how likely are its dates?
    Simulate(Simulate),
    /// Say what a rule means, with examples; without a name, list all
    Explain(Explain),
    /// Write a commented roadmap to start from
    New(New),
    /// Make a roadmap of another tool's file: a sheet, a board, a tracker's export, a plan
    #[cfg(feature = "interchange")]
    Import(Import),
    /// Show roadmaps in a browser while they are written
    #[cfg(feature = "watch")]
    Serve(Serve),
    /// Serve an editor: the language server, over standard input and output
    #[cfg(feature = "lsp")]
    Lsp(Lsp),
    /// Serve an assistant: the server of the Model Context Protocol, over standard input and output
    #[cfg(feature = "mcp")]
    Mcp(Mcp),
    /// Draw the roadmaps of a book: the preprocessor for mdBook
    Mdbook(Mdbook),
    /// Print the JSON Schema of the JSON output
    Schema(Schema),
    /// Print the completions of a shell
    Completions(Completions),
}

/// How an editor is served.
#[cfg(feature = "lsp")]
#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Over standard input and output: so it is done anyway, and some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

/// What holds for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(super) struct Screen {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Whether to use colour; `NO_COLOR` and `CLICOLOR_FORCE` are heeded too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Reports with the source, for people
    #[value(alias = "text")]
    Human,
    /// `file:line:column: error[rule]: message`
    Short,
    /// One JSON object a line
    Json,
    /// A SARIF 2.1.0 log
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// A report on code quality for GitLab
    Gitlab,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// If the output is a terminal that can
    Auto,
    Always,
    Never,
}

/// How problems are reported.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub(super) struct Reporting {
    /// How problems are reported
    ///
    /// `check` prints the forms for programs (json, sarif, github, gitlab) to standard output; all else goes to standard error.
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub(super) diagnostics: Form,
    /// Treat these as errors
    #[arg(long, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
    /// How many errors are shown, and how many warnings; the rest are counted
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = count)]
    pub(super) max_errors: usize,
}

/// How a roadmap is compiled.
#[derive(Debug, Args)]
pub(super) struct Compile {
    #[command(flatten)]
    pub(super) schedule: Schedule,
    /// The folder that imports must lie in
    #[arg(
        long,
        value_name = "DIR",
        long_help = "The folder that imports must lie in [default: the folder of FILE]"
    )]
    pub(super) root: Option<PathBuf>,
}

/// How a roadmap is scheduled.
#[derive(Debug, Args)]
pub(super) struct Schedule {
    /// Look at the plan on this day, whatever the roadmap says
    #[arg(long, value_name = "DATE|now", value_parser = today)]
    pub(super) today: Option<Today>,
    /// Move work so that nobody is overloaded, whatever the roadmap says; how much is tried
    #[arg(
        long,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "normal"
    )]
    pub(super) level: Option<Level>,
}

/// The day a plan is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Today {
    /// What the clock says.
    Now,
    On(Date),
}

/// A day that is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Day {
    /// The day the plan is looked at.
    Today,
    /// A day, or a period from its first to its last.
    Within(Date, Date),
}

/// Whether and how thoroughly work is levelled.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Level {
    /// Not at all: overload is reported
    Off,
    /// A few passes
    Quick,
    /// Thousands of schedules
    Normal,
    /// Ten times as many
    Thorough,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Deny {
    /// Every warning
    Warnings,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  milepost check plan.roadmap
  milepost check plans --deny warnings                 all roadmaps below a folder
  milepost check plan.roadmap --watch
  milepost check plan.roadmap --diagnostics sarif > plan.sarif";

/// Check roadmaps and say what is wrong with them
///
/// Each FILE is compiled on its own, with what it imports. One without a header that another imports is checked with that alone.
/// Nothing is written.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct Check {
    /// Roadmaps to check, or folders with all roadmaps below; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Go on, and check again whenever a roadmap or what it imports changes; Ctrl-C ends
    #[cfg(feature = "watch")]
    #[arg(long)]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) compile: Compile,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  milepost build plan.roadmap                          plan.svg beside it
  milepost build plan.roadmap -o chart.svg -o status.md -o plan.json
  milepost build plan.roadmap -o plan.html             a page: its pictures, its items, its report
  milepost build plan.roadmap --format json -o - | jq .items
  milepost build plan.roadmap --check                  in CI: is plan.svg up to date?
  milepost build plan.roadmap --watch                  again whenever it changes";

/// Make charts and reports of a roadmap
///
/// The format of an output is known by its name: .svg is a chart, .png the same as pixels, .pdf as pages, .json the plan with its schedule,
/// .md a status report, .html a page to explore, .mmd a chart in the language of Mermaid, .puml of PlantUML; .xlsx, .csv, .xml (MS Project),
/// .ics and .tjp are for other tools, and what they can't hold is told.
/// All outputs are written or none; those that would not change are left alone. A roadmap
/// that can't be understood writes nothing; one that does not hold is drawn with what is wrong in it, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = BUILD_EXAMPLES)]
pub(super) struct Build {
    /// The roadmap; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// What to write, may be given several times; `-` is standard output
    #[arg(
        long,
        short,
        value_name = "OUT",
        long_help = "What to write; may be given several times; `-` is standard output [default: FILE with .svg in place of .roadmap]"
    )]
    pub(super) output: Vec<PathBuf>,
    /// The format of outputs whose name does not say it
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Write nothing; fail with a diff if an output is missing or not what would be written
    #[arg(long)]
    pub(super) check: bool,
    /// Write nothing of a plan that does not hold: that misses a deadline, say
    #[arg(long)]
    pub(super) if_sound: bool,
    /// Write what formats of other tools can't hold into this file too: for programs if it ends in `.json`
    #[cfg(feature = "interchange")]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub(super) losses: Option<PathBuf>,
    /// Write the files that the outputs depend on, as a rule of Make
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub(super) depfile: Option<PathBuf>,
    /// Go on, and build again whenever the roadmap or what it imports changes; Ctrl-C ends
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with = "check")]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) picture: Picture,
    #[command(flatten)]
    pub(super) chart: Chart,
    #[cfg(any(feature = "png", feature = "pdf"))]
    #[command(flatten)]
    pub(super) image: Image,
    #[command(flatten)]
    pub(super) compile: Compile,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

const FMT_EXAMPLES: &str = "\
Examples:
  milepost fmt plan.roadmap               in its place
  milepost fmt                            all roadmaps in this folder and below it
  milepost fmt --check plans              in CI: is all of it formatted?
  milepost fmt --diff plan.roadmap        what would change
  milepost fmt - < plan.roadmap           from standard input to standard output";

/// Put roadmaps into their canonical form
///
/// Words are moved and never changed: a roadmap means the same before and after. Names, titles, estimates and people of lines that stand
/// together get columns, attributes one order, and declarations too long for a line a block. A file with mistakes in its syntax is left
/// alone, and so is one that would not change.
#[derive(Debug, Args)]
#[command(after_help = FMT_EXAMPLES)]
pub(super) struct Fmt {
    /// Roadmaps, or folders with all roadmaps below; `-` is standard input
    #[arg(value_name = "FILE", default_value = ".", hide_default_value = true)]
    #[arg(
        long_help = "Roadmaps, or folders with all roadmaps below; `-` is standard input [default: this folder]"
    )]
    pub(super) files: Vec<PathBuf>,
    /// Write nothing; name the files that are not formatted, and fail if there are any
    #[arg(long)]
    pub(super) check: bool,
    /// Write nothing; show what would change, and fail if anything would
    #[arg(long)]
    pub(super) diff: bool,
    /// How problems are reported
    #[arg(long, value_name = "FORM", default_value = "human", help_heading = "Messages")]
    pub(super) diagnostics: Form,
}

const WHY_EXAMPLES: &str = "\
Examples:
  milepost why plan.roadmap checkout.api         the chain that decides when it ends
  milepost why checkout.api                      the same, if there is one roadmap in the folder
  milepost why plan.roadmap checkout.api.start   why it starts when it does
  milepost why plan.roadmap                      why the roadmap ends when it does
  milepost why plan.roadmap launch --by 2026-05-01
                                                 why it can't be there by then";

/// Say why an item is when it is, link by link, and what would win a day
///
/// The chain that decides its date is told back to where it began, each link with its line; then what else is waited for and
/// how much slack that has, and what would win a day. What is said to win one was tried: the roadmap was scheduled anew with it.
#[derive(Debug, Args)]
#[command(after_help = WHY_EXAMPLES)]
pub(super) struct Why {
    /// The roadmap; `-` is standard input
    #[arg(
        value_name = "FILE",
        long_help = "The roadmap; `-` is standard input [default: the one in this folder]"
    )]
    pub(super) file: Option<PathBuf>,
    /// The item by its path, as in `checkout.api`, or the end of it; its start is `checkout.api.start`
    #[arg(
        value_name = "ITEM",
        long_help = "The item by its path, as in `checkout.api`, or by the end of it where that tells which; its start is `checkout.api.start` [default: what ends last]"
    )]
    pub(super) item: Option<String>,
    /// Say why it can't be there by this day: the least lines that together forbid it
    #[arg(long, value_name = "DATE|today", value_parser = day)]
    pub(super) by: Option<Day>,
    /// Say why it can't be before this day: the same, up to the day before it
    #[arg(long, value_name = "DATE|today", value_parser = day, conflicts_with = "by")]
    pub(super) not_before: Option<Day>,
    /// How it is told
    #[arg(long, short, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Telling,
    #[command(flatten)]
    pub(super) compile: Compile,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Telling {
    /// Sentences with the source, for people
    #[value(alias = "text")]
    Human,
    /// One JSON document
    Json,
}

const SIMULATE_EXAMPLES: &str = "\
Examples:
  milepost simulate plan.roadmap                       the report on standard output
  milepost simulate plan.roadmap -o risk.md -o risk.svg --curve curve.svg
                                                       report, chart with bands, curve
  milepost simulate plan.roadmap --runs 100000 --seed 7 --format json -o -";

/// Simulate a roadmap: how likely are its dates?
///
/// The schedule is computed thousands of times, with amounts drawn from their ranges (`8d..10d..15d`) and risks that strike or
/// don't. The same seed gives the same result, on every machine and on any number of threads.
///
/// The format of an output is known by its name: .md is a report, .json the numbers, .svg, .png or .pdf a Gantt chart with bands from
/// the 10th to the 80th percentile of each milestone and release.
#[derive(Debug, Args)]
#[command(after_help = SIMULATE_EXAMPLES)]
pub(super) struct Simulate {
    /// The roadmap; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// What to write, may be given several times; `-` is standard output
    #[arg(
        long,
        short,
        value_name = "OUT",
        long_help = "What to write; may be given several times; `-` is standard output [default: the report on standard output]"
    )]
    pub(super) output: Vec<PathBuf>,
    /// The format of outputs whose name does not say it
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Draw how likely it is that the work has ended by each day: an SVG, or `.png` or `.pdf`
    #[arg(long, value_name = "OUT")]
    pub(super) curve: Option<PathBuf>,
    /// How many runs; a percentile of 10,000 is good to about one percent
    #[arg(long, value_name = "N", default_value = "10000", value_parser = runs)]
    pub(super) runs: NonZeroU32,
    /// What the runs are drawn from
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed)]
    pub(super) seed: u64,
    /// On how many threads; the result is the same
    #[arg(
        long,
        value_name = "N",
        value_parser = threads,
        long_help = "On how many threads; the result is the same on any number [default: one a processor]"
    )]
    pub(super) threads: Option<NonZeroU32>,
    /// Write nothing; fail with a diff if an output is missing or not what would be written
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) chart: Chart,
    #[cfg(any(feature = "png", feature = "pdf"))]
    #[command(flatten)]
    pub(super) image: Image,
    #[command(flatten)]
    pub(super) compile: Compile,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Say what a rule means, with examples; without a name, list all
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The name of a rule, as messages give it: `error[NAME]`
    #[arg(value_name = "RULE")]
    pub(super) rule: Option<String>,
}

const NEW_EXAMPLES: &str = "\
Examples:
  milepost new plan.roadmap
  milepost new --kind hardware lab.roadmap
  milepost new --kind software -              to standard output";

/// Write a commented roadmap to start from
///
/// A file that exists is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(super) struct New {
    /// The roadmap to write; `.roadmap` is added to a name without an extension
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// What the roadmap is for
    #[arg(long, short, default_value = "product")]
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// A product: objectives, releases, teams
    Product,
    /// One application: features, milestones, a release
    Software,
    /// A platform for developers: APIs, migrations, what is switched off
    Developer,
    /// Internal IT: systems, vendors, change windows
    It,
    /// An architecture: from what is to what shall be, in steps
    Architecture,
    /// Hardware: orders, deliveries, racks, acceptance
    Hardware,
}

const MDBOOK_EXAMPLES: &str = "\
In book.toml:
  [preprocessor.milepost]
  command = \"milepost mdbook\"

In a chapter:
  ```roadmap               a chart
  ```roadmap,view=NAME     what a view of it shows
  ```roadmap,source        the text as it is, checked
  ```roadmap,ignore        the text as it is";

/// Draw the roadmaps of a book: the preprocessor for mdBook
///
/// Reads a book from standard input and writes it to standard output, with charts in place of its roadmaps. Their imports are looked for
/// beside the chapter. If one of them has errors, the book is not built.
#[derive(Debug, Args)]
#[command(after_help = MDBOOK_EXAMPLES, mut_arg("width", fitting_a_book))]
pub(super) struct Mdbook {
    #[command(subcommand)]
    pub(super) question: Option<Question>,
    #[command(flatten)]
    pub(super) chart: Chart,
    #[command(flatten)]
    pub(super) schedule: Schedule,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

fn fitting_a_book(width: Arg) -> Arg {
    width
        .default_value("750")
        .help("How wide charts are, in pixels; the default fits a page of mdBook")
}

/// What mdBook asks before it gives a book.
#[derive(Debug, Subcommand)]
pub(super) enum Question {
    /// Say by the exit code whether a renderer can show charts
    Supports {
        /// The renderer, as `html`
        #[arg(value_name = "RENDERER")]
        renderer: String,
    },
}

/// Print the JSON Schema of the JSON output
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of which command's output
    #[arg(value_name = "COMMAND", default_value = "build")]
    pub(super) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// The plan with its schedule
    Build,
    /// Why an item is when it is
    Why,
    /// A simulation
    Simulate,
}

/// Print the completions of a shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}
