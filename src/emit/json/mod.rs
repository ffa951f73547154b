//! The plan as JSON, for other programs: version 1 of `schema/roadmap-1.schema.json`.
//!
//! - Keys are `camelCase`. Dates are ISO 8601 days; an end is the last day worked. Amounts of time are minutes, money is in
//!   the roadmap's currency, shares are numbers where 1 is a whole, and what is in percent says so.
//! - What is computed of every item is always there, and `null` where there is none (of an item that is dropped). All else is
//!   left out where nothing is said: there are no empty lists and no other `null`.
//! - Items are named by their path (`checkout.api`), and so are people in a team (`platform.ana`).
//! - One row a line, in order of declaration, so that a changed plan is a short diff. The generator's version is not in it:
//!   the same plan gives the same bytes.
//!
//! Rows are private structs that are written as they are made: no document is held in memory but the text itself.

mod calendars;
mod commitments;
mod context;
mod drivers;
mod extras;
mod items;
mod layout;
mod people;
mod roadmap;
mod strategy;
mod values;

use serde::{Serialize, Serializer};

use crate::plan::Plan;
use context::Context;

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub const fn json_schema() -> &'static str {
    include_str!("../../../schema/roadmap-1.schema.json")
}

/// The plan as JSON (version 1 of its schema), one row a line, with a newline at its end.
pub fn json(plan: &Plan<'_>) -> String {
    let context = Context::new(*plan);
    layout::to_text(&document(&context))
}

/// The whole file.
#[derive(Serialize)]
struct Document<'c> {
    version: u32,
    generator: &'static str,
    roadmap: roadmap::Header<'c>,
    summary: roadmap::Summary,
    #[serde(skip_serializing_if = "Table::is_empty")]
    calendars: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    resources: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    objectives: Table<'c>,
    items: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    releases: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    risks: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    ideas: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    statuses: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    overloads: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    fields: Table<'c>,
    #[serde(skip_serializing_if = "Table::is_empty")]
    cadences: Table<'c>,
}

/// Rows that are made one by one as they are written.
struct Table<'c> {
    context: &'c Context<'c>,
    rows: Rows,
}

/// Which rows, as a function that writes them: rows of one table have one type, and the tables have many.
#[derive(Clone, Copy)]
enum Rows {
    Calendars,
    Resources,
    Objectives,
    Items,
    Releases,
    Risks,
    Ideas,
    Statuses,
    Overloads,
    Fields,
    Cadences,
}

fn document<'c>(context: &'c Context<'c>) -> Document<'c> {
    let table = |rows| Table { context, rows };
    Document {
        version: 1,
        generator: "milepost",
        roadmap: roadmap::header(context),
        summary: roadmap::summary(context),
        calendars: table(Rows::Calendars),
        resources: table(Rows::Resources),
        objectives: table(Rows::Objectives),
        items: table(Rows::Items),
        releases: table(Rows::Releases),
        risks: table(Rows::Risks),
        ideas: table(Rows::Ideas),
        statuses: table(Rows::Statuses),
        overloads: table(Rows::Overloads),
        fields: table(Rows::Fields),
        cadences: table(Rows::Cadences),
    }
}

impl Table<'_> {
    fn is_empty(&self) -> bool {
        let model = self.context.plan.model;
        match self.rows {
            Rows::Calendars => model.calendars.is_empty(),
            Rows::Resources => model.resources.is_empty(),
            Rows::Objectives => model.objectives.is_empty(),
            Rows::Items => model.items.is_empty(),
            Rows::Releases => self.context.releases().next().is_none(),
            Rows::Risks => model.risks.is_empty(),
            Rows::Ideas => model.ideas.is_empty(),
            Rows::Statuses => model.statuses.is_empty(),
            Rows::Overloads => self.context.plan.schedule.overloads.is_empty(),
            Rows::Fields => model.fields.is_empty(),
            Rows::Cadences => model.cadences.is_empty(),
        }
    }
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let context = self.context;
        match self.rows {
            Rows::Calendars => out.collect_seq(calendars::rows(context)),
            Rows::Resources => out.collect_seq(people::rows(context)),
            Rows::Objectives => out.collect_seq(strategy::objectives(context)),
            Rows::Items => out.collect_seq(items::rows(context)),
            Rows::Releases => out.collect_seq(commitments::releases(context)),
            Rows::Risks => out.collect_seq(strategy::risks(context)),
            Rows::Ideas => out.collect_seq(strategy::ideas(context)),
            Rows::Statuses => out.collect_seq(strategy::statuses(context)),
            Rows::Overloads => out.collect_seq(people::overloads(context)),
            Rows::Fields => out.collect_seq(extras::fields(context)),
            Rows::Cadences => out.collect_seq(extras::cadences(context)),
        }
    }
}
