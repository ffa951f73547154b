//! Numbers and amounts of time: `12`, `3.5`, `200k`, `1.2M`, `40%`; `90min`, `2.5d`, `8d..15d`.

use crate::syntax::ast::{Decimal, Extent, Quantity, TimeAmount, Unit};

/// The largest number there is, in thousandths: a thousand billion, so that sums of a million of them still fit.
pub(crate) const LARGEST: i64 = 1_000_000_000_000 * 1000;

/// The most that there may be of a unit of time: more would leave the calendar.
pub(crate) const MOST: u32 = 1_000_000;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Fault {
    /// More than [`LARGEST`].
    TooLarge,
    /// More than three decimals.
    TooFine,
}

/// The number that a text begins with, and how many bytes it takes. `None` if it does not begin with a digit.
pub(in crate::syntax) fn leading(text: &str) -> Option<(Result<Decimal, Fault>, usize)> {
    let bytes = text.as_bytes();
    let (whole, length) = digits(bytes);
    if length == 0 {
        return None;
    }
    let thousandths = whole.saturating_mul(1000);
    let fraction = bytes.get(length + 1..).filter(|_| bytes.get(length) == Some(&b'.'));
    let (fraction, decimals) = fraction.map_or((Ok(0), 0), thousandths_of);
    let length = if decimals == 0 { length } else { length + 1 + decimals };
    let value = fraction.map(|fraction| thousandths.saturating_add(fraction));
    Some((value.and_then(in_range), length))
}

/// The number of the digits that a text begins with, and how many they are.
fn digits(bytes: &[u8]) -> (i64, usize) {
    let mut number: i64 = 0;
    let mut length = 0;
    for digit in bytes.iter().take_while(|byte| byte.is_ascii_digit()) {
        number = number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
        length += 1;
    }
    (number, length)
}

/// The digits behind a decimal point as thousandths, and how many they are.
fn thousandths_of(bytes: &[u8]) -> (Result<i64, Fault>, usize) {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = bytes.get(..length.min(3)).unwrap_or_default();
    let cut = bytes.get(kept.len()..length).unwrap_or_default();
    if cut.iter().any(|digit| *digit != b'0') {
        return (Err(Fault::TooFine), length);
    }
    let (number, count) = digits(kept);
    let scale = [1000, 100, 10, 1].get(count).copied().unwrap_or(1);
    (Ok(number * scale), length)
}

fn in_range(thousandths: i64) -> Result<Decimal, Fault> {
    if thousandths > LARGEST { Err(Fault::TooLarge) } else { Ok(Decimal(thousandths)) }
}

/// `12`, `3.5`, `200k`, `1.2M`. `None` if it is no number.
pub(in crate::syntax) fn decimal(text: &str) -> Option<Result<Decimal, Fault>> {
    let (number, length) = leading(text)?;
    let factor = match text.get(length..)? {
        "" => 1,
        "k" => 1_000,
        "M" => 1_000_000,
        _ => return None,
    };
    Some(number.and_then(|Decimal(number)| in_range(number.saturating_mul(factor))))
}

/// Whether a text is a number of the language.
#[cfg(feature = "interchange")]
pub(crate) fn is_number(text: &str) -> bool {
    matches!(decimal(text), Some(Ok(_)))
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Counts {
    /// Anything.
    Things,
    /// Money, of which nobody writes three decimals.
    Money,
}

/// Whether a number may have a dot between its thousands: it has three decimals, of which the last is a nought, or is money.
pub(in crate::syntax) fn has_thousands(text: &str, counts: Counts) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| {
        let is_group = decimals.len() == 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
        is_group
            && matches!(whole.len(), 1..=3)
            && !whole.starts_with('0')
            && (counts == Counts::Money || decimals.ends_with('0'))
    })
}

/// Whether three digits behind a dot are decimals in the numbers of a measure: all have them and they are not all noughts
/// (`from 1.250 to 1.500`), or another has decimals for certain. `from 800 to 1.250` may be a thousand and more.
pub(in crate::syntax) fn are_decimals(numbers: &[&str]) -> bool {
    let decimals =
        |number: &&str| number.split_once('.').map_or("", |(_, decimals)| decimals).to_owned();
    let all: Vec<String> = numbers.iter().map(decimals).collect();
    let is_sure = |decimals: &String| {
        let is_short = matches!(decimals.len(), 1 | 2);
        (is_short || decimals.len() == 3 && !decimals.ends_with('0'))
            && decimals.bytes().all(|byte| byte.is_ascii_digit())
    };
    let are_alike = all.len() > 1 && all.iter().all(|decimals| decimals.len() == 3);
    all.iter().any(is_sure) || are_alike && all.iter().any(|decimals| *decimals != "000")
}

/// Whether four digits are rather a year than a number.
pub(in crate::syntax) fn is_year(text: &str) -> bool {
    text.len() == 4 && ("1900".."2200").contains(&text)
}

/// `40%`. `None` if it is no share.
pub(in crate::syntax) fn percent(text: &str) -> Option<Result<Decimal, Fault>> {
    let number = text.strip_suffix('%')?;
    let (value, length) = leading(number)?;
    (length == number.len()).then_some(value)
}

/// The unit that these letters are.
pub(in crate::syntax) fn unit(letters: &str) -> Option<Unit> {
    match letters {
        "min" => Some(Unit::Minute),
        "h" => Some(Unit::Hour),
        "d" => Some(Unit::Day),
        "w" => Some(Unit::Week),
        "mo" => Some(Unit::Month),
        _ => None,
    }
}

/// How many minutes a unit has, of working time where days have eight hours and weeks five days.
pub(in crate::syntax) const fn unit_length(unit: Unit) -> u64 {
    match unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 480,
        Unit::Week => 2400,
        Unit::Month => 9600,
    }
}

/// A duration that a plan can have: `2.5d`.
pub(in crate::syntax) fn quantity(text: &str) -> Option<Quantity> {
    let (number, length) = leading(text)?;
    let Decimal(thousandths) = number.ok()?;
    let thousandths = u32::try_from(thousandths).ok().filter(|amount| *amount <= MOST * 1000)?;
    Some(Quantity { thousandths, unit: unit(text.get(length..)?)? })
}

/// One duration, or a range of two or three that ascend.
pub(in crate::syntax) fn extent(text: &str) -> Option<Extent> {
    let (first, rest) = up_to_dots(text);
    let first = quantity(first)?;
    let Some(rest) = rest else { return Some(Extent::One(TimeAmount::Literal(first))) };
    let (second, rest) = up_to_dots(rest);
    let second = quantity(second)?;
    let Some(third) = rest else {
        let ends = [first, second];
        return ends.is_sorted_by_key(|end| rough_minutes(*end)).then_some(Extent::Two(ends));
    };
    let ends = [first, second, quantity(third.trim_start_matches(' '))?];
    ends.is_sorted_by_key(|end| rough_minutes(*end)).then_some(Extent::Three(ends))
}

/// A text up to its first `..`, and what stands behind that, without the spaces round the dots.
fn up_to_dots(text: &str) -> (&str, Option<&str>) {
    // Two bytes in a row: quicker than to search for a text of two.
    let text = text.trim_start_matches(' ');
    let dots = text.as_bytes().windows(2).position(|pair| pair == b"..");
    match dots {
        Some(at) => (text.get(..at).unwrap_or(text).trim_end_matches(' '), text.get(at + 2..)),
        None => (text, None),
    }
}

/// For the order of a range: with days of eight hours and weeks of five days.
pub(in crate::syntax) fn rough_minutes(quantity: Quantity) -> u64 {
    u64::from(quantity.thousandths) * unit_length(quantity.unit)
}

/// Whether a word is a duration or a range of them, of whatever size.
pub(in crate::syntax) fn is_extent(text: &str) -> bool {
    let is_duration = |text: &str| {
        leading(text)
            .is_some_and(|(_, length)| text.get(length..).is_some_and(|rest| unit(rest).is_some()))
    };
    text.split("..").all(is_duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_ranges() {
        for text in
            ["90min", "4h", "2.5d", "3w", "2mo", "8d..15d", "8d..10d..15d", "0d", "99999999d"]
        {
            assert!(is_extent(text), "{text}");
        }
        for text in
            ["", "d", "10", "10x", "10 d", "8d-15d", "8..15d", "8d..", "..8d", "1d4h", "-1d"]
        {
            assert!(!is_extent(text), "{text}");
        }
    }
}
