//! Numbers, dates and amounts as people write them.

use super::escape;
use crate::model::{Decimal, Header, Health, Impact, Money, Share};
use crate::text::words;
pub(super) use crate::text::words::{counted, sentence, short_days as days};
use crate::time::Minutes;

/// `1,250.5`
pub(super) fn number(decimal: Decimal) -> String {
    words::decimal(decimal.0).replace('-', "−")
}

/// A number rounded to what a reader can hold: `1,250`, `12.5`, `0.083`.
pub(super) fn rough(decimal: Decimal) -> String {
    let unit = match decimal.0.unsigned_abs() {
        100_000.. => 1000,
        10_000.. => 100,
        1000.. => 10,
        _ => 1,
    };
    let half = if decimal.0 < 0 { -unit / 2 } else { unit / 2 };
    number(Decimal(decimal.0.saturating_add(half) / unit * unit))
}

/// `EUR 12,000`, `€12,000`; whole units, as a report has no use for cents.
pub(in crate::emit) fn money(money: Money, currency: &str) -> String {
    let whole = money.0.saturating_add(if money.0 < 0 { -500 } else { 500 }) / 1000;
    let number = number(Decimal(whole.saturating_mul(1000)));
    words::with_currency(&number, &escape::text(currency))
}

/// `45%`
pub(super) fn percent(share: Share) -> String {
    // What is not quite done is not shown as done.
    format!("{}%", share.0 / 10)
}

/// `3 working days`, `1.5 working days`, `4 hours`, by the length of a working day.
pub(in crate::emit) fn duration(minutes: Minutes, day: Minutes) -> String {
    let (minutes, day) = (minutes.0, day.0.max(1));
    if minutes != 0 && minutes.unsigned_abs() < day.unsigned_abs() {
        return if minutes % 60 == 0 {
            amount(Decimal((minutes / 60) * 1000), "hour")
        } else {
            amount(Decimal(minutes.saturating_mul(1000)), "minute")
        };
    }
    amount(in_days(Minutes(minutes), Minutes(day)), "working day")
}

/// An amount of working time in days, to a tenth.
pub(super) fn in_days(minutes: Minutes, day: Minutes) -> Decimal {
    let tenths = i128::from(minutes.0) * 10 / i128::from(day.0.max(1));
    Decimal(i64::try_from(tenths).unwrap_or(i64::MAX).saturating_mul(100))
}

/// `5 to 15 working days`, `4 hours to 2 working days`
pub(in crate::emit) fn range(best: Minutes, worst: Minutes, day: Minutes) -> String {
    let (best, worst) = (duration(best, day), duration(worst, day));
    let unit =
        |text: &str| text.split_once(' ').map(|(_, unit)| unit.trim_end_matches('s').to_owned());
    let shown = match best.split_once(' ') {
        Some((number, _)) if unit(&best) == unit(&worst) => number,
        _ => &best,
    };
    format!("{shown} to {worst}")
}

/// What a risk costs: `5 to 15 working days`, `EUR 20,000 to EUR 40,000`; `4 working days` where best and worst are one.
pub(in crate::emit) fn impact(impact: Impact, header: &Header) -> String {
    match impact {
        Impact::Time { best, worst, .. } if best == worst => duration(best, header.day),
        Impact::Time { best, worst, .. } => range(best, worst, header.day),
        Impact::Money { best, worst } => {
            let (least, most) = (money(best, &header.currency), money(worst, &header.currency));
            if best == worst { least } else { format!("{least} to {most}") }
        }
    }
}

/// A range of time on the clock: `14 to 42 days`.
pub(super) fn clock_range(best: Minutes, worst: Minutes) -> String {
    range(best, worst, Minutes::DAY).replace("working ", "")
}

fn amount(number: Decimal, unit: &str) -> String {
    let plural = if number.0 == 1000 { "" } else { "s" };
    format!("{} {unit}{plural}", self::number(number))
}

/// A day in a table: `12 May 2026`; what is not sure yet: `not before 12 May 2026`.
pub(super) fn not_before(day: &str, is_open: bool) -> String {
    if is_open { format!("not before {day}") } else { day.to_owned() }
}

/// `🔴 Off track`: the colour helps to find it, the words say it.
pub(super) fn health(health: Health) -> String {
    with_sign(health, health.label())
}

/// The same with other words.
pub(super) fn with_sign(health: Health, words: &str) -> String {
    let sign = match health {
        Health::Done => "✅",
        Health::OnTrack => "🟢",
        Health::Unknown => "⚪",
        Health::AtRisk => "🟡",
        Health::OffTrack => "🔴",
    };
    format!("{sign} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_numbers_are_short() {
        assert_eq!(rough(Decimal(5_333_333)), "5,333");
        assert_eq!(rough(Decimal(53_333)), "53.3");
        assert_eq!(rough(Decimal(5_333)), "5.33");
        assert_eq!(rough(Decimal(83)), "0.083");
        assert_eq!(rough(Decimal(i64::MAX)), "9,223,372,036,854,775");
    }

    #[test]
    fn money_has_its_currency() {
        assert_eq!(money(Money(12_000_400), "EUR"), "EUR 12,000");
        assert_eq!(money(Money(12_000_500), "€"), "€12,001");
        assert_eq!(money(Money(12_000_000), ""), "12,000");
    }

    #[test]
    fn durations_take_the_unit_that_fits() {
        let day = Minutes(480);
        assert_eq!(duration(Minutes(480), day), "1 working day");
        assert_eq!(duration(Minutes(720), day), "1.5 working days");
        assert_eq!(duration(Minutes(60), day), "1 hour");
        assert_eq!(duration(Minutes(90), day), "90 minutes");
        assert_eq!(duration(Minutes(0), day), "0 working days");
        assert_eq!(range(Minutes(480), Minutes(2400), day), "1 to 5 working days");
        assert_eq!(range(Minutes(60), Minutes(960), day), "1 hour to 2 working days");
        assert_eq!(clock_range(Minutes(1440), Minutes(10_080)), "1 to 7 days");
    }
}
