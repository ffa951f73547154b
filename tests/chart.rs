//! The chart, by its layout's numbers and by its bytes: no two texts overlap, none leaves the picture, no arrow crosses a bar,
//! whatever the plan; the file is well-formed, harmless, and the same every time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod curve;
mod lanes;
mod loads;
mod many;
mod network;
mod rated;
mod stands;
mod told;
mod support {
    pub(super) mod plans;
    pub(super) mod random;
}

use std::fmt::Write;
use std::num::NonZeroU32;

use milepost::emit::chart::gantt::arrows::{Arrow, Kind, Stop};
use milepost::emit::chart::gantt::rows::Mark;
use milepost::emit::chart::label::Label;
use milepost::emit::chart::look::Weight;
use milepost::emit::chart::{self, Layout, Px};
use milepost::emit::{ChartOptions, Theme};
use milepost::plan::Plan;
use milepost::schedule::Driver;
use milepost::schedule::simulate::{Settings, Simulation, simulate};
use milepost::{Compilation, Options, Source, compile, emit};
use support::plans::{generated, hostile, levelled};

fn compiled(text: &str) -> Compilation {
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    if let Err(problems) = compilation.plan() {
        panic!("{problems}\n{text}");
    }
    compilation
}

fn layout(plan: Plan<'_>) -> Layout<'_> {
    chart::layout(plan, ChartOptions::default())
}

fn layout_with<'m>(plan: Plan<'m>, simulation: &Simulation) -> Layout<'m> {
    chart::layout_with(plan, simulation, ChartOptions::default())
}

fn svg(text: &str) -> String {
    emit::svg(&compiled(text).plan().unwrap(), &ChartOptions::default())
}

/// Plans of several shapes: small and large, short and long, with and without streams, people, a day to look at them.
fn plans() -> Vec<String> {
    let sizes = [1, 2, 5, 12, 50, 120, 300];
    let generated = sizes.iter().flat_map(|items| (1..=3).map(move |seed| generated(*items, seed)));
    let levelled = [3, 12, 50, 200].into_iter().map(|items| levelled(items, 1));
    let generated = generated.chain(levelled);
    generated.chain(spans().into_iter().map(|(_, text)| text)).chain([hostile()]).collect()
}

/// Plans from an hour to four centuries.
fn spans() -> Vec<(&'static str, String)> {
    let plan = |duration: &str, count: usize| {
        let mut text = String::from("roadmap \"Span\" from 2026-03-02\ntask t0 \"First\" 1h\n");
        for at in 1..count {
            let _ = writeln!(text, "task t{at} \"Task {at}\" {duration} after t{}", at - 1);
        }
        text + &format!("milestone finish \"The end\" after t{}\n", count - 1)
    };
    let due = |by: &str| {
        let header =
            format!("roadmap \"Span\" from 2026-03-02 by {by} {{\n  warn deadline-missed\n}}\n");
        header + "task a \"A\" 5d\n"
    };
    vec![
        ("an hour", plan("10min", 4)),
        ("a day", plan("90min", 5)),
        ("three days", plan("5h", 5)),
        ("two weeks", plan("2d", 5)),
        ("a quarter", plan("3w", 4)),
        ("a year", plan("10w", 5)),
        ("ten years", plan("elapsed 400d", 9)),
        ("four centuries", plan("elapsed 36500d", 5)),
        ("due long before", due("2025-01-01")),
        ("due long behind", due("9999-12-31")),
    ]
}

fn overlap(one: &Label<'_>, other: &Label<'_>) -> bool {
    let across = one.left() < other.right() && other.left() < one.right();
    across && one.top() < other.bottom() && other.top() < one.bottom()
}

/// What is wrong with the texts of a chart.
fn misplaced(layout: &Layout<'_>) -> Vec<String> {
    let mut labels: Vec<_> = layout.labels().collect();
    labels.sort_by_key(|label| label.top());
    let mut wrong = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let is_in = Px::ZERO <= label.left()
            && label.right() <= layout.width
            && Px::ZERO <= label.top()
            && label.bottom() <= layout.height;
        if !is_in {
            wrong.push(format!("{label:?} leaves the picture"));
        }
        let near = labels[at + 1..].iter().take_while(|other| other.top() < label.bottom());
        wrong.extend(
            near.filter(|other| overlap(label, other))
                .map(|other| format!("{label:?} and {other:?}")),
        );
    }
    for row in &layout.rows {
        let table = [Some(&row.title), row.aside.as_ref()].into_iter().flatten();
        wrong.extend(
            table
                .filter(|label| label.right() > layout.left)
                .map(|label| format!("{label:?} leaves the table")),
        );
        let on_bar =
            |note: &&Label<'_>| note.left() < row.mark.right() && row.mark.left() < note.right();
        let behind = row.note.as_ref().filter(on_bar);
        wrong.extend(behind.map(|note| format!("{note:?} stands on its bar")));
        if let Some(due) = &row.due {
            let sign = (due.x - Px::whole(3), due.x + Px::whole(3));
            let words = [row.note.as_ref(), due.label.as_ref()].into_iter().flatten();
            let is_met = |label: &&Label<'_>| label.left() < sign.1 && sign.0 < label.right();
            wrong.extend(words.filter(is_met).map(|label| format!("{label:?} lies on its sign")));
        }
        if let (Some(inner), Mark::Bar { start, done, end, .. }) = (&row.inner, row.mark) {
            let in_done = start <= inner.left() && inner.right() <= done;
            let in_rest = done <= inner.left() && inner.right() <= end;
            if !in_done && !in_rest {
                wrong.push(format!("{inner:?} stands on two grounds"));
            }
        }
    }
    wrong
}

/// Bars that arrows cross, and lines that are not at right angles.
fn crossed(layout: &Layout<'_>) -> Vec<String> {
    let field = layout.field();
    let mut wrong = Vec::new();
    for arrow in &layout.arrows.drawn {
        let steps = arrow.parts.iter().flat_map(|part| part.windows(2));
        for pair in steps {
            let (from, to) = (pair[0], pair[1]);
            if (from.x != to.x) == (from.y != to.y) {
                wrong.push(format!("{from:?} to {to:?} is not level or upright"));
            }
            let (left, right) = (from.x.min(to.x), from.x.max(to.x));
            let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
            let first = layout.rows.partition_point(|row| row.y + layout.row_height < top);
            for (index, row) in
                layout.rows.iter().enumerate().skip(first).take_while(|(_, row)| row.y <= bottom)
            {
                let Some((bar_left, bar_right)) = row.mark.obstacle() else { continue };
                let middle = field.middle(index);
                // An upright line may touch the flank of a diamond.
                let reach = match row.mark {
                    Mark::Diamond { centre, .. } if left == right => {
                        field.reach(index) - (left - centre).abs()
                    }
                    _ => field.reach(index),
                };
                let across = left < bar_right && bar_left < right;
                if across && top < middle + reach && middle - reach < bottom {
                    wrong.push(format!("{from:?} to {to:?} crosses {:?}", row.title.text));
                }
            }
        }
    }
    wrong
}

#[test]
fn no_two_texts_overlap_and_none_leaves_the_picture() {
    for text in plans() {
        let compilation = compiled(&text);
        let wrong = misplaced(&layout(compilation.plan().unwrap()));
        assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));
    }
}

fn simulated(compilation: &Compilation) -> Simulation {
    let settings = Settings::default().runs(NonZeroU32::new(60).unwrap());
    simulate(compilation.model(), compilation.schedule(), &settings)
}

#[test]
fn with_bands_too_no_two_texts_overlap_and_none_leaves_the_picture() {
    let mut bands = 0;
    for text in plans() {
        let compilation = compiled(&text);
        let simulation = simulated(&compilation);
        let layout = layout_with(compilation.plan().unwrap(), &simulation);
        let faults = misplaced(&layout);
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
        let flags = layout.flags.iter().filter_map(|flag| flag.band);
        for (from, to) in
            layout.rows.iter().filter_map(|row| row.band.as_deref().copied()).chain(flags)
        {
            bands += 1;
            assert!(layout.left <= from && from <= to && to <= layout.right, "{from} to {to}");
        }
    }
    assert!(bands > 30, "only {bands} bands were drawn");
}

/// A milestone's band lies below the arrows, so that the head of one that enters it is seen, and names whose it is.
#[test]
fn an_arrow_ends_at_its_milestone_though_that_has_a_band() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\ntask a \"A\" 2d..20d..22d\ntask b \"B\" 2d after a.start\nmilestone m \"Interfaces frozen\" after a, b\nrelease r \"1.0\" after m\n",
    );
    let plan = compilation.plan().unwrap();
    let simulation = simulated(&compilation);
    let layout = layout_with(plan, &simulation);
    let row = layout.rows.iter().find(|row| row.band.is_some()).unwrap();
    let (from, to) = row.band.as_deref().copied().unwrap();
    assert!(from < row.mark.left() && from < to, "the band reaches to the left");
    let without = chart::layout(plan, ChartOptions::default());
    let corners = |layout: &Layout<'_>| -> Vec<usize> {
        layout.arrows.drawn.iter().map(|arrow| arrow.parts.iter().map(Vec::len).sum()).collect()
    };
    assert_eq!(corners(&layout), corners(&without), "no arrow goes round a band");
    let text = emit::simulation_svg(&plan, &simulation, &ChartOptions::default());
    let band = text.find("<title>Interfaces frozen\n10 % by ").unwrap();
    assert!(band < text.find(" stroke-width=\"1.1\"").unwrap(), "arrows lie on bands");
    let flag = text.find("<title>1.0\n").unwrap();
    assert!(text[flag..].lines().nth(2).unwrap().starts_with("10 % by "), "{}", &text[flag..]);
}

/// What rests on work that nobody has estimated is in no run: nobody knows when it comes.
#[test]
fn what_is_unknown_has_no_band() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\ntask a \"A\" 2d..20d..22d\ntask b \"B\" after a\nmilestone known \"Known\" after a\nmilestone open \"Open\" after b\nrelease r \"1.0\" after b\n",
    );
    let plan = compilation.plan().unwrap();
    let simulation = simulated(&compilation);
    let layout = layout_with(plan, &simulation);
    let bands: Vec<_> = layout.rows.iter().filter(|row| row.band.is_some()).collect();
    let [known] = bands.as_slice() else { panic!("{bands:?}") };
    assert_eq!(known.title.text, "Known");
    assert!(layout.flags[0].band.is_none());
    let text = emit::simulation_svg(&plan, &simulation, &ChartOptions::default());
    for (title, is_known) in [("Known", true), ("Open", false), ("1.0", false), ("B", false)] {
        let of_title = text.split("<title>").filter(|part| part.starts_with(&format!("{title}\n")));
        let mut told = of_title.map(|part| part.split("</title>").next().unwrap());
        assert!(told.clone().next().is_some(), "{title}");
        assert_eq!(told.any(|said| said.contains("10 % by ")), is_known, "{title}: {text}");
    }
    assert!(text.contains(" runs what is estimated ends by "), "{text}");
    let curve = emit::curve_svg(&plan, &simulation, &ChartOptions::default());
    assert!(
        curve.contains("When what is estimated ends, in 60 runs · 1 of 5 items not estimated"),
        "{curve}"
    );
}

/// An arrow to what misses its date goes round the sign of that date.
#[test]
fn arrows_leave_missed_dates_free() {
    let (early, long) = ("task early \"Early\" 2d\n", "task long \"Long\" 20d\n");
    for work in [[early, long], [long, early]] {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02 {{\n  allow deadline-missed\n}}\n{}milestone m after early, long by 2026-03-13\n",
            work.concat()
        ));
        let layout = layout(compilation.plan().unwrap());
        let (at, row) = layout.rows.iter().enumerate().find(|(_, row)| row.due.is_some()).unwrap();
        let (due, middle) = (row.due.as_ref().unwrap().x, layout.field().middle(at));
        for arrow in &layout.arrows.drawn {
            for pair in arrow.parts.iter().flat_map(|part| part.windows(2)) {
                let is_level = pair[0].y == middle && pair[1].y == middle;
                let (left, right) = (pair[0].x.min(pair[1].x), pair[0].x.max(pair[1].x));
                assert!(!is_level || due < left || right < due, "{arrow:?}");
            }
        }
    }
}

#[test]
fn arrows_run_at_right_angles_and_cross_no_bar() {
    let mut drawn = 0;
    for text in plans() {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        drawn += layout.arrows.drawn.len();
        let wrong = crossed(&layout);
        assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));
    }
    assert!(drawn > 1000, "only {drawn} arrows were looked at");
}

/// Slack is told in the time of those who do it: its tail ends where the work has to, whoever is away until then.
#[test]
fn a_tail_ends_by_the_time_of_those_who_do_it() {
    for (people, is_levelled) in [("@ana", false), ("@bo|ana", true), ("2x@ana, @bo", false)] {
        let level = if is_levelled { " level" } else { "" };
        let amount = if people.starts_with('2') { "effort 6d" } else { "5d" };
        let people = people.trim_start_matches("2x");
        let text = format!(
            "roadmap \"R\" from 2026-03-02{level}\nperson ana away 2026-03-09..2026-03-13\nperson bo away 2026-03-02..2026-03-13\ntask first {amount} {people}\ntask beside 12d\ntask joined 2d after first, beside\ntask longest 30d\n"
        );
        let compilation = compiled(&text);
        let plan = compilation.plan().unwrap();
        let layout = layout(plan);
        let timing = plan.schedule.timing(layout.rows[0].item.unwrap());
        assert!(timing.free_slack < timing.total_slack, "{text}");
        // A bar ends a seam before its evening.
        let evening = layout.rows[1].mark.right() + Px::whole(1);
        assert_eq!(layout.rows[0].tail, Some(evening), "{text}");
    }
}

/// What somebody does later has an arrow from what they do first, and on a critical path every link is drawn.
#[test]
fn hand_overs_are_drawn_from_what_goes_first() {
    let mut drawn = 0;
    let sizes = [3, 12, 50].into_iter();
    for text in sizes.flat_map(|items| (2..5).map(move |seed| levelled(items, seed))) {
        let compilation = compiled(&text);
        let plan = compilation.plan().unwrap();
        let layout = layout(plan);
        for (to, row) in layout.rows.iter().enumerate() {
            let timing = plan.schedule.timing(row.item.unwrap());
            let Driver::Resource { resource, item: Some(first) } = timing.start_driver else {
                continue;
            };
            let before = plan.schedule.timing(first);
            if before.end > timing.start {
                continue; // It pauses for this one, and goes on behind it.
            }
            let from = layout.rows.iter().position(|row| row.item == Some(first)).unwrap();
            let arrow = layout
                .arrows
                .drawn
                .iter()
                .find(|arrow| arrow.ends == (Stop::Row(from), Stop::Row(to)));
            let Some(arrow) = arrow else {
                let is_critical = before.is_critical && timing.is_critical;
                assert!(layout.arrows.far > 0 && !is_critical, "{} has no arrow", row.title.text);
                continue;
            };
            // Where a line says that it waits for the same, that has an arrow already.
            let is_told = [Kind::HandOver(resource), Kind::Dependency].contains(&arrow.kind);
            assert!(is_told, "{}: {:?}", row.title.text, arrow.kind);
            drawn += usize::from(arrow.kind.is_hand_over());
            let decides = before.is_critical && timing.is_critical;
            assert_eq!(arrow.weight, Weight::of_deciding(decides));
        }
        let critical = layout.rows.iter().enumerate().filter(|(_, row)| row.is_critical);
        let is_critical = |arrow: &Arrow| arrow.weight == Weight::Critical;
        let enters =
            |at: usize| move |arrow: &&Arrow| arrow.ends.1 == Stop::Row(at) && is_critical(arrow);
        for (at, row) in critical {
            let timing = plan.schedule.timing(row.item.unwrap());
            let is_first = timing.start == plan.schedule.start;
            let arrow = layout.arrows.drawn.iter().find(enters(at));
            let pauses = matches!(timing.start_driver, Driver::Resource { .. });
            assert!(is_first || pauses || arrow.is_some(), "{} begins nowhere", row.title.text);
        }
    }
    assert!(drawn > 100, "only {drawn} hand-overs were drawn");
}

/// Their arrows are dashed, say who it is, and are in the legend.
#[test]
fn a_hand_over_names_who_is_not_free() {
    let text = svg(
        "roadmap \"R\" from 2026-01-05 level {\n  allow levelled\n}\nperson ana \"Ana & <b>\"\ntask a \"First\" 3d @ana\ntask b \"Second\" 5d @ana\n",
    );
    let document = roxmltree::Document::parse(&text).unwrap();
    let titles: Vec<_> =
        document.descendants().filter_map(|node| node.text()).map(str::trim).collect();
    assert!(titles.contains(&"Ana & <b>: first First, then Second"));
    assert!(titles.contains(&"decides the end: somebody is not free before"));
    assert!(text.contains(" stroke-dasharray=\"3.5 2.5\""));
}

#[test]
fn poles_and_the_line_of_today_leave_words_free() {
    for text in plans() {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        let poles = layout.flags.iter().map(|flag| (flag.x, &flag.pole));
        let lines: Vec<_> =
            poles.chain(layout.today.iter().map(|today| (today.x, &today.line))).collect();
        let words =
            layout.rows.iter().flat_map(|row| [row.note.as_ref(), row.inner.as_deref()]).flatten();
        for label in words {
            for (x, parts) in
                lines.iter().filter(|(x, _)| label.left() <= *x && *x <= label.right())
            {
                let is_met = parts
                    .iter()
                    .any(|(top, bottom)| *top < label.bottom() && label.top() < *bottom);
                assert!(!is_met, "the line at {x} runs through {label:?}");
            }
        }
    }
}

#[test]
fn every_item_that_is_planned_has_a_row_or_a_flag() {
    let compilation = compiled(&generated(120, 1));
    let plan = compilation.plan().unwrap();
    let layout = layout(plan);
    let planned =
        plan.model.items().filter(|item| plan.schedule.timing(item.id).is_scheduled).count();
    let flags = layout.flags.iter().filter(|flag| flag.item.is_some()).count();
    assert_eq!(layout.rows.len() + flags, planned);
}

#[test]
fn every_span_has_an_axis_that_names_it() {
    for (span, text) in spans() {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        assert!(layout.axis.labels.len() >= 4, "{span}: {:?}", layout.axis.labels);
        assert!(
            layout.axis.labels.iter().any(|label| label.text.contains("20")),
            "{span} has no year"
        );
    }
}

#[test]
fn the_file_is_well_formed_whatever_people_write() {
    let text = svg(&hostile());
    let document = roxmltree::Document::parse(&text).unwrap();
    let texts: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    assert!(texts.contains(&"</text><script>alert(1)</script>"), "{texts:?}");
    assert!(texts.contains(&"a & b < c > d \" e '"), "{texts:?}");
    assert!(texts.contains(&"bell␇ and \u{FFFD}override"), "{texts:?}");
    assert!(!text.contains("<script"), "a title became an element");
    assert!(!text.contains('\u{202E}') && !text.contains('\u{7}'));
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let text = svg(&hostile());
    let document = roxmltree::Document::parse(&text).unwrap();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "foreignObject", "image", "use", "iframe"].contains(&name), "<{name}>");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            if attribute.name() == "href" {
                let address = attribute.value();
                let is_link = ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| address.starts_with(scheme));
                assert!(name == "a" && is_link, "{address}");
            }
        }
    }
    assert!(!text.contains("@import") && !text.contains("url(http"));
}

#[test]
fn ids_of_charts_with_other_titles_differ() {
    let id = |title: &str| {
        let text = svg(&format!("roadmap \"{title}\" from 2026-01-05\ntask a \"A\" 5d\n"));
        text.split("id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_ne!(id("One"), id("Two"));
    assert_eq!(id("One"), id("One"));
}

#[test]
fn the_same_plan_is_the_same_bytes() {
    let text = generated(120, 2);
    assert!(svg(&text) == svg(&text));
}

#[test]
fn a_theme_changes_inks_alone() {
    let compilation = compiled(&generated(12, 1));
    let plan = compilation.plan().unwrap();
    // An ink is a hash and six digits.
    let without_inks = |text: &str| {
        let is_ink = |part: &str| part.get(..6).is_some_and(|ink| !ink.contains(['"', '-']));
        let parts = text.split('#').map(|part| if is_ink(part) { &part[6..] } else { part });
        parts.collect::<Vec<_>>().join("#")
    };
    let body = |theme| {
        let text = emit::svg(&plan, &ChartOptions::default().theme(theme));
        let body = text.split("</style>").nth(1).unwrap();
        (text.contains("prefers-color-scheme"), body.to_owned(), without_inks(body))
    };
    let (auto, light, dark) = (body(Theme::Auto), body(Theme::Light), body(Theme::Dark));
    assert!(auto.0 && !light.0 && !dark.0);
    assert!(auto.1 == light.1 && light.1 != dark.1 && light.2 == dark.2);
}

#[test]
fn numbers_have_no_noise() {
    let text = svg(&generated(120, 3));
    let body = text.split("</style>").nth(1).unwrap();
    let long = body
        .split('"')
        .filter(|part| part.starts_with('M'))
        .flat_map(|data| data.split(|of: char| !of.is_ascii_digit() && of != '.'));
    let noisy: Vec<_> = long
        .filter(|number| number.split_once('.').is_some_and(|(_, behind)| behind.len() > 2))
        .collect();
    assert!(noisy.is_empty(), "{noisy:?}");
}

#[test]
fn an_empty_roadmap_is_a_picture_too() {
    let text = svg("roadmap \"Nothing yet\" from 2026-01-05\n");
    assert!(roxmltree::Document::parse(&text).is_ok());
}

#[test]
fn what_is_not_used_is_not_in_the_legend() {
    let signs = |text: &str| {
        let compilation = compiled(text);
        let layout = layout(compilation.plan().unwrap());
        layout.legend.iter().map(|entry| entry.label.text.to_string()).collect::<Vec<_>>()
    };
    let small = signs("roadmap \"R\" from 2026-01-05\ntask a \"A\" 5d\n");
    assert_eq!(small, ["critical path", "day off"]);
    let more = signs(
        "roadmap \"R\" from 2026-01-05\ntask a \"A\" 5d 40%\ntask b \"B\" 9d\nmilestone m \"M\" after a by 2026-01-16\n",
    );
    assert!(
        more.contains(&"milestone".to_owned()) && more.contains(&"deadline".to_owned()),
        "{more:?}"
    );
    assert!(!more.contains(&"risk".to_owned()));
}

#[test]
fn a_large_chart_says_what_it_leaves_out() {
    let text = generated(3000, 1);
    let compilation = compiled(&text);
    let plan = compilation.plan().unwrap();
    let layout = layout(plan);
    assert!(layout.arrows.far > 0, "nothing was left out");
    let said = layout
        .legend
        .iter()
        .any(|entry| entry.label.text.contains(&format!("{} arrows not drawn", layout.arrows.far)));
    assert!(said);
    assert!(!layout.arrows.hints.is_empty());
    let bytes = emit::svg(&plan, &ChartOptions::default()).len();
    assert!(bytes / plan.model.items.len() <= 1024, "{bytes} bytes");
}

#[test]
fn a_title_of_a_megabyte_is_said_in_full_at_its_own_item_alone() {
    let long = "long ".repeat(200_000);
    let mut text = format!(
        "roadmap \"R\" from 2026-01-05 {{\n  warn overallocated\n}}\nperson x \"{long}\"\ntask a \"{long}\" 1d\n"
    );
    for at in 0..200 {
        let _ = writeln!(text, "task t{at} \"T\" 1d after a @x:1%");
    }
    assert!(svg(&text).len() < 1_500_000);
}

#[test]
fn a_deadline_outside_of_the_picture_stands_at_its_edge() {
    for (name, at_left) in [("due long before", true), ("due long behind", false)] {
        let (_, text) = spans().into_iter().find(|(of, _)| *of == name).unwrap();
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        let [flag] = layout.flags.as_slice() else { panic!("{name}: {:?}", layout.flags) };
        let label = flag.label.as_ref().unwrap();
        assert_eq!(flag.x, if at_left { layout.left } else { layout.right }, "{name}");
        assert!(if at_left { label.text.starts_with('←') } else { label.text.ends_with('→') });
    }
}

/// Room for words behind the last bar is no time: the axis names nothing that lies beyond the unit in which all ends.
#[test]
fn the_axis_ends_with_what_is_drawn() {
    let text = "roadmap \"R\" from 2026-03-02\ntask a \"A\" 300d\ntask b \"B\" 1500d after a by 2027-01-29\n";
    let compilation = compiled(text);
    let layout = layout(compilation.plan().unwrap());
    let years: Vec<_> = layout.axis.labels.iter().map(|label| &*label.text).collect();
    let end = compilation.plan().unwrap().schedule.end.date().year();
    assert!(years.contains(&&*end.to_string()), "{end}: {years:?}");
    assert!(!years.iter().any(|label| label.starts_with(&(end + 1).to_string())), "{years:?}");
    let last = layout.axis.fine_lines.iter().chain(&layout.axis.coarse_lines).max();
    assert!(last.is_some_and(|last| *last < layout.right), "{last:?}");
}
