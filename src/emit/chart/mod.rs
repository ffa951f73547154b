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
    let outlook = plan.outlook();
    draw::draw(*plan, &outlook, &layout::layout_of(*plan, &outlook, None), None, options.theme)
}

/// The roadmap as a Gantt chart in SVG, with a band from the 10th to the 80th percentile of each milestone and release.
pub fn simulation_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    let outlook = plan.outlook();
    let layout = layout::layout_of(*plan, &outlook, Some(simulation));
    draw::draw(*plan, &outlook, &layout, Some(simulation), options.theme)
}

/// How likely it is that the work has ended by each day, as a chart in SVG.
pub fn curve_svg(plan: &Plan<'_>, simulation: &Simulation, options: &ChartOptions) -> String {
    draw::curve(&curve::curve(*plan, simulation), options.theme)
}
