//! A plan as a workbook and as lists: read back by other libraries than those that wrote them.

// A test may panic: that is how it fails.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_collect,
    clippy::cast_possible_truncation
)]

#[path = "sheet/back.rs"]
mod back;
#[path = "sheet/hostile.rs"]
mod hostile;
#[path = "sheet/plan.rs"]
mod plan;
#[path = "sheet/reading.rs"]
mod reading;
#[allow(dead_code)]
mod runner;
mod support;
#[path = "sheet/tools.rs"]
mod tools;
#[path = "sheet/workbook.rs"]
mod workbook;

use milepost::diagnostic::Losses;
use milepost::emit::{Exchange, Flavour};
use milepost::plan::Plan;

fn csv(plan: Plan<'_>, flavour: Flavour) -> (String, Losses) {
    let (bytes, losses) = Exchange::List(flavour).write(plan);
    (String::from_utf8(bytes).unwrap(), losses)
}

fn xlsx(plan: Plan<'_>) -> (Vec<u8>, Losses) {
    Exchange::Workbook.write(plan)
}
