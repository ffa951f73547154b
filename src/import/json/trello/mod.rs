//! A board of Trello, as `Menu › Print, export and share › Export as JSON` writes it.
//!
//! Lists are states of cards where their names say so (`Doing`, `Done`, `Ideas`), and streams otherwise. A card is a task, or holds the
//! entries of its checklists as tasks. Nothing of a board depends on anything, so that what is written in descriptions counts.

mod card;
mod known;

use rustc_hash::{FxHashMap, FxHashSet};

use super::board::Role;
use super::value::{Fields as _, Json};
use super::{Reading, Spot, has_outline, unread, values};
use crate::import::{Draft, FieldKind, Input, Item, Kind, Options, Refusal, When, shown};

/// Whether a file is a board: it has lists and cards.
pub(in crate::import) fn looks_like(input: &Input<'_>) -> bool {
    has_outline(input, |board| {
        ["lists", "cards"].iter().all(|key| matches!(board.peek(key), Json::List(_)))
            && has_cards(board)
    })
}

/// Whether the cards, if there are any, stand in lists: other tools have boards too.
fn has_cards(board: &Json<'_>) -> bool {
    let cards = board.peek("cards").elements();
    cards.is_empty() || cards.iter().any(|card| !card.peek("idList").is_silent())
}

/// Reads a board.
pub(in crate::import) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let values = values(&text)?;
    let [board] = values.as_slice() else {
        return Err(Refusal::new("there are several boards in the file").help("give each its file"));
    };
    let lists = (board.peek("lists"), board.peek("cards"));
    if !matches!(lists, (Json::List(_), Json::List(_))) || !has_cards(board) {
        let message = "this is no export of a Trello board: it has no `lists` and `cards`";
        return Err(Refusal::new(message).help("Trello writes it: Menu, Export as JSON"));
    }
    let mut reading = Reading::new(options, std::iter::empty())?;
    Board::of(board, &mut reading).read(&mut reading);
    unread::tell(&values, known::KNOWN, &mut reading.draft);
    Ok(reading.draft)
}

/// A custom field of a board.
struct Custom<'j> {
    title: &'j str,
    kind: FieldKind,
    options: FxHashMap<&'j str, &'j str>,
}

/// A board, with its parts by their ids.
struct Board<'j, 't> {
    json: &'j Json<'t>,
    lists: Vec<List<'j, 't>>,
    members: FxHashMap<&'j str, &'j str>,
    labels: FxHashMap<&'j str, &'j str>,
    customs: FxHashMap<&'j str, Custom<'j>>,
    /// Checklists by their card, in their order.
    checklists: FxHashMap<&'j str, Vec<(usize, &'j Json<'t>)>>,
    /// Ids of cards by their numbers and short links.
    named: FxHashMap<String, &'j str>,
    /// The days on which cards were finished, by card: of the list they were moved to, or of their date.
    finished: FxHashMap<&'j str, Vec<(Option<&'j str>, &'j Json<'t>)>>,
}

/// A list of a board.
struct List<'j, 't> {
    json: &'j Json<'t>,
    index: usize,
    id: &'j str,
    name: &'j str,
    role: Role,
    is_archived: bool,
}

/// Elements in the order of their positions, with the places they have in the file.
fn in_order<'j, 't>(list: &'j [Json<'t>]) -> Vec<(usize, &'j Json<'t>)> {
    let ranked = list.iter().enumerate().map(|(index, it)| (it.get("pos").rank(), index, it));
    let mut all: Vec<_> = ranked.collect();
    all.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    all.into_iter().map(|(_, index, it)| (index, it)).collect()
}

impl<'j, 't> Board<'j, 't> {
    fn of(board: &'j Json<'t>, reading: &mut Reading<'_>) -> Self {
        let named = |list: &'j [Json<'t>], keys: &[&str]| -> FxHashMap<_, _> {
            let all = list.iter().filter_map(|it| {
                let names = keys.iter().filter_map(|key| it.text(key)).collect::<Vec<_>>();
                Some((it.text("id")?, names.first().copied().unwrap_or_default()))
            });
            all.collect()
        };
        let lists = in_order(board.list("lists"));
        let mut this = Self {
            json: board,
            lists: lists.into_iter().filter_map(|(index, list)| List::of(index, list)).collect(),
            members: named(board.list("members"), &["fullName", "username"]),
            labels: named(board.list("labels"), &["name", "color"]),
            customs: board.list("customFields").iter().filter_map(Custom::of).collect(),
            checklists: FxHashMap::default(),
            named: FxHashMap::default(),
            finished: FxHashMap::default(),
        };
        for (index, checklist) in in_order(board.list("checklists")) {
            if let Some(card) = checklist.text("idCard") {
                this.checklists.entry(card).or_default().push((index, checklist));
            }
        }
        this.name_cards(reading);
        this.read_actions(reading);
        this
    }

    /// What cards are called in descriptions: the numbers in their titles where they have some, otherwise those that Trello gives.
    fn name_cards(&mut self, reading: &mut Reading<'_>) {
        let cards = self.json.list("cards");
        let mut has_numbers = false;
        for card in cards {
            let Some(id) = card.text("id") else { continue };
            if let Some(number) = card::number_of(card.text("name").unwrap_or_default()) {
                has_numbers = true;
                self.named.entry(number.to_owned()).or_insert(id);
            }
            self.named.extend(card.text("shortLink").map(|link| (link.to_owned(), id)));
        }
        for card in cards {
            let (id, number) = (card.text("id"), card.said("idShort"));
            if let (Some(id), Some(number)) = (id, number) {
                self.named.entry(format!("#{number}")).or_insert(id);
            }
        }
        if has_numbers {
            let why = "they are the numbers in the titles of cards, where those have some";
            reading.draft.decided("numbers such as `#10` in descriptions", why, "");
        }
    }

    /// When cards were finished; comments are told.
    fn read_actions(&mut self, reading: &mut Reading<'_>) {
        for (index, action) in self.json.list("actions").iter().enumerate() {
            let (data, kind) = (action.object("data"), action.text("type"));
            let card = data.object("card");
            let Some(id) = card.text("id") else { continue };
            match kind {
                Some("updateCard") => {
                    let list = data.object("listAfter").text("id");
                    if list.is_some() || card.flag("dueComplete") {
                        self.finished.entry(id).or_default().push((list, action.get("date")));
                    }
                }
                Some("commentCard" | "copyCommentCard") => {
                    let name = card.text("name").unwrap_or_default();
                    let spot = Spot::new(format!("actions[{index}]"), name);
                    let why = "a roadmap has no conversations: what matters stands in notes";
                    reading.draft.left_out("comment", why, &spot.place());
                }
                _ => {}
            }
        }
    }

    fn read(&self, reading: &mut Reading<'_>) {
        let board = self.json;
        reading.draft.title = board.text("name").unwrap_or_default().into();
        reading.draft.note = board.text("desc").map(str::to_owned);
        let address = board.text("url").or(board.text("shortUrl"));
        let link = address.filter(|url| super::is_address(url));
        reading.draft.links.extend(link.map(|url| (Some("Trello".to_owned()), url.to_owned())));
        if board.flag("closed") {
            reading.draft.decided("the board", "it is closed, and read all the same", "");
        }
        let cards = in_order(board.list("cards"));
        let of_list = |list: &List<'_, '_>| -> Vec<_> {
            cards.iter().filter(|(_, card)| card.text("idList") == Some(list.id)).copied().collect()
        };
        for list in &self.lists {
            let cards = of_list(list);
            let parent = list.item(cards.len(), reading);
            for (index, card) in cards {
                card::read(self, Some((list, parent.as_deref())), index, card, reading);
            }
        }
        let known: FxHashSet<_> = self.lists.iter().map(|list| list.id).collect();
        for (index, card) in &cards {
            if card.text("idList").is_none_or(|list| !known.contains(list)) {
                card::read(self, None, *index, card, reading);
            }
        }
        self.say_members(reading);
        let changed = board.text("dateLastActivity");
        reading
            .finish(changed.and_then(|day| reading.dates.read(day)).map(|it| When::day(it.date)));
    }

    /// Members who work on nothing are told.
    fn say_members(&self, reading: &mut Reading<'_>) {
        for (index, member) in self.json.list("members").iter().enumerate() {
            let id = member.text("id").unwrap_or_default();
            if !reading.people.contains_key(id) {
                let name = member.text("fullName").or(member.text("username")).unwrap_or_default();
                let place = format!("members[{index}]");
                reading.draft.left_out(
                    format!("member {}", shown(name)),
                    "nothing is assigned to them",
                    &place,
                );
            }
        }
    }
}

impl<'j, 't> List<'j, 't> {
    fn of(index: usize, list: &'j Json<'t>) -> Option<Self> {
        let (id, name) = (list.text("id")?, list.text("name").unwrap_or("List"));
        let is_archived = list.flag("closed");
        Some(Self { json: list, index, id, name, role: Role::of(name), is_archived })
    }

    /// The stream that it is, if it is one: its key.
    fn item(&self, cards: usize, reading: &mut Reading<'_>) -> Option<String> {
        let place = format!("lists[{}]", self.index);
        let what = format!("list {}", shown(self.name));
        if cards == 0 {
            reading.draft.decided(what, "it is empty, and left out", &place);
            return None;
        }
        if self.is_archived {
            let why = "it is archived: what is not finished in it is dropped";
            reading.draft.decided(what.clone(), why, &place);
        }
        if let Some(why) = self.role.words() {
            reading.draft.decided(what, why, &place);
            return None;
        }
        reading.draft.decided(what, "its name is no state of work: it is a stream", &place);
        reading.draft.items.push(Item {
            key: self.id.into(),
            title: self.name.into(),
            kind: Kind::Stream,
            place: Spot::new(place, self.name).place(),
            note: self.json.text("desc").map(str::to_owned),
            ..Item::default()
        });
        Some(self.id.into())
    }
}

impl<'j> Custom<'j> {
    fn of<'t>(field: &'j Json<'t>) -> Option<(&'j str, Self)> {
        let kind = match field.text("type") {
            Some("number") => FieldKind::Number,
            Some("date") => FieldKind::Date,
            Some("checkbox") => FieldKind::Flag,
            _ => FieldKind::Text,
        };
        let options = field.list("options").iter();
        let options = options
            .filter_map(|it| Some((it.text("id")?, it.object("value").text("text")?)))
            .collect();
        Some((field.text("id")?, Self { title: field.text("name")?, kind, options }))
    }
}
