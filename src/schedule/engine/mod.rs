//! The engine: one forward pass through the network, one row after the other, each behind all that it waits for.
//!
//! ```text
//!  Network ──rows──▶ Row ──forward──▶ where it stands ──▶ Account of the plan, or of one run of a simulation
//!                              ▲
//!                            turns: who is busy, if work is levelled
//! ```

mod account;
pub(crate) mod backward;
pub(crate) mod bounds;
pub(crate) mod dates;
mod forward;
pub(crate) mod mobility;
pub(crate) mod placement;
pub(crate) mod queueing;
mod rows;
mod turns;

pub(super) use account::{Account, Trouble, account};
pub(super) use forward::Forward;
pub(super) use rows::{Amount, Row, RowMaker, Run, Step, Wait};
pub(super) use turns::Turns;
