//! The dates of a plan as iCalendar, read again by a parser.

use std::collections::BTreeMap;

use icalendar::{Calendar, CalendarComponent, Component, Event};
use milepost::{Options, Source, compile};

fn written(text: &str) -> String {
    let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
    crate::icalendar(compiled.plan().unwrap()).0
}

fn events(text: &str) -> BTreeMap<String, Event> {
    let calendar: Calendar = written(text).parse().unwrap();
    let events = calendar.components.into_iter().filter_map(|of| match of {
        CalendarComponent::Event(event) => Some(event),
        _ => None,
    });
    events.map(|event| (event.get_uid().unwrap().to_owned(), event)).collect()
}

fn days(event: &Event) -> [&str; 2] {
    ["DTSTART", "DTEND"].map(|key| event.property_value(key).unwrap())
}

#[test]
fn ends_are_the_day_behind() {
    let source = "roadmap \"R\" from 2026-03-02\nmilestone m \"M\" on 2026-03-31 by 2026-04-02 promised 2026-04\n\
                  person ana away 2026-07-06..2026-07-17 \"vacation\" away 2026-03-05T13:00..2026-03-05T17:00\n";
    let events = events(source);
    assert_eq!(days(&events["m@r"]), ["20260331", "20260401"]);
    assert_eq!(days(&events["m-deadline@r"]), ["20260402", "20260403"]);
    assert_eq!(days(&events["m-promised@r"]), ["20260430", "20260501"]);
    assert_eq!(days(&events["ana-away-2026-07-06T00:00@r"]), ["20260706", "20260718"]);
    assert_eq!(
        days(&events["ana-away-2026-03-05T13:00@r"]),
        ["20260305T130000", "20260305T170000"]
    );
    assert_eq!(events.len(), 5);
}

#[test]
fn a_moved_date_keeps_its_name() {
    let plan = |days| {
        format!(
            "roadmap \"My plan!\" from 2026-03-02\ntask a \"A\" {days}d\nmilestone m \"M\" after a\n"
        )
    };
    let [before, after] = [3, 8].map(|days| events(&plan(days)));
    assert_eq!(days(&before["m@my-plan"])[0], "20260304");
    assert_eq!(days(&after["m@my-plan"])[0], "20260311");
}

#[test]
fn nothing_of_the_day_on_which_it_is_written_is_in_it() {
    for source in [include_str!("plans/hostile.roadmap"), include_str!("plans/people.roadmap")] {
        let text = written(source);
        assert_eq!(text, written(source));
        assert!(text.contains("DTSTAMP:20260302T000000Z"));
    }
    assert!(written(include_str!("plans/progress.roadmap")).contains("DTSTAMP:20260311T000000Z"));
}

#[test]
fn texts_are_escaped_and_lines_folded() {
    let source = "roadmap \"R\" from 2026-03-02\nmilestone m \"a, b; c \\\\ é漢 BEGIN:VEVENT\" note \"\"\"\none\nEND:VCALENDAR\n\"\"\"\n";
    let text = written(source);
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(!text.replace("\r\n", "").contains(['\n', '\r']));
    let events = events(source);
    assert_eq!(events["m@r"].get_summary(), Some("a, b; c \\ é漢 BEGIN:VEVENT"));
    assert_eq!(events["m@r"].get_description(), Some("one\nEND:VCALENDAR"));
}

#[test]
fn a_plan_without_dates_is_a_calendar_too() {
    let calendar: Calendar = written("roadmap \"R\" from 2026-03-02\n").parse().unwrap();
    assert!(calendar.components.is_empty());
}
