//! What a task waits for: the four kinds of links, and the time between their ends.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::tasks::key;
use super::values::{LONGEST, duration, flag, format, integer};
use crate::import::draft::{Draft, Lag, Link, LinkKind, Target};
use crate::import::input::shown;
use crate::import::values::Amount;
use crate::import::xml::{Lines, all, child, text};

/// By UID of a task: its duration in minutes.
pub(super) type Durations = FxHashMap<i64, i64>;

/// The durations of all tasks, of which lags may be shares.
pub(super) fn durations(project: Node<'_, '_>) -> Durations {
    let tasks = child(project, "Tasks").into_iter().flat_map(|list| all(list, "Task"));
    tasks.filter_map(|task| Some((integer(task, "UID")?, duration(task, "Duration")?))).collect()
}

/// The links of a task. Working time of a day is `day` minutes.
pub(super) fn read(
    task: Node<'_, '_>,
    (durations, day): (&Durations, i64),
    lines: &Lines,
    draft: &mut Draft,
) -> Vec<Link> {
    let name = shown(text(task, "Name").unwrap_or_default());
    let mut waits = Vec::new();
    for link in all(task, "PredecessorLink") {
        let place = lines.place(link);
        let Some(uid) = integer(link, "PredecessorUID") else {
            draft.left_out(format!("a link of {name}"), "it does not say to what", &place);
            continue;
        };
        if flag(link, "CrossProject") {
            let other = text(link, "CrossProjectName").unwrap_or("another file");
            let why = format!("what it waits for stands in {}", shown(other));
            draft.left_out(format!("a link of {name}"), why, &place);
            continue;
        }
        let kind = match integer(link, "Type") {
            Some(0) => LinkKind::FinishToFinish,
            Some(2) => LinkKind::StartToFinish,
            Some(3) => LinkKind::StartToStart,
            _ => LinkKind::FinishToStart,
        };
        let duration = durations.get(&uid).copied().unwrap_or_default();
        let lag = lag(link, (duration, day), &name, &place, draft);
        waits.push(Link { to: Target::Key(key(uid)), kind, lag });
    }
    waits
}

/// The time between the ends of a link: tenths of minutes, or per cent of what is waited for.
fn lag(
    link: Node<'_, '_>,
    (duration, day): (i64, i64),
    name: &str,
    place: &str,
    draft: &mut Draft,
) -> Option<Lag> {
    let said = integer(link, "LinkLag").filter(|lag| *lag != 0)?;
    let format = format(integer(link, "LagFormat"));
    let tenths = if format.is_share { duration.saturating_mul(said) / 10 } else { said };
    let minutes = (tenths.saturating_add(5)).div_euclid(10);
    if minutes.saturating_abs() > LONGEST {
        draft.left_out(format!("the lag of {name}"), "it is longer than a plan can be", place);
        return None;
    }
    let size = if format.is_elapsed { 1440 } else { day };
    let amount = Amount::of_minutes(minutes, size);
    if format.is_share {
        let why = format!("a lag is an amount of time: {amount} at the length that it has now");
        draft.changed(format!("the lag of {said}% of {name}"), why, place);
    } else if tenths != minutes.saturating_mul(10) {
        draft.changed(format!("the lag of {name}"), format!("it is rounded to {amount}"), place);
    }
    (minutes != 0).then_some(Lag { amount, is_elapsed: format.is_elapsed })
}
