//! The roadmap in a terminal: a Gantt chart, a board or everybody's load in signs and words, in lines that fit a width.
//!
//! ```text
//!  PlanView ──gantt · board · load──▶ Lines: texts, and what each is ──cli──▶ colour
//! ```
//!
//! What is told is what the charts tell (`emit::chart::gantt::rows`); here it gets columns instead of pixels. A [`Line`] knows what each of its
//! texts is and nothing of colour. None is wider than was asked for.

mod axis;
mod bars;
mod board;
mod flags;
mod gantt;
mod head;
mod legend;
mod line;
mod load;
mod text;

pub use line::{Line, Piece, Tint};

use crate::emit::chart::colours::Colours;
use crate::emit::chart::words::has_dates;
use crate::model::ChartKind;
use crate::plan::PlanView;
use legend::Legend;

/// Fewer columns than this no picture has: in narrower terminals its lines are cut.
const LEAST: usize = 20;

/// The picture of a view, in lines of no more columns than are asked for: how all stands, the picture, what does not hold. A board
/// is drawn as a board, loads as loads, all else as a Gantt chart.
///
/// ```
/// use milepost::emit::terminal;
/// use milepost::model::{ChartKind, View};
/// use milepost::plan::PlanView;
/// use milepost::{Options, Source, compile};
/// let text = "roadmap \"Plan\" from 2026-03-02\ntask api \"API\" 5d\ntask ui \"Pages\" 5d after api\n";
/// let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
/// let plan = compiled.plan()?;
/// let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
/// let lines = terminal::picture(&PlanView::of(plan, &status, &view), 60, None);
/// assert!(lines.iter().all(|line| line.width() <= 60));
/// assert!(lines.iter().any(|line| line.plain().contains("━━━")));
/// # Ok::<(), milepost::Problems>(())
/// ```
pub fn picture(view: &PlanView<'_, '_>, width: usize, depth: Option<u32>) -> Vec<Line> {
    let columns = width.max(LEAST);
    let depth = depth.or(view.view.depth);
    let mut legend = Legend::default();
    let mut lines = head::head(view, columns);
    lines.push(Line::default());
    lines.extend(match view.chart() {
        ChartKind::Board => board::lines(view, columns, depth),
        ChartKind::Load => load::lines(view, columns, &mut legend),
        // What has no dates has no place in time.
        _ if !has_dates(view.status) => board::lines(view, columns, depth),
        _ => gantt::lines(view, columns, depth, &mut legend),
    });
    if let Some(dimension) = view.coloured_by() {
        let colours = Colours::of(view, dimension);
        let used = view.items().filter(|item| !item.kind().is_point());
        let used = used.map(|item| colours.paint(view, item));
        legend.tells(colours.legend(used));
    }
    for part in [legend.lines(columns), head::faults(view, columns)] {
        if !part.is_empty() {
            lines.push(Line::default());
            lines.extend(part);
        }
    }
    lines.into_iter().map(|line| line.within(width)).collect()
}
