//! Resources: who and what does the work, and when they are there.

use pest::iterators::Pair;
use rustc_hash::FxHashMap;

use super::grammar::Rule;
use super::literal::{all, first_text, number, one, quantity, said};
use super::project::{absences, work};
use super::shifts::Shifted;
use super::{Block, Reader};
use crate::import::{Calendar, Number, Resource, ResourceKind, Unit, shown};

/// What is known of resources while a file is read.
pub(super) struct People {
    /// The places of resources among the draft's, by id.
    ids: FxHashMap<String, usize>,
    /// The resource that each stands in.
    outer: Vec<Option<usize>>,
    /// What a day of everybody costs.
    pub(super) rate: Option<Number>,
    /// The minutes of a day of work.
    pub(super) day: i64,
}

impl Default for People {
    fn default() -> Self {
        Self { ids: FxHashMap::default(), outer: Vec::new(), rate: None, day: 8 * 60 }
    }
}

impl People {
    /// The resource of that id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Whether others stand in a resource.
    pub(super) fn is_group(&self, at: usize) -> bool {
        self.outer.contains(&Some(at))
    }

    /// Those without others in them, of a resource and all in it.
    pub(super) fn leaves(&self, at: usize) -> Vec<usize> {
        let is_in = |one: usize| {
            let outer =
                std::iter::successors(Some(one), |one| self.outer.get(*one).copied().flatten());
            outer.take(self.outer.len() + 1).any(|outer| outer == at)
        };
        (0..self.outer.len()).filter(|one| is_in(*one) && !self.is_group(*one)).collect()
    }
}

impl Reader<'_> {
    pub(super) fn resource(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let at = self.draft.resources.len();
        let title = first_text(pair).unwrap_or_default();
        let id = said(pair, Rule::id);
        let key = id.clone().unwrap_or_else(|| format!("resource at {place}"));
        let outer = match self.open.last() {
            Some(Block::Resource(outer)) => Some(*outer),
            _ => None,
        };
        self.people.ids.insert(key.clone(), at);
        self.people.outer.push(outer);
        self.draft.resources.push(Resource { key, id, title, ..Resource::default() });
        self.next = Block::Resource(at);
        true
    }

    pub(super) fn of_resource(&mut self, at: usize, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let day = self.people.day;
        match pair.as_rule() {
            Rule::work => return self.hours_of(at, pair),
            Rule::shifts => return self.shifts_of(at, pair, place),
            Rule::limits => return self.limits_of(at, pair, day, place),
            _ => {}
        }
        let Some(resource) = self.draft.resources.get_mut(at) else { return false };
        match pair.as_rule() {
            Rule::leaves | Rule::vacation => resource.away.extend(absences(pair)),
            Rule::numbered => {
                let Some(number) = one(pair, Rule::number).and_then(|pair| number(&pair)) else {
                    return false;
                };
                match said(pair, Rule::numbered_word).as_deref() {
                    Some("rate") => resource.rate = Some((number, Unit::Days)),
                    Some("efficiency") => {
                        efficiency(resource, number);
                        if number.0 > 1000 && number.0 % 1000 != 0 {
                            let what = format!("efficiency {number} of {}", shown(&resource.title));
                            self.draft.changed(what, "a team has whole units", place);
                        }
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// The calendar of a resource's own hours.
    fn hours_of(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(resource) = self.draft.resources.get_mut(at) else { return false };
        let place = resource.calendar.unwrap_or(self.draft.calendars.len());
        if resource.calendar.is_none() {
            resource.calendar = Some(place);
            let title = format!("Hours of {}", resource.title);
            // Hours that are said of some weekdays leave those of the others as the project has them.
            let base = self.draft.calendar.and_then(|base| self.draft.calendars.get(base));
            let work = base.map(|base| base.work.clone()).unwrap_or_default();
            self.draft.calendars.push(Calendar {
                title,
                work,
                extends: self.draft.calendar,
                ..Calendar::default()
            });
        }
        if let Some(calendar) = self.draft.calendars.get_mut(place) {
            work(calendar, pair);
        }
        true
    }

    fn shifts_of(&mut self, at: usize, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let Some(resource) = self.draft.resources.get(at) else { return false };
        let (title, own) = (format!("Hours of {}", resource.title), resource.calendar);
        let around =
            std::iter::successors(Some(at), |one| self.people.outer.get(*one).copied().flatten());
        let mut around = around.take(self.people.outer.len() + 1);
        let around = around.find_map(|one| self.draft.resources.get(one)?.calendar);
        let of = Shifted { title, own, around, is_task: false };
        let calendar = self.by_shifts(of, pair, place);
        if let Some(resource) = self.draft.resources.get_mut(at) {
            resource.calendar = calendar;
        }
        true
    }

    /// A limit of each day or week is a share of it.
    fn limits_of(&mut self, at: usize, pair: &Pair<'_, Rule>, day: i64, place: &str) -> bool {
        for limit in all(pair, Rule::limited) {
            let word = said(&limit, Rule::limit_word).unwrap_or_default();
            let of = match word.as_str() {
                "dailymax" => Some(day),
                "weeklymax" => Some(day * 5),
                _ => None,
            };
            let amount = one(&limit, Rule::quantity).and_then(|pair| quantity(&pair));
            let minutes = amount.and_then(|(number, unit)| {
                let of_unit = match unit.as_str() {
                    "min" => 1,
                    "h" => 60,
                    "d" => day,
                    "w" => day * 5,
                    _ => return None,
                };
                number.0.checked_mul(of_unit)
            });
            let share = of
                .zip(minutes)
                .map(|(of, thousandths)| thousandths / of)
                .filter(|share| (1..=1000).contains(share));
            let what = format!("limit {}", shown(limit.as_str()));
            match (self.draft.resources.get_mut(at), share) {
                (Some(resource), Some(share)) => {
                    resource.share = Some(resource.share.map_or(share, |known| known.min(share)));
                    let why = format!("it is a share of a day: {}%", Number(share * 100));
                    self.draft.changed(what, why, place);
                }
                _ => self.draft.left_out(
                    what,
                    "people have a share of each day, and no other limit",
                    place,
                ),
            }
        }
        true
    }

    /// Groups are teams; what a group costs, and all cost, holds for whom nothing else is said of.
    pub(super) fn finish_people(&mut self) {
        let rates: Vec<_> = self.draft.resources.iter().map(|resource| resource.rate).collect();
        let keys: Vec<_> =
            self.draft.resources.iter().map(|resource| resource.key.clone()).collect();
        let usual = self.people.rate.map(|rate| (rate, Unit::Days));
        for at in 0..self.draft.resources.len() {
            let is_group = self.people.is_group(at);
            let outer = self.people.outer.get(at).copied().flatten();
            let around = std::iter::successors(Some(at), |one| {
                self.people.outer.get(*one).copied().flatten()
            });
            let rate = around
                .take(keys.len() + 1)
                .find_map(|one| rates.get(one).copied().flatten())
                .or(usual);
            let Some(resource) = self.draft.resources.get_mut(at) else { continue };
            if is_group {
                resource.kind = ResourceKind::Team;
                resource.rate = None;
                let title = shown(&resource.title);
                if outer.is_some() {
                    let why = "a team stands in no other";
                    self.draft.changed(format!("place of {title}"), why, "");
                }
                continue;
            }
            resource.rate = rate;
            if resource.kind == ResourceKind::Person {
                resource.team = outer.and_then(|outer| keys.get(outer)).cloned();
            } else if outer.is_some() {
                let what = format!("group of {}", shown(&resource.title));
                self.draft.left_out(what, "only persons stand in a team", "");
            }
        }
    }
}

/// What does no work is a thing, who does a part of it has a share, and what does it several times is a team.
fn efficiency(resource: &mut Resource, efficiency: Number) {
    if efficiency.0 == 0 {
        resource.kind = ResourceKind::Thing;
    } else if efficiency.0 <= 1000 {
        resource.share = Some(efficiency.0);
    } else {
        resource.kind = ResourceKind::Team;
        resource.capacity = Some(Number::whole(efficiency.0 / 1000));
    }
}
