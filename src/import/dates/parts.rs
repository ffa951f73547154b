//! What stands in a date: numbers, a month's name, a time.

use crate::time::{Date, Weekday};

use super::super::DateOrder;
use super::names;

/// No date is longer: `Mon Feb 06 2023 05:00:00 GMT+0000 (Coordinated Universal Time)`.
const LONGEST: usize = 100;

/// The parts of a date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    numbers: [Part; 3],
    count: usize,
    /// A dash stands in it.
    is_dashed: bool,
    month: Option<i8>,
    /// The name of the month is that of a weekday, too.
    is_weekday: bool,
    /// Full stops stand between the numbers, and nothing else does: `31.12.2026`, everywhere with the day first.
    is_dotted: bool,
    /// The minute of the day.
    pub(in crate::import) minute: Option<u16>,
}

/// A number as it is written.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    value: i16,
    digits: usize,
}

impl Part {
    /// The year that it says: two digits are of this century up to 69.
    fn year(self) -> Option<i16> {
        match (self.digits, self.value) {
            (4, year) if year >= 1900 => Some(year),
            (2, year) if year < 70 => Some(2000 + year),
            (2, year) => Some(1900 + year),
            _ => None,
        }
    }

    fn small(self) -> Option<i8> {
        i8::try_from(self.value).ok().filter(|_| self.digits <= 2)
    }
}

/// Three numbers, whose order the file has to tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers([Part; 3], bool);

impl Numbers {
    /// Whether they may be a day in that order. A year of two digits stands first where dashes divide it, or nothing else fits.
    pub(in crate::import) fn fits(self, order: DateOrder) -> bool {
        let is_day = |order| self.date(order).is_some();
        let [first, ..] = self.0;
        let may_begin = || {
            self.1
                || first.digits == 4
                || !(is_day(DateOrder::DayFirst) || is_day(DateOrder::MonthFirst))
        };
        is_day(order) && (order != DateOrder::YearFirst || may_begin())
    }

    /// The day that they are in that order; nothing if they are none.
    pub(in crate::import) fn date(self, order: DateOrder) -> Option<Date> {
        let [first, second, third] = self.0;
        let (year, month, day) = match order {
            DateOrder::DayFirst => (third, second, first),
            DateOrder::MonthFirst => (third, first, second),
            DateOrder::YearFirst => (first, second, third),
        };
        Date::new(year.year()?, month.small()?, day.small()?)
    }
}

impl Parts {
    /// The three numbers, if it depends on an order which day they are.
    pub(in crate::import) fn bare(&self) -> Option<Numbers> {
        let has_year_first = self.numbers.first().is_some_and(|first| first.digits == 4);
        let is_open = self.month.is_none() && self.count == 3 && !has_year_first && !self.is_dotted;
        is_open.then_some(Numbers(self.numbers, self.is_dashed))
    }

    /// The day, where that does not depend on an order.
    pub(in crate::import) fn date(&self) -> Option<Date> {
        let [first, second, _] = self.numbers;
        match (self.month, self.count) {
            (None, 3) if first.digits == 4 => {
                Numbers(self.numbers, false).date(DateOrder::YearFirst)
            }
            (None, 3) => Numbers(self.numbers, self.is_dashed).date(DateOrder::DayFirst),
            (Some(month), 2) => {
                let (year, day) = if first.digits == 4 { (first, second) } else { (second, first) };
                Date::new(year.year()?, month, day.small()?)
            }
            _ => None,
        }
    }
}

/// A number, a word, or a sign.
#[derive(Clone, Copy, Debug)]
enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
    Sign(char),
}

/// The tokens of a text.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    core::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let up_to = |end: Option<usize>| rest.split_at_checked(end.unwrap_or(rest.len()));
        let (token, behind) = if first.is_ascii_digit() {
            let (digits, behind) = up_to(rest.find(|it: char| !it.is_ascii_digit()))?;
            (Token::Number(digits), behind)
        } else if first.is_alphabetic() {
            let (word, behind) = up_to(rest.find(|it: char| !it.is_alphabetic()))?;
            (Token::Word(word), behind)
        } else {
            (Token::Sign(first), up_to(Some(first.len_utf8()))?.1)
        };
        rest = behind;
        Some(token)
    })
}

/// The parts of a date, in any of the forms that people and tools write; nothing if something stands there that no date has.
pub(super) fn read(text: &str) -> Option<Parts> {
    let text = text.trim().trim_start_matches('\'');
    if text.len() > LONGEST || !text.contains(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let clock = Clock::find(text);
    let (before, behind) = clock.as_ref().map_or((text, ""), |clock| (clock.before, clock.behind));
    let mut parts = Parts { minute: clock.map(|clock| clock.minute), ..Parts::default() };
    for token in tokens(before) {
        parts.take(token)?;
    }
    // A year may stand behind the time: `Thu Jun 5 10:00:00 UTC 2026`.
    for token in tokens(behind) {
        if let Token::Number(digits) = token
            && digits.len() == 4
            && parts.count < 2
        {
            parts.take(token)?;
        }
    }
    // `mar. 24/03/26` is a Tuesday.
    parts.month = parts.month.filter(|_| !(parts.count == 3 && parts.is_weekday));
    Some(parts)
}

impl Parts {
    /// Takes a token in; nothing if it stands in no date.
    fn take(&mut self, token: Token<'_>) -> Option<()> {
        match token {
            Token::Number(digits) if digits.len() == 8 && self.count == 0 => {
                for range in [0..4, 4..6, 6..8] {
                    self.number(digits.get(range)?)?;
                }
                Some(())
            }
            Token::Number(digits) => self.number(digits),
            Token::Word(word) => {
                let word = word.to_lowercase();
                match names::month(&word) {
                    Some(month) if self.month.is_none() || self.is_weekday => {
                        self.month = Some(month);
                        self.is_weekday = names::is_silent(&word);
                    }
                    _ if names::is_silent(&word) => {}
                    _ => return None,
                }
                Some(())
            }
            Token::Sign('.') => {
                self.is_dotted = true;
                Some(())
            }
            Token::Sign('-') => {
                self.is_dashed = true;
                Some(())
            }
            Token::Sign(sign) => "/-,'’()–\u{200e}\u{200f}".contains(sign).then_some(()),
        }
    }

    fn number(&mut self, digits: &str) -> Option<()> {
        let part = Part { value: digits.parse().ok()?, digits: digits.len() };
        *self.numbers.get_mut(self.count)? = part;
        self.count += 1;
        Some(())
    }
}

/// A time in a text.
struct Clock<'t> {
    before: &'t str,
    minute: u16,
    behind: &'t str,
}

impl<'t> Clock<'t> {
    /// The first `17:39`, `5:39 PM`, `05:39:00.000Z` of a text.
    fn find(text: &'t str) -> Option<Self> {
        let colon = text.find(':')?;
        let (left, right) = (text.get(..colon)?, text.get(colon + 1..)?);
        let before = left.trim_end_matches(|it: char| it.is_ascii_digit());
        let hour: u16 = left.get(before.len()..)?.parse().ok()?;
        let minute: u16 = right.get(..2)?.parse().ok()?;
        let behind = right
            .get(2..)?
            .trim_start_matches(|it: char| it.is_ascii_digit() || ":.,".contains(it));
        let behind = behind.trim_start();
        let is = |half| behind.get(..2).is_some_and(|it| it.eq_ignore_ascii_case(half));
        let hour = match hour {
            0..12 if is("pm") => hour + 12,
            12 if is("am") => 0,
            _ => hour,
        };
        // Between a day and its hour ISO has a `T`.
        let before = before.strip_suffix(['T', 't', ',']).unwrap_or(before);
        (hour < 24 && minute < 60).then(|| Self { before, minute: hour * 60 + minute, behind })
    }
}

/// The first and last day of a week, month, quarter, half or year: `2026-W12`, `KW 12 2026`, `Jun 2026`, `06/2026`, `Q3 2026`, `2026`.
pub(super) fn period(text: &str) -> Option<(Date, Date)> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut year, mut number, mut word) = (None, None, String::new());
    for token in tokens(text) {
        match token {
            Token::Number(digits) if digits.len() == 4 && year.is_none() => {
                year = Some(digits.parse::<i16>().ok()?);
            }
            Token::Number(digits) if digits.len() <= 2 && number.is_none() => {
                number = Some(digits.parse::<i8>().ok()?);
            }
            Token::Word(letters) if word.is_empty() => word = letters.to_lowercase(),
            Token::Sign(sign) if "/-.,'".contains(sign) => {}
            _ => return None,
        }
    }
    let year = year?;
    let months = |first: i8, last: i8| {
        let end = Date::new(year, last, 1)?;
        Some((Date::new(year, first, 1)?, Date::new(year, last, end.days_in_month())?))
    };
    match (word.as_str(), number) {
        ("", None) => months(1, 12),
        ("", Some(month @ 1..=12)) => months(month, month),
        ("w" | "kw" | "week" | "wk" | "woche" | "cw" | "semaine" | "semana", Some(week)) => {
            let monday = Date::from_iso_week(year, week, Weekday::Monday)?;
            Some((monday, monday.plus_days(6)?))
        }
        ("q" | "quarter" | "quartal" | "t", Some(quarter @ 1..=4)) => {
            months(quarter * 3 - 2, quarter * 3)
        }
        ("h" | "half" | "hj", Some(half @ 1..=2)) => months(half * 6 - 5, half * 6),
        (word, None) => names::month(word).and_then(|month| months(month, month)),
        _ => None,
    }
}
