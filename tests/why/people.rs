//! What levelling decided: every date that waits for somebody follows from what they do before, and from that alone.

use crate::support::enough;
use milepost::model::{Assignment, Edge, ItemId, ItemWalker, Model, ResourceId, ResourceWalker};
use milepost::schedule::{Driver, Reason, Reasons, Schedule, Step, Timing, schedule_in_turn};
use milepost::text::Span;
use milepost::time::{Minutes, Moment};

use super::oracle::Oracle;
use super::{Check, EDGES, each_levelled, has_choice, is_begun};

/// The places of the assignments by which an item needs somebody, or a team for one of its members.
fn assignments(model: &Model, schedule: &Schedule, item: ItemId, who: ResourceId) -> Vec<Span> {
    let needs = |one: &&Assignment| {
        one.resource == who || model.resource(one.resource).data().team == Some(who)
    };
    let people = schedule.people(model.item(item)).iter().filter(needs);
    people.map(|one| one.span).collect()
}

/// The roadmap in which each item is done by these people.
fn assigned(model: &Model, people: impl Iterator<Item = (ItemId, Vec<Assignment>)>) -> Model {
    let mut changed = model.clone();
    for (item, people) in people {
        let count = |count: usize| u32::try_from(count).unwrap();
        let range = (count(changed.assignments.len()), count(people.len()));
        changed.assignments.extend(people);
        changed.items[item.index()].assignments = range;
    }
    changed
}

/// The roadmap with the choices of people that levelling has made: the oracle knows no others.
fn chosen(model: &Model, schedule: &Schedule) -> Model {
    let people = schedule.levelling.iter().flat_map(|levelling| &levelling.people);
    assigned(model, people.map(|(item, people)| (*item, people.to_vec())))
}

/// The roadmap in which one item does not need somebody, everything else in the order in which it was.
fn without_blocker(
    model: &Model,
    schedule: &Schedule,
    first: ItemId,
    who: ResourceId,
) -> (Model, Schedule) {
    let blocking = assignments(model, schedule, first, who);
    let rest = model.item(first).assignments().iter().filter(|one| !blocking.contains(&one.span));
    let changed = assigned(model, std::iter::once((first, rest.cloned().collect())));
    let levelling = schedule.levelling.as_ref().unwrap();
    let again = schedule_in_turn(&changed, levelling);
    (changed, again)
}

#[test]
fn everything_stands_where_it_stood_if_nothing_is_changed() {
    each_levelled(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let levelling = schedule.levelling.as_ref().unwrap();
        let again = schedule_in_turn(model, levelling);
        let dates = |schedule: &Schedule| {
            let of = |timing: &Timing| (timing.start, timing.end, timing.start_driver);
            schedule.timings.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(dates(&again), dates(schedule), "{place}");
    });
}

/// How many dates were found how.
#[derive(Debug, Default)]
struct Counts {
    starts: usize,
    /// Of those, where a piece of what goes before ends then, not all of it.
    paused: usize,
    chosen: usize,
    ends: usize,
    /// Ends of efforts by several, one of whom had no time.
    joint: usize,
    /// Of starts and ends, those for which the tables of the oracle are too short.
    beyond: usize,
    earlier: usize,
    as_late: usize,
}

impl Check<'_> {
    /// Whether somebody is free for an item at a moment because a piece of another ends then, or before while nobody works.
    fn is_freed_at(&self, item: ItemId, first: ItemId, at: Moment) -> Option<bool> {
        let works = self.oracle.works(self.model.item(item));
        let pieces = self.schedule.pieces(first).into_iter().map(|(_, end)| end);
        let mut ends = pieces.chain([self.schedule.timing(first).end]).filter(|end| *end <= at);
        let mut is_freed = false;
        ends.try_for_each(|end| works.next(end).map(|next| is_freed |= next == at))?;
        Some(is_freed)
    }

    /// Whether it is the end of an effort by several, each of whom gave the time that nothing else took.
    fn is_joint(&self, reason: &Reason) -> bool {
        reason.edge == Edge::End && !self.schedule.stints(reason.item).is_empty()
    }

    /// Whether what several have given is all the work, and was not a minute before.
    fn adds_up_jointly(&self, item: ItemWalker<'_>, reason: &Reason) -> bool {
        let end = self.schedule.timing(item.id).end;
        let given = |by: Moment| -> i64 {
            let stints = self.schedule.stints(item.id).iter();
            let each = stints.map(|one| {
                let person = &item.assignments()[one.person as usize];
                self.oracle.gives(item, person, (one.start, one.end.min(by)))
            });
            each.sum()
        };
        let Step::Work(amount) = reason.step else { return true };
        let (whole, without) = (given(end), given(end.plus(Minutes(-1))));
        whole >= amount.0 * 1000 && (is_begun(item) || without < amount.0 * 1000)
    }

    /// Whether both go on at some time.
    fn overlap(&self, item: ItemWalker<'_>, other: ItemId) -> bool {
        let (own, other) = (self.schedule.timing(item.id), self.schedule.timing(other));
        own.start < other.end && other.start < own.end
    }

    /// Whether the pieces of an item are all its work, no more and no less.
    fn adds_up(&self, item: ItemWalker<'_>) -> Option<bool> {
        let mut left = item.data().estimate?.likely;
        let pieces = self.schedule.pieces(item.id);
        let (last, pieces) = pieces.split_last()?;
        for (start, end) in pieces {
            // The most that is done by then: a minute more takes longer.
            let mut done = Minutes(0);
            while self.oracle.finish_of(item, *start, Minutes(done.0 + 1))? <= *end {
                done.0 += 1;
            }
            left.0 -= done.0;
        }
        Some(left.0 > 0 && self.oracle.finish_of(item, last.0, left)? == last.1)
    }
}

/// What an item asks of a team, itself or by the name of a member, while it runs; in thousandths of a person.
fn asked_of_team(check: &Check<'_>, item: ItemWalker<'_>, team: ResourceId) -> i64 {
    let people = check.schedule.people(item).iter();
    let of = people.filter_map(|one| {
        let resource = check.model.resource(one.resource).data();
        let is_member = resource.team == Some(team);
        let share = if is_member { resource.capacity.0 } else { 1000 };
        (one.resource == team || is_member).then_some(one.units.0 * share / 1000)
    });
    of.sum()
}

/// How much there is of a team at a moment: where it states nothing, whoever is not away.
fn there_is(model: &Model, team: ResourceId, at: Moment) -> i64 {
    let team = model.resource(team);
    if team.data().capacity_span.is_some() || team.members().next().is_none() {
        return team.data().capacity.0;
    }
    let is_away = |one: &ResourceWalker<'_>| {
        one.data().absences.iter().any(|away| away.from <= at && at < away.to)
    };
    team.members().filter(|one| !is_away(one)).map(|one| one.data().capacity.0).sum()
}

impl Check<'_> {
    /// Whether at a minute others leave too little of a team for an item.
    fn is_short_at(&self, item: ItemWalker<'_>, team: ResourceId, at: Moment) -> Option<bool> {
        let mut asked = asked_of_team(self, item, team);
        let works = |one: ItemWalker<'_>| Some(self.oracle.works(one).next(at)? == at);
        for other in self.model.items().filter(|one| !one.has_parts() && one.id != item.id) {
            let is_on =
                self.schedule.pieces(other.id).iter().any(|(from, to)| *from <= at && at < *to);
            if is_on && works(other)? {
                asked += asked_of_team(self, other, team);
            }
        }
        Some(asked > there_is(self.model, team, at))
    }
}

#[test]
fn where_there_is_not_enough_of_a_team_there_is_not_the_minute_before_or_behind() {
    let (mut found, mut late, mut beyond) = (0, 0, 0);
    each_levelled(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let reasons = Reasons::new(model, schedule);
        let leaves = model.items().filter(|item| !item.has_parts());
        let all = leaves.flat_map(|item| EDGES.map(|edge| reasons.of(item.id, edge)));
        let short: Vec<_> = all.filter_map(|reason| Some((short_of(&reason)?, reason))).collect();
        if short.is_empty() {
            return;
        }
        let decided = chosen(model, schedule);
        let check = Check { model: &decided, schedule, oracle: Oracle::new(&decided) };
        for (team, reason) in short {
            let item = decided.item(reason.item);
            let told = || format!("`{}` {reason:?}\n{place}", item.path());
            if check.is_joint(&reason) {
                assert!(check.adds_up_jointly(item, &reason), "{}", told());
                continue;
            }
            let works = check.oracle.works(item);
            let is_late = reason.step == Step::LastPlace;
            let minute = if is_late {
                works.next(reason.moment)
            } else {
                assert_ne!(check.follows(&reason), Some(false), "does not follow: {}", told());
                works.previous(reason.asked).map(|end| end.plus(Minutes(-1)))
            };
            let is_short = minute.and_then(|minute| check.is_short_at(item, team, minute));
            assert_ne!(is_short, Some(false), "there is enough: {}", told());
            late += usize::from(is_late);
            beyond += usize::from(is_short.is_none());
            found += 1;
        }
    });
    let is_enough = found > enough(15) && late >= enough(1) && beyond * 10 < found + 10;
    assert!(is_enough, "{found} {late} {beyond}");
}

/// Of whom there is not enough, where that is the reason.
fn short_of(reason: &Reason) -> Option<ResourceId> {
    match reason.driver {
        Driver::Resource { resource, item: None } => Some(resource),
        _ => None,
    }
}

#[test]
fn what_waits_for_somebody_follows_from_what_they_do_before() {
    let mut counts = Counts::default();
    each_levelled(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let reasons = Reasons::new(model, schedule);
        let decided = chosen(model, schedule);
        let check = Check { model: &decided, schedule, oracle: Oracle::new(&decided) };
        for (item, edge) in model.items().flat_map(|item| EDGES.map(|edge| (item, edge))) {
            let reason = reasons.of(item.id, edge);
            let Driver::Resource { resource, item: Some(first) } = reason.driver else { continue };
            if item.has_parts() {
                continue;
            }
            let told = || format!("`{}` {reason:?}\n{place}", item.path());
            derive(&check, &reason, first, &mut counts, &told);
            assert!(!assignments(model, schedule, item.id, resource).is_empty(), "{}", told());
            remove(model, schedule, &reason, (resource, first), &mut counts, &told);
        }
    });
    // Levelling is not monotone: what has room now may take somebody first.
    let Counts { starts, paused, chosen, ends, joint, beyond, earlier, as_late } = counts;
    let is_enough = starts > enough(250)
        && paused >= enough(1)
        && chosen > enough(20)
        && ends > enough(10)
        && joint >= enough(6)
        && beyond * 10 < starts;
    assert!(is_enough && earlier > 10 * as_late, "{counts:?}");
}

/// The date follows from what is done before it.
fn derive(
    check: &Check<'_>,
    reason: &Reason,
    first: ItemId,
    counts: &mut Counts,
    told: &dyn Fn() -> String,
) {
    let item = check.model.item(reason.item);
    if check.is_joint(reason) {
        assert!(check.adds_up_jointly(item, reason), "too much or too little: {}", told());
        assert!(check.overlap(item, first), "nobody is kept by it: {}", told());
        counts.joint += 1;
        return;
    }
    let follows = check.follows(reason);
    assert_ne!(follows, Some(false), "does not follow: {}", told());
    // Of an end it is the last piece that had to wait.
    let at = if reason.edge == Edge::Start { reason.moment } else { reason.asked };
    let is_freed = check.is_freed_at(item.id, first, at);
    assert_ne!(is_freed, Some(false), "nobody is freed then: {}", told());
    counts.beyond += usize::from(follows.is_none() || is_freed.is_none());
    match (reason.edge, reason.step) {
        (Edge::Start, Step::At | Step::NextWork) => {
            counts.starts += 1;
            counts.paused += usize::from(check.schedule.timing(first).end > reason.asked);
            counts.chosen += usize::from(has_choice(item));
        }
        (Edge::End, Step::Work(left)) => {
            let pieces = check.schedule.pieces(item.id);
            assert_eq!(pieces.last(), Some(&(reason.asked, reason.moment)), "{}", told());
            assert!(left > Minutes(0), "{}", told());
            if !is_begun(item) {
                assert_ne!(check.adds_up(item), Some(false), "too much or too little: {}", told());
            }
            counts.ends += 1;
        }
        _ => panic!("not by its work: {}", told()),
    }
}

/// Without what is done before it, it is earlier, or another reason, from which it follows too, makes it as late.
fn remove(
    model: &Model,
    schedule: &Schedule,
    reason: &Reason,
    (who, first): (ResourceId, ItemId),
    counts: &mut Counts,
    told: &dyn Fn() -> String,
) {
    let (changed, again) = without_blocker(model, schedule, first, who);
    let other = Reasons::new(&changed, &again).of(reason.item, reason.edge);
    if other.moment < reason.moment {
        counts.earlier += 1;
        return;
    }
    let told = || format!("as late as before by {other:?}: {}", told());
    assert_ne!(other.driver, reason.driver, "{}", told());
    let decided = chosen(&changed, &again);
    let check = Check { model: &decided, schedule: &again, oracle: Oracle::new(&decided) };
    assert_ne!(check.is_asked(&other), Some(false), "{}", told());
    let is_joint = check.is_joint(&other);
    assert!(is_joint || check.follows(&other) != Some(false), "{}", told());
    counts.as_late += 1;
}
