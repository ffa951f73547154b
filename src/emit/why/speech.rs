//! Dates, amounts and names as the sentences say them.

use crate::check::words;
use crate::model::{Edge, ItemId, ItemWalker, Lag, Model, ResourceId};
use crate::plan::why::Pause;
use crate::schedule::{Clock, Driver, Schedule, State, Timing};
use crate::text::Span;
use crate::time::{Date, Minutes, Moment, Spoken};

/// What the sentences are made from.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    pub(super) model: &'a Model,
    pub(super) schedule: &'a Schedule,
    /// The year that the headline says: other dates of the same year go without.
    year: i16,
}

impl<'a> Speech<'a> {
    /// Of a point of an item.
    pub(super) fn of(model: &'a Model, schedule: &'a Schedule, item: ItemId, edge: Edge) -> Self {
        let speech = Self { model, schedule, year: 0 };
        Self { year: speech.day_of(item, edge).year(), ..speech }
    }

    pub(super) fn item(&self, id: ItemId) -> ItemWalker<'a> {
        self.model.item(id)
    }

    pub(super) fn timing(&self, id: ItemId) -> &'a Timing {
        self.schedule.timing(id)
    }

    /// `` `Build` ``
    pub(super) fn title(&self, id: ItemId) -> String {
        words::title(self.item(id))
    }

    /// `` `Ana Silva` ``
    pub(super) fn name(&self, who: ResourceId) -> String {
        format!("`{}`", self.model.resource(who).title())
    }

    /// The text at a place, between backticks.
    pub(super) fn quoted(&self, span: Span) -> String {
        let words: Vec<&str> = self.model.sources.text(span).split_whitespace().collect();
        format!("`{}`", words.join(" "))
    }

    /// `` `Build` (`checkout.build`) ends on 8 April 2026 ``; of what was planned for another day, `` `Launch` was planned for 27 March
    /// 2026 and is forecast for 10 April 2026 ``.
    pub(super) fn headline(&self, item: ItemId, edge: Edge) -> String {
        let timing = self.timing(item);
        let is_start = edge == Edge::Start && !self.item(item).kind().is_point();
        let clock = Clock::new(self.item(item).calendar());
        let day = if is_start {
            clock.spoken(timing.start, Edge::Start)
        } else {
            clock.spoken(timing.end, Edge::End)
        };
        let is_open = if edge == Edge::Start { timing.is_start_open } else { timing.is_open };
        let (named, when) = (self.named(item), words::not_before(is_open, day));
        let is_overdue = timing.state == State::Overdue;
        if let Some(planned) = self.planned(item).filter(|_| !is_start && timing.state.is_open()) {
            let was = if is_overdue { "is overdue: it was" } else { "was" };
            return format!("{named} {was} planned for {planned} and is forecast for {when}");
        }
        let verb = match (timing.state, self.verb(item, edge)) {
            (State::Done, "falls") => "was reached",
            (State::Done, "ends") => "ended",
            (State::Done, _) => "started",
            (_, verb) => verb,
        };
        let overdue = if is_overdue { "is overdue, and " } else { "" };
        format!("{named} {overdue}{verb} on {when}")
    }

    /// The day on which its author planned it to end, if that is not the day on which it ends.
    fn planned(&self, item: ItemId) -> Option<String> {
        let planned = self.item(item).dates().to?.moment.last_day();
        (planned != self.timing(item).end.last_day()).then(|| planned.long())
    }

    /// `` `Build` (`checkout.build`) ``
    pub(super) fn named(&self, item: ItemId) -> String {
        let (title, path) = (self.item(item).title(), self.item(item).path());
        if title == path { format!("`{path}`") } else { format!("`{title}` (`{path}`)") }
    }

    /// The day that people call a point.
    pub(super) fn day_of(&self, item: ItemId, edge: Edge) -> Date {
        self.spoken(item, edge).date()
    }

    fn spoken(&self, item: ItemId, edge: Edge) -> Spoken {
        let timing = self.timing(item);
        match edge {
            Edge::Start if !self.item(item).kind().is_point() => Spoken::start(timing.start),
            _ => Spoken::end(timing.end),
        }
    }

    /// `ends`, `starts`, `falls`.
    pub(super) fn verb(&self, item: ItemId, edge: Edge) -> &'static str {
        match edge {
            _ if self.item(item).kind().is_point() => "falls",
            Edge::Start => "starts",
            Edge::End => "ends",
        }
    }

    /// `ends on 11 March`, `started on 2 March`: of what has happened in the past.
    pub(super) fn stands(&self, item: ItemId, edge: Edge) -> String {
        let timing = self.timing(item);
        let driver = if edge == Edge::Start { timing.start_driver } else { timing.end_driver };
        let verb = match (driver, self.verb(item, edge)) {
            (Driver::Actual, "ends") => "ended",
            (Driver::Actual, "starts") => "started",
            (Driver::Actual, _) => "was reached",
            (_, verb) => verb,
        };
        format!("{verb} on {}", self.day(self.day_of(item, edge)))
    }

    /// `11 March`; with its year if that is another than the headline's.
    pub(super) fn day(&self, date: Date) -> String {
        let long = date.long();
        match long.rsplit_once(' ') {
            Some((short, _)) if date.year() == self.year => short.to_owned(),
            _ => long,
        }
    }

    /// `on 4 May`, `from 4 to 8 May`
    pub(super) fn period(&self, first: Date, last: Date) -> String {
        if first == last {
            return format!("on {}", self.day(first));
        }
        let days = words::days(first, last);
        match days.rsplit_once(' ') {
            Some((short, _)) if (first.year(), last.year()) == (self.year, self.year) => {
                format!("from {short}")
            }
            _ => format!("from {days}"),
        }
    }

    /// `` `Ana Silva` is away from 6 to 8 April (vacation) ``, `3 April is off (Good Friday)`
    pub(super) fn pause(&self, pause: &Pause) -> String {
        let title =
            if pause.title.is_empty() { String::new() } else { format!(" ({})", pause.title) };
        match pause.who {
            Some(who) => {
                let period = self.period(pause.first, pause.last);
                let away = if self.model.resource(who).data().kind.word() == "person" {
                    "away"
                } else {
                    "off"
                };
                format!("{} is {away} {period}{title}", self.name(who))
            }
            None if pause.first == pause.last => format!("{} is off{title}", self.day(pause.first)),
            None => {
                let period = self.period(pause.first, pause.last);
                format!("{} are off{title}", period.trim_start_matches("from "))
            }
        }
    }

    /// `15d`, `elapsed 2w` as it was written; of work under way what remains, `3d`.
    pub(super) fn amount(&self, time: Minutes) -> String {
        words::amount(time, &self.model.header)
    }

    /// `2d`, `elapsed 3d`: a lag without its sign.
    pub(super) fn lag(&self, lag: Lag) -> String {
        let time = Minutes(lag.minutes.0.saturating_abs());
        if lag.is_elapsed {
            format!("elapsed {}", words::clock_amount(time))
        } else {
            self.amount(time)
        }
    }

    /// The day the plan is looked at.
    pub(super) fn today(&self) -> String {
        let day = self.model.header.today.map(|today| self.day(today));
        day.unwrap_or_default()
    }

    /// Whether two moments are on the same day, as starts.
    pub(super) fn is_same_day(a: Moment, b: Moment) -> bool {
        a.date() == b.date()
    }
}
