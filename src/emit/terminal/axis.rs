//! The axis of time: two lines of names, in the units that have room for them.

use super::line::{Strip, Tint};
use super::text::width;
use crate::emit::chart::axis::{Unit, begins};
use crate::emit::chart::scale::{Drawn, Hours};

/// Fine unit, coarse unit, and how many columns the fine one has to have. The first that has them is taken.
const TIERS: [(Unit, Unit, i64); 14] = [
    (Unit::Minutes(30), Unit::Day, 7),
    (Unit::Minutes(60), Unit::Day, 7),
    (Unit::Minutes(120), Unit::Day, 7),
    (Unit::Minutes(360), Unit::Day, 7),
    (Unit::Day, Unit::Month, 3),
    (Unit::Week, Unit::Month, 3),
    (Unit::Month, Unit::Years(1), 4),
    (Unit::Quarter, Unit::Years(1), 3),
    (Unit::Years(1), Unit::Years(10), 5),
    (Unit::Years(10), Unit::Years(100), 5),
    (Unit::Years(100), Unit::Years(1000), 5),
    (Unit::Years(500), Unit::Years(5000), 5),
    (Unit::Years(1000), Unit::Years(10_000), 5),
    (Unit::Years(5000), Unit::Years(10_000), 0),
];

/// Halves of a column.
pub(super) const HALVES: i64 = 2;

/// Where a moment is: so many columns from one moment to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) start: Drawn,
    /// At least a minute.
    pub(super) minutes: i64,
    pub(super) columns: usize,
}

impl Scale {
    pub(super) fn new(start: Drawn, end: Drawn, columns: usize) -> Self {
        Self { start, minutes: end.since(start).max(1), columns: columns.max(1) }
    }

    /// The nearest half of a column, counted from the left; negative before it.
    pub(super) fn half(&self, at: Drawn) -> i64 {
        let halves = i128::from(self.halves()) * i128::from(at.since(self.start));
        let minutes = i128::from(self.minutes);
        let nearest = (halves * 2 + minutes).div_euclid(minutes * 2);
        i64::try_from(nearest).unwrap_or(if nearest < 0 { i64::MIN } else { i64::MAX })
    }

    /// How many halves there are.
    pub(super) fn halves(&self) -> i64 {
        i64::try_from(self.columns).unwrap_or(i64::MAX / HALVES).saturating_mul(HALVES)
    }

    /// The column in which a moment begins, if it is in the picture.
    pub(super) fn column(&self, at: Drawn) -> Option<usize> {
        let minutes = at.since(self.start);
        let columns = i128::try_from(self.columns).ok()?;
        let column = i128::from(minutes) * columns / i128::from(self.minutes);
        if minutes < 0 || minutes > self.minutes {
            return None;
        }
        usize::try_from(column).ok().map(|column| column.min(self.columns - 1))
    }

    /// Whether a unit has so many columns at least.
    fn holds(&self, minutes: i64, columns: i64) -> bool {
        let own = i128::from(minutes) * i128::try_from(self.columns).unwrap_or(0);
        own >= i128::from(columns) * i128::from(self.minutes)
    }
}

/// The units that fit, the fine and the coarse one.
fn units(scale: &Scale, hours: Option<&Hours>, asked: Option<(Unit, Unit)>) -> (Unit, Unit) {
    if let Some(asked) = asked.filter(|(fine, _)| scale.holds(fine.minutes(), 3)) {
        return asked;
    }
    let fits = |(fine, _, columns): &&(Unit, Unit, i64)| match (fine, hours) {
        (Unit::Minutes(minutes), Some(hours)) => scale.holds(hours.stretch(*minutes), *columns),
        (Unit::Minutes(_), None) => false,
        _ => scale.holds(fine.minutes(), *columns),
    };
    let last = (Unit::Years(5000), Unit::Years(10_000));
    TIERS.iter().find(fits).map_or(last, |(fine, coarse, _)| (*fine, *coarse))
}

/// The two lines, the coarse one first.
pub(super) fn axis(
    scale: &Scale,
    hours: Option<&Hours>,
    asked: Option<(Unit, Unit)>,
) -> [Strip; 2] {
    let (fine, coarse) = units(scale, hours, asked);
    let hours = hours.copied().unwrap_or(Hours::CLOCK);
    let mut year = None;
    let coarse = names(scale, coarse, hours, Tint::Strong, |begin| {
        let own = begin.date().year();
        let names = coarse.coarse_names(begin, year != Some(own));
        year = Some(own);
        names
    });
    // Of names that are one as long as the other the short ones: there is no room for more.
    let fine = names(scale, fine, hours, Tint::Faint, |begin| {
        fine.fine_names(begin).into_iter().rev().take(1).collect()
    });
    [coarse, fine]
}

/// The names of units, each where it begins, if it has room.
fn names(
    scale: &Scale,
    unit: Unit,
    hours: Hours,
    tint: Tint,
    mut names: impl FnMut(Drawn) -> Vec<String>,
) -> Strip {
    let mut strip = Strip::new(scale.columns);
    let mut begins = begins(unit, scale.start, hours).peekable();
    while let Some((at, begin)) = begins.next() {
        if at.since(scale.start) >= scale.minutes {
            break;
        }
        let left = scale.column(at.max(scale.start)).unwrap_or(0);
        let right = begins.peek().and_then(|(next, _)| scale.column(*next));
        // The last one may go on to the edge.
        let room = right.map_or(scale.columns - left, |right| right.saturating_sub(left + 1));
        if let Some(name) = names(begin).into_iter().find(|name| width(name) <= room) {
            strip.write(left, &name, tint);
        }
    }
    strip
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    fn made(days: i64, columns: usize) -> [String; 2] {
        let start = Drawn::start_of(Date::new(2026, 3, 2).unwrap());
        let scale = Scale::new(start, start.plus(days * 24 * 60), columns);
        axis(&scale, None, None).map(|strip| strip.line().within(columns).plain())
    }

    #[test]
    fn the_units_fit_the_span() {
        assert_eq!(
            made(84, 48),
            [
                "March 2026       April            May",
                "2   9   16  23  30  6   13  20  27  4   11  18"
            ]
        );
        assert_eq!(made(365, 52)[1], "Q1  Q2           Q3           Q4           Q1");
        assert_eq!(made(3 * 365, 40)[0], "2026       2027         2028");
    }

    #[test]
    fn a_moment_has_a_half_of_a_column() {
        let start = Drawn::start_of(Date::new(2026, 3, 2).unwrap());
        let day = |days: i64| start.plus(days * 24 * 60);
        let scale = Scale::new(start, day(10), 10);
        assert_eq!((scale.half(day(0)), scale.half(day(5)), scale.half(day(10))), (0, 10, 20));
        assert_eq!((scale.half(day(-1)), scale.column(day(-1))), (-2, None));
        assert_eq!((scale.column(day(9)), scale.column(day(10))), (Some(9), Some(9)));
    }

    #[test]
    fn no_span_is_too_long_or_too_short() {
        for days in [0, 1, 5, 100, 10_000, 3_000_000] {
            for columns in [1, 2, 9, 30, 300] {
                assert!(made(days, columns).iter().all(|line| width(line) <= columns));
            }
        }
    }
}
