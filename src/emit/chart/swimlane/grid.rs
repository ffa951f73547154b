//! The columns of a swimlane: time, or horizons; and where something stands in them.

use super::super::Px;
use super::super::columns::{self, Column, Step};
use super::super::label::Style;
use super::super::scale::{Drawn, Hours, Scale};
use super::super::units::{horizon, is_undated, said_horizon};
use crate::model::{Columns, Horizon, ItemWalker};
use crate::plan::{PlanView, State};
use crate::text::words::sentence;
use crate::time::{Date, Moment};

/// A column in its place.
#[derive(Debug)]
pub struct GridColumn {
    /// Its left and its right edge.
    pub left: Px,
    /// See `left`.
    pub right: Px,
    /// Its name, where that has room.
    pub name: Option<String>,
    /// Whether the day the plan is looked at lies in it.
    pub is_now: bool,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From where to where it takes time.
    pub time: (Px, Px),
    /// The edges that its card may not leave.
    pub room: (Px, Px),
}

/// The columns.
#[derive(Debug)]
pub struct Grid {
    /// From left to right.
    pub columns: Vec<GridColumn>,
    /// Where moments are; `None` where columns are no time.
    pub time: Option<Time>,
    /// The column of what has no date.
    later: Option<(Px, Px)>,
    /// The edges of all.
    pub left: Px,
    /// See `left`.
    pub right: Px,
}

/// Where moments are.
#[derive(Debug)]
pub struct Time {
    scale: Scale,
    hours: Hours,
    /// Where time ends.
    pub right: Px,
}

/// From a column's edge to its name, and to the next.
const NAME_ROOM: Px = Px::whole(14);
/// What has less length can't be seen.
const SHORTEST: Px = Px::whole(6);

/// The first and the last day of a view.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// Those of these items, where the view does not say others.
    pub fn of<'m>(view: &PlanView<'_, 'm>, items: &[ItemWalker<'m>]) -> Option<Self> {
        let dated = items.iter().filter(|item| !is_later(view, **item));
        let spans: Vec<_> = dated.filter_map(|item| view.when(item.id)).collect();
        let first = spans.iter().map(|when| when.from.days_to(when.to).0).min();
        let last = spans.iter().map(|when| when.from.days_to(when.to).1).max();
        let first = view.view.from.map(Moment::date).or(first)?;
        let last = view.view.to.map(Moment::last_day).or(last)?;
        Some(Self { first, last: last.max(first) })
    }
}

/// Whether something has no place in time: nobody knows when it is, or its author says that it is for later.
pub fn is_later<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> bool {
    let is_waiting = view.plan.schedule.timing(item.id).state == State::Waiting;
    let is_put_off = said_horizon(item) == Some(Horizon::Later) && !item.dates().name_any();
    is_undated(view, item) || is_waiting && is_put_off
}

impl Grid {
    /// The columns between two edges for these days, with one of this width for what has none where there is such.
    pub fn new(
        view: &PlanView<'_, '_>,
        days: Option<Days>,
        later: Option<Px>,
        (left, right): (Px, Px),
        style: Style,
    ) -> Self {
        if view.view.columns == Some(Columns::Horizon) {
            return Self::of_horizons(left, right);
        }
        let later = match (days, later) {
            (None, Some(_)) => Some((left, right)),
            (Some(_), Some(width)) => Some((right - width.min((right - left).half()), right)),
            (_, None) => None,
        };
        let end = later.map_or(right, |(from, _)| from);
        let mut grid = Self { columns: Vec::new(), time: None, later, left, right };
        if let Some(days) = days {
            grid.lay_out_time(view, days, end, style);
        }
        if let Some((left, right)) = later {
            let name = Some("Later".to_owned());
            grid.columns.push(GridColumn { left, right, name, is_now: false });
        }
        grid
    }

    fn of_horizons(left: Px, right: Px) -> Self {
        let width = Px((right - left).0 / 3);
        let column = |(at, horizon): (usize, Horizon)| GridColumn {
            left: left + width.times_count(at),
            right: left + width.times_count(at + 1),
            name: Some(sentence(horizon.word())),
            is_now: horizon == Horizon::Now,
        };
        let columns = Horizon::ALL.into_iter().enumerate().map(column).collect();
        Self { columns, time: None, later: None, left, right }
    }

    fn lay_out_time(&mut self, view: &PlanView<'_, '_>, days: Days, right: Px, style: Style) {
        let model = view.plan.model;
        let shortest = if view.is_public() { Step::Months(3) } else { Step::Days(1) };
        let step = columns::step(view.view.columns, shortest, model, days.first, days.last);
        let columns = columns::columns(step, model, days.first, days.last);
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
        let (from, to) = if view.is_public() {
            (first.from, last.to)
        } else {
            step.trimmed(model, days.first, days.last)
        };
        let start = Drawn::start_of(from.max(first.from));
        let minutes = Drawn::start_of(to.min(last.to)).since(start).max(1);
        let scale = Scale { start, left: self.left, length: right - self.left, minutes };
        let edges = |column: &Column| {
            scale.band(Drawn::start_of(column.from), Drawn::start_of(column.to), right)
        };
        let rooms = columns.iter().map(|column| {
            let (left, right) = edges(column);
            (column, right - left - NAME_ROOM)
        });
        let form = columns::form(&rooms.collect::<Vec<_>>(), style);
        let today = view.plan.model.header.today;
        for column in &columns {
            let (left, right) = edges(column);
            let name = column.name(form, style, right - left - NAME_ROOM).map(str::to_owned);
            let is_now = today.is_some_and(|today| (column.from..column.to).contains(&today));
            self.columns.push(GridColumn { left, right, name, is_now });
        }
        let hours = Hours::of(model.calendar(crate::model::CalendarId(0)));
        self.time = Some(Time { scale, hours, right });
    }

    /// Where an item stands; `None` where it lies outside of the days that are shown.
    pub fn place<'m>(&self, view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> Option<Place> {
        let inside = |(left, right): (Px, Px)| {
            let edges = (left + Px::whole(6), right - Px::whole(6));
            Some(Place { time: edges, room: edges })
        };
        let Some(time) = self.time.as_ref().filter(|_| !is_later(view, item)) else {
            if self.later.is_none() && view.view.columns == Some(Columns::Horizon) {
                let at = Horizon::ALL.iter().position(|of| *of == horizon(view, item))?;
                let column = self.columns.get(at)?;
                return inside((column.left, column.right));
            }
            return inside(self.later?);
        };
        let when = view.when(item.id)?;
        let (from, to) = time.edges(when.from, when.to)?;
        Some(Place { time: (from, to), room: (self.left, time.right) })
    }
}

impl Time {
    /// Where a moment is; `None` where that is outside.
    pub fn x(&self, moment: Moment) -> Option<Px> {
        let x = self.scale.x(self.hours.drawn(moment));
        (self.scale.left <= x && x <= self.right).then_some(x)
    }

    fn edges(&self, start: Moment, end: Moment) -> Option<(Px, Px)> {
        let (from, to) = (self.hours.drawn(start), self.hours.drawn(end));
        let (left, right) = (self.scale.x(from), self.scale.x(to));
        if right < self.scale.left || left > self.right {
            return None;
        }
        let left = left.clamp(self.scale.left, self.right);
        // What takes next to no time is seen all the same.
        let right = right.clamp(left, self.right).max(left + SHORTEST).min(self.right);
        Some((left.min(right - SHORTEST).max(self.scale.left), right))
    }
}
