//! The timeline against one that counts minute by minute.

use crate::schedule::ledger::timeline::Direction::{Earlier, Later};
use crate::schedule::ledger::timeline::{Block, Timeline, Work};
use crate::schedule::level::tests::make::Random;
use crate::time::{Minutes, Moment};

const SPAN: usize = 600;

fn moment(minute: usize) -> Moment {
    Moment::from_minutes(i64::try_from(minute).unwrap())
}

fn minute(moment: Moment) -> usize {
    usize::try_from(moment.minutes().clamp(0, i64::try_from(SPAN).unwrap())).unwrap()
}

fn draw(random: &mut Random, limit: usize) -> usize {
    usize::try_from(random.below(limit as u64)).unwrap()
}

/// The first minute from `from` on that begins a gap of so many minutes; beyond the last there is a gap for ever.
fn first_gap(left: &[i64], from: usize, units: i64, shortest: usize) -> usize {
    let is_free = |at: usize| left.get(at).is_none_or(|left| *left >= units);
    (from..=SPAN).find(|at| (*at..at + shortest.max(1)).all(is_free)).unwrap()
}

/// The last minute up to `to` that ends a gap of so many minutes; 0 if there is none.
fn last_gap(left: &[i64], to: usize, units: i64, shortest: usize) -> usize {
    let is_gap = |end: &usize| {
        let start = end.checked_sub(shortest.max(1));
        start.is_some_and(|start| (start..*end).all(|at| left[at] >= units))
    };
    (0..=to).rev().find(is_gap).unwrap_or(0)
}

/// The stretch of one amount, with too little in it, that a minute lies in.
fn stretch(left: &[i64], at: usize) -> (usize, usize) {
    let differs = |other: &usize| left[*other] != left[at];
    ((0..at).rfind(differs).map_or(0, |other| other + 1), (at..SPAN).find(differs).unwrap_or(SPAN))
}

/// A line from which `takes` times something was taken, and what is left of it in each minute.
fn taken_from(random: &mut Random, takes: usize) -> (Timeline, Vec<i64>) {
    // Behind the minutes that are counted there is always enough, before them nothing.
    let mut line = Timeline::new(&[(Moment::MIN, 0), (moment(0), 4)], Work::default());
    let mut left = vec![4_i64; SPAN];
    for _ in 0..takes {
        let (a, b) = (draw(random, SPAN), draw(random, SPAN));
        let (start, end) = (a.min(b), a.max(b).min(a.min(b) + SPAN / 8));
        let units = 1 + i64::try_from(random.below(3)).unwrap();
        line.take(moment(start), moment(end), units);
        left[start..end].iter_mut().for_each(|left| *left -= units);
    }
    (line, left)
}

#[test]
fn stretches_without_room_are_found() {
    let mut random = Random::new(7);
    for round in 0..300 {
        let takes = draw(&mut random, if round % 2 == 0 { 12 } else { 400 });
        let (line, left) = taken_from(&mut random, takes);
        for _ in 0..20 {
            let (a, b) = (draw(&mut random, SPAN), draw(&mut random, SPAN));
            let (start, end) = (a.min(b), a.max(b));
            let units = 1 + i64::try_from(random.below(3)).unwrap();
            let shortest = draw(&mut random, 6);
            let gap = Minutes(i64::try_from(shortest).unwrap());
            let is_short = |at: &usize| left[*at] < units;
            let block = |at: usize| {
                let (from, to) = stretch(&left, at);
                (from.max(start), to)
            };
            let told = |block: Block| (minute(block.from), minute(block.to));
            let first = line.short(Later, (moment(start), moment(end)), units);
            assert_eq!(first.map(told), (start..end).find(is_short).map(block));
            let last = line.short(Earlier, (moment(start), moment(end)), units);
            assert_eq!(last.map(told), (start..end).rfind(is_short).map(block));
            let free = minute(line.free(Later, moment(end), (units, gap)));
            assert_eq!(free, first_gap(&left, end, units, shortest));
            let free = minute(line.free(Earlier, moment(end), (units, gap)));
            assert_eq!(free, last_gap(&left, end, units, shortest));
        }
    }
}

/// A look-up costs hardly more where there are a hundred times as many stretches.
#[test]
fn a_look_up_is_logarithmic() {
    let looked_at = |stretches: usize| {
        let work = Work::default();
        let mut line = Timeline::new(&[(Moment::MIN, 2)], work.clone());
        for stretch in 0..stretches {
            // Neighbours differ, and none has room for two.
            line.take(moment(2 * stretch), moment(2 * stretch + 1), 2);
            line.take(moment(2 * stretch + 1), moment(2 * stretch + 2), 1);
        }
        let (before, one) = (work.done(), (2, Minutes(1)));
        assert_eq!(line.free(Later, moment(0), one), moment(2 * stretches));
        assert_eq!(line.free(Earlier, moment(2 * stretches), one), moment(0));
        work.done() - before
    };
    assert!(looked_at(30_000) <= looked_at(300) + 60, "{} {}", looked_at(300), looked_at(30_000));
}

#[test]
fn what_is_given_back_leaves_no_trace() {
    let mut random = Random::new(11);
    for _ in 0..50 {
        let mut line = Timeline::new(&[(Moment::MIN, 3), (moment(20), 5)], Work::default());
        let before = line.clone();
        let mut taken = Vec::new();
        for _ in 0..400 {
            let (start, length) = (draw(&mut random, SPAN), draw(&mut random, 9));
            let units = i64::try_from(random.below(4)).unwrap();
            taken.push((moment(start), moment(start + length), units));
        }
        for (start, end, units) in &taken {
            line.take(*start, *end, *units);
        }
        for (start, end, units) in taken.iter().rev() {
            line.take(*start, *end, -units);
        }
        assert_eq!(line.steps(), before.steps());
    }
}
