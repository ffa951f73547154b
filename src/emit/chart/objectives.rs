//! Objectives that are missed: they have no row, so that each has a flag and is named in the description.

use super::rows::late;
use crate::model::ObjectiveId;
use crate::plan::{Outlook, State};
use crate::time::Moment;

/// An objective that is not reached by its day.
#[derive(Debug)]
pub(super) struct MissedObjective<'m> {
    /// What it is called.
    pub(super) title: &'m str,
    /// By when it was to be reached.
    pub(super) by: Moment,
    /// `18 working days late`
    pub(super) lateness: String,
    /// `18 d late`
    pub(super) news: String,
}

/// The objectives that the forecast misses, or whose day has passed, in order of declaration.
pub(super) fn missed<'m>(outlook: &Outlook<'m>) -> impl Iterator<Item = MissedObjective<'m>> {
    let model = outlook.plan().model;
    let all = (0..).map(ObjectiveId::from_index).zip(&model.objectives);
    all.filter_map(|(id, objective)| {
        let standing = outlook.objective(id)?;
        let missed = standing.commitment.filter(|commitment| commitment.is_missed);
        let is_overdue = standing.state == State::Overdue;
        let (lateness, news) = match missed {
            Some(missed) => (missed.lateness(), late(&missed)),
            // Nothing serves it, so that nothing is forecast.
            None if is_overdue => ("overdue".to_owned(), "overdue".to_owned()),
            None => return None,
        };
        let title = objective.title.as_deref().unwrap_or(&objective.name);
        Some(MissedObjective { title, by: objective.by?.moment, lateness, news })
    })
}
