//! Working days, and the people with the days on which they are away.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::{HOURS, attribute, day, listed, number, whole};
use crate::import::calendar::Calendar;
use crate::import::draft::{Draft, Resource};
use crate::import::values::{Unit, When};
use crate::import::xml::{Lines, all, child, content};
use crate::time::{Date, Weekday};

/// Working time: whole days, of which the week and single days are off.
pub(super) fn calendar(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let Some(list) = child(project, "calendars") else { return };
    let week = child(list, "day-types").and_then(|types| child(types, "default-week"));
    let works = |name: &str, index: usize| match week.and_then(|week| attribute(week, name)) {
        Some(code) => code == "0",
        None => index < 5,
    };
    let open = DAYS.iter().zip(Weekday::ALL).enumerate();
    let open = open.filter(|(index, (name, _))| works(name, *index));
    let work: Vec<_> = open.map(|(_, (_, weekday))| (weekday, vec![HOURS])).collect();
    let mut calendar = Calendar { title: "Working days".into(), work, ..Calendar::default() };
    for date in all(list, "date") {
        let place = lines.place(date);
        let name = content(date).map(ToOwned::to_owned);
        let small = |name| whole(date, name).and_then(|number| i8::try_from(number).ok());
        let (Some(month), Some(of_month)) = (small("month"), small("date")) else { continue };
        let is_open = matches!(attribute(date, "type"), Some("WORKING_DAY"));
        if attribute(date, "type") == Some("NEUTRAL") {
            draft.left_out("days that are only marked", "they are worked as any other", &place);
            continue;
        }
        let year = whole(date, "year").and_then(|year| i16::try_from(year).ok());
        match year.and_then(|year| Date::new(year, month, of_month)) {
            Some(date) if is_open => calendar.open.push((date, date, Vec::new(), name)),
            Some(date) => calendar.off.push((date, date, name)),
            None if year.is_none() && !is_open && Date::new(2024, month, of_month).is_some() => {
                calendar.yearly.push((month, of_month, name));
            }
            None => {
                let why = if year.is_none() {
                    "it is open in one year, not in each"
                } else {
                    "there is no such day"
                };
                draft.left_out(format!("the day `{month:02}-{of_month:02}`"), why, &place);
            }
        }
    }
    draft.calendars.push(calendar);
    draft.calendar = Some(0);
}
/// When somebody is away: the first and the last day, and why.
type Absences = Vec<(When, When, Option<String>)>;

/// The key of a resource.
pub(super) fn resource_key(id: &str) -> String {
    format!("resource {id}")
}

pub(super) fn resources(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    let roles = listed(project, "roles", "role");
    let roles: FxHashMap<&str, &str> =
        roles.filter_map(|role| Some((attribute(role, "id")?, attribute(role, "name")?))).collect();
    let mut absences: FxHashMap<&str, Absences> = FxHashMap::default();
    for vacation in listed(project, "vacations", "vacation") {
        let (Some(first), Some(last)) = (day(vacation, "start"), day(vacation, "end")) else {
            continue;
        };
        if let Some(id) = attribute(vacation, "resourceid") {
            absences.entry(id).or_default().push((
                When::day(first),
                When::day(last.max(first)),
                None,
            ));
        }
    }
    for node in listed(project, "resources", "resource") {
        let (Some(id), Some(name)) = (attribute(node, "id"), attribute(node, "name")) else {
            continue;
        };
        let place = lines.place(node);
        let role = attribute(node, "function").and_then(|id| match id {
            "Default:0" => None,
            "Default:1" => Some("Project manager"),
            _ => roles.get(id).copied(),
        });
        let rate = all(node, "rate").find_map(|rate| number(attribute(rate, "value")?));
        draft.resources.push(Resource {
            key: resource_key(id),
            title: name.into(),
            role: role.map(ToOwned::to_owned),
            rate: rate.filter(|rate| rate.0 > 0).map(|rate| (rate, Unit::Days)),
            away: absences.remove(id).unwrap_or_default(),
            ..Resource::default()
        });
        for (attribute_name, what) in [("contacts", "address"), ("phone", "telephone number")] {
            if attribute(node, attribute_name).is_some() {
                let why = "a person has a name, a team and a role";
                draft.left_out(format!("the {what} of people"), why, &place);
            }
        }
    }
}
