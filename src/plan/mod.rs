//! A roadmap that holds: checked and scheduled. The only thing a backend accepts.
//!
//! The facts that several outputs share stand here too, one kind a file: how it stands ([`Outlook`]), what it costs, who is
//! busy, what is late. What is *not* here: words in any output's own syntax.

mod commitment;
mod health;
mod ideas;
mod late;
mod levelling;
mod load;
mod outlook;
mod progress;
mod risks;
mod status;
pub mod why;

pub use commitment::{Commitment, CommitmentKind, Forecast};
pub use health::Cause;
pub use ideas::{RankedIdea, ScoreKind};
pub use late::{Chain, LateItem};
pub use load::Load;
pub use outlook::{Outlook, ReleaseOutlook};
pub use progress::WorkProgress;
pub use risks::{Exposure, RiskRow};
pub use status::NewestStatuses;

pub use crate::schedule::{Costs, Work};

use crate::model::Model;
use crate::schedule::Schedule;

/// A checked roadmap with its schedule; there is none of a roadmap with errors.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'c> {
    /// The roadmap.
    pub model: &'c Model,
    /// When everything is.
    pub schedule: &'c Schedule,
}
