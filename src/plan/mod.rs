//! A roadmap that can be understood: checked and scheduled. The only thing a backend accepts. Whether it holds it says itself.
//!
//! The facts that several outputs share stand here too, one kind a file: how it stands ([`PlanStatus`]), what it costs, who is
//! busy, what is late. What is *not* here: words in any output's own syntax.

mod absences;
mod baseline;
mod commitment;
mod health;
mod ideas;
mod load;
mod named;
mod objectives;
mod progression;
mod reason;
mod risks;
mod sound;
mod status;
mod unknown;
mod view;
pub mod why;
mod workload;

pub use absences::Closed;
pub(crate) use absences::{closed, works_while_away};
pub use baseline::Moved;
pub use commitment::{Chain, Commitment, Forecast, LateItem};
pub use health::Cause;
pub use ideas::{RankedIdea, ScoreKind, said, worth};
pub use load::{Load, WorkProgress};
pub use named::{item_named, last_item, view_named, views};
pub use objectives::ObjectiveStatus;
pub use progression::{Planned, Progression};
pub use risks::{Exposure, RiskRow};
pub use sound::Problems;
pub use status::{NewestStatuses, PlanStatus, ReleaseStatus, Standing};
pub use view::{Candidate, Group, GroupKey, PlanView, When};
pub use workload::{ItemLoad, PeriodLoad, Workload};

pub use crate::model::CommitmentKind;
pub use crate::schedule::simulate::{Settings, Simulation};
pub use crate::schedule::{Costs, State, Work};

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::schedule::Schedule;
use crate::schedule::simulate::{simulate, simulate_telling};

/// A checked roadmap with its schedule; there is none of a roadmap that can't be understood.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'c> {
    /// The roadmap.
    pub model: &'c Model,
    /// When everything is.
    pub schedule: &'c Schedule,
    /// What was found; nothing while the checks are still at it.
    report: Option<&'c Diagnostics>,
}

impl<'c> Plan<'c> {
    pub(crate) const fn new(
        model: &'c Model,
        schedule: &'c Schedule,
        report: &'c Diagnostics,
    ) -> Self {
        Self { model, schedule, report: Some(report) }
    }

    /// A plan whose faults are not known yet.
    pub(crate) const fn unchecked(model: &'c Model, schedule: &'c Schedule) -> Self {
        Self { model, schedule, report: None }
    }

    /// Computes the schedule many times over, with amounts drawn from their ranges and risks that strike or don't.
    ///
    /// ```
    /// use milepost::plan::Settings;
    /// use milepost::{Options, Source, compile};
    /// let text = "roadmap \"Plan\" from 2026-03-02\ntask api \"API\" 8d..10d..15d\n";
    /// let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
    /// let simulation = compiled.plan()?.simulate(&Settings::default());
    /// assert_eq!(simulation.end.percentile(80).last_day().to_string(), "2026-03-17");
    /// # Ok::<(), milepost::Problems>(())
    /// ```
    pub fn simulate(&self, settings: &Settings) -> Simulation {
        simulate(self.model, self.schedule, settings)
    }

    /// The same; after each run it is told how many there were.
    pub fn simulate_telling(&self, settings: &Settings, told: &(dyn Fn(u32) + Sync)) -> Simulation {
        simulate_telling(self.model, self.schedule, settings, told)
    }
}
