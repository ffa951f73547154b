//! Where one item without parts comes to stand, once all that it waits for is known.

use crate::model::{FixedDate, ItemWalker};
use crate::schedule::crew::Crew;
use crate::schedule::engine::bounds::EarliestBound;
use crate::schedule::progress::Reported;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// An item that is to be placed, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Activity<'a, 'm> {
    pub(crate) item: ItemWalker<'m>,
    pub(crate) crew: &'a Crew<'m>,
    /// How much work it is, if that is known.
    pub(crate) amount: Option<Minutes>,
    /// What its start waits for.
    pub(crate) start: EarliestBound,
    /// What its end waits for.
    pub(crate) end: Option<EarliestBound>,
    pub(crate) state: Reported,
    /// Of a milestone or release: whether all that it waits for is done.
    pub(crate) is_reached: bool,
    /// When the plan is looked at, if it counts.
    pub(crate) today: Option<Moment>,
    /// Of work under way that others had to be waited for: when it is done.
    pub(crate) resumed: Option<(Moment, Driver)>,
}

/// Where an item stands, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub(crate) start: (Moment, Driver),
    pub(crate) end: (Moment, Driver),
    /// The moment from which its start had to wait for working time.
    pub(crate) waited_from: Option<Moment>,
    pub(crate) is_start_open: bool,
    pub(crate) is_open: bool,
    /// Whether it stands on a day off that was named: what waits for it waits for the beginning of that day.
    pub(crate) is_on_day_off: bool,
    /// Which of its dates its author fixed or knows, so that it may contradict what it waits for.
    pub(crate) is_given: Given,
}

/// How far an item's dates follow from what it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// Its dates are computed.
    Nothing,
    /// A date is fixed: where its start and its end were planned, if it had to wait for nothing.
    Fixed { start: Moment, end: Moment },
    /// It is known when it was started.
    Started,
    /// It is known when it was done.
    Done,
}

impl Placed {
    const fn new(start: (Moment, Driver), end: (Moment, Driver)) -> Self {
        Self {
            start,
            end,
            waited_from: None,
            is_start_open: false,
            is_open: false,
            is_on_day_off: false,
            is_given: Given::Nothing,
        }
    }

    /// At one moment that is computed.
    const fn at(at: (Moment, Driver), is_open: bool) -> Self {
        Self::new(at, at).open(is_open, false)
    }

    const fn given(self, is_given: Given) -> Self {
        Self { is_given, ..self }
    }

    const fn open(self, is_start_open: bool, is_open: bool) -> Self {
        Self { is_start_open, is_open: is_start_open || is_open, ..self }
    }
}

/// How much work an item is, if that is known: its likely estimate, or what it says remains.
pub(crate) fn likely_amount(item: ItemWalker<'_>) -> Option<Minutes> {
    let remaining = item.progress().remaining.map(|(remaining, _)| remaining);
    item.data().estimate.map(|estimate| estimate.likely).or(remaining)
}

impl Activity<'_, '_> {
    /// Places work.
    pub(crate) fn work(&self) -> Placed {
        match self.state {
            Reported::Done { started, done, latest } => self.done(started, done, latest),
            Reported::UnderWay { started, remaining } => match self.today {
                Some(today) => self.under_way(started, remaining, today),
                None => self.planned(started),
            },
            Reported::Nothing => self.planned(None),
        }
    }

    /// Places what would hold parts but has none: as work that takes no time.
    pub(crate) fn nothing(&self) -> Placed {
        Self { amount: Some(Minutes::ZERO), ..*self }.work()
    }

    fn planned(&self, started: Option<Moment>) -> Placed {
        let dates = self.item.dates();
        let from = dates.from.filter(|_| started.is_none());
        match (started, from, dates.to) {
            (None, None, None) => self.free(),
            (_, _, Some(to)) if started.is_some() || from.is_some() => {
                self.between(started, from, to)
            }
            (None, None, Some(to)) => self.back_from(to),
            _ => self.forth_from(started, from),
        }
    }

    /// As early as what it waits for allows.
    fn free(&self) -> Placed {
        let amount = self.amount.unwrap_or_default();
        let waits = self.start_bound();
        if self.amount == Some(Minutes::ZERO) {
            return self.moment(&self.latest_of(waits));
        }
        let (first, done) = self.crew.first_place(waits.moment, amount);
        let start = (first, self.binding(&waits, first));
        let mut placed = Placed::new(start, (done, Driver::Estimate));
        placed.waited_from = Some(waits.moment);
        if let Some(end) = self.end.filter(|end| done < end.moment) {
            let start = self.crew.start_to_end_from(first, end.moment, amount);
            if start > first {
                // The end decides: the start is counted back from it.
                placed.start = (start, Driver::Estimate);
                placed.waited_from = None;
            }
            placed.end = (self.crew.finish(start, amount), end.driver);
        }
        let is_end_open = self.end.is_some_and(|end| end.is_open) || self.amount.is_none();
        placed.open(waits.is_open, is_end_open)
    }

    fn start_bound(&self) -> EarliestBound {
        let mut waits = self.start;
        if let Some(today) = self.today {
            waits.wait_for_date(today, Driver::Today);
        }
        waits
    }

    /// What decides a start: the item that is waited for, where a later date falls into the same gap of working time.
    fn binding(&self, waits: &EarliestBound, start: Moment) -> Driver {
        let earlier = waits.item.filter(|(moment, _)| *moment < waits.moment);
        match earlier {
            Some((moment, id)) if self.crew.clock.next_work(moment) >= start => {
                Driver::Dependency(id)
            }
            _ => waits.driver,
        }
    }

    /// From a fixed or actual start; what could only begin later than it was to begins then.
    fn forth_from(&self, started: Option<Moment>, from: Option<FixedDate>) -> Placed {
        let amount = self.amount;
        let start = started.map(|started| (self.first_work_on(started), Driver::Actual));
        let fixed = || {
            let mut from = EarliestBound::from(
                from.map_or(self.start.moment, |from| from.moment),
                Driver::FixedDate,
            );
            if let Some(today) = self.today {
                from.wait_for_date(today, Driver::Today);
            }
            (self.crew.clock.next_work(from.moment), from.driver)
        };
        let start = start.unwrap_or_else(fixed);
        let end = self.crew.finish(start.0, amount.unwrap_or_default());
        let given = match started {
            Some(_) => Given::Started,
            None => planned_for(start.0, end),
        };
        let planned =
            Placed::new(start, (end, Driver::Estimate)).given(given).open(false, amount.is_none());
        let waits = self.waits_longer(|waits| self.crew.clock.next_work(waits) > start.0);
        let is_end_late =
            self.state == Reported::Nothing && self.end.is_some_and(|ends| ends.moment > end);
        if waits.is_none() && !is_end_late {
            return planned;
        }
        let start = waits.unwrap_or_else(|| EarliestBound::from(start.0, start.1));
        Placed { is_given: planned.is_given, ..Self { start, ..*self }.free() }
    }

    /// What keeps something that is not begun from beginning when it was to; `is_late` says whether a moment is too late for that.
    fn waits_longer(&self, is_late: impl Fn(Moment) -> bool) -> Option<EarliestBound> {
        let waits = self.start.but_dates_around().filter(|waits| is_late(waits.moment));
        waits.filter(|_| self.state == Reported::Nothing)
    }

    /// To a fixed end, as it is planned; what could only begin later than that asks for ends later.
    fn back_from(&self, to: FixedDate) -> Placed {
        let amount = self.amount;
        let end = self.crew.clock.previous_work(to.moment);
        let start = self.crew.begin(end, amount.unwrap_or_default());
        let planned = Placed::new((start, Driver::Estimate), (end, Driver::FixedDate))
            .given(planned_for(start, end))
            .open(false, amount.is_none());
        let waits = self.start_bound();
        if self.crew.clock.next_work(waits.moment) <= start {
            return planned;
        }
        Placed { is_given: planned.is_given, ..self.free() }
    }

    /// From a fixed or actual start to a fixed end: as it is planned, or until later if that has to be waited for; what can't begin
    /// in time is as long, but later.
    fn between(&self, started: Option<Moment>, from: Option<FixedDate>, to: FixedDate) -> Placed {
        let planned = self.period(started, from, to);
        if let Some(waits) =
            self.waits_longer(|waits| self.first_of_period(waits) > planned.start.0)
        {
            return Self { start: waits, ..*self }.put_off(planned);
        }
        let mut end = EarliestBound::from_end(planned.end.0, Driver::FixedDate);
        // What is begun waits no longer for what its start waited for.
        let has_begun = matches!(self.state, Reported::UnderWay { .. });
        let waits = if has_begun { self.end } else { Some(self.latest_of(self.start)) };
        end = self.end_waits(end, waits);
        if let Some(today) = self.today.filter(|today| planned.end.0 <= *today) {
            end.wait_for_date(self.end_after(today), Driver::Today);
        }
        Placed { end: (end.moment, end.driver), ..planned }.open(false, end.is_open)
    }

    /// An end that has to wait for something too.
    fn end_waits(&self, end: EarliestBound, waits: Option<EarliestBound>) -> EarliestBound {
        let first_end = |of: EarliestBound| self.crew.first_end_from(of.moment);
        waits.map_or(end, |of| end.and(EarliestBound { moment: first_end(of), ..of }))
    }

    /// A period that can't begin when it was to: from when on it can, with as much working time as was planned.
    fn put_off(&self, planned: Placed) -> Placed {
        let (from, to) = (planned.start.0, planned.end.0);
        let waits = self.start_bound();
        let start = self.first_of_period(waits.moment);
        let clocks = [&self.crew.clock, &self.crew.calendar];
        let spans = clocks.into_iter().map(|clock| (clock.work_between(from, to), clock));
        let end = match spans.max_by_key(|(work, _)| *work) {
            Some((work, clock)) if work > Minutes::ZERO => clock.advance(start, work),
            _ => start.plus(to.since(from)),
        };
        let end = self.end_waits(EarliestBound::from_end(end, Driver::Estimate), self.end);
        let start = (start, self.binding(&waits, start));
        Placed { start, end: (end.moment, end.driver), ..planned }.open(waits.is_open, end.is_open)
    }

    /// When a period begins that is to begin at a moment. Absences leave it whole.
    fn first_of_period(&self, from: Moment) -> Moment {
        let Crew { clock, calendar, .. } = self.crew;
        clock.next_work(from).min(calendar.next_work(from))
    }

    /// A period as it is planned: it stays where it is, though its first day has passed and nothing of it was begun.
    fn period(&self, started: Option<Moment>, from: Option<FixedDate>, to: FixedDate) -> Placed {
        // Absences within a period leave it whole.
        let Crew { clock, calendar, .. } = self.crew;
        let start = match (started, from) {
            (None, Some(from)) => (self.first_of_period(from.moment), Driver::FixedDate),
            _ => Self { today: None, ..*self }.forth_from(started, from).start,
        };
        let end = clock.previous_work(to.moment).max(calendar.previous_work(to.moment));
        let (start, end) = match from {
            // Both in the same gap of working time: they stand as they are written.
            Some(from) if end <= start.0 => ((from.moment, start.1), to.moment.max(from.moment)),
            _ => (start, end.max(start.0)),
        };
        let given = if started.is_some() { Given::Started } else { planned_for(start.0, end) };
        Placed::new(start, (end, Driver::FixedDate)).given(given)
    }

    /// What remains of it, from today on.
    fn under_way(
        &self,
        started: Option<Moment>,
        remaining: Option<Minutes>,
        today: Moment,
    ) -> Placed {
        // What is begun, nobody knows when, was begun as early as it could; what its end waits for says nothing of that.
        let planned = Self { today: None, end: None, ..*self }.planned(started);
        let now = self.crew.clock.next_work(today);
        let mut placed = planned;
        placed.waited_from = None;
        if started.is_none() && placed.start.0 > now {
            placed.start = (now, Driver::Today);
        }
        if planned.end.1 == Driver::FixedDate {
            if placed.end.0 <= today {
                placed.end = (self.end_after(today), Driver::Today);
            }
            return placed;
        }
        let is_estimated = self.amount.is_some();
        placed.end = match remaining {
            Some(remaining) => {
                (self.crew.finish(now.max(placed.start.0), remaining), Driver::Remaining)
            }
            // It goes on as it was estimated; if it should be over, it is not over before today.
            None if is_estimated && planned.end.0 > today => planned.end,
            None => (self.end_after(today).max(placed.start.0), Driver::Today),
        };
        placed.end = self.resumed.unwrap_or(placed.end);
        if let Some(end) = self.end.filter(|end| end.moment > placed.end.0) {
            placed.end = (end.moment, end.driver);
        }
        let is_start_open =
            placed.is_start_open && started.is_none() && placed.start.1 != Driver::Today;
        placed.is_start_open = is_start_open;
        placed.is_open =
            !(is_estimated || remaining.is_some()) || self.end.is_some_and(|end| end.is_open);
        placed
    }

    /// As it really was; what is not known is computed.
    fn done(&self, started: Option<Moment>, done: Option<Moment>, latest: Moment) -> Placed {
        let planned = Self { today: None, ..*self }.planned(started);
        let end = match done {
            Some(done) => (self.crew.last_work_by(done), Driver::Actual),
            None if planned.end.0 <= latest => {
                return Placed { is_open: false, is_start_open: false, ..planned };
            }
            None => (self.crew.clock.previous_work(latest), Driver::Today),
        };
        let start = started.map_or_else(
            || self.start_of_done(planned.start, end.0),
            |started| (self.first_work_on(started).min(end.0), Driver::Actual),
        );
        let given = if done.is_some() { Given::Done } else { Given::Nothing };
        Placed::new(start, end).given(given)
    }

    /// When something that was done was begun: on the day it was to; else as long before as was estimated, but within the time
    /// in which it was possible.
    fn start_of_done(&self, planned: (Moment, Driver), end: Moment) -> (Moment, Driver) {
        if self.item.dates().from.is_some() && planned.0 < end {
            return planned;
        }
        let counted = self.crew.begin(end, self.amount.unwrap_or_default());
        // A start that was itself counted back, from an end that never was, says nothing of when it was possible.
        let is_bound = planned.1 != Driver::Estimate;
        let is_too_early = is_bound && counted < planned.0 && planned.0 < end;
        if is_too_early { planned } else { (counted, Driver::Estimate) }
    }

    /// The first moment of work on the day of an actual start; that moment itself if the day was a day off.
    fn first_work_on(&self, moment: Moment) -> Moment {
        let work = self.crew.clock.next_work(moment);
        if work.date() == moment.date() { work } else { moment }
    }

    /// Places a milestone or a release: on its planned day, or later if what it waits for ends later; what is not reached is
    /// not before today.
    pub(crate) fn point(&self) -> Placed {
        let mut waits = self.latest_of(self.start);
        let planned = self.planned_point();
        if let Reported::Done { done, latest, .. } = self.state {
            let fixed = planned.map(|planned| EarliestBound::from_end(planned, Driver::FixedDate));
            return self.reached(&fixed.unwrap_or(waits), done, latest);
        }
        if let Some(planned) = planned.filter(|planned| waits.moment <= *planned) {
            waits = EarliestBound {
                is_open: waits.is_open,
                ..EarliestBound::from_end(planned, Driver::FixedDate)
            };
        }
        let given = planned.map_or(Given::Nothing, |planned| planned_for(planned, planned));
        if let Some(today) = self.today.filter(|_| !self.is_reached) {
            waits.wait_for_date(today, Driver::Today);
        }
        self.moment(&waits).given(given)
    }

    /// Where a milestone or release was planned, if its author gave it a date.
    fn planned_point(&self) -> Option<Moment> {
        let dates = self.item.dates();
        let from =
            || Some(self.standing(&EarliestBound::from(dates.from?.moment, Driver::FixedDate)));
        dates.to.map(|on| on.moment).or_else(from)
    }

    /// What both its start and its end wait for.
    fn latest_of(&self, start: EarliestBound) -> EarliestBound {
        self.end.map_or(start, |end| start.and(end))
    }

    /// At one moment.
    fn moment(&self, waits: &EarliestBound) -> Placed {
        let at = self.standing(waits);
        let is_later = waits.moment < at;
        let works = self.crew.calendar.work_between(waits.moment, at) > Minutes::ZERO;
        let placed = Placed::at((at, waits.driver), waits.is_open);
        Placed { is_on_day_off: is_later && !works && at.minute_of_day() == 0, ..placed }
    }

    /// A milestone or release that is done.
    fn reached(&self, waits: &EarliestBound, done: Option<Moment>, latest: Moment) -> Placed {
        let standing = self.standing(waits);
        let at = match done {
            Some(done) => (done, Driver::Actual),
            None if standing <= latest => (standing, waits.driver),
            None => (self.crew.clock.previous_work(latest), Driver::Today),
        };
        let given = if done.is_some() { Given::Done } else { Given::Nothing };
        Placed::new(at, at).given(given)
    }

    /// That evening, if it waits for an end; on that day, if it waits for a date or a start.
    fn standing(&self, waits: &EarliestBound) -> Moment {
        let names_day = waits.is_beginning && waits.moment.minute_of_day() == 0;
        if names_day { self.on_day(waits.moment) } else { waits.moment }
    }

    /// A moment of the day that this midnight begins: the first of work, or the last of a day off. Where work begins at midnight
    /// too it is the last: as an end, midnight is of the day before.
    fn on_day(&self, midnight: Moment) -> Moment {
        let clocks = [&self.crew.clock, &self.crew.calendar];
        let mut work = clocks.into_iter().map(|clock| clock.next_work(midnight));
        let on_day = work.find(|work| *work > midnight && work.date() == midnight.date());
        on_day.unwrap_or_else(|| Moment::end_of(midnight.date()))
    }

    /// When something can be over at the earliest that was not before today.
    fn end_after(&self, today: Moment) -> Moment {
        let work = self.crew.clock.next_work(today);
        let is_day = today.minute_of_day() == 0;
        if work > today || !is_day { work } else { Moment::end_of(today.date()) }
    }
}

/// Dates that are fixed so, if nothing has to be waited for.
const fn planned_for(start: Moment, end: Moment) -> Given {
    Given::Fixed { start, end }
}
