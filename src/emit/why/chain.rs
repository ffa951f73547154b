//! The chain, an item a sentence; what is beside it; and who works on it.

use super::Told;
use super::cause::{clause, has_waited, is_joint, place, rivals, rivals_for};
use super::phrases::Phrases;
use crate::check::words;
use crate::model::{Anchor, Dependency, Edge, EstimateBasis, ItemId, ResourceKind};
use crate::plan::why::{Beside, Link, Pause, Why};
use crate::schedule::{Constraint, Driver, State, Step, disregarded};
use crate::text::{Span, one_line};

/// How many pauses are named in a sentence; the rest is counted.
const PAUSES: usize = 3;
/// How many people are named.
const PEOPLE: usize = 4;

/// The chain, an item a sentence.
pub(super) fn told(phrases: &Phrases<'_>, links: &[Link]) -> Vec<Told> {
    let same = |one: &Link, next: &Link| {
        one.reason.item == next.reason.item && one.reason.edge != next.reason.edge
    };
    let groups = links.chunk_by(same);
    groups.filter_map(|group| told_of(phrases, group)).collect()
}

/// One item: its end and its start, or only the one of its points that counts.
fn told_of(phrases: &Phrases<'_>, group: &[Link]) -> Option<Told> {
    let (first, last) = (group.first()?, group.last()?);
    let is_shared = group.len() > 1 && is_joint(phrases, &first.reason);
    let is_run = is_shared || group.len() > 1 && first.reason.driver == Driver::Estimate;
    let main = match (first.reason.driver, first.reason.edge) {
        _ if is_run && first.reason.edge == Edge::End => takes(phrases, first, last),
        (Driver::Estimate, Edge::Start) => counted_back(phrases, first),
        (Driver::Remaining, _) => remains(phrases, first),
        (Driver::Part(part), edge) => {
            let which = match edge {
                _ if phrases.item(first.reason.item).kind().is_point() => {
                    "the last that ships in it"
                }
                Edge::Start => "the first in it",
                Edge::End => "the last in it",
            };
            format!("{} with {}, {which}", stands(phrases, first), phrases.title(part))
        }
        (Driver::Actual, Edge::End) => stands_done(phrases, first),
        _ => stands(phrases, first),
    };
    let says_all = first.reason.driver == Driver::Actual && first.reason.edge == Edge::End;
    let because = clause(phrases, last).filter(|_| !says_all);
    let mut sentence = match because {
        Some(because) => format!("{main}, because {because}"),
        None => main,
    };
    if let Some(longer) = clause(phrases, first).filter(|_| is_shared) {
        sentence = format!("{sentence}; {longer}");
    }
    let waited: Vec<&Pause> =
        if has_waited(last.reason.step) { last.pauses.iter().collect() } else { Vec::new() };
    let within: Vec<&Pause> = if is_run || first.reason.driver == Driver::Remaining {
        first.pauses.iter().collect()
    } else {
        Vec::new()
    };
    let pauses: Vec<&Pause> = waited.into_iter().chain(within).collect();
    if !pauses.is_empty() {
        let told: Vec<String> = pauses.iter().map(|pause| phrases.pause(pause)).collect();
        sentence = format!("{sentence}; {}", words::list(&told, PAUSES));
    }
    let early = disregarded(phrases.schedule, phrases.item(first.reason.item)).next();
    if let Some(told) = early.and_then(|early| disregard(phrases, first.reason.item, early)) {
        sentence = format!("{sentence}; {told}");
    }
    if let Some(told) = blocked(phrases, first.reason.item) {
        sentence = format!("{sentence}; {told}");
    }
    let mut places: Vec<Span> =
        group.iter().filter_map(|link| place(phrases, &link.reason)).collect();
    places.extend(group.iter().flat_map(|link| rivals(phrases, &link.reason)));
    if places.is_empty() || matches!(last.reason.driver, Driver::RoadmapStart) && group.len() == 1 {
        places.insert(0, phrases.item(first.reason.item).span());
    }
    places.extend(pauses.iter().take(PAUSES).filter_map(|pause| pause.span));
    places.extend(early.map(|dependency| dependency.span));
    Some(Told { sentence, places })
}

/// `it is blocked: waiting for legal`
fn blocked(phrases: &Phrases<'_>, item: ItemId) -> Option<String> {
    let why = phrases.item(item).extras().blocked()?;
    phrases.timing(item).state.is_open().then(|| format!("it is blocked: {}", one_line(why)))
}

/// `` it is under way, and no longer waits for `Design`, which ends on 27 March ``
fn disregard(phrases: &Phrases<'_>, item: ItemId, dependency: &Dependency) -> Option<String> {
    let Anchor::Item(awaited, edge) = dependency.anchor else { return None };
    let is_done = phrases.timing(item).state == State::Done;
    let has = if is_done { "it did not wait" } else { "it is under way, and no longer waits" };
    let (awaited, stands) = (phrases.title(awaited), phrases.stands(awaited, edge));
    Some(format!("{has} for {awaited}, which {stands}"))
}

/// `` `Build` takes 15d, from 12 March to 1 April ``
fn takes(phrases: &Phrases<'_>, end: &Link, start: &Link) -> String {
    let item = phrases.item(end.reason.item);
    let period = phrases.span(item.id, (start.reason.moment, end.reason.moment));
    let period = if phrases.timing(item.id).is_start_open {
        format!("{period} at the earliest")
    } else {
        period
    };
    let title = phrases.title(item.id);
    if phrases.timing(item.id).state == State::Done {
        return format!("{title} is done, nobody knows when; by its estimate it was {period}");
    }
    match item.data().estimate {
        None if matches!(end.reason.step, Step::Work(time) if time.0 == 0) => {
            format!("{title} has no estimate, and is shown {period}")
        }
        Some(estimate) if estimate.is_range() => {
            let likely = phrases.amount(estimate.likely);
            format!(
                "{title} takes {likely} (the likely value of {}), {period}",
                phrases.quoted(estimate.span)
            )
        }
        Some(estimate) => {
            let written = phrases.model.sources.text(estimate.span);
            let basis = match estimate.basis {
                EstimateBasis::Effort if !written.starts_with("effort") => "effort ",
                EstimateBasis::Elapsed if !written.starts_with("elapsed") => "elapsed ",
                _ => "",
            };
            format!("{title} takes {basis}{written}, {period}")
        }
        None => format!("{title} takes what remains of it, {period}"),
    }
}

/// `` `Build` starts on 12 March, so that its 15d are over on 1 April ``
fn counted_back(phrases: &Phrases<'_>, start: &Link) -> String {
    let item = start.reason.item;
    let end = phrases.when(item, phrases.timing(item).end, Edge::End);
    let amount = match start.reason.step {
        Step::Back(time) => phrases.amount(time),
        _ => String::new(),
    };
    format!("{}, so that its {amount} end on {end}", stands(phrases, start))
}

/// `` what remains of `Build` (3d) takes from today, 11 May, to 13 May ``
fn remains(phrases: &Phrases<'_>, end: &Link) -> String {
    let title = phrases.title(end.reason.item);
    let amount = match end.reason.step {
        Step::Work(time) => format!(" ({})", phrases.amount(time)),
        _ => String::new(),
    };
    let from = end.reason.asked.date();
    let is_today = Some(from) == phrases.model.header.today;
    let to = phrases.spoken_at(end.reason.item, end.reason.moment, Edge::End);
    if to.date() == from {
        let day = Phrases::day(from);
        let on = match (is_today, to.hour()) {
            (true, Some(hour)) => format!("today, {day}, until {hour}"),
            (true, None) => format!("today, {day}"),
            (false, Some(hour)) => format!("{day} until {hour}"),
            (false, None) => day,
        };
        return format!("what remains of {title}{amount} takes {on}");
    }
    let from =
        if is_today { format!("today, {},", Phrases::day(from)) } else { Phrases::day(from) };
    format!("what remains of {title}{amount} takes from {from} to {}", Phrases::said(to))
}

/// `` `Build` ends on 1 April ``
fn stands(phrases: &Phrases<'_>, link: &Link) -> String {
    let (item, edge) = (link.reason.item, link.reason.edge);
    format!("{} {}", phrases.title(item), phrases.stands(item, edge))
}

/// `` `Build` was done on 1 April ``
fn stands_done(phrases: &Phrases<'_>, link: &Link) -> String {
    let day = phrases.when(link.reason.item, link.reason.moment, Edge::End);
    format!("{} was done on {day}", phrases.title(link.reason.item))
}

/// `` `Go live` waits for `Content` too, which ends on 11 March: 14 working days to spare ``; nothing of what is over.
pub(super) fn told_beside(phrases: &Phrases<'_>, beside: &Beside) -> Option<Told> {
    let (item, ask) = (beside.item, beside.ask);
    let who = phrases.title(item);
    let is_open = beside.is_open(phrases.model, phrases.schedule);
    let spare = if is_open { "not estimated".to_owned() } else { spare(&ask) };
    let stands = |item, edge| phrases.stands(item, edge);
    let (sentence, span) = match ask.driver {
        Driver::Part(part) => {
            let is_release = phrases.item(item).kind().is_point();
            let edge = if is_release { Edge::End } else { beside.edge };
            if is_over(phrases, part, edge) {
                return None;
            }
            let (part_title, stands) = (phrases.title(part), stands(part, edge));
            let verb = if is_release { "ships" } else { "holds" };
            let sentence = if is_release {
                format!("{part_title} {verb} in {who} too, and {stands}: {spare}")
            } else {
                format!("{who} {verb} {part_title} too, which {stands}: {spare}")
            };
            (sentence, phrases.item(part).span())
        }
        Driver::Dependency(id) => {
            let dependency = phrases.model.dependency(id);
            let lag = phrases.lag_to(dependency.lag);
            let whose = if ask.holder == item {
                who
            } else {
                format!("all of {}", phrases.title(ask.holder))
            };
            let sentence = match dependency.anchor {
                Anchor::Item(other, edge) if is_over(phrases, other, edge) => return None,
                Anchor::Item(other, edge) => format!(
                    "{whose} waits for {lag}{} too, which {}: {spare}",
                    phrases.title(other),
                    stands(other, edge)
                ),
                Anchor::Moment(moment) => {
                    format!("{whose} waits for {lag}{} too: {spare}", Phrases::moment(moment))
                }
            };
            (sentence, dependency.span)
        }
        Driver::Resource { resource, item: Some(first) } => {
            if is_over(phrases, first, Edge::End) {
                return None;
            }
            let busy = match phrases.model.resource(resource).data().kind {
                ResourceKind::Person => "who works on",
                _ => "which is needed for",
            };
            let sentence = format!(
                "{who} needs {} too, {busy} {} until {}{}: {spare}",
                phrases.name(resource),
                phrases.title(first),
                phrases.when(first, phrases.timing(first).end, Edge::End),
                if is_open { " or later" } else { "" }
            );
            let places = rivals_for(phrases, item, ask.driver);
            return Some(Told { sentence, places });
        }
        _ => return None,
    };
    Some(Told { sentence, places: vec![span] })
}

fn is_over(phrases: &Phrases<'_>, item: crate::model::ItemId, edge: Edge) -> bool {
    let timing = phrases.timing(item);
    timing.driver(edge) == Driver::Actual || timing.state == State::Done
}

/// `3 working days to spare`, `just as late`
fn spare(ask: &Constraint) -> String {
    if ask.spare_days > 0 {
        format!("{} to spare", words::working_days(ask.spare_days))
    } else if ask.spare.0 > 0 {
        "less than a working day to spare".to_owned()
    } else {
        "just as late".to_owned()
    }
}

/// `` `Ana Silva` works on 3 of its 5 tasks, 30 of 45 working days ``
pub(super) fn told_people(phrases: &Phrases<'_>, why: &Why) -> Vec<String> {
    let day = phrases.model.header.day.0.max(1);
    let days = |minutes: i64| (minutes + day / 2) / day;
    let (count, whole) = (why.work.len(), days(why.work.iter().map(|(_, time)| time.0).sum()));
    let people = why.people.iter().filter(|_| count > 1).take(PEOPLE).map(|one| {
        let (items, name) = (one.items.len(), phrases.name(one.who));
        let of = format!("{} of {}", days(one.time.0), words::working_days(whole));
        if items == count {
            format!("{name} works on all of it")
        } else {
            format!("{name} works on {items} of its {count} tasks, {of}")
        }
    });
    people.collect()
}
