//! A date as people write it, as coarse as it is: `Q3 2026`, `May 2026`, `12 May 2026`.

use super::when::When;
use crate::time::{Date, Spoken, Weekday, month_name};

/// The words of a date or a period.
pub(super) fn of(when: When) -> String {
    let (first, last) = (when.first_day(), when.last_day());
    if !when.is_days {
        return Spoken::end(when.end).with_hour().long();
    }
    if first == last {
        return last.long();
    }
    period(first, last).unwrap_or_else(|| format!("{} to {}", first.long(), last.long()))
}

/// The words of a whole week, month, quarter, half or year.
fn period(first: Date, last: Date) -> Option<String> {
    let (year, month) = (first.year(), first.month());
    let ends_after =
        |months| first.plus_months(months).and_then(|next| next.plus_days(-1)) == Some(last);
    if first.day() == 1 {
        return match month {
            1 if ends_after(12) => Some(year.to_string()),
            1 | 7 if ends_after(6) => Some(format!("H{} {year}", month / 6 + 1)),
            1 | 4 | 7 | 10 if ends_after(3) => Some(format!("Q{} {year}", first.quarter())),
            _ if ends_after(1) => Some(format!("{} {year}", month_name(month))),
            _ => None,
        };
    }
    let is_week = first.weekday() == Weekday::Monday && first.plus_days(6) == Some(last);
    is_week.then(|| {
        let (year, week) = first.iso_week();
        format!("week {week} of {year}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(first: (i8, i8), last: (i8, i8)) -> String {
        let date = |(month, day)| Date::new(2026, month, day).unwrap();
        of(When::days(date(first), date(last)))
    }

    #[test]
    fn periods_have_the_words_people_use() {
        assert_eq!(words((1, 1), (12, 31)), "2026");
        assert_eq!(words((7, 1), (12, 31)), "H2 2026");
        assert_eq!(words((7, 1), (9, 30)), "Q3 2026");
        assert_eq!(words((2, 1), (2, 28)), "February 2026");
        assert_eq!(words((3, 2), (3, 8)), "week 10 of 2026");
        assert_eq!(words((5, 12), (5, 12)), "12 May 2026");
        assert_eq!(words((5, 1), (5, 14)), "1 May 2026 to 14 May 2026");
    }
}
