//! The driver: parse and resolve, schedule, check.

use std::fmt;
use std::sync::Arc;

use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Model, Thoroughness};
use crate::plan::{Plan, Problems};
use crate::resolve::{self, Index, Levelled, Loader, NoFiles, Root, Settings};
use crate::schedule::{self, Schedule, Stop};
use crate::syntax::Memory;
use crate::text::{Source, Sources};
use crate::time::Date;

#[cfg(feature = "interchange")]
const HOLIDAYS: Option<resolve::ReadHolidays> = Some(crate::import::icalendar::holidays);
#[cfg(not(feature = "interchange"))]
const HOLIDAYS: Option<resolve::ReadHolidays> = None;

/// How to compile.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Options<'l> {
    /// The day the plan is looked at; wins over the header's `today`.
    pub today: Option<Date>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Whether work is moved so that nobody is overloaded; as the header says, if nothing else is said.
    pub level: Levelled,
    /// How many problems of each severity are told; of further ones it is only counted how many there are.
    pub told: usize,
    /// Where imported files come from; none by default.
    pub loader: &'l dyn Loader,
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Options");
        shown
            .field("today", &self.today)
            .field("deny_warnings", &self.deny_warnings)
            .field("level", &self.level)
            .field("told", &self.told)
            .finish_non_exhaustive()
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'l> Options<'l> {
    /// No day to look at it, warnings are warnings, [`Diagnostics::KEPT`] of them are told, no file to import.
    pub fn new() -> Self {
        Self {
            today: None,
            deny_warnings: false,
            level: Levelled::AsWritten,
            told: Diagnostics::KEPT,
            loader: &NoFiles,
        }
    }

    pub(crate) const fn settings(&self) -> Settings {
        Settings {
            today: self.today,
            deny_warnings: self.deny_warnings,
            level: self.level,
            holidays: HOLIDAYS,
        }
    }

    /// Looks at the plan on this day.
    pub fn today(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    /// Makes warnings errors.
    pub fn deny_warnings(self) -> Self {
        Self { deny_warnings: true, ..self }
    }

    /// Moves work so that nobody is overloaded, and tries so much; or does not. Wins over the header.
    pub fn level(self, thoroughness: Option<Thoroughness>) -> Self {
        Self { level: thoroughness.map_or(Levelled::Never, Levelled::With), ..self }
    }

    /// Tells so many problems of each severity: with none, whether a roadmap holds is known in less time than what doesn't.
    pub fn told(self, told: usize) -> Self {
        Self { told, ..self }
    }

    /// Takes imported files from this loader.
    pub fn loader(self, loader: &'l dyn Loader) -> Self {
        Self { loader, ..self }
    }
}

/// What came of a compilation: always a model, a schedule and diagnostics; a [`Plan`] where the roadmap can be understood.
#[derive(Debug)]
pub struct Compilation {
    model: Arc<Model>,
    schedule: Schedule,
    diagnostics: Diagnostics,
    /// Whether nothing is wrong that leaves its meaning in doubt.
    is_understood: bool,
    files: Vec<String>,
}

/// Compiles a roadmap. Total and pure: no file is read but through the options' loader, no clock is asked.
pub fn compile(source: Source, options: &Options<'_>) -> Compilation {
    read(source, options).compile()
}

#[cfg(feature = "interchange")]
impl crate::import::Imported {
    /// Computes the dates of the roadmap, to set them beside those of the file, and whether it holds. What does not is counted and
    /// not told: who wants to read it compiles the text.
    pub fn compile(&mut self, options: &Options<'_>) -> Compilation {
        read_on(self.take_root(), &options.told(0)).compile()
    }
}

/// What a roadmap says, before a date is computed: the first half of a compilation, which an editor shows while it waits for the other.
#[derive(Clone, Debug)]
pub struct Reading {
    model: Arc<Model>,
    /// In order of arrival.
    diagnostics: Diagnostics,
    files: Vec<String>,
}

/// Reads a roadmap and all that it imports. As total and pure as [`compile`], which begins with it.
pub fn read(source: Source, options: &Options<'_>) -> Reading {
    read_on(Root::Text(source), options)
}

/// The same of what may have been read.
fn read_on(root: Root, options: &Options<'_>) -> Reading {
    let mut diagnostics = Diagnostics::keeping(options.told);
    let own = root.path().to_owned();
    let (model, imported) =
        resolve::resolve(root, options.loader, options.settings(), &mut diagnostics);
    Reading::of(model, own, imported, diagnostics)
}

/// The same, and what each name that is written means. What is remembered of the files is not read again.
pub(crate) fn read_indexed(
    source: Source,
    options: &Options<'_>,
    memory: Option<&mut Memory>,
) -> (Reading, Index) {
    let mut diagnostics = Diagnostics::keeping(options.told);
    let own = source.path().to_owned();
    let (model, imported, index) = resolve::resolve_indexed(
        source,
        options.loader,
        options.settings(),
        memory,
        &mut diagnostics,
    );
    (Reading::of(model, own, imported, diagnostics), index)
}

impl Reading {
    fn of(model: Model, own: String, imported: Vec<String>, diagnostics: Diagnostics) -> Self {
        let files = std::iter::once(own).chain(imported).collect();
        Self { model: Arc::new(model), diagnostics, files }
    }

    /// Computes the dates and checks them.
    pub fn compile(self) -> Compilation {
        let schedule = schedule::schedule(&self.model);
        self.checked(schedule)
    }

    /// Computes the dates and checks them, unless that is given up before they are known.
    pub(crate) fn compile_unless(self, stop: &Stop) -> Option<Compilation> {
        let schedule = schedule::schedule_unless(&self.model, stop)?;
        Some(self.checked(schedule))
    }

    /// Computes the dates and checks them, and tells how far that is.
    #[cfg(feature = "cli")]
    pub(crate) fn compile_telling(self, progress: &Stop) -> Compilation {
        let schedule = schedule::schedule_telling(&self.model, progress);
        self.checked(schedule)
    }

    fn checked(self, schedule: Schedule) -> Compilation {
        let Self { model, mut diagnostics, files } = self;
        let is_understood = check::check(&model, &schedule, &mut diagnostics);
        tell_in_order(&mut diagnostics, &model);
        Compilation { model, schedule, diagnostics, is_understood, files }
    }

    /// What there is to say without the dates, in order of place.
    pub fn report(&self) -> Diagnostics {
        let mut diagnostics = self.diagnostics.clone();
        tell_in_order(&mut diagnostics, &self.model);
        diagnostics
    }

    /// The files that were asked for, as [`Compilation::files`].
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The model, even of a roadmap with errors.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

fn tell_in_order(diagnostics: &mut Diagnostics, model: &Model) {
    diagnostics.sort();
    diagnostics.tidy_fixes(&model.sources);
}

impl Compilation {
    /// The plan, if the roadmap can be understood: what is wrong in it may still be that it does not hold, which the plan itself
    /// says ([`Plan::faults`], [`Plan::sound`]).
    ///
    /// # Errors
    /// [`Problems`], which reads well in a build script's output.
    pub fn plan(&self) -> Result<Plan<'_>, Problems> {
        let plan = Plan::new(&self.model, &self.schedule, &self.diagnostics);
        if self.is_understood { Ok(plan) } else { Err(Problems::of(plan)) }
    }

    /// What there is to say, in order of place.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The same with its counts.
    pub const fn report(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The sources that were read.
    pub fn sources(&self) -> &Sources {
        &self.model.sources
    }

    /// The files that were asked for, found or not, relative to the root folder, the compiled one first:
    /// a change of one of them may change the outcome.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The model, even of a roadmap with errors.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The schedule, even of a roadmap with errors.
    pub const fn schedule(&self) -> &Schedule {
        &self.schedule
    }
}
