//! Who has how much to do, who has too much, and what was moved so that nobody is overloaded.

use super::report::Report;
use super::table::{Left, Right, Table, names, rest};
use super::{escape, table, words};
use crate::model::{Absence, Assignment, ItemId, ItemWalker, ResourceKind, ResourceWalker, Share};
use crate::plan::Load;
use crate::schedule::{Levelling, Move, Overload};
use crate::time::Moment;

pub(super) fn section(report: &Report<'_>) -> String {
    let columns = [
        ("Who", Left),
        ("Team", Left),
        ("Role", Left),
        ("Working days", Right),
        ("Load", Right),
        ("Away", Left),
    ];
    let loads = report.status.loads();
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
    let shown = overloads.iter().take(table::OVERLOADS).map(|of| overload(report, of));
    Table::of(columns, shown) + &rest(overloads.len().saturating_sub(table::OVERLOADS))
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

pub(super) fn levelling(report: &Report<'_>) -> String {
    let Some(levelling) = report.plan.schedule.levelling.as_ref() else { return String::new() };
    let mut text = levelling_summary(report, levelling) + "\n";
    let mut waited: Vec<&Move> = levelling.moves.iter().filter(|of| of.because.is_some()).collect();
    let later = |of: &&Move| {
        let timing = report.plan.schedule.timing(of.item);
        std::cmp::Reverse(timing.end.since(of.plain_end))
    };
    waited.sort_by_key(|of| (later(of), of.item));
    let more = waited.len().saturating_sub(table::MOVES);
    waited.truncate(table::MOVES);
    if !waited.is_empty() {
        let columns = [("Item", Left), ("Without", Left), ("Levelled", Left), ("Waits for", Left)];
        text.push('\n');
        text += &Table::of(columns, waited.into_iter().map(|of| moved_row(report, levelling, *of)));
    }
    if more > 0 {
        let items = words::counted(more, "more item");
        text.extend(["\n", &items, " waited for somebody.\n"]);
    }
    text
}

fn levelling_summary(report: &Report<'_>, levelling: &Levelling) -> String {
    let end = levelling.plain_end.last_day().long();
    let days = report.status.levelling_cost(levelling);
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let cost = match days {
        0 => format!("The end stays on {end}"),
        1.. => format!(
            "Without it the end would be {end}: it costs {}",
            words::counted(count, "working day")
        ),
        _ => format!(
            "Without it the end would be {end}: others do the work {} sooner",
            words::counted(count, "working day")
        ),
    };
    let follow = followers(report, levelling);
    match levelling.moves.len() {
        0 => "Nobody has more to do than they can: nothing had to be moved.".to_owned(),
        1 => format!("1 item was moved so that nobody is overloaded. {cost}."),
        moved => format!("{moved} items were moved so that nobody is overloaded{follow}. {cost}."),
    }
}

/// `; 2 of them only follow others: Beta (after Load test), Go live (after Beta)`; of many only how many there are. What is
/// done by others than without levelling comes first: `; 1 of them is done by others: Cart (Bo Lind)`.
fn followers(report: &Report<'_>, levelling: &Levelling) -> String {
    let idle = levelling.moves.iter().filter(|of| of.because.is_none()).map(|of| of.item);
    let (passed, follow): (Vec<_>, Vec<_>) =
        idle.partition(|item| has_passed_on(report, levelling, *item));
    let by = |item: &ItemId| {
        let people = report.plan.schedule.people(report.model.item(*item));
        let names = people.iter().map(|one| report.who(one.resource));
        format!("{} ({})", report.full_title(*item), names.collect::<Vec<_>>().join(", "))
    };
    let after = |item: &ItemId| match report.plan.followed(*item) {
        Some(first) => format!("{} (after {})", report.full_title(*item), report.full_title(first)),
        None => report.full_title(*item),
    };
    counted(&passed, ("is done by others", "are done by others"), by)
        + &counted(&follow, ("only follows others", "only follow others"), after)
}

/// How many of the moved items there are, and if they are few which.
fn counted(
    items: &[ItemId],
    (one, several): (&str, &str),
    named: impl Fn(&ItemId) -> String,
) -> String {
    let count = match items.len() {
        0 => return String::new(),
        1 => format!("; 1 of them {one}"),
        more => format!("; {more} of them {several}"),
    };
    if items.len() > table::FOLLOWERS {
        return count;
    }
    format!("{count}: {}", items.iter().map(named).collect::<Vec<_>>().join(", "))
}

/// Whether others do an item than would without levelling.
fn has_passed_on(report: &Report<'_>, levelling: &Levelling, item: ItemId) -> bool {
    let who = |people: &[Assignment]| -> Vec<_> { people.iter().map(|one| one.resource).collect() };
    let plain = report.model.item(item).assignments();
    levelling.people.get(&item).is_some_and(|people| who(people) != who(plain))
}

fn moved_row(report: &Report<'_>, levelling: &Levelling, of: Move) -> [String; 4] {
    let timing = report.plan.schedule.timing(of.item);
    let item = report.model.item(of.item);
    let waits = of.because.map(|(who, first)| match first {
        Some(first) => {
            // Of a team the one who does it, if that is one.
            let who = levelling.member(report.model, who, first).unwrap_or(who);
            let does = match report.model.resource(who).data().kind {
                ResourceKind::Person => "who does",
                ResourceKind::Team => "which does",
                ResourceKind::Resource => "which is needed for",
            };
            format!("{}, {does} {} first", report.who(who), report.full_title(first))
        }
        None => report.who(who),
    });
    [
        report.full_title(of.item),
        item_days(item, of.plain_start, of.plain_end),
        item_days(item, timing.start, timing.end),
        waits.unwrap_or_default(),
    ]
}

fn item_days(item: ItemWalker<'_>, start: Moment, end: Moment) -> String {
    let last = end.last_day();
    let first = if item.kind().is_point() { last } else { start.date().min(last) };
    words::days(first, last)
}
