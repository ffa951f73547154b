//! How far the dates of an item can still move, what of it is to come, and where it stands when it is moved back.

use crate::model::{ItemId, ItemWalker};
use crate::schedule::crew::Crew;
use crate::schedule::engine::Amount;
use crate::schedule::engine::bounds::LatestBound;
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::engine::queueing::Begun;
use crate::schedule::network::{Network, Role};
use crate::schedule::progress::{Project, Reported, States};
use crate::schedule::table::{Edges, Rows};
use crate::schedule::timing::{State, Timing};
use crate::time::{Minutes, Moment};

/// How far an item's dates can still move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mobility {
    /// They are computed.
    Free,
    /// Its author fixed one of them.
    Fixed,
    /// It was begun: only its end can move.
    Begun,
    /// It is done.
    Over,
}

/// How far the dates of each item can move; of an item with parts it says nothing.
pub(crate) fn holds(
    network: &Network<'_>,
    states: States<'_>,
    timings: &[Timing],
) -> Rows<Mobility> {
    let hold = |(item, timing): (ItemWalker<'_>, &Timing)| {
        let is_fixed = item.dates().is_fixed();
        match states.of(item.id) {
            Reported::Done { .. } => Mobility::Over,
            _ if timing.state == State::Done => Mobility::Over,
            Reported::UnderWay { started, .. } if started.is_some() || states.today().is_some() => {
                Mobility::Begun
            }
            _ if is_fixed => Mobility::Fixed,
            _ => Mobility::Free,
        }
    };
    network.model.items().zip(timings).map(hold).collect()
}

/// What is known of a roadmap before anything is levelled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnlevelledDates<'a, 'm> {
    /// With the choices of people that there are.
    pub(crate) project: Project<'a, 'm>,
    /// By item: how far its dates can still move.
    pub(crate) holds: &'a Rows<Mobility>,
    /// By item: when it is if nobody is ever busy.
    pub(crate) timings: &'a [Timing],
}

impl<'a, 'm> UnlevelledDates<'a, 'm> {
    /// When an item is if nobody is ever busy.
    pub(crate) fn timing(&self, item: ItemId) -> Option<&'a Timing> {
        self.timings.get(item.index())
    }

    /// What is to come of the item's work, and how far it can move.
    pub(crate) fn outlook(&self, item: ItemId) -> Prospect {
        let walker = self.project.network.model.item(item);
        match (self.project.network.role(item), self.holds[item], self.project.states.today()) {
            (_, Mobility::Over, _) => Prospect::Over,
            // Its day is what is planned; it is later if what it waits for is.
            (Role::Point, Mobility::Fixed, _) => Prospect::Free,
            (Role::Work, Mobility::Fixed, _)
                if self.may_end_later(walker) || self.begins_later(walker) =>
            {
                Prospect::Free
            }
            (_, Mobility::Fixed, _) | (Role::Work, Mobility::Begun, None) => Prospect::Fixed,
            (Role::Work, Mobility::Begun, Some(_)) if walker.dates().to.is_some() => {
                Prospect::Fixed
            }
            (Role::Work, Mobility::Begun, Some(today)) => Prospect::UnderWay { today },
            _ => Prospect::Free,
        }
    }

    /// Whether only the end of work is planned, so that it is later if what it waits for is.
    fn may_end_later(&self, item: ItemWalker<'m>) -> bool {
        let mut waits =
            item.with_ancestors().map(|of| self.project.network.own(of.id).next().is_some());
        item.dates().from.is_none() && waits.any(|waits| waits)
    }

    /// Whether work can't begin when it was to, whoever is free.
    fn begins_later(&self, item: ItemWalker<'m>) -> bool {
        item.dates().from.is_some() && self.timing(item.id).is_some_and(Timing::is_put_off)
    }
}

impl<'a, 'm> Project<'a, 'm> {
    /// Work that is under way, or stands fixed.
    pub(crate) fn begun(self, item: ItemId, timing: &Timing, today: Moment) -> Begun<'a, 'm> {
        let (crew, item) = (self.crews.of(item), self.network.model.item(item));
        let amount = Amount { work: likely_amount(item), reported: self.states.of(item.id) };
        Begun { item, crew, amount, start: timing.start, end: timing.end, today }
    }
}

/// What is to come of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prospect {
    /// All of it, when there is time for it.
    Free,
    /// The rest of it, from today on.
    UnderWay { today: Moment },
    /// Its dates are given: it takes its people, but does not move.
    Fixed,
    /// Nothing.
    Over,
}

/// An item that could stand later than it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift<'a, 'm> {
    pub(crate) item: ItemWalker<'m>,
    pub(crate) crew: &'a Crew<'m>,
    pub(crate) is_point: bool,
    pub(crate) hold: Mobility,
    /// Whether it pauses for other work, so that its dates do not follow from its estimate alone.
    pub(crate) is_split: bool,
    /// By when it has to start, and to end.
    pub(crate) start: LatestBound,
    pub(crate) end: LatestBound,
}

impl Shift<'_, '_> {
    fn is_begun(&self) -> bool {
        self.hold == Mobility::Begun
    }

    /// The latest place that ends and starts no later than it has to.
    pub(crate) fn latest(&self, timing: &Timing) -> Edges {
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
    pub(crate) fn room(&self, timing: &Timing) -> Minutes {
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
    pub(crate) fn told(&self, timing: &Timing, latest: Edges) -> Edges {
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
    pub(crate) fn slack(&self, timing: &Timing, latest: Edges) -> Minutes {
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
