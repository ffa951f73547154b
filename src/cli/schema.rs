//! `milepost schema`: prints the schema of the JSON output.

use super::terminal::Terminal;
use super::{Failure, Verdict};

pub(super) fn run(terminal: &Terminal) -> Result<Verdict, Failure> {
    terminal.print_raw(crate::emit::json_schema())?;
    Ok(Verdict::Fine)
}
