//! The plain schedule: constraints are tried until nothing changes any more.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use milepost::model::{
    Anchor, Assignment, Dependency, Edge, EstimateBasis, ItemId, ItemWalker, Lag, Model,
    ResourceKind,
};
use milepost::time::{Minutes, Moment};

use super::table::Table;

/// When everything is: by item, start and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dates(Vec<(Moment, Moment)>);

impl Dates {
    pub(crate) const fn new(dates: Vec<(Moment, Moment)>) -> Self {
        Self(dates)
    }

    pub(crate) fn of(&self, item: ItemId) -> (Moment, Moment) {
        self.0[item.index()]
    }

    fn end(&self) -> Moment {
        self.0.iter().map(|dates| dates.1).max().unwrap()
    }
}

/// The plain schedule of a roadmap.
pub(crate) struct Oracle<'m> {
    pub(super) model: &'m Model,
    calendars: Vec<Table>,
    pub(super) people: Vec<Table>,
    /// When an item can be worked on.
    works: BTreeMap<ItemId, Rc<Table>>,
    /// Of an effort by several: thousandths of minutes done before each minute.
    efforts: BTreeMap<ItemId, Vec<i64>>,
    /// An item that is held at a moment, to see what follows from that alone; and where everything stands without that.
    pub(super) held: Option<(ItemId, Moment, Dates)>,
}

impl<'m> Oracle<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let from = model.header.from;
        let mut oracle = Self {
            model,
            calendars: model.calendars.iter().map(|one| Table::of(one, &[], from)).collect(),
            people: model
                .resources
                .iter()
                .map(|one| Table::of(model.calendar(one.calendar), &one.absences, from))
                .collect(),
            works: BTreeMap::new(),
            efforts: BTreeMap::new(),
            held: None,
        };
        let mut known: BTreeMap<String, Rc<Table>> = BTreeMap::new();
        for item in model.items() {
            let people = item.assignments().iter().map(|one| one.resource);
            let has_parts = item.has_parts() || item.kind().is_point();
            let people: Vec<_> = people.filter(|_| !has_parts).collect();
            let key = format!("{:?} {:?} {people:?}", item.data().calendar, Self::basis(item));
            let table = known.entry(key).or_insert_with(|| Rc::new(oracle.work_table(item)));
            oracle.works.insert(item.id, Rc::clone(table));
            if Self::basis(item) == Some(EstimateBasis::Effort) && !item.assignments().is_empty() {
                let done = oracle.effort_done(item);
                oracle.efforts.insert(item.id, done);
            }
        }
        oracle
    }

    pub(crate) fn calendar(&self, item: ItemWalker<'_>) -> &Table {
        &self.calendars[item.data().calendar.index()]
    }

    pub(super) fn basis(item: ItemWalker<'_>) -> Option<EstimateBasis> {
        item.data().estimate.map(|estimate| estimate.basis)
    }

    fn work_table(&self, item: ItemWalker<'_>) -> Table {
        let own = self.calendar(item);
        let people: Vec<&Table> =
            item.assignments().iter().map(|one| &self.people[one.resource.index()]).collect();
        if item.kind().is_point() || item.has_parts() {
            return own.clone();
        }
        match Self::basis(item) {
            Some(EstimateBasis::Elapsed) if people.is_empty() => own.always(),
            Some(EstimateBasis::Effort) => {
                let is_roadmaps = item.data().calendar.index() == 0;
                let within = |one: &Table| if is_roadmaps { one.clone() } else { one.both(own) };
                let all = people.iter().map(|one| within(one));
                all.reduce(|a, b| a.either(&b)).unwrap_or_else(|| own.clone())
            }
            _ => people.iter().fold(own.clone(), |all, one| all.both(one)),
        }
    }

    pub(crate) fn works(&self, item: ItemWalker<'_>) -> &Table {
        &self.works[&item.id]
    }

    fn amount(item: ItemWalker<'_>) -> Minutes {
        item.data().estimate.map_or(Minutes(0), |estimate| estimate.likely)
    }

    /// When work is done that starts then.
    fn finish(&self, item: ItemWalker<'_>, start: Moment) -> Option<Moment> {
        self.finish_of(item, start, Self::amount(item))
    }

    /// When so much work on an item is done that starts then.
    pub(crate) fn finish_of(
        &self,
        item: ItemWalker<'_>,
        start: Moment,
        amount: Minutes,
    ) -> Option<Moment> {
        match Self::basis(item) {
            _ if amount <= Minutes(0) => Some(start),
            Some(EstimateBasis::Elapsed) => Some(start.plus(amount)),
            Some(EstimateBasis::Effort) if !item.assignments().is_empty() => {
                self.finish_effort(item, start, amount)
            }
            _ => self.works(item).later(start, amount),
        }
    }

    fn finish_effort(
        &self,
        item: ItemWalker<'_>,
        start: Moment,
        amount: Minutes,
    ) -> Option<Moment> {
        let done = &self.efforts[&item.id];
        let first = self.works(item).minutes().next()?;
        let from = usize::try_from(start.since(first).0).ok()?;
        let target = done.get(from)? + amount.0 * 1000;
        let index = done.partition_point(|done| *done < target);
        (index < done.len()).then(|| first.plus(Minutes(i64::try_from(index).unwrap())))
    }

    /// What the people of an item have done by each minute, each in their own time.
    fn effort_done(&self, item: ItemWalker<'_>) -> Vec<i64> {
        let mut sum = 0;
        let mut done = vec![0];
        for now in self.works(item).minutes() {
            let people = item.assignments().iter();
            sum += people.map(|one| self.gives_at(item, one, now)).sum::<i64>();
            done.push(sum);
        }
        done
    }

    /// What somebody gives to an effort in a minute, in their own time.
    fn gives_at(&self, item: ItemWalker<'_>, one: &Assignment, now: Moment) -> i64 {
        let resource = self.model.resource(one.resource).data();
        let is_person = resource.kind == ResourceKind::Person;
        let whole = if is_person { resource.capacity.0 } else { 1000 };
        let is_there = self.people[one.resource.index()].is_open(now).unwrap()
            && (item.data().calendar.index() == 0 || self.calendar(item).is_open(now).unwrap());
        if is_there { one.units.0 * whole / 1000 } else { 0 }
    }

    /// What somebody gives to an effort from one moment to another.
    pub(crate) fn gives(
        &self,
        item: ItemWalker<'_>,
        one: &Assignment,
        (from, to): (Moment, Moment),
    ) -> i64 {
        let minutes = (0..to.since(from).0).map(|minute| from.plus(Minutes(minute)));
        minutes.map(|now| self.gives_at(item, one, now)).sum()
    }

    /// Whether several give time to an effort.
    pub(super) fn is_shared(item: ItemWalker<'_>) -> bool {
        let people = item.assignments().iter().filter(|one| one.units.0 > 0);
        Self::basis(item) == Some(EstimateBasis::Effort) && people.count() > 1
    }

    /// Where an item stands, given where the others stand.
    fn place(&self, item: ItemWalker<'m>, dates: &Known) -> Option<Option<(Moment, Moment)>> {
        if let Some((held, moment, _)) = &self.held
            && *held == item.id
        {
            return Some(Some(self.placed_at(item, *moment)?));
        }
        if item.has_parts() {
            return self.place_whole(item, dates);
        }
        let fixed = item.dates();
        let is_fixed = fixed.from.is_some() || fixed.to.is_some();
        if is_fixed && self.held.is_some() {
            return Some(None);
        }
        let planned = if is_fixed { Some(self.fixed(item)?) } else { None };
        let [mut start, end] = self.asked_of(item, dates)?;
        if let Some(planned) = planned
            && !self.is_too_early(item, planned, [start, end])?
        {
            return Some(Some(planned));
        }
        if let Some(planned) = planned.filter(|_| Self::is_fixed_start(item)) {
            start = start.filter(|start| start.0 > planned.0).or(Some((planned.0, true)));
        }
        if Self::is_moment(item) {
            let (moment, is_day) = match (start, end) {
                (Some(start), Some(end)) => match end.0.cmp(&start.0) {
                    Ordering::Greater => end,
                    Ordering::Less => start,
                    Ordering::Equal => (start.0, start.1 || end.1),
                },
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => return Some(None),
            };
            let moment = if is_day && moment.minute_of_day() == 0 {
                self.on_day(item, moment)?
            } else {
                moment
            };
            return Some(Some((moment, moment)));
        }
        let end = end.map(|(moment, _)| moment);
        let first = match (start, end) {
            (Some((moment, _)), _) => moment,
            (None, Some(_)) => self.works(item).minutes().next()?,
            (None, None) => return Some(None),
        };
        self.first_from(item, first, end).map(Some)
    }

    /// Whether something has to wait longer than until the dates that its author fixed. Nothing begins sooner than it can for
    /// being planned so.
    pub(super) fn is_too_early(
        &self,
        item: ItemWalker<'m>,
        planned: (Moment, Moment),
        asked: [Option<(Moment, bool)>; 2],
    ) -> Option<bool> {
        if item.kind().is_point() {
            return Some(asked.into_iter().flatten().any(|asked| asked.0 > planned.1));
        }
        let is_from = item.dates().from.is_some();
        if is_from && asked[1].is_some_and(|end| end.0 > planned.1) {
            return Some(true);
        }
        let Some((start, _)) = asked[0] else { return Some(false) };
        Some(self.works(item).next(start)? > planned.0)
    }

    /// Whether it is work of which the author fixed the start.
    fn is_fixed_start(item: ItemWalker<'_>) -> bool {
        item.dates().from.is_some() && !item.kind().is_point()
    }

    /// What is asked of its start and its end. To a fixed start its author knew the dates of what it stands in: it waits only for
    /// what is named.
    pub(super) fn asked_of(
        &self,
        item: ItemWalker<'m>,
        dates: &Known,
    ) -> Option<[Option<(Moment, bool)>; 2]> {
        let is_all = !Self::is_fixed_start(item);
        Some([self.latest_with(item, Edge::Start, dates, is_all)?, self.latest_end(item, dates)?])
    }

    /// Step by step to the first start at which there is work and the end is late enough.
    fn first_from(
        &self,
        item: ItemWalker<'_>,
        first: Moment,
        end: Option<Moment>,
    ) -> Option<(Moment, Moment)> {
        if Self::amount(item).0 == 0 {
            let start = self.works(item).next(first)?;
            let start = end.map_or(start, |end| start.max(end));
            return Some((start, start));
        }
        let works = self.works(item);
        let at_once = works.next(first)?;
        let done = self.finish(item, at_once)?;
        if end.is_none_or(|end| done >= end) {
            return Some((at_once, done));
        }
        let start = works.first_minute(first, |start| {
            let Some(start) = works.next(start) else { return Some(true) };
            // Where the table ends it is late enough.
            let Some(done) = self.finish(item, start) else { return Some(true) };
            Some(end.is_none_or(|end| done >= end))
        })?;
        let mut start = works.next(start)?;
        let done = self.finish(item, start)?;
        // Of starts with the same end the last: shares of several people need not fill their last minute.
        while let Some(next) = works.next(start.plus(Minutes(1)))
            && self.finish(item, next) == Some(done)
        {
            start = next;
        }
        Some((start, done))
    }

    /// A midnight that names a day: its first minute of work, or, on a day off and where work begins with it, its end.
    pub(crate) fn on_day(&self, item: ItemWalker<'_>, midnight: Moment) -> Option<Moment> {
        let works = [self.works(item).next(midnight)?, self.calendar(item).next(midnight)?];
        let is_that_day = |work: &Moment| *work > midnight && work.date() == midnight.date();
        Some(works.into_iter().find(is_that_day).unwrap_or(Moment::end_of(midnight.date())))
    }

    pub(super) fn fixed(&self, item: ItemWalker<'_>) -> Option<(Moment, Moment)> {
        let dates = item.dates();
        if item.kind().is_point() {
            let at = dates.to?.moment;
            return Some((at, at));
        }
        if let Some(from) = dates.from {
            let start = self.works(item).next(from.moment)?;
            return Some((start, self.finish(item, start)?));
        }
        let end = self.works(item).previous(dates.to?.moment)?;
        Some((self.last_start(item, end)?, end))
    }

    /// Step by step to the last start whose end is no later than that.
    fn last_start(&self, item: ItemWalker<'_>, end: Moment) -> Option<Moment> {
        if Self::amount(item).0 == 0 {
            return Some(end);
        }
        let mut start = end;
        loop {
            start = start.plus(Minutes(-1));
            if self.works(item).is_open(start)? && self.finish(item, start)? <= end {
                return Some(start);
            }
        }
    }

    fn place_whole(&self, item: ItemWalker<'m>, dates: &Known) -> Option<Option<(Moment, Moment)>> {
        let parts: Vec<_> = item.parts().filter_map(|part| dates[part.id.index()]).collect();
        let mut start = parts.iter().map(|part| part.0).min();
        if let Some((_, _, early)) = &self.held {
            // What does not move may well start before what does.
            let still = item.parts().filter(|part| dates[part.id.index()].is_none());
            let first = still.map(|part| early.of(part.id).0).min();
            let is_same = start.is_some_and(|start| first.is_some_and(|first| first <= start));
            start = if is_same { Some(Moment::MIN) } else { start };
        }
        let end = parts.iter().map(|part| part.1).max();
        let asked = self.latest_end(item, dates)?.map(|(moment, _)| moment);
        let end = end.into_iter().chain(asked).max();
        Some(match (start, end) {
            (Some(start), Some(end)) => Some((start, end)),
            (None, Some(end)) => Some((Moment::MIN, end)),
            _ => None,
        })
    }

    /// Tries until nothing changes. Nothing where a table is too short, or it never ends.
    fn settle(&self, mut dates: Known) -> Option<Known> {
        for _ in 0..60 {
            let before = dates.clone();
            for item in self.model.items() {
                dates[item.id.index()] = self.place(item, &dates)?;
            }
            if before == dates {
                return Some(dates);
            }
        }
        None
    }

    /// The earliest dates.
    pub(crate) fn early(&self) -> Option<Dates> {
        let dates = self.settle(vec![None; self.model.items.len()])?;
        dates.into_iter().collect::<Option<Vec<_>>>().map(Dates)
    }

    fn placed_at(&self, item: ItemWalker<'_>, moment: Moment) -> Option<(Moment, Moment)> {
        if item.kind().is_point() {
            return Some((moment, moment));
        }
        if Self::amount(item).0 == 0 {
            return Some((moment, moment));
        }
        let start = self.works(item).next(moment)?;
        Some((start, self.finish(item, start)?))
    }

    /// Whether nothing comes too late when an item stands at a moment: `fits` says that of each item that follows from it.
    fn holds(
        &mut self,
        item: ItemId,
        moment: Moment,
        early: &Dates,
        fits: &dyn Fn(ItemWalker<'_>, (Moment, Moment)) -> bool,
    ) -> bool {
        self.held = Some((item, moment, early.clone()));
        let found = self.settle(vec![None; self.model.items.len()]);
        let does = found.is_some_and(|dates| {
            let fits_all = self.model.items().all(|one| match dates[one.id.index()] {
                Some(dates) => fits(one, dates),
                None => true,
            });
            fits_all && self.model.items().all(|one| self.keeps_fixed(one, &dates, early))
        });
        self.held = None;
        does
    }

    /// Whether what a fixed date waits for is there in time.
    fn keeps_fixed(&self, item: ItemWalker<'m>, dates: &Known, early: &Dates) -> bool {
        let fixed = item.dates();
        let is_fixed = fixed.from.is_some() || (fixed.to.is_some() && !item.has_parts());
        let is_held = self.held.as_ref().is_some_and(|(held, ..)| *held == item.id);
        if !is_fixed || is_held {
            return true;
        }
        let (start, end) = early.of(item.id);
        let start = if item.has_parts() { fixed.from.unwrap().moment } else { start };
        let is_kept = |edge, by: Moment| {
            let asked = self.latest_of(item, edge, dates);
            asked.is_some_and(|asked| asked.is_none_or(|(moment, _)| moment <= by))
        };
        is_kept(Edge::Start, start) && (item.has_parts() || is_kept(Edge::End, end))
    }

    /// Whether an item whose dates are computed has all there that it waits for, given where everything stands.
    pub(crate) fn has_what_it_waits_for(&self, item: ItemId, dates: &Dates) -> bool {
        let walker = self.model.item(item);
        let fixed = walker.dates();
        if fixed.from.is_some() || fixed.to.is_some() {
            return true;
        }
        let known: Known = dates.0.iter().copied().map(Some).collect();
        let (start, end) = dates.of(item);
        let is_there = |edge, by: Moment| {
            let asked = self.latest_of(walker, edge, &known);
            asked.is_some_and(|asked| asked.is_none_or(|(moment, _)| moment <= by))
        };
        (walker.has_parts() || is_there(Edge::Start, start)) && is_there(Edge::End, end)
    }

    /// The last moment at which an item can stand without anything coming too late.
    fn last(
        &mut self,
        item: ItemId,
        early: &Dates,
        fits: &dyn Fn(ItemWalker<'_>, (Moment, Moment)) -> bool,
    ) -> Option<Moment> {
        let first = self.model.header.from.minutes() - 15 * 24 * 60;
        let (mut low, mut high) = (first, early.end().minutes() + 10);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if self.holds(item, Moment::from_minutes(middle), early, fits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        // Where a table is too short, or it should have been long before the start of the roadmap.
        (low > first).then(|| Moment::from_minutes(low))
    }

    fn slack_table(&self, item: ItemWalker<'_>) -> &Table {
        if Self::basis(item) == Some(EstimateBasis::Elapsed) {
            self.calendar(item)
        } else {
            self.works(item)
        }
    }

    /// As it is told: what takes no time stays where it is if no work lies between, else at the end of work; what starts
    /// later but ends the same starts as early as it can.
    fn told(&self, item: ItemId, early: &Dates, latest: Moment) -> Moment {
        let walker = self.model.item(item);
        let (start, end) = early.of(item);
        if start == end {
            let table = self.slack_table(walker);
            let is_same = table.between(start, latest).0 == 0;
            return if is_same { start } else { table.previous(latest).unwrap() };
        }
        if latest > start && self.finish(walker, latest).is_some_and(|done| done <= end) {
            return start;
        }
        latest
    }

    /// The latest start at which neither the end of the roadmap moves nor a deadline is missed.
    pub(crate) fn late_start(&mut self, item: ItemId, early: &Dates) -> Option<Moment> {
        let end = early.end();
        let fits = |one: ItemWalker<'_>, dates: (Moment, Moment)| {
            let to = one.dates().to.filter(|_| one.has_parts());
            let by = [one.dates().by, to].into_iter().flatten().map(|by| by.moment).min();
            dates.1 <= end && by.is_none_or(|by| dates.1 <= by)
        };
        let latest = self.last(item, early, &fits)?;
        Some(self.told(item, early, latest))
    }

    /// How much later an item can start before anything else moves, at most its total slack.
    pub(crate) fn free_slack(
        &mut self,
        item: ItemId,
        early: &Dates,
        total: Minutes,
    ) -> Option<Minutes> {
        let end = early.end();
        let still = early.clone();
        let fits = move |one: ItemWalker<'_>, dates: (Moment, Moment)| {
            let (start, end_of) = still.of(one.id);
            let stays = one.has_parts() || (dates.0 <= start && dates.1 <= end_of);
            dates.1 <= end && (one.id == item || stays)
        };
        let latest = self.last(item, early, &fits)?;
        let latest = self.told(item, early, latest);
        let (start, _) = early.of(item);
        let free = self.slack_table(self.model.item(item)).between(start, latest);
        Some(free.clamp(Minutes(0), total.max(Minutes(0))))
    }
}

/// Dates that are known, by item.
pub(super) type Known = Vec<Option<(Moment, Moment)>>;
