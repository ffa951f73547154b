//! What would win a day, in sentences.

use super::phrases::Phrases;
use crate::check::words;
use crate::model::ItemId;
use crate::plan::why::{Change, DateOf, Why, Win};
use crate::schedule::{Driver, State};
use crate::time::{Date, Minutes};

/// How many items are named that each would do.
const NAMED: usize = 8;
/// How many changes are told; the rest is counted.
const TOLD: usize = 40;

/// What would win a day, the best first.
pub(super) fn told(phrases: &Phrases<'_>, why: &Why) -> Vec<String> {
    let on = if phrases.timing(why.item).is_open_at(why.edge) { "not before" } else { "on" };
    let verb = &format!("{} {on}", phrases.verb(why.item, why.edge));
    let mut told: Vec<String> = unestimated(phrases, why).into_iter().collect();
    let mut alone: &[Win] = &why.wins.alone;
    while let Some(first) = alone.first() {
        let same = alone.iter().take_while(|win| win.day == first.day).count();
        let (of_day, rest) = alone.split_at(same);
        told.extend(of_one_day(phrases, of_day, verb, first.day));
        alone = rest;
    }
    let more = told.len().saturating_sub(TOLD);
    if more > 0 {
        told.truncate(TOLD);
        let count = i64::try_from(more).unwrap_or(i64::MAX);
        told.push(format!("{} more, each alone", words::counted(count, "change")));
    }
    if let Some(together) = &why.wins.together {
        told.push(all_of_them(phrases, together, verb));
    }
    if told.is_empty() {
        if let Some(settled) = settled(phrases, why) {
            return vec![settled.to_owned()];
        }
        told.push(
            "no one thing: neither a few days less of any work, nor an absence less".to_owned(),
        );
    }
    if phrases.schedule.levelling.is_some() {
        told.push(
            "tried in the order of the levelled plan; levelling anew may win more".to_owned(),
        );
    }
    if why.wins.untried > 0 {
        let count = i64::try_from(why.wins.untried).unwrap_or(i64::MAX);
        told.push(format!(
            "{} more could have been tried: in so large a roadmap that takes long",
            words::counted(count, "change")
        ));
    }
    told
}

/// `` first an estimate of `Build`: without it nobody knows the day ``, of what the date rests on.
fn unestimated(phrases: &Phrases<'_>, why: &Why) -> Option<String> {
    if !phrases.timing(why.item).is_open_at(why.edge) {
        return None;
    }
    let of = |id: &ItemId| phrases.schedule.unestimated.iter().any(|one| one.item == *id);
    let mut chain: Vec<ItemId> = why.links.iter().map(|link| link.reason.item).filter(of).collect();
    chain.dedup();
    let titles: Vec<String> = chain.iter().map(|id| phrases.title(*id)).collect();
    let what = match titles.len() {
        0 => "all that it rests on".to_owned(),
        _ => words::list(&titles, NAMED),
    };
    Some(format!("first an estimate of {what}: without it nobody knows the day"))
}

/// Why nothing else than its own date would, where that is plain.
fn settled(phrases: &Phrases<'_>, why: &Why) -> Option<&'static str> {
    let first = why.links.first().map(|link| &link.reason);
    match first.map(|reason| reason.driver) {
        Some(Driver::Actual) => Some("nothing: it has happened"),
        _ if phrases.timing(why.item).state == State::Done => Some("nothing: it is done"),
        Some(Driver::FixedDate) => Some("another date: nothing else moves it"),
        _ => None,
    }
}

/// All that gives the same day: work of the same amount in one sentence, all else each in its own.
fn of_one_day(phrases: &Phrases<'_>, wins: &[Win], verb: &str, day: Date) -> Vec<String> {
    let outcome = format!("it {verb} {}", Phrases::day(day));
    let mut told = Vec::new();
    let mut shorter: Vec<(Minutes, Vec<ItemId>)> = Vec::new();
    for change in wins.iter().filter_map(|win| win.changes.first()) {
        match change {
            Change::Shorten(item, less) => match shorter.iter_mut().find(|(by, _)| by == less) {
                Some((_, items)) => items.push(*item),
                None => shorter.push((*less, vec![*item])),
            },
            _ => {
                told.extend(other(phrases, *change).map(|if_so| format!("{if_so}, and {outcome}")));
            }
        }
    }
    let shorter = shorter.into_iter().map(|(less, items)| {
        let titles: Vec<String> = items.iter().map(|item| phrases.title(*item)).collect();
        let any = if titles.len() > NAMED {
            words::list(&titles, NAMED)
        } else {
            words::list_or(&titles)
        };
        format!("{} less of {any}, and {outcome}", amount(phrases, less, items.first().copied()))
    });
    shorter.chain(told).collect()
}

fn amount(phrases: &Phrases<'_>, less: Minutes, of: Option<ItemId>) -> String {
    use crate::model::EstimateBasis;
    let estimate = of.and_then(|item| phrases.item(item).data().estimate);
    match estimate.map(|estimate| estimate.basis) {
        Some(EstimateBasis::Elapsed) => format!("elapsed {}", words::clock_amount(less)),
        Some(EstimateBasis::Effort) => format!("{} effort", phrases.amount(less)),
        _ => phrases.amount(less),
    }
}

/// Something else that is otherwise: `` `Ana Silva` not away from 6 to 8 April ``
fn other(phrases: &Phrases<'_>, change: Change) -> Option<String> {
    Some(match change {
        Change::Present(who, row) => {
            let absence = phrases.model.resource(who).data().absences.get(row)?;
            format!(
                "{} at work {}",
                phrases.name(who),
                Phrases::period(absence.first, absence.last)
            )
        }
        Change::StartsOn(day) => {
            format!("the roadmap a working day earlier, from {}", Phrases::day(day))
        }
        Change::NotLate(item) => format!("{} without `alap`", phrases.title(item)),
        Change::Moved(DateOf::Dependency(id), day) => {
            let dependency = phrases.model.dependency(id);
            format!(
                "{} a working day earlier, {}",
                phrases.quoted(dependency.span),
                Phrases::day(day)
            )
        }
        Change::Moved(DateOf::Fixed(item), day) => {
            let dates = phrases.item(item).dates();
            let span = dates.from.or(dates.to)?.span;
            format!(
                "{} of {} a working day earlier, {}",
                phrases.quoted(span),
                phrases.title(item),
                Phrases::day(day)
            )
        }
        _ => return None,
    })
}

/// What wins a day only together.
fn all_of_them(phrases: &Phrases<'_>, win: &Win, verb: &str) -> String {
    let each = win.changes.iter().filter_map(|change| match change {
        Change::Shorten(item, less) => {
            Some(format!("{} of {}", amount(phrases, *less, Some(*item)), phrases.title(*item)))
        }
        _ => None,
    });
    let each: Vec<String> = each.collect();
    let all = words::list(&each, NAMED);
    format!("only together: {all} less, and it {verb} {}", Phrases::day(win.day))
}
