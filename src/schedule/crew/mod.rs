//! Who works on an item together, how long that takes them, and lags by their calendar.

pub(crate) mod cost;
pub(crate) mod crews;

use std::rc::Rc;

use crate::model::{Anchor, Dependency, Edge, Lag};
use crate::schedule::network::Network;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// Those who work on an item, as far as time goes: many items share one.
#[derive(Debug)]
pub(crate) struct Crew<'m> {
    /// When work can go on: of an effort whenever one of them is there, else when all are.
    pub(crate) clock: Rc<Clock<'m>>,
    /// The item's calendar without anybody's absences: in it lags are counted.
    pub(crate) calendar: Rc<Clock<'m>>,
    conversion: Conversion,
    /// Of an effort: those who give time to it, each in their own.
    pub(crate) givers: Box<[Giver<'m>]>,
}

/// One of those who do an effort.
#[derive(Clone, Debug)]
pub(crate) struct Giver<'m> {
    /// Which of the people of the item.
    pub(crate) person: u32,
    /// When they give time: their own, within the item's calendar where that is not the roadmap's.
    pub(crate) clock: Rc<Clock<'m>>,
    /// How much of a person they are, in thousandths.
    pub(crate) rate: i64,
}

/// How an amount of work becomes time.
#[derive(Clone, Copy, Debug)]
enum Conversion {
    /// Clock time, whoever is there.
    Elapsed,
    /// Working time as the clock runs, of which each minute does so many thousandths of one: a thousand of a duration, of an
    /// effort as many as there are of people who are always there together.
    Even(i64),
    /// An effort by givers who come and go.
    Each,
}

impl<'m> Crew<'m> {
    /// The working time in which slack is told: that of the crew; of clock time, that of the calendar.
    pub(crate) fn slack_clock(&self) -> &Clock<'m> {
        if matches!(self.conversion, Conversion::Elapsed) { &self.calendar } else { &self.clock }
    }

    /// When work from one moment to another ends that starts later by so much of the time in which slack is told.
    pub(crate) fn slipped(&self, start: Moment, end: Moment, slack: Minutes) -> Moment {
        match self.conversion {
            Conversion::Even(_) => self.clock.advance(end, slack),
            // How long it takes depends on where it lies.
            Conversion::Elapsed | Conversion::Each => {
                let start_then = self.slack_clock().advance(start, slack);
                self.finish(start_then, self.amount_between(start, end)).max(end)
            }
        }
    }

    /// How much is to be done to find a place for work: in about what it takes to look at a stretch of a timeline.
    pub(crate) fn steps(&self) -> usize {
        match self.conversion {
            Conversion::Elapsed | Conversion::Even(_) => 20,
            // The minute in which an effort is done is found by halves.
            Conversion::Each => 200 * self.givers.len(),
        }
    }

    /// The last moment of work on the last day before an actual end; that moment itself if the day was a day off.
    pub(crate) fn last_work_by(&self, moment: Moment) -> Moment {
        let work = self.clock.previous_work(moment);
        if work.last_day() == moment.last_day() { work } else { moment }
    }

    /// Whether it is clock time that passes, whoever is there.
    pub(crate) const fn is_on_the_clock(&self) -> bool {
        matches!(self.conversion, Conversion::Elapsed)
    }

    /// When an amount of work is done that starts then.
    pub(crate) fn finish(&self, start: Moment, amount: Minutes) -> Moment {
        match self.conversion {
            _ if amount <= Minutes::ZERO => start,
            Conversion::Even(rate) => self.clock.advance(start, at_rate(amount, rate)),
            Conversion::Elapsed => start.plus(amount),
            Conversion::Each => finish_of(self.givers.iter(), start, thousandths(amount)),
        }
    }

    /// The first place from a moment on: when it starts and when it is done.
    pub(crate) fn first_place(&self, from: Moment, amount: Minutes) -> (Moment, Moment) {
        if let Some(work) = self.working_time(amount) {
            return self.clock.first_run(from, work);
        }
        let start = self.clock.next_work(from);
        (start, self.finish(start, amount))
    }

    /// The last place that ends by a moment.
    pub(crate) fn last_place(&self, end: Moment, amount: Minutes) -> (Moment, Moment) {
        if let Some(work) = self.working_time(amount) {
            return self.clock.last_run(end, work);
        }
        let start = self.begin(end, amount);
        (start, self.finish(start, amount))
    }

    /// The working time that an amount of work takes, if that is the same wherever it lies, and not nothing.
    pub(crate) fn working_time(&self, amount: Minutes) -> Option<Minutes> {
        match self.conversion {
            _ if amount <= Minutes::ZERO => None,
            Conversion::Even(rate) => Some(at_rate(amount, rate)),
            Conversion::Elapsed | Conversion::Each => None,
        }
    }

    /// How much work is done from one moment to another: whole minutes of it.
    pub(crate) fn amount_between(&self, start: Moment, end: Moment) -> Minutes {
        match self.conversion {
            Conversion::Even(rate) => {
                let work = self.clock.work_between(start, end);
                Minutes(work.0.saturating_mul(rate) / 1000)
            }
            Conversion::Elapsed => end.since(start),
            Conversion::Each => Minutes(given(self.givers.iter(), start, end) / 1000),
        }
    }

    /// The last moment from which an amount of work is done by `end`.
    pub(crate) fn begin(&self, end: Moment, amount: Minutes) -> Moment {
        match self.conversion {
            _ if amount <= Minutes::ZERO => end,
            Conversion::Elapsed => self.last_start_by(end.plus(Minutes(amount.0.saturating_neg()))),
            Conversion::Even(rate) => self.clock.retreat(end, at_rate(amount, rate)),
            Conversion::Each => begin_of(&self.givers, end, amount),
        }
    }

    /// The least clock time that an amount of work can take.
    pub(crate) fn shortest(&self, amount: Minutes) -> Minutes {
        let amount = amount.max(Minutes::ZERO);
        match self.conversion {
            Conversion::Elapsed => amount,
            Conversion::Even(rate) => at_rate(amount, rate),
            Conversion::Each => at_rate(amount, rate_of(self.givers.iter())),
        }
    }

    /// When the first working day from a midnight on ends.
    pub(crate) fn evening_of(&self, midnight: Moment) -> Moment {
        let day = self.calendar.next_work(midnight).date();
        self.calendar.previous_work(Moment::end_of(day))
    }

    /// The last moment up to `moment` at which work can start.
    pub(crate) fn last_start_by(&self, moment: Moment) -> Moment {
        if self.clock.is_open(moment) {
            return moment;
        }
        self.clock.retreat(moment, Minutes(1))
    }

    /// The first moment at which work can end that is not to end before `moment`. Of a pause the last minute before it and
    /// the first behind it are one working instant: what is to end in between ends before the pause.
    pub(crate) fn first_end_from(&self, moment: Moment) -> Moment {
        if self.is_on_the_clock() || moment == Moment::MAX {
            return moment;
        }
        self.clock.previous_work(moment)
    }

    /// The last moment that asks for no later end than `end`.
    pub(crate) fn last_asking_for(&self, end: Moment) -> Moment {
        if self.is_on_the_clock() { end } else { self.clock.next_work(end) }
    }

    /// The first start from `start` on whose end is no earlier than `end`.
    pub(crate) fn start_to_end_from(&self, start: Moment, end: Moment, amount: Minutes) -> Moment {
        if amount <= Minutes::ZERO {
            return start.max(end);
        }
        let end = self.first_end_from(end);
        if self.finish(start, amount) >= end {
            return start;
        }
        let mut start = self.begin(end, amount).max(start);
        if matches!(self.conversion, Conversion::Elapsed) {
            start = self.clock.next_work(end.plus(Minutes(-amount.0))).max(start);
        }
        // The shares of several people need not fill the last minute: a minute later they do.
        while self.finish(start, amount) < end && start < end {
            start = self.clock.next_work(start.plus(Minutes(1)));
        }
        start
    }
}

impl Crew<'_> {
    /// A moment and the lag behind it; nothing if the lag asks for working time of a calendar that has no more.
    pub(crate) fn after(&self, moment: Moment, lag: Lag) -> Option<Moment> {
        let later = after(&self.calendar, moment, lag);
        let is_beyond = later == Moment::MAX && moment < Moment::MAX;
        let is_lost = is_beyond && !lag.is_elapsed && !self.calendar.goes_on();
        (!is_lost).then_some(later)
    }

    /// The moment that a dependency asks for of these who wait, where what it waits for stands at `point`.
    pub(crate) fn asked(
        &self,
        network: &Network<'_>,
        dependency: &Dependency,
        point: Moment,
    ) -> Moment {
        let asked = after(&self.calendar, point, dependency.lag);
        if names_day(dependency, asked) {
            self.evening_of(asked)
        } else if network.is_lead_of_moment(dependency) {
            self.calendar.previous_work(asked)
        } else {
            asked
        }
    }

    /// The last moment of a point that asks with its dependency for no later than `moment`.
    pub(crate) fn last_point_asking_for(
        &self,
        network: &Network<'_>,
        dependency: &Dependency,
        moment: Moment,
    ) -> Moment {
        let is_lead = network.is_lead_of_moment(dependency);
        let latest = if is_lead { self.calendar.next_work(moment) } else { moment };
        before(&self.calendar, latest, dependency.lag)
    }
}

/// A moment and a lag behind it, counted by the calendar of those who wait.
pub(crate) fn after(calendar: &Clock<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.is_elapsed { moment.plus(lag.minutes) } else { calendar.advance(moment, lag.minutes) }
}

/// The last moment that, with the lag behind it, is no later than `moment`.
fn before(calendar: &Clock<'_>, moment: Moment, lag: Lag) -> Moment {
    let minutes = lag.minutes.0;
    if lag.is_elapsed {
        return moment.plus(Minutes(minutes.saturating_neg()));
    }
    match minutes {
        0 => moment,
        1.. => calendar.retreat(moment, lag.minutes),
        // A lead goes back to the start of a minute of work: what is a minute short of that is still no later.
        _ => {
            let lead = Minutes(minutes.saturating_neg() - i64::from(!calendar.is_open(moment)));
            calendar.next_work(calendar.advance(moment, lead))
        }
    }
}

/// Whether an end waits for a date that stands alone: then it is that evening, for whole days stay whole.
pub(crate) fn names_day(dependency: &Dependency, asked: Moment) -> bool {
    let is_date = matches!(dependency.anchor, Anchor::Moment(moment) if moment == asked);
    is_date && dependency.edge == Edge::End && asked.minute_of_day() == 0
}

/// What `part` of `whole` is of an amount, rounded down.
pub(crate) fn proportion(amount: i64, part: i64, whole: i64) -> i64 {
    let share = i128::from(amount) * i128::from(part) / i128::from(whole.max(1));
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// How long an effort takes at so many thousandths of a person.
fn at_rate(effort: Minutes, rate: i64) -> Minutes {
    if rate == 1000 { effort } else { time_for(thousandths(effort), rate) }
}

/// Likewise one in thousandths of minutes.
fn time_for(effort: i64, rate: i64) -> Minutes {
    let rate = rate.max(1);
    Minutes(effort / rate + i64::from(effort % rate > 0))
}

pub(crate) fn thousandths(effort: Minutes) -> i64 {
    effort.0.saturating_mul(1000)
}

/// What all of them give in a minute in which all are there.
fn rate_of<'g, 'm: 'g>(givers: impl IntoIterator<Item = &'g Giver<'m>>) -> i64 {
    givers.into_iter().map(|giver| giver.rate).fold(0, i64::saturating_add)
}

/// The first moment by which what they give adds up to an effort in thousandths of minutes.
pub(crate) fn finish_of<'g, 'm: 'g>(
    givers: impl IntoIterator<Item = &'g Giver<'m>> + Clone,
    start: Moment,
    effort: i64,
) -> Moment {
    let mut clocks = givers.clone().into_iter().map(|giver| &giver.clock);
    let Some(first) = clocks.next() else { return Moment::MAX };
    if clocks.all(|clock| Rc::ptr_eq(clock, first)) {
        return first.advance(start, time_for(effort, rate_of(givers)));
    }
    let alone = |giver: &Giver<'m>| giver.clock.advance(start, time_for(effort, giver.rate));
    let latest = givers.clone().into_iter().map(alone).min().unwrap_or(start);
    first_minute(start, latest, |end| given(givers.clone(), start, end) >= effort)
}

/// The last moment from which what they give adds up to the effort.
fn begin_of(givers: &[Giver<'_>], end: Moment, effort: Minutes) -> Moment {
    let alone = givers.iter().map(|one| one.clock.retreat(end, at_rate(effort, one.rate)));
    let earliest = alone.max().unwrap_or(end);
    let is_short = |start: Moment| given(givers, start, end) < thousandths(effort);
    let behind = first_minute(earliest, end, is_short);
    behind.plus(Minutes(-1)).max(earliest)
}

/// What they give from one moment to another, in thousandths of minutes.
pub(crate) fn given<'g, 'm: 'g>(
    givers: impl IntoIterator<Item = &'g Giver<'m>>,
    start: Moment,
    end: Moment,
) -> i64 {
    let each = givers.into_iter().map(|giver| giver.gives(start, end));
    each.fold(0, i64::saturating_add)
}

impl Giver<'_> {
    /// What they give from one moment to another, in thousandths of minutes.
    pub(crate) fn gives(&self, start: Moment, end: Moment) -> i64 {
        self.clock.work_between(start, end).0.saturating_mul(self.rate)
    }
}

/// The first minute after `low`, at most `high`, from which on something holds.
pub(crate) fn first_minute(low: Moment, high: Moment, holds: impl Fn(Moment) -> bool) -> Moment {
    let (mut low, mut high) = (low.minutes(), high.minutes());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(Moment::from_minutes(middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Moment::from_minutes(high)
}
