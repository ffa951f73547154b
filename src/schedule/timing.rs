//! What the schedule says of an item.

use crate::model::{
    Assignment, CalendarId, DependencyId, Edge, ItemId, ItemWalker, Model, ResourceId, Share,
};
use crate::schedule::ledger::joint::Stint;
use crate::schedule::level::levelling::Levelling;
use crate::schedule::network::order::CycleReport;
use crate::schedule::table::Edges;
pub use crate::syntax::ast::State;
use crate::time::{Date, Minutes, Moment};

/// When everything is.
#[derive(Debug)]
pub struct Schedule {
    /// By item id.
    pub timings: Vec<Timing>,
    /// When the first item starts.
    pub start: Moment,
    /// The first day of the first item.
    pub first_day: Date,
    /// When the last item ends (the makespan is from start to end).
    pub end: Moment,
    /// Who is asked for more than there is, one an unbroken stretch; by resource, then time.
    pub overloads: Vec<Overload>,
    /// Dates that their author fixed, or that really were, against what they wait for; by item. One a point of an item: the
    /// dependency that asks for the latest.
    pub contradictions: Vec<Contradiction>,
    /// Who or what has no working time in reach, though work was asked of it; each cause once.
    pub never_works: Vec<Idle>,
    /// Items whose work ends later than there are dates, though what they wait for does not.
    pub out_of_range: Vec<ItemId>,
    /// Work without an estimate, and how much rests on it; by item.
    pub unestimated: Vec<Unestimated>,
    /// Work that should have begun and has not, if there is any.
    pub slipped: Option<Slip>,
    /// What was wrong with the network: dependencies that were left out.
    pub cycle_report: CycleReport,
    /// What was moved so that nobody is overloaded, if that was asked for.
    pub levelling: Option<Levelling>,
}

/// A fixed or actual date that is earlier than a dependency allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Whose date.
    pub item: ItemId,
    /// Which of its points the dependency holds for.
    pub edge: Edge,
    /// What it should have waited for (its own or an inherited dependency).
    pub dependency: DependencyId,
    /// When the point was fixed, or really was; the forecast, in the item's timing, may be later.
    pub given: Moment,
    /// The earliest that the dependency allows.
    pub required: Moment,
    /// Whether it really was so (`started`, `done`), not only fixed.
    pub is_actual: bool,
}

/// Who or what never works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Idle {
    /// A calendar has no working time, or none behind where it is needed.
    Calendar(CalendarId),
    /// Somebody's calendar and absences leave none.
    Resource(ResourceId),
    /// An item's calendar and the people named on it never work at the same time.
    Item(ItemId),
}

/// Work without an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unestimated {
    /// Which.
    pub item: ItemId,
    /// How many other items have a date that rests on it.
    pub resting: u32,
    /// Whether that was counted to the end; of very many it is only a lower bound.
    pub is_exact: bool,
}

/// Work that should have begun before today and has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The items, in order of declaration.
    pub items: Vec<ItemId>,
    /// When the roadmap would end if they had begun in time.
    pub end: Moment,
}

/// When an item is, and why.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
pub struct Timing {
    /// When it starts: a moment of work. Of a milestone or release the same as `end`.
    pub start: Moment,
    /// When it ends: the moment its last work is done. Shown as `end.last_day()`.
    pub end: Moment,
    /// The earliest it can start and end; differs from the above only where it is `alap`.
    pub early_start: Moment,
    /// See `early_start`.
    pub early_end: Moment,
    /// The latest it may start and end without moving the end of the roadmap or missing a deadline.
    pub late_start: Moment,
    /// See `late_start`.
    pub late_end: Moment,
    /// Working time it can slip before something is late; negative where something is late already.
    pub total_slack: Minutes,
    /// Working time it can slip before anything else moves.
    pub free_slack: Minutes,
    /// What decided its start.
    pub start_driver: Driver,
    /// What decided its end.
    pub end_driver: Driver,
    /// Where the driver's moment was no working time of the item, so that the start had to wait for the next: for whom, if
    /// somebody's absence took part.
    pub start_gap: Option<Option<ResourceId>>,
    /// Whether it starts with something that takes no time: a milestone, a release, `0d`. A midnight then belongs to the day
    /// that it closes.
    pub starts_at_moment: bool,
    /// Whether it takes no time and stands on a day off that was named, at its end: what waits for it waits for its beginning.
    pub is_on_day_off: bool,
    /// Whether it has no slack.
    pub is_critical: bool,
    /// Whether its end rests on work without an estimate, which may be itself: a "not before".
    pub is_open: bool,
    /// Whether its start does.
    pub is_start_open: bool,
    /// Whether it takes part in the schedule at all (what is dropped does not).
    pub is_scheduled: bool,
    /// Whether it is done, under way, overdue.
    pub state: State,
    /// Whether anything of it was begun, be it overdue or done since.
    pub has_begun: bool,
    /// How much of it is done, in thousandths; of an item with parts weighed by their working time.
    pub complete: Share,
}

impl Timing {
    pub(super) const fn edges(&self) -> Edges {
        Edges { start: self.start, end: self.end }
    }

    /// Whether something that was to start on a fixed date, and was not begun, has to wait for longer than that and today.
    pub(super) const fn is_put_off(&self) -> bool {
        !self.has_begun && !matches!(self.start_driver, Driver::FixedDate | Driver::Today)
    }

    /// When one of its points is.
    pub const fn at(&self, edge: Edge) -> Moment {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }

    /// What decided one of its points.
    pub const fn driver(&self, edge: Edge) -> Driver {
        match edge {
            Edge::Start => self.start_driver,
            Edge::End => self.end_driver,
        }
    }

    /// Whether one of its points rests on work without an estimate: it is a "not before" then.
    pub const fn is_open_at(&self, edge: Edge) -> bool {
        match edge {
            Edge::Start => self.is_start_open,
            Edge::End => self.is_open,
        }
    }

    /// Whether one of its points has happened: it was begun, or is done.
    pub(super) fn has_come(&self, edge: Edge) -> bool {
        match edge {
            Edge::Start => self.has_begun,
            Edge::End => self.state == State::Done,
        }
    }

    /// Whom either of its points had to wait for, and what they are needed for until then.
    pub fn held_by(&self) -> Option<(ResourceId, Option<ItemId>)> {
        [self.start_driver, self.end_driver].into_iter().find_map(Driver::resource)
    }

    /// The moment that what waits for one of its points has to wait for.
    pub(super) fn awaited(&self, edge: Edge) -> Moment {
        beginning_of_day_off(self.at(edge), self.is_on_day_off)
    }

    pub(super) const fn late_edges(&self) -> Edges {
        Edges { start: self.late_start, end: self.late_end }
    }

    /// Its first and its last day.
    pub fn days(&self) -> (Date, Date) {
        self.days_between(self.start, self.end)
    }

    /// Its first and its last day if it went from one moment to another: early, late, before it was moved.
    pub fn days_between(&self, start: Moment, end: Moment) -> (Date, Date) {
        if self.starts_at_moment {
            return (start.last_day(), end.last_day());
        }
        start.days_to(end)
    }

    /// Of an item that was not placed yet, or takes no part.
    pub(super) const fn nowhere(moment: Moment) -> Self {
        Self {
            start: moment,
            end: moment,
            early_start: moment,
            early_end: moment,
            late_start: moment,
            late_end: moment,
            total_slack: Minutes::ZERO,
            free_slack: Minutes::ZERO,
            start_driver: Driver::RoadmapStart,
            end_driver: Driver::RoadmapStart,
            start_gap: None,
            starts_at_moment: false,
            is_on_day_off: false,
            is_critical: false,
            is_open: false,
            is_start_open: false,
            is_scheduled: false,
            state: State::Dropped,
            has_begun: false,
            complete: Share::ZERO,
        }
    }
}

/// What waits for something that stands at the end of a day off waits for the beginning of that day.
pub(super) fn beginning_of_day_off(moment: Moment, is_on_day_off: bool) -> Moment {
    if is_on_day_off { moment.plus(Minutes(-Minutes::DAY.0)) } else { moment }
}

/// What decided a start or an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Driver {
    /// The start of the roadmap.
    RoadmapStart,
    /// Work that is not done can't be in the past.
    Today,
    /// A dependency, its own or inherited.
    Dependency(DependencyId),
    /// A date its author fixed: `from`, `to`, `on`, `during`.
    FixedDate,
    /// What really happened: `started`, `done`.
    Actual,
    /// Its own start and its estimate; of a start: its fixed end and its estimate, counted backwards.
    Estimate,
    /// What remains of it, from today on.
    Remaining,
    /// The part inside it, or the item of a release, that is first or last.
    Part(ItemId),
    /// `alap`: the item that waits for it.
    JustBefore(ItemId),
    /// `alap`: its own deadline.
    Deadline,
    /// `alap`: the end of the roadmap.
    RoadmapEnd,
    /// Levelling: until then somebody is needed for something else, or there is less of them. Of an end, the last part of its
    /// work had to wait until then.
    Resource {
        /// Who.
        resource: ResourceId,
        /// What they are needed for until then; `None` where it is not one item that ends then.
        item: Option<ItemId>,
    },
}

impl Driver {
    /// The point that decided this point of an item, if it is one of another item.
    pub fn point(self, model: &Model, item: ItemId, edge: Edge) -> Option<(ItemId, Edge)> {
        match self {
            Self::Dependency(id) => model.dependency(id).anchor.point(),
            // A release starts where it ends: with the last item in it.
            Self::Part(part) if model.item(item).kind().is_point() => Some((part, Edge::End)),
            Self::Part(part) => Some((part, edge)),
            Self::JustBefore(other) => Some((other, Edge::Start)),
            Self::Resource { item: other, .. } => other.map(|other| (other, Edge::End)),
            _ => None,
        }
    }

    /// Who was needed elsewhere, and for what until then.
    pub const fn resource(self) -> Option<(ResourceId, Option<ItemId>)> {
        match self {
            Self::Resource { resource, item } => Some((resource, item)),
            _ => None,
        }
    }
}

/// A person, team or resource that is asked for more than there is, over an unbroken stretch.
#[derive(Clone, Debug)]
pub struct Overload {
    /// Who.
    pub resource: ResourceId,
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
    /// The most that is asked for at once.
    pub demand: Share,
    /// How much there is of it then.
    pub capacity: Share,
    /// The first and the last day on which that is asked for, for the first time.
    pub peak: (Date, Date),
    /// Every item that takes part, in order of declaration.
    pub items: Vec<ItemId>,
}

impl Overload {
    /// Whether as much is asked for all the time: if not, its demand is that of its peak.
    pub fn is_steady(&self) -> bool {
        self.peak == (self.first, self.last)
    }
}

impl Schedule {
    /// The timing of an item.
    ///
    /// # Panics
    /// If the id is of another model.
    pub fn timing(&self, item: ItemId) -> &Timing {
        // There is one a row of the model's items.
        #[allow(clippy::indexing_slicing)]
        &self.timings[item.index()]
    }

    /// Who works on an item: of alternatives those that levelling chose, without it the first.
    pub fn people<'s, 'm: 's>(&'s self, item: ItemWalker<'m>) -> &'s [Assignment] {
        let chosen = self.levelling.as_ref().and_then(|levelling| levelling.people.get(&item.id));
        chosen.map_or_else(|| item.assignments(), |people| &**people)
    }

    /// When work on an item goes on, piece by piece: more than one where it pauses for other work.
    pub fn pieces(&self, item: ItemId) -> Vec<(Moment, Moment)> {
        let pieces = self.levelling.as_ref().and_then(|levelling| levelling.pieces.get(&item));
        let timing = self.timing(item);
        pieces.map_or_else(|| vec![(timing.start, timing.end)], |pieces| pieces.to_vec())
    }

    /// Who works when on an effort of several, where not all of them give time to it from start to end; else nothing.
    pub fn stints(&self, item: ItemId) -> &[Stint] {
        let stints = self.levelling.as_ref().and_then(|levelling| levelling.stints.get(&item));
        stints.map_or(&[], |stints| stints)
    }
}
