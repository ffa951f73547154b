//! What has happened before what it waits for.

use crate::model::{Anchor, Dependency, Edge, ItemWalker, Share};
use crate::schedule::timing::{Schedule, State, Timing};
use crate::time::{Date, Minutes, Moment};

/// What an item that was begun or done should have waited for, and didn't: its own dependencies first, then those of what it
/// stands in. That work was begun says nothing of what only its end waits for.
///
/// Leads are not counted: with a lead an item may well be first.
pub fn disregarded<'m>(
    schedule: &'m Schedule,
    item: ItemWalker<'m>,
) -> impl Iterator<Item = &'m Dependency> {
    let timing = schedule.timing(item.id);
    let is_done = is_done(item, timing);
    let has_happened = timing.is_scheduled && (is_done || has_begun(item, timing));
    let whole = item.ancestors().flat_map(ItemWalker::dependencies);
    let whole = whole.filter(|dependency| dependency.edge == Edge::Start);
    let all = item.dependencies().iter().chain(whole).filter(move |_| has_happened);
    all.filter(move |dependency| {
        let counts = is_done || dependency.edge == Edge::Start;
        counts && dependency.lag.minutes >= Minutes::ZERO && is_early(schedule, item, dependency)
    })
}

/// The day on which an item was done, where that is known.
pub fn day_done(item: ItemWalker<'_>) -> Option<Date> {
    let (moment, _) = item.progress().done?;
    moment.map(Moment::last_day)
}

fn is_done(item: ItemWalker<'_>, timing: &Timing) -> bool {
    item.is_done() || timing.state == State::Done && !item.has_parts()
}

fn has_begun(item: ItemWalker<'_>, timing: &Timing) -> bool {
    let said = item.progress();
    let is_under_way = said.complete.is_some_and(|(share, _)| share > Share::ZERO);
    is_under_way || said.started.is_some() || timing.has_begun && !item.has_parts()
}

fn is_early(schedule: &Schedule, item: ItemWalker<'_>, dependency: &Dependency) -> bool {
    let Anchor::Item(awaited, edge) = dependency.anchor else { return false };
    let (awaited, timing) = (item.model.item(awaited), schedule.timing(awaited));
    if !timing.is_scheduled {
        return false;
    }
    let by = day_done(item);
    let is_by = |day: Date| by.is_none_or(|by| day <= by);
    if awaited.kind().is_point() {
        return !is_reached(schedule, awaited, timing, by.or_else(|| day_begun(item)));
    }
    match edge {
        Edge::Start => !(timing.has_begun && is_by(timing.start.date())),
        Edge::End => timing.state != State::Done || !day_done(awaited).is_none_or(is_by),
    }
}

/// The day by which something under way was begun: that of its start, or today.
fn day_begun(item: ItemWalker<'_>) -> Option<Date> {
    let started = item.progress().started.map(|started| started.moment.date());
    started.or(item.model.header.today)
}

/// Whether a milestone or release had come by a day. One that nobody ticked off has, if its day had and its work is done.
fn is_reached(
    schedule: &Schedule,
    point: ItemWalker<'_>,
    timing: &Timing,
    by: Option<Date>,
) -> bool {
    let is_by = |day: Date| by.is_none_or(|by| day <= by);
    if timing.state == State::Done {
        return is_by(day_done(point).unwrap_or_else(|| timing.end.last_day()));
    }
    let planned = point.dates().to.or(point.dates().from);
    let is_work_done = point.dependencies().iter().all(|dependency| match dependency.anchor {
        Anchor::Item(awaited, edge) => schedule.timing(awaited).has_come(edge),
        Anchor::Moment(_) => true,
    });
    is_work_done && is_by(planned.map_or(timing.end, |planned| planned.moment).last_day())
}
