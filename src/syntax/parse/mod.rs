//! From text to [`Ast`]: the only place that knows pest.

use super::ast::Ast;
use crate::diagnostic::Diagnostics;
use crate::text::{SourceId, Sources};

/// Reads one source. Never fails: what can't be read is reported and passed over.
pub fn parse(sources: &Sources, source: SourceId, out: &mut Diagnostics) -> Ast {
    let _ = (sources, out);
    Ast { source, declarations: Vec::new(), attributes: Vec::new() }
}
