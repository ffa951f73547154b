//! Dates, amounts and names as the sentences say them.

use crate::check::words;
use crate::model::{Edge, ItemId, ItemWalker, Lag, Model, ResourceId};
use crate::plan::why::Pause;
use crate::schedule::{Clocks, Driver, Schedule, State, Timing};
use crate::text::Span;
use crate::time::{Date, Minutes, Moment, Spoken};

/// Stands before the year of a date until its sentence is whole, and twice before one that is said in any case.
const YEAR: char = '\u{ffff}';

/// What the sentences are made from.
pub(super) struct Phrases<'a> {
    pub(super) model: &'a Model,
    pub(super) schedule: &'a Schedule,
    /// They say which hours are worth telling.
    clocks: Clocks<'a>,
    /// The year that the headline says.
    year: i16,
}

impl<'a> Phrases<'a> {
    /// Of a point of an item.
    pub(super) fn of(model: &'a Model, schedule: &'a Schedule, item: ItemId, edge: Edge) -> Self {
        let mut phrases = Self::new(model, schedule);
        phrases.turn_to(item, edge);
        phrases
    }

    /// Of no item yet.
    pub(super) fn new(model: &'a Model, schedule: &'a Schedule) -> Self {
        Self { model, schedule, clocks: Clocks::of(model), year: 0 }
    }

    /// From now on of a point of this item.
    pub(super) fn turn_to(&mut self, item: ItemId, edge: Edge) {
        self.year = self.day_of(item, edge).year();
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
        let day = self.spoken(item, edge);
        let is_open = timing.is_open_at(edge);
        let named = self.named(item);
        let is_overdue = timing.state == State::Overdue;
        if let Some(planned) = self.planned(item).filter(|_| !is_start && timing.state.is_open()) {
            let was = if is_overdue { "is overdue: it was" } else { "was" };
            let (planned, day) = planned;
            let when = words::not_before(is_open, day);
            return format!(
                "{named} {was} planned for {} and is forecast for {when}",
                planned.long()
            );
        }
        let when = words::not_before(is_open, day);
        let verb = match (timing.state, self.verb(item, edge)) {
            (State::Done, "falls") => "was reached",
            (State::Done, "ends") => "ended",
            (State::Done, _) => "started",
            (_, verb) => verb,
        };
        let overdue = if is_overdue { "is overdue, and " } else { "" };
        format!("{named} {overdue}{verb} on {when}")
    }

    /// The end that its author planned and the one that it has, if that is later or on another day.
    fn planned(&self, item: ItemId) -> Option<(Spoken, Spoken)> {
        let (planned, end) = (self.item(item).dates().to?.moment, self.timing(item).end);
        let is_other = planned.last_day() != end.last_day() || end > planned;
        let clock = self.clocks.of_item(self.item(item));
        is_other.then(|| clock.spoken_together((planned, Edge::End), (end, Edge::End)))
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
            Edge::Start if !self.item(item).kind().is_point() => {
                self.spoken_at(item, timing.start, Edge::Start)
            }
            _ => self.spoken_at(item, timing.end, Edge::End),
        }
    }

    /// A moment of an item as people say it.
    pub(super) fn spoken_at(&self, item: ItemId, moment: Moment, edge: Edge) -> Spoken {
        self.clocks.of_item(self.item(item)).spoken(moment, edge)
    }

    /// `11 March`, `11 March at 13:00`: a moment of an item, with its hour if its day's work goes on before and behind it.
    pub(super) fn when(&self, item: ItemId, moment: Moment, edge: Edge) -> String {
        Self::said(self.spoken_at(item, moment, edge))
    }

    /// `11 March`, `11 March at 12:00`: a moment as it is written.
    pub(super) fn moment(moment: Moment) -> String {
        let day = Spoken::start(moment);
        Self::said(if moment.minute_of_day() == 0 { day } else { day.with_hour() })
    }

    /// `11 March`, `11 March at 13:00`
    pub(super) fn said(spoken: Spoken) -> String {
        let day = Self::day(spoken.date());
        match spoken.hour() {
            Some(hour) => format!("{day} at {hour}"),
            None => day,
        }
    }

    /// `on 4 May`, `from 4 to 8 May`, `on 4 May from 09:00 to 12:00`, `from 4 May at 13:00 to 8 May`: when an item is worked on.
    pub(super) fn span(&self, item: ItemId, (from, to): (Moment, Moment)) -> String {
        let start = self.spoken_at(item, from, Edge::Start);
        let end = self.spoken_at(item, to, Edge::End);
        if start.hour().is_none() && end.hour().is_none() {
            return Self::period(start.date(), end.date());
        }
        if start.date() != end.date() {
            return format!("from {} to {}", Self::said(start), Self::said(end));
        }
        let hour = |spoken: Spoken| spoken.with_hour().hour().unwrap_or_default();
        format!("on {} from {} to {}", Self::day(start.date()), hour(start), hour(end))
    }

    /// `ends`, `starts`, `falls`.
    pub(super) fn verb(&self, item: ItemId, edge: Edge) -> &'static str {
        match edge {
            _ if self.item(item).kind().is_point() => "falls",
            Edge::Start => "starts",
            Edge::End => "ends",
        }
    }

    /// `ends on 11 March`; `started on 2 March` of what has happened; `ends not before 11 March` of what rests on work without an
    /// estimate.
    pub(super) fn stands(&self, item: ItemId, edge: Edge) -> String {
        let timing = self.timing(item);
        let verb = match (timing.driver(edge), self.verb(item, edge)) {
            (Driver::Actual, "ends") => "ended",
            (Driver::Actual, "starts") => "started",
            (Driver::Actual, _) => "was reached",
            (_, verb) => verb,
        };
        let on = if timing.is_open_at(edge) { "not before" } else { "on" };
        format!("{verb} {on} {}", Self::said(self.spoken(item, edge)))
    }

    /// `11 March`, and its year, of which [`Phrases::settled`] decides whether it is said.
    pub(super) fn day(date: Date) -> String {
        marked(&date.long(), "")
    }

    /// `on 4 May`, `from 4 to 8 May`
    pub(super) fn period(first: Date, last: Date) -> String {
        if first == last {
            return format!("on {}", Self::day(first));
        }
        if first.year() == last.year() {
            return format!("from {}", marked(&words::days(first, last), ""));
        }
        let always = YEAR.to_string();
        format!("from {} to {}", marked(&first.long(), &always), marked(&last.long(), &always))
    }

    /// A sentence that is whole: a date says its year if that is another than the one that was said last, in it or in the
    /// headline.
    pub(super) fn settled(&self, sentence: &str) -> String {
        let mut parts = sentence.split(YEAR);
        let mut told = parts.next().unwrap_or_default().to_owned();
        let said = self.year.to_string();
        let mut said = said.as_str();
        for part in parts {
            let end = part.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(part.len());
            let (year, rest) = part.split_at(end);
            if year != said && !year.is_empty() {
                told.extend([" ", year]);
            }
            said = year;
            told.push_str(rest);
        }
        told
    }

    /// `` `Ana Silva` is away from 6 to 8 April (vacation) ``, `3 April is off (Good Friday)`
    pub(super) fn pause(&self, pause: &Pause) -> String {
        let title =
            if pause.title.is_empty() { String::new() } else { format!(" ({})", pause.title) };
        match pause.who {
            Some(who) => {
                let period = Self::period(pause.first, pause.last);
                let away = if self.model.resource(who).data().kind.word() == "person" {
                    "away"
                } else {
                    "off"
                };
                format!("{} is {away} {period}{title}", self.name(who))
            }
            None if pause.first == pause.last => {
                format!("{} is off{title}", Self::day(pause.first))
            }
            None => {
                let period = Self::period(pause.first, pause.last);
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

    /// `2d after `, `2d before `; nothing of no lag.
    pub(super) fn lag_to(&self, lag: Lag) -> String {
        match lag.minutes.0 {
            0 => String::new(),
            1.. => format!("{} after ", self.lag(lag)),
            _ => format!("{} before ", self.lag(lag)),
        }
    }

    /// The day the plan is looked at.
    pub(super) fn today(&self) -> String {
        let day = self.model.header.today.map(Self::day);
        day.unwrap_or_default()
    }

    /// Whether two moments are on the same day, as starts.
    pub(super) fn is_same_day(a: Moment, b: Moment) -> bool {
        a.date() == b.date()
    }
}

/// `11 March 2026` with a mark before its year.
fn marked(days: &str, more: &str) -> String {
    let (days, year) = days.rsplit_once(' ').unwrap_or((days, ""));
    format!("{days}{YEAR}{more}{year}")
}
