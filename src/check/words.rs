//! How messages say things: dates, amounts, names. One wording for one thing, over all rules.

use std::cmp::Ordering;

use crate::model::{Header, ItemWalker, Lag, Money, Share};
use crate::text::words::plain;
pub(crate) use crate::text::words::{counted, days, list, list_or, period};
use crate::time::{Minutes, Spoken};

/// `1 working day`, `3 working days`.
pub(crate) fn working_days(count: i64) -> String {
    counted(count, "working day")
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
    crate::text::words::percent(share.0)
}

/// `3`, `2.5`.
pub(super) fn units(share: Share) -> String {
    plain(share.0)
}

/// `is` of one and of a part of one, `are` of all else.
pub(super) fn are(share: Share) -> &'static str {
    if (1..=Share::ONE.0).contains(&share.0) { "is" } else { "are" }
}

/// Money with its currency: `EUR 12,000`, `€99.50`.
pub(super) fn money(money: Money, header: &Header) -> String {
    crate::text::words::money(money.0, &header.currency)
}

/// The title of an item as messages quote it.
pub(crate) fn title(item: ItemWalker<'_>) -> String {
    format!("`{}`", item.title())
}

/// `4 May 2026`; of a date that rests on work without an estimate, `4 May 2026 or later`.
pub(crate) fn not_before(is_open: bool, day: Spoken) -> String {
    if is_open { format!("{} or later", day.long()) } else { day.long() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Model;
    use crate::text::Sources;

    #[test]
    fn amounts_are_written_as_they_are_typed() {
        let header = Model::empty(Arc::new(Sources::default())).header;
        assert_eq!(amount(Minutes(4800), &header), "10d");
        assert_eq!(amount(Minutes(1200), &header), "2.5d");
        assert_eq!(amount(Minutes(240), &header), "4h");
        assert_eq!(amount(Minutes(90), &header), "90min");
        assert_eq!(amount(Minutes(540), &header), "9h");
        assert_eq!(amount(Minutes(11_364), &header), "23.7d");
        assert_eq!(clock_amount(Minutes(1440 * 3)), "3d");
    }
}
