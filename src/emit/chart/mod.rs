//! Pictures of a plan: each in a folder of its own, as pure geometry; then the SVG that draws it.
//!
//! ```text
//!  PlanView ──▶ Layout of the Gantt chart, or Scene of any other picture ──draw──▶ SVG
//! ```
//!
//! What stands beside the folders is what pictures share: lengths, letters, labels, inks, axes, cards, headers, legends.

pub mod axis;
mod bands;
pub mod board;
pub mod burnup;
pub mod card;
pub mod colours;
pub mod columns;
pub mod curve;
mod draw;
mod events;
mod family;
pub mod font;
pub mod gantt;
pub mod header;
pub mod label;
pub mod load;
pub mod look;
pub mod network;
pub mod page;
pub mod palette;
pub mod paragraph;
pub mod pieces;
pub mod priorities;
mod px;
pub mod risks;
pub mod scale;
pub mod scene;
#[cfg(feature = "pdf")]
pub(in crate::emit) mod sheet;
pub mod swimlane;
pub mod units;
pub mod words;

pub use family::Family;
pub use gantt::layout::{Layout, layout, layout_of, layout_with};
pub use palette::Brand;
pub use px::Px;
pub use scene::Scene;
#[cfg(feature = "pdf")]
pub use sheet::Sheet;

use std::io;
use std::ops::RangeInclusive;

use crate::model::{ChartKind, ItemId, ItemWalker, View};
use crate::plan::{Plan, PlanStatus, PlanView};

use crate::schedule::simulate::Simulation;
use crate::text::written;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ChartOptions {
    /// Which inks it has.
    pub theme: Theme,
    /// The font that its stack of fonts begins with; else that is Inter.
    pub font: Option<Family>,
    /// How wide it is, in pixels. Its smallest text is 11 pixels high at any width, so that it is read where it is shown as wide
    /// as it is. As wide as its view says, if none is said, or as the column in which GitHub shows a README.
    pub width: Option<u32>,
    /// How many levels of the plan have rows: what lies deeper is rolled up into the bar of what it stands in. All, if none is
    /// said.
    pub depth: Option<u32>,
    /// Whether its rows can be found in it.
    pub marks: Marks,
    /// Which chart of a page it is: its ids are told from those of the others by that. Alone it is the one with the number 0.
    pub nth: u32,
}

/// Whether something in a chart can be found by a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// Nothing: what nobody looks for is not written.
    #[default]
    None,
    /// The row of each item, by [`mark_of`].
    Rows,
    /// What shows an item, by the attribute `data-item` with its number, as often as it is shown; and what leads from one to
    /// another, by `data-from` and `data-to`; words beside its row, by `data-beside`: what a page with several charts looks for. The page has a style sheet for all of
    /// them, and they have none.
    Items,
}

/// By what name (the attribute `id`) the row of an item is found in a chart with [`Marks::Rows`].
pub fn mark_of(item: ItemId) -> String {
    format!("item-{}", item.0)
}

impl ChartOptions {
    /// The column in which GitHub shows a README.
    pub const README_WIDTH: u32 = 838;
    /// A slide, 16 by 9.
    pub const SLIDE_WIDTH: u32 = 1280;
    /// What a window on a desk shows of a page.
    pub const PAGE_WIDTH: u32 = 1160;
    /// The least and the greatest width; what is beyond them is drawn as wide as they are.
    pub const WIDTHS: RangeInclusive<u32> = 480..=16_000;

    /// The same with what a view says where these say nothing.
    fn of_view(self, view: &PlanView<'_, '_>) -> Self {
        let width = self.width.or(view.view.width).unwrap_or(view.chart().usual_width());
        Self { depth: self.depth.or(view.view.depth), width: Some(width), ..self }
    }

    /// Its width as it is drawn.
    fn px(self) -> Px {
        let (least, most) = Self::WIDTHS.into_inner();
        let width = self.width.unwrap_or(Self::README_WIDTH);
        Px::whole(width.clamp(least, most).into())
    }

    /// The same with this theme.
    #[must_use]
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The same in another font. Texts have the room that they take in Inter, `DejaVu` Sans and Arial.
    #[must_use]
    pub fn font(self, font: Family) -> Self {
        Self { font: Some(font), ..self }
    }

    /// The same so many pixels wide.
    #[must_use]
    pub fn width(self, width: u32) -> Self {
        Self { width: Some(width), ..self }
    }

    /// The same with names by which its rows are found.
    #[must_use]
    pub fn marks(self, marks: Marks) -> Self {
        Self { marks, ..self }
    }

    /// The same with ids of its own on a page with several charts, of which each has another number.
    #[must_use]
    pub fn nth(self, nth: u32) -> Self {
        Self { nth, ..self }
    }

    /// The same with rows for so many levels of the plan.
    #[must_use]
    pub fn depth(self, levels: u32) -> Self {
        Self { depth: Some(levels), ..self }
    }
}

impl ChartKind {
    /// How wide a picture of this kind is where nobody says it: a slide, or a column of a README.
    pub const fn usual_width(self) -> u32 {
        match self {
            Self::Swimlane | Self::Board => ChartOptions::SLIDE_WIDTH,
            _ => ChartOptions::README_WIDTH,
        }
    }
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            font: None,
            width: None,
            depth: None,
            marks: Marks::None,
            nth: 0,
        }
    }
}

/// Which inks a chart is drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Theme {
    /// As the reader's system prefers.
    #[default]
    Auto,
    Light,
    Dark,
    /// Greys on white, for paper: nothing is told by colour.
    Print,
    /// Inks that are told apart whichever kind of cones an eye is without.
    ColourBlind,
    /// The colours of a brand; light or dark as the reader's system prefers.
    Brand(Brand),
}

/// Rules that turn charts with the inks of one theme into those of another.
#[cfg(feature = "html")]
pub(in crate::emit) fn page_sheet(from: Theme, to: Theme) -> String {
    look::all_turned(from, to)
}

/// The inks of a theme as variables of a style sheet: `--ground:#ffffff;`.
#[cfg(feature = "html")]
pub(in crate::emit) fn page_inks(theme: Theme) -> String {
    look::variables(theme)
}

/// What the chart says of an item where a pointer rests on it, a line each: title, dates, people, slack, what decided it, what it
/// committed to. How it stands is told beside it: what that tells is left out.
pub fn item_words(plan: Plan<'_>, status: &PlanStatus<'_>, item: ItemWalker<'_>) -> String {
    let mut words = String::new();
    draw::beside_health(&mut words, plan, status, item, &|_| true);
    words
}

/// The same apart: when an item is, how much it can slip, what it committed to, each in one line or nothing.
#[cfg(feature = "html")]
pub(in crate::emit) fn item_facts(
    plan: Plan<'_>,
    status: &PlanStatus<'_>,
    item: ItemWalker<'_>,
) -> [String; 3] {
    draw::apart(plan, status, item)
}

/// The roadmap as a Gantt chart in SVG; where nothing in it has a date, as a board of what there is, the best ideas first.
pub fn svg(plan: &Plan<'_>, options: &ChartOptions) -> String {
    written(|out| write_svg(plan, options, out))
}

/// The picture of a view as SVG.
pub fn view_svg(view: &PlanView<'_, '_>, options: &ChartOptions) -> String {
    written(|out| write_view(view, options, out))
}

/// Writes what [`view_svg()`] makes, piece by piece.
///
/// # Errors
/// Those of `out`.
pub fn write_view(
    view: &PlanView<'_, '_>,
    options: &ChartOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let options = options.of_view(view);
    match scene(view, options) {
        Some(scene) => draw::scene(&scene, 'v', options, out).map(drop),
        None => write_chart(view, None, options, out),
    }
}

/// The picture of a view, to be printed.
#[cfg(feature = "pdf")]
pub fn view_sheet(view: &PlanView<'_, '_>, options: &ChartOptions) -> Sheet {
    let options = options.of_view(view);
    match scene(view, options) {
        Some(scene) => {
            let sheet = Sheet::of_scene(&scene, options);
            sheet.drawn(|out| draw::scene(&scene, 'v', options, out))
        }
        None => sheet_of_chart(view, None, options),
    }
}

/// The picture of [`simulation_svg()`], to be printed.
#[cfg(feature = "pdf")]
pub fn simulation_sheet(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> Sheet {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    sheet_of_chart(&PlanView::of(*plan, &status, &view), Some(simulation), *options)
}

/// The picture of [`curve_svg()`], to be printed.
#[cfg(feature = "pdf")]
pub fn curve_sheet(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> Sheet {
    let curve = curve::curve(*plan, simulation);
    let sheet = Sheet::new(&curve.title.text, curve.size, *options);
    sheet.drawn(|out| draw::curve(&curve, *options, out))
}

#[cfg(feature = "pdf")]
fn sheet_of_chart(
    view: &PlanView<'_, '_>,
    simulation: Option<&Simulation>,
    options: ChartOptions,
) -> Sheet {
    if !words::has_dates(view.status) {
        let scene = board::scene(view, options);
        let sheet = Sheet::of_scene(&scene, options);
        return sheet.drawn(|out| draw::scene(&scene, 'b', options, out));
    }
    let layout = &gantt::layout::layout_of(view, simulation, options);
    let drawing = draw::Drawing { view, layout, simulation, options };
    Sheet::of_rows(layout, options).drawn(|out| draw::draw(drawing, out))
}

/// The picture of a view in numbers; `None` of a Gantt chart, which is a [`Layout`].
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Option<Scene<'m>> {
    let options = options.of_view(view);
    let mut scene = match view.chart() {
        ChartKind::Network => network::scene(view, options),
        ChartKind::Priorities => priorities::scene(view, options),
        ChartKind::Risks => risks::scene(view, options),
        ChartKind::Burnup => burnup::scene(view, options),
        ChartKind::Load => load::scene(view, options),
        ChartKind::Board => board::scene(view, options),
        ChartKind::Swimlane => swimlane::scene(view, options),
        ChartKind::Gantt => return None,
    };
    if view.is_public() {
        // Where work is talked about is nobody else's.
        scene::unlink(&mut scene.marks);
    }
    Some(scene)
}

/// Whether the picture of a view is a slide: all of its words can be read from the last row.
#[cfg(feature = "html")]
pub(in crate::emit) fn is_slide(view: &PlanView<'_, '_>, options: ChartOptions) -> bool {
    let has_rows = view.chart() == ChartKind::Gantt && words::has_dates(view.status);
    !has_rows && page::is_slide(options.of_view(view).px())
}

/// Writes what [`svg()`] makes, piece by piece: of a large plan the whole text is never held.
///
/// # Errors
/// Those of `out`.
pub fn write_svg(
    plan: &Plan<'_>,
    options: &ChartOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    write_chart(&PlanView::of(*plan, &status, &view), None, *options, out)
}

/// The roadmap as a Gantt chart in SVG, with a band from the 10th to the 80th percentile of each milestone and release.
pub fn simulation_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    let view = PlanView::of(*plan, &status, &view);
    written(|out| write_chart(&view, Some(simulation), *options, out))
}

fn write_chart(
    view: &PlanView<'_, '_>,
    simulation: Option<&Simulation>,
    options: ChartOptions,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if !words::has_dates(view.status) {
        return draw::scene(&board::scene(view, options), 'b', options, out).map(drop);
    }
    let layout = &gantt::layout::layout_of(view, simulation, options);
    draw::draw(draw::Drawing { view, layout, simulation, options }, out).map(drop)
}

/// How likely it is that the work has ended by each day, as a chart in SVG.
pub fn curve_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    let curve = curve::curve(*plan, simulation);
    written(|out| draw::curve(&curve, *options, out).map(drop))
}
