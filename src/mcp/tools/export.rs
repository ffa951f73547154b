//! A plan in the formats of others: a row each.

use rmcp::schemars::JsonSchema;
use serde::Deserialize;

use super::Asked;
use super::seen::{Seen, one_of, seen};
use crate::diagnostic::{Failure, Losses};
use crate::emit::{self, ChartOptions};
#[cfg(feature = "interchange")]
use crate::emit::{Exchange, Flavour};
use crate::mcp::answer::{Answer, Content};
use crate::mcp::desk::{Desk, understood};
use crate::model::{ChartKind, View};
use crate::plan::{Plan, PlanView};

/// A plan in another format.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    /// The path of a roadmap from the root folder
    file: String,
    /// The format: `svg` or `png` (a picture), `markdown` (a status report), `json` (all data), `mermaid` or `plantuml` (a chart as text), `html` (a page to explore), and for other tools `xlsx`, `csv`, `jira-csv`, `asana-csv`, `trello-csv`, `mspdi`, `ics` or `taskjuggler`
    format: String,
    /// The name of a view: what it shows is written, as it says
    view: Option<String>,
    /// A condition of the language, as in `task and @ana and not done`: the items of which it holds are written
    #[serde(rename = "where")]
    condition: Option<String>,
    /// Which picture is drawn: `gantt`, `swimlane`, `board`, `load`, `burnup`, `network`, `risks` or `priorities`; what the view says, or `gantt`, if it is left out
    chart: Option<String>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
}

/// What is written.
struct Picked<'p> {
    plan: Plan<'p>,
    /// `None` of the whole.
    view: Option<&'p View>,
    chart: ChartKind,
    options: ChartOptions,
}

impl Picked<'_> {
    /// What the view that is asked for makes of it, or one of the whole.
    fn seen<T>(&self, make: impl FnOnce(&PlanView<'_, '_>) -> T) -> T {
        let status = self.plan.status();
        let view = self.view.cloned().unwrap_or_default();
        make(&PlanView::of(self.plan, &status, &View { chart: self.chart, ..view }))
    }

    fn svg(&self) -> String {
        self.seen(|view| emit::view_svg(view, &self.options))
    }
}

/// A format: its name, what kind of file it is, and how it is made; what it can't hold is told.
struct Format {
    name: &'static str,
    kind: &'static str,
    make: fn(&Picked<'_>, &mut Losses) -> Result<Content, Failure>,
}

const FORMATS: &[Format] = &[
    Format { name: "svg", kind: "image/svg+xml", make: |of, _| Ok(Content::Text(of.svg())) },
    #[cfg(feature = "png")]
    Format {
        name: "png",
        kind: "image/png",
        make: |of, _| {
            let png = emit::png(&of.svg(), 2.0, emit::Fonts::Embedded);
            png.map(Content::Bytes).map_err(|error| Failure::new(error.to_string()))
        },
    },
    Format {
        name: "markdown",
        kind: "text/markdown",
        make: |of, _| {
            Ok(Content::Text(match of.view {
                Some(_) => of.seen(emit::view_markdown),
                None => emit::markdown(&of.plan),
            }))
        },
    },
    Format { name: "json", kind: "application/json", make: json },
    Format {
        name: "mermaid",
        kind: "text/vnd.mermaid",
        make: |of, lost| {
            #[cfg(feature = "interchange")]
            lost.append(of.seen(emit::mermaid_losses));
            #[cfg(not(feature = "interchange"))]
            let _ = lost;
            Ok(Content::Text(of.seen(emit::mermaid)))
        },
    },
    Format {
        name: "html",
        kind: "text/html",
        make: |of, _| {
            let views = match of.view {
                Some(view) => vec![View { chart: of.chart, ..view.clone() }],
                None => emit::page_views(&of.plan, of.chart),
            };
            Ok(Content::Text(emit::html(&of.plan, &views, &of.options)))
        },
    },
    #[cfg(feature = "xlsx")]
    Format {
        name: "xlsx",
        kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        make: |of, lost| exchange(Exchange::Workbook, of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "csv",
        kind: "text/csv",
        make: |of, lost| exchange(Exchange::List(Flavour::Plan), of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "jira-csv",
        kind: "text/csv",
        make: |of, lost| exchange(Exchange::List(Flavour::Jira), of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "asana-csv",
        kind: "text/csv",
        make: |of, lost| exchange(Exchange::List(Flavour::Asana), of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "trello-csv",
        kind: "text/csv",
        make: |of, lost| exchange(Exchange::List(Flavour::Trello), of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "mspdi",
        kind: "application/xml",
        make: |of, lost| exchange(Exchange::MsProject, of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "ics",
        kind: "text/calendar",
        make: |of, lost| exchange(Exchange::Calendar, of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "taskjuggler",
        kind: "text/plain",
        make: |of, lost| exchange(Exchange::TaskJuggler, of, lost),
    },
    #[cfg(feature = "interchange")]
    Format {
        name: "plantuml",
        kind: "text/plain",
        make: |of, lost| {
            let (text, losses) = of.seen(emit::plantuml);
            lost.append(losses);
            Ok(Content::Text(text))
        },
    },
];

fn json(of: &Picked<'_>, _: &mut Losses) -> Result<Content, Failure> {
    refuse_part(of, "JSON holds")?;
    Ok(Content::Text(emit::json(&of.plan)))
}

/// Refuses a part of what is written whole.
fn refuse_part(of: &Picked<'_>, holds: &str) -> Result<(), Failure> {
    if of.view.is_none() {
        return Ok(());
    }
    let failure = Failure::new(format!("{holds} the whole plan, whatever a view shows of it"));
    Err(failure.help("leave `view` and `where` out, or ask `plan` for a part of it"))
}

/// The whole plan for another tool.
#[cfg(feature = "interchange")]
fn exchange(format: Exchange, of: &Picked<'_>, lost: &mut Losses) -> Result<Content, Failure> {
    refuse_part(of, "this format holds")?;
    let (bytes, losses) = format.write(of.plan);
    lost.append(losses);
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text),
        Err(error) => Content::Bytes(error.into_bytes()),
    })
}

impl Asked for Export {
    const NAME: &'static str = "export";
    const TITLE: &'static str = "Export a plan";
    const ABOUT: &'static str = "A plan, or what a view or condition shows of it, as a picture, report, page or data. Nothing is written: it is the answer.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let format = one_of("format", &self.format, FORMATS, |format| format.name)?;
        let chart = self.chart.as_deref().map(chart).transpose()?;
        let today = desk.today(self.today.as_deref())?;
        let place = desk.root().existing(&self.file)?;
        let asked = (self.view.as_deref(), self.condition.as_deref());
        let Seen { compilation, view } = seen(desk, &place, asked, today)?;
        let plan = understood(&compilation)?;
        let chart = chart.or(view.as_ref().map(|view| view.chart)).unwrap_or_default();
        let options = ChartOptions::default();
        let picked = Picked { plan, view: view.as_ref(), chart, options };
        let mut losses = Losses::default();
        let content = (format.make)(&picked, &mut losses)?;
        Ok(Answer::File(content, format.kind, losses))
    }
}

/// A kind of picture by its name.
fn chart(name: &str) -> Result<ChartKind, Failure> {
    one_of("chart", name, &ChartKind::ALL, |kind| kind.word()).copied()
}
