//! Tasks: how long by which working time, what they wait for, and where they have to be held.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Names;
use super::shifts::{Shifts, works_on_leave};
use super::text::{moment, note, quoted};
use crate::diagnostic::{Fate, Losses};
use crate::emit::hours::{Giver, Hours, Length, is_moment, length, takes_part};
use crate::model::{
    Anchor, CalendarId, Edge, EstimateBasis, ItemId, ItemWalker, Lag, ResourceId, ResourceKind,
};
use crate::plan::{Plan, State};
use crate::schedule::{Driver, Timing};
use crate::time::{Date, Minutes, Moment};

/// A start that waits for a point.
#[derive(Clone, Copy, Debug)]
struct Link {
    from: ItemId,
    awaited: Edge,
    lag: Lag,
}

/// Tasks as TaskJuggler reads them.
pub(super) struct Tasks<'a, 'm> {
    pub(super) hours: &'a Hours<'m>,
    pub(super) shifts: &'a Shifts,
    pub(super) names: &'a Names,
    /// By person or thing: what they are needed for, from when to when.
    busy: BTreeMap<ResourceId, Vec<(ItemId, Moment, Moment)>>,
    /// By item: the links that hold where all stands.
    links: Vec<Vec<Link>>,
    /// By item: from when to when all in it is.
    points: Vec<Option<(Moment, Moment)>>,
    /// Days on which the project works beyond the hours of its week.
    open: &'a [Date],
    /// The minutes in which TaskJuggler counts.
    step: i64,
}

impl<'a, 'm> Tasks<'a, 'm> {
    pub(super) fn new(
        hours: &'a Hours<'m>,
        shifts: &'a Shifts,
        names: &'a Names,
        (open, step): (&'a [Date], i64),
        losses: &mut Losses,
    ) -> Self {
        let busy = busy(hours);
        let (links, points) = (Vec::new(), points(hours));
        let mut tasks = Self { hours, shifts, names, busy, links, points, open, step };
        for item in hours.plan.model.items() {
            let links = tasks.links_of(item, losses);
            tasks.links.push(links);
        }
        tasks
    }

    /// An item and all in it.
    pub(super) fn write(&self, item: ItemWalker<'m>, out: &mut String, losses: &mut Losses) {
        let timing = self.hours.plan.schedule.timing(item.id);
        if !takes_part(self.hours.plan, item) {
            losses.add(
                Fate::LeftOut,
                "what is dropped",
                "TaskJuggler plans all that it is told",
                item.path(),
            );
            return;
        }
        let indent = "  ".repeat(item.depth());
        let _ = writeln!(out, "{indent}task {} {} {{", self.names.own(item), quoted(item.title()));
        let mut put = |line: String| {
            let _ = writeln!(out, "{indent}  {line}");
        };
        put(format!("Path {}", quoted(&item.path())));
        self.about(item, timing, &mut put);
        for link in self.own(item.id) {
            put(self.depends(*link));
        }
        if item.has_parts() {
            item.parts().for_each(|part| self.write(part, out, losses));
        } else {
            self.leaf(item, timing, &mut put, losses);
        }
        let _ = writeln!(out, "{indent}}}");
    }

    fn own(&self, item: ItemId) -> &[Link] {
        self.links.get(item.index()).map_or(&[], Vec::as_slice)
    }

    fn about(&self, item: ItemWalker<'m>, timing: &Timing, put: &mut impl FnMut(String)) {
        let extras = item.extras();
        let around = item.parent().map_or(500, |whole| whole.data().priority);
        if item.data().priority != around {
            put(format!("priority {}", item.data().priority.clamp(1, 1000)));
        }
        let flags: Vec<_> =
            extras.tags.iter().filter_map(|tag| self.names.flags.get(&**tag)).collect();
        for flag in flags {
            put(format!("flags {flag}"));
        }
        if let Some(who) = extras.owner.and_then(|owner| self.names.people.get(owner.index())) {
            put(format!("responsible {who}"));
        }
        let notes: Vec<_> = extras.notes().collect();
        if !notes.is_empty() {
            put(format!("note {}", note(&notes.join("\n\n"))));
        }
        if let Some(by) = item.dates().by {
            put(format!("maxend {}", moment(self.hours.evening_of(by.moment))));
        }
        if !item.has_parts() && (timing.has_begun || timing.state == State::Done) {
            let complete = if timing.state == State::Done { 100 } else { timing.complete.0 / 10 };
            put(format!("complete {complete}"));
        }
    }

    fn leaf(
        &self,
        item: ItemWalker<'m>,
        timing: &Timing,
        put: &mut impl FnMut(String),
        losses: &mut Losses,
    ) {
        let is_moment = self.is_moment(item);
        let start = if is_moment { self.hours.shown(item, timing.end) } else { timing.start };
        let effort = if is_moment { None } else { self.effort(item, timing) };
        let led = self.led_to(item);
        let first = match &effort {
            Some((givers, _)) => givers.iter().map(|one| one.clock.next_work(led)).min(),
            None => Some(led),
        };
        if first != Some(start) {
            say_why(item, timing, losses);
            put(format!("start {}", moment(start)));
        }
        if is_moment {
            put("milestone".to_owned());
            return;
        }
        let day = self.hours.plan.model.header.day;
        if let Some((givers, effort)) = effort {
            for who in givers.iter().filter_map(|one| self.names.people.get(one.resource.index())) {
                put(format!("allocate {who}"));
            }
            put(format!("effort {}", amount(effort, day)));
            return;
        }
        self.allocate(item, put, losses);
        match self.length(item, timing) {
            (Length::Working(time), shifts) => {
                if !shifts.is_empty() {
                    put(format!("shifts {shifts}"));
                }
                put(format!("length {}", amount(time, day)));
            }
            (Length::Elapsed(time), _) => put(format!("duration {}", amount(time, Minutes::DAY))),
        }
    }

    /// Whom it takes, though they do not decide how long. A team with members is nobody who could be taken.
    fn allocate(&self, item: ItemWalker<'m>, put: &mut impl FnMut(String), losses: &mut Losses) {
        for one in self.hours.givers(item) {
            let who = self.hours.plan.model.resource(one.resource);
            match self.names.people.get(one.resource.index()) {
                Some(name) if who.members().next().is_none() => put(format!("allocate {name}")),
                _ => losses.add(
                    Fate::LeftOut,
                    "units of a team with members",
                    "in TaskJuggler its members are taken by name",
                    item.path(),
                ),
            }
        }
        let is_part = |one: &Giver<'_>| {
            one.units.0 != self.hours.plan.model.resource(one.resource).data().capacity.0
        };
        if self.hours.givers(item).iter().any(is_part) {
            let why = "TaskJuggler takes all of them that is free";
            losses.add(Fate::Changed, "a part of somebody's time", why, item.path());
        }
    }

    /// Those whose work decides how long it takes, and how much that is; none where TaskJuggler would find them busy.
    fn effort(&self, item: ItemWalker<'m>, timing: &Timing) -> Option<(Vec<Giver<'m>>, Minutes)> {
        let basis = item.data().estimate.map(|estimate| estimate.basis)?;
        let (start, end) = (timing.start, timing.end);
        if basis == EstimateBasis::Elapsed || item.data().calendar.index() != 0 || timing.has_begun
        {
            return None;
        }
        let givers = self.hours.givers(item);
        let is_free = |one: &Giver<'_>| {
            let who = self.hours.plan.model.resource(one.resource).data();
            let others = self.busy.get(&one.resource).into_iter().flatten();
            let mut others = others.filter(|(other, ..)| *other != item.id);
            let is_all = who.kind == ResourceKind::Person && one.units == who.capacity;
            // It adds up by binary fractions: others than eighths have a rest.
            let is_whole = one.units.0 > 0 && one.units.0 % 125 == 0;
            is_all
                && is_whole
                && !works_on_leave(self.hours, &one.clock, (start.date(), end.last_day()))
                && !others.any(|(_, from, to)| *from < end && start < *to)
        };
        if givers.is_empty() || !givers.iter().all(is_free) {
            return None;
        }
        let together = self.hours.of_crew(&self.hours.crew(item));
        let is_effort = basis == EstimateBasis::Effort;
        // TaskJuggler looks at their own hours alone.
        // What several do together has a length: of an effort each would do a part.
        let is_own = is_effort
            || matches!(givers.as_slice(), [one]
                if one.clock.work_between(start, end) == together.work_between(start, end));
        let is_so = is_own && together.is_open(start) && together.previous_work(end) == end;
        let time = |one: &Giver<'_>| {
            if is_effort {
                one.clock.work_between(start, end)
            } else {
                together.work_between(start, end)
            }
        };
        let done: i64 = givers.iter().map(|one| time(one).0.saturating_mul(one.units.0)).sum();
        // Without a rest: TaskJuggler counts whole steps of each.
        (is_so && done % (1000 * self.step) == 0 && done > 0)
            .then_some((givers, Minutes(done / 1000)))
    }

    /// How long it takes: by the working time of the project, by shifts, or on the clock.
    fn length(&self, item: ItemWalker<'m>, timing: &Timing) -> (Length, String) {
        let (start, end) = (timing.start, timing.end);
        let key = self.hours.crew(item);
        let alone = (key.0, Vec::new(), false);
        let is_elapsed = item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Elapsed);
        if is_elapsed {
            return (Length::Elapsed(end.since(start)), String::new());
        }
        let (first, last) = (start.date(), end.last_day());
        let whole = (CalendarId(0), Vec::new(), false);
        let time = |key| self.hours.of_crew(key).work_between(start, end);
        // Hours of its own only where those of the project are not as long: where somebody is away, or its calendar is another.
        let is_usual = time(&whole) == time(&key) && !self.opens(start, end);
        let usual = is_usual.then(|| whole.clone());
        for key in usual.into_iter().chain([key, alone, whole.clone()]) {
            let clock = self.hours.of_crew(&key);
            let length = length(&clock, start, end);
            if !matches!(length, Length::Working(_)) {
                continue;
            }
            if key == whole && !self.opens(start, end) {
                return (length, String::new());
            }
            return (length, self.shifts.over(self.hours, &clock, (first, last)));
        }
        (Length::Elapsed(end.since(start)), String::new())
    }

    /// Whether the project works beyond the hours of its week between two moments.
    fn opens(&self, from: Moment, to: Moment) -> bool {
        self.open.iter().any(|day| from.date() <= *day && *day <= to.date())
    }

    /// Whether something is written as a milestone.
    fn is_moment(&self, item: ItemWalker<'m>) -> bool {
        let timing = self.hours.plan.schedule.timing(item.id);
        !item.has_parts() && (is_moment(item, timing) || timing.start == timing.end)
    }

    /// Whether a milestone stands in something.
    fn holds_moment(&self, item: ItemWalker<'m>) -> bool {
        item.parts().any(|part| self.is_moment(part) || self.holds_moment(part))
    }

    /// Where its links lead it.
    fn led_to(&self, item: ItemWalker<'m>) -> Moment {
        let all = item.with_ancestors().flat_map(|of| self.own(of.id));
        let led = all.map(|link| self.asked(*link)).max();
        led.unwrap_or(Moment::start_of(self.hours.window().0))
    }

    /// The moment that a link asks for.
    fn asked(&self, link: Link) -> Moment {
        let point = self.point(link.from, link.awaited);
        if link.lag.is_elapsed {
            return point.plus(link.lag.minutes);
        }
        self.hours.of_calendar(CalendarId(0)).advance(point, link.lag.minutes)
    }

    /// A point of an item; of a whole, of all work and moments in it.
    fn point(&self, item: ItemId, edge: Edge) -> Moment {
        let span = self.points.get(item.index()).copied().flatten();
        let (start, end) = span.unwrap_or((Moment::MIN, Moment::MIN));
        if edge == Edge::Start { start } else { end }
    }

    /// The links of an item that TaskJuggler can follow.
    fn links_of(&self, item: ItemWalker<'m>, losses: &mut Losses) -> Vec<Link> {
        let (mut links, model) = (Vec::new(), self.hours.plan.model);
        if !takes_part(self.hours.plan, item) {
            return links;
        }
        for of in item.dependencies() {
            let Anchor::Item(from, awaited) = of.anchor else { continue };
            // Between what waits for the start of a milestone and what waits for its end TaskJuggler sees loops.
            let awaited = if self.is_moment(model.item(from)) { Edge::End } else { awaited };
            let link = Link { from, awaited, lag: of.lag };
            match self.objection(item, of.edge, link) {
                Some((fate, what, why)) => losses.add(fate, what, why, item.path()),
                None => self.keep(link, &mut links, item, losses),
            }
        }
        for from in self.names.shipped.get(&item.id).into_iter().flatten() {
            let link = Link { from: *from, awaited: Edge::End, lag: Lag::default() };
            if self.objection(item, Edge::Start, link).is_none() {
                self.keep(link, &mut links, item, losses);
            }
        }
        links
    }

    /// Keeps a link; of two to the same item that which asks for more.
    fn keep(&self, link: Link, links: &mut Vec<Link>, item: ItemWalker<'m>, losses: &mut Losses) {
        // What it stands in waits for the same: it inherits that.
        let around = || item.ancestors().flat_map(|whole| self.own(whole.id));
        if let Some(inherited) = around().find(|other| other.from == link.from) {
            if self.asked(link) > self.asked(*inherited) {
                let why = "its start is written as a date";
                losses.add(
                    Fate::Changed,
                    "a link that what it stands in has too",
                    why,
                    item.path(),
                );
            }
            return;
        }
        let Some(other) = links.iter_mut().find(|other| other.from == link.from) else {
            links.push(link);
            return;
        };
        if other.awaited != link.awaited || other.lag.is_elapsed != link.lag.is_elapsed {
            let why =
                "TaskJuggler has one link between two tasks: that which asks for more is kept";
            losses.add(Fate::LeftOut, "a second link between the same two items", why, item.path());
        }
        if self.asked(link) > self.asked(*other) {
            *other = link;
        }
    }

    fn objection(
        &self,
        item: ItemWalker<'m>,
        edge: Edge,
        link: Link,
    ) -> Option<(Fate, &'static str, &'static str)> {
        let model = self.hours.plan.model;
        let from = model.item(link.from);
        let is_around = from.encloses(item.id) || item.encloses(from.id) || from.id == item.id;
        let kept = "its start is written as a date";
        let first = self.point(item.id, Edge::Start);
        let asked = || {
            let (from, to) = (self.point(link.from, link.awaited), self.asked(link));
            if link.lag.minutes.0 != 0 && self.opens(from, to) { Moment::MAX } else { to }
        };
        match () {
            () if !takes_part(self.hours.plan, from) => {
                Some((Fate::LeftOut, "a link to what is dropped", "it is not there"))
            }
            () if is_around => {
                Some((Fate::LeftOut, "a link between a whole and its part", "TaskJuggler has none"))
            }
            () if link.awaited == Edge::Start && self.holds_moment(from) => {
                Some((Fate::Changed, "a link to the start of what holds a milestone", kept))
            }
            () if edge == Edge::End => Some((Fate::Changed, "an end that waits", kept)),
            () if link.lag.minutes < Minutes::ZERO => Some((Fate::Changed, "a lead", kept)),
            () if asked() > first => Some((Fate::Changed, "a link that does not hold", kept)),
            () => None,
        }
    }

    fn depends(&self, link: Link) -> String {
        let mut text = format!("depends {}", self.names.item(link.from));
        let day = self.hours.plan.model.header.day;
        let edge = if link.awaited == Edge::Start { " onstart" } else { "" };
        let gap = match link.lag.minutes {
            Minutes(0) => String::new(),
            time if link.lag.is_elapsed => format!(" gapduration {}", amount(time, Minutes::DAY)),
            time => format!(" gaplength {}", amount(time, day)),
        };
        if !edge.is_empty() || !gap.is_empty() {
            let _ = write!(text, " {{{edge}{gap} }}");
        }
        text
    }
}

/// What a start that is written as a date stands for, where no date was written.
fn say_why(item: ItemWalker<'_>, timing: &Timing, losses: &mut Losses) {
    let what = match timing.start_driver {
        Driver::Resource { .. } => "a start that waits until people are free",
        Driver::Today => "a start that waits for today",
        Driver::FixedDate | Driver::RoadmapStart | Driver::Actual => return,
        _ if item.is_alap() => "`alap`",
        _ => "a start that TaskJuggler would put earlier, in the evening before or on a day off",
    };
    losses.add(Fate::Changed, what, "it is written as a date", item.path());
}

/// By item that takes part: from when to when all work and moments in it are.
fn points(hours: &Hours<'_>) -> Vec<Option<(Moment, Moment)>> {
    let Plan { model, schedule, .. } = hours.plan;
    let mut spans = vec![None; model.items.len()];
    for index in (0..model.items.len()).rev() {
        let item = model.item(ItemId::from_index(index));
        let timing = schedule.timing(item.id);
        if !item.has_parts() && takes_part(hours.plan, item) {
            let at = hours.shown(item, timing.end);
            let is_moment = is_moment(item, timing) || timing.start == timing.end;
            let own = if is_moment { (at, at) } else { (timing.start, timing.end) };
            if let Some(span) = spans.get_mut(index) {
                *span = Some(own);
            }
        }
        let Some(own) = spans.get(index).copied().flatten() else { continue };
        if let Some(whole) = item.parent().and_then(|whole| spans.get_mut(whole.id.index())) {
            let (start, end): (Moment, Moment) = whole.unwrap_or(own);
            *whole = Some((start.min(own.0), end.max(own.1)));
        }
    }
    spans
}

/// Who is needed for what, from when to when.
fn busy(hours: &Hours<'_>) -> BTreeMap<ResourceId, Vec<(ItemId, Moment, Moment)>> {
    let mut busy: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for item in hours.plan.model.items().filter(|item| !item.has_parts() && !item.kind().is_point())
    {
        let timing = hours.plan.schedule.timing(item.id);
        for one in hours.plan.schedule.people(item).iter().filter(|_| timing.is_scheduled) {
            busy.entry(one.resource).or_default().push((item.id, timing.start, timing.end));
        }
    }
    busy
}

/// An amount of time in days of this length where they come out even, else in minutes.
fn amount(time: Minutes, day: Minutes) -> String {
    if time.0 % day.0.max(1) == 0 {
        format!("{}d", time.0 / day.0.max(1))
    } else {
        format!("{}min", time.0)
    }
}
