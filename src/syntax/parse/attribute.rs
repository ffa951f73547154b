//! Attributes: from a pair to what it says.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule as R;
use super::literal::{hours, month_day, percent, quantity, share, weekdays};
use super::name;
use super::number::{self, Counts};
use super::words::{begun_by, length_before};
use super::written::{Read, Stop, Written, stop};
use crate::diagnostic::Severity;
use crate::syntax::ast::{
    Amount, Assignee, Attribute, Basis, CustomValue, Decimal, Extent, Flag, Horizon, Measured,
    OffDays, Score, Thoroughness, TimeAmount, Units, Value,
};
use crate::syntax::keyword::{self, DeclarationKind as K, Takes};

/// Reads attributes of a declaration of this kind, up to the first that is not right.
pub(in crate::syntax) fn attributes(
    written: Written<'_>,
    kind: K,
    pairs: &mut Pairs<'_, R>,
    into: &mut Vec<Attribute>,
) -> Read<()> {
    while pairs.peek().is_some() {
        next_attribute(written, kind, pairs, into)?;
    }
    Ok(())
}

/// Reads the next attribute.
pub(in crate::syntax) fn next_attribute(
    written: Written<'_>,
    kind: K,
    pairs: &mut Pairs<'_, R>,
    into: &mut Vec<Attribute>,
) -> Read<()> {
    if let Some(pair) = pairs.next() {
        into.push(Reader { written, kind }.attribute(&pair, pairs)?);
    }
    Ok(())
}

/// Reads the attributes of one declaration.
#[derive(Clone, Copy)]
struct Reader<'a> {
    written: Written<'a>,
    kind: K,
}

impl Reader<'_> {
    /// One attribute; a measure takes its other levels from what follows.
    fn attribute(self, pair: &Pair<'_, R>, rest: &mut Pairs<'_, R>) -> Read<Attribute> {
        let rule = pair.as_rule();
        let span = pair.as_span();
        let start = span.start() - length_before(rule);
        self.placed(pair, start)?;
        if self.kind == K::Measure && matches!(rule, R::from | R::to | R::now) {
            return self.measure(pair, start, rest);
        }
        let value = self.value(pair)?;
        self.alone(&value, pair, rest)?;
        Ok(Attribute { value, span: self.written.span(start, span.end()) })
    }

    /// Refuses what can't stand on such a declaration.
    fn placed(self, pair: &Pair<'_, R>, start: usize) -> Read<()> {
        let on = match pair.as_rule() {
            R::flag => keyword::attribute(pair.as_str()).map(|row| row.on),
            R::from | R::to | R::now => {
                let word = self.written.part(start, pair.as_span().start());
                keyword::attribute(word.trim_end()).map(|row| row.on)
            }
            R::named => None,
            rule => Some(begun_by(rule).stands_on()),
        };
        if on.is_none_or(|on| on.contains(self.kind)) {
            return Ok(());
        }
        Err(Stop { start, end: pair.as_span().end(), wanted: R::attribute })
    }

    /// Refuses what follows an attribute and belongs to it, though it could stand alone: `done 30%`, `owner @ana, @bo`.
    fn alone(self, value: &Value, pair: &Pair<'_, R>, rest: &Pairs<'_, R>) -> Read<()> {
        let Some(next) = rest.peek() else { return Ok(()) };
        let between = self.written.part(pair.as_span().end(), next.as_span().start());
        let is_joined = match (value, next.as_rule()) {
            (Value::Flag(Flag::Done), R::share) => !between.contains(','),
            (Value::Owner(_), R::assign) => between.contains(',') && !between.contains('\n'),
            _ => false,
        };
        if is_joined { Err(stop(&next, R::attribute)) } else { Ok(()) }
    }

    fn value(self, pair: &Pair<'_, R>) -> Read<Value> {
        let written = self.written;
        let mut inner = pair.clone().into_inner();
        let inner = &mut inner;
        Ok(match pair.as_rule() {
            R::range => Value::Estimate(Basis::Duration, written.extent(pair)?),
            R::effort => Value::Estimate(Basis::Effort, written.extent(&self.next(inner)?)?),
            R::elapsed => Value::Estimate(Basis::Elapsed, written.extent(&self.next(inner)?)?),
            R::remaining => Value::Estimate(Basis::Remaining, written.extent(&self.next(inner)?)?),
            R::after => Value::After(written.points(pair.clone().into_inner())?),
            R::ends => Value::EndsAfter(written.points(pair.clone().into_inner())?),
            R::before => Value::Before(written.paths(pair.clone().into_inner())?),
            R::within => self.within(inner)?,
            R::during => Value::During(Box::new(written.point_range(inner)?)),
            R::every => Value::Every(quantity(&self.next(inner)?)?),
            R::assign => self.assign(pair)?,
            R::owner => Value::Owner(written.path(&self.next(inner)?)?),
            R::r#for => Value::For(written.paths(pair.clone().into_inner())?),
            R::r#in => Value::In(written.paths(pair.clone().into_inner())?),
            R::priority => self.priority(&self.next(inner)?)?,
            R::horizon => Value::Horizon(match self.next(inner)?.as_str() {
                "now" => Horizon::Now,
                "next" => Horizon::Next,
                _ => Horizon::Later,
            }),
            R::score => self.score(inner)?,
            R::cost => Value::Cost(written.money(&self.next(inner)?)?),
            R::budget => Value::Budget(written.money(&self.next(inner)?)?),
            R::share => Value::Percent(share(pair)?),
            R::tag => Value::Tag(written.path(pair)?),
            R::link => self.link(inner)?,
            R::custom => self.custom(pair, inner)?,
            R::allow => Value::Severity(Severity::Allow, written.paths(pair.clone().into_inner())?),
            R::warn => {
                Value::Severity(Severity::Warning, written.paths(pair.clone().into_inner())?)
            }
            R::deny => Value::Severity(Severity::Error, written.paths(pair.clone().into_inner())?),
            R::currency => Value::Currency(written.path(&self.next(inner)?)?),
            R::level => Value::Level(thoroughness(self.next(inner)?.as_str())),
            R::rate => {
                let amount = written.money(&self.next(inner)?)?;
                let per = self.next(inner)?;
                let per = number::unit(per.as_str()).ok_or_else(|| stop(&per, R::unit))?;
                Value::Rate { amount, per }
            }
            R::capacity => Value::Capacity(written.decimal(&self.next(inner)?)?),
            R::works_by => Value::Calendar(written.path(&self.next(inner)?)?),
            R::extends => Value::Extends(written.path(&self.next(inner)?)?),
            R::away => Value::Away(Box::new(written.point_range(inner)?), self.reason(inner)?),
            R::work => Value::Work(weekdays(&self.next(inner)?)?, hours(inner)?),
            R::off => Value::Off(self.off_days(inner)?, self.reason(inner)?),
            R::open_on => {
                let days = Box::new(written.point_range(inner)?);
                Value::Open(days, hours(inner)?, self.reason(inner)?)
            }
            R::day => Value::Day(quantity(&self.next(inner)?)?),
            R::probability => Value::Probability(share(&self.next(inner)?)?),
            R::impact => self.impact(inner)?,
            R::mitigation => self.mitigation(inner)?,
            R::flag => flag(pair.as_str()),
            rule => {
                let kind = begun_by(rule);
                match kind.takes().0 {
                    Takes::Date => Value::Date(kind, written.next_point(inner)?),
                    Takes::Text => Value::Text(kind, written.text(&self.next(inner)?)?),
                    // Whether a word is the name of an amount of time, or was meant otherwise, is not told here.
                    _ => return Err(stop(pair, rule)),
                }
            }
        })
    }

    fn next<'p>(self, pairs: &mut Pairs<'p, R>) -> Read<Pair<'p, R>> {
        pairs.next().ok_or_else(|| self.written.missing(R::attribute))
    }

    fn within(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let first = self.next(inner)?;
        let is_elapsed = first.as_rule() == R::by_clock;
        let limit = if is_elapsed { self.next(inner)? } else { first };
        let limit = self.written.time_amount(&limit)?;
        Ok(Value::Within { limit, is_elapsed, after: self.written.points(inner.clone())? })
    }

    /// `ana:50%|bo` behind its `@`.
    fn assign(self, pair: &Pair<'_, R>) -> Read<Value> {
        let (all, mut start) = (pair.as_str(), pair.as_span().start());
        let mut assignees = Vec::with_capacity(1);
        for (index, one) in all.split('|').enumerate() {
            let end = start + one.len();
            let name = start + usize::from(index > 0 && one.starts_with('@'));
            assignees.push(self.assignee(start - usize::from(index == 0), name, end)?);
            start = end + 1;
        }
        Ok(Value::Assign(assignees.into_boxed_slice()))
    }

    fn assignee(self, start: usize, name: usize, end: usize) -> Read<Assignee> {
        let stop = Stop { start: name, end, wanted: R::assign };
        let one = self.written.part(name, end);
        let (who, units) = match one.split_once(':') {
            Some((who, units)) => (who, Some(units_of(units).ok_or(stop)?)),
            None => (one, None),
        };
        if !name::is_path(who) {
            return Err(stop);
        }
        let span = self.written.span(start, end);
        Ok(Assignee { name: self.written.name(name, name + who.len())?, units, span })
    }

    fn priority(self, pair: &Pair<'_, R>) -> Read<Value> {
        let priority = self.written.decimal(pair)?;
        let is_one = priority.0 % 1000 == 0 && (1000..=1_000_000).contains(&priority.0);
        if is_one { Ok(Value::Priority(priority)) } else { Err(stop(pair, R::priority)) }
    }

    fn score(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let mut score = Score::default();
        while let Some(criterion) = inner.next() {
            let value = self.next(inner)?;
            let slot = match criterion.as_str() {
                "reach" => &mut score.reach,
                "impact" => &mut score.impact,
                "confidence" => &mut score.confidence,
                "value" => &mut score.value,
                "urgency" => &mut score.urgency,
                _ => &mut score.risk,
            };
            let value = match criterion.as_str() {
                "confidence" => share(&value)?,
                _ => self.written.decimal(&value)?,
            };
            if slot.replace(value).is_some() {
                return Err(stop(&criterion, R::criterion));
            }
        }
        Ok(Value::Score(Box::new(score)))
    }

    fn link(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let first = self.next(inner)?;
        let title =
            if first.as_rule() == R::text { Some(self.written.text(&first)?) } else { None };
        let address = if title.is_some() { self.next(inner)? } else { first };
        if !is_address(address.as_str()) {
            return Err(stop(&address, R::address));
        }
        Ok(Value::Link { title, address: self.written.span_of(&address) })
    }

    fn custom(self, pair: &Pair<'_, R>, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let key = self.next(inner)?;
        if !is_field(key.as_str()) {
            return Err(stop(pair, R::custom));
        }
        let name = self.written.identifier(&key)?;
        let value = self.next(inner)?;
        let value = match value.as_rule() {
            R::text => CustomValue::Text(self.written.text(&value)?),
            R::date => CustomValue::Date(Box::new(self.written.point(&value, inner)?)),
            _ if value.as_str().starts_with(|first: char| first.is_ascii_digit()) => {
                CustomValue::Number(self.written.decimal(&value)?)
            }
            _ => CustomValue::Word(self.written.path(&value)?),
        };
        Ok(Value::Custom { name, value })
    }

    /// `from 200k to 1M now 310k`: of which any may be missing.
    fn measure(
        self,
        first: &Pair<'_, R>,
        start: usize,
        rest: &mut Pairs<'_, R>,
    ) -> Read<Attribute> {
        let mut levels = vec![first.clone()];
        let mut end = first.as_span().end();
        while let Some(next) = rest.peek() {
            let is_level = matches!(next.as_rule(), R::from | R::to | R::now);
            if !is_level || self.written.part(end, next.as_span().start()).contains(',') {
                break;
            }
            end = next.as_span().end();
            levels.push(next);
            rest.next();
        }
        let numbers: Vec<&str> = levels.iter().map(|level| level.as_str().trim()).collect();
        let are_decimals = number::are_decimals(&numbers);
        let mut measured = Measured::default();
        for level in &levels {
            let slot = match level.as_rule() {
                R::from => &mut measured.from,
                R::to => &mut measured.to,
                _ => &mut measured.now,
            };
            let number = self.next(&mut level.clone().into_inner())?;
            *slot = Some(self.level(&number, are_decimals)?);
        }
        let value = Value::Measure(Box::new(measured));
        Ok(Attribute { value, span: self.written.span(start, end) })
    }

    fn level(self, pair: &Pair<'_, R>, are_decimals: bool) -> Read<Amount> {
        if pair.as_rule() == R::share {
            return percent(pair).map(Amount::Literal);
        }
        let written = pair.as_str();
        let is_plain = written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if are_decimals && is_plain && written.contains('.') {
            let value = number::decimal(written).and_then(Result::ok);
            return value.map(Amount::Literal).ok_or_else(|| stop(pair, R::amount));
        }
        self.written.amount(pair, Counts::Things)
    }

    fn off_days(self, inner: &mut Pairs<'_, R>) -> Read<OffDays> {
        let Some(first) = inner.peek() else { return Err(self.written.missing(R::points)) };
        match first.as_rule() {
            R::month_day => {
                inner.next();
                month_day(&first).map(|(month, day)| OffDays::EveryYear { month, day })
            }
            R::weekdays => {
                inner.next();
                weekdays(&first).map(OffDays::EveryWeek)
            }
            _ if first.as_rule() == R::path && is_weekday(first.as_str()) => {
                Err(stop(&first, R::weekdays))
            }
            _ => Ok(OffDays::Dates(Box::new(self.written.point_range(inner)?))),
        }
    }

    /// The text behind days, if there is one.
    fn reason(self, inner: &mut Pairs<'_, R>) -> Read<Option<crate::text::Span>> {
        inner.next().map(|text| self.written.text(&text)).transpose()
    }

    fn impact(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let first = self.next(inner)?;
        let second = inner.next();
        let is_time = first.as_rule() == R::range || name::is_path(first.as_str());
        if is_time && second.as_ref().is_none_or(|second| second.as_rule() == R::path) {
            if is_grade(first.as_str()) {
                return Err(stop(&first, R::impact));
            }
            let extent = match first.as_rule() {
                R::range => self.written.extent(&first)?,
                _ => Extent::One(TimeAmount::Name(self.written.path(&first)?)),
            };
            let on = second.map(|item| self.written.path(&item)).transpose()?;
            return Ok(Value::TimeImpact(extent, on));
        }
        let best = self.written.money(&first)?;
        let worst = match &second {
            Some(worst) if worst.as_rule() == R::amount => self.written.money(worst)?,
            Some(item) => return Err(stop(item, R::attribute)),
            None => best,
        };
        if let (Amount::Literal(least), Amount::Literal(most)) = (best, worst)
            && least > most
        {
            return Err(stop(&first, R::impact));
        }
        match inner.next() {
            Some(item) => Err(stop(&item, R::attribute)),
            None => Ok(Value::MoneyImpact(best, worst)),
        }
    }

    fn mitigation(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let (mut text, mut item) = (None, None);
        for pair in inner {
            if pair.as_rule() == R::text {
                text = Some(self.written.text(&pair)?);
            } else {
                item = Some(self.written.path(&pair)?);
            }
        }
        Ok(Value::Mitigation(text, item))
    }
}

/// `50%`, `2`: how much of somebody. `None` if it is nothing of the kind, or nothing at all.
fn units_of(text: &str) -> Option<Units> {
    let units = if text.ends_with('%') {
        number::percent(text)?.ok().map(Units::Share)
    } else {
        let is_plain = !number::has_thousands(text, Counts::Things);
        number::decimal(text).filter(|_| is_plain)?.ok().map(Units::Count)
    };
    units.filter(|units| !matches!(units, Units::Share(Decimal(0)) | Units::Count(Decimal(0))))
}

fn thoroughness(word: &str) -> Thoroughness {
    let known = Thoroughness::ALL.into_iter().find(|one| one.word() == word);
    known.unwrap_or(Thoroughness::Normal)
}

/// What a word says that stands alone.
fn flag(word: &str) -> Value {
    Value::Flag(match word {
        "must" => return Value::Priority(Decimal(900_000)),
        "should" => return Value::Priority(Decimal(700_000)),
        "could" => return Value::Priority(Decimal(300_000)),
        "wont" => return Value::Priority(Decimal(0)),
        "level" => return Value::Level(Thoroughness::Normal),
        "done" => Flag::Done,
        "alap" => Flag::Alap,
        "split" => Flag::Split,
        "dropped" => Flag::Dropped,
        "external" => Flag::External,
        "long-term" => Flag::LongTerm,
        _ => Flag::ShortTerm,
    })
}

/// Whether a field may have such a name: no word of an attribute, nor one that other tools have for dependencies and dates.
pub(in crate::syntax) fn is_field(name: &str) -> bool {
    let is_slip = || {
        keyword::meant_attribute(name)
            .is_some_and(|meant| matches!(meant.lexeme, "after" | "before" | "from" | "to" | "by"))
    };
    keyword::attribute(name).is_none() && !is_slip()
}

/// Whether an address is safe to put into a page.
pub(in crate::syntax) fn is_address(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    })
}

/// How grave something is, in words: no amount of anything.
pub(in crate::syntax) fn is_grade(word: &str) -> bool {
    matches!(word, "high" | "medium" | "low" | "severe" | "major" | "minor" | "critical")
}

/// Whether a word is a day of the week by any of its names, or the end of it.
pub(in crate::syntax) fn is_weekday(word: &str) -> bool {
    let folded = word.to_ascii_lowercase();
    let one = folded.strip_suffix('s').unwrap_or(&folded);
    one == "weekend"
        || crate::time::Weekday::ALL.iter().zip(super::literal::WEEKDAYS).any(|(day, short)| {
            short == folded || short == one || day.name().eq_ignore_ascii_case(one)
        })
}
