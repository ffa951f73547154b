//! How messages say things: dates, amounts, names. One wording for one thing, over all rules.

use std::cmp::Ordering;

use crate::model::{Header, ItemWalker, Lag, Money, Share};
use crate::time::{Date, Minutes, Spoken};

/// `1 working day`, `3 working days`.
pub(crate) fn working_days(count: i64) -> String {
    counted(count, "working day")
}

/// `1 item`, `3 items`.
pub(crate) fn counted(count: i64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{} {what}s", grouped(count)) }
}

/// `1,200,000`.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `on 4 May 2026`, `from 4 to 8 May 2026`, `from 28 April to 8 May 2026`.
pub(super) fn period(first: Date, last: Date) -> String {
    if first == last {
        format!("on {}", first.long())
    } else {
        format!("from {}", days(first, last))
    }
}

/// `4 May 2026`, `4 to 8 May 2026`, `28 April to 8 May 2026`.
pub(crate) fn days(first: Date, last: Date) -> String {
    let (from, to) = (first.year_month_day(), last.year_month_day());
    let whole = first.long();
    let short = if from == to {
        return whole;
    } else if (from.0, from.1) == (to.0, to.1) {
        from.2.to_string()
    } else if from.0 == to.0 {
        whole.rsplit_once(' ').map_or(whole.clone(), |(short, _)| short.to_owned())
    } else {
        whole
    };
    format!("{short} to {}", last.long())
}

/// Working time as people say and type it: `10d`, `2.5d`, `4h`, `90min`; what comes out even in none of them to a tenth, `23.7d`, `3.2h`.
pub(crate) fn amount(time: Minutes, header: &Header) -> String {
    time.in_days_of(header.day)
}

/// Clock time as people say it, and type it behind `elapsed`: `10d`, `36h`, `90min`.
pub(crate) fn clock_amount(time: Minutes) -> String {
    time.on_the_clock()
}

/// `, and 2d more`; nothing of no lag.
pub(super) fn lag(lag: Lag, header: &Header) -> String {
    let time = Minutes(lag.minutes.0.saturating_abs());
    let written = if lag.is_elapsed {
        format!("elapsed {}", clock_amount(time))
    } else {
        amount(time, header)
    };
    match lag.minutes.cmp(&Minutes::ZERO) {
        Ordering::Equal => String::new(),
        Ordering::Greater => format!(", and {written} more"),
        Ordering::Less => format!(", less {written}"),
    }
}

/// `200%`, `12.5%`.
pub(super) fn percent(share: Share) -> String {
    format!("{}%", decimal(share.0, 10))
}

/// `3`, `2.5`.
pub(super) fn units(share: Share) -> String {
    decimal(share.0, 1000)
}

/// `is` of one and of a part of one, `are` of all else.
pub(super) fn are(share: Share) -> &'static str {
    if (1..=Share::ONE.0).contains(&share.0) { "is" } else { "are" }
}

/// Money with its currency: `EUR 12,000`, `€99.50`.
pub(super) fn money(money: Money, header: &Header) -> String {
    let whole = grouped(money.0 / 1000);
    let cents = (money.0 % 1000).abs() / 10;
    let amount = if cents == 0 { whole } else { format!("{whole}.{cents:02}") };
    let space = if header.currency.chars().any(char::is_alphanumeric) { " " } else { "" };
    format!("{}{space}{amount}", header.currency)
}

/// The title of an item as messages quote it.
pub(crate) fn title(item: ItemWalker<'_>) -> String {
    format!("`{}`", item.title())
}

/// `a`, `a and b`, `a, b and c`; what is behind the first few is counted: `a, b, c and 4 more`.
pub(crate) fn list(words: &[String], most: usize) -> String {
    let rest = words.len().saturating_sub(most);
    let shown = words.get(..words.len() - rest).unwrap_or_default();
    match (shown.split_last(), rest) {
        (None, _) => String::new(),
        (Some((only, [])), 0) => only.clone(),
        (Some((last, before)), 0) => format!("{} and {last}", before.join(", ")),
        (Some(_), rest) => format!("{} and {rest} more", shown.join(", ")),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn list_or(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

/// `4 May 2026`; of a date that rests on work without an estimate, `4 May 2026 or later`.
pub(crate) fn not_before(is_open: bool, day: Spoken) -> String {
    if is_open { format!("{} or later", day.long()) } else { day.long() }
}

fn decimal(thousandths: i64, unit: i64) -> String {
    let (whole, rest) = (thousandths / unit, (thousandths % unit).abs());
    if rest == 0 {
        return whole.to_string();
    }
    let width = if unit == 10 { 1 } else { 3 };
    let text = format!("{whole}.{rest:0width$}");
    text.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Model;
    use crate::text::Sources;

    fn date(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    #[test]
    fn periods_say_month_and_year_once() {
        assert_eq!(period(date(5, 4), date(5, 4)), "on 4 May 2026");
        assert_eq!(period(date(5, 4), date(5, 8)), "from 4 to 8 May 2026");
        assert_eq!(period(date(4, 28), date(5, 8)), "from 28 April to 8 May 2026");
        let next_year = Date::new(2027, 1, 8).unwrap();
        assert_eq!(period(date(12, 28), next_year), "from 28 December 2026 to 8 January 2027");
    }

    #[test]
    fn amounts_are_written_as_they_are_typed() {
        let mut header = Model::empty(Arc::new(Sources::default())).header;
        assert_eq!(amount(Minutes(4800), &header), "10d");
        assert_eq!(amount(Minutes(1200), &header), "2.5d");
        assert_eq!(amount(Minutes(240), &header), "4h");
        assert_eq!(amount(Minutes(90), &header), "90min");
        assert_eq!(amount(Minutes(540), &header), "9h");
        assert_eq!(amount(Minutes(11_364), &header), "23.7d");
        assert_eq!(clock_amount(Minutes(1440 * 3)), "3d");
        header.currency = "EUR".into();
        assert_eq!(money(Money(12_000_000), &header), "EUR 12,000");
        assert_eq!(money(Money(99_500), &header), "EUR 99.50");
    }

    #[test]
    fn shares_and_lists() {
        assert_eq!(percent(Share(2000)), "200%");
        assert_eq!(percent(Share(125)), "12.5%");
        assert_eq!(units(Share(2500)), "2.5");
        let words: Vec<_> = ["a", "b", "c"].map(String::from).into();
        assert_eq!(list(&words, 5), "a, b and c");
        assert_eq!(list(&words, 2), "a, b and 1 more");
        assert_eq!(list(&words[..1], 2), "a");
        assert_eq!(counted(1, "item"), "1 item");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
