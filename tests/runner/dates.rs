//! What a case asserts of the schedule: `//= api 2026-03-02..2026-03-06 slack 2d critical start<-design.end`.
//!
//! What is written is asserted, what is not is left open. A line is checked by writing it anew with the words it has.

use milepost::Compilation;
use milepost::model::{Anchor, Edge, Health, ItemWalker, ObjectiveId};
use milepost::plan::Standing;
use milepost::schedule::{Driver, Overload, Timing};
use milepost::time::{Minutes, Moment};

/// The item (or `roadmap`, or `overload`) that a line speaks of.
pub(crate) fn subject(line: &str) -> Option<&str> {
    line.trim().strip_prefix("//=")?.split_whitespace().next()
}

/// Whether a rewritten line says that there is nothing to say: such a line never holds.
pub(crate) fn is_unknown(line: &str) -> bool {
    line.contains(" (")
}

/// The same line with the values that were computed.
pub(crate) fn rewritten(line: &str, compilation: &Compilation) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let words: Vec<&str> = line.trim().trim_start_matches("//=").split_whitespace().collect();
    let known = words.iter().position(|word| word.starts_with('(')).unwrap_or(words.len());
    let words = &words[..known];
    let Some((subject, fields)) = words.split_first() else { return line.to_owned() };
    let told = match *subject {
        "overload" => overload(fields, compilation),
        "roadmap" => makespan(fields, compilation),
        "objective" => objective(fields, compilation),
        path => item(path, fields, compilation),
    };
    format!("{indent}//= {subject} {told}").trim_end().to_owned()
}

fn makespan(fields: &[&str], compilation: &Compilation) -> String {
    let schedule = compilation.schedule();
    let days = || format!("{}..{}", schedule.first_day, schedule.end.last_day());
    let span = |is_exact| {
        if is_exact { range(schedule.start, schedule.end, true) } else { days() }
    };
    let Ok(plan) = compilation.plan() else { return span(is_to_the_minute(fields)) };
    let standing = plan.status().roadmap_standing();
    let mut told = Vec::new();
    let mut fields = fields.iter().copied().peekable();
    if fields.peek().is_none() {
        told.push(span(false));
    }
    while let Some(field) = fields.next() {
        told.push(match field {
            "state" | "health" | "variance" => {
                fields.next();
                stands(field, standing)
            }
            _ => span(field.contains('T')),
        });
    }
    told.join(" ")
}

/// `//= objective growth state overdue health off-track`
fn objective(fields: &[&str], compilation: &Compilation) -> String {
    let Some((name, fields)) = fields.split_first() else { return "(whose?)".to_owned() };
    let objectives = &compilation.model().objectives;
    let index = objectives.iter().position(|objective| &*objective.name == *name);
    let Some((index, Ok(plan))) = index.map(|index| (index, compilation.plan())) else {
        return format!("{name} (no such objective)");
    };
    let status = plan.status();
    let Some(of) = status.objective(ObjectiveId::from_index(index)) else {
        return format!("{name} (nothing is known)");
    };
    let told = fields.iter().filter_map(|field| match *field {
        "state" => Some(format!("state {}", of.state.name())),
        "health" => Some(format!("health {}", of.health.word())),
        _ => None,
    });
    format!("{name} {}", told.collect::<Vec<_>>().join(" "))
}

fn stands(field: &str, standing: Standing) -> String {
    let value = match field {
        "state" => standing.state.name().to_owned(),
        "health" => standing.health.map_or("none", Health::word).to_owned(),
        _ => standing.variance.map_or_else(|| "none".to_owned(), |days| format!("{days}d")),
    };
    format!("{field} {value}")
}

fn item(path: &str, fields: &[&str], compilation: &Compilation) -> String {
    let Some(item) = compilation.model().items().find(|item| item.path() == path) else {
        return "(no such item)".to_owned();
    };
    let Some(timing) = compilation.schedule().timings.get(item.id.index()) else {
        return "(no dates)".to_owned();
    };
    let mut told = Vec::new();
    let mut fields = fields.iter().copied().peekable();
    if fields.peek().is_none() {
        told.push(span_of(item, timing, false));
    }
    let status = compilation.plan().ok().map(|plan| plan.status());
    while let Some(field) = fields.next() {
        if let ("state" | "health" | "variance", Some(status)) = (field, &status) {
            fields.next();
            told.push(stands(field, status.standing(item.id)));
            continue;
        }
        let takes_value = matches!(field, "slack" | "free" | "early" | "late" | "complete");
        let value = if takes_value { fields.next().unwrap_or("") } else { "" };
        told.push(told_of(item, timing, field, value));
    }
    told.join(" ")
}

fn told_of(item: ItemWalker<'_>, timing: &Timing, field: &str, value: &str) -> String {
    let is_exact = value.contains('T');
    let flag = |name: &str, holds: bool| if holds { name.to_owned() } else { format!("!{name}") };
    match field.trim_start_matches('!') {
        "slack" => format!("slack {}", amount(timing.total_slack, item)),
        "free" => format!("free {}", amount(timing.free_slack, item)),
        "early" => format!("early {}", range(timing.early_start, timing.early_end, is_exact)),
        "late" => format!("late {}", range(timing.late_start, timing.late_end, is_exact)),
        "complete" => format!("complete {}", percent(timing.complete.0)),
        "critical" => flag("critical", timing.is_critical),
        "open" => flag("open", timing.is_open),
        "scheduled" => flag("scheduled", timing.is_scheduled),
        gap if gap.starts_with("gap") => gap_of(item, timing),
        driver if driver.starts_with("start<-") => {
            format!("start<-{}", cause(item, timing.start_driver))
        }
        driver if driver.starts_with("end<-") => format!("end<-{}", cause(item, timing.end_driver)),
        date if date.starts_with(|first: char| first.is_ascii_digit()) => {
            span_of(item, timing, field.contains('T'))
        }
        _ => format!("(`{field}` is nothing that can be asserted)"),
    }
}

fn span_of(item: ItemWalker<'_>, timing: &Timing, is_exact: bool) -> String {
    if !timing.is_scheduled {
        return "!scheduled".to_owned();
    }
    if item.kind().is_point() {
        return if is_exact { timing.end.to_string() } else { timing.end.last_day().to_string() };
    }
    if is_exact {
        return range(timing.start, timing.end, true);
    }
    let (first, last) = timing.days();
    format!("{first}..{last}")
}

fn range(start: Moment, end: Moment, is_exact: bool) -> String {
    if is_exact {
        return format!("{start}..{end}");
    }
    // Work that takes no time ends at the moment it starts.
    let last = if end > start { end.last_day() } else { end.date() };
    format!("{}..{last}", start.date())
}

fn is_to_the_minute(fields: &[&str]) -> bool {
    fields.first().is_some_and(|field| field.contains('T'))
}

/// Working time in days of the roadmap, hours and minutes: `2d`, `-1d4h`, `0d`.
fn amount(minutes: Minutes, item: ItemWalker<'_>) -> String {
    let day = item.model.header.day.0.max(1);
    let all = minutes.0.unsigned_abs();
    let day = day.unsigned_abs();
    let mut text = if minutes.0 < 0 { "-".to_owned() } else { String::new() };
    for (count, unit) in [(all / day, "d"), (all % day / 60, "h"), (all % day % 60, "min")] {
        if count > 0 {
            text += &format!("{count}{unit}");
        }
    }
    if all == 0 { "0d".to_owned() } else { text }
}

fn percent(thousandths: i64) -> String {
    match thousandths % 10 {
        0 => format!("{}%", thousandths / 10),
        rest => format!("{}.{rest}%", thousandths / 10),
    }
}

fn gap_of(item: ItemWalker<'_>, timing: &Timing) -> String {
    match timing.start_gap {
        None => "!gap".to_owned(),
        Some(None) => "gap".to_owned(),
        Some(Some(who)) => format!("gap:{}", item.model.resource(who).name()),
    }
}

fn cause(item: ItemWalker<'_>, driver: Driver) -> String {
    let path = |id| item.model.item(id).path();
    match driver {
        Driver::RoadmapStart => "roadmap-start".to_owned(),
        Driver::Today => "today".to_owned(),
        Driver::FixedDate => "fixed-date".to_owned(),
        Driver::Actual => "actual".to_owned(),
        Driver::Estimate => "estimate".to_owned(),
        Driver::Remaining => "remaining".to_owned(),
        Driver::Deadline => "deadline".to_owned(),
        Driver::RoadmapEnd => "roadmap-end".to_owned(),
        Driver::Resource { resource, item: other } => {
            let who = item.model.resource(resource).name();
            other.map_or_else(|| who.to_owned(), |other| format!("{who}/{}", path(other)))
        }
        Driver::Part(part) => format!("part:{}", path(part)),
        Driver::JustBefore(other) => format!("just-before:{}", path(other)),
        Driver::Dependency(id) => match item.model.dependencies[id.index()].anchor {
            Anchor::Item(other, Edge::Start) => format!("{}.start", path(other)),
            Anchor::Item(other, Edge::End) => format!("{}.end", path(other)),
            Anchor::Moment(moment) => moment.date().to_string(),
        },
        other => format!("{other:?}"),
    }
}

/// `//= overload ana 2026-03-02..2026-03-06 200%/100% api ui`: the first such stretch of that resource that is asserted by these
/// dates, or the first of all.
fn overload(fields: &[&str], compilation: &Compilation) -> String {
    let Some((who, rest)) = fields.split_first() else { return "(whose?)".to_owned() };
    let model = compilation.model();
    let of_them: Vec<&Overload> = compilation
        .schedule()
        .overloads
        .iter()
        .filter(|overload| model.resource(overload.resource).name() == *who)
        .collect();
    let days = |overload: &Overload| format!("{}..{}", overload.first, overload.last);
    let meant =
        of_them.iter().find(|overload| rest.first().is_some_and(|told| *told == days(overload)));
    let Some(overload) = meant.or(of_them.first()) else { return format!("{who} (none)") };
    let items: Vec<String> = overload.items.iter().map(|id| model.item(*id).path()).collect();
    let (demand, capacity) = (percent(overload.demand.0), percent(overload.capacity.0));
    format!("{who} {} {demand}/{capacity} {}", days(overload), items.join(" "))
}
