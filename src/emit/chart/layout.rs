//! The layout: where everything stands, in numbers. Nothing here draws.

use super::Px;
use super::arrows::{self, Arrows, Field};
use super::axis::{self, Axis, Unit};
use super::header::{self, Header};
use super::label::{Label, clean};
use super::lanes::{self, CadenceLane, Flag, FlagFacts, FlagKind, Lanes, Today};
use super::legend::{self, Entry, Used};
use super::rows::{self, Facts, Grain, Mark, Marks, Place, Row, ShortNames, Source};
use super::scale::{Drawn, Hours, Scale};
use super::shading::shading;
use crate::model::{ItemKind, Share};
use crate::plan::{Outlook, Plan};
use crate::schedule::Clock;
use crate::time::Moment;

/// How wide a chart is unless its table needs more.
const WIDTH: Px = Px::whole(1360);
/// Left and right of everything.
pub const MARGIN: Px = Px::whole(20);
/// From the margin to the text of a band.
const BAND_PAD: Px = Px::whole(12);
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
/// Up to this span hours are drawn as they are.
const CLOCK_MINUTES: i64 = 3 * 24 * 60;
/// A day that is not part of the plan is drawn if it widens the span by no more than one part in so many.
const WIDENING: i64 = 4;

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
    /// What the signs mean.
    pub legend: Vec<Entry<'m>>,
}

/// The years, months and days of a picture, before it has a size.
struct Extent {
    start: Drawn,
    end: Drawn,
}

/// Lays a plan out.
pub fn layout(plan: Plan<'_>) -> Layout<'_> {
    layout_of(plan, &plan.outlook())
}

/// Lays a plan out, with what is known of how it stands.
pub(super) fn layout_of<'m>(plan: Plan<'m>, outlook: &Outlook<'m>) -> Layout<'m> {
    let grain = grain(plan);
    let source = Source {
        plan,
        outlook,
        hours: hours(plan, grain),
        grain,
        names: ShortNames::of(plan.model),
        marks: Marks::of(plan),
        clocks: plan.model.calendars.iter().map(Clock::new).collect(),
        has_begun: plan.schedule.timings.iter().any(|timing| timing.complete > Share::ZERO),
        year: plan.schedule.start.date().year(),
    };
    let mut facts = rows::rows(&source);
    let flags = flag_facts(&source);
    let extent = extent(&source, &mut facts, &flags);
    Builder::new(&source, &facts, &extent).build(facts, flags)
}

fn grain(plan: Plan<'_>) -> Grain {
    let (start, end) = (plan.schedule.start, plan.schedule.end);
    match end.since(start).0 {
        _ if plan.model.items.is_empty() => Grain::Days,
        ..=CLOCK_MINUTES if start.date() == end.last_day() => Grain::HoursOfOneDay,
        ..=CLOCK_MINUTES => Grain::Hours,
        _ => Grain::Days,
    }
}

/// Hours as they are where they can be seen, else days that work fills.
fn hours(plan: Plan<'_>, grain: Grain) -> Hours {
    match plan.model.calendars.first() {
        Some(calendar) if grain == Grain::Days => Hours::of(calendar),
        _ => Hours::CLOCK,
    }
}

fn flag_facts<'m>(source: &Source<'_, 'm>) -> Vec<FlagFacts<'m>> {
    let plan = source.plan;
    let releases = plan.model.items().filter(|item| {
        item.kind() == ItemKind::Release && plan.schedule.timing(item.id).is_scheduled
    });
    let mut flags: Vec<_> = releases
        .map(|release| {
            let is_late = source.outlook.commitments(release.id).iter().any(|of| of.is_missed);
            FlagFacts {
                item: Some(release.id),
                kind: if is_late { FlagKind::LateRelease } else { FlagKind::Release },
                at: source.hours.drawn(plan.schedule.timing(release.id).end),
                name: clean(release.title()),
            }
        })
        .collect();
    flags.extend(source.outlook.roadmap_commitment().map(|of| FlagFacts {
        item: None,
        kind: if of.is_missed { FlagKind::MissedDeadline } else { FlagKind::Deadline },
        at: source.hours.drawn(Moment::end_of(of.planned)),
        name: format!("due {}", rows::date(of.planned, source.year)).into(),
    }));
    flags
}

/// The span of all that is drawn. What lies far outside the plan itself is given up rather than squeeze it.
fn extent(source: &Source<'_, '_>, facts: &mut [Facts<'_>], flags: &[FlagFacts<'_>]) -> Extent {
    let schedule = source.plan.schedule;
    let (mut start, mut end) =
        (source.hours.drawn(schedule.start), source.hours.drawn(schedule.end));
    for row in facts.iter() {
        (start, end) = (start.min(row.start), end.max(row.end));
    }
    for flag in flags.iter().filter(|flag| flag.item.is_some()) {
        (start, end) = (start.min(flag.at), end.max(flag.at));
    }
    if facts.is_empty() && flags.is_empty() {
        end = start.plus(28 * 24 * 60);
    }
    let reach = end.since(start) / WIDENING;
    let (earliest, latest) = (start.plus(-reach), end.plus(reach));
    let is_near = |at: Drawn| earliest <= at && at <= latest;
    for row in facts.iter_mut() {
        if let Some(due) = &mut row.due {
            due.is_seen = is_near(due.at);
        }
        row.slack_end = row.slack_end.map(|slack_end| slack_end.min(end));
    }
    let dues = facts.iter().filter_map(|row| row.due.as_ref()).map(|due| due.at);
    let today = source.plan.today().map(Drawn::start_of);
    let deadline = flags.iter().filter(|flag| flag.item.is_none()).map(|flag| flag.at);
    for at in dues.chain(today).chain(deadline).filter(|at| is_near(*at)) {
        (start, end) = (start.min(at), end.max(at));
    }
    Extent { start, end }
}

/// Puts one thing after the other into its place.
struct Builder<'s, 'm> {
    source: &'s Source<'s, 'm>,
    width: Px,
    place: Place,
    bar_height: Px,
}

impl<'s, 'm> Builder<'s, 'm> {
    fn new(source: &'s Source<'s, 'm>, facts: &[Facts<'m>], extent: &Extent) -> Self {
        let needed = facts.iter().map(Facts::table_width).fold(Px::ZERO, Px::max);
        let table_left = MARGIN + BAND_PAD;
        let table_right = table_left + needed.clamp(TABLE.0, TABLE.1).ceil();
        let left = table_right + TABLE_GAP;
        let width = WIDTH.max(left + NARROWEST_PICTURE + MARGIN);
        let right = width - MARGIN - Px::whole(4);
        let (row_height, bar_height) = density(facts.len());
        let scale = scale(facts, extent, left, right);
        let place = Place { scale, table_left, table_right, right, row_height };
        Self { source, width, place, bar_height }
    }

    fn build(self, facts: Vec<Facts<'m>>, flag_facts: Vec<FlagFacts<'m>>) -> Layout<'m> {
        let Place { scale, table_right, right, row_height, .. } = self.place;
        let plan = self.source.plan;
        let axis = axis::axis(&scale, right, COARSE_BASELINE, FINE_BASELINE);
        let cadences = self.cadences(table_right);
        let lanes_top = LANES_TOP + lanes::CADENCE_HEIGHT.times_count(cadences.len());
        let mut taken = Lanes::default();
        let today = self.today(axis.fine, lanes_top, &mut taken);
        let flag_facts = flag_facts.into_iter().filter(|flag| scale.x(flag.at) <= right).collect();
        let flags = lanes::flags(flag_facts, &scale, lanes_top, right, &mut taken);
        let top = lanes_top + lanes::FLAG_PITCH.times_count(taken.count()) + LANES_GAP;
        let (rows, bottom) = self.rows(facts, top);
        let field =
            Field { rows: &rows, row_height, bar_height: self.bar_height, left: scale.left, right };
        let arrows = arrows::arrows(field, &arrows::edges(plan, &rows));
        let calendar = plan.model.calendars.first();
        let shading = calendar.map(|of| shading(of, &scale, right, axis.fine)).unwrap_or_default();
        let foot = if rows.len() > TALL_ROWS { foot(&axis, bottom) } else { Vec::new() };
        let foot_height = if foot.is_empty() { Px::whole(10) } else { Px::whole(34) };
        let used =
            Used { rows: &rows, flags: &flags, arrows: &arrows, has_shading: !shading.is_empty() };
        let text_left = MARGIN + Px::whole(8);
        let legend_top = bottom + foot_height + Px::whole(12);
        let (legend, end) = legend::legend(&used, text_left, right, legend_top);
        let mut layout = Layout {
            width: self.width,
            height: (end + Px::whole(20)).ceil(),
            header: header::header(plan, self.source.outlook, text_left, right),
            left: scale.left,
            right,
            top,
            bottom,
            coarse_top: COARSE_TOP,
            fine_top: FINE_TOP,
            row_height,
            bar_height: self.bar_height,
            axis,
            foot,
            shading,
            cadences,
            flags,
            today,
            rows,
            arrows,
            legend,
        };
        layout.break_lines();
        layout
    }

    fn cadences(&self, name_right: Px) -> Vec<CadenceLane<'m>> {
        const MOST: usize = 2;
        let mut lanes = Vec::new();
        for cadence in &self.source.plan.model.cadences {
            let y = LANES_TOP + lanes::CADENCE_HEIGHT.times_count(lanes.len());
            lanes.extend(lanes::cadence(
                cadence,
                &self.place.scale,
                self.place.right,
                y,
                name_right,
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
        let mut rows = Vec::with_capacity(facts.len());
        let mut was_loose = true;
        for row in facts {
            let is_loose = row.slot == 0;
            if is_loose && row.depth == 0 && !was_loose {
                y = y + GROUP_GAP;
            }
            was_loose = is_loose;
            rows.push(self.place.row(row, y));
            y = y + self.place.row_height;
        }
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

/// The scale in which everything fits, the words behind each end too.
fn scale(facts: &[Facts<'_>], extent: &Extent, left: Px, right: Px) -> Scale {
    let fitted = |start: Drawn| {
        let (length, minutes) = tightest(facts, start, extent.end, right - left);
        Scale { start, left, length, minutes }
    };
    let scale = fitted(extent.start);
    let (fine, _) = axis::tiers(&scale);
    // A picture that starts where its first unit does reads better, if that costs little.
    let start = fine.floor(extent.start);
    let cost = extent.start.since(start);
    let is_cheap = cost.saturating_mul(24) <= extent.end.since(extent.start);
    fitted(if is_cheap {
        start
    } else {
        Unit::Day.floor(extent.start).max(fine.floor(extent.start))
    })
}

/// Of all scales that the rows ask for the smallest: so many pixels for so many minutes.
fn tightest(facts: &[Facts<'_>], start: Drawn, end: Drawn, room: Px) -> (Px, i64) {
    let shortest = 2 * 60;
    let whole = end.since(start).max(shortest);
    // Whatever words ask for, the plan keeps the greater part of the picture.
    let least = Px(room.0 * 7 / 10);
    let asked = facts.iter().map(|row| {
        let minutes = row.last().since(start).max(1);
        ((room - row.room_behind()).max(Px::ZERO), minutes)
    });
    let is_smaller = |one: (Px, i64), other: (Px, i64)| {
        i128::from(one.0.0) * i128::from(other.1) < i128::from(other.0.0) * i128::from(one.1)
    };
    let widest = (room - Px::whole(12), whole);
    let tightest =
        asked.fold(widest, |best, next| if is_smaller(next, best) { next } else { best });
    if is_smaller(tightest, (least, whole)) { (least, whole) } else { tightest }
}

impl<'m> Layout<'m> {
    /// Every text of the chart.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let header =
            [&self.header.title, &self.header.subtitle].into_iter().chain(&self.header.pill.labels);
        let lanes =
            self.cadences.iter().flat_map(|lane| std::iter::once(&lane.name).chain(&lane.numbers));
        let flags = self.flags.iter().filter_map(|flag| flag.label.as_ref());
        let today = self.today.iter().map(|today| &today.label);
        let rows = self.rows.iter().flat_map(Row::labels);
        let legend = self.legend.iter().map(|entry| &entry.label);
        header
            .chain(&self.axis.labels)
            .chain(&self.foot)
            .chain(lanes)
            .chain(flags)
            .chain(today)
            .chain(rows)
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
            .map(|flag| flag.x)
            .chain(self.today.iter().map(|today| today.x))
            .map(|x| (x, Vec::new()))
            .collect();
        lines.sort_by_key(|(x, _)| *x);
        lines.dedup_by_key(|(x, _)| *x);
        for row in &self.rows {
            let words = [row.note.as_ref(), row.inner.as_ref()].into_iter().flatten();
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
        for flag in &mut self.flags {
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
        let others = [self.aside.as_ref(), self.inner.as_ref(), self.note.as_ref()];
        std::iter::once(&self.title).chain(others.into_iter().flatten())
    }

    /// Whether it is a stream's.
    pub const fn is_stream(&self) -> bool {
        matches!(self.mark, Mark::Stream { .. })
    }
}
