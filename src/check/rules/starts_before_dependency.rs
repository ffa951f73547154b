//! `starts-before-dependency`

use crate::check::drivers::late_by;
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, rules};
use crate::model::{Anchor, Dependency, Edge, FixedDate, ItemWalker};
use crate::schedule::{Clock, Contradiction};
use crate::text::Span;
use crate::time::{Moment, Spoken};

/// Fixed dates are no earlier than what they wait for allows.
pub(super) fn no_fixed_date_is_before_a_dependency(facts: Facts<'_>, out: &mut Diagnostics) {
    let mut last = None;
    for contradiction in facts.schedule.contradictions.iter().filter(|one| !one.is_actual) {
        let item = facts.model.item(contradiction.item);
        let dependency = facts.model.dependency(contradiction.dependency);
        // Both points of an item may be too early: that is one slip.
        let is_told = last.replace(item.id) == Some(item.id);
        if !is_told && facts.is_dated(item) {
            let early = Early::of(facts, dependency, contradiction);
            facts.report(&rules::STARTS_BEFORE_DEPENDENCY, early.span(), out, || early.tell());
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

/// The words by which a date is fixed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    From,
    To,
    On,
}

impl Word {
    const fn text(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::On => "on",
        }
    }
}

/// A fixed date that is too early.
struct Early<'a> {
    facts: Facts<'a>,
    item: ItemWalker<'a>,
    dependency: &'a Dependency,
    given: Moment,
    required: Moment,
    /// Which point is too early; of a milestone its end.
    edge: Edge,
    /// The date that decided: of a start that was counted backwards, that of the end.
    fixed: Option<(FixedDate, Word)>,
}

impl<'a> Early<'a> {
    fn of(facts: Facts<'a>, dependency: &'a Dependency, contradiction: &Contradiction) -> Self {
        let item = facts.model.item(contradiction.item);
        let edge = if item.kind().is_point() { Edge::End } else { contradiction.edge };
        let fixed = item.with_ancestors().find_map(|around| fixed(around, edge));
        let Contradiction { given, required, .. } = *contradiction;
        // What was to start before today is told by the date that is written, and not by today.
        let from = fixed.filter(|(_, word)| *word == Word::From).map(|(from, _)| from.moment);
        let given = from.filter(|from| facts.model.header.has_passed(*from)).unwrap_or(given);
        Self { facts, item, dependency, given, required, edge, fixed }
    }

    fn span(&self) -> Span {
        self.fixed.map_or(self.item.span(), |(date, _)| date.span)
    }

    fn tell(&self) -> Diagnostic {
        let message = format!(
            "{} {}, {} before what it waits for allows",
            words::title(self.item),
            self.fixed_to(),
            self.distance()
        );
        let (_, earliest) = self.now_and_earliest();
        let diagnostic = Diagnostic::new(&rules::STARTS_BEFORE_DEPENDENCY, self.span(), message)
            .here(format!("{} at the earliest", earliest.long()))
            .label(self.dependency.span, self.awaited());
        self.mended(diagnostic)
    }

    fn fixed_to(&self) -> String {
        let (now, _) = self.now_and_earliest();
        let now = now.long();
        if self.is_counted_back() {
            let start = self.given.date().long();
            return format!("ends on {now} and so has to start on {start}");
        }
        match self.edge {
            _ if self.item.kind().is_point() => format!("is fixed on {now}"),
            Edge::Start => format!("is fixed to start on {now}"),
            Edge::End => format!("is fixed to end on {now}"),
        }
    }

    /// Whether its start follows from its fixed end.
    fn is_counted_back(&self) -> bool {
        self.edge == Edge::Start && self.fixed.is_some_and(|(_, word)| word == Word::To)
    }

    /// The point whose date is written, and when it could be: that of the end of what is counted backwards.
    fn now_and_earliest(&self) -> (Spoken, Spoken) {
        if let Some((to, _)) = self.fixed.filter(|_| self.is_counted_back()) {
            return self
                .clock()
                .spoken_together((to.moment, Edge::End), (self.first_end(), Edge::End));
        }
        let (now, earliest) = self.now_and_first();
        self.clock().spoken_together((now, self.edge), (earliest, self.edge))
    }

    /// When the point is that is too early, and the first moment at which it could be.
    fn now_and_first(&self) -> (Moment, Moment) {
        let first = match self.edge {
            Edge::Start => self.first_start(),
            Edge::End => self.required,
        };
        (self.given, first)
    }

    fn clock(&self) -> &Clock<'_> {
        self.facts.clocks.of_item(self.item)
    }

    fn first_start(&self) -> Moment {
        self.clock().next_work(self.required)
    }

    fn distance(&self) -> String {
        let clock = self.clock();
        let (now, first) = self.now_and_first();
        let (day, first) = self.clock().spoken_together((now, self.edge), (first, self.edge));
        let days = clock.working_days(day.date(), first.date());
        if days > 0 { words::working_days(days) } else { late_by(clock, now, self.required) }
    }

    /// What is waited for, and when that is.
    fn awaited(&self) -> String {
        let Facts { model, schedule, .. } = self.facts;
        let lag = words::lag(self.dependency.lag, &model.header);
        let waits = words::title(model.item(self.dependency.item));
        match self.dependency.anchor {
            Anchor::Moment(moment) => {
                let day = self.clock().spoken(moment, Edge::Start);
                format!("{waits} waits for {}{lag}", day.long())
            }
            Anchor::Item(anchor, edge) => {
                let (awaited, timing) = (model.item(anchor), schedule.timing(anchor));
                let (verb, moment, edge) = match (awaited.kind().is_point(), edge) {
                    (true, _) => ("falls", timing.end, Edge::End),
                    (false, Edge::Start) => ("starts", timing.start, Edge::Start),
                    (false, Edge::End) => ("ends", timing.end, Edge::End),
                };
                let day = self.facts.clocks.of_item(awaited).spoken(moment, edge);
                let day = words::not_before(timing.is_open_at(edge), day);
                let awaited = words::title(awaited);
                format!("{waits} waits for {awaited}, which {verb} on {day}{lag}")
            }
        }
    }

    /// The first date that holds, as a fix; of a period the first that is as long.
    fn mended(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Some((date, word)) = self.fixed else { return diagnostic };
        let diagnostic = diagnostic.help("without a fixed date it follows what it waits for");
        let dates = self.item.dates();
        if let (Some(from), Some(to), false) = (dates.from, dates.to, self.item.kind().is_point()) {
            return self.with_period(diagnostic, from, to);
        }
        let (_, earliest) = self.now_and_earliest();
        let fixed = format!("{} {earliest}", word.text());
        diagnostic.replace(format!("write `{fixed}`"), date.span, fixed)
    }

    fn with_period(&self, diagnostic: Diagnostic, from: FixedDate, to: FixedDate) -> Diagnostic {
        let (start, end) = self.first_period(from, to);
        let clock = self.clock();
        let start = format!("from {}", clock.spoken(start, Edge::Start));
        let end = format!("to {}", clock.spoken(end, Edge::End));
        let title = format!("write `{start} {end}`");
        if from.span == to.span {
            return diagnostic.replace(title, from.span, format!("{start} {end}"));
        }
        let mut edits =
            vec![Edit { span: from.span, text: start }, Edit { span: to.span, text: end }];
        edits.sort_by_key(|edit| edit.span);
        diagnostic.fix(title, edits)
    }

    /// Where a period would be: its forecast; of what has parts, which go by dates of their own, as much working time later on.
    fn first_period(&self, from: FixedDate, to: FixedDate) -> (Moment, Moment) {
        if !self.item.has_parts() {
            let timing = self.facts.schedule.timing(self.item.id);
            return (timing.start, timing.end);
        }
        let clock = self.clock();
        let start = self.first_start();
        (start, clock.advance(start, clock.work_between(from.moment, to.moment)))
    }

    /// The last day of work if it starts when it can.
    fn first_end(&self) -> Moment {
        let timing = self.facts.schedule.timing(self.item.id);
        let clock = self.clock();
        let work = clock.work_between(timing.start, timing.end);
        clock.advance(self.first_start(), work)
    }
}

/// The date of an item that fixes its start or its end.
fn fixed(item: ItemWalker<'_>, edge: Edge) -> Option<(FixedDate, Word)> {
    let dates = item.dates();
    let is_on = item.kind().is_point()
        || dates.from.map(|date| date.span) == dates.to.map(|date| date.span);
    let named = |date: Option<FixedDate>, word| Some((date?, if is_on { Word::On } else { word }));
    let (from, to) = (named(dates.from, Word::From), named(dates.to, Word::To));
    match edge {
        Edge::Start => from.or(to),
        Edge::End => to.or(from),
    }
}
