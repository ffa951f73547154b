//! Status entries: whether they are fresh, and agree with the schedule.

use super::releases;
use crate::check::drivers::{ends_late_by, late_by};
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{
    FixedDate, Health, ItemId, ItemKind, ItemWalker, ObjectiveId, StatusEntry, Subject,
};
use crate::plan::{CommitmentKind, Forecast, LateItem, Plan, PlanStatus, State};
use crate::schedule::Timing;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// The newest status of everything agrees with what the schedule says.
pub(super) fn every_status_agrees_with_the_schedule(facts: Facts<'_>, out: &mut Diagnostics) {
    let statuses = facts.newest_statuses();
    let mut told = statuses.iter().filter(|(_, entry)| entry.health <= Health::OnTrack).peekable();
    if told.peek().is_none() {
        return;
    }
    let status = Plan::unchecked(facts.model, facts.schedule).status_by_schedule();
    let judge = Judge { facts, late: status.late_items(), status };
    for (subject, entry) in told {
        let contradiction = match subject {
            Subject::Item(id) => judge.of_item(facts.model.item(id), entry.health),
            Subject::Roadmap => judge.of_roadmap(entry.health),
            Subject::Objective(id) => judge.of_objective(id, entry.health),
            Subject::Idea(_) => None,
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

const SAY_DONE: &str =
    "if it is finished, say `done` there with its day; if not, report how it stands";

type Late = (String, Option<(Span, &'static str)>);

/// What the schedule says of everything.
struct Judge<'a> {
    facts: Facts<'a>,
    status: PlanStatus<'a>,
    /// What misses what it committed to, by most days first.
    late: Vec<LateItem>,
}

impl<'a> Judge<'a> {
    fn of_item(&self, item: ItemWalker<'a>, health: Health) -> Option<Contradiction> {
        let facts = self.facts;
        let is_allowed = facts.is_allowed(&rules::STATUS_CONTRADICTS_SCHEDULE, item.span());
        if is_allowed || !facts.is_dated(item) || !facts.is_open(item) {
            return None;
        }
        let title = words::title(item);
        if health == Health::Done {
            let place = Some((item.span(), "not `done` here"));
            return Some(Contradiction { title, says: self.undone(item), place, help: SAY_DONE });
        }
        let (says, place) = self
            .misses(item)
            .or_else(|| self.late_for_a_release(item))
            .or_else(|| self.late_inside(item))
            .or_else(|| self.late_for_others(item))?;
        Some(Contradiction { title, says, place, help: TELL_IT_AS_IT_IS })
    }

    fn of_roadmap(&self, health: Health) -> Option<Contradiction> {
        let facts = self.facts;
        if facts.doubt.is_in_any_date() || !self.status.roadmap_state().is_open() {
            return None;
        }
        let title = "the roadmap".to_owned();
        if health == Health::Done {
            let says = "not everything in it is done".to_owned();
            return Some(Contradiction { title, says, place: None, help: SAY_DONE });
        }
        let by = facts.model.header.by.filter(|by| facts.schedule.end > by.moment);
        let own = by.map(|by| {
            let late = ends_late_by(
                facts.clocks.of_roadmap(),
                by.moment,
                Forecast::of_roadmap(facts.schedule),
            );
            (format!("it misses its deadline by {late}"), Some((by.span, "the deadline")))
        });
        let (says, place) = own.or_else(|| self.told_of(self.late.first()?))?;
        Some(Contradiction { title, says, place, help: TELL_IT_AS_IT_IS })
    }

    fn of_objective(&self, id: ObjectiveId, health: Health) -> Option<Contradiction> {
        let facts = self.facts;
        let objective = facts.model.objectives.get(id.index())?;
        let of = self.status.objective(id).filter(|of| of.state.is_open())?;
        let is_dated = |item: &ItemId| {
            let item = facts.model.item(*item);
            facts.is_dated(item) || !facts.is_scheduled(item)
        };
        let is_allowed = facts.is_allowed(&rules::STATUS_CONTRADICTS_SCHEDULE, objective.span);
        if is_allowed || !of.items.iter().all(is_dated) {
            return None;
        }
        let title = format!("`{}`", objective.title.as_deref().unwrap_or(&objective.name));
        if health == Health::Done {
            let is_short = objective.measures.iter().any(|of| of.is_reached() != Some(true));
            let says = match (is_short, of.items.is_empty()) {
                (true, _) => "not all that is measured is reached",
                (false, false) => "the work for it isn't done",
                (false, true) => "nothing that is planned serves it",
            };
            return Some(Contradiction {
                title,
                says: says.to_owned(),
                place: Some((objective.span, "not reached")),
                help: "say what is measured `now`, and what of its work is `done`; or report how it stands",
            });
        }
        let by = objective.by?;
        let missed = of.commitment.filter(|of| of.is_missed).and(of.forecast);
        let says = match missed {
            Some(forecast) => {
                let late = ends_late_by(facts.clocks.of_roadmap(), by.moment, forecast);
                format!("it misses its day by {late}")
            }
            None if of.state == State::Overdue => {
                format!("it was to be reached by {}", by.moment.last_day().long())
            }
            None => return None,
        };
        Some(Contradiction {
            title,
            says,
            place: Some((by.span, "its day")),
            help: TELL_IT_AS_IT_IS,
        })
    }

    fn undone(&self, item: ItemWalker<'_>) -> String {
        let complete = self.facts.schedule.timing(item.id).complete;
        if complete.0 > 0 {
            format!("it is {}% done", complete.0 / 10)
        } else {
            "it isn't done".to_owned()
        }
    }

    /// What an item misses that it committed to itself: a deadline before a promise, and that before what was only planned. Of a
    /// release what ships too late says more.
    fn misses(&self, item: ItemWalker<'_>) -> Option<Late> {
        let planned = Some(CommitmentKind::Date).filter(|_| item.kind() != ItemKind::Release);
        let kinds = [CommitmentKind::Deadline, CommitmentKind::Promise].into_iter().chain(planned);
        let (says, place) = kinds.into_iter().find_map(|kind| self.missed(item, kind))?;
        Some((format!("it {says}"), place))
    }

    /// `misses its deadline by 3 working days`
    fn missed(&self, item: ItemWalker<'_>, kind: CommitmentKind) -> Option<Late> {
        let dates = item.dates();
        let (date, what, here) = match kind {
            CommitmentKind::Deadline => (dates.by, "its deadline", "the deadline"),
            CommitmentKind::Promise => {
                let promised = dates.promised.as_ref().map(|promise| promise.date);
                (promised, "what was promised", "the promise")
            }
            CommitmentKind::Date => (dates.to, "the day it was planned for", "the planned day"),
        };
        let timing = self.facts.schedule.timing(item.id);
        let date = date.filter(|date| timing.end > date.moment)?;
        let late = ends_late_by(self.facts.clocks.of_item(item), date.moment, Forecast::of(timing));
        Some((format!("misses {what} by {late}"), Some((date.span, here))))
    }

    fn late_for_a_release(&self, item: ItemWalker<'a>) -> Option<Late> {
        let facts = self.facts;
        if let Some(on) = dates_of_release(item) {
            let late = releases::late(facts, item, on);
            let latest = facts.model.item(late.first()?.item);
            let says = format!("{} in it is late", words::title(latest));
            return Some((says, Some((on.span, "the release"))));
        }
        let timing = facts.schedule.timing(item.id);
        item.releases().into_iter().find_map(|release| {
            let release = facts.model.item(release);
            let on =
                release.dates().to.filter(|on| timing.end > on.moment && facts.is_open(release))?;
            let late = ends_late_by(facts.clocks.of_item(item), on.moment, Forecast::of(timing));
            let says = format!("it misses the release {} by {late}", words::title(release));
            Some((says, Some((on.span, "the release"))))
        })
    }

    /// The latest of what is inside it.
    fn late_inside(&self, item: ItemWalker<'_>) -> Option<Late> {
        self.told_of(
            self.late.iter().find(|late| item.encloses(late.item) && item.id != late.item)?,
        )
    }

    /// `` `Billing` in it misses its deadline by 3 working days ``
    fn told_of(&self, late: &LateItem) -> Option<Late> {
        let item = self.facts.model.item(late.item);
        if !self.facts.is_dated(item) {
            return None;
        }
        let (says, place) = self.missed(item, late.missed.kind)?;
        Some((format!("{} in it {says}", words::title(item)), place))
    }

    /// Negative slack: something that waits for it, or that it stands or ships in, is late because of it.
    fn late_for_others(&self, item: ItemWalker<'_>) -> Option<Late> {
        let facts = self.facts;
        let timing = facts.schedule.timing(item.id);
        if timing.total_slack >= Minutes::ZERO {
            return None;
        }
        let whom = match self.status.makes_late(item.id) {
            Some(Subject::Item(whole)) => words::title(facts.model.item(whole)),
            Some(_) => "the roadmap".to_owned(),
            None => "what waits for it".to_owned(),
        };
        let missing = match self.status.days_without_slack(item.id) {
            days @ 1.. => words::working_days(days),
            _ => late_by(facts.clocks.of_item(item), timing.late_end, timing.early_end),
        };
        Some((format!("it makes {whom} late by {missing}"), None))
    }
}

fn dates_of_release(item: ItemWalker<'_>) -> Option<FixedDate> {
    item.dates().to.filter(|_| item.kind() == ItemKind::Release)
}

/// How many days a status stays fresh.
const FRESH: i32 = 30;

/// Work under way that is reported on has been reported on lately.
pub(super) fn every_status_is_fresh(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for (subject, entry) in facts.newest_statuses().iter() {
        let Subject::Item(id) = subject else { continue };
        let item = facts.model.item(id);
        if facts.is_allowed(&rules::STALE_STATUS, item.span()) {
            continue;
        }
        let age = today.days() - entry.date.days();
        if age > FRESH && facts.is_scheduled(item) && is_under_way(facts.schedule.timing(id), today)
        {
            facts.report(&rules::STALE_STATUS, entry.span, out, || tell(item, entry, age, today));
        }
    }
}

fn is_under_way(timing: &Timing, today: Date) -> bool {
    timing.state.is_open() && (timing.has_begun || timing.start < Moment::start_of(today))
}

fn tell(item: ItemWalker<'_>, entry: &StatusEntry, age: i32, today: Date) -> Diagnostic {
    let days = words::counted(age, "day");
    let message = format!("the newest status of {} is {days} old", words::title(item));
    let health = entry.health.word();
    Diagnostic::new(&rules::STALE_STATUS, entry.span, message)
        .here(format!("from {}; a status is fresh for {FRESH} days", entry.date.long()))
        .help(format!("say how it stands now: `status {today} {health} {} \"…\"`", item.name()))
}
