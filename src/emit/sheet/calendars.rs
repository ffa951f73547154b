//! Working time: the hours of each weekday, and the days that differ from them.

use std::collections::BTreeMap;

use super::facts::{Facts, line};
use super::table::{Cell, Kind, Look, Sheet};
use crate::model::{Calendar, CalendarId, Exception};
use crate::time::Date;

const COLUMNS: [(&str, Kind, bool); 10] = [
    ("ID", Kind::Name, false),
    ("Used by", Kind::Text, true),
    ("Hours a day", Kind::Number, false),
    ("Monday", Kind::Text, false),
    ("Tuesday", Kind::Text, false),
    ("Wednesday", Kind::Text, false),
    ("Thursday", Kind::Text, false),
    ("Friday", Kind::Text, false),
    ("Saturday", Kind::Text, false),
    ("Sunday", Kind::Text, false),
];

/// The sheet of calendars, each with all that it has of those that it extends.
pub(super) fn sheet(facts: &Facts<'_>, about: String) -> Sheet {
    Sheet::of("Calendars", about, COLUMNS, named(facts).map(|(id, of)| (Look::Plain, row(id, of))))
}

/// Those that somebody declared: the built-in one has no name.
fn named<'c>(facts: &Facts<'c>) -> impl Iterator<Item = (CalendarId, &'c Calendar)> {
    let all = (0..).map(CalendarId).zip(&facts.model.calendars);
    all.filter(|(_, of)| !of.name.is_empty())
}

fn row(id: CalendarId, of: &Calendar) -> [Cell; 10] {
    let whole = if id == CalendarId(0) { "the roadmap" } else { "" };
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
        of.week.each_ref().map(|hours| Cell::Text(clock(hours)));
    [
        Cell::text(&*of.name),
        Cell::text(whole),
        Cell::Number(of.day.0.saturating_mul(1000) / 60),
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
    ]
}

/// `09:00-12:30, 13:30-17:00`, or that nobody works.
fn clock(hours: &[(u16, u16)]) -> String {
    let at = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<_> =
        hours.iter().map(|(from, to)| format!("{}-{}", at(*from), at(*to))).collect();
    if spans.is_empty() { "off".to_owned() } else { spans.join(", ") }
}

const DAYS: [(&str, Kind, bool); 5] = [
    ("Calendar", Kind::Text, false),
    ("First day", Kind::Date, false),
    ("Last day", Kind::Date, false),
    ("Hours", Kind::Text, false),
    ("Why", Kind::Text, true),
];

/// The sheet of days that differ from their weekday.
pub(super) fn days(facts: &Facts<'_>, about: String) -> Sheet {
    let rows = named(facts).flat_map(|(_, of)| {
        let yearly = of.yearly.iter().map(|(month, day, why)| {
            let every = Cell::Text(format!("every {month:02}-{day:02}"));
            [
                Cell::text(&*of.name),
                every,
                Cell::Empty,
                Cell::text(clock(&[])),
                Cell::text(line(why)),
            ]
        });
        let days = unlike(&of.exceptions).into_iter().map(|(first, last, exception)| {
            [
                Cell::text(&*of.name),
                Cell::Date(first),
                Cell::Date(last),
                Cell::Text(clock(&exception.hours)),
                Cell::text(line(&exception.title)),
            ]
        });
        yearly.chain(days).map(|cells| (Look::Plain, cells)).collect::<Vec<_>>()
    });
    Sheet::of("Calendar exceptions", about, DAYS, rows)
}

/// Runs of days that differ, in order, each day in one: of several that say something of a day the last one holds.
fn unlike(exceptions: &[Exception]) -> Vec<(Date, Date, &Exception)> {
    let mut runs: BTreeMap<Date, (Date, &Exception)> = BTreeMap::new();
    for exception in exceptions {
        let (first, last) = (exception.first, exception.last);
        let met = runs.range(..=last).rev().take_while(|(_, (end, _))| *end >= first);
        let met: Vec<_> = met.map(|(start, (end, of))| (*start, *end, *of)).collect();
        for (start, end, of) in met {
            runs.remove(&start);
            if let Some(before) = first.plus_days(-1).filter(|before| start <= *before) {
                runs.insert(start, (before, of));
            }
            if let Some(behind) = last.plus_days(1).filter(|behind| *behind <= end) {
                runs.insert(behind, (end, of));
            }
        }
        runs.insert(first, (last, exception));
    }
    runs.into_iter().map(|(first, (last, of))| (first, last, of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_last_that_is_said_of_a_day_holds() {
        let day = |day| Date::new(2026, 5, day).unwrap();
        let of = |first, last, title: &str| Exception {
            first: day(first),
            last: day(last),
            hours: Vec::new(),
            title: title.into(),
            span: Span::default(),
        };
        let all = [of(1, 20, "a"), of(5, 6, "b"), of(10, 25, "c"), of(11, 11, "d"), of(4, 7, "e")];
        let told: Vec<_> = unlike(&all)
            .iter()
            .map(|(first, last, of)| (first.day(), last.day(), &*of.title))
            .collect();
        assert_eq!(
            told,
            [(1, 3, "a"), (4, 7, "e"), (8, 9, "a"), (10, 10, "c"), (11, 11, "d"), (12, 25, "c")]
        );
    }
}
