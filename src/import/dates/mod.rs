//! Dates as people and tools write them: what a cell says, and in which order a file of them writes days, months and years.
//!
//! The order of `3/4/2026` is inferred once from all cells of a file, or given; a file that does not tell is refused. It is never
//! guessed for one cell.

mod names;
mod parts;

use crate::time::Date;

use super::{DateOrder, Refusal, When, shown};
use parts::{Numbers, Parts};

/// The dates of one file.
///
/// ```text
/// let dates = Dates::of(None, ["13/02/2026", "3/4/2026"].into_iter())?;
/// dates.read("3/4/2026")   // 3 April: the other cell says that the day comes first
/// ```
#[derive(Clone, Debug)]
pub(in crate::import) struct Dates {
    order: DateOrder,
    /// The cell that told the order, where another could be read in several.
    told_by: Option<(String, String)>,
}

const ORDERS: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];

const HELP: &str = "say it: `--date-order dmy`, `mdy` or `ymd`";

impl Dates {
    /// Finds out in which order the dates of a file are written, unless it is said.
    ///
    /// # Errors
    ///
    /// If cells contradict each other, or no cell tells and it matters.
    pub(in crate::import) fn of<'t>(
        order: Option<DateOrder>,
        samples: impl Iterator<Item = &'t str>,
    ) -> Result<Self, Refusal> {
        if let Some(order) = order {
            return Ok(Self::written(order));
        }
        let mut left = ORDERS.to_vec();
        let (mut telling, mut ambiguous): (Option<&str>, Option<&str>) = (None, None);
        for text in samples {
            let Some(numbers) = parts::read(text).and_then(|parts| parts.bare()) else { continue };
            let fit = fitting(numbers);
            if fit.is_empty() {
                continue;
            }
            if readings(numbers, &left) > 1 && fit.len() > 1 {
                ambiguous.get_or_insert(text);
            }
            if left.iter().any(|order| !fit.contains(order)) {
                let rest: Vec<_> =
                    left.iter().copied().filter(|order| fit.contains(order)).collect();
                if rest.is_empty() {
                    return Err(contradiction(telling.unwrap_or_default(), text));
                }
                left = rest;
                telling = Some(text);
            }
        }
        let open = ambiguous.filter(|text| {
            parts::read(text)
                .and_then(|parts| parts.bare())
                .is_some_and(|it| readings(it, &left) > 1)
        });
        match (open, left.first()) {
            (Some(text), _) => Err(undecided(text, &left)),
            (None, order) => Ok(Self {
                order: order.copied().unwrap_or(DateOrder::YearFirst),
                told_by: ambiguous.zip(telling).map(|(it, by)| (it.into(), by.into())),
            }),
        }
    }

    /// Of a file whose order is known.
    pub(in crate::import) const fn written(order: DateOrder) -> Self {
        Self { order, told_by: None }
    }

    /// A cell that could have been read in several ways, and the one that told how; nothing if none could.
    pub(in crate::import) fn told_by(&self) -> Option<(&str, &str)> {
        self.told_by.as_ref().map(|(cell, by)| (cell.as_str(), by.as_str()))
    }

    /// The order that was found or given.
    #[cfg(test)]
    const fn order(&self) -> DateOrder {
        self.order
    }

    /// The day that a cell says, with its minute unless that is midnight. Zones are not converted: it is the day that was written.
    pub(in crate::import) fn read(&self, text: &str) -> Option<When> {
        let parts = parts::read(text)?;
        let date = match parts.bare() {
            Some(numbers) => numbers.date(self.order),
            None => parts.date(),
        }?;
        Some(When { date, minute: parts.minute.filter(|minute| *minute > 0) })
    }

    /// The first and last day of what a cell says: a day, or a week, month, quarter, half or year.
    pub(in crate::import) fn period(&self, text: &str) -> Option<(Date, Date)> {
        self.read(text).map(|when| (when.date, when.date)).or_else(|| parts::period(text))
    }
}

/// A stretch of days as the language writes it: `2026`, `2026-H1`, `2026-Q3`, `2026-06`, `2026-W12`, or its last day.
pub(in crate::import) fn period_text(first: Date, last: Date) -> String {
    let (year, month) = (first.year(), first.month());
    let starts_month =
        first.day() == 1 && last.day() == last.days_in_month() && last.year() == year;
    match i32::from(last.month()) - i32::from(month) {
        11 if starts_month => format!("{year:04}"),
        5 if starts_month && month % 6 == 1 => format!("{year:04}-H{}", month / 6 + 1),
        2 if starts_month && month % 3 == 1 => format!("{year:04}-Q{}", month / 3 + 1),
        0 if starts_month => format!("{year:04}-{month:02}"),
        _ if first.plus_days(6) == Some(last) => {
            let (year, week) = first.iso_week();
            format!("{year:04}-W{week:02}")
        }
        _ => last.to_string(),
    }
}

/// The day of a serial number of a spreadsheet, counted from 1900, with its minute unless that is midnight.
pub(in crate::import) fn serial(number: f64) -> Option<When> {
    const FIRST: i64 = -25_569; // 30 December 1899, from 1 January 1970.
    const LATEST: f64 = 2_958_465.0;
    if !(1.0..=LATEST).contains(&number) {
        return None;
    }
    // In range by the line above.
    #[allow(clippy::cast_possible_truncation)]
    let minutes = (number * 1440.0).round() as i64;
    let date = Date::from_days(FIRST + minutes.div_euclid(1440))?;
    let minute = u16::try_from(minutes.rem_euclid(1440)).ok();
    Some(When { date, minute: minute.filter(|minute| *minute > 0) })
}

/// The number of the month that a word names, in the main languages of Europe.
pub(in crate::import) fn month(word: &str) -> Option<i8> {
    names::month(&word.to_lowercase())
}

/// The orders in which these numbers are a date.
fn fitting(numbers: Numbers) -> Vec<DateOrder> {
    ORDERS.into_iter().filter(|order| numbers.fits(*order)).collect()
}

/// How many different days these numbers are, in these orders.
fn readings(numbers: Numbers, orders: &[DateOrder]) -> usize {
    let mut days: Vec<Date> = orders.iter().filter_map(|order| numbers.date(*order)).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

fn undecided(text: &str, orders: &[DateOrder]) -> Refusal {
    let numbers = parts::read(text).and_then(|parts: Parts| parts.bare());
    let mut days: Vec<String> =
        orders.iter().filter_map(|order| numbers?.date(*order)).map(Date::long).collect();
    days.dedup();
    let message = format!(
        "{} can be {}, and no date of the file tells which",
        shown(text),
        days.join(" or ")
    );
    Refusal::new(message).help(HELP)
}

fn contradiction(one: &str, other: &str) -> Refusal {
    let message =
        format!("the dates {} and {} are written in different orders", shown(one), shown(other));
    Refusal::new(message).help(HELP)
}

#[cfg(test)]
mod tests;
