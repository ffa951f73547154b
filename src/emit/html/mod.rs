//! A roadmap as one page that asks the network for nothing: its views as tabs, its items to look up, its report.
//!
//! What is computed is computed here; the page's script (`page.js`) only shows, hides and lights what is there, and makes no markup of
//! any text. A policy in the page lets nothing run and nothing be fetched but its own script and style sheets, known by their
//! hashes; a title or a note that got out of its place would still do nothing.

mod data;
mod markdown;
mod preview;
mod shown;
mod text;

use std::fmt::Write as _;
use std::io;

use super::chart::{self, ChartOptions, Marks, Theme, is_slide, write_view};
use crate::model::{ChartKind, ItemWalker, Part, View};
use crate::plan::{Plan, PlanView};
use crate::text::{in_markup, one_line, written};
pub use preview::{PreviewEntry, preview, preview_index, preview_of_nothing};
use shown::Shown;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Runs before there is anything to show: the page is laid out once, as one with a script.
const BEGIN: &str = "document.documentElement.classList.add('live');";
/// What is shown of a page in a browser's tab: a milestone.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 1l7 7-7 7-7-7z' fill='%232563eb'/%3E%3C/svg%3E";
/// How many levels of a Gantt chart can be chosen besides all.
const LEVELS: u32 = 2;

/// The roadmap as a page with these views. Where all of them are for everybody, nothing internal is in it.
pub fn html(plan: &Plan<'_>, views: &[View], options: &ChartOptions) -> String {
    written(|out| write_html(plan, views, options, out))
}

/// The views of a page: those of the roadmap; where nobody declared any, each picture that has something to show, this one first.
pub fn page_views(plan: &Plan<'_>, first: ChartKind) -> Vec<View> {
    if !plan.model.views.is_empty() {
        return plan.model.views.clone();
    }
    let status = plan.status();
    let mut kinds: Vec<ChartKind> =
        ChartKind::ALL.into_iter().filter(|kind| *kind != first).collect();
    kinds.insert(0, first);
    let views = kinds.into_iter().map(View::of);
    let is_anything_dated = plan.schedule.timings.iter().any(|timing| timing.is_scheduled);
    let has_picture = |view: &View| match view.chart {
        ChartKind::Gantt => true,
        ChartKind::Load => !plan.model.resources.is_empty(),
        ChartKind::Risks => !plan.model.risks.is_empty(),
        ChartKind::Priorities => !PlanView::of(*plan, &status, view).candidates().is_empty(),
        _ => is_anything_dated,
    };
    views.filter(has_picture).collect()
}

/// Writes what [`html()`] makes, piece by piece.
///
/// # Errors
/// Those of `out`.
pub fn write_html(
    plan: &Plan<'_>,
    views: &[View],
    options: &ChartOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let status = plan.status();
    let seen: Vec<_> = views.iter().map(|view| PlanView::of(*plan, &status, view)).collect();
    let shown = Shown::of(*plan, &status, &seen);
    Page { plan: *plan, views: &seen, shown: &shown, options: *options, mark: None, out }.write()
}

/// A page on its way out.
struct Page<'p, 'a, 'm> {
    plan: Plan<'m>,
    views: &'p [PlanView<'a, 'm>],
    shown: &'p Shown<'a, 'm>,
    options: ChartOptions,
    /// Of a preview, by what its server knows it.
    mark: Option<&'p str>,
    out: &'p mut dyn io::Write,
}

/// A tab: the name by which an address knows it, and its words.
struct Tab {
    name: String,
    title: String,
}

impl Page<'_, '_, '_> {
    fn write(&mut self) -> io::Result<()> {
        let mut tabs: Vec<Tab> = self.views.iter().map(tab).collect();
        if self.has_report() {
            let is_taken = tabs.iter().any(|tab| tab.name == "report");
            let name = if is_taken { "status-report" } else { "report" };
            tabs.push(Tab { name: name.to_owned(), title: "Report".to_owned() });
        }
        self.head()?;
        self.bar(&tabs)?;
        self.out.write_all(b"<main>\n")?;
        self.out.write_all(DRAWER.as_bytes())?;
        for (at, (view, tab)) in (0..).zip(self.views.iter().zip(&tabs)) {
            self.view(view, tab, at)?;
        }
        if let Some(tab) = tabs.get(self.views.len()) {
            self.report(tab)?;
        }
        self.out.write_all(PANEL.as_bytes())?;
        self.out.write_all(b"</main>\n")?;
        self.foot()
    }

    fn head(&mut self) -> io::Result<()> {
        let title = title(self.views, self.plan);
        let scripts: &[&str] =
            if self.mark.is_some() { &[SCRIPT, preview::SCRIPT] } else { &[SCRIPT] };
        self.out.write_all(head(&title, &self.options, scripts, self.mark).as_bytes())
    }

    /// Title, tabs, and what is there for all views.
    fn bar(&mut self, tabs: &[Tab]) -> io::Result<()> {
        let title = title(self.views, self.plan);
        let title = in_markup(&title);
        write!(
            self.out,
            "<body>\n<header class=\"bar\">\n<h1 title=\"{title}\" dir=\"auto\">{title}</h1>\n<div role=\"tablist\" aria-label=\"Views\">\n"
        )?;
        for (at, Tab { name, title }) in tabs.iter().enumerate() {
            let (is_first, index) = if at == 0 { ("true", 0) } else { ("false", -1) };
            let (name, title) = (in_markup(name), in_markup(title));
            writeln!(
                self.out,
                "<button type=\"button\" role=\"tab\" id=\"tab-{name}\" aria-controls=\"view-{name}\" aria-selected=\"{is_first}\" tabindex=\"{index}\" data-view=\"{name}\">{title}</button>"
            )?;
        }
        self.out.write_all(TOOLS.as_bytes())
    }

    /// A picture in its tab; of a Gantt chart also how it looks with less.
    fn view(&mut self, view: &PlanView<'_, '_>, tab: &Tab, at: u32) -> io::Result<()> {
        self.open_view(tab, "picture")?;
        let levels = self.levels(view);
        for (nth, depth) in
            (0..).zip(std::iter::once(None).chain(levels.iter().map(|depth| Some(*depth))))
        {
            let value = depth.map_or_else(String::new, |depth: u32| depth.to_string());
            let hidden = if depth.is_some() { " hidden" } else { "" };
            let width = self.options.width.or(view.view.width);
            let width = width.unwrap_or(view.chart().usual_width().max(ChartOptions::PAGE_WIDTH));
            let options = self.options.theme(inks(self.options)).width(width);
            let options = options.marks(Marks::Items).nth(at * (LEVELS + 1) + nth + 1);
            let slide = if is_slide(view, options) { " data-slide" } else { "" };
            writeln!(
                self.out,
                "<div class=\"stage\" data-level=\"{value}\"{slide} tabindex=\"0\" role=\"region\" aria-label=\"Picture\"{hidden}>"
            )?;
            write_view(
                view,
                &ChartOptions { depth: depth.or(options.depth), ..options },
                self.out,
            )?;
            self.out.write_all(b"</div>\n")?;
        }
        self.controls(&levels)?;
        self.out.write_all(b"</section>\n")
    }

    /// How many levels of a picture can be chosen, where it does not say itself how many it has.
    fn levels(&self, view: &PlanView<'_, '_>) -> Vec<u32> {
        if view.chart() != ChartKind::Gantt || view.view.depth.or(self.options.depth).is_some() {
            return Vec::new();
        }
        let deepest = view.items().map(ItemWalker::depth).max().unwrap_or_default();
        let deepest = u32::try_from(deepest).unwrap_or(u32::MAX);
        (1..=deepest.min(LEVELS)).collect()
    }

    fn controls(&mut self, levels: &[u32]) -> io::Result<()> {
        self.out.write_all(b"<div class=\"controls\">\n")?;
        if !levels.is_empty() {
            self.out.write_all(b"<div class=\"levels\" role=\"group\" aria-label=\"Levels shown\">\n<span aria-hidden=\"true\">Levels</span>\n")?;
            for level in levels {
                writeln!(
                    self.out,
                    "<button type=\"button\" data-level=\"{level}\" aria-pressed=\"false\">{level}</button>"
                )?;
            }
            self.out.write_all(b"<button type=\"button\" data-level=\"\" aria-pressed=\"true\">All</button>\n</div>\n")?;
        }
        self.out.write_all(ZOOM.as_bytes())?;
        self.out.write_all(b"</div>\n")
    }

    fn report(&mut self, tab: &Tab) -> io::Result<()> {
        self.open_view(tab, "report")?;
        let report = match self.views {
            [view] => super::view_markdown(view),
            _ => super::markdown(&self.plan),
        };
        let report = markdown::rendered(&report, 2);
        write!(self.out, "<article>\n{report}</article>\n</section>\n")
    }

    fn open_view(&mut self, tab: &Tab, kind: &str) -> io::Result<()> {
        let name = in_markup(&tab.name);
        let focus = if kind == "report" { " tabindex=\"0\"" } else { "" };
        writeln!(
            self.out,
            "<section class=\"view {kind}\" role=\"tabpanel\" id=\"view-{name}\" aria-labelledby=\"tab-{name}\"{focus}>"
        )
    }

    /// Of one view there is its report, of several that of the whole, if all may be told.
    const fn has_report(&self) -> bool {
        self.views.len() == 1 || !self.shown.is_public()
    }

    /// Data, notes and script.
    fn foot(&mut self) -> io::Result<()> {
        let data = text::as_data(&data::data(self.shown));
        writeln!(
            self.out,
            "<p id=\"said\" class=\"unseen\" role=\"status\"></p>\n<script type=\"application/json\" id=\"data\">{data}</script>"
        )?;
        if self.shown.tells(Part::Notes) {
            for item in self.shown.items() {
                let mut notes = item.extras().notes().peekable();
                if notes.peek().is_none() {
                    continue;
                }
                let notes: Vec<String> = notes.map(|note| markdown::rendered(note, 4)).collect();
                writeln!(
                    self.out,
                    "<template id=\"note-{}\">{}</template>",
                    item.id.0,
                    notes.join("<hr>")
                )?;
            }
        }
        if self.mark.is_some() {
            self.out.write_all(preview::FOUND.as_bytes())?;
        }
        writeln!(self.out, "<script>{SCRIPT}</script>")?;
        if self.mark.is_some() {
            writeln!(self.out, "<script>{}</script>", preview::SCRIPT)?;
        }
        self.out.write_all(b"</body>\n</html>\n")
    }
}

/// All before the body of a page in which these scripts may run. One that has a mark listens to its server.
fn head(title: &str, options: &ChartOptions, scripts: &[&str], mark: Option<&str>) -> String {
    let inks = inks(*options);
    let (style, dark) = (style(inks), dark(inks));
    let added = if mark.is_some() { preview::STYLE } else { "" };
    let scripts = [BEGIN].iter().chain(scripts).map(|script| text::source(script));
    let scripts = scripts.collect::<Vec<_>>().join(" ");
    let (style_of, dark_of) = (text::source(&style), text::source(&dark));
    let (styles, connect, preview) = match mark {
        Some(mark) => (
            format!("{style_of} {dark_of} {}", text::source(added)),
            " connect-src 'self';",
            format!(" data-preview=\"{}\"", in_markup(mark)),
        ),
        None => (format!("{style_of} {dark_of}"), "", String::new()),
    };
    let policy = format!(
        "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:;{connect} base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let (theme, when) = match options.theme {
        Theme::Auto => ("auto", "screen and (prefers-color-scheme: dark)"),
        Theme::Dark => ("dark", "screen"),
        // They are what they are.
        Theme::Light | Theme::Print | Theme::ColourBlind | Theme::Brand(_) => ("light", "not all"),
    };
    let title = in_markup(title);
    let mut head = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"{theme}\"{preview}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"milepost\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"{ICON}\">\n<script>{BEGIN}</script>\n<style>{style}</style>\n\
         <style id=\"dark\" media=\"{when}\">{dark}</style>\n"
    );
    if mark.is_some() {
        let _ = writeln!(head, "<style>{added}</style>");
    }
    head.push_str("</head>\n");
    head
}

/// The theme that pictures are drawn in; the page's style sheet makes them dark where that is wanted, and paper is light.
const fn inks(options: ChartOptions) -> Theme {
    match options.theme {
        Theme::Auto | Theme::Dark => Theme::Light,
        other => other,
    }
}

/// The inks of a picture are those of the page.
fn style(theme: Theme) -> String {
    format!("\n:root{{{}}}\n{STYLE}", chart::page_inks(theme))
}

fn dark(theme: Theme) -> String {
    let (inks, rules) = (chart::page_inks(Theme::Dark), chart::page_sheet(theme, Theme::Dark));
    format!(":root{{color-scheme:dark;{inks}}}{rules}")
}

/// The title of a page: of one view its own, of several that of the roadmap.
fn title(views: &[PlanView<'_, '_>], plan: Plan<'_>) -> String {
    match views {
        [view] => one_line(view.title()).into_owned(),
        _ => one_line(&plan.model.header.title).into_owned(),
    }
}

fn tab(view: &PlanView<'_, '_>) -> Tab {
    let kind = match view.chart() {
        ChartKind::Gantt => "Gantt",
        ChartKind::Swimlane => "Swimlane",
        ChartKind::Board => "Board",
        ChartKind::Load => "Load",
        ChartKind::Burnup => "Burn-up",
        ChartKind::Network => "Network",
        ChartKind::Risks => "Risks",
        ChartKind::Priorities => "Priorities",
    };
    let named = view.view;
    let name = if named.name.is_empty() { view.chart().word() } else { &named.name };
    let title = named.title.as_deref().unwrap_or(if named.name.is_empty() { kind } else { name });
    Tab { name: name.to_owned(), title: one_line(title).into_owned() }
}

const TOOLS: &str = include_str!("tools.html");
const DRAWER: &str = include_str!("drawer.html");
const PANEL: &str = include_str!("panel.html");
const ZOOM: &str = include_str!("zoom.html");
