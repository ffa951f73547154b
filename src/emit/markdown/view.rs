//! The report of a view: what it shows, put together as it says, and nothing else. For the public it has titles, periods that were
//! promised, and whether something is done.

use super::report::Report;
use super::streams::{Whole, items_table};
use super::table::{Left, Table};
use super::{escape, faults, strategy, table, words};
use crate::model::{Dimension, Health, ItemWalker, Part};
use crate::plan::{Group, PlanView, State};

/// What a view shows as a report.
pub fn view_markdown(view: &PlanView<'_, '_>) -> String {
    let title = match escape::text(view.title()) {
        empty if empty.is_empty() => "Roadmap".to_owned(),
        title => title,
    };
    let title = format!("# {title}\n");
    if view.is_public() { title + &public(view) } else { title + &internal(view) }
}

fn internal(view: &PlanView<'_, '_>) -> String {
    let mut report = Report::new(view.plan);
    report.hidden = hidden(view);
    let mut text = head(view, &report);
    text += &section("What does not hold", &late(view, &report));
    for group in groups(view) {
        text += &section(&heading(&group), &items_table(&report, group.items, Whole::View));
    }
    let risks = strategy::risks_among(&report, |risk| view.shows_risk(risk));
    text += &section("Risks", &risks);
    text + &section("Ideas", &strategy::ideas_among(&report, view.ideas()))
}

/// The headings of what is not to be shown.
fn hidden(view: &PlanView<'_, '_>) -> Vec<&'static str> {
    let parts: [(Part, &[&str]); 3] = [
        (Part::People, &["People", "Owner"]),
        (Part::Dates, &["Starts", "Planned", "Deadline", "Ends", "Variance"]),
        (Part::Progress, &["State"]),
    ];
    let hidden = parts.into_iter().filter(|(part, _)| !view.shows(*part, true));
    hidden.flat_map(|(_, headings)| headings.iter().copied()).collect()
}

/// How much there is and how far it is: `12 items, 4 of 9 tasks done`.
fn head(view: &PlanView<'_, '_>, report: &Report<'_>) -> String {
    let items: Vec<_> = rows(view);
    let progress = report.status.progress_among(view.items());
    let mut facts: Vec<String> = Vec::new();
    facts.extend(report.today().map(|today| format!("As of {today}")));
    let worst = items.iter().filter_map(|item| view.health(item.id)).max();
    facts.extend(worst.filter(|worst| *worst > Health::OnTrack).map(|worst| {
        let count = items.iter().filter(|item| view.health(item.id) == Some(worst)).count();
        format!("{}: {}", words::health(worst), words::counted(count, "item"))
    }));
    if progress.total > 0 {
        let total = words::counted(progress.total, "task");
        facts.push(format!("{} of {total} done", progress.done));
    }
    let facts = facts.iter().map(|fact| format!("\n- {fact}"));
    match facts.collect::<String>() {
        none if none.is_empty() => none,
        facts => facts + "\n",
    }
}

fn late(view: &PlanView<'_, '_>, report: &Report<'_>) -> String {
    let late = report.status.late_items();
    let late: Vec<_> = late.iter().filter(|late| view.shows_item(late.item)).collect();
    let more = late.len().saturating_sub(table::LATE);
    let more = (more > 0).then(|| format!("… and {more} more"));
    let lines = late.iter().take(table::LATE).map(|late| faults::line(report, late));
    lines.chain(more).flat_map(|line| ["- ".to_owned(), line, "\n".to_owned()]).collect()
}

fn public(view: &PlanView<'_, '_>) -> String {
    let mut text = String::new();
    for group in groups(view) {
        let rows = group.items.iter().map(|item| {
            let when = view.when(item.id).map(|when| when.words).unwrap_or_default();
            [title(*item), escape::text(&when), public_state(view, *item)]
        });
        let table = Table::of([("Item", Left), ("When", Left), ("State", Left)], rows);
        text += &section(&heading(&group), &table);
    }
    let ideas = view.ideas();
    let rows = ideas
        .iter()
        .map(|ranked| [escape::text(ranked.idea.title.as_deref().unwrap_or(&ranked.idea.name))]);
    text + &section("Ideas", &Table::of([("Idea", Left)], rows))
}

fn title(item: ItemWalker<'_>) -> String {
    let sign = if item.kind().is_point() { "◆ " } else { "" };
    sign.to_owned() + &escape::text(item.title())
}

/// Whether it is done or under way: how it stands otherwise is nobody else's matter.
fn public_state(view: &PlanView<'_, '_>, item: ItemWalker<'_>) -> String {
    let timing = view.plan.schedule.timing(item.id);
    let words = match timing.state {
        State::Done if item.kind().is_point() => "reached",
        State::Done => "done",
        _ if timing.has_begun && !item.kind().is_point() => "under way",
        _ => "planned",
    };
    words.to_owned()
}

/// The items that have a row, put together and sorted as the view says: down to its depth, streams by their parts.
fn groups<'m>(view: &PlanView<'_, 'm>) -> Vec<Group<'m>> {
    view.groups(Dimension::Stream, rows(view).into_iter())
}

fn rows<'m>(view: &PlanView<'_, 'm>) -> Vec<ItemWalker<'m>> {
    let depth = view.view.depth.and_then(|depth| usize::try_from(depth).ok());
    let is_a_row = |item: &ItemWalker<'m>| {
        let is_within = depth.is_none_or(|depth| item.depth() < depth);
        let is_last = depth.is_some_and(|depth| item.depth() + 1 == depth);
        let is_frame = item.kind() == crate::model::ItemKind::Stream && item.has_parts();
        is_within && (!is_frame || is_last)
    };
    view.sorted().into_iter().filter(is_a_row).collect()
}

fn heading(group: &Group<'_>) -> String {
    match escape::text(&group.title) {
        empty if empty.is_empty() => "Other items".to_owned(),
        title => title,
    }
}

fn section(heading: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("\n## {heading}\n\n{content}") }
}
