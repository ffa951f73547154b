//! What other planners read: written, and read back with other libraries.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use milepost::diagnostic::Losses;
use milepost::emit::Exchange;
use milepost::plan::Plan;

mod interchange {
    mod out_calendar;
    mod out_mspdi;
    mod out_plantuml;
    mod out_taskjuggler;
}

fn text(plan: Plan<'_>, exchange: Exchange) -> (String, Losses) {
    let (bytes, losses) = exchange.write(plan);
    (String::from_utf8(bytes).unwrap(), losses)
}

fn mspdi(plan: Plan<'_>) -> (String, Losses) {
    text(plan, Exchange::MsProject)
}

fn icalendar(plan: Plan<'_>) -> (String, Losses) {
    text(plan, Exchange::Calendar)
}

fn taskjuggler(plan: Plan<'_>) -> (String, Losses) {
    text(plan, Exchange::TaskJuggler)
}
