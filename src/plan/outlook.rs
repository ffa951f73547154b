//! How everything stands: computed once, then asked.

use std::collections::{BTreeMap, BTreeSet};

use super::objectives::objectives;
use super::{Closed, NewestStatuses, ObjectiveOutlook, Plan, closed};
use crate::model::{CalendarId, Health, ItemId, ItemKind, ItemWalker, ResourceId};
use crate::schedule::{self, Clock, Clocks, Costs, Schedule, Work};
use crate::time::{Date, Minutes, Moment};

/// Forecasts, health, work and cost of the whole and of every item: made ready once in linear time, then asked.
#[derive(Clone, Debug)]
pub struct Outlook<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) statuses: NewestStatuses<'c>,
    pub(super) clocks: Clocks<'c>,
    releases: BTreeMap<ItemId, ReleaseOutlook>,
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
    pub(super) objectives: Vec<ObjectiveOutlook>,
}

/// What ships in a release, and when the last of it is done.
#[derive(Clone, Debug, Default)]
pub struct ReleaseOutlook {
    /// The items that say they ship in it, in order of declaration; what is inside them ships too.
    pub contents: Vec<ItemId>,
    /// When the last of them ends; `None` if nothing ships in it.
    pub last_end: Option<Moment>,
    /// Whether that rests on work without an estimate.
    pub is_open: bool,
}

impl<'c> Plan<'c> {
    /// How everything stands: ask for it once, then ask it.
    pub fn outlook(&self) -> Outlook<'c> {
        self.outlook_with(self.newest_statuses())
    }

    /// The same by the schedule alone: what people say is left out.
    pub fn outlook_by_schedule(&self) -> Outlook<'c> {
        self.outlook_with(NewestStatuses::default())
    }

    fn outlook_with(&self, statuses: NewestStatuses<'c>) -> Outlook<'c> {
        let clocks = Clocks::of(self.model);
        let mut outlook = Outlook {
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
        outlook.missed = outlook.missed_days();
        outlook.compute_healths();
        outlook.objectives = objectives(&outlook);
        outlook
    }

    /// How the whole stands, and why, in one line: `Off track`, `Launch is 10 working days late: Build ends on 10 April 2026`.
    ///
    /// [`Outlook`] says by which rule.
    pub fn health(&self) -> (Health, String) {
        self.outlook().health()
    }
}

impl<'c> Outlook<'c> {
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
    pub fn release(&self, release: ItemId) -> Option<&ReleaseOutlook> {
        self.releases.get(&release)
    }
}

fn overloaded(schedule: &Schedule) -> BTreeMap<ItemId, ResourceId> {
    let all = schedule.overloads.iter().rev();
    all.flat_map(|of| of.items.iter().map(|item| (*item, of.resource))).collect()
}

fn releases(plan: Plan<'_>) -> BTreeMap<ItemId, ReleaseOutlook> {
    let mut releases: BTreeMap<ItemId, ReleaseOutlook> = BTreeMap::new();
    for item in plan.model.items().filter(|item| item.kind() != ItemKind::Release) {
        let timing = plan.schedule.timing(item.id);
        if !timing.is_scheduled {
            continue;
        }
        for (release, _) in &item.extras().releases {
            let outlook = releases.entry(*release).or_default();
            outlook.contents.push(item.id);
            outlook.last_end = outlook.last_end.max(Some(timing.end));
            outlook.is_open |= timing.is_open;
        }
    }
    releases
}
