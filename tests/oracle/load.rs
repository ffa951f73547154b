//! What the plain schedule asks of people, minute by minute.

use std::collections::BTreeMap;

use milepost::model::{EstimateBasis, ResourceId, ResourceKind, ResourceWalker};
use milepost::time::{Date, Minutes, Moment};

use super::plain::{Dates, Oracle};

impl Oracle<'_> {
    /// The days on which a resource is asked for more than there is, and by how much at most, in thousandths.
    pub(crate) fn overloaded(&self, resource: ResourceId, dates: &Dates) -> BTreeMap<Date, i64> {
        let mut days = BTreeMap::new();
        let is_of_it = |id: ResourceId| {
            id == resource || self.model.resource(id).data().team == Some(resource)
        };
        let mut uses = Vec::new();
        for item in self.model.items().filter(|item| !item.has_parts()) {
            for one in item.assignments().iter().filter(|one| is_of_it(one.resource)) {
                let (start, end) = dates.of(item.id);
                let is_effort = Self::basis(item).is_some_and(|of| of != EstimateBasis::Duration);
                let own = &self.people[one.resource.index()];
                let is_within = Self::is_shared(item) && item.data().calendar.index() > 0;
                let runs = match is_effort {
                    true if is_within => own.both(self.calendar(item)),
                    true => own.clone(),
                    false => self.works(item).clone(),
                };
                uses.push((start, end, runs, one));
            }
        }
        let first = uses.iter().map(|one| one.0).min().unwrap_or(Moment::MIN);
        let last = uses.iter().map(|one| one.1).max().unwrap_or(Moment::MIN);
        let mut now = first;
        while now < last {
            let mut asked: BTreeMap<ResourceId, i64> = BTreeMap::new();
            for (start, end, runs, one) in &uses {
                if *start <= now && now < *end && runs.is_open(now).unwrap() {
                    let whole = self.model.resource(one.resource).data();
                    let is_person = whole.kind == ResourceKind::Person;
                    let whole = if is_person { whole.capacity.0 } else { 1000 };
                    *asked.entry(one.resource).or_default() += one.units.0 * whole / 1000;
                }
            }
            let excess = self.given(resource, &asked) - self.there(resource, now);
            if excess > 0 {
                let most = days.entry(now.date()).or_insert(0);
                *most = excess.max(*most);
            }
            now = now.plus(Minutes(1));
        }
        days
    }

    /// What is asked of a resource: of a team's members no more than each can give.
    fn given(&self, resource: ResourceId, asked: &BTreeMap<ResourceId, i64>) -> i64 {
        let each = asked.iter().map(|(of, asked)| {
            let most = self.model.resource(*of).data().capacity.0;
            if *of == resource { *asked } else { most.min(*asked) }
        });
        each.sum()
    }

    /// How much there is of a resource at a moment: of a team less while somebody is away.
    fn there(&self, resource: ResourceId, now: Moment) -> i64 {
        let walker = self.model.resource(resource);
        let is_away = |one: &milepost::model::Resource| {
            one.absences.iter().any(|away| away.from <= now && now < away.to)
        };
        let away = walker.members().map(ResourceWalker::data).filter(|one| is_away(one));
        walker.data().capacity.0 - away.map(|one| one.capacity.0).sum::<i64>()
    }

    /// Working days of a resource from one day to another.
    pub(crate) fn working_days(&self, resource: ResourceId, from: Date, to: Date) -> usize {
        let table = &self.people[resource.index()];
        let days = from.days() + 1..=to.days();
        days.filter(|day| {
            let day = Moment::start_of(Date::from_days(i64::from(*day)).unwrap());
            table.between(day, day.plus(Minutes::DAY)) > Minutes(0)
        })
        .count()
    }
}
