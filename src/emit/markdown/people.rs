//! Who is how busy, when they are away, and when they are asked for more than they have.

use super::cut::{names, rest};
use super::report::Report;
use super::table::{Left, Right, Table};
use super::{escape, limits, words};
use crate::model::{Absence, ResourceWalker, Share};
use crate::plan::Load;
use crate::schedule::Overload;

pub(super) fn section(report: &Report<'_>) -> String {
    let columns = [
        ("Who", Left),
        ("Team", Left),
        ("Role", Left),
        ("Working days", Right),
        ("Load", Right),
        ("Away", Left),
    ];
    let loads = report.outlook.loads();
    let busy = loads.into_iter().filter(|load| load.work.0 > 0);
    Table::of(columns, busy.map(|load| row(report, load)))
}

fn row(report: &Report<'_>, load: Load) -> [String; 6] {
    let walker = report.model.resource(load.resource);
    let percent = load.percent().map(|percent| format!("{percent}%"));
    [
        escape::text(walker.title()),
        walker.team().map(|team| escape::text(team.title())).unwrap_or_default(),
        walker.data().role.as_deref().map(escape::text).unwrap_or_default(),
        words::number(words::in_days(load.work, report.model.header.day)),
        percent.unwrap_or_default(),
        away(report, walker),
    ]
}

/// Absences that fall into the roadmap and are not over yet.
fn away(report: &Report<'_>, walker: ResourceWalker<'_>) -> String {
    let schedule = report.plan.schedule;
    let from = report.plan.today().unwrap_or(schedule.first_day);
    let counts = |of: &&Absence| of.last >= from && of.first <= schedule.end.last_day();
    let absences = walker.data().absences.iter().filter(counts);
    absences.map(|of| words::days(of.first, of.last)).collect::<Vec<_>>().join(", ")
}

pub(super) fn overloads(report: &Report<'_>) -> String {
    let columns =
        [("Who", Left), ("When", Left), ("Demand", Right), ("Available", Right), ("Items", Left)];
    let overloads = &report.plan.schedule.overloads;
    let shown = overloads.iter().take(limits::OVERLOADS).map(|of| overload(report, of));
    Table::of(columns, shown) + &rest(overloads.len().saturating_sub(limits::OVERLOADS))
}

fn overload(report: &Report<'_>, overload: &Overload) -> [String; 5] {
    let items = overload.items.iter().map(|item| report.full_title(*item));
    [
        report.who(overload.resource),
        words::days(overload.first, overload.last),
        demand(overload),
        share(overload.capacity),
        names(items),
    ]
}

/// `200%`; where it differs from day to day, `up to 400% (16 Mar 2026)`.
fn demand(overload: &Overload) -> String {
    let most = share(overload.demand);
    if overload.is_steady() {
        return most;
    }
    let (first, last) = overload.peak;
    format!("up to {most} ({})", words::days(first, last))
}

fn share(share: Share) -> String {
    words::percent(share)
}
