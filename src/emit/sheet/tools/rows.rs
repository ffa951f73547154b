//! The rows of a tool: in which order they stand, and how they are named.

use std::collections::BTreeMap;

use super::{Order, Told, Tool};
use crate::diagnostic::{Fate, Losses};
use crate::emit::sheet::facts::{Facts, line, notes};
use crate::emit::sheet::people;
use crate::model::{Edge, ItemId, ItemWalker};
use crate::plan::State;
use crate::time::Date;

/// The rows of a tool, and how they are named.
pub(super) struct Rows<'f, 'c> {
    pub(super) facts: &'f Facts<'c>,
    /// In their order.
    pub(super) items: Vec<ItemId>,
    /// By item: its number among them, from 1; 0 of what is no row.
    pub(super) numbers: Vec<usize>,
    /// By item: a title that no other has.
    pub(super) names: Vec<String>,
    /// By item: what waits for its end with its start.
    pub(super) successors: Vec<Vec<ItemId>>,
    /// By item: how deep it stands.
    pub(super) levels: Vec<Option<usize>>,
}

impl<'f, 'c> Rows<'f, 'c> {
    pub(super) fn of(tool: &Tool, facts: &'f Facts<'c>, losses: &mut Losses) -> Self {
        let model = facts.model;
        let levels: Vec<Option<usize>> = model.items().map(tool.level).collect();
        let mut rows = Self {
            facts,
            items: Vec::new(),
            numbers: vec![0; model.items.len()],
            names: model.items().map(|item| line(item.title()).into_owned()).collect(),
            successors: vec![Vec::new(); model.items.len()],
            levels,
        };
        for item in model.items() {
            if !rows.is_row(item.id) {
                continue;
            }
            let points = item.dependencies().iter().filter_map(|of| of.anchor.point());
            if points.map(|(id, _)| id).any(|id| !rows.is_row(id)) {
                let why = format!("{} has no row for that", tool.keeps.format);
                let what = "a dependency on a stream or release";
                losses.add(Fate::LeftOut, what, why, facts.path(item.id));
            }
            if facts.timing(item.id).is_some_and(|timing| timing.is_open) {
                let why =
                    "it rests on work that nobody has estimated: a due date would say too much";
                losses.add(Fate::LeftOut, "an earliest end", why, facts.path(item.id));
            }
            for awaited in rows.awaited(item) {
                if let Some(successors) = rows.successors.get_mut(awaited.index()) {
                    successors.push(item.id);
                }
            }
        }
        rows.items = rows.ordered(tool.order);
        for (at, id) in rows.items.iter().enumerate() {
            if let Some(number) = rows.numbers.get_mut(id.index()) {
                *number = at + 1;
            }
        }
        if tool.order == Order::Awaited {
            rows.tell_apart(losses);
            rows.tell_of_commas(losses);
        }
        rows
    }

    pub(super) fn is_row(&self, item: ItemId) -> bool {
        self.level(item).is_some()
    }

    pub(super) fn level(&self, item: ItemId) -> Option<usize> {
        self.levels.get(item.index()).copied().flatten()
    }

    /// What an item waits for from end to start, of what has a row.
    pub(super) fn awaited(&self, item: ItemWalker<'_>) -> Vec<ItemId> {
        let points = item.dependencies().iter().filter(|of| of.edge == Edge::Start);
        let ends = points.filter_map(|of| of.anchor.point()).filter(|(_, edge)| *edge == Edge::End);
        let mut awaited: Vec<ItemId> =
            ends.map(|(id, _)| id).filter(|id| self.is_row(*id)).collect();
        awaited.sort_unstable();
        awaited.dedup();
        awaited
    }

    pub(super) fn ordered(&self, order: Order) -> Vec<ItemId> {
        let mut all: Vec<ItemId> =
            self.facts.model.items().map(|item| item.id).filter(|id| self.is_row(*id)).collect();
        match order {
            Order::Declared => all,
            Order::ByLevel => {
                all.sort_by_key(|id| self.level(*id));
                all
            }
            Order::Awaited => self.behind_awaited(&all),
        }
    }

    /// As declared, but each behind what it stands in and waits for; what goes in a circle stays where it is.
    pub(super) fn behind_awaited(&self, all: &[ItemId]) -> Vec<ItemId> {
        let mut placed = vec![false; self.facts.model.items.len()];
        let mut seen = placed.clone();
        let mut order = Vec::with_capacity(all.len());
        for first in all {
            let mut open = vec![*first];
            while let Some(id) = open.last().copied() {
                let is_new =
                    !std::mem::replace(seen.get_mut(id.index()).unwrap_or(&mut true), true);
                let item = self.facts.model.item(id);
                let before = self.parent(item).into_iter().chain(self.awaited(item));
                let missing: Vec<ItemId> = before
                    .filter(|id| is_new && !seen.get(id.index()).copied().unwrap_or(true))
                    .collect();
                if !missing.is_empty() {
                    open.extend(missing.into_iter().rev());
                    continue;
                }
                open.pop();
                if !std::mem::replace(placed.get_mut(id.index()).unwrap_or(&mut true), true) {
                    order.push(id);
                }
            }
        }
        order
    }

    /// The innermost row in which an item stands.
    pub(super) fn parent(&self, item: ItemWalker<'_>) -> Option<ItemId> {
        item.ancestors().map(|of| of.id).find(|id| self.is_row(*id))
    }

    /// Where things are named by their titles, none may have the title of another.
    pub(super) fn tell_apart(&mut self, losses: &mut Losses) {
        let mut bearers: BTreeMap<&str, u32> = BTreeMap::new();
        for id in &self.items {
            let name = self.names.get(id.index()).map_or("", String::as_str);
            *bearers.entry(name).or_default() += 1;
        }
        let shared: Vec<ItemId> = self
            .items
            .iter()
            .copied()
            .filter(|id| {
                self.names.get(id.index()).and_then(|name| bearers.get(&**name)) > Some(&1)
            })
            .collect();
        for id in shared {
            let path = self.facts.path(id);
            if let Some(name) = self.names.get_mut(id.index()) {
                *name = format!("{name} ({path})");
            }
            let why = "others have it too, and are found by it: its path stands behind it";
            losses.add(Fate::Changed, "a title", why, path);
        }
    }

    /// A list of names is told with commas: one that has a comma itself is told in words.
    fn tell_of_commas(&self, losses: &mut Losses) {
        for item in self.items.iter().map(|id| self.facts.model.item(*id)) {
            if self.awaited(item).into_iter().any(|id| self.name(id).contains(',')) {
                let why = "it is told in the description: a comma ends a name";
                let path = self.facts.path(item.id);
                losses.add(Fate::Changed, "a dependency on a name with a comma", why, path);
            }
        }
    }

    pub(super) fn number(&self, item: ItemId) -> String {
        match self.numbers.get(item.index()) {
            None | Some(0) => String::new(),
            Some(number) => number.to_string(),
        }
    }

    pub(super) fn name(&self, item: ItemId) -> &str {
        self.names.get(item.index()).map_or("", String::as_str)
    }

    pub(super) fn state(&self, item: ItemId) -> State {
        self.facts.status.standing(item).state
    }

    /// The day on which an item starts, where that is known.
    pub(super) fn start(&self, item: ItemId) -> Option<Date> {
        let timing = self.facts.timing(item).filter(|timing| !timing.is_start_open)?;
        Some(timing.days().0)
    }

    /// The day on which an item ends, where that is known: of what is only "not before" a due date would say too much.
    pub(super) fn due(&self, item: ItemId) -> Option<Date> {
        let timing = self.facts.timing(item).filter(|timing| !timing.is_open)?;
        Some(timing.days().1)
    }

    pub(super) fn people(&self, item: ItemWalker<'_>) -> Vec<String> {
        let own = self.facts.plan.schedule.people(self.facts.model.item(item.id));
        own.iter().map(|one| people::name(self.facts, one.resource)).collect()
    }

    /// The note, and below it what has no column of its own.
    pub(super) fn description(&self, item: ItemWalker<'_>, told: &[Told]) -> String {
        let mut text = notes(item.extras());
        let mut is_first = true;
        for (what, words) in told.iter().map(|(what, tell)| (what, tell(self, item))) {
            if words.is_empty() {
                continue;
            }
            text += if is_first && !text.is_empty() {
                "\n\n"
            } else if is_first {
                ""
            } else {
                "\n"
            };
            is_first = false;
            text.extend([*what, ": ", &words]);
        }
        text
    }
}
