//! The command line, as the real program: exact outputs, exit codes, files.
#![allow(
    clippy::format_collect,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

mod build;
mod check;
mod fmt;
mod hostile;
#[cfg(feature = "png")]
mod images;
#[cfg(feature = "xlsx")]
mod import;
mod mdbook;
mod others;
mod program;
#[cfg(feature = "watch")]
mod serve;
mod show;
mod simulate;
mod views;
#[cfg(feature = "watch")]
mod watch;
mod why;

use program::Test;

const FINE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after design\n";
const UNKNOWN: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after desing\n";
/// One warning: nobody has said how long it takes.
const VAGUE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"\n";

const IMPORTING: &str =
    "roadmap \"Plan\" from 2026-03-02\nimport \"parts/team.roadmap\"\ntask a 5d @ana\n";

fn fine() -> Test {
    Test::new().file("plan.roadmap", FINE)
}
