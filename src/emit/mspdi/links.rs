//! What waits for what, and what holds a task where links alone would not: MS Project computes dates anew, and they are to be the
//! same.
//!
//! Links are looked at as MS Project will follow them; where that leads elsewhere, a constraint keeps the date.

use std::collections::BTreeMap;

use super::tasks::Task;
use crate::diagnostic::{Fate, Losses};
use crate::emit::hours::{Length, takes_part};
use crate::model::{Anchor, Dependency, Edge, ItemId, ItemWalker, Lag, Model};
use crate::plan::{Plan, State};
use crate::schedule::{Driver, Timing};
use crate::time::{Minutes, Moment};

/// What a task waits for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: ItemId,
    /// The point that is waited for.
    awaited: Edge,
    /// The point that waits.
    edge: Edge,
    pub(super) lag: Lag,
}

impl Link {
    /// Whether the two differ by no more than how long is waited: the longer is enough.
    fn is_like(self, other: Self) -> bool {
        let like = |of: Self| (of.from, of.awaited, of.edge, of.lag.is_elapsed);
        like(self) == like(other)
    }

    /// The number of the kind of link: finish to finish, finish to start, start to finish, start to start.
    pub(super) const fn number(self) -> u8 {
        match (self.awaited, self.edge) {
            (Edge::End, Edge::End) => 0,
            (Edge::End, Edge::Start) => 1,
            (Edge::Start, Edge::End) => 2,
            (Edge::Start, Edge::Start) => 3,
        }
    }
}

/// What holds a task, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constraint {
    AsSoonAsPossible = 0,
    AsLateAsPossible = 1,
    MustStartOn = 2,
    MustFinishOn = 3,
    StartNoEarlierThan = 4,
    FinishNoEarlierThan = 6,
}

/// The links of a plan.
#[derive(Debug)]
pub(super) struct Links {
    /// By item.
    own: Vec<Vec<Link>>,
    /// Whether none was left out.
    is_complete: bool,
}

impl Links {
    pub(super) fn of(plan: Plan<'_>, losses: &mut Losses) -> Self {
        let model = plan.model;
        let shipped = shipped(model);
        let mut is_complete = true;
        let own = |item: ItemWalker<'_>| {
            let written = item.dependencies().iter().filter_map(link);
            let ships = shipped.get(&item.id).into_iter().flatten().map(|from| Link {
                from: *from,
                awaited: Edge::End,
                edge: Edge::Start,
                lag: Lag::default(),
            });
            let mut kept: Vec<Link> = Vec::new();
            for link in written.chain(ships) {
                if let Some(other) = kept.iter_mut().find(|other| link.is_like(**other)) {
                    other.lag.minutes = other.lag.minutes.max(link.lag.minutes);
                    continue;
                }
                match objection(plan, item, link, &kept) {
                    Some((what, why)) => {
                        is_complete = false;
                        losses.add(Fate::LeftOut, what, why, item.path());
                    }
                    None => kept.push(link),
                }
            }
            kept
        };
        let own = model.items().map(own).collect();
        Self { own, is_complete }
    }

    /// The links of an item itself.
    pub(super) fn own(&self, item: ItemId) -> &[Link] {
        self.own.get(item.index()).map_or(&[], Vec::as_slice)
    }

    /// The links that hold for an item, its own and those of what it stands in.
    fn all(&self, item: ItemWalker<'_>) -> impl Iterator<Item = Link> {
        item.with_ancestors().flat_map(|of| self.own(of.id).iter().copied())
    }
}

/// By release: what ships in it.
fn shipped(model: &Model) -> BTreeMap<ItemId, Vec<ItemId>> {
    let mut shipped: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    for item in model.items() {
        for (release, _) in &item.extras().releases {
            shipped.entry(*release).or_default().push(item.id);
        }
    }
    shipped
}

fn link(dependency: &Dependency) -> Option<Link> {
    let (from, awaited) = dependency.anchor.point()?;
    Some(Link { from, awaited, edge: dependency.edge, lag: dependency.lag })
}

/// Why MS Project takes no such link.
fn objection(
    plan: Plan<'_>,
    item: ItemWalker<'_>,
    link: Link,
    kept: &[Link],
) -> Option<(&'static str, &'static str)> {
    let from = plan.model.item(link.from);
    let is_dropped = || !takes_part(plan, from) || !takes_part(plan, item);
    if (from.has_parts() || item.has_parts()) && is_dropped() {
        let what = "a link of an item with parts with what is dropped";
        return Some((what, "readers of the format can't follow it"));
    }
    if from.encloses(item.id) || item.encloses(from.id) || from.id == item.id {
        return Some(("a link between a whole and its part", "MS Project has none"));
    }
    if item.has_parts() && link.edge == Edge::End {
        let what = "a link to the end of an item with parts";
        return Some((what, "in MS Project only their start waits"));
    }
    let is_twice = kept.iter().any(|other| other.from == link.from);
    let why = "MS Project has one link between two tasks: the first is kept";
    is_twice.then_some(("a second link between the same two items", why))
}

/// What holds each task.
pub(super) struct Holds<'a, 'm> {
    pub(super) tasks: &'a [Task<'m>],
    pub(super) links: &'a Links,
    pub(super) plan: Plan<'m>,
    /// By item: from when to when all in it is.
    pub(super) within: Vec<(Moment, Moment)>,
    /// When the project starts.
    pub(super) start: Moment,
    /// When it ends if all goes as early as it can.
    pub(super) end: Moment,
}

impl Holds<'_, '_> {
    /// What holds a task, so that it stands where it does, and the date of that.
    pub(super) fn constraint(&self, task: &Task<'_>, losses: &mut Losses) -> (Constraint, Moment) {
        let free = (Constraint::AsSoonAsPossible, task.start);
        let timing = self.plan.schedule.timing(task.item.id);
        if task.item.has_parts() || !takes_part(self.plan, task.item) {
            return free;
        }
        if timing.has_begun || timing.state == State::Done {
            return free;
        }
        if let Some(fixed) = fixed(task, timing.start_driver, timing.end_driver) {
            return fixed;
        }
        if task.item.is_alap() && self.is_as_late_there(task) {
            return (Constraint::AsLateAsPossible, task.start);
        }
        self.followed(task, losses)
    }

    /// Whether MS Project would put something as late as the plan does. It leaves all slack behind what waits; the plan stays just
    /// before that.
    fn is_as_late_there(&self, task: &Task<'_>) -> bool {
        let timing = self.plan.schedule.timing(task.item.id);
        let is_placed_late = |of: &Timing| (of.start, of.end) == (of.late_start, of.late_end);
        if !is_placed_late(timing)
            || self.plan.schedule.levelling.is_some()
            || timing.end > self.end
        {
            return false;
        }
        let is_led = self.led_to(task).iter().all(|at| *at == timing.early_start);
        if !is_led || !self.links.is_complete || matches!(task.length, Length::Elapsed(_)) {
            return false;
        }
        match [timing.end_driver, timing.start_driver].into_iter().find_map(before) {
            None => true,
            Some(other) => {
                let waits = self.links.own(other).iter().any(|link| link.from == task.item.id);
                let own = self.plan.schedule.timing(other);
                waits && (is_placed_late(own) || own.start_driver == Driver::FixedDate)
            }
        }
    }

    /// As links lead, or held where they lead elsewhere.
    fn followed(&self, task: &Task<'_>, losses: &mut Losses) -> (Constraint, Moment) {
        let led = self.led_to(task);
        let is_driven_by_date = |edge: Edge, driver: Driver| {
            let Driver::Dependency(id) = driver else { return false };
            let of = task.item.model.dependency(id);
            of.edge == edge && matches!(of.anchor, Anchor::Moment(_))
        };
        let timing = self.plan.schedule.timing(task.item.id);
        let is_at = |at: &Moment| *at == task.start;
        if led.iter().all(is_at) {
            return match not_before(task) {
                Some(date) => (Constraint::StartNoEarlierThan, date),
                None => (Constraint::AsSoonAsPossible, task.start),
            };
        }
        if is_driven_by_date(Edge::End, timing.end_driver)
            && task.back(task.end) == task.start
            && led.iter().all(|at| *at <= task.start)
        {
            return (Constraint::FinishNoEarlierThan, task.end);
        }
        // Off working time only what has to stand there does.
        let may_stand = task.first(task.start) == task.start;
        if may_stand && led.iter().all(|at| *at <= task.start) {
            if !is_driven_by_date(Edge::Start, timing.start_driver) {
                let why = reason(task.item, timing.start_driver);
                losses.add(Fate::Changed, why.0, why.1, task.item.path());
            }
            return (Constraint::StartNoEarlierThan, task.start);
        }
        losses.add(
            Fate::Changed,
            "a start that MS Project would put later, by its links or to working time",
            "it is kept by the constraint `must start on`",
            task.item.path(),
        );
        (Constraint::MustStartOn, task.start)
    }

    /// Where MS Project puts the start of a task by its links. What its end waits for can be counted back before the lag or
    /// behind it, and what holds parts can end with them or by its own date: both are tried.
    fn led_to(&self, task: &Task<'_>) -> [Moment; 2] {
        let mut led = [self.start, Moment::MIN];
        for link in self.links.all(task.item) {
            let from = self.tasks.get(link.from.index());
            let Some(from) = from.filter(|from| takes_part(self.plan, from.item)) else { continue };
            let own = from.at(link.awaited);
            let within =
                self.within.get(link.from.index()).map_or(own, |span| match link.awaited {
                    Edge::Start => span.0,
                    Edge::End => span.1,
                });
            let points = [own, within];
            let behind = |moment: Moment| after(task, moment, link.lag);
            let asked = match link.edge {
                Edge::Start => points.map(behind),
                Edge::End => [task.back(behind(own)), behind(task.back(within))],
            };
            for (led, asked) in led.iter_mut().zip(asked) {
                *led = (*led).max(asked);
            }
        }
        led.map(|at| task.first(if at == Moment::MIN { self.start } else { at }))
    }
}

/// By item: from when to when all work and moments in it are. What has dates of its own is not asked for them by every reader.
pub(super) fn within(plan: Plan<'_>, tasks: &[Task<'_>]) -> Vec<(Moment, Moment)> {
    let mut all: Vec<_> = tasks.iter().map(|task| (task.start, task.end)).collect();
    let mut spans: Vec<Option<(Moment, Moment)>> = vec![None; tasks.len()];
    for (index, task) in tasks.iter().enumerate().rev() {
        let own = if task.item.has_parts() {
            spans.get(index).copied().flatten()
        } else {
            Some((task.start, task.end)).filter(|_| takes_part(plan, task.item))
        };
        let Some(own) = own else { continue };
        if let Some(span) = all.get_mut(index) {
            *span = own;
        }
        let whole = task.item.parent().and_then(|whole| spans.get_mut(whole.id.index()));
        if let Some(whole) = whole {
            let (start, end) = whole.unwrap_or(own);
            *whole = Some((start.min(own.0), end.max(own.1)));
        }
    }
    all
}

/// What something is to be just before.
const fn before(driver: Driver) -> Option<ItemId> {
    match driver {
        Driver::JustBefore(other) => Some(other),
        _ => None,
    }
}

/// A moment and a lag behind it.
fn after(task: &Task<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.is_elapsed {
        moment.plus(lag.minutes)
    } else {
        task.lag_clock.advance(moment, lag.minutes)
    }
}

/// Where its author fixed it, if it stands there.
fn fixed(task: &Task<'_>, start: Driver, end: Driver) -> Option<(Constraint, Moment)> {
    let dates = task.item.dates();
    let is_fixed = |driver: Driver| driver == Driver::FixedDate;
    let own = dates.is_fixed();
    if own && is_fixed(start) {
        return Some((Constraint::MustStartOn, task.start));
    }
    if own && is_fixed(end) && task.back(task.end) == task.start {
        return Some((Constraint::MustFinishOn, task.end));
    }
    None
}

/// The latest date that a task waits for, where that is not what decides.
fn not_before(task: &Task<'_>) -> Option<Moment> {
    let dates = task.item.dependencies().iter().filter(|of| of.edge == Edge::Start);
    let asked = dates.filter_map(|of| match of.anchor {
        Anchor::Moment(moment) => Some(after(task, moment, of.lag)),
        Anchor::Item(..) => None,
    });
    let latest = asked.max()?;
    let first = task.first(latest);
    (first <= task.start).then_some(first)
}

/// What put a task where its links would not.
fn reason(item: ItemWalker<'_>, driver: Driver) -> (&'static str, &'static str) {
    let kept = "the date is kept by the constraint `start no earlier than`";
    let what = match driver {
        Driver::Resource { .. } => "a start that waits until its people are free",
        Driver::Today => "a start that waits for today",
        Driver::FixedDate => "a start that what it stands in fixes",
        _ if item.is_alap() => "a start as late as what waits for it allows",
        _ => "a start that MS Project would put earlier by its links",
    };
    (what, kept)
}

/// A lag in tenths of minutes, and the number of the unit in which it is shown.
pub(super) fn lag(lag: Lag, day: Minutes) -> (i64, u8) {
    let unit = if lag.is_elapsed { Minutes::DAY } else { day };
    let in_days = lag.minutes.0 % unit.0.max(1) == 0;
    let format = match (in_days, lag.is_elapsed) {
        (true, false) => 7,
        (true, true) => 8,
        (false, false) => 5,
        (false, true) => 6,
    };
    (lag.minutes.0.saturating_mul(10), format)
}
