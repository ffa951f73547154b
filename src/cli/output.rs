//! Outputs: what is to be written where, and writing all of it or none; what they depend on, as a rule of Make, which ninja reads too.
//!
//! In such a rule only names that both read as they are meant are written: `;` would begin a recipe, which Make runs, `=` a variable, `*` a pattern,
//! and neither knows a way to write them otherwise.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use tempfile::NamedTempFile;

use super::arguments::Format;
use super::draft::Draft;
use super::input::Compiled;
use super::{Failure, draft, terminal};
#[cfg(feature = "interchange")]
use crate::diagnostic::Losses;
use crate::emit;
use crate::emit::ChartOptions;
use crate::model::View;
use crate::plan::{Plan, PlanView};
use crate::resolve::{reason, slashed};
use crate::text::{visible, words};

/// Of a chain of links so many are followed, as systems do.
const LINKS: usize = 40;

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Stdout,
    File(PathBuf),
}

impl Target {
    /// What was written on the command line.
    pub(super) fn of(output: &Path) -> Self {
        if output.as_os_str() == "-" { Self::Stdout } else { Self::File(output.to_owned()) }
    }

    fn name(&self) -> String {
        self.path().map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    }

    /// The same by its real place.
    fn real(&self) -> Self {
        self.path().map_or(Self::Stdout, |path| Self::File(real_place(path)))
    }

    /// The file, if it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path),
        }
    }
}

/// What is written and where it goes.
pub(super) struct Artefact<'p> {
    pub(super) target: Target,
    pub(super) content: Content<'p>,
}

/// What is written.
pub(super) enum Content<'p> {
    /// This text.
    Text(String),
    /// These bytes, which are no text.
    #[cfg(any(feature = "png", feature = "pdf", feature = "interchange"))]
    Bytes(Vec<u8>),
    /// The plan as JSON, written as it is made: of a large plan it is long.
    Json(Plan<'p>),
    /// The plan as a chart, likewise.
    Svg(Plan<'p>, Box<View>, ChartOptions),
    /// The plan as a page with these views, likewise.
    Html(Plan<'p>, Vec<View>, ChartOptions),
}

impl Content<'_> {
    /// All of it.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.as_bytes()),
            #[cfg(any(feature = "png", feature = "pdf", feature = "interchange"))]
            Self::Bytes(bytes) => Cow::Borrowed(bytes),
            Self::Json(plan) => Cow::Owned(emit::json(plan).into_bytes()),
            Self::Svg(plan, view, options) => {
                let status = plan.status();
                let svg = emit::view_svg(&PlanView::of(*plan, &status, view), options);
                Cow::Owned(svg.into_bytes())
            }
            Self::Html(plan, views, options) => {
                Cow::Owned(emit::html(plan, views, options).into_bytes())
            }
        }
    }

    fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Text(text) => out.write_all(text.as_bytes()),
            #[cfg(any(feature = "png", feature = "pdf", feature = "interchange"))]
            Self::Bytes(bytes) => out.write_all(bytes),
            Self::Json(plan) => emit::write_json(plan, out),
            Self::Svg(plan, view, options) => {
                let status = plan.status();
                emit::write_view(&PlanView::of(*plan, &status, view), options, out)
            }
            Self::Html(plan, views, options) => emit::write_html(plan, views, options, out),
        }
    }
}

/// The outputs that a command line asks for; where it names none, this one.
pub(super) fn wanted(
    outputs: &[PathBuf],
    format: Option<Format>,
    otherwise: (Target, Format),
) -> Result<Vec<(Target, Format)>, Failure> {
    if outputs.is_empty() {
        return Ok(vec![otherwise]);
    }
    let mut wanted = Vec::new();
    for output in outputs {
        let target = Target::of(output);
        // Of formats whose files end alike the one that is asked for is meant.
        let asked = format.filter(|format| ends(*format).any(|end| is_end(output, end)));
        let format = asked.or_else(|| format_of(output)).or(format);
        let format = format.ok_or_else(|| no_format(&target))?;
        wanted.push((target, format));
    }
    Ok(wanted)
}

/// Refuses to write two things to one place, whatever that is called.
pub(super) fn each_once<'t>(targets: impl IntoIterator<Item = &'t Target>) -> Result<(), Failure> {
    let mut seen: BTreeMap<Target, &Target> = BTreeMap::new();
    for target in targets {
        let Some(first) = seen.insert(target.real(), target) else { continue };
        let (first, again) = (first.name(), target.name());
        let message = if first == again {
            format!("`{again}` is asked for twice")
        } else {
            format!("`{again}` is the same file as `{first}`")
        };
        return Err(Failure::new(message));
    }
    Ok(())
}

/// The formats, each with its name and what names of files in it end in.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Svg, "svg", &["svg"]),
    #[cfg(feature = "png")]
    (Format::Png, "png", &["png"]),
    #[cfg(feature = "pdf")]
    (Format::Pdf, "pdf", &["pdf"]),
    (Format::Json, "json", &["json"]),
    (Format::Markdown, "markdown", &["md", "markdown"]),
    (Format::Html, "html", &["html", "htm"]),
    (Format::Mermaid, "mermaid", &["mmd", "mermaid"]),
    #[cfg(feature = "xlsx")]
    (Format::Xlsx, "xlsx", &["xlsx"]),
    #[cfg(feature = "interchange")]
    (Format::Csv, "csv", &["csv"]),
    #[cfg(feature = "interchange")]
    (Format::JiraCsv, "jira-csv", &["csv"]),
    #[cfg(feature = "interchange")]
    (Format::AsanaCsv, "asana-csv", &["csv"]),
    #[cfg(feature = "interchange")]
    (Format::TrelloCsv, "trello-csv", &["csv"]),
    #[cfg(feature = "interchange")]
    (Format::Mspdi, "mspdi", &["xml"]),
    #[cfg(feature = "interchange")]
    (Format::Ics, "ics", &["ics"]),
    #[cfg(feature = "interchange")]
    (Format::Taskjuggler, "taskjuggler", &["tjp"]),
    #[cfg(feature = "interchange")]
    (Format::Plantuml, "plantuml", &["puml", "plantuml"]),
];

/// `plan.svg` for `plan.roadmap`, standard output for standard input.
pub(super) fn beside_the_file(file: &Path, format: Format) -> Target {
    if file.as_os_str() == "-" {
        return Target::Stdout;
    }
    Target::File(file.with_extension(extension(format)))
}

/// The name of a format, as `--format` takes it.
pub(super) fn name(format: Format) -> &'static str {
    FORMATS.iter().find(|(of, ..)| *of == format).map_or("", |(_, name, _)| *name)
}

/// What the name of a file of this format ends in.
pub(super) fn extension(format: Format) -> &'static str {
    let of_format = FORMATS.iter().find(|(of, ..)| *of == format);
    of_format.and_then(|(.., ends)| ends.first()).copied().unwrap_or_default()
}

pub(super) fn format_of(output: &Path) -> Option<Format> {
    let is_named = |end: &&str| is_end(output, end);
    FORMATS.iter().find(|(.., ends)| ends.iter().any(is_named)).map(|(format, ..)| *format)
}

/// What names of files in a format end in.
fn ends(format: Format) -> impl Iterator<Item = &'static &'static str> {
    FORMATS.iter().filter(move |(of, ..)| *of == format).flat_map(|(.., ends)| ends.iter())
}

fn is_end(output: &Path, end: &str) -> bool {
    output.extension().and_then(|of| of.to_str()).is_some_and(|of| of.eq_ignore_ascii_case(end))
}

fn no_format(target: &Target) -> Failure {
    match target.path() {
        None => {
            let names: Vec<_> = FORMATS.iter().map(|(_, name, _)| format!("`{name}`")).collect();
            let names = words::list_or(&names).replacen('`', "`--format ", 1);
            Failure::new("standard output has no name that would say its format")
                .help(format!("add {names}"))
        }
        Some(path) => {
            let ends = FORMATS.iter().map(|(format, ..)| format!("`.{}`", extension(*format)));
            let mut ends: Vec<_> = ends.collect();
            ends.dedup();
            let ends = words::list_or(&ends);
            Failure::new(format!("`{}` does not say its format", path.display()))
                .help(format!("end its name in {ends}, or add `--format`"))
        }
    }
}

/// Refuses an output that is one of the files it is made from.
pub(super) fn spare_inputs<'t>(
    targets: impl IntoIterator<Item = &'t Target>,
    compiled: &Compiled,
) -> Result<(), Failure> {
    spare(targets, &compiled.files().collect::<Vec<_>>())
}

/// The same of these inputs.
pub(super) fn spare<'t>(
    targets: impl IntoIterator<Item = &'t Target>,
    inputs: &[PathBuf],
) -> Result<(), Failure> {
    let inputs: BTreeSet<PathBuf> = inputs.iter().map(|file| real_place(file)).collect();
    for output in targets.into_iter().filter_map(Target::path) {
        if inputs.contains(&real_place(output)) {
            return Err(Failure::new(format!(
                "`{}` is an input: writing it would destroy it",
                output.display()
            )));
        }
    }
    Ok(())
}

/// Where a file is, or would be when it is written: behind links, also behind one that leads to nothing yet.
fn real_place(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(to);
    }
    let real = path.canonicalize().ok();
    let behind = || Some(folder_of(&path).canonicalize().ok()?.join(path.file_name()?));
    real.or_else(behind).unwrap_or(path)
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// So much of what stands in a file, if there is one.
pub(super) fn present(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Failure> {
    let unreadable = |why: &str| Failure::new(format!("can't read `{}`: {why}", path.display()));
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(unreadable("it is a folder")),
        // A device or a pipe could give for ever.
        Ok(found) if !found.is_file() => return Err(unreadable("it is not a regular file")),
        _ => {}
    }
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&reason(&error))),
    }
}

/// What could not be carried over, as a file of that name has it: for programs if it ends in `.json`.
#[cfg(feature = "interchange")]
pub(super) fn losses(losses: &Losses, file: &Path) -> String {
    if is_end(file, "json") { losses.json() } else { losses.human() }
}

/// What happened to an output.
#[derive(Debug)]
pub(super) struct Written {
    name: String,
    changed: bool,
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = visible(&self.name);
        if self.changed {
            write!(formatter, "wrote {name}")
        } else {
            write!(formatter, "{name} is up to date")
        }
    }
}

/// Writes artefacts: first each to a new file beside its place, then all into their places, so that a failure leaves what was there.
pub(super) fn write(artefacts: &[Artefact<'_>]) -> Result<Vec<Written>, Failure> {
    draft::clear(artefacts.iter().filter_map(|artefact| artefact.target.path()).map(real_place));
    let mut staged = Vec::new();
    let mut printed = None;
    for artefact in artefacts {
        match &artefact.target {
            Target::Stdout => printed = Some(artefact.content.bytes()),
            Target::File(path) => {
                let stage = stage(path, &artefact.content);
                staged.push((slashed(path), stage.map_err(|error| unwritable(path, &error))?));
            }
        }
    }
    let mut written = Vec::new();
    for (name, stage) in staged {
        let changed = !matches!(stage, Stage::Unchanged);
        place(stage).map_err(|error| unwritable(Path::new(&name), &error))?;
        written.push(Written { name, changed });
    }
    if let Some(bytes) = printed {
        terminal::write(&bytes)?;
    }
    Ok(written)
}

/// An output on its way.
enum Stage {
    /// The file has this content already: it is not touched.
    Unchanged,
    /// A file that takes the place of the old one.
    Beside(NamedTempFile, PathBuf),
    /// A device or a pipe: nothing can take its place.
    Through(PathBuf, Vec<u8>),
}

fn stage(path: &Path, content: &Content<'_>) -> io::Result<Stage> {
    // Behind a link the file is replaced, not the link.
    let real = real_place(path);
    let old = fs::metadata(&real).ok();
    if old.as_ref().is_some_and(Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return Ok(Stage::Through(real, content.bytes().into_owned()));
    }
    let mut draft = Draft::new(real, old);
    content.write(&mut draft)?;
    Ok(draft.finish()?.map_or(Stage::Unchanged, |(file, path)| Stage::Beside(file, path)))
}

fn place(stage: Stage) -> io::Result<()> {
    match stage {
        Stage::Unchanged => Ok(()),
        Stage::Beside(file, path) => file.persist(path).map(drop).map_err(|error| error.error),
        Stage::Through(path, bytes) => match fs::write(path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        },
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let failure =
        |reason: &str| Failure::new(format!("can't write `{}`: {reason}", path.display()));
    match error.kind() {
        io::ErrorKind::NotFound => failure(&draft::without_place(path, &real_place(path))),
        _ => failure(&reason(error)),
    }
}

/// `out.svg out.json: plan.roadmap teams.roadmap`, with a newline at its end.
pub(super) fn rule(
    targets: &[&Path],
    files: impl Iterator<Item = PathBuf>,
) -> Result<String, Failure> {
    let targets: Vec<String> =
        targets.iter().map(|path| escaped(path)).collect::<Result<_, _>>()?;
    let files: Vec<String> = files.map(|path| escaped(&path)).collect::<Result<_, _>>()?;
    Ok(format!("{}: {}\n", targets.join(" "), files.join(" \\\n  ")))
}

/// A name as Make and ninja read it: blanks, `#` and `:` behind a backslash, `$` doubled.
fn escaped(path: &Path) -> Result<String, Failure> {
    if path.to_str().is_none() {
        return Err(refused(path, "it is not UTF-8"));
    }
    let name = slashed(path);
    if let Some(found) = misread(&name) {
        let reason = match found {
            '\n' | '\r' => "a line break can't be written there".to_owned(),
            ' ' => "Make and ninja take no blank at its beginning or end".to_owned(),
            found => format!("Make or ninja would misread its `{found}`"),
        };
        return Err(refused(path, &reason));
    }
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            ' ' | '#' | ':' => text.push('\\'),
            '$' => text.push('$'),
            _ => {}
        }
        text.push(character);
    }
    Ok(text)
}

/// The character of a name that Make or ninja would take for something else.
fn misread(name: &str) -> Option<char> {
    let is_read =
        |c: &char| c.is_alphanumeric() || !c.is_ascii() || " #:$!+,-./@_~()]{}".contains(*c);
    let at_ends = name.chars().next().filter(|first| " ~".contains(*first));
    let at_ends = at_ends.or(name.chars().next_back().filter(|last| " :)".contains(*last)));
    name.chars().find(|c| !is_read(c) || c.is_control()).or(at_ends)
}

fn refused(path: &Path, reason: &str) -> Failure {
    let message = format!("`{}` can't stand in a depfile: {reason}", path.display());
    Failure::new(message).help("give the file another name, or leave `--depfile` out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_make_and_ninja_read_them() {
        let escape = |name: &str| escaped(Path::new(name)).unwrap();
        assert_eq!(escape("a b"), "a\\ b");
        assert_eq!(escape("a$b#c:d"), "a$$b\\#c\\:d");
        assert_eq!(escape("größe/計画 (1).svg"), "größe/計画\\ (1).svg");
    }

    #[test]
    fn names_that_would_be_misread_are_refused() {
        let bad = [
            "a\nb",
            "x;touch y",
            "a=b",
            "a|b",
            "a*",
            "a?",
            "[a]",
            "%",
            "a\\b",
            "'",
            "\"",
            "`",
            "<",
            "&",
        ];
        for name in bad.into_iter().chain(["~a", "a ", " a", "a:", "lib(a)", "a\tb", "a\u{85}"]) {
            assert!(escaped(Path::new(name)).is_err(), "{name:?}");
        }
        #[cfg(unix)]
        {
            let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"a\xFF");
            assert!(escaped(Path::new(name)).is_err());
        }
    }

    #[test]
    fn a_rule_has_all_targets_and_files() {
        let files = ["plan.roadmap", "teams.roadmap"].map(PathBuf::from);
        let rule = rule(&[Path::new("./a.svg"), Path::new("a.json")], files.into_iter()).unwrap();
        assert_eq!(rule, "a.svg a.json: plan.roadmap \\\n  teams.roadmap\n");
    }
}
