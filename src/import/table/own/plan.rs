//! The rows of the plan: what they say in columns that no other table has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::super::amounts::{amount, number, predecessor};
use super::super::super::draft::{After, Basis, Limit, score_word};
use super::super::super::{
    Amount, Assignee, Draft, Estimate, Item, Lag, Number, ScoreWord, Target, Unit, When, shown,
};
use super::super::Row;
use super::{day, iso, named, pieces, said, whole};

/// Where a date of an item is.
type Slot = fn(&mut Item) -> &mut Option<When>;

/// Dates that may have an hour, each below its header.
const HOURS: [(&str, Slot); 4] = [
    ("not before", |item| &mut item.not_before),
    ("deadline", |item| &mut item.deadline),
    ("actual start", |item| &mut item.started),
    ("actual end", |item| &mut item.finished),
];

/// What a row says in columns of its own.
pub(super) fn row(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    named(row, item, draft);
    item.is_exact = true;
    match row.below("state").to_lowercase().as_str() {
        "done" => item.is_done = true,
        "dropped" => item.is_dropped = true,
        _ => {}
    }
    for (header, slot) in HOURS {
        let slot = slot(item);
        *slot = day(row, header).or(*slot);
    }
    if let Some(promise) = day(row, "promised").filter(|day| day.minute.is_some()) {
        item.promised = Some(promise.to_string());
    }
    // What remains says more than a share, and both can't be said.
    let is_shared = !item.is_done && item.remaining.is_none();
    item.progress = item.progress.filter(|share| *share > 0 && is_shared);
    if row.below("priority") == "500" {
        item.priority = Some(500);
    }
    each(row, "constraint", item, draft, constraint);
    each(row, "within", item, draft, |said, item| match limit(said) {
        Some(limit) => {
            item.limits.push(limit);
            true
        }
        None => false,
    });
    let score = row.below("score");
    match self::score(score) {
        Some(words) => item.score = words,
        None => draft.left_out(shown(score), "it can't be read as a score", &item.place),
    }
    item.cost = whole::money(row.below("own cost"));
    item.budget = whole::money(row.below("budget"));
    item.estimate = estimate(row, item, draft);
    item.releases = pieces(row.below("release")).map(|path| Target::Key(path.into())).collect();
    people(row, item, draft);
}

/// Reads each piece of a cell; those that can't be read are told.
fn each(
    row: &Row<'_>,
    header: &str,
    item: &mut Item,
    draft: &mut Draft,
    read: impl Fn(&str, &mut Item) -> bool,
) {
    for piece in pieces(row.below(header)) {
        if !read(piece, item) {
            let what = format!("{} in column `{header}`", shown(piece));
            draft.left_out(what, "it is none that is known", &item.place);
        }
    }
}

/// What has parts has its length and progress from them; what its parts have from it is not said of them again.
pub(super) fn only_of_parts(all: &mut [Item]) {
    let outer: FxHashMap<String, Item> =
        all.iter().map(|item| (item.key.clone(), inherited(item))).collect();
    let wholes: FxHashSet<String> =
        all.iter().filter_map(|item| Some(item.parent.as_ref()?.said().to_owned())).collect();
    for item in all {
        if wholes.contains(&item.key) {
            (item.estimate, item.progress, item.remaining) = (None, None, None);
        }
        let parent = item.parent.as_ref().and_then(|parent| outer.get(parent.said()));
        let Some(outer) = parent else { continue };
        item.objectives.retain(|one| !outer.objectives.contains(one));
        item.releases.retain(|one| !outer.releases.contains(one));
        item.tags.retain(|one| !outer.tags.contains(one));
        let usual = outer.priority.unwrap_or(500);
        item.priority = item.priority.filter(|one| *one != usual);
        item.calendar = item.calendar.filter(|one| Some(*one) != outer.calendar);
        if item.people == outer.people && item.either == outer.either {
            (item.people, item.either) = (Vec::new(), Vec::new());
        }
    }
}

/// What an item hands on to its parts.
fn inherited(item: &Item) -> Item {
    Item {
        objectives: item.objectives.clone(),
        releases: item.releases.clone(),
        tags: item.tags.clone(),
        priority: item.priority,
        calendar: item.calendar,
        people: item.people.clone(),
        either: item.either.clone(),
        ..Item::default()
    }
}

/// Who works on it: `ana 50%; bo`, several of a team as `web 200%`, and of `cem|dana` one.
fn people(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    (item.people, item.either) = (Vec::new(), Vec::new());
    for piece in pieces(row.below("people")) {
        let all: Vec<(&str, Option<i64>)> = piece.split('|').map(one).collect();
        let key = |name: &str| Target::Key(name.into());
        if let [(name, share)] = all.as_slice() {
            let units = share.filter(|share| *share > 1000 && share % 1000 == 0);
            item.people.push(Assignee {
                who: key(name),
                share: share.filter(|_| units.is_none()),
                units: units.map(|units| units / 1000),
            });
            continue;
        }
        if all.iter().any(|(_, share)| share.is_some()) {
            let why = "of several who would do, all of one is needed";
            draft.changed(format!("the shares of {}", shown(piece)), why, &item.place);
        }
        item.either.push(all.into_iter().map(|(name, _)| key(name)).collect());
    }
}

/// A name, and the share behind it.
fn one(piece: &str) -> (&str, Option<i64>) {
    let share = |share: &str| Some(number(share.strip_suffix('%')?)?.0 / 100);
    let split = piece.trim().rsplit_once(' ');
    let split = split.and_then(|(name, behind)| Some((name.trim(), Some(share(behind)?))));
    split.unwrap_or((piece.trim(), None))
}

/// The estimate of a row: what was said, unless somebody changed how long it takes.
fn estimate(row: &Row<'_>, item: &Item, draft: &mut Draft) -> Option<Estimate> {
    let cell = said(row, "estimate");
    let estimate = cell.and_then(self::said_estimate);
    if let (Some(cell), None) = (cell, estimate) {
        draft.left_out(shown(cell), "it can't be read as an estimate", &item.place);
    }
    match (estimate, cell) {
        (Some(said), _) if !is_changed(row, said) => Some(said),
        (Some(_), Some(cell)) => {
            let what = format!("the estimate {}", shown(cell));
            draft.decided(what, "another column has another length, which is kept", &item.place);
            counted(row, item, draft)
        }
        _ => {
            let is_fixed = item.from.is_some() && item.to.is_some();
            let is_known = is_fixed || item.finished.is_some();
            if is_known { None } else { counted(row, item, draft) }
        }
    }
}

/// `10d`, `4d..6d..14d`, `effort 5d`, `elapsed 2d..3d`.
fn said_estimate(cell: &str) -> Option<Estimate> {
    let words = [("effort ", Basis::Effort), ("elapsed ", Basis::Elapsed)];
    let of_word =
        words.into_iter().find_map(|(word, basis)| Some((basis, cell.strip_prefix(word)?)));
    let (basis, cell) = of_word.unwrap_or((Basis::Working, cell));
    let amounts = cell.split("..").map(|piece| Some(amount(piece, Some(Unit::Days))?.0));
    let amounts: Vec<Amount> = amounts.collect::<Option<_>>()?;
    Some(match (amounts.as_slice(), basis) {
        ([one], Basis::Working) => Estimate::Duration(*one),
        ([one], Basis::Effort) => Estimate::Effort(*one),
        ([one], Basis::Elapsed) => Estimate::Elapsed(*one),
        ([best, worst], Basis::Working) => Estimate::Range(*best, *worst),
        ([best, worst], basis) => Estimate::Between(basis, *best, None, *worst),
        ([best, likely, worst], basis) => Estimate::Between(basis, *best, Some(*likely), *worst),
        _ => return None,
    })
}

/// Whether the column of working days, or that of efforts, has another number than an estimate in days.
fn is_changed(row: &Row<'_>, said: Estimate) -> bool {
    let middle = |best: Amount, worst: Amount| Number(i64::midpoint(best.number.0, worst.number.0));
    let (header, likely, unit) = match said {
        Estimate::Duration(one) => ("duration", one.number, one.unit),
        Estimate::Effort(one) => ("effort", one.number, one.unit),
        Estimate::Range(best, worst) if best.unit == worst.unit => {
            ("duration", middle(best, worst), best.unit)
        }
        Estimate::Between(Basis::Working, _, Some(likely), _) => {
            ("duration", likely.number, likely.unit)
        }
        Estimate::Between(Basis::Effort, _, Some(likely), _) => {
            ("effort", likely.number, likely.unit)
        }
        _ => return false,
    };
    let told = amount(row.below(header), Some(Unit::Days));
    let told = told.filter(|(told, _)| unit == Unit::Days && told.unit == Unit::Days);
    told.is_some_and(|(told, _)| told.number.0.abs_diff(likely.0) > 1)
}

/// The estimate that the columns of working days make.
fn counted(row: &Row<'_>, item: &Item, draft: &mut Draft) -> Option<Estimate> {
    let days = |header| {
        amount(row.below(header), Some(Unit::Days)).filter(|(amount, _)| amount.number.0 > 0)
    };
    let (duration, effort) = (days("duration"), days("effort"));
    let likely = effort.or(duration);
    let range = days("best").zip(days("worst"));
    if let (Some(((best, is_elapsed), (worst, _))), Some((likely, _))) = (range, likely) {
        let is_mean = likely.unit == best.unit
            && likely.number.0 == i64::midpoint(best.number.0, worst.number.0);
        let is_between =
            likely.unit == best.unit && (best.number..=worst.number).contains(&likely.number);
        let basis = match (effort.is_some(), is_elapsed) {
            (true, _) => Basis::Effort,
            (false, true) => Basis::Elapsed,
            (false, false) => Basis::Working,
        };
        if is_between && basis == Basis::Working && is_mean {
            return Some(Estimate::Range(best, worst));
        }
        if is_between {
            let likely = Some(likely).filter(|_| !is_mean);
            return Some(Estimate::Between(basis, best, likely, worst));
        }
        let what = format!("the range of {}", shown(&item.title));
        draft.left_out(what, "what is likely is not within it, and is kept", &item.place);
    }
    match (effort, duration) {
        (Some((effort, _)), _) => Some(Estimate::Effort(effort)),
        (_, Some((duration, true))) => Some(Estimate::Elapsed(duration)),
        (_, Some((duration, false))) => Some(Estimate::Duration(duration)),
        (None, None) => None,
    }
}

/// `must start on 2026-03-02`, `on 2026-03-02..2026-03-06`, `as late as possible`, `start no earlier than 2026-03-02`.
fn constraint(said: &str, item: &mut Item) -> bool {
    let dates = iso();
    let day = |word: &str| said.strip_prefix(word).and_then(|rest| dates.read(rest));
    let span = |word: &str| {
        let (first, last) = said.strip_prefix(word)?.split_once("..")?;
        Some((dates.read(first)?, dates.read(last)?))
    };
    match said {
        "as late as possible" => item.is_late = true,
        "may pause" => item.is_split = true,
        _ => {
            if let Some((first, last)) = span("during ") {
                (item.from, item.to, item.is_during) = (Some(first), Some(last), true);
            } else if let Some((first, last)) = span("on ") {
                (item.from, item.to) = (Some(first), Some(last));
            } else if let Some(day) = day("on ") {
                (item.from, item.to) = (None, Some(day));
            } else if let Some(day) = day("must start on ") {
                item.from = Some(day);
            } else if let Some(day) = day("must finish on ") {
                item.to = Some(day);
            } else if let Some(day) = day("start no earlier than ") {
                item.not_before = item.not_before.max(Some(day));
            } else if let Some(day) = day("finish no earlier than ") {
                item.ends_not_before = item.ends_not_before.max(Some(day));
            } else {
                return false;
            }
        }
    }
    true
}

/// `5d after core.api`, `2ed after core.page SS+1d`, `5d after 2026-04-01`.
fn limit(said: &str) -> Option<Limit> {
    let (within, after) = said.split_once(" after ")?;
    let (amount, is_elapsed) = amount(within, Some(Unit::Days))?;
    let after = match iso().read(after) {
        Some(day) => After::Day(day),
        None => After::Point(predecessor(after).filter(|waits| waits.share.is_none())?.link),
    };
    Some(Limit { within: Lag { amount, is_elapsed }, after })
}

/// `reach 40000 impact 2 confidence 50%`; nothing of what is none.
fn score(said: &str) -> Option<Vec<(ScoreWord, Number)>> {
    let mut words = said.split_whitespace();
    let mut all = Vec::new();
    while let Some(word) = words.next() {
        let word = score_word(word)?;
        all.push((word, number(words.next()?.trim_end_matches('%'))?));
    }
    Some(all)
}
