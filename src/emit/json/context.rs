//! What rows are made from.
//! How single values are written.

use std::cell::Cell;

use serde::{Serialize, Serializer};

use crate::model::{
    Decimal, Health, ItemId, ItemKind, ItemWalker, Model, Money, ObjectiveId, ResourceId,
    ResourceWalker, Share,
};
use crate::plan::{Costs, Plan, PlanStatus};
use crate::schedule::Clock;
use crate::text::{Source, Span};
use crate::time::{Date, Minutes, Moment};

/// The plan, and what is computed of it once for all rows.
pub(super) struct Context<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) model: &'c Model,
    pub(super) status: PlanStatus<'c>,
    pub(super) costs: Costs,
    /// By item: its path, which is written several times.
    paths: Vec<String>,
    /// By team, person or resource likewise.
    resources: Vec<String>,
    /// The line that was asked for last: rows stand in the order of their lines.
    last_line: Cell<u32>,
}

/// Where something was written. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
pub(super) struct SourcePlace<'c> {
    /// The file; `None` where it is the one that a reader takes it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'c str>,
    line: u32,
    column: u32,
}

impl<'c> Context<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let status = plan.status();
        let costs = status.costs();
        let (paths, resources) = (paths_of(plan.model), resources_of(plan.model));
        Self { plan, model: plan.model, status, costs, paths, resources, last_line: Cell::new(1) }
    }

    /// An item's path: `checkout.api`.
    pub(super) fn path(&self, item: ItemId) -> &str {
        self.paths.get(item.index()).map_or("", String::as_str)
    }

    /// A team's, person's or resource's path: `platform.ana`.
    pub(super) fn resource(&self, resource: ResourceId) -> &str {
        self.resources.get(resource.index()).map_or("", String::as_str)
    }

    /// The path of something that stands inside an item, or at the top: `checkout.late-vendor`.
    pub(super) fn inside(&self, item: Option<ItemId>, name: &str) -> String {
        item.map_or_else(|| name.to_owned(), |item| format!("{}.{name}", self.path(item)))
    }

    /// The name of an objective.
    pub(super) fn objective(&self, id: ObjectiveId) -> &'c str {
        self.model.objectives.get(id.index()).map_or("", |objective| &objective.name)
    }

    /// Where the header was written.
    pub(super) fn source_of_header(&self) -> Option<SourcePlace<'c>> {
        let span = self.model.header.span;
        let sources = &self.model.sources;
        let file = sources.source(sources.source_of(span)).map(Source::path);
        Some(SourcePlace { file, ..self.source(span)? })
    }

    /// Where a row was written, which mostly is in the file of the header; `None` of what was not written by anybody.
    pub(super) fn source(&self, span: Span) -> Option<SourcePlace<'c>> {
        self.source_within(span, self.model.header.span)
    }

    /// Where something of a row was written, which mostly is in the file of the row itself.
    pub(super) fn source_within(&self, span: Span, row: Span) -> Option<SourcePlace<'c>> {
        if span == Span::default() {
            return None;
        }
        let sources = &self.model.sources;
        let place = sources.place_near(span, self.last_line.get());
        self.last_line.set(place.line);
        let id = sources.source_of(span);
        let is_elsewhere = id != sources.source_of(row);
        let file = sources.source(id).filter(|_| is_elsewhere).map(Source::path);
        Some(SourcePlace { file, line: place.line, column: place.column })
    }

    pub(super) fn releases(&self) -> impl Iterator<Item = ItemWalker<'c>> {
        self.model.items().filter(|item| item.kind() == ItemKind::Release)
    }
}

fn resources_of(model: &Model) -> Vec<String> {
    let path = |resource: ResourceWalker<'_>| match resource.team() {
        Some(team) => [team.name(), ".", resource.name()].concat(),
        None => resource.name().to_owned(),
    };
    model.resources().map(path).collect()
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

/// `2026-03-02`
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.iso()).unwrap_or_default())
    }
}

impl Serialize for Minutes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl Serialize for Health {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0, 1000, serializer)
    }
}

/// A share in percent.
pub(super) struct Percent(pub(super) Share);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(self.0.0, 10, serializer)
    }
}

/// `3.5`, and `12` where it is whole.
pub(super) fn parts<S: Serializer>(
    number: i64,
    of_one: i64,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if number % of_one == 0 {
        return serializer.serialize_i64(number / of_one);
    }
    // Readers hold numbers so.
    #[allow(clippy::cast_precision_loss)]
    serializer.serialize_f64(number as f64 / of_one as f64)
}

/// A minute of a day: `13:00`.
#[derive(Clone, Copy)]
pub(super) struct Time(u16);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.0 / 60, self.0 % 60))
    }
}

/// The time of a moment, where its day alone would not say it.
pub(super) fn time(moment: Moment, clock: &Clock<'_>) -> Option<Time> {
    time_of_day(moment).filter(|_| clock.has_hour_of_its_own(moment))
}

/// The time of day of a moment, if it is not a midnight.
pub(super) fn time_of_day(moment: Moment) -> Option<Time> {
    (moment.minute_of_day() > 0).then(|| Time(moment.minute_of_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl Serialize) -> String {
        serde_json::to_string(&value).unwrap()
    }

    #[test]
    fn values_are_written_as_people_would() {
        assert_eq!(text(Decimal(3500)), "3.5");
        assert_eq!(text(Decimal(-1)), "-0.001");
        assert_eq!(text(Decimal(12_000)), "12");
        assert_eq!(text(Decimal(9_223_372_036_854_775)), "9223372036854.775");
        assert_eq!(text(Percent(Share(455))), "45.5");
        for (year, month, day) in [(2026, 3, 2), (1, 12, 31), (9999, 10, 20)] {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!(text(date), format!("\"{date}\""));
        }
    }
}
