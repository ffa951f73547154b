//! Calendars: weeks, exceptions in both of the forms in which they are written, work weeks, and what one takes from its base.

mod read;
mod shape;

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::values::integer;
use crate::import::calendar::Calendar;
use crate::import::draft::Draft;
use crate::import::values::When;
use crate::import::xml::{Lines, all, child};
use crate::time::{Date, Weekday};
use read::Reader;
pub(super) use shape::Shape;
use shape::{Days, standard};

/// Hours of a day, as pairs of its minutes.
pub(super) type Hours = Vec<(u16, u16)>;

/// Days of exceptions that recur are written out one by one, but no more than these in a file.
const MOST_OCCURRENCES: usize = 5000;
/// No more exceptions that recur are followed in a file.
const MOST_RULES: usize = 500;
/// What MS Project means where a calendar says nothing.
const USUAL: [(u16, u16); 2] = [(480, 720), (780, 1020)];
/// Days that differ from their week.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    first: Date,
    last: Date,
    /// None if they are off.
    hours: Hours,
    name: Option<String>,
}

/// A calendar as the file has it.
#[derive(Debug, Default)]
struct Raw {
    name: String,
    base: Option<i64>,
    /// By weekday: its hours, where it says any; of a day off there are none.
    week: [Option<Hours>; 7],
    /// Those that win stand before the others.
    exceptions: Vec<Exception>,
}
/// All calendars of a file.
#[derive(Debug)]
pub(super) struct Calendars {
    raw: FxHashMap<i64, Raw>,
    shapes: FxHashMap<i64, Shape>,
    /// That of the project.
    project: i64,
    /// By UID: its place among those of the draft.
    written: FxHashMap<i64, usize>,
    /// That of people whose hours differ, if it was needed.
    any: Option<usize>,
    /// Minutes of a day of work.
    day: i64,
}

/// When the plan is, as the file says: exceptions that recur are written out over these days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// Reads the calendars of a project, and makes that of the project the one of the draft.
pub(super) fn read(
    project: Node<'_, '_>,
    (day, span): (i64, Span),
    lines: &Lines,
    draft: &mut Draft,
) -> Calendars {
    let mut reader = Reader { span, lines, left: MOST_OCCURRENCES, rules: MOST_RULES };
    let list = child(project, "Calendars");
    let mut raw = FxHashMap::default();
    for node in list.into_iter().flat_map(|list| all(list, "Calendar")) {
        let uid = integer(node, "UID").unwrap_or(-1);
        let calendar = reader.calendar(node, draft);
        raw.entry(uid).or_insert(calendar);
    }
    let named = integer(project, "CalendarUID").filter(|uid| raw.contains_key(uid));
    let project = named.unwrap_or(-1);
    let mut calendars = Calendars {
        raw,
        shapes: FxHashMap::default(),
        project,
        written: FxHashMap::default(),
        any: None,
        day,
    };
    draft.calendar = Some(calendars.write(project, draft));
    calendars
}

impl Calendars {
    /// Working time of the calendar with this UID; that of the project if there is none.
    pub(super) fn shape(&mut self, uid: Option<i64>) -> &Shape {
        let uid = uid.filter(|uid| self.raw.contains_key(uid)).unwrap_or(self.project);
        if !self.shapes.contains_key(&uid) {
            let shape = self.resolve(uid);
            self.shapes.insert(uid, shape);
        }
        self.shapes.entry(uid).or_insert_with(standard)
    }

    /// A calendar and those it is based on, the nearest first.
    fn chain(&self, uid: i64) -> Vec<&Raw> {
        /// Nothing is based on so many.
        const DEEPEST: usize = 8;
        let mut next = Some(uid);
        let chain = std::iter::from_fn(|| {
            let calendar = self.raw.get(&next?)?;
            next = calendar.base;
            Some(calendar)
        });
        chain.take(DEEPEST).collect()
    }

    fn resolve(&self, uid: i64) -> Shape {
        let chain = self.chain(uid);
        let mut week = standard().week;
        for (weekday, hours) in week.iter_mut().enumerate() {
            let said = chain.iter().find_map(|raw| raw.week.get(weekday)?.clone());
            *hours = said.unwrap_or_else(|| std::mem::take(hours));
        }
        let mut days = Days::default();
        chain.iter().flat_map(|raw| &raw.exceptions).for_each(|one| days.add(one));
        Shape { week, exceptions: days.merged() }
    }

    /// The place of a calendar among those of the draft, into which it is written if it is not there yet.
    pub(super) fn write(&mut self, uid: i64, draft: &mut Draft) -> usize {
        if let Some(known) = self.written.get(&uid) {
            return *known;
        }
        let place = draft.calendars.len();
        let own = self.raw.get(&uid);
        let name = own.map_or("Standard", |raw| raw.name.as_str()).to_owned();
        let extends =
            own.is_some_and(|raw| self.only_adds(raw)).then_some(draft.calendar).flatten();
        let shape = self.shape(Some(uid)).clone();
        let based = self.shape(None).clone();
        let mut calendar = Calendar { title: name, extends, ..Calendar::default() };
        if uid == self.project {
            calendar.day = Some(self.day);
        }
        if extends.is_none() {
            let week = Weekday::ALL.into_iter().zip(&shape.week);
            let open = week.filter(|(_, hours)| !hours.is_empty());
            calendar.work = open.map(|(weekday, hours)| (weekday, hours.clone())).collect();
        }
        for one in shape.exceptions.into_values() {
            if extends.is_some() && based.exceptions.get(&one.first) == Some(&one) {
                continue;
            }
            let Exception { first, last, hours, name } = one;
            if hours.is_empty() {
                calendar.off.push((first, last, name));
            } else {
                calendar.open.push((first, last, hours, name));
            }
        }
        draft.calendars.push(calendar);
        self.written.insert(uid, place);
        place
    }

    /// The calendar of what people of different hours do: always open, so that each works when they are there.
    pub(super) fn write_any(&mut self, draft: &mut Draft) -> usize {
        *self.any.get_or_insert_with(|| {
            let work = Weekday::ALL.map(|weekday| (weekday, vec![(0, 1440)])).to_vec();
            draft.calendars.push(Calendar {
                title: "Any time".into(),
                work,
                ..Calendar::default()
            });
            draft.calendars.len() - 1
        })
    }

    /// The start of the plan, as a whole day where nobody works before it on that day.
    pub(super) fn start(&mut self, when: When) -> When {
        let mut written: Vec<i64> = self.written.keys().copied().collect();
        written.sort_unstable();
        let is_whole =
            written.iter().all(|uid| self.shape(Some(*uid)).start(when).minute.is_none());
        When { minute: when.minute.filter(|_| !is_whole), ..when }
    }

    /// Whether a calendar is that of the project with some exceptions more.
    fn only_adds(&self, raw: &Raw) -> bool {
        let project = self.raw.get(&self.project);
        let is_taken = |one: &Exception| {
            let mut others = project.into_iter().flat_map(|raw| &raw.exceptions);
            others.any(|other| one.first <= other.last && other.first <= one.last)
        };
        raw.base == Some(self.project)
            && raw.week.iter().all(Option::is_none)
            && !raw.exceptions.iter().any(is_taken)
    }

    /// Whether a calendar is that of the project with some days off more; then those.
    pub(super) fn only_absences(&self, uid: i64) -> Option<Vec<(When, When, Option<String>)>> {
        let raw = self.raw.get(&uid)?;
        let is_plain = uid == self.project
            || raw.base == Some(self.project) && raw.week.iter().all(Option::is_none);
        if !is_plain
            || uid != self.project && raw.exceptions.iter().any(|one| !one.hours.is_empty())
        {
            return None;
        }
        let own = raw.exceptions.iter().filter(|_| uid != self.project);
        let away = own.map(|one| (When::day(one.first), When::day(one.last), one.name.clone()));
        Some(away.collect())
    }

    /// The calendar on which a resource's changes stand, if that is all that it is.
    pub(super) fn base_if_bare(&self, uid: i64) -> Option<i64> {
        let raw = self.raw.get(&uid)?;
        let is_bare = raw.week.iter().all(Option::is_none) && raw.exceptions.is_empty();
        raw.base.filter(|base| is_bare && self.raw.contains_key(base))
    }

    /// Whether all time of a calendar is time of the project's too.
    pub(super) fn is_within_project(&mut self, uid: i64) -> bool {
        let own = self.shape(Some(uid)).clone();
        own.is_within(self.shape(None))
    }

    /// The UID of the project's calendar.
    pub(super) const fn project(&self) -> i64 {
        self.project
    }

    /// What the calendar of that UID is called.
    pub(super) fn name(&self, uid: i64) -> &str {
        self.raw.get(&uid).map_or("", |raw| raw.name.as_str())
    }

    /// Minutes of a day of work.
    pub(super) const fn day(&self) -> i64 {
        self.day
    }

    /// The calendar of that UID, if there is one.
    pub(super) fn known(&self, uid: Option<i64>) -> Option<i64> {
        uid.filter(|uid| self.raw.contains_key(uid))
    }
}
