//! The resolved roadmap: data only, every name looked up, every inheritance done, every amount in its unit.
//!
//! Tables with typed ids; all that reads them asks through walkers ([`ItemWalker`] and its like, a `Copy` pair of model and id).
//! Items stand in order of declaration, so that what is inside an item follows it without a gap.

mod calendar;
mod condition;
mod item;
mod levels;
mod people;
mod strategy;
mod view;
mod walkers;

pub use calendar::{Calendar, DayHours, Exception};
pub use condition::{
    Amount, Comparison, Condition, Dimension, Occasion, Period, Relative, Test, Towards, Value,
};
pub use item::{Anchor, Baseline, Dependency, Edge, Lag, Limit, WrittenAs};
pub use item::{
    CommitmentKind, CustomField, Dates, Estimate, EstimateBasis, Extras, FieldValue, FixedDate,
    Item, ItemKind, Link, Progress, Promise, Spread, ToCome,
};
pub use levels::Levels;
pub use people::{Absence, Assignment, Resource, ResourceKind};
pub use strategy::{
    Cadence, Field, FieldKind, Idea, Impact, Measure, Mitigation, Objective, Risk, StatusEntry,
    Subject, Term,
};
pub use view::{
    Audience, BrandTheme, ChartKind, Colour, Columns, Criterion, Marker, Page, Part, Ranking,
    ScoreKind, Shown, Sort, SortKey, View, Weight,
};
pub(crate) use walkers::Places;
pub use walkers::{ItemWalker, ResourceWalker};

pub use crate::syntax::ast::{Decimal, Health, Horizon, Score, Thoroughness};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::{Sources, Span};
use crate::time::{Date, Minutes, Moment};

/// What the header says.
#[derive(Clone, Debug)]
pub struct Header {
    /// The roadmap's title; its file's name where there is no header.
    pub title: Box<str>,
    /// The `roadmap` line; empty where there is no header.
    pub span: Span,
    /// The start: nothing that is not fixed starts earlier.
    pub from: Moment,
    /// The day the plan is looked at, if one is given (in the header or by the caller, who wins).
    pub today: Option<Date>,
    /// The moment of it: midnight at its start, or the time of day that the header gives.
    pub now: Option<Moment>,
    /// Whether work is moved so that nobody is overloaded, and how much is tried (by the header or the caller, who wins).
    pub level: Option<Thoroughness>,
    /// The deadline of the whole.
    pub by: Option<FixedDate>,
    /// Currency of all money, as written; empty if none.
    pub currency: Box<str>,
    /// The most that may be spent on the whole.
    pub budget: Option<(Money, Span)>,
    /// Who answers for the whole.
    pub owner: Option<ResourceId>,
    /// Tags, note and links of the whole.
    pub extras: Extras,
    /// Working time of one `d`, by the roadmap's calendar.
    pub day: Minutes,
    /// Working time of one `w`.
    pub week: Minutes,
}

/// The resolved roadmap.
#[derive(Clone, Debug)]
pub struct Model {
    /// The sources it was made from.
    pub sources: Arc<Sources>,
    /// The header.
    pub header: Header,
    /// Calendars; the first is the roadmap's own.
    pub calendars: Vec<Calendar>,
    /// Teams, persons and resources, in order of declaration; a person of a team stands behind it.
    pub resources: Vec<Resource>,
    /// Streams, features, tasks, milestones and releases, in order of declaration: a parent, then all that is inside it.
    pub items: Vec<Item>,
    /// The namespaces of imports: what the paths of their items begin with, as `shop.`. The first is that of the top, and empty.
    pub namespaces: Vec<Box<str>>,
    /// Dependencies, in order of the item that waits, then as written.
    pub dependencies: Vec<Dependency>,
    /// Limits (`within`), likewise.
    pub limits: Vec<Limit>,
    /// Assignments: those of one item side by side.
    pub assignments: Vec<Assignment>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Ideas.
    pub ideas: Vec<Idea>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// Status entries, in order of declaration.
    pub statuses: Vec<StatusEntry>,
    /// Custom fields that were declared.
    pub fields: Vec<Field>,
    /// Cadences.
    pub cadences: Vec<Cadence>,
    /// Views, in order of declaration.
    pub views: Vec<View>,
    /// Days that charts mark, in order of declaration.
    pub markers: Vec<Marker>,
    /// Brands whose colours charts can have, in order of declaration.
    pub themes: Vec<BrandTheme>,
    /// The plan of earlier that it is compared with.
    pub baseline: Option<Baseline>,
    /// Which severity each rule has, where.
    pub levels: Levels,
    /// What is missing from it.
    pub gaps: Gaps,
}

/// What is missing from a model, or in doubt there, because of what could not be read or is not known.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    /// Whether dates may be wrong everywhere.
    pub is_everywhere: bool,
    /// The items of which something may be missing.
    pub items: Vec<ItemId>,
    /// All names that are written where something is wrong.
    pub names: BTreeSet<Box<str>>,
    /// The names of those who work and in whose declarations something is wrong.
    pub declared: BTreeSet<Box<str>>,
    /// What is wrong itself, as far as it is a name.
    pub wrong: Vec<Box<str>>,
}

impl Model {
    /// All items, in order of declaration.
    pub fn items(&self) -> impl Iterator<Item = ItemWalker<'_>> {
        (0..self.items.len()).map(|index| self.item(ItemId::from_index(index)))
    }

    /// An item, to be asked.
    pub const fn item(&self, id: ItemId) -> ItemWalker<'_> {
        ItemWalker { model: self, id }
    }

    /// All teams, persons and resources.
    pub fn resources(&self) -> impl Iterator<Item = ResourceWalker<'_>> {
        (0..self.resources.len()).map(|index| self.resource(ResourceId::from_index(index)))
    }

    /// A team, person or resource, to be asked.
    pub const fn resource(&self, id: ResourceId) -> ResourceWalker<'_> {
        ResourceWalker { model: self, id }
    }
}

impl Header {
    /// Whether an end lies before the moment at which the plan is looked at. Where that is no more than a day, it does from the
    /// morning behind it.
    pub fn has_passed(&self, end: Moment) -> bool {
        self.today.is_some_and(|today| end.last_day() < today)
            || self.now.is_some_and(|now| end < now)
    }
}

impl Model {
    /// A model with nothing in it.
    pub fn empty(sources: Arc<Sources>) -> Self {
        let standard = Calendar::standard();
        let header = Header {
            title: "".into(),
            span: Span::default(),
            from: Moment::from_minutes(0),
            today: None,
            now: None,
            level: None,
            by: None,
            currency: "".into(),
            budget: None,
            owner: None,
            extras: Extras::default(),
            day: standard.day,
            week: Minutes(standard.day.0 * 5),
        };
        Self {
            sources,
            header,
            calendars: vec![standard],
            resources: Vec::new(),
            items: Vec::new(),
            namespaces: Vec::new(),
            dependencies: Vec::new(),
            limits: Vec::new(),
            assignments: Vec::new(),
            objectives: Vec::new(),
            ideas: Vec::new(),
            risks: Vec::new(),
            statuses: Vec::new(),
            fields: Vec::new(),
            cadences: Vec::new(),
            views: Vec::new(),
            markers: Vec::new(),
            themes: Vec::new(),
            baseline: None,
            levels: Levels::default(),
            gaps: Gaps::default(),
        }
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the row at this index.
            pub const fn from_index(index: usize) -> Self {
                // A table has at most one row a byte of source, and all sources together are shorter than that.
                #[allow(clippy::cast_possible_truncation)]
                Self(index as u32)
            }

            /// The index of its row.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A stream, feature, task, milestone or release.
    ItemId;
    /// A team, person or resource.
    ResourceId;
    /// A calendar.
    CalendarId;
    /// A dependency.
    DependencyId;
    /// An objective.
    ObjectiveId;
    /// An idea.
    IdeaId;
    /// A risk.
    RiskId;
    /// A custom field.
    FieldId;
}

/// Money in thousandths of the roadmap's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

/// How much of something in thousandths: 1000 is one whole person or one unit, 500 half of one; of progress, 1000 is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub i64);

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One whole.
    pub const ONE: Self = Self(1000);
}
