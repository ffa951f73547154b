//! The Gantt chart: a pure layout (geometry, tested by numbers), then the SVG that draws it.
//!
//! ```text
//!  Plan ──rows──▶ what each row says ──layout──▶ where everything stands ──draw──▶ SVG
//! ```
//!
//! What a row says comes first, for the words behind the bars decide how much room is left for time.

pub mod arrows;
pub mod axis;
pub mod curve;
mod draw;
pub mod font;
pub mod header;
pub mod label;
pub mod lanes;
pub mod layout;
pub mod legend;
mod palette;
mod px;
pub mod rows;
pub mod scale;
mod shading;

pub use layout::{Layout, layout, layout_with};
pub use px::Px;

use std::io;

use crate::plan::Plan;
use crate::schedule::simulate::Simulation;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ChartOptions {
    /// Light, dark, or as the reader prefers.
    pub theme: Theme,
}

impl ChartOptions {
    /// The same with this theme.
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme }
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
}

/// The roadmap as a Gantt chart in SVG.
pub fn svg(plan: &Plan<'_>, options: &ChartOptions) -> String {
    text(|out| write_svg(plan, options, out))
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
    write_chart(*plan, None, options.theme, out)
}

/// The roadmap as a Gantt chart in SVG, with a band from the 10th to the 80th percentile of each milestone and release.
pub fn simulation_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    text(|out| write_chart(*plan, Some(simulation), options.theme, out))
}

fn write_chart(
    plan: Plan<'_>,
    simulation: Option<&Simulation>,
    theme: Theme,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let outlook = plan.outlook();
    let layout = &layout::layout_of(plan, &outlook, simulation);
    draw::draw(draw::Drawing { plan, outlook: &outlook, layout, simulation, theme }, out)
}

/// What is written, as a text.
fn text(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // A vector takes all it is given.
    let _ = write(&mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// How likely it is that the work has ended by each day, as a chart in SVG.
pub fn curve_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    let curve = curve::curve(*plan, simulation);
    text(|out| draw::curve(&curve, options.theme, out))
}
