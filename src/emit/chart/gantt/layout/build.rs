//! Puts one thing after the other into its place.

use super::super::arrows::{self, Arrows};
use super::super::lanes::{self, FlagFacts, Lanes, Today};
use super::super::legend::{self, Sign, Used};
use super::super::rows::{Facts, Place, Row, Source};
use super::extent::Extent;
use super::{Layout, MARGIN, beside, extent, marks};
use crate::emit::chart::Px;
use crate::emit::chart::axis::{self, Unit};
use crate::emit::chart::bands::shading;
use crate::emit::chart::bands::{self, CadenceLane};
use crate::emit::chart::colours::{Colours, Paint};
use crate::emit::chart::header;
use crate::emit::chart::label::Label;
use crate::emit::chart::scale::{Drawn, Hours};
use crate::model::{Columns, Part};
use crate::time::Moment;

/// From the margin to the text of a band.
const BAND_PAD: Px = Px::whole(12);
/// From the margin to other texts.
const TEXT_PAD: Px = Px::whole(8);
/// The narrowest and the widest table.
const TABLE: (Px, Px) = (Px::whole(150), Px::whole(440));
/// The part of the picture's width that a table takes at most, in hundredths.
const TABLE_PART: i64 = 36;
/// From the table to the picture of time.
const TABLE_GAP: Px = Px::whole(28);
/// The baselines of the axis, from its top.
const COARSE_BASELINE: Px = Px::whole(12);
const FINE_BASELINE: Px = Px::whole(32);
/// Where lines of fine units begin; those of coarse ones begin at its top.
const FINE_TOP: Px = Px::whole(20);
/// The first lane below the axis.
const LANES_TOP: Px = Px::whole(42);
/// From the header to the axis.
const AXIS_GAP: Px = Px::whole(16);
/// From the last lane to the rows.
const LANES_GAP: Px = Px::whole(10);
/// What stands beside streams is set off from them.
const GROUP_GAP: Px = Px::whole(10);
/// More rows than this are set closer.
const COMFORTABLE_ROWS: usize = 100;
/// The axis stands again behind about so many rows: where they are more than a screen shows.
const SCREEN: usize = 26;
/// The height of an axis between rows.
const STRIP_HEIGHT: Px = Px::whole(40);
/// From a name to the line that leads to its bar, and from that to the bar.
const LEADER_GAP: Px = Px::whole(6);
/// A shorter one leads nowhere.
const SHORTEST_LEADER: Px = Px::whole(24);
/// More rows than this have the axis at their foot too.
const TALL_ROWS: usize = 36;

/// Puts one thing after the other into its place.
pub(super) struct Builder<'s, 'm> {
    source: &'s Source<'s, 'm>,
    width: Px,
    place: Place,
    bar_height: Px,
    /// When the last of it ends: the axis goes on no farther than the unit that this lies in.
    end: Drawn,
}

impl<'s, 'm> Builder<'s, 'm> {
    pub(super) fn new(
        source: &'s Source<'s, 'm>,
        facts: &[Facts<'m>],
        extent: &Extent,
        width: Px,
    ) -> Self {
        let needed = facts.iter().map(Facts::table_width).fold(Px::ZERO, Px::max);
        let table_left = MARGIN + BAND_PAD;
        let widest = TABLE.1.min(Px(width.0 * TABLE_PART / 100));
        let table_right = table_left + needed.clamp(TABLE.0, widest).ceil();
        let left = table_right + TABLE_GAP;
        let right = width - MARGIN - Px::whole(4);
        let (row_height, bar_height) = density(facts.len());
        let scale = extent::scale(facts, extent, source.hours_told(), left, right);
        let place = Place { scale, table_left, table_right, right, row_height };
        Self { source, width, place, bar_height, end: extent.end }
    }

    pub(super) fn build(self, facts: Vec<Facts<'m>>, flags: Vec<FlagFacts<'m>>) -> Layout<'m> {
        let Place { scale, right, row_height, .. } = self.place;
        let plan = self.source.plan;
        let header = header::header(self.source.view, MARGIN + TEXT_PAD, right);
        let axis_top = header.bottom + AXIS_GAP;
        let hours = self.source.hours_told();
        let units = self.source.units().unwrap_or_else(|| axis::tiers(&scale, hours));
        let mut begins =
            axis::begins(units.0, self.end.plus(-1), hours.copied().unwrap_or(Hours::CLOCK));
        let axis_end = begins.nth(1).map_or(right, |(next, _)| scale.x(next).min(right));
        let axis = axis::axis_of(
            units,
            &scale,
            hours,
            axis_end,
            (axis_top + COARSE_BASELINE, axis_top + FINE_BASELINE),
        );
        let cadences = self.cadences(axis_top + LANES_TOP);
        let lanes_top = axis_top + LANES_TOP + bands::CADENCE_HEIGHT.times_count(cadences.len());
        let mut taken = Lanes::new(lanes_top, right);
        let flags = taken.flags(flags, &scale);
        let today = self.today(axis.fine, &mut taken);
        let top = lanes_top + lanes::FLAG_PITCH.times_count(taken.count()) + LANES_GAP;
        let (rows, strips, bottom) = self.rows(facts, top);
        let calendar = plan.model.calendars.first();
        let mut layout = Layout {
            width: self.width,
            height: bottom,
            header,
            left: scale.left,
            right,
            top,
            bottom,
            coarse_top: axis_top,
            fine_top: axis_top + FINE_TOP,
            row_height,
            bar_height: self.bar_height,
            shading: calendar
                .filter(|_| !self.source.view.is_public())
                .map(|of| shading(of, &scale, right, axis.fine, &self.source.hours))
                .unwrap_or_default(),
            axis,
            foot: Vec::new(),
            cadences,
            flags,
            today,
            rows,
            arrows: Arrows::default(),
            beside: Vec::new(),
            links: Vec::new(),
            hatches: Vec::new(),
            leaders: Vec::new(),
            repeats: Vec::new(),
            legend: Vec::new(),
        };
        let place = |moment| scale.x(self.source.hours.drawn(moment));
        if self.source.view.shows(Part::Arrows, true) {
            layout.arrows = arrows::arrows(self.source.view, layout.field(), &layout.flags, &place);
        }
        layout.break_lines();
        layout.beside = beside::beside(&layout, self.source);
        if !self.source.view.is_public() {
            layout.hatches = marks::hatches(plan, &layout.rows, &place);
            layout.links = marks::more(plan.model, &layout.rows);
        }
        layout.leaders = self.leaders(&layout);
        layout.repeats = repeats(&layout, &strips);
        let is_hours = matches!(layout.axis.fine, Unit::Minutes(_));
        let closed =
            if is_hours && self.source.hours.is_clock() { Sign::Closed } else { Sign::DayOff };
        let colours = self.source.colours.as_ref().map(|of| self.legend_of(of, &layout.rows));
        add_foot(&mut layout, closed, colours.unwrap_or_default());
        layout
    }

    fn cadences(&self, top: Px) -> Vec<CadenceLane<'m>> {
        const MOST: usize = 2;
        let mut lanes = Vec::new();
        let columns = self.source.view.view.columns;
        for (at, cadence) in (0..).zip(&self.source.plan.model.cadences) {
            // Its numbers stand on the axis.
            if columns == Some(Columns::Cadence(at)) {
                continue;
            }
            let y = top + bands::CADENCE_HEIGHT.times_count(lanes.len());
            lanes.extend(bands::cadence(
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

    fn today(&self, fine: Unit, lanes: &mut Lanes) -> Option<Today<'m>> {
        let today = self.source.plan.today()?;
        let now = self.source.plan.model.header.now.unwrap_or(Moment::start_of(today));
        let x = self.place.scale.x(self.source.hours.drawn(now));
        let is_seen = self.place.scale.left <= x && x <= self.place.right;
        is_seen.then(|| lanes.today(axis::day_name(today, fine), x))
    }

    /// What colours stand for, of those alone that bars have.
    fn legend_of(&self, colours: &Colours, rows: &[Row<'m>]) -> Vec<(Paint, String)> {
        let coloured = rows.iter().filter(|row| !row.is_stream()).filter_map(|row| row.item);
        let items = coloured.map(|item| self.source.plan.model.item(item));
        colours.legend(items.map(|item| colours.paint(self.source.view, item)))
    }

    /// A thin line from each name to what is drawn of it, past the people between them.
    fn leaders(&self, layout: &Layout<'m>) -> Vec<(Px, Px, Px)> {
        let mut leaders = Vec::new();
        let mut lead = |y: Px, from: Px, to: Px| {
            if to - from >= SHORTEST_LEADER {
                leaders.push((y, from + LEADER_GAP, to - LEADER_GAP));
            }
        };
        let mut links = layout.links.iter().peekable();
        for (at, row) in layout.rows.iter().enumerate() {
            let mut name_end = row.title.right();
            while let Some(link) = links.next_if(|link| link.row == at) {
                name_end = link.number.right();
            }
            if row.is_stream() {
                continue;
            }
            let middle = row.y + layout.row_height.half();
            let people = row.aside.as_ref().map_or(self.place.table_right, Label::left);
            lead(middle, name_end, people);
            let due = row.due.as_ref().map(|due| due.planned_start.min(due.x));
            let words = row.note.as_ref().map(Label::left);
            let band = row.band.as_deref().map(|(left, _)| *left);
            let marks = due.into_iter().chain(words).chain(band);
            lead(middle, layout.left, marks.fold(row.mark.left(), Px::min));
        }
        leaders
    }

    /// The rows, the places between them where the axis stands again, and where all ends.
    fn rows(&self, facts: Vec<Facts<'m>>, top: Px) -> (Vec<Row<'m>>, Vec<Px>, Px) {
        let mut y = top;
        let mut was_loose = true;
        let count = facts.len();
        let (mut at, mut seen, mut strips) = (0, 0, Vec::new());
        let placed = facts.into_iter().map(|row| {
            // Rather before a stream than within it, and before a feature than within that.
            let is_far = seen >= SCREEN + [0, SCREEN / 4].get(row.depth).unwrap_or(&(SCREEN / 2));
            if is_far && count - at >= SCREEN / 2 {
                strips.push(y);
                y = y + STRIP_HEIGHT;
                seen = 0;
            }
            (at, seen) = (at + 1, seen + 1);
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
        (rows, strips, y + Px::whole(6))
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
fn add_foot(layout: &mut Layout<'_>, closed: Sign, colours: Vec<(Paint, String)>) {
    let mut y = layout.bottom + Px::whole(22);
    if layout.rows.len() > TALL_ROWS {
        layout.foot = foot(layout);
        y = y + Px::whole(24);
    }
    let used = Used {
        rows: &layout.rows,
        flags: &layout.flags,
        arrows: &layout.arrows,
        closed: (!layout.shading.is_empty()).then_some(closed),
        hatches: &layout.hatches,
        colours,
    };
    let (legend, end) = legend::legend(&used, MARGIN + TEXT_PAD, layout.right, y);
    layout.legend = legend;
    layout.height = (end + Px::whole(20)).ceil();
}

/// The names of the axis again, in each of these places.
fn repeats<'m>(layout: &Layout<'m>, strips: &[Px]) -> Vec<Label<'m>> {
    let down = |y: Px| y - layout.coarse_top + Px::whole(3);
    let all = |y: Px| {
        let labels = layout.axis.labels.iter();
        labels.map(move |label| label.repeated(label.baseline + down(y)))
    };
    strips.iter().flat_map(|y| all(*y)).collect()
}

/// The names of the axis again, the fine ones first as they are nearer.
fn foot<'m>(layout: &Layout<'m>) -> Vec<Label<'m>> {
    let (axis, bottom) = (&layout.axis, layout.bottom);
    let fine = layout.coarse_top + FINE_BASELINE;
    let baseline = |label: &Label<'_>| {
        if label.baseline == fine { bottom + Px::whole(14) } else { bottom + Px::whole(30) }
    };
    axis.labels.iter().map(|label| label.repeated(baseline(label))).collect()
}
