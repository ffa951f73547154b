//! How everything stands: computed once, then asked. Checks, chart, report, data and explanations read this and decide nothing of it
//! themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::objectives::objectives;
use super::{Closed, ObjectiveStatus, Plan, closed};
use crate::model::{
    CalendarId, Health, ItemId, ItemKind, ItemWalker, Model, ResourceId, StatusEntry, Subject,
};
use crate::schedule::{self, Clock, Clocks, Costs, Schedule, State, Work};
use crate::time::{Date, Minutes, Moment};

/// Forecasts, health, work and cost of the whole and of every item: made ready once in linear time, then asked.
#[derive(Clone, Debug)]
pub struct PlanStatus<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) statuses: NewestStatuses<'c>,
    pub(super) clocks: Clocks<'c>,
    releases: BTreeMap<ItemId, ReleaseStatus>,
    /// By item id; `None` of what is dropped.
    pub(super) healths: Vec<Option<Health>>,
    /// Items that somebody has no time for, and who.
    pub(super) overloaded: BTreeMap<ItemId, ResourceId>,
    /// Items that wait for more than a year for working time.
    pub(super) closed: BTreeMap<ItemId, Closed>,
    /// Items of which it is said that they don't hold, and what is said first.
    pub(super) faulty: BTreeMap<ItemId, &'c str>,
    /// Where something stands that misses a day, and that day.
    pub(super) missed: BTreeSet<(Moment, Date)>,
    /// By objective id.
    pub(super) objectives: Vec<ObjectiveStatus>,
}

/// What ships in a release, and when the last of it is done.
#[derive(Clone, Debug, Default)]
pub struct ReleaseStatus {
    /// The items that say they ship in it, in order of declaration; what is inside them ships too.
    pub contents: Vec<ItemId>,
    /// When the last of them ends; `None` if nothing ships in it.
    pub last_end: Option<Moment>,
    /// Whether that rests on work without an estimate.
    pub is_open: bool,
}

impl<'c> Plan<'c> {
    /// How everything stands: ask for it once, then ask it.
    pub fn status(&self) -> PlanStatus<'c> {
        self.status_with(self.newest_statuses())
    }

    /// The same by the schedule alone: what people say is left out.
    pub fn status_by_schedule(&self) -> PlanStatus<'c> {
        self.status_with(NewestStatuses::default())
    }

    fn status_with(&self, statuses: NewestStatuses<'c>) -> PlanStatus<'c> {
        let clocks = Clocks::of(self.model);
        let mut status = PlanStatus {
            plan: *self,
            statuses,
            closed: closed(self.model, self.schedule, &clocks),
            clocks,
            releases: releases(*self),
            healths: Vec::new(),
            overloaded: overloaded(self.schedule),
            faulty: self.faulty_items(),
            missed: BTreeSet::new(),
            objectives: Vec::new(),
        };
        status.missed = status.missed_days();
        status.compute_healths();
        status.objectives = objectives(&status);
        status
    }

    /// How the whole stands, and why, in one line: `Off track`, `Launch is 10 working days late: Build ends on 10 April 2026`.
    ///
    /// [`PlanStatus`] says by which rule.
    pub fn health(&self) -> (Health, String) {
        self.status().health()
    }
}

impl<'c> PlanStatus<'c> {
    /// The plan it is of.
    pub const fn plan(&self) -> Plan<'c> {
        self.plan
    }

    /// Working time of a calendar.
    pub(super) fn clock(&self, calendar: CalendarId) -> &Clock<'c> {
        self.clocks.of_calendar(calendar)
    }

    /// The working time by which an item goes.
    pub fn clock_of(&self, item: ItemId) -> &Clock<'c> {
        self.clock(self.plan.model.item(item).data().calendar)
    }

    /// The working time by which the whole goes.
    pub fn clock_of_roadmap(&self) -> &Clock<'c> {
        self.clocks.of_roadmap()
    }

    /// Whose time an item itself takes.
    pub fn work(&self, item: ItemId) -> Vec<Work> {
        schedule::work(self.plan.schedule, &self.clocks, self.plan.model.item(item))
    }

    /// The working time (of an effort, the person-time) of an item without parts.
    pub fn working_time(&self, item: ItemWalker<'_>) -> Minutes {
        schedule::working_time(self.plan.schedule, &self.clocks, item)
    }

    /// What everything costs; in linear time.
    pub fn costs(&self) -> Costs {
        Costs::of_roadmap(self.plan.model, self.plan.schedule, &self.clocks)
    }

    /// The newest status entry of each subject.
    pub const fn statuses(&self) -> &NewestStatuses<'c> {
        &self.statuses
    }

    /// What ships in a release; `None` if nothing does, or the item is no release.
    pub fn release(&self, release: ItemId) -> Option<&ReleaseStatus> {
        self.releases.get(&release)
    }
}

fn overloaded(schedule: &Schedule) -> BTreeMap<ItemId, ResourceId> {
    let all = schedule.overloads.iter().rev();
    all.flat_map(|of| of.items.iter().map(|item| (*item, of.resource))).collect()
}

fn releases(plan: Plan<'_>) -> BTreeMap<ItemId, ReleaseStatus> {
    let mut releases: BTreeMap<ItemId, ReleaseStatus> = BTreeMap::new();
    for item in plan.model.items().filter(|item| item.kind() != ItemKind::Release) {
        let timing = plan.schedule.timing(item.id);
        if !timing.is_scheduled {
            continue;
        }
        for (release, _) in &item.extras().releases {
            let status = releases.entry(*release).or_default();
            status.contents.push(item.id);
            status.last_end = status.last_end.max(Some(timing.end));
            status.is_open |= timing.is_open;
        }
    }
    releases
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Waiting, under way, overdue, done, dropped.
    pub state: State,
    /// How it stands; of an item with all that is inside it. `None` of what is dropped.
    pub health: Option<Health>,
    /// The end that its author fixed (`on`, `to`, `during`).
    pub planned: Option<Moment>,
    /// The end that is expected, never before the day the plan is looked at; of what is done, when it was. `None` of what is
    /// dropped, and of an objective that nothing serves.
    pub forecast: Option<Moment>,
    /// Whether the forecast rests on work that nobody has estimated: it is "not before" then.
    pub is_open: bool,
    /// Working days from the planned day to the forecast one, positive where it is late; from the deadline or the promise where
    /// that is missed by more, or nothing was planned. `None` where nothing was committed to, or the forecast is open.
    pub variance: Option<i64>,
}

impl PlanStatus<'_> {
    /// How an item stands.
    pub fn standing(&self, item: ItemId) -> Standing {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, timing) = (model.item(item), schedule.timing(item));
        let forecast = self.forecast(item).filter(|_| !self.is_all_dropped(item));
        let planned = walker.dates().to.filter(|_| timing.is_scheduled).map(|to| to.moment);
        let variance = self.told_commitment(item).and_then(|of| of.known_variance());
        let state = if self.is_all_dropped(item) { State::Dropped } else { timing.state };
        Standing {
            state,
            health: self.item_health_word(item),
            planned,
            forecast: forecast.map(|forecast| forecast.end),
            is_open: timing.is_open && timing.state.is_open(),
            variance,
        }
    }

    /// Whether an item holds nothing but what is dropped, and nothing is known of it otherwise.
    pub fn is_all_dropped(&self, item: ItemId) -> bool {
        let Plan { model, schedule, .. } = self.plan;
        let mut parts = model.item(item).descendants();
        model.item(item).has_parts()
            && self.is_hollow(item)
            && parts.all(|part| !schedule.timing(part.id).is_scheduled || part.has_parts())
    }

    /// How the whole stands.
    pub fn roadmap_standing(&self) -> Standing {
        let Plan { model, schedule, .. } = self.plan;
        let forecast = self.roadmap_forecast();
        let planned = model.header.by.map(|by| by.moment);
        let clock = self.clock(CalendarId(0));
        let variance = planned
            .filter(|_| !forecast.is_open)
            .map(|planned| clock.working_days(planned.last_day(), forecast.end.last_day()));
        Standing {
            state: self.roadmap_state(),
            health: Some(self.health().0),
            planned,
            forecast: schedule
                .timings
                .iter()
                .any(|timing| timing.is_scheduled)
                .then_some(forecast.end),
            is_open: forecast.is_open,
            variance,
        }
    }

    /// The state of the whole: done with everything in it, overdue by its own deadline.
    pub fn roadmap_state(&self) -> State {
        let Plan { model, schedule, .. } = self.plan;
        let all = || model.items().filter(|item| item.parent().is_none());
        let states =
            || all().map(|item| schedule.timing(item.id)).filter(|timing| timing.is_scheduled);
        let is_due = model.header.by.is_some_and(|by| model.header.has_passed(by.moment));
        if states().next().is_some() && states().all(|timing| timing.state == State::Done) {
            State::Done
        } else if is_due {
            State::Overdue
        } else if states().any(|timing| timing.has_begun) {
            State::UnderWay
        } else {
            State::Waiting
        }
    }
}

/// The newest status entry of each subject: that of the latest date up to today, of one day the one declared last.
#[derive(Clone, Debug, Default)]
pub struct NewestStatuses<'c> {
    entries: BTreeMap<Subject, &'c StatusEntry>,
}

impl<'c> NewestStatuses<'c> {
    fn of(model: &'c Model) -> Self {
        let mut entries: BTreeMap<Subject, &'c StatusEntry> = BTreeMap::new();
        let is_to_come =
            |entry: &&StatusEntry| model.header.today.is_some_and(|today| entry.date > today);
        for entry in model.statuses.iter().filter(|entry| !is_to_come(entry)) {
            let newest = entries.entry(entry.subject).or_insert(entry);
            if entry.date >= newest.date {
                *newest = entry;
            }
        }
        Self { entries }
    }

    /// The newest entry about a subject.
    pub fn about(&self, subject: Subject) -> Option<&'c StatusEntry> {
        self.entries.get(&subject).copied()
    }

    /// Each subject with its newest entry: the whole first, then in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (Subject, &'c StatusEntry)> {
        self.entries.iter().map(|(subject, entry)| (*subject, *entry))
    }

    /// The newest entry of each subject: the newest first, of one day the whole before its parts.
    pub fn by_date(&self) -> Vec<&'c StatusEntry> {
        let mut all: Vec<_> = self.entries.values().copied().collect();
        all.sort_by_key(|entry| std::cmp::Reverse(entry.date));
        all
    }
}

impl<'c> Plan<'c> {
    /// The newest status entry of each subject.
    pub fn newest_statuses(&self) -> NewestStatuses<'c> {
        NewestStatuses::of(self.model)
    }
}
