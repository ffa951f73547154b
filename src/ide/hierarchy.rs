//! What drives what: for an item the ones that it waits for, and those that wait for it.

use std::collections::BTreeMap;

use super::navigation::target;
use super::{Target, View, named_at};
use crate::model::{Edge, ItemId, ItemKind, ItemWalker, Model};
use crate::resolve::NodeId;
use crate::schedule::decisive;
use crate::text::Span;

/// An item at one end of a dependency.
#[derive(Clone, Debug)]
pub struct Driving {
    /// The item at the other end.
    pub target: Target,
    /// What that is.
    pub kind: ItemKind,
    /// Its title.
    pub title: String,
    /// When it is, and whether that decides: `ends 6 March 2026, decides it`; empty where no dates are known.
    pub detail: String,
    /// Where it is written that one waits for the other.
    pub places: Vec<Span>,
    /// Whether the one that is waited for decides the date of the one that waits.
    pub decides: bool,
}

/// The item that is named at a place, or on the line of which it lies.
pub fn item_at(view: View<'_>, offset: u32) -> Option<Target> {
    let index = view.now.index();
    let at = Span::new(offset, offset);
    let named = named_at(view, offset).map(|named| named.node);
    let item = |node: &NodeId| index.item(*node).is_some();
    let node = named.filter(item).or_else(|| index.innermost(at).filter(item))?;
    Some(target(view.now, node))
}

/// What an item waits for: what it names, what holds for what it stands in, of a release what ships in it; and what decides its
/// dates, be it written or not.
pub fn driven_by(view: View<'_>, node: NodeId) -> Vec<Driving> {
    let Some(own) = view.now.index().item(node) else { return Vec::new() };
    let mut found = Found::default();
    for link in written_links(view.now.model()).filter(|link| link.holds_for(view.now.model(), own))
    {
        found.entry(link.first).or_default().push(link.span);
    }
    let deciding = deciding(view, own);
    for other in &deciding {
        found.entry(*other).or_default();
    }
    let decides = |other: ItemId| deciding.contains(&other);
    told(view, found, decides)
}

/// What waits for an item: what names it, the releases that it ships in, and what it keeps waiting though nobody wrote so.
pub fn drives(view: View<'_>, node: NodeId) -> Vec<Driving> {
    let Some(own) = view.now.index().item(node) else { return Vec::new() };
    let mut found = Found::default();
    for link in written_links(view.now.model()).filter(|link| link.first == own) {
        found.entry(link.waits).or_default().push(link.span);
    }
    for other in decided_by(view, own) {
        found.entry(other).or_default();
    }
    let decides = |other: ItemId| deciding(view, other).contains(&own);
    told(view, found, decides)
}

/// Items with the places that name them.
type Found = BTreeMap<ItemId, Vec<Span>>;

/// That one item waits for another, and where that is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenLink {
    pub(super) first: ItemId,
    pub(super) waits: ItemId,
    span: Span,
}

impl WrittenLink {
    /// Whether an item waits by this: itself, or with what it stands in.
    fn holds_for(self, model: &Model, item: ItemId) -> bool {
        self.waits == item || model.item(self.waits).encloses(item)
    }
}

/// Everything that is written to wait for something.
pub(super) fn written_links(model: &Model) -> impl Iterator<Item = WrittenLink> {
    let dependencies = model.dependencies.iter().filter_map(|one| {
        let (first, _) = one.anchor.point()?;
        Some(WrittenLink { first, waits: one.item, span: one.span })
    });
    let shipped = model.items().flat_map(|item| {
        let releases = item.extras().releases.iter();
        releases.map(move |(waits, span)| WrittenLink {
            first: item.id,
            waits: *waits,
            span: *span,
        })
    });
    dependencies.chain(shipped)
}

/// The items that decide the start and the end of one, as far as the dates are known.
fn deciding(view: View<'_>, item: ItemId) -> Vec<ItemId> {
    let Some((now, plan)) = view.dated_twin(item) else { return Vec::new() };
    let point = |edge| {
        let driver = plan.schedule.timing(now.id).driver(edge);
        decisive(plan.model, plan.schedule, (now.id, edge), driver)
    };
    let points = [Edge::Start, Edge::End].into_iter().filter_map(point);
    let others = points.map(|(other, _)| other).filter(|other| *other != now.id);
    let mut others: Vec<_> =
        others.filter_map(|other| view.newest_twin(plan.model.item(other))).collect();
    others.dedup();
    others
}

/// The items of which a date follows from one without a word about it: it is a part of them, or does what they need somebody for.
fn decided_by(view: View<'_>, item: ItemId) -> Vec<ItemId> {
    let Some((dated, plan)) = view.dated_twin(item) else { return Vec::new() };
    let model = plan.model;
    let follows = |other: &ItemWalker<'_>| {
        let timing = plan.schedule.timing(other.id);
        let points = [Edge::Start, Edge::End].into_iter().filter_map(|edge| {
            decisive(model, plan.schedule, (other.id, edge), timing.driver(edge))
        });
        let mut points = points.filter(|(first, _)| *first != other.id);
        points.any(|(first, _)| first == dated.id)
    };
    let others = model.items().filter(|other| other.id != dated.id).filter(follows);
    others.filter_map(|other| view.newest_twin(other)).collect()
}

fn told(view: View<'_>, found: Found, decides: impl Fn(ItemId) -> bool) -> Vec<Driving> {
    let (model, index) = (view.now.model(), view.now.index());
    let nodes = index.declarations().map(|(node, _)| node);
    let nodes: BTreeMap<ItemId, NodeId> =
        nodes.filter_map(|node| Some((index.item(node)?, node))).collect();
    let mut all: Vec<Driving> = found
        .into_iter()
        .filter_map(|(item, mut places)| {
            let walker = model.item(item);
            let target = target(view.now, *nodes.get(&item)?);
            let decides = decides(item);
            places.sort_unstable();
            places.dedup();
            Some(Driving {
                target,
                kind: walker.kind(),
                title: walker.title().to_owned(),
                detail: detail(view, item, decides),
                places,
                decides,
            })
        })
        .collect();
    all.sort_by_key(|one| !one.decides);
    all
}

fn detail(view: View<'_>, item: ItemId, decides: bool) -> String {
    let Some((dated, plan)) = view.dated_twin(item) else { return String::new() };
    let timing = plan.schedule.timing(dated.id);
    if !timing.is_scheduled {
        return "dropped".to_owned();
    }
    let day = timing.days().1.long();
    let verb = if dated.kind().is_point() { "falls on" } else { "ends" };
    let not_before = if timing.is_open { " or later" } else { "" };
    let decides = if decides { ", decides" } else { "" };
    format!("{verb} {day}{not_before}{decides}")
}
