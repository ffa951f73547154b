//! The report for people: headline, the source with what matters marked, help, and the line as it should be.
//!
//! ```text
//! error[unknown-name]: there is no item `desing`
//!    ╭─[plan.roadmap:4:27]
//!  4 │ task build "Build" after desing
//!    ·                          ━━━┯━━
//!    ·                             ╰── not found
//!    ╰────
//!   help: did you mean `design`?
//! ```
//!
//! The source is drawn by miette, from the few lines that matter (`excerpt`); all around it is written here.
//! It is always written with colours: the stream that it goes to takes them out where they don't belong.

mod excerpt;
mod line;
mod marks;
mod style;

pub use line::quote;

use super::wrap::wrap;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::text::{Sources, visible};
use style::Paint;

/// One diagnostic as a report of lines, with a newline at its end, for a terminal of this many columns.
pub fn one(diagnostic: &Diagnostic, sources: &Sources, width: usize) -> String {
    let paint = Paint::of(diagnostic.severity);
    let mut report = headline(diagnostic, &paint);
    let (primary, labels) = (&diagnostic.primary, diagnostic.labels.as_slice());
    let (boxes, digits) = excerpt::draw(primary, labels, marks::SHOWN, sources, &paint, width);
    report.push_str(&boxes);
    for advice in diagnostic.advice() {
        report.push_str(&help(advice, width));
    }
    if let Some(fix) = &diagnostic.fix {
        report.push_str(&line::line(fix, sources, digits, width));
    }
    report
}

/// So many places are shown of what is no diagnostic: people ask for it, and read more.
const LISTED: usize = 40;

/// The source at a place and at what takes part, each labelled, without a headline: for what is no diagnostic.
pub fn labelled(primary: &Label, labels: &[Label], sources: &Sources, width: usize) -> String {
    let paint = Paint::of(Severity::Note);
    excerpt::draw(primary, labels, LISTED, sources, &paint, width).0
}

fn headline(diagnostic: &Diagnostic, paint: &Paint) -> String {
    let (severity, rule) = (diagnostic.severity.name(), diagnostic.rule.name);
    let kind = paint.severity(&format!("{severity}[{rule}]"));
    let message = Paint::bold(&format!(": {}", visible(&diagnostic.message)));
    format!("{kind}{message}\n")
}

/// `help: …`, its further lines set under its first.
fn help(text: &str, width: usize) -> String {
    const INDENT: usize = "  help: ".len();
    let lines = wrap(text, width.saturating_sub(INDENT).max(20));
    let head = Paint::help("help:");
    format!("  {head} {}\n", lines.join(&format!("\n{:INDENT$}", "")))
}
