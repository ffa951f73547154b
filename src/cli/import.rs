//! `milepost import`: roadmaps of other tools' files.

use std::path::{Path, PathBuf};

use super::arguments::Import;
use super::output::{self, Artefact, Content, Target};
use super::terminal::Terminal;
use super::{Failure, Verdict, compare, input, report, shell};
use crate::compile::{Compilation, Options, compile};
use crate::diagnostic::Losses;
use crate::import::{self, Imported, Input, Refusal, Unmergeable};
use crate::resolve::{Folder, slashed};
use crate::text::words::counted;
use crate::text::{Source, visible};

pub(super) fn run(asked: &Import, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut imported = read(asked)?;
    let target = target(asked);
    let old = match &asked.into {
        Some(file) => Some(input::text(file)?),
        None => None,
    };
    let folder = folder(&target);
    let options = Options::new().loader(&folder);
    let text = match &old {
        None => imported.text.clone(),
        Some(old) => match merged(old, &mut imported, &options, terminal)? {
            Some(text) => text,
            None => return Ok(Verdict::Faulty),
        },
    };
    let name = target.path().map_or_else(|| "plan.roadmap".to_owned(), slashed);
    let source = Source::new(file_name(&name), text.clone()).named(name);
    let compilation = match &old {
        None => imported.compile(&options),
        Some(_) => compile(source.clone(), &options.told(0)),
    };
    // What is wrong is put into words only where it is told.
    let compilation =
        if compilation.plan().is_ok() { compilation } else { compile(source, &options) };
    match compilation.plan() {
        Ok(plan) => {
            import::compare(&imported.stated, plan, &mut imported.losses);
        }
        Err(_) if old.is_some() => return refused(&compilation, terminal),
        Err(_) => {}
    }
    terminal.mention(&imported.losses.human());
    if asked.dry_run {
        let name = target.path().map_or_else(|| "-".to_owned(), slashed);
        let old = old.as_ref().map(Source::text);
        terminal.print(&compare::unified(&name, old, &text, usize::MAX))?;
        return verdict(asked, &imported.losses, &compilation, terminal);
    }
    write(asked, &target, text, &imported.losses, terminal)?;
    let verdict = verdict(asked, &imported.losses, &compilation, terminal)?;
    if let Some(path) = target.path().filter(|_| verdict == Verdict::Fine) {
        let word = shell::word(path);
        terminal.mention(&format!("`milepost build {}` draws it\n", visible(&word)));
    }
    Ok(verdict)
}

/// A roadmap that takes up what the files say; nothing if what would come out has mistakes, which are told.
fn merged(
    old: &Source,
    imported: &mut Imported,
    options: &Options<'_>,
    terminal: &Terminal,
) -> Result<Option<String>, Failure> {
    let compilation = compile(old.clone(), options);
    let there = match compilation.plan() {
        Ok(_) => import::merge(old, &imported.text, options.loader),
        Err(_) => Err(Unmergeable::Roadmap),
    };
    match there {
        Ok(merged) => {
            for stated in &mut imported.stated {
                if let Some(path) = merged.paths.get(&stated.path) {
                    stated.path.clone_from(path);
                }
            }
            imported.losses.append(merged.losses);
            Ok(Some(merged.text))
        }
        Err(Unmergeable::Roadmap) => {
            report::for_people(&compilation, terminal)?;
            let message = "a roadmap with mistakes can't take up what has changed elsewhere";
            Err(Failure::new(message).help("mend it first, then import again"))
        }
        Err(Unmergeable::Outcome(source)) => {
            refused(&compile(source, options), terminal).map(|_| None)
        }
    }
}

/// What would come out has mistakes: they are told, and nothing is written.
fn refused(compilation: &Compilation, terminal: &Terminal) -> Result<Verdict, Failure> {
    report::for_people(compilation, terminal)?;
    terminal.say("nothing was written: with what has changed elsewhere the roadmap has mistakes\n");
    Ok(Verdict::Faulty)
}

/// The folder in which the roadmap lies, and what it imports.
fn folder(target: &Target) -> Folder {
    Folder::new(target.path().and_then(Path::parent).unwrap_or(Path::new("")))
}

/// A file in its folder.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Everything that the files say, as one roadmap.
fn read(asked: &Import) -> Result<Imported, Failure> {
    let mut options = asked.options();
    if let Some(map) = &asked.map {
        if !map.exists() && map.to_string_lossy().contains('=') {
            let message = format!("`{}` is no file", map.display());
            let help =
                "write such lines into one, `Wer = \"people\"`, and name it: `--map columns.toml`";
            return Err(Failure::new(message).help(help));
        }
        let text = input::text(map)?;
        options.columns = import::columns(text.text()).map_err(|refusal| failure(map, refusal))?;
    }
    let mut files = Vec::new();
    for file in &asked.files {
        files.push((name(file), bytes(file)?));
    }
    let inputs = files.iter().map(|(name, bytes)| Input { name, bytes });
    let from = asked.from.as_deref();
    import::import_all(inputs, from, &options).map_err(|(index, refusal)| {
        failure(asked.files.get(index).unwrap_or(&PathBuf::new()), refusal)
    })
}

fn name(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { slashed(file) }
}

fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    if file.as_os_str() == "-" {
        return input::standard_input_bytes();
    }
    let most = Folder::LIMIT;
    match output::present(file, most + 1)? {
        Some(bytes) if bytes.len() as u64 > most => {
            Err(Failure::new(format!("`{}` is larger than 128 MiB", file.display())))
        }
        Some(bytes) => Ok(bytes),
        None => Err(Failure::new(format!("there is no file `{}`", file.display()))),
    }
}

fn failure(file: &Path, Refusal { message, place, help }: Refusal) -> Failure {
    let place = if place.is_empty() { String::new() } else { format!(", {place}") };
    let failure = Failure::new(format!("can't import `{}`{place}: {message}", name(file)));
    match help {
        Some(help) => failure.help(help),
        None => failure,
    }
}

/// Where the roadmap goes.
fn target(asked: &Import) -> Target {
    let said = asked.into.as_ref().or(asked.output.as_ref());
    let beside = || match asked.files.first() {
        Some(first) if first.as_os_str() != "-" => Target::File(first.with_extension("roadmap")),
        _ => Target::Stdout,
    };
    said.map_or_else(beside, |said| Target::of(said))
}

/// Writes the roadmap and what was lost; what exists is not overwritten, unless it is to take up what has changed.
fn write(
    asked: &Import,
    target: &Target,
    text: String,
    losses: &Losses,
    terminal: &Terminal,
) -> Result<(), Failure> {
    if let Some(path) = target.path().filter(|path| asked.into.is_none() && path.exists()) {
        let there = output::present(path, u64::MAX)?;
        if there.is_some_and(|there| there != text.as_bytes()) {
            let (name, word) = (path.display(), shell::word(path));
            let help = format!(
                "`--into {word}` carries what has changed into it, `-o` names another file"
            );
            return Err(Failure::new(format!("`{name}` exists, and is not overwritten")).help(help));
        }
    }
    let mut artefacts = vec![Artefact { target: target.clone(), content: Content::Text(text) }];
    if let Some(file) = &asked.losses {
        if file.extension().is_some_and(|end| end == "roadmap") {
            let message = format!("`{}` is no place for what was lost", file.display());
            return Err(Failure::new(message).help("end its name in `.txt` or `.json`"));
        }
        let content = Content::Text(output::losses(losses, file));
        artefacts.push(Artefact { target: Target::of(file), content });
    }
    output::each_once(artefacts.iter().map(|artefact| &artefact.target))?;
    output::spare(artefacts.iter().map(|artefact| &artefact.target), &asked.files)?;
    for written in output::write(&artefacts)? {
        terminal.mention(&format!("{written}\n"));
    }
    Ok(())
}

/// Whether what was written compiles, and whether something was lost where that counts.
fn verdict(
    asked: &Import,
    losses: &Losses,
    compilation: &Compilation,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    if compilation.plan().is_err() {
        report::for_people(compilation, terminal)?;
        return Ok(Verdict::Faulty);
    }
    let report = compilation.report();
    let counts = [(report.errors(), "error"), (report.warnings(), "warning")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, what)| counted(count, what)).collect();
    if !counts.is_empty() {
        let file = target(asked);
        let command =
            file.path().map_or_else(String::new, |path| format!(" {}", shell::word(path)));
        let counts = counts.join(" and ");
        terminal.mention(&format!("it has {counts}: `milepost check{command}` shows them\n"));
    }
    let is_lossy = asked.strict && losses.is_lossy();
    if is_lossy {
        terminal.say("error: something was lost, and `--strict` says that nothing may be\n");
    }
    Ok(if is_lossy { Verdict::Faulty } else { Verdict::Fine })
}
