//! Answers that take their time, made behind what is typed.

use std::sync::Arc;

use serde_json::Value;

use super::writing::dates_of;
use crate::compile::Compilation;
use crate::ide::Analysis;
use crate::lsp::background::Handle;
use crate::lsp::failure::{Answer, Failure, Unanswered};
use crate::lsp::translate::{Look, Places};

/// A roadmap with its dates, as they are of its newest text, and where its sources lie.
pub(super) fn dated(look: &Look<'_>) -> Answer<(Arc<Analysis>, Places)> {
    dates_of(look.project)?;
    let none = || Failure::refused("its dates are not known");
    let dated = look.project.dated.as_ref().ok_or_else(none)?;
    Ok((Arc::clone(&dated.analysis), look.places()))
}

/// Makes an answer of a roadmap with its dates.
pub(super) fn later<T>(
    analysis: Arc<Analysis>,
    make: impl FnOnce(&Analysis, &Compilation, &Handle<'_>) -> Result<Value, Failure> + Send + 'static,
) -> Answer<T> {
    Err(Unanswered::Later(Box::new(move |handle| {
        let none = || Failure::refused("its dates are not known");
        let compilation = analysis.compilation().ok_or_else(none)?;
        make(&analysis, compilation, handle)
    })))
}
