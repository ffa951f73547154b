//! The chart: what is said when a pointer rests on a thing, and its description.

use super::{Against, Late, Said, Told, day};

/// What the chart says of everything that it draws.
pub(crate) fn read(svg: &str) -> Said {
    let document = roxmltree::Document::parse(svg).unwrap();
    let groups = document.descendants().filter(|node| ["g", "a"].contains(&node.tag_name().name()));
    let tooltips = groups.filter_map(|group| {
        let first = group.first_element_child().filter(|of| of.tag_name().name() == "title");
        first.and_then(|title| title.text())
    });
    let mut said: Said = tooltips.filter_map(told).collect();
    let description = document.descendants().find(|node| node.tag_name().name() == "desc");
    let description = description.and_then(|node| node.text()).unwrap_or_default();
    said.insert(String::new(), whole(description));
    said
}

/// Title, dates, and whatever else, a line each; nothing of what is no item.
fn told(tooltip: &str) -> Option<(String, Told)> {
    let plain: String =
        tooltip.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
    let mut lines = plain.lines();
    let title = lines.next()?.to_owned();
    let dates = lines.next()?;
    let mut told = Told::default();
    let (dates, is_open) = match dates.strip_prefix("not before ") {
        Some(dates) => (dates, true),
        None => (dates, false),
    };
    let is_release = title.starts_with("Release ");
    told.is_open = Some(is_open).filter(|_| !is_release);
    let mut facts = dates.split(" · ");
    let dates = facts.next()?;
    let is_done = facts.any(|fact| ["done", "reached"].contains(&fact));
    told.is_done = Some(is_done).filter(|_| !is_release);
    let (start, end) = dates.split_once(" – ").unwrap_or((dates, dates));
    if !end.ends_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let end = day(end);
    // Its year is said only where it is another.
    let has_year = start.split(' ').count() > 2;
    told.start = Some(if has_year { day(start) } else { day(&format!("{start} {}", &end[..4])) });
    told.end = Some(end);
    for line in lines {
        commitment(&mut told, line);
    }
    Some((title, told))
}

/// `deadline 15 May 2026: 5 working days late`
fn commitment(told: &mut Told, line: &str) {
    let Some((committed, late)) = line.split_once(": ") else { return };
    let Some((kind, words)) = committed.split_once(' ') else { return };
    let slot = match kind {
        "deadline" => &mut told.deadline,
        "promised" => &mut told.promise,
        "planned" => &mut told.planned,
        _ => return,
    };
    *slot = Some(Against { day: Some(day(words)), late: Some(Late::read(late)) });
}

/// `Gantt chart, …: 3 items. Off track: Launch is late. …`
fn whole(description: &str) -> Told {
    let labels = ["Off track", "At risk", "Not estimated", "On track", "Done"];
    let said = |label: &&str| description.contains(&format!(". {label}: "));
    let health = labels.into_iter().find(said);
    let name = |label: &str| {
        if label == "Not estimated" {
            "unknown".into()
        } else {
            label.to_lowercase().replace(' ', "-")
        }
    };
    Told { health: health.map(name), ..Told::default() }
}
