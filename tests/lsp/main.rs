//! The language server, as clients drive it: what they send, what they get.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::format_push_string
)]

mod client;
mod diagnostics;
mod editors;
mod edits;
mod files;
mod forms;
mod helping;
mod hostile;
mod life;
mod long;
mod names;
mod program;
mod refactorings;
mod waiting;
mod writing;
