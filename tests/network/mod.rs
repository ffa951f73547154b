//! The picture of what waits for what, by its numbers: nothing overlaps, no link crosses a card, each stands behind what it waits for.

use std::fmt::Write;

use milepost::Compilation;
use milepost::emit::ChartOptions;
use milepost::emit::chart::network::{Network, Node, Route, Tie};
use milepost::emit::chart::scene::Area;
use milepost::emit::chart::{Px, network, page};
use milepost::model::{Audience, ChartKind, View};
use milepost::plan::PlanView;

use super::rated::{WIDTHS, title, with_scene};
use super::{compiled, generated, hostile, levelled};

/// Looks at the network of a view, drawn so wide.
fn with_network<R>(
    compilation: &Compilation,
    view: &View,
    options: ChartOptions,
    look: impl FnOnce(&Network<'_>) -> R,
) -> R {
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    let view = PlanView::of(plan, &status, view);
    let set = page::Type::of(Px::whole(i64::from(options.width.unwrap_or(838))));
    look(&network::network(&view, options, set))
}

/// So many tasks with titles of any length, in five scripts.
fn titled(count: usize) -> String {
    let mut text = String::from("roadmap \"Titles\" from 2026-03-02\n");
    for at in 0..count {
        let after =
            if at > 1 { format!("after t{}, t{}", at / 2, at * 2 / 3) } else { String::new() };
        let _ = writeln!(text, "task t{at} \"{}\" {}d {after}", title(at), 1 + at % 9);
    }
    text
}

fn plans() -> Vec<String> {
    let sizes = [(1, 1), (5, 1), (5, 2), (50, 1), (50, 2), (300, 1)];
    let mut plans: Vec<_> = sizes.map(|(items, seed)| generated(items, seed)).into();
    plans.extend([levelled(50, 1), hostile(), titled(60)]);
    let examples =
        ["architecture", "atlas", "hardware", "hello", "internal-it", "software", "two-apps"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/");
    plans.extend(
        examples.map(|name| std::fs::read_to_string(format!("{folder}{name}.roadmap")).unwrap()),
    );
    plans
}

/// How wide a plan is drawn; a large one takes its time.
fn widths(text: &str) -> &'static [u32] {
    if text.len() > 20_000 { &WIDTHS[..2] } else { &WIDTHS }
}

#[test]
fn no_two_texts_of_a_network_overlap_and_none_leaves_its_card() {
    let view = View::of(ChartKind::Network);
    for text in plans() {
        let compilation = compiled(&text);
        for width in widths(&text) {
            with_scene(&compilation, &view, *width, |scene, _| {
                assert_eq!(scene.faults(), Vec::<String>::new(), "{width} wide\n{text}");
            });
        }
    }
}

/// Points along a link, its straight stretches too.
fn along(route: &Route<'_>) -> Vec<(i64, i64)> {
    const STEPS: i64 = 24;
    let mut points = Vec::new();
    let mix = |from: i64, to: i64, step: i64| from + (to - from) * step / STEPS;
    for (at, curve) in route.curves.iter().enumerate() {
        if at > 0 {
            let (from, to) = (route.curves[at - 1][3], curve[0]);
            points.extend(
                (0..STEPS).map(|step| (mix(from.0.0, to.0.0, step), mix(from.1.0, to.1.0, step))),
            );
        }
        for step in 0..=STEPS {
            // De Casteljau's construction.
            let mut line: Vec<(i64, i64)> = curve.iter().map(|(x, y)| (x.0, y.0)).collect();
            while line.len() > 1 {
                let next = line.windows(2);
                line = next
                    .map(|pair| (mix(pair[0].0, pair[1].0, step), mix(pair[0].1, pair[1].1, step)))
                    .collect();
            }
            points.push(line[0]);
        }
    }
    points
}

fn is_inside(area: Area, (x, y): (i64, i64)) -> bool {
    area.left.0 + 2 < x && x < area.right.0 - 2 && area.top.0 + 2 < y && y < area.bottom.0 - 2
}

#[test]
fn no_link_crosses_a_card_and_no_card_lies_on_another() {
    let view = View::of(ChartKind::Network);
    let mut seen = 0;
    for text in plans() {
        let compilation = compiled(&text);
        for width in widths(&text) {
            let options = ChartOptions::default().width(*width);
            with_network(&compilation, &view, options, |network| {
                for (at, area) in network.areas.iter().enumerate() {
                    for other in &network.areas[at + 1..] {
                        assert!(!area.meets(*other), "{area:?} lies on {other:?}\n{text}");
                    }
                }
                for route in &network.routes {
                    seen += 1;
                    for point in along(route) {
                        let crossed = network.areas.iter().position(|area| is_inside(*area, point));
                        assert_eq!(
                            crossed, None,
                            "{:?} at {point:?}, {width} wide\n{text}",
                            route.link
                        );
                    }
                }
            });
        }
    }
    assert!(seen > 1000, "only {seen} links were looked at");
}

#[test]
fn each_stands_behind_what_it_waits_for() {
    let view = View::of(ChartKind::Network);
    for text in plans() {
        let compilation = compiled(&text);
        with_network(&compilation, &view, ChartOptions::default(), |network| {
            let layer = |node: usize| network.layers[node].expect("what is tied has a layer");
            for route in network.routes.iter().filter(|route| route.link.tie == Tie::EndToStart) {
                let (from, to) = route.link.ends;
                let is_before = layer(from) < layer(to);
                // A start that waits for an end, and an end that waits for a start, can close a circle.
                let has_other =
                    network.routes.iter().any(|route| route.link.tie != Tie::EndToStart);
                assert!(is_before || has_other, "{:?}\n{text}", route.link);
                if is_before {
                    assert!(network.areas[from].right < network.areas[to].left);
                }
            }
            let tied = network.layers.iter().filter(|layer| layer.is_some()).count();
            assert_eq!(network.loose.is_some(), tied < network.nodes.len(), "{text}");
        });
    }
}

const WHOLES: &str = "roadmap \"R\" from 2026-03-02\nstream s \"Stream\" {\n  feature f \"Feature\" {\n    task a \"A\" 2d\n    task b \"B\" 3d\n    task c \"C\" 4d\n  }\n}\ntask d \"D\" 2d after s.f + 2d\ntask e \"E\" 2d after s.f\ntask g \"G\" 9d after d.start\n";

/// Of three that end a whole and two that wait for it not six links are drawn, but the end of the whole.
#[test]
fn the_end_of_a_whole_is_a_node_where_that_needs_fewer_links() {
    let compilation = compiled(WHOLES);
    let view = View::of(ChartKind::Network);
    with_network(&compilation, &view, ChartOptions::default(), |network| {
        let ends = network.nodes.iter().filter(|node| matches!(node, Node::EndOf(_))).count();
        assert_eq!((ends, network.routes.len()), (1, 6));
        let lags: Vec<_> = network.routes.iter().map(|route| route.link.lag.as_str()).collect();
        assert!(lags.contains(&"+ 2 d"), "{lags:?}");
        let labels: Vec<_> =
            network.routes.iter().filter_map(|route| route.label.as_ref()).collect();
        assert_eq!(labels.len(), 2, "{labels:?}");
        assert!(labels.iter().any(|label| label.text == "SS"));
    });
    // Rolled up, the whole is a card, and says by itself when it ends.
    with_network(&compilation, &view, ChartOptions::default().depth(1), |network| {
        assert_eq!((network.nodes.len(), network.routes.len()), (4, 3));
    });
}

/// A chain of two thousand, each of which waits for the first besides: no two million bends, but a chain.
#[test]
fn the_bends_of_a_long_chain_are_bounded() {
    const COUNT: usize = 2_000;
    let mut text = String::from("roadmap \"R\" from 2026-03-02\ntask t0 \"T\" 1d\n");
    for at in 1..COUNT {
        let first = if at > 1 { ", t0" } else { "" };
        let _ = writeln!(text, "task t{at} \"T\" 1d after t{}{first}", at - 1);
    }
    let compilation = compiled(&text);
    with_network(&compilation, &View::of(ChartKind::Network), ChartOptions::default(), |network| {
        let bends = network.routes.iter().map(|route| route.curves.len().saturating_sub(2));
        assert!(bends.sum::<usize>() <= 10 * COUNT);
        assert_eq!(network.routes.len(), COUNT - 1);
        let layers: Vec<_> = network.layers.iter().flatten().copied().collect();
        assert_eq!(layers, (0..COUNT).collect::<Vec<_>>());
    });
}

#[test]
fn the_critical_path_is_one_line() {
    let text = "roadmap \"R\" from 2026-03-02\ntask a \"A\" 2d\ntask b \"B\" 9d after a\ntask c \"C\" 1d after a\ntask d \"D\" 2d after b, c\n";
    let compilation = compiled(text);
    let mut view = View::of(ChartKind::Network);
    let critical = |view: &View| {
        with_network(&compilation, view, ChartOptions::default(), |network| {
            network.routes.iter().filter(|route| route.link.is_critical).count()
        })
    };
    assert_eq!(critical(&view), 2);
    view.audience = Audience::Public;
    assert_eq!(critical(&view), 0);
}

/// Everybody sees what waits for what, and nothing of people, slack and days.
#[test]
fn the_public_sees_no_slack_and_no_days() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/two-apps.roadmap"))
            .unwrap();
    let compilation = compiled(&text);
    let mut view = View::of(ChartKind::Network);
    view.audience = Audience::Public;
    with_scene(&compilation, &view, 838, |scene, _| {
        for label in scene.labels() {
            for internal in ["slack", "critical", "late", " Sep", " Oct", " d"] {
                assert!(!label.text.ends_with(internal), "{}", label.text);
            }
        }
        let tooltips = format!("{:?}", scene.marks);
        assert!(!tooltips.contains("Sep 2026") && !tooltips.contains("of slack"));
    });
}
