//! Single literals: names, points in time, amounts, texts.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::number::Counts;
use super::written::{Read, Stop, Written, stop};
use super::{date, name, number, text};
use crate::syntax::ast::{
    Amount, DateLiteral, Decimal, Extent, Hours, Offset, Point, PointBase, PointRange, Quantity,
    TimeAmount, WeekdayRange,
};
use crate::text::Span;
use crate::time::Weekday;

/// A part of the text that is read, with its place in it.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Part<'a> {
    fn of(pair: &Pair<'a, Rule>) -> Self {
        Self { text: pair.as_str(), start: pair.as_span().start() }
    }

    fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// Without its first bytes.
    fn behind(self, length: usize) -> Self {
        Self { text: self.text.get(length..).unwrap_or_default(), start: self.start + length }
    }

    fn split_once(self, sign: &str) -> Option<(Self, Self)> {
        let at =
            self.text.as_bytes().windows(sign.len()).position(|part| part == sign.as_bytes())?;
        let first = Self { text: self.text.get(..at)?, start: self.start };
        Some((first, self.behind(at + sign.len())))
    }

    fn stop(self, wanted: Rule) -> Stop {
        Stop { start: self.start, end: self.end(), wanted }
    }
}

impl Written<'_> {
    /// A name by which something is declared.
    pub(super) fn identifier(self, pair: &Pair<'_, Rule>) -> Read<Span> {
        let span = pair.as_span();
        if !name::is_identifier(pair.as_str()) {
            return Err(stop(pair, Rule::name));
        }
        self.name(span.start(), span.end())
    }

    /// A dotted name.
    pub(super) fn path(self, pair: &Pair<'_, Rule>) -> Read<Span> {
        self.path_of(Part::of(pair))
    }

    fn path_of(self, part: Part<'_>) -> Read<Span> {
        if !name::is_path(part.text) {
            return Err(part.stop(Rule::path));
        }
        self.name(part.start, part.end())
    }

    /// Dotted names, with commas between.
    pub(super) fn paths(self, pairs: &mut Pairs<'_, Rule>) -> Read<Box<[Span]>> {
        pairs.map(|pair| self.path(&pair)).collect()
    }

    /// A text in quotes.
    pub(super) fn text(self, pair: &Pair<'_, Rule>) -> Read<Span> {
        let written = pair.as_str();
        let is_right = match written.strip_prefix("\"\"\"") {
            Some(inside) => !text::is_unclosed(inside.strip_suffix("\"\"\"").unwrap_or(inside)),
            None => !written.contains('\\') || text::has_right_escapes(written),
        };
        if is_right { Ok(self.span_of(pair)) } else { Err(stop(pair, Rule::text)) }
    }

    /// Points, with commas between.
    pub(super) fn points(self, pairs: &mut Pairs<'_, Rule>) -> Read<Box<[Point]>> {
        let Some(first) = pairs.next() else { return Ok(Box::default()) };
        let first = self.point(&first, pairs)?;
        let Some(second) = pairs.next() else { return Ok(Box::new([first])) };
        // Mostly there are two: then nothing has to be moved.
        let mut points = Vec::with_capacity(2);
        points.push(first);
        points.push(self.point(&second, pairs)?);
        while let Some(base) = pairs.next() {
            points.push(self.point(&base, pairs)?);
        }
        Ok(points.into_boxed_slice())
    }

    /// The point that comes next.
    pub(super) fn next_point(self, pairs: &mut Pairs<'_, Rule>) -> Read<Point> {
        match pairs.next() {
            Some(base) => self.point(&base, pairs),
            None => Err(self.missing(Rule::point)),
        }
    }

    /// A point of which the base is taken; its lag or lead may follow.
    pub(super) fn point(self, base: &Pair<'_, Rule>, pairs: &mut Pairs<'_, Rule>) -> Read<Point> {
        let part = Part::of(base);
        if base.as_rule() == Rule::path
            && let Some((name, lag)) = part.split_once("+")
        {
            let (base, base_span) = self.base(name)?;
            let lag = Part { text: self.part(lag.start - 1, lag.end()), start: lag.start - 1 };
            let offset = Some(self.offset(lag)?);
            return Ok(Point { base, base_span, offset });
        }
        let (base, base_span) = self.base(part)?;
        let offset = match pairs.peek().filter(|pair| pair.as_rule() == Rule::shift) {
            Some(lag) => {
                pairs.next();
                Some(self.offset(Part::of(&lag))?)
            }
            None => None,
        };
        Ok(Point { base, base_span, offset })
    }

    /// What a point counts from, and where that stands.
    fn base(self, part: Part<'_>) -> Read<(PointBase, Span)> {
        if part.text.starts_with(|first: char| first.is_ascii_digit()) {
            let date = date::parse(part.text).ok_or_else(|| part.stop(Rule::date))?;
            return Ok((PointBase::Date(date), self.span(part.start, part.end())));
        }
        if part.text == "today" {
            return Ok((PointBase::Today, self.span(part.start, part.end())));
        }
        if date::has_year_behind(part.text) {
            return Err(part.stop(Rule::date));
        }
        Ok((PointBase::Name, self.path_of(part)?))
    }

    /// A lag or lead, from its sign on.
    fn offset(self, part: Part<'_>) -> Read<Offset> {
        let span = self.span(part.start, part.end());
        let is_lead = part.text.starts_with('-');
        let amount =
            part.behind(part.text.len() - part.text.trim_start_matches(['+', '-', ' ']).len());
        let clock = amount.text.strip_prefix("elapsed ").map(|rest| rest.trim_start_matches(' '));
        let is_elapsed = clock.is_some();
        let amount = match clock {
            Some(rest) => amount.behind(amount.text.len() - rest.len()),
            None => amount,
        };
        Ok(Offset { amount: self.time(amount)?, is_lead, is_elapsed, span })
    }

    /// A duration, or the name of one.
    fn time(self, part: Part<'_>) -> Read<TimeAmount> {
        if part.text.starts_with(|first: char| first.is_ascii_digit()) {
            let quantity = number::quantity(part.text).ok_or_else(|| part.stop(Rule::range))?;
            return Ok(TimeAmount::Literal(quantity));
        }
        // In `b+elapsed 2d` the amount stands apart from its sign.
        if part.text == "elapsed" {
            return Err(part.stop(Rule::range));
        }
        self.path_of(part).map(TimeAmount::Name)
    }

    /// One point, or the first and the last.
    pub(super) fn point_range(self, pairs: &mut Pairs<'_, Rule>) -> Read<PointRange> {
        let Some(base) = pairs.next() else { return Err(self.missing(Rule::points)) };
        let part = Part::of(&base);
        if base.as_rule() == Rule::path
            && let Some((first, last)) = part.split_once("..")
        {
            let plain = |part: Part<'_>| {
                let (base, base_span) = self.base(part)?;
                Ok(Point { base, base_span, offset: None })
            };
            return ascending(PointRange { first: plain(first)?, last: plain(last)? }, part);
        }
        let first = self.point(&base, pairs)?;
        let is_point = |pair: &Pair<'_, Rule>| {
            matches!(pair.as_rule(), Rule::date | Rule::year | Rule::path | Rule::instant)
        };
        let Some(last) = pairs.peek().filter(is_point) else {
            return Ok(PointRange { first, last: first });
        };
        pairs.next();
        let whole = Part { text: self.part(part.start, last.as_span().end()), start: part.start };
        let last = self.point(&last, pairs)?;
        ascending(PointRange { first, last }, whole)
    }

    /// `10d`, `8d..15d`, or the name of a `let`.
    pub(super) fn extent(self, pair: &Pair<'_, Rule>) -> Read<Extent> {
        if pair.as_rule() == Rule::range {
            return number::extent(pair.as_str()).ok_or_else(|| stop(pair, Rule::range));
        }
        self.path(pair).map(|name| Extent::One(TimeAmount::Name(name)))
    }

    /// One duration, or the name of one.
    pub(super) fn time_amount(self, pair: &Pair<'_, Rule>) -> Read<TimeAmount> {
        self.time(Part::of(pair))
    }

    /// A number.
    pub(super) fn decimal(self, pair: &Pair<'_, Rule>) -> Read<Decimal> {
        self.counted(pair, Counts::Things)
    }

    fn counted(self, pair: &Pair<'_, Rule>, counts: Counts) -> Read<Decimal> {
        let written = pair.as_str();
        // `1,000` is one number and no list; whether `1.000` is one or a thousand, nobody knows.
        let behind = self.text.as_bytes().get(pair.as_span().end()..).unwrap_or_default();
        let goes_on = matches!(behind, [b',', b'0'..=b'9', ..]);
        let value = number::decimal(written).and_then(Result::ok);
        value
            .filter(|_| !goes_on && !number::has_thousands(written, counts))
            .ok_or_else(|| stop(pair, Rule::amount))
    }

    /// An amount of money, or the name of one.
    pub(super) fn money(self, pair: &Pair<'_, Rule>) -> Read<Amount> {
        self.amount(pair, Counts::Money)
    }

    /// An amount, or the name of one.
    pub(super) fn amount(self, pair: &Pair<'_, Rule>, counts: Counts) -> Read<Amount> {
        let written = pair.as_str();
        if written.starts_with(|first: char| first.is_ascii_digit()) {
            return self.counted(pair, counts).map(Amount::Literal);
        }
        // `EUR12k`: three capitals and a digit are money and no name.
        let is_capital = |byte: &u8| byte.is_ascii_uppercase();
        let (capitals, behind) = written.as_bytes().split_at_checked(3).unwrap_or_default();
        let is_currency =
            capitals.iter().all(is_capital) && behind.first().is_some_and(u8::is_ascii_digit);
        if is_currency {
            return Err(stop(pair, Rule::amount));
        }
        self.path(pair).map(Amount::Name)
    }

    /// That something is not there though the grammar says it is: never, but the reader can't know.
    pub(super) fn missing(self, wanted: Rule) -> Stop {
        Stop { start: 0, end: self.text.len(), wanted }
    }
}

/// Refuses a range of dates that ends before it begins.
fn ascending(range: PointRange, part: Part<'_>) -> Read<PointRange> {
    let (PointBase::Date(first), PointBase::Date(last)) = (range.first.base, range.last.base)
    else {
        return Ok(range);
    };
    if range.last.offset.is_some() || first.first <= last.last {
        return Ok(range);
    }
    Err(part.stop(Rule::points))
}

/// The days of the week as they are written.
pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `mon-fri`, `sat`
pub(super) fn weekdays(pair: &Pair<'_, Rule>) -> Read<WeekdayRange> {
    let day = |text: &str| {
        let index = WEEKDAYS.iter().position(|day| *day == text)?;
        Weekday::ALL.get(index).copied()
    };
    let (first, last) = pair.as_str().split_once('-').unwrap_or((pair.as_str(), pair.as_str()));
    match (day(first), day(last)) {
        (Some(first), Some(last)) => Ok(WeekdayRange { first, last }),
        _ => Err(stop(pair, Rule::weekdays)),
    }
}

/// `12-25`, a day that some year has.
pub(super) fn month_day(pair: &Pair<'_, Rule>) -> Read<(i8, i8)> {
    let (month, day) = pair.as_str().split_once('-').unwrap_or_default();
    // 2024 is a leap year: it has every day that a year can have.
    let both = month.parse().ok().zip(day.parse().ok());
    both.filter(|(month, day)| crate::time::Date::new(2024, *month, *day).is_some())
        .ok_or_else(|| stop(pair, Rule::month_day))
}

/// One duration.
pub(super) fn quantity(pair: &Pair<'_, Rule>) -> Read<Quantity> {
    number::quantity(pair.as_str()).ok_or_else(|| stop(pair, Rule::range))
}

/// `40%`
pub(super) fn percent(pair: &Pair<'_, Rule>) -> Read<Decimal> {
    let share = number::percent(pair.as_str()).and_then(Result::ok);
    share.ok_or_else(|| stop(pair, Rule::share))
}

/// `09:00-17:30`, once or several times.
pub(super) fn hours(pairs: &mut Pairs<'_, Rule>) -> Read<Box<[Hours]>> {
    let mut all = Vec::with_capacity(2);
    while let Some(pair) = pairs.peek().filter(|pair| pair.as_rule() == Rule::hours) {
        pairs.next();
        let hours = pair.as_str().split_once('-').and_then(|(from, to)| {
            let hours = Hours { from: date::minute(from)?, to: date::minute(to)? };
            (hours.from < hours.to).then_some(hours)
        });
        all.push(hours.ok_or_else(|| stop(&pair, Rule::hours))?);
    }
    Ok(all.into_boxed_slice())
}

/// A share that is at most the whole.
pub(super) fn share(pair: &Pair<'_, Rule>) -> Read<Decimal> {
    let share = if pair.as_rule() == Rule::share { Some(percent(pair)?) } else { None };
    share.filter(|share| share.0 <= 100_000).ok_or_else(|| stop(pair, Rule::share))
}

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
