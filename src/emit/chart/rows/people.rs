//! Who works on a row. Nothing tells the name of a person from that of a role or a desk: what is cut to its first word may name
//! nobody, so that names stay whole, and those that have no room are counted.

use std::borrow::Cow;

use super::super::label::{Style, shortened};
use super::place::WIDEST_ASIDE;
use crate::model::{Assignment, ItemWalker, ResourceId};
use crate::schedule::Schedule;
use crate::text::isolated;

/// More of a name than a table has room for.
const CHARACTERS: usize = 80;
/// More names than a table has room for, were they initials.
const MOST: usize = 40;

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

/// `Ana Silva · Bo Lind`, or `Ana Silva · Bo Lind +2` where no more have room. The first is named in any case.
fn listed<'m>(names: impl Iterator<Item = Cow<'m, str>>) -> String {
    let names: Vec<_> = names.collect();
    let first = |count: usize| names.iter().take(count).cloned().collect::<Vec<_>>().join(" · ");
    let shown = |count: usize| match names.len() - count {
        0 => first(count),
        more => format!("{} +{more}", first(count)),
    };
    let fits = |text: &String| Style::Faint.width(text) <= WIDEST_ASIDE;
    let mut fewer = (1..=names.len().min(MOST)).rev().map(shown);
    fewer.clone().find(fits).or(fewer.next_back()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&'static str]) -> String {
        listed(names.iter().map(|name| Cow::Borrowed(*name)))
    }

    #[test]
    fn names_that_have_no_room_are_counted() {
        assert_eq!(of(&["Ana Silva", "Bo Lind"]), "Ana Silva · Bo Lind");
        assert_eq!(of(&["Ana Silva", "Bo Lind", "Cem Aydin", "Dana Roth"]), "Ana Silva +3");
        let long = "Committee for the oversight of procurement";
        assert!(Style::Faint.width(long) > WIDEST_ASIDE);
        assert_eq!(of(&[long, "Bo Lind"]), format!("{long} +1"));
    }
}
