//! `fixed-on-day-off`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Calendar, EstimateBasis, FixedDate, ItemWalker, ResourceWalker};
use crate::schedule::Clock;
use crate::time::{Date, Weekday};

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
