//! How far an item can be moved back, and how much working time lies between.

use crate::model::ItemWalker;
use crate::schedule::crew::Crew;
use crate::schedule::engine::bounds::LatestBound;
use crate::schedule::engine::mobility::Mobility;
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::network::edges::Edges;
use crate::schedule::timing::Timing;
use crate::time::{Minutes, Moment};

/// An item that could stand later than it does.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Shift<'a, 'm> {
    pub(in crate::schedule) item: ItemWalker<'m>,
    pub(in crate::schedule) crew: &'a Crew<'m>,
    pub(in crate::schedule) is_point: bool,
    pub(in crate::schedule) hold: Mobility,
    /// Whether it pauses for other work, so that its dates do not follow from its estimate alone.
    pub(in crate::schedule) is_split: bool,
    /// By when it has to start, and to end.
    pub(in crate::schedule) start: LatestBound,
    pub(in crate::schedule) end: LatestBound,
}

impl Shift<'_, '_> {
    fn is_begun(&self) -> bool {
        self.hold == Mobility::Begun
    }

    /// The latest place that ends and starts no later than it has to.
    pub(in crate::schedule) fn latest(&self, timing: &Timing) -> Edges {
        let (start, end) = (self.start.moment, self.end.moment);
        if self.is_begun() {
            return Edges { start: timing.start, end: self.end_by(end) };
        }
        if takes_no_time(timing) {
            let moment = end.min(start);
            return Edges::both(moment);
        }
        match self.amount() {
            Some(amount) => self.of_work(timing, end, start, amount),
            None => self.of_span(timing, end, start),
        }
    }

    /// How much working time lies between where it stands and the latest place.
    pub(in crate::schedule) fn room(&self, timing: &Timing) -> Minutes {
        let work = self.amount().and_then(|amount| self.crew.working_time(amount));
        let is_plain = self.start.moment == Moment::MAX && !takes_no_time(timing) && work.is_some();
        if self.is_begun() || is_plain {
            return self.crew.slack_clock().work_between(timing.end, self.end.moment);
        }
        self.slack(timing, self.latest(timing))
    }

    /// How much work it is, if its dates follow from that.
    fn amount(&self) -> Option<Minutes> {
        let fills_dates = self.hold == Mobility::Fixed && self.item.dates().is_period();
        likely_amount(self.item).filter(|_| !fills_dates && !self.is_split)
    }

    /// The end of the last work by a moment.
    fn end_by(&self, moment: Moment) -> Moment {
        self.crew.clock.previous_work(moment)
    }

    /// As people are told: what takes no time stays where it is if no working time lies between, else it moves to the end of
    /// work. What has to be there by then may use the night and the days off.
    pub(in crate::schedule) fn told(&self, timing: &Timing, latest: Edges) -> Edges {
        if !takes_no_time(timing) || self.is_begun() {
            return latest;
        }
        let clock = self.crew.slack_clock();
        let is_same = clock.work_between(timing.end, latest.end) == Minutes::ZERO;
        let moment = if is_same { timing.end } else { clock.previous_work(latest.end) };
        Edges::both(moment)
    }

    fn of_work(&self, timing: &Timing, end: Moment, start: Moment, amount: Minutes) -> Edges {
        let (mut latest, mut latest_end) = self.crew.last_place(end, amount);
        if latest > start {
            latest = self.crew.last_start_by(start);
            latest_end = self.crew.finish(latest, amount);
        }
        // What starts later but ends the same has won nothing but the rest of a minute.
        if latest > timing.start && latest_end <= timing.end {
            (latest, latest_end) = (timing.start, timing.end);
        }
        Edges { start: latest, end: latest_end }
    }

    /// What fills fixed dates is moved with the working time between them.
    fn of_span(&self, timing: &Timing, end: Moment, start: Moment) -> Edges {
        let work = self.crew.clock.work_between(timing.start, timing.end);
        let mut latest = self.crew.clock.retreat(self.end_by(end), work);
        if latest > start {
            latest = self.crew.last_start_by(start);
        }
        Edges { start: latest, end: self.crew.clock.advance(latest, work) }
    }

    /// Working time from where it stands to there; negative if there is earlier.
    pub(in crate::schedule) fn slack(&self, timing: &Timing, latest: Edges) -> Minutes {
        let clock = self.crew.slack_clock();
        if self.is_begun() {
            clock.work_between(timing.end, latest.end)
        } else {
            clock.work_between(timing.start, latest.start)
        }
    }
}

fn takes_no_time(timing: &Timing) -> bool {
    timing.start == timing.end
}
