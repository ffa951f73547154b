//! The columns of a picture of loads: days, weeks, months or longer, as they fit the span.

use super::super::Px;
use super::super::axis::{self, Axis, Unit};
use super::super::page::Type;
use super::super::scale::{Drawn, Scale};
use crate::model::{Columns, Model};
use crate::plan::PlanView;
use crate::time::{Date, Minutes, Moment};

/// Units from the finest, and how wide one is at least.
const UNITS: [(Unit, Px); 10] = [
    (Unit::Day, Px::whole(16)),
    (Unit::Week, Px::whole(7)),
    (Unit::Month, Px::whole(8)),
    (Unit::Quarter, Px::whole(8)),
    (Unit::Years(1), Px::whole(8)),
    (Unit::Years(10), Px::whole(8)),
    (Unit::Years(100), Px::whole(8)),
    (Unit::Years(1000), Px::whole(8)),
    (Unit::Years(5000), Px::whole(8)),
    (Unit::Years(10_000), Px::ZERO),
];
/// What a view asks for is drawn at least so wide.
const NARROWEST: Px = Px::whole(3);

/// The periods of a picture.
#[derive(Clone, Debug)]
pub(in crate::emit) struct Periods {
    /// What each is called: `week`.
    pub word: String,
    /// The units of the axis, where a view asks for them.
    units: Option<(Unit, Unit)>,
    /// Where a moment is.
    pub scale: Scale,
    /// The right edge.
    pub right: Px,
    /// Each of them.
    pub all: Vec<Period>,
}

/// A period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Period {
    /// When it begins.
    pub from: Moment,
    /// When it ends.
    pub to: Moment,
    /// Its left edge.
    pub left: Px,
    /// Its right edge.
    pub right: Px,
}

impl Periods {
    /// Those that a view asks for, or else that fit, between two edges.
    pub(in crate::emit) fn of(view: &PlanView<'_, '_>, (left, right): (Px, Px)) -> Self {
        let (schedule, model) = (view.plan.schedule, view.plan.model);
        let first = Drawn::start_of(view.view.from.map_or(schedule.first_day, Moment::date));
        let last = view.view.to.map_or(schedule.end.last_day(), Moment::last_day);
        let end = Drawn::start_of(last).plus(Minutes::DAY.0).max(first.plus(Minutes::DAY.0));
        let asked = view.view.columns;
        let units = asked.and_then(|columns| axis::units(columns, model));
        let word = || asked.map(|columns| asked_word(columns, model)).unwrap_or_default();
        let asked = units.and_then(|units| {
            let bounds = bounds(units.0, (first, end), right - left, NARROWEST)?;
            Some(Self::placed(&bounds, (word(), Some(units)), (left, right)))
        });
        let fitting = UNITS.iter().find_map(|(unit, width)| {
            let bounds = bounds(*unit, (first, end), right - left, *width)?;
            Some(Self::placed(&bounds, (self::word(*unit).to_owned(), None), (left, right)))
        });
        let whole = || Self::placed(&[first, end], ("period".to_owned(), None), (left, right));
        asked.or(fitting).unwrap_or_else(whole)
    }

    /// Each from one bound to the next.
    fn placed(
        bounds: &[Drawn],
        (word, units): (String, Option<(Unit, Unit)>),
        (left, right): (Px, Px),
    ) -> Self {
        let start = bounds.first().copied().unwrap_or_default();
        let minutes = bounds.last().map_or(1, |end| end.since(start)).max(1);
        let scale = Scale { start, left, length: right - left, minutes };
        let period = |pair: &[Drawn]| {
            let (from, to) = (pair.first().copied()?, pair.last().copied()?);
            let moment = |at: Drawn| Moment::from_minutes(at.0);
            let (left, end) = (scale.x(from), scale.x(to).min(right));
            Some(Period { from: moment(from), to: moment(to), left, right: end })
        };
        let all = bounds.windows(2).filter_map(period).collect();
        Self { word, units, scale, right, all }
    }

    /// The axis above them, its two lines of labels on these baselines.
    pub(in crate::emit) fn axis<'m>(&self, scale: Type, baselines: (Px, Px)) -> Axis<'m> {
        let units = self.units.unwrap_or_else(|| scale.tiers(&self.scale));
        let styles = (scale.small_strong, scale.small);
        axis::axis_in(styles, units, (&self.scale, None), self.right, baselines)
    }

    /// From when to when each goes.
    pub(in crate::emit) fn spans(&self) -> Vec<(Moment, Moment)> {
        self.all.iter().map(|period| (period.from, period.to)).collect()
    }
}

impl Period {
    /// Its first and its last day.
    pub(in crate::emit) fn days(&self) -> (Date, Date) {
        (self.from.date(), self.to.last_day())
    }
}

/// Where units begin, from the one in which the first moment lies to the end of the one in which the last does; `None` if that
/// leaves each less than a width.
fn bounds(unit: Unit, (first, end): (Drawn, Drawn), room: Px, width: Px) -> Option<Vec<Drawn>> {
    let most = usize::try_from(room.0 / width.0.max(1)).unwrap_or(0);
    let begins = std::iter::successors(Some(unit.floor(first)), |begin| unit.next(*begin));
    let mut bounds = Vec::new();
    for begin in begins.take(most.saturating_add(1)) {
        bounds.push(begin);
        if begin >= end {
            return Some(bounds);
        }
    }
    // Behind the last date there is none that begins.
    let is_last = bounds.last().is_some_and(|last| unit.next(*last).is_none());
    bounds.push(end);
    is_last.then_some(bounds)
}

/// What columns are called.
fn asked_word(columns: Columns, model: &Model) -> String {
    match columns {
        Columns::Week => "week".to_owned(),
        Columns::Month => "month".to_owned(),
        Columns::Quarter => "quarter".to_owned(),
        Columns::Half => "half of a year".to_owned(),
        Columns::Year => "year".to_owned(),
        Columns::Horizon => String::new(),
        Columns::Cadence(at) => {
            let cadence = usize::try_from(at).ok().and_then(|at| model.cadences.get(at));
            let word = cadence.map(|of| of.title.as_deref().unwrap_or(&of.name));
            word.unwrap_or_default().to_lowercase()
        }
    }
}

const fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Years(1) => "year",
        _ => "period",
    }
}
