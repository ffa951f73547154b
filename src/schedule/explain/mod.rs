//! Why dates are what they are, read from a schedule that is made: what drives them, link by link back to where that began; what
//! limits them ([`reasons`]); and what would be if something were written otherwise (the whole schedule is made again, so that no
//! promise is a guess), or slipped by its slack.

pub(crate) mod doubts;
pub(crate) mod reasons;

use rustc_hash::FxHashSet;

use crate::model::{
    Anchor, Assignment, Dependency, Edge, ItemId, ItemKind, ItemWalker, Lag, Limit, Model,
    ResourceId, Share, WrittenAs,
};
use crate::schedule::crew::after;
use crate::schedule::crew::crews::Crews;
use crate::schedule::network::Network;
use crate::schedule::schedule;
use crate::schedule::timing::{Driver, Schedule, Timing};
use crate::schedule::working_time::Clock;
use crate::text::Span;
use crate::time::{Minutes, Moment};

/// One link of a chain: a point of an item, and what decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The item.
    pub item: ItemId,
    /// Which of its points.
    pub edge: Edge,
    /// When that is.
    pub moment: Moment,
    /// What decided it; where that is a point of an item, the next link is of that.
    pub driver: Driver,
}

/// What drives a point of an item, from there back to a date, today, or the start of the roadmap: one link after the other, for
/// those who don't need them all.
///
/// Both points of an item stand in the chain where both take part. It never has more links than there are points.
pub fn links<'m>(
    model: &'m Model,
    schedule: &'m Schedule,
    item: ItemId,
    edge: Edge,
) -> impl Iterator<Item = Link> + 'm {
    let link = |item, edge| {
        let timing = schedule.timing(item);
        Link { item, edge, moment: timing.at(edge), driver: timing.driver(edge) }
    };
    let longest = model.items.len().saturating_mul(2);
    // What is as late as possible stands before something that, in a gap of working time, may in turn follow from it.
    let mut leant_on = FxHashSet::default();
    let links = std::iter::successors(Some(link(item, edge)), move |last| {
        let (item, edge) = decisive(model, schedule, (last.item, last.edge), last.driver)?;
        if matches!(last.driver, Driver::JustBefore(_)) && !leant_on.insert(item) {
            return None;
        }
        Some(link(item, edge))
    });
    links.take(longest)
}

/// The point that decided a point, where this driver did, if it is one of an item.
pub(crate) fn decisive(
    model: &Model,
    schedule: &Schedule,
    (item, edge): (ItemId, Edge),
    driver: Driver,
) -> Option<(ItemId, Edge)> {
    match (driver, edge) {
        // The fixed end that a start was counted back from.
        (Driver::Estimate, Edge::Start) => Some((item, Edge::End)),
        (Driver::Estimate, Edge::End) => Some((item, Edge::Start)),
        // While one of several is needed elsewhere, the others do the work from its start on.
        (Driver::Resource { .. }, Edge::End) if !schedule.stints(item).is_empty() => {
            Some((item, Edge::Start))
        }
        _ => {
            // Of what pauses, or was moved after that, the end may be later.
            let moment = schedule.timing(item).at(edge);
            let is_over = |first| schedule.timing(first).end <= moment;
            let point = driver.point(model, item, edge);
            point.filter(|(first, _)| driver.resource().is_none() || is_over(*first))
        }
    }
}

/// Whose line decided a point: that of the item itself, or of one that it stands in.
pub(crate) fn holder(item: ItemWalker<'_>, edge: Edge, driver: Driver) -> ItemId {
    match driver {
        Driver::Dependency(id) => item.model.dependency(id).item,
        Driver::FixedDate if item.fixed_date(edge).is_none() => {
            let outer = item.ancestors().find(|one| one.dates().from.is_some());
            outer.map_or(item.id, |outer| outer.id)
        }
        _ => item.id,
    }
}

/// Where it is written what decided a point; nothing where it is written nowhere, as today is.
pub(crate) fn place(item: ItemWalker<'_>, edge: Edge, driver: Driver) -> Option<Span> {
    let (model, progress) = (item.model, item.progress());
    match driver {
        Driver::Dependency(id) => Some(model.dependency(id).span),
        Driver::RoadmapStart => Some(model.header.span).filter(|span| span.end > 0),
        Driver::FixedDate => {
            let dates = model.item(holder(item, edge, driver)).dates();
            let date = item.fixed_date(edge).or(dates.from).or(dates.to);
            date.map(|date| date.span)
        }
        Driver::Actual => {
            let started = progress.started.map(|date| date.span);
            let done = progress.done.map(|(_, span)| span);
            if edge == Edge::Start { started.or(done) } else { done.or(started) }
        }
        Driver::Estimate => item.data().estimate.map(|estimate| estimate.span),
        Driver::Remaining => {
            let remaining = progress.remaining.map(|(_, span)| span);
            remaining.or(progress.complete.map(|(_, span)| span))
        }
        Driver::Part(part) if item.kind() == ItemKind::Release => {
            let releases = &model.item(part).extras().releases;
            releases.iter().find(|(id, _)| *id == item.id).map(|(_, span)| *span)
        }
        Driver::Part(part) => Some(model.item(part).span()),
        Driver::JustBefore(_) | Driver::Deadline | Driver::RoadmapEnd => {
            item.with_ancestors().find_map(|one| one.dates().alap)
        }
        Driver::Today | Driver::Resource { .. } => None,
    }
}

/// The schedule of a roadmap in which an item waits for the end of another too.
///
/// It copies the model: linear in the size of the roadmap, as the schedule itself is.
pub fn if_waiting(model: &Model, item: ItemId, first: ItemId) -> Schedule {
    let mut model = model.clone();
    let place = model.dependencies.partition_point(|one| one.item <= item);
    let dependency = Dependency {
        item,
        edge: Edge::Start,
        anchor: Anchor::Item(first, Edge::End),
        lag: Lag::default(),
        written_as: WrittenAs::After,
        span: Span::default(),
    };
    model.dependencies.insert(place, dependency);
    schedule(&model)
}

/// Likewise, in which somebody else does what somebody was asked for, so much of them.
pub fn if_reassigned(
    model: &Model,
    item: ItemId,
    from: ResourceId,
    (to, units): (ResourceId, Share),
) -> Schedule {
    let people = model.item(item).assignments().iter().map(|one| {
        let is_it = one.resource == from;
        let (resource, units) = if is_it { (to, units) } else { (one.resource, one.units) };
        Assignment { resource, units, ..one.clone() }
    });
    let mut model = model.clone();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let range = (count(model.assignments.len()), count(people.len()));
    model.assignments.extend(people);
    if let Some(item) = model.items.get_mut(item.index()) {
        item.assignments = range;
    }
    schedule(&model)
}

/// When items end that slip by some of their slack.
#[derive(Debug)]
pub struct SlackEnds<'m>(Crews<'m>);

impl<'m> SlackEnds<'m> {
    /// Those of a roadmap.
    pub fn of(model: &'m Model, schedule: &Schedule) -> Self {
        Self(Crews::of_plan(&Network::new(model), schedule))
    }

    /// When an item without parts ends that slips by some of its slack: it goes on by the time of those who do it, whom
    /// levelling chose where it had a choice.
    pub fn slipped(&self, item: ItemWalker<'_>, timing: &Timing, slack: Minutes) -> Moment {
        let crew = self.0.of(item.id);
        let is_begun = item.progress().started.is_some() || timing.complete > Share::ZERO;
        if is_begun {
            return crew.slack_clock().advance(timing.end, slack);
        }
        crew.slipped(timing.start, timing.end, slack)
    }
}

/// The last moment at which a limit lets its item, which works by this clock, start. It is kept where the start is no later.
pub fn latest_start_within(schedule: &Schedule, clock: &Clock<'_>, limit: &Limit) -> Moment {
    let point = match limit.anchor {
        Anchor::Moment(moment) => moment,
        Anchor::Item(item, edge) => schedule.timing(item).at(edge),
    };
    let latest = after(clock, after(clock, point, limit.lag), limit.within);
    // The start of a working day is no later than the evening before it.
    clock.next_work(latest)
}
