//! `milepost schema`: prints the schema of the JSON output.

use super::arguments::{Schema, SchemaOf};
use super::{Failure, Verdict, terminal};
use crate::emit;

pub(super) fn run(schema: &Schema) -> Result<Verdict, Failure> {
    terminal::write(match schema.of {
        SchemaOf::Build => emit::json_schema(),
        SchemaOf::Why => emit::why::json_schema(),
        SchemaOf::Simulate => emit::simulation_json_schema(),
    })?;
    Ok(Verdict::Fine)
}
