//! The checks: truths about a roadmap, each in a file of its own under `rules/`, and the one list that names them all.

mod rules;

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::schedule::Schedule;

/// Runs every check that reads the model alone.
pub fn check_model(model: &Model, out: &mut Diagnostics) {
    rules::check_model(model, out);
}

/// Runs every check that reads the schedule.
pub fn check_schedule(model: &Model, schedule: &Schedule, out: &mut Diagnostics) {
    rules::check_schedule(model, schedule, out);
}
