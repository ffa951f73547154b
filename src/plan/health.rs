//! How items and the whole stand, and why.
//!
//! The rule, the worst first:
//! - **Off track**: it is overdue; or its forecast misses its deadline, its promise, or the day it was planned for; or its
//!   newest status entry says so.
//! - **At risk**: it is blocked; its newest status entry says so; its slack is negative, so that something behind it is late; less than a
//!   twentieth of the working days up to its deadline is left as a buffer (of the days from the day the plan is looked at, or
//!   from its start), unless it stands on a day that its author fixed; it has run past its estimate and nobody says how much
//!   remains; somebody who is to do it is asked for more than they have; what it waits for is at risk or off track; it ends too
//!   late for an objective that it serves; it is fixed to days on which somebody who is to do it is away; it is said to have
//!   begun or to be done on a day that is to come; or something else that is said of it does not hold. An objective is at risk
//!   with the work for it.
//! - **Unknown**: its end rests on work that nobody has estimated, it has a day to keep and there is nothing in it, or nothing
//!   says when it is.
//! - **On track**: all else that is not done and has something in it.
//! - **Done**: nothing else counts then.
//!
//! What the schedule says and what people say are weighed alike: the worse wins. An item with parts stands no better than
//! the worst of them, and the whole no better than the worst of everything in it, its objectives and its own deadline; and
//! it is at risk where somebody is asked for more than they have, or something else in it does not hold.

use super::{Closed, Commitment, CommitmentKind, Plan, PlanStatus, works_while_away};
use crate::model::{
    Anchor, CalendarId, Health, ItemId, ItemKind, ItemWalker, ObjectiveId, ResourceId, StatusEntry,
    Subject, ToCome,
};
use crate::schedule::{Driver, State};
use crate::time::Moment;

/// A buffer under one part in this many of the working days up to a deadline is small.
const SMALL_BUFFER: i64 = 20;

/// Why something stands worse than on track.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'c> {
    /// It is not done, though it should have been by then.
    Overdue(Moment),
    /// A deadline, a promise or the day it was planned for is missed.
    Missed(Commitment),
    /// A deadline is held, with little to spare.
    Tight(Commitment),
    /// Its slack is negative by this many working days: this is late for it, or, where nothing is named, what waits for it.
    Holds(i64, Option<Subject>),
    /// It can't go on: why.
    Blocked(&'c str),
    /// Its newest status entry says so.
    Reported(&'c StatusEntry),
    /// What it waits for stands so.
    Awaits(ItemId),
    /// Work for it stands so.
    Served(ItemId),
    /// It is fixed to days on which somebody who is to do it is away.
    Away(ResourceId),
    /// It is said to have begun, or to be done, on a day that is to come.
    ToCome(ToCome),
    /// It was begun, should have ended by now, and nobody says how much of it remains.
    Overrun,
    /// Somebody who is to do it is asked for more than they have.
    Overloaded(ResourceId),
    /// Something that is said of it does not hold: what.
    Fault(&'c str),
    /// Somebody is asked for more than they have: who first, and how many others.
    Overloads(ResourceId, usize),
    /// Something does not hold: what is said of the first of it, and how much more there is.
    Faults(&'c str, usize),
    /// It waits for more than a year for its calendar to open, or for somebody to be back.
    Closed(Closed),
    /// Nobody knows: it rests on work without an estimate.
    Unknown,
    /// It has a day to keep and there is nothing in it; or nothing says when it is.
    Hollow,
    /// Nothing is planned yet.
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

impl<'c> PlanStatus<'c> {
    /// How an item stands with all that is inside it; `None` of what is dropped, and of what holds nothing.
    pub fn item_health_word(&self, item: ItemId) -> Option<Health> {
        self.healths.get(item.index()).copied().flatten()
    }

    /// Whether an item holds nothing that is planned, and nothing is known against it: it has no health then.
    pub fn is_hollow(&self, item: ItemId) -> bool {
        self.plan.schedule.timing(item).is_scheduled && self.item_health_word(item).is_none()
    }

    /// Whether an item has a day to keep and holds nothing that is planned, or is a milestone of which nothing says when it is.
    pub(super) fn is_owed(&self, item: ItemId) -> bool {
        let walker = self.plan.model.item(item);
        if !self.plan.schedule.timing(item).state.is_open() {
            return false;
        }
        let dates = walker.dates();
        let has_day = dates.by.is_some() || dates.to.is_some() || dates.promised.is_some();
        match walker.kind() {
            ItemKind::Milestone => !walker.is_held(),
            ItemKind::Release => has_day && self.is_empty_release(walker),
            kind => {
                (kind == ItemKind::Stream || walker.has_parts())
                    && has_day
                    && walker.parts().all(|part| self.item_health_word(part.id).is_none())
            }
        }
    }

    /// Whether nothing ships in a release, and it waits for nothing else.
    fn is_empty_release(&self, release: ItemWalker<'_>) -> bool {
        let is_planned = |item: &ItemId| self.plan.schedule.timing(*item).is_scheduled;
        let mut shipped = self.release(release.id).into_iter().flat_map(|of| &of.contents);
        release.dependencies().is_empty() && !shipped.any(is_planned)
    }

    /// Whether anything is planned at all.
    pub fn is_anything_planned(&self) -> bool {
        self.healths.iter().any(Option::is_some)
    }

    pub(super) fn compute_healths(&mut self) {
        let model = self.plan.model;
        self.healths = model.items().map(|item| self.own_health(item.id)).collect();
        self.roll_up();
        let hollow: Vec<_> =
            model.items().map(|item| item.id).filter(|id| self.is_owed(*id)).collect();
        for slot in hollow {
            if let Some(slot) = self.healths.get_mut(slot.index()) {
                *slot = (*slot).max(Some(Health::Unknown));
            }
        }
        self.roll_up();
        if self.healths.iter().all(|health| *health < Some(Health::AtRisk)) {
            return;
        }
        let is_open = |item: &ItemId| self.plan.schedule.timing(*item).state.is_open();
        let mut waiting: Vec<_> = model.items().map(|item| item.id).filter(is_open).collect();
        waiting.sort_by_key(|item| self.plan.schedule.timing(*item).end);
        // Healths only get worse, and mostly what is waited for stands before what waits: few rounds are enough.
        while self.follow_awaited(&waiting) {
            self.roll_up();
        }
    }

    /// What is inside an item stands behind it, so that each is whole before it is handed up.
    fn roll_up(&mut self) {
        let model = self.plan.model;
        for item in (0..self.healths.len()).rev().map(ItemId::from_index) {
            let part = self.item_health_word(item);
            let parent = model.item(item).parent().map(|of| of.id);
            let is_open = |of: &ItemId| self.plan.schedule.timing(*of).state.is_open();
            let parent = parent.filter(is_open).and_then(|of| self.healths.get_mut(of.index()));
            if let Some(whole) = parent {
                *whole = part.max(*whole);
            }
        }
    }

    /// What is open is at risk with what it waits for; gives whether any has become so.
    fn follow_awaited(&mut self, waiting: &[ItemId]) -> bool {
        let mut has_changed = false;
        for item in waiting {
            if self.item_health_word(*item) < Some(Health::AtRisk)
                && self.endangered(*item).is_some()
                && let Some(slot) = self.healths.get_mut(item.index())
            {
                *slot = Some(Health::AtRisk);
                has_changed = true;
            }
        }
        has_changed
    }

    /// The worst of what an item waits for, if that is at risk or off track.
    fn endangered(&self, item: ItemId) -> Option<ItemId> {
        let awaited =
            self.awaited(item).filter(|item| self.item_health_word(*item) >= Some(Health::AtRisk));
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
            _ => {
                let model = self.plan.model.item(item);
                // It stands as its parts do.
                let is_whole = model.has_parts() || model.kind() == ItemKind::Stream;
                let sound = (!is_whole).then_some(Health::OnTrack);
                self.item_finding(item).map(|finding| finding.health).or(sound)
            }
        }
    }

    /// Everything that stands worse than on track by itself.
    pub(super) fn findings(&self) -> Vec<Finding<'c>> {
        let model = self.plan.model;
        let objectives = (0..).map(ObjectiveId::from_index).zip(&self.objectives);
        let objectives = objectives.filter_map(|(id, status)| self.objective_finding(id, status));
        // What stands well, with all in it, has nothing to be found.
        let is_sound = |item: ItemId| {
            !self.healths.is_empty() && self.item_health_word(item) <= Some(Health::OnTrack)
        };
        let items = model.items().map(|item| item.id).filter(|item| !is_sound(*item));
        let items = items.filter_map(|item| self.item_finding(item));
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
        let overdue = by.map(|by| found(Health::OffTrack, Cause::Overdue(by.moment)));
        let deadline =
            || self.roadmap_commitment().and_then(|of| self.committed(subject, of, of.variance));
        let mut who: Vec<_> = schedule.overloads.iter().map(|of| of.resource).collect();
        who.dedup();
        let overloaded =
            who.first().map(|first| found(Health::AtRisk, Cause::Overloads(*first, who.len() - 1)));
        let empty = (!self.is_anything_planned()).then(|| found(Health::Unknown, Cause::Empty));
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
    pub(super) fn item_finding(&self, item: ItemId) -> Option<Finding<'c>> {
        let timing = self.plan.schedule.timing(item);
        if !timing.state.is_open() {
            return None;
        }
        let subject = Subject::Item(item);
        let found = |health, cause| Finding { health, subject, cause };
        let at_risk = |cause| found(Health::AtRisk, cause);
        let mut worst: Option<Finding<'c>> = None;
        let mut weigh = |next: Option<Finding<'c>>| {
            if let Some(next) = next {
                worst = Some(match worst.take() {
                    Some(worst) => worst.worse(next),
                    None => next,
                });
            }
        };
        let walker = self.plan.model.item(item);
        weigh(walker.extras().blocked().map(|why| at_risk(Cause::Blocked(why))));
        weigh(self.overdue_since(item).map(|day| found(Health::OffTrack, Cause::Overdue(day))));
        for commitment in self.weighed_commitments(item) {
            // What is as late as possible has no slack by its own wish: it counts how early it could be.
            let early_end = timing.early_end.last_day();
            let spare = self.clock_of(item).working_days(commitment.planned, early_end);
            weigh(self.committed(subject, commitment, spare));
        }
        if timing.total_slack.0 < 0 {
            let days = self.days_without_slack(item);
            weigh(Some(at_risk(Cause::Holds(days, self.makes_late(item)))));
        }
        weigh(self.reported(subject));
        let objective = self.misses_objective(item);
        weigh(
            objective.map(|(days, id)| at_risk(Cause::Holds(days, Some(Subject::Objective(id))))),
        );
        // It ends today only because it should be over by its estimate.
        let is_overrun = timing.state == State::UnderWay
            && timing.end_driver == Driver::Today
            && !self.is_unestimated(item);
        weigh(is_overrun.then(|| at_risk(Cause::Overrun)));
        weigh(self.overloaded.get(&item).map(|who| at_risk(Cause::Overloaded(*who))));
        let away = works_while_away(&self.clocks, walker).next();
        weigh(away.map(|one| at_risk(Cause::Away(one.resource))));
        weigh(walker.progress().to_come.map(|of| at_risk(Cause::ToCome(of))));
        weigh(self.closed.get(&item).map(|closed| at_risk(Cause::Closed(*closed))));
        weigh(self.faulty.get(&item).map(|said| at_risk(Cause::Fault(said))));
        let is_known = !self.healths.is_empty();
        let awaited = is_known.then(|| self.endangered(item)).flatten();
        weigh(awaited.map(|awaited| at_risk(Cause::Awaits(awaited))));
        weigh(timing.is_open.then(|| found(Health::Unknown, Cause::Unknown)));
        let is_owed = is_known && self.is_owed(item);
        weigh(is_owed.then(|| found(Health::Unknown, Cause::Hollow)));
        worst
    }

    /// What an item committed to: of what is missed the worst first, of what is as bad a deadline before a promise. What ends where
    /// its author fixed it is no risk by being near a deadline.
    fn weighed_commitments(&self, item: ItemId) -> Vec<Commitment> {
        let mut commitments = self.commitments(item);
        if !commitments.is_empty() {
            let is_fixed = self.stands_where_fixed(item);
            commitments.sort_by_key(|of| std::cmp::Reverse((of.is_missed, of.variance)));
            commitments.retain(|of| of.is_missed || !is_fixed);
        }
        commitments
    }

    /// By how many working days an item ends too late for what waits for it, from day to day as all lateness is counted. What
    /// takes no time can stand in a morning: to what misses its own day there that is a day more, to work behind it is not.
    pub(crate) fn days_without_slack(&self, item: ItemId) -> i64 {
        let (clock, timing) = (self.clock_of(item), self.plan.schedule.timing(item));
        let (due, end) = (timing.late_end, timing.early_end);
        let is_missed_there = self.missed.contains(&(end, due.last_day()));
        let settled = |at: Moment| if is_missed_there { at } else { clock.previous_work(at) };
        clock.working_days(settled(due).last_day(), settled(end).last_day())
    }

    /// The first moment by which an item should have been done, if it is overdue. It is still to come where no working time is
    /// left before it.
    pub fn overdue_since(&self, item: ItemId) -> Option<Moment> {
        let Plan { model, schedule, .. } = self.plan;
        let item = Some(model.item(item))
            .filter(|item| schedule.timing(item.id).state == State::Overdue)?;
        item.passed_dates().min().or(item.dates().to.map(|to| to.moment))
    }

    /// What an item without enough slack makes late by its own end, if that is not what waits for it: what it stands or ships in,
    /// or the whole.
    pub fn makes_late(&self, item: ItemId) -> Option<Subject> {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, last_day) = (model.item(item), schedule.timing(item).late_end.last_day());
        let releases = walker.releases().into_iter().map(|release| model.item(release));
        let is_late = |whole: &ItemWalker<'_>| {
            let missed = self.commitments(whole.id).into_iter().filter(|of| of.is_missed);
            missed.into_iter().any(|of| of.planned == last_day)
        };
        let whole = walker.ancestors().chain(releases).find(is_late);
        let by = model.header.by.filter(|by| by.moment.last_day() == last_day);
        whole.map(|whole| Subject::Item(whole.id)).or(by.map(|_| Subject::Roadmap))
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

    /// Whether an item ends by the day that its author fixed: that it is near a deadline is no risk by itself then.
    pub(super) fn stands_where_fixed(&self, item: ItemId) -> bool {
        let to = self.plan.model.item(item).dates().to;
        to.is_some_and(|to| self.plan.schedule.timing(item).end <= to.moment)
    }

    fn is_tight(&self, commitment: Commitment, spare: i64) -> bool {
        let Plan { model, schedule, .. } = self.plan;
        let clock = self.clock(CalendarId(0));
        let now = model.header.today.unwrap_or(schedule.first_day);
        let left = clock.working_days(now, commitment.planned);
        spare.saturating_neg().saturating_mul(SMALL_BUFFER) < left
    }

    pub(super) fn reported(&self, subject: Subject) -> Option<Finding<'c>> {
        let entry = self.statuses.about(subject)?;
        let finding = Finding { health: entry.health, subject, cause: Cause::Reported(entry) };
        (entry.health > Health::OnTrack).then_some(finding)
    }
}
