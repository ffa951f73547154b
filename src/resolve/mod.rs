//! From trees to the [`Model`]: imports, names, references, inheritance.
//!
//! What all passes read comes first: `imports` (all files as one `tree`), `names` (who is called what, where), `expected` and
//! `lookup` (what a reference means), `dates` and `units`, `spelling` (what may have been meant), and the `Resolver` that holds them.
//! The passes are its methods, a file a theme, in the order that [`resolve`] shows: `definitions` and `points` (what a date is),
//! `calendars`, `header`, `people`, `items`, `strategy`, `extras`; `unknown` and `suggest` say what to do about a name that means
//! nothing. What is *not* here: whether a plan is sensible, which is `check`'s matter.

mod calendars;
mod dates;
mod definitions;
mod extras;
mod folder;
mod header;
mod imports;
mod items;
mod lookup;
mod names;
mod people;
mod points;
mod resolver;
mod spelling;
mod strategy;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;
mod units;
mod unknown;

pub use folder::{Folder, LoadError, Loader, NoFiles, reason, slashed};

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::model::{Model, Thoroughness};
use crate::text::Source;
use crate::time::Date;

/// What the caller decides for the roadmap.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The day the plan is looked at; wins over the header's.
    pub today: Option<Date>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether and how thoroughly work is levelled.
    pub level: Levelled,
}

/// Who says whether work is moved so that nobody is overloaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Levelled {
    /// The header.
    #[default]
    AsWritten,
    /// The caller: it is not, whatever the header says.
    Never,
    /// The caller: it is, whatever the header says.
    With(Thoroughness),
}

/// Reads the source and all that it imports, and resolves them into one model. Never fails: what is wrong is reported, and left out.
///
/// Also says which files were imported, found or not, in the order asked: a build script watches them.
pub fn resolve(
    source: Source,
    loader: &dyn Loader,
    settings: Settings,
    out: &mut Diagnostics,
) -> (Model, Vec<String>) {
    let imports::Loaded { sources, tree, asked } = imports::load(source, loader, out);
    let sources = Arc::new(sources);
    let model = Model::empty(Arc::clone(&sources));
    let mut resolver = resolver::Resolver::new(&sources, &tree, settings, model, out);
    resolver.define_all(false);
    resolver.resolve_calendars();
    resolver.define_all(true);
    resolver.resolve_cadences();
    resolver.resolve_fields();
    resolver.resolve_resources();
    resolver.resolve_header();
    resolver.resolve_objectives();
    resolver.resolve_items();
    resolver.resolve_ideas();
    resolver.resolve_risks();
    resolver.resolve_statuses();
    resolver.resolve_severities();
    resolver.resolve_start();
    let written = resolver.model.header.level;
    resolver.model.header.level = match settings.level {
        Levelled::AsWritten => written,
        Levelled::Never => None,
        Levelled::With(thoroughness) => Some(thoroughness),
    };
    (resolver.model, asked)
}
