//! Working time: the sheets `Calendars` and `Calendar exceptions`, and who and what goes by them.

use rustc_hash::FxHashMap;

use super::super::super::amounts::number;
use super::super::super::calendar::Calendar;
use super::super::super::{Draft, shown};
use super::super::{Meaning, Row, Sheet};
use super::{day, iso, said};
use crate::time::Weekday;

/// Hours of a day, as pairs of its minutes.
type Hours = Vec<(u16, u16)>;

/// The sheet of calendars: the hours of each weekday.
pub(super) fn calendars(sheet: &Sheet<'_>, draft: &mut Draft) {
    for row in sheet.rows() {
        let mut calendar = Calendar { title: row.below("id").into(), ..Calendar::default() };
        for weekday in Weekday::ALL {
            let cell = row.below(&weekday.name().to_lowercase());
            match hours(cell) {
                Some(hours) => calendar.work.push((weekday, hours)),
                None => unread(&row, cell, weekday.name(), draft),
            }
        }
        let length = |hours: &Hours| {
            hours.iter().map(|(from, to)| i64::from(*to) - i64::from(*from)).sum::<i64>()
        };
        let day = said(&row, "hours a day")
            .and_then(number)
            .map(|of| of.0.saturating_mul(60).saturating_add(500) / 1000);
        // Where all days are as long nobody has to say how long one is.
        let mut lengths = calendar.work.iter().map(|(_, hours)| length(hours));
        calendar.day = day.filter(|day| lengths.any(|length| length > 0 && length != *day));
        draft.calendars.push(calendar);
    }
}

/// The sheet of days that differ from their weekday: `off`, or their hours.
pub(super) fn exceptions(sheet: &Sheet<'_>, draft: &mut Draft) {
    for row in sheet.rows() {
        let name = row.below("calendar");
        let why = said(&row, "why").map(str::to_owned);
        let every = row.below("first day").strip_prefix("every ").and_then(day_of_year);
        let first = day(&row, "first day").map(|when| when.date);
        let last = day(&row, "last day").map(|when| when.date).or(first);
        let hours = hours(row.below("hours"));
        let calendar = draft.calendars.iter_mut().find(|of| of.title == name);
        match (calendar, every, first.zip(last), hours) {
            (Some(calendar), Some((month, day)), ..) => calendar.yearly.push((month, day, why)),
            (Some(calendar), _, Some((first, last)), Some(hours)) if first <= last => {
                if hours.is_empty() {
                    calendar.off.push((first, last, why));
                } else {
                    calendar.open.push((first, last, hours, why));
                }
            }
            _ => draft.left_out(
                format!("an exception of the calendar {}", shown(name)),
                "it has no such calendar, no days or no hours",
                &row.place(),
            ),
        }
    }
}

/// The calendars of items, when all are known.
pub(super) fn of_items(sheet: &Sheet<'_>, draft: &mut Draft) {
    let rows: FxHashMap<&str, Row<'_>> =
        sheet.rows().map(|row| (row.first(Meaning::Key), row)).collect();
    let mut items = std::mem::take(&mut draft.items);
    for item in &mut items {
        let Some(row) = rows.get(item.key.as_str()) else { continue };
        item.calendar = calendar(row, draft);
    }
    draft.items = items;
}

/// The calendar that a row names; one that no sheet has is told.
pub(super) fn calendar(row: &Row<'_>, draft: &mut Draft) -> Option<usize> {
    let name = said(row, "calendar")?;
    let known = draft.calendars.iter().position(|of| of.title == name);
    if known.is_none() {
        let what = format!("calendar {}", shown(name));
        draft.left_out(what, "no table says its working time", &row.place());
    }
    known
}

/// `09:00-12:30, 13:30-17:00`; none of `off`.
fn hours(cell: &str) -> Option<Hours> {
    if cell.is_empty() || cell.eq_ignore_ascii_case("off") {
        return Some(Vec::new());
    }
    let span = |span: &str| {
        let (from, to) = span.trim().split_once(['-', '–'])?;
        let (from, to) = (minute(from)?, minute(to)?);
        (from < to).then_some((from, to))
    };
    cell.split(',').map(span).collect()
}

/// `09:00`, up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let all = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && all <= 24 * 60).then_some(all)
}

/// `12-25`, of any year.
fn day_of_year(text: &str) -> Option<(i8, i8)> {
    let date = iso().read(&format!("2024-{text}"))?.date;
    Some((date.month(), date.day()))
}

fn unread(row: &Row<'_>, cell: &str, what: &str, draft: &mut Draft) {
    draft.left_out(
        format!("{} of {what}", shown(cell)),
        "hours are written so: `09:00-12:30, 13:30-17:00`",
        &row.place(),
    );
}
