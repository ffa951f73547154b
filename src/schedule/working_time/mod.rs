//! Working time: of a calendar, of somebody, or of several together.
//!
//! A [`Clock`] answers how much is worked between two moments and when so much is worked. Its weekly pattern and its
//! exceptions are summed up once (`table`), so that a question costs a binary search over the exceptions, however far apart
//! the moments are. Beyond the dates there are it saturates.

mod table;
#[cfg(test)]
mod tests;
mod week;

use std::cell::{OnceCell, Ref, RefCell};
use std::rc::Rc;

use table::{Table, Window, absences, exceptions, yearly};
use week::{DAY, Week};

use crate::model::{
    Absence, Calendar, CalendarId, Edge, ItemWalker, Model, ResourceId, ResourceWalker,
};
use crate::time::{Date, Minutes, Moment, Spoken};

/// Working time, to be counted.
///
/// ```
/// use milepost::model::Calendar;
/// use milepost::schedule::Clock;
/// use milepost::time::{Date, Minutes, Moment};
/// let standard = Calendar::standard();
/// let clock = Clock::new(&standard);
/// let friday = Date::new(2026, 3, 6).unwrap();
/// let monday = Date::new(2026, 3, 9).unwrap();
/// assert_eq!(clock.advance(Moment::at(friday, 960), Minutes(120)), Moment::at(monday, 600));
/// ```
#[derive(Clone, Debug)]
pub struct Clock<'m> {
    rule: Rule<'m>,
    /// Grows to both sides as it is asked.
    table: RefCell<Table>,
}

/// What working time is made of.
#[derive(Clone, Debug)]
enum Rule<'m> {
    Always,
    Calendar(&'m Calendar),
    /// Every minute outside of absences.
    Presence(&'m [Absence]),
    /// When all of them work.
    All(Box<[Rc<Clock<'m>>]>),
    /// When at least one of them works.
    Any(Box<[Rc<Clock<'m>>]>),
}

impl<'m> Clock<'m> {
    /// The working time of a calendar.
    pub fn new(calendar: &'m Calendar) -> Self {
        Self::of_rule(Rule::Calendar(calendar))
    }

    /// When a person, team or resource is there: its calendar less its absences.
    pub fn of_resource(resource: ResourceWalker<'m>) -> Self {
        Self::new(resource.calendar()).without(&resource.data().absences)
    }

    /// This working time less absences.
    pub fn without(self, absences: &'m [Absence]) -> Self {
        if absences.is_empty() { self } else { Self::present(Rc::new(self), absences) }
    }

    /// A shared working time less absences.
    pub(crate) fn present(clock: Rc<Self>, absences: &'m [Absence]) -> Self {
        Self::all([clock, Rc::new(Self::of_rule(Rule::Presence(absences)))])
    }

    /// The clock on the wall: every minute counts.
    pub fn always() -> Self {
        Self::of_rule(Rule::Always)
    }

    /// When all of them work.
    pub fn all(clocks: impl Into<Box<[Rc<Self>]>>) -> Self {
        Self::of_rule(Rule::All(clocks.into()))
    }

    /// When at least one of them works.
    pub fn any(clocks: impl Into<Box<[Rc<Self>]>>) -> Self {
        Self::of_rule(Rule::Any(clocks.into()))
    }

    fn of_rule(rule: Rule<'m>) -> Self {
        Self { rule, table: RefCell::new(Table::nothing()) }
    }

    /// The first moment by which that much is worked from `moment` on: `moment` itself for nothing, the evening rather than
    /// the next morning. A negative amount goes back, as [`Clock::retreat`] does.
    pub fn advance(&self, moment: Moment, work: Minutes) -> Moment {
        match work.0 {
            0 => moment,
            1.. => self.found(moment, work.0, (1, Table::earliest)),
            _ => self.found(moment, work.0, (0, Table::latest)),
        }
    }

    /// The last moment from which that much is worked up to `moment`: `moment` itself for nothing, the morning rather than
    /// the evening before.
    pub fn retreat(&self, moment: Moment, work: Minutes) -> Moment {
        self.advance(moment, Minutes(work.0.saturating_neg()))
    }

    /// This moment, if work goes on in the minute that begins then; else the next moment at which it does.
    /// [`Moment::MAX`] if it never does again.
    pub fn next_work(&self, moment: Moment) -> Moment {
        let found = self.with_table(moment, moment, |table| {
            let is_open = table.is_open(moment);
            if is_open { Some(moment) } else { table.latest(table.worked_before(moment)) }
        });
        found.unwrap_or_else(|| self.found(moment, 0, (0, Table::latest)))
    }

    /// This moment, if work goes on in the minute that ends then; else the last moment before it at which it does.
    /// [`Moment::MIN`] if it never did.
    pub fn previous_work(&self, moment: Moment) -> Moment {
        self.found(moment, 0, (1, Table::earliest))
    }

    /// Working time from `a` to `b`; negative if `b` is the earlier.
    pub fn work_between(&self, a: Moment, b: Moment) -> Minutes {
        self.with_table(a.min(b), a.max(b), |table| {
            Minutes(table.worked_before(b) - table.worked_before(a))
        })
    }

    /// Where so much work (more than nothing) lies that starts at the next working time: its start and its end.
    #[inline]
    pub(crate) fn first_run(&self, from: Moment, work: Minutes) -> (Moment, Moment) {
        let run = self.with_table(from, from, |table| {
            let worked = table.worked_before(from);
            let start = if table.is_open(from) { Some(from) } else { table.latest(worked) };
            Some((start?, table.earliest(worked.saturating_add(work.0))?))
        });
        run.unwrap_or_else(|| {
            let start = self.next_work(from);
            (start, self.advance(start, work))
        })
    }

    /// Where so much work (more than nothing) lies that ends with the last work by `end`: its start and its end.
    pub(crate) fn last_run(&self, end: Moment, work: Minutes) -> (Moment, Moment) {
        let run = self.with_table(end, end, |table| {
            let worked = table.worked_before(end);
            Some((table.latest(worked.saturating_sub(work.0))?, table.earliest(worked)?))
        });
        run.unwrap_or_else(|| (self.retreat(end, work), self.previous_work(end)))
    }

    /// Whether work goes on in the minute that begins then.
    pub fn is_open(&self, moment: Moment) -> bool {
        self.with_table(moment, moment, |table| table.is_open(moment))
    }

    /// The next moment after this one at which work may begin or break off; it need not be a change across midnight.
    pub(crate) fn next_change(&self, moment: Moment) -> Moment {
        let closes = self.with_table(moment, moment, |table| table.closes(moment));
        closes.unwrap_or_else(|| self.next_work(moment))
    }

    /// Whether any work is done on a day.
    pub fn works_on(&self, date: Date) -> bool {
        let (from, to) = (Moment::start_of(date), Moment::end_of(date));
        self.work_between(from, to) > Minutes::ZERO
    }

    /// How many working days later than `a` the day `b` is: those after `a` up to `b`. Negative if `b` is the earlier.
    pub fn working_days(&self, a: Date, b: Date) -> i64 {
        self.with_table(Moment::start_of(a.min(b)), Moment::end_of(a.max(b)), |table| {
            let through = |date: Date| table.days_before(i64::from(date.days()) + 1);
            through(b) - through(a)
        })
    }

    /// Whether there is no working time at all.
    pub fn never_works(&self) -> bool {
        self.next_work(Moment::MIN) == Moment::MAX
    }

    /// Whether work goes on for ever: if not, [`Moment::MAX`] means that there is too little of it, not that dates end.
    pub fn goes_on(&self) -> bool {
        self.with_table(Moment::MIN, Moment::MAX, Table::goes_on)
    }

    /// What is found of the time in which `work` more is done than before `moment`, which may be none if it is less than `least`.
    fn found(
        &self,
        moment: Moment,
        work: i64,
        (least, find): (i64, impl Fn(&Table, i64) -> Option<Moment>),
    ) -> Moment {
        loop {
            let (found, worked) = self.with_table(moment, moment, |table| {
                let worked = table.worked_before(moment).saturating_add(work);
                (find(table, worked), worked)
            });
            if let Some(found) = found {
                return found;
            }
            let window = self.table.borrow().window;
            let more = (window.end - window.first).max(366);
            let (larger, end) = if worked < least {
                (window.grown(more, 0), Moment::MIN)
            } else {
                (window.grown(0, more), Moment::MAX)
            };
            if larger == window {
                return end;
            }
            self.rebuild(larger);
        }
    }

    /// Asks a table that holds these moments.
    #[inline]
    fn with_table<R>(&self, first: Moment, last: Moment, ask: impl FnOnce(&Table) -> R) -> R {
        let day = |moment: Moment| moment.minutes().div_euclid(DAY);
        let needed = Window { first: day(first), end: day(last) + 1 }.held();
        let window = self.table.borrow().window;
        if !needed.is_within(window) {
            let known = if window.is_empty() { needed } else { window.with(needed) };
            // A year more to the past, four to the future.
            self.rebuild(known.grown(366, 4 * 366));
        }
        ask(&self.table.borrow())
    }

    fn rebuild(&self, window: Window) {
        let window = if self.repeats_yearly() { window } else { Window::all() };
        let table = self.build(window);
        *self.table.borrow_mut() = table;
    }

    /// Whether exceptions come every year, so that not all of them can be written down at once.
    fn repeats_yearly(&self) -> bool {
        match &self.rule {
            Rule::Always | Rule::Presence(_) => false,
            Rule::Calendar(calendar) => !calendar.yearly.is_empty(),
            Rule::All(clocks) | Rule::Any(clocks) => clocks.iter().any(|c| c.repeats_yearly()),
        }
    }

    fn build(&self, window: Window) -> Table {
        let always = || Table::plain(Week::daily(&[(0, 1440)]), window);
        match &self.rule {
            Rule::Always => always(),
            Rule::Calendar(calendar) => {
                let mut layers = yearly(calendar, window);
                layers.extend(exceptions(calendar, window));
                Table::plain(Week::of(calendar), window).overlaid(&layers)
            }
            Rule::Presence(away) => always().overlaid(&absences(away, window)),
            Rule::All(clocks) => joined(clocks, window, Week::both),
            Rule::Any(clocks) => joined(clocks, window, Week::either),
        }
    }

    /// A table that holds a window at least.
    fn table_over(&self, window: Window) -> Ref<'_, Table> {
        if !window.is_within(self.table.borrow().window) {
            self.rebuild(window);
        }
        self.table.borrow()
    }
}

/// Which hours are worth saying: those that a day alone would hide.
impl Clock<'_> {
    /// A start or an end as people say it: its day, and the hour too if that is not to be guessed from the day.
    ///
    /// ```
    /// use milepost::model::{Calendar, Edge};
    /// use milepost::schedule::Clock;
    /// use milepost::time::{Date, Moment};
    /// let standard = Calendar::standard();
    /// let clock = Clock::new(&standard);
    /// let at = |hour: u16| Moment::at(Date::new(2026, 6, 1).unwrap(), hour * 60);
    /// assert_eq!(clock.spoken(at(17), Edge::End).long(), "1 June 2026");
    /// assert_eq!(clock.spoken(at(13), Edge::End).long(), "1 June 2026 at 13:00");
    /// assert_eq!(clock.spoken(at(22), Edge::End).long(), "1 June 2026 at 22:00");
    /// ```
    pub fn spoken(&self, moment: Moment, edge: Edge) -> Spoken {
        let day = match edge {
            Edge::Start => Spoken::start(moment),
            Edge::End => Spoken::end(moment),
        };
        if self.has_hour_of_its_own(moment) { day.with_hour() } else { day }
    }

    /// Two moments that are compared, as people say them; with their hours in any case where both are on the same day.
    pub fn spoken_together(&self, a: (Moment, Edge), b: (Moment, Edge)) -> (Spoken, Spoken) {
        let (first, second) = (self.spoken(a.0, a.1), self.spoken(b.0, b.1));
        if first.date() == second.date() && a.0 != b.0 {
            (first.with_hour(), second.with_hour())
        } else {
            (first, second)
        }
    }

    /// Whether a moment lies within its day: it is no midnight, and the day's work neither begins nor ends then.
    pub fn has_hour_of_its_own(&self, moment: Moment) -> bool {
        let is_edge = || self.with_table(moment, moment, |table| table.is_edge_of_day(moment));
        moment.minute_of_day() > 0 && !is_edge()
    }
}

fn joined(clocks: &[Rc<Clock<'_>>], window: Window, join: fn(&Week, &Week) -> Week) -> Table {
    let tables: Vec<_> = clocks.iter().map(|clock| clock.table_over(window)).collect();
    Table::joined(&tables, window, join)
}

/// How many working days later than `from` the day `to` is; negative if it is earlier.
///
/// Something due on a Friday that ends on the Tuesday after is 2 working days late. Where many are asked of one calendar,
/// keep a [`Clock`] and ask [`Clock::working_days`].
///
/// ```
/// use milepost::model::Calendar;
/// use milepost::schedule::working_days_between;
/// use milepost::time::Date;
/// let day = |day| Date::new(2026, 3, day).unwrap();
/// assert_eq!(working_days_between(&Calendar::standard(), day(6), day(10)), 2);
/// assert_eq!(working_days_between(&Calendar::standard(), day(10), day(6)), -2);
/// ```
pub fn working_days_between(calendar: &Calendar, from: Date, to: Date) -> i64 {
    Clock::new(calendar).working_days(from, to)
}

/// How many working days later than a deadline an end is, both told by the last day that counts as theirs; negative if it is early.
pub fn working_days_late(calendar: &Calendar, deadline: Moment, end: Moment) -> i64 {
    working_days_between(calendar, deadline.last_day(), end.last_day())
}

/// The clock of each calendar, and of each person, team and resource.
#[derive(Clone, Debug)]
pub struct Clocks<'m> {
    model: &'m Model,
    calendars: Vec<OnceCell<Clock<'m>>>,
    presences: Vec<OnceCell<Clock<'m>>>,
    /// Stands in where an id is of another model.
    never: Clock<'m>,
}

impl<'m> Clocks<'m> {
    /// The clocks of a roadmap.
    pub fn of(model: &'m Model) -> Self {
        Self {
            model,
            calendars: model.calendars.iter().map(|_| OnceCell::new()).collect(),
            presences: model.resources.iter().map(|_| OnceCell::new()).collect(),
            never: Clock::all([]),
        }
    }

    /// The clock that an item works by, whoever is there.
    pub fn of_item(&self, item: ItemWalker<'_>) -> &Clock<'m> {
        self.of_calendar(item.data().calendar)
    }

    /// The roadmap's own clock.
    pub fn of_roadmap(&self) -> &Clock<'m> {
        self.of_calendar(CalendarId(0))
    }

    /// The clock of a calendar.
    pub fn of_calendar(&self, id: CalendarId) -> &Clock<'m> {
        let make = || Clock::new(self.model.calendar(id));
        self.calendars.get(id.index()).map_or(&self.never, |cell| cell.get_or_init(make))
    }

    /// When somebody is there.
    pub fn of_presence(&self, id: ResourceId) -> &Clock<'m> {
        let make = || Clock::of_resource(self.model.resource(id));
        self.presences.get(id.index()).map_or(&self.never, |cell| cell.get_or_init(make))
    }
}
