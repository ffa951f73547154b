//! The newest status entries, each beside what the schedule says.

use super::report::Report;
use super::table::{Left, Table};
use super::{escape, words};
use crate::model::{StatusEntry, Subject};
use crate::plan::Outlook;

pub(super) fn section(report: &Report<'_>) -> String {
    if report.model.statuses.is_empty() {
        return String::new();
    }
    let columns = [
        ("Date", Left),
        ("About", Left),
        ("Reported", Left),
        ("By the schedule", Left),
        ("Comment", Left),
    ];
    let schedule = report.plan.outlook_by_schedule();
    let entries = report.outlook.statuses().by_date();
    Table::of(columns, entries.into_iter().map(|entry| row(report, &schedule, entry)))
}

fn row(report: &Report<'_>, schedule: &Outlook<'_>, entry: &StatusEntry) -> [String; 5] {
    let about = match entry.subject {
        Subject::Roadmap => "Everything".into(),
        subject => escape::text(report.plan.title_of(subject)),
    };
    let computed = match entry.subject {
        Subject::Roadmap => Some(schedule.health().0),
        Subject::Item(item) => schedule.item_health_word(item),
        Subject::Objective(id) => schedule.objective(id).map(|of| of.health),
        Subject::Idea(_) => None,
    };
    [
        entry.date.medium(),
        about,
        words::health(entry.health),
        computed.map(words::health).unwrap_or_default(),
        escape::text(&entry.text),
    ]
}
