//! Where things stand: at every width and depth, with flags, deadlines and hours.

mod views;
mod words;

use std::fmt::Write;

use milepost::emit::ChartOptions;
use milepost::emit::chart::gantt::arrows::Stop;
use milepost::emit::chart::gantt::rows::Mark;
use milepost::emit::chart::label::Label;
use milepost::emit::chart::look::Weight;
use milepost::emit::chart::look::Why;
use milepost::emit::chart::{self, Px};
use milepost::model::Health;

use super::support::plans::generated;
use super::{compiled, crossed, layout, misplaced, plans};

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
        .filter(|arrow| arrow.weight == Weight::Critical)
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
        let arrows: Vec<_> =
            layout.arrows.drawn.iter().filter(|arrow| arrow.weight == Weight::Critical).collect();
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
    assert!(
        names.iter().enumerate().all(|(at, name)| name.text.starts_with(&format!("Train {at} · ")))
    );
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

/// What stands at the end of a day shows that day: the axis names it.
#[test]
fn the_first_day_is_on_the_axis() {
    for (text, day) in [
        (
            "roadmap \"R\" from 2024-06-03\nmilestone a on 2024-06-04\nmilestone b on 2024-06-18\n",
            "4",
        ),
        ("roadmap \"R\" from 2026-03-02 today 2026-03-20\nmilestone a on 2026-03-13\n", "13"),
        (
            "roadmap \"R\" from 2026-03-02 today 2026-03-20\ntask t 5d\nrelease a on 2026-03-13 after t\n",
            "13",
        ),
        ("roadmap \"R\" from 2026-03-02\nmilestone a\ntask t 9d\n", "2"),
    ] {
        let compilation = compiled(text);
        let layout = layout(compilation.plan().unwrap());
        let texts: Vec<_> = layout.axis.labels.iter().map(|label| label.text.as_ref()).collect();
        let first = layout.axis.labels.iter().filter(|of| of.left() < layout.left + Px::whole(12));
        // `13`, `Fri 13`
        let mut days = first.filter_map(|label| label.text.split(' ').next_back());
        assert!(days.any(|of| of == day), "{day}: {texts:?}");
    }
}

/// What comes later than it was planned stands where it will be; where it was planned is its outline.
#[test]
fn what_is_late_stands_at_its_forecast_and_shows_its_plan() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01 today 2026-06-22\ntask audit \"Audit\" from 2026-06-08 to 2026-06-10\nmilestone gate \"Gate\" on 2026-06-12\nrelease one \"One\" on 2026-06-15\ntask x \"X\" 2d in one done 2026-06-02\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let today = layout.today.as_ref().unwrap().x;
    let [audit, gate, x] = layout.rows.as_slice() else { panic!("three rows") };
    for row in [audit, gate] {
        let due = row.due.as_ref().unwrap();
        assert!(due.x < today && due.until.is_some_and(|until| until >= today - Px::whole(2)));
        assert_eq!(row.health, Some(Health::OffTrack));
        assert!(row.note.as_ref().unwrap().text.contains("d late · planned "), "{:?}", row.note);
    }
    let audit = audit.due.as_ref().unwrap();
    assert!(audit.planned_start < audit.x, "a period has two ends");
    assert!(x.due.is_none() && x.health.is_none());
    let [flag] = layout.flags.as_slice() else { panic!("one flag") };
    assert_eq!(flag.label.as_ref().unwrap().text, "One · 22 Jun · 5 d late");
    assert!(flag.planned.is_some_and(|planned| planned < flag.x));
    assert_eq!(flag.sign.map(|(health, _)| health), Some(Health::OffTrack));
    let signs: Vec<_> = layout.legend.iter().map(|entry| entry.label.text.as_ref()).collect();
    assert!(signs.contains(&"off track") && signs.contains(&"planned"), "{signs:?}");
}

/// The chart says of every row what the plan says of its item.
#[test]
fn rows_and_flags_have_the_health_of_their_items() {
    let mut seen = std::collections::BTreeSet::new();
    for text in plans() {
        let compilation = compiled(&text);
        let plan = compilation.plan().unwrap();
        let status = plan.status();
        let layout = layout(plan);
        for row in &layout.rows {
            let health = status.standing(row.item.unwrap()).health;
            let told = health.filter(|of| *of > Health::OnTrack);
            assert_eq!(row.health, told, "{}", row.title.text);
            seen.extend(told);
        }
        for flag in layout.flags.iter().filter(|flag| flag.sign.is_some()) {
            let health = status.standing(flag.item.unwrap()).health;
            assert_eq!(flag.sign.map(|(health, _)| health), health);
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

/// Hours are told where anything begins or ends within a day, not of whole days.
#[test]
fn whole_days_have_no_hours() {
    for (work, has_hours) in [("2d", false), ("6h", true)] {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-06-01\ntask a \"A\" {work}\nmilestone m after a by 2026-06-05\n"
        ));
        let layout = layout(compilation.plan().unwrap());
        let texts: Vec<_> = layout.labels().map(|label| label.text.as_ref()).collect();
        assert_eq!(texts.iter().any(|text| text.contains(':')), has_hours, "{texts:?}");
    }
}

/// Absences and overload are seen in the bars that they concern.
#[test]
fn absences_and_overload_are_hatched() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 {\n  warn overallocated\n}\nperson ana away 2026-03-23..2026-03-25 \"leave\"\ntask api 10d @ana\ntask docs 5d @ana after api.start + 6d\ntask more 8d @ana after docs\ntask free 9d\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let of = |why: Why| -> Vec<usize> {
        layout.hatches.iter().filter(|hatch| hatch.why == why).map(|hatch| hatch.row).collect()
    };
    assert_eq!(of(Why::Overload), [0, 1]);
    assert_eq!(of(Why::Away), [2]);
    for hatch in &layout.hatches {
        let mark = layout.rows[hatch.row].mark;
        assert!(
            mark.left() <= hatch.left && hatch.left < hatch.right && hatch.right <= mark.right()
        );
    }
}

/// Where a chart is taller than a screen, its axis stands again between rows.
#[test]
fn the_axis_is_never_far() {
    let compilation = compiled(&generated(120, 1));
    let layout = layout(compilation.plan().unwrap());
    let mut heights: Vec<_> = layout
        .repeats
        .iter()
        .chain(&layout.foot)
        .map(|label| label.baseline)
        .chain([layout.top, layout.bottom])
        .collect();
    heights.sort_unstable();
    let farthest = heights.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(farthest < layout.row_height.times(45), "{farthest}");
}

/// A plan that is one day away is seen beside what came of it.
#[test]
fn a_ghost_of_one_day_is_seen() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 {\n  warn starts-before-dependency\n}\ntask long \"Long\" 200d\ntask a \"A\" 10d\nmilestone m \"M\" on 2026-03-12 after a\nrelease r \"1.0\" on 2026-03-12 after a\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let row = layout.rows.iter().find(|row| row.title.text == "M").unwrap();
    let due = row.due.as_ref().unwrap();
    assert!(due.until.unwrap() - due.x >= Px::whole(10), "{due:?}");
    let flag = &layout.flags[0];
    assert!(flag.x - flag.planned.unwrap() >= Px::whole(8), "{flag:?}");
    // Also where its pole is the first of all.
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-04 today 2026-06-04\ntask a \"A\" 240d\nrelease r \"1.0\" on 2026-06-03\n",
    );
    let layout = chart::layout(compilation.plan().unwrap(), ChartOptions::default());
    let flag = &layout.flags[0];
    assert!(flag.x - flag.planned.unwrap() >= Px::whole(8), "{flag:?}");
}

/// An item without slack may be late for a deadline of its own alone: its arrow does not decide the end.
#[test]
fn a_deadline_of_its_own_does_not_decide_the_end() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 {\n  warn deadline-missed\n}\ntask long \"Long\" 20d\nmilestone finish \"Finish\" after long\ntask a \"A\" 5d\ntask b \"B\" 5d after a by 2026-03-12\nrelease r \"1.0\" after b\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let title = |stop: Stop| match stop {
        Stop::Row(at) => layout.rows[at].title.text.as_ref(),
        Stop::Flag(_) => "1.0",
    };
    let arrows = layout.arrows.drawn.iter();
    let arrows = arrows.map(|of| (title(of.ends.0), title(of.ends.1), of.weight));
    let arrows: std::collections::BTreeSet<_> = arrows.collect();
    let expected = [
        ("A", "B", Weight::Usual),
        ("B", "1.0", Weight::Usual),
        ("Long", "Finish", Weight::Critical),
    ];
    assert_eq!(arrows, expected.into());
}

/// Of something whose work is done while a milestone in it is open something is left to be seen.
#[test]
fn what_has_an_open_milestone_is_not_drawn_as_done() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 today 2026-03-20\nfeature f \"F\" {\n  task a 5d done 2026-03-06\n  milestone m after a + 20d\n}\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let row = layout.rows.iter().find(|row| row.title.text == "F").unwrap();
    let Mark::Rollup { start, done, end } = row.mark else { panic!("{:?}", row.mark) };
    assert!(start < done && done < end, "{:?}", row.mark);
}

/// Five releases in a few days, at the left edge of a long plan: each cloth lies on the page.
#[test]
fn no_cloth_leaves_the_page() {
    let names = ["Spring", "Early summer", "Summer", "High summer", "Late summer"];
    let mut text =
        String::from("roadmap \"Trains\" from 2026-01-05 today 2026-06-04\ntask a \"A\" 240d\n");
    for (at, name) in names.iter().enumerate() {
        let day = [1, 3, 5, 8, 9][at];
        writeln!(text, "release r{at} \"{name}\" on 2026-06-0{day}").unwrap();
    }
    let compilation = compiled(&text);
    let layout = layout(compilation.plan().unwrap());
    assert_eq!(layout.flags.iter().filter(|flag| flag.label.is_some()).count(), 5);
    for flag in &layout.flags {
        let (left, right) = (flag.x.min(flag.far), flag.x.max(flag.far));
        assert!(left >= Px::whole(20) && right <= layout.width, "{flag:?}");
    }
}
