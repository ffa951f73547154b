//! Several files as one plan: a tool that exports a file a kind of thing gives several.

use super::draft::{Draft, Item};

/// Puts a draft behind another. Keys name the same things in both; what one declares twice is declared once.
pub(super) fn join(whole: &mut Draft, more: Draft) {
    let calendars = whole.calendars.len();
    let moved = |calendar: Option<usize>| calendar.map(|index| index + calendars);
    if whole.title.is_empty() {
        whole.title = more.title;
    }
    whole.start = whole.start.into_iter().chain(more.start).min();
    whole.deadline = whole.deadline.into_iter().chain(more.deadline).max();
    whole.owner = whole.owner.take().or(more.owner);
    whole.note = whole.note.take().or(more.note);
    whole.links.extend(more.links);
    whole.level = whole.level.max(more.level);
    whole.budget = whole.budget.or(more.budget);
    whole.tags.extend(more.tags);
    whole.today = whole.today.into_iter().chain(more.today).max();
    whole.currency = whole.currency.take().or(more.currency);
    whole.calendar = whole.calendar.or(moved(more.calendar));
    whole.calendars.extend(more.calendars.into_iter().map(|mut calendar| {
        calendar.extends = moved(calendar.extends);
        calendar
    }));
    for mut resource in more.resources {
        resource.calendar = moved(resource.calendar);
        if !whole.resources.iter().any(|known| known.key == resource.key) {
            whole.resources.push(resource);
        }
    }
    for objective in more.objectives {
        if !whole.objectives.iter().any(|known| known.key == objective.key) {
            whole.objectives.push(objective);
        }
    }
    let fields: Vec<_> =
        more.fields.iter().map(|field| whole.field(&field.title, field.kind)).collect();
    let known: rustc_hash::FxHashSet<_> =
        whole.items.iter().filter(|item| is_made(item)).map(|item| item.key.clone()).collect();
    for mut item in more.items {
        if is_made(&item) && known.contains(&item.key) {
            continue;
        }
        item.calendar = moved(item.calendar);
        item.fields = item
            .fields
            .into_iter()
            .filter_map(|(index, value)| Some((*fields.get(index)?, value)))
            .collect();
        whole.items.push(item);
    }
    for cadence in more.cadences {
        if !whole.cadences.iter().any(|known| known.title == cadence.title) {
            whole.cadences.push(cadence);
        }
    }
    whole.risks.extend(more.risks);
    whole.statuses.extend(more.statuses);
    whole.losses.append(more.losses);
}

/// Whether an item was made because others name it: a release.
fn is_made(item: &Item) -> bool {
    item.kind == super::draft::Kind::Release
}
