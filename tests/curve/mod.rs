//! The cumulative chart: its curve, its texts, its percentiles.

use milepost::emit::chart::Px;
use milepost::emit::chart::curve::curve;
use milepost::emit::{self, ChartOptions};

use super::{compiled, overlap, plans, simulated};

/// Of every roadmap's curve: no texts overlap, nothing leaves the picture, and it rises from nothing to nearly all.
#[test]
fn a_curve_rises_and_its_texts_stand_apart() {
    for text in plans() {
        let compilation = compiled(&text);
        let simulation = simulated(&compilation);
        let curve = curve(compilation.plan().unwrap(), &simulation);
        let labels: Vec<_> = curve.labels().collect();
        for (at, one) in labels.iter().enumerate() {
            let is_inside = one.left() >= Px::ZERO
                && one.right() <= curve.size.0
                && one.top() >= Px::ZERO
                && one.bottom() <= curve.size.1;
            assert!(is_inside, "{one:?} leaves the picture\n{text}");
            let other = labels.iter().skip(at + 1).find(|other| overlap(one, other));
            assert!(other.is_none(), "{one:?} and {other:?}\n{text}");
        }
        let (left, top, right, bottom) = curve.picture;
        assert!(curve.points.is_sorted_by(|a, b| a.0 <= b.0 && a.1 >= b.1), "{:?}", curve.points);
        for (x, y) in &curve.points {
            assert!(left <= *x && *x <= right && top <= *y && *y <= bottom, "{x} {y}\n{text}");
        }
        for (x, y) in curve.marks.iter().flat_map(|mark| &mark.dots) {
            let is_on = |pair: &[(Px, Px)]| {
                pair[0].0 <= *x && *x <= pair[1].0 && pair[1].1 <= *y && *y <= pair[0].1
            };
            assert!(curve.points.windows(2).any(is_on), "a dot beside the curve: {x} {y}\n{text}");
        }
        let (first, last) = (curve.points[0], curve.points[curve.points.len() - 1]);
        assert_eq!(first.1, bottom, "it starts at nothing\n{text}");
        assert!(last.1 - top < (bottom - top).half().half().half(), "it ends near all\n{text}");
        let drawn =
            emit::curve_svg(&compilation.plan().unwrap(), &simulation, &ChartOptions::default());
        roxmltree::Document::parse(&drawn).unwrap();
    }
}

#[test]
fn percentiles_of_one_day_are_named_together() {
    let text = "roadmap \"R\" from 2026-03-02\ntask a \"A\" 5d\n\
                risk r \"R\" {\n  probability 70%\n  impact 5d on a\n}\n";
    let compilation = compiled(text);
    let simulation = simulated(&compilation);
    let curve = curve(compilation.plan().unwrap(), &simulation);
    let marks: Vec<_> = curve.marks.iter().map(|mark| mark.label.text.as_ref()).collect();
    assert_eq!(marks, ["10 % by 6 March 2026", "50, 80 and 95 % by 13 March 2026"]);
    let crosses = |x: Px| {
        let label = &curve.marks[0].label;
        label.left() < x && x < label.right()
    };
    assert!(!curve.dates.iter().any(|date| crosses(date.x)), "a date crosses a label");
    // Each has its dot where the curve crosses it.
    let (_, top, _, bottom) = curve.picture;
    let percents: Vec<i64> = curve
        .marks
        .iter()
        .flat_map(|mark| &mark.dots)
        .map(|dot| (bottom - dot.1).0 * 100 / (bottom - top).0)
        .collect();
    assert_eq!(percents, [10, 50, 80, 95]);
}

/// On the curve of what is estimated the whole has a deadline, which nobody knows to be kept, and no forecast.
#[test]
fn what_is_unknown_is_no_forecast_on_a_curve() {
    let dates = |unknown: &str| {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02 by 2026-03-20\ntask a \"A\" 5d..8d..12d\n{unknown}"
        ));
        let simulation = simulated(&compilation);
        let curve = curve(compilation.plan().unwrap(), &simulation);
        curve.dates.iter().map(|date| date.label.text.to_string()).collect::<Vec<_>>()
    };
    let known = dates("");
    assert!(known[0].starts_with("forecast 11 March 2026: "), "{known:?}");
    assert_eq!(dates("task b \"B\" after a\n"), ["deadline 20 March 2026: unknown"]);
}
