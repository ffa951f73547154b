//! How numbers, dates and lists are said: one wording for one thing, in messages, reports and charts.

use crate::time::{Date, Minutes};

/// `1 item`, `3 items`, `1,200 people`; the sign is dropped.
pub(crate) fn counted(count: impl TryInto<i64>, what: &str) -> String {
    let count = count.try_into().unwrap_or(i64::MAX).saturating_abs();
    match (count, what) {
        (1, _) => format!("1 {what}"),
        (_, "person") => format!("{} people", grouped(count)),
        _ => format!("{} {what}s", grouped(count)),
    }
}

/// `1,200,000`.
pub(crate) fn grouped(number: i64) -> String {
    with_groups(&number.to_string())
}

/// `40,000`, `2.5`, of an amount in thousandths.
pub(crate) fn decimal(thousandths: i64) -> String {
    with_groups(&plain(thousandths))
}

/// `40000`, `2.5`, of an amount in thousandths.
pub(crate) fn plain(thousandths: i64) -> String {
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let sign = if thousandths < 0 { "-" } else { "" };
    let fraction = format!(".{rest:03}");
    let fraction = if rest == 0 { "" } else { fraction.trim_end_matches('0') };
    format!("{sign}{whole}{fraction}")
}

/// The digits before the point, each three apart.
fn with_groups(number: &str) -> String {
    let end = number.find('.').unwrap_or(number.len());
    let is_border = |at: usize| (end - at).is_multiple_of(3);
    let mut text = String::with_capacity(number.len() + number.len() / 3);
    for (at, digit) in number.char_indices() {
        let is_behind_digit = text.ends_with(|last: char| last.is_ascii_digit());
        if at < end && is_behind_digit && is_border(at) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Slack and its like, in working days of so many minutes: `3 d`, `2.5 d`; what is less than a tenth of one in minutes, `30 min`.
pub(crate) fn slack(time: Minutes, day: Minutes) -> String {
    let tenths = time.0.saturating_mul(10) / day.0.max(1);
    match (grouped(tenths / 10), tenths % 10) {
        _ if tenths == 0 && time.0 != 0 => format!("{} min", time.0),
        (days, 0) => days + " d",
        (days, tenth) => format!("{days}.{tenth} d"),
    }
}

/// `200%`, `12.5%`, of a share in thousandths.
pub(crate) fn percent(share: i64) -> String {
    plain(share.saturating_mul(100)) + "%"
}

/// Money in thousandths with its currency: `EUR 12,000`, `€99.50`.
pub(crate) fn money(thousandths: i64, currency: &str) -> String {
    let whole = grouped(thousandths / 1000);
    let cents = (thousandths % 1000).abs() / 10;
    let amount = if cents == 0 { whole } else { format!("{whole}.{cents:02}") };
    with_currency(&amount, currency)
}

/// `EUR 12,000`, `€12,000`.
pub(crate) fn with_currency(amount: &str, currency: &str) -> String {
    let space = if currency.chars().any(char::is_alphanumeric) { " " } else { "" };
    format!("{currency}{space}{amount}")
}

/// `on 4 May 2026`, `from 4 to 8 May 2026`, `from 28 April to 8 May 2026`.
pub(crate) fn period(first: Date, last: Date) -> String {
    if first == last {
        format!("on {}", first.long())
    } else {
        format!("from {}", days(first, last))
    }
}

/// `4 May 2026`, `4 to 8 May 2026`, `28 April to 8 May 2026`.
pub(crate) fn days(first: Date, last: Date) -> String {
    if first == last {
        return first.long();
    }
    let whole = first.long();
    let short = if first.year() != last.year() {
        whole
    } else if first.month() == last.month() {
        first.day().to_string()
    } else {
        whole.rsplit_once(' ').map_or(whole.clone(), |(short, _)| short.to_owned())
    };
    format!("{short} to {}", last.long())
}

/// In a table: `6–17 Jul 2026`, `29 Jun – 3 Jul 2026`.
pub(crate) fn short_days(first: Date, last: Date) -> String {
    if first == last {
        first.medium()
    } else if first.year() != last.year() {
        format!("{} – {}", first.medium(), last.medium())
    } else if first.month() != last.month() {
        format!("{} – {}", first.short(), last.medium())
    } else {
        format!("{}–{}", first.day(), last.medium())
    }
}

/// `a`, `a and b`, `a, b and c`; what is behind the first few is counted: `a, b, c and 4 more`.
pub(crate) fn list(words: &[String], most: usize) -> String {
    match words.split_at_checked(most) {
        Some((shown, rest)) if !rest.is_empty() => {
            format!("{} and {} more", shown.join(", "), rest.len())
        }
        _ => joined(words, "and"),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn list_or(words: &[String]) -> String {
    joined(words, "or")
}

fn joined(words: &[String], link: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} {link} {last}", before.join(", ")),
    }
}

/// `a task`, `an idea`.
pub(crate) fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// The first letter large, as a sentence begins.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    #[test]
    fn periods_say_month_and_year_once() {
        let next_year = Date::new(2027, 1, 8).unwrap();
        assert_eq!(period(date(5, 4), date(5, 4)), "on 4 May 2026");
        assert_eq!(period(date(5, 4), date(5, 8)), "from 4 to 8 May 2026");
        assert_eq!(period(date(4, 28), date(5, 8)), "from 28 April to 8 May 2026");
        assert_eq!(period(date(12, 28), next_year), "from 28 December 2026 to 8 January 2027");
        assert_eq!(short_days(date(7, 6), date(7, 17)), "6–17 Jul 2026");
        assert_eq!(short_days(date(6, 29), date(7, 3)), "29 Jun – 3 Jul 2026");
        assert_eq!(short_days(date(7, 6), date(7, 6)), "6 Jul 2026");
        assert_eq!(short_days(date(12, 30), next_year), "30 Dec 2026 – 8 Jan 2027");
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-100), "-100");
        assert_eq!(decimal(1_250_500), "1,250.5");
        assert_eq!(decimal(-1_000_000_000), "-1,000,000");
        assert_eq!(decimal(i64::MIN), "-9,223,372,036,854,775.808");
        assert_eq!(plain(-2_500), "-2.5");
        assert_eq!(decimal(50), "0.05");
        assert_eq!((percent(2000), percent(125)), ("200%".to_owned(), "12.5%".to_owned()));
        assert_eq!(money(12_000_000, "EUR"), "EUR 12,000");
        assert_eq!(money(99_500, "€"), "€99.50");
        assert_eq!(money(12_000_000, ""), "12,000");
    }

    #[test]
    fn counts_and_lists() {
        let words: Vec<_> = ["a", "b", "c"].map(String::from).into();
        assert_eq!(list(&words, 5), "a, b and c");
        assert_eq!(list(&words, 2), "a, b and 1 more");
        assert_eq!(list(&words[..1], 2), "a");
        assert_eq!(list_or(&words), "a, b or c");
        assert_eq!(counted(1, "item"), "1 item");
        assert_eq!(counted(-1200, "person"), "1,200 people");
        assert_eq!(
            (with_article("task"), with_article("idea")),
            ("a task".into(), "an idea".into())
        );
        assert_eq!(sentence("überfällig"), "Überfällig");
    }
}
