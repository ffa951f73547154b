//! From trees to the [`Model`]: imports, names, references, inheritance.
//!
//! What all passes read comes first: `imports` (all files as one `tree`), `names` (who is called what, where), `lookup`
//! (what a reference means), `dates` and `units`, `spelling` (what may have been meant), and the `Resolver` that holds them.
//! The passes are its methods, a file a theme, in the order that [`resolve`] shows: `definitions` and `points` (what a date is),
//! `calendars`, `header`, `people`, `items`, `strategy`, `extras`, `views` with their `conditions`; `unknown` and `suggest` say what to
//! do about a name that means nothing, `gaps` what such errors leave out. What is *not* here: whether a plan is sensible, which is `check`'s matter.

mod baseline;
mod calendars;
mod conditions;
mod dates;
mod definitions;
mod extras;
mod folder;
mod gaps;
mod header;
mod imports;
mod index;
mod items;
mod lookup;
mod names;
mod people;
mod points;
mod resolver;
#[cfg(any(feature = "cli", feature = "lsp"))]
mod roadmaps;
mod spelling;
mod strategy;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;
mod units;
mod unknown;
mod views;

pub use folder::{Folder, LoadError, Loader, NoFiles, reason, slashed};
pub use imports::Root;
pub(crate) use imports::imported_path;
pub use index::{Index, NodeId, Reference};
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) use roadmaps::{RoadmapsBelow, Unreadable, is_roadmap, roadmaps_in};
#[cfg(feature = "lsp")]
pub(crate) use roadmaps::{importable_in, is_calendar_file};
pub(crate) use units::{Units, elapsed};

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::model::{Model, Thoroughness};
use crate::syntax::Memory;
use crate::text::{Source, Span};
use crate::time::{Date, Weekday};

/// What the caller decides for the roadmap.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The day the plan is looked at; wins over the header's.
    pub today: Option<Date>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether and how thoroughly work is levelled.
    pub level: Levelled,
    /// What reads the holidays of a calendar file; none in a build that reads no files of other tools.
    pub holidays: Option<ReadHolidays>,
}

/// Reads the holidays of a calendar file, or says why it can't be read.
pub type ReadHolidays = fn(&Source) -> Result<Holidays, String>;

/// The days off of a calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// The first day, the last, and what they are called.
    pub off: Vec<(Date, Date, Box<str>)>,
    /// The month and day of those of every year, and what they are called.
    pub yearly: Vec<(i8, i8, Box<str>)>,
    /// Those of every week.
    pub weekly: Vec<Weekday>,
    /// What could not be read, each with its place.
    pub unread: Vec<String>,
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
    root: impl Into<Root>,
    loader: &dyn Loader,
    settings: Settings,
    out: &mut Diagnostics,
) -> (Model, Vec<String>) {
    let files = imports::load(root.into(), loader, None, out);
    let sources = Arc::new(files.sources);
    let model = {
        let model = Model::empty(Arc::clone(&sources));
        let mut resolver = resolver::Resolver::new(&sources, &files.tree, settings, model, out);
        resolver.resolve_all(settings, files.baseline.as_ref());
        resolver.model
    };
    // It is the largest thing there is, and sorting needs room.
    drop(files.tree);
    (in_order(model), files.asked)
}

/// Resolves the source and all that it imports into one model, and says what each name that is written means: what an editor asks. What
/// is remembered of the files is not read again.
pub fn resolve_indexed(
    source: Source,
    loader: &dyn Loader,
    settings: Settings,
    memory: Option<&mut Memory>,
    out: &mut Diagnostics,
) -> (Model, Vec<String>, Index) {
    let files = imports::load(Root::Text(source), loader, memory, out);
    let sources = Arc::new(files.sources);
    let model = Model::empty(Arc::clone(&sources));
    let mut resolver = resolver::Resolver::new(&sources, &files.tree, settings, model, out);
    resolver.references = Some(Vec::new());
    resolver.resolve_all(settings, files.baseline.as_ref());
    let written = resolver.references.take().unwrap_or_default();
    let model = in_order(resolver.model);
    (model, files.asked, Index::new(sources, files.tree, written))
}

/// What waits stands in order already, but for what `before` says.
fn in_order(mut model: Model) -> Model {
    model.dependencies.sort_by_key(|dependency| dependency.item);
    model
}

impl resolver::Resolver<'_> {
    /// All passes, in their order.
    fn resolve_all(&mut self, settings: Settings, baseline: Option<&(Span, Source)>) {
        self.define_all();
        self.resolve_calendars();
        self.definitions.is_calendar_known = true;
        self.define_all();
        self.resolve_cadences();
        self.resolve_fields();
        self.resolve_resources();
        self.resolve_header();
        self.resolve_objectives();
        self.resolve_items();
        if let Some((written, file)) = baseline {
            self.resolve_baseline(*written, file);
        }
        self.resolve_ideas();
        self.resolve_risks();
        self.resolve_statuses();
        self.resolve_markers();
        self.resolve_themes();
        self.resolve_views();
        self.resolve_severities();
        self.resolve_start();
        let written = self.model.header.level;
        self.model.header.level = match settings.level {
            Levelled::AsWritten => written,
            Levelled::Never => None,
            Levelled::With(thoroughness) => Some(thoroughness),
        };
        self.note_gaps();
    }
}
