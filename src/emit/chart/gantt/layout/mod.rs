//! The layout: where everything stands, in numbers. Nothing here draws.

mod beside;
mod build;
mod extent;
mod marks;

use super::super::axis::{Axis, Unit};
use super::super::bands::CadenceLane;
use super::super::colours::Colours;
use super::super::header::Header;
use super::super::label::Label;
use super::super::scale::{Drawn, Hours};
use super::super::{ChartOptions, Px};
use super::arrows::{Arrows, Field};
use super::lanes::{self, Flag, FlagFacts, Today};
use super::legend::Entry;
use super::rows::{self, Facts, Mark, Marks, Row, Source};
use crate::model::{ChartKind, Part, Share, View};
use crate::plan::{Plan, PlanView};
use crate::schedule::SlackEnds;
use crate::schedule::simulate::Simulation;
use crate::time::Moment;
pub(super) use beside::chips_width;
pub use beside::{Beside, CHIP_PAD};
use build::Builder;
pub use marks::Hatch;
pub use marks::MoreLink;
pub(in crate::emit::chart) use marks::likely;
pub(super) use marks::links_width;

/// Left and right of everything.
pub const MARGIN: Px = Px::whole(20);

/// A chart, in numbers.
#[derive(Debug)]
pub struct Layout<'m> {
    /// How wide it is.
    pub width: Px,
    /// How high.
    pub height: Px,
    /// What stands above the axis.
    pub header: Header<'m>,
    /// The left edge of the picture of time.
    pub left: Px,
    /// Its right edge.
    pub right: Px,
    /// The top of the rows.
    pub top: Px,
    /// Their foot.
    pub bottom: Px,
    /// The top of lines of coarse units.
    pub coarse_top: Px,
    /// The top of lines of fine units.
    pub fine_top: Px,
    /// The height of a row.
    pub row_height: Px,
    /// The height of a bar.
    pub bar_height: Px,
    /// The time axis.
    pub axis: Axis<'m>,
    /// The same names again at the foot of a tall chart.
    pub foot: Vec<Label<'m>>,
    /// Left and right edge of each time that nobody works.
    pub shading: Vec<(Px, Px)>,
    /// Lanes of numbers.
    pub cadences: Vec<CadenceLane<'m>>,
    /// Releases and the deadline of the whole.
    pub flags: Vec<Flag<'m>>,
    /// The day the plan is looked at.
    pub today: Option<Today<'m>>,
    /// The rows.
    pub rows: Vec<Row<'m>>,
    /// What waits for what.
    pub arrows: Arrows,
    /// When bars end and what they are labelled with, where there is room.
    pub beside: Vec<Beside<'m>>,
    /// Of what has several links all but the first, row by row.
    pub links: Vec<MoreLink<'m>>,
    /// What of bars is hatched, row by row.
    pub hatches: Vec<Hatch>,
    /// From names to what is drawn of them, each with its height.
    pub leaders: Vec<(Px, Px, Px)>,
    /// The names of the axis between rows, where it is out of sight.
    pub repeats: Vec<Label<'m>>,
    /// What the signs mean.
    pub legend: Vec<Entry<'m>>,
}

/// Lays a plan out.
pub fn layout(plan: Plan<'_>, options: ChartOptions) -> Layout<'_> {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    layout_of(&PlanView::of(plan, &status, &view), None, options)
}

/// Lays a plan out with what came of it in many runs.
pub fn layout_with<'m>(
    plan: Plan<'m>,
    simulation: &Simulation,
    options: ChartOptions,
) -> Layout<'m> {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    layout_of(&PlanView::of(plan, &status, &view), Some(simulation), options)
}

/// Lays out what a view shows of a plan.
pub fn layout_of<'m>(
    view: &PlanView<'_, 'm>,
    simulation: Option<&Simulation>,
    options: ChartOptions,
) -> Layout<'m> {
    let source = source(view, simulation, options.depth);
    let mut facts = rows::rows(&source);
    let flags = marks::flags(&source);
    let extent = extent::extent(&source, &mut facts, &flags);
    Builder::new(&source, &facts, &extent, options.px()).build(facts, flags)
}

fn source<'p, 'm>(
    view: &'p PlanView<'p, 'm>,
    simulation: Option<&'p Simulation>,
    depth: Option<u32>,
) -> Source<'p, 'm> {
    let (plan, status) = (view.plan, view.status);
    let grain = extent::grain(plan);
    Source {
        view,
        plan,
        simulation,
        status,
        hours: extent::hours(plan, grain),
        grain,
        marks: Marks::of(plan),
        slack: SlackEnds::of(plan.model, plan.schedule),
        has_begun: view.shows(Part::Progress, true)
            && plan.schedule.timings.iter().any(|timing| timing.complete > Share::ZERO),
        year: plan.schedule.first_day.year(),
        colours: view.coloured_by().map(|dimension| Colours::of(view, dimension)),
        levels: depth
            .map_or(usize::MAX, |levels| usize::try_from(levels.max(1)).unwrap_or(usize::MAX)),
    }
}

/// What a chart tells, before anything in it has a place.
#[derive(Debug)]
pub struct Told<'m> {
    /// The rows.
    pub rows: Vec<Facts<'m>>,
    /// Releases, markers and the deadline of the whole.
    pub flags: Vec<FlagFacts<'m>>,
    /// From when…
    pub start: Drawn,
    /// … to when it goes.
    pub end: Drawn,
    /// Which hours fill a day.
    pub hours: Hours,
    /// Whether hours are told.
    pub tells_hours: bool,
    /// The units of its axis, the fine and the coarse one, where they are asked for.
    pub units: Option<(Unit, Unit)>,
    /// The moment at which the plan is looked at.
    pub now: Option<Drawn>,
}

/// What a chart of a view tells: for a picture that is laid out otherwise.
pub fn told<'m>(view: &PlanView<'_, 'm>, depth: Option<u32>) -> Told<'m> {
    let source = source(view, None, depth);
    let mut rows = rows::rows(&source);
    let flags = marks::flags(&source);
    let extent = extent::extent(&source, &mut rows, &flags);
    let now = view.plan.model.header.now;
    let now = now.or(view.plan.today().map(Moment::start_of));
    Told {
        rows,
        flags,
        start: extent.start,
        end: extent.end,
        hours: source.hours,
        tells_hours: source.hours_told().is_some(),
        units: source.units(),
        now: now.map(|now| source.hours.drawn(now)),
    }
}

impl<'m> Layout<'m> {
    /// Every text of the chart.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let header = self.header.labels();
        let lanes =
            self.cadences.iter().flat_map(|lane| std::iter::once(&lane.name).chain(&lane.numbers));
        let flags = self.flags.iter().filter_map(|flag| flag.label.as_ref());
        let today = self.today.iter().map(|today| &today.label);
        let rows = self.rows.iter().flat_map(Row::labels);
        let legend = self.legend.iter().map(|entry| &entry.label);
        let beside = self.beside.iter().map(|beside| &beside.label);
        let links = self.links.iter().map(|link| &link.number);
        header
            .chain(&self.axis.labels)
            .chain(&self.foot)
            .chain(lanes)
            .chain(flags)
            .chain(today)
            .chain(rows)
            .chain(beside)
            .chain(links)
            .chain(&self.repeats)
            .chain(legend)
    }

    /// What arrows run in.
    pub fn field(&self) -> Field<'_, 'm> {
        Field {
            rows: &self.rows,
            row_height: self.row_height,
            bar_height: self.bar_height,
            left: self.left,
            right: self.right,
        }
    }

    /// Poles and the line of today make room for words that stand in their way.
    fn break_lines(&mut self) {
        let mut lines: Vec<(Px, Vec<(Px, Px)>)> = self
            .flags
            .iter()
            .filter(|flag| flag.label.is_some())
            .map(|flag| flag.x)
            .chain(self.today.iter().map(|today| today.x))
            .map(|x| (x, Vec::new()))
            .collect();
        lines.sort_by_key(|(x, _)| *x);
        lines.dedup_by_key(|(x, _)| *x);
        for row in &self.rows {
            let due = row.due.as_ref().and_then(|due| due.label.as_ref());
            let words = [row.note.as_ref(), row.inner.as_deref(), due].into_iter().flatten();
            for (left, right) in
                words.map(|label| (label.left() - Px::whole(4), label.right() + Px::whole(4)))
            {
                let first = lines.partition_point(|(x, _)| *x < left);
                for (_, gaps) in lines.iter_mut().skip(first).take_while(|(x, _)| *x <= right) {
                    gaps.push((row.y + Px::whole(4), row.y + self.row_height - Px::whole(4)));
                }
            }
        }
        let gaps = |x: Px| {
            let found = lines.binary_search_by_key(&x, |(x, _)| *x).ok();
            found.and_then(|at| lines.get(at)).map_or(&[][..], |(_, gaps)| gaps.as_slice())
        };
        for flag in self.flags.iter_mut().filter(|flag| flag.label.is_some()) {
            flag.pole = lanes::broken(flag.y + lanes::FLAG_HEIGHT, self.bottom, gaps(flag.x));
        }
        if let Some(today) = &mut self.today {
            today.line = lanes::broken(today.y + lanes::FLAG_HEIGHT, self.bottom, gaps(today.x));
        }
    }
}

impl<'m> Row<'m> {
    /// Every text of the row.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let due = self.due.as_ref().and_then(|due| due.label.as_ref());
        let others = [self.aside.as_ref(), self.inner.as_deref(), self.note.as_ref(), due];
        std::iter::once(&self.title).chain(others.into_iter().flatten())
    }

    /// Whether it is a stream's.
    pub const fn is_stream(&self) -> bool {
        matches!(self.mark, Mark::Stream { .. })
    }
}
