//! What was moved so that nobody is overloaded, and what that cost.

use super::report::Report;
use super::table::{Left, Table};
use super::{limits, words};
use crate::model::{Assignment, ItemId, ItemWalker, ResourceKind};
use crate::schedule::{Levelling, Move};
use crate::time::Moment;

pub(super) fn section(report: &Report<'_>) -> String {
    let Some(levelling) = report.plan.schedule.levelling.as_ref() else { return String::new() };
    let mut text = summary(report, levelling) + "\n";
    let mut waited: Vec<&Move> = levelling.moves.iter().filter(|of| of.because.is_some()).collect();
    let later = |of: &&Move| {
        let timing = report.plan.schedule.timing(of.item);
        std::cmp::Reverse(timing.end.since(of.plain_end))
    };
    waited.sort_by_key(|of| (later(of), of.item));
    let more = waited.len().saturating_sub(limits::MOVES);
    waited.truncate(limits::MOVES);
    if !waited.is_empty() {
        let columns = [("Item", Left), ("Without", Left), ("Levelled", Left), ("Waits for", Left)];
        text.push('\n');
        text += &Table::of(columns, waited.into_iter().map(|of| row(report, levelling, *of)));
    }
    if more > 0 {
        let items = words::counted(more, "more item");
        text.extend(["\n", &items, " waited for somebody.\n"]);
    }
    text
}

fn summary(report: &Report<'_>, levelling: &Levelling) -> String {
    let end = levelling.plain_end.last_day().long();
    let days = report.outlook.levelling_cost(levelling);
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
    if items.len() > limits::FOLLOWERS {
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

fn row(report: &Report<'_>, levelling: &Levelling, of: Move) -> [String; 4] {
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
        days(item, of.plain_start, of.plain_end),
        days(item, timing.start, timing.end),
        waits.unwrap_or_default(),
    ]
}

fn days(item: ItemWalker<'_>, start: Moment, end: Moment) -> String {
    let last = end.last_day();
    let first = if item.kind().is_point() { last } else { start.date().min(last) };
    words::days(first, last)
}
