//! `starts-before-dependency`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, Edge, FixedDate, ItemWalker};
use crate::schedule::Contradiction;
use crate::time::{Minutes, Moment};

/// Fixed dates are no earlier than what they wait for allows.
pub(super) fn no_fixed_date_is_before_a_dependency(facts: Facts<'_>, out: &mut Diagnostics) {
    let mut last = None;
    for contradiction in facts.schedule.contradictions.iter().filter(|one| !one.is_actual) {
        let item = facts.model.item(contradiction.item);
        let dependency = facts.model.dependencies.get(contradiction.dependency.index());
        // Both points of an item may be too early: that is one slip.
        let is_told = last.replace(item.id) == Some(item.id);
        if let Some(dependency) = dependency.filter(|_| !is_told && facts.is_dated(item)) {
            let early = Early { facts, item, dependency, contradiction };
            let span = early.fixed().map_or(item.span(), |(date, _)| date.span);
            facts.report(&rules::STARTS_BEFORE_DEPENDENCY, span, out, || early.tell(span));
        }
    }
}

/// Whether an item is fixed before something that it waits for.
pub(super) fn is_broken(facts: Facts<'_>, item: ItemWalker<'_>) -> bool {
    let all = &facts.schedule.contradictions;
    let first = all.partition_point(|one| one.item < item.id);
    let own = all.iter().skip(first).take_while(|one| one.item == item.id);
    own.into_iter().any(|one| !one.is_actual)
}

/// A fixed date that is too early.
struct Early<'a> {
    facts: Facts<'a>,
    item: ItemWalker<'a>,
    dependency: &'a Dependency,
    contradiction: &'a Contradiction,
}

/// Which of the dates decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    From,
    To,
    On,
}

impl Early<'_> {
    /// The date that fixes the point: of a start that was counted backwards, the end.
    fn fixed(&self) -> Option<(FixedDate, Written)> {
        let around = std::iter::once(self.item).chain(self.item.ancestors());
        let is_start = self.contradiction.edge == Edge::Start && !self.item.kind().is_point();
        around.into_iter().find_map(|item| {
            let dates = item.dates();
            let is_on = dates.from.map(|date| date.span) == dates.to.map(|date| date.span);
            let from =
                dates.from.map(|date| (date, if is_on { Written::On } else { Written::From }));
            let to = dates.to.map(|date| {
                (date, if is_on || item.kind().is_point() { Written::On } else { Written::To })
            });
            if is_start { from.or(to) } else { to.or(from) }
        })
    }

    /// The first moment at which the item may start (or, of its end, may end).
    fn first_start(&self) -> Moment {
        let required = self.contradiction.required;
        match self.contradiction.edge {
            Edge::Start if !self.item.kind().is_point() => {
                self.facts.clocks.of_item(self.item).next_work(required)
            }
            _ => required,
        }
    }

    fn tell(&self, span: crate::text::Span) -> Diagnostic {
        let Self { facts, item, dependency, .. } = *self;
        let timing = facts.schedule.timing(item.id);
        let title = words::title(item);
        let is_end = self.contradiction.edge == Edge::End || item.kind().is_point();
        let (verb, now) = match (item.kind().is_point(), is_end) {
            (true, _) => ("stand", timing.end.last_day()),
            (false, true) => ("end", timing.end.last_day()),
            (false, false) => ("start", timing.start.date()),
        };
        let message = format!(
            "{title} is fixed to {verb} on {}, {} before what it waits for allows",
            now.long(),
            self.distance()
        );
        let diagnostic = Diagnostic::new(&rules::STARTS_BEFORE_DEPENDENCY, span, message)
            .here(format!("too early: may {verb} on {} at first", self.first_day().long()))
            .label(dependency.span, self.awaited());
        self.mended(diagnostic)
    }

    fn first_day(&self) -> crate::time::Date {
        let first = self.first_start();
        let is_start = self.contradiction.edge == Edge::Start && !self.item.kind().is_point();
        if is_start { first.date() } else { first.last_day() }
    }

    fn distance(&self) -> String {
        let timing = self.facts.schedule.timing(self.item.id);
        let clock = self.facts.clocks.of_item(self.item);
        let is_start = self.contradiction.edge == Edge::Start && !self.item.kind().is_point();
        let (now, today) = if is_start {
            (timing.start, timing.start.date())
        } else {
            (timing.end, timing.end.last_day())
        };
        let days = clock.working_days(today, self.first_day());
        if days > 0 {
            return words::working_days(days);
        }
        let work = clock.work_between(now, self.contradiction.required);
        let clock_time = self.contradiction.required.since(now);
        words::clock_amount(if work > Minutes::ZERO { work } else { clock_time })
    }

    /// What is waited for, and when that is.
    fn awaited(&self) -> String {
        let lag = self.dependency.lag;
        let lag = match (lag.minutes == Minutes::ZERO, lag.is_elapsed) {
            (true, _) => String::new(),
            (false, true) => format!(", and elapsed {} more", words::clock_amount(lag.minutes)),
            (false, false) => {
                format!(", and {} more", words::amount(lag.minutes, &self.facts.model.header))
            }
        };
        match self.dependency.anchor {
            Anchor::Moment(moment) => format!("waits for {}{lag}", moment.date().long()),
            Anchor::Item(anchor, edge) => {
                let awaited = self.facts.model.item(anchor);
                let timing = self.facts.schedule.timing(anchor);
                let (verb, day) = match (awaited.kind().is_point(), edge) {
                    (true, _) => ("stands", timing.end.last_day()),
                    (false, Edge::Start) => ("starts", timing.start.date()),
                    (false, Edge::End) => ("ends", timing.end.last_day()),
                };
                let waits = words::title(self.facts.model.item(self.dependency.item));
                format!(
                    "{waits} waits for {}, which {verb} on {}{lag}",
                    words::title(awaited),
                    day.long()
                )
            }
        }
    }

    /// The first date that holds, as a fix.
    fn mended(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Some((date, written)) = self.fixed() else { return diagnostic };
        let is_start = self.contradiction.edge == Edge::Start && !self.item.kind().is_point();
        let day = match written {
            Written::From => self.first_day(),
            Written::To if !is_start => self.first_day(),
            Written::To => {
                let timing = self.facts.schedule.timing(self.item.id);
                let clock = self.facts.clocks.of_item(self.item);
                let work = clock.work_between(timing.start, timing.end);
                clock.advance(self.first_start(), work).last_day()
            }
            Written::On => self.first_day(),
        };
        let word = match written {
            Written::From => "from",
            Written::To => "to",
            Written::On => "on",
        };
        diagnostic
            .help(format!("the first date that holds is `{word} {day}`; without a fixed date it follows what it waits for"))
            .replace(format!("write `{word} {day}`"), date.span, format!("{word} {day}"))
    }
}
