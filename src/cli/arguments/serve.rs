//! How roadmaps are served to a browser.

use std::path::PathBuf;

use clap::Args;

use super::{Chart, Compile, Reporting};

const EXAMPLES: &str = "\
Examples:
  milepost serve plan.roadmap              its page, at http://127.0.0.1:4747/
  milepost serve plans                     a list of all roadmaps below a folder, and their pages
  milepost serve plan.roadmap --port 0     at any port that is free";

/// Show roadmaps in a browser while they are written
///
/// The page is that of `build -o plan.html`, built again whenever the roadmap or what it imports changes; it stays where it was scrolled,
/// and lists what is wrong over the last good picture. Nobody but this machine can ask for it. Ctrl-C ends.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Serve {
    /// The roadmap, or a folder with roadmaps below
    #[arg(value_name = "FILE|FOLDER")]
    pub(in crate::cli) path: PathBuf,
    /// At which port of this machine; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 4747)]
    pub(in crate::cli) port: u16,
    #[command(flatten)]
    pub(in crate::cli) chart: Chart,
    #[command(flatten)]
    pub(in crate::cli) compile: Compile,
    #[command(flatten)]
    pub(in crate::cli) reporting: Reporting,
}
