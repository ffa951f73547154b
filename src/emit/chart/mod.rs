//! The Gantt chart: a pure layout (geometry, tested by numbers), then the SVG that draws it.

use crate::plan::Plan;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ChartOptions {
    /// Light, dark, or as the reader prefers.
    pub theme: Theme,
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
    let _ = (plan, options);
    String::new()
}
