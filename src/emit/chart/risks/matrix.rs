//! The matrix: probability by fifths upward, impact in five bands to the right, each rated risk as a disc in its cell.
//!
//! The bands of an impact in time end at 1, 2, 5, 10, 20 working days, or farther along that series where a risk costs more; those
//! of money at the same steps up to the costliest. Where a risk costs both, its worse band counts: the one can't be had for the
//! other. How severe a cell is follows from the product of its two numbers, 1 to 5 each, as in most registers.

use super::super::Px;
use super::super::label::{Align, Ink, Label};
use super::super::look;
use super::super::page::{Type, disc, disc_radius, short};
use super::super::palette::Hue;
use super::super::scene::{Area, Card, Mark};
use super::entry::{Entry, Stand};
use crate::model::Share;
use crate::plan::Exposure;
use crate::time::Minutes;

/// So many bands each way.
const BANDS: usize = 5;
/// Between cells.
const GAP: Px = Px::whole(3);
/// Between discs.
const DISC_GAP: Px = Px::whole(4);
/// From labels to cells.
const LABEL_GAP: Px = Px::whole(8);
/// The last band of time reaches at least so many working days.
const LEAST_DAYS: i64 = 20;

/// How severe a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Severity {
    Low,
    Medium,
    High,
}

impl Severity {
    /// All, the least first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Of a cell, by its bands counted from nought.
    pub const fn of(probability: usize, impact: usize) -> Self {
        match (probability + 1) * (impact + 1) {
            0..=4 => Self::Low,
            5..=11 => Self::Medium,
            _ => Self::High,
        }
    }

    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Its ground.
    pub(in super::super) const fn hue(self) -> Hue {
        match self {
            Self::Low => Hue::RiskLow,
            Self::Medium => Hue::RiskMedium,
            Self::High => Hue::RiskHigh,
        }
    }
}

/// Where the bands of the axes end.
#[derive(Debug, PartialEq, Eq)]
pub struct Bands {
    /// In working days, if time is lost to any risk.
    pub days: Option<[i64; BANDS]>,
    /// In whole units of money, if any risk costs some.
    pub money: Option<[i64; BANDS]>,
    day: Minutes,
}

impl Bands {
    /// The bands that hold these risks.
    pub fn of(entries: &[Entry<'_>], day: Minutes) -> Self {
        let impacts = || entries.iter().filter_map(|entry| Some(entry.row.rating()?.1));
        let days = impacts().filter_map(|of| of.time).map(|time| days(time, day)).max();
        let money = impacts().filter_map(|of| of.money).map(|money| units(money.0)).max();
        Self {
            days: days.map(|most| borders(most.max(LEAST_DAYS))),
            money: money.map(borders),
            day,
        }
    }

    /// The cell of a risk: its bands of probability and of impact.
    pub fn cell(&self, probability: Share, impact: Exposure) -> (usize, usize) {
        // What is on a border belongs to what lies before it.
        let fifth = usize::try_from((probability.0 - 1).max(0) / 200).unwrap_or(0).min(BANDS - 1);
        let time = self.days.zip(impact.time);
        let money = self.money.zip(impact.money);
        let time = time.map(|(ends, time)| band(&ends, days(time, self.day)));
        let money = money.map(|(ends, money)| band(&ends, units(money.0)));
        (fifth, time.max(money).unwrap_or(0))
    }
}

/// So many whole days, a part of one counted as one.
fn days(time: Minutes, day: Minutes) -> i64 {
    let day = day.0.max(1);
    time.0.saturating_add(day - 1).div_euclid(day)
}

/// So many whole units of money, a part of one counted as one.
fn units(thousandths: i64) -> i64 {
    thousandths.saturating_add(999).div_euclid(1000)
}

fn band(ends: &[i64; BANDS], amount: i64) -> usize {
    ends.iter().position(|end| amount <= *end).unwrap_or(BANDS - 1)
}

/// Five steps of 1, 2, 5, 10, 20 … of which the last reaches so far.
fn borders(most: i64) -> [i64; BANDS] {
    let powers = std::iter::successors(Some(1_i64), |power| power.checked_mul(10));
    let mut steps = powers.flat_map(|power| [1, 2, 5].map(|step| power.saturating_mul(step)));
    let mut last = [0; BANDS].map(|_| steps.next().unwrap_or(i64::MAX));
    for step in steps {
        if last.last().is_some_and(|end| most <= *end) {
            break;
        }
        last.rotate_left(1);
        if let Some(end) = last.last_mut() {
            *end = step;
        }
    }
    last
}

/// The matrix from `left`, so wide, its first label at `top`; and where it ends.
pub(super) fn matrix<'m>(
    entries: &[Entry<'m>],
    bands: &Bands,
    (left, width, top): (Px, Px, Px),
    (set, currency): (Type, &str),
) -> (Vec<Mark<'m>>, Px) {
    let labels = set.small.width("100 %") + LABEL_GAP;
    let side = Px((width - labels).0 / 5);
    let radius = disc_radius(entries.len(), set);
    let grid = Grid { left: left + labels, side, radius, set };
    let cells = filled(entries, bands);
    let heights: Vec<Px> = (0..BANDS).map(|row| grid.height(&cells, row)).collect();
    let mut marks = Vec::new();
    let drop = set.small.drop();
    let title = Label::new("Probability", set.small_strong, Ink::Muted);
    marks.push(Mark::Text(title.at(left, Align::Start, top + set.leading.half() + drop)));
    let mut y = top + set.leading + LABEL_GAP;
    for row in (0..BANDS).rev() {
        let height = heights.get(row).copied().unwrap_or_default();
        let tick = Label::new(format!("{} %", (row + 1) * 20), set.small, Ink::Muted);
        marks.push(Mark::Text(tick.at(grid.left - LABEL_GAP, Align::End, y + drop)));
        for column in 0..BANDS {
            grid.cell(&mut marks, (row, column), (y, height), &cells);
        }
        y = y + height;
    }
    let nought = Label::new("0 %", set.small, Ink::Muted);
    marks.push(Mark::Text(nought.at(grid.left - LABEL_GAP, Align::End, y + drop)));
    let bottom = grid.below(&mut marks, bands, y + LABEL_GAP, currency);
    (marks, bottom)
}

/// The risks of each cell, a row of the matrix behind the other.
fn filled<'e, 'm>(entries: &'e [Entry<'m>], bands: &Bands) -> Vec<Vec<&'e Entry<'m>>> {
    let mut cells = vec![Vec::new(); BANDS * BANDS];
    for entry in entries.iter().filter(|entry| entry.stand == Stand::Rated) {
        let Some((probability, impact)) = entry.row.rating() else { continue };
        let (row, column) = bands.cell(probability, impact);
        if let Some(cell) = cells.get_mut(row * BANDS + column) {
            cell.push(entry);
        }
    }
    cells
}

/// Where cells stand.
struct Grid {
    left: Px,
    side: Px,
    radius: Px,
    set: Type,
}

impl Grid {
    /// From one disc to the next.
    fn pitch(&self) -> Px {
        self.radius.times(2) + DISC_GAP
    }

    /// How many discs stand side by side in a cell.
    fn across(&self) -> usize {
        let room = self.side - GAP.times(2) + DISC_GAP;
        usize::try_from(room.0 / self.pitch().0.max(1)).unwrap_or(1).max(1)
    }

    /// A row of cells is as high as the fullest of them needs.
    fn height(&self, cells: &[Vec<&Entry<'_>>], row: usize) -> Px {
        let own = cells.iter().skip(row * BANDS).take(BANDS);
        let most = own.map(|cell| cell.len().div_ceil(self.across())).max().unwrap_or(0);
        let least = Px(self.side.0 * 3 / 4);
        least.max(self.pitch().times_count(most) + GAP.times(4)).ceil()
    }

    fn cell<'m>(
        &self,
        marks: &mut Vec<Mark<'m>>,
        (row, column): (usize, usize),
        (y, height): (Px, Px),
        cells: &[Vec<&Entry<'m>>],
    ) {
        let x = self.left + self.side.times_count(column);
        let area = Area::new(x, y, self.side - GAP, height - GAP);
        let look = look::area(Severity::of(row, column).hue());
        marks.push(Mark::Rect { look, area, radius: Px::whole(3) });
        let Some(own) = cells.get(row * BANDS + column) else { return };
        let across = self.across();
        let lines = own.chunks(across);
        let first = area.top + (area.height() - self.pitch().times_count(lines.len())).half();
        for (line, discs) in lines.enumerate() {
            let begin = x + (area.width() - self.pitch().times_count(discs.len())).half();
            let centre = first + self.pitch().times_count(line) + self.pitch().half();
            for (at, entry) in discs.iter().enumerate() {
                let middle = begin + self.pitch().times_count(at) + self.pitch().half();
                marks.push(numbered(entry, (middle, centre), self.radius, self.set));
            }
        }
    }

    /// Where the bands of impact end, in time and in money, and what that is.
    fn below(&self, marks: &mut Vec<Mark<'_>>, bands: &Bands, top: Px, currency: &str) -> Px {
        let set = self.set;
        let time = bands.days.map(|ends| (ends, "days"));
        let money = bands.money.map(|ends| (ends, currency));
        let mut y = top;
        for (ends, unit) in [time, money].into_iter().flatten() {
            let middle = y + set.leading.half() + set.small.drop();
            let room = self.left - LABEL_GAP;
            let unit = Label::new(unit.to_owned(), set.small, Ink::Muted).within(room);
            marks.push(Mark::Text(unit.at(self.left - LABEL_GAP, Align::End, middle)));
            for (column, end) in ends.iter().enumerate() {
                let x = self.left + self.side.times_count(column + 1) - GAP;
                let tick = Label::new(short(*end), set.small, Ink::Muted).within(self.side - GAP);
                marks.push(Mark::Text(tick.at(x, Align::End, middle)));
            }
            y = y + set.leading;
        }
        let title = if time.is_some() && money.is_some() {
            "Impact up to, the worse of the two"
        } else {
            "Impact up to"
        };
        let room = self.side.times_count(BANDS) - GAP;
        let label = Label::new(title, set.small_strong, Ink::Muted).within(room);
        let right = self.left + room;
        let middle = y + Px::whole(4) + set.leading.half() + set.small.drop();
        marks.push(Mark::Text(label.at(right, Align::End, middle)));
        y + Px::whole(4) + set.leading
    }
}

/// The disc of a risk, with all that is said of it where a pointer rests there.
pub(super) fn numbered<'m>(entry: &Entry<'m>, centre: (Px, Px), radius: Px, set: Type) -> Mark<'m> {
    let mut marks = disc(entry.number, centre, radius, look::DISC, set);
    let ring = radius + Px::whole(2);
    if entry.is_overdue {
        marks.push(Mark::Circle { look: look::DISC_RING, centre, radius: ring });
    }
    let (x, y) = centre;
    let area = Area::new(x - ring, y - ring, ring.times(2), ring.times(2));
    let (tooltip, link) = (entry.tooltip(), entry.link());
    Mark::Card(Box::new(Card { item: None, tooltip, link, area, marks }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Money;

    fn bands() -> Bands {
        Bands { days: Some(borders(LEAST_DAYS)), money: Some(borders(160_000)), day: Minutes(480) }
    }

    #[test]
    fn bands_reach_as_far_as_the_worst() {
        assert_eq!(borders(20), [1, 2, 5, 10, 20]);
        assert_eq!(borders(21), [2, 5, 10, 20, 50]);
        assert_eq!(borders(160_000), [10_000, 20_000, 50_000, 100_000, 200_000]);
        assert_eq!(borders(0), [1, 2, 5, 10, 20]);
        assert!(borders(i64::MAX).is_sorted());
    }

    #[test]
    fn a_risk_stands_where_its_numbers_say() {
        let days = |days: i64| Exposure { time: Some(Minutes(days * 480)), money: None };
        // On a border it belongs to what lies before.
        assert_eq!(bands().cell(Share(200), days(5)), (0, 2));
        assert_eq!(bands().cell(Share(201), days(6)), (1, 3));
        assert_eq!(bands().cell(Share(1000), days(20)), (4, 4));
        assert_eq!(bands().cell(Share(0), days(0)), (0, 0));
        // The worse of time and money counts.
        let both = Exposure { time: Some(Minutes(480)), money: Some(Money(120_000_000)) };
        assert_eq!(bands().cell(Share(500), both), (2, 4));
    }

    #[test]
    fn severity_is_a_product() {
        assert_eq!(Severity::of(0, 3), Severity::Low);
        assert_eq!(Severity::of(0, 4), Severity::Medium);
        assert_eq!(Severity::of(2, 3), Severity::High);
    }
}
