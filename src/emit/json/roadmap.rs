//! The header, and the whole in a few numbers.

use super::context::Context;
use super::values::{self, Percent};
use super::{commitments, strategy};
use crate::text::json::Writer;
use crate::time::Date;

pub(super) fn header(out: &mut Writer<'_>, context: &Context<'_>) {
    let header = &context.model.header;
    out.put("title", &header.title);
    out.put("from", header.from.date());
    out.put_if("today", header.today);
    out.put("minutesPerDay", header.day);
    out.put("minutesPerWeek", header.week);
    out.put_text("currency", &header.currency);
    out.put_if("budget", header.budget.map(|(money, _)| money));
    strategy::owner(out, context, &header.extras, header.owner);
    strategy::tags(out, &header.extras);
    strategy::rest(out, context, &header.extras);
    out.put_if("source", context.source_of_header());
}

pub(super) fn summary(out: &mut Writer<'_>, context: &Context<'_>) {
    let (schedule, outlook) = (context.plan.schedule, &context.outlook);
    let (health, reason) = outlook.health();
    let progress = outlook.progress();
    let scheduled = || schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let dated = |date: Date| scheduled().next().map(|_| date);
    out.put("state", outlook.roadmap_state().name());
    out.put("health", health);
    out.put("healthReason", &*reason);
    out.put_if("start", dated(schedule.first_day));
    out.put_if("end", dated(schedule.end.last_day()));
    let end_time = values::time(schedule.end, outlook.clock_of_roadmap());
    out.put_if("endTime", end_time.filter(|_| scheduled().next().is_some()));
    out.put("open", scheduled().any(|timing| timing.is_open));
    out.put("percentComplete", Percent(progress.complete));
    out.put("doneCount", progress.done);
    out.put("workCount", progress.total);
    out.put_if("unestimatedCount", Some(progress.uncounted).filter(|count| *count > 0));
    out.put_if("faultCount", Some(context.plan.fault_count()).filter(|count| *count > 0));
    out.put("itemCount", context.model.items.len());
    out.put("criticalCount", scheduled().filter(|timing| timing.is_critical).count());
    out.put_if("totalCost", Some(context.costs.whole()).filter(|cost| cost.0 != 0));
    if let Some(deadline) = outlook.roadmap_commitment() {
        out.put_object("deadline", |out| {
            commitments::fields(out, &deadline, outlook.clock_of_roadmap());
        });
    }
}
