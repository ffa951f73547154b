//! The crews of all items, each made once: items that are worked on by the same people share it.
//!
//! Where alternatives are written the first works, until levelling chooses.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{
    Assignment, CalendarId, EstimateBasis, ItemId, Model, ResourceId, ResourceKind, Share,
};
use crate::schedule::crew::choices::{Choice, choices};
use crate::schedule::crew::{Conversion, Crew, Giver, rate_of};
use crate::schedule::network::Network;
use crate::schedule::network::role::Role;
use crate::schedule::working_time::Clock;

/// A row of the table of clocks; the first rows are those of the calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ClockId(u32);

/// The crews of a roadmap's items.
#[derive(Debug)]
pub(in crate::schedule) struct Crews<'m> {
    all: Vec<Crew<'m>>,
    /// By item: its crew.
    of_item: Vec<u32>,
    resources: Vec<Rc<Clock<'m>>>,
    /// Of each item with alternatives the ways in which its people can be chosen; by item.
    choices: Vec<Choices>,
    model: &'m Model,
}

/// The ways in which the people of an item can be chosen.
#[derive(Clone, Debug)]
struct Choices {
    item: ItemId,
    people: Vec<Choice>,
    /// By way: the crew that they are.
    crews: Vec<u32>,
    /// Which of the ways is taken.
    chosen: usize,
}

impl<'m> Crews<'m> {
    /// Puts together the crew of every item.
    pub(in crate::schedule) fn new(network: &Network<'m>) -> Self {
        Self::make(network, Vec::new())
    }

    /// Likewise, and a crew for each way in which the people of an item can be chosen.
    pub(in crate::schedule) fn with_choices(network: &Network<'m>) -> Self {
        Self::make(network, choices(network))
    }

    fn make(network: &Network<'m>, choices: Vec<(ItemId, Vec<Choice>)>) -> Self {
        let mut makers = Maker::new(network.model);
        let items = (0..).map(ItemId).zip(&network.roles);
        let first = |item| network.model.item(item).assignments();
        let of_item = items.map(|(item, role)| makers.crew_of(item, *role, first(item)));
        let of_item = of_item.collect();
        let of_choices = choices.into_iter().map(|(item, choices)| {
            let role = network.role(item);
            let crews = choices.iter().map(|people| makers.crew_of(item, role, people)).collect();
            Choices { item, people: choices, crews, chosen: 0 }
        });
        let choices = of_choices.collect();
        let of_resource = |id: &ClockId| makers.clock(*id);
        let resources = makers.of_resource.iter().map(of_resource).collect();
        Self { all: makers.crews, of_item, resources, choices, model: network.model }
    }

    /// The ways in which the people of an item can be chosen, each with the crew that they are; one where there is no choice.
    pub(in crate::schedule) fn ways(&self, item: ItemId) -> Vec<(&[Assignment], &Crew<'m>)> {
        match self.choices_of(item) {
            Some(of) => of
                .people
                .iter()
                .map(|one| &**one)
                .zip(of.crews.iter().map(|crew| self.row(*crew)))
                .collect(),
            None => vec![(self.model.item(item).assignments(), self.of(item))],
        }
    }

    /// Which of its ways an item is done in.
    pub(in crate::schedule) fn way(&self, item: ItemId) -> u32 {
        self.choices_of(item).map_or(0, |of| u32::try_from(of.chosen).unwrap_or(0))
    }

    /// Whether there is a choice.
    pub(in crate::schedule) fn has_choice(&self, item: ItemId) -> bool {
        self.choices_of(item).is_some()
    }

    /// Chooses one of the ways of an item.
    pub(in crate::schedule) fn choose(&mut self, item: ItemId, way: usize) {
        let Ok(row) = self.choices.binary_search_by_key(&item, |of| of.item) else { return };
        let Some(of) = self.choices.get_mut(row) else { return };
        if let (Some(crew), Some(slot)) = (of.crews.get(way), self.of_item.get_mut(item.index())) {
            (*slot, of.chosen) = (*crew, way);
        }
    }

    /// Likewise, by those who do it.
    pub(in crate::schedule) fn choose_people(&mut self, item: ItemId, people: &[Assignment]) {
        let of = |people: &[Assignment]| -> Vec<ResourceId> {
            people.iter().map(|one| one.resource).collect()
        };
        let ways = self.choices_of(item).map_or(&[][..], |of| &of.people);
        if let Some(way) = ways.iter().position(|way| of(way) == of(people)) {
            self.choose(item, way);
        }
    }

    /// Those who work on an item: of alternatives the chosen one.
    pub(in crate::schedule) fn people(&self, item: ItemId) -> &[Assignment] {
        let chosen = self.choices_of(item).and_then(|of| of.people.get(of.chosen));
        let chosen = chosen.map(|people| &**people);
        chosen.unwrap_or_else(|| self.model.item(item).assignments())
    }

    fn choices_of(&self, item: ItemId) -> Option<&Choices> {
        let row = self.choices.binary_search_by_key(&item, |of| of.item).ok()?;
        self.choices.get(row)
    }

    /// Who works on an item.
    pub(in crate::schedule) fn of(&self, item: ItemId) -> &Crew<'m> {
        self.row(self.of_item.get(item.index()).copied().unwrap_or(0))
    }

    fn row(&self, crew: u32) -> &Crew<'m> {
        // Every item's crew is a row of the table; the roadmap's calendar alone is the first.
        #[allow(clippy::indexing_slicing)]
        &self.all[crew as usize]
    }

    /// When somebody is there.
    pub(in crate::schedule) fn of_resource(&self, resource: ResourceId) -> Option<&Rc<Clock<'m>>> {
        self.resources.get(resource.index())
    }
}

/// How an item is worked on, as far as its crew goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Calendar,
    Duration,
    Elapsed,
    Effort,
}

/// Makes crews, each once.
#[derive(Debug)]
pub(in crate::schedule) struct Maker<'m> {
    model: &'m Model,
    clocks: Vec<Rc<Clock<'m>>>,
    of_resource: Vec<ClockId>,
    /// Clocks made of others: whether all or any of them have to work, and which.
    joined: FxHashMap<Box<[u32]>, ClockId>,
    crews: Vec<Crew<'m>>,
    known: FxHashMap<Box<[u64]>, u32>,
    key: Vec<u64>,
}

impl<'m> Maker<'m> {
    pub(in crate::schedule) fn new(model: &'m Model) -> Self {
        let mut maker = Self {
            model,
            clocks: model.calendars.iter().map(|calendar| Rc::new(Clock::new(calendar))).collect(),
            of_resource: Vec::with_capacity(model.resources.len()),
            joined: FxHashMap::default(),
            crews: Vec::new(),
            known: FxHashMap::default(),
            key: Vec::new(),
        };
        maker.make_resources();
        maker.make(CalendarId(0), Way::Calendar, &[]);
        maker
    }

    /// The crew that these people are at an item.
    pub(in crate::schedule) fn crew(
        &mut self,
        item: ItemId,
        role: Role,
        people: &[Assignment],
    ) -> &Crew<'m> {
        let crew = self.crew_of(item, role, people);
        // It was just made, or known.
        #[allow(clippy::indexing_slicing)]
        &self.crews[crew as usize]
    }

    fn make_resources(&mut self) {
        for resource in &self.model.resources {
            let calendar = ClockId(resource.calendar.0);
            let id = if resource.absences.is_empty() {
                calendar
            } else {
                let clock = Clock::present(self.clock(calendar), &resource.absences);
                self.add(clock)
            };
            self.of_resource.push(id);
        }
    }

    fn add(&mut self, clock: Clock<'m>) -> ClockId {
        self.clocks.push(Rc::new(clock));
        ClockId(u32::try_from(self.clocks.len() - 1).unwrap_or(0))
    }

    fn clock(&self, id: ClockId) -> Rc<Clock<'m>> {
        // Ids are only made from the table itself; a calendar's is that of a row of the model.
        #[allow(clippy::indexing_slicing)]
        Rc::clone(&self.clocks[id.0 as usize])
    }

    fn crew_of(&mut self, item: ItemId, role: Role, people: &[Assignment]) -> u32 {
        let walker = self.model.item(item);
        let data = walker.data();
        let way = match (role, data.estimate.map(|estimate| estimate.basis)) {
            (Role::Work, Some(EstimateBasis::Effort)) => Way::Effort,
            (Role::Work, Some(EstimateBasis::Elapsed)) => Way::Elapsed,
            (Role::Work, _) => Way::Duration,
            _ => Way::Calendar,
        };
        let people = if way == Way::Calendar { &[] } else { people };
        self.key.clear();
        self.key.push(u64::from(data.calendar.0) << 2 | way as u64);
        let each = people.iter().map(|one| u64::from(one.resource.0) << 32 | low_bits(one.units));
        self.key.extend(each);
        if let Some(known) = self.known.get(&*self.key) {
            return *known;
        }
        let crew = self.make(data.calendar, way, people);
        self.known.insert(self.key.as_slice().into(), crew);
        crew
    }

    fn make(&mut self, calendar: CalendarId, way: Way, people: &[Assignment]) -> u32 {
        let own = ClockId(calendar.0);
        let mut givers = Vec::new();
        let (clock, conversion) = match way {
            Way::Calendar => (own, Conversion::Duration),
            Way::Duration => (self.together(Some(own), people), Conversion::Duration),
            Way::Elapsed if people.is_empty() => (self.always(), Conversion::Elapsed),
            Way::Elapsed => (self.together(Some(own), people), Conversion::Elapsed),
            Way::Effort => self.effort(own, people, &mut givers),
        };
        self.crews.push(Crew::new(self.clock(clock), self.clock(own), conversion, givers.into()));
        u32::try_from(self.crews.len() - 1).unwrap_or(0)
    }

    /// The time in which all of them work.
    fn together(&mut self, calendar: Option<ClockId>, people: &[Assignment]) -> ClockId {
        let mut clocks: Vec<ClockId> =
            people.iter().filter_map(|one| self.presence(one.resource)).collect();
        // Somebody who works by the item's own calendar is never there when that is closed.
        let is_implied = |own: &ClockId| people.iter().any(|one| self.works_by(one.resource, *own));
        clocks.extend(calendar.filter(|own| !is_implied(own)));
        self.join(clocks, true)
    }

    fn presence(&self, resource: ResourceId) -> Option<ClockId> {
        self.of_resource.get(resource.index()).copied()
    }

    fn works_by(&self, resource: ResourceId, calendar: ClockId) -> bool {
        let resource = self.model.resources.get(resource.index());
        resource.is_some_and(|resource| resource.calendar.0 == calendar.0)
    }

    /// Each by their own time, within the item's calendar where that is not the roadmap's own.
    fn effort(
        &mut self,
        own: ClockId,
        people: &[Assignment],
        givers: &mut Vec<Giver<'m>>,
    ) -> (ClockId, Conversion) {
        let mut clocks: Vec<ClockId> = Vec::with_capacity(people.len());
        for (person, one) in (0..).zip(people) {
            let calendar = Some(own).filter(|own| own.0 != 0);
            let rate = units_of(self.model, one).0;
            if rate > 0 {
                let clock = self.together(calendar, std::slice::from_ref(one));
                clocks.push(clock);
                givers.push(Giver { person, clock: self.clock(clock), rate });
            }
        }
        clocks.dedup();
        match clocks.as_slice() {
            [] => (own, Conversion::Even(Share::ONE.0)),
            [one] => (*one, Conversion::Even(rate_of(givers.iter()))),
            _ => (self.join(clocks, false), Conversion::Each),
        }
    }

    fn join(&mut self, mut clocks: Vec<ClockId>, is_all: bool) -> ClockId {
        clocks.sort_unstable();
        clocks.dedup();
        if let [one] = clocks.as_slice() {
            return *one;
        }
        let key: Box<[u32]> =
            std::iter::once(u32::from(is_all)).chain(clocks.iter().map(|id| id.0)).collect();
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let clocks: Vec<_> = clocks.iter().map(|id| self.clock(*id)).collect();
        let id = self.add(if is_all { Clock::all(clocks) } else { Clock::any(clocks) });
        self.joined.insert(key, id);
        id
    }

    /// The clock on the wall.
    fn always(&mut self) -> ClockId {
        let key: Box<[u32]> = [2].into();
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let id = self.add(Clock::always());
        self.joined.insert(key, id);
        id
    }
}

fn low_bits(units: Share) -> u64 {
    u64::try_from(units.0.clamp(0, i64::from(u32::MAX))).unwrap_or(0)
}

/// How much of a resource an assignment takes: of a person a share of what there is of them.
pub(in crate::schedule) fn units_of(model: &Model, assignment: &Assignment) -> Share {
    match model.resources.get(assignment.resource.index()) {
        Some(person) if person.kind == ResourceKind::Person => {
            Share(assignment.units.0.saturating_mul(person.capacity.0) / Share::ONE.0)
        }
        _ => assignment.units,
    }
}
