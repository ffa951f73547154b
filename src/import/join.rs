//! Several files as one plan: a tool that exports a file a kind of thing gives several.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Item, Target};
use crate::diagnostic::Fate;

/// Puts a draft behind another. Keys name the same things in both; what one declares twice is declared once.
pub(super) fn join(whole: &mut Draft, mut more: Draft) {
    let renamed = same_people(whole, &more);
    rename(&mut more, &renamed);
    let calendars = whole.calendars.len();
    let moved = |calendar: Option<usize>| calendar.map(|index| index + calendars);
    whole.calendar = whole.calendar.or(moved(more.calendar));
    more.calendars.iter_mut().for_each(|calendar| calendar.extends = moved(calendar.extends));
    whole.calendars.append(&mut more.calendars);
    more.resources.retain(|resource| !renamed.contains_key(&resource.key));
    more.resources.iter_mut().for_each(|resource| resource.calendar = moved(resource.calendar));
    take_new(&mut whole.resources, &mut more.resources, |resource| &resource.key);
    take_new(&mut whole.objectives, &mut more.objectives, |objective| &objective.key);
    take_new(&mut whole.cadences, &mut more.cadences, |cadence| &cadence.title);
    more.items.iter_mut().for_each(|item| item.calendar = moved(item.calendar));
    join_items(whole, &mut more);
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
    whole.risks.extend(more.risks);
    whole.statuses.extend(more.statuses);
    whole.losses.append(more.losses);
}

/// Takes in what is not there yet.
fn take_new<T>(whole: &mut Vec<T>, more: &mut Vec<T>, name: fn(&T) -> &str) {
    for one in more.drain(..) {
        if !whole.iter().any(|known| name(known) == name(&one)) {
            whole.push(one);
        }
    }
}

/// Takes in the items, with their custom fields.
fn join_items(whole: &mut Draft, more: &mut Draft) {
    let fields: Vec<_> =
        more.fields.iter().map(|field| whole.field(&field.title, field.kind)).collect();
    let known: rustc_hash::FxHashSet<_> =
        whole.items.iter().filter(|item| is_made(item)).map(|item| item.key.clone()).collect();
    let twice: FxHashMap<String, usize> =
        whole.items.iter().enumerate().map(|(at, item)| (item.key.clone(), at)).collect();
    for mut item in more.items.drain(..) {
        if is_made(&item) && known.contains(&item.key) {
            continue;
        }
        item.fields = item
            .fields
            .into_iter()
            .filter_map(|(index, value)| Some((*fields.get(index)?, value)))
            .collect();
        match twice.get(&item.key).and_then(|at| whole.items.get_mut(*at)) {
            Some(known) if is_same(known, &item) => {
                let why = "that of which more is said is taken";
                whole.losses.add(
                    Fate::Decided,
                    "items that stand in several files",
                    why,
                    &*item.place,
                );
                if fullness(&item) > fullness(known) {
                    item.parent = item.parent.or_else(|| known.parent.take());
                    *known = item;
                }
            }
            _ => whole.items.push(item),
        }
    }
}

/// Whether an item was made because others name it: a release.
fn is_made(item: &Item) -> bool {
    item.kind == super::draft::Kind::Release
}

/// Whether two items of one key are one thing: it is called the same, or its key is what people know it by.
fn is_same(one: &Item, other: &Item) -> bool {
    let is_known = |item: &Item| item.id.as_ref() == Some(&item.key);
    one.title == other.title || is_known(one) && is_known(other)
}

/// How much is said of an item.
fn fullness(item: &Item) -> usize {
    let dates = [item.start, item.end, item.deadline, item.started, item.finished];
    let said = [
        item.estimate.is_some(),
        item.owner.is_some(),
        item.parent.is_some(),
        item.note.is_some(),
        item.progress.is_some(),
        item.is_done || item.is_dropped,
        item.blocked.is_some(),
        item.priority.is_some(),
        item.horizon.is_some(),
        item.cost.is_some(),
    ];
    let lists = [
        item.waits.len(),
        item.blocks.len(),
        item.people.len(),
        item.objectives.len(),
        item.releases.len(),
        item.tags.len(),
        item.links.len(),
        item.fields.len(),
        item.score.len(),
    ];
    dates.iter().flatten().count()
        + said.iter().filter(|is_said| **is_said).count()
        + lists.iter().sum::<usize>()
}

/// The keys of those who have another key in the whole, where both have one of that name and kind.
fn same_people(whole: &Draft, more: &Draft) -> FxHashMap<String, String> {
    let alone = |draft: &Draft| {
        let mut all: FxHashMap<(String, u8), Option<String>> = FxHashMap::default();
        for resource in &draft.resources {
            all.entry((resource.title.clone(), resource.kind as u8))
                .and_modify(|known| *known = None)
                .or_insert_with(|| Some(resource.key.clone()));
        }
        all
    };
    let known = alone(whole);
    let pairs = alone(more).into_iter().filter_map(|(name, key)| {
        let (key, same) = (key?, known.get(&name)?.clone()?);
        (key != same).then_some((key, same))
    });
    pairs.collect()
}

/// Names people by the keys that they have in the whole.
fn rename(draft: &mut Draft, renamed: &FxHashMap<String, String>) {
    let of_items = draft.items.iter_mut().flat_map(|item| {
        let people = item.people.iter_mut().map(|person| &mut person.who);
        people.chain(item.owner.as_mut()).chain(item.either.iter_mut().flatten())
    });
    let objectives = draft.objectives.iter_mut().filter_map(|it| it.owner.as_mut());
    let risks = draft.risks.iter_mut().filter_map(|it| it.owner.as_mut());
    for who in of_items.chain(objectives).chain(risks).chain(draft.owner.as_mut()) {
        if let Some(same) = renamed.get(who.said()) {
            *who = Target::Key(same.clone());
        }
    }
    for team in draft.resources.iter_mut().filter_map(|it| it.team.as_mut()) {
        if let Some(same) = renamed.get(team) {
            team.clone_from(same);
        }
    }
}
