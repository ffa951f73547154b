//! The report: its head and its tables, whose columns are found by what stands over them.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Against, Late, Said, Told, day, open_day};

/// Tables in which each row is one thing.
const SUBJECTS: [&str; 5] = ["Item", "Stream", "Release", "Milestone", "Objective"];

/// What the report says of everything that it shows.
pub(crate) fn read(markdown: &str) -> Said {
    let mut said = Said::new();
    for row in rows(markdown) {
        let Some(title) = SUBJECTS.iter().find_map(|subject| row.get(*subject)) else { continue };
        let title = title.trim_start_matches(['↳', '◆', ' ']).to_owned();
        // In the table of another thing, and what stands below it in a table of measures.
        if !row.contains_key("Health") || title.is_empty() {
            continue;
        }
        let told = told(&row);
        if let Some(before) = said.insert(title.clone(), told.clone()) {
            agree(&title, &before, &told);
            said.insert(title, merged(before, told));
        }
    }
    said.insert(String::new(), head(markdown));
    said
}

/// The same thing in two tables.
fn agree(title: &str, one: &Told, other: &Told) {
    assert_eq!(one.health, other.health, "health of {title} in two tables");
    assert_eq!(one.end, other.end, "end of {title} in two tables");
}

fn merged(one: Told, other: Told) -> Told {
    Told {
        state: one.state.or(other.state),
        is_done: one.is_done.or(other.is_done),
        start: one.start.or(other.start),
        planned: one.planned.or(other.planned),
        deadline: one.deadline.or(other.deadline),
        variance: one.variance.or(other.variance),
        reason: one.reason.or(other.reason),
        promise: one.promise.or(other.promise),
        ..other
    }
}

fn told(row: &BTreeMap<String, String>) -> Told {
    let cell = |heading: &str| row.get(heading).filter(|cell| !["", "–"].contains(&cell.trim()));
    let (health, reason) = cell("Health").map(|words| health(words)).unzip();
    let ends = cell("Ends").or_else(|| cell("Forecast")).map(|words| open_day(words));
    let (end, is_open) = ends.unzip();
    let (start, _) = cell("Starts").map(|words| open_day(words)).unzip();
    let planned = cell("Planned").map(|words| Against { day: Some(day(words)), late: None });
    let deadline = cell("Deadline")
        .or_else(|| cell("By"))
        .map(|words| Against { day: Some(day(words)), late: None });
    let state = cell("State").filter(|words| *words != "nothing in it").map(|words| state(words));
    Told {
        is_done: health.as_ref().map(|health| health == "done"),
        state,
        health,
        reason: reason.filter(|reason| !reason.is_empty()),
        start,
        end,
        is_open,
        planned,
        deadline,
        promise: None,
        variance: cell("Variance").map(|words| Late::read(words)),
    }
}

/// `under way, 40%`
fn state(words: &str) -> String {
    let word = words.split(',').next().unwrap_or_default();
    match word {
        "reached" => "done".to_owned(),
        word => word.replace(' ', "-"),
    }
}

/// `🔴 Off track: 3 working days late`, `🔴 Overdue: …`: the sign says which.
fn health(words: &str) -> (String, String) {
    let signs = [
        ("✅", "done"),
        ("🟢", "on-track"),
        ("⚪", "unknown"),
        ("🟡", "at-risk"),
        ("🔴", "off-track"),
    ];
    let sign = signs.into_iter().find(|(sign, _)| words.starts_with(sign));
    let (_, health) = sign.unwrap_or_else(|| panic!("no health: `{words}`"));
    let reason = words.split_once(": ").map_or("", |(_, reason)| reason);
    (health.to_owned(), reason.to_owned())
}

/// The whole: `**🔴 Off track**: Launch is 10 working days late.`
fn head(markdown: &str) -> Told {
    let mut told = Told::default();
    let mut lines = markdown.lines().skip(1).filter(|line| !line.is_empty());
    let line = lines.next().unwrap_or_default();
    let Some((label, reason)) = line.strip_prefix("**").and_then(|line| line.split_once("**: "))
    else {
        return told;
    };
    told.health = Some(health(label).0);
    told.reason = Some(reason.trim_end_matches('.').to_owned());
    told
}

/// All rows of all tables, each by its headings.
fn rows(markdown: &str) -> Vec<BTreeMap<String, String>> {
    let (mut headings, mut cells, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut cell = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableCell) => cell.clear(),
            Event::Text(text) | Event::Code(text) => cell.push_str(&text),
            Event::End(TagEnd::TableCell) => cells.push(std::mem::take(&mut cell)),
            Event::End(TagEnd::TableHead) => headings = std::mem::take(&mut cells),
            Event::End(TagEnd::TableRow) => {
                rows.push(headings.iter().cloned().zip(std::mem::take(&mut cells)).collect());
            }
            _ => {}
        }
    }
    rows
}
