//! The chart, by its layout's numbers and by its bytes: no two texts overlap, none leaves the picture, no arrow crosses a bar,
//! whatever the plan; the file is well-formed, harmless, and the same every time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod curve;
mod told;
mod support {
    pub(super) mod plans;
}

use std::fmt::Write;
use std::num::NonZeroU32;

use milepost::emit::chart::arrows::{Arrow, Kind, Stop};
use milepost::emit::chart::label::Label;
use milepost::emit::chart::rows::Mark;
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

/// From as narrow as a chart can be to as wide as a wall, whole and rolled up.
#[test]
fn at_every_width_and_depth_it_is_a_picture() {
    for (items, seed) in [(5, 1), (12, 2), (50, 3), (120, 1)] {
        let text = generated(items, seed);
        let compilation = compiled(&text);
        for width in [480, 600, 838, 1360, 4000] {
            for depth in [None, Some(1), Some(2), Some(3)] {
                let options = ChartOptions::default().width(width);
                let options = depth.map_or(options, |levels| options.depth(levels));
                let layout = chart::layout(compilation.plan().unwrap(), options);
                assert_eq!(layout.width, Px::whole(width.into()));
                let wrong = [misplaced(&layout), crossed(&layout)].concat();
                assert!(wrong.is_empty(), "{width} {depth:?}: {}\n{text}", wrong.join("\n"));
                let levels = layout.rows.iter().map(|row| row.depth + 1).max();
                assert!(depth.is_none_or(|depth| levels <= usize::try_from(depth).ok()));
            }
        }
    }
}

/// Shown in a README no text is smaller than 11 pixels.
#[test]
fn its_text_is_read_in_a_readme() {
    let compilation = compiled(&generated(50, 1));
    let layout = layout(compilation.plan().unwrap());
    assert!(layout.width <= Px::whole(838));
    assert!(layout.labels().all(|label| label.style.size() >= Px::whole(11)));
}

/// What lies deeper has no rows; its arrows run between the bars that stand for it, from when it ends to when it starts.
#[test]
fn what_is_rolled_up_keeps_its_arrows() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\nstream a \"A\" {\n  task one \"One\" 5d\n  task two \"Two\" 20d after one\n}\nstream b \"B\" {\n  task three \"Three\" 2d\n  task four \"Four\" 9d after a.one\n}\n",
    );
    let plan = compilation.plan().unwrap();
    let layout = chart::layout(plan, ChartOptions::default().depth(1));
    let titles: Vec<_> = layout.rows.iter().map(|row| row.title.text.as_ref()).collect();
    assert_eq!(titles, ["A", "B"]);
    assert!(layout.rows.iter().all(|row| row.mark.is_bar()));
    let [arrow] = layout.arrows.drawn.as_slice() else { panic!("{:?}", layout.arrows) };
    assert_eq!(arrow.ends, (Stop::Row(0), Stop::Row(1)));
    let (from, to) = (arrow.parts[0][0], *arrow.parts[0].last().unwrap());
    let whole = chart::layout(plan, ChartOptions::default());
    assert!(layout.rows[0].mark.left() < from.x && from.x < layout.rows[0].mark.right());
    assert!(from.x <= to.x && to.x < layout.rows[1].mark.right());
    assert_eq!(whole.arrows.drawn.len(), 2);
}

/// Slack is free time: what waits for a bar waits for its end.
#[test]
fn no_arrow_leaves_out_of_slack() {
    let mut seen = 0;
    for text in plans() {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        for arrow in &layout.arrows.drawn {
            let Stop::Row(from) = arrow.ends.0 else { continue };
            let (row, start) = (&layout.rows[from], arrow.parts[0][0]);
            let Some(tail) = row.tail.filter(|_| start.x > row.mark.left()) else { continue };
            seen += 1;
            assert!(start.x <= row.mark.right(), "{arrow:?} leaves out of the slack up to {tail}");
            let is_level = arrow.parts[0].get(1).is_some_and(|next| next.y == start.y);
            assert!(!is_level || start.y != layout.field().middle(from), "{arrow:?}");
        }
    }
    assert!(seen > 20, "only {seen} were looked at");
}

/// The critical path leads from what decides a release to its pole, along it, and on to what waits for it.
#[test]
fn the_critical_path_leads_through_releases() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02\nstream a \"A\" {\n  task build \"Build\" 10d in v1\n  task docs \"Docs\" 3d in v1\n}\nrelease v1 \"1.0\"\nrelease v2 \"2.0\" after v1 + 2w\ntask rehearse \"Rehearse\" 5d after v2\nmilestone ready \"Ready\" after rehearse\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let critical: Vec<_> = layout
        .arrows
        .drawn
        .iter()
        .filter(|arrow| arrow.is_critical)
        .map(|arrow| arrow.ends)
        .collect();
    let row = |title: &str| {
        Stop::Row(layout.rows.iter().position(|row| row.title.text == title).unwrap())
    };
    for link in [
        (row("Build"), Stop::Flag(0)),
        (Stop::Flag(0), Stop::Flag(1)),
        (Stop::Flag(1), row("Rehearse")),
        (row("Rehearse"), row("Ready")),
    ] {
        assert!(critical.contains(&link), "{link:?} is not in {critical:?}");
    }
    assert_eq!(critical.len(), 4, "{critical:?}");
    // Nothing is left out between where it comes to a pole and where it goes on.
    for (into, on) in [(0, 1), (1, 2)] {
        let arrows: Vec<_> = layout.arrows.drawn.iter().filter(|arrow| arrow.is_critical).collect();
        let end = |at: usize| {
            critical.iter().position(|link| match at {
                0 => *link == (row("Build"), Stop::Flag(0)),
                1 => *link == (Stop::Flag(0), Stop::Flag(1)),
                _ => *link == (Stop::Flag(1), row("Rehearse")),
            })
        };
        let tip = *arrows[end(into).unwrap()].parts.last().unwrap().last().unwrap();
        let from = &arrows[end(on).unwrap()].parts;
        assert!(from.iter().flatten().any(|point| *point == tip), "{tip:?} is not in {from:?}");
    }
}

#[test]
fn no_flag_or_pill_hides_another() {
    let trains = |count: usize| {
        let mut text =
            String::from("roadmap \"R\" from 2026-01-05 today 2026-06-04\ntask a \"A\" 240d\n");
        for at in 0..count {
            let _ = writeln!(text, "release r{at} \"Train {at}\" on 2026-06-{:02}", 1 + at);
        }
        text
    };
    for text in [trains(5), trains(8), trains(20)].into_iter().chain(plans()) {
        let compilation = compiled(&text);
        let layout = layout(compilation.plan().unwrap());
        let flags = layout.flags.iter().filter(|flag| flag.label.is_some());
        let cloths = flags.map(|flag| (flag.y, flag.x.min(flag.far), flag.x.max(flag.far)));
        let pill = layout.today.iter().map(|today| (today.y, today.left, today.left + today.width));
        let all: Vec<_> = cloths.chain(pill).collect();
        for (at, one) in all.iter().enumerate() {
            let hidden = all[at + 1..]
                .iter()
                .find(|other| other.0 == one.0 && other.1 < one.2 && one.1 < other.2);
            assert!(hidden.is_none(), "{one:?} and {hidden:?} lie on each other\n{text}");
        }
        let poles = layout.flags.iter().filter(|flag| flag.label.is_some());
        assert!(poles.into_iter().all(|flag| !flag.pole.is_empty()));
    }
    let compilation = compiled(&trains(5));
    let layout = layout(compilation.plan().unwrap());
    let names: Vec<_> = layout.flags.iter().filter_map(|flag| flag.label.as_ref()).collect();
    assert_eq!(names.len(), 5);
    assert!(names.iter().enumerate().all(|(at, name)| name.text == format!("Train {at}")));
}

/// Where hours are told, the axis and the bars are on one scale.
#[test]
fn a_bar_stands_at_its_hours() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01\ntask a \"A\" 1d\ntask b \"B\" 4h after a\ntask c \"C\" 4h after b\ntask d \"D\" 2d after c\n",
    );
    let layout = chart::layout(compilation.plan().unwrap(), ChartOptions::default().width(1360));
    let at = |name: &str, day: usize| {
        let all = layout.axis.labels.iter().filter(|label| label.text == name);
        all.map(|label| label.x).nth(day).unwrap() - Px::whole(6)
    };
    let row = |at: usize| layout.rows[at].mark;
    assert_eq!(row(1).left(), at("09:00", 1), "B starts on Tuesday at nine");
    assert_eq!(row(1).right() + Px::whole(1), at("13:00", 1));
    assert_eq!(row(2).left(), at("13:00", 1));
    assert_eq!(row(2).right() + Px::whole(1), at("09:00", 2), "C ends in the evening");
    assert!(layout.shading.is_empty(), "no hour is drawn that nobody works");
    assert!(layout.legend.iter().all(|entry| entry.label.text != "day off"));
}

/// What falls into the night is drawn there, and the hours that nobody works are called closed.
#[test]
fn a_moment_at_night_is_seen() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01\ntask prep \"Prepare\" 1d\ntask copy \"Copy\" elapsed 10h from 2026-06-02T20:00\nmilestone over \"Over\" after copy by 2026-06-03T07:00\n",
    );
    let layout = chart::layout(compilation.plan().unwrap(), ChartOptions::default().width(1360));
    let night = layout.shading.iter().find(|(left, right)| {
        *left < layout.rows[1].mark.left() && layout.rows[1].mark.right() < *right
    });
    assert!(night.is_some(), "{:?}", layout.shading);
    let signs: Vec<_> = layout.legend.iter().map(|entry| entry.label.text.as_ref()).collect();
    assert!(signs.contains(&"closed") && !signs.contains(&"day off"), "{signs:?}");
    let due = layout.rows[2].due.as_ref().unwrap();
    assert_eq!(
        due.label
            .as_ref()
            .or(layout.rows[2].note.as_ref())
            .map(|label| label.text.contains("due 3 Jun 07:00")),
        Some(true)
    );
}

/// A deadline has the same sign and its date, be it near, far, missed or beyond the picture.
#[test]
fn a_deadline_is_always_a_sign_with_its_date() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01 {\n  warn deadline-missed\n}\ntask long \"Long\" 30d\ntask c \"C\" 5d\nmilestone near after c by 2026-06-08\nmilestone far after c by 2026-06-19\nmilestone beyond after c by 2027-06-10\nmilestone missed after long by 2026-06-19\nmilestone before after long by 2025-01-10\ntask bar \"Bar\" 6h after long by 2026-07-13T12:00\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let dates = ["8 Jun", "19 Jun", "10 Jun 2027", "19 Jun", "10 Jan 2025", "13 Jul 12:00"];
    let dues = layout.rows.iter().filter(|row| row.due.is_some());
    for (row, date) in dues.clone().zip(dates) {
        let due = row.due.as_ref().unwrap();
        assert!(layout.left <= due.x && due.x <= layout.right);
        let said = due.label.as_ref().or(row.note.as_ref()).unwrap();
        assert!(said.text.contains(&format!("due {date}")), "{:?}", said.text);
    }
    assert_eq!(dues.count(), dates.len());
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
        let timing = plan.schedule.timing(layout.rows[0].item);
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
            let timing = plan.schedule.timing(row.item);
            let Driver::Resource { resource, item: Some(first) } = timing.start_driver else {
                continue;
            };
            let before = plan.schedule.timing(first);
            if before.end > timing.start {
                continue; // It pauses for this one, and goes on behind it.
            }
            let from = layout.rows.iter().position(|row| row.item == first).unwrap();
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
            assert_eq!(arrow.is_critical, before.is_critical && timing.is_critical);
        }
        let critical = layout.rows.iter().enumerate().filter(|(_, row)| row.is_critical);
        let enters =
            |at: usize| move |arrow: &&Arrow| arrow.ends.1 == Stop::Row(at) && arrow.is_critical;
        for (at, row) in critical {
            let timing = plan.schedule.timing(row.item);
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
fn hundreds_of_releases_take_no_more_than_their_lanes() {
    let mut text = String::from("roadmap \"R\" from 2026-01-05\ntask a \"A\" 200d\n");
    for at in 0..300 {
        let _ = writeln!(
            text,
            "release r{at} \"Release {at}\" on 2026-{:02}-{:02}",
            2 + at % 9,
            1 + at % 28
        );
    }
    let compilation = compiled(&text);
    let layout = layout(compilation.plan().unwrap());
    let wrong = misplaced(&layout);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(layout.flags.len(), 300);
    assert!(layout.flags.iter().all(|flag| flag.label.is_some() || flag.pole.is_empty()));
    assert!(layout.top < Px::whole(360));
    let counted = layout.flags.iter().filter_map(|flag| flag.label.as_ref());
    let number = |label: &Label<'_>| label.text.strip_prefix('+')?.parse::<usize>().ok();
    let (numbers, names): (Vec<_>, Vec<_>) = counted.map(number).partition(Option::is_some);
    assert_eq!(names.len() + numbers.into_iter().flatten().sum::<usize>(), 300);
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
