//! A plan as a workbook and as lists: read back by other libraries than those that wrote them.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

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
