//! Who works on a task, with how much of their time, and whether that is work to be done or time that passes.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::resources::{Resources, Role, key};
use super::values::{duration, integer, moment, money, number};
use crate::import::draft::{Assignee, Draft, Item, Target};
use crate::import::input::shown;
use crate::import::values::Number;
use crate::import::xml::{Lines, all, child, text};
use crate::time::{Date, Moment};

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
        let mut is_exact = true;
        if let Role::Person(whole) = known.role {
            let share = (units * 1000).checked_div(whole).unwrap_or(1000);
            if share > 1000 {
                let what = format!("{} on {}", shown(&known.name), shown(&item.title));
                let why = "more is asked of them than they have: it is all of their time";
                draft.changed(what, why, &place);
            }
            assignee.share = Some(share).filter(|share| *share < 1000);
            is_exact = share <= 1000 && share * whole == units * 1000;
        } else if units % 1000 == 0 {
            assignee.units = Some(units / 1000).filter(|units| *units != 1);
        } else {
            assignee.share = Some(units);
        }
        item.people.push(assignee);
        let calendar = known.calendar;
        let part = Part { units, work, presence: known.presence, is_away: known.is_away };
        shares.push(Share { part, is_exact, calendar });
    }
    let is_even = |share: &Share| share.part.work.saturating_mul(1000) == share.part.units * length;
    if let (false, Some(first)) = (shares.iter().all(is_even), nodes.first()) {
        let what = format!("the work on {}", shown(&item.title));
        let why = "it is not as much as the duration and shares of those who do it, which are kept";
        draft.changed(what, why, &lines.place(*first));
    }
    let is_exact = shares.iter().all(|share| is_even(share) && share.is_exact);
    Work::of(&shares, is_exact)
}

impl Work {
    /// The work of those who do it; whether it is what the duration and their shares say.
    fn of(shares: &[Share], is_exact: bool) -> Self {
        let work: i64 = shares.iter().map(|share| share.part.work).sum();
        let is_free = |share: &Share| !share.part.is_away && share.calendar.is_none();
        let is_effort = work > 0 && is_exact && (shares.len() == 1 || shares.iter().all(is_free));
        let lasts = |share: &Share| share.part.work.saturating_mul(1000) / share.part.units;
        Self {
            effort: is_effort.then_some(work),
            total: work,
            longest: shares.iter().map(lasts).max().unwrap_or(0),
            calendars: shares.iter().map(|share| share.calendar).collect(),
            parts: shares.iter().map(|share| share.part).collect(),
        }
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

/// Work that pauses though those who do it are there: the days, and the hours that are left of each.
pub(super) type Pause = Vec<(Date, Vec<(u16, u16)>)>;

/// The pauses of a task that is split. Ok if they are the same for all who work on it. `hours` says of the UID of a resource and a
/// day when they work.
pub(super) fn pauses(
    nodes: &[Node<'_, '_>],
    mut hours: impl FnMut(i64, Date) -> Vec<(u16, u16)>,
) -> Result<Vec<Pause>, Vec<Pause>> {
    /// Work that is spread by hand.
    const CONTOURED: i64 = 8;
    let by_hand = nodes.iter().filter(|node| integer(**node, "WorkContour") == Some(CONTOURED));
    let mut all = by_hand.map(|node| {
        let uid = integer(*node, "ResourceUID").unwrap_or(-1);
        pauses_of(*node, |day| hours(uid, day))
    });
    let Some(first) = all.next() else { return Ok(Vec::new()) };
    let others: Vec<_> = all.collect();
    if others.len() + 1 == nodes.len() && others.iter().all(|other| *other == first) {
        return Ok(first);
    }
    let found = others.into_iter().fold(first, |found, more| [found, more].concat());
    if found.is_empty() { Ok(found) } else { Err(found) }
}

/// The times between two pieces of work in which there is time to work.
fn pauses_of(node: Node<'_, '_>, mut hours: impl FnMut(Date) -> Vec<(u16, u16)>) -> Vec<Pause> {
    /// No pause has so many days.
    const LONGEST: i32 = 3 * 366;
    /// Work that is done, and work that is to be done.
    const WORK: [i64; 2] = [1, 2];
    let of = |piece: Node<'_, '_>| {
        integer(piece, "Type").filter(|kind| WORK.contains(kind))?;
        duration(piece, "Value").filter(|work| *work > 0)?;
        let at =
            |name| moment(piece, name).map(|when| Moment::at(when.date, when.minute.unwrap_or(0)));
        at("Start").zip(at("Finish"))
    };
    let mut worked: Vec<(Moment, Moment)> = all(node, "TimephasedData").filter_map(of).collect();
    worked.sort_unstable();
    let between = worked.iter().zip(worked.iter().skip(1));
    let between = between.filter(|((_, from), (to, _))| from < to);
    let pauses = between.map(|((_, from), (to, _))| {
        let (first, last) = (from.date().days(), to.date().days());
        let days = (first..=last.min(first.saturating_add(LONGEST))).map(i64::from);
        let days = days.filter_map(Date::from_days).filter_map(|day| {
            let all = hours(day);
            let left = outside(&all, day, (*from, *to));
            (left != all).then_some((day, left))
        });
        days.collect::<Pause>()
    });
    pauses.filter(|pause| !pause.is_empty()).collect()
}

/// The hours of a day that lie outside of a time.
fn outside(hours: &[(u16, u16)], day: Date, (from, to): (Moment, Moment)) -> Vec<(u16, u16)> {
    let within = |moment: Moment| moment.since(Moment::start_of(day)).0.clamp(0, 24 * 60);
    let minute = |moment: Moment| u16::try_from(within(moment)).unwrap_or(0);
    let (from, to) = (minute(from), minute(to));
    let parts = hours
        .iter()
        .flat_map(|(opens, closes)| [(*opens, from.min(*closes)), (to.max(*opens), *closes)]);
    parts.filter(|(opens, closes)| opens < closes).collect()
}
