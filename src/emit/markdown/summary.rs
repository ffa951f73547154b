//! The head of the report: title, health and why, and the whole in a few numbers.

use super::report::Report;
use super::table::names;
use super::{escape, words};
use crate::model::{Edge, Health, ItemWalker};
use crate::plan::State;
use crate::time::Spoken;

pub(super) fn head(report: &Report<'_>) -> String {
    let title = match escape::text(&report.model.header.title) {
        empty if empty.is_empty() => "Status report".into(),
        title => title,
    };
    let facts = [
        as_of(report),
        dates(report),
        slipped(report),
        work(report),
        dropped(report),
        money(report),
    ];
    let head = format!("# {title}\n\n{}\n", health(report));
    let facts: Vec<_> = facts.into_iter().flatten().map(|fact| format!("\n- {fact}")).collect();
    if facts.is_empty() { head } else { head + &facts.concat() + "\n" }
}

fn health(report: &Report<'_>) -> String {
    if !report.status.is_anything_planned() {
        return nothing_planned(report);
    }
    let (health, reason) = report.status.health();
    let words = format!("**{}**", words::health(health));
    let is_worth_a_stop = health > Health::OnTrack;
    let reason = escape::sentence(&if is_worth_a_stop { reason } else { words::sentence(&reason) });
    format!("{words}: {reason}.")
}

/// Of a roadmap without anything that could be on track or off it: `**2 ideas**, nothing is planned yet. The best by score is …`
fn nothing_planned(report: &Report<'_>) -> String {
    let best = super::strategy::best(report).map(|best| format!(" The best by score is {best}."));
    match report.model.ideas.len() {
        0 => "**Nothing is planned yet**.".to_owned(),
        ideas => format!(
            "**{}**, nothing is planned yet.{}",
            words::counted(ideas, "idea"),
            best.unwrap_or_default()
        ),
    }
}

fn as_of(report: &Report<'_>) -> Option<String> {
    let as_of = report.today().map(|today| format!("As of {today}"));
    let owner = report.model.header.owner.map(|owner| format!("Owner: {}", report.who(owner)));
    let parts: Vec<_> = as_of.into_iter().chain(owner).collect();
    (!parts.is_empty()).then(|| parts.join(". "))
}

fn dates(report: &Report<'_>) -> Option<String> {
    if !report.status.is_anything_planned() {
        let by = report.model.header.by.map(|by| Spoken::end(by.moment).long());
        return by.map(|by| format!("The deadline is {by}"));
    }
    let schedule = report.plan.schedule;
    let mut scheduled = schedule.timings.iter().filter(|timing| timing.is_scheduled).peekable();
    scheduled.peek()?;
    let open = if scheduled.any(|timing| timing.is_open) { "not before " } else { "" };
    let start = schedule.first_day;
    let deadline = report.status.roadmap_commitment();
    let clock = report.status.clock_of_roadmap();
    let end = deadline.map_or(clock.spoken(schedule.end, Edge::End), |of| of.spoken(clock).1);
    let deadline = deadline
        .map(|of| format!("; the deadline is {} ({})", of.spoken(clock).0.long(), of.lateness()));
    let deadline = deadline.unwrap_or_default();
    Some(format!("From {} to {open}{}{deadline}", start.long(), end.long()))
}

/// Work that should have begun is moved by today, and all behind it.
fn slipped(report: &Report<'_>) -> Option<String> {
    let (items, days) = report.status.slipped()?;
    let has = if items == 1 { "has" } else { "have" };
    let cost = match usize::try_from(days).unwrap_or_default() {
        0 => "the roadmap ends no later for it".to_owned(),
        days => format!("the roadmap ends {} later for it", words::counted(days, "working day")),
    };
    let items = words::counted(items, "item");
    Some(format!("{items} should have begun by now and {has} not; {cost}"))
}

fn work(report: &Report<'_>) -> Option<String> {
    let progress = report.status.progress();
    (progress.total > 0).then(|| {
        let total = words::counted(progress.total, "task");
        let share = words::percent(progress.complete);
        let done = progress.done;
        match progress.uncounted {
            0 if done == progress.total && report.status.roadmap_state() != State::Done => {
                format!("All work is done ({done} of {total}), but not all milestones and releases are reached")
            }
            0 => format!("{share} of the work is done ({done} of {total})"),
            all if all == progress.total => format!("None of the work is estimated ({total})"),
            1 => format!("{share} of the work that is estimated is done ({done} of {total}; 1 is not estimated)"),
            some => format!("{share} of the work that is estimated is done ({done} of {total}; {some} are not estimated)"),
        }
    })
}

/// What is not to be, told once: it stands in no table.
fn dropped(report: &Report<'_>) -> Option<String> {
    let is_dropped = |item: ItemWalker<'_>| !report.is_planned(item.id);
    let all = report.model.items().filter(|item| is_dropped(*item));
    let outermost: Vec<_> =
        all.filter(|item| !item.parent().is_some_and(is_dropped)).map(|item| item.id).collect();
    let (verb, count) = (if outermost.len() == 1 { "is" } else { "are" }, outermost.len());
    let names = names(outermost.into_iter().map(|item| report.full_title(item)));
    (count > 0).then(|| format!("{} {verb} dropped: {names}", words::counted(count, "item")))
}

fn money(report: &Report<'_>) -> Option<String> {
    let cost = report.costs.whole();
    let budget = report.model.header.budget.map(|(money, _)| money);
    match budget {
        Some(budget) => {
            Some(format!("Costs {} of a budget of {}", report.money(cost), report.money(budget)))
        }
        None => (cost.0 != 0).then(|| format!("Costs {}", report.money(cost))),
    }
}
