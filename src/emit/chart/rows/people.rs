//! Who works on a row, in as few letters as tell them apart.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{Assignment, ItemWalker, Model, ResourceId, ResourceKind, ResourceWalker};
use crate::schedule::Schedule;

/// What everybody is called in the table: `Ana`, or `Ana Silva` where there are two of that name.
#[derive(Debug)]
pub struct ShortNames<'m>(Vec<&'m str>);

impl<'m> ShortNames<'m> {
    /// The names of all teams, persons and resources.
    pub fn of(model: &'m Model) -> Self {
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        let persons = model.resources().filter(|of| of.data().kind == ResourceKind::Person);
        for person in persons {
            *bearers.entry(first_word(person.title())).or_default() += 1;
        }
        let short = |title| {
            let first = first_word(title);
            if bearers.get(first) == Some(&1) { first } else { title }
        };
        let name = |one: ResourceWalker<'m>| match one.data().kind {
            ResourceKind::Person => short(one.title()),
            _ => one.title(),
        };
        Self(model.resources().map(|one| head(name(one))).collect())
    }

    fn name(&self, resource: ResourceId) -> &'m str {
        self.0.get(resource.index()).copied().unwrap_or_default()
    }

    /// Who works on an item, or who answers for it where nobody is said to work on it; of an item with parts who answers for it.
    pub fn on(&self, schedule: &Schedule, item: ItemWalker<'m>) -> Cow<'m, str> {
        let owner = || item.extras().owner.map_or("", |owner| self.name(owner));
        let is_chosen = schedule.levelling.is_some();
        match schedule.people(item) {
            _ if item.has_parts() => owner().into(),
            [] => owner().into(),
            [one] if is_chosen || one.alternatives.is_empty() => self.name(one.resource).into(),
            all => {
                let name = |one: &Assignment| {
                    if is_chosen { self.name(one.resource).to_owned() } else { self.either(one) }
                };
                all.iter().map(name).collect::<Vec<_>>().join(" · ").into()
            }
        }
    }

    /// `Ana or Bo`
    fn either(&self, assignment: &Assignment) -> String {
        let others = assignment.alternatives.iter().map(|(other, _)| self.name(*other));
        std::iter::once(self.name(assignment.resource))
            .chain(others)
            .collect::<Vec<_>>()
            .join(" or ")
    }
}

/// More of a name than a table has room for.
fn head(name: &str) -> &str {
    const CHARACTERS: usize = 80;
    let end = name.char_indices().nth(CHARACTERS).map(|(end, _)| end);
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

fn first_word(title: &str) -> &str {
    title.split_whitespace().next().unwrap_or(title)
}
