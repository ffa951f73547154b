//! What drives a date, told link by link: labels at the places that decide it, and what would win time.
//! How late something is, in words.

use super::facts::Facts;
use super::words;
use crate::diagnostic::Diagnostic;
use crate::model::{Anchor, Dependency, Edge, ItemId, ItemWalker, ResourceId};
use crate::plan::Forecast;
use crate::schedule;
use crate::schedule::{Clock, Driver, Link, links, place};
use crate::text::Span;
use crate::time::{Minutes, Moment};

/// How many links are labelled; the rest is summed up.
const LABELLED: usize = 8;
/// How far back a chain is followed.
const FOLLOWED: usize = 200;
/// How many items are named that take longest.
const NAMED: usize = 2;

/// What drives a point of an item, from there back.
pub(super) struct Chain<'a> {
    facts: Facts<'a>,
    links: Vec<Link>,
}

/// What of a chain is told in one go.
enum Sentence<'c> {
    /// Work, with what decided its start.
    Work(&'c Link),
    /// A start or an end alone.
    Point(&'c Link),
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
        let sentences = self.sentences();
        for (span, message) in sentences.iter().take(LABELLED).filter_map(|one| self.told(one)) {
            diagnostic = diagnostic.label(span, message);
        }
        let rest = i64::try_from(sentences.len().saturating_sub(LABELLED)).unwrap_or(i64::MAX);
        match self.links.last() {
            Some(last) if rest > 0 => diagnostic.help(self.told_of_rest(rest, last)),
            _ => diagnostic,
        }
    }

    fn told_of_rest(&self, rest: i64, last: &Link) -> String {
        let more = if self.links.len() < FOLLOWED { "" } else { "more than " };
        let back = words::title(self.facts.model.item(last.item));
        let are = if rest == 1 && more.is_empty() { "is" } else { "are" };
        format!("{more}{} further back to {back} {are} not shown", words::counted(rest, "link"))
    }

    /// Whether an end has passed: shorter work would not keep it any more.
    pub(super) fn has_passed(&self, due: Moment) -> bool {
        self.facts.model.header.has_passed(due)
    }

    /// The items of the chain whose work takes longest, as they can be named: `Build` (10d).
    pub(super) fn longest(&self) -> Vec<String> {
        let mut work: Vec<_> = self.links.iter().filter_map(|link| self.work(link)).collect();
        work.sort_by_key(|(time, item)| (std::cmp::Reverse(*time), *item));
        work.dedup();
        let named = work.iter().take(NAMED).map(|(_, item)| {
            let item = self.facts.model.item(*item);
            format!("{} ({})", words::title(item), self.amount(item))
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

    /// The time on the clock that the work of a link takes.
    fn work(&self, link: &Link) -> Option<(Minutes, ItemId)> {
        let is_work = matches!(link.driver, Driver::Estimate | Driver::Remaining);
        let is_estimated = self.facts.model.item(link.item).data().estimate.is_some();
        let timing = self.facts.schedule.timing(link.item);
        let time = timing.end.since(timing.start);
        (is_work && is_estimated && link.edge == Edge::End).then_some((time, link.item))
    }

    /// An estimate as it was written; of work under way what remains.
    fn amount(&self, item: ItemWalker<'_>) -> String {
        let timing = self.facts.schedule.timing(item.id);
        let Some(estimate) = item.data().estimate else { return "no estimate".to_owned() };
        match schedule::remaining(item.progress(), Some(estimate)) {
            Some(rest) if timing.end_driver == Driver::Remaining => {
                format!("{} remaining", words::amount(rest, &self.facts.model.header))
            }
            _ => self.facts.model.sources.text(estimate.span).to_owned(),
        }
    }

    /// The links that say something.
    fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut sentences = Vec::new();
        let mut links = self.links.iter().peekable();
        while let Some(link) = links.next() {
            let is_work = link.edge == Edge::End && link.driver == Driver::Estimate;
            let start = links.next_if(|next| is_work && next.item == link.item);
            match start {
                Some(start) => sentences.push(Sentence::Work(start)),
                None if link.driver == Driver::Estimate => {}
                None => sentences.push(Sentence::Point(link)),
            }
        }
        sentences
    }

    /// A sentence and its place.
    fn told(&self, sentence: &Sentence<'_>) -> Option<(Span, String)> {
        match sentence {
            Sentence::Work(start) => self.told_of(start, &self.takes(start)),
            Sentence::Point(link) => self.told_of(link, &self.stands(link)),
        }
    }

    /// `` `Build` starts on 9 March 2026 ``
    fn stands(&self, link: &Link) -> String {
        let item = self.facts.model.item(link.item);
        let (verb, edge) = match (item.kind().is_point(), link.edge) {
            (true, _) => ("falls", Edge::End),
            (false, Edge::Start) => ("starts", Edge::Start),
            (false, Edge::End) => ("ends", Edge::End),
        };
        let day = self.facts.clocks.of_item(item).spoken(link.moment, edge);
        format!("{} {verb} on {}", words::title(item), day.long())
    }

    /// `` `Build` takes 10d from 9 March 2026 ``
    fn takes(&self, start: &Link) -> String {
        let item = self.facts.model.item(start.item);
        let day = self.facts.clocks.of_item(item).spoken(start.moment, Edge::Start).long();
        let title = words::title(item);
        match item.data().estimate {
            Some(_) => format!("{title} takes {} from {day}", self.amount(item)),
            None => format!("{title}, which has no estimate, starts on {day}"),
        }
    }

    /// Where a link is written, and what it says of what `stands` there; nothing of one that only hands on.
    fn told_of(&self, link: &Link, stands: &str) -> Option<(Span, String)> {
        let model = self.facts.model;
        let item = model.item(link.item);
        let is_start = link.edge == Edge::Start;
        let told = match link.driver {
            Driver::Estimate => return None,
            Driver::Dependency(id) => format!("{stands}{}", self.cause(link, model.dependency(id))),
            Driver::Remaining => format!("what remains of {stands}"),
            Driver::Part(part) => {
                let (part, side) = (model.item(part), if is_start { "first" } else { "last" });
                let told = format!("{stands}, with {}, the {side} in it", words::title(part));
                return Some((part.span(), told));
            }
            Driver::FixedDate => format!("{stands}, fixed here"),
            Driver::Actual => {
                let what = if is_start { "started" } else { "done" };
                format!("{stands}, when it was {what}")
            }
            Driver::Today => format!("{stands}, today at the earliest"),
            Driver::RoadmapStart => {
                return Some((item.span(), format!("{stands}, the start of the roadmap")));
            }
            Driver::JustBefore(other) => {
                format!("{stands}, just before {}", words::title(model.item(other)))
            }
            Driver::Resource { resource, item: Some(other) } if self.is_joint(link) => {
                let who = model.resource(resource).title();
                format!("{stands}, while `{who}` is needed for {}", words::title(model.item(other)))
            }
            Driver::Resource { resource, item: other } => {
                format!("{stands}{}", self.free(resource, other))
            }
            Driver::Deadline | Driver::RoadmapEnd => format!("{stands}, as late as possible"),
        };
        Some((place(item, link.edge, link.driver).unwrap_or(item.span()), told))
    }

    /// Whether it is the end of an effort by several, of whom one had no time for all of it.
    fn is_joint(&self, link: &Link) -> bool {
        link.edge == Edge::End && !self.facts.schedule.stints(link.item).is_empty()
    }

    /// `` , after `api` `` and what else took part.
    fn cause(&self, link: &Link, dependency: &Dependency) -> String {
        let model = self.facts.model;
        let lag = words::lag(dependency.lag, &model.header);
        let mut cause = match dependency.anchor {
            Anchor::Moment(moment) => {
                let clock = self.facts.clocks.of_item(model.item(link.item));
                format!(", not before {}{lag}", clock.spoken(moment, Edge::Start).long())
            }
            Anchor::Item(anchor, edge) => {
                let anchor = model.item(anchor);
                let is_start = edge == Edge::Start && !anchor.kind().is_point();
                let verb = if is_start { " starts" } else { "" };
                format!(", after {}{verb}{lag}", words::title(anchor))
            }
        };
        if dependency.item != link.item {
            let around = words::title(model.item(dependency.item));
            cause = format!("{cause}, because it stands in {around}");
        }
        cause + &self.gap(link)
    }

    /// `` , when `Ana` is free from `Build` ``
    fn free(&self, who: ResourceId, other: Option<ItemId>) -> String {
        let who = self.facts.model.resource(who).title();
        match other {
            Some(other) => {
                let other = words::title(self.facts.model.item(other));
                format!(", when `{who}` is free from {other}")
            }
            None => format!(", when `{who}` is free"),
        }
    }

    /// Whose absence took part.
    fn gap(&self, link: &Link) -> String {
        let gap = self.facts.schedule.timing(link.item).start_gap;
        match gap.filter(|_| link.edge == Edge::Start).flatten() {
            Some(who) => format!(", when `{}` is there", self.facts.model.resource(who).title()),
            None => String::new(),
        }
    }
}

/// By how much something ends later than it was due; `at least 3 working days` where its end rests on work without an estimate.
pub(super) fn ends_late_by(clock: &Clock<'_>, due: Moment, forecast: Forecast) -> String {
    let late = late_by(clock, due, forecast.end);
    if forecast.is_open { format!("at least {late}") } else { late }
}

/// By how much an end is later than it was due: `3 working days`; less than one in hours, `2h`; or `nothing but days off`.
pub(super) fn late_by(clock: &Clock<'_>, due: Moment, end: Moment) -> String {
    let days = clock.working_days(due.last_day(), end.last_day());
    if days > 0 {
        return words::working_days(days);
    }
    let work = clock.work_between(due, end);
    let time = if work > Minutes::ZERO { work } else { end.since(due) };
    if end.last_day() > due.last_day() && work == Minutes::ZERO {
        "nothing but days off".to_owned()
    } else {
        words::clock_amount(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Calendar;
    use crate::time::Date;

    #[test]
    fn it_is_said_in_the_unit_that_fits() {
        let calendar = Calendar::standard();
        let clock = Clock::new(&calendar);
        let at = |day, hour: u16| Moment::at(Date::new(2026, 3, day).unwrap(), hour * 60);
        // 6 March 2026 is a Friday.
        let due = Moment::end_of(Date::new(2026, 3, 6).unwrap());
        assert_eq!(late_by(&clock, due, at(11, 17)), "3 working days");
        assert_eq!(late_by(&clock, due, at(9, 10)), "1 working day");
        assert_eq!(late_by(&clock, at(6, 12), at(6, 14)), "2h");
        assert_eq!(
            late_by(&clock, due, Moment::end_of(Date::new(2026, 3, 8).unwrap())),
            "nothing but days off"
        );
    }
}
