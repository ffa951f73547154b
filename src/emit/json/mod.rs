//! The plan as JSON, for other programs: version 1 of `schema/roadmap-1.schema.json`.
//!
//! - Keys are `camelCase`. Dates are ISO 8601 days; an end is the last day worked. Amounts of time are minutes, money is in
//!   the roadmap's currency, shares are numbers where 1 is a whole, and what is in percent says so.
//! - What is computed of every item is always there, and `null` where there is none (of an item that is dropped; no health of what holds nothing). All else is
//!   left out where nothing is said: there are no empty lists and no other `null`. So is what is usual: a flag that is not set, the
//!   best and worst of an estimate of one amount, the end of a dependency from an end to a start, the file of the header.
//! - Items are named by their path (`checkout.api`), and so are people in a team (`platform.ana`).
//! - One row a line, in order of declaration, so that a changed plan is a short diff; no blanks in it. The generator's version is not in it:
//!   the same plan gives the same bytes.
//!
//! Rows are written as they come ([`crate::text::json`]), their values by `serde`: a document of the library would hold all of them at once.
//! Each file here writes the rows of one subject, and the schema says the same from outside.

mod context;
mod drivers;
mod items;
mod people;
mod simulation;
mod strategy;

use std::io;

pub use simulation::{simulation_json, simulation_json_schema};

use crate::model::ObjectiveId;
use crate::plan::Plan;
use crate::text::json::{Writer, write_rows};
use crate::text::written;
use context::Context;

pub(super) use drivers::{kind as driver_kind, lag as put_lag};

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub const fn json_schema() -> &'static str {
    include_str!("../../../schema/roadmap-1.schema.json")
}

/// The plan as JSON (version 1 of its schema), one row a line, with a newline at its end.
pub fn json(plan: &Plan<'_>) -> String {
    written(|out| write_json(plan, out))
}

/// Writes what [`json`] makes, piece by piece: of a large plan the whole text is never held.
///
/// # Errors
/// Those of `out`.
pub fn write_json(plan: &Plan<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let context = Context::new(*plan);
    write_rows(out, |out| document(out, &context))
}

fn document(out: &mut Writer<'_>, context: &Context<'_>) {
    let model = context.model;
    out.put("version", 1);
    out.put("generator", "milepost");
    out.put_object("roadmap", |out| items::roadmap(out, context));
    out.put_object("summary", |out| items::summary(out, context));
    if let Some(levelling) = &context.plan.schedule.levelling {
        out.put_object("levelling", |out| people::levelling(out, context, levelling));
    }
    out.put_rows("calendars", &model.calendars, |out, of| people::calendar(out, context, of));
    out.put_rows("resources", context.status.loads(), |out, of| people::row(out, context, of));
    let objectives = (0..).map(ObjectiveId::from_index).zip(&model.objectives);
    out.put_rows("objectives", objectives, |out, of| strategy::objective(out, context, of));
    out.put_table("items", model.items(), |out, of| items::row(out, context, of));
    out.put_rows("releases", context.releases(), |out, of| drivers::release(out, context, of));
    out.put_rows("risks", strategy::risks(context), |out, of| strategy::risk(out, context, &of));
    out.put_rows("ideas", strategy::ideas(context), |out, of| strategy::idea(out, context, of));
    out.put_rows("statuses", &model.statuses, |out, of| strategy::status(out, context, of));
    out.put_rows("faults", context.plan.faults(), |out, of| {
        out.put("rule", of.rule.name);
        out.put("message", &*of.message);
        out.put_if("source", context.source(of.primary.span));
    });
    let overloads = &context.plan.schedule.overloads;
    out.put_rows("overloads", overloads, |out, of| people::overload(out, context, of));
    out.put_rows("fields", &model.fields, |out, of| strategy::field(out, context, of));
    out.put_rows("cadences", &model.cadences, |out, of| strategy::cadence(out, context, of));
    out.put_rows("views", &model.views, |out, of| strategy::view(out, context, of));
}
