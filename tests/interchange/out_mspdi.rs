//! A plan as MS Project's XML: read again by an XML parser, field by field.

use std::collections::BTreeMap;

use milepost::diagnostic::Fate;
use milepost::{Options, Source, compile};
use roxmltree::{Document, Node};

const PLANS: [(&str, &str); 10] = [
    ("links", include_str!("plans/links.roadmap")),
    ("lags", include_str!("plans/lags.roadmap")),
    ("dates", include_str!("plans/dates.roadmap")),
    ("calendars", include_str!("plans/calendars.roadmap")),
    ("people", include_str!("plans/people.roadmap")),
    ("progress", include_str!("plans/progress.roadmap")),
    ("levels", include_str!("plans/levels.roadmap")),
    ("outline", include_str!("plans/outline.roadmap")),
    ("hostile", include_str!("plans/hostile.roadmap")),
    ("strategy", include_str!("plans/strategy.roadmap")),
];

fn written(text: &str) -> (String, milepost::diagnostic::Losses) {
    let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
    crate::mspdi(compiled.plan().unwrap())
}

/// What is in an element of this name, of a node.
fn text<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let child = node.children().find(|child| child.has_tag_name((NAMESPACE, name)));
    child.map(|child| child.text().unwrap_or_default())
}

const NAMESPACE: &str = "http://schemas.microsoft.com/project";
const PATH: &str = "188744016";

fn all<'a>(document: &'a Document<'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.has_tag_name((NAMESPACE, name)))
}

/// The tasks by their paths.
fn tasks<'a>(document: &'a Document<'a>) -> BTreeMap<&'a str, Node<'a, 'a>> {
    let path = |task: Node<'a, 'a>| {
        let fields =
            task.children().filter(|child| child.has_tag_name((NAMESPACE, "ExtendedAttribute")));
        let mut fields = fields.filter(|field| text(*field, "FieldID") == Some(PATH));
        fields.next().and_then(|field| text(field, "Value"))
    };
    all(document, "Task").filter_map(|task| Some((path(task)?, task))).collect()
}

fn task(text: &str, path: &str, read: impl Fn(Node<'_, '_>)) {
    let (xml, _) = written(text);
    let document = Document::parse(&xml).unwrap();
    read(tasks(&document)[path]);
}

/// The links of a task: what is waited for, the kind, the lag in tenths of minutes, its format.
fn links(node: Node<'_, '_>) -> Vec<[String; 4]> {
    let links = node.children().filter(|child| child.has_tag_name((NAMESPACE, "PredecessorLink")));
    let field = |link, name| text(link, name).unwrap().to_owned();
    links
        .map(|link| {
            ["PredecessorUID", "Type", "LinkLag", "LagFormat"].map(|name| field(link, name))
        })
        .collect()
}

#[test]
fn every_item_is_there_once_with_its_dates() {
    for (name, source) in PLANS {
        let compiled = compile(Source::new("plan.roadmap", source), &Options::new());
        let plan = compiled.plan().unwrap();
        let (xml, _) = crate::mspdi(plan);
        let document = Document::parse(&xml).unwrap();
        let tasks = tasks(&document);
        assert_eq!(tasks.len(), plan.model.items.len(), "{name}");
        for item in plan.model.items() {
            let (task, timing) = (tasks[item.path().as_str()], plan.schedule.timing(item.id));
            assert_eq!(text(task, "UID"), Some((item.id.0 + 1).to_string().as_str()));
            assert_eq!(text(task, "OutlineLevel"), Some((item.depth() + 1).to_string().as_str()));
            if !timing.is_scheduled || text(task, "Active") == Some("0") {
                continue;
            }
            let is_point = item.kind().is_point() || timing.start == timing.end;
            let start = text(task, "Start").unwrap();
            let finish = text(task, "Finish").unwrap();
            if is_point {
                assert_eq!(
                    &finish[..10],
                    timing.end.last_day().to_string(),
                    "{name} {}",
                    item.path()
                );
            } else if !item.has_parts() {
                assert_eq!(start, format!("{}:00", timing.start), "{name} {}", item.path());
                assert_eq!(finish, format!("{}:00", timing.end), "{name} {}", item.path());
            }
        }
    }
}

#[test]
fn the_four_links_have_their_numbers() {
    let source = include_str!("plans/links.roadmap");
    for (path, kind) in [("fs", "1"), ("ss", "3"), ("ff", "0"), ("sf", "2")] {
        task(source, path, |task| assert_eq!(links(task), [["1", kind, "0", "7"]], "{path}"));
    }
}

#[test]
fn lags_are_tenths_of_minutes_in_a_unit_that_people_know() {
    let source = include_str!("plans/lags.roadmap");
    for (path, lag, format) in [
        ("lag", "9600", "7"),
        ("lead", "-9600", "7"),
        ("hours", "1800", "5"),
        ("clock", "43200", "8"),
        ("ago", "-21600", "6"),
        ("soon", "24000", "7"),
    ] {
        task(source, path, |task| {
            let [link] = &links(task)[..] else { panic!("{path}") };
            assert_eq!([&*link[2], &*link[3]], [lag, format], "{path}");
        });
    }
}

#[test]
fn dates_that_were_fixed_are_constraints() {
    let source = include_str!("plans/dates.roadmap");
    let held = |path: &str, kind: &str, date: Option<&str>| {
        task(source, path, |task| {
            assert_eq!(text(task, "ConstraintType"), Some(kind), "{path}");
            assert_eq!(text(task, "ConstraintDate"), date, "{path}");
        });
    };
    held("fixed", "2", Some("2026-03-09T09:00:00"));
    held("to", "3", Some("2026-03-20T17:00:00"));
    held("after", "4", Some("2026-03-16T09:00:00"));
    held("ends", "6", Some("2026-03-24T17:00:00"));
    held("day", "2", Some("2026-04-15T17:00:00"));
    held("sat", "2", Some("2026-04-18T17:00:00"));
    held("behind", "0", None);
    task(source, "dl", |task| assert_eq!(text(task, "Deadline"), Some("2026-03-31T17:00:00")));
}

#[test]
fn what_goes_as_late_as_it_can_says_so_where_ms_project_comes_to_the_same() {
    let source = "roadmap \"R\" from 2026-03-02\ntask a \"A\" 3d alap before b\nmilestone b \"B\" on 2026-03-20\n";
    task(source, "a", |task| assert_eq!(text(task, "ConstraintType"), Some("1")));
    let slack = "roadmap \"R\" from 2026-03-02\ntask a \"A\" 3d alap before b\ntask b \"B\" 1d after c\ntask c \"C\" 8d\ntask d \"D\" 20d\n";
    let (xml, losses) = written(slack);
    let document = Document::parse(&xml).unwrap();
    let a = tasks(&document)["a"];
    assert_eq!(
        text(a, "ConstraintType"),
        Some("4"),
        "`b` has slack, which MS Project would use up"
    );
    assert_eq!(text(a, "Start"), Some("2026-03-09T09:00:00"));
    assert!(losses.human().contains("as late as"), "{}", losses.human());
}

#[test]
fn a_calendar_has_its_week_and_what_differs_once() {
    let (xml, _) = written(include_str!("plans/calendars.roadmap"));
    let document = Document::parse(&xml).unwrap();
    let berlin = all(&document, "Calendar").find(|of| text(*of, "Name") == Some("berlin")).unwrap();
    let exceptions: Vec<_> = berlin
        .descendants()
        .filter(|node| node.has_tag_name((NAMESPACE, "Exception")))
        .map(|of| (text(of, "Name").unwrap(), text(of, "DayWorking").unwrap()))
        .collect();
    assert_eq!(
        exceptions,
        [
            ("Saturday", "1"),
            ("Moved", "1"),
            ("Moved", "1"),
            ("Good Friday", "0"),
            ("Easter Monday", "0"),
            ("Labour Day", "0"),
        ]
    );
    let days = |node: Node<'_, '_>| {
        let days = node.descendants().filter(|node| node.has_tag_name((NAMESPACE, "WeekDay")));
        days.map(|day| text(day, "DayWorking").unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(days(berlin), "0111110", "Sunday is the first");
}

#[test]
fn people_have_their_units_calendars_and_rates() {
    let (xml, losses) = written(include_str!("plans/people.roadmap"));
    let document = Document::parse(&xml).unwrap();
    let who: BTreeMap<_, _> =
        all(&document, "Resource").map(|of| (text(of, "Code").unwrap(), of)).collect();
    assert_eq!(text(who["bo"], "MaxUnits"), Some("0.5"));
    assert_eq!(text(who["ana"], "StandardRate"), Some("100"), "an hour of 800 a day");
    assert_eq!(text(who["bo"], "Name"), Some("Bo  the  other "), "signs that separate names");
    assert_eq!(text(who["web"], "IsGeneric"), Some("1"));
    let ana = text(who["ana"], "CalendarUID").unwrap();
    let calendar = all(&document, "Calendar").find(|of| text(*of, "UID") == Some(ana)).unwrap();
    assert_eq!(text(calendar, "IsBaseCalendar"), Some("0"));
    let exception =
        calendar.descendants().find(|node| node.has_tag_name((NAMESPACE, "Exception"))).unwrap();
    assert_eq!(text(exception, "Name"), Some("vacation"));
    assert!(losses.iter().any(|loss| loss.what == "the name of somebody"));
}

#[test]
fn efforts_are_fixed_work_shared_by_those_who_do_them() {
    let source = include_str!("plans/people.roadmap");
    let (xml, _) = written(source);
    let document = Document::parse(&xml).unwrap();
    let effort = tasks(&document)["eff"];
    assert_eq!(text(effort, "Type"), Some("2"));
    let uid = text(effort, "UID");
    let works = all(&document, "Assignment").filter(|of| text(*of, "TaskUID") == uid);
    let works: Vec<_> =
        works.map(|of| (text(of, "Units").unwrap(), text(of, "Work").unwrap())).collect();
    assert_eq!(works.len(), 2, "{works:?}");
    assert_eq!(text(effort, "Work"), Some("PT72H0M0S"));
}

#[test]
fn what_is_done_has_actual_dates() {
    let source = include_str!("plans/progress.roadmap");
    task(source, "done", |task| {
        assert_eq!(text(task, "PercentComplete"), Some("100"));
        assert_eq!(text(task, "ActualFinish"), Some("2026-03-05T17:00:00"));
    });
    task(source, "way", |task| {
        assert_eq!(text(task, "PercentComplete"), Some("40"));
        assert_eq!(text(task, "ActualStart"), Some("2026-03-04T09:00:00"));
        assert_eq!(text(task, "ActualFinish"), None);
    });
    task(source, "gone", |task| assert_eq!(text(task, "Active"), Some("0")));
}

#[test]
fn the_same_plan_is_the_same_bytes() {
    for (name, source) in PLANS {
        assert_eq!(written(source).0, written(source).0, "{name}");
    }
}

#[test]
fn texts_stay_texts() {
    let (xml, _) = written(include_str!("plans/hostile.roadmap"));
    let document = Document::parse(&xml).unwrap();
    let tasks = tasks(&document);
    assert_eq!(text(tasks["a"], "Name"), Some("A & B <c> \"d\" 'e' ]]> \u{2401}\u{FFFD} end"));
    assert_eq!(text(tasks["a"], "HyperlinkAddress"), Some("https://example.com/?a=1&b=<2>"));
    assert!(text(tasks["b"], "Notes").unwrap().contains("https://example.com/2"));
}

#[test]
fn custom_fields_stand_in_fields_of_their_kind() {
    let (xml, losses) = written(include_str!("plans/strategy.roadmap"));
    let document = Document::parse(&xml).unwrap();
    let declared: Vec<_> = all(&document, "ExtendedAttributes")
        .flat_map(|of| of.children().filter(Node::is_element))
        .map(|of| [text(of, "FieldName").unwrap(), text(of, "Alias").unwrap()])
        .collect();
    for row in [
        ["Text30", "Path"],
        ["Text1", "jira"],
        ["Text2", "size"],
        ["Number1", "points"],
        ["Date1", "check"],
        ["Flag1", "flag"],
    ] {
        assert!(declared.contains(&row), "{declared:?}");
    }
    let told = losses.iter().filter(|loss| loss.fate == Fate::LeftOut);
    let told: Vec<_> = told.map(|loss| loss.what.as_str()).collect();
    for what in ["a horizon", "a score", "ideas", "risks", "cadences", "views", "budgets"] {
        assert!(told.contains(&what), "{what}: {told:?}");
    }
    assert!(!told.contains(&"tags") && !told.contains(&"custom fields"), "{told:?}");
}
