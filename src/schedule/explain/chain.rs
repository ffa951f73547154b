//! Why something is when it is: what drives it, link by link back to where it began.

use rustc_hash::FxHashSet;

use crate::model::{Edge, ItemId, Model};
use crate::schedule::timing::{Driver, Schedule};
use crate::text::Span;
use crate::time::Moment;

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
    /// Where the dependency that decided it is written.
    pub span: Option<Span>,
}

/// What drives the end of an item, from that end back to a date, today, or the start of the roadmap.
///
/// Both points of an item stand in the chain where both take part. It never has more links than there are points.
pub fn chain(model: &Model, schedule: &Schedule, item: ItemId) -> Vec<Link> {
    links(model, schedule, item, Edge::End).collect()
}

/// Likewise of either point, one link after the other: for those who don't need them all.
pub fn links<'m>(
    model: &'m Model,
    schedule: &'m Schedule,
    item: ItemId,
    edge: Edge,
) -> impl Iterator<Item = Link> + 'm {
    let longest = model.items.len().saturating_mul(2);
    // What is as late as possible stands before something that, in a gap of working time, may in turn follow from it.
    let mut leant_on = FxHashSet::default();
    let links = std::iter::successors(Some(link(model, schedule, item, edge)), move |last| {
        let (item, edge) = next(model, schedule, last)?;
        if matches!(last.driver, Driver::JustBefore(_)) && !leant_on.insert(item) {
            return None;
        }
        Some(link(model, schedule, item, edge))
    });
    links.take(longest)
}

fn link(model: &Model, schedule: &Schedule, item: ItemId, edge: Edge) -> Link {
    let timing = schedule.timing(item);
    let (moment, driver) = match edge {
        Edge::Start => (timing.start, timing.start_driver),
        Edge::End => (timing.end, timing.end_driver),
    };
    let dependency = match driver {
        Driver::Dependency(id) => model.dependencies.get(id.index()),
        _ => None,
    };
    Link { item, edge, moment, driver, span: dependency.map(|dependency| dependency.span) }
}

/// The point that decided a point, if it is one of an item.
fn next(model: &Model, schedule: &Schedule, link: &Link) -> Option<(ItemId, Edge)> {
    match link.driver {
        // Of a start, the fixed end that it was counted back from.
        Driver::Estimate if link.edge == Edge::Start => Some((link.item, Edge::End)),
        Driver::Estimate => Some((link.item, Edge::Start)),
        driver => {
            // Of what pauses, or was moved after that, the end may be later.
            let is_over = |item| !driver.is_resource() || schedule.timing(item).end <= link.moment;
            driver.point(model, link.item, link.edge).filter(|(item, _)| is_over(*item))
        }
    }
}
