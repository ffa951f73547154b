//! How items and the whole stand, and why.
//!
//! The rule, the worst first:
//! - **Off track**: it is overdue; or its forecast misses its deadline, its promise, or the day it was planned for; or its
//!   newest status entry says so.
//! - **At risk**: its newest status entry says so; its slack is negative, so that something behind it is late; less than a
//!   twentieth of the working days up to its deadline is left as a buffer (of the days from the day the plan is looked at, or
//!   from its start); or, of a milestone or release, what it waits for is at risk or off track.
//! - **Unknown**: its end rests on work that nobody has estimated.
//! - **On track**: all else that is not done.
//! - **Done**: nothing else counts then.
//!
//! What the schedule says and what people say are weighed alike: the worse wins. An item with parts stands no better than
//! the worst of them, and the whole no better than the worst of everything in it, its objectives and its own deadline; and
//! it is at risk where somebody is asked for more than they have, or something else in it does not hold.

use super::commitment::counted;
use super::{Commitment, CommitmentKind, Outlook, Plan};
use crate::model::{
    Anchor, CalendarId, Health, ItemId, ItemKind, ObjectiveId, ResourceId, StatusEntry, Subject,
};
use crate::schedule::{Driver, State};
use crate::time::{Date, Spoken};

/// How many causes a one-line reason names.
const NAMED_CAUSES: usize = 3;
/// A buffer under one part in this many of the working days up to a deadline is small.
const SMALL_BUFFER: i64 = 20;

/// Why something stands worse than on track.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'c> {
    /// It is not done, though it should have been by this day.
    Overdue(Date),
    /// A deadline, a promise or the day it was planned for is missed.
    Missed(Commitment),
    /// A deadline is held, with little to spare.
    Tight(Commitment),
    /// Its slack is negative by this many working days: something behind it is late.
    Holds(i64),
    /// Its newest status entry says so.
    Reported(&'c StatusEntry),
    /// Of a milestone or release: what it waits for stands so.
    Awaits(ItemId),
    /// Somebody is asked for more than they have: who first, and how many others.
    Overloads(ResourceId, usize),
    /// Something does not hold: what is said of the first of it, and how much more there is.
    Faults(&'c str, usize),
    /// Nobody knows: it rests on work without an estimate.
    Unknown,
    /// There is nothing in it yet.
    Empty,
}

/// Something that stands worse than on track by itself, not by its parts.
pub(super) struct Finding<'c> {
    pub(super) health: Health,
    pub(super) subject: Subject,
    pub(super) cause: Cause<'c>,
}

impl Finding<'_> {
    /// The worse of two; of what weighs alike the first is the one that says most.
    pub(super) fn worse(self, next: Self) -> Self {
        if next.health > self.health { next } else { self }
    }
}

impl<'c> Outlook<'c> {
    /// How the whole stands, and why, in one line.
    pub fn health(&self) -> (Health, String) {
        let findings = self.findings();
        let Some(worst) = findings.iter().map(|finding| finding.health).max() else {
            return self.sound_health();
        };
        if worst == Health::Unknown {
            return (worst, self.unknown_words());
        }
        let mut causes: Vec<_> = findings.iter().filter(|of| of.health == worst).collect();
        causes.sort_by_key(|finding| self.weight(finding));
        let named: Vec<_> = causes
            .iter()
            .take(NAMED_CAUSES)
            .enumerate()
            .map(
                |(place, finding)| {
                    if place == 0 { self.sentence(finding) } else { self.words(finding) }
                },
            )
            .collect();
        let mut reason = match causes.len().saturating_sub(NAMED_CAUSES) {
            0 => named.join("; "),
            more => format!("{} and {more} more", named.join("; ")),
        };
        let (unknown, all) = self.unestimated();
        if unknown * 2 >= all && unknown > 0 {
            reason = format!("{reason}; {}", self.unknown_words());
        }
        (worst, reason)
    }

    /// How an item stands with all that is inside it, and why in one line (empty where all is well); `None` of what is dropped.
    pub fn item_health(&self, item: ItemId) -> Option<(Health, String)> {
        let health = self.item_health_word(item)?;
        // Of what nobody has estimated itself, the word says it all.
        if health <= Health::OnTrack || health == Health::Unknown && self.is_unestimated(item) {
            return Some((health, String::new()));
        }
        let model = self.plan.model;
        let own = self.item_finding(item).filter(|finding| finding.health == health);
        let inside = || {
            model.item(item).descendants().find_map(|part| {
                self.item_finding(part.id).filter(|finding| finding.health == health)
            })
        };
        let reason = match own {
            Some(finding) => self.predicate(&finding),
            None => inside().map(|finding| self.words(&finding)).unwrap_or_default(),
        };
        Some((health, reason))
    }

    /// How an item stands with all that is inside it; `None` of what is dropped.
    pub fn item_health_word(&self, item: ItemId) -> Option<Health> {
        self.healths.get(item.index()).copied().flatten()
    }

    pub(super) fn compute_healths(&mut self) {
        let model = self.plan.model;
        self.healths = model.items().map(|item| self.own_health(item.id)).collect();
        self.roll_up();
        let mut points: Vec<_> =
            model.items().filter(|item| item.kind().is_point()).map(|item| item.id).collect();
        points.sort_by_key(|point| self.plan.schedule.timing(*point).end);
        // Healths only get worse, and mostly what is waited for stands before what waits: few rounds are enough.
        while self.follow_awaited(&points) {
            self.roll_up();
        }
    }

    /// What is inside an item stands behind it, so that each is whole before it is handed up.
    fn roll_up(&mut self) {
        let model = self.plan.model;
        for item in (0..self.healths.len()).rev().map(ItemId::from_index) {
            let part = self.item_health_word(item);
            let parent =
                model.item(item).parent().and_then(|of| self.healths.get_mut(of.id.index()));
            if let (Some(part), Some(Some(whole))) = (part, parent)
                && *whole != Health::Done
            {
                *whole = part.max(*whole);
            }
        }
    }

    /// A milestone or release is at risk with what it waits for; gives whether any has become so.
    fn follow_awaited(&mut self, points: &[ItemId]) -> bool {
        let mut has_changed = false;
        for point in points {
            if self
                .item_health_word(*point)
                .is_some_and(|health| health != Health::Done && health < Health::AtRisk)
                && self.endangered(*point).is_some()
                && let Some(slot) = self.healths.get_mut(point.index())
            {
                *slot = Some(Health::AtRisk);
                has_changed = true;
            }
        }
        has_changed
    }

    /// The worst of what a milestone or release waits for, if that is at risk or off track.
    fn endangered(&self, point: ItemId) -> Option<ItemId> {
        let awaited =
            self.awaited(point).filter(|item| self.item_health_word(*item) >= Some(Health::AtRisk));
        awaited.reduce(|worst, next| {
            if self.item_health_word(next) > self.item_health_word(worst) { next } else { worst }
        })
    }

    /// What something waits for itself: ends of items, and what ships in it.
    pub fn awaited(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        let own = self.plan.model.item(item).dependencies().iter();
        let ends = own.filter_map(|one| match one.anchor {
            Anchor::Item(awaited, crate::model::Edge::End) => Some(awaited),
            _ => None,
        });
        let shipped = self.release(item).map_or(&[][..], |of| &of.contents).iter().copied();
        ends.chain(shipped)
    }

    fn own_health(&self, item: ItemId) -> Option<Health> {
        match self.plan.schedule.timing(item).state {
            State::Dropped => None,
            State::Done => Some(Health::Done),
            _ => Some(self.item_finding(item).map_or(Health::OnTrack, |finding| finding.health)),
        }
    }

    /// Everything that stands worse than on track by itself.
    fn findings(&self) -> Vec<Finding<'c>> {
        let model = self.plan.model;
        let objectives = (0..).map(ObjectiveId::from_index).zip(&self.objectives);
        let objectives = objectives.filter_map(|(id, outlook)| self.objective_finding(id, outlook));
        let items = model.items().filter_map(|item| self.item_finding(item.id));
        let mut all = self.roadmap_findings();
        all.extend(objectives);
        all.extend(items);
        if all.iter().all(|finding| finding.health < Health::AtRisk) {
            all.extend(self.faults());
        }
        all
    }

    fn roadmap_findings(&self) -> Vec<Finding<'c>> {
        let Plan { model, schedule, .. } = self.plan;
        let subject = Subject::Roadmap;
        let state = self.roadmap_state();
        if state == State::Done {
            return Vec::new();
        }
        let found = |health, cause| Finding { health, subject, cause };
        let by = model.header.by.filter(|_| state == State::Overdue);
        let overdue = by.map(|by| found(Health::OffTrack, Cause::Overdue(by.moment.last_day())));
        let deadline =
            || self.roadmap_commitment().and_then(|of| self.committed(subject, of, of.variance));
        let mut who: Vec<_> = schedule.overloads.iter().map(|of| of.resource).collect();
        who.dedup();
        let overloaded =
            who.first().map(|first| found(Health::AtRisk, Cause::Overloads(*first, who.len() - 1)));
        let is_empty = schedule.timings.iter().all(|timing| !timing.is_scheduled);
        let empty = is_empty.then(|| found(Health::Unknown, Cause::Empty));
        [overdue.or_else(deadline), self.reported(subject), overloaded, empty]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What else does not hold, where nothing else says so.
    fn faults(&self) -> Option<Finding<'c>> {
        let first = self.plan.faults().next()?;
        let cause = Cause::Faults(&first.message, self.plan.fault_count().saturating_sub(1));
        Some(Finding { health: Health::AtRisk, subject: Subject::Roadmap, cause })
    }

    /// The worst that can be said of an item by itself.
    fn item_finding(&self, item: ItemId) -> Option<Finding<'c>> {
        let timing = self.plan.schedule.timing(item);
        if !timing.state.is_open() {
            return None;
        }
        let subject = Subject::Item(item);
        let found = |health, cause| Finding { health, subject, cause };
        let overdue =
            self.overdue_since(item).map(|day| found(Health::OffTrack, Cause::Overdue(day)));
        let early_end = timing.early_end.last_day();
        let committed = self.commitments(item).into_iter().filter_map(|of| {
            let calendar = self.plan.model.item(item).data().calendar;
            // What is as late as possible has no slack by its own wish: it counts how early it could be.
            let spare = self.clock(calendar).working_days(of.planned, early_end);
            self.committed(subject, of, spare)
        });
        let holds = (timing.total_slack.0 < 0)
            .then(|| found(Health::AtRisk, Cause::Holds(self.days(timing.total_slack.0))));
        let awaits = || {
            let is_point = self.plan.model.item(item).kind().is_point();
            let awaited =
                if is_point && !self.healths.is_empty() { self.endangered(item) } else { None };
            awaited.map(|awaited| found(Health::AtRisk, Cause::Awaits(awaited)))
        };
        let unknown = timing.is_open.then(|| found(Health::Unknown, Cause::Unknown));
        let own = overdue.into_iter().chain(committed).chain(self.reported(subject)).chain(holds);
        own.chain(awaits()).chain(unknown).reduce(Finding::worse)
    }

    /// The first day that has passed by which an item should have been done, if it is overdue.
    pub fn overdue_since(&self, item: ItemId) -> Option<Date> {
        let Plan { model, schedule, .. } = self.plan;
        let today = model.header.today.filter(|_| schedule.timing(item).state == State::Overdue)?;
        let dates = model.item(item).dates();
        let promised = dates.promised.as_ref().map(|promise| promise.date);
        let due = [dates.to, dates.by, promised].into_iter().flatten();
        due.map(|date| date.moment.last_day()).filter(|day| *day < today).min()
    }

    /// What a commitment says of health; `spare` is negative where so many working days are left.
    pub(super) fn committed(
        &self,
        subject: Subject,
        commitment: Commitment,
        spare: i64,
    ) -> Option<Finding<'c>> {
        let (health, cause) = match (commitment.is_missed, commitment.kind) {
            (true, _) => (Health::OffTrack, Cause::Missed(commitment)),
            (false, CommitmentKind::Deadline)
                if !commitment.is_open && self.is_tight(commitment, spare) =>
            {
                (Health::AtRisk, Cause::Tight(commitment))
            }
            (false, _) => return None,
        };
        Some(Finding { health, subject, cause })
    }

    fn is_tight(&self, commitment: Commitment, spare: i64) -> bool {
        let Plan { model, schedule, .. } = self.plan;
        let clock = self.clock(CalendarId(0));
        let now = model.header.today.unwrap_or(schedule.start.date());
        let left = clock.working_days(now, commitment.planned);
        spare.saturating_neg().saturating_mul(SMALL_BUFFER) < left
    }

    pub(super) fn reported(&self, subject: Subject) -> Option<Finding<'c>> {
        let entry = self.statuses.about(subject)?;
        let finding = Finding { health: entry.health, subject, cause: Cause::Reported(entry) };
        (entry.health > Health::OnTrack).then_some(finding)
    }

    fn days(&self, minutes: i64) -> i64 {
        minutes / self.plan.model.header.day.0.max(1)
    }

    /// Of findings that are as bad as each other the one of the whole is named first, then releases, milestones and the
    /// rest; of these the latest. What only follows from others stands last.
    fn weight(&self, finding: &Finding<'_>) -> (bool, u8, i64) {
        let rank = match finding.subject {
            Subject::Roadmap => 0,
            Subject::Item(item) => match self.plan.model.item(item).kind() {
                ItemKind::Release => 1,
                ItemKind::Milestone => 2,
                ItemKind::Stream | ItemKind::Feature | ItemKind::Task => 3,
            },
            Subject::Objective(_) | Subject::Idea(_) => 4,
        };
        let days = match finding.cause {
            Cause::Missed(commitment) | Cause::Tight(commitment) => commitment.variance,
            Cause::Overdue(day) => self.days_ago(day),
            _ => i64::MIN,
        };
        (matches!(finding.cause, Cause::Awaits(_)), rank, days.saturating_neg())
    }

    /// How many working days ago a day was.
    fn days_ago(&self, day: Date) -> i64 {
        let today = self.plan.model.header.today.unwrap_or(day);
        self.clock(CalendarId(0)).working_days(day, today)
    }

    /// `Launch is 10 working days late: Build ends on 10 April 2026`
    fn sentence(&self, finding: &Finding<'_>) -> String {
        let words = self.words(finding);
        let decided = match (finding.subject, finding.cause) {
            (Subject::Item(item), Cause::Missed(of)) => self.decided_by(item, of.variance == 0),
            _ => None,
        };
        match decided {
            Some(decided) => format!("{words}: {decided}"),
            None => words,
        }
    }

    /// `Build ends on 10 April 2026`: what a milestone or release came to wait for.
    fn decided_by(&self, item: ItemId, is_by_the_hour: bool) -> Option<String> {
        let Plan { model, schedule, .. } = self.plan;
        let awaited = match schedule.timing(item).end_driver {
            Driver::Dependency(id) => match model.dependencies.get(id.index())?.anchor {
                Anchor::Item(awaited, _) => awaited,
                Anchor::Moment(_) => return None,
            },
            Driver::Part(part) => part,
            _ => return None,
        };
        let verb = if model.item(awaited).kind().is_point() { "falls" } else { "ends" };
        let end = Spoken::end(schedule.timing(awaited).end);
        let end = if is_by_the_hour { end.with_hour() } else { end };
        Some(format!("{} {verb} on {}", model.item(awaited).title(), end.long()))
    }

    /// `Public beta is 3 working days late`
    fn words(&self, finding: &Finding<'_>) -> String {
        let predicate = self.predicate(finding);
        let who = match finding.cause {
            Cause::Faults(..) | Cause::Empty => return predicate,
            Cause::Overloads(who, _) => self.plan.model.resource(who).title(),
            _ => self.called(finding.subject),
        };
        let verb = match finding.cause {
            Cause::Overloads(..) | Cause::Awaits(_) => "",
            Cause::Unknown if predicate.starts_with("rests") => "",
            _ => "is ",
        };
        format!("{who} {verb}{predicate}")
    }

    fn called(&self, subject: Subject) -> &str {
        if subject == Subject::Roadmap { "the roadmap" } else { self.plan.title_of(subject) }
    }

    /// `3 working days late`
    pub(super) fn predicate(&self, finding: &Finding<'_>) -> String {
        match finding.cause {
            Cause::Overdue(day) => {
                let ago = counted(self.days_ago(day), "working day");
                format!("overdue: it was due on {}, {ago} ago", day.long())
            }
            Cause::Missed(commitment) if commitment.kind == CommitmentKind::Promise => {
                format!("{} against its promise", commitment.lateness())
            }
            Cause::Missed(commitment) => commitment.lateness(),
            Cause::Tight(Commitment { variance: 0, .. }) => {
                "due on the very day it is expected".into()
            }
            Cause::Tight(commitment) => {
                format!("only {} before its deadline", counted(commitment.variance, "working day"))
            }
            Cause::Holds(0) => "too late for what waits for it".into(),
            Cause::Holds(days) => {
                format!("{} too late for what waits for it", counted(days, "working day"))
            }
            Cause::Reported(entry) => {
                format!("reported {} on {}", words_of(entry.health), entry.date.long())
            }
            Cause::Awaits(item) => {
                let health = self.item_health_word(item).map_or("at risk".into(), words_of);
                format!("waits for {}, which is {health}", self.plan.model.item(item).title())
            }
            Cause::Overloads(_, 0) => "has more work than time".into(),
            Cause::Overloads(_, 1) => "and one other have more work than time".into(),
            Cause::Overloads(_, others) => format!("and {others} others have more work than time"),
            Cause::Faults(first, 0) => first.replace('`', ""),
            Cause::Faults(first, more) => format!("{} and {more} more", first.replace('`', "")),
            Cause::Unknown => self.unknown_of(finding.subject),
            Cause::Empty => self.emptiness(),
        }
    }

    /// `not estimated`, `rests on Billing, which nobody has estimated`
    fn unknown_of(&self, subject: Subject) -> String {
        let item = match subject {
            Subject::Item(item) => Some(item),
            Subject::Objective(id) => {
                let served = self.objective(id).and_then(|of| {
                    of.items.iter().copied().find(|item| self.plan.schedule.timing(*item).is_open)
                });
                if served.is_none() {
                    return "served by nothing that is planned".into();
                }
                served
            }
            Subject::Roadmap | Subject::Idea(_) => None,
        };
        let rests = item.and_then(|item| self.rests_on(item));
        match rests {
            Some(on) if Some(on) != item || !matches!(subject, Subject::Item(_)) => {
                let on = self.plan.model.item(on).title();
                format!("rests on {on}, which nobody has estimated")
            }
            _ => "not estimated".into(),
        }
    }

    /// `2 of 4 items are not estimated`
    fn unknown_words(&self) -> String {
        match self.unestimated() {
            (0, 0) => self.emptiness(),
            (0, _) => self.unserved(),
            (1, all) => format!("1 of {} is not estimated", counted_items(all)),
            (unknown, all) => format!("{unknown} of {} are not estimated", counted_items(all)),
        }
    }

    /// `nothing that is planned serves Growth`
    fn unserved(&self) -> String {
        let all = (0..).map(ObjectiveId::from_index).zip(&self.objectives);
        let unknown = all.filter(|(_, of)| of.health == Health::Unknown).map(|(id, _)| id);
        let named: Vec<_> =
            unknown.map(|id| self.called(Subject::Objective(id))).take(NAMED_CAUSES).collect();
        format!("nothing that is planned serves {}", named.join(", "))
    }

    /// `nothing is planned yet`, `nothing is planned yet: there are 2 ideas`
    fn emptiness(&self) -> String {
        match self.plan.model.ideas.len() {
            0 => "nothing is planned yet".into(),
            1 => "nothing is planned yet: there is 1 idea".into(),
            ideas => format!("nothing is planned yet: there are {ideas} ideas"),
        }
    }

    /// Where nothing is wrong: done, or on track with the deadline that has least to spare.
    fn sound_health(&self) -> (Health, String) {
        if self.roadmap_state() == State::Done {
            return (Health::Done, "everything is done".into());
        }
        let reason = self.tightest().unwrap_or_else(|| "nothing has a deadline".into());
        (Health::OnTrack, format!("{reason}{}", self.slipped_words()))
    }

    /// `; 2 items wait for today, and the end moved by 35 working days`
    fn slipped_words(&self) -> String {
        let schedule = self.plan.schedule;
        let Some(slip) = &schedule.slipped else { return String::new() };
        let clock = self.clock(CalendarId(0));
        let moved = clock.working_days(slip.end.last_day(), schedule.end.last_day());
        if moved <= 0 {
            return String::new();
        }
        let count = slip.items.len();
        let verb = if count == 1 { "waits" } else { "wait" };
        let items = counted_items(count);
        let moved = counted(moved, "working day");
        format!("; {items} that should have begun {verb} for today, and the end moved by {moved}")
    }

    /// `nothing is late; Public beta, the tightest, has 6 working days to spare`
    fn tightest(&self) -> Option<String> {
        let Plan { model, schedule, .. } = self.plan;
        let own = self.roadmap_commitment().map(|of| (of.variance, Subject::Roadmap));
        let unfinished = model.items().filter(|item| schedule.timing(item.id).state.is_open());
        let all = unfinished.flat_map(|item| {
            let commitments = self.commitments(item.id).into_iter();
            commitments
                .filter_map(move |of| Some((self.spare(item.id, &of)?, Subject::Item(item.id))))
        });
        let (variance, subject) =
            own.into_iter().chain(all).max_by_key(|(variance, _)| *variance)?;
        let title = self.called(subject);
        Some(match variance {
            0 => format!("nothing is late; {title} is expected on the very day"),
            days => format!(
                "nothing is late; {title}, the tightest, has {} to spare",
                counted(days, "working day")
            ),
        })
    }

    /// The working days up to a commitment, negative; up to the day a release was planned for those from the last item in it.
    /// What else stands on a day of its own never comes sooner: it has nothing to spare and lacks nothing.
    fn spare(&self, item: ItemId, of: &Commitment) -> Option<i64> {
        if of.kind != CommitmentKind::Date {
            return Some(of.variance);
        }
        let last = self.release(item)?.last_end?;
        Some(self.clock_of(item).working_days(of.planned, last.last_day()))
    }
}

impl Plan<'_> {
    /// What a subject is called: its title, or its name.
    pub fn title_of(&self, subject: Subject) -> &str {
        let model = self.model;
        let (title, name) = match subject {
            Subject::Roadmap => return &model.header.title,
            Subject::Item(item) => return model.item(item).title(),
            Subject::Objective(id) => match model.objectives.get(id.index()) {
                Some(objective) => (&objective.title, &objective.name),
                None => return "",
            },
            Subject::Idea(id) => match model.ideas.get(id.index()) {
                Some(idea) => (&idea.title, &idea.name),
                None => return "",
            },
        };
        title.as_deref().unwrap_or(name)
    }

    /// The day the plan is looked at, where one is given.
    pub const fn today(&self) -> Option<Date> {
        self.model.header.today
    }
}

fn counted_items(all: usize) -> String {
    counted(i64::try_from(all).unwrap_or(i64::MAX), "item")
}

fn words_of(health: Health) -> String {
    health.label().to_lowercase()
}
