//! Work that is too much for somebody at a time, spread as levelling would do it.

use super::edges::{name_from, said_at};
use super::lines::add_to_head;
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::Edit;
use crate::ide::{Analysis, View};
use crate::model::{ItemId, Thoroughness};
use crate::resolve::Levelled;
use crate::schedule::{Move, Overload};
use crate::text::Span;

/// How much is tried to find an order.
const THOROUGHNESS: Thoroughness = Thoroughness::Quick;

/// Lets work wait until somebody has the time for it: each that levelling would move, for what it would be done after.
pub(super) fn spread(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let dated = view.dated.filter(|_| view.is_dated_now())?;
    let schedule = dated.compilation()?.schedule();
    let overload = overloaded_at(view, range, &schedule.overloads)?;
    let who = view.now.model().resource(overload.resource).title();
    let items = overload.items.as_slice();
    let edits = Change::Sought(Box::new(move || moved(view.now, items)));
    let title = format!("let work wait until `{who}` has the time for it");
    Some(Candidate { title, kind: RefactorKind::Mend, edits, keeps: Keeps::Work })
}

/// What levelling would move of some items, written down.
fn moved(now: &Analysis, items: &[ItemId]) -> Option<Vec<Edit>> {
    let levelled = now.with(&[], Levelled::With(THOROUGHNESS)).dated();
    let moves = &levelled.compilation()?.schedule().levelling.as_ref()?.moves;
    let own = moves.iter().filter(|one| items.contains(&one.item));
    let because = own.filter_map(|one| Some((one, one.because?)));
    let edits: Option<Vec<Edit>> =
        because.map(|(one, (_, first))| waits(now, &levelled, one, first)).collect();
    edits.filter(|edits| !edits.is_empty())
}

/// The first overload in which an item of the lines takes part.
fn overloaded_at<'a>(view: View<'_>, range: Span, all: &'a [Overload]) -> Option<&'a Overload> {
    let index = view.now.index();
    let nodes = index
        .declarations()
        .filter(|(_, one)| one.head.start <= range.end && range.start <= one.head.end);
    let items: Vec<ItemId> = nodes.filter_map(|(node, _)| index.item(node)).collect();
    all.iter().find(|one| one.items.iter().any(|item| items.contains(item)))
}

/// `after api`, or where it is not one item that has to be done first, `from` the day.
fn waits(now: &Analysis, levelled: &Analysis, moved: &Move, first: Option<ItemId>) -> Option<Edit> {
    let node = now.index().node_of(moved.item)?;
    let name = first.and_then(|first| name_from(now, node, now.index().node_of(first)?));
    let schedule = levelled.compilation()?.schedule();
    let day = schedule.timing(moved.item).start.date();
    Some(match name {
        Some(name) => said_at(now, node, "after", &name),
        None => add_to_head(now, node, &format!("from {day}")),
    })
}
