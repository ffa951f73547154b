//! Amounts as people and tools write them: times, shares, money, yes and no, and what a task waits for.

mod predecessors;
mod units;

pub(in crate::import) use predecessors::{Waits, pieces, predecessor};
pub(in crate::import) use units::{unit, unit_of};

use super::{Amount, Estimate, Number, Unit};

/// A working day of tools that count in hours and don't say how many a day has.
pub(in crate::import) const DAY: i64 = 480;

/// A number at the beginning of a text, with the text behind it: `1.5`, `1,5`, `,5`, `12`.
fn leading(text: &str) -> Option<(Number, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|it: char| !(it.is_ascii_digit() || it == '.' || it == ','))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    decimal(digits).map(|number| (number, rest))
}

/// A number with one decimal sign, a full stop or a comma, in thousandths: more decimals are rounded.
fn decimal(digits: &str) -> Option<Number> {
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut thousandths = 0;
    for at in 0..3 {
        thousandths =
            thousandths * 10 + part.as_bytes().get(at).map_or(0, |it| i64::from(it - b'0'));
    }
    let up = i64::from(part.as_bytes().get(3).is_some_and(|it| *it >= b'5'));
    whole.checked_mul(1000)?.checked_add(thousandths + up).map(Number)
}

/// A number as people write it: `1,200`, `1.200,5`, `12 000`, `12k`, `1.2M`, `-3`.
pub(in crate::import) fn number(text: &str) -> Option<Number> {
    let text = text.trim().trim_start_matches('\'');
    let (sign, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, factor) = match text.char_indices().next_back()? {
        (at, 'k' | 'K') => (text.get(..at)?, 1000),
        (at, 'm' | 'M') => (text.get(..at)?, 1_000_000),
        _ => (text, 1),
    };
    let digits = grouped(digits.trim())?;
    decimal(&digits).and_then(|number| number.0.checked_mul(factor * sign)).map(Number)
}

/// Digits without the signs between thousands: the last sign is that of decimals, unless it stands several times, or is a comma before
/// three digits of a number that has no other.
fn grouped(text: &str) -> Option<String> {
    const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '’'];
    let last = text.rfind(['.', ',']).unwrap_or(text.len());
    let (before, behind) = text.split_at_checked(last)?;
    let sign = behind.get(..1).unwrap_or_default();
    let decimals = behind.get(1..).unwrap_or_default();
    let is_alone = !before.contains(['.', ',']) && !before.contains(SPACES);
    let is_of_thousands = !sign.is_empty()
        && (before.contains(sign) || (is_alone && sign == "," && decimals.len() == 3));
    let (whole, decimals) = if is_of_thousands { (text, "") } else { (before, decimals) };
    let is_between = |it: char| matches!(it, '.' | ',') || SPACES.contains(&it);
    let mut groups = whole.split(is_between);
    groups.next();
    if !groups.all(|group| group.len() == 3) {
        return None;
    }
    let whole: String = whole.chars().filter(|it| !is_between(*it)).collect();
    Some(if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") })
}

/// Money with its currency, where it is written: `€ 1.200,50`, `USD 12,000`, `12k`.
pub(in crate::import) fn money(text: &str) -> Option<(Number, Option<&'static str>)> {
    const CURRENCIES: [(&str, &str); 12] = [
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("£", "GBP"),
        ("GBP", "GBP"),
        ("US$", "USD"),
        ("USD", "USD"),
        ("$", "USD"),
        ("CHF", "CHF"),
        ("¥", "JPY"),
        ("JPY", "JPY"),
        ("zł", "PLN"),
        ("₽", "RUB"),
    ];
    let text = text.trim();
    for (sign, currency) in CURRENCIES {
        let inner = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(money) = inner.and_then(number) {
            return Some((money, Some(currency)));
        }
    }
    number(text).map(|money| (money, None))
}

/// Whether a cell says yes or no, in any of the ways there are; nothing if it says neither.
pub(in crate::import) fn yes(text: &str) -> Option<bool> {
    const YES: &str = "yes y true x 1 ✓ ✔ ☑ ✅ on done complete completed ja wahr oui vrai sí si verdadero sim verdadeiro да истина tak";
    const NO: &str = "no n false 0 ☐ ✗ ✘ ❌ off - nein falsch non faux falso não nao нет ложь nie";
    const LONGEST: usize = 24;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_lowercase();
    let is_in = |words: &str| words.split(' ').any(|word| word == text);
    if is_in(YES) { Some(true) } else { is_in(NO).then_some(false) }
}

/// The shares of one column: `0.4` is a share of one where no cell is above one, and of a hundred otherwise.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Shares {
    is_of_one: bool,
}

impl Shares {
    /// Finds out what the numbers of a column are shares of.
    pub(in crate::import) fn of<'t>(samples: impl Iterator<Item = &'t str>) -> Self {
        Self { is_of_one: samples.filter_map(number).all(|number| number.0 <= 1000) }
    }

    /// A share in thousandths: `40%`, `40 %`, `0.4`, `40`, `3/5`, `done`; nothing if it is none from nothing to all.
    pub(in crate::import) fn read(self, text: &str) -> Option<i64> {
        let text = text.trim();
        let thousandths =
            if let Some(percent) = text.strip_suffix('%').or_else(|| text.strip_prefix('%')) {
                number(percent)?.0 / 100
            } else if let Some((part, all)) = text.split_once('/') {
                number(part)?.0.checked_mul(1000)?.checked_div(number(all)?.0)?
            } else if let Some(number) = number(text) {
                if self.is_of_one { number.0 } else { number.0 / 100 }
            } else {
                yes(text).map(|done| if done { 1000 } else { 0 })?
            };
        (0..=1000).contains(&thousandths).then_some(thousandths)
    }
}

/// An amount of time, and whether nights and weekends count: `10 days`, `180 hrs`, `2w`, `3 ed`, `PT8H0M0S`, `1,5 Tage`, `1w 2d 3h`;
/// a bare number is in `bare`, the unit of its header.
pub(in crate::import) fn amount(text: &str, bare: Option<Unit>) -> Option<(Amount, bool)> {
    let text = text.trim().trim_start_matches('\'').trim_start_matches(['~', '≈']);
    let text = text.trim_end_matches(['?', '.']).trim();
    if let Some(iso) =
        text.strip_prefix('P').filter(|iso| iso.contains(|it: char| it.is_ascii_digit()))
    {
        return of_iso(iso).map(|amount| (amount, false));
    }
    let (number, rest) = leading(text)?;
    if rest.trim().is_empty() {
        return bare.map(|unit| (Amount { number, unit }, false));
    }
    if let Some((unit, is_elapsed)) = unit(rest) {
        return amount_of(number, unit).map(|amount| (amount, is_elapsed));
    }
    summed(text).map(|amount| (amount, false))
}

/// An amount in a unit, where a year is twelve months.
fn amount_of(number: Number, unit: units::Word) -> Option<Amount> {
    match unit {
        units::Word::Of(unit) => Some(Amount { number, unit }),
        units::Word::Years => {
            Some(Amount { number: Number(number.0.checked_mul(12)?), unit: Unit::Months })
        }
        units::Word::Seconds => Some(Amount { number: Number(number.0 / 60), unit: Unit::Minutes }),
    }
}

/// An amount in minutes of work, where `day` is how many a day has.
pub(in crate::import) fn minutes(amount: Amount, day: i64) -> Option<i64> {
    let unit = match amount.unit {
        Unit::Minutes => 1,
        Unit::Hours => 60,
        Unit::Days => day,
        Unit::Weeks => day.checked_mul(5)?,
        Unit::Months => day.checked_mul(20)?,
    };
    amount.number.0.checked_mul(unit).map(|thousandths| thousandths / 1000)
}

/// The sum of `1w 2d 3h`.
fn summed(text: &str) -> Option<Amount> {
    let (mut rest, mut all) = (text, 0_i64);
    while !rest.trim().is_empty() {
        let (number, behind) = leading(rest)?;
        let behind = behind.trim_start();
        let end = behind.find(|it: char| !it.is_alphabetic()).unwrap_or(behind.len());
        let (word, behind) = behind.split_at_checked(end)?;
        let (unit, _) = unit(word)?;
        all = all.checked_add(minutes(amount_of(number, unit)?, DAY)?)?;
        rest = behind.trim_start().trim_start_matches([',', '+']);
    }
    Some(Amount::of_minutes(all, DAY))
}

/// The amount of `T8H0M0S`, `3D`, `1W`, which stand behind the `P` of ISO 8601.
fn of_iso(text: &str) -> Option<Amount> {
    let (days, hours) = text.split_once('T').unwrap_or((text, ""));
    let mut all = 0_i64;
    for (part, is_time) in [(days, false), (hours, true)] {
        let mut rest = part;
        while !rest.is_empty() {
            let (number, behind) = leading(rest)?;
            let letter = behind.chars().next()?;
            let size = match (letter, is_time) {
                ('Y', false) => DAY * 240,
                ('M', false) => DAY * 20,
                ('W', false) => DAY * 5,
                ('D', false) => DAY,
                ('H', true) => 60,
                ('M', true) => 1,
                ('S', true) => 0,
                _ => return None,
            };
            all = all.checked_add(number.0.checked_mul(size)? / 1000)?;
            rest = behind.get(letter.len_utf8()..)?;
        }
    }
    Some(Amount::of_minutes(all, DAY))
}

/// How long something takes: an amount, or a range such as `3-5 days`, `3d..5d`, `3 to 5 weeks`.
pub(in crate::import) fn estimate(text: &str, bare: Option<Unit>) -> Option<Estimate> {
    match amount(text, bare) {
        Some((amount, true)) => return Some(Estimate::Elapsed(amount)),
        Some((amount, false)) => return Some(Estimate::Duration(amount)),
        None => {}
    }
    let between = ["..", " - ", "–", "-", " to ", " bis ", " à ", " a "];
    let (best, worst) = between.iter().find_map(|sign| text.split_once(sign))?;
    let (worst, _) = amount(worst, bare)?;
    let (best, _) = amount(best, Some(worst.unit))?;
    (minutes(best, DAY)? <= minutes(worst, DAY)?).then_some(Estimate::Range(best, worst))
}

#[cfg(test)]
mod tests;
