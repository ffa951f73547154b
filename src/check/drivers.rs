//! What drives a date, told link by link: labels at the places that decide it, and what would win time.

use std::fmt;

use super::facts::Facts;
use super::words;
use crate::diagnostic::Diagnostic;
use crate::model::{Anchor, Edge, EstimateBasis, ItemId, ItemWalker};
use crate::schedule::{Driver, Link, links};
use crate::text::Span;
use crate::time::{Date, Minutes};

/// How many links are labelled; the rest is summed up.
const LABELLED: usize = 8;
/// How far back a chain is followed.
const FOLLOWED: usize = 1000;
/// How many items are named that take longest.
const NAMED: usize = 2;

/// What drives a point of an item, from there back.
pub(super) struct Chain<'a> {
    facts: Facts<'a>,
    links: Vec<Link>,
}

impl<'a> Chain<'a> {
    /// What drives the end of an item.
    pub(super) fn to_end(facts: Facts<'a>, item: ItemId) -> Self {
        Self::to(facts, item, Edge::End)
    }

    /// What drives the start of an item.
    pub(super) fn to_start(facts: Facts<'a>, item: ItemId) -> Self {
        Self::to(facts, item, Edge::Start)
    }

    fn to(facts: Facts<'a>, item: ItemId, edge: Edge) -> Self {
        let links = links(facts.model, facts.schedule, item, edge).take(FOLLOWED).collect();
        Self { facts, links }
    }

    /// Labels the links, nearest first.
    pub(super) fn label(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let labels: Vec<_> = self.links.iter().filter_map(|link| self.told(link)).collect();
        let rest = labels.len().saturating_sub(LABELLED);
        for (span, message) in labels.into_iter().take(LABELLED) {
            diagnostic = diagnostic.label(span, message);
        }
        if rest == 0 {
            return diagnostic;
        }
        let first = self.links.last().map_or_else(String::new, |link| {
            format!(", back to {}", words::title(self.facts.model.item(link.item)))
        });
        let rest = i64::try_from(rest).unwrap_or(i64::MAX);
        diagnostic.help(format!(
            "{} more of the chain are not shown{first}",
            words::counted(rest, "link")
        ))
    }

    /// The items of the chain whose work takes longest, as they can be named: `Build` (10d).
    pub(super) fn longest(&self) -> Vec<String> {
        let mut work: Vec<_> = self.links.iter().filter_map(|link| self.work(link)).collect();
        work.sort_by_key(|(time, item)| (std::cmp::Reverse(*time), *item));
        work.dedup();
        work.truncate(NAMED);
        let header = &self.facts.model.header;
        let named = work.iter().map(|(time, item)| {
            let item = self.facts.model.item(*item);
            format!("{} ({})", words::title(item), words::amount(*time, header))
        });
        named.collect()
    }

    /// An item on the chain that nobody has estimated.
    pub(super) fn unestimated(&self) -> Option<ItemWalker<'a>> {
        let all = &self.facts.schedule.unestimated;
        let mut items = self.links.iter().map(|link| link.item);
        let found = items.find(|item| all.binary_search_by_key(item, |one| one.item).is_ok())?;
        Some(self.facts.model.item(found))
    }

    fn work(&self, link: &Link) -> Option<(Minutes, ItemId)> {
        let estimate = self.facts.model.item(link.item).data().estimate?;
        let is_work = matches!(link.driver, Driver::Estimate | Driver::Remaining);
        let counts = estimate.basis != EstimateBasis::Elapsed && link.edge == Edge::End;
        (is_work && counts).then_some((estimate.likely, link.item))
    }

    /// Where a link is written, and what it says; nothing of one that only hands on.
    fn told(&self, link: &Link) -> Option<(Span, String)> {
        let item = self.facts.model.item(link.item);
        let is_start = link.edge == Edge::Start;
        let told = Told::of(item, link);
        Some(match link.driver {
            Driver::Estimate | Driver::Remaining if is_start => return None,
            Driver::Dependency(_) => (link.span?, format!("{told}{}", self.cause(link))),
            Driver::Estimate => (estimate_span(item), self.takes(item)),
            Driver::Remaining => (remaining_span(item), format!("what remains of {told}")),
            Driver::Part(part) => {
                let (part, side) =
                    (self.facts.model.item(part), if is_start { "first" } else { "last" });
                (part.span(), format!("{told}, with {}, the {side} in it", words::title(part)))
            }
            Driver::FixedDate => (fixed_span(item, is_start), format!("{told}, fixed here")),
            Driver::Actual => (actual_span(item, is_start), format!("{told}: so it was")),
            Driver::Today => (item.span(), format!("{told}, today, for it hasn't yet")),
            Driver::RoadmapStart => (item.span(), format!("{told}, with the roadmap")),
            Driver::JustBefore(other) => {
                let other = words::title(self.facts.model.item(other));
                (alap_span(item), format!("{told}, just before {other}"))
            }
            Driver::Deadline | Driver::RoadmapEnd => {
                (alap_span(item), format!("{told}, as late as possible"))
            }
        })
    }

    /// `, after `api` ends`, and what else took part.
    fn cause(&self, link: &Link) -> String {
        let model = self.facts.model;
        let Driver::Dependency(id) = link.driver else { return String::new() };
        let Some(dependency) = model.dependencies.get(id.index()) else { return String::new() };
        let lag = words::lag(dependency.lag, &model.header);
        let mut cause = match dependency.anchor {
            Anchor::Moment(moment) => format!(", not before {}{lag}", moment.date().long()),
            Anchor::Item(anchor, edge) => {
                let anchor = model.item(anchor);
                let verb = match (anchor.kind().is_point(), edge) {
                    (true, _) => "",
                    (false, Edge::Start) => " starts",
                    (false, Edge::End) => " ends",
                };
                format!(", after {}{verb}{lag}", words::title(anchor))
            }
        };
        if dependency.item != link.item {
            let around = words::title(model.item(dependency.item));
            cause = format!("{cause}, because it stands in {around}");
        }
        cause + &self.gap(link)
    }

    /// Whose absence took part.
    fn gap(&self, link: &Link) -> String {
        let gap = self.facts.schedule.timing(link.item).start_gap;
        match gap.filter(|_| link.edge == Edge::Start).flatten() {
            Some(who) => format!(", when `{}` is there", self.facts.model.resource(who).title()),
            None => String::new(),
        }
    }

    /// `` `Build` takes 10d, from 9 to 20 March 2026 ``
    fn takes(&self, item: ItemWalker<'_>) -> String {
        let timing = self.facts.schedule.timing(item.id);
        let period = words::period(timing.start.date(), timing.end.last_day());
        let Some(estimate) = item.data().estimate else {
            return format!("{} has no estimate", words::title(item));
        };
        let written = self.facts.model.sources.text(estimate.span);
        format!("{} takes {written}, {period}", words::title(item))
    }
}

/// `` `Build` starts on 9 March 2026 ``
struct Told<'m> {
    item: ItemWalker<'m>,
    verb: &'static str,
    day: Date,
}

impl<'m> Told<'m> {
    fn of(item: ItemWalker<'m>, link: &Link) -> Self {
        let is_start = link.edge == Edge::Start;
        let verb = match (item.kind().is_point(), is_start) {
            (true, _) => "stands",
            (false, true) => "starts",
            (false, false) => "ends",
        };
        let day = if is_start && !item.kind().is_point() {
            link.moment.date()
        } else {
            link.moment.last_day()
        };
        Self { item, verb, day }
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} on {}", words::title(self.item), self.verb, self.day.long())
    }
}

fn estimate_span(item: ItemWalker<'_>) -> Span {
    item.data().estimate.map_or(item.span(), |estimate| estimate.span)
}

fn remaining_span(item: ItemWalker<'_>) -> Span {
    let progress = item.progress();
    let remaining = progress.remaining.map(|(_, span)| span);
    remaining.or(progress.complete.map(|(_, span)| span)).unwrap_or_else(|| estimate_span(item))
}

fn fixed_span(item: ItemWalker<'_>, is_start: bool) -> Span {
    let dates = item.dates();
    let date = if is_start { dates.from.or(dates.to) } else { dates.to.or(dates.from) };
    date.map_or(item.span(), |date| date.span)
}

fn actual_span(item: ItemWalker<'_>, is_start: bool) -> Span {
    let progress = item.progress();
    let started = progress.started.map(|date| date.span);
    let done = progress.done.map(|(_, span)| span);
    let span = if is_start { started.or(done) } else { done.or(started) };
    span.unwrap_or(item.span())
}

fn alap_span(item: ItemWalker<'_>) -> Span {
    item.data().alap.unwrap_or(item.span())
}
