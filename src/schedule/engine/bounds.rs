//! What bounds a point: the latest of several moments that it has to wait for, the earliest of several by which it has to be over.

use crate::model::DependencyId;
use crate::schedule::timing::Driver;
use crate::time::Moment;

/// A moment before which something can't be, and what says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EarliestBound {
    pub(crate) moment: Moment,
    pub(crate) driver: Driver,
    /// The latest point of an item that is waited for, which may be earlier than `moment`.
    pub(crate) item: Option<(Moment, DependencyId)>,
    /// The latest that is waited for, but for today and the dates of that in which something stands, and what says so.
    pub(crate) named: Option<(Moment, Driver)>,
    /// Whether a point that is waited for rests on work without an estimate.
    pub(crate) is_open: bool,
    /// Whether something asks for `moment` as the beginning of a day: a midnight then names the day behind it, not before it.
    pub(crate) is_beginning: bool,
}

/// A moment that is waited for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) moment: Moment,
    /// Whether it rests on work without an estimate.
    pub(crate) is_open: bool,
    /// Whether something begins then: a day, an item.
    pub(crate) is_beginning: bool,
}

impl EarliestBound {
    /// From the beginning of a day on.
    pub(crate) const fn from(moment: Moment, driver: Driver) -> Self {
        Self { moment, driver, item: None, named: None, is_open: false, is_beginning: true }
    }

    /// From the end of something on.
    pub(crate) const fn from_end(moment: Moment, driver: Driver) -> Self {
        Self { is_beginning: false, ..Self::from(moment, driver) }
    }

    /// Waits for a date too.
    pub(crate) fn wait_for_date(&mut self, moment: Moment, driver: Driver) {
        self.wait_for(Point { moment, is_open: false, is_beginning: true }, driver);
    }

    /// Waits for a point too.
    pub(crate) fn wait_for(&mut self, point: Point, driver: Driver) {
        self.is_open |= point.is_open;
        let is_date = matches!(driver, Driver::RoadmapStart | Driver::FixedDate | Driver::Today);
        if !is_date && self.named.is_none_or(|(latest, _)| point.moment > latest) {
            self.named = Some((point.moment, driver));
        }
        if point.moment > self.moment {
            (self.moment, self.driver) = (point.moment, driver);
            self.is_beginning = point.is_beginning;
        } else if point.moment == self.moment {
            self.is_beginning |= point.is_beginning;
        }
    }

    /// Waits for a point of an item too. Of equal moments an item's says more than a date.
    pub(crate) fn wait_for_item(&mut self, point: Point, dependency: DependencyId) {
        let driver = Driver::Dependency(dependency);
        self.wait_for(point, driver);
        if self.item.is_none_or(|(latest, _)| point.moment > latest) {
            self.item = Some((point.moment, dependency));
            if point.moment == self.moment {
                self.driver = driver;
            }
        }
    }

    /// What is waited for but the dates of that in which something stands: those its author may well have fixed it against.
    pub(crate) fn but_dates_around(self) -> Option<Self> {
        if !matches!(self.driver, Driver::RoadmapStart | Driver::FixedDate) {
            return Some(self);
        }
        let (moment, driver) = self.named?;
        Some(Self { moment, driver, is_beginning: false, ..self })
    }

    /// What both wait for.
    pub(crate) fn and(self, other: Self) -> Self {
        let later = if other.moment > self.moment { other } else { self };
        let item = [self.item, other.item].into_iter().flatten().max_by_key(|(moment, _)| *moment);
        let named = [self.named, other.named].into_iter().flatten().max_by_key(|(of, _)| *of);
        let is_beginning = if self.moment == other.moment {
            self.is_beginning || other.is_beginning
        } else {
            later.is_beginning
        };
        Self { item, named, is_open: self.is_open || other.is_open, is_beginning, ..later }
    }
}

/// A moment after which something can't be, and what says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LatestBound {
    pub(crate) moment: Moment,
    pub(crate) driver: Driver,
}

impl LatestBound {
    /// None at all.
    pub(crate) const NONE: Self = Self { moment: Moment::MAX, driver: Driver::RoadmapEnd };

    pub(crate) const fn new(moment: Moment, driver: Driver) -> Self {
        Self { moment, driver }
    }

    /// The lower of the two; this one if they are the same.
    pub(crate) fn lower(self, other: Self) -> Self {
        if other.moment < self.moment { other } else { self }
    }
}
