//! One file a rule.

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::schedule::Schedule;

pub(super) fn check_model(model: &Model, out: &mut Diagnostics) {
    let _ = (model, out);
}

pub(super) fn check_schedule(model: &Model, schedule: &Schedule, out: &mut Diagnostics) {
    let _ = (model, schedule, out);
}
