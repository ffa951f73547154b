//! The work that a picture of cards shows: a level of the plan, all below it rolled up.

use super::words::is_empty;
use crate::model::{Horizon, ItemKind, ItemWalker};
use crate::plan::{PlanView, State};

/// As many cards have room on a page that is read at a glance.
pub const MOST: usize = 15;
/// Fewer say less than a page could.
const LEAST: usize = 4;

/// The cards of a view, in order of declaration.
#[derive(Debug)]
pub struct Units<'m> {
    /// What each is of.
    pub items: Vec<ItemWalker<'m>>,
    /// Whether all of them have to be shown, as somebody said which level is.
    pub is_asked: bool,
}

/// The work that a view shows: down to the level that is asked for, or else what stands in streams; what is in that, if there is
/// little of it.
pub fn units<'m>(view: &PlanView<'_, 'm>, depth: Option<u32>) -> Units<'m> {
    if let Some(depth) = depth {
        let levels = usize::try_from(depth).unwrap_or(usize::MAX).max(1);
        let items = work(view).filter(|item| is_cut(view, *item, levels));
        return Units { items: items.collect(), is_asked: true };
    }
    let at = |level: usize| -> Vec<ItemWalker<'m>> {
        work(view).filter(|item| is_at(view, *item, level)).collect()
    };
    let highest = at(0);
    let finer = if highest.len() < LEAST { at(1) } else { Vec::new() };
    let is_finer = finer.len() > highest.len() && finer.len() <= MOST;
    Units { items: if is_finer { finer } else { highest }, is_asked: false }
}

/// What takes time and is something.
fn work<'m>(view: &PlanView<'_, 'm>) -> impl Iterator<Item = ItemWalker<'m>> {
    view.items().filter(|item| !item.kind().is_point() && !is_empty(view.status, *item))
}

/// Whether an item is the last that is shown of what stands so many levels below its root, or less.
fn is_cut<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>, levels: usize) -> bool {
    let above = item.ancestors().filter(|above| view.shows_item(above.id)).count();
    above + 1 == levels || above + 1 < levels && is_leaf(view, item)
}

/// The same of work alone: streams only hold it.
fn is_at<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>, level: usize) -> bool {
    let is_work = |of: &ItemWalker<'m>| of.kind() != ItemKind::Stream && view.shows_item(of.id);
    let above = item.ancestors().filter(is_work).count();
    is_work(&item) && (above == level || above < level && is_leaf(view, item))
}

fn is_leaf<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> bool {
    let is_shown = |part: ItemWalker<'m>| view.shows_item(part.id) && !part.kind().is_point();
    !item.descendants().any(is_shown)
}

/// Whether nobody knows when something is: nothing in it is estimated, has begun or has a date.
pub fn is_undated<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> bool {
    let timing = view.plan.schedule.timing(item.id);
    timing.is_open
        && timing.start == timing.end
        && !timing.has_begun
        && !item.dates().name_any()
        && !item.descendants().any(|part| part.dates().name_any())
}

/// When something is to be done, as far as its author or its dates say: what has begun now, what begins within a quarter next.
pub fn horizon<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> Horizon {
    if let Some(said) = said_horizon(item) {
        return said;
    }
    let plan = view.plan;
    let timing = plan.schedule.timing(item.id);
    let today = plan.model.header.today.unwrap_or(plan.schedule.first_day);
    let soon = today.plus_months(3).unwrap_or(today);
    match timing.state {
        State::UnderWay | State::Overdue | State::Done => Horizon::Now,
        _ if timing.start.date() <= today => Horizon::Now,
        _ if is_undated(view, item) || timing.start.date() >= soon => Horizon::Later,
        _ => Horizon::Next,
    }
}

/// The horizon that is written, of it or of what it stands in.
pub fn said_horizon(item: ItemWalker<'_>) -> Option<Horizon> {
    item.with_ancestors().find_map(|item| item.extras().horizon)
}

/// What is shown first where not all has room: what is not done, has the highest priority, and comes first.
pub fn rank<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> impl Ord + use<> {
    let timing = view.plan.schedule.timing(item.id);
    let is_done = timing.state == State::Done;
    (is_done, std::cmp::Reverse(item.data().priority), timing.start, item.id)
}
