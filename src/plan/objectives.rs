//! How objectives stand: by the work that serves them, and by what is measured.

use super::health::Finding;
use super::{Cause, Commitment, CommitmentKind, Forecast, Plan, PlanStatus};
use crate::model::{CalendarId, Health, ItemId, Measure, Objective, ObjectiveId, Subject};
use crate::schedule::State;
use crate::time::Moment;

/// How an objective stands.
#[derive(Clone, Debug)]
pub struct ObjectiveStatus {
    /// The items that say they serve it, in order of declaration; what is inside them serves it too.
    pub items: Vec<ItemId>,
    /// Waiting, under way, overdue, done. It is done when all that is measured is reached; without measures, when all of its
    /// work is done.
    pub state: State,
    /// How it stands.
    pub health: Health,
    /// When the last of its work ends; `None` if nothing serves it, or it is reached.
    pub forecast: Option<Forecast>,
    /// Its `by` against that.
    pub commitment: Option<Commitment>,
}

impl Measure {
    /// Whether the number is there; `None` where its target or its present value is not said.
    pub fn is_reached(&self) -> Option<bool> {
        let (to, now) = (self.to?, self.now?);
        let is_falling = self.from.is_some_and(|from| from.0 > to.0);
        Some(if is_falling { now.0 <= to.0 } else { now.0 >= to.0 })
    }
}

impl Objective {
    /// Whether all that is measured is there.
    pub fn is_reached(&self) -> bool {
        let mut measured = self.measures.iter().map(Measure::is_reached);
        measured.len() > 0 && measured.all(|of| of == Some(true))
    }
}

/// What serves each objective, and what that comes to.
pub(super) fn objectives(status: &PlanStatus<'_>) -> Vec<ObjectiveStatus> {
    let model = status.plan.model;
    let mut serving = vec![Vec::new(); model.objectives.len()];
    if !serving.is_empty() {
        for item in model.items().filter(|item| item.data().extras.is_some()) {
            for (objective, _) in &item.extras().objectives {
                if let Some(items) = serving.get_mut(objective.index()) {
                    items.push(item.id);
                }
            }
        }
    }
    let all = (0..).map(ObjectiveId::from_index).zip(&model.objectives).zip(serving);
    all.map(|((id, objective), items)| status.objective_status(id, objective, items)).collect()
}

impl<'c> PlanStatus<'c> {
    /// How an objective stands.
    pub fn objective(&self, id: ObjectiveId) -> Option<&ObjectiveStatus> {
        self.objectives.get(id.index())
    }

    /// How an objective stands, and why in one line (empty where all is well).
    pub fn objective_health(&self, id: ObjectiveId) -> Option<(Health, String)> {
        let status = self.objective(id)?;
        let finding = self.objective_finding(id, status);
        let reason = finding.map(|finding| self.predicate(&finding)).unwrap_or_default();
        Some((status.health, reason))
    }

    /// The work that serves an objective and stands worst, if that is at risk or off track.
    fn endangering(&self, status: &ObjectiveStatus) -> Option<ItemId> {
        let health = |item: ItemId| self.item_health_word(item);
        let bad = status.items.iter().copied().filter(|item| health(*item) >= Some(Health::AtRisk));
        bad.reduce(|worst, next| if health(next) > health(worst) { next } else { worst })
    }

    /// What an item ends too late for, of the objectives that it serves and that are not reached: which, and by how many
    /// working days.
    pub(super) fn misses_objective(&self, item: ItemId) -> Option<(i64, ObjectiveId)> {
        let model = self.plan.model;
        if model.objectives.iter().all(|objective| objective.by.is_none()) {
            return None;
        }
        let end = self.forecast(item)?.end;
        let missed = model.item(item).objectives().into_iter().filter_map(|id| {
            let objective = model.objectives.get(id.index()).filter(|of| !of.is_reached())?;
            let by = objective.by.filter(|by| end > by.moment)?.moment;
            Some((self.clock_of(item).working_days(by.last_day(), end.last_day()), id))
        });
        missed.max_by_key(|(days, id)| (*days, std::cmp::Reverse(*id)))
    }

    fn objective_status(
        &self,
        id: ObjectiveId,
        objective: &Objective,
        items: Vec<ItemId>,
    ) -> ObjectiveStatus {
        let state = self.objective_state(objective, &items);
        let forecast = self.end_of_all(&items).filter(|_| state.is_open());
        let forecast = forecast.map(|end| self.not_before_today(end));
        let clock = self.clock(CalendarId(0));
        let by = |forecast: Forecast| {
            Some(forecast.against(CommitmentKind::Deadline, objective.by?, clock))
        };
        let mut status = ObjectiveStatus {
            state,
            health: Health::OnTrack,
            commitment: forecast.and_then(by),
            forecast,
            items,
        };
        let finding = self.objective_finding(id, &status);
        status.health = match status.state {
            State::Done => Health::Done,
            _ => finding.map_or(Health::OnTrack, |finding| finding.health),
        };
        status
    }

    /// What is not reached is not reached before today, though all work for it is done.
    fn not_before_today(&self, forecast: Forecast) -> Forecast {
        let today = self.plan.model.header.now;
        let today = today.map_or(Moment::MIN, |today| self.clock(CalendarId(0)).next_work(today));
        Forecast { end: forecast.end.max(today), ..forecast }
    }

    /// When the last of some items ends.
    fn end_of_all(&self, items: &[ItemId]) -> Option<Forecast> {
        let ends = items.iter().filter_map(|item| self.forecast(*item));
        ends.reduce(|last, next| Forecast {
            end: last.end.max(next.end),
            is_open: last.is_open || next.is_open,
        })
    }

    fn objective_state(&self, objective: &Objective, items: &[ItemId]) -> State {
        let Plan { model, schedule, .. } = self.plan;
        let timings =
            || items.iter().map(|item| schedule.timing(*item)).filter(|of| of.is_scheduled);
        let is_short = objective.measures.iter().any(|of| of.is_reached() == Some(false));
        let is_worked_off =
            timings().next().is_some() && timings().all(|of| of.state == State::Done);
        let is_due = objective.by.is_some_and(|by| model.header.has_passed(by.moment));
        if objective.is_reached() || is_worked_off && !is_short {
            State::Done
        } else if is_due {
            State::Overdue
        } else if timings().any(|of| of.has_begun) {
            State::UnderWay
        } else {
            State::Waiting
        }
    }

    /// The worst that can be said of an objective.
    pub(super) fn objective_finding(
        &self,
        id: ObjectiveId,
        status: &ObjectiveStatus,
    ) -> Option<Finding<'c>> {
        if status.state == State::Done {
            return None;
        }
        let subject = Subject::Objective(id);
        let found = |health, cause| Some(Finding { health, subject, cause });
        let is_overdue = status.state == State::Overdue;
        let by = self.plan.model.objectives.get(id.index()).and_then(|objective| objective.by);
        let overdue = by.filter(|_| is_overdue);
        let overdue = overdue.and_then(|by| found(Health::OffTrack, Cause::Overdue(by.moment)));
        let committed = status.commitment.and_then(|of| self.committed(subject, of, of.variance));
        let is_unknown = status.forecast.is_none_or(|forecast| forecast.is_open);
        let unknown = if is_unknown { found(Health::Unknown, Cause::Unknown) } else { None };
        let served =
            self.endangering(status).and_then(|item| found(Health::AtRisk, Cause::Served(item)));
        let all = [overdue, committed, self.reported(subject), served, unknown];
        all.into_iter().flatten().reduce(Finding::worse)
    }
}
