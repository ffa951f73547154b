//! Who and what does the work, and what is only paid for.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::calendars::Calendars;
use super::values::{flag, integer, number};
use crate::import::draft::{Draft, Resource, ResourceKind};
use crate::import::input::shown;
use crate::import::values::{Number, Unit};
use crate::import::xml::{Lines, all, child, text};

/// A resource as assignments need it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) role: Role,
    /// The UID of its calendar, with its absences.
    pub(super) presence: Option<i64>,
    /// The UID of the calendar that its work goes by, where that is not the project's less absences.
    pub(super) calendar: Option<i64>,
    /// Whether it is away at times.
    pub(super) is_away: bool,
}

/// What a resource does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// One person, who has so much of a day, in thousandths.
    Person(i64),
    /// Several of a kind.
    Team,
    /// It is used up, or is only money.
    Paid,
}

/// By UID.
pub(super) type Resources = FxHashMap<i64, Known>;

/// The key of a resource.
pub(super) fn key(uid: i64) -> String {
    format!("resource {uid}")
}

/// Reads all resources; `is_own` if the file was made of a roadmap.
pub(super) fn read(
    project: Node<'_, '_>,
    (calendars, is_own): (&mut Calendars, bool),
    lines: &Lines,
    draft: &mut Draft,
) -> Resources {
    let mut resources = Resources::default();
    let list = child(project, "Resources");
    for node in list.into_iter().flat_map(|list| all(list, "Resource")) {
        let (Some(uid), Some(name)) = (integer(node, "UID"), text(node, "Name")) else { continue };
        if flag(node, "IsNull") || resources.contains_key(&uid) {
            continue;
        }
        let place = lines.place(node);
        beside(node, is_own, &place, draft);
        let known = if is_work(node) {
            work(node, (uid, name), (calendars, is_own), draft)
        } else {
            let what = format!("resource {}", shown(name));
            let why = "it is used up or paid for: what it costs stands on the tasks that need it";
            draft.changed(what, why, &place);
            Known {
                name: name.into(),
                role: Role::Paid,
                presence: None,
                calendar: None,
                is_away: false,
            }
        };
        resources.insert(uid, known);
    }
    teams(project, lines, draft);
    resources
}

/// A group is a team: the one of that name among the resources, or one made for it.
fn teams(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    let teams = draft.resources.iter().filter(|team| team.kind == ResourceKind::Team);
    let teams: FxHashMap<String, String> =
        teams.map(|team| (team.title.clone(), team.key.clone())).collect();
    let at: FxHashMap<String, usize> = (draft.resources.iter().enumerate())
        .map(|(index, resource)| (resource.key.clone(), index))
        .collect();
    let list = child(project, "Resources");
    for node in list.into_iter().flat_map(|list| all(list, "Resource")) {
        let (Some(uid), Some(group)) = (integer(node, "UID"), text(node, "Group")) else {
            continue;
        };
        let Some(index) = at.get(&key(uid)) else { continue };
        let is_person = |of: &Resource| of.kind == ResourceKind::Person;
        if !draft.resources.get(*index).is_some_and(is_person) {
            let what =
                format!("group {} of {}", shown(group), shown(text(node, "Name").unwrap_or("")));
            draft.left_out(what, "it is a team of its own", &lines.place(node));
            continue;
        }
        let team = teams.get(group).cloned();
        let team = team.unwrap_or_else(|| draft.team(group).said().to_owned());
        if let Some(member) = draft.resources.get_mut(*index) {
            member.team = Some(team);
        }
    }
}

/// What a resource says beside its work.
fn beside(node: Node<'_, '_>, is_own: bool, place: &str, draft: &mut Draft) {
    for name in ["Code", "Notes"].into_iter().filter(|_| !is_own) {
        if text(node, name).is_some() {
            draft.left_out(
                format!("`{name}` of `Resource`"),
                "a person has a name, a team and a role",
                place,
            );
        }
    }
}

/// Whether a resource works: it is neither material nor cost.
fn is_work(node: Node<'_, '_>) -> bool {
    integer(node, "Type").unwrap_or(1) == 1
        && !flag(node, "IsCostResource")
        && !flag(node, "IsBudget")
}

fn work(
    node: Node<'_, '_>,
    (uid, name): (i64, &str),
    (calendars, is_own): (&mut Calendars, bool),
    draft: &mut Draft,
) -> Known {
    let units = number(node, "MaxUnits").unwrap_or(Number::whole(1));
    let is_team = flag(node, "IsGeneric") || units.0 > 1000;
    let mut resource = Resource { key: key(uid), title: name.into(), ..Resource::default() };
    let role = if is_team {
        resource.kind = ResourceKind::Team;
        resource.capacity = Some(units);
        Role::Team
    } else {
        resource.share = Some(units.0.max(0)).filter(|share| *share != 1000);
        Role::Person(units.0.max(0))
    };
    if is_own {
        resource.id = text(node, "Code").map(ToOwned::to_owned);
        resource.role = text(node, "Notes").map(ToOwned::to_owned);
    }
    resource.rate = rate(node, calendars.day());
    let calendar = calendars.known(integer(node, "CalendarUID"));
    let away = calendar.and_then(|uid| calendars.only_absences(uid));
    let own = calendar.filter(|_| away.is_none());
    let own = own.map(|uid| calendars.base_if_bare(uid).unwrap_or(uid));
    resource.calendar = own.map(|uid| calendars.write(uid, draft));
    resource.away = away.unwrap_or_default();
    let is_away = !resource.away.is_empty();
    let known = Known { name: name.into(), role, presence: calendar, calendar: own, is_away };
    draft.resources.push(resource);
    known
}

/// What a unit of time costs: the file has it for an hour, and says in which unit it is shown.
fn rate(node: Node<'_, '_>, day: i64) -> Option<(Number, Unit)> {
    const BY_DAY: i64 = 3;
    let rate = number(node, "StandardRate").filter(|rate| rate.0 > 0)?;
    let of_day = rate.0.saturating_mul(day);
    let is_by_day = integer(node, "StandardRateFormat") == Some(BY_DAY) && of_day % 60 == 0;
    Some(if is_by_day { (Number(of_day / 60), Unit::Days) } else { (rate, Unit::Hours) })
}
