//! The clock against one that counts minute by minute.

use std::rc::Rc;

use crate::model::{Absence, Calendar, Exception};
use crate::schedule::level::tests::make::Random;
use crate::schedule::working_time::Clock;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

impl Random {
    fn date(&mut self) -> Date {
        date(2026, 1, 1).plus_days(i64::try_from(self.below(60)).unwrap()).unwrap()
    }

    fn hours(&mut self) -> Vec<(u16, u16)> {
        match self.below(6) {
            0 => vec![],
            1 => vec![(540, 1020)],
            2 => vec![(0, 1440)],
            3 => vec![(540, 720), (780, 1050)],
            4 => (0..20).map(|run| (600 + 9 * run, 605 + 9 * run)).collect(),
            _ => vec![(1200, 1440)],
        }
    }

    fn calendar(&mut self) -> Calendar {
        let mut calendar = Calendar::standard();
        for day in &mut calendar.week {
            if self.below(3) == 0 {
                *day = self.hours();
            }
        }
        for _ in 0..self.below(4) {
            let first = self.date();
            let last = first.plus_days(i64::try_from(self.below(9)).unwrap()).unwrap();
            let hours = self.hours();
            let exception =
                Exception { first, last, hours, title: "".into(), span: Span::default() };
            calendar.exceptions.push(exception);
        }
        for _ in 0..self.below(3) {
            let (_, month, day) = self.date().year_month_day();
            calendar.yearly.push((month, day, "".into()));
        }
        calendar
    }

    fn absences(&mut self) -> Vec<Absence> {
        let mut absences = Vec::new();
        for _ in 0..self.below(3) {
            let first = self.date();
            let (mut from, mut to) = (Moment::start_of(first), Moment::end_of(first));
            to = to.plus(Minutes(i64::try_from(self.below(12)).unwrap() * Minutes::DAY.0));
            // Half of them are away in the middle of a day, or of two.
            if self.below(2) == 0 {
                from = from.plus(Minutes(i64::try_from(self.below(1200)).unwrap()));
                to = from.plus(Minutes(i64::try_from(1 + self.below(2000)).unwrap()));
            }
            absences.push(Absence::new(from, to, "".into(), Span::default()));
        }
        absences
    }
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// Which minutes of a day are worked.
type Opens<'a> = &'a dyn Fn(Date) -> Vec<bool>;

fn minutes_of(calendar: &Calendar, absences: &[Absence], date: Date) -> Vec<bool> {
    let hours = calendar.hours_of(date);
    let is_away = |minute| {
        let moment = Moment::at(date, minute);
        absences.iter().any(|away| away.from <= moment && moment < away.to)
    };
    let works = |minute| hours.iter().any(|(from, to)| (*from..*to).contains(&minute));
    (0..1440).map(|minute| works(minute) && !is_away(minute)).collect()
}

/// Checks every question at random moments of 90 days.
fn compare(clock: &Clock<'_>, opens: Opens<'_>, random: &mut Random, seed: u64) {
    let first_day = date(2025, 12, 20);
    let first = Moment::start_of(first_day).minutes();
    let days = (0..90).map(|day| first_day.plus_days(day).unwrap());
    let open: Vec<bool> = days.flat_map(opens).collect();
    let at = |index: usize| Moment::from_minutes(first + i64::try_from(index).unwrap());
    let index_of = |moment: Moment| usize::try_from(moment.minutes() - first).ok();
    let length = open.len();
    for _ in 0..20 {
        let from = usize::try_from(random.below(u64::try_from(length).unwrap())).unwrap();
        let to = usize::try_from(random.below(u64::try_from(length).unwrap())).unwrap();
        let work = usize::try_from(random.below(6000)).unwrap();
        let worked = open[from.min(to)..from.max(to)].iter().filter(|open| **open).count();
        let signed = i64::try_from(worked).unwrap() * if from <= to { 1 } else { -1 };
        assert_eq!(clock.work_between(at(from), at(to)), Minutes(signed), "seed {seed}");
        assert_eq!(clock.is_open(at(from)), open[from], "seed {seed}");
        if let Some(next) = (from..length).find(|index| open[*index]) {
            assert_eq!(clock.next_work(at(from)), at(next), "seed {seed}");
        }
        if let Some(previous) = (0..from).rev().find(|index| open[*index]) {
            assert_eq!(clock.previous_work(at(from)), at(previous + 1), "seed {seed}");
        }
        if work > 0 {
            let minutes = Minutes(i64::try_from(work).unwrap());
            if let Some(last) = (from..length).filter(|index| open[*index]).nth(work - 1) {
                assert_eq!(
                    index_of(clock.advance(at(from), minutes)),
                    Some(last + 1),
                    "seed {seed}"
                );
            }
            if let Some(first) = (0..from).rev().filter(|index| open[*index]).nth(work - 1) {
                assert_eq!(index_of(clock.retreat(at(from), minutes)), Some(first), "seed {seed}");
            }
        }
        let (a, b) = (at(from).date(), at(to).date());
        let days = (from.min(to) / 1440 + 1..=from.max(to) / 1440)
            .filter(|day| open[day * 1440..(day + 1) * 1440].contains(&true))
            .count();
        let signed = i64::try_from(days).unwrap() * if a <= b { 1 } else { -1 };
        assert_eq!(clock.working_days(a, b), signed, "seed {seed}");
    }
}

#[test]
fn counts_as_one_counts_minute_by_minute() {
    for seed in 1..30 {
        let mut random = Random::new(seed);
        let (one, two) = (random.calendar(), random.calendar());
        let (away, off) = (random.absences(), random.absences());
        let ana = Clock::new(&one).without(&away);
        let lab = Clock::new(&two).without(&off);
        let ana_opens = |date| minutes_of(&one, &away, date);
        let lab_opens = |date| minutes_of(&two, &off, date);
        let joined = |date, join: fn(&bool, &bool) -> bool| {
            ana_opens(date).iter().zip(&lab_opens(date)).map(|(a, b)| join(a, b)).collect()
        };
        compare(&ana, &ana_opens, &mut random, seed);
        let pair = [Rc::new(ana), Rc::new(lab)];
        compare(
            &Clock::all(pair.clone()),
            &|date| joined(date, |a, b| *a && *b),
            &mut random,
            seed,
        );
        compare(&Clock::any(pair), &|date| joined(date, |a, b| *a || *b), &mut random, seed);
    }
}

#[test]
fn saturates_where_dates_end() {
    let mut calendar = Calendar::standard();
    calendar.yearly.push((2, 29, "leap day".into()));
    let clock = Clock::new(&calendar);
    let start = Moment::start_of(date(2026, 3, 2));
    assert_eq!(clock.advance(start, Minutes(i64::MAX)), Moment::MAX);
    assert_eq!(clock.retreat(start, Minutes(i64::MAX)), Moment::MIN);
    assert!(clock.goes_on());
    assert_eq!(clock.next_work(Moment::MAX), Moment::MAX);
    assert_eq!(clock.previous_work(Moment::MIN), Moment::MIN);
    // 31 December 9999 is a Friday.
    assert_eq!(clock.previous_work(Moment::MAX), Moment::at(date(9999, 12, 31), 1020));
}

#[test]
fn a_calendar_without_hours_never_works() {
    let mut calendar = Calendar::standard();
    calendar.week = [const { Vec::new() }; 7];
    calendar.yearly.push((12, 25, "".into()));
    assert!(Clock::new(&calendar).never_works());
    let day = date(2026, 5, 2);
    calendar.exceptions.push(Exception {
        first: day,
        last: day,
        hours: vec![(540, 600)],
        title: "".into(),
        span: Span::default(),
    });
    let clock = Clock::new(&calendar);
    assert!(!clock.never_works() && !clock.goes_on());
    assert_eq!(clock.advance(Moment::start_of(day), Minutes(60)), Moment::at(day, 600));
    assert_eq!(clock.advance(Moment::start_of(day), Minutes(61)), Moment::MAX);
}
