//! `milepost simulate`: how likely the dates of a roadmap are.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use super::arguments::{Format, Simulate};
#[cfg(any(feature = "png", feature = "pdf"))]
use super::image;
use super::output::{self, Artefact, Content, Target};
use super::report::{self, Channel};
use super::terminal::Terminal;
use super::{Failure, Verdict, compare, input, progress, shell};
use crate::emit;
use crate::plan::{Plan, Settings, Simulation};
use crate::text::words::grouped;

/// What an output tells of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The plan, with what may become of it.
    Plan,
    /// By which day the work has ended, in what share of the runs.
    Curve,
}

/// An output: what it tells, and how.
type Output = (Subject, Format);

pub(super) fn run(wish: &Simulate, terminal: &Terminal) -> Result<Verdict, Failure> {
    let wanted = wanted(wish)?;
    let targets = || wanted.iter().map(|(target, _)| target);
    output::each_once(targets())?;
    if wish.check {
        compare::can_be_compared(targets())?;
    }
    let compiled = input::compiled(&wish.file, &wish.compile, wish.reporting.deny, terminal)?;
    output::spare_inputs(targets(), &compiled)?;
    let compilation = std::slice::from_ref(&compiled.compilation);
    report::all(&report::of(compilation), &wish.reporting, Channel::AsideWithoutNotes, terminal)?;
    let Ok(plan) = compiled.compilation.plan() else { return Ok(Verdict::Faulty) };
    if !plan.status().is_anything_planned() {
        return Err(Failure::new("nothing is planned in this roadmap"));
    }
    let verdict = Verdict::of(plan);
    let simulation = simulated(plan, wish, terminal);
    let mut artefacts = Vec::new();
    for (target, output) in wanted {
        let content = rendered(&plan, &simulation, output, wish)?;
        artefacts.push(Artefact { target, content });
    }
    if wish.check {
        let file = shell::word(&wish.file);
        let again = format!("`milepost simulate {file}` with the same options");
        return Ok(verdict.or(compare::outputs(&artefacts, &again, terminal)?));
    }
    for written in output::write(&artefacts)? {
        terminal.mention(&format!("{written}\n"));
    }
    Ok(verdict)
}

/// Simulates, and says meanwhile how many of the runs are done.
fn simulated(plan: Plan<'_>, wish: &Simulate, terminal: &Terminal) -> Simulation {
    let (settings, done) = (settings(wish), AtomicU32::new(0));
    let of = grouped(settings.runs.get().into());
    let words =
        || format!("simulating: {} of {of} runs", grouped(done.load(Ordering::Relaxed).into()));
    let count = |runs| {
        done.fetch_max(runs, Ordering::Relaxed);
    };
    progress::during(terminal, words, || plan.simulate_telling(&settings, &count))
}

/// The outputs and the curve; the report on standard output where nothing is asked for.
fn wanted(wish: &Simulate) -> Result<Vec<(Target, Output)>, Failure> {
    let is_curve_alone = wish.curve.is_some() && wish.output.is_empty() && wish.format.is_none();
    let mut wanted = Vec::new();
    if !is_curve_alone {
        let otherwise = (Target::Stdout, wish.format.unwrap_or(Format::Markdown));
        let outputs = output::wanted(&wish.output, wish.format, otherwise)?;
        if let Some((_, format)) = outputs.iter().find(|(_, format)| !is_of_simulations(*format)) {
            let message = format!("there is no {} of a simulation", output::name(*format));
            return Err(Failure::new(message).help("write it as `.md`, `.json` or `.svg`"));
        }
        let of_plan = |(target, format)| (target, (Subject::Plan, format));
        wanted.extend(outputs.into_iter().map(of_plan));
    }
    let has_bands = wanted.iter().any(|(_, (_, format))| format.is_picture());
    wish.chart.refuse_idle(has_bands || wish.curve.is_some(), has_bands)?;
    if let Some(path) = wish.curve.as_deref() {
        let format = output::format_of(path).unwrap_or(Format::Svg);
        if !format.is_picture() {
            let message = format!("there is no {} of a curve", output::name(format));
            return Err(Failure::new(message).help("write it as `.svg`, `.png` or `.pdf`"));
        }
        wanted.push((Target::of(path), (Subject::Curve, format)));
    }
    #[cfg(any(feature = "png", feature = "pdf"))]
    {
        let in_format = |(target, (_, format)): &(Target, Output)| (target.clone(), *format);
        let all: Vec<_> = wanted.iter().map(in_format).collect();
        image::refuse_contradictions(&wish.image, &all)?;
    }
    Ok(wanted)
}

/// Whether simulations are told in a format.
const fn is_of_simulations(format: Format) -> bool {
    format.is_picture() || matches!(format, Format::Json | Format::Markdown)
}

fn settings(wish: &Simulate) -> Settings {
    let processors = || std::thread::available_parallelism().ok();
    let threads = wish.threads.or_else(|| NonZeroU32::try_from(processors()?).ok());
    let threads = threads.unwrap_or(NonZeroU32::MIN);
    Settings::default().runs(wish.runs).seed(wish.seed).threads(threads)
}

fn rendered(
    plan: &Plan<'_>,
    simulation: &Simulation,
    (subject, format): Output,
    wish: &Simulate,
) -> Result<Content<'static>, Failure> {
    let options = wish.chart.options(&plan.model.themes)?;
    let svg = || {
        let drawn = match subject {
            Subject::Plan => emit::simulation_svg,
            Subject::Curve => emit::curve_svg,
        };
        Content::Text(drawn(plan, simulation, &options))
    };
    Ok(match format {
        Format::Svg => svg(),
        #[cfg(feature = "png")]
        Format::Png => image::png(&svg(), &options, &wish.image)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let sheet = match subject {
                Subject::Plan => emit::simulation_sheet,
                Subject::Curve => emit::curve_sheet,
            };
            let sheet = sheet(plan, simulation, &options);
            image::pdf(&sheet, &options, wish.image.page())?
        }
        Format::Json => Content::Text(emit::simulation_json(plan, simulation)),
        // All others were refused.
        _ => Content::Text(emit::simulation_markdown(plan, simulation)),
    })
}
