//! iCalendar: holidays become the days off of a calendar, tasks and meetings become work.
//!
//! A file in which all events are of whole days, and no tasks, is a calendar of holidays. The crate `icalendar` unfolds its lines and
//! reads their properties; what recurs is followed for a while, or for ever where the language can say so.

mod lines;
mod rule;
mod time;
mod todo;

use icalendar::parser::Property;
use rustc_hash::FxHashSet;

use self::lines::Component;
use self::rule::{MOST, Rule};
use self::time::Extent;
use super::{Calendar, Draft, Input, Options, Refusal, shown};
use crate::diagnostic::{Fate, Loss};
use crate::resolve::Holidays;
use crate::text::Source;
use crate::time::{Date, Weekday};

/// Whether a file looks like iCalendar.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let is_begin = |line: &str| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR");
    input
        .beginning()
        .trim_start_matches('\u{feff}')
        .lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(is_begin)
}

/// Reads a file of iCalendar.
pub(super) fn read(input: &Input<'_>, _: &Options) -> Result<Draft, Refusal> {
    read_as(input, false)
}

/// The days off of a file that a calendar imports, whatever else the file has.
pub(crate) fn holidays(source: &Source) -> Result<Holidays, String> {
    let input = Input { name: source.path(), bytes: source.text().as_bytes() };
    let mut draft = read_as(&input, true).map_err(|refusal| refusal.message)?;
    let calendar = draft.calendars.drain(..).next().unwrap_or_default();
    let title = |title: Option<String>| title.unwrap_or_default().into_boxed_str();
    let works = |day: &Weekday| calendar.work.iter().any(|(works, _)| works == day);
    let weekly = Weekday::ALL.into_iter().filter(|day| !calendar.work.is_empty() && !works(day));
    let weekly = weekly.collect();
    // Properties that a day off has no use for are nothing that anybody would miss here.
    let is_missed = |loss: &&Loss| {
        let of_a_day = ["event", "rule", "the line"];
        loss.fate == Fate::LeftOut
            && loss.why != CANCELLED
            && of_a_day.iter().any(|begins| loss.what.starts_with(begins))
    };
    let told = |loss: &Loss| format!("{}: {} ({})", loss.what, loss.why, loss.places.join(", "));
    let mut unread: Vec<String> = draft.losses.iter().filter(is_missed).map(told).collect();
    let is_empty =
        calendar.off.is_empty() && calendar.yearly.is_empty() && calendar.work.is_empty();
    if is_empty && unread.is_empty() {
        unread.push("it has no event of whole days, and so no day off".into());
    }
    Ok(Holidays {
        off: calendar
            .off
            .into_iter()
            .map(|(first, last, name)| (first, last, title(name)))
            .collect(),
        yearly: calendar
            .yearly
            .into_iter()
            .map(|(month, day, name)| (month, day, title(name)))
            .collect(),
        weekly,
        unread,
    })
}

/// Why a cancelled event is left out.
const CANCELLED: &str = "it is cancelled";

fn read_as(input: &Input<'_>, only_holidays: bool) -> Result<Draft, Refusal> {
    if !looks_like(input) {
        let message = format!("{} is no file of iCalendar", shown(input.name));
        return Err(Refusal::new(message).help("it begins with `BEGIN:VCALENDAR`"));
    }
    let mut draft = Draft::default();
    let text = input.text();
    let unfolded = lines::unfolded(&text);
    let all = lines::components(&mut draft, &text, &unfolded);
    title(&mut draft, &all, input);
    let events: Vec<(&Component<'_>, Extent)> = events(&mut draft, &all);
    let has_tasks = all.iter().any(|component| component.name == "VTODO");
    let is_holidays =
        !has_tasks && events.iter().all(|(_, extent)| matches!(extent, Extent::Days(..)));
    if only_holidays || is_holidays {
        let whole = events.into_iter().filter_map(|(event, extent)| match extent {
            Extent::Days(first, last) => Some((event, first, last)),
            Extent::Minutes(..) => None,
        });
        days_off(&mut draft, whole.collect());
    } else {
        todo::read(&mut draft, &all, &events);
    }
    Ok(draft)
}

/// What the file is called, and what of it is no event or task.
fn title(draft: &mut Draft, all: &[Component<'_>], input: &Input<'_>) {
    let calendar = all.iter().find(|component| component.name == "VCALENDAR");
    let said = calendar
        .and_then(|calendar| calendar.text("X-WR-CALNAME").or_else(|| calendar.text("NAME")));
    draft.title = said.unwrap_or_else(|| input.stem().to_owned());
    let known = ["VCALENDAR", "VEVENT", "VTODO", "VTIMEZONE", "STANDARD", "DAYLIGHT"];
    for component in all.iter().filter(|component| !known.contains(&component.name.as_str())) {
        let what = format!("component {}", shown(&component.name));
        draft.left_out(what, "only events and tasks are read", &component.place());
    }
    if let Some(calendar) = calendar {
        told(draft, calendar, &["X-WR-CALNAME", "NAME"], "a roadmap says it nowhere");
    }
}

/// What tells a program which version of an entry it has: nothing that people would miss.
const STAMPS: [&str; 10] = [
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "PRODID",
    "VERSION",
    "CALSCALE",
    "METHOD",
    "RECURRENCE-ID",
];

/// Tells each property that is not read.
fn told(draft: &mut Draft, component: &Component<'_>, read: &[&str], why: &str) {
    for (property, line) in &component.properties {
        let name = property.name.as_str().to_ascii_uppercase();
        if !read.contains(&name.as_str()) && !STAMPS.contains(&name.as_str()) {
            draft.left_out(format!("property {}", shown(&name)), why, &format!("line {line}"));
        }
    }
}

/// The events that take place, with their days.
fn events<'c, 't>(draft: &mut Draft, all: &'c [Component<'t>]) -> Vec<(&'c Component<'t>, Extent)> {
    let mut events = Vec::new();
    for event in all.iter().filter(|component| component.name == "VEVENT") {
        let title = event.text("SUMMARY").unwrap_or_default();
        if event.value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
            draft.left_out(format!("event {}", shown(&title)), CANCELLED, &event.place());
        } else if let Some(extent) = time::extent(draft, event) {
            events.push((event, extent));
        } else {
            let why = "it has no start that could be read";
            draft.left_out(format!("event {}", shown(&title)), why, &event.place());
        }
    }
    events
}

/// The days that properties such as `EXDATE` name.
fn named(properties: &[(Property<'_>, usize)], name: &str) -> Vec<Date> {
    let is_it =
        |(property, _): &&(Property<'_>, usize)| property.name.as_str().eq_ignore_ascii_case(name);
    let dates =
        properties.iter().filter(is_it).flat_map(|(property, _)| property.val.as_str().split(','));
    dates.filter_map(|date| Some(time::when_of(date.split('/').next()?)?.date)).collect()
}

/// So many days all rules of a file make together.
const MOST_OF_ALL: usize = 20_000;

/// A calendar of holidays.
fn days_off(draft: &mut Draft, events: Vec<(&Component<'_>, Date, Date)>) {
    let mut calendar = Calendar { title: draft.title.clone(), ..Calendar::default() };
    let moved: FxHashSet<(&str, Date)> = events
        .iter()
        .filter_map(|(event, ..)| {
            let date = named(&event.properties, "RECURRENCE-ID").first().copied()?;
            Some((event.value("UID")?, date))
        })
        .collect();
    let mut left = MOST_OF_ALL;
    for (event, first, last) in events {
        let read =
            ["DTSTART", "DTEND", "DURATION", "SUMMARY", "RRULE", "EXDATE", "RDATE", "STATUS"];
        told(draft, event, &read, "a day off has a name alone");
        let name = event.text("SUMMARY").map(|name| crate::text::one_line(&name).into_owned());
        let is_moved =
            |date: &Date| event.value("UID").is_some_and(|uid| moved.contains(&(uid, *date)));
        let length = i64::from(last.days() - first.days());
        let mut starts = recurring(draft, &mut calendar, event, (first, last), name.as_deref());
        if starts.len() > left.max(1) {
            let what = format!("event {}", shown(name.as_deref().unwrap_or_default()));
            draft.left_out(what, "the file has more days off than can be handled", &event.place());
            continue;
        }
        left = left.saturating_sub(starts.len().saturating_sub(1));
        let is_again = event.property("RECURRENCE-ID").is_none();
        starts.extend(named(&event.properties, "RDATE"));
        let except = named(&event.properties, "EXDATE");
        starts.retain(|start| !(except.contains(start) || is_again && is_moved(start)));
        starts.sort_unstable();
        starts.dedup();
        let days = |start: Date| Some((start, start.plus_days(length)?, name.clone()));
        calendar.off.extend(starts.into_iter().filter_map(days));
    }
    calendar.off.sort_by_key(|(first, last, _)| (*first, *last));
    // What the same day is called twice, as files of several years merged have it, is one day off.
    calendar.off.dedup();
    calendar.yearly.sort();
    calendar.yearly.dedup();
    draft.start = calendar.off.first().map(|(first, ..)| super::When::day(first.first_of_month()));
    draft.calendars.push(calendar);
    draft.calendar = Some(0);
}

/// The first days of what is again and again; what is for ever is noted in the calendar as such.
fn recurring(
    draft: &mut Draft,
    calendar: &mut Calendar,
    event: &Component<'_>,
    (first, last): (Date, Date),
    name: Option<&str>,
) -> Vec<Date> {
    let Some(written) = event.value("RRULE") else { return vec![first] };
    let what = format!("rule {}", shown(written));
    let Some(rule) = Rule::read(written) else {
        draft.left_out(what, "such a rule is not followed: the first time is kept", &event.place());
        return vec![first];
    };
    let has_exceptions = event.property("EXDATE").is_some();
    if rule.is_yearly(first) && !has_exceptions && last.days() - first.days() < 32 {
        let days = (first.days()..=last.days()).filter_map(|day| Date::from_days(i64::from(day)));
        calendar.yearly.extend(days.map(|day| (day.month(), day.day(), name.map(Into::into))));
        return Vec::new();
    }
    if first == last
        && !has_exceptions
        && let Some(off) = rule.weekly(first)
    {
        without(calendar, &off);
        draft.changed(
            what,
            "these weekdays are no working days, whatever they are called",
            &event.place(),
        );
        return Vec::new();
    }
    let days = rule.days(first);
    if !rule.ends() {
        draft.decided(what, "it has no end: it is followed for 20 years", &event.place());
    } else if days.len() >= MOST {
        draft.left_out(what, "it is followed a thousand times and no more", &event.place());
    }
    days
}

/// Takes weekdays from the working days of a calendar.
fn without(calendar: &mut Calendar, off: &[Weekday]) {
    const DAY: (u16, u16) = (9 * 60, 17 * 60);
    if calendar.work.is_empty() {
        calendar.work = Weekday::ALL.iter().take(5).map(|weekday| (*weekday, vec![DAY])).collect();
    }
    calendar.work.retain(|(weekday, _)| !off.contains(weekday));
}
