//! What is said to have happened, and what should have by now.

use super::{releases, starts_before_dependency};
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{FixedDate, ItemId, ItemKind, ItemWalker, ToCome};
use crate::schedule::{Driver, Slip, State};
use crate::text::Span;
use crate::time::Date;

/// What was to end before today is done.
///
/// A release or milestone whose work ends after its date is reported as such, not here.
pub(super) fn what_was_to_end_by_now_is_done(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for (item, timing) in facts.dated_of(facts.with_dates()) {
        let is_put_off = timing.end_driver == Driver::Today;
        let is_missed = |to: &FixedDate| {
            facts.model.header.has_passed(to.moment) || is_put_off && timing.end > to.moment
        };
        let Some(to) = item.dates().to.filter(is_missed) else { continue };
        if timing.state == State::Overdue && !is_late_for_another_reason(facts, item) {
            facts.report(&rules::OVERDUE, to.span, out, || tell_overdue(facts, item, to, today));
        }
    }
}

fn is_late_for_another_reason(facts: Facts<'_>, item: ItemWalker<'_>) -> bool {
    (item.kind() == ItemKind::Release && releases::is_missed(facts, item))
        || starts_before_dependency::is_broken(facts, item)
}

fn tell_overdue(facts: Facts<'_>, item: ItemWalker<'_>, to: FixedDate, today: Date) -> Diagnostic {
    let day = to.moment.last_day();
    if !item.model.header.has_passed(to.moment) {
        let title = words::title(item);
        let message = format!("{title} can't end on {} any more", day.long());
        return Diagnostic::new(&rules::OVERDUE, to.span, message)
            .here("no working time is left before that")
            .help(format!(
                "if it is done, say so: `done {today}`; if not, give it a date that can be kept"
            ));
    }
    let was = match item.kind() {
        ItemKind::Milestone | ItemKind::Release => "was fixed on",
        _ => "was to end on",
    };
    let message = format!("{} {was} {} and isn't done", words::title(item), day.long());
    let here = match facts.clocks.of_roadmap().working_days(day, today) {
        _ if day >= today => "has passed today".to_owned(),
        0 => "has passed".to_owned(),
        ago => format!("{} ago", words::working_days(ago)),
    };
    Diagnostic::new(&rules::OVERDUE, to.span, message).here(here).help(format!(
        "if it is done, say so: `done {day}`; if not, give it a date that can be kept"
    ))
}

/// How many of them are named.
const NAMED: usize = 3;

/// What was not begun in time is told, and what that costs.
pub(super) fn what_was_not_begun_in_time_is_told(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(slip) = &facts.schedule.slipped else { return };
    // Of what says that it was begun or done on a day that is yet to come, that is told.
    let is_told = |item: &ItemId| facts.model.item(*item).progress().to_come.is_some();
    if !facts.doubt.is_in_any_date() && !slip.items.iter().all(is_told) {
        let header = facts.model.header.span;
        facts.report(&rules::SLIPPED, header, out, || tell_slipped(facts, slip));
    }
}

fn tell_slipped(facts: Facts<'_>, slip: &Slip) -> Diagnostic {
    let today = facts.today().map(|today| format!(", {}", today.long())).unwrap_or_default();
    let count = i64::try_from(slip.items.len()).unwrap_or(i64::MAX);
    let (items, has) = (words::counted(count, "item"), if count == 1 { "has" } else { "have" });
    let lost =
        facts.clocks.of_roadmap().working_days(slip.end.last_day(), facts.schedule.end.last_day());
    let cost = match lost {
        ..=0 => "the roadmap ends no later for it".to_owned(),
        days => format!("the roadmap ends {} later for it", words::working_days(days)),
    };
    let named: Vec<_> =
        slip.items.iter().map(|item| words::title(facts.model.item(*item))).collect();
    let message = format!("{items} should have begun by now{today}, and {has} not; {cost}");
    Diagnostic::new(&rules::SLIPPED, facts.model.header.span, message)
        .here(words::list(&named, NAMED))
        .help("what has begun says `started` with its day; what is done says `done` with its day")
}

/// What happened lies in the past.
pub(super) fn nothing_has_happened_yet_that_is_to_come(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for item in facts.with_progress() {
        let Some(ToCome { day, span, is_end }) = item.progress().to_come else { continue };
        let (word, plan) = if is_end { ("done", "to") } else { ("started", "from") };
        facts.report(&rules::DONE_IN_FUTURE, span, out, || {
            tell_done_in_future(item, span, word, day, today)
                .help(format!("a day that is planned is `{plan} {day}`"))
                .help(format!("if it has happened, `today` is {day} at least"))
        });
    }
    for entry in facts.model.statuses.iter().filter(|entry| entry.date > today) {
        facts.report(&rules::DONE_IN_FUTURE, entry.span, out, || {
            let (day, today) = (entry.date.long(), today.long());
            let message = format!("a status says how it stood on {day}, and today is {today}");
            Diagnostic::new(&rules::DONE_IN_FUTURE, entry.span, message)
                .here("later than today")
                .help(format!("if that is known, `today` is {} at least", entry.date))
        });
    }
}

fn tell_done_in_future(
    item: ItemWalker<'_>,
    span: Span,
    word: &str,
    date: Date,
    today: Date,
) -> Diagnostic {
    let (title, date, today) = (words::title(item), date.long(), today.long());
    let message = format!("{title} says that it was {word} on {date}, and today is {today}");
    Diagnostic::new(&rules::DONE_IN_FUTURE, span, message).here("later than today")
}

/// What is done was started before, and so was all in it.
pub(super) fn what_is_done_was_started_before(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.with_progress() {
        let progress = item.progress();
        tell_part(facts, item, out);
        let (Some(started), Some((Some(done), span))) = (progress.started, progress.done) else {
            continue;
        };
        let (first, last) = (started.moment.date(), done.last_day());
        if first > last {
            facts.report(&rules::STARTED_AFTER_DONE, started.span, out, || {
                let message = format!(
                    "{} was done on {} and started later, on {}",
                    words::title(item),
                    last.long(),
                    first.long()
                );
                Diagnostic::new(&rules::STARTED_AFTER_DONE, started.span, message)
                    .here("started here")
                    .label(span, "done here")
                    .help("one of the two dates is a slip: what is done was started on that day or before")
            });
        }
    }
}

/// Something was begun or done when what it stands in was done.
fn tell_part(facts: Facts<'_>, part: ItemWalker<'_>, out: &mut Diagnostics) {
    let done = |item: ItemWalker<'_>| {
        let (moment, span) = item.progress().done?;
        Some((moment?.last_day(), span))
    };
    let started = |date: FixedDate| ("started", date.moment.date(), date.span);
    let own = done(part).map(|(day, span)| ("done", day, span));
    let Some((what, day, span)) = own.or_else(|| part.progress().started.map(started)) else {
        return;
    };
    let wholes = part.ancestors().filter_map(|whole| Some((whole, done(whole)?)));
    let Some((whole, (last, whole_span))) = wholes.into_iter().find(|(_, (last, _))| *last < day)
    else {
        return;
    };
    facts.report(&rules::STARTED_AFTER_DONE, span, out, || {
        let (title, within) = (words::title(whole), words::title(part));
        let message = format!(
            "{title} was done on {}, and {within}, which stands in it, was {what} later, on {}",
            last.long(),
            day.long()
        );
        Diagnostic::new(&rules::STARTED_AFTER_DONE, span, message)
            .here(format!("{what} here"))
            .label(whole_span, format!("{title} was done here"))
            .help("one of the two dates is a slip: what has parts is done with the last of them")
    });
}
