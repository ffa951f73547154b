//! What lies behind the bars: days on which nobody works, shaded, and the periods of a cadence.

use super::Px;
use super::axis::Unit;
use super::label::{Align, Ink, Label, Style, clean};
use super::scale::{Drawn, Hours, Scale};
use crate::model::{Cadence, Calendar};
use crate::time::Date;

/// The height of a lane of numbers.
pub(super) const CADENCE_HEIGHT: Px = Px::whole(18);

/// A lane of a cadence's numbers.
#[derive(Debug)]
pub struct CadenceLane<'m> {
    /// Its top.
    pub y: Px,
    /// What one is called, at the table's right edge.
    pub name: Label<'m>,
    /// Left and right edge of every other period, for a tint.
    pub tints: Vec<(Px, Px)>,
    /// Numbers that have room.
    pub numbers: Vec<Label<'m>>,
}

/// The least width of a period: narrower ones are no lane any more.
const NARROWEST_PERIOD: Px = Px::whole(5);

/// The lane of a cadence, if its periods can be told apart at this scale and any lies in the picture.
pub(super) fn cadence<'m>(
    cadence: &'m Cadence,
    scale: &Scale,
    right: Px,
    y: Px,
    name_right: Px,
) -> Option<CadenceLane<'m>> {
    let minutes = cadence.days.max(1).saturating_mul(24 * 60);
    let width = scale.px(minutes);
    if width < NARROWEST_PERIOD || cadence.days <= 0 {
        return None;
    }
    let baseline = y + CADENCE_HEIGHT.half() + Style::Faint.drop();
    let first = Drawn::start_of(cadence.from);
    let skipped = scale.start.since(first).div_euclid(minutes).max(0);
    let mut lane = CadenceLane {
        y,
        name: lane_name(cadence, name_right, baseline),
        tints: Vec::new(),
        numbers: Vec::new(),
    };
    let mut number = skipped;
    let mut free_from = scale.left;
    loop {
        let from = scale.x(first.plus(number.saturating_mul(minutes)));
        if from >= right {
            break;
        }
        let (left, end) = (from.max(scale.left), (from + width).min(right));
        number += 1;
        if number % 2 == 0 {
            lane.tints.push((left, end));
        }
        let label = Label::new(number.to_string(), Style::Faint, Ink::Muted);
        let label = label.at(left + (end - left).half(), Align::Middle, baseline);
        if label.left() >= free_from.max(scale.left) && label.right() <= right {
            free_from = label.right() + Px::whole(5);
            lane.numbers.push(label);
        }
    }
    (!lane.numbers.is_empty()).then_some(lane)
}

fn lane_name(cadence: &Cadence, right: Px, baseline: Px) -> Label<'_> {
    let name = cadence.title.as_deref().unwrap_or(&cadence.name);
    Label::new(clean(name), Style::Faint, Ink::Faint).within(Px::whole(160)).at(
        right,
        Align::End,
        baseline,
    )
}

/// Minutes of a civil day.
const DAY: i64 = 24 * 60;
/// What is narrower can't be seen.
const NARROWEST: Px = Px(25);
/// Days off in a row that are a break rather than a weekend.
const BREAK: usize = 4;

/// Shaded stretches from left edge to right edge, ascending.
pub(super) fn shading(
    calendar: &Calendar,
    scale: &Scale,
    right: Px,
    fine: Unit,
    hours: &Hours,
) -> Vec<(Px, Px)> {
    if scale.px(DAY.saturating_mul(8)) < NARROWEST {
        return Vec::new();
    }
    let clip = |(from, to): (Drawn, Drawn)| (scale.x(from).max(scale.left), scale.x(to).min(right));
    let closed = match fine {
        Unit::Minutes(_) if hours.is_clock() => nights(calendar, scale, right),
        Unit::Minutes(_) | Unit::Day | Unit::Week => days_off(calendar, scale, right, 1),
        _ => days_off(calendar, scale, right, BREAK),
    };
    closed.into_iter().map(clip).filter(|(from, to)| *to - *from >= NARROWEST).collect()
}

/// Stretches of days off that are at least so many days long.
fn days_off(calendar: &Calendar, scale: &Scale, right: Px, shortest: usize) -> Vec<(Drawn, Drawn)> {
    let first = scale.start.date();
    let days = usize::try_from(scale.at(right).date().days() - first.days() + 1).unwrap_or(0);
    let open = open_days(calendar, first, days);
    let mut stretches = Vec::new();
    let mut at = 0;
    for run in open.chunk_by(|one, other| one == other) {
        if run.first() == Some(&false) && run.len() >= shortest {
            let from = Drawn::start_of(first).plus(minutes(at));
            stretches.push((from, from.plus(minutes(run.len()))));
        }
        at += run.len();
    }
    stretches
}

fn minutes(days: usize) -> i64 {
    i64::try_from(days).unwrap_or(0).saturating_mul(DAY)
}

/// Whether each of so many days has working hours. Goes through the exceptions once, however many there are.
fn open_days(calendar: &Calendar, first: Date, days: usize) -> Vec<bool> {
    let date = |at: usize| first.plus_days(i64::try_from(at).unwrap_or(0)).unwrap_or(Date::MAX);
    let is_open = |date: Date| {
        let (_, month, day) = date.year_month_day();
        let weekly =
            calendar.week.get(date.weekday().index()).is_some_and(|hours| !hours.is_empty());
        weekly && !calendar.yearly.iter().any(|(of, on, _)| (*of, *on) == (month, day))
    };
    let mut open: Vec<bool> = (0..days).map(|at| is_open(date(at))).collect();
    for exception in &calendar.exceptions {
        let index = |day: Date| usize::try_from(day.days() - first.days()).unwrap_or(0).min(days);
        if exception.last < first {
            continue;
        }
        let behind = exception.last.plus_days(1).unwrap_or(Date::MAX);
        if let Some(days) = open.get_mut(index(exception.first)..index(behind)) {
            days.fill(!exception.hours.is_empty());
        }
    }
    open
}

/// What lies between the working hours, days off included.
fn nights(calendar: &Calendar, scale: &Scale, right: Px) -> Vec<(Drawn, Drawn)> {
    let (first, last) = (scale.start.date(), scale.at(right).date());
    let mut closed = Vec::new();
    let mut since = Drawn::start_of(first);
    for date in (first.days()..=last.days()).filter_map(|day| Date::from_days(day.into())) {
        for (opens, closes) in calendar.hours_of(date) {
            closed.push((since, Drawn::start_of(date).plus((*opens).into())));
            since = Drawn::start_of(date).plus((*closes).into());
        }
    }
    closed.push((since, scale.at(right)));
    closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Exception;
    use crate::text::Span;

    #[test]
    fn cadences_are_numbered_from_their_first_day() {
        let sprint = Cadence {
            name: "sprint".into(),
            title: Some("Sprint".into()),
            span: crate::text::Span::default(),
            from: Date::new(2026, 1, 5).unwrap(),
            days: 14,
        };
        let start = Drawn::start_of(Date::new(2026, 1, 5).unwrap());
        let scale =
            Scale { start, left: Px::whole(300), length: Px::whole(700), minutes: 70 * 24 * 60 };
        let lane = cadence(&sprint, &scale, Px::whole(1000), Px::ZERO, Px::whole(280)).unwrap();
        let numbers: Vec<_> = lane.numbers.iter().map(|label| label.text.as_ref()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    }

    fn scale(days: i64) -> Scale {
        // 2 March 2026 is a Monday.
        let start = Drawn::start_of(date(3, 2));
        Scale { start, left: Px::ZERO, length: Px::whole(700), minutes: days * DAY }
    }

    fn date(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    fn with_break(first: Date, last: Date) -> Calendar {
        let off =
            Exception { first, last, hours: Vec::new(), title: "".into(), span: Span::default() };
        Calendar { exceptions: vec![off], ..Calendar::standard() }
    }

    #[test]
    fn weekends_are_shaded_where_days_are_seen() {
        let shaded =
            shading(&Calendar::standard(), &scale(7), Px::whole(700), Unit::Day, &Hours::CLOCK);
        assert_eq!(shaded, [(Px::whole(500), Px::whole(700))]);
    }

    #[test]
    fn a_holiday_beside_a_weekend_is_one_stretch() {
        let calendar = with_break(date(3, 6), date(3, 6));
        let shaded = shading(&calendar, &scale(7), Px::whole(700), Unit::Day, &Hours::CLOCK);
        assert_eq!(shaded, [(Px::whole(400), Px::whole(700))]);
    }

    #[test]
    fn only_breaks_are_shaded_where_months_are_seen() {
        let calendar = with_break(date(3, 16), date(3, 20));
        let shaded = shading(&calendar, &scale(70), Px::whole(700), Unit::Month, &Hours::CLOCK);
        assert_eq!(shaded, [(Px::whole(120), Px::whole(210))]);
    }

    #[test]
    fn nights_are_shaded_where_hours_are_seen() {
        let shaded = shading(
            &Calendar::standard(),
            &scale(1),
            Px::whole(700),
            Unit::Minutes(60),
            &Hours::CLOCK,
        );
        assert_eq!(shaded.len(), 2);
    }

    #[test]
    fn a_century_has_no_shading() {
        assert!(
            shading(
                &Calendar::standard(),
                &scale(36500),
                Px::whole(700),
                Unit::Years(5),
                &Hours::CLOCK
            )
            .is_empty()
        );
    }
}
