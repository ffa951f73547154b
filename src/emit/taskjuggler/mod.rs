//! A project that TaskJuggler 3 schedules to the dates of the plan, with a report of them as CSV.
//!
//! Where TaskJuggler would come to another start by itself, the start is written.

mod shifts;
mod tasks;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use shifts::{Shifts, leaves, open_days, working_hours};
use tasks::Tasks;
use text::{SHORTEST_STEP, moment, named, quoted};

use crate::diagnostic::{Fate, Losses};
use crate::emit::hours::{Hours, span_of_parts};
use crate::emit::unsaid::{self, Told};
use crate::model::{
    CalendarId, ItemId, ItemWalker, Model, ResourceId, ResourceKind, ResourceWalker,
};
use crate::plan::Plan;
use crate::text::words::plain;

/// What the format holds.
const HELD: [Told; 7] = [
    Told::Deadlines,
    Told::Notes,
    Told::Owners,
    Told::People,
    Told::Priorities,
    Told::Progress,
    Told::Tags,
];

/// The steps in which TaskJuggler can count, in minutes.
const STEPS: [i64; 6] = [60, 30, 20, 15, 10, SHORTEST_STEP as i64];

/// What things are called there.
pub(super) struct Names {
    /// By item: its whole name.
    items: Vec<String>,
    people: Vec<String>,
    flags: BTreeMap<String, String>,
    /// By release: what ships in it.
    shipped: BTreeMap<ItemId, Vec<ItemId>>,
}

impl Names {
    fn of(model: &Model) -> Self {
        let mut taken = BTreeSet::new();
        let people = model.resources().map(|who| named(who.name(), &mut taken)).collect();
        let mut taken = BTreeSet::new();
        let mut flags = BTreeMap::new();
        for tag in model.items().flat_map(|item| &item.extras().tags) {
            flags.entry(tag.to_string()).or_insert_with(|| named(tag, &mut taken));
        }
        let mut shipped: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for item in model.items() {
            for (release, _) in &item.extras().releases {
                shipped.entry(*release).or_default().push(item.id);
            }
        }
        Self { items: text::names(model.items()), people, flags, shipped }
    }

    fn item(&self, item: ItemId) -> &str {
        self.items.get(item.index()).map_or("", String::as_str)
    }

    /// The last part of an item's name.
    fn own(&self, item: ItemWalker<'_>) -> &str {
        let whole = self.item(item.id);
        whole.rsplit_once('.').map_or(whole, |(_, own)| own)
    }
}

/// A plan as a project of TaskJuggler 3, and what of it that can't hold.
pub(super) fn taskjuggler(plan: Plan<'_>) -> (String, Losses) {
    let mut losses = Losses::default();
    let hours = Hours::of(plan);
    let (names, shifts) = (Names::of(plan.model), Shifts::default());
    let (open, step) = (open_days(&hours), step(&hours, &mut losses));
    let tasks = Tasks::new(&hours, &shifts, &names, (&open, step), &mut losses);
    let mut all = String::new();
    for item in plan.model.items().filter(|item| item.parent().is_none()) {
        tasks.write(item, &mut all, &mut losses);
    }
    let mut text = project(&hours, step);
    text.push_str(&leaves(&hours, CalendarId(0)));
    for day in open {
        let why = "TaskJuggler opens no day: what falls on it goes by a shift";
        losses.add(Fate::Changed, "a day of work beyond the week's hours", why, day.to_string());
    }
    if !names.flags.is_empty() {
        let flags: Vec<_> = names.flags.values().map(String::as_str).collect();
        let _ = writeln!(text, "flags {}", flags.join(", "));
    }
    text.push('\n');
    let opened: Vec<_> = plan.model.resources().map(|who| shifts.opened(&hours, who.id)).collect();
    let mut resources = String::new();
    for who in plan.model.resources().filter(|who| who.team().is_none()) {
        resource(&hours, &names, &opened, who, &mut resources);
    }
    for part in [shifts.declared(), resources, "\n".to_owned(), all] {
        text.push_str(&part);
    }
    text.push_str(REPORT);
    note(plan, &mut losses);
    (text, losses)
}

/// The dates of all tasks as CSV.
const REPORT: &str = r#"
taskreport plan "plan" {
  formats csv
  columns id, Path, name, start, end, complete
  timeformat "%Y-%m-%d-%H:%M"
  hideresource 1
}
"#;

fn project(hours: &Hours<'_>, step: i64) -> String {
    let model = hours.plan.model;
    let (first, last) = hours.window();
    let next = last.plus_days(1).unwrap_or(last);
    let mut text = format!("project plan {} {first} - {next} {{\n", quoted(&model.header.title));
    let mut put = |line: String| {
        let _ = writeln!(text, "  {line}");
    };
    put("timezone \"UTC\"".to_owned());
    put("timeformat \"%Y-%m-%d-%H:%M\"".to_owned());
    put(format!("timingresolution {step} min"));
    let (day, week) = (model.header.day, model.header.week);
    put(format!("dailyworkinghours {}", plain(day.0 * 1000 / 60)));
    put(format!("yearlyworkingdays {}", plain(week.0 * 52_180 / day.0.max(1))));
    if !model.header.currency.is_empty() {
        put(format!("currency {}", quoted(&model.header.currency)));
    }
    // Without it TaskJuggler looks at the clock.
    put(format!("now {}", moment(model.header.now.unwrap_or(model.header.from))));
    put("extend task {\n    text Path \"Path\"\n  }".to_owned());
    text.push_str(&working_hours(&model.calendar(CalendarId(0)).week, "  "));
    text.push_str("}\n");
    text
}

/// The longest step in which all moments can be counted.
fn step(hours: &Hours<'_>, losses: &mut Losses) -> i64 {
    let Plan { model, schedule, .. } = hours.plan;
    let timings = schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let moments = timings.flat_map(|timing| [timing.start.minutes(), timing.end.minutes()]);
    let away = model.resources.iter().flat_map(|who| &who.absences);
    let away = away.flat_map(|absence| [absence.from.minutes(), absence.to.minutes()]);
    let lags = model.dependencies.iter().map(|of| of.lag.minutes.0);
    let exceptions = model.calendars.iter().flat_map(|of| &of.exceptions);
    let days = model.calendars.iter().flat_map(|of| of.week.iter());
    let edges = days.chain(exceptions.map(|of| &of.hours)).flatten();
    let edges = edges.flat_map(|(from, to)| [i64::from(*from), i64::from(*to)]);
    let all: Vec<i64> = moments.chain(away).chain(lags).chain(edges).collect();
    let fits = |step: &&i64| all.iter().all(|minutes| minutes % **step == 0);
    STEPS.iter().find(fits).copied().unwrap_or_else(|| {
        let why = "TaskJuggler counts in steps of five minutes";
        losses.add(Fate::Changed, "minutes that are no multiple of five", why, "");
        i64::from(SHORTEST_STEP)
    })
}

fn resource(
    hours: &Hours<'_>,
    names: &Names,
    opened: &[String],
    who: ResourceWalker<'_>,
    out: &mut String,
) {
    let (data, model) = (who.data(), who.model);
    let indent = if data.team.is_some() { "  " } else { "" };
    let name = names.people.get(who.id.index()).map_or("", String::as_str);
    let _ = writeln!(out, "{indent}resource {name} {} {{", quoted(who.title()));
    let mut put = |line: String| {
        let _ = writeln!(out, "{indent}  {line}");
    };
    let whole = data.team.map(|team| model.resource(team).data());
    // A thing does no work, and a team without members that of so many.
    let efficiency = if data.kind == ResourceKind::Resource { 0 } else { data.capacity.0 };
    if efficiency != 1000 && who.members().next().is_none() {
        put(format!("efficiency {}", plain(efficiency)));
    }
    if let Some((money, minutes)) = data.rate {
        let a_day =
            i128::from(money.0) * i128::from(model.header.day.0) / i128::from(minutes.max(1));
        put(format!("rate {}", plain(i64::try_from(a_day).unwrap_or(i64::MAX))));
    }
    let around = whole.map_or(CalendarId(0), |team| team.calendar);
    if data.calendar != around {
        let week = &model.calendar(data.calendar).week;
        if *week != model.calendar(around).week {
            working_hours(week, "").lines().for_each(|line| put(line.to_owned()));
        }
        leaves(hours, data.calendar).lines().for_each(|line| put(line.to_owned()));
    }
    // The shifts of a team are those of its members too, and they can't take them back.
    let of = |id: ResourceId| opened.get(id.index()).map_or("", String::as_str);
    let is_for_all =
        |team: ResourceId| model.resource(team).members().all(|member| of(member.id) == of(team));
    if !of(who.id).is_empty() && is_for_all(who.id) && !data.team.is_some_and(is_for_all) {
        put(format!("shifts {}", of(who.id)));
    }
    for absence in &data.absences {
        put(format!("leaves annual {} - {}", moment(absence.from), moment(absence.to)));
    }
    for member in who.members() {
        resource(hours, names, opened, member, out);
    }
    let _ = writeln!(out, "{indent}}}");
}

/// What is held in another form, and what is not.
fn note(plan: Plan<'_>, losses: &mut Losses) {
    let model = plan.model;
    if model.header.level.is_some() {
        let why = "TaskJuggler levels efforts alone, and all of them: what waits for people has its start as a date";
        losses.add(Fate::Changed, "`level`", why, &*model.header.title);
    }
    for item in model.items() {
        if !item.extras().releases.is_empty() {
            let why = "the release waits for it by a link";
            losses.add(Fate::Changed, "what ships in a release", why, item.path());
        }
        if plan.schedule.pieces(item.id).len() > 1 {
            let why = "it goes on from its start to its end";
            losses.add(Fate::Changed, "work that pauses", why, item.path());
        }
        let (parts, timing) = (span_of_parts(model, plan, item.id), plan.schedule.timing(item.id));
        if parts.is_some_and(|span| span != (timing.start, timing.end)) {
            let why = "in TaskJuggler it spans its parts";
            losses.add(
                Fate::Changed,
                "dates of an item with parts that are its own",
                why,
                item.path(),
            );
        }
        let is_unknown = item.data().estimate.is_none() && timing.is_open;
        if is_unknown && timing.start == timing.end && !item.has_parts() && !item.kind().is_point()
        {
            losses.add(
                Fate::Changed,
                "work that nobody has estimated",
                "it is told as a milestone",
                item.path(),
            );
        }
    }
    for who in model.resources().filter(|who| who.data().kind == ResourceKind::Resource) {
        if who.data().capacity.0 != 1000 {
            losses.add(
                Fate::Changed,
                "how much there is of somebody",
                "TaskJuggler knows one of each",
                who.name(),
            );
        }
    }
    unsaid::note(plan, "TaskJuggler", &HELD, losses);
}
