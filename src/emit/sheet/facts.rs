//! What rows are made from, and how single values are told in a table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::table::Cell;
use crate::model::{
    Assignment, CalendarId, Extras, FixedDate, ItemId, ItemKind, ItemWalker, Model, ObjectiveId,
    ResourceId, ResourceWalker, Share,
};
use crate::plan::{Costs, Plan, PlanStatus};
use crate::schedule::Timing;
use crate::text::words::percent;
use crate::text::{one_line, visible_lines};
use crate::time::{Minutes, Moment};

/// The plan, and what is computed of it once for all rows.
pub(super) struct Facts<'c> {
    pub plan: Plan<'c>,
    pub model: &'c Model,
    pub status: PlanStatus<'c>,
    pub costs: Costs,
    /// By item.
    paths: Vec<String>,
    /// By team, person or resource.
    people: Vec<String>,
}

impl<'c> Facts<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let status = plan.status();
        let costs = status.costs();
        let (paths, people) = (paths_of(plan.model), people_of(plan.model));
        Self { plan, model: plan.model, status, costs, paths, people }
    }

    /// An item's path: `checkout.api`.
    pub(super) fn path(&self, item: ItemId) -> &str {
        self.paths.get(item.index()).map_or("", String::as_str)
    }

    /// The path of something that stands inside an item, or at the top: `checkout.late-vendor`.
    pub(super) fn inside(&self, item: Option<ItemId>, name: &str) -> String {
        item.map_or_else(|| name.to_owned(), |item| [self.path(item), ".", name].concat())
    }

    /// The name of an objective.
    pub(super) fn objective(&self, id: ObjectiveId) -> &'c str {
        self.model.objectives.get(id.index()).map_or("", |objective| &objective.name)
    }

    /// The name of a team, person or resource; with that of its team where others are called so too.
    pub(super) fn person(&self, id: ResourceId) -> &str {
        self.people.get(id.index()).map_or("", String::as_str)
    }

    /// Who answers for something.
    pub(super) fn owner(&self, extras: &Extras) -> Cell {
        Cell::some(extras.owner, |owner| Cell::text(self.person(owner)))
    }

    /// Who is asked for, as the roadmap says it: `ana 50%`, of several who would do `ana|bo`.
    pub(super) fn people(&self, item: ItemWalker<'c>) -> impl Iterator<Item = String> {
        item.assignments().iter().map(|one| self.assigned(one))
    }

    /// Who of several who would do works on an item, where work is levelled.
    pub(super) fn chosen(&self, item: ItemWalker<'c>) -> impl Iterator<Item = String> {
        let schedule = self.plan.schedule;
        let all = schedule.levelling.is_some().then(|| schedule.people(item).iter());
        let of_several = all.into_iter().flatten().filter(|one| !one.alternatives.is_empty());
        of_several.map(|one| self.person(one.resource).to_owned())
    }

    fn assigned(&self, of: &Assignment) -> String {
        let others = of.alternatives.iter().copied();
        let one = |(id, units): (ResourceId, Share)| {
            let name = self.person(id);
            if units == Share::ONE {
                name.to_owned()
            } else {
                format!("{name} {}", percent(units.0))
            }
        };
        let all = std::iter::once((of.resource, of.units)).chain(others).map(one);
        all.collect::<Vec<_>>().join("|")
    }

    /// The timing of what takes part in the schedule.
    pub(super) fn timing(&self, item: ItemId) -> Option<&'c Timing> {
        Some(self.plan.schedule.timing(item)).filter(|timing| timing.is_scheduled)
    }

    /// Whether an item is work that nobody has estimated.
    pub(super) fn is_unestimated(&self, item: ItemId) -> bool {
        self.plan.schedule.unestimated.binary_search_by_key(&item, |of| of.item).is_ok()
    }

    /// An amount of working time.
    pub(super) const fn days(&self, time: Minutes) -> Cell {
        Cell::Days(time, self.model.header.day)
    }

    /// The same, to a tenth of a day: of what was computed nobody wants to know more.
    pub(super) fn about_days(&self, time: Minutes) -> Cell {
        let (time, day) = (i128::from(time.0), i128::from(self.model.header.day.0.max(1)));
        let tenths = (time * 20 + day * time.signum()) / (day * 2);
        Cell::Days(Minutes(i64::try_from(tenths).unwrap_or(i64::MAX)), Minutes(10))
    }

    /// The name of a calendar; nothing of that by which the roadmap goes, unless what it belongs to goes by another.
    pub(super) fn calendar(&self, id: CalendarId, outer: Option<CalendarId>) -> Cell {
        let is_told = id != CalendarId(0) || outer.is_some_and(|outer| outer != id);
        Cell::some(is_told.then_some(id), |id| Cell::text(&*self.model.calendar(id).name))
    }

    /// The day, or the minute, on which an item starts.
    pub(super) fn start(&self, item: ItemWalker<'_>) -> Cell {
        let clock = self.status.clock_of(item.id);
        Cell::some(self.timing(item.id), |timing| {
            let is_work = !item.kind().is_point() && !timing.starts_at_moment;
            if is_work && clock.has_hour_of_its_own(timing.start) {
                Cell::Moment(timing.start)
            } else {
                Cell::Date(timing.days().0)
            }
        })
    }

    /// The day, or the minute, on which an item ends.
    pub(super) fn end(&self, item: ItemWalker<'_>) -> Cell {
        let clock = self.status.clock_of(item.id);
        Cell::some(self.timing(item.id), |timing| {
            if clock.has_hour_of_its_own(timing.end) {
                Cell::Moment(timing.end)
            } else {
                Cell::Date(timing.days().1)
            }
        })
    }
}

/// The innermost stream in which an item stands.
pub(super) fn stream(item: ItemWalker<'_>) -> Option<ItemWalker<'_>> {
    item.ancestors().find(|of| of.kind() == ItemKind::Stream)
}

/// A start that was written: a day, or a minute of it.
pub(super) fn from(moment: Moment) -> Cell {
    match moment.minute_of_day() {
        0 => Cell::Date(moment.date()),
        _ => Cell::Moment(moment),
    }
}

/// The end that was written: a day, or a minute of it.
pub(super) fn until(date: FixedDate) -> Cell {
    match date.moment.minute_of_day() {
        0 => Cell::Date(date.moment.last_day()),
        _ => Cell::Moment(date.moment),
    }
}

/// As a roadmap would write an end: `2026-06-01`, `2026-06-01T13:00`.
pub(super) fn written_end(moment: Moment) -> String {
    if moment.minute_of_day() > 0 { moment.to_string() } else { moment.last_day().to_string() }
}

/// As a roadmap would write a start.
pub(super) fn written_start(moment: Moment) -> String {
    if moment.minute_of_day() > 0 { moment.to_string() } else { moment.date().to_string() }
}

/// A text that stays on one line, with nothing in it that acts.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    one_line(text)
}

/// A text whose lines stay lines, with nothing in it that acts.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return visible_lines(text);
    }
    Cow::Owned(visible_lines(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned())
}

/// Notes, one below the other.
pub(super) fn notes(extras: &Extras) -> String {
    extras.notes().map(lines).collect::<Vec<_>>().join("\n\n")
}

/// Links, a line each: `Design: https://example.com`.
pub(super) fn links(extras: &Extras) -> Cell {
    let Some(first) = extras.links.first() else { return Cell::Empty };
    let told = extras.links.iter().map(|link| match &link.title {
        Some(title) => format!("{}: {}", line(title), link.address),
        None => link.address.to_string(),
    });
    Cell::Link(told.collect::<Vec<_>>().join("\n"), first.address.to_string())
}

/// A title, or the name that serves as one.
pub(super) fn title<'t>(title: Option<&'t str>, name: &'t str) -> Cow<'t, str> {
    line(title.unwrap_or(name))
}

/// The paths of all items: what an item stands in comes before it.
fn paths_of(model: &Model) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(model.items.len());
    for item in model.items() {
        let outer = item.parent().and_then(|parent| paths.get(parent.id.index()));
        paths.push(match outer {
            Some(outer) => [outer, ".", item.name()].concat(),
            None => [item.namespace(), item.name()].concat(),
        });
    }
    paths
}

fn people_of(model: &Model) -> Vec<String> {
    let mut bearers: BTreeMap<&str, u32> = BTreeMap::new();
    for resource in model.resources() {
        *bearers.entry(resource.name()).or_default() += 1;
    }
    let is_alone = |name: &str| bearers.get(name) == Some(&1);
    let told = |resource: ResourceWalker<'_>| match resource.team() {
        Some(team) if !is_alone(resource.name()) => [team.name(), ".", resource.name()].concat(),
        _ => resource.name().to_owned(),
    };
    model.resources().map(told).collect()
}
