//! What was written on the command line and can't be meant so.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::arguments::{Command, Level};
use super::shell;
use super::terminal::{BOLD, ERROR, NOTE};
use crate::resolve::{is_roadmap, roadmaps_in, slashed};
use crate::syntax::chart_meant;
use crate::text::visible;

/// The word behind `--level` without a `=`, if it names no file: there it is taken for one, or for an item.
pub(super) fn word_behind_level(arguments: impl Iterator<Item = String>) -> Option<String> {
    let mut arguments = arguments.take_while(|argument| argument != "--");
    arguments.find(|argument| argument == "--level")?;
    let is_word = |word: &String| !word.starts_with('-') && !word.contains('.');
    arguments.next().filter(is_word).filter(|word| !Path::new(word).exists())
}

/// Whether a word says how much is to be tried.
pub(super) fn is_level(word: &str) -> bool {
    <Level as ValueEnum>::from_str(word, false).is_ok()
}

/// Says that how much is to be tried is joined to `--level`, and where the word does not say it which words do.
pub(super) fn explain_level(word: &str) -> ExitCode {
    let (message, help) = if is_level(word) {
        (format!("`--level {word}` is written with a `=`"), format!("`--level={word}`"))
    } else {
        let found = visible(word);
        let words = "expected `off`, `quick`, `normal` or `thorough`";
        (format!("{words} for `--level`, found `{found}`"), "`--level=normal`".to_owned())
    };
    anstream::eprintln!("{ERROR}error{ERROR:#}{BOLD}: {message}{BOLD:#}");
    anstream::eprintln!("  {NOTE}help:{NOTE:#} {help}");
    ExitCode::from(2)
}

impl Command {
    /// Whether a word is taken for one more file to check.
    pub(super) fn checks_too(&self, word: &str) -> bool {
        let Self::Check(check) = self else { return false };
        check.files.len() > 1 && check.files.iter().any(|file| file == Path::new(word))
    }
}

/// Whether a word is one too many.
fn is_too_many(error: &clap::Error, word: &str) -> bool {
    let invalid = error.get(ContextKind::InvalidArg);
    error.kind() == ErrorKind::UnknownArgument
        && matches!(invalid, Some(ContextValue::String(invalid)) if invalid == word)
}

/// The roadmap that stands where a command is expected.
fn file_without_command(error: &clap::Error) -> Option<&str> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let path = Path::new(word);
    (is_roadmap(path) || path.is_file()).then_some(word)
}

/// Says which commands there are for a roadmap.
fn explain_command(file: &str) -> ExitCode {
    let (name, word) = (visible(file), shell::word(Path::new(file)));
    anstream::eprintln!(
        "{ERROR}error{ERROR:#}{BOLD}: what is to be done with `{name}` is not said{BOLD:#}"
    );
    for command in ["check", "build"] {
        anstream::eprintln!("  {NOTE}help:{NOTE:#} `milepost {command} {}`", visible(&word));
    }
    ExitCode::from(2)
}

/// The picture that is meant by a word of another tool, if it is one that may be asked for.
fn chart_meant_by(error: &clap::Error) -> Option<&'static str> {
    let (Some(ContextValue::String(option)), Some(ContextValue::String(word))) =
        (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue))
    else {
        return None;
    };
    let meant = chart_meant(word).filter(|_| option.starts_with("--chart"))?;
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(kinds)) if kinds.iter().any(|kind| kind == meant) => Some(meant),
        _ => None,
    }
}

/// Says what is wrong with the arguments, or prints the help that was asked for. A word behind `--level` may be too many.
pub(super) fn explain(mut error: clap::Error, behind_level: Option<&str>) -> ExitCode {
    if let Some(word) = behind_level.filter(|word| is_too_many(&error, word)) {
        return explain_level(word);
    }
    if let Some(file) = file_without_command(&error) {
        return explain_command(file);
    }
    if let Some(meant) = chart_meant_by(&error) {
        let _ = error.insert(ContextKind::SuggestedValue, ContextValue::String(meant.to_owned()));
    }
    // A closed pipe is no error of ours; help that finds no room is.
    let is_lost = error.print().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe);
    if error.kind() == ErrorKind::MissingRequiredArgument
        && let [only] = roadmaps_in(Path::new("")).as_slice()
    {
        anstream::eprintln!("\nThe roadmap in this folder is `{}`.", slashed(only));
    }
    ExitCode::from(if error.use_stderr() || is_lost { 2 } else { 0 })
}
