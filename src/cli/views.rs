//! Views by their names, as they are asked for on a command line or in a book.

use super::Failure;
use crate::model::{Model, View};
use crate::text::did_you_mean;

/// So many views are named where one was not found.
const NAMED: usize = 12;

/// The view of this name; where there is none, which there are.
pub(super) fn named<'m>(model: &'m Model, name: &str) -> Result<&'m View, Failure> {
    let found = model.views.iter().find(|view| *view.name == *name);
    found.ok_or_else(|| {
        let failure = Failure::new(format!("no view is named `{name}`"));
        match did_you_mean(name, model.views.iter().map(|view| &*view.name)) {
            Some(near) => failure.help(format!("did you mean `{near}`? {}", all(model))),
            None => failure.help(all(model)),
        }
    })
}

/// All views; there has to be one.
pub(super) fn all_of(model: &Model) -> Result<&[View], Failure> {
    match model.views.as_slice() {
        [] => Err(Failure::new("the roadmap has no views").help(all(model))),
        views => Ok(views),
    }
}

/// Which views there are, in a sentence.
fn all(model: &Model) -> String {
    let names: Vec<_> = model.views.iter().map(|view| format!("`{}`", view.name)).collect();
    match names.as_slice() {
        [] => "declare one, as in `view board \"Board\" chart board`, or draw one of the whole: `--chart board`".to_owned(),
        [only] => format!("the roadmap has {only}"),
        names => format!("the roadmap has {}", crate::text::words::list(names, NAMED)),
    }
}
