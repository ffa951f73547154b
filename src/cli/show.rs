//! `milepost show`: the roadmap in a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::arguments::Show;
use super::terminal::{BOLD, ERROR, FAINT, Terminal, WARNING, picture_width};
use super::{Failure, Verdict, input, report, shell, views};
use crate::emit::terminal::{Line, Tint, picture};
use crate::model::{ChartKind, View};
use crate::plan::{Plan, PlanView};

/// The colours of streams: such as are read on light and on dark ground, and mean nothing else.
const STREAMS: [AnsiColor; 6] = [
    AnsiColor::Blue,
    AnsiColor::Magenta,
    AnsiColor::Green,
    AnsiColor::BrightBlue,
    AnsiColor::BrightMagenta,
    AnsiColor::BrightGreen,
];

pub(super) fn run(asked: &Show, terminal: &Terminal) -> Result<Verdict, Failure> {
    let compiled = input::compiled(&asked.file, &asked.compile, None, terminal)?;
    let Ok(plan) = compiled.compilation.plan() else {
        report::for_people(&compiled.compilation, terminal)?;
        return Ok(Verdict::Faulty);
    };
    let view = view(asked, plan)?;
    if asked.depth.is_some() && view.chart == ChartKind::Load {
        let message = "`--depth` says how many levels are shown, and a `load` has none";
        return Err(Failure::new(message).help("leave it out, or show another `--chart`"));
    }
    let status = plan.status();
    let view = PlanView::of(plan, &status, &view);
    let width = asked.width.map_or_else(picture_width, usize::from);
    let lines = picture(&view, width, asked.depth);
    terminal.print(&written(&lines))?;
    let verdict = Verdict::of(plan);
    if verdict == Verdict::Faulty && !view.is_public() {
        terminal.hint(&format!("`milepost check {}` says more\n", shell::word(&asked.file)));
    }
    Ok(verdict)
}

/// The view that is asked for, with the picture that is asked for.
fn view(asked: &Show, plan: Plan<'_>) -> Result<View, Failure> {
    let mut view = match &asked.view {
        Some(name) => views::named(plan.model, name)?.clone(),
        None => View::default(),
    };
    if let Some(chart) = asked.chart() {
        view.chart = chart;
    }
    Ok(view)
}

/// Lines in colour.
fn written(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        for piece in &line.pieces {
            let style = style(piece.tint);
            let _ = write!(text, "{style}{}{style:#}", piece.text);
        }
        text.push('\n');
    }
    text
}

fn style(tint: Tint) -> Style {
    match tint {
        Tint::Plain | Tint::Stream(0) => Style::new(),
        Tint::Strong => BOLD,
        Tint::Faint => FAINT,
        Tint::Stream(slot) => {
            let colour = STREAMS.iter().cycle().nth(usize::from(slot) - 1);
            colour.map_or(Style::new(), |colour| colour.on_default())
        }
        Tint::Critical => AnsiColor::Red.on_default(),
        Tint::Late => ERROR,
        Tint::Warning => WARNING,
        Tint::Good => AnsiColor::Green.on_default(),
        Tint::Today => AnsiColor::Cyan.on_default().bold(),
    }
}
