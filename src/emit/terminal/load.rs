//! Everybody's load: a row a person, team or resource, a bar a week or what fits.

use std::cmp::Reverse;

use super::axis::{Scale, axis};
use super::legend::{Legend, Sign};
use super::line::{Line, Strip, Tint};
use super::text::{clean, fitted, titled, width, wrapped};
use crate::emit::chart::Px;
use crate::emit::chart::axis::units;
use crate::emit::chart::load::facts::{Cell, Facts, Row, rows};
use crate::emit::chart::load::periods::{Period, Periods};
use crate::emit::chart::load::words::news;
use crate::emit::chart::scale::Drawn;
use crate::plan::PlanView;
use crate::time::{Minutes, Moment};

/// The narrowest and the widest name.
const NAME: (usize, usize) = (8, 28);
/// The part of the width that names take at most, in hundredths.
const NAME_PART: usize = 28;
/// `100%`, and the space before it.
const BUSY: usize = 6;
/// `‼ 150% · 13 Apr`, and the space before it.
const PEAK: usize = 17;
/// Below this width the most is not told.
const WITH_PEAK: usize = 60;
/// A bar of a period is so wide at most.
const WIDEST: usize = 6;
/// A picture of loads is measured in pixels: a column is so many, so that a week has one at least.
const COLUMN: i64 = 8;
/// How far members stand below their team.
const INDENT: usize = 2;
/// Parts of what somebody has. All of it leaves a little air to the row above.
const HEIGHTS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/// The picture.
pub(super) fn lines(view: &PlanView<'_, '_>, columns: usize, legend: &mut Legend) -> Vec<Line> {
    if view.is_public() {
        return vec![Line::of("Who has how much to do is not public.", Tint::Faint)];
    }
    if view.plan.model.resources.is_empty() {
        return vec![Line::of("Nobody is named who could have anything to do.", Tint::Faint)];
    }
    let names = view.plan.model.resources().map(|of| {
        let indent = if of.team().is_some() { INDENT } else { 0 };
        indent + width(&titled(of.title(), of.name()))
    });
    let widest = (columns * NAME_PART / 100).clamp(NAME.0, NAME.1);
    let name = names.max().unwrap_or(0).clamp(NAME.0, widest);
    let has_peak = columns >= WITH_PEAK;
    let room = columns.saturating_sub(name + BUSY + 2 + if has_peak { PEAK } else { 0 }).max(4);
    let px = Px::whole(i64::try_from(room).unwrap_or(i64::MAX / COLUMN).saturating_mul(COLUMN));
    let periods = Periods::of(view, (Px::ZERO, px));
    let rows = rows(view, &periods);
    let count = periods.all.len().max(1);
    let bars = (room / count).clamp(1, WIDEST) * count;
    let picture = Picture { name, bars: bars.min(room), has_peak, periods: &periods };
    let mut lines = Vec::new();
    // A number and its sign stay on one line.
    let news = news(view, &rows, &periods).parts.join(". ").replace(" %", "%");
    for words in wrapped(&clean(&news), columns, 3) {
        lines.push(Line::of(words, Tint::Plain));
    }
    lines.push(Line::default());
    lines.extend(picture.axis(view));
    for row in &rows {
        match row {
            Row::Heading(title) => {
                lines.push(Line::default());
                lines.push(Line::of(fitted(&clean(title), columns), Tint::Strong));
            }
            Row::Of(facts) => lines.push(picture.row(facts, legend)),
        }
    }
    lines
}

struct Picture<'p> {
    name: usize,
    /// How many columns the bars have.
    bars: usize,
    has_peak: bool,
    periods: &'p Periods,
}

impl Picture<'_> {
    fn axis(&self, view: &PlanView<'_, '_>) -> Vec<Line> {
        let (first, last) = (self.periods.all.first(), self.periods.all.last());
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        let drawn = |at: Moment| Drawn(at.minutes());
        let scale = Scale::new(drawn(first.from), drawn(last.to), self.bars);
        let asked = view.view.columns;
        let asked = asked.and_then(|of| units(of, view.plan.model));
        let mut lines: Vec<Line> = Vec::new();
        for strip in axis(&scale, None, asked) {
            let mut line = Line::default();
            line.fill(self.name + BUSY + 2);
            line.append(strip.line());
            lines.push(line);
        }
        let today = view.plan.today().and_then(|today| scale.column(Drawn::start_of(today)));
        if let Some(column) = today {
            let mut strip = Strip::new(self.bars.max(column + 7));
            strip.put(column, '▼', Tint::Today);
            strip.write(column + 2, "today", Tint::Today);
            let mut line = Line::default();
            line.fill(self.name + BUSY + 2);
            line.append(strip.line());
            lines.push(line);
        }
        lines
    }

    fn row(&self, facts: &Facts<'_>, legend: &mut Legend) -> Line {
        let indent = if facts.is_member { INDENT } else { 0 };
        let mut line = Line::default();
        line.push(" ".repeat(indent), Tint::Plain);
        let title = titled(facts.who.title(), facts.who.name());
        let is_team = facts.who.members().next().is_some();
        let tint = if is_team { Tint::Strong } else { Tint::Plain };
        line.push(fitted(&title, self.name - indent), tint);
        let busy = facts.busy().map(|busy| format!("{}%", busy.min(99_999))).unwrap_or_default();
        line.fill((self.name + BUSY).saturating_sub(width(&busy)));
        line.push(busy, Tint::Faint);
        line.fill(self.name + BUSY + 2);
        line.append(self.bars(facts, legend).line());
        if self.has_peak {
            line.fill(self.name + BUSY + 2 + self.bars);
            line.append(self.peak(facts));
        }
        line
    }

    /// A bar a period; where there is less than a column for each, the highest of those that share one.
    fn bars(&self, facts: &Facts<'_>, legend: &mut Legend) -> Strip {
        let mut strip = Strip::new(self.bars);
        let count = facts.cells.len().max(1);
        let each = self.bars / count;
        let mut shown: Vec<Option<&Cell>> = vec![None; self.bars];
        for (at, cell) in facts.cells.iter().enumerate() {
            let Some(slot) = shown.get_mut(at * self.bars / count) else { continue };
            if slot.is_none_or(|before| height(before) < height(cell)) {
                *slot = Some(cell);
            }
        }
        for (column, cell) in shown.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let (sign, tint) = bar(cell, legend);
            // A column of air keeps wide bars apart.
            let wide = if each > 2 { each - 1 } else { each.max(1) };
            for behind in 0..wide {
                strip.put(column + behind, sign, tint);
            }
            if is_over(cell) {
                strip.put(column, '‼', tint);
            }
        }
        strip
    }

    /// `‼ 150% · 13 Apr`
    fn peak(&self, facts: &Facts<'_>) -> Line {
        let Some((percent, at)) = facts.peak else { return Line::default() };
        let day = self.periods.all.get(at).map(|period: &Period| period.days().0.short());
        let words = format!("{}% · {}", percent.min(9_999), day.unwrap_or_default());
        if facts.is_overloaded() {
            Line::of(format!("  ‼ {words}"), Tint::Late)
        } else {
            Line::of(format!("    {words}"), Tint::Faint)
        }
    }
}

/// Whether more is asked for than there is, in all or at once.
fn is_over(cell: &Cell) -> bool {
    cell.is_over() || cell.clash.is_some() && !cell.is_past
}

/// How high a bar is, as it is compared with others.
fn height(cell: &Cell) -> (bool, i64) {
    (is_over(cell), cell.load.percent().unwrap_or(0))
}

/// The colour of what takes most of a period.
fn tint(cell: &Cell) -> Tint {
    let shown = cell.pieces.iter().filter_map(|piece| Some((piece.paint?, piece.ahead)));
    let most = shown.max_by_key(|(paint, ahead)| (*ahead, Reverse(*paint)));
    most.map_or(Tint::Faint, |(paint, _)| paint.into())
}

/// The sign of a period: how much of what somebody has is asked for.
fn bar(cell: &Cell, legend: &mut Legend) -> (char, Tint) {
    let load = &cell.load;
    if is_over(cell) {
        legend.has(Sign::Overload);
        return ('█', Tint::Late);
    }
    if load.work() <= Minutes::ZERO {
        let is_away = load.capacity <= Minutes::ZERO && load.regular > Minutes::ZERO;
        legend.has_if(is_away, Sign::Away);
        return if is_away { ('×', Tint::Faint) } else { ('·', Tint::Faint) };
    }
    let percent = load.percent().unwrap_or(100).clamp(1, 100);
    let most = i64::try_from(HEIGHTS.len()).unwrap_or(1);
    let height = usize::try_from((percent * most + 99) / 100).unwrap_or(1).max(1);
    let sign = HEIGHTS.get(height - 1).or(HEIGHTS.last()).copied().unwrap_or('▇');
    (sign, if cell.is_past { Tint::Faint } else { tint(cell) })
}
