//! A simulation as JSON: version 1 of `schema/simulation-1.schema.json`, written as the plan's is.

use serde::{Serialize, Serializer};

use super::context::{Context, parts};
use crate::model::{CommitmentKind, Health, ItemId, Money, RiskId};
use crate::plan::Plan;
use crate::schedule::simulate::{
    Chance, ItemOutcome, MoneyOutcome, Outcome, Promised, Simulation, Source,
};
use crate::text::json::{Writer, write_rows};
use crate::text::written;
use crate::time::Moment;

/// The JSON Schema (draft 2020-12) of what [`simulation_json`] writes.
pub const fn simulation_json_schema() -> &'static str {
    include_str!("../../../schema/simulation-1.schema.json")
}

/// A simulation as JSON (version 1 of its schema), one row a line, with a newline at its end.
pub fn simulation_json(plan: &Plan<'_>, simulation: &Simulation) -> String {
    let context = Context::new(*plan);
    written(|out| write_rows(out, |rows| document(rows, &context, simulation)))
}

fn document(out: &mut Writer<'_>, context: &Context<'_>, simulation: &Simulation) {
    let header = &context.model.header;
    out.put("version", 1_i64);
    out.put("generator", "milepost");
    out.put_object("roadmap", |out| {
        out.put("title", &header.title);
        out.put("from", header.from.date());
        out.put_if("today", header.today);
        out.put_text("currency", &header.currency);
    });
    out.put("runs", simulation.runs);
    // All 64 bits of a seed are more than many readers' numbers hold.
    out.put("seed", &*simulation.seed.to_string());
    out.put_object("end", |out| whole(out, context, simulation));
    out.put_rows("items", &simulation.items, |out, of| item(out, context, simulation, of));
    out.put_rows("commitments", &simulation.promised, |out, of| commitment(out, context, of));
    let critical = simulation.criticality.iter().enumerate().filter(|(_, chance)| chance.hits > 0);
    out.put_rows("criticality", critical, |out, (index, chance)| {
        out.put("item", context.path(ItemId::from_index(index)));
        out.put("share", *chance);
    });
    out.put_rows("contributions", &simulation.contributions, |out, of| {
        match of.source {
            Source::Item(item) => out.put("item", context.path(item)),
            Source::Risk(risk) => put_risk(out, context, "risk", risk),
        }
        out.put("share", Millionths(of.share));
    });
    out.put_rows("risks", &simulation.risks, |out, of| {
        put_risk(out, context, "risk", of.risk);
        out.put("struck", of.struck);
    });
    out.put_rows("undrawnRisks", &simulation.silent_risks, |out, of| {
        put_risk(out, context, "risk", *of);
    });
    if let Some(of) = &simulation.cost {
        out.put_object("cost", |out| money(out, Some(context.costs.whole()), of));
    }
    if let Some(of) = &simulation.risk_money {
        out.put_object("riskCost", |out| money(out, None, of));
    }
}

fn whole(out: &mut Writer<'_>, context: &Context<'_>, simulation: &Simulation) {
    out.put("forecast", simulation.likely_end.last_day());
    out.put_if("health", context.status.simulated_health(simulation, None));
    out.put_flag("open", simulation.is_open);
    if simulation.is_open {
        return;
    }
    out.put("forecastKept", simulation.end.by(simulation.likely_end));
    percentiles(out, &simulation.end);
    out.put("mean", simulation.mean.last_day());
    out.put("deviation", simulation.deviation);
    let runs = simulation.end.runs();
    out.put_rows("cumulative", by_day(&simulation.end), |out, (moment, hits)| {
        out.put("date", moment.last_day());
        out.put("share", Chance { hits, runs });
    });
}

/// The last count of each day, for ends that are told to the minute too.
fn by_day(outcome: &Outcome) -> Vec<(Moment, u64)> {
    let mut days: Vec<(Moment, u64)> = Vec::new();
    for (moment, hits) in outcome.cumulative() {
        match days.last_mut() {
            Some(last) if last.0.last_day() == moment.last_day() => *last = (moment, hits),
            _ => days.push((moment, hits)),
        }
    }
    days
}

fn percentiles(out: &mut Writer<'_>, outcome: &Outcome) {
    let percents = [("p10", 10), ("p50", 50), ("p80", 80), ("p95", 95)];
    for (key, percent) in percents {
        out.put(key, outcome.percentile(percent).last_day());
    }
}

fn item(out: &mut Writer<'_>, context: &Context<'_>, simulation: &Simulation, of: &ItemOutcome) {
    let walker = context.model.item(of.item);
    out.put("path", context.path(of.item));
    out.put("kind", walker.kind().word());
    out.put("title", walker.title());
    let forecast = context.status.forecast(of.item).map(|forecast| forecast.end);
    out.put_if("forecast", forecast.map(Moment::last_day));
    out.put_if("health", context.status.simulated_health(simulation, Some(of.item)));
    out.put_flag("open", of.is_open);
    if of.is_open {
        out.put_if("restsOn", context.status.rests_on(of.item).map(|item| context.path(item)));
        return;
    }
    out.put_if("forecastKept", forecast.map(|end| of.outcome.by(end)));
    percentiles(out, &of.outcome);
}

fn commitment(out: &mut Writer<'_>, context: &Context<'_>, of: &Promised) {
    out.put_if("item", of.item.map(|item| context.path(item)));
    out.put(
        "kind",
        match of.kind {
            CommitmentKind::Deadline => "deadline",
            CommitmentKind::Promise => "promise",
            CommitmentKind::Date => "date",
        },
    );
    out.put("date", of.moment.last_day());
    let health = context.status.odds(of);
    let is_open = of.is_open || health == Health::Unknown;
    out.put("health", health);
    out.put_flag("open", is_open);
    if !is_open {
        out.put("kept", of.kept);
    }
}

fn put_risk(out: &mut Writer<'_>, context: &Context<'_>, key: &'static str, risk: RiskId) {
    let Some(risk) = context.model.risks.get(risk.index()) else { return };
    out.put(key, context.inside(risk.threatens, &risk.name));
}

fn money(out: &mut Writer<'_>, planned: Option<Money>, of: &MoneyOutcome) {
    out.put_if("planned", planned);
    out.put("mean", of.mean);
    let percents = [("p10", 10), ("p50", 50), ("p80", 80), ("p95", 95)];
    for (key, percent) in percents {
        out.put(key, of.percentile(percent));
    }
}

/// A share of one whole: `0.8734`.
struct Millionths(u64);

impl Serialize for Millionths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parts(i64::try_from(self.0).unwrap_or(i64::MAX), 1_000_000, serializer)
    }
}

impl Serialize for Chance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Millionths(self.millionths()).serialize(serializer)
    }
}
