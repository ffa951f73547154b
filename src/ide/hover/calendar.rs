//! What is said of a calendar: its hours, how much work a day is, its days off, and for whom it holds.

use super::values::{clock, hours};
use crate::emit::escaped;
use crate::ide::View;
use crate::model::{Calendar, DayHours, Exception, ItemWalker, ResourceWalker};
use crate::resolve::NodeId;
use crate::syntax::WEEKDAYS;
use crate::text::words;
use crate::time::month_name;

/// So many days that differ are named, and so many for whom it holds.
const NAMED: usize = 5;

/// What a calendar says, a line for each matter.
pub(super) fn calendar(view: View<'_>, node: NodeId) -> Option<String> {
    let place = view.now.index().declaration(node).extent;
    let all = &view.now.model().calendars;
    let is_meant = |one: &&Calendar| !one.name.is_empty() && place.contains(one.span);
    let calendar = all.iter().find(is_meant)?;
    let listed = |what: &str, named: Vec<String>| {
        (!named.is_empty()).then(|| format!("{what} {}", words::list(&named, NAMED)))
    };
    let lines = [
        Some(week(calendar)),
        Some(format!("`1d` is {}", hours(calendar.day))),
        listed("off", days_off(calendar)),
        listed("open", differing(calendar, |hours| !hours.is_empty()).collect()),
        listed("holds for", holds_for(view, calendar)),
    ];
    Some(lines.into_iter().flatten().collect::<Vec<_>>().join("  \n"))
}

/// `mon-thu 09:00-17:00; fri 09:00-13:00`
fn week(calendar: &Calendar) -> String {
    let days: Vec<(&str, &DayHours)> = WEEKDAYS.into_iter().zip(&calendar.week).collect();
    let alike = days.chunk_by(|(_, one), (_, other)| one == other);
    let told: Vec<String> = alike.filter_map(row).collect();
    if told.is_empty() { "no hours of work".to_owned() } else { told.join("; ") }
}

/// Days in a row that have the same hours; `None` of days off.
fn row(days: &[(&str, &DayHours)]) -> Option<String> {
    let ((first, of_day), (last, _)) = (days.first()?, days.last()?);
    let days = if first == last { (*first).to_owned() } else { format!("{first}-{last}") };
    (!of_day.is_empty()).then(|| format!("{days} {}", stretches(of_day)))
}

/// `09:00-12:30, 13:30-17:00`
fn stretches(hours: &DayHours) -> String {
    let stretch = |(from, to): &(u16, u16)| format!("{}-{}", clock(*from), clock(*to));
    hours.iter().map(stretch).collect::<Vec<_>>().join(", ")
}

/// `3 Apr 2026 (Good Friday)`, `every 25 December`
fn days_off(calendar: &Calendar) -> Vec<String> {
    let yearly = calendar
        .yearly
        .iter()
        .map(|(month, day, title)| titled(format!("every {day} {}", month_name(*month)), title));
    differing(calendar, DayHours::is_empty).chain(yearly).collect()
}

/// The days of a kind that differ from their weekday.
fn differing(calendar: &Calendar, is_meant: fn(&DayHours) -> bool) -> impl Iterator<Item = String> {
    let days = calendar.exceptions.iter().filter(move |days| is_meant(&days.hours));
    days.map(|Exception { first, last, hours, title, .. }| {
        let days = format!("{} {}", words::short_days(*first, *last), stretches(hours));
        titled(days.trim_end().to_owned(), title)
    })
}

fn titled(days: String, title: &str) -> String {
    if title.is_empty() { days } else { format!("{days} ({})", escaped(title)) }
}

/// The roadmap, or the items that name it, and who works by it.
fn holds_for(view: View<'_>, calendar: &Calendar) -> Vec<String> {
    let model = view.now.model();
    let is_same = |other: &Calendar| std::ptr::eq(other, calendar);
    let is_own = model.calendars.first().is_some_and(is_same);
    let items = model.items().filter(|item| !is_own && is_same(item.calendar()));
    let people = model.resources().filter(|one| is_same(one.calendar()));
    let roadmap = is_own.then(|| "the roadmap".to_owned()).into_iter();
    let titles = people.map(ResourceWalker::title).chain(items.map(ItemWalker::title));
    roadmap.chain(titles.map(escaped)).collect()
}
