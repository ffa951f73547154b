//! What a run draws: how much work each item with a range turns out to be, which risks strike, and what they cost.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{
    Estimate, EstimateBasis, Impact, ItemId, ItemWalker, Model, Money, Risk, RiskId, Share, Spread,
};
use crate::schedule::crew::crews::units_of;
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::network::{Role, roles};
use crate::schedule::random::{Key, Stream};
use crate::schedule::simulate::shape::{Pert, Shape};
use crate::schedule::table::Rows;
use crate::schedule::timing::{Schedule, State};
use crate::time::Minutes;

/// Something that runs draw, and that the end may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// How much work an item turns out to be.
    Item(ItemId),
    /// Whether a risk strikes, and how much time it costs then.
    Risk(RiskId),
}

/// A range, drawn from with a key.
#[derive(Clone, Copy, Debug)]
struct Range {
    best: i64,
    worst: i64,
    /// A row of the table of shapes.
    shape: u32,
    key: Key,
}

/// An item whose work varies.
#[derive(Clone, Copy, Debug)]
struct Work {
    item: ItemId,
    likely: i64,
    range: Range,
}

/// A delay that a risk may bring.
#[derive(Clone, Copy, Debug)]
struct Delay {
    item: ItemId,
    range: Range,
    /// So many thousandths of the unit of the item's estimate for a minute of delay.
    rate: i64,
}

/// A risk that may strike.
#[derive(Clone, Debug)]
struct Threat {
    risk: RiskId,
    probability: Share,
    key: Key,
    delays: Vec<Delay>,
    money: Vec<Range>,
}

/// Everything that runs draw.
#[derive(Clone, Debug)]
pub(super) struct Variables {
    shapes: Vec<Shape>,
    work: Vec<Work>,
    threats: Vec<Threat>,
    /// By item: how much work it likely is.
    likely: Rows<i64>,
    /// Open risks that can't strike, as they don't say how likely they are, or what they cost whom.
    pub(super) silent: Vec<RiskId>,
}

/// What one run has drawn.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    /// By item: how much work it is, in the unit of its estimate; what is not known is nothing.
    pub(super) amounts: Rows<i64>,
    /// By item: by how much risks delay it, in the unit of its estimate; of what is not work in working time.
    pub(super) delays: Rows<i64>,
    /// By variable: how far its work lies above what is likely, or how much time its risk costs.
    pub(super) values: Vec<i64>,
    /// By risk that may strike: whether it does.
    pub(super) strikes: Vec<bool>,
    /// What the risks that strike cost.
    pub(super) money: Money,
}

impl Variables {
    /// What a roadmap leaves open.
    pub(super) fn of(model: &Model, schedule: &Schedule) -> Self {
        let mut maker = Maker::new(model, schedule);
        for item in model.items() {
            maker.work(item);
        }
        for (index, risk) in model.risks.iter().enumerate().filter(|(_, risk)| !risk.is_closed) {
            maker.risk(RiskId::from_index(index), risk);
        }
        maker.variables
    }

    /// What varies: items, then risks that may cost time or money.
    pub(super) fn sources(&self) -> impl Iterator<Item = Source> {
        let items = self.work.iter().map(|work| Source::Item(work.item));
        items.chain(self.risks().map(Source::Risk))
    }

    /// The risks that may strike, in order of declaration.
    pub(super) fn risks(&self) -> impl Iterator<Item = RiskId> {
        self.threats.iter().map(|threat| threat.risk)
    }

    /// Whether every run is the same.
    pub(super) fn is_empty(&self) -> bool {
        self.work.is_empty() && self.threats.is_empty()
    }

    /// The run in which everything is as it is likely and no risk strikes.
    pub(super) fn likely(&self) -> Draw {
        Draw {
            amounts: self.likely.clone(),
            delays: Rows::filled(0, self.likely.0.len()),
            values: vec![0; self.work.len() + self.threats.len()],
            strikes: vec![false; self.threats.len()],
            money: Money(0),
        }
    }

    /// Draws for a run, over what was drawn for another.
    pub(super) fn draw(&self, stream: Stream, draw: &mut Draw) {
        let mut values = draw.values.iter_mut();
        for (work, value) in self.work.iter().zip(values.by_ref()) {
            let amount = self.drawn(work.range, stream);
            *value = amount - work.likely;
            draw.amounts[work.item] = amount;
        }
        draw.money = Money(0);
        for delay in self.threats.iter().flat_map(|threat| &threat.delays) {
            draw.delays[delay.item] = 0;
        }
        for ((threat, value), strikes) in self.threats.iter().zip(values).zip(&mut draw.strikes) {
            *strikes = threat.strikes(stream);
            *value = 0;
            if !*strikes {
                continue;
            }
            for delay in &threat.delays {
                let late = self.drawn(delay.range, stream);
                *value = value.saturating_add(late);
                let more = scaled(late, delay.rate);
                draw.delays[delay.item] = draw.delays[delay.item].saturating_add(more);
            }
            let costs = threat.money.iter().map(|range| self.drawn(*range, stream));
            draw.money.0 = costs.fold(draw.money.0, i64::saturating_add);
        }
    }

    fn drawn(&self, range: Range, stream: Stream) -> i64 {
        let shape = self.shapes.get(range.shape as usize);
        let random = stream.draw(range.key);
        shape.map_or(range.best, |shape| shape.amount(range.best, range.worst, random))
    }
}

impl Threat {
    fn strikes(&self, stream: Stream) -> bool {
        // A thousandth of all numbers a thousandth of probability.
        let thousandth = (u128::from(stream.draw(self.key)) * 1000) >> 64;
        i64::try_from(thousandth).is_ok_and(|of| of < self.probability.0)
    }
}

fn scaled(minutes: i64, thousandths: i64) -> i64 {
    let exact = (i128::from(minutes) * i128::from(thousandths) + 500).div_euclid(1000);
    i64::try_from(exact).unwrap_or(i64::MAX)
}

/// The shape of a triangle is the first of all.
const TRIANGULAR: u32 = 0;

/// Collects what varies.
struct Maker<'m> {
    model: &'m Model,
    schedule: &'m Schedule,
    roles: Rows<Role>,
    variables: Variables,
    /// Where shapes of beta-PERT are made, once one is needed.
    pert: Option<Pert>,
    /// By exponent: the row of the shape.
    known: FxHashMap<u32, u32>,
    taken: FxHashSet<Key>,
}

impl<'m> Maker<'m> {
    fn new(model: &'m Model, schedule: &'m Schedule) -> Self {
        let likely = |item| likely_amount(item).unwrap_or_default().0;
        let variables = Variables {
            shapes: vec![Shape::triangular()],
            work: Vec::new(),
            threats: Vec::new(),
            likely: model.items().map(likely).collect(),
            silent: Vec::new(),
        };
        Self {
            model,
            schedule,
            roles: roles(model),
            variables,
            pert: None,
            known: FxHashMap::default(),
            taken: FxHashSet::default(),
        }
    }

    /// Whether it is over or takes no part: nothing can happen to it.
    fn is_settled(&self, item: ItemId) -> bool {
        matches!(self.schedule.timing(item).state, State::Done | State::Dropped)
    }

    fn work(&mut self, item: ItemWalker<'_>) {
        let Some(estimate) = item.data().estimate.filter(Estimate::is_range) else {
            return;
        };
        if self.roles[item.id] != Role::Work || self.is_settled(item.id) {
            return;
        }
        let ends = [estimate.best.0, estimate.likely.0, estimate.worst.0];
        let key = self.key(&item.path());
        let range = self.range(ends, estimate.spread, key);
        self.variables.work.push(Work { item: item.id, likely: estimate.likely.0, range });
    }

    fn risk(&mut self, id: RiskId, risk: &Risk) {
        let inside = risk.threatens.map(|item| self.model.item(item).path()).unwrap_or_default();
        let key = self.key(&format!("{inside}!{}", risk.name));
        let mut threat = Threat {
            risk: id,
            probability: risk.probability.unwrap_or_default(),
            key,
            delays: Vec::new(),
            money: Vec::new(),
        };
        for (impact, number) in risk.impacts.iter().zip(0..) {
            self.impact(&mut threat, risk.threatens, *impact, key.and(number));
        }
        let is_silent = threat.delays.is_empty() && threat.money.is_empty();
        if is_silent || risk.probability.is_none() {
            self.variables.silent.push(id);
        } else {
            self.variables.threats.push(threat);
        }
    }

    fn impact(&mut self, threat: &mut Threat, around: Option<ItemId>, impact: Impact, key: Key) {
        match impact {
            Impact::Time { best, likely, worst, spread, on } => {
                let Some(item) = on.or(around).filter(|item| !self.is_settled(*item)) else {
                    return;
                };
                let range = self.range([best.0, likely.0, worst.0], spread, key);
                threat.delays.push(Delay { item, range, rate: self.rate(item) });
            }
            Impact::Money { best, worst } => {
                let range = self.range([best.0, best.0, worst.0], Spread::Triangular, key);
                threat.money.push(range);
            }
        }
    }

    /// How much more work a delay is: of an effort as much as its people do in that time, of clock time as a week has.
    fn rate(&self, item: ItemId) -> i64 {
        let item = self.model.item(item);
        let basis = item.data().estimate.filter(|_| self.roles[item.id] == Role::Work);
        match basis.map(|estimate| estimate.basis) {
            Some(EstimateBasis::Effort) => {
                let units = item.assignments().iter().map(|one| units_of(self.model, one).0);
                Some(units.fold(0, i64::saturating_add)).filter(|sum| *sum > 0).unwrap_or(1000)
            }
            Some(EstimateBasis::Elapsed) => {
                Minutes::DAY.0 * 7 * 1000 / self.model.header.week.0.max(1)
            }
            Some(EstimateBasis::Duration) | None => 1000,
        }
    }

    fn range(&mut self, [best, likely, worst]: [i64; 3], spread: Spread, key: Key) -> Range {
        let shape = match spread {
            Spread::Pert if best < worst => self.pert(Pert::exponent(best, likely, worst)),
            _ => TRIANGULAR,
        };
        Range { best, worst, shape, key }
    }

    fn pert(&mut self, exponent: u32) -> u32 {
        let (shapes, pert) = (&mut self.variables.shapes, &mut self.pert);
        *self.known.entry(exponent).or_insert_with(|| {
            shapes.push(pert.get_or_insert_with(Pert::new).shape(exponent));
            u32::try_from(shapes.len() - 1).unwrap_or(TRIANGULAR)
        })
    }

    /// The key of a name; of the same name twice, each has its own.
    fn key(&mut self, name: &str) -> Key {
        let mut key = Key::of(name);
        while !self.taken.insert(key) {
            key = key.and(0);
        }
        key
    }
}
