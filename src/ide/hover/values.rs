//! What a literal comes to: a date in the calendar of its line, an amount of time in working days, a share in hours.

use crate::ide::View;
use crate::model::{Calendar, Decimal, Edge};
use crate::resolve::{NodeId, Units, elapsed};
use crate::schedule::Clock;
use crate::syntax::ast::{DateLiteral, Quantity};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K, Takes};
use crate::syntax::{LiteralValue, Piece, literal_value, pieces};
use crate::text::{Span, words};
use crate::time::{Date, Minutes};

/// A word, and where it stands.
pub(super) struct Place<'a> {
    pub(super) view: View<'a>,
    /// The declaration that it belongs to.
    pub(super) node: Option<NodeId>,
    /// The attribute that it belongs to.
    pub(super) said: Option<A>,
    pub(super) span: Span,
    pub(super) word: &'a str,
}

impl Place<'_> {
    /// What the word comes to, if it is a literal, `today`, or an end of an item.
    pub(super) fn value(&self) -> Option<String> {
        if self.word == "today" && self.said != Some(A::Today) {
            return self.view.now.model().header.today.map(|day| self.day(day));
        }
        if let Some(edge) = self.edge() {
            return Some(self.day(edge));
        }
        // The share of `@ana:50%`.
        let literal = self.word.rsplit(':').next().filter(|_| self.word.starts_with('@'));
        let asks_date = |said: A| {
            matches!(said.takes().0, Takes::Date | Takes::Days | Takes::Points) || said == A::Let
        };
        match literal_value(literal.unwrap_or(self.word), self.said.is_some_and(asks_date))? {
            LiteralValue::Dates(first, last) if first.first == last.last => {
                Some(self.day(first.first))
            }
            LiteralValue::Dates(first, last) => Some(self.days(first, last)),
            LiteralValue::Time(amounts) => self.times(&amounts),
            LiteralValue::Share(Decimal(share)) => self.share(share),
            LiteralValue::Number(Decimal(number)) => self.number(number),
        }
    }

    /// The day of `api.start` or `api.end`.
    fn edge(&self) -> Option<Date> {
        let (path, end) = self.word.rsplit_once('.')?;
        let edge = match end {
            "start" => Edge::Start,
            "end" => Edge::End,
            _ => return None,
        };
        let length = u32::try_from(path.len()).ok()?;
        let named = self.view.now.index().reference_at(self.span.start + length)?;
        let (item, plan) = self.view.dated_twin(self.view.now.index().item(named.node)?)?;
        let (first, last) = plan.schedule.timing(item.id).days();
        Some(if edge == Edge::Start { first } else { last })
    }

    /// The calendar that counts on the line: of what it declares, or that of the roadmap.
    fn calendar(&self) -> &Calendar {
        let (model, index) = (self.view.now.model(), self.view.now.index());
        let own = self.node.and_then(|node| {
            if let Some(item) = index.item(node) {
                return Some(model.item(item).calendar());
            }
            if let Some(resource) = index.resource(node) {
                return Some(model.resource(resource).calendar());
            }
            let declaration = index.declaration(node);
            let name = declaration.name.filter(|_| declaration.kind == K::Calendar)?;
            let name = self.view.now.sources().text(name);
            model.calendars.iter().find(|one| &*one.name == name)
        });
        own.unwrap_or_else(|| model.calendar(crate::model::CalendarId(0)))
    }

    /// `Friday, 3 April 2026, week 14`, whether it is worked, how far it is.
    fn day(&self, day: Date) -> String {
        let calendar = self.calendar();
        let hours = calendar.hours_of(day);
        let worked = match (hours, calendar.day_off_name(day)) {
            ([], Some(name)) => format!("a day off: {}", crate::emit::escaped(name)),
            ([], None) => "no working day".to_owned(),
            _ => {
                let runs: Vec<String> = hours
                    .iter()
                    .map(|(from, to)| format!("{}–{}", clock(*from), clock(*to)))
                    .collect();
                format!("a working day, {}", runs.join(", "))
            }
        };
        let name = format!("{}, {}, week {}", day.weekday().name(), day.long(), day.iso_week().1);
        let mut lines = vec![name, worked];
        lines.extend(self.distance(day));
        lines.join("  \n")
    }

    /// `31 days after today, 16 March 2026: 22 working days`; of a plan that is looked at on no day, from its start.
    fn distance(&self, day: Date) -> Option<String> {
        let header = &self.view.now.model().header;
        let is_given = header.from.minutes() != 0;
        let (base, name) = match header.today {
            Some(today) => (today, "today"),
            None => (header.from.date(), "the start of the roadmap"),
        };
        if header.today.is_none() && !is_given {
            return None;
        }
        let side = match day.cmp(&base) {
            std::cmp::Ordering::Equal => return Some(name.to_owned()),
            std::cmp::Ordering::Less => "before",
            std::cmp::Ordering::Greater => "after",
        };
        let days = words::counted(i64::from(day.days()) - i64::from(base.days()), "day");
        let working = Clock::new(self.calendar()).working_days(base, day);
        let working = words::counted(working, "working day");
        Some(format!("{days} {side} {name}, {}: {working}", base.long()))
    }

    /// The first and the last day of a period or range, and how many are worked.
    fn days(&self, first: DateLiteral, last: DateLiteral) -> String {
        let (first, last) = (first.first, last.last);
        let whole = i64::from(last.days()) - i64::from(first.days()) + 1;
        let clock = Clock::new(self.calendar());
        let working = clock.working_days(first, last) + i64::from(clock.works_on(first));
        let week = |day: Date| format!("{}, week {}", day.weekday().name(), day.iso_week().1);
        let mut lines = vec![
            words::days(first, last),
            format!("{} to {}", week(first), week(last)),
            format!("{}, {} of them worked", words::counted(whole, "day"), words::grouped(working)),
        ];
        lines.extend(self.distance(first).map(|distance| format!("begins {distance}")));
        lines.join("  \n")
    }

    /// An estimate, a lag, a limit in hours, days and weeks.
    fn times(&self, amounts: &[Quantity]) -> Option<String> {
        let names: &[&str] = match amounts.len() {
            2 => &["at best", "at worst"],
            3 => &["at best", "most likely", "at worst"],
            _ => &[],
        };
        let mut lines = Vec::new();
        for (nth, amount) in amounts.iter().enumerate() {
            let name = names.get(nth).map_or_else(String::new, |name| format!("{name} "));
            lines.push(format!("{name}{}", self.time(*amount)?));
        }
        if let [best, worst] = amounts {
            let units = self.units();
            let sum = units.working(*best)?.0 + units.working(*worst)?.0;
            let middle = in_units(Minutes(sum / 2), units);
            lines.push(format!("the schedule counts with the middle: {middle}"));
        }
        if !self.counts_clock() {
            lines.push(format!("working time, of which a day has {}", hours(self.units().day)));
        }
        Some(lines.join("  \n"))
    }

    fn time(&self, amount: Quantity) -> Option<String> {
        if self.counts_clock() {
            let units = Units { day: Minutes::DAY, week: Minutes(Minutes::DAY.0 * 7) };
            return Some(format!("{} by the clock", in_units(elapsed(amount)?, units)));
        }
        let units = self.units();
        Some(in_units(units.working(amount)?, units))
    }

    /// Whether `elapsed` stands before it: then nights and weekends count.
    fn counts_clock(&self) -> bool {
        let (source, place) = self.view.now.place(self.span);
        let before = source.text().get(..place.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let last = pieces(line).pop().filter(|(piece, _)| *piece == Piece::Word);
        last.and_then(|(_, place)| line.get(place)) == Some("elapsed")
    }

    fn units(&self) -> Units {
        let header = &self.view.now.model().header;
        Units { day: header.day, week: header.week }
    }

    /// Of a person's time, how much of a day and a week; of work, how much of its estimate.
    fn share(&self, thousandths: i64) -> Option<String> {
        let units = self.units();
        let part = |of: Minutes| Minutes(of.0.saturating_mul(thousandths) / 100_000);
        let (node, index) = (self.node?, self.view.now.index());
        let is_person = index.declaration(node).kind == K::Person;
        if is_person || self.said == Some(A::Assign) {
            let (day, week) = (hours(part(units.day)), hours(part(units.week)));
            return Some(format!("{day} of a day, {week} of a week"));
        }
        let item = index.item(node).filter(|_| self.said == Some(A::Percent))?;
        let estimate = self.view.now.model().item(item).data().estimate?;
        let of = estimate.likely;
        let (done, left) = (part(of), Minutes(of.0 - part(of).0));
        Some(format!(
            "{} of {} done, {} left",
            days(done, units),
            days(of, units),
            days(left, units)
        ))
    }

    /// The whole number; money with its currency.
    fn number(&self, thousandths: i64) -> Option<String> {
        let currency = &self.view.now.model().header.currency;
        match self.said {
            Some(A::Cost | A::Budget | A::Rate | A::Impact) => {
                Some(words::money(thousandths, currency))
            }
            // What is written with all its digits need not be said again.
            _ if self.word.ends_with(['k', 'M']) => Some(words::decimal(thousandths)),
            _ => None,
        }
    }
}

/// `09:00`
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `80 hours, 10 days, 2 weeks`: each unit of which there is at least one, weeks only where they are counted in quarters.
fn in_units(time: Minutes, units: Units) -> String {
    let mut said = vec![hours(time)];
    if time >= units.day {
        said.push(counted(time, units.day, "day"));
    }
    if time >= units.week && (time.0 * 4) % units.week.0.max(1) == 0 {
        said.push(counted(time, units.week, "week"));
    }
    said.join(", ")
}

fn days(time: Minutes, units: Units) -> String {
    counted(time, units.day, "day")
}

/// `2.5 days`
fn counted(time: Minutes, unit: Minutes, name: &str) -> String {
    let hundredths = time.0.saturating_mul(100) / unit.0.max(1);
    let plural = if hundredths == 100 { "" } else { "s" };
    format!("{} {name}{plural}", words::decimal(hundredths * 10))
}

/// `1.5 hours`
pub(super) fn hours(time: Minutes) -> String {
    counted(time, Minutes(60), "hour")
}
