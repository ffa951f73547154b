//! Attributes: from a pair to what it says.

use pest::iterators::{Pair, Pairs};

use super::condition::{horizon, importance};
use super::grammar::Rule as R;
use super::literal::{hours, month_day, percent, quantity, share, weekdays};
use super::name;
use super::number::{self, Counts};
use super::view;
use super::written::{Read, Stop, Written, stop};
use crate::diagnostic::Severity;
use crate::syntax::ast::{
    Amount, Assignee, Attribute, Basis, CustomValue, Decimal, Extent, Flag, Measured, OffDays,
    Point, Score, Thoroughness, TimeAmount, Units, Value,
};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K, Kinds};

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
        if pair.as_rule() == R::named {
            // Whether a word is the name of an amount of time, or was meant otherwise, is not told here.
            return Err(stop(pair, R::named));
        }
        let lead = self.written.lead(pair);
        let (start, end) = (pair.as_span().start() - lead.len(), pair.as_span().end());
        let (kind, on) = kind_of(lead.trim_end_matches(' '), pair);
        if !on.contains(self.kind) {
            return Err(Stop { start, end, wanted: R::attribute });
        }
        if self.kind == K::Measure && matches!(kind, A::From | A::To | A::Measure) {
            return self.measure(pair, rest);
        }
        let value = self.value(kind, pair)?;
        self.alone(&value, pair, rest)?;
        Ok(Attribute { value, span: self.written.span(start, end) })
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

    fn value(self, kind: A, pair: &Pair<'_, R>) -> Read<Value> {
        let written = self.written;
        match pair.as_rule() {
            R::flag => return Ok(flag(pair.as_str())),
            R::range => return written.extent(pair).map(|extent| duration(kind, extent)),
            _ => {}
        }
        let mut inner = pair.clone().into_inner();
        let inner = &mut inner;
        match pair.as_rule() {
            R::point_of | R::from_to | R::done => {
                return Ok(Value::Date(kind, written.next_point(inner)?));
            }
            R::text_of => {
                return Ok(Value::Text(kind, written.text(&self.next(inner)?)?));
            }
            _ => {}
        }
        if kind == A::For && self.kind == K::View {
            return view::audience(inner, written);
        }
        if let Some(value) = view::value(written, kind, inner)? {
            return Ok(value);
        }
        Ok(match kind {
            A::Effort | A::Elapsed => duration(kind, written.extent(&self.next(inner)?)?),
            A::Remaining => duration(kind, Extent::One(written.time_amount(&self.next(inner)?)?)),
            A::After => Value::After(written.points(inner)?),
            A::EndsAfter => Value::EndsAfter(self.after(inner)?),
            A::Before => Value::Before(written.paths(inner)?),
            A::Within => self.within(inner)?,
            A::During => Value::During(Box::new(written.point_range(inner)?)),
            A::Every => Value::Every(quantity(&self.next(inner)?)?),
            A::Assign => self.assign(pair)?,
            A::Owner => Value::Owner(written.path(&self.next(inner)?)?),
            A::For => Value::For(written.paths(inner)?),
            A::In => Value::In(written.paths(inner)?),
            A::Priority => self.priority(&self.next(inner)?)?,
            A::Horizon => Value::Horizon(horizon(self.next(inner)?.as_str())),
            A::Score => self.score(inner)?,
            A::Cost => Value::Cost(written.money(&self.next(inner)?)?),
            A::Budget => Value::Budget(written.money(&self.next(inner)?)?),
            A::Percent => Value::Percent(share(pair)?),
            A::Tag => Value::Tag(written.path(pair)?),
            A::Link => self.link(inner)?,
            A::Custom => self.custom(pair, inner)?,
            A::Severity => Value::Severity(severity(written.lead(pair)), written.paths(inner)?),
            A::Currency => Value::Currency(written.path(&self.next(inner)?)?),
            A::Level => Value::Level(thoroughness(self.next(inner)?.as_str())),
            A::Rate => {
                let amount = written.money(&self.next(inner)?)?;
                let per = self.next(inner)?;
                let per = number::unit(per.as_str()).ok_or_else(|| stop(&per, R::unit))?;
                Value::Rate { amount, per }
            }
            A::Capacity => Value::Capacity(written.decimal(&self.next(inner)?)?),
            A::Calendar => Value::Calendar(written.path(&self.next(inner)?)?),
            A::Extends => Value::Extends(written.path(&self.next(inner)?)?),
            A::Away => Value::Away(Box::new(written.point_range(inner)?), self.reason(inner)?),
            A::Work => Value::Work(weekdays(&self.next(inner)?)?, hours(inner)?),
            A::Off => Value::Off(self.off_days(inner)?, self.reason(inner)?),
            A::Open => {
                let days = Box::new(written.point_range(inner)?);
                Value::Open(days, hours(inner)?, self.reason(inner)?)
            }
            A::Day => Value::Day(quantity(&self.next(inner)?)?),
            A::Probability => Value::Probability(share(&self.next(inner)?)?),
            A::Impact => self.impact(inner)?,
            A::Mitigation => self.mitigation(inner)?,
            _ => return Err(stop(pair, R::attribute)),
        })
    }

    fn next<'p>(self, pairs: &mut Pairs<'p, R>) -> Read<Pair<'p, R>> {
        pairs.next().ok_or_else(|| self.written.missing(R::attribute))
    }

    /// The points behind an `after` that another word needs.
    fn after(self, inner: &mut Pairs<'_, R>) -> Read<Box<[Point]>> {
        self.written.points(&mut self.next(inner)?.into_inner())
    }

    fn within(self, inner: &mut Pairs<'_, R>) -> Read<Value> {
        let first = self.next(inner)?;
        let is_elapsed = first.as_rule() == R::by_clock;
        let limit = if is_elapsed { self.next(inner)? } else { first };
        let limit = self.written.time_amount(&limit)?;
        Ok(Value::Within { limit, is_elapsed, after: self.after(inner)? })
    }

    /// `ana:50%|bo` behind its `@`.
    fn assign(self, pair: &Pair<'_, R>) -> Read<Value> {
        let mut start = pair.as_span().start();
        let mut assignees = Vec::with_capacity(1);
        for (index, one) in pair.as_str().split('|').enumerate() {
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
        if is_one { Ok(Value::Priority(priority)) } else { Err(stop(pair, R::amount)) }
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
    fn measure(self, first: &Pair<'_, R>, rest: &mut Pairs<'_, R>) -> Read<Attribute> {
        let mut levels = vec![first.clone()];
        let (start, mut end) = (self.written.start_of(first), first.as_span().end());
        while let Some(next) = rest.peek() {
            let is_level = matches!(next.as_rule(), R::from_to | R::now);
            if !is_level || self.written.part(end, next.as_span().start()).contains(',') {
                break;
            }
            end = next.as_span().end();
            levels.push(next);
            rest.next();
        }
        let numbers: Vec<&str> = levels.iter().map(Pair::as_str).collect();
        let are_decimals = number::are_decimals(&numbers);
        let mut measured = Measured::default();
        for level in &levels {
            let slot = match self.written.lead(level) {
                "from " => &mut measured.from,
                "to " => &mut measured.to,
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
        if is_grade(first.as_str()) {
            return Err(stop(&first, R::impact));
        }
        let extent = match first.as_rule() {
            R::range => self.written.extent(&first)?,
            R::named_amount => Extent::One(TimeAmount::Name(self.written.path(&first)?)),
            _ => {
                let best = self.written.money(&first)?;
                let worst = second.map_or(Ok(best), |worst| self.written.money(&worst))?;
                let is_right = match (best, worst) {
                    (Amount::Literal(least), Amount::Literal(most)) => least <= most,
                    _ => true,
                };
                let money = Value::MoneyImpact(best, worst);
                return if is_right { Ok(money) } else { Err(stop(&first, R::impact)) };
            }
        };
        let on = second.map(|item| self.written.path(&item)).transpose()?;
        Ok(Value::TimeImpact(extent, on))
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

/// What an attribute of the grammar, which this word begins, is in the table of words, and where it may stand.
fn kind_of(word: &str, pair: &Pair<'_, R>) -> (A, Kinds) {
    let kind = match pair.as_rule() {
        R::range => A::Duration,
        R::share => A::Percent,
        R::assign => A::Assign,
        R::tag => A::Tag,
        R::custom => A::Custom,
        rule => {
            let word = if rule == R::flag { pair.as_str() } else { word };
            let row = keyword::attribute(word);
            return row.map_or((A::Custom, Kinds::NONE), |row| (row.kind, row.on));
        }
    };
    (kind, kind.stands_on())
}

fn duration(kind: A, extent: Extent) -> Value {
    let basis = match kind {
        A::Effort => Basis::Effort,
        A::Elapsed => Basis::Elapsed,
        A::Remaining => Basis::Remaining,
        _ => Basis::Duration,
    };
    Value::Estimate(basis, extent)
}

fn severity(word: &str) -> Severity {
    match word {
        "allow " => Severity::Allow,
        "warn " => Severity::Warning,
        _ => Severity::Error,
    }
}

fn thoroughness(word: &str) -> Thoroughness {
    let known = Thoroughness::ALL.into_iter().find(|one| one.word() == word);
    known.unwrap_or(Thoroughness::Normal)
}

/// What a word says that stands alone.
fn flag(word: &str) -> Value {
    if let Some(priority) = importance(word) {
        return Value::Priority(priority);
    }
    Value::Flag(match word {
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
    !keyword::is_of_items(name) && !is_slip()
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
