//! The checks: truths about a roadmap, each in a file of its own under `rules/`, and the one list that names them all.
//!
//! First those that guard the meaning of the roadmap, then those that judge the plan. No report is a consequence of another:
//! what an error puts in doubt (`Doubt`) is not judged.

mod doubt;
mod drivers;
mod facts;
mod remedies;
mod rules;
pub(crate) mod words;

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::schedule::{Clocks, Schedule};

use doubt::Doubt;
use facts::{Facts, Shipping};

/// Runs every check, and says whether the roadmap can be understood: what is wrong with it may still be that it does not hold.
pub fn check(model: &Model, schedule: &Schedule, out: &mut Diagnostics) -> bool {
    let (clocks, shipping, none) = (Clocks::of(model), Shipping::of(model), Doubt::none());
    let facts = Facts { model, schedule, doubt: &none, clocks: &clocks, shipping: &shipping };
    rules::meaning(facts, out);
    let is_understood = !out.has_errors();
    let doubt = Doubt::after(model, schedule, out);
    rules::quality(Facts { doubt: &doubt, ..facts }, out);
    is_understood
}
