//! What other planners read: written, and read back with other libraries.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod interchange {
    mod out_calendar;
    mod out_mspdi;
    mod out_plantuml;
    mod out_taskjuggler;
}
