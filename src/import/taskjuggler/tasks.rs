//! Tasks: what is to be done, by whom, and behind what.

use pest::iterators::Pair;
use rustc_hash::FxHashMap;

use super::grammar::Rule;
use super::literal::{all, amount, date, first_text, last, number, one, said, span};
use super::shifts::Shifted;
use super::{Block, Custom, Reader};
use crate::import::{
    Assignee, Estimate, Item, Kind, Lag, Link, LinkKind, ResourceKind, Target, shown,
};
use crate::model::Thoroughness;

/// What is known of tasks while a file is read.
#[derive(Default)]
pub(super) struct Tasks {
    ids: FxHashMap<String, usize>,
    /// The task that each stands in.
    outer: FxHashMap<usize, usize>,
    /// Others that wait for a task: itself, what waits, and its link.
    before: Vec<(usize, String, LinkKind, Option<Lag>)>,
    /// Who is to work on a task, by id.
    allocated: FxHashMap<usize, Vec<(String, Vec<String>)>>,
}

impl Tasks {
    /// The task of that path.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.ids.get(path).copied()
    }
}

impl Reader<'_> {
    pub(super) fn task(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let at = self.draft.items.len();
        let id = said(pair, Rule::id);
        let own = id.clone().unwrap_or_else(|| format!("task at {place}"));
        let outer = match self.open.last() {
            Some(Block::Task(outer)) => Some(*outer),
            _ => None,
        };
        let around =
            outer.and_then(|outer| self.draft.items.get(outer)).map(|item| item.key.clone());
        let key = around.as_ref().map_or_else(|| own.clone(), |around| format!("{around}.{own}"));
        self.tasks.ids.insert(key.clone(), at);
        if let Some(outer) = outer {
            self.tasks.outer.insert(at, outer);
        }
        self.draft.items.push(Item {
            key,
            id,
            title: first_text(pair).unwrap_or_default(),
            parent: around.map(Target::Key),
            place: place.to_owned(),
            ..Item::default()
        });
        self.next = Block::Task(at);
        true
    }

    pub(super) fn of_task(&mut self, at: usize, pair: &Pair<'_, Rule>, place: &str) -> bool {
        match pair.as_rule() {
            Rule::depends => self.depends(at, pair, place),
            Rule::allocate => self.allocate(at, pair, place),
            Rule::dated => self.dated(at, pair),
            Rule::measured => self.measured(at, pair),
            Rule::named => self.named(at, pair),
            Rule::shifts => {
                let Some(item) = self.draft.items.get(at) else { return false };
                let (title, own) = (format!("Hours of {}", item.title), item.calendar);
                let of = Shifted { title, own, around: None, is_task: true };
                let calendar = self.by_shifts(of, pair, place);
                if let Some(item) = self.draft.items.get_mut(at) {
                    item.calendar = calendar;
                }
                true
            }
            _ => self.about(at, pair),
        }
    }

    /// The path of a task that another names: from the root, or from so many scopes further out.
    fn path_of(&self, at: usize, pair: &Pair<'_, Rule>) -> String {
        let path = said(pair, Rule::path).unwrap_or_default();
        let up = said(pair, Rule::up).map_or(0, |up| up.len());
        if up == 0 {
            return path;
        }
        let scope =
            std::iter::successors(Some(at), |one| self.tasks.outer.get(one).copied()).nth(up);
        let scope =
            scope.and_then(|scope| self.draft.items.get(scope)).map(|item| item.key.as_str());
        scope.map_or_else(|| path.clone(), |scope| format!("{scope}.{path}"))
    }

    fn depends(&mut self, at: usize, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let is_before = said(pair, Rule::depends_word).is_some_and(|word| word == "precedes");
        // The last of both decides whether it is as late as possible.
        if let Some(item) = self.draft.items.get_mut(at) {
            item.is_late = is_before;
        }
        for target in all(pair, Rule::target) {
            let path = self.path_of(at, &target);
            let word = said(&target, Rule::ends_word);
            let kind = match (is_before, word.as_deref()) {
                // What is bound of the other: its end in `depends`, its start in `precedes`.
                (false, Some("onstart")) => LinkKind::StartToStart,
                (true, Some("onend")) => LinkKind::FinishToFinish,
                _ => LinkKind::FinishToStart,
            };
            let gap = all(&target, Rule::gap).find_map(|gap| {
                let is_elapsed =
                    said(&gap, Rule::gap_word).is_some_and(|word| word == "gapduration");
                Some(Lag {
                    amount: Self::lag(&one(&gap, Rule::quantity)?, is_elapsed)?,
                    is_elapsed,
                })
            });
            for unknown in all(&target, Rule::unknown_bound).chain(all(&target, Rule::gap).skip(1))
            {
                let what = format!("{} of a dependency", shown(unknown.as_str()));
                self.draft.left_out(what, "a dependency has one lag and no longest one", place);
            }
            if is_before {
                self.tasks.before.push((at, path, kind, gap));
            } else if let Some(item) = self.draft.items.get_mut(at) {
                item.waits.push(Link { to: Target::Key(path), kind, lag: gap });
            }
        }
        true
    }

    fn allocate(&mut self, at: usize, pair: &Pair<'_, Rule>, place: &str) -> bool {
        for chosen in all(pair, Rule::chosen) {
            let who = said(&chosen, Rule::path).unwrap_or_default();
            let others = all(&chosen, Rule::alternative).flat_map(|pair| paths(&pair)).collect();
            self.tasks.allocated.entry(at).or_default().push((who, others));
            let mut words = all(&chosen, Rule::choice_word);
            let whys = [
                (
                    "mandatory",
                    "all who are named work at the same time anyway, or each does a part",
                ),
                ("persistent", "who is chosen stays chosen"),
            ];
            while let Some(word) = words.next() {
                let word = word.as_str();
                let why = whys.iter().find(|(known, _)| *known == word).map(|(_, why)| *why);
                let what = format!("{} of an allocation", shown(word));
                if word == "select" || word == "limits" || word == "shifts" {
                    words.next();
                }
                self.draft.left_out(
                    what,
                    why.unwrap_or("who is free first is chosen, for all of the work"),
                    place,
                );
            }
        }
        true
    }

    fn dated(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(when) = one(pair, Rule::date).and_then(|pair| date(&pair)) else { return false };
        let Some(item) = self.draft.items.get_mut(at) else { return false };
        match said(pair, Rule::dated_word).as_deref() {
            Some("start") => item.from = Some(when),
            Some("end") => item.to = last(when),
            Some("maxstart") => item.starts_by = Some(when),
            Some("maxend") => item.deadline = last(when),
            _ => return false,
        }
        true
    }

    fn measured(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(quantity) = one(pair, Rule::quantity) else { return false };
        let (work, clock) = (amount(&quantity, false), amount(&quantity, true));
        let Some(item) = self.draft.items.get_mut(at) else { return false };
        match said(pair, Rule::measured_word).as_deref() {
            Some("effort") => item.estimate = work.map(Estimate::Effort),
            Some("length") => item.estimate = work.map(Estimate::Duration),
            Some("duration") => item.estimate = clock.map(Estimate::Elapsed),
            Some("effortleft") => item.remaining = work,
            _ => return false,
        }
        true
    }

    fn named(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let names = paths(pair);
        let Some(item) = self.draft.items.get_mut(at) else { return false };
        match said(pair, Rule::named_word).as_deref() {
            Some("flags") => item.tags.extend(names),
            Some("responsible") => {
                let place = item.place.clone();
                item.owner = names.first().cloned().map(Target::Key);
                for name in names.iter().skip(1) {
                    let what = format!("responsible {}", shown(name));
                    self.draft.left_out(what, "one answers for something", &place);
                }
            }
            Some("scheduling") => {
                let is_asap = names.first().is_some_and(|name| name == "asap");
                item.is_late = !is_asap;
            }
            _ => return false,
        }
        true
    }

    fn about(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(item) = self.draft.items.get_mut(at) else { return false };
        match pair.as_rule() {
            Rule::spanned => {
                let Some((start, end)) = one(pair, Rule::span).and_then(|pair| span(&pair)) else {
                    return false;
                };
                (item.from, item.to) = (Some(start), last(end));
            }
            Rule::numbered => {
                let Some(number) = one(pair, Rule::number).and_then(|pair| number(&pair)) else {
                    return false;
                };
                match said(pair, Rule::numbered_word).as_deref() {
                    Some("complete") => {
                        item.progress = Some((number.0 / 100).clamp(0, 1000));
                        item.is_done = number.0 >= 100_000;
                    }
                    Some("priority") => {
                        item.priority = u16::try_from(number.0 / 1000)
                            .ok()
                            .filter(|of| (1..=1000).contains(of));
                    }
                    _ => return false,
                }
            }
            Rule::texted if said(pair, Rule::texted_word).is_some_and(|word| word == "note") => {
                item.note = first_text(pair);
            }
            Rule::flag => {
                if pair.as_str() != "milestone" {
                    return false;
                }
                item.kind = Kind::Milestone;
            }
            Rule::charge => {
                let number = one(pair, Rule::number).and_then(|pair| number(&pair));
                let is_once =
                    said(pair, Rule::charge_word).is_some_and(|word| word.starts_with("on"));
                match number {
                    Some(number) if is_once && item.cost.is_none() => item.cost = Some(number),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// Who works on what, what points in time are, and what waits for what is told from its other side.
    pub(super) fn finish_tasks(&mut self) {
        for (before, path, kind, lag) in std::mem::take(&mut self.tasks.before) {
            let key = self.draft.items.get(before).map(|item| item.key.clone()).unwrap_or_default();
            match self.tasks.find(&path).and_then(|at| self.draft.items.get_mut(at)) {
                Some(item) => item.waits.push(Link { to: Target::Key(key), kind, lag }),
                None => {
                    if let Some(item) = self.draft.items.get_mut(before) {
                        item.blocks.push(Target::Key(path));
                    }
                }
            }
        }
        let mut holds = vec![false; self.draft.items.len()];
        for outer in (0..holds.len()).filter_map(|at| self.tasks.outer.get(&at)) {
            if let Some(holds) = holds.get_mut(*outer) {
                *holds = true;
            }
        }
        // Nobody does two efforts at once there; what has a length goes on whether or not its people are free. What milepost wrote has the
        // starts that it wants.
        let is_ours = self.custom.values().any(|custom| matches!(custom, Custom::Path));
        let is_effort = |item: &Item| matches!(item.estimate, Some(Estimate::Effort(_)));
        if !is_ours && !self.tasks.allocated.is_empty() && self.draft.items.iter().any(is_effort) {
            self.draft.level = Some(Thoroughness::Normal);
        }
        for (at, holds) in holds.iter().enumerate() {
            self.workers(at, *holds);
            let Some(item) = self.draft.items.get_mut(at) else { continue };
            // What is fixed is neither early nor late.
            item.is_late &= item.to.is_none() && item.from.is_none();
            if *holds {
                // What has parts spans them: its start holds for them, its end is when they are to be done.
                item.not_before = item.not_before.or(item.from.take());
                item.deadline = item.deadline.or(item.to.take());
                item.kind = Kind::Auto;
            } else if item.estimate.is_none() && (item.from.is_none() || item.to.is_none()) {
                item.kind = Kind::Milestone;
            } else if item.kind == Kind::Auto {
                item.kind = Kind::Task;
            }
            if item.kind == Kind::Milestone && item.is_done {
                item.finished = item.from;
            }
        }
    }

    /// Who works on a task: those allocated to it and to what it stands in.
    fn workers(&mut self, at: usize, holds: bool) {
        let own = self.tasks.allocated.contains_key(&at);
        if !own {
            return;
        }
        let around: Vec<usize> =
            std::iter::successors(Some(at), |one| self.tasks.outer.get(one).copied()).collect();
        let all: Vec<(String, Vec<String>)> = around
            .iter()
            .rev()
            .filter_map(|one| self.tasks.allocated.get(one))
            .flatten()
            .cloned()
            .collect();
        let (mut people, mut either) = (Vec::new(), Vec::new());
        for (who, others) in all {
            if others.is_empty() {
                people.extend(self.assignees(&who));
            } else {
                either.push(std::iter::once(who).chain(others).map(Target::Key).collect());
            }
        }
        if let Some(item) = self.draft.items.get_mut(at) {
            people.dedup_by(|one, other| one.who == other.who);
            item.people = people;
            item.either = either;
            if holds {
                // Parts that name nobody have those of the whole, as in TaskJuggler.
                item.estimate = None;
            }
        }
    }

    /// A group is all who are in it; what does the work of several is so many units.
    fn assignees(&self, who: &str) -> Vec<Assignee> {
        let Some(at) = self.people.find(who) else {
            return vec![Assignee::whole(Target::Key(who.to_owned()))];
        };
        let one = |at: usize| {
            let resource = self.draft.resources.get(at)?;
            let of_many = resource.kind == ResourceKind::Team;
            let units = resource.capacity.filter(|_| of_many).map(|units| units.0 / 1000);
            Some(Assignee { who: Target::Key(resource.key.clone()), share: None, units })
        };
        self.people.leaves(at).into_iter().filter_map(one).collect()
    }
}

/// The names of a list.
fn paths(pair: &Pair<'_, Rule>) -> Vec<String> {
    all(pair, Rule::path).map(|path| path.as_str().to_owned()).collect()
}
