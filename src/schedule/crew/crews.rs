//! The crews of all items, each made once: items that are worked on by the same people share it.
//!
//! Where alternatives are written the first works, until levelling chooses.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{
    Assignment, CalendarId, EstimateBasis, ItemId, Model, ResourceId, ResourceKind, Share,
};
use crate::schedule::crew::{Conversion, Crew, Giver, rate_of};
use crate::schedule::network::{Network, Role};
use crate::schedule::table::Rows;
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::Clock;

/// The crews of a roadmap's items.
#[derive(Debug)]
pub(crate) struct Crews<'m> {
    all: Rows<Crew<'m>>,
    /// By item: its crew.
    of_item: Rows<u32>,
    resources: Rows<Rc<Clock<'m>>>,
    /// Of each item with alternatives the ways in which its people can be chosen; by item.
    choices: Vec<Choices>,
    model: &'m Model,
}

/// The ways in which the people of an item can be chosen.
#[derive(Clone, Debug)]
struct Choices {
    item: ItemId,
    /// Who they are, and the crew that they make.
    ways: Vec<(Choice, u32)>,
    /// Which of the ways is taken.
    chosen: usize,
}

impl<'m> Crews<'m> {
    /// Puts together the crew of every item.
    pub(crate) fn new(network: &Network<'m>) -> Self {
        Self::make(network, Vec::new())
    }

    /// Likewise, and a crew for each way in which the people of an item can be chosen.
    pub(crate) fn with_choices(network: &Network<'m>) -> Self {
        Self::make(network, choices(network))
    }

    fn make(network: &Network<'m>, choices: Vec<(ItemId, Vec<Choice>)>) -> Self {
        let mut makers = Maker::new(network.model);
        let items = (0..).map(ItemId).zip(network.roles.iter());
        let first = |item| network.model.item(item).assignments();
        let of_item = items.map(|(item, role)| makers.crew_of(item, *role, first(item)));
        let of_item = of_item.collect();
        let of_choices = choices.into_iter().map(|(item, choices)| {
            let role = network.role(item);
            let ways = choices.into_iter().map(|people| {
                let crew = makers.crew_of(item, role, &people);
                (people, crew)
            });
            Choices { item, ways: ways.collect(), chosen: 0 }
        });
        let choices = of_choices.collect();
        let resources = makers.of_resource.iter().map(|id| makers.clock(*id)).collect();
        Self { all: makers.crews, of_item, resources, choices, model: network.model }
    }

    /// With the people whom levelling chose for a schedule.
    pub(crate) fn of_plan(network: &Network<'m>, schedule: &Schedule) -> Self {
        let mut crews = Self::with_choices(network);
        for (item, people) in schedule.levelling.iter().flat_map(|levelling| &levelling.people) {
            crews.choose_people(*item, people);
        }
        crews
    }

    /// The ways in which the people of an item can be chosen, each with the crew that they are; one where there is no choice.
    pub(crate) fn ways(&self, item: ItemId) -> Vec<(&[Assignment], &Crew<'m>)> {
        match self.choices_of(item) {
            Some(of) => {
                of.ways.iter().map(|(people, crew)| (&**people, &self.all[*crew])).collect()
            }
            None => vec![(self.model.item(item).assignments(), self.of(item))],
        }
    }

    /// Which of its ways an item is done in.
    pub(crate) fn way(&self, item: ItemId) -> u32 {
        self.choices_of(item).map_or(0, |of| u32::try_from(of.chosen).unwrap_or(0))
    }

    /// Whether there is a choice.
    pub(crate) fn has_choice(&self, item: ItemId) -> bool {
        self.choices_of(item).is_some()
    }

    /// Chooses one of the ways of an item.
    pub(crate) fn choose(&mut self, item: ItemId, way: usize) {
        let Ok(row) = self.choices.binary_search_by_key(&item, |of| of.item) else { return };
        let Some(of) = self.choices.get_mut(row) else { return };
        if let Some((_, crew)) = of.ways.get(way) {
            (self.of_item[item], of.chosen) = (*crew, way);
        }
    }

    /// Likewise, by those who do it.
    fn choose_people(&mut self, item: ItemId, people: &[Assignment]) {
        let of = |people: &[Assignment]| -> Vec<ResourceId> {
            people.iter().map(|one| one.resource).collect()
        };
        let ways = self.choices_of(item).map_or(&[][..], |of| &of.ways);
        if let Some(way) = ways.iter().position(|(way, _)| of(way) == of(people)) {
            self.choose(item, way);
        }
    }

    /// Those who work on an item: of alternatives the chosen one.
    pub(crate) fn people(&self, item: ItemId) -> &[Assignment] {
        let chosen = self.choices_of(item).and_then(|of| of.ways.get(of.chosen));
        let chosen = chosen.map(|(people, _)| &**people);
        chosen.unwrap_or_else(|| self.model.item(item).assignments())
    }

    fn choices_of(&self, item: ItemId) -> Option<&Choices> {
        let row = self.choices.binary_search_by_key(&item, |of| of.item).ok()?;
        self.choices.get(row)
    }

    /// Who works on an item.
    pub(crate) fn of(&self, item: ItemId) -> &Crew<'m> {
        &self.all[self.of_item[item]]
    }

    /// When somebody is there.
    pub(crate) fn of_resource(&self, resource: ResourceId) -> &Rc<Clock<'m>> {
        &self.resources[resource]
    }
}

/// When a clock made of others works: when all of them do, when any of them does, or always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Joined {
    All,
    Any,
    Always,
}

/// A calendar, how an amount becomes time, and who works: what makes a crew.
type CrewKey = (CalendarId, Option<EstimateBasis>, Box<[(ResourceId, Share)]>);

/// Makes crews, each once.
#[derive(Debug)]
struct Maker<'m> {
    model: &'m Model,
    /// Those of the calendars come first.
    clocks: Rows<Rc<Clock<'m>>>,
    /// By resource: the row of its clock.
    of_resource: Rows<u32>,
    /// Clocks made of others: whether all or any of them have to work, and which.
    joined: FxHashMap<(Joined, Vec<u32>), u32>,
    crews: Rows<Crew<'m>>,
    known: FxHashMap<CrewKey, u32>,
}

impl<'m> Maker<'m> {
    fn new(model: &'m Model) -> Self {
        let mut maker = Self {
            model,
            clocks: model.calendars.iter().map(|calendar| Rc::new(Clock::new(calendar))).collect(),
            of_resource: Rows(Vec::new()),
            joined: FxHashMap::default(),
            crews: Rows(Vec::new()),
            known: FxHashMap::default(),
        };
        maker.make_resources();
        maker.make(0, None, &[]);
        maker
    }

    fn make_resources(&mut self) {
        for resource in &self.model.resources {
            let calendar = resource.calendar.0;
            let id = if resource.absences.is_empty() {
                calendar
            } else {
                self.add(Clock::present(self.clock(calendar), &resource.absences))
            };
            self.of_resource.0.push(id);
        }
    }

    fn add(&mut self, clock: Clock<'m>) -> u32 {
        self.clocks.0.push(Rc::new(clock));
        self.clocks.count() - 1
    }

    fn clock(&self, row: u32) -> Rc<Clock<'m>> {
        Rc::clone(&self.clocks[row])
    }

    fn crew_of(&mut self, item: ItemId, role: Role, people: &[Assignment]) -> u32 {
        let walker = self.model.item(item);
        let data = walker.data();
        let basis = data.estimate.map_or(EstimateBasis::Duration, |estimate| estimate.basis);
        let basis = Some(basis).filter(|_| role == Role::Work);
        let people = if basis.is_none() { &[] } else { people };
        let each = people.iter().map(|one| (one.resource, one.units));
        let key = (data.calendar, basis, each.collect());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let crew = self.make(data.calendar.0, basis, people);
        self.known.insert(key, crew);
        crew
    }

    /// The crew that these people are by that calendar; by no basis those who work on what is no work.
    fn make(&mut self, own: u32, basis: Option<EstimateBasis>, people: &[Assignment]) -> u32 {
        let mut givers = Vec::new();
        let (clock, conversion) = match basis {
            None => (own, Conversion::Even(1000)),
            Some(EstimateBasis::Duration) => {
                (self.together(Some(own), people), Conversion::Even(1000))
            }
            Some(EstimateBasis::Elapsed) if people.is_empty() => {
                (self.join(Joined::Always, Vec::new()), Conversion::Elapsed)
            }
            Some(EstimateBasis::Elapsed) => (self.together(Some(own), people), Conversion::Elapsed),
            Some(EstimateBasis::Effort) => self.effort(own, people, &mut givers),
        };
        let (clock, calendar, givers) = (self.clock(clock), self.clock(own), givers.into());
        self.crews.0.push(Crew { clock, calendar, conversion, givers });
        self.crews.count() - 1
    }

    /// The time in which all of them work.
    fn together(&mut self, calendar: Option<u32>, people: &[Assignment]) -> u32 {
        let mut clocks: Vec<u32> =
            people.iter().map(|one| self.of_resource[one.resource]).collect();
        // Somebody who works by the item's own calendar is never there when that is closed.
        let works_by = |one: &Assignment| self.model.resource(one.resource).data().calendar.0;
        let is_implied = |own: &u32| people.iter().any(|one| works_by(one) == *own);
        clocks.extend(calendar.filter(|own| !is_implied(own)));
        self.join(Joined::All, clocks)
    }

    /// Each by their own time, within the item's calendar where that is not the roadmap's own.
    fn effort(
        &mut self,
        own: u32,
        people: &[Assignment],
        givers: &mut Vec<Giver<'m>>,
    ) -> (u32, Conversion) {
        let mut clocks = Vec::with_capacity(people.len());
        for (person, one) in (0..).zip(people) {
            let calendar = Some(own).filter(|own| *own != 0);
            let rate = units_of(self.model, one).0;
            if rate > 0 {
                let clock = self.together(calendar, std::slice::from_ref(one));
                clocks.push(clock);
                givers.push(Giver { person, clock: self.clock(clock), rate });
            }
        }
        clocks.dedup();
        match clocks.as_slice() {
            [] => (own, Conversion::Even(1000)),
            [one] => (*one, Conversion::Even(rate_of(givers.iter()))),
            _ => (self.join(Joined::Any, clocks), Conversion::Each),
        }
    }

    fn join(&mut self, how: Joined, mut clocks: Vec<u32>) -> u32 {
        clocks.sort_unstable();
        clocks.dedup();
        if let [one] = clocks.as_slice() {
            return *one;
        }
        let all: Vec<_> = clocks.iter().map(|row| self.clock(*row)).collect();
        let key = (how, clocks);
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let row = self.add(match how {
            Joined::All => Clock::all(all),
            Joined::Any => Clock::any(all),
            Joined::Always => Clock::always(),
        });
        self.joined.insert(key, row);
        row
    }
}

/// How much of a resource an assignment takes: of a person a share of what there is of them.
pub(crate) fn units_of(model: &Model, assignment: &Assignment) -> Share {
    let resource = model.resource(assignment.resource).data();
    match resource.kind {
        ResourceKind::Person => {
            Share(assignment.units.0.saturating_mul(resource.capacity.0) / Share::ONE.0)
        }
        ResourceKind::Team | ResourceKind::Resource => assignment.units,
    }
}

/// Those who work on an item: of each alternative one.
type Choice = Box<[Assignment]>;

/// So many ways of one item are looked at, the first as written: four alternatives of three, or six of two.
const MOST: usize = 81;

/// The ways in which the people of each item with alternatives can be chosen; by item. The first of an item is as written.
fn choices(network: &Network<'_>) -> Vec<(ItemId, Vec<Choice>)> {
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
    let alternatives = one.alternatives.iter().copied();
    let all: Vec<_> = std::iter::once((one.resource, one.units)).chain(alternatives).collect();
    let options = (0..all.len().min(MOST)).map(|chosen| {
        let mut others = all.clone();
        let (resource, units) = others.remove(chosen);
        Assignment { resource, units, alternatives: others.into(), span: one.span }
    });
    options.collect()
}

/// Whether a way asks nobody for more than there is of them.
fn is_possible(model: &Model, way: &[Assignment]) -> bool {
    way.iter().all(|one| {
        let of_same = way.iter().filter(|other| other.resource == one.resource);
        let asked = of_same.map(|other| units_of(model, other).0).fold(0, i64::saturating_add);
        asked <= model.resource(one.resource).data().capacity.0
    })
}
