//! `milepost build`: makes charts and reports of a roadmap.

use std::mem::ManuallyDrop;

use super::arguments::{self, Build, Format};
use super::input::Compiled;
use super::output::{self, Artefact, Content, Target};
use super::report::{self, Place};
use super::terminal::Terminal;
use super::{Failure, Verdict, depfile, diff, input};
use crate::emit::{self, ChartOptions, Theme};
use crate::plan::Plan;

pub(super) fn run(build: &Build, terminal: &Terminal) -> Result<Verdict, Failure> {
    let wanted = output::wanted(build)?;
    hold_together(build, &wanted)?;
    // The process ends soon: giving back a million rows one by one would be wasted time.
    let compiled =
        ManuallyDrop::new(input::compiled(&build.file, &build.compile, build.reporting.deny)?);
    output::spare_inputs(&wanted, build.depfile.as_deref(), &compiled)?;
    let compilation = std::slice::from_ref(&compiled.compilation);
    report::all(compilation, &build.reporting, Place::Aside, terminal)?;
    let Ok(plan) = compiled.compilation.plan() else { return Ok(Verdict::Faulty) };
    let mut artefacts: Vec<Artefact<'_>> = wanted
        .into_iter()
        .map(|(target, format)| Artefact { target, content: rendered(plan, format, build.theme) })
        .collect();
    if build.check {
        return compare(build, &artefacts, terminal);
    }
    artefacts.extend(dependencies(build, &artefacts, &compiled)?);
    for written in output::write(&artefacts)? {
        terminal.mention(&format!("{written}\n"));
    }
    Ok(Verdict::Fine)
}

/// Refuses options that make no sense with these outputs.
fn hold_together(build: &Build, wanted: &[(Target, Format)]) -> Result<(), Failure> {
    let files = wanted.iter().filter(|(target, _)| target.path().is_some()).count();
    if build.check && files < wanted.len() {
        return Err(Failure::new("standard output can't be checked: it is not kept"));
    }
    if build.depfile.is_some() && files == 0 {
        let message = "`--depfile` says what output files depend on, and there is none";
        return Err(Failure::new(message).help("name an output with `-o`"));
    }
    Ok(())
}

fn rendered(plan: Plan<'_>, format: Format, theme: arguments::Theme) -> Content<'_> {
    let theme = match theme {
        arguments::Theme::Auto => Theme::Auto,
        arguments::Theme::Light => Theme::Light,
        arguments::Theme::Dark => Theme::Dark,
    };
    let options = ChartOptions { theme, ..ChartOptions::default() };
    match format {
        Format::Svg => Content::Text(emit::svg(&plan, &options)),
        Format::Json => Content::Json(plan),
        Format::Markdown => Content::Text(emit::markdown(&plan)),
    }
}

fn dependencies(
    build: &Build,
    artefacts: &[Artefact<'_>],
    compiled: &Compiled,
) -> Result<Option<Artefact<'static>>, Failure> {
    let Some(file) = &build.depfile else { return Ok(None) };
    let targets: Vec<_> = artefacts.iter().filter_map(|artefact| artefact.target.path()).collect();
    let text = depfile::rule(&targets, compiled.files())?;
    Ok(Some(Artefact { target: Target::File(file.clone()), content: Content::Text(text) }))
}

/// Says which outputs are not what would be written, and how they differ.
fn compare(
    build: &Build,
    artefacts: &[Artefact<'_>],
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    let mut stale = Vec::new();
    for artefact in artefacts {
        let Some(path) = artefact.target.path() else { continue };
        let name = crate::resolve::slashed(path);
        let old = output::present(path)?;
        let text = artefact.content.text();
        if old.as_deref() != Some(text.as_bytes()) {
            let old = old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            terminal.print(&diff::unified(&name, old.as_deref(), &text))?;
            stale.push((name, old.is_none()));
        }
    }
    for (name, missing) in &stale {
        let what = if *missing { "missing" } else { "stale" };
        terminal.say(&format!("`{name}` is {what}\n"));
    }
    if stale.is_empty() {
        let all = if artefacts.len() == 1 { "the output is" } else { "all outputs are" };
        terminal.mention(&format!("{all} up to date\n"));
        return Ok(Verdict::Fine);
    }
    let same = if build.output.is_empty() { "" } else { " with the same outputs" };
    terminal.mention(&format!(
        "`milepost build {}`{same} brings it up to date\n",
        crate::resolve::slashed(&build.file)
    ));
    Ok(Verdict::Faulty)
}
