//! Points in time: dates, names of dates, and items' starts and ends.

use super::dates::{Value, When};
use super::lookup::{self, ExpectedName, split};
use super::resolver::Resolver;
use super::tree::Node;
use super::units;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Anchor, Edge, FixedDate, ItemId, Lag};
use crate::syntax::ast::{Offset, Point, PointBase, PointRange, Quantity, TimeAmount};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// What a point counts from.
enum Base {
    When(When),
    Item(ItemId, Edge),
}

/// What a name may mean: of a point an item's start or end, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sought {
    Date,
    Point,
}

impl<'s> Resolver<'s> {
    /// A date, its offset counted; an item is none.
    pub(super) fn date(&mut self, node: Node, point: &Point) -> Option<When> {
        let base = self.base(node, point, Sought::Date);
        let lag = point.offset.map(|offset| self.lag(node, &offset));
        let Base::When(when) = base? else { return None };
        match lag {
            None => Some(when),
            Some(lag) => self.shifted(when, lag?, point),
        }
    }

    /// The moment that a date means in its place.
    pub(super) fn fixed(
        &mut self,
        node: Node,
        point: &Point,
        edge: Edge,
        span: Span,
    ) -> Option<FixedDate> {
        self.date(node, point).map(|when| FixedDate { moment: when.at(edge), span })
    }

    /// From when to when a range goes that takes some time: whole days, or to the minute where times of day are written.
    pub(super) fn times(&mut self, node: Node, range: &PointRange) -> Option<(Moment, Moment)> {
        let (first, last) = self.range(node, range)?;
        if first.start < last.end {
            return Some((first.start, last.end));
        }
        let span = range.first.span().to(range.last.span());
        let day = first.first_day();
        let help =
            format!("a part of a day is written from when to when: `{day}T09:00..{day}T13:00`");
        self.fault(&rules::INVALID_DATE, span, "this takes no time", help);
        None
    }

    /// The first and the last date of a range, in this order.
    pub(super) fn range(&mut self, node: Node, range: &PointRange) -> Option<(When, When)> {
        let first = self.date(node, &range.first);
        let last = if range.first == range.last { first } else { self.date(node, &range.last) };
        let (first, last) = (first?, last?);
        if first.start <= last.end {
            return Some((first, last));
        }
        // The parser has seen to ranges of literals.
        let is_literal =
            |point: &Point| matches!(point.base, PointBase::Date(_)) && point.offset.is_none();
        if !(is_literal(&range.first) && is_literal(&range.last)) {
            let span = range.first.span().to(range.last.span());
            let (from, to) = (first.first_day().long(), last.last_day().long());
            let message = format!("the range ends before it begins: {from} to {to}");
            let help = "a range is written from its first day to its last: `first..last`";
            self.fault(&rules::INVALID_DATE, span, message, help);
        }
        None
    }

    /// What something waits for, and how long after that.
    pub(super) fn anchor(&mut self, node: Node, point: &Point) -> Option<(Anchor, Lag)> {
        let base = self.base(node, point, Sought::Point);
        let lag = match point.offset {
            None => Some(Lag::default()),
            Some(offset) => self.lag(node, &offset),
        };
        let anchor = match base? {
            Base::When(when) => Anchor::Moment(when.at(Edge::Start)),
            Base::Item(item, edge) => Anchor::Item(item, edge),
        };
        Some((anchor, lag?))
    }

    fn base(&mut self, node: Node, point: &Point, sought: Sought) -> Option<Base> {
        match point.base {
            PointBase::Date(literal) => Some(Base::When(When::of(&literal))),
            PointBase::Today => self.today(point.base_span).map(Base::When),
            PointBase::Name => self.named(node, point, sought),
        }
    }

    fn today(&mut self, span: Span) -> Option<When> {
        if !self.definitions.is_today_given() && !self.is_declared_as_today() {
            self.report(
                Diagnostic::new(&rules::UNKNOWN_NAME, span, "no day is given for `today`")
                    .help("give it in the header: `today 2026-03-16`")
                    .help("or on the command line: `--today 2026-03-16`, `--today now`"),
            );
        }
        self.definitions.today()
    }

    /// Whether something is declared by that name, which is told there.
    fn is_declared_as_today(&self) -> bool {
        let mut names = self.out.iter().filter(|said| said.rule == &rules::INVALID_NAME);
        names.any(|said| self.text(said.primary.span) == "today")
    }

    fn named(&mut self, node: Node, point: &Point, sought: Sought) -> Option<Base> {
        let span = point.base_span;
        let wanted = match sought {
            Sought::Date => &lookup::DATE,
            Sought::Point => &lookup::POINT,
        };
        let (found, rest) = self.refer(node, span, wanted)?;
        match self.kind(found) {
            K::Let | K::Cadence => self.value_at(found, rest, span).map(Base::When),
            _ => {
                let edge = match rest {
                    "" | "end" => Edge::End,
                    "start" => Edge::Start,
                    _ => {
                        self.report_unknown_inside(found, rest, span, wanted);
                        return None;
                    }
                };
                if sought == Sought::Date {
                    self.report_item_as_date(found, span);
                    return None;
                }
                Some(Base::Item(ItemId(self.row(found)), edge))
            }
        }
    }

    /// The date that a `let` or a period of a cadence stands for.
    fn value_at(&mut self, found: Node, rest: &'s str, span: Span) -> Option<When> {
        match self.definitions.of_row(self.row(found))? {
            Value::When(when) => self.part_of_period(when, rest, found, span),
            Value::Cadence { first, days } => {
                let (number, rest) = split(rest);
                let period = self.period(found, first, days, number, span)?;
                self.part_of_period(period, rest, found, span)
            }
            other => {
                let name = self.text(span);
                let message = format!("`{name}` is {}, a date is expected", other.words());
                let declared = self.declaration(found).head;
                let wrong = Diagnostic::new(&rules::WRONG_KIND, span, message)
                    .label(declared, "declared here");
                self.report(match other {
                    Value::Duration(_) => {
                        wrong.help(format!("it is counted from a day: `2026-03-02 + {name}`"))
                    }
                    _ => wrong.help("name a date: `let freeze = 2026-06-01`"),
                });
                None
            }
        }
    }

    fn part_of_period(
        &mut self,
        when: When,
        rest: &'s str,
        found: Node,
        span: Span,
    ) -> Option<When> {
        match rest {
            "" => Some(when),
            "start" => Some(when.only(Edge::Start)),
            "end" => Some(when.only(Edge::End)),
            _ => {
                self.report_unknown_inside(found, rest, span, &lookup::DATE);
                None
            }
        }
    }

    /// Number `number` of a cadence, the first being 1.
    fn period(
        &mut self,
        found: Node,
        first: Date,
        days: i64,
        number: &str,
        span: Span,
    ) -> Option<When> {
        let name = self.text(span);
        let name = name.split('.').next().unwrap_or(name);
        let Some(count) = number.parse::<i64>().ok().filter(|number| *number >= 1) else {
            let message = format!("`{name}` is a cadence, a date is expected");
            self.report(
                Diagnostic::new(&rules::WRONG_KIND, span, message)
                    .label(self.declaration(found).head, "declared here")
                    .help(format!("write which one is meant: `{name}.1` is the first")),
            );
            return None;
        };
        let start = (count - 1).checked_mul(days).and_then(|offset| first.plus_days(offset));
        let end = start.and_then(|start| start.plus_days(days - 1));
        let Some((start, end)) = start.zip(end) else {
            let message = format!("number {count} of `{name}` lies behind the year 9999");
            let help = format!("is the number a slip? `{name}.1` is the first");
            self.fault(&rules::DATE_OUT_OF_RANGE, span, message, help);
            return None;
        };
        Some(When::days(start, end))
    }

    fn report_item_as_date(&mut self, found: Node, span: Span) {
        let written = self.text(span);
        let declaration = self.declaration(found);
        let kind = declaration.kind.lexeme();
        let message = format!("`{written}` is a {kind}, a date is expected");
        self.report(
            Diagnostic::new(&rules::WRONG_KIND, span, message)
                .here("its dates are computed")
                .label(declaration.name.unwrap_or(declaration.keyword), "declared here")
                .help(format!("to wait for it, write `after {written}`")),
        );
    }

    fn shifted(&mut self, when: When, lag: Lag, point: &Point) -> Option<When> {
        let calendar = self.model.calendars.first()?;
        let shifted = when.shifted(lag, calendar);
        // Of a calendar without any working time a check tells.
        if shifted.is_none() && calendar.has_working_time() {
            let message = "this date is out of reach: dates go from the year 1 to the year 9999";
            let help = "is the date or what is added to it a slip?";
            self.fault(&rules::DATE_OUT_OF_RANGE, point.span(), message, help);
        }
        shifted
    }

    fn lag(&mut self, node: Node, offset: &Offset) -> Option<Lag> {
        let Offset { amount, is_elapsed, is_lead, span } = *offset;
        let quantity = self.quantity(node, amount)?;
        if !is_elapsed && !self.definitions.is_calendar_known {
            self.definitions.misses_calendar = true;
            return None;
        }
        let minutes =
            if is_elapsed { self.elapsed(quantity, span) } else { self.working(quantity, span) }?;
        Some(Lag { minutes: if is_lead { Minutes(-minutes.0) } else { minutes }, is_elapsed })
    }

    /// A duration, written or named.
    pub(super) fn quantity(&mut self, node: Node, amount: TimeAmount) -> Option<Quantity> {
        let name = match amount {
            TimeAmount::Literal(quantity) => return Some(quantity),
            TimeAmount::Name(name) => name,
        };
        self.defined_value(node, name, (&lookup::DURATION, "10d"), |value| match value {
            Value::Duration(quantity) => Some(quantity),
            _ => None,
        })
    }

    /// What a `let` stands for, if `read` can take it. If not, its name is reported, with an example of what is expected.
    pub(super) fn defined_value<T>(
        &mut self,
        node: Node,
        name: Span,
        (wanted, example): (&ExpectedName, &str),
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Option<T> {
        let (found, rest) = self.refer(node, name, wanted)?;
        if !rest.is_empty() {
            self.report_unknown_inside(found, rest, name, wanted);
            return None;
        }
        let value = self.definitions.of_row(self.row(found))?;
        let read = read(value);
        if read.is_none() {
            self.report_other_value(found, name, value, (wanted.words, example));
        }
        read
    }

    fn report_other_value(
        &mut self,
        found: Node,
        span: Span,
        value: Value,
        (expected, example): (&str, &str),
    ) {
        let name = self.text(span);
        let message = format!("`{name}` is {}, {expected} is expected", value.words());
        let declared = self.declaration(found).head;
        self.report(
            Diagnostic::new(&rules::WRONG_KIND, span, message)
                .label(declared, "declared here")
                .help(format!("name one that is {expected}, or write it here: `{example}`")),
        );
    }

    /// An amount of working time.
    pub(super) fn working(&mut self, quantity: Quantity, span: Span) -> Option<Minutes> {
        if units::needs_calendar(quantity) {
            self.ask_for_day(span);
        }
        let minutes = self.units.working(quantity);
        self.within_reach(minutes, span)
    }

    /// An amount of clock time.
    pub(super) fn elapsed(&mut self, quantity: Quantity, span: Span) -> Option<Minutes> {
        self.within_reach(units::elapsed(quantity), span)
    }

    fn within_reach(&mut self, minutes: Option<Minutes>, span: Span) -> Option<Minutes> {
        if minutes.is_none() {
            let written = self.text(span);
            let message = format!("`{written}` is longer than all the time there is");
            self.report(
                Diagnostic::new(&rules::NUMBER_OUT_OF_RANGE, span, message)
                    .help("dates go up to the year 9999"),
            );
        }
        minutes
    }
}
