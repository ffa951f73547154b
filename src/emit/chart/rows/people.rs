//! Who works on a row. Nothing tells the name of a person from that of a role or a desk: what is cut to its first word may name
//! nobody, so that a name stays whole, or is seen to be cut; those that have no room are counted.

use std::borrow::Cow;

use super::super::Px;
use super::super::label::{Label, shortened};
use crate::model::{Assignment, ItemWalker, ResourceId};
use crate::schedule::Schedule;
use crate::text::isolated;

/// More of a name than a table has room for.
const CHARACTERS: usize = 80;
/// What stands between two names.
const JOINED: &str = " · ";

/// Who works on an item, or who answers for it where nobody is said to work on it; of an item with parts who answers for it.
pub(super) fn people<'m>(schedule: &Schedule, item: ItemWalker<'m>) -> Cow<'m, str> {
    let named = |who| name(item, who);
    let owner = || item.extras().owner.map_or(Cow::Borrowed(""), named);
    // Who does levelled work was chosen.
    let is_chosen = schedule.levelling.is_some();
    match schedule.people(item) {
        _ if item.has_parts() => owner(),
        [] => owner(),
        [one] if is_chosen || one.alternatives.is_empty() => named(one.resource),
        all if is_chosen => listed(all.iter().map(|one| named(one.resource))).into(),
        all => listed(all.iter().map(|one| either(item, one))).into(),
    }
}

fn name(item: ItemWalker<'_>, resource: ResourceId) -> Cow<'_, str> {
    isolated(shortened(item.model.resource(resource).title(), CHARACTERS))
}

/// `Ana Silva or Bo Lind`
fn either<'m>(item: ItemWalker<'m>, assignment: &Assignment) -> Cow<'m, str> {
    let others = assignment.alternatives.iter().map(|(other, _)| *other);
    let all: Vec<_> =
        std::iter::once(assignment.resource).chain(others).map(|who| name(item, who)).collect();
    all.join(" or ").into()
}

/// `Ana Silva · Bo Lind`
fn listed<'m>(names: impl Iterator<Item = Cow<'m, str>>) -> String {
    names.collect::<Vec<_>>().join(JOINED)
}

/// As many names of a list as have room, and how many more there are: `Ana Silva · Bo Lind +2`. If not even the first has, it is
/// cut.
pub(super) fn fitted(list: Label<'_>, room: Px) -> Label<'_> {
    if list.width <= room {
        return list;
    }
    let count = list.text.matches(JOINED).count();
    let first = |names: usize, end: usize| {
        let shown = list.text.get(..end).unwrap_or(&list.text).to_owned();
        let more = if names > count { String::new() } else { format!(" +{}", count + 1 - names) };
        (Label::new(shown, list.style, list.ink), more)
    };
    let ends = list.text.match_indices(JOINED).map(|(end, _)| end);
    let fewer = (1..).zip(ends).map(|(names, end)| first(names, end));
    let wide = |(names, more): &(Label<'_>, String)| names.width + list.style.width(more);
    let (names, more) = fewer
        .take_while(|shown| wide(shown) <= room)
        .last()
        .unwrap_or_else(|| first(1, list.text.find(JOINED).unwrap_or(list.text.len())));
    let names = names.within(room - list.style.width(&more));
    Label::new(names.text.into_owned() + &more, list.style, list.ink)
}

#[cfg(test)]
mod tests {
    use super::super::super::label::{Ink, Style};
    use super::*;

    fn of(names: &[&str], room: i64) -> String {
        let list = listed(names.iter().map(|name| Cow::Borrowed(*name)));
        fitted(Label::new(list, Style::Faint, Ink::Faint), Px::whole(room)).text.into_owned()
    }

    #[test]
    fn names_that_have_no_room_are_counted() {
        let four = ["Ana Silva", "Bo Lind", "Cem Aydin", "Dana Roth"];
        assert_eq!(of(&four, 300), "Ana Silva · Bo Lind · Cem Aydin · Dana Roth");
        assert_eq!(of(&four, 150), "Ana Silva · Bo Lind +2");
        assert_eq!(of(&four, 90), "Ana Silva +3");
        assert_eq!(of(&four, 60), "Ana… +3");
        assert_eq!(of(&["Branch Manager"], 60), "Branch…");
    }
}
