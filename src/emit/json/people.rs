//! Teams, persons and resources, and when they are asked for more than they have.

use serde::Serialize;

use super::calendars::name_of;
use super::context::{Context, SourcePlace};
use super::values::{Day, Path, ResourcePath, Thousandths};
use crate::model::{Absence, ResourceWalker};
use crate::plan::Load;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResourceRow<'c> {
    path: ResourcePath<'c>,
    kind: &'static str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'c str>,
    capacity: Thousandths,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<RateRow>,
    calendar: &'c str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    absences: Vec<AbsenceRow<'c>>,
    load: LoadRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// Money for so many minutes.
#[derive(Serialize)]
struct RateRow {
    amount: Thousandths,
    minutes: i64,
}

#[derive(Serialize)]
struct AbsenceRow<'c> {
    first: Day,
    last: Day,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'c str,
}

#[derive(Serialize)]
struct LoadRow {
    work: i64,
    capacity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<i64>,
}

pub(super) fn rows<'c>(context: &'c Context<'c>) -> impl Iterator<Item = ResourceRow<'c>> {
    context.outlook.loads().into_iter().map(|load| row(context, load))
}

fn row<'c>(context: &'c Context<'c>, load: Load) -> ResourceRow<'c> {
    let walker: ResourceWalker<'c> = context.plan.model.resource(load.resource);
    let resource = walker.data();
    ResourceRow {
        path: ResourcePath(walker),
        kind: resource.kind.word(),
        title: walker.title(),
        team: walker.team().map(ResourceWalker::name),
        role: resource.role.as_deref(),
        capacity: resource.capacity.into(),
        rate: resource.rate.map(|(money, minutes)| RateRow { amount: money.into(), minutes }),
        calendar: name_of(walker.calendar()),
        absences: resource.absences.iter().map(absence).collect(),
        load: LoadRow { work: load.work.0, capacity: load.capacity.0, percent: load.percent() },
        source: context.source(resource.span),
    }
}

fn absence(absence: &Absence) -> AbsenceRow<'_> {
    AbsenceRow { first: Day(absence.first), last: Day(absence.last), title: &absence.title }
}

#[derive(Serialize)]
pub(super) struct OverloadRow<'c> {
    resource: ResourcePath<'c>,
    first: Day,
    last: Day,
    demand: Thousandths,
    capacity: Thousandths,
    items: Vec<Path<'c>>,
}

pub(super) fn overloads<'c>(context: &'c Context<'c>) -> impl Iterator<Item = OverloadRow<'c>> {
    context.plan.schedule.overloads.iter().map(|overload| OverloadRow {
        resource: context.resource(overload.resource),
        first: Day(overload.first),
        last: Day(overload.last),
        demand: overload.demand.into(),
        capacity: overload.capacity.into(),
        items: overload.items.iter().map(|item| context.path(*item)).collect(),
    })
}
