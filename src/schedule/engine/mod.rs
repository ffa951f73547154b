//! The engine: one forward pass through the network, one row after the other, each behind all that it waits for.
//!
//! ```text
//!  Network ──rows──▶ Row ──forward──▶ where it stands ──▶ Account of the plan, or of one run of a simulation
//!                              ▲
//!                            turns: who is busy, if work is levelled
//! ```

mod account;
pub(in crate::schedule) mod backward;
pub(in crate::schedule) mod bounds;
pub(in crate::schedule) mod dates;
mod forward;
pub(in crate::schedule) mod mobility;
pub(in crate::schedule) mod placement;
pub(in crate::schedule) mod queueing;
mod rows;
mod run;
pub(in crate::schedule) mod shift;
mod turns;

pub(super) use account::{Account, Trouble, account};
pub(super) use forward::Forward;
pub(super) use rows::{Row, RowMaker, Step, Wait};
pub(super) use run::{Amount, Run};
pub(super) use turns::Turns;
