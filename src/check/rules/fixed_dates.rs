//! Dates that an author fixed.

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, rules};
use crate::model::{
    Calendar, Edge, Estimate, EstimateBasis, FixedDate, ItemId, ItemWalker, ResourceWalker,
};
use crate::schedule::{Clock, units_of};
use crate::text::Span;
use crate::time::{Date, Minutes, Weekday};

/// What is fixed at both ends starts before it ends.
pub(super) fn every_fixed_start_is_before_its_end(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.with_dates() {
        let dates = item.dates();
        let (Some(from), Some(to)) = (dates.from, dates.to) else { continue };
        // `0d` stands at a moment.
        let amount = item.data().estimate.map(|estimate| estimate.likely);
        let takes_time = item.has_parts() || amount != Some(Minutes::ZERO);
        if from.moment > to.moment || from.moment == to.moment && takes_time {
            facts.report(&rules::END_BEFORE_START, to.span, out, || {
                tell_end_before_start(facts, item, from, to)
            });
        }
    }
}

fn tell_end_before_start(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    from: FixedDate,
    to: FixedDate,
) -> Diagnostic {
    let (model, clock) = (facts.model, facts.clocks.of_item(item));
    let title = words::title(item);
    let (first, last) = clock.spoken_together((from.moment, Edge::Start), (to.moment, Edge::End));
    let message = format!(
        "{title} is fixed to end on {} and to start later, on {}",
        last.long(),
        first.long()
    );
    let diagnostic = Diagnostic::new(&rules::END_BEFORE_START, to.span, message);
    if from.span == to.span {
        return diagnostic.help("the first day of a period comes first");
    }
    let diagnostic = diagnostic.here("ends here").label(from.span, "starts here");
    let written = |date: FixedDate| model.sources.text(date.span).split_once(' ');
    let (Some(("from", start)), Some(("to", end))) = (written(from), written(to)) else {
        return diagnostic.help("one of the two dates is a slip: a start comes before its end");
    };
    let mut edits = vec![
        Edit { span: from.span, text: format!("from {}", end.trim()) },
        Edit { span: to.span, text: format!("to {}", start.trim()) },
    ];
    edits.sort_by_key(|edit| edit.span);
    diagnostic.fix("swap the two dates", edits)
}

/// What is computed ends within the dates there are.
pub(super) fn every_date_is_one_there_is(facts: Facts<'_>, out: &mut Diagnostics) {
    for id in &facts.schedule.out_of_range {
        facts.report(&rules::DATE_OUT_OF_RANGE, place(facts, *id), out, || {
            tell_date_out_of_range(facts, *id)
        });
    }
}

fn place(facts: Facts<'_>, id: ItemId) -> crate::text::Span {
    let item = facts.model.item(id);
    item.data().estimate.map_or(item.span(), |estimate| estimate.span)
}

fn tell_date_out_of_range(facts: Facts<'_>, id: ItemId) -> Diagnostic {
    let item = facts.model.item(id);
    let start = facts.schedule.timing(id).start.date();
    let message = format!("{} would end after the year 9999", words::title(item));
    let diagnostic = Diagnostic::new(&rules::DATE_OUT_OF_RANGE, place(facts, id), message)
        .here(format!("starts on {}", start.long()));
    let header = facts.model.header.from.date();
    if header.year() > 9000 {
        return diagnostic
            .label(facts.model.header.span, format!("the roadmap starts on {}", header.long()))
            .help("is the year of the roadmap's `from` a slip?");
    }
    diagnostic
        .help("dates reach to 31 December 9999: is an estimate, a lag or a fixed date a slip?")
}

/// Fixed dates are days on which somebody works.
pub(super) fn fixed_dates_are_working_days(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_dates()) {
        let counts_the_clock =
            item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Elapsed);
        if counts_the_clock || !facts.is_open(item) {
            continue;
        }
        for fixed in fixed_days(facts, item) {
            let Some(off) = DayOff::of(facts, item, fixed) else { continue };
            // A period without a working day is told at its start.
            if fixed.is_end && off.is_without_work() {
                continue;
            }
            facts.report(&rules::FIXED_ON_DAY_OFF, fixed.date.span, out, || off.tell(facts));
        }
    }
}

/// A start or an end that is fixed on one day.
#[derive(Clone, Copy)]
struct FixedDay {
    date: FixedDate,
    day: Date,
    is_end: bool,
}

/// The fixed days of an item; of an `on` one. Where a period was written nobody has thought of its first or last day.
fn fixed_days(facts: Facts<'_>, item: ItemWalker<'_>) -> impl Iterator<Item = FixedDay> {
    let dates = item.dates();
    let start = dates.from.map(|date| FixedDay { date, day: date.moment.date(), is_end: false });
    let end = dates.to.map(|date| FixedDay { date, day: date.moment.last_day(), is_end: true });
    let is_on = dates.from.map(|date| date.span) == dates.to.map(|date| date.span);
    let model = facts.model;
    let is_period = dates.is_during;
    [start, end.filter(|_| !is_on || start.is_none())].into_iter().flatten().filter(move |fixed| {
        !is_period && model.sources.text(fixed.date.span).contains(&fixed.day.to_string())
    })
}

/// A fixed day on which nobody works.
struct DayOff<'m> {
    item: ItemWalker<'m>,
    fixed: FixedDay,
    /// Whose day off it is; `None` of the item's calendar.
    whose: Option<ResourceWalker<'m>>,
    /// The nearest day on which all work: of an end the last before, of a start the next.
    nearest: Date,
}

impl<'m> DayOff<'m> {
    fn of(facts: Facts<'m>, item: ItemWalker<'m>, fixed: FixedDay) -> Option<Self> {
        let own = facts.clocks.of_item(item);
        let people = || {
            let assigned = item.assignments().iter().filter(|one| one.alternatives.is_empty());
            assigned.map(|one| facts.model.resource(one.resource))
        };
        let clock_of = |who: ResourceWalker<'m>| facts.clocks.of_calendar(who.data().calendar);
        let whose = if own.works_on(fixed.day) {
            Some(people().find(|who| !clock_of(*who).works_on(fixed.day))?)
        } else {
            None
        };
        let clocks: Vec<_> = std::iter::once(own).chain(people().map(clock_of)).collect();
        Some(Self { item, fixed, whose, nearest: nearest(&clocks, fixed)? })
    }

    /// Whether a start is followed by no day of work up to the end, or an end by none back to the start.
    fn is_without_work(&self) -> bool {
        let dates = self.item.dates();
        match (dates.from, dates.to) {
            (Some(from), Some(to)) if from.span != to.span => {
                self.nearest < from.moment.date() || self.nearest > to.moment.last_day()
            }
            _ => false,
        }
    }

    fn tell(&self, facts: Facts<'_>) -> Diagnostic {
        let FixedDay { date, day, is_end } = self.fixed;
        let calendar = self.whose.map_or(self.item.calendar(), ResourceWalker::calendar);
        let verb = match (self.item.kind().is_point(), is_end) {
            (true, _) => "",
            (false, true) => "to end ",
            (false, false) => "to start ",
        };
        let why = match self.whose {
            Some(who) => format!("on which `{}` doesn't work", who.title()),
            None => what_it_is(calendar, day),
        };
        let message =
            format!("{} is fixed {verb}on {}, {why}", words::title(self.item), day.long());
        let diagnostic =
            Diagnostic::new(&rules::FIXED_ON_DAY_OFF, date.span, message).here("not a working day");
        let diagnostic =
            match calendar.exceptions.iter().rev().find(|of| of.first <= day && day <= of.last) {
                Some(exception) => diagnostic.label(exception.span, "off by this line"),
                None => diagnostic,
            };
        if let Some(to) = self.item.dates().to.filter(|_| self.is_without_work()) {
            let last = to.moment.last_day();
            return diagnostic.help(format!(
                "up to {} nobody works; a line in the calendar makes it working time: `open {day}..{last}`",
                last.long()
            ));
        }
        let (nearest, side) =
            (self.nearest, if is_end { "last working day before" } else { "next working day" });
        let written = facts.model.sources.text(date.span);
        let fixed = written.replace(&day.to_string(), &nearest.to_string());
        let nearest = format!("{} {}", nearest.weekday().name(), nearest.long());
        diagnostic.help(format!("the {side} is {nearest}: `{fixed}`")).replace(
            format!("write `{fixed}`"),
            date.span,
            fixed,
        )
    }
}

/// Good Friday, a Saturday, a day off.
fn what_it_is(calendar: &Calendar, day: Date) -> String {
    match calendar.day_off_name(day) {
        Some(name) => name.to_owned(),
        None if day.weekday() >= Weekday::Saturday => format!("a {}", day.weekday().name()),
        None => "a day off".to_owned(),
    }
}

/// The nearest day on which all of them work, within a year; none if there is nothing to work with.
fn nearest(clocks: &[&Clock<'_>], fixed: FixedDay) -> Option<Date> {
    let step = if fixed.is_end { -1 } else { 1 };
    (1..=366)
        .filter_map(|distance| fixed.day.plus_days(step * distance))
        .find(|day| clocks.iter().all(|clock| clock.works_on(*day)))
}

/// What lies between two fixed dates is what the estimate says, to within a day.
pub(super) fn fixed_dates_hold_what_is_estimated(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_dates()).filter(|item| !item.has_parts()) {
        let dates = item.dates();
        let (Some(from), Some(to), Some(estimate)) = (dates.from, dates.to, item.data().estimate)
        else {
            continue;
        };
        if dates.is_during || from.moment >= to.moment {
            continue;
        }
        let fixed = Fixed { item, from, to, estimate, room: room(facts, item, from, to, estimate) };
        if fixed.is_contradiction() {
            facts.report(&rules::FIXED_DATES_CONTRADICT_ESTIMATE, estimate.span, out, || {
                fixed.tell(facts)
            });
        }
    }
}

/// An item with both dates and an estimate.
struct Fixed<'m> {
    item: ItemWalker<'m>,
    from: FixedDate,
    to: FixedDate,
    estimate: Estimate,
    /// What the dates hold, in what the estimate counts.
    room: Minutes,
}

/// How much lies between two dates, in what the estimate counts.
fn room(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    from: FixedDate,
    to: FixedDate,
    estimate: Estimate,
) -> Minutes {
    if estimate.basis == EstimateBasis::Elapsed {
        return to.moment.since(from.moment);
    }
    let time = facts.clocks.of_item(item).work_between(from.moment, to.moment);
    if estimate.basis == EstimateBasis::Duration {
        return time;
    }
    Minutes(time.0.saturating_mul(hands(item)) / 1000)
}

/// How many work on it, in thousandths.
fn hands(item: ItemWalker<'_>) -> i64 {
    let units = item.assignments().iter().map(|one| units_of(item.model, one).0);
    units.fold(0, i64::saturating_add)
}

impl Fixed<'_> {
    fn is_contradiction(&self) -> bool {
        let day = match self.estimate.basis {
            EstimateBasis::Elapsed => Minutes::DAY.0,
            EstimateBasis::Duration | EstimateBasis::Effort => self.item.calendar().day.0,
        };
        let is_too_much = self.estimate.best.0.saturating_sub(self.room.0) >= day;
        let is_too_little = self.room.0.saturating_sub(self.estimate.worst.0) >= day;
        match self.estimate.basis {
            // Whoever has more time than they need works on something else too.
            EstimateBasis::Effort => is_too_much && !self.item.assignments().is_empty(),
            EstimateBasis::Duration | EstimateBasis::Elapsed => is_too_much || is_too_little,
        }
    }

    fn tell(&self, facts: Facts<'_>) -> Diagnostic {
        let (first, last) = (self.from.moment.date(), self.to.moment.last_day());
        let estimate = facts.model.sources.text(self.estimate.span);
        let holds = self.holds(facts);
        let message =
            format!("{} holds {holds}, the estimate says {estimate}", words::days(first, last));
        let diagnostic =
            Diagnostic::new(&rules::FIXED_DATES_CONTRADICT_ESTIMATE, self.estimate.span, message)
                .here(format!("the estimate of {}", words::title(self.item)));
        let diagnostic = if self.is_on() {
            diagnostic.label(self.from.span, lies_here(&holds))
        } else {
            diagnostic
                .label(self.from.span, format!("from here, {holds} …"))
                .label(self.to.span, "… to here")
        };
        self.helped(facts, diagnostic)
    }

    /// Whether one word wrote both dates: `on`.
    fn is_on(&self) -> bool {
        self.from.span == self.to.span
    }

    fn holds(&self, facts: Facts<'_>) -> String {
        let header = &facts.model.header;
        let clock = facts.clocks.of_item(self.item);
        match self.estimate.basis {
            EstimateBasis::Elapsed => format!("elapsed {}", words::clock_amount(self.room)),
            EstimateBasis::Effort => {
                format!("{} of work of those assigned", words::amount(self.room, header))
            }
            EstimateBasis::Duration if self.room.0 % self.item.calendar().day.0.max(1) == 0 => {
                let before = self.from.moment.date().plus_days(-1);
                let first = before.unwrap_or_else(|| self.from.moment.date());
                words::working_days(clock.working_days(first, self.to.moment.last_day()))
            }
            EstimateBasis::Duration => {
                format!("{} of working time", words::amount(self.room, header))
            }
        }
    }

    /// Where `done on` has its `on`, which makes of the day on which it was done the only one on which it lies.
    fn on_behind_done(&self) -> Option<Span> {
        let (day, done) = self.item.data().progress.as_ref()?.done?;
        let on = self.from.span.start;
        let is_joined = day.is_none() && done.end + 1 == on && self.is_on();
        is_joined.then_some(Span::new(on, on + 3))
    }

    /// What the compiler would make of the start and the estimate, and the estimate that the dates hold.
    fn helped(&self, facts: Facts<'_>, diagnostic: Diagnostic) -> Diagnostic {
        if let Some(on) = self.on_behind_done() {
            return diagnostic
                .help("the day on which it was done stands behind `done` alone")
                .replace("remove `on`", on, "");
        }
        let (header, from) = (&facts.model.header, self.from.moment);
        let clock = facts.clocks.of_item(self.item);
        let (end, fixed) = match self.estimate.basis {
            EstimateBasis::Effort => {
                return diagnostic.help(if self.is_on() {
                    "give it more time, or more people; or write `from` instead of `on`, and the end follows"
                } else {
                    "give it more time, or more people; or leave `to` out, and the end follows"
                });
            }
            EstimateBasis::Elapsed => (
                from.plus(self.estimate.likely),
                format!("elapsed {}", words::clock_amount(self.room)),
            ),
            EstimateBasis::Duration => {
                (clock.advance(from, self.estimate.likely), words::amount(self.room, header))
            }
        };
        let end = end.last_day().long();
        let out = if self.is_on() {
            format!("leave one of the two out: with `from` instead of `on` it ends on {end}")
        } else {
            format!("leave one of the three out: without `to` it ends on {end}")
        };
        diagnostic.help(out).replace(format!("write `{fixed}`"), self.estimate.span, fixed)
    }
}

/// `3 working days lie here`, `1 working day lies here`
fn lies_here(holds: &str) -> String {
    let is_counted = holds.ends_with("working days");
    format!("{holds} {} here", if is_counted { "lie" } else { "lies" })
}
