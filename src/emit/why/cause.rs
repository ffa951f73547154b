//! The `because …` of a link: what decided a point.

use super::phrases::Phrases;
use crate::model::{Anchor, Assignment, Dependency, Edge, ItemId, Lag, ResourceId, ResourceKind};
use crate::plan::why::Link;
use crate::schedule::{self, Driver, Reason, Step};
use crate::text::Span;

/// Why a point is when it is, as a clause behind `because`; nothing where the sentence itself says it.
pub(super) fn clause(phrases: &Phrases<'_>, link: &Link) -> Option<String> {
    let reason = &link.reason;
    let item = phrases.item(reason.item);
    let clause = match reason.driver {
        Driver::Dependency(id) => awaited(phrases, reason, phrases.model.dependency(id)),
        Driver::RoadmapStart if Phrases::is_same_day(reason.moment, reason.asked) => {
            "the roadmap starts then".to_owned()
        }
        Driver::RoadmapStart => {
            format!("the roadmap starts on {}", Phrases::day(reason.asked.date()))
        }
        Driver::Today if reason.edge == Edge::Start => {
            format!("it isn't started, and today is {}", phrases.today())
        }
        Driver::Today => format!("it isn't done, and today is {}", phrases.today()),
        Driver::FixedDate => fixed(phrases, reason),
        Driver::Actual if reason.edge == Edge::Start && !item.kind().is_point() => {
            "it was started then".to_owned()
        }
        Driver::Actual => "that is when it was done".to_owned(),
        Driver::JustBefore(other) => {
            let edge =
                if reason.point == phrases.timing(other).end { Edge::End } else { Edge::Start };
            format!(
                "it is as late as possible, before {} {}",
                phrases.title(other),
                phrases.stands(other, edge)
            )
        }
        Driver::Deadline => format!(
            "it is as late as possible, and {} is the last day on which nothing is late for it",
            Phrases::day(reason.asked.last_day())
        ),
        Driver::RoadmapEnd => format!(
            "it is as late as possible, and the roadmap ends on {}",
            Phrases::day(reason.asked.last_day())
        ),
        Driver::Resource { resource, item: first } => busy(phrases, reason, resource, first),
        Driver::Part(_) | Driver::Estimate | Driver::Remaining => return None,
    };
    Some(clause)
}

/// `` `Design` ends on 11 March ``, with a lag, and with whose dependency it is.
fn awaited(phrases: &Phrases<'_>, reason: &Reason, dependency: &Dependency) -> String {
    let lag = dependency.lag;
    let is_end = dependency.edge == Edge::End && !phrases.item(reason.item).kind().is_point();
    let holder = (reason.holder != reason.item)
        .then(|| format!("all of {} waits for", phrases.title(reason.holder)));
    match dependency.anchor {
        Anchor::Moment(moment) => {
            let own = if is_end { "its end waits for" } else { "it waits for" };
            let who = holder.unwrap_or_else(|| own.to_owned());
            format!("{who} {}", with_lag(phrases, lag, &Phrases::moment(moment)))
        }
        Anchor::Item(other, edge) => {
            let (title, stands) = (phrases.title(other), stands_then(phrases, reason, other, edge));
            let whose = holder.map(|holder| format!(", which {holder},")).unwrap_or_default();
            let stands = format!("{title}{whose} {stands}");
            match (lag.minutes.0, is_end) {
                (0, false) => stands,
                (0, true) => format!("its end has to wait until {stands}"),
                (_, false) => format!("it has to wait until {}", with_lag(phrases, lag, &stands)),
                (_, true) => {
                    format!("its end has to wait until {}", with_lag(phrases, lag, &stands))
                }
            }
        }
    }
}

/// `ends on 11 March`; where the sentence has just said that day, `ends that day`, and with its hour, `ends then`.
fn stands_then(phrases: &Phrases<'_>, reason: &Reason, other: ItemId, edge: Edge) -> String {
    let is_said = reason.edge == Edge::End || phrases.item(reason.item).kind().is_point();
    let stands = phrases.stands(other, edge);
    let own = phrases.stands(reason.item, reason.edge);
    match (stands.rsplit_once(" on "), own.rsplit_once(" on ")) {
        (Some((verb, day)), Some((_, own))) if is_said && day == own => {
            let then = if day.contains(" at ") { "then" } else { "that day" };
            format!("{verb} {then}")
        }
        _ => stands,
    }
}

/// Whether it is the end of an effort by several, one of whom was needed elsewhere meanwhile.
pub(super) fn is_joint(phrases: &Phrases<'_>, reason: &Reason) -> bool {
    let is_end = reason.edge == Edge::End && reason.driver.resource().is_some();
    is_end && !phrases.schedule.stints(reason.item).is_empty()
}

/// `` `Ana Silva` works on `api` until 1 May ``: whom an item waits for, and what they do until then.
fn busy(phrases: &Phrases<'_>, reason: &Reason, who: ResourceId, first: Option<ItemId>) -> String {
    let name = phrases.name(who);
    // What is split may hand somebody on before its end.
    let is_joint = is_joint(phrases, reason);
    let end = first.map(|first| phrases.timing(first).end);
    let end = end.filter(|end| is_joint || *end <= reason.asked);
    let until = phrases.when(first.unwrap_or(reason.item), end.unwrap_or(reason.asked), Edge::End);
    let rests = match reason.edge {
        Edge::End if is_joint => "it takes longer while ",
        Edge::End => "it rests while ",
        Edge::Start => "",
    };
    match (first, phrases.model.resource(who).data().kind) {
        (Some(first), ResourceKind::Person) => {
            format!("{rests}{name} works on {} until {until}", phrases.title(first))
        }
        (Some(first), _) => {
            format!("{rests}{name} is needed for {} until {until}", phrases.title(first))
        }
        (None, _) if reason.step == Step::LastPlace => {
            format!("it is as late as possible, and behind that there is not enough of {name}")
        }
        (None, _) => format!("{rests}there is not enough of {name} until {until}"),
    }
}

/// Where it is written that an item and what it waits for need the same.
pub(super) fn rivals(phrases: &Phrases<'_>, reason: &Reason) -> Vec<Span> {
    rivals_for(phrases, reason.item, reason.driver)
}

/// Likewise of an item and something that it waits for.
pub(super) fn rivals_for(phrases: &Phrases<'_>, item: ItemId, driver: Driver) -> Vec<Span> {
    let Driver::Resource { resource, item: first } = driver else { return Vec::new() };
    let needs = |one: &&Assignment| {
        one.resource == resource
            || phrases.model.resource(one.resource).data().team == Some(resource)
    };
    let items = [Some(item), first].into_iter().flatten();
    let people = items.flat_map(|item| phrases.schedule.people(phrases.item(item)).iter());
    let mut spans: Vec<Span> = people.filter(needs).map(|one| one.span).collect();
    spans.dedup();
    spans
}

/// `2d after `Design` ends on 11 March`
fn with_lag(phrases: &Phrases<'_>, lag: Lag, point: &str) -> String {
    phrases.lag_to(lag) + point
}

/// `` `from 2026-03-02` fixes its start ``
fn fixed(phrases: &Phrases<'_>, reason: &Reason) -> String {
    let what = match reason.edge {
        _ if phrases.item(reason.item).kind().is_point() => "it",
        Edge::Start => "its start",
        Edge::End => "its end",
    };
    match place(phrases, reason) {
        Some(span) if reason.holder == reason.item => {
            format!("{} fixes {what}", phrases.quoted(span))
        }
        Some(span) => {
            format!("{} of {} fixes it", phrases.quoted(span), phrases.title(reason.holder))
        }
        None => "it is fixed".to_owned(),
    }
}

/// Where it is written what decided a point.
pub(super) fn place(phrases: &Phrases<'_>, reason: &Reason) -> Option<Span> {
    let item = phrases.item(reason.item);
    let own = Some(item.span()).filter(|_| reason.driver == Driver::Today);
    schedule::place(item, reason.edge, reason.driver).or(own)
}

/// Whether a start had to wait for working time behind what was asked for, for more than the night.
pub(super) const fn has_waited(step: Step) -> bool {
    matches!(step, Step::NextWork)
}
