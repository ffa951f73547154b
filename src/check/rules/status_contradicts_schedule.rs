//! `status-contradicts-schedule`

use super::release_missed;
use crate::check::facts::Facts;
use crate::check::lateness::late_by;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Health, ItemWalker, StatusEntry, Subject};
use crate::text::Span;
use crate::time::{Minutes, Moment};

/// The newest status of everything agrees with what the schedule says.
pub(super) fn every_status_agrees_with_the_schedule(facts: Facts<'_>, out: &mut Diagnostics) {
    for (subject, entry) in facts.newest_statuses().iter() {
        let contradiction = match subject {
            Subject::Item(id) => of_item(facts, facts.model.item(id), entry.health),
            Subject::Roadmap => of_roadmap(facts, entry.health),
            Subject::Objective(_) | Subject::Idea(_) => None,
        };
        if let Some(contradiction) = contradiction {
            facts.report(&rules::STATUS_CONTRADICTS_SCHEDULE, entry.span, out, || {
                contradiction.tell(entry)
            });
        }
    }
}

/// What the schedule says against a status.
struct Contradiction {
    /// Of what.
    title: String,
    /// `misses its deadline by 3 working days`
    says: String,
    /// Where it can be seen.
    place: Option<(Span, &'static str)>,
    help: &'static str,
}

impl Contradiction {
    fn tell(self, entry: &StatusEntry) -> Diagnostic {
        let Self { title, says, place, help } = self;
        let health = entry.health.word();
        let message = format!("{title} is reported `{health}`, but {says}");
        let diagnostic = Diagnostic::new(&rules::STATUS_CONTRADICTS_SCHEDULE, entry.span, message)
            .here(format!("reported on {}", entry.date.long()))
            .help(help);
        match place {
            Some((span, what)) => diagnostic.label(span, what),
            None => diagnostic,
        }
    }
}

const TELL_IT_AS_IT_IS: &str =
    "report it as `at-risk` or `off-track`, or change the plan so that it holds";

fn of_item(facts: Facts<'_>, item: ItemWalker<'_>, health: Health) -> Option<Contradiction> {
    let is_allowed = facts.is_allowed(&rules::STATUS_CONTRADICTS_SCHEDULE, item.span());
    if is_allowed || !facts.is_dated(item) {
        return None;
    }
    let is_over = !facts.is_open(item);
    let title = words::title(item);
    match health {
        Health::Done if !is_over => Some(Contradiction {
            title,
            says: undone(facts, item),
            place: Some((item.span(), "not `done` here")),
            help: "if it is finished, say `done` there with its day; if not, report how it stands",
        }),
        Health::OnTrack if !is_over => late(facts, item).map(|(says, place)| Contradiction {
            title,
            says,
            place,
            help: TELL_IT_AS_IT_IS,
        }),
        _ => None,
    }
}

fn of_roadmap(facts: Facts<'_>, health: Health) -> Option<Contradiction> {
    let by = facts.model.header.by.filter(|by| facts.schedule.end > by.moment)?;
    if health != Health::OnTrack || facts.doubt.is_in_any_date() {
        return None;
    }
    let late = late_by(facts.clocks.of_roadmap(), by.moment, facts.schedule.end);
    Some(Contradiction {
        title: "the roadmap".to_owned(),
        says: format!("it misses its deadline by {late}"),
        place: Some((by.span, "the deadline")),
        help: TELL_IT_AS_IT_IS,
    })
}

fn undone(facts: Facts<'_>, item: ItemWalker<'_>) -> String {
    let complete = facts.schedule.timing(item.id).complete;
    if complete.0 > 0 {
        format!("it is {} done", words::percent(complete))
    } else {
        "it isn't done".to_owned()
    }
}

type Late = (String, Option<(Span, &'static str)>);

/// What an item is late for.
fn late(facts: Facts<'_>, item: ItemWalker<'_>) -> Option<Late> {
    let (dates, end) = (item.dates(), facts.schedule.timing(item.id).end);
    let clock = facts.clocks.of_item(item);
    let by = |due: Moment| late_by(clock, due, end);
    if let Some(date) = dates.by.filter(|date| end > date.moment) {
        let says = format!("it misses its deadline by {}", by(date.moment));
        return Some((says, Some((date.span, "the deadline"))));
    }
    if let Some(promise) = dates.promised.as_ref().filter(|of| end > of.date.moment) {
        let says = format!("it misses what was promised by {}", by(promise.date.moment));
        return Some((says, Some((promise.date.span, "the promise"))));
    }
    late_for_a_release(facts, item).or_else(|| late_for_others(facts, item))
}

fn late_for_a_release(facts: Facts<'_>, item: ItemWalker<'_>) -> Option<Late> {
    if let Some(on) = dates_of_release(item) {
        let late = release_missed::late(facts, item, on);
        let latest = facts.model.item(late.first()?.item);
        return Some((
            format!("{} in it is late", words::title(latest)),
            Some((on.span, "the release")),
        ));
    }
    let end = facts.schedule.timing(item.id).end;
    item.releases().into_iter().find_map(|release| {
        let release = facts.model.item(release);
        let on = release.dates().to.filter(|on| end > on.moment && facts.is_open(release))?;
        let late = late_by(facts.clocks.of_item(item), on.moment, end);
        let says = format!("it misses the release {} by {late}", words::title(release));
        Some((says, Some((on.span, "the release"))))
    })
}

fn dates_of_release(item: ItemWalker<'_>) -> Option<crate::model::FixedDate> {
    item.dates().to.filter(|_| item.kind() == crate::model::ItemKind::Release)
}

/// Negative slack: something that waits for it is late because of it.
fn late_for_others(facts: Facts<'_>, item: ItemWalker<'_>) -> Option<Late> {
    let slack = facts.schedule.timing(item.id).total_slack;
    if slack >= Minutes::ZERO {
        return None;
    }
    let missing = words::amount(Minutes(slack.0.saturating_neg()), &facts.model.header);
    Some((format!("it makes what waits for it late by {missing}"), None))
}
