//! How far an item is, as its author says.

use crate::model::{Estimate, EstimateBasis, Item, ItemId, ItemWalker, Model, Progress, Share};
use crate::schedule::crew::crews::Crews;
use crate::schedule::crew::proportion;
use crate::schedule::network::{Network, Role};
use crate::schedule::table::Rows;
use crate::schedule::timing::{State, Timing};
use crate::time::{Minutes, Moment};

/// What its author says has happened of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reported {
    /// Nothing.
    Nothing,
    /// It was begun, if on a known day then this; so much of it remains, if that is known.
    UnderWay { started: Option<Moment>, remaining: Option<Minutes> },
    /// It is over: when it was begun and done, as far as that is known, and when it was done at the latest.
    Done { started: Option<Moment>, done: Option<Moment>, latest: Moment },
}

/// Reads what is said to have happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct States<'m> {
    model: &'m Model,
    /// When the plan is looked at: midnight at the start of that day, if no time of day is given.
    today: Option<Moment>,
    /// Whether anything with parts says that it is done.
    has_done_wholes: bool,
    /// Whether work that was not begun is taken to begin when it could have, though that has passed.
    begins_in_time: bool,
}

impl<'m> States<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let is_done_whole = |item: &Item| {
            item.has_parts && item.progress.as_deref().is_some_and(|said| said.done.is_some())
        };
        Self {
            model,
            today: model.header.now,
            has_done_wholes: model.items.iter().any(is_done_whole),
            begins_in_time: false,
        }
    }

    /// As if all work that was not begun could still begin when it was to: what is lost since is seen by comparing.
    pub(super) const fn begun_in_time(self) -> Self {
        Self { begins_in_time: true, ..self }
    }

    /// The day before which something can't be that is reported so.
    pub(super) fn today_of(&self, reported: Reported) -> Option<Moment> {
        self.today.filter(|_| !(self.begins_in_time && reported == Reported::Nothing))
    }

    /// When the plan is looked at.
    pub(super) const fn today(&self) -> Option<Moment> {
        self.today
    }

    /// What is said of an item without parts.
    pub(super) fn of(&self, item: ItemId) -> Reported {
        let item = self.model.item(item);
        let data = item.data();
        if data.progress.is_none() && !self.has_done_wholes {
            return Reported::Nothing;
        }
        let said = item.progress();
        let started = said.started.map(|date| date.moment);
        if let Some(done) = self.done(item, said) {
            return Reported::Done { started, done, latest: self.latest(item) };
        }
        let remaining = remaining(said, data.estimate);
        if started.is_some() || remaining.is_some() || share(said) > Share::ZERO {
            Reported::UnderWay { started, remaining }
        } else {
            Reported::Nothing
        }
    }

    /// Whether it is known how much work an item is.
    pub(super) fn is_amount_known(&self, item: ItemId) -> bool {
        let item = self.model.item(item);
        item.data().estimate.is_some() || item.progress().remaining.is_some()
    }

    /// If it is done, then when, if that is known.
    #[allow(clippy::option_option)] // Both are facts of their own.
    fn done(&self, item: ItemWalker<'m>, said: &Progress) -> Option<Option<Moment>> {
        let own = said.done.map(|(moment, _)| moment);
        let is_complete = share(said) >= Share::ONE
            || said.remaining.is_some_and(|(remaining, _)| remaining == Minutes::ZERO);
        let is_with_its_whole = self.has_done_wholes && item.ancestors().any(ItemWalker::is_done);
        own.or((is_complete || is_with_its_whole).then_some(None))
    }

    /// When something that is done was done at the latest: this morning, or with what it stands in.
    fn latest(&self, item: ItemWalker<'m>) -> Moment {
        let wholes = item.ancestors().filter_map(|whole| whole.progress().done?.0);
        wholes.chain(self.today).min().unwrap_or(Moment::MAX)
    }
}

fn share(said: &Progress) -> Share {
    said.complete.map_or(Share::ZERO, |(share, _)| share)
}

/// How much is still to do, where that is said; rounded up to a minute.
pub(crate) fn remaining(said: &Progress, estimate: Option<Estimate>) -> Option<Minutes> {
    if let Some((remaining, _)) = said.remaining {
        return Some(remaining);
    }
    let (complete, _) = said.complete?;
    let open = (Share::ONE.0 - complete.0).clamp(0, Share::ONE.0);
    let likely = estimate?.likely.0;
    Some(Minutes(ceiling(likely, open)))
}

fn ceiling(amount: i64, thousandths: i64) -> i64 {
    let product = i128::from(amount) * i128::from(thousandths);
    i64::try_from((product + 999).div_euclid(1000)).unwrap_or(i64::MAX)
}

/// What there is to do and what waits for what, who does it, and how far it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Project<'a, 'm> {
    pub(crate) network: &'a Network<'m>,
    pub(crate) crews: &'a Crews<'m>,
    pub(crate) states: States<'m>,
}

/// Fills in how much of each item is done: as it says itself, or as its parts are, weighed by their working time.
pub(super) fn complete(
    Project { network, crews, states }: Project<'_, '_>,
    timings: &mut [Timing],
) {
    let mut wholes = Rows::filled(Sum::default(), timings.len());
    for index in (0..timings.len()).rev() {
        let item = network.model.item(ItemId::from_index(index));
        let Some(timing) = timings.get_mut(index) else { continue };
        let sum = match network.role(item.id) {
            Role::Dropped => continue,
            Role::Container => wholes[item.id],
            _ => Sum::of_leaf(item, states.of(item.id), crews, timing),
        };
        timing.complete = match (network.role(item.id), timing.state) {
            (Role::Container, state) => {
                let share = said_by_itself(item).unwrap_or_else(|| sum.share());
                // All work in it may be done while a milestone in it is open.
                if state == State::Done { share } else { share.min(Share(Share::ONE.0 - 1)) }
            }
            // What is reached has no work of its own that could be done.
            (_, State::Done) => Share::ONE,
            _ => sum.share(),
        };
        if let Some(parent) = item.parent() {
            wholes[parent.id].add(sum);
        }
    }
}

fn said_by_itself(item: ItemWalker<'_>) -> Option<Share> {
    let said = item.progress();
    if said.done.is_some() { Some(Share::ONE) } else { said.complete.map(|(share, _)| share) }
}

/// Work done of some items, and all of their work.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// In thousandths of minutes.
    done: i128,
    work: i128,
    parts: u32,
    parts_done: u32,
}

impl Sum {
    fn of_leaf(item: ItemWalker<'_>, state: Reported, crews: &Crews<'_>, timing: &Timing) -> Self {
        let work = work_of(item, crews, timing);
        let share = match state {
            Reported::Done { .. } => Share::ONE,
            Reported::Nothing => Share::ZERO,
            Reported::UnderWay { .. } => said_by_itself(item)
                .unwrap_or_else(|| share_done(item.progress().remaining.map(|r| r.0), work)),
        };
        Self {
            done: i128::from(work) * i128::from(share.0),
            work: i128::from(work),
            parts: 1,
            parts_done: u32::from(share == Share::ONE),
        }
    }

    const fn add(&mut self, other: Self) {
        self.done += other.done;
        self.work += other.work;
        self.parts += other.parts;
        self.parts_done += other.parts_done;
    }

    fn share(self) -> Share {
        if self.work > 0 {
            return Share(i64::try_from(self.done / self.work).unwrap_or(0));
        }
        // Of nothing but milestones and work without an estimate, each counts the same.
        Share(i64::from(self.parts_done) * Share::ONE.0 / i64::from(self.parts.max(1)))
    }
}

/// The minutes that an item weighs: its estimate; where that counts the clock or is missing, working time between its dates.
fn work_of(item: ItemWalker<'_>, crews: &Crews<'_>, timing: &Timing) -> i64 {
    match item.data().estimate {
        _ if item.kind().is_point() => 0,
        Some(estimate) if estimate.basis != EstimateBasis::Elapsed => estimate.likely.0.max(0),
        _ => crews.of(item.id).slack_clock().work_between(timing.start, timing.end).0.max(0),
    }
}

fn share_done(remaining: Option<Minutes>, work: i64) -> Share {
    let Some(remaining) = remaining.filter(|_| work > 0) else { return Share::ZERO };
    Share(proportion((work - remaining.0).max(0), Share::ONE.0, work))
}
