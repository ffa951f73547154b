//! The numbers of a burn-up: what was done, what will be and what was planned, at each place of the axis of time.

use std::num::NonZeroU32;

use super::super::axis::Unit;
use super::super::scale::Drawn;
use crate::model::ItemKind;
use crate::plan::{PlanView, Planned, Progression, Settings, Simulation};
use crate::time::{Minutes, Moment};

/// So many runs of so many items take no longer than one look at a large plan.
const PASSES: usize = 200_000;
/// No fewer and no more runs than these.
const RUNS: (u32, u32) = (100, 1000);
/// No curve has more points than this.
const MOST_POINTS: i64 = 400;

/// Work over time, as a view shows it.
pub(super) struct Course {
    pub(super) progression: Progression,
    /// The day on which the plan is looked at.
    pub(super) today: Option<Moment>,
    pub(super) planned: Option<Planned>,
    /// When the work ends in 10, 50 and 80 of a hundred runs, if that varies and is known.
    pub(super) fan: Option<Fan>,
    /// From when to when time is shown.
    pub(super) span: (Moment, Moment),
}

/// When the work ends in many runs.
#[derive(Clone, Copy)]
pub(super) struct Fan {
    /// By which moment in 10, 50 and 80 of a hundred.
    pub(super) ends: [Moment; 3],
    /// Whether work that nobody has estimated is left out.
    pub(super) is_open: bool,
    /// Of how many runs.
    pub(super) runs: u64,
}

/// A curve: how much by which moment.
pub(super) type Points = Vec<(Moment, Minutes)>;

impl Course {
    pub(super) fn of(view: &PlanView<'_, '_>) -> Self {
        let progression = view.status.progression(view.items());
        let fan = fan(view, &progression);
        let planned = progression.planned(view.plan, view.baseline());
        let planned = planned.filter(|_| !view.is_public());
        let mut course = Self {
            today: view.plan.model.header.now,
            planned,
            fan,
            span: (Moment::MIN, Moment::MAX),
            progression,
        };
        course.span = course.extent(view);
        course
    }

    /// From the first day to the last that anything is drawn of, or as far as the view says.
    fn extent(&self, view: &PlanView<'_, '_>) -> (Moment, Moment) {
        let schedule = view.plan.schedule;
        let mut first = Moment::start_of(schedule.first_day);
        let mut last = Moment::end_of(schedule.end.last_day());
        let farthest = last.plus(Minutes(last.since(first).0 / 3));
        let near = self.planned.as_ref().map(|planned| planned.end);
        let near = near.into_iter().chain(view.plan.model.header.by.map(|by| by.moment));
        for moment in near.filter(|moment| *moment <= farthest) {
            last = last.max(Moment::end_of(moment.last_day()));
        }
        if let Some([.., most]) = self.fan.map(|fan| fan.ends) {
            last = last.max(Moment::end_of(most.last_day()));
        }
        if view.is_public() {
            // What was promised is told, though the work may end sooner.
            let points = view.items().filter(|item| item.kind().is_point());
            let told = points.filter_map(|point| Some(view.when(point.id)?.to));
            last = told.filter(|to| *to <= quarter_end(farthest)).fold(last, Moment::max);
            first = Moment::from_minutes(Unit::Quarter.floor(Drawn(first.minutes())).0);
            last = quarter_end(last);
        }
        let from = view.view.from.unwrap_or(first);
        let to = view.view.to.unwrap_or(last);
        (from, to.max(from.plus(Minutes::DAY)))
    }

    /// The moments at which curves are looked at: days, or as few as can be told apart; of a view for the public quarters.
    pub(super) fn moments(&self, view: &PlanView<'_, '_>) -> Vec<Moment> {
        let (from, to) = self.span;
        let begins: Vec<Moment> = if view.is_public() {
            let first = Unit::Quarter.floor(Drawn(from.minutes()));
            let all = std::iter::successors(Some(first), |begin| Unit::Quarter.next(*begin));
            let all = all.map(|begin| Moment::from_minutes(begin.0));
            all.take_while(|begin| *begin < to).filter(|begin| *begin >= from).collect()
        } else {
            let days = (to.since(from).0 / Minutes::DAY.0).max(1);
            let step = (days + MOST_POINTS - 1) / MOST_POINTS;
            let step = Minutes(step.saturating_mul(Minutes::DAY.0));
            let all = std::iter::successors(Some(from), |begin| Some(begin.plus(step)));
            all.take_while(|begin| *begin < to).collect()
        };
        let mut all: Vec<_> =
            begins.into_iter().chain([from, to]).chain(self.edges(view)).collect();
        all.retain(|moment| from <= *moment && *moment <= to);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Where curves begin and end: of that nothing is public but the day on which the plan is looked at.
    fn edges(&self, view: &PlanView<'_, '_>) -> Vec<Moment> {
        let end = self.progression.end().filter(|_| !view.is_public());
        let planned = self.planned.as_ref().map(|planned| planned.end);
        [self.today, end, planned].into_iter().flatten().collect()
    }

    /// What was done, up to today.
    pub(super) fn done(&self, view: &PlanView<'_, '_>, moments: &[Moment]) -> Points {
        let Some(today) = self.today else { return Vec::new() };
        let past: Vec<_> = moments.iter().copied().filter(|moment| *moment <= today).collect();
        let done = self.progression.done_by(view.status, &past);
        past.into_iter().zip(done).collect()
    }

    /// What will be done, from today on to its end.
    pub(super) fn forecast(&self, view: &PlanView<'_, '_>, moments: &[Moment]) -> Points {
        let today = self.today.unwrap_or(Moment::MIN);
        let Some(end) = self.progression.end() else { return Vec::new() };
        let last = if view.is_public() { quarter_end(end) } else { end };
        let ahead: Vec<_> =
            moments.iter().copied().filter(|at| today <= *at && *at <= last).collect();
        let before = self.progression.done_by(view.status, &ahead);
        let behind = self.progression.ahead_by(view.status, &ahead);
        let sums = before.into_iter().zip(behind).map(|(one, other)| Minutes(one.0 + other.0));
        ahead.into_iter().zip(sums).collect()
    }

    /// What was to be done by when, before anything had happened.
    pub(super) fn planned(&self, view: &PlanView<'_, '_>, moments: &[Moment]) -> Points {
        let Some(planned) = &self.planned else { return Vec::new() };
        let sums = self.progression.planned_by(view.status, planned, moments);
        let total = self.progression.total();
        // What has come since a baseline is not in it: there is no whole then, and an end.
        let is_short = |(at, sum): &(&Moment, &Minutes)| **sum < total && **at < planned.end;
        let whole = moments.iter().zip(&sums).filter(is_short).count();
        moments.iter().copied().zip(sums).take(whole + 1).collect()
    }
}

/// When the quarter of a moment ends.
fn quarter_end(moment: Moment) -> Moment {
    let floor = Unit::Quarter.floor(Drawn(moment.minutes() - 1));
    Unit::Quarter.next(floor).map_or(Moment::MAX, |next| Moment::from_minutes(next.0))
}

/// The fan of the simulation: of the whole roadmap only, and never of what is over, certain, or public.
fn fan(view: &PlanView<'_, '_>, progression: &Progression) -> Option<Fan> {
    let model = view.plan.model;
    let is_work = |kind: ItemKind| matches!(kind, ItemKind::Task | ItemKind::Feature);
    let is_whole = model.items().all(|item| {
        let is_counted = is_work(item.kind()) && !item.has_parts();
        let timing = view.plan.schedule.timing(item.id);
        !is_counted || !timing.is_scheduled || !timing.state.is_open() || view.shows_item(item.id)
    });
    progression.end()?;
    if view.is_public() || !is_whole {
        return None;
    }
    let (least, most) = RUNS;
    let runs = u32::try_from(PASSES / model.items.len().max(1)).unwrap_or(most).clamp(least, most);
    let runs = NonZeroU32::new(runs).unwrap_or(NonZeroU32::MIN);
    let simulation: Simulation = view.plan.simulate(&Settings::default().runs(runs));
    let end = &simulation.end;
    (!end.is_certain()).then(|| Fan {
        ends: [10, 50, 80].map(|percent| end.percentile(percent)),
        is_open: simulation.is_open,
        runs: simulation.runs,
    })
}

impl Fan {
    /// When something of the forecast comes if the work ends then: the rest of it takes longer, or shorter, in proportion.
    pub(super) fn stretched(at: Moment, (today, end): (Moment, Moment), ends: Moment) -> Moment {
        let (part, whole) = (at.since(today).0.max(0), end.since(today).0.max(1));
        let rest = i128::from(ends.since(today).0.max(0)) * i128::from(part) / i128::from(whole);
        today.plus(Minutes(i64::try_from(rest).unwrap_or(i64::MAX)))
    }
}
