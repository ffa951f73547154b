//! An effort by several where people are busy: each gives the time that nothing else takes.
//!
//! It begins when the first of them can begin. From there each gives the time that they have, by their own calendar and share;
//! who is taken by something placed before gives nothing meanwhile, and joins when they are free; it is over when the effort is
//! done. So somebody is taken for just the spans in which they give time. What may not pause begins where from then on there is
//! always one whom nothing else takes: of one person that is somebody who is free all the time.

use crate::schedule::crew::{Giver, finish_of, first_minute, given, thousandths};
use crate::schedule::ledger::Conflict;
use crate::schedule::ledger::demand::Several;
use crate::time::{Minutes, Moment};

/// How much work is to be done, and from when on it can be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) from: Moment,
    pub(crate) amount: Minutes,
    /// Whether it may pause while all of them are taken.
    pub(crate) can_split: bool,
}

/// A time in which somebody works on an effort of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stint {
    /// Which of the people of the item.
    pub person: u32,
    /// From when on they give time to it, as far as they are there.
    pub start: Moment,
    /// Until when.
    pub end: Moment,
    /// How long they are there in that time.
    pub work: Minutes,
}

/// Where an effort by several lies.
#[derive(Clone, Debug)]
pub(crate) struct Joint {
    /// Who gives time when, in order of person, then time; the number is that of the giver.
    pub(crate) stints: Vec<Stint>,
    /// The same without who it is: several where all of them are taken meanwhile.
    pub(crate) pieces: Vec<(Moment, Moment)>,
    /// What kept somebody from it, as it was met.
    pub(crate) taken: Vec<Conflict>,
}

impl Joint {
    pub(crate) fn start(&self) -> Moment {
        self.pieces.first().map_or(Moment::MAX, |(start, _)| *start)
    }

    pub(crate) fn end(&self) -> Moment {
        self.pieces.last().map_or(Moment::MAX, |(_, end)| *end)
    }

    /// What its start had to wait for, if it could have begun at a moment: what was over last by then, else what lasts.
    pub(crate) fn start_waited(&self, from: Moment) -> Option<Conflict> {
        let start = self.start();
        if start <= from {
            return None;
        }
        let mut before = self.taken.iter().rev().filter(|taken| taken.from < start);
        let over = before.clone().filter(|taken| taken.until <= start);
        over.max_by_key(|taken| taken.until).or_else(|| before.next()).copied()
    }

    /// What its end had to wait for: of what kept somebody from it what was over last, else what lasts.
    pub(crate) fn end_waited(&self) -> Option<Conflict> {
        let (start, end) = (self.start(), self.end());
        let mut kept =
            self.taken.iter().rev().filter(|taken| start < taken.until && taken.from < end);
        let over = kept.clone().filter(|taken| taken.until < end);
        over.max_by_key(|taken| taken.until).or_else(|| kept.next()).copied()
    }
}

/// What a giver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    /// Gives time from then on.
    Gives(Moment),
    /// Is taken until then.
    Taken(Moment),
}

/// Where an effort by several lies; `taken` says of a giver, beside others of them, whether something takes them between two
/// moments. Nothing if there is never time enough.
pub(crate) fn joint(
    several: &Several<'_>,
    wanted: Wanted,
    taken: impl Fn(usize, &[usize], Moment, Moment) -> Option<Conflict>,
) -> Option<Joint> {
    let hands = vec![Hand::Taken(Moment::MIN); several.givers.len()];
    let (stints, kept) = (Vec::new(), Vec::new());
    let mut course = Course { several, taken, hands, giving: Vec::new(), stints, kept };
    let (mut now, mut left) = (wanted.from, thousandths(wanted.amount));
    let mut pauses = Vec::new();
    loop {
        course.gather(now);
        if course.giving.is_empty() {
            if !wanted.can_split {
                course.stints.clear();
                left = thousandths(wanted.amount);
            } else if !course.stints.is_empty() {
                pauses.push(now);
            }
            now = course.free_from().filter(|free| now < *free && *free < Moment::MAX)?;
            continue;
        }
        let done = finish_of(course.those_giving(), now, left);
        let change = course.next_change(now, done);
        if done <= change {
            return (done < Moment::MAX).then(|| course.over(done, &pauses));
        }
        left -= given(course.those_giving(), now, change);
        now = change;
    }
}

/// The last place behind a moment that ends no later than `end`, or where none ends then the first that ends later; `laid` says
/// where it lies from a moment on.
pub(crate) fn ending_from(
    laid: impl Fn(Moment) -> Option<Joint>,
    from: Moment,
    end: Moment,
) -> Option<Joint> {
    let behind = first_minute(from, end, |from| laid(from).is_none_or(|one| one.end() > end));
    let last = laid(behind.plus(Minutes(-1))).filter(|one| one.end() == end);
    last.or_else(|| laid(behind))
}

/// The last place, from a moment on, that ends by `end` and starts by `start`; nothing if the first does not.
pub(crate) fn last_by(
    laid: impl Fn(Moment) -> Option<Joint>,
    from: Moment,
    (start, end): (Moment, Moment),
) -> Option<Joint> {
    let in_time = |one: &Joint| one.end() <= end && one.start() <= start;
    let laid = |from| laid(from).filter(in_time);
    let first = laid(from)?;
    let behind = first_minute(from, end.min(start).plus(Minutes(1)), |from| laid(from).is_none());
    Some(laid(behind.plus(Minutes(-1))).unwrap_or(first))
}

/// An effort on its way through time.
struct Course<'g, 'm, F> {
    several: &'g Several<'m>,
    taken: F,
    /// By giver.
    hands: Vec<Hand>,
    /// Those who give time now.
    giving: Vec<usize>,
    stints: Vec<Stint>,
    kept: Vec<Conflict>,
}

impl<'g, 'm, F> Course<'g, 'm, F>
where
    F: Fn(usize, &[usize], Moment, Moment) -> Option<Conflict>,
{
    /// Finds out who gives time from a moment on: in the order in which they are written, where they ask for the same.
    fn gather(&mut self, now: Moment) {
        self.giving.clear();
        for (number, giver) in self.several.givers.iter().enumerate() {
            let Some(hand) = self.hands.get(number).copied() else { continue };
            let is_known = !self.several.is_contested;
            let next = match hand {
                Hand::Taken(until) if is_known && now < until => hand,
                _ => self.look(number, giver, hand, now),
            };
            if let (Hand::Gives(since), Hand::Taken(_)) = (hand, next) {
                self.close(number, since, giver.clock.previous_work(now));
            }
            if matches!(next, Hand::Gives(_)) {
                self.giving.push(number);
            }
            if let Some(slot) = self.hands.get_mut(number) {
                *slot = next;
            }
        }
    }

    /// Whether somebody can go on when they are next there.
    fn look(&mut self, number: usize, giver: &Giver<'m>, hand: Hand, now: Moment) -> Hand {
        let there = giver.clock.next_work(now);
        if there == Moment::MAX {
            return Hand::Taken(Moment::MAX);
        }
        let minute = there.plus(Minutes(1));
        let Some(taken) = (self.taken)(number, &self.giving, there, minute) else {
            return if matches!(hand, Hand::Gives(_)) { hand } else { Hand::Gives(now) };
        };
        self.kept.push(taken);
        if taken.until == Moment::MAX {
            return Hand::Taken(Moment::MAX);
        }
        // Behind the last minute in which they are taken they may go on, whenever they are there again.
        Hand::Taken(giver.clock.previous_work(taken.until).max(minute))
    }

    fn those_giving(&self) -> impl Iterator<Item = &'g Giver<'m>> + Clone {
        self.giving.iter().filter_map(|number| self.several.givers.get(*number))
    }

    /// When the first is free again.
    fn free_from(&self) -> Option<Moment> {
        let until = self.hands.iter().map(|hand| match hand {
            Hand::Taken(until) => *until,
            Hand::Gives(_) => Moment::MAX,
        });
        until.min()
    }

    /// When the next of them joins, or is taken, up to a moment.
    fn next_change(&self, now: Moment, by: Moment) -> Moment {
        let taken = self.giving.iter().enumerate().filter_map(|(place, number)| {
            let with = self.giving.get(..place).unwrap_or_default();
            let from = self.several.givers.get(*number)?.clock.next_work(now);
            (self.taken)(*number, with, from, by).map(|taken| taken.from.max(now.plus(Minutes(1))))
        });
        taken.chain(self.free_from()).min().unwrap_or(Moment::MAX)
    }

    fn close(&mut self, number: usize, since: Moment, end: Moment) {
        let Some(giver) = self.several.givers.get(number) else { return };
        let start = giver.clock.next_work(since);
        if start < end {
            let (person, work) =
                (u32::try_from(number).unwrap_or(0), giver.clock.work_between(start, end));
            self.stints.push(Stint { person, start, end, work });
        }
    }

    /// The effort is done; `pauses` are the moments from which on all of them were taken.
    fn over(mut self, done: Moment, pauses: &[Moment]) -> Joint {
        for number in 0..self.hands.len() {
            if let Some(Hand::Gives(since)) = self.hands.get(number).copied() {
                self.close(number, since, done);
            }
        }
        self.stints.sort_unstable_by_key(|stint| (stint.person, stint.start));
        let mut pieces: Vec<(Moment, Moment)> = Vec::new();
        let mut from = Moment::MIN;
        for until in pauses.iter().copied().chain([done]) {
            let within = |stint: &&Stint| from <= stint.start && stint.start < until;
            let within = self.stints.iter().filter(within);
            let start = within.clone().map(|stint| stint.start).min();
            let end = within.map(|stint| stint.end).max();
            pieces.extend(start.zip(end));
            from = until;
        }
        self.kept.retain(|taken| taken.from < done);
        Joint { stints: self.stints, pieces, taken: self.kept }
    }
}
