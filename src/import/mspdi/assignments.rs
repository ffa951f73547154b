//! Who works on a task, with how much of their time, and whether that is work to be done or time that passes.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::resources::{Resources, Role, key};
use super::values::{duration, integer, moment, money, number};
use crate::import::draft::{Assignee, Draft, Item, Target};
use crate::import::input::shown;
use crate::import::values::Number;
use crate::import::xml::{Lines, all, child, text};
use crate::time::Date;

/// By UID of a task: its assignments, in the order of the file.
pub(super) type ByTask<'a, 'input> = FxHashMap<i64, Vec<Node<'a, 'input>>>;

/// The assignments of all tasks.
pub(super) fn by_task<'a, 'input>(project: Node<'a, 'input>) -> ByTask<'a, 'input> {
    let mut by_task = ByTask::default();
    let list = child(project, "Assignments");
    for node in list.into_iter().flat_map(|list| all(list, "Assignment")) {
        by_task.entry(integer(node, "TaskUID").unwrap_or(-1)).or_default().push(node);
    }
    by_task
}

/// What the assignments of a task say of it.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// The work of all, in minutes, where it alone says how long the task takes.
    pub(super) effort: Option<i64>,
    /// The work of all, in minutes.
    pub(super) total: i64,
    /// How long the slowest of them works, in minutes.
    pub(super) longest: i64,
    /// The UIDs of the calendars that its people work by.
    pub(super) calendars: Vec<Option<i64>>,
    /// What each of them does.
    pub(super) parts: Vec<Part>,
}

/// What one of several does of a task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// In thousandths of a day.
    pub(super) units: i64,
    /// In minutes.
    pub(super) work: i64,
    /// The UID of their calendar, with their absences.
    pub(super) presence: Option<i64>,
    /// Whether they are away at times.
    pub(super) is_away: bool,
}

/// What is asked of one who works on a task.
struct Share {
    part: Part,
    /// Whether the share can be written as it is.
    is_exact: bool,
    calendar: Option<i64>,
}

/// Reads the assignments of a task whose duration is so many minutes, into its item.
pub(super) fn read(
    nodes: &[Node<'_, '_>],
    length: i64,
    resources: &Resources,
    (item, lines, draft): (&mut Item, &Lines, &mut Draft),
) -> Work {
    let mut shares = Vec::new();
    for node in nodes {
        let Some(uid) = integer(*node, "ResourceUID").filter(|uid| *uid >= 0) else { continue };
        let place = lines.place(*node);
        let Some(known) = resources.get(&uid) else {
            let what = format!("an assignment of {}", shown(&item.title));
            draft.left_out(what, format!("there is no resource {uid}"), &place);
            continue;
        };
        beside(*node, &known.name, item);
        if known.role == Role::Paid {
            let cost = money(*node, "Cost").map_or(0, |cost| cost.0);
            if cost > 0 {
                item.cost = Some(Number(item.cost.unwrap_or_default().0.saturating_add(cost)));
            }
            continue;
        }
        let units = number(*node, "Units").map_or(1000, |units| units.0);
        let work = duration(*node, "Work").unwrap_or(0);
        if units <= 0 {
            let what = format!("{} on {}", shown(&known.name), shown(&item.title));
            draft.left_out(what, "no time is asked of them", &place);
            continue;
        }
        let mut assignee = Assignee::whole(Target::Key(key(uid)));
        let is_exact = match known.role {
            Role::Person(whole) => {
                let share = (units * 1000).checked_div(whole).unwrap_or(1000);
                if share > 1000 {
                    let what = format!("{} on {}", shown(&known.name), shown(&item.title));
                    let why = "more is asked of them than they have: it is all of their time";
                    draft.changed(what, why, &place);
                }
                assignee.share = Some(share).filter(|share| *share < 1000);
                share <= 1000 && share * whole == units * 1000
            }
            _ if units % 1000 == 0 => {
                assignee.units = Some(units / 1000).filter(|units| *units != 1);
                true
            }
            _ => {
                assignee.share = Some(units);
                true
            }
        };
        item.people.push(assignee);
        let calendar = known.calendar;
        let part = Part { units, work, presence: known.presence, is_away: known.is_away };
        shares.push(Share { part, is_exact, calendar });
    }
    let is_even = |share: &Share| share.part.work.saturating_mul(1000) == share.part.units * length;
    let work: i64 = shares.iter().map(|share| share.part.work).sum();
    let is_one = shares.len() == 1;
    let is_effort = work > 0
        && shares.iter().all(|share| is_even(share) && share.is_exact)
        && (is_one || shares.iter().all(|share| !share.part.is_away && share.calendar.is_none()));
    if let (false, Some(first)) = (shares.iter().all(is_even), nodes.first()) {
        let what = format!("the work on {}", shown(&item.title));
        let why = "it is not as much as the duration and shares of those who do it, which are kept";
        draft.changed(what, why, &lines.place(*first));
    }
    let lasts = |share: &Share| share.part.work.saturating_mul(1000) / share.part.units;
    Work {
        effort: is_effort.then_some(work),
        total: work,
        longest: shares.iter().map(lasts).max().unwrap_or(0),
        calendars: shares.iter().map(|share| share.calendar).collect(),
        parts: shares.iter().map(|share| share.part).collect(),
    }
}

/// What an assignment says beside who and how much: its note and link are the task's.
fn beside(node: Node<'_, '_>, name: &str, item: &mut Item) {
    if let Some(note) = text(node, "Notes") {
        let before = item.note.take().map_or_else(String::new, |note| note + "\n\n");
        item.note = Some(format!("{before}{name}: {note}"));
    }
    item.links.extend(link(node));
}

/// The web address of a task or assignment, with what it is called.
pub(super) fn link(node: Node<'_, '_>) -> Option<(Option<String>, String)> {
    let mut address = text(node, "HyperlinkAddress")?.to_owned();
    if let Some(inner) = text(node, "HyperlinkSubAddress") {
        address = format!("{address}#{inner}");
    }
    let title = text(node, "Hyperlink").filter(|title| *title != address);
    Some((title.map(ToOwned::to_owned), address))
}

/// The first day on which somebody's work pauses though they are there: the task is split. `is_open` is asked with the UID of a
/// resource and a day.
pub(super) fn pause(
    nodes: &[Node<'_, '_>],
    mut is_open: impl FnMut(i64, Date) -> bool,
) -> Option<Date> {
    /// Work that is spread by hand.
    const CONTOURED: i64 = 8;
    let by_hand = nodes.iter().filter(|node| integer(**node, "WorkContour") == Some(CONTOURED));
    by_hand.copied().find_map(|node| pause_of(node, &mut is_open))
}

fn pause_of(node: Node<'_, '_>, is_open: &mut impl FnMut(i64, Date) -> bool) -> Option<Date> {
    /// Work that is done, and work that is to be done.
    const WORK: [i64; 2] = [1, 2];
    const BY_DAY: i64 = 2;
    let uid = integer(node, "ResourceUID").unwrap_or(-1);
    let mut paused = None;
    let mut has_begun = false;
    for piece in all(node, "TimephasedData") {
        if !integer(piece, "Type").is_some_and(|kind| WORK.contains(&kind)) {
            continue;
        }
        let works = duration(piece, "Value").is_some_and(|work| work > 0);
        if works && paused.is_some() {
            return paused;
        }
        has_begun |= works;
        let first = moment(piece, "Start")?.date;
        let is_day = integer(piece, "Unit") == Some(BY_DAY);
        if !works && has_begun && is_day && paused.is_none() && is_open(uid, first) {
            paused = Some(first);
        }
    }
    None
}
