//! When something is, as far as those who look at a view may know.

use super::PlanView;
use crate::model::ItemId;
use crate::text::words;
use crate::time::{Date, Moment};

/// When something is: in words, and from when to when it is drawn.
///
/// In a view for the public it is the period that was promised, as it was written, or else no finer than its quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// In words: `12 May 2026`, `Q3 2026`; empty where nobody may tell.
    pub words: String,
    /// From when it is drawn.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
    /// Whether it rests on work that nobody has estimated: it ends no earlier.
    pub is_open: bool,
}

impl PlanView<'_, '_> {
    /// When an item is: the only thing that a picture may tell of it, in words and by where it is drawn. `None` of what is
    /// dropped or holds nothing that is planned.
    pub fn when(&self, item: ItemId) -> Option<When> {
        let timing = self.plan.schedule.timing(item);
        if !timing.is_scheduled || self.status.is_hollow(item) {
            return None;
        }
        let (first, last) = timing.days();
        let is_open = timing.is_open && timing.state.is_open();
        if self.is_public() {
            return Some(self.public_when(item, (first, last), is_open));
        }
        let words = if first == last { last.medium() } else { words::short_days(first, last) };
        let words = if is_open { format!("not before {}", last.medium()) } else { words };
        Some(When { words, from: timing.start, to: timing.end, is_open })
    }

    fn public_when(&self, item: ItemId, (first, last): (Date, Date), is_open: bool) -> When {
        let walker = self.plan.model.item(item);
        let is_point = walker.kind().is_point();
        let first = quarter(first).0;
        if let Some(promise) = &walker.dates().promised {
            let (promised, to) = (promise.first, promise.date.moment);
            let from = if is_point { promised } else { first.min(promised) };
            let from = Moment::start_of(from);
            return When { words: promise.words.to_string(), from, to, is_open: false };
        }
        let (start, end) = quarter(last);
        let words = match (start == first || is_point, first.year() == last.year()) {
            _ if is_open => String::new(),
            (true, _) => quarter_words(last, true),
            (false, same_year) => {
                format!("{} to {}", quarter_words(first, !same_year), quarter_words(last, true))
            }
        };
        let from = if is_point { start } else { first };
        When { words, from: Moment::start_of(from), to: Moment::end_of(end), is_open }
    }
}

/// `Q3 2026`, `Q3`.
fn quarter_words(date: Date, has_year: bool) -> String {
    let year = if has_year { format!(" {}", date.year()) } else { String::new() };
    format!("Q{}{year}", date.quarter())
}

/// The first and the last day of a date's quarter.
fn quarter(date: Date) -> (Date, Date) {
    let behind_first = i32::from((date.month() - 1) % 3);
    let first = date.first_of_month().plus_months(-behind_first).unwrap_or(date);
    let last = first.plus_months(3).and_then(|next| next.plus_days(-1)).unwrap_or(Date::MAX);
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_has_a_first_and_a_last_day() {
        let day = |month, day| Date::new(2026, month, day).unwrap();
        assert_eq!(quarter(day(5, 12)), (day(4, 1), day(6, 30)));
        assert_eq!(quarter(day(12, 31)), (day(10, 1), day(12, 31)));
        assert_eq!(quarter(Date::MAX).1, Date::MAX);
    }
}
