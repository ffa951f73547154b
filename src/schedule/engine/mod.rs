//! The engine: one forward pass through the network, one row after the other, each behind all that it waits for.
//!
//! ```text
//!  Network ──rows──▶ Row ──forward──▶ where it stands ──▶ Account of the plan, or of one run of a simulation
//!                              ▲
//!                            turns: who is busy, if work is levelled
//! ```

mod account;
mod forward;
mod rows;
mod turns;

pub(super) use account::{Account, account};
pub(super) use forward::{Amount, Forward, Run};
pub(super) use rows::{Lists, Row, RowMaker, Step, Wait};
pub(super) use turns::Turns;
