//! Who there is, and how much of their time is taken, period by period.

use super::facts::{Facts, line, title, written_end, written_start};
use super::plan::joined;
use super::table::{Cell, Column, Kind, Look, Sheet};
use super::timeline::Timeline;
use crate::model::{Absence, Money, ResourceId, Share};
use crate::plan::Load;
use crate::text::words::sentence;

const COLUMNS: [(&str, Kind, bool); 11] = [
    ("ID", Kind::Text, false),
    ("Name", Kind::Name, false),
    ("Kind", Kind::Text, false),
    ("Team", Kind::Text, true),
    ("Role", Kind::Text, true),
    ("Capacity", Kind::Share, false),
    ("Rate per day", Kind::Money, true),
    ("Away", Kind::Text, true),
    ("Calendar", Kind::Text, true),
    ("Work", Kind::Days, false),
    ("Load", Kind::Share, false),
];

/// The sheet of people, teams and things, with their load in each period of the plan.
pub(super) fn sheet(facts: &Facts<'_>, about: String) -> Sheet {
    let timeline = Timeline::of(facts.plan.schedule);
    let rows = facts.status.loads().into_iter().map(|load| (Look::Plain, row(facts, load)));
    let mut sheet = Sheet::of("People and load", about, COLUMNS, rows).fitted(true);
    let behind = sheet.columns.len();
    let periods = timeline.starts.iter();
    sheet.columns.extend(periods.map(|first| Column::of_period(*first, timeline.unit, Kind::Load)));
    let workload = facts.status.workload();
    let spans = timeline.spans();
    for (row, resource) in sheet.rows.iter_mut().zip(facts.model.resources()) {
        row.cells.resize(behind, Cell::Empty);
        row.cells.extend(workload.loads(resource.id, &spans).iter().map(|load| {
            let percent = load.percent().filter(|percent| *percent > 0);
            // Who is asked for something and has no time at all is not told in percent.
            let none = if load.work().0 > 0 { Cell::text("no time") } else { Cell::Empty };
            percent.map_or(none, |percent| Cell::Share(Share(percent.saturating_mul(10))))
        }));
    }
    sheet
}

fn row(facts: &Facts<'_>, load: Load) -> [Cell; 11] {
    let walker = facts.model.resource(load.resource);
    let of = walker.data();
    let day = i128::from(facts.model.header.day.0);
    let rate = of.rate.map(|(money, minutes)| {
        let a_day = i128::from(money.0) * day / i128::from(minutes.max(1));
        Cell::Money(Money(i64::try_from(a_day).unwrap_or(i64::MAX)))
    });
    let percent = load.percent().map(|percent| Share(percent.saturating_mul(10)));
    [
        Cell::text(facts.person(load.resource)),
        Cell::text(title(of.title.as_deref(), &of.name)),
        Cell::text(sentence(of.kind.word())),
        Cell::some(walker.team(), |team| Cell::text(facts.person(team.id))),
        Cell::some(of.role.as_deref(), |role| Cell::text(line(role))),
        Cell::Share(of.capacity),
        rate.unwrap_or_default(),
        Cell::text(joined(of.absences.iter().map(away))),
        facts.calendar(of.calendar, walker.team().map(|team| team.data().calendar)),
        facts.about_days(load.work),
        Cell::some(percent, Cell::Share),
    ]
}

/// `2026-07-06..2026-07-17 vacation`
fn away(of: &Absence) -> String {
    let whole_days = of.from.minute_of_day() == 0 && of.to.minute_of_day() == 0;
    let days = match whole_days {
        true if of.first == of.last => of.first.to_string(),
        true => format!("{}..{}", of.first, of.last),
        false => format!("{}..{}", written_start(of.from), written_end(of.to)),
    };
    if of.title.is_empty() { days } else { format!("{days} {}", line(&of.title)) }
}

/// The name of somebody as people say it.
pub(super) fn name(facts: &Facts<'_>, id: ResourceId) -> String {
    let of = facts.model.resource(id).data();
    title(of.title.as_deref(), &of.name).into_owned()
}
