//! The header, and the whole in a few numbers.

use serde::Serialize;

use super::commitments::{CommitmentRow, deadline_row};
use super::context::{Context, SourcePlace};
use super::extras::{FieldsRow, LinkRow, links};
use super::values::{Day, ResourcePath, Thousandths};
use crate::time::Date;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Header<'c> {
    title: &'c str,
    from: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<Day>,
    minutes_per_day: i64,
    minutes_per_week: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRow<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'c [Box<str>],
    #[serde(skip_serializing_if = "FieldsRow::is_empty")]
    fields: FieldsRow<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

pub(super) fn header<'c>(context: &'c Context<'c>) -> Header<'c> {
    let header = &context.plan.model.header;
    Header {
        title: &header.title,
        from: Day(header.from.date()),
        today: header.today.map(Day),
        minutes_per_day: header.day.0,
        minutes_per_week: header.week.0,
        currency: Some(&*header.currency).filter(|currency| !currency.is_empty()),
        budget: header.budget.map(|(money, _)| money.into()),
        owner: header.owner.map(|owner| context.resource(owner)),
        tags: &header.extras.tags,
        links: links(&header.extras),
        notes: &header.extras.notes,
        fields: FieldsRow::of(context, &header.extras),
        source: context.source(header.span),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Summary {
    health: &'static str,
    health_reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Day>,
    open: bool,
    percent_complete: Thousandths,
    done_count: usize,
    work_count: usize,
    item_count: usize,
    critical_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_cost: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<CommitmentRow>,
}

pub(super) fn summary(context: &Context<'_>) -> Summary {
    let plan = context.plan;
    let (health, health_reason) = context.outlook.health();
    let progress = context.outlook.progress();
    let scheduled = || plan.schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let dated = |date: Date| scheduled().next().map(|_| Day(date));
    let cost = context.costs.whole();
    Summary {
        health: health.word(),
        health_reason,
        start: dated(plan.schedule.start.date()),
        end: dated(plan.schedule.end.last_day()),
        open: scheduled().any(|timing| timing.is_open),
        percent_complete: Thousandths::percent(progress.complete),
        done_count: progress.done,
        work_count: progress.total,
        item_count: plan.model.items.len(),
        critical_count: scheduled().filter(|timing| timing.is_critical).count(),
        total_cost: (cost.0 != 0).then(|| cost.into()),
        deadline: context.outlook.roadmap_commitment().map(|of| deadline_row(&of)),
    }
}
