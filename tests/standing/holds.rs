//! What has to hold of the state of everything, looked at one thing after the other.

use milepost::Plan;
use milepost::model::{Anchor, Edge, Health, ItemId, ItemKind, ItemWalker, ObjectiveId};
use milepost::plan::{PlanStatus, State};
use milepost::schedule::simulate::Simulation;
use milepost::schedule::{Driver, Timing};
use milepost::time::{Date, Moment};

/// A roadmap and what is said of it.
pub(crate) struct World<'c> {
    pub(crate) plan: Plan<'c>,
    status: PlanStatus<'c>,
    faults: Vec<String>,
}

/// Everything that does not hold.
pub(crate) fn faults(plan: Plan<'_>) -> Vec<String> {
    let mut world = World { plan, status: plan.status(), faults: Vec::new() };
    for item in plan.model.items() {
        if world.timing(item).is_scheduled {
            world.in_time(item);
            world.state(item);
            world.health(item);
            world.unknown(item);
        } else {
            world.holds(
                world.timing(item).state == State::Dropped,
                item,
                "takes no part, and is not dropped",
            );
            world.holds(
                world.status.item_health_word(item.id).is_none(),
                item,
                "is dropped and stands somehow",
            );
        }
    }
    world.whole();
    world.faults
}

/// Everything that does not hold of many runs.
pub(crate) fn simulated(plan: Plan<'_>, simulation: &Simulation, json: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let mut world = World { plan, status: plan.status(), faults: Vec::new() };
    let rows = json["items"].as_array().map_or(&[][..], Vec::as_slice);
    for (of, row) in simulation.items.iter().zip(rows) {
        let item = plan.model.item(of.item);
        let timing = world.timing(item);
        world.holds(row["path"] == item.path(), item, "is another in the data");
        world.holds(timing.state.is_open(), item, "is done, and in the runs");
        let has_chance = !row["forecastKept"].is_null() || !row["p80"].is_null();
        world.holds(has_chance != timing.is_open, item, "has a chance and is unknown, or neither");
        let health = world.status.simulated_health(simulation, Some(of.item));
        let planned = world.status.item_health_word(of.item);
        world.holds(health >= planned, item, "stands better by many runs");
        let told = health.map(|health| health.label().to_lowercase().replace(' ', "-"));
        let told = told.map(|told| told.replace("not-estimated", "unknown"));
        world.holds(
            row["health"].as_str() == told.as_deref(),
            item,
            "stands otherwise in the data",
        );
    }
    world.faults
}

impl<'c> World<'c> {
    fn holds(&mut self, holds: bool, item: ItemWalker<'_>, otherwise: &str) {
        if !holds {
            self.faults.push(format!("`{}` {otherwise}", item.title()));
        }
    }

    fn timing(&self, item: ItemWalker<'_>) -> &'c Timing {
        self.plan.schedule.timing(item.id)
    }

    fn state_of(&self, item: ItemId) -> State {
        self.plan.schedule.timing(item).state
    }

    fn health_of(&self, item: ItemId) -> Health {
        self.status.item_health_word(item).unwrap_or(Health::Done)
    }

    fn planned(&self, item: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
        item.parts().filter(|part| self.timing(*part).is_scheduled).collect()
    }

    // ---- time ----

    fn in_time(&mut self, item: ItemWalker<'c>) {
        let Some(today) = self.plan.today() else { return };
        let (timing, standing) = (self.timing(item), self.status.standing(item.id));
        if timing.state == State::Done {
            let said = said_done(item);
            let is_said = said.iter().any(|day| *day > today);
            self.holds(
                is_said || timing.end.last_day() <= today,
                item,
                "is done in the days to come",
            );
            return;
        }
        let is_later = |end: Option<Date>| end.is_some_and(|end| end >= today);
        self.holds(is_later(Some(timing.end.last_day())), item, "ends before today");
        self.holds(
            standing.state == State::Dropped || is_later(standing.forecast.map(Moment::last_day)),
            item,
            "is forecast before today",
        );
        if !timing.has_begun && !self.has_period(item) {
            let starts =
                if item.kind().is_point() { timing.end.last_day() } else { timing.start.date() };
            self.holds(starts >= today, item, "was not begun and starts before today");
        }
    }

    /// Whether its author fixed when it is, or something in it.
    fn has_period(&self, item: ItemWalker<'c>) -> bool {
        let dates = item.dates();
        dates.from.is_some() && dates.to.is_some()
            || self.planned(item).into_iter().any(|part| self.has_period(part))
    }

    // ---- state ----

    fn state(&mut self, item: ItemWalker<'c>) {
        let timing = self.timing(item);
        let (state, parts) = (timing.state, self.planned(item));
        if state == State::Done && !says_done(item) {
            for part in &parts {
                self.holds(
                    self.timing(*part).state == State::Done,
                    item,
                    &format!("is done, `{}` in it is not", part.title()),
                );
            }
            if item.kind().is_point() {
                self.reached(item);
            } else {
                self.holds(!parts.is_empty(), item, "is done, and nobody says so");
            }
        }
        let is_complete =
            !parts.is_empty() && parts.iter().all(|part| self.timing(*part).state == State::Done);
        self.holds(!is_complete || state == State::Done, item, "is not done, everything in it is");
        self.holds(
            !says_done(item) || state == State::Done,
            item,
            "is not done, though it says so",
        );
        let is_overdue = state != State::Done && self.is_due(item);
        self.holds(
            is_overdue == (state == State::Overdue),
            item,
            "is overdue or not, by its dates the other",
        );
        let has_begun_inside = parts.iter().any(|part| self.timing(*part).has_begun);
        self.holds(
            !has_begun_inside || timing.has_begun,
            item,
            "was not begun, something in it was",
        );
        self.holds(
            state != State::UnderWay || timing.has_begun,
            item,
            "is under way and was not begun",
        );
        self.holds(state != State::Waiting || !timing.has_begun, item, "waits and was begun");
    }

    fn reached(&mut self, point: ItemWalker<'c>) {
        let dates = point.dates();
        self.holds(
            dates.to.is_none(),
            point,
            "is planned on a day, and done without anybody saying so",
        );
        for dependency in point.dependencies() {
            let Anchor::Item(awaited, edge) = dependency.anchor else { continue };
            let timing = self.plan.schedule.timing(awaited);
            // What is dropped is not waited for.
            let is_there = match edge {
                Edge::End => timing.state == State::Done,
                Edge::Start => timing.has_begun,
            };
            let awaited = self.plan.model.item(awaited).title();
            self.holds(
                is_there || !timing.is_scheduled,
                point,
                &format!("is reached before `{awaited}`"),
            );
        }
        for shipped in self.shipped_in(point) {
            let title = shipped.title();
            self.holds(
                self.timing(shipped).state == State::Done,
                point,
                &format!("is reached before `{title}` in it"),
            );
        }
    }

    fn shipped_in(&self, release: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
        let all = self.plan.model.items().filter(|item| self.timing(*item).is_scheduled);
        let ships =
            |item: &ItemWalker<'_>| item.extras().releases.iter().any(|(id, _)| *id == release.id);
        all.filter(ships).filter(|item| item.kind() != ItemKind::Release).collect()
    }

    fn is_due(&self, item: ItemWalker<'_>) -> bool {
        let dates = item.dates();
        let promised = dates.promised.as_ref().map(|promise| promise.date);
        let due = [dates.to, dates.by, promised].into_iter().flatten();
        let today = self.plan.today();
        // Fixed work ends later for no other reason than that no working time is left before its end.
        let timing = self.timing(item);
        let is_put_off = timing.end_driver == Driver::Today;
        is_put_off && dates.to.is_some_and(|to| timing.end > to.moment)
            || due.into_iter().any(|date| today.is_some_and(|today| date.moment.last_day() < today))
    }

    // ---- health ----

    fn health(&mut self, item: ItemWalker<'c>) {
        let (timing, health) = (self.timing(item), self.health_of(item.id));
        if self.status.is_hollow(item.id) {
            let parts = self.planned(item);
            let is_empty = parts.iter().all(|part| self.status.is_hollow(part.id));
            let is_whole = item.has_parts() || item.kind() == ItemKind::Stream;
            self.holds(is_empty && is_whole, item, "has something in it and no health");
            return;
        }
        self.holds(
            (timing.state == State::Done) == (health == Health::Done),
            item,
            "is done, or stands so, not both",
        );
        if timing.state == State::Done {
            return;
        }
        let dates = item.dates();
        let promised = dates.promised.as_ref().map(|promise| promise.date);
        let committed = [dates.to, dates.by, promised].into_iter().flatten();
        let is_missed = committed.into_iter().any(|date| timing.end > date.moment);
        let is_late = is_missed || timing.state == State::Overdue;
        self.holds(!is_late || health == Health::OffTrack, item, "is late and not off track");
        for part in self.planned(item) {
            self.holds(
                self.health_of(part.id) <= health,
                item,
                &format!("stands better than `{}` in it", part.title()),
            );
        }
        if item.kind().is_point() {
            for awaited in self.awaited(item) {
                let is_endangered = self.health_of(awaited.id) >= Health::AtRisk;
                self.holds(
                    !is_endangered || health >= Health::AtRisk,
                    item,
                    &format!("stands better than `{}`, for which it waits", awaited.title()),
                );
            }
        }
    }

    /// What it waits for itself until that ends.
    fn awaited(&self, item: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
        let ends = item.dependencies().iter().filter_map(|one| match one.anchor {
            Anchor::Item(awaited, Edge::End) => Some(self.plan.model.item(awaited)),
            _ => None,
        });
        ends.chain(self.shipped_in(item)).filter(|item| self.timing(*item).is_scheduled).collect()
    }

    // ---- what nobody knows ----

    fn unknown(&mut self, item: ItemWalker<'c>) {
        let (timing, health) = (self.timing(item), self.health_of(item.id));
        if timing.state == State::Done {
            self.holds(!timing.is_open, item, "is done, and nobody knows when");
            return;
        }
        let rests = self.is_unknown(item);
        self.holds(
            !rests || timing.is_open,
            item,
            "rests on what nobody has estimated, and its end is known",
        );
        if timing.is_open {
            self.holds(health >= Health::Unknown, item, "is unknown and on track");
            let standing = self.status.standing(item.id);
            self.holds(standing.variance.is_none(), item, "is unknown and has a variance");
            self.holds(standing.is_open, item, "is unknown, and its forecast is not");
            for of in self.status.commitments(item.id) {
                self.holds(
                    of.known_variance().is_none(),
                    item,
                    "is unknown and late or early by so much",
                );
            }
            let on = self.status.rests_on(item.id).map(|on| self.plan.model.item(on));
            let is_named =
                on.is_some_and(|on| is_without_estimate(on) && self.timing(on).state.is_open());
            self.holds(is_named, item, "is unknown, and nobody knows for what");
        }
    }

    /// Whether its end certainly rests on work without an estimate: whatever else is said of it, nobody fixed its end.
    fn is_unknown(&self, item: ItemWalker<'c>) -> bool {
        let timing = self.timing(item);
        if timing.state == State::Done || !timing.is_scheduled {
            return false;
        }
        let parts = self.planned(item);
        if !parts.is_empty() {
            return parts.into_iter().any(|part| self.is_unknown(part));
        }
        let dates = item.dates();
        let is_free = dates.from.is_none() && dates.to.is_none();
        let is_point = item.kind().is_point();
        if !is_point && is_free && is_without_estimate(item) {
            return true;
        }
        let waits = is_point || is_free && !timing.has_begun;
        waits && self.awaited(item).into_iter().any(|awaited| self.is_unknown(awaited))
    }

    // ---- the whole ----

    fn whole(&mut self) {
        let (health, standing) = (self.status.health().0, self.status.roadmap_standing());
        let mut worse: Vec<String> = Vec::new();
        for item in self.plan.model.items() {
            if self.status.item_health_word(item.id).is_some_and(|of| of > health) {
                worse.push(item.title().to_owned());
            }
        }
        for (index, objective) in self.plan.model.objectives.iter().enumerate() {
            let of = self.status.objective(ObjectiveId::from_index(index)).unwrap();
            if of.health > health {
                worse.push(objective.name.to_string());
            }
        }
        if !worse.is_empty() {
            self.faults.push(format!("the whole stands better than {worse:?}"));
        }
        let is_open = |item: ItemWalker<'_>| self.state_of(item.id).is_open();
        if standing.state == State::Done && self.plan.model.items().any(is_open) {
            self.faults.push("the whole is done, something in it is not".into());
        }
        let today = self.plan.today();
        let ends = standing.forecast.map(Moment::last_day);
        if standing.state != State::Done
            && today.is_some_and(|today| ends.is_some_and(|end| end < today))
        {
            self.faults.push("the whole ends before today".into());
        }
    }
}

/// Whether its author says that it is done, or what it stands in.
fn says_done(item: ItemWalker<'_>) -> bool {
    let says = |of: ItemWalker<'_>| {
        let said = of.progress();
        let is_complete = said.complete.is_some_and(|(share, _)| share.0 >= 1000);
        said.done.is_some() || is_complete || said.remaining.is_some_and(|(left, _)| left.0 == 0)
    };
    says(item) || item.ancestors().any(|whole| whole.progress().done.is_some())
}

/// The days on which it was done by its author's word, with all that is in it.
fn said_done(item: ItemWalker<'_>) -> Vec<Date> {
    let all = std::iter::once(item).chain(item.descendants()).chain(item.ancestors());
    all.filter_map(|of| Some(of.progress().done?.0?.last_day())).collect()
}

fn is_without_estimate(item: ItemWalker<'_>) -> bool {
    let is_work = matches!(item.kind(), ItemKind::Task | ItemKind::Feature) && !item.has_parts();
    is_work && item.data().estimate.is_none() && item.progress().remaining.is_none()
}
