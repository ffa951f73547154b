//! What stands in an element: moments, amounts of time, numbers.

use roxmltree::Node;

use crate::import::values::{Number, When};
use crate::import::xml::text;
use crate::time::Date;

/// A moment such as `2026-03-02T08:00:00`.
pub(super) fn moment(of: Node<'_, '_>, name: &str) -> Option<When> {
    when(text(of, name)?)
}

/// Likewise, of a text.
pub(super) fn when(text: &str) -> Option<When> {
    /// Project writes the first and the last date it knows where there is none.
    const NONE: [&str; 2] = ["1984-01-01T00:00:00", "2049-12-31T23:59:00"];
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let date = Date::from_iso(day.trim()).filter(|_| !NONE.contains(&text))?;
    Some(When { date, minute: Some(minute(time)?) })
}

/// A time such as `08:00:00` as a minute of the day.
pub(super) fn minute(time: &str) -> Option<u16> {
    let mut parts = time.trim().split(':');
    let (hour, minute) = (parts.next()?.parse::<u16>().ok()?, parts.next()?.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// An amount such as `PT12H30M0S`, in minutes.
pub(super) fn duration(of: Node<'_, '_>, name: &str) -> Option<i64> {
    minutes(text(of, name)?).filter(|minutes| *minutes >= 0)
}

/// No amount of time in a plan is longer, in minutes: two thousand years.
pub(super) const LONGEST: i64 = 1_000_000_000;

/// Likewise, of a text. Seconds are rounded to minutes.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let (sign, amount) = text.strip_prefix('-').map_or((1, text), |amount| (-1, amount));
    let amount = amount.strip_prefix('P')?;
    let (days, time) = amount.split_once('T').unwrap_or((amount, ""));
    let mut thousandths: i64 = 0;
    for (text, units) in [(days, DAYS), (time, TIME)] {
        let mut rest = text;
        while let Some(end) = rest.find(|sign: char| sign.is_ascii_alphabetic()) {
            let (amount, behind) = rest.split_at(end);
            let unit = behind.chars().next()?;
            rest = behind.get(unit.len_utf8()..)?;
            let amount = decimal(amount)?.0;
            let part = match units.iter().find(|(name, _)| *name == unit) {
                Some((_, size)) => amount.checked_mul(*size)?,
                None if unit == 'S' => amount / 60,
                None => return None,
            };
            thousandths = thousandths.checked_add(part)?;
        }
        if !rest.is_empty() {
            return None;
        }
    }
    let minutes = thousandths.checked_add(500)?.div_euclid(1000);
    (minutes <= LONGEST).then_some(sign * minutes)
}

const DAYS: [(char, i64); 2] = [('D', 1440), ('W', 10_080)];
const TIME: [(char, i64); 2] = [('H', 60), ('M', 1)];

/// A number such as `0.5`; what is finer than a thousandth is rounded.
pub(super) fn decimal(text: &str) -> Option<Number> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() && part.is_empty() || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
    let decimals: String = part.chars().chain("0000".chars()).take(4).collect();
    let ten_thousandths = decimals.parse::<i64>().ok()?;
    let all = whole.checked_mul(1000)?.checked_add((ten_thousandths + 5) / 10)?;
    Some(Number(sign * all))
}

/// The number in an element.
pub(super) fn number(of: Node<'_, '_>, name: &str) -> Option<Number> {
    decimal(text(of, name)?)
}

/// The whole number in an element.
pub(super) fn integer(of: Node<'_, '_>, name: &str) -> Option<i64> {
    text(of, name)?.parse().ok()
}

/// Whether an element says so.
pub(super) fn flag(of: Node<'_, '_>, name: &str) -> bool {
    matches!(text(of, name), Some("1" | "true"))
}

/// Money, which is written in hundredths.
pub(super) fn money(of: Node<'_, '_>, name: &str) -> Option<Number> {
    number(of, name).map(|Number(thousandths)| Number(thousandths / 100)).filter(|sum| sum.0 != 0)
}

/// The units in which an amount of time is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
    /// Whether nights and weekends count.
    pub(super) is_elapsed: bool,
    /// Whether it is a share of something else.
    pub(super) is_share: bool,
    /// Whether a question mark stands behind it.
    pub(super) is_estimated: bool,
}

/// What a format of durations or lags means: 3 to 12 are minutes to months, each of work and then of the clock; 19 and 20 are
/// shares; 32 more is an estimate.
pub(super) fn format(code: Option<i64>) -> Format {
    let code = code.unwrap_or(7);
    let (code, is_estimated) = if code >= 32 { (code - 32, true) } else { (code, false) };
    let is_elapsed = matches!(code, 4 | 6 | 8 | 10 | 12 | 20);
    Format { is_elapsed, is_share: matches!(code, 19 | 20), is_estimated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_time() {
        assert_eq!(minutes("PT8H0M0S"), Some(480));
        assert_eq!(minutes("PT0H30M29S"), Some(30));
        assert_eq!(minutes("PT0H30M31S"), Some(31));
        assert_eq!(minutes("-PT4H0M0S"), Some(-240));
        assert_eq!(minutes("P1DT2H"), Some(1560));
        assert_eq!(minutes("PT1.5H"), Some(90));
        assert_eq!(minutes("8 hours"), None);
        assert_eq!(minutes("PT8"), None);
        assert_eq!(minutes("PT99999999999999999999H"), None);
        assert_eq!(minutes("PT99999999H"), None);
    }

    #[test]
    fn numbers() {
        assert_eq!(decimal("0.5"), Some(Number(500)));
        assert_eq!(decimal("-12"), Some(Number(-12_000)));
        assert_eq!(decimal("0.6666"), Some(Number(667)));
        assert_eq!(decimal("1e3"), None);
        assert_eq!(decimal("."), None);
    }

    #[test]
    fn formats() {
        assert!(format(Some(8)).is_elapsed && !format(Some(7)).is_elapsed);
        assert!(format(Some(53)).is_estimated && !format(Some(53)).is_elapsed);
        assert!(format(Some(40)).is_elapsed && format(Some(20)).is_share);
    }
}
