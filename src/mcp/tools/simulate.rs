//! How likely dates are.

use std::num::NonZeroU32;
use std::thread::available_parallelism;

use rmcp::schemars::JsonSchema;
use serde::Deserialize;

use super::Asked;
use crate::diagnostic::Failure;
use crate::emit;
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, planned};
use crate::plan::Settings;
use crate::schedule::simulate::simulate_while;

/// How likely dates are.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Simulate {
    /// The path of a roadmap from the root folder
    file: String,
    /// How many runs: 10,000, if it is left out, which is good to about one percent
    #[schemars(range(min = 1, max = 100_000))]
    runs: Option<NonZeroU32>,
    /// What the runs are drawn from: the same seed gives the same result; 1, if it is left out
    seed: Option<u64>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
}

impl Asked for Simulate {
    const NAME: &'static str = "simulate";
    const TITLE: &'static str = "Simulate a plan";
    const ABOUT: &'static str = "How likely the dates of a plan are: it is scheduled thousands of times, with amounts drawn from their ranges and risks that strike or don't. \
         Told are the 10th, 50th, 80th and 95th percentile of the end and of each milestone and release, how likely each deadline is kept, and how often each item decides the end.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let today = desk.today(self.today.as_deref())?;
        let place = desk.root().existing(&self.file)?;
        let compilation = desk.compiled(&place, None, today)?;
        let plan = planned(&compilation)?;
        let mut settings = Settings::default().seed(self.seed.unwrap_or(1));
        if let Some(runs) = self.runs {
            settings = settings.runs(runs);
        }
        let threads = available_parallelism().ok().and_then(|of| NonZeroU32::try_from(of).ok());
        let settings = settings.threads(threads.unwrap_or(NonZeroU32::MIN));
        let goes_on = |_| !desk.stop.is_wanted();
        let done = simulate_while(plan.model, plan.schedule, &settings, &goes_on);
        desk.go_on()?;
        let done = done.ok_or_else(|| Failure::new("the simulation was given up"))?;
        let text = emit::simulation_json(&plan, &done);
        serde_json::from_str(&text)
            .map(Answer::Data)
            .map_err(|_| Failure::new("the simulation can't be told"))
    }
}
