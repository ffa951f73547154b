//! Shapes against the formulas of their distributions; and runs of a levelled plan, counted anew: nobody ever does more than they
//! can, and all that is done stands where its item does.

// A test compares with the textbook, which has real numbers.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

use crate::schedule::ledger::Allocation;
use crate::schedule::random::Stream;
use crate::schedule::simulate::shape::{Pert, Shape};
use crate::schedule::simulate::variables::Variables;
use crate::schedule::simulate::{Ordered, States};
use crate::{Options, Source, compile};

/// Amounts at the middles of equally likely stretches.
fn amounts(shape: &Shape, best: i64, worst: i64) -> Vec<i64> {
    (0..200_000_u64)
        .map(|at| shape.amount(best, worst, (at * 2 + 1) * (u64::MAX / 400_000)))
        .collect()
}

fn mean_and_variance(amounts: &[i64]) -> (f64, f64) {
    let count = amounts.len() as f64;
    let mean = amounts.iter().map(|one| *one as f64).sum::<f64>() / count;
    (mean, amounts.iter().map(|one| (*one as f64 - mean).powi(2)).sum::<f64>() / count)
}

#[track_caller]
fn is_near(found: f64, expected: f64, relative: f64) {
    assert!((found / expected - 1.0).abs() < relative, "{found} instead of {expected}");
}

#[test]
fn pert_has_the_mean_and_variance_of_the_textbook() {
    let pert = Pert::new();
    for (best, likely, worst) in [
        (0, 0, 10_000),
        (0, 10_000, 10_000),
        (3840, 4800, 7200),
        (100, 900, 9000),
        (7, 5000, 10_007),
    ] {
        let shape = pert.shape(Pert::exponent(best, likely, worst));
        let (mean, variance) = mean_and_variance(&amounts(&shape, best, worst));
        let (a, m, b) = (best as f64, likely as f64, worst as f64);
        let expected = (a + 4.0 * m + b) / 6.0;
        is_near(mean, expected, 1e-4);
        is_near(variance, (expected - a) * (b - expected) / 7.0, 3e-4);
    }
}

#[test]
fn a_triangle_has_the_mean_and_variance_of_the_textbook() {
    let (mean, variance) = mean_and_variance(&amounts(&Shape::triangular(), 3840, 7200));
    is_near(mean, 5520.0, 1e-4);
    is_near(variance, 3360.0_f64.powi(2) / 24.0, 2e-3);
}

/// A distribution function.
type Below = fn(f64) -> f64;

#[test]
fn quantiles_of_pert_are_those_of_beta() {
    // Beta(1, 5), Beta(3, 3) and Beta(5, 1) have distribution functions that are polynomials: 1−(1−x)⁵, x³(10−15x+6x²), x⁵.
    let pert = Pert::new();
    let known: [(i64, Below); 3] = [
        (0, |x| 1.0 - (1.0 - x).powi(5)),
        (500_000, |x| x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x)),
        (1_000_000, |x| x.powi(5)),
    ];
    for (likely, below) in known {
        let shape = pert.shape(Pert::exponent(0, likely, 1_000_000));
        for percent in [1, 5, 10, 50, 80, 95, 99] {
            let random = (u128::from(u64::MAX) * percent / 100) as u64;
            let x = shape.amount(0, 1_000_000, random) as f64 / 1e6;
            is_near(below(x), percent as f64 / 100.0, 1e-3);
        }
    }
}

#[test]
fn amounts_stay_within_their_range_and_grow() {
    let shape = Pert::new().shape(Pert::exponent(10, 12, 30));
    for shape in [shape, Shape::triangular()] {
        let amounts = amounts(&shape, 10, 30);
        assert!(amounts.is_sorted());
        assert_eq!((shape.amount(10, 30, 0), shape.amount(10, 30, u64::MAX)), (10, 30));
    }
}

/// The table of a shape decides dates: it must never change.
#[test]
fn shapes_are_the_same_everywhere() {
    let shape = Pert::new().shape(Pert::exponent(8, 10, 15));
    let amounts = [1, 3, 5, 8, 13_u64].map(|part| shape.amount(0, 1 << 40, u64::MAX / 16 * part));
    let known =
        [111_002_319_360, 200_816_335_872, 272_371_520_000, 374_245_876_224, 580_234_416_640];
    assert_eq!(amounts, known);
}

const CROWDED: &str = r#"roadmap "Crowded" from 2026-03-02 today 2026-03-04 level quick
team crew capacity 2 {
  person ana
  person bo
  person cy 50%
}
task a 3d..5d..12d @ana started 2026-03-02 20%
task b effort 2d..4d..9d @ana:50% @bo
task c 2d..3d..8d @ana|bo split
task d 1d..6d @crew:2 after a.start
task e 4d..5d..9d @cy after c
task f 2d..4d @bo from 2026-03-09
task g effort 1d..2d..5d @ana ends after e
task h 1d..2d..9d @bo priority 900 after 2026-03-12
task i 3d..4d..8d @bo split
risk r {
  probability 40%
  impact 2d..9d on b
}
"#;

/// How much of the resource of a take is taken in the moment in which it begins.
fn at_once(takes: &[Allocation], of: &Allocation) -> i64 {
    let same = takes.iter().filter(|one| one.resource == of.resource);
    same.filter(|one| one.start <= of.start && of.start < one.end).map(|one| one.units).sum()
}

#[test]
fn nobody_does_more_than_they_can_in_any_run() {
    let compilation = compile(Source::new("crowded.roadmap", CROWDED), &Options::new());
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let states = States::new(model);
    let ordered = Ordered::new(model, schedule, states);
    let (course, mut pass) = ordered.course(states, schedule);
    let variables = Variables::of(model, schedule);
    let mut draw = variables.likely();
    let (mut waited, mut split) = (0, 0);
    for run in 0..200 {
        variables.draw(Stream::of_run(1, run), &mut draw);
        course.run(&mut pass, &draw);
        let takes = pass.turns.as_ref().map_or(&[][..], |turns| turns.ledger.takes());
        assert!(takes.len() >= 9, "everybody is asked for");
        for take in takes {
            let capacity = model.resource(take.resource).data().capacity.0;
            assert!(at_once(takes, take) <= capacity, "run {run}: {take:?} in {takes:#?}");
            let (start, end) = (pass.start_of(take.item), pass.end_of(take.item));
            assert!(!take.is_last || take.end == end, "run {run}: {take:?} ends at {end}");
            let goes_on = pass.start_of(take.item) < schedule.start.max(states.today().unwrap());
            assert!(!take.is_first || take.start == start || goes_on, "run {run}: {take:?}");
        }
        let turns = pass.turns.as_ref().unwrap();
        waited += model.items().filter(|item| turns.blocked(item.id).start.is_some()).count();
        split += takes.iter().filter(|take| !take.is_last).count();
    }
    assert!(waited > 200 && split > 20, "{waited} waited, {split} gave way");
}
