//! The time axis: a coarse and a fine unit that fit the span, so that no two labels touch.

mod unit;

pub use unit::Unit;

use super::Px;
use super::label::{Align, Ink, Label, Style};
use super::scale::{Drawn, Hours, Scale};
use crate::model::{Columns, Model};
use crate::time::Date;

/// From a unit's line to its label.
const LABEL_GAP: Px = Px::whole(6);
/// The same where that leaves no room for all: two digits in the cell of a day.
const NARROW_GAP: Px = Px::whole(4);
/// The least room between a label and the next line.
const LABEL_END: Px = Px::whole(4);

/// Fine unit, coarse unit, and how wide the fine one must be at least. The first that is wide enough is taken.
const TIERS: [(Unit, Unit, Px); 24] = [
    (Unit::Minutes(5), Unit::Day, Px::whole(46)),
    (Unit::Minutes(15), Unit::Day, Px::whole(46)),
    (Unit::Minutes(30), Unit::Day, Px::whole(46)),
    (Unit::Minutes(60), Unit::Day, Px::whole(46)),
    (Unit::Minutes(120), Unit::Day, Px::whole(46)),
    (Unit::Minutes(180), Unit::Day, Px::whole(46)),
    (Unit::Minutes(360), Unit::Day, Px::whole(60)),
    (Unit::Day, Unit::Week, Px::whole(24)),
    (Unit::Week, Unit::Month, Px::whole(44)),
    (Unit::Month, Unit::Quarter, Px::whole(36)),
    (Unit::Quarter, Unit::Years(1), Px::whole(32)),
    (Unit::Years(1), Unit::Years(10), Px::whole(44)),
    (Unit::Years(2), Unit::Years(10), Px::whole(44)),
    (Unit::Years(5), Unit::Years(50), Px::whole(44)),
    (Unit::Years(10), Unit::Years(100), Px::whole(44)),
    (Unit::Years(20), Unit::Years(100), Px::whole(44)),
    (Unit::Years(50), Unit::Years(500), Px::whole(44)),
    (Unit::Years(100), Unit::Years(1000), Px::whole(44)),
    (Unit::Years(200), Unit::Years(1000), Px::whole(44)),
    (Unit::Years(500), Unit::Years(1000), Px::whole(44)),
    (Unit::Years(1000), Unit::Years(5000), Px::whole(44)),
    (Unit::Years(2000), Unit::Years(10_000), Px::whole(44)),
    (Unit::Years(5000), Unit::Years(10_000), Px::whole(44)),
    (Unit::Years(10_000), Unit::Years(10_000), Px::ZERO),
];

/// The time axis.
#[derive(Debug)]
pub struct Axis<'m> {
    /// The fine unit.
    pub fine: Unit,
    /// The coarse unit.
    pub coarse: Unit,
    /// Where a fine unit begins, the left edge left out.
    pub fine_lines: Vec<Px>,
    /// Where a coarse unit begins, the left edge left out.
    pub coarse_lines: Vec<Px>,
    /// Names of the units that have room for one.
    pub labels: Vec<Label<'m>>,
}

/// Which units fit a scale. Hours are told where it is said which of them fill a day.
pub fn tiers(scale: &Scale, hours: Option<&Hours>) -> (Unit, Unit) {
    let fits = |(fine, _, width): &&(Unit, Unit, Px)| match (fine, hours) {
        (Unit::Minutes(minutes), Some(hours)) => scale.px(hours.stretch(*minutes)) >= *width,
        (Unit::Minutes(_), None) => false,
        _ => scale.px(fine.minutes()) >= *width,
    };
    let found =
        TIERS.iter().find(fits).unwrap_or(&(Unit::Years(10_000), Unit::Years(10_000), Px::ZERO));
    (found.0, found.1)
}

/// The axis from the scale's left edge to `right`, its two lines of labels on these baselines, in the units that fit it.
pub fn axis<'m>(
    scale: &Scale,
    hours: Option<&Hours>,
    right: Px,
    coarse_baseline: Px,
    fine_baseline: Px,
) -> Axis<'m> {
    axis_of(tiers(scale, hours), scale, hours, right, (coarse_baseline, fine_baseline))
}

/// The units that columns of this kind ask for, the fine and the coarse one; `None` of columns that are no time.
pub fn units(columns: Columns, model: &Model) -> Option<(Unit, Unit)> {
    Some(match columns {
        Columns::Week => (Unit::IsoWeek, Unit::Month),
        Columns::Month => (Unit::Month, Unit::Quarter),
        Columns::Quarter => (Unit::Quarter, Unit::Years(1)),
        Columns::Half => (Unit::Half, Unit::Years(1)),
        Columns::Year => (Unit::Years(1), Unit::Years(10)),
        Columns::Horizon => return None,
        Columns::Cadence(at) => {
            let cadence = model.cadences.get(usize::try_from(at).ok()?)?;
            let days = cadence.days.max(1);
            (Unit::Period { from: cadence.from, days }, Unit::Month)
        }
    })
}

/// The axis in these units, the fine and the coarse one, with its lines of labels on these baselines, the coarse one first.
pub fn axis_of<'m>(
    (fine, coarse): (Unit, Unit),
    scale: &Scale,
    hours: Option<&Hours>,
    right: Px,
    baselines: (Px, Px),
) -> Axis<'m> {
    axis_in((Style::SmallStrong, Style::Small), (fine, coarse), (scale, hours), right, baselines)
}

/// The same with its labels in these styles, the coarse ones first.
pub fn axis_in<'m>(
    styles: (Style, Style),
    (fine, coarse): (Unit, Unit),
    (scale, hours): (&Scale, Option<&Hours>),
    right: Px,
    (coarse_baseline, fine_baseline): (Px, Px),
) -> Axis<'m> {
    let coarse_cells = cells(coarse, scale, hours, right);
    let fine_cells = cells(fine, scale, hours, right);
    let mut labels = coarse_labels(coarse, &coarse_cells, (styles.0, coarse_baseline));
    labels.extend(fine_labels(fine, &fine_cells, (styles.1, fine_baseline)));
    let coarse_lines = lines(&coarse_cells);
    let mut fine_lines = lines(&fine_cells);
    fine_lines.retain(|x| coarse_lines.binary_search(x).is_err());
    Axis { fine, coarse, fine_lines, coarse_lines, labels }
}

/// One unit of the axis, clipped to it.
struct Cell {
    /// The moment that it is named for.
    begin: Drawn,
    left: Px,
    right: Px,
    /// Whether it begins before the axis does.
    is_clipped: bool,
}

fn cells(unit: Unit, scale: &Scale, hours: Option<&Hours>, right: Px) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut begins = begins(unit, scale.start, hours.copied().unwrap_or(Hours::CLOCK)).peekable();
    while let Some((at, begin)) = begins.next().filter(|(at, _)| scale.x(*at) < right) {
        let x = scale.x(at);
        let end = begins.peek().map_or(right, |(next, _)| scale.x(*next).min(right));
        cells.push(Cell { begin, left: x.max(scale.left), right: end, is_clipped: x < scale.left });
    }
    cells
}

/// Where units begin, from the one that a moment lies in, each with the moment that it is named for.
pub fn begins(unit: Unit, start: Drawn, hours: Hours) -> Box<dyn Iterator<Item = (Drawn, Drawn)>> {
    let Unit::Minutes(step) = unit else {
        let first = Some(unit.floor(start));
        let begins = std::iter::successors(first, move |begin| unit.next(*begin));
        return Box::new(begins.map(|begin| (begin, begin)));
    };
    let days = std::iter::successors(Some(start.date()), |date| date.plus_days(1));
    let ticks = days.flat_map(move |date| hours.ticks(date, step));
    let mut ticks = ticks.peekable();
    let mut first = ticks.next();
    while let Some(next) = ticks.next_if(|(at, _)| *at <= start) {
        first = Some(next);
    }
    Box::new(first.into_iter().chain(ticks))
}

/// Where the unit begins that a moment lies in.
pub fn floor(unit: Unit, moment: Drawn, hours: Option<&Hours>) -> Drawn {
    let hours = hours.copied().unwrap_or(Hours::CLOCK);
    begins(unit, moment, hours).next().map_or(moment, |(at, _)| at)
}

fn lines(cells: &[Cell]) -> Vec<Px> {
    cells.iter().skip(1).map(|cell| cell.left).collect()
}

impl Cell {
    /// The longest of these names that has room so far behind the line, if any does.
    fn label<'m>(
        &self,
        names: Vec<String>,
        style: Style,
        baseline: Px,
        gap: Px,
    ) -> Option<Label<'m>> {
        let room = self.right - self.left - gap - LABEL_END;
        let x = self.left + gap;
        let mut labels = names.into_iter().map(|name| Label::new(name, style, Ink::Muted));
        labels.find(|label| label.width <= room).map(|label| label.at(x, Align::Start, baseline))
    }
}

fn coarse_labels<'m>(unit: Unit, cells: &[Cell], (style, baseline): (Style, Px)) -> Vec<Label<'m>> {
    let mut year = None;
    let mut labels = Vec::new();
    for cell in cells {
        let own = cell.begin.date().year();
        let names = unit.coarse_names(cell.begin, year != Some(own));
        let Some(label) = cell.label(names, style, baseline, LABEL_GAP) else {
            continue;
        };
        if label.text.contains(&own.to_string()) {
            year = Some(own);
        }
        labels.push(label);
    }
    labels
}

/// Fine units are named alike: all long or all short.
fn fine_labels<'m>(unit: Unit, cells: &[Cell], (style, baseline): (Style, Px)) -> Vec<Label<'m>> {
    let forms = cells.first().map_or(0, |cell| unit.fine_names(cell.begin).len());
    let in_form = |form: usize, gap: Px| -> Vec<Option<Label<'m>>> {
        let name =
            |cell: &Cell| unit.fine_names(cell.begin).into_iter().skip(form).take(1).collect();
        cells.iter().map(|cell| cell.label(name(cell), style, baseline, gap)).collect()
    };
    let is_whole = |labels: &[Option<Label<'m>>]| {
        let mut inner = labels.iter().zip(cells).skip(1).take(labels.len().saturating_sub(2));
        inner.all(|(label, cell)| label.is_some() || cell.is_clipped)
    };
    let mut best = Vec::new();
    let narrow = forms.checked_sub(1).map(|last| (last, NARROW_GAP));
    for (form, gap) in (0..forms).map(|form| (form, LABEL_GAP)).chain(narrow) {
        best = in_form(form, gap);
        if is_whole(&best) {
            break;
        }
    }
    best.into_iter().flatten().collect()
}

/// A day in the words of the axis, for the pill of today: `16 March`, with its year where the axis shows years.
pub fn day_name(date: Date, fine: Unit) -> String {
    let named = date.long();
    match fine {
        Unit::Quarter | Unit::Years(_) => named,
        _ => named.rsplit_once(' ').map_or_else(|| named.clone(), |(day, _)| day.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60;

    fn made(days: i64) -> Axis<'static> {
        let start = Drawn::start_of(Date::new(2026, 1, 5).unwrap());
        let left = Px::whole(344);
        let scale = Scale { start, left, length: Px::whole(980), minutes: days * DAY };
        axis(&scale, Some(&Hours::CLOCK), Px::whole(1324), Px::whole(106), Px::whole(126))
    }

    fn names(axis: &Axis<'_>, style: Style) -> Vec<String> {
        axis.labels
            .iter()
            .filter(|label| label.style == style)
            .map(|label| label.text.to_string())
            .collect()
    }

    #[test]
    fn the_units_fit_the_span() {
        let units = |days| (made(days).fine, made(days).coarse);
        assert_eq!(units(1), (Unit::Minutes(120), Unit::Day));
        assert_eq!(units(10), (Unit::Day, Unit::Week));
        assert_eq!(units(90), (Unit::Week, Unit::Month));
        assert_eq!(units(180), (Unit::Month, Unit::Quarter));
        assert_eq!(units(5 * 365), (Unit::Quarter, Unit::Years(1)));
        assert_eq!(units(20 * 365), (Unit::Years(1), Unit::Years(10)));
        assert_eq!(units(7000 * 365), (Unit::Years(500), Unit::Years(1000)));
    }

    #[test]
    fn no_day_lacks_its_number() {
        for days in 14..60 {
            let axis = made(days);
            if axis.fine == Unit::Day {
                let expected = usize::try_from(days).unwrap();
                assert!(names(&axis, Style::Small).len() + 1 >= expected, "{days} days");
            }
        }
    }

    #[test]
    fn half_a_year_reads_as_people_say_it() {
        let axis = made(190);
        assert_eq!(names(&axis, Style::SmallStrong), ["Q1 2026", "Q2", "Q3"]);
        assert_eq!(names(&axis, Style::Small), ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]);
    }

    #[test]
    fn no_two_labels_touch_whatever_the_span() {
        for days in 1..3000 {
            let axis = made(days);
            for style in [Style::SmallStrong, Style::Small] {
                let labels: Vec<_> =
                    axis.labels.iter().filter(|label| label.style == style).collect();
                let touch =
                    labels.windows(2).find(|pair| pair[0].right() + Px::whole(3) > pair[1].left());
                assert!(touch.is_none(), "{days} days: {touch:?}");
                assert!(!labels.is_empty(), "{days} days");
            }
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_no_end_of_the_program() {
        let start = Drawn::start_of(Date::new(9990, 1, 1).unwrap());
        let scale = Scale { start, left: Px::ZERO, length: Px::whole(100), minutes: 365 * DAY };
        assert!(!axis(&scale, None, Px::whole(1000), Px::ZERO, Px::ZERO).labels.is_empty());
    }
}
