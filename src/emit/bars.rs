//! What a view shows as bars under headings, for languages that draw them: which items, from which day to which, and how they stand.

use crate::model::{Dimension, ItemKind, ItemWalker, Part};
use crate::plan::{PlanView, State, When};
use crate::text::one_line;
use crate::time::Date;

/// A bar, or a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar<'m> {
    pub(super) item: ItemWalker<'m>,
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) is_critical: bool,
    pub(super) is_done: bool,
    /// Whether it is under way, as far as those who look may know.
    pub(super) is_active: bool,
}

impl Bar<'_> {
    pub(super) fn is_point(&self) -> bool {
        self.item.kind().is_point()
    }
}

/// The bars of a view, those of each stream under its title; what stands in none is under `Other`.
pub(super) fn sections<'m>(view: &PlanView<'_, 'm>) -> Vec<(String, Vec<Bar<'m>>)> {
    let is_bar = |item: &ItemWalker<'_>| is_bar(view, *item);
    let items = view.sorted().into_iter().filter(is_bar);
    let groups = view.groups(Dimension::Stream, items).into_iter().map(|group| {
        let bars = group.items.iter().filter_map(|item| bar(view, *item)).collect();
        (if group.title.is_empty() { "Other".to_owned() } else { group.title }, bars)
    });
    groups.filter(|(_, bars): &(_, Vec<_>)| !bars.is_empty()).collect()
}

/// Whether an item is a bar itself: nothing in it is, down to the depth of the view.
fn is_bar(view: &PlanView<'_, '_>, item: ItemWalker<'_>) -> bool {
    let depth = view.view.depth.and_then(|depth| usize::try_from(depth).ok());
    let is_within = |level: usize| depth.is_none_or(|depth| level < depth);
    let level = item.depth();
    let is_whole = is_within(level + 1) && view.holds_shown(item.id);
    is_within(level) && !is_whole && (item.kind() != ItemKind::Stream || item.has_parts())
}

fn bar<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> Option<Bar<'m>> {
    let timing = view.plan.schedule.timing(item.id);
    let when = view.when(item.id)?;
    // What rests on work that nobody has estimated has no date that may be told.
    let When { from, to, .. } = Some(when).filter(|when| !(when.is_open && view.is_public()))?;
    let (first, last) = if view.is_public() { (from.date(), to.last_day()) } else { timing.days() };
    let is_critical = timing.is_critical && timing.state.is_open();
    Some(Bar {
        item,
        first,
        last,
        is_critical: is_critical && view.shows(Part::Critical, true),
        is_done: timing.state == State::Done,
        is_active: matches!(timing.state, State::UnderWay) && !view.is_public(),
    })
}

/// A text in one line in which no sign means anything: what could stands there by its number. A word of the language, with which
/// no text may begin, loses its first letter so.
pub(super) fn by_numbers(
    text: &str,
    number: fn(u32) -> String,
    plain: &str,
    words: &[&str],
) -> String {
    let text = one_line(text);
    let text = text.trim();
    let lower = text.to_lowercase();
    let is_word = words.iter().any(|word| lower.starts_with(word));
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_plain = c.is_alphanumeric() || !c.is_ascii() || plain.contains(c);
        let is_misread = at == 0 && (is_word || !c.is_alphabetic());
        if is_plain && !is_misread {
            out.push(c);
        } else {
            out.push_str(&number(u32::from(c)));
        }
    }
    if out.is_empty() { "…".to_owned() } else { out }
}
