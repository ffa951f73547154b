//! Views by their names, as they are asked for on a command line or in a book.

use super::Failure;
use crate::model::{Model, View};
use crate::plan::{view_named, views};

/// The view of this name; where there is none, which there are.
pub(super) fn named<'m>(model: &'m Model, name: &str) -> Result<&'m View, Failure> {
    view_named(model, name).map_err(|failure| match model.views.as_slice() {
        [] => failure.help(none(model)),
        _ => failure,
    })
}

/// All views; there has to be one.
pub(super) fn all_of(model: &Model) -> Result<&[View], Failure> {
    match model.views.as_slice() {
        [] => Err(Failure::new("the roadmap has no views").help(none(model))),
        views => Ok(views),
    }
}

/// What to do where there are none.
fn none(model: &Model) -> String {
    format!("{}, or draw one of the whole: `--chart board`", views(model))
}
