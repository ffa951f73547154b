//! `milepost build`: makes charts and reports of a roadmap.

use super::arguments::{Build, Chart, Format};
use super::input::Compiled;
use super::output::{self, Artefact, Content, Target};
use super::report::{self, Channel};
use super::terminal::Terminal;
#[cfg(feature = "watch")]
use super::watch;
use super::{Failure, Verdict, compare, input, shell};
use crate::emit;
use crate::model::View;
use crate::plan::Plan;

pub(super) fn run(build: &Build, terminal: &Terminal) -> Result<Verdict, Failure> {
    let format = build.format.unwrap_or(Format::Svg);
    let beside = (output::beside_the_file(&build.file, format), format);
    let wanted = output::wanted(&build.output, build.format, beside)?;
    output::each_once(targets(&wanted).chain(&depfile(build)))?;
    refuse_contradictions(build, &wanted)?;
    #[cfg(feature = "watch")]
    if build.watch {
        watch::refuse_contradictions([&build.file], &build.reporting)?;
        return Err(watch::run(terminal, |terminal, note| {
            let (how, deny) = (&build.compile, build.reporting.deny);
            let compiled = input::compiled_noting(&build.file, how, deny, note)?;
            made(build, &wanted, &compiled, terminal)
        }));
    }
    let compiled = input::compiled(&build.file, &build.compile, build.reporting.deny)?;
    made(build, &wanted, &compiled, terminal)
}

/// Tells what was found and makes the outputs.
fn made(
    build: &Build,
    wanted: &[(Target, Format)],
    compiled: &Compiled,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    output::spare_inputs(targets(wanted).chain(&depfile(build)), compiled)?;
    let compilation = std::slice::from_ref(&compiled.compilation);
    let place = if build.check { Channel::AsideWithoutNotes } else { Channel::Aside };
    report::all(&report::of(compilation), &build.reporting, place, terminal)?;
    let Ok(plan) = compiled.compilation.plan() else { return Ok(Verdict::Faulty) };
    let verdict = Verdict::of(plan);
    if build.if_sound && verdict == Verdict::Faulty {
        return Ok(verdict);
    }
    let mut artefacts: Vec<Artefact<'_>> = wanted
        .iter()
        .map(|(target, format)| Artefact {
            target: target.clone(),
            content: rendered(plan, *format, &build.chart),
        })
        .collect();
    if build.check {
        return Ok(verdict.or(compare::outputs(&artefacts, &again(build), terminal)?));
    }
    artefacts.extend(dependencies(build, &artefacts, compiled)?);
    for written in output::write(&artefacts)? {
        terminal.mention(&format!("{written}\n"));
    }
    Ok(verdict)
}

/// Refuses options that make no sense with these outputs.
fn refuse_contradictions(build: &Build, wanted: &[(Target, Format)]) -> Result<(), Failure> {
    if build.check {
        compare::can_be_compared(targets(wanted))?;
    }
    #[cfg(feature = "watch")]
    if build.watch && targets(wanted).any(|target| *target == Target::Stdout) {
        let message = "`--watch` writes again and again, standard output would have no end";
        return Err(Failure::new(message).help("name an output file with `-o`"));
    }
    let files = targets(wanted).filter(|target| target.path().is_some()).count();
    if build.depfile.is_some() && files == 0 {
        let message = "`--depfile` says what output files depend on, and there is none";
        return Err(Failure::new(message).help("name an output with `-o`"));
    }
    Ok(())
}

fn rendered<'p>(plan: Plan<'p>, format: Format, chart: &Chart) -> Content<'p> {
    match format {
        Format::Svg => Content::Svg(plan, Box::new(View::of(chart.kind())), chart.options()),
        Format::Json => Content::Json(plan),
        Format::Markdown => Content::Text(emit::markdown(&plan)),
    }
}

fn dependencies(
    build: &Build,
    artefacts: &[Artefact<'_>],
    compiled: &Compiled,
) -> Result<Option<Artefact<'static>>, Failure> {
    let Some(target) = depfile(build) else { return Ok(None) };
    let targets: Vec<_> = artefacts.iter().filter_map(|artefact| artefact.target.path()).collect();
    let text = output::rule(&targets, compiled.files())?;
    Ok(Some(Artefact { target, content: Content::Text(text) }))
}

/// Where the rule of what the outputs depend on goes.
fn depfile(build: &Build) -> Option<Target> {
    build.depfile.clone().map(Target::File)
}

fn targets(wanted: &[(Target, Format)]) -> impl Iterator<Item = &Target> {
    wanted.iter().map(|(target, _)| target)
}

/// The command that writes what is stale.
fn again(build: &Build) -> String {
    let same = match (build.output.is_empty(), build.chart.is_plain()) {
        (true, true) => "",
        (false, true) => " with the same outputs",
        (_, false) => " with the same options",
    };
    format!("`milepost build {}`{same}", shell::word(&build.file))
}
