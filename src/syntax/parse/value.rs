//! A literal out of its line: what it says whatever stands round it.

use super::{date, number};
use crate::syntax::ast::{DateLiteral, Decimal, Extent, Quantity, TimeAmount};

/// What a word of digits says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralValue {
    /// `2026-03-02`, `2026-Q2`, `2026-07-06..2026-07-17`: the first and the last; the same where one is written.
    Dates(DateLiteral, DateLiteral),
    /// `10d`, `8d..15d`, `8d..10d..15d`: one, best and worst, or best, likely and worst.
    Time(Vec<Quantity>),
    /// `40%`
    Share(Decimal),
    /// `12`, `200k`
    Number(Decimal),
}

/// What a word says that is a literal by itself. Four digits are a year where a date is asked for, and a number elsewhere.
pub fn literal_value(word: &str, is_date_asked: bool) -> Option<LiteralValue> {
    let is_number = |text: &str| !text.contains('-') && !is_date_asked;
    let date = |text: &str| date::parse(text).filter(|_| !is_number(text));
    let (first, last) = word.split_once("..").unwrap_or((word, word));
    if let Some((first, last)) = date(first).zip(date(last)) {
        return Some(LiteralValue::Dates(first, last));
    }
    if let Some(extent) = number::extent(word) {
        return Some(LiteralValue::Time(match extent {
            Extent::One(TimeAmount::Literal(one)) => vec![one],
            Extent::One(TimeAmount::Name(_)) => return None,
            Extent::Two(ends) => ends.to_vec(),
            Extent::Three(all) => all.to_vec(),
        }));
    }
    if let Some(share) = number::percent(word) {
        return share.ok().map(LiteralValue::Share);
    }
    number::decimal(word)?.ok().map(LiteralValue::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_number_where_no_date_is_asked_for() {
        assert_eq!(literal_value("2026", false), Some(LiteralValue::Number(Decimal(2_026_000))));
        assert!(matches!(literal_value("2026", true), Some(LiteralValue::Dates(..))));
        assert!(matches!(literal_value("2026-Q2", false), Some(LiteralValue::Dates(..))));
        for word in ["", "x", "2026-13", "5x", "8d..", "..", "40%%"] {
            assert_eq!(literal_value(word, false), None, "{word}");
        }
    }
}
