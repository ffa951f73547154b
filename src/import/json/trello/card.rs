//! A card with its checklists.

use super::super::board::{Role, words};
use super::super::fields::{self, Value};
use super::super::mentions::{Mention, mentions};
use super::super::value::{Fields as _, Json};
use super::super::{Reading, Spot, due, is_address};
use super::{Board, List, in_order};
use crate::import::{Assignee, FieldKind, Item, Kind, Link, Target, When, shown};

/// The number that a title begins with: `#10` of `#10 Wait for a friend`.
pub(super) fn number_of(title: &str) -> Option<&str> {
    let digits = title.strip_prefix('#')?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    title.get(..=end).filter(|_| end > 0)
}

/// Reads a card, and what its checklists hold.
pub(super) fn read<'j>(
    board: &Board<'j, '_>,
    list: Option<(&List<'j, '_>, Option<&str>)>,
    index: usize,
    card: &'j Json<'_>,
    reading: &mut Reading<'_>,
) {
    let title = card.text("name").unwrap_or_default();
    let spot = Spot::new(format!("cards[{index}]"), title);
    if let Some(role) = card.text("cardRole").filter(|role| *role != "link") {
        let why = format!("it is not a card of work, but a {role}");
        reading.draft.left_out(format!("card {}", shown(title)), why, &spot.place());
        card.pass_over();
        return;
    }
    if card.flag("isTemplate") {
        let why = "it is a template for cards";
        reading.draft.left_out(format!("card {}", shown(title)), why, &spot.place());
        card.pass_over();
        return;
    }
    let mut item = Item {
        key: card.text("id").unwrap_or_default().into(),
        id: number_of(title).and_then(|number| title.strip_prefix(number)).map(str::to_owned),
        title: title.into(),
        parent: list.and_then(|(_, parent)| parent).map(|key| Target::Key(key.into())),
        place: spot.place(),
        note: card.text("desc").map(str::to_owned),
        ..Item::default()
    };
    let link = card.text("shortUrl").or(card.text("url")).filter(|url| is_address(url));
    item.links.extend(link.map(|url| (Some("Trello".to_owned()), url.to_owned())));
    say_labels(board, card, &mut item);
    say_members(board, card, &spot, &mut item, reading);
    say_customs(board, card, &spot, &mut item, reading);
    say_dates(card, &spot, &mut item, reading);
    say_attachments(card, &spot, &mut item, reading);
    for mention in mentions(item.note.clone().as_deref().unwrap_or_default()) {
        wait(board, &mention, &spot, &mut item, reading);
    }
    let mut parts = checklists(board, card, index, &spot, &mut item, reading);
    say_state(
        board,
        list.map(|(list, _)| list),
        card,
        !parts.is_empty(),
        &spot,
        &mut item,
        reading,
    );
    if !parts.is_empty() {
        keep_dates(&mut item);
    }
    if item.is_done && parts.iter().any(|part| !part.is_done) {
        let why = "the card is done: so are they";
        reading.draft.decided("entries of checklists that are not ticked", why, &spot.place());
        for part in &mut parts {
            part.is_done = true;
        }
    }
    reading.draft.items.push(item);
    reading.draft.items.extend(parts);
}

/// What has entries would span them: its dates are those in which they are to be done.
fn keep_dates(item: &mut Item) {
    match (item.start, item.end) {
        (Some(start), Some(end)) if start <= end && !item.is_done => {
            (item.from, item.to) = (Some(start), Some(end));
        }
        (Some(start), None) => item.not_before = Some(start),
        _ => {}
    }
}

fn say_labels(board: &Board<'_, '_>, card: &Json<'_>, item: &mut Item) {
    let own = card.list("labels").iter();
    let own = own.filter_map(|label| label.text("name").or(label.text("color")));
    let ids = card.list("idLabels").iter().filter_map(|it| it.as_text());
    for label in own.chain(ids.filter_map(|id| board.labels.get(id).copied())) {
        let label = label.to_owned();
        if !label.is_empty() && !item.tags.contains(&label) {
            item.tags.push(label);
        }
    }
    let is =
        |words: &[&str]| item.tags.iter().any(|tag| words.contains(&tag.to_lowercase().as_str()));
    if is(&["milestone", "milestones"]) {
        item.kind = Kind::Milestone;
    }
}

fn say_members(
    board: &Board<'_, '_>,
    card: &Json<'_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    for id in card.list("idMembers").iter().filter_map(|it| it.as_text()) {
        item.people.extend(person(board, id, &spot.at("idMembers"), reading).map(Assignee::whole));
    }
}

fn person(
    board: &Board<'_, '_>,
    id: &str,
    place: &str,
    reading: &mut Reading<'_>,
) -> Option<Target> {
    let Some(name) = board.members.get(id) else {
        let why = "they have left the board, and it does not tell their name any more";
        reading.draft.left_out(format!("member {}", shown(id)), why, place);
        return None;
    };
    Some(reading.person(id, name))
}

fn say_customs(
    board: &Board<'_, '_>,
    card: &Json<'_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    for entry in card.list("customFieldItems") {
        let Some(custom) = entry.text("idCustomField").and_then(|id| board.customs.get(id)) else {
            let why = "the board does not tell what the field is called";
            reading.draft.left_out("custom field", why, &spot.at("customFieldItems"));
            entry.get("value");
            continue;
        };
        let value = entry.object("value");
        let key = match custom.kind {
            FieldKind::Number => "number",
            FieldKind::Date => "date",
            FieldKind::Flag => "checked",
            FieldKind::Text => "text",
        };
        let option = entry.text("idValue").and_then(|id| custom.options.get(id)).copied();
        let said = value.said(key);
        if let Some(text) = option.or(said.as_deref()) {
            let value = Value { title: custom.title, kind: custom.kind, text };
            fields::say(value, item, spot, reading);
        }
    }
}

fn say_dates(card: &Json<'_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let start = reading.day(card.get("start"), spot, "start");
    item.start = start.or(item.start);
    if let Some(day) = reading.day(card.get("due"), spot, "due") {
        due(item, Some(day));
    }
}

/// Attachments are links; those that are cards of the board too.
fn say_attachments(card: &Json<'_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    for attachment in card.list("attachments") {
        let (name, url) = (attachment.text("name"), attachment.text("url"));
        match url {
            Some(url) if is_address(url) => {
                let name = name.filter(|name| *name != url).map(str::to_owned);
                item.links.push((name, url.to_owned()));
            }
            _ => {
                let what = format!("attachment {}", shown(name.or(url).unwrap_or_default()));
                reading.draft.left_out(what, "it has no web address", &spot.at("attachments"));
            }
        }
    }
}

/// What a description says that the card waits for.
fn wait(
    board: &Board<'_, '_>,
    mention: &Mention<'_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    if let Some(key) = card_of(board, mention.of) {
        bind(key, mention.is_reverse, item);
    } else {
        let why = "it is no card of the board: it stays in the note";
        reading.draft.left_out(format!("link to {}", shown(mention.of)), why, &spot.at("desc"));
    }
}

fn bind(key: &str, is_reverse: bool, item: &mut Item) {
    let to = Target::Key(key.to_owned());
    if is_reverse {
        item.blocks.push(to);
    } else {
        item.waits.push(Link::to(to));
    }
}

/// The id of the card that `#10` or `https://trello.com/c/L5wwab9S/52-a-title` names.
fn card_of<'j>(board: &Board<'j, '_>, reference: &str) -> Option<&'j str> {
    let link = reference.split_once("trello.com/c/").map(|(_, rest)| rest);
    let name = link.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or(reference);
    board.named.get(name).copied()
}

/// Parts of a card: the entries of its checklists, under their names where there are several.
fn checklists<'j>(
    board: &Board<'j, '_>,
    card: &'j Json<'_>,
    index: usize,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) -> Vec<Item> {
    let known = board.checklists.get(item.key.as_str()).map(Vec::as_slice).unwrap_or_default();
    let known = known.iter().map(|(index, list)| (format!("checklists[{index}]"), *list));
    let own = in_order(card.list("checklists")).into_iter();
    let own = own.map(|(at, list)| (format!("cards[{index}].checklists[{at}]"), list));
    let mut all: Vec<_> = known.chain(own).collect();
    all.retain(|(_, list)| !is_of_links(board, list, item));
    all.retain(|(_, list)| {
        let is_empty = list.list("checkItems").is_empty();
        if is_empty {
            let what = format!("checklist {}", shown(list.text("name").unwrap_or_default()));
            reading.draft.decided(what, "it is empty, and left out", &spot.place());
        }
        !is_empty
    });
    let mut parts = Vec::new();
    for (path, list) in &all {
        let name = list.text("name").unwrap_or("Checklist");
        let mut parent = item.key.clone();
        if all.len() > 1 {
            parent = list.text("id").unwrap_or(name).to_owned();
            parts.push(Item {
                key: parent.clone(),
                title: name.into(),
                parent: Some(Target::Key(item.key.clone())),
                place: Spot::new(path.clone(), name).place(),
                ..Item::default()
            });
        } else if !["checklist", "todo", "to do", "tasks", "task list"]
            .contains(&words(name).as_str())
        {
            let why = "a card with one checklist holds its entries without a name between";
            reading.draft.changed(format!("checklist {}", shown(name)), why, &spot.place());
        }
        for (at, entry) in in_order(list.list("checkItems")) {
            let path = format!("{path}.checkItems[{at}]");
            parts.push(entry_of(board, entry, path, &parent, reading));
        }
    }
    parts
}

/// Whether a checklist is one of what the card waits for: `Blocked by`, with links to cards. Then they are links.
fn is_of_links(board: &Board<'_, '_>, list: &Json<'_>, item: &mut Item) -> bool {
    let name = words(list.peek("name").as_text().unwrap_or_default());
    let is_waiting = ["blocked by", "depends on", "dependencies", "waiting for"];
    let is_reverse = name == "blocks";
    if !is_reverse && !is_waiting.contains(&name.as_str()) {
        return false;
    }
    let entries = list.list("checkItems");
    let cards: Vec<_> = (entries.iter())
        .map(|entry| {
            let text = entry.text("name")?;
            card_of(board, text.split_whitespace().find(|word| card_of(board, word).is_some())?)
        })
        .collect();
    let is_of_cards = !cards.is_empty() && cards.iter().all(Option::is_some);
    if is_of_cards {
        // They are read, but for what an entry of a list of tasks says.
        list.text("name");
        for entry in entries {
            entry.text("state");
        }
        cards.into_iter().flatten().for_each(|key| bind(key, is_reverse, item));
    }
    is_of_cards
}

fn entry_of(
    board: &Board<'_, '_>,
    entry: &Json<'_>,
    path: String,
    parent: &str,
    reading: &mut Reading<'_>,
) -> Item {
    let title = entry.text("name").unwrap_or_default();
    let spot = Spot::new(path, title);
    let mut item = Item {
        key: entry.text("id").unwrap_or_default().into(),
        title: title.into(),
        parent: Some(Target::Key(parent.into())),
        place: spot.place(),
        is_done: entry.text("state") == Some("complete"),
        ..Item::default()
    };
    item.deadline = reading.day(entry.get("due"), &spot, "due");
    let member = entry.text("idMember");
    let person = member.and_then(|id| person(board, id, &spot.at("idMember"), reading));
    item.people.extend(person.map(Assignee::whole));
    item
}

/// Whether the card is finished, dropped, or where it stands.
fn say_state(
    board: &Board<'_, '_>,
    list: Option<&List<'_, '_>>,
    card: &Json<'_>,
    has_parts: bool,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let is_complete = card.flag("dueComplete");
    let is_archived = card.flag("closed");
    item.is_done = is_complete;
    let role = list.map_or(Role::Theme, |list| list.role);
    if is_archived || list.is_some_and(|list| list.is_archived) {
        item.is_done |= role == Role::Done;
        item.is_dropped = !item.is_done;
        item.tags.push("archived".into());
        if is_archived {
            let fate =
                if item.is_done { "done" } else { "dropped: nothing says that it was finished" };
            let why = format!("archived cards are kept, and it is {fate}");
            reading.draft.decided("archived card", why, &spot.place());
        }
    }
    role.say(item, list.map(|list| list.name).unwrap_or_default(), has_parts);
    if item.is_done {
        let moves = board.finished.get(item.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let is_end = |to: Option<&str>| match to {
            None => is_complete,
            Some(to) => role == Role::Done && list.is_some_and(|list| list.id == to),
        };
        // The newest stand first.
        let day = moves.iter().find(|(to, _)| is_end(*to)).and_then(|(_, day)| day.as_text());
        item.finished = day.and_then(|day| reading.dates.read(day)).map(|it| When::day(it.date));
    }
}
