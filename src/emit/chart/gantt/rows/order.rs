//! Which rows a chart has, and in which order: as declared or as the view sorts, in the streams or below headings of groups.

use super::facts::{public_row, row};
use super::{Facts, Shape, Source};
use crate::emit::chart::colours::STREAM_INKS;
use crate::emit::chart::label::{Ink, Label, Style, clean};
use crate::emit::chart::words::percent;
use crate::model::{Dimension, ItemId, ItemKind, ItemWalker, Part, Share};
use crate::plan::{Group, GroupKey, Plan};

/// The rows of a chart. Releases are flags, what is dropped is not drawn, and what lies deep is rolled up into what it stands in.
pub fn rows<'m>(source: &Source<'_, 'm>) -> Vec<Facts<'m>> {
    let items = source.plan.model.items();
    let drawn = items.filter(|item| {
        let is_shown = source.view.shows_item(item.id) || source.view.frames_item(item.id);
        item.kind() != ItemKind::Release && is_shown && !source.status.is_all_dropped(item.id)
    });
    let dimension = source.view.grouped_by(Dimension::Stream);
    if dimension != Dimension::Stream {
        return grouped(source, dimension, drawn);
    }
    let mut nest = Nest::new(source.plan);
    let items = sorted(source, drawn.collect());
    told(source, items.into_iter().map(|item| (item, nest.enter(item)))).collect()
}

/// Items as the view sorts them, each behind what it stands in.
fn sorted<'m>(source: &Source<'_, 'm>, mut items: Vec<ItemWalker<'m>>) -> Vec<ItemWalker<'m>> {
    if source.view.view.sort.is_none() {
        return items;
    }
    let mut in_order = items.clone();
    source.view.sort(&mut in_order);
    let mut ranks = vec![0; source.plan.model.items.len()];
    for (rank, item) in in_order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(item.id.index()) {
            *slot = rank;
        }
    }
    let rank = |item: ItemWalker<'_>| ranks.get(item.id.index()).copied();
    items.sort_by_cached_key(|item| {
        let mut path: Vec<_> = item.with_ancestors().filter_map(rank).collect();
        path.reverse();
        path
    });
    items
}

/// The rows of items in their places, as far as those are levels that are shown.
fn told<'s, 'm: 's>(
    source: &'s Source<'_, 'm>,
    placed: impl Iterator<Item = (ItemWalker<'m>, (usize, u8))> + 's,
) -> impl Iterator<Item = Facts<'m>> + 's {
    let seen = placed.filter(|(_, (depth, _))| *depth < source.levels);
    // A view shows whole days: where hours are told some of its first and last may be beyond the picture.
    let (from, to) = source.window();
    let is_seen = move |row: &Facts<'_>| {
        from.is_none_or(|from| from <= row.end) && to.is_none_or(|to| row.start <= to)
    };
    let told = |(item, place)| {
        if source.view.is_public() {
            public_row(source, item, place)
        } else {
            Some(row(source, item, place))
        }
    };
    seen.filter_map(told).filter(is_seen)
}

/// The rows of each group below a heading. Streams are a group themselves: by anything else there are none. What belongs to several
/// groups has a row in each.
fn grouped<'m>(
    source: &Source<'_, 'm>,
    dimension: Dimension,
    drawn: impl Iterator<Item = ItemWalker<'m>>,
) -> Vec<Facts<'m>> {
    let items = drawn.filter(|item| item.kind() != ItemKind::Stream);
    let mut rows = Vec::new();
    let groups = source.view.groups(dimension, items);
    for (group, slot) in groups.iter().zip((1..=STREAM_INKS).cycle()) {
        let slot = u8::try_from(slot).unwrap_or(0);
        let slot = if group.key == GroupKey::None { 0 } else { slot };
        let mut nest = Nest::new(source.plan);
        let items = sorted(source, group.items.clone()).into_iter();
        let placed = items.map(|item| (item, (nest.enter(item).0 + 1, slot)));
        let below: Vec<_> = told(source, placed).collect();
        rows.push(heading(source, group, slot, &below));
        rows.extend(below);
    }
    rows
}

/// The heading of a group, over the span of all that is in it.
fn heading<'m>(
    source: &Source<'_, 'm>,
    group: &Group<'m>,
    slot: u8,
    below: &[Facts<'m>],
) -> Facts<'m> {
    let title = if group.title.is_empty() { "Everything else" } else { &group.title };
    let work = source.status.progress_among(group.items.iter().copied());
    let is_told = source.has_begun && source.shows(Part::Progress) && !source.view.is_public();
    let starts = below.iter().map(|row| row.start).min();
    let ends = below.iter().map(|row| row.end).max();
    let span = (starts.unwrap_or_default(), ends.unwrap_or_default());
    let title = Label::new(clean(title).into_owned(), Style::Strong, Ink::Text);
    Facts {
        complete: if is_told { work.complete } else { Share::ZERO },
        note: is_told.then(|| Label::new(percent(work.complete), Style::Small, Ink::Muted)),
        ..Facts::new(Shape::Stream, slot, span, title)
    }
}

/// Where an item stands: how deep, and in which colour. Items come behind what they stand in.
struct Nest {
    /// The items that are open, each with what is behind the last item in it.
    open: Vec<(ItemId, ItemId)>,
    streams: usize,
    slot: u8,
    has_streams: bool,
}

impl Nest {
    fn new(plan: Plan<'_>) -> Self {
        let has_streams = plan.model.items().any(|item| item.kind() == ItemKind::Stream);
        Self { open: Vec::new(), streams: 0, slot: 0, has_streams }
    }

    fn enter(&mut self, item: ItemWalker<'_>) -> (usize, u8) {
        while self.open.last().is_some_and(|(id, end)| item.id < *id || *end <= item.id) {
            self.open.pop();
        }
        let depth = self.open.len();
        if depth == 0 {
            self.slot = self.next_slot(item.kind());
        }
        self.open.push((item.id, item.data().subtree_end));
        (depth, self.slot)
    }

    fn next_slot(&mut self, kind: ItemKind) -> u8 {
        if kind != ItemKind::Stream {
            // Where there is no stream at all, one colour is calmer than none.
            return u8::from(!self.has_streams);
        }
        let slot = self.streams % STREAM_INKS + 1;
        self.streams += 1;
        u8::try_from(slot).unwrap_or(1)
    }
}
