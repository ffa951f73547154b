//! What a picture of loads says in words: its news, and what a bar is made of.

use std::cmp::Reverse;
use std::fmt::Write;

use super::super::header;
use super::super::label::{clean, shortened};
use super::super::page::near;
use super::facts::{Cell, Clash, Facts, Row};
use super::periods::{Period, Periods};
use crate::model::{Absence, ResourceKind, ResourceWalker};
use crate::plan::PlanView;
use crate::text::words::{counted, short_days, slack};
use crate::time::Minutes;

/// So many items are named in the words of a bar.
const MOST_ITEMS: usize = 8;
/// A name among others is cut here.
const NAME: usize = 36;

/// `40 %`
pub(super) fn percent(percent: i64) -> String {
    format!("{percent} %")
}

/// What is shown: span, day, who, in which periods.
pub(super) fn subtitle(view: &PlanView<'_, '_>, periods: &Periods) -> Vec<String> {
    let count = |kind: ResourceKind| {
        view.plan.model.resources().filter(|of| of.data().kind == kind).count()
    };
    let mut parts = vec![header::span(view.status)];
    parts.extend(view.plan.today().map(|today| format!("as of {}", today.long())));
    let who = [
        counted(count(ResourceKind::Team), "team"),
        counted(count(ResourceKind::Person), "person"),
        counted(count(ResourceKind::Resource), "resource"),
    ];
    let who: Vec<_> = who.into_iter().filter(|part| !part.starts_with("0 ")).collect();
    parts.push(who.join(", "));
    parts.push(format!("by {}", periods.word));
    let (unknown, all) = view.status.unestimated();
    if unknown > 0 {
        parts.push(format!("{unknown} of {all} items not estimated"));
    }
    parts
}

/// Who has too much, who has most, and who is free first.
pub(in crate::emit) struct News {
    /// Whether anybody has too much.
    pub(in crate::emit) is_overloaded: bool,
    /// In words.
    pub(in crate::emit) parts: Vec<String>,
}

/// The news of all rows.
pub(in crate::emit) fn news(view: &PlanView<'_, '_>, rows: &[Row<'_>], periods: &Periods) -> News {
    let mut all: Vec<&Facts<'_>> = Vec::new();
    for row in rows {
        if let Row::Of(facts) = row
            && !all.iter().any(|known| known.who.id == facts.who.id)
        {
            all.push(facts);
        }
    }
    // A team has too much where those in it have, mostly.
    let is_team = |facts: &&Facts<'_>| facts.who.data().kind == ResourceKind::Team;
    let (teams, people): (Vec<_>, Vec<_>) = all.into_iter().partition(is_team);
    let over = |of: &[&Facts<'_>]| of.iter().filter(|facts| facts.is_overloaded()).count();
    let shown = if over(&people) == 0 && over(&teams) > 0 { &teams } else { &people };
    let mut parts = vec![match (over(shown), shown.len()) {
        (0, _) => "Nobody has more to do than they can".to_owned(),
        (1, _) => {
            let one = shown.iter().find(|facts| facts.is_overloaded());
            let name = one.map(|facts| shortened(facts.who.title(), NAME)).unwrap_or_default();
            format!("{name} has more to do than can be done")
        }
        (over, all) => format!("{over} of {all} have more to do than they can"),
    }];
    let worst = shown.iter().filter_map(|facts| Some((facts.peak?, *facts)));
    let worst = worst.filter(|((percent, _), facts)| *percent > 100 && facts.is_overloaded());
    let worst = worst.max_by_key(|((percent, _), facts)| (*percent, Reverse(facts.who.id)));
    let busiest = people.iter().filter_map(|facts| Some((facts.busy()?, *facts)));
    let busiest = busiest.max_by_key(|(busy, facts)| (*busy, Reverse(facts.who.id)));
    parts.extend(match (worst, busiest) {
        (Some(((most, at), facts)), _) => {
            let when = periods.all.get(at).map(|period| when(*period, periods));
            let name = shortened(facts.who.title(), NAME);
            Some(format!("Most: {name}, {}{}", percent(most), when.unwrap_or_default()))
        }
        (None, Some((busy, facts))) if people.len() > 1 && busy > 0 => {
            Some(format!("Busiest: {}, {}", shortened(facts.who.title(), NAME), percent(busy)))
        }
        _ => None,
    });
    parts.extend(free_first(view, &people));
    News { is_overloaded: over(shown) > 0, parts }
}

/// ` in the week of 2 Mar`
fn when(period: Period, periods: &Periods) -> String {
    let (first, last) = period.days();
    if first == last {
        return format!(" on {}", first.short());
    }
    format!(" in the {} of {}", clean(&periods.word), first.short())
}

/// Who has nothing to do, or nothing more before all others.
fn free_first(view: &PlanView<'_, '_>, people: &[&Facts<'_>]) -> Option<String> {
    let free: Vec<_> = people.iter().filter(|facts| facts.free_from.is_none()).collect();
    let name = |facts: &Facts<'_>| shortened(facts.who.title(), NAME).into_owned();
    match free.as_slice() {
        [] if people.len() > 1 => {
            let first = people.iter().min_by_key(|facts| (facts.free_from, facts.who.id))?;
            Some(format!("Free first: {}, from {}", name(first), near(view, first.free_from?)))
        }
        [] => None,
        [one] => Some(format!("{} has nothing to do", name(one))),
        [one, another] => Some(format!("{} and {} have nothing to do", name(one), name(another))),
        several => Some(format!("{} people have nothing to do", several.len())),
    }
}

/// What a bar is made of, a line each.
pub(super) fn tooltip(
    view: &PlanView<'_, '_>,
    facts: &Facts<'_>,
    cell: &Cell,
    period: Period,
) -> String {
    let day = view.plan.model.header.day;
    let (first, last) = period.days();
    let amount = |time: Minutes| slack(time, day);
    let load = &cell.load;
    let mut words = format!("{}, {}", clean(facts.who.title()), short_days(first, last));
    let share = load.percent().map(|of| format!("{}: ", percent(of))).unwrap_or_default();
    let _ = write!(words, "\n{share}{} of {}", amount(load.work()), amount(load.capacity));
    if let Some(Clash { demand, capacity, .. }) = cell.clash {
        let of = |share: i64| percent(share / 10);
        let _ = write!(words, "\nat once up to {} of {}", of(demand.0), of(capacity.0));
    }
    let mut items: Vec<_> = load.items.iter().collect();
    items.sort_by_key(|one| (Reverse(one.work()), one.item));
    for one in items.iter().take(MOST_ITEMS) {
        let title = shortened(view.plan.model.item(one.item).title(), NAME);
        let _ = write!(words, "\n{title}: {}", amount(one.work()));
    }
    if items.len() > MOST_ITEMS {
        let _ = write!(words, "\nand {} more", items.len() - MOST_ITEMS);
    }
    if load.away > Minutes::ZERO {
        let is_in = |of: &&Absence| of.from < period.to && period.from < of.to;
        let why = facts.who.data().absences.iter().filter(is_in);
        let why: Vec<_> =
            why.filter(|of| !of.title.is_empty()).map(|of| shortened(&of.title, NAME)).collect();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
        let _ = write!(words, "\naway {}{why}", amount(load.away));
    }
    words
}

/// The role of somebody, or the team that they are in where that does not stand above them.
pub(super) fn aside(facts: &Facts<'_>) -> Option<String> {
    let role = facts.who.data().role.as_deref();
    let team = facts.who.team().filter(|_| !facts.is_member).map(ResourceWalker::title);
    let members = || facts.who.members().count();
    match (role, team) {
        (Some(role), _) => Some(clean(role).into_owned()),
        (None, Some(team)) => Some(clean(team).into_owned()),
        _ if facts.who.data().kind == ResourceKind::Team && members() > 0 => {
            Some(counted(members(), "person"))
        }
        _ => None,
    }
}
