//! What is looked at in every run: what ends when, which dates are to be kept, and what it costs: people's time grows and
//! shrinks with the work, and risks cost money.

use std::collections::BTreeSet;

use crate::model::{
    CommitmentKind, Edge, EstimateBasis, Impact, ItemId, ItemKind, ItemWalker, Model, Money,
};
use crate::schedule::crew::cost::Costs;
use crate::schedule::engine::Forward;
use crate::schedule::simulate::variables::Draw;
use crate::schedule::timing::{Schedule, State, Timing};
use crate::schedule::working_time::Clocks;
use crate::time::Moment;

/// What is looked at in every run.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub(super) items: Vec<Watched>,
    pub(super) promised: Vec<Commitment>,
    /// What the end of the work is the latest of.
    pub(super) last: Vec<ItemId>,
    /// The latest of the dates that don't move.
    pub(super) fixed: Moment,
    /// Whether the end of the work rests on work without an estimate.
    pub(super) is_open: bool,
}

/// An item whose end is looked at.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) item: ItemId,
    /// Whether its end rests on work without an estimate.
    pub(super) is_open: bool,
    /// What ships in it, if it is a release.
    pub(super) contents: Vec<ItemId>,
}

/// A date that is to be kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Commitment {
    /// The row of the watched item; `None` of the whole roadmap.
    pub(super) watched: Option<usize>,
    pub(super) item: Option<ItemId>,
    pub(super) kind: CommitmentKind,
    pub(super) moment: Moment,
    /// Whether it rests on work without an estimate whether it is kept.
    pub(super) is_open: bool,
}

impl Watch {
    pub(super) fn of(model: &Model, schedule: &Schedule) -> Self {
        let is_open = schedule.timings.iter().any(|timing| timing.is_scheduled && timing.is_open);
        let mut watch = Self {
            items: Vec::new(),
            promised: Vec::new(),
            last: Vec::new(),
            fixed: model.header.from,
            is_open,
        };
        watch.promised.extend(model.header.by.map(|by| Commitment {
            watched: None,
            item: None,
            kind: CommitmentKind::Deadline,
            moment: by.moment,
            is_open,
        }));
        let scheduled = || model.items().filter(|item| schedule.timing(item.id).is_scheduled);
        let threatened = threatened(model);
        for item in scheduled() {
            watch.item(item, schedule.timing(item.id));
            watch.end(item, schedule, &threatened);
        }
        watch.contents(scheduled());
        if watch.last.is_empty() {
            watch.last.extend(scheduled().map(|item| item.id));
        }
        watch
    }

    /// Of what is done nothing is to be seen any more.
    fn item(&mut self, item: ItemWalker<'_>, timing: &Timing) {
        let dates = item.dates();
        let is_point = item.kind().is_point();
        let promise = dates.promised.as_ref().map(|promise| promise.date);
        let is_committed = is_point || dates.by.is_some() || promise.is_some();
        if !is_committed || timing.state == State::Done {
            return;
        }
        let is_open = timing.is_open;
        let watched = Some(self.items.len());
        self.items.push(Watched { item: item.id, is_open, contents: Vec::new() });
        let written = [
            (CommitmentKind::Deadline, dates.by),
            (CommitmentKind::Promise, promise),
            (CommitmentKind::Date, dates.to.filter(|_| is_point)),
        ];
        let made = written.into_iter().filter_map(|(kind, date)| {
            let moment = date?.moment;
            Some(Commitment { watched, item: Some(item.id), kind, moment, is_open })
        });
        self.promised.extend(made);
    }

    /// The end of the work waits for everything but points on a date of their own. What has parts ends with those, unless
    /// something puts off its own end.
    fn end(&mut self, item: ItemWalker<'_>, schedule: &Schedule, threatened: &BTreeSet<ItemId>) {
        let dates = item.dates();
        if item.kind().is_point() && dates.to.or(dates.from).is_some() {
            self.fixed = self.fixed.max(schedule.timing(item.id).end);
            return;
        }
        let own_end = || item.dependencies().iter().any(|one| one.edge == Edge::End);
        if !item.has_parts() || own_end() || threatened.contains(&item.id) {
            self.last.push(item.id);
        }
    }

    fn contents<'m>(&mut self, items: impl Iterator<Item = ItemWalker<'m>>) {
        for item in items.filter(|item| item.kind() != ItemKind::Release) {
            for (release, _) in &item.extras().releases {
                let row = self.items.binary_search_by_key(release, |watched| watched.item);
                if let Some(watched) = row.ok().and_then(|row| self.items.get_mut(row)) {
                    watched.contents.push(item.id);
                }
            }
        }
    }

    /// The end of the work in a run.
    pub(super) fn end_of(&self, pass: &Forward<'_, '_>) -> Moment {
        self.last.iter().map(|item| pass.end_of(*item)).max().unwrap_or(self.fixed)
    }
}

/// What open risks may delay.
fn threatened(model: &Model) -> BTreeSet<ItemId> {
    let risks = model.risks.iter().filter(|risk| !risk.is_closed);
    let delayed = risks.flat_map(|risk| {
        risk.impacts.iter().filter_map(|impact| match impact {
            Impact::Time { on, .. } => on.or(risk.threatens),
            Impact::Money { .. } => None,
        })
    });
    delayed.collect()
}

impl Watched {
    /// Its end in a run: of a release its own date or the end of the last item in it, whichever is later.
    pub(super) fn end_of(&self, pass: &Forward<'_, '_>) -> Moment {
        let contents = self.contents.iter().map(|item| pass.end_of(*item));
        contents.fold(pass.end_of(self.item), Moment::max)
    }
}

/// What a roadmap costs as it is planned, and what of that varies.
#[derive(Clone, Debug)]
pub(super) struct Spending {
    /// What everything costs if all is as it is likely and no risk strikes.
    pub(super) planned: Money,
    /// Whether anything costs anything.
    pub(super) has_any: bool,
    /// Whether a risk may cost money.
    pub(super) has_risk_money: bool,
    paid: Vec<Paid>,
}

/// An item whose people are paid for as long as it takes.
#[derive(Clone, Copy, Debug)]
struct Paid {
    item: ItemId,
    money: Money,
    likely: i64,
}

impl Spending {
    pub(super) fn of(model: &Model, schedule: &Schedule) -> Self {
        let costs = Costs::of_roadmap(model, schedule, &Clocks::of(model));
        let mut risks = model.risks.iter().filter(|risk| !risk.is_closed);
        let has_risk_money = risks.any(|risk| {
            let mut impacts = risk.impacts.iter();
            risk.probability.is_some() && impacts.any(|one| matches!(one, Impact::Money { .. }))
        });
        let paid = model.items().filter_map(|item| paid(item, &costs)).collect();
        let planned = costs.whole();
        Self { planned, has_any: planned.0 != 0 || has_risk_money, has_risk_money, paid }
    }

    /// What a run costs more than planned.
    pub(super) fn more(&self, draw: &Draw) -> i64 {
        self.paid.iter().fold(draw.money.0, |sum, paid| {
            let amount = draw.amounts[paid.item] + draw.delays[paid.item];
            let more = i128::from(paid.money.0) * i128::from(amount - paid.likely)
                / i128::from(paid.likely);
            sum.saturating_add(i64::try_from(more).unwrap_or(i64::MAX))
        })
    }
}

/// What is paid for an item that grows with its work. Clock time is paid for as it is planned.
fn paid(item: ItemWalker<'_>, costs: &Costs) -> Option<Paid> {
    let estimate = item.data().estimate?;
    let money = costs.own(item.id).paid;
    let (likely, is_counted) = (estimate.likely.0, estimate.basis != EstimateBasis::Elapsed);
    let grows = is_counted && money.0 != 0 && likely > 0;
    grows.then_some(Paid { item: item.id, money, likely })
}
