//! Puts one thing after the other into its place.

use super::super::Px;
use super::super::arrows::{self, Arrows};
use super::super::axis::{self, Axis, Unit};
use super::super::header;
use super::super::label::Label;
use super::super::lanes::{self, CadenceLane, FlagFacts, Lanes, Today};
use super::super::legend::{self, Used};
use super::super::rows::{Facts, Place, Row, Source};
use super::super::scale::Drawn;
use super::super::shading::shading;
use super::extent::Extent;
use super::{Layout, MARGIN, fit};

/// How wide a chart is unless its table needs more.
const WIDTH: Px = Px::whole(1360);
/// From the margin to the text of a band.
const BAND_PAD: Px = Px::whole(12);
/// From the margin to other texts.
const TEXT_PAD: Px = Px::whole(8);
/// The narrowest and the widest table.
const TABLE: (Px, Px) = (Px::whole(200), Px::whole(440));
/// From the table to the picture of time.
const TABLE_GAP: Px = Px::whole(18);
/// The narrowest picture of time.
const NARROWEST_PICTURE: Px = Px::whole(860);
/// The baselines of the axis.
const COARSE_BASELINE: Px = Px::whole(106);
const FINE_BASELINE: Px = Px::whole(126);
/// Where lines of coarse and of fine units begin.
const COARSE_TOP: Px = Px::whole(94);
const FINE_TOP: Px = Px::whole(114);
/// The first lane below the axis.
const LANES_TOP: Px = Px::whole(136);
/// From the last lane to the rows.
const LANES_GAP: Px = Px::whole(10);
/// What stands beside streams is set off from them.
const GROUP_GAP: Px = Px::whole(10);
/// More rows than this are set closer.
const COMFORTABLE_ROWS: usize = 100;
/// More rows than this have the axis at their foot too.
const TALL_ROWS: usize = 36;

/// Puts one thing after the other into its place.
pub(super) struct Builder<'s, 'm> {
    source: &'s Source<'s, 'm>,
    width: Px,
    place: Place,
    bar_height: Px,
}

impl<'s, 'm> Builder<'s, 'm> {
    pub(super) fn new(source: &'s Source<'s, 'm>, facts: &[Facts<'m>], extent: &Extent) -> Self {
        let needed = facts.iter().map(Facts::table_width).fold(Px::ZERO, Px::max);
        let table_left = MARGIN + BAND_PAD;
        let table_right = table_left + needed.clamp(TABLE.0, TABLE.1).ceil();
        let left = table_right + TABLE_GAP;
        let width = WIDTH.max(left + NARROWEST_PICTURE + MARGIN);
        let right = width - MARGIN - Px::whole(4);
        let (row_height, bar_height) = density(facts.len());
        let scale = fit::scale(facts, extent, left, right);
        let place = Place { scale, table_left, table_right, right, row_height };
        Self { source, width, place, bar_height }
    }

    pub(super) fn build(self, facts: Vec<Facts<'m>>, flags: Vec<FlagFacts<'m>>) -> Layout<'m> {
        let Place { scale, right, row_height, .. } = self.place;
        let plan = self.source.plan;
        let axis = axis::axis(&scale, right, COARSE_BASELINE, FINE_BASELINE);
        let cadences = self.cadences();
        let lanes_top = LANES_TOP + lanes::CADENCE_HEIGHT.times_count(cadences.len());
        let mut taken = Lanes::default();
        let today = self.today(axis.fine, lanes_top, &mut taken);
        let flags = lanes::flags(flags, &scale, lanes_top, right, &mut taken);
        let top = lanes_top + lanes::FLAG_PITCH.times_count(taken.count()) + LANES_GAP;
        let (rows, bottom) = self.rows(facts, top);
        let calendar = plan.model.calendars.first();
        let mut layout = Layout {
            width: self.width,
            height: bottom,
            header: header::header(plan, self.source.outlook, MARGIN + TEXT_PAD, right),
            left: scale.left,
            right,
            top,
            bottom,
            coarse_top: COARSE_TOP,
            fine_top: FINE_TOP,
            row_height,
            bar_height: self.bar_height,
            shading: calendar.map(|of| shading(of, &scale, right, axis.fine)).unwrap_or_default(),
            axis,
            foot: Vec::new(),
            cadences,
            flags,
            today,
            rows,
            arrows: Arrows::default(),
            legend: Vec::new(),
        };
        layout.arrows = arrows::arrows(layout.field(), &arrows::edges(plan, &layout.rows));
        layout.break_lines();
        add_foot(&mut layout);
        layout
    }

    fn cadences(&self) -> Vec<CadenceLane<'m>> {
        const MOST: usize = 2;
        let mut lanes = Vec::new();
        for cadence in &self.source.plan.model.cadences {
            let y = LANES_TOP + lanes::CADENCE_HEIGHT.times_count(lanes.len());
            lanes.extend(lanes::cadence(
                cadence,
                &self.place.scale,
                self.place.right,
                y,
                self.place.table_right,
            ));
            if lanes.len() == MOST {
                break;
            }
        }
        lanes
    }

    fn today(&self, fine: Unit, y: Px, lanes: &mut Lanes) -> Option<Today<'m>> {
        let today = self.source.plan.today()?;
        let x = self.place.scale.x(Drawn::start_of(today));
        let is_seen = self.place.scale.left <= x && x <= self.place.right;
        is_seen.then(|| lanes::today(axis::day_name(today, fine), x, y, self.place.right, lanes))
    }

    fn rows(&self, facts: Vec<Facts<'m>>, top: Px) -> (Vec<Row<'m>>, Px) {
        let mut y = top;
        let mut was_loose = true;
        let placed = facts.into_iter().map(|row| {
            let is_loose = row.slot == 0;
            if is_loose && row.depth == 0 && !was_loose {
                y = y + GROUP_GAP;
            }
            was_loose = is_loose;
            let placed = self.place.row(row, y);
            y = y + self.place.row_height;
            placed
        });
        // A placed row takes no more room than what it says, and so its place in memory too.
        let rows: Vec<_> = placed.collect();
        if rows.is_empty() {
            y = y + self.place.row_height.times(2);
        }
        (rows, y + Px::whole(6))
    }
}

/// The height of a row and of a bar.
const fn density(rows: usize) -> (Px, Px) {
    if rows > COMFORTABLE_ROWS {
        (Px::whole(24), Px::whole(14))
    } else {
        (Px::whole(28), Px::whole(16))
    }
}

/// The axis again where it is far from the last rows, then the legend; and the height that all this takes.
fn add_foot(layout: &mut Layout<'_>) {
    let mut y = layout.bottom + Px::whole(22);
    if layout.rows.len() > TALL_ROWS {
        layout.foot = foot(&layout.axis, layout.bottom);
        y = y + Px::whole(24);
    }
    let used = Used {
        rows: &layout.rows,
        flags: &layout.flags,
        arrows: &layout.arrows,
        has_shading: !layout.shading.is_empty(),
    };
    let (legend, end) = legend::legend(&used, MARGIN + TEXT_PAD, layout.right, y);
    layout.legend = legend;
    layout.height = (end + Px::whole(20)).ceil();
}

/// The names of the axis again, the fine ones first as they are nearer.
fn foot<'m>(axis: &Axis<'m>, bottom: Px) -> Vec<Label<'m>> {
    let baseline = |label: &Label<'_>| {
        if label.baseline == FINE_BASELINE {
            bottom + Px::whole(14)
        } else {
            bottom + Px::whole(30)
        }
    };
    axis.labels.iter().map(|label| label.repeated(baseline(label))).collect()
}
