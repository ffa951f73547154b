//! What was moved so that nobody is overloaded, and what that cost.

use super::report::Report;
use super::table::{Left, Table};
use super::words;
use crate::model::{ItemWalker, ResourceKind};
use crate::schedule::{Levelling, Move};
use crate::time::Moment;

/// How many moved items are shown: those that waited longest for somebody.
const SHOWN: usize = 20;

pub(super) fn section(report: &Report<'_>) -> String {
    let Some(levelling) = report.plan.schedule.levelling.as_ref() else { return String::new() };
    let mut text = summary(report, levelling) + "\n";
    let mut waited: Vec<&Move> = levelling.moves.iter().filter(|of| of.because.is_some()).collect();
    let later = |of: &&Move| {
        let timing = report.plan.schedule.timing(of.item);
        std::cmp::Reverse(timing.end.since(of.plain_end))
    };
    waited.sort_by_key(|of| (later(of), of.item));
    let more = waited.len().saturating_sub(SHOWN);
    waited.truncate(SHOWN);
    if !waited.is_empty() {
        let columns = [("Item", Left), ("Without", Left), ("Levelled", Left), ("Waits for", Left)];
        text.push('\n');
        text += &Table::of(columns, waited.into_iter().map(|of| row(report, levelling, *of)));
    }
    if more > 0 {
        let items = words::counted(more, "item");
        text.extend(["\n", &items, " more waited for somebody.\n"]);
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
    let follow = levelling.moves.iter().filter(|of| of.because.is_none()).count();
    let follow = match follow {
        0 => String::new(),
        1 => "; 1 of them only follows others".to_owned(),
        more => format!("; {more} of them only follow others"),
    };
    match levelling.moves.len() {
        0 => "Nobody has more to do than they can: nothing had to be moved.".to_owned(),
        1 => format!("1 item was moved so that nobody is overloaded. {cost}."),
        moved => format!("{moved} items were moved so that nobody is overloaded{follow}. {cost}."),
    }
}

fn row(report: &Report<'_>, levelling: &Levelling, of: Move) -> [String; 4] {
    let timing = report.plan.schedule.timing(of.item);
    let item = report.model.item(of.item);
    let waits = of.because.map(|(who, first)| match first {
        Some(first) => {
            let does = report.model.resource(who).data().kind == ResourceKind::Resource;
            let does = if does { "which is needed for" } else { "who does" };
            // Of a team the one who does it, if that is one.
            let who = levelling.member(report.model, who, first).unwrap_or(who);
            format!("{}, {does} {} first", report.who(who), report.title(first))
        }
        None => report.who(who),
    });
    [
        report.title(of.item),
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
