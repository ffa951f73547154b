//! Other tools' files to roadmaps, with a report of what could not be carried over.
//!
//! ```text
//!  bytes ──reader──▶ Draft ──settle──▶ Settled ──write──▶ .roadmap text ──compile──▶ dates, compared with those of the file
//!                      └────────────────── Losses ─────────────────────────────────────┘
//! ```
//!
//! A reader, one a format, says what the file says ([`draft`]) and decides nothing that another format would decide too. Ids, kinds,
//! links and dates are settled once for all ([`settle`]), and written once ([`write`]).

mod draft;
mod input;

pub use draft::*;
pub use input::{DateOrder, Input, Options, Refusal, shown};

/// A format that can be read.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line, such as `jira-csv`.
    pub name: &'static str,
    /// What it is called in a sentence, such as `a CSV file of Jira`.
    pub title: &'static str,
    /// Whether a file looks like it; the first format that says so is taken.
    looks_like: fn(&Input<'_>) -> bool,
    /// Reads it.
    read: fn(&Input<'_>, &Options) -> Result<Draft, Refusal>,
}
