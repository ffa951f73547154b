//! The status report in Markdown (GitHub's: with tables, without HTML).
//!
//! Nothing is said twice and nothing is said of what is not there: a section without content is left out, and so is a table's
//! column. Every text of the roadmap is escaped, so that it reads as it was written and can't be taken for Markdown. Notes are
//! Markdown of their author's own and stay out of the report: they may be long, and could change the page around them.

mod baseline;
mod escape;
mod faults;
mod labels;
mod people;
mod report;
mod simulation;
mod strategy;
mod streams;
mod summary;
mod table;
mod view;
pub(super) mod words;

use crate::plan::Plan;
use report::Report;

pub(crate) use escape::text as escaped;
pub use simulation::simulation_markdown;
pub use view::view_markdown;

/// The plan as a status report.
pub fn markdown(plan: &Plan<'_>) -> String {
    let report = Report::new(*plan);
    let mut text = summary::head(&report);
    for (heading, section) in SECTIONS {
        let content = section(&report);
        if !content.is_empty() {
            text.extend(["\n## ", heading, "\n\n", &content]);
        }
    }
    text
}

/// A section's content, with a newline at its end; empty where there is nothing to say.
type Section = fn(&Report<'_>) -> String;

/// The sections, in the order of the report: the news, what ships when, then the details.
const SECTIONS: [(&str, Section); 16] = [
    ("What does not hold", faults::section),
    ("Out of order", faults::out_of_order),
    ("Since the baseline", baseline::section),
    ("Not estimated", faults::not_estimated),
    ("Status entries", strategy::statuses),
    ("Objectives", strategy::objectives),
    ("Releases", streams::releases),
    ("Milestones", streams::milestones),
    ("Streams", streams::streams),
    ("Work", streams::work),
    ("Fields and tags", labels::section),
    ("Risks", strategy::risks),
    ("People and load", people::section),
    ("Overloads", people::overloads),
    ("Levelling", people::levelling),
    ("Ideas", strategy::ideas),
];
