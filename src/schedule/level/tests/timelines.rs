//! The timeline against one that counts minute by minute.

use super::super::timeline::{Block, Timeline};
use super::make::Random;
use crate::time::{Minutes, Moment};

const SPAN: usize = 60;

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
fn first_gap(left: &[i64; SPAN], from: usize, units: i64, shortest: usize) -> usize {
    let is_free = |at: usize| left.get(at).is_none_or(|left| *left >= units);
    (from..=SPAN).find(|at| (*at..at + shortest.max(1)).all(is_free)).unwrap()
}

fn first_block(
    left: &[i64; SPAN],
    start: usize,
    end: usize,
    units: i64,
    shortest: usize,
) -> Option<Block> {
    let from = (start..end).find(|at| left[*at] < units)?;
    Some(Block { from: moment(from), to: moment(first_gap(left, from, units, shortest)) })
}

#[test]
fn stretches_without_room_are_found() {
    let mut random = Random::new(7);
    for _ in 0..300 {
        // Behind the minutes that are counted there is always enough, before them nothing.
        let mut line = Timeline::new(&[(Moment::MIN, 0), (moment(0), 4)]);
        let mut left = [4_i64; SPAN];
        for _ in 0..draw(&mut random, 12) {
            let (a, b) = (draw(&mut random, SPAN), draw(&mut random, SPAN));
            let (start, end, units) =
                (a.min(b), a.max(b), 1 + i64::try_from(random.below(3)).unwrap());
            line.take(moment(start), moment(end), units);
            left[start..end].iter_mut().for_each(|left| *left -= units);
        }
        for _ in 0..20 {
            let (a, b) = (draw(&mut random, SPAN), draw(&mut random, SPAN));
            let (start, end, units) =
                (a.min(b), a.max(b), 1 + i64::try_from(random.below(3)).unwrap());
            let shortest = draw(&mut random, 6);
            let gap = Minutes(i64::try_from(shortest).unwrap());
            let found = line.first_block(moment(start), moment(end), units, gap);
            assert_eq!(found, first_block(&left, start, end, units, shortest));
            let last = line.last_block(moment(start), moment(end), units, gap);
            assert_eq!(last.map(|block| minute(block.to)), last_blocked(&left, start, end, units));
            if let Some(block) = last {
                assert_eq!(minute(block.from), last_gap(&left, minute(block.to), units, shortest));
            }
        }
    }
}

/// The end of the last minute without room.
fn last_blocked(left: &[i64; SPAN], start: usize, end: usize, units: i64) -> Option<usize> {
    (start..end).rfind(|at| left[*at] < units).map(|at| at + 1)
}

/// The last minute before `before` that ends a gap of so many minutes; 0 if there is none.
fn last_gap(left: &[i64; SPAN], before: usize, units: i64, shortest: usize) -> usize {
    let is_gap = |end: &usize| {
        let start = end.checked_sub(shortest.max(1));
        start.is_some_and(|start| (start..*end).all(|at| left[at] >= units))
    };
    (0..before).rev().find(is_gap).unwrap_or(0)
}

#[test]
fn what_is_given_back_leaves_no_trace() {
    let mut random = Random::new(11);
    for _ in 0..200 {
        let mut line = Timeline::new(&[(Moment::MIN, 3), (moment(20), 5)]);
        let before = line.clone();
        let mut taken = Vec::new();
        for _ in 0..8 {
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
        assert_eq!(line, before);
    }
}
