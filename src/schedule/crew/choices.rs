//! The ways in which the people of an item can be chosen, where alternatives are written.

use crate::model::{Assignment, ItemId, Model};
use crate::schedule::crew::crews::units_of;
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;

/// Those who work on an item: of each alternative one.
pub(in crate::schedule) type Choice = Box<[Assignment]>;

/// So many ways of one item are looked at, the first as written: four alternatives of three, or six of two.
const MOST: usize = 81;

/// The ways in which the people of each item with alternatives can be chosen; by item. The first of an item is as written.
pub(in crate::schedule) fn choices(network: &Network<'_>) -> Vec<(ItemId, Vec<Choice>)> {
    let items = network.model.items().filter(|item| network.role(item.id) == Role::Work);
    let has_choice = |people: &[Assignment]| people.iter().any(|one| !one.alternatives.is_empty());
    items
        .map(|item| (item.id, item.assignments()))
        .filter(|(_, people)| has_choice(people))
        .map(|(id, people)| (id, choices_of(network.model, people)))
        .collect()
}

fn choices_of(model: &Model, people: &[Assignment]) -> Vec<Choice> {
    let mut ways: Vec<Vec<Assignment>> = vec![Vec::new()];
    for one in people {
        let options = options(one);
        let longer = ways.iter().flat_map(|way| {
            options.iter().map(move |option| {
                let mut longer = way.clone();
                longer.push(option.clone());
                longer
            })
        });
        ways = longer.take(MOST).collect();
    }
    // The same person twice is more than there is, if the shares say so. Where every way is, the first stays.
    let first = ways.first().cloned();
    ways.retain(|way| is_possible(model, way));
    ways.extend(first.filter(|_| ways.is_empty()));
    ways.into_iter().map(Vec::into_boxed_slice).collect()
}

/// An assignment with each of its alternatives in its place, the others behind; as many as can be looked at.
fn options(one: &Assignment) -> Vec<Assignment> {
    let first = (one.resource, one.units);
    let all = std::iter::once(&first).chain(one.alternatives.iter());
    all.clone()
        .enumerate()
        .take(MOST)
        .map(|(index, (resource, units))| Assignment {
            resource: *resource,
            units: *units,
            alternatives: all
                .clone()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, other)| *other)
                .collect(),
            span: one.span,
        })
        .collect()
}

/// Whether a way asks nobody for more than there is of them.
fn is_possible(model: &Model, way: &[Assignment]) -> bool {
    way.iter().all(|one| {
        let of_same = way.iter().filter(|other| other.resource == one.resource);
        let asked = of_same.map(|other| units_of(model, other).0).fold(0, i64::saturating_add);
        asked <= model.resource(one.resource).data().capacity.0
    })
}
