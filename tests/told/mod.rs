//! What a chart tells those who don't see it, or ask more: its description, its links, the direction of its texts.

use milepost::emit::chart::gantt::lanes::FlagKind;
use milepost::model::Health;

use super::{ChartOptions, compiled, emit, generated, layout, svg};

/// A picture has no parts that a reader could come to: with links a chart is a document.
#[test]
fn links_can_be_reached() {
    let text = svg(
        "roadmap \"R\" from 2026-01-05 {\n  link https://example.com/plan\n}\ntask a \"A\" 5d link https://example.com/a?b=1&c=2\nrelease r \"1.0\" after a link mailto:ops@example.com\n",
    );
    let document = roxmltree::Document::parse(&text).unwrap();
    let links = document.descendants().filter(|node| node.tag_name().name() == "a");
    let links: Vec<_> = links
        .map(|link| {
            let name = link.first_element_child().and_then(|label| label.text()).unwrap();
            (name, link.attribute("href").unwrap(), link.attribute("rel"))
        })
        .collect();
    let expected = [
        ("R", "https://example.com/plan", Some("noopener")),
        ("1.0 · 9 Jan", "mailto:ops@example.com", Some("noopener")),
        ("A", "https://example.com/a?b=1&c=2", Some("noopener")),
    ];
    assert_eq!(links, expected);
    assert_eq!(document.root_element().attribute("role"), Some("graphics-document document"));
}

/// A title stands where the layout put it, and is read in its own direction; what stands round a name keeps its own.
#[test]
fn titles_are_read_in_their_own_direction() {
    let text = svg(
        "roadmap \"R\" from 2026-06-01\nperson noa \"נועה\"\ntask a \"בדיקות קבלה (v2.0)\" 2d @noa\ntask b \"API של הצוות\" 3d after a\n",
    );
    assert!(text.contains(">\u{202B}בדיקות קבלה (v2.0)\u{202C}</text>"), "{text}");
    assert!(text.contains(">API של הצוות</text>"));
    assert!(text.contains("\nwaits for \u{2068}בדיקות קבלה (v2.0)\u{2069}"));
    assert!(!text.contains("direction="), "viewers would put it elsewhere");
}

#[test]
fn a_reader_who_does_not_see_it_is_told_what_it_shows() {
    let text = svg(&generated(50, 1));
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named = root.attribute("aria-labelledby").unwrap();
    for id in named.split(' ') {
        let node = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
        assert!(node.text().is_some_and(|said| !said.trim().is_empty()), "{id} says nothing");
    }
    let rows = document.descendants().filter(|node| ["g", "a"].contains(&node.tag_name().name()));
    let told = rows.filter(|node| {
        node.first_element_child().is_some_and(|first| first.tag_name().name() == "title")
    });
    assert!(told.count() >= 50, "bars have tooltips");
}

/// The description of a chart.
fn description(text: &str) -> String {
    let text = emit::svg(&compiled(text).plan().unwrap(), &ChartOptions::default());
    let document = roxmltree::Document::parse(&text).unwrap();
    let description = document.descendants().find(|node| node.tag_name().name() == "desc");
    description.and_then(|node| node.text()).unwrap().to_owned()
}

#[test]
fn the_description_names_milestones_and_what_is_late() {
    let said = description(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16 {\n  warn deadline-missed\n}\n\
         task a \"Design\" 5d done\ntask b \"Build\" 20d after a by 2026-03-20\ntask c \"Unknown\" after a\n\
         milestone agreed \"Agreed\" after a\nmilestone open \"Open\" after c\nrelease r \"1.0\" after b\n",
    );
    for sentence in [
        " Releases: 1.0 on 10 April 2026.",
        " Milestones: Agreed on 6 March 2026, reached; Open not before 16 March 2026.",
        " Late: Build, due by 20 March 2026, 15 working days late.",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}

/// Whoever listens can't skip.
#[test]
fn a_description_is_short_whatever_it_describes() {
    use std::fmt::Write;
    let mut text = String::from("roadmap \"R\" from 2026-03-02 {\n  warn deadline-missed\n}\n");
    for at in 0..500 {
        let _ = writeln!(
            text,
            "milestone m{at} \"{}\" on 2026-04-01 by 2026-03-20",
            "long ".repeat(99)
        );
    }
    let said = description(&text);
    assert!(said.contains("; and 488 more. Late: "), "{said}");
    assert!(said.len() < 6000, "{}", said.len());
}

/// What rests on work that nobody has estimated ends not before a day, and is late by at least so much, wherever the chart says so.
#[test]
fn an_unknown_end_is_never_told_as_certain() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 by 2026-03-10 {\n  warn deadline-missed\n}\n\
         stream web \"Web\" {\n  task a \"Form\" 5d\n  task b \"Unknown\" after a\n\
         \x20 task c \"Rests\" 5d after b by 2026-03-06\n}\n\
         stream api \"API\" {\n  task d \"Known\" 8d by 2026-03-09\n}\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let row = |title: &str| layout.rows.iter().find(|row| row.title.text == title).unwrap();
    let aside = |title: &str| row(title).aside.as_ref().unwrap().text.to_string();
    assert_eq!(aside("Web"), "not before 13 Mar");
    assert_eq!(aside("API"), "2 Mar – 11 Mar");
    let subtitle = &layout.header.subtitle[0].text;
    assert!(subtitle.starts_with("2 Mar – not before 13 Mar 2026"), "{subtitle}");
    let note = |title: &str| row(title).note.as_ref().unwrap().text.to_string();
    assert!(
        note("Rests").starts_with("not before 13 Mar · at least 5 d late"),
        "{}",
        note("Rests")
    );
    assert!(note("Known").starts_with("11 Mar · 2 d late"), "{}", note("Known"));
    let flag = layout.flags[0].label.as_ref().unwrap();
    assert_eq!(flag.text, "due 10 Mar · at least 3 d late");
    let said = description(
        "roadmap \"R\" from 2026-03-02\ntask a \"Form\" 5d\ntask b \"Unknown\" after a\n",
    );
    assert!(said.starts_with("Gantt chart, 2 Mar – not before 9 Mar 2026: "), "{said}");
}

#[test]
fn what_is_late_by_hours_says_so_in_hours() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-06-01 {\n  warn deadline-missed\n}\ntask a \"A\" 4h\nmilestone m \"M\" after a by 2026-06-01T12:00\n",
    );
    let layout = layout(compilation.plan().unwrap());
    assert_eq!(layout.rows[1].note.as_ref().unwrap().text, "13:00 · 1h late · due 12:00");
}

/// An objective has no row: one that is missed has a flag at its day, and is named in the description.
#[test]
fn an_objective_that_is_missed_is_told() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-02 {\n  warn objective-missed\n}\n\
         objective growth \"Growth\" by 2026-03\nobjective kept \"Kept\" by 2026-06\nfeature a \"A\" 40d for growth, kept\n";
    let compilation = compiled(text);
    let layout = layout(compilation.plan().unwrap());
    let [flag] = layout.flags.as_slice() else { panic!("{:?}", layout.flags) };
    assert_eq!(flag.label.as_ref().unwrap().text, "Growth · due 31 Mar · 18 d late");
    assert_eq!(flag.kind, FlagKind::MissedObjective);
    assert!(layout.left < flag.x && flag.x < layout.rows[0].mark.right());
    assert!(layout.legend.iter().any(|entry| entry.label.text == "due date"));
    let said = description(text);
    let sentence = " Objectives missed: Growth, due by 31 March 2026, 18 working days late.";
    assert!(said.contains(sentence), "{said}");
}

/// A release that was promised shows the promise: by its pin, or in words where its own name would hide that.
#[test]
fn a_promise_is_seen() {
    let promised = |day: &str| {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02 {{\n  warn promise-missed\n}}\ntask a \"A\" 40d\nrelease r \"1.0\" after a promised {day}\ntask b \"B\" 60d\n"
        ));
        let layout = layout(compilation.plan().unwrap());
        let [flag] = layout.flags.as_slice() else { panic!("one flag") };
        let told = flag.label.as_ref().unwrap().text.contains("promised");
        let words = layout.legend.iter().map(|entry| entry.label.text.to_string());
        (
            flag.promised.map(|(at, is_missed)| (at < flag.x, is_missed)),
            told,
            words.collect::<Vec<_>>(),
        )
    };
    let (pin, told, legend) = promised("2026-03-20");
    assert_eq!((pin, told), (Some((true, true)), false));
    assert!(legend.contains(&"promise missed".to_owned()), "{legend:?}");
    let (pin, told, legend) = promised("2026-05-20");
    assert_eq!((pin, told), (Some((false, false)), false));
    assert!(legend.contains(&"promise".to_owned()), "{legend:?}");
    let (pin, told, _) = promised("2028-05-20");
    assert_eq!((pin, told), (None, true), "beyond the picture it is told in words");
}

/// What a lateness is told against is what the report tells it against, and a promise is told as it was given.
#[test]
fn a_late_flag_says_what_it_is_late_for() {
    let label = |dates: &str| {
        let compilation = compiled(&format!(
            "roadmap \"R\" from 2026-03-02 today 2026-03-02\ntask a \"A\" 44d\nrelease r \"1.0\" {dates} after a\n"
        ));
        let layout = layout(compilation.plan().unwrap());
        let [flag] = layout.flags.as_slice() else { panic!("one flag") };
        let has_pin = flag.promised.is_some();
        (flag.label.as_ref().unwrap().text.to_string(), flag.planned.is_some(), has_pin)
    };
    let told = |text: &str, has_ghost, has_pin| (text.to_owned(), has_ghost, has_pin);
    assert_eq!(label("on 2026-03-27"), told("1.0 · 30 Apr · 24 d late", true, false));
    assert_eq!(label("by 2026-04-24"), told("1.0 · 30 Apr · 4 d late · due 24 Apr", false, false));
    let words = "on 2026-03-27 by 2026-04-20 promised 2026-04";
    assert_eq!(label(words), told("1.0 · 30 Apr · 24 d late", true, false));
    assert_eq!(label("promised 2026-04"), told("1.0 · 30 Apr · promised April 2026", false, false));
}

/// A stream in which nothing stands has no dates and no share of work: the row says so.
#[test]
fn an_empty_stream_says_so() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\nstream a \"A\" {\n  task t 9d started 2026-03-09 50%\n}\nstream b \"B\" by 2026-05-01 {\n}\nstream c \"C\" {\n  stream d \"D\" {\n  }\n}\n",
    );
    for depth in [1, 2] {
        let options = ChartOptions::default().depth(u32::try_from(depth).unwrap());
        let layout = milepost::emit::chart::layout(compilation.plan().unwrap(), options);
        let (first, empty) = layout
            .rows
            .iter()
            .position(|row| row.title.text == "B")
            .map(|at| layout.rows.split_at(at))
            .unwrap();
        assert_eq!((first.len(), empty.len()), (depth, 1 + depth), "A and its task, B, C and D");
        for row in empty {
            assert_eq!(row.aside.as_ref().unwrap().text, "nothing in it");
            assert!(row.note.is_none() && row.is_stream() && !row.mark.is_bar(), "{row:?}");
        }
        assert!(layout.beside.iter().all(|beside| beside.label.top() < empty[0].y), "{depth}");
    }
}

/// Where a flag has little room its name is cut, not what is told of it.
#[test]
fn a_flag_tells_its_day_whatever_its_name() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 today 2026-03-02\nobjective o \"Nobody ever loses a transfer again\" by 2026-03-20\ntask a \"A\" 44d for o\nrelease r \"Everything for everybody everywhere\" on 2026-03-27 after a\n",
    );
    let plan = compilation.plan().unwrap();
    let layout = milepost::emit::chart::layout(plan, ChartOptions::default().width(480));
    let texts: Vec<_> =
        layout.flags.iter().map(|flag| flag.label.as_ref().unwrap().text.to_string()).collect();
    assert!(texts[0].ends_with("… · due 20 Mar · 29 d late"), "{texts:?}");
    assert!(texts[1].ends_with("… · 30 Apr · 24 d late"), "{texts:?}");
}

/// A row tells the lateness that the report tells, whichever of its dates is missed by most.
#[test]
fn a_late_row_tells_what_is_missed_by_most() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 today 2026-03-02\ntask a \"A\" 44d\nmilestone m \"M\" on 2026-03-27 by 2026-04-24 after a\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let note = layout.rows[1].note.as_ref().unwrap();
    assert_eq!(note.text, "30 Apr · 24 d late · planned 27 Mar");
}

/// A release that is done shows that it is, and raises no alarm any more, however late it was.
#[test]
fn a_release_that_is_done_is_told() {
    let compilation = compiled(
        "roadmap \"R\" from 2026-03-02 today 2026-04-06\ntask a \"A\" 5d done 2026-03-10\nrelease r \"1.0\" on 2026-03-20 after a done 2026-03-27\nrelease s \"Soon\" on 2026-04-10 after b\ntask b \"B\" 3d\n",
    );
    let layout = layout(compilation.plan().unwrap());
    let [done, soon] = layout.flags.as_slice() else { panic!("{:?}", layout.flags) };
    assert_eq!(done.kind, FlagKind::Release);
    assert_eq!(done.label.as_ref().unwrap().text, "1.0 · 27 Mar");
    assert_eq!(done.sign.map(|(health, _)| health), Some(Health::Done));
    assert!(done.tooltip.contains("\nplanned 20 Mar 2026: 5 working days late"), "{done:?}");
    assert!(done.planned.is_none() && soon.sign.is_none());
}

/// Names in sentences of ours keep their own direction.
#[test]
fn names_on_flags_do_not_turn_their_dates() {
    let text = svg(
        "roadmap \"R\" from 2026-06-01 {\n  warn objective-missed\n}\ntask a \"A\" 5d for o\nrelease r \"השקה 2\" after a\nobjective o \"צמיחה 3\" by 2026-06-02\n",
    );
    assert!(text.contains(">\u{2068}השקה 2\u{2069} · 5 Jun</text>"), "{text}");
    assert!(text.contains(">\u{2068}צמיחה 3\u{2069} · due 2 Jun · 3 d late</text>"), "{text}");
    assert!(text.contains("<title>\u{2068}השקה 2\u{2069}\n"), "{text}");
}

/// Of several links each can be reached.
#[test]
fn further_links_are_numbers_behind_the_name() {
    let links = "  link https://example.com/1\n  link https://example.com/2\n  link https://example.com/3\n";
    let text = svg(&format!(
        "roadmap \"R\" from 2026-03-02\nperson ana \"Ana Silva\"\nfeature a \"A feature with a name that is long enough to be cut somewhere\" 5d @ana {{\n{links}}}\n"
    ));
    let document = roxmltree::Document::parse(&text).unwrap();
    let links = document.descendants().filter(|node| node.tag_name().name() == "a");
    let links: Vec<_> = links
        .map(|link| {
            let label = link.first_element_child().unwrap();
            (label.text().unwrap().to_owned(), link.attribute("href").unwrap())
        })
        .collect();
    let [first, second, third] = links.as_slice() else { panic!("{links:?}") };
    assert!(first.0.starts_with("A feature"), "{first:?}");
    assert_eq!(first.1, "https://example.com/1");
    assert_eq!((second.0.as_str(), second.1), ("2", "https://example.com/2"));
    assert_eq!((third.0.as_str(), third.1), ("3", "https://example.com/3"));
    for at in 1..=3 {
        assert!(text.contains(&format!("\nhttps://example.com/{at}")), "the tooltip lists it");
    }
}
