//! Whether dates are ones that a levelled roadmap may have. It reads the model and the dates, counts by itself, and knows
//! nothing of how they came about.

use std::collections::BTreeMap;

use milepost::model::{
    Anchor, Assignment, CalendarId, Edge, EstimateBasis, ItemId, ItemWalker, Model, ResourceId,
    ResourceKind, Share,
};
use milepost::time::{Minutes, Moment};

use super::hours::Hours;

/// So many days behind the start of the roadmap are counted.
const DAYS: i64 = 240;
/// What is under way goes before everything.
const UNDER_WAY: u16 = 1001;
/// So many before it.
const BEFORE: i64 = 60;

/// What is said of an item.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) pieces: Vec<(Moment, Moment)>,
    /// Of an effort by several, not all of whom give time from start to end: who does when.
    pub(crate) stints: Vec<(usize, Moment, Moment)>,
    pub(crate) people: Vec<Assignment>,
    pub(crate) is_done: bool,
}

/// How far an item's dates are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Free,
    Fixed,
    UnderWay,
    Done,
}

/// The dates of a roadmap, and what is known to judge them.
pub(crate) struct Checker<'m> {
    pub(super) model: &'m Model,
    said: Vec<Said>,
    calendars: Vec<Hours>,
    people: Vec<Hours>,
    urgency: Vec<u16>,
}

/// Thousandths that an item takes of a resource, in runs of minutes.
pub(super) struct Use {
    item: ItemId,
    /// By whose name.
    by: ResourceId,
    pub(super) units: i64,
    pub(super) runs: Vec<(i64, i64)>,
}

impl<'m> Checker<'m> {
    pub(crate) fn new(model: &'m Model, said: Vec<Said>) -> Self {
        let from = Moment::from_minutes(model.header.from.minutes() - BEFORE * 24 * 60).date();
        let hours = |calendar, absences: &[_]| {
            Hours::of(model.calendar(calendar), absences, from, BEFORE + DAYS)
        };
        let calendars = (0..model.calendars.len())
            .map(|index| hours(CalendarId::from_index(index), &[]))
            .collect();
        let people = model.resources.iter().map(|one| hours(one.calendar, &one.absences)).collect();
        let mut checker = Self { model, said, calendars, people, urgency: Vec::new() };
        checker.urgency = checker.urgencies();
        checker
    }

    /// What is wrong with the dates; nothing if they are right.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for resource in self.model.resources() {
            self.check_capacity(resource.id, &mut faults);
        }
        for item in self.leaves() {
            self.check_people(item, &mut faults);
            self.check_work(item, &mut faults);
        }
        for item in self.model.items().filter(|item| !item.is_dropped()) {
            self.check_dependencies(item, &mut faults);
        }
        faults
    }

    /// What is delayed by something less urgent.
    pub(crate) fn delayed(&self) -> Vec<String> {
        // What asks for more than there is keeps others away for as long as it lasts: it has to be mended first.
        if self.has_too_much() {
            return Vec::new();
        }
        self.leaves().filter_map(|item| self.delay(item)).collect()
    }

    /// Whether anything alone asks for more of somebody than there ever is.
    pub(crate) fn has_too_much(&self) -> bool {
        self.leaves().any(|item| self.asks_too_much(item))
    }

    pub(super) fn leaves(&self) -> impl Iterator<Item = ItemWalker<'m>> {
        let items = self.model.items();
        items.filter(|item| !item.has_parts() && !item.kind().is_point() && !item.is_dropped())
    }

    pub(super) fn said(&self, item: ItemId) -> &Said {
        &self.said[item.index()]
    }

    fn today(&self) -> Option<Moment> {
        self.model.header.now
    }

    pub(super) fn state(&self, item: ItemWalker<'_>) -> State {
        let (said, dates) = (item.progress(), item.dates());
        let share = said.complete.map_or(0, |(share, _)| share.0);
        let is_done = said.done.is_some()
            || share >= 1000
            || said.remaining.is_some_and(|(left, _)| left == Minutes::ZERO)
            || item.ancestors().any(|whole| whole.progress().done.is_some());
        let is_begun = said.started.is_some() || said.remaining.is_some() || share > 0;
        let is_fixed = dates.from.is_some() || dates.to.is_some();
        match (is_done, is_begun, self.today()) {
            (true, _, _) => State::Done,
            (_, true, Some(_)) if dates.to.is_none() => State::UnderWay,
            (_, true, Some(_)) => State::Fixed,
            (_, true, None) if said.started.is_some() => State::Fixed,
            _ if is_fixed => State::Fixed,
            _ => State::Free,
        }
    }

    pub(super) fn basis(item: ItemWalker<'_>) -> EstimateBasis {
        item.data().estimate.map_or(EstimateBasis::Duration, |estimate| estimate.basis)
    }

    pub(super) fn calendar(&self, item: ItemWalker<'_>) -> &Hours {
        &self.calendars[item.data().calendar.index()]
    }

    pub(super) fn presence(&self, resource: ResourceId) -> &Hours {
        &self.people[resource.index()]
    }

    pub(super) fn units(&self, one: &Assignment) -> i64 {
        let resource = self.model.resource(one.resource).data();
        match resource.kind {
            ResourceKind::Person => one.units.0 * resource.capacity.0 / Share::ONE.0,
            ResourceKind::Team | ResourceKind::Resource => one.units.0,
        }
    }

    /// When the work of an item with a duration goes on.
    pub(super) fn together(&self, item: ItemWalker<'_>, people: &[Assignment]) -> Hours {
        let own = self.calendar(item).clone();
        people.iter().fold(own, |all, one| all.both(self.presence(one.resource)))
    }

    /// When somebody works on an item.
    fn runs(&self, item: ItemWalker<'_>, people: &[Assignment], one: &Assignment) -> Hours {
        match Self::basis(item) {
            EstimateBasis::Duration => self.together(item, people),
            EstimateBasis::Effort if self.is_shared(item) => self.within(item, one),
            EstimateBasis::Effort | EstimateBasis::Elapsed => self.presence(one.resource).clone(),
        }
    }

    /// Whether several give time to it, each when they have some.
    pub(super) fn is_shared(&self, item: ItemWalker<'_>) -> bool {
        let people = self.said(item.id).people.iter();
        Self::basis(item) == EstimateBasis::Effort
            && people.filter(|one| self.units(one) > 0).count() > 1
    }

    /// What an item asks of a resource in some pieces of time; of several, each in what they give of those.
    pub(super) fn use_of(
        &self,
        item: ItemWalker<'_>,
        resource: ResourceId,
        pieces: &[(Moment, Moment)],
    ) -> Vec<Use> {
        let people = &self.said(item.id).people;
        let is_asked = |(_, one): &(usize, &Assignment)| {
            let team = self.model.resource(one.resource).data().team;
            one.resource == resource || team == Some(resource)
        };
        let asked = people.iter().enumerate().filter(is_asked);
        asked
            .map(|(person, one)| {
                let hours = self.runs(item, people, one);
                let pieces = self.given(item, person, pieces);
                let runs = pieces.iter().flat_map(|(from, to)| hours.between(*from, *to));
                Use {
                    item: item.id,
                    by: one.resource,
                    units: self.units(one),
                    runs: runs.collect(),
                }
            })
            .collect()
    }

    /// When somebody gives time to an item in some pieces of time.
    fn given(
        &self,
        item: ItemWalker<'_>,
        person: usize,
        pieces: &[(Moment, Moment)],
    ) -> Vec<(Moment, Moment)> {
        let stints = &self.said(item.id).stints;
        if stints.is_empty() {
            return pieces.to_vec();
        }
        let own = stints.iter().filter(|stint| stint.0 == person);
        let cut = own.flat_map(|(_, start, end)| {
            pieces.iter().map(move |(from, to)| ((*from).max(*start), (*to).min(*end)))
        });
        cut.filter(|(from, to)| from < to).collect()
    }

    /// The pieces of an item that lie ahead.
    pub(super) fn ahead(&self, item: ItemWalker<'_>) -> Vec<(Moment, Moment)> {
        let today = self.today().unwrap_or(Moment::MIN);
        let pieces = self.said(item.id).pieces.iter().map(|(from, to)| ((*from).max(today), *to));
        pieces.filter(|(from, to)| from < to && self.state(item) != State::Done).collect()
    }

    /// How much there is of a resource from each minute on.
    pub(super) fn capacity(&self, resource: ResourceId) -> Vec<(i64, i64)> {
        let walker = self.model.resource(resource);
        let data = walker.data();
        let mut changes = vec![(i64::MIN, data.capacity.0)];
        if data.kind == ResourceKind::Team && data.capacity_span.is_none() {
            for member in walker.members() {
                for away in &member.data().absences {
                    let share = member.data().capacity.0;
                    changes.push((away.from.minutes(), -share));
                    changes.push((away.to.minutes(), share));
                }
            }
        }
        changes
    }

    /// Minutes in which more is asked for than there is: from, to, and by which items.
    fn overloads(&self, resource: ResourceId, uses: &[Use]) -> Vec<(i64, i64, Vec<ItemId>)> {
        let mut events: BTreeMap<i64, (i64, Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (minute, change) in self.capacity(resource) {
            events.entry(minute).or_default().0 += change;
        }
        for (index, one) in uses.iter().enumerate() {
            for (from, to) in &one.runs {
                events.entry(*from).or_default().1.push(index);
                events.entry(*to).or_default().2.push(index);
            }
        }
        let (mut there, mut running) = (0, Vec::<usize>::new());
        let mut found = Vec::new();
        let minutes: Vec<i64> = events.keys().copied().collect();
        for (minute, (change, starts, ends)) in &events {
            there += change;
            running.retain(|index| !ends.contains(index));
            running.extend(starts);
            let asked = self.asked_at_once(resource, running.iter().map(|index| &uses[*index]));
            if asked > there && !running.is_empty() {
                let next = minutes[minutes.partition_point(|other| other <= minute)];
                found.push((*minute, next, running.iter().map(|one| uses[*one].item).collect()));
            }
        }
        found
    }

    /// What is asked of a resource by what runs: of a team's members no more than each can give.
    fn asked_at_once<'u>(
        &self,
        resource: ResourceId,
        running: impl Iterator<Item = &'u Use>,
    ) -> i64 {
        let mut by: BTreeMap<ResourceId, i64> = BTreeMap::new();
        for one in running {
            *by.entry(one.by).or_default() += one.units;
        }
        let most = |of: &ResourceId| self.model.resource(*of).data().capacity.0;
        by.iter()
            .map(|(of, asked)| if *of == resource { *asked } else { most(of).min(*asked) })
            .sum()
    }

    /// Whether an item alone asks for more of somebody than there ever is.
    fn asks_too_much(&self, item: ItemWalker<'_>) -> bool {
        self.model.resources().any(|resource| {
            let people = &self.said(item.id).people;
            let asked = people.iter().filter(|one| {
                one.resource == resource.id
                    || self.model.resource(one.resource).data().team == Some(resource.id)
            });
            asked.map(|one| self.units(one)).sum::<i64>() > resource.data().capacity.0
        })
    }

    fn check_capacity(&self, resource: ResourceId, faults: &mut Vec<String>) {
        let uses: Vec<Use> = self
            .leaves()
            .filter(|item| !self.asks_too_much(*item))
            .flat_map(|item| self.use_of(item, resource, &self.ahead(item)))
            .collect();
        for (from, to, items) in self.overloads(resource, &uses) {
            let moves = |item: &ItemId| {
                matches!(self.state(self.model.item(*item)), State::Free | State::UnderWay)
            };
            if items.iter().any(moves) {
                let who = self.model.resource(resource).name();
                let names = items.iter().map(|item| self.model.item(*item).path());
                let (from, to) = (Moment::from_minutes(from), Moment::from_minutes(to));
                let names: Vec<_> = names.collect();
                faults.push(format!("{who} is overloaded from {from:?} to {to:?} by {names:?}"));
                return;
            }
        }
    }

    /// Those who work on it are those who may.
    fn check_people(&self, item: ItemWalker<'_>, faults: &mut Vec<String>) {
        let (written, said) = (item.assignments(), &self.said(item.id).people);
        let fits = |written: &Assignment, said: &Assignment| {
            let first = (written.resource, written.units);
            first == (said.resource, said.units)
                || written.alternatives.contains(&(said.resource, said.units))
        };
        let all_fit = written.len() == said.len()
            && written.iter().zip(said).all(|(written, said)| fits(written, said));
        if !all_fit {
            faults.push(format!("{} is done by others than it may be", item.path()));
        }
    }

    /// Work is done in working time, as much as there is, in one piece if it may not be split.
    fn check_work(&self, item: ItemWalker<'_>, faults: &mut Vec<String>) {
        let said = self.said(item.id);
        let mut fault = |what: String| faults.push(format!("{}: {what}, {said:?}", item.path()));
        let Some(estimate) = item.data().estimate else { return };
        let state = self.state(item);
        let has_end = item.dependencies().iter().any(|one| one.edge == Edge::End);
        if !matches!(state, State::Free | State::UnderWay) || has_end {
            return;
        }
        let can_split = item.data().can_split && estimate.basis != EstimateBasis::Elapsed;
        if said.pieces.len() > 1 && !can_split {
            fault("runs in pieces though it may not be split".into());
        }
        let in_order = said.pieces.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        let inside = said.pieces.iter().all(|(from, to)| from <= to && *to <= said.end);
        if !in_order || !inside {
            fault("has pieces out of order".into());
        }
        let mut pieces = said.pieces.clone();
        if state == State::UnderWay {
            pieces = self.ahead(item);
            // Who is not there today goes on as soon as they are.
            let first = pieces.first().map_or(said.end, |piece| piece.0);
            let now = self.starts(item).iter().filter_map(|hours| hours.next(first)).min();
            if let (Some(piece), Some(now)) = (pieces.first_mut(), now) {
                piece.0 = now.min(piece.1);
            }
        }
        let wanted = match (state, item.progress().remaining, item.progress().complete) {
            (State::Free, ..) => estimate.likely.0,
            (_, Some((left, _)), _) => left.0,
            (_, None, Some((share, _))) => {
                (estimate.likely.0 * (1000 - share.0).clamp(0, 1000) + 999) / 1000
            }
            // How much is left of what was only begun follows from its dates.
            _ => return,
        };
        if wanted == 0 {
            return;
        }
        let (done, tolerance) = self.done(item, &pieces);
        if done < wanted * 1000 || done - wanted * 1000 >= tolerance {
            fault(format!("does {done} thousandths of minutes of work instead of {wanted}000"));
        }
        let starts = self.starts(item);
        let mut begun = pieces.iter().filter(|(from, _)| Some(*from) != self.today());
        if begun.any(|(from, _)| !starts.iter().any(|hours| hours.is_open(*from))) {
            fault("starts when nobody works".into());
        }
    }

    /// The work done in some pieces, in thousandths of minutes, and how much of that may be too much: less than what one minute
    /// (in each piece) brings.
    fn done(&self, item: ItemWalker<'_>, pieces: &[(Moment, Moment)]) -> (i64, i64) {
        let people = &self.said(item.id).people;
        let count = i64::try_from(pieces.len()).unwrap();
        let work =
            |hours: &Hours| pieces.iter().map(|(from, to)| hours.worked(*from, *to)).sum::<i64>();
        match Self::basis(item) {
            EstimateBasis::Duration => (1000 * work(&self.together(item, people)), 1),
            EstimateBasis::Elapsed => {
                let time = pieces.iter().map(|(from, to)| to.since(*from).0).sum::<i64>();
                (1000 * time, 1)
            }
            EstimateBasis::Effort if people.iter().all(|one| self.units(one) <= 0) => {
                (1000 * work(self.calendar(item)), 1)
            }
            EstimateBasis::Effort => {
                let each = people.iter().enumerate().map(|(person, one)| {
                    let (hours, pieces) =
                        (self.within(item, one), self.given(item, person, pieces));
                    let work = pieces.iter().map(|(from, to)| hours.worked(*from, *to));
                    self.units(one) * work.sum::<i64>()
                });
                let rate: i64 = people.iter().map(|one| self.units(one)).sum();
                // A piece that ends in the middle of a minute's worth of work counts whole minutes of work.
                (each.sum(), count * rate.max(1000) + 1)
            }
        }
    }

    /// When somebody works on an effort: in their own time, within the item's calendar where that is not the roadmap's.
    pub(super) fn within(&self, item: ItemWalker<'_>, one: &Assignment) -> Hours {
        let own = self.presence(one.resource);
        let is_roadmaps = item.data().calendar.index() == 0;
        if is_roadmaps { own.clone() } else { own.both(self.calendar(item)) }
    }

    /// When work can start.
    pub(super) fn starts(&self, item: ItemWalker<'_>) -> Vec<Hours> {
        let people = &self.said(item.id).people;
        match Self::basis(item) {
            // The clock goes on whoever is there.
            EstimateBasis::Elapsed if people.is_empty() => vec![Hours::always()],
            EstimateBasis::Duration | EstimateBasis::Elapsed => vec![self.together(item, people)],
            EstimateBasis::Effort if people.iter().all(|one| self.units(one) <= 0) => {
                vec![self.calendar(item).clone()]
            }
            EstimateBasis::Effort => people.iter().map(|one| self.within(item, one)).collect(),
        }
    }

    /// How urgent each item is: as much as the most urgent that waits for it.
    fn urgencies(&self) -> Vec<u16> {
        let own = |item: ItemWalker<'_>| {
            let is_late = item.dates().alap.is_some()
                || item.ancestors().any(|whole| whole.dates().alap.is_some());
            let priority = item.data().priority;
            if !item.has_parts() && self.state(item) == State::UnderWay {
                return UNDER_WAY;
            }
            let counts = if item.kind().is_point() { priority > 500 } else { !item.has_parts() };
            if counts && !is_late { priority } else { 0 }
        };
        let mut urgency: Vec<u16> = self.model.items().map(own).collect();
        loop {
            let before = urgency.clone();
            for of in &self.model.dependencies {
                let Anchor::Item(awaited, _) = of.anchor else { continue };
                let waiting = self.model.item(of.item);
                // A fixed date waits for nothing; nor does what is begun, with its start.
                let waits = |item: ItemWalker<'_>| match self.state(item) {
                    State::Free => true,
                    State::UnderWay => of.edge == Edge::End,
                    State::Fixed | State::Done => false,
                };
                let is_gate_fixed = |item: ItemWalker<'_>| {
                    let between = item.ancestors().take_while(|whole| whole.id != waiting.id);
                    let all = between.chain([waiting]);
                    of.edge == Edge::Start
                        && all.filter(|one| one.has_parts()).any(|one| one.dates().from.is_some())
                };
                let parts = waiting.descendants().chain([waiting]);
                let parts = parts.filter(|one| one.has_parts() || waits(*one));
                let parts = parts.filter(|one| of.edge == Edge::Start || one.id == waiting.id);
                let parts = parts.filter(|one| !is_gate_fixed(*one));
                let most = parts.map(|one| before[one.id.index()]).max().unwrap_or(0);
                raise(&mut urgency, self.model.item(awaited), most);
            }
            for item in self.model.items() {
                for (release, _) in &item.extras().releases {
                    if self.model.item(*release).dates().to.is_none() {
                        raise(&mut urgency, item, before[release.index()]);
                    }
                }
                if item.has_parts() {
                    raise(&mut urgency, item, before[item.id.index()]);
                }
            }
            if urgency == before {
                return urgency;
            }
        }
    }

    /// Whether an item could be earlier if all that is less urgent were not there.
    fn delay(&self, item: ItemWalker<'m>) -> Option<String> {
        let is_late = item.dates().alap.is_some()
            || item.ancestors().any(|whole| whole.dates().alap.is_some());
        let said = self.said(item.id);
        let (start, end) = self.waits(item);
        let is_simple = self.state(item) == State::Free && end.is_none() && !is_late;
        let counts = Self::basis(item) == EstimateBasis::Duration && said.pieces.len() == 1;
        let chosen = item.assignments().iter().all(|one| one.alternatives.is_empty());
        if !is_simple || !counts || !chosen || self.asks_too_much(item) || said.people.is_empty() {
            return None;
        }
        let mine = self.urgency[item.id.index()];
        let others: Vec<ItemWalker<'m>> = self
            .leaves()
            .filter(|other| other.id != item.id && !self.asks_too_much(*other))
            .filter(|other| {
                let moves = self.state(*other) == State::Free;
                !moves || self.urgency[other.id.index()] >= mine
            })
            .collect();
        let hours = self.together(item, &said.people);
        let ready = start?.max(self.today().unwrap_or(Moment::MIN));
        let work = item.data().estimate?.likely.0;
        // It can first be where it is ready, where something of the others ends, or where there is more of somebody.
        let mut tried = vec![ready];
        for other in &others {
            tried.extend(self.ahead(*other).iter().map(|piece| piece.1));
        }
        for resource in self.model.resources() {
            tried.extend(self.capacity(resource.id).iter().map(|one| Moment::from_minutes(one.0)));
        }
        let tried = tried.into_iter().filter(|moment| ready <= *moment && *moment < said.start);
        for from in tried {
            let Some(from) = hours.next(from) else { continue };
            let Some(to) = hours.later(from, work) else { continue };
            if from < said.start && self.is_free(item, &others, (from, to)) {
                return Some(format!(
                    "{} (urgency {mine}) could start {from:?} instead of {:?} without what is less urgent",
                    item.path(),
                    said.start
                ));
            }
        }
        None
    }

    fn is_free(
        &self,
        item: ItemWalker<'m>,
        others: &[ItemWalker<'m>],
        piece: (Moment, Moment),
    ) -> bool {
        self.model.resources().all(|resource| {
            let own = self.use_of(item, resource.id, &[piece]);
            if own.is_empty() {
                return true;
            }
            let rest = others.iter().flat_map(|o| self.use_of(*o, resource.id, &self.ahead(*o)));
            let uses: Vec<Use> = own.into_iter().chain(rest).collect();
            let overloads = self.overloads(resource.id, &uses);
            !overloads.iter().any(|(_, _, items)| items.contains(&item.id))
        })
    }
}

/// Raises an item, and what stands in it.
fn raise(urgency: &mut [u16], item: ItemWalker<'_>, to: u16) {
    for one in item.descendants().chain([item]) {
        let slot = &mut urgency[one.id.index()];
        *slot = to.max(*slot);
    }
}
