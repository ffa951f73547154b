//! `milepost build`: makes charts and reports of a roadmap.

use std::fs;
use std::path::Path;

use clap::ValueEnum as _;

use super::arguments::{Build, Format};
#[cfg(any(feature = "png", feature = "pdf"))]
use super::image;
use super::input::Compiled;
use super::output::{self, Artefact, Content, Target};
use super::report::{self, Channel};
use super::terminal::Terminal;
#[cfg(feature = "watch")]
use super::watch;
use super::{Failure, Verdict, compare, input, shell, views};
use crate::diagnostic::Losses;
use crate::emit;
use crate::model::{ChartKind, View};
use crate::plan::{Plan, PlanView};
use crate::text::words;

/// What a format does not hold.
type Lost = (Format, Losses);

pub(super) fn run(build: &Build, terminal: &Terminal) -> Result<Verdict, Failure> {
    let format = build.format.unwrap_or(Format::Svg);
    // Of all views the roadmap says which there are.
    let wanted = if build.picture.views.is_some() {
        Vec::new()
    } else {
        let beside = (output::beside_the_file(&build.file, format), format);
        spare_source(build, &beside.0)?;
        output::wanted(&build.output, build.format, beside)?
    };
    output::each_once(targets(&wanted).chain(&beside(build)))?;
    refuse_contradictions(build, &wanted)?;
    #[cfg(feature = "watch")]
    if build.watch {
        watch::refuse_contradictions("--watch", [&build.file], &build.reporting)?;
        return Err(watch::run(terminal, |terminal, note| {
            let (how, deny) = (&build.compile, build.reporting.deny);
            let compiled = input::compiled_noting(&build.file, how, deny, terminal, note)?;
            made(build, &wanted, &compiled, terminal)
        }));
    }
    let compiled = input::compiled(&build.file, &build.compile, build.reporting.deny, terminal)?;
    made(build, &wanted, &compiled, terminal)
}

/// Tells what was found and makes the outputs.
fn made(
    build: &Build,
    wanted: &[(Target, Format)],
    compiled: &Compiled,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    output::spare_inputs(targets(wanted).chain(&beside(build)), compiled)?;
    let compilation = std::slice::from_ref(&compiled.compilation);
    // Of a name that no view has the roadmap itself is not told in the same breath.
    if let (Ok(plan), Some(name)) = (compiled.compilation.plan(), &build.picture.view) {
        views::named(plan.model, name)?;
    }
    let place = if build.check { Channel::AsideWithoutNotes } else { Channel::Aside };
    report::all(&report::of(compilation), &build.reporting, place, terminal)?;
    let Ok(plan) = compiled.compilation.plan() else { return Ok(Verdict::Faulty) };
    let verdict = Verdict::of(plan);
    if build.if_sound && verdict == Verdict::Faulty {
        return Ok(verdict);
    }
    let mut lost = Vec::new();
    let mut artefacts = match &build.picture.views {
        Some(folder) => all_views(build, folder, plan, &mut lost)?,
        None => of_one_view(build, wanted, plan, &mut lost)?,
    };
    if build.picture.views.is_some() {
        let beside = beside(build);
        output::each_once(artefacts.iter().map(|artefact| &artefact.target).chain(&beside))?;
        output::spare_inputs(artefacts.iter().map(|artefact| &artefact.target), compiled)?;
    }
    if build.check {
        return Ok(verdict.or(compare::outputs(&artefacts, &again(build), terminal)?));
    }
    artefacts.extend(dependencies(build, &artefacts, compiled)?);
    #[cfg(feature = "interchange")]
    artefacts.extend(losses(build, &lost, terminal));
    if let Some(folder) = &build.picture.views {
        make_folder(folder)?;
    }
    for written in output::write(&artefacts)? {
        terminal.mention(&format!("{written}\n"));
    }
    Ok(verdict)
}

/// The outputs that are asked for, of the view that is asked for, or else of the whole.
fn of_one_view<'p>(
    build: &Build,
    wanted: &[(Target, Format)],
    plan: Plan<'p>,
    lost: &mut Vec<Lost>,
) -> Result<Vec<Artefact<'p>>, Failure> {
    let view = build.picture.view.as_deref();
    let view = view.map(|name| views::named(plan.model, name)).transpose()?;
    let mut artefact = |(target, format): &(Target, Format)| {
        let content = match view {
            Some(view) => of_view(plan, *format, view, build, lost),
            None => of_whole(plan, *format, build, lost),
        };
        Ok(Artefact { target: target.clone(), content: content? })
    };
    wanted.iter().map(&mut artefact).collect()
}

/// All views, each in a file of its name.
fn all_views<'p>(
    build: &Build,
    folder: &Path,
    plan: Plan<'p>,
    lost: &mut Vec<Lost>,
) -> Result<Vec<Artefact<'p>>, Failure> {
    let format = build.format.unwrap_or(Format::Svg);
    let mut artefact = |view: &View| {
        let name = format!("{}.{}", view.name, output::extension(format));
        let content = of_view(plan, format, view, build, lost)?;
        Ok(Artefact { target: Target::File(folder.join(name)), content })
    };
    views::all_of(plan.model)?.iter().map(&mut artefact).collect()
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        let reason = crate::resolve::reason(&error);
        Failure::new(format!("can't make the folder `{}`: {reason}", folder.display()))
    })
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
    if build.depfile.is_some() && files == 0 && build.picture.views.is_none() {
        let message = "`--depfile` says what output files depend on, and there is none";
        return Err(Failure::new(message).help("name an output with `-o`"));
    }
    #[cfg(any(feature = "png", feature = "pdf"))]
    {
        let views = build.picture.views.iter().map(|folder| Target::File(folder.clone()));
        let views = views.map(|target| (target, build.format.unwrap_or(Format::Svg)));
        let all: Vec<_> = wanted.iter().cloned().chain(views).collect();
        image::refuse_contradictions(&build.image, &all)?;
    }
    refuse_pictures_of_data(build, wanted)
}

/// Refuses to ask for a picture where none is made, and for a view of what always has the whole plan in it.
fn refuse_pictures_of_data(build: &Build, wanted: &[(Target, Format)]) -> Result<(), Failure> {
    let picture = &build.picture;
    let has = |format| wanted.iter().any(|(_, of)| *of == format);
    let views = build.format.filter(|_| picture.views.is_some());
    let data = wanted.iter().map(|(_, format)| *format).chain(views).find(|of| of.is_data());
    if let Some(format) = data.filter(|_| picture.view.is_some() || picture.views.is_some()) {
        let name = output::name(format);
        let message =
            format!("`--format {name}` holds the whole plan, whatever a view shows of it");
        return Err(Failure::new(message).help("leave the view out, or write another format"));
    }
    let formats = || {
        wanted
            .iter()
            .map(|(_, format)| *format)
            .chain(picture.views.is_some().then(|| build.format.unwrap_or(Format::Svg)))
    };
    let is_of_view = picture.view.is_some() || picture.views.is_some();
    let is_flat = !is_of_view && picture.kind().idle_words().contains(&"depth");
    build.chart.refuse_idle(
        formats().any(|of| of.is_picture() || of == Format::Html),
        formats().any(|of| match of {
            Format::Markdown => is_of_view,
            of => !of.is_data() && !is_flat,
        }),
    )?;
    let is_drawn = wanted.iter().any(|(_, format)| format.is_picture())
        || has(Format::Html)
        || picture.kind() == ChartKind::Gantt && has(Format::Mermaid);
    if picture.is_kind_said() && !is_drawn {
        let message = "`--chart` says which picture is drawn, and none is";
        let formats = Format::value_variants().iter().filter(|format| format.is_picture());
        let formats = formats.chain(&[Format::Html]);
        let ends: Vec<_> =
            formats.map(|format| format!("`.{}`", output::extension(*format))).collect();
        let help = format!("name an output with `-o` that ends in {}", words::list_or(&ends));
        return Err(Failure::new(message).help(help));
    }
    Ok(())
}

/// What a view shows.
fn of_view<'p>(
    plan: Plan<'p>,
    format: Format,
    view: &View,
    build: &Build,
    #[cfg_attr(not(feature = "interchange"), expect(unused_variables, reason = "nothing is lost"))]
    lost: &mut Vec<Lost>,
) -> Result<Content<'p>, Failure> {
    #[cfg(feature = "interchange")]
    if let Some(exchange) = format.exchange() {
        let (bytes, losses) = exchange.write(plan);
        lost.push((format, losses));
        return Ok(Content::Bytes(bytes));
    }
    let status = || plan.status();
    let view = &View { depth: build.chart.depth().or(view.depth), ..view.clone() };
    let options = build.chart.options(&plan.model.themes)?;
    let svg = || Content::Svg(plan, Box::new(view.clone()), options);
    Ok(match format {
        Format::Svg => svg(),
        #[cfg(feature = "png")]
        Format::Png => image::png(&svg(), &options, &build.image)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let sheet = emit::view_sheet(&PlanView::of(plan, &status(), view), &options);
            image::pdf(&sheet, &options, build.image.page().or(view.page))?
        }
        Format::Json => Content::Json(plan),
        Format::Markdown => {
            Content::Text(emit::view_markdown(&PlanView::of(plan, &status(), view)))
        }
        Format::Mermaid => {
            let status = status();
            let view = PlanView::of(plan, &status, view);
            #[cfg(feature = "interchange")]
            lost.push((format, emit::mermaid_losses(&view)));
            Content::Text(emit::mermaid(&view))
        }
        Format::Html => Content::Html(plan, vec![view.clone()], options),
        #[cfg(feature = "interchange")]
        _ => {
            let (text, losses) = emit::plantuml(&PlanView::of(plan, &status(), view));
            lost.push((format, losses));
            Content::Text(text)
        }
    })
}

/// The whole roadmap.
fn of_whole<'p>(
    plan: Plan<'p>,
    format: Format,
    build: &Build,
    lost: &mut Vec<Lost>,
) -> Result<Content<'p>, Failure> {
    match format {
        Format::Markdown => Ok(Content::Text(emit::markdown(&plan))),
        Format::Html => {
            let views = emit::page_views(&plan, build.picture.kind());
            Ok(Content::Html(plan, views, build.chart.options(&plan.model.themes)?))
        }
        _ => of_view(plan, format, &View::of(build.picture.kind()), build, lost),
    }
}

/// Tells what formats of other tools can't hold; the file that it is to be written into, if there is to be one.
#[cfg(feature = "interchange")]
fn losses(build: &Build, lost: &[Lost], terminal: &Terminal) -> Option<Artefact<'static>> {
    let mut all = Losses::default();
    for (format, losses) in lost.iter().filter(|(_, losses)| !losses.is_empty()) {
        terminal.mention(&format!("what `{}` does not hold:\n", output::name(*format)));
        terminal.mention(&losses.human());
        all.append(losses.clone());
    }
    let file = build.losses.as_deref()?;
    Some(Artefact { target: Target::of(file), content: Content::Text(output::losses(&all, file)) })
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

/// Refuses to write a file of another tool over one that is there, unless its name was said: the roadmap may have been made of it.
fn spare_source(build: &Build, beside: &Target) -> Result<(), Failure> {
    #[cfg(feature = "interchange")]
    if let Some(path) = beside.path().filter(|path| path.exists()) {
        let is_of_others = build.format.is_some_and(|format| format.exchange().is_some());
        if is_of_others && build.output.is_empty() && !build.check {
            let message =
                format!("`{}` exists, and may be what the roadmap was made of", path.display());
            return Err(Failure::new(message).help("say the name of the output with `-o`"));
        }
    }
    #[cfg(not(feature = "interchange"))]
    let _ = (build, beside);
    Ok(())
}

/// Where what is written beside the outputs goes: the rule of what they depend on, and what they do not hold.
fn beside(build: &Build) -> Vec<Target> {
    let beside = depfile(build).into_iter();
    #[cfg(feature = "interchange")]
    let beside = beside.chain(build.losses.as_deref().map(Target::of));
    beside.collect()
}

fn targets(wanted: &[(Target, Format)]) -> impl Iterator<Item = &Target> {
    wanted.iter().map(|(target, _)| target)
}

/// The command that writes what is stale.
fn again(build: &Build) -> String {
    let is_plain = build.chart.is_plain() && build.picture.is_plain();
    let same = match (build.output.is_empty(), is_plain) {
        (true, true) => "",
        (false, true) => " with the same outputs",
        (_, false) => " with the same options",
    };
    format!("`milepost build {}`{same}", shell::word(&build.file))
}
