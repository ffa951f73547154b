//! The server for assistants, as a client drives it: the crate's own, and one that means harm.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value
)]

mod asking;
mod client;
mod editing;
mod hostile;
mod program;
mod session;
