//! `milepost schema`: prints the schema of the JSON output.

use super::{Failure, Verdict, terminal};

pub(super) fn run() -> Result<Verdict, Failure> {
    terminal::write(crate::emit::json_schema())?;
    Ok(Verdict::Fine)
}
