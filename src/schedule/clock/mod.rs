//! Working time: of a calendar, of somebody, or of several together.
//!
//! A [`Clock`] answers how much is worked between two moments and when so much is worked. Its weekly pattern and its
//! exceptions are summed up once (`table`), so that a question costs a binary search over the exceptions, however far apart
//! the moments are. Beyond the dates there are it saturates.

mod layers;
mod table;
#[cfg(test)]
mod tests;
mod week;

use std::cell::RefCell;
use std::rc::Rc;

use table::{Table, Window};
use week::{DAY, Week};

use crate::model::{Absence, Calendar, ResourceWalker};
use crate::time::{Date, Minutes, Moment};

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
    table: RefCell<Rc<Table>>,
}

/// What working time is made of.
#[derive(Clone, Debug)]
enum Rule<'m> {
    Always,
    Calendar(&'m Calendar),
    /// Working time less absences.
    Presence(Rc<Clock<'m>>, &'m [Absence]),
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
        if absences.is_empty() {
            return self;
        }
        Self::of_rule(Rule::Presence(Rc::new(self), absences))
    }

    /// A shared working time less absences.
    pub(super) fn present(clock: Rc<Self>, absences: &'m [Absence]) -> Self {
        Self::of_rule(Rule::Presence(clock, absences))
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
        Self { rule, table: RefCell::new(Rc::new(Table::nothing())) }
    }

    /// The first moment by which that much is worked from `moment` on: `moment` itself for nothing, the evening rather than
    /// the next morning. A negative amount goes back, as [`Clock::retreat`] does.
    pub fn advance(&self, moment: Moment, work: Minutes) -> Moment {
        match work.0 {
            0 => moment,
            1.. => self.earliest_from(moment, work.0),
            _ => self.latest_from(moment, work.0),
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
        self.latest_from(moment, 0)
    }

    /// This moment, if work goes on in the minute that ends then; else the last moment before it at which it does.
    /// [`Moment::MIN`] if it never did.
    pub fn previous_work(&self, moment: Moment) -> Moment {
        self.earliest_from(moment, 0)
    }

    /// Working time from `a` to `b`; negative if `b` is the earlier.
    pub fn work_between(&self, a: Moment, b: Moment) -> Minutes {
        let table = self.table_for(a.min(b), a.max(b));
        Minutes(table.worked_before(b) - table.worked_before(a))
    }

    /// Whether work goes on in the minute that begins then.
    pub fn is_open(&self, moment: Moment) -> bool {
        self.table_for(moment, moment).is_open(moment)
    }

    /// The next moment after this one at which work may begin or break off; it need not be a change across midnight.
    pub(super) fn next_change(&self, moment: Moment) -> Moment {
        let table = self.table_for(moment, moment);
        table.closes(moment).unwrap_or_else(|| self.next_work(moment))
    }

    /// Whether any work is done on a day.
    pub fn works_on(&self, date: Date) -> bool {
        let (from, to) = (Moment::start_of(date), Moment::end_of(date));
        self.work_between(from, to) > Minutes::ZERO
    }

    /// How many working days later than `a` the day `b` is: those after `a` up to `b`. Negative if `b` is the earlier.
    pub fn working_days(&self, a: Date, b: Date) -> i64 {
        let table = self.table_for(Moment::start_of(a.min(b)), Moment::end_of(a.max(b)));
        let through = |date: Date| table.days_before(i64::from(date.days()) + 1);
        through(b) - through(a)
    }

    /// Whether there is no working time at all.
    pub fn never_works(&self) -> bool {
        self.next_work(Moment::MIN) == Moment::MAX
    }

    /// Whether work goes on for ever: if not, [`Moment::MAX`] means that there is too little of it, not that dates end.
    pub fn goes_on(&self) -> bool {
        self.table_for(Moment::MIN, Moment::MAX).goes_on()
    }

    /// The first moment by which `work` more is done than at `moment`.
    fn earliest_from(&self, moment: Moment, work: i64) -> Moment {
        let mut table = self.table_for(moment, moment);
        loop {
            let worked = table.worked_before(moment).saturating_add(work);
            if let Some(found) = table.earliest(worked) {
                return found;
            }
            match self.grown(&table, worked < 1) {
                Some(larger) => table = larger,
                None if worked < 1 => return Moment::MIN,
                None => return Moment::MAX,
            }
        }
    }

    /// The last moment by which no more than `work` (0 or negative) above that of `moment` is done.
    fn latest_from(&self, moment: Moment, work: i64) -> Moment {
        let mut table = self.table_for(moment, moment);
        loop {
            let worked = table.worked_before(moment).saturating_add(work);
            if work == 0 && table.is_open(moment) {
                return moment;
            }
            if let Some(found) = table.latest(worked) {
                return found;
            }
            match self.grown(&table, worked < 0) {
                Some(larger) => table = larger,
                None if worked < 0 => return Moment::MIN,
                None => return Moment::MAX,
            }
        }
    }

    /// A table that holds these moments.
    fn table_for(&self, first: Moment, last: Moment) -> Rc<Table> {
        let day = |moment: Moment| moment.minutes().div_euclid(DAY);
        let needed = Window { first: day(first), end: day(last) + 1 }.held();
        let table = Rc::clone(&self.table.borrow());
        if needed.is_within(table.window) {
            return table;
        }
        let window = if table.window.is_empty() { needed } else { table.window.with(needed) };
        self.rebuilt(window.widened())
    }

    /// A table that reaches further to one side, if there are any days left there.
    fn grown(&self, table: &Table, to_the_past: bool) -> Option<Rc<Table>> {
        let larger = table.window.doubled(to_the_past)?;
        Some(self.rebuilt(larger))
    }

    fn rebuilt(&self, window: Window) -> Rc<Table> {
        let window = if self.repeats_yearly() { window } else { Window::all() };
        let table = Rc::new(self.build(window));
        *self.table.borrow_mut() = Rc::clone(&table);
        table
    }

    /// Whether exceptions come every year, so that not all of them can be written down at once.
    fn repeats_yearly(&self) -> bool {
        match &self.rule {
            Rule::Always => false,
            Rule::Calendar(calendar) => !calendar.yearly.is_empty(),
            Rule::Presence(clock, _) => clock.repeats_yearly(),
            Rule::All(clocks) | Rule::Any(clocks) => clocks.iter().any(|c| c.repeats_yearly()),
        }
    }

    fn build(&self, window: Window) -> Table {
        match &self.rule {
            Rule::Always => Table::plain(Week::daily(&[(0, 1440)]), window),
            Rule::Calendar(calendar) => Table::plain(Week::of(calendar), window)
                .overlaid(&layers::yearly(calendar, window))
                .overlaid(&layers::exceptions(calendar, window)),
            Rule::Presence(clock, absences) => {
                let table = clock.table_over(window);
                table.clipped(window).overlaid(&layers::absences(absences, window))
            }
            Rule::All(clocks) => joined(clocks, window, Week::both),
            Rule::Any(clocks) => joined(clocks, window, Week::either),
        }
    }

    fn table_over(&self, window: Window) -> Rc<Table> {
        let table = Rc::clone(&self.table.borrow());
        if window.is_within(table.window) { table } else { self.rebuilt(window) }
    }
}

fn joined(clocks: &[Rc<Clock<'_>>], window: Window, join: fn(&Week, &Week) -> Week) -> Table {
    let mut tables = clocks.iter().map(|clock| clock.table_over(window));
    let Some(first) = tables.next() else { return Table::plain(Week::default(), window) };
    let first = first.clipped(window);
    tables.fold(first, |all, table| all.joined(&table, window, join))
}
