//! MS Project's XML (MSPDI): what MS Project opens with the dates of the plan, and computes again to the same.
//!
//! Whatever MS Project would compute otherwise is held by a constraint, and told as a loss.

mod calendars;
mod fields;
mod links;
mod people;
mod tasks;
mod xml;

use calendars::{Calendars, time};
use fields::Fields;
use links::{Constraint, Holds, Links, within};
use people::parts;
use tasks::{Task, Tasks, Type, uid};
use xml::{Xml, format_of};

use crate::diagnostic::{Fate, Losses};
use crate::emit::hours::{Hours, edges_of_day, takes_part};
use crate::emit::unsaid::{self, Told};
use crate::model::{CalendarId, Extras, ItemWalker, Model};
use crate::plan::{Plan, State};
use crate::schedule::Clocks;
use crate::text::one_line;
use crate::text::words::plain;
use crate::time::Minutes;

/// What the format holds.
const HELD: [Told; 17] = [
    Told::Remaining,
    Told::Started,
    Told::Baseline,
    Told::Blocked,
    Told::Costs,
    Told::Deadlines,
    Told::Fields,
    Told::Links,
    Told::Notes,
    Told::Owners,
    Told::People,
    Told::Priorities,
    Told::Progress,
    Told::Promises,
    Told::Roles,
    Told::Serves,
    Told::Tags,
];

/// A plan as MS Project's XML, and what of it that can't hold.
pub(super) fn mspdi(plan: Plan<'_>) -> (String, Losses) {
    let mut losses = Losses::default();
    let (hours, calendars) = (Hours::of(plan), Calendars::of(plan.model));
    let clocks = Clocks::of(plan.model);
    let maker = Tasks { hours: &hours, calendars: &calendars, clocks };
    let tasks = maker.all(&mut losses);
    let links = Links::of(plan, &mut losses);
    let start = plan.model.header.from;
    let placed = tasks.iter().map(|task| (task.item, plan.schedule.timing(task.item.id)));
    let leaves = placed.filter(|(item, _)| takes_part(plan, *item) && !item.has_parts());
    let end = leaves.map(|(_, timing)| timing.early_end).max().unwrap_or(start);
    let within = within(plan, &tasks);
    let holds = Holds { tasks: &tasks, links: &links, plan, within, start, end };
    let fields = Fields::of(plan.model, &mut losses);
    let out = Out { plan, fields, outlines: outlines(plan.model), hours: &hours, holds };
    let text = Xml::document(|xml| {
        out.project(xml);
        out.fields.declare(xml);
        calendars.write(xml, &hours);
        xml.within("Tasks", |xml| {
            out.whole(xml);
            for task in &tasks {
                out.task(xml, task, &mut losses);
            }
        });
        people::resources(xml, plan.model, &calendars, &mut losses);
        people::assignments(xml, &tasks, |task| out.complete(task));
    });
    note(plan, &mut losses);
    (text, losses)
}

/// What is held in another form, and what is not.
fn note(plan: Plan<'_>, losses: &mut Losses) {
    let model = plan.model;
    for item in model.items() {
        let path = || item.path();
        if !item.extras().releases.is_empty() {
            let why = "the release waits for it by a link";
            losses.add(Fate::Changed, "what ships in a release", why, path());
        }
        if plan.schedule.pieces(item.id).len() > 1 {
            let why = "it goes on from its start to its end";
            losses.add(Fate::Changed, "work that pauses", why, path());
        }
        let is_unknown = item.data().estimate.is_none() && plan.schedule.timing(item.id).is_open;
        if is_unknown && !item.has_parts() && !item.kind().is_point() {
            let why = "it is told as no time, with the mark of an estimate";
            losses.add(Fate::Changed, "work that nobody has estimated", why, path());
        }
        if item.extras().blocked().is_some() {
            losses.add(Fate::Changed, "`blocked`", "it stands among the notes", path());
        }
    }
    for calendar in model.calendars.iter().filter(|calendar| !calendar.yearly.is_empty()) {
        let why = "they are written out for the years of the plan";
        losses.add(Fate::Changed, "days off of every year", why, calendar.name.to_string());
    }
    unsaid::note(plan, "MS Project", &HELD, losses);
}

struct Out<'a, 'm> {
    plan: Plan<'m>,
    fields: Fields,
    outlines: Vec<String>,
    hours: &'a Hours<'m>,
    holds: Holds<'a, 'm>,
}

impl Out<'_, '_> {
    fn project(&self, xml: &mut Xml) {
        let Plan { model, schedule, .. } = self.plan;
        let header = &model.header;
        let (morning, evening) = edges_of_day(model.calendar(CalendarId(0)));
        xml.put("SaveVersion", 14);
        xml.put("Name", one_line(&header.title));
        xml.put("Title", one_line(&header.title));
        if let Some(owner) = header.owner {
            xml.put("Manager", one_line(model.resource(owner).title()));
        }
        xml.flag("ScheduleFromStart", true);
        xml.moment("StartDate", self.holds.start);
        xml.moment("FinishDate", schedule.end);
        xml.put("CriticalSlackLimit", 0);
        xml.put("CurrencyDigits", 2);
        if !header.currency.is_empty() {
            xml.put("CurrencySymbol", one_line(&header.currency));
            xml.put("CurrencyCode", one_line(&header.currency));
        }
        xml.put("CalendarUID", Calendars::base(CalendarId(0)));
        xml.put("DefaultStartTime", time(morning));
        xml.put("DefaultFinishTime", time(evening));
        xml.put("MinutesPerDay", header.day.0);
        xml.put("MinutesPerWeek", header.week.0);
        xml.put("DaysPerMonth", 20);
        xml.put("DefaultTaskType", Type::Units as u8);
        xml.flag("HonorConstraints", true);
        xml.flag("NewTasksEffortDriven", false);
        if let Some(now) = header.now {
            xml.moment("StatusDate", now);
            xml.moment("CurrentDate", now);
        }
    }

    /// The row of the whole.
    fn whole(&self, xml: &mut Xml) {
        let Plan { model, schedule, .. } = self.plan;
        xml.within("Task", |xml| {
            xml.put("UID", 0);
            xml.put("ID", 0);
            xml.put("Name", one_line(&model.header.title));
            xml.put("Type", Type::Duration as u8);
            xml.put("OutlineNumber", 0);
            xml.put("OutlineLevel", 0);
            xml.moment("Start", schedule.start);
            xml.moment("Finish", schedule.end);
            xml.flag("Summary", true);
            if let Some(by) = model.header.by {
                xml.moment("Deadline", self.hours.evening_of(by.moment));
            }
            notes(xml, &model.header.extras);
        });
    }

    fn task(&self, xml: &mut Xml, task: &Task<'_>, losses: &mut Losses) {
        let timing = self.plan.schedule.timing(task.item.id);
        let (item, length) = (task.item, task.length);
        let estimate = item.data().estimate;
        let constraint = self.holds.constraint(task, losses);
        xml.within("Task", |xml| {
            xml.put("UID", uid(item.id));
            xml.put("ID", uid(item.id));
            xml.put("Name", one_line(item.title()));
            xml.flag("Active", takes_part(self.plan, item));
            xml.flag("Manual", task.is_manual);
            xml.put("Type", task.kind as u8);
            xml.flag("IsNull", false);
            if let Some(owner) = item.extras().owner {
                xml.put("Contact", one_line(item.model.resource(owner).title()));
            }
            let outline = self.outlines.get(item.id.index()).map_or("", String::as_str);
            xml.put("WBS", outline);
            xml.put("OutlineNumber", outline);
            xml.put("OutlineLevel", item.depth() + 1);
            xml.put("Priority", item.data().priority.min(1000));
            xml.moment("Start", task.start);
            xml.moment("Finish", task.end);
            xml.time("Duration", length.minutes());
            if task.is_manual {
                xml.moment("ManualStart", task.start);
                xml.moment("ManualFinish", task.end);
                xml.time("ManualDuration", length.minutes());
            }
            xml.put("DurationFormat", format_of(length));
            let work = task.people.iter().map(|one| one.work.0).fold(0, i64::saturating_add);
            xml.time("Work", Minutes(work));
            xml.flag("EffortDriven", task.kind == Type::Work);
            let is_work = !item.has_parts() && !item.kind().is_point();
            xml.flag("Estimated", is_work && estimate.is_none());
            xml.flag("Milestone", task.is_moment);
            xml.flag("Summary", item.has_parts());
            xml.flag("Critical", timing.is_critical);
            if let Some((cost, _)) = item.extras().cost {
                // In hundredths of the currency.
                xml.put("FixedCost", plain(cost.0.saturating_mul(100)));
                xml.put("FixedCostAccrual", 3);
            }
            self.progress(xml, task);
            xml.put("ConstraintType", constraint.0 as u8);
            if let Some(calendar) = task.calendar {
                xml.put("CalendarUID", calendar);
            }
            let needs_date = !matches!(
                constraint.0,
                Constraint::AsSoonAsPossible | Constraint::AsLateAsPossible
            );
            if needs_date {
                xml.moment("ConstraintDate", constraint.1);
            }
            if let Some(by) = item.dates().by {
                xml.moment("Deadline", self.hours.evening_of(by.moment));
            }
            if let Some(link) = item.extras().links.first() {
                xml.put("Hyperlink", one_line(link.title.as_deref().unwrap_or(&link.address)));
                xml.put("HyperlinkAddress", one_line(&link.address));
            }
            xml.flag("IgnoreResourceCalendar", task.calendar.is_some());
            notes(xml, item.extras());
            self.links(xml, task);
            self.fields.write(xml, item);
            self.baseline(xml, item);
        });
    }

    fn progress(&self, xml: &mut Xml, task: &Task<'_>) {
        let timing = self.plan.schedule.timing(task.item.id);
        let complete = self.complete(task);
        let (is_done, is_begun) = (complete == 1000, timing.has_begun || complete > 0);
        let (done, open) = parts(task.length.minutes(), complete);
        xml.put("PercentComplete", complete / 10);
        if !task.item.has_parts() && is_begun {
            xml.moment("ActualStart", task.start);
        }
        if !task.item.has_parts() && is_done {
            xml.moment("ActualFinish", task.end);
        }
        xml.time("ActualDuration", done);
        xml.time("RemainingDuration", open);
    }

    /// How much of a task is done, in thousandths.
    fn complete(&self, task: &Task<'_>) -> i64 {
        let timing = self.plan.schedule.timing(task.item.id);
        match timing.state {
            State::Done => 1000,
            State::Dropped => 0,
            _ => timing.complete.0.clamp(0, 999),
        }
    }

    fn links(&self, xml: &mut Xml, task: &Task<'_>) {
        for link in self.holds.links.own(task.item.id) {
            let (lag, format) = links::lag(link.lag, self.plan.model.header.day);
            xml.within("PredecessorLink", |xml| {
                xml.put("PredecessorUID", uid(link.from));
                xml.put("Type", link.number());
                xml.flag("CrossProject", false);
                xml.put("LinkLag", lag);
                xml.put("LagFormat", format);
            });
        }
    }

    fn baseline(&self, xml: &mut Xml, item: ItemWalker<'_>) {
        let baseline = self.plan.model.baseline.as_ref();
        let Some((start, end)) = baseline.and_then(|of| of.dates(item.id)) else { return };
        xml.within("Baseline", |xml| {
            xml.put("Number", 0);
            xml.moment("Start", start);
            xml.moment("Finish", end);
        });
    }
}

/// Notes, what is in its way, and all links but the first.
fn notes(xml: &mut Xml, extras: &Extras) {
    let blocked = extras.blocked().map(|why| format!("Blocked: {why}"));
    let links = extras.links.iter().skip(1).map(|link| link.address.to_string());
    let notes = extras.notes().map(str::to_owned).chain(blocked).chain(links);
    let notes: Vec<_> = notes.collect();
    if !notes.is_empty() {
        xml.text("Notes", &notes.join("\n\n"));
    }
}

/// By item: `2.1.3`, the third of the first of the second.
fn outlines(model: &Model) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    // By item, and of the whole: how many of its parts there were.
    let mut parts = vec![0_usize; model.items.len() + 1];
    for item in model.items() {
        let whole = item.parent().map(|whole| whole.id.index());
        let count = parts.get_mut(whole.unwrap_or(model.items.len()));
        let number = count.map_or(1, |count| {
            *count += 1;
            *count
        });
        let before = whole.and_then(|whole| all.get(whole));
        all.push(before.map_or_else(|| number.to_string(), |before| format!("{before}.{number}")));
    }
    all
}
