//! Calendars: those of the roadmap, that of the clock, one a person, and one for each group of people that has to work together.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::xml::Xml;
use crate::emit::hours::{CrewKey, Hours, Unlike, hours_on, unlike};
use crate::model::{CalendarId, DayHours, Model, ResourceId};
use crate::schedule::Clock;
use crate::text::one_line;
use crate::time::Date;

/// The numbers of the calendars, given out as they are asked for.
#[derive(Debug)]
pub(super) struct Calendars {
    bases: u32,
    people: u32,
    is_always_used: Cell<bool>,
    crews: RefCell<BTreeMap<CrewKey, u32>>,
}

impl Calendars {
    pub(super) fn of(model: &Model) -> Self {
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        Self {
            bases: count(model.calendars.len()),
            people: count(model.resources.len()),
            is_always_used: Cell::new(false),
            crews: RefCell::default(),
        }
    }

    /// The number of one of the roadmap's calendars.
    pub(super) const fn base(calendar: CalendarId) -> u32 {
        calendar.0 + 1
    }

    /// The number of the calendar of somebody.
    pub(super) const fn person(&self, resource: ResourceId) -> u32 {
        self.bases + 1 + resource.0
    }

    /// The number of the clock on the wall.
    pub(super) fn always(&self) -> u32 {
        self.is_always_used.set(true);
        self.bases + self.people + 1
    }

    /// The number of the calendar of those who work together.
    pub(super) fn crew(&self, key: &CrewKey) -> u32 {
        if key.1.is_empty() {
            return Self::base(key.0);
        }
        let mut crews = self.crews.borrow_mut();
        let next = self.bases + self.people + 2 + u32::try_from(crews.len()).unwrap_or(0);
        *crews.entry(key.clone()).or_insert(next)
    }

    /// All that are used.
    pub(super) fn write(&self, xml: &mut Xml, hours: &Hours<'_>) {
        xml.within("Calendars", |xml| {
            let model = hours.plan.model;
            for id in (0..model.calendars.len()).map(CalendarId::from_index) {
                base(xml, hours, id);
            }
            for who in model.resources() {
                self.presence(xml, hours, who.id);
            }
            if self.is_always_used.get() {
                let week = [(); 7].map(|()| vec![(0, 1440)]);
                calendar(xml, (self.always(), "24 Hours", None), Some(&week), &[]);
            }
            let mut crews: Vec<_> = self.crews.borrow().clone().into_iter().collect();
            crews.sort_by_key(|(_, uid)| *uid);
            for (key, uid) in crews {
                together(xml, hours, &key, uid);
            }
        });
    }

    /// The calendar of somebody: that by which they work, less the days on which they are away.
    fn presence(&self, xml: &mut Xml, hours: &Hours<'_>, who: ResourceId) {
        let model = hours.plan.model;
        let resource = model.resource(who);
        let (own, usual) = (hours.of_resource(who), hours.of_calendar(resource.data().calendar));
        let absences = &resource.data().absences;
        let title = |day: Date| {
            let on = absences.iter().find(|absence| absence.first <= day && day <= absence.last);
            on.map_or_else(String::new, |absence| absence.title.to_string())
        };
        let away = if absences.is_empty() {
            Vec::new()
        } else {
            unlike(&own, |day| hours_on(&usual, day), hours.window(), title)
        };
        let base = Self::base(resource.data().calendar);
        calendar(xml, (self.person(who), resource.title(), Some(base)), None, &away);
    }
}

fn base(xml: &mut Xml, hours: &Hours<'_>, id: CalendarId) {
    let of = hours.plan.model.calendar(id);
    let name = name_of(hours.plan.model, id);
    let days = days(hours, &hours.of_calendar(id), &of.week, |day| {
        of.day_off_name(day).unwrap_or_default().to_owned()
    });
    calendar(xml, (Calendars::base(id), &name, None), Some(&of.week), &days);
}

fn together(xml: &mut Xml, hours: &Hours<'_>, key: &CrewKey, uid: u32) {
    let (own, people, is_any) = key;
    let model = hours.plan.model;
    let week_of =
        |who: &ResourceId| model.calendar(model.resource(*who).data().calendar).week.clone();
    let joined = people
        .iter()
        .map(week_of)
        .reduce(|all, week| joined(&all, &week, if *is_any { either } else { both }));
    let own_week = &model.calendar(*own).week;
    let is_bounded = !is_any || own.index() != 0;
    let week = match joined {
        Some(week) if is_bounded => self::joined(&week, own_week, both),
        Some(week) => week,
        None => own_week.clone(),
    };
    let mut names: Vec<_> =
        people.iter().map(|who| model.resource(*who).title().to_owned()).collect();
    if own.index() != 0 {
        names.push(name_of(model, *own));
    }
    let name = names.join(if *is_any { " or " } else { " and " });
    let days = days(hours, &hours.of_crew(key), &week, |_| String::new());
    calendar(xml, (uid, &format!("{name} ({uid})"), None), Some(&week), &days);
}

fn days(
    hours: &Hours<'_>,
    clock: &Clock<'_>,
    week: &[DayHours; 7],
    title: impl Fn(Date) -> String,
) -> Vec<Unlike> {
    let usual = |day: Date| week.get(day.weekday().index()).cloned().unwrap_or_default();
    unlike(clock, usual, hours.window(), title)
}

/// What a calendar is called; that without a name is everybody's.
pub(super) fn name_of(model: &Model, id: CalendarId) -> String {
    let name = &model.calendar(id).name;
    if name.is_empty() { "Standard".to_owned() } else { name.to_string() }
}

fn joined(
    one: &[DayHours; 7],
    other: &[DayHours; 7],
    join: fn(&DayHours, &DayHours) -> DayHours,
) -> [DayHours; 7] {
    let mut days = one.iter().zip(other).map(|(one, other)| join(one, other));
    [(); 7].map(|()| days.next().unwrap_or_default())
}

/// The hours that two days have in common.
fn both(one: &DayHours, other: &DayHours) -> DayHours {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    pairs.filter(|(from, to)| from < to).collect()
}

/// The hours of either of two days.
fn either(one: &DayHours, other: &DayHours) -> DayHours {
    let mut all: Vec<_> = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    let mut joined = DayHours::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

fn calendar(
    xml: &mut Xml,
    (uid, name, base): (u32, &str, Option<u32>),
    week: Option<&[DayHours; 7]>,
    exceptions: &[Unlike],
) {
    xml.within("Calendar", |xml| {
        xml.put("UID", uid);
        xml.put("Name", one_line(name));
        xml.flag("IsBaseCalendar", base.is_none());
        xml.put("BaseCalendarUID", base.map_or(-1, i64::from));
        if let Some(week) = week {
            // Sunday is the first.
            let [rest @ .., sunday] = week;
            let days = std::iter::once(sunday).chain(rest);
            xml.within("WeekDays", |xml| {
                for (number, hours) in (1..).zip(days) {
                    weekday(xml, number, hours);
                }
            });
        }
        if !exceptions.is_empty() {
            xml.within("Exceptions", |xml| exceptions.iter().for_each(|of| exception(xml, of)));
        }
    });
}

fn weekday(xml: &mut Xml, number: u8, hours: &DayHours) {
    xml.within("WeekDay", |xml| {
        xml.put("DayType", number);
        xml.flag("DayWorking", !hours.is_empty());
        working_times(xml, hours);
    });
}

fn exception(xml: &mut Xml, of: &Unlike) {
    xml.within("Exception", |xml| {
        xml.flag("EnteredByOccurrences", false);
        xml.within("TimePeriod", |xml| {
            xml.put("FromDate", format_args!("{}T00:00:00", of.first));
            xml.put("ToDate", format_args!("{}T23:59:00", of.last));
        });
        xml.put("Occurrences", i64::from(of.last.days()) - i64::from(of.first.days()) + 1);
        xml.put("Name", one_line(&of.title));
        xml.put("Type", 1);
        xml.flag("DayWorking", !of.hours.is_empty());
        working_times(xml, &of.hours);
    });
}

fn working_times(xml: &mut Xml, hours: &DayHours) {
    if hours.is_empty() {
        return;
    }
    xml.within("WorkingTimes", |xml| {
        for (from, to) in hours {
            xml.within("WorkingTime", |xml| {
                xml.put("FromTime", time(*from));
                xml.put("ToTime", time(*to));
            });
        }
    });
}

/// `09:00:00`; midnight at the end of a day is `00:00:00`.
pub(super) fn time(minute: u16) -> String {
    format!("{:02}:{:02}:00", minute / 60 % 24, minute % 60)
}
