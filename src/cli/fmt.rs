//! `milepost fmt`: puts roadmaps into their canonical form.

use std::path::{Path, PathBuf};

use super::arguments::{Fmt, Reporting};
use super::output::{Artefact, Content, Target};
use super::report::Channel;
use super::terminal::Terminal;
use super::{Failure, Verdict, compare, input, output, report, shell, terminal};
use crate::format::{Formatted, Refusal, format};
use crate::resolve::slashed;
use crate::text::visible;
use crate::text::words::counted;

pub(super) fn run(asked: &Fmt, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut found = Found::default();
    for file in input::roadmaps(&asked.files)? {
        found.take(file);
    }
    let verdict = if asked.check || asked.diff {
        found.tell(asked, terminal)?
    } else {
        found.write(terminal)?
    };
    found.refuse(asked, terminal)?;
    // The last file that can't be read ends the command; the others are told of before.
    if let Some(last) = found.unread.pop() {
        found.unread.iter().for_each(|failure| terminal.fail(failure));
        return Err(last);
    }
    Ok(if found.refused.is_empty() { verdict } else { Verdict::Faulty })
}

/// What came of the files.
#[derive(Default)]
struct Found {
    formatted: Vec<(PathBuf, Formatted)>,
    refused: Vec<Refusal>,
    unread: Vec<Failure>,
}

impl Found {
    fn take(&mut self, file: PathBuf) {
        match input::text(&file).map(format) {
            Ok(Ok(formatted)) => self.formatted.push((file, formatted)),
            Ok(Err(refusal)) => self.refused.push(refusal),
            Err(failure) => self.unread.push(failure),
        }
    }

    fn changed(&self) -> impl Iterator<Item = &(PathBuf, Formatted)> {
        self.formatted.iter().filter(|(_, formatted)| !formatted.is_same())
    }

    /// Writes what changes. What was read from standard input is written in any case.
    fn write(&self, terminal: &Terminal) -> Result<Verdict, Failure> {
        let mut artefacts = Vec::new();
        for (file, formatted) in &self.formatted {
            let target = Target::of(file);
            if target == Target::Stdout {
                terminal::write(&formatted.text())?;
            } else if !formatted.is_same() {
                artefacts.push(Artefact { target, content: Content::Text(formatted.text()) });
            }
        }
        output::write(&artefacts)?;
        for path in artefacts.iter().filter_map(|artefact| artefact.target.path()) {
            terminal.mention(&format!("formatted {}\n", visible(&slashed(path))));
        }
        if artefacts.is_empty() {
            self.mention_all_is_formatted(terminal);
        }
        Ok(Verdict::Fine)
    }

    fn mention_all_is_formatted(&self, terminal: &Terminal) {
        let is_read = |(file, _): &&(PathBuf, Formatted)| file.as_os_str() != "-";
        let files: Vec<&Path> =
            self.formatted.iter().filter(is_read).map(|(file, _)| file.as_path()).collect();
        match files.as_slice() {
            [] => {}
            [one] => terminal.mention(&format!("{} is formatted\n", visible(&slashed(one)))),
            many => terminal.mention(&format!("{} are formatted\n", counted(many.len(), "file"))),
        }
    }

    /// Names the files that would change, with what would if that is wanted, and the command that formats them.
    fn tell(&self, asked: &Fmt, terminal: &Terminal) -> Result<Verdict, Failure> {
        let mut names = Vec::new();
        for (file, formatted) in self.changed() {
            let name = if file.as_os_str() == "-" { "<stdin>".to_owned() } else { slashed(file) };
            if asked.diff {
                let (old, new) = (formatted.source().text(), formatted.text());
                terminal.print(&compare::unified(&name, Some(old), &new, usize::MAX))?;
            }
            names.push(name);
        }
        for name in &names {
            terminal.say(&format!("`{}` is not formatted\n", visible(name)));
        }
        if names.is_empty() {
            self.mention_all_is_formatted(terminal);
            return Ok(Verdict::Fine);
        }
        if let Some(command) = command(&asked.files) {
            let again = if names.len() == 1 { "it" } else { "them" };
            terminal.mention(&format!("`{}` formats {again}\n", visible(&command)));
        }
        Ok(Verdict::Faulty)
    }

    /// Says what is wrong with the files that were left alone.
    fn refuse(&self, asked: &Fmt, terminal: &Terminal) -> Result<(), Failure> {
        if self.refused.is_empty() {
            return Ok(());
        }
        let reports: Vec<report::Report<'_>> =
            self.refused.iter().map(|refusal| (&refusal.diagnostics, &refusal.sources)).collect();
        let how = Reporting { diagnostics: asked.diagnostics, deny: None, max_errors: 100 };
        report::all(&reports, &how, Channel::Aside, terminal)?;
        for (_, sources) in &reports {
            let name = sources.iter().next().map_or("", |(_, source)| source.name());
            terminal.mention(&format!("`{}` is left as it is\n", visible(name)));
        }
        Ok(())
    }
}

/// What formats in its place what was asked for; nothing does so with standard input.
fn command(asked: &[PathBuf]) -> Option<String> {
    let files: Vec<&PathBuf> = asked.iter().filter(|file| file.as_os_str() != "-").collect();
    match files.as_slice() {
        [] => None,
        [here] if here.as_os_str() == "." => Some("milepost fmt".to_owned()),
        files => {
            let words: Vec<String> = files.iter().map(|file| shell::word(file)).collect();
            Some(format!("milepost fmt {}", words.join(" ")))
        }
    }
}
