//! What a task waits for, as planners write it in one cell: `10FS+1d,9`.

use super::super::{Amount, Lag, Link, LinkKind, Target, Unit};
use super::{amount, number};

/// Something that a task waits for.
#[derive(Clone, Debug)]
pub(in crate::import) struct Waits {
    /// What, which ends, and how much time between them.
    pub(in crate::import) link: Link,
    /// That time as a share of how long the other takes, in thousandths: `3FS+50%`.
    pub(in crate::import) share: Option<i64>,
}

/// Letters for the ends of links: of Project in English, German, French, Spanish, Portuguese, Italian, Dutch, Russian and Polish.
const KINDS: [(&str, LinkKind); 4] = [
    ("fs ea fd fc ti fi eb кн он zr", LinkKind::FinishToStart),
    ("ss aa dd cc ii bb нн rr", LinkKind::StartToStart),
    ("ff ee tt кк оо zz", LinkKind::FinishToFinish),
    ("sf ae df cf it if be нк но rz", LinkKind::StartToFinish),
];

/// What stands in a cell of predecessors, each as a key; what can't be read is an error with its text.
#[cfg(test)]
pub(super) fn predecessors(text: &str) -> impl Iterator<Item = Result<Waits, &str>> {
    pieces(text).map(|piece| predecessor(piece).ok_or(piece))
}

/// The pieces of a cell of predecessors. Semicolons and lines divide it, or commas where there are none of them: a comma may be that of
/// decimals.
pub(in crate::import) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let sign = if text.contains(';') { ';' } else { ',' };
    text.split(['\n', sign]).map(str::trim).filter(|piece| !piece.is_empty())
}

/// A predecessor as `GanttProject` writes it: `2-FS=P2D`, `3-SS`, `4-FS>P0D`, where `>` lets the link stretch.
fn of_gantt_project(piece: &str) -> Option<Waits> {
    let (to, link) = piece.split_once('-')?;
    let (letters, lag) = match link.split_once(['=', '>']) {
        Some((letters, lag)) => (letters, Some(lag.strip_prefix('P')?.strip_suffix('D')?)),
        None => (link, None),
    };
    let kind = match letters {
        "FS" => LinkKind::FinishToStart,
        "SS" => LinkKind::StartToStart,
        "FF" => LinkKind::FinishToFinish,
        "SF" => LinkKind::StartToFinish,
        _ => return None,
    };
    let days: i64 = lag.map_or(Some(0), |lag| lag.parse().ok())?;
    let lag = (days != 0).then_some(Lag { amount: Amount::days(days), is_elapsed: false });
    let is_number = !to.is_empty() && to.bytes().all(|it| it.is_ascii_digit());
    let link = Link { to: Target::Key(to.into()), kind, lag };
    is_number.then_some(Waits { link, share: None })
}

/// One piece of a cell of predecessors: `10FS+1d`.
pub(in crate::import) fn predecessor(piece: &str) -> Option<Waits> {
    if let Some(waits) = of_gantt_project(piece) {
        return Some(waits);
    }
    let (named, lag) = match split_lag(piece) {
        Some((named, lag)) => (named, Some(lag)),
        None => (piece, None),
    };
    let (to, kind) = split_kind(named);
    let to = to.trim();
    if to.is_empty() {
        return None;
    }
    let share = match lag {
        Some(Between::Share(share)) => Some(share),
        _ => None,
    };
    let lag = match lag {
        Some(Between::Time(lag)) if lag.amount.number.0 != 0 => Some(lag),
        _ => None,
    };
    let link = Link { to: Target::Key(to.into()), kind: kind.unwrap_or_default(), lag };
    Some(Waits { link, share })
}

#[derive(Clone, Copy)]
enum Between {
    Time(Lag),
    Share(i64),
}

/// What is named, and the time behind it: `+1d`, `-2 ed`, `+50%`. A bare number is one of days, but only behind the letters of a kind,
/// and a `-` belongs to a name (`PAY-12`, `fix-2d`) unless a kind, a number or a space stands before it.
fn split_lag(piece: &str) -> Option<(&str, Between)> {
    let at = piece.rfind(['+', '-', '−', '–'])?;
    let (named, rest) = piece.split_at_checked(at)?;
    let sign = rest.chars().next()?;
    let size = rest.get(sign.len_utf8()..)?.trim();
    let has_kind = split_kind(named).1.is_some();
    let is_row = named.bytes().all(|it| it.is_ascii_digit());
    if !(has_kind || is_row || sign == '+' || named.ends_with(' ')) {
        return None;
    }
    let direction = if sign == '+' { 1 } else { -1 };
    if let Some(percent) = size.strip_suffix('%') {
        return Some((
            named.trim(),
            Between::Share(number(percent.trim_end_matches('e'))?.0 / 100 * direction),
        ));
    }
    let (Amount { number, unit }, is_elapsed) = amount(size, has_kind.then_some(Unit::Days))?;
    let number = super::Number(number.0.checked_mul(direction)?);
    Some((named.trim(), Between::Time(Lag { amount: Amount { number, unit }, is_elapsed })))
}

/// What is named without the letters of a kind, which stand behind a digit, or alone behind a single word.
fn split_kind(named: &str) -> (&str, Option<LinkKind>) {
    let named = named.trim();
    let Some((at, _)) = named.char_indices().rev().nth(1) else { return (named, None) };
    let (Some(to), Some(letters)) = (named.get(..at), named.get(at..)) else {
        return (named, None);
    };
    let is_behind = to.ends_with(|it: char| it.is_ascii_digit())
        || (to.ends_with(' ') && !to.trim().contains(' ') && !to.trim().is_empty());
    let letters = letters.to_lowercase();
    let kind = KINDS.iter().find(|(all, _)| all.split(' ').any(|known| known == letters));
    match kind.filter(|_| is_behind) {
        Some((_, kind)) => (to.trim(), Some(*kind)),
        None => (named, None),
    }
}
