//! The dates of a plan as iCalendar, for calendars that people look at: milestones and releases, deadlines and promises, and who is
//! away. Each keeps its name from one time to the next, so that a calendar that is read again moves what has moved.

use icalendar::{Calendar, Component, Event, Property};

use super::notes::lines;
use super::unsaid::{self, Told};
use crate::diagnostic::{Fate, Losses};
use crate::model::{Absence, Extras, ItemWalker, Model, ResourceWalker};
use crate::plan::Plan;
use crate::schedule::State;
use crate::text::one_line;
use crate::time::{Date, Moment};

/// What the format holds.
const HELD: [Told; 4] = [Told::Deadlines, Told::Links, Told::Notes, Told::Promises];

/// So many characters of a text are told: no calendar shows more, and lines are folded in no time.
const MOST: usize = 10_000;

/// The dates of a plan as iCalendar, and what of the plan that does not hold.
pub(super) fn icalendar(plan: Plan<'_>) -> (String, Losses) {
    let model = plan.model;
    let maker = Maker { plan, stamp: stamp(model), domain: domain(&model.header.title) };
    let mut calendar = Calendar::empty();
    let head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//milepost//roadmap//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ];
    for (key, value) in head {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&one_line(&model.header.title));
    calendar.extend(maker.events());
    (calendar.to_string(), losses(plan))
}

struct Maker<'m> {
    plan: Plan<'m>,
    /// When all of it is said to have been written: calendars ask for it.
    stamp: String,
    /// What the names of events end with: names of other roadmaps are others.
    domain: String,
}

/// What an event tells.
struct Said<'a> {
    /// Its name within the roadmap.
    name: String,
    category: &'static str,
    title: String,
    from: Moment,
    /// The end of a day, or a moment within one.
    to: Moment,
    about: Option<&'a Extras>,
    status: &'static str,
}

impl<'m> Maker<'m> {
    fn events(&self) -> Vec<Event> {
        let model = self.plan.model;
        let items = model.items().filter(|item| self.plan.schedule.timing(item.id).is_scheduled);
        let of_items = items.flat_map(|item| {
            let [deadline, promise] = Self::commitments(item);
            [self.point(item), deadline, promise].into_iter().flatten()
        });
        let whole = model.header.by.map(|by| {
            let title = format!("Deadline: {}", model.header.title);
            on("roadmap-deadline".to_owned(), "Deadline", title, by.moment)
        });
        let objectives = model.objectives.iter().filter_map(|of| {
            let title = of.title.as_deref().unwrap_or(&of.name);
            let name = format!("objective-{}", of.name);
            Some(on(name, "Objective", format!("Objective: {title}"), of.by?.moment))
        });
        let absences = model
            .resources()
            .flat_map(|who| who.data().absences.iter().map(move |absence| away(who, absence)));
        let all = of_items.chain(whole).chain(objectives).chain(absences);
        all.map(|said| self.event(&said)).collect()
    }

    /// A milestone or a release.
    fn point(&self, item: ItemWalker<'m>) -> Option<Said<'m>> {
        let timing = self.plan.schedule.timing(item.id);
        let category = if item.kind().word() == "release" { "Release" } else { "Milestone" };
        let status = match timing.state {
            _ if timing.is_open => "TENTATIVE",
            State::Done => "CONFIRMED",
            _ => "",
        };
        let day = Moment::end_of(timing.end.last_day());
        let said = on(item.path(), category, item.title().to_owned(), day);
        let said = Said { status, about: Some(item.extras()), ..said };
        item.kind().is_point().then_some(said)
    }

    /// The deadline of an item, and what others were told.
    fn commitments(item: ItemWalker<'m>) -> [Option<Said<'m>>; 2] {
        let dates = item.dates();
        let promise = dates.promised.as_ref().map(|of| of.date.moment);
        let rows = [(dates.by.map(|by| by.moment), "Deadline"), (promise, "Promised")];
        rows.map(|(moment, word)| {
            let name = format!("{}-{}", item.path(), word.to_lowercase());
            Some(on(name, word, format!("{word}: {}", item.title()), moment?))
        })
    }

    fn event(&self, said: &Said<'_>) -> Event {
        let mut event = Event::with_uid(&one_line(&format!("{}@{}", said.name, self.domain)));
        event.summary(cut(&one_line(&said.title)));
        for (key, value) in [
            ("DTSTAMP", self.stamp.as_str()),
            ("CATEGORIES", said.category),
            ("TRANSP", "TRANSPARENT"),
            ("STATUS", said.status),
        ] {
            if !value.is_empty() {
                event.append_property(Property::new(key, value));
            }
        }
        let is_whole = said.from.minute_of_day() == 0 && said.to.minute_of_day() == 0;
        for (key, moment) in [("DTSTART", said.from), ("DTEND", said.to)] {
            event.append_property(when(key, moment, is_whole));
        }
        if let Some(about) = said.about {
            let notes: Vec<_> = about.notes().map(lines).collect();
            if !notes.is_empty() {
                event.description(cut(&notes.join("\n\n")));
            }
            if let Some(link) = about.links.first() {
                event.append_property(Property::new("URL", one_line(&link.address)));
            }
        }
        event.done()
    }
}

/// Something of a single day, given by its end or by a moment within it.
fn on<'a>(name: String, category: &'static str, title: String, moment: Moment) -> Said<'a> {
    let day = moment.last_day();
    let (from, to) = (Moment::start_of(day), Moment::end_of(day));
    Said { name, category, title, from, to, about: None, status: "" }
}

/// A time in which somebody is away.
fn away<'a>(who: ResourceWalker<'_>, absence: &Absence) -> Said<'a> {
    let why = if absence.title.is_empty() { "away" } else { &absence.title };
    Said {
        name: format!("{}-away-{}", path(who), absence.from),
        category: "Absence",
        title: format!("{}: {why}", who.title()),
        from: absence.from,
        to: absence.to,
        about: None,
        status: "",
    }
}

/// A name with that of the team before it.
fn path(who: ResourceWalker<'_>) -> String {
    who.team().map_or_else(String::new, |team| format!("{}.", team.name())) + who.name()
}

/// A day, of which the last is the one behind it; or a time of day wherever one is.
fn when(key: &str, moment: Moment, is_whole: bool) -> Property {
    let day = day(moment.date());
    if is_whole {
        return Property::new(key, day).add_parameter("VALUE", "DATE").done();
    }
    let minute = moment.minute_of_day();
    Property::new(key, format!("{day}T{:02}{:02}00", minute / 60, minute % 60))
}

/// `20260302`.
fn day(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// The day on which the plan is looked at, or on which it starts: nothing of the day on which it is written.
fn stamp(model: &Model) -> String {
    let moment = model.header.now.unwrap_or(model.header.from);
    format!("{}T000000Z", day(moment.date()))
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(MOST);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The title in letters that every calendar takes.
fn domain(title: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let words: String = title.to_lowercase().chars().map(plain).collect();
    let words: Vec<_> = words.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "roadmap".to_owned() } else { words.join("-") }
}

fn losses(plan: Plan<'_>) -> Losses {
    let mut losses = Losses::default();
    for item in plan.model.items() {
        if !item.kind().is_point() {
            let what = format!("a {}", item.kind().word());
            losses.add(Fate::LeftOut, what, "a calendar shows dates, not work", item.path());
        } else if !plan.schedule.timing(item.id).is_scheduled {
            losses.add(Fate::LeftOut, "what is dropped", "it has no date", item.path());
        }
    }
    let has_long = |item: &ItemWalker<'_>| item.extras().notes().any(|note| note.len() > MOST);
    for item in plan.model.items().filter(has_long) {
        let why = format!("{MOST} characters of it are told");
        losses.add(Fate::Changed, "a long note", why, item.path());
    }
    unsaid::note(plan, "a calendar", &HELD, &mut losses);
    losses
}
