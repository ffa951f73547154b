//! A schedule so plain that it is seen to be right, and roadmaps to try it on.

// Each test uses what it needs.
#![allow(dead_code, unused_imports)]

mod asked;
mod generate;
mod load;
mod plain;
mod table;

pub(crate) use generate::{
    roadmap, roadmap_to_the_minute, roadmap_under_way, roadmap_with_late_tasks,
};
pub(crate) use plain::{Dates, Oracle};
