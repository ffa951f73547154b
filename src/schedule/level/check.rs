//! Whether a solution keeps all that its problem asks for. Shares nothing with what makes solutions, and is as plain as can be.

use crate::model::Edge;
use crate::schedule::ledger::demand::Several;
use crate::schedule::level::problem::{Activity, ActivityId, Kind, Link, Mode, PoolId, Problem};
use crate::schedule::level::solution::Solution;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What a solution does against its problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It doesn't say of every activity once when and how it is done.
    Incomplete,
    /// It is not where its kind, its release or its work put it.
    Misplaced(ActivityId),
    /// It is earlier than a link, by its row, allows.
    TooEarly(usize),
    /// More is taken of a pool than there is.
    Overload(PoolId, Moment),
    /// It was said to be beyond what there is, but is not.
    NotBeyond(ActivityId),
}

/// Checks a solution: places, links, and that at no moment more is taken of a pool than there is.
///
/// What is fixed may overload a pool by itself, but nothing else may be added then. What is beyond what there is counts for nothing.
///
/// # Errors
/// The first thing found that is not as the problem asks.
pub fn check(problem: &Problem<'_>, solution: &Solution) -> Result<(), Fault> {
    let count = problem.activities.len();
    let mut order: Vec<u32> = solution.order.iter().map(|id| id.0).collect();
    order.sort_unstable();
    let is_whole = order.len() == count && order.iter().zip(0_u32..).all(|(a, b)| *a == b);
    let lengths = [solution.starts.len(), solution.ends.len(), solution.modes.len()];
    if !is_whole || lengths.iter().any(|length| *length != count) {
        return Err(Fault::Incomplete);
    }
    let check = Check { problem, solution };
    for (id, activity) in (0..).map(ActivityId).zip(&problem.activities) {
        if !check.is_in_place(id, activity) {
            return Err(Fault::Misplaced(id));
        }
    }
    if let Some(link) = problem.links.iter().position(|link| !check.is_kept(link)) {
        return Err(Fault::TooEarly(link));
    }
    if let Some(id) = solution.beyond.iter().find(|id| !check.is_beyond(**id)) {
        return Err(Fault::NotBeyond(*id));
    }
    (0..).map(PoolId).zip(&problem.pools).try_for_each(|(pool, _)| check.pool(pool))
}

#[derive(Clone, Copy)]
struct Check<'a, 'm> {
    problem: &'a Problem<'m>,
    solution: &'a Solution,
}

/// What an activity takes of a pool for a while.
#[derive(Clone, Copy)]
struct Taken<'m> {
    from: Moment,
    to: Moment,
    /// When it runs; nothing stands for always.
    clock: Option<&'m Clock<'m>>,
    units: i64,
    /// Whether its dates are given, whatever there is.
    is_given: bool,
}

impl<'a, 'm> Check<'a, 'm> {
    fn start(&self, id: ActivityId) -> Moment {
        self.solution.starts.get(id.0 as usize).copied().unwrap_or(Moment::MIN)
    }

    fn end(&self, id: ActivityId) -> Moment {
        self.solution.ends.get(id.0 as usize).copied().unwrap_or(Moment::MIN)
    }

    fn mode(&self, id: ActivityId) -> Option<&'a Mode<'m>> {
        let mode = self.solution.modes.get(id.0 as usize)?;
        self.problem.activities.get(id.0 as usize)?.modes.get(usize::from(*mode))
    }

    /// The pieces of an activity; of several those of one of them.
    fn pieces(&self, id: ActivityId, giver: Option<u32>) -> Vec<(Moment, Moment, Minutes)> {
        let own = self.solution.pieces.iter();
        let own = own.filter(|piece| piece.activity == id && piece.giver == giver);
        own.map(|piece| (piece.start, piece.end, piece.amount)).collect()
    }

    /// Whether what several give is all the work, from start to end, and would not be a minute before.
    fn is_shared(&self, id: ActivityId, mode: &Mode<'_>, several: &Several<'_>) -> bool {
        let (start, end) = (self.start(id), self.end(id));
        let before = end.plus(Minutes(-1));
        let (mut first, mut last) = (Moment::MAX, Moment::MIN);
        let (mut whole, mut without) = (0, 0);
        for (number, giver) in (0..).zip(several.givers) {
            let pieces = self.pieces(id, Some(number));
            if pieces.windows(2).any(|pair| matches!(pair, [a, b] if a.1 > b.0)) {
                return false;
            }
            for (from, to, _) in pieces {
                (first, last) = (first.min(from), last.max(to));
                whole += giver.gives(from, to);
                without += giver.gives(from.min(before), to.min(before));
            }
        }
        let wanted = mode.amount.0 * 1000;
        (first, last) == (start, end) && without < wanted && wanted <= whole
    }

    fn is_in_place(&self, id: ActivityId, activity: &Activity<'_>) -> bool {
        let (start, end) = (self.start(id), self.end(id));
        match activity.kind {
            Kind::Fixed(given) => start == activity.release && end == given.max(start),
            Kind::First => start == end && start == self.first(id, activity),
            Kind::Usual => {
                let pieces = self.pieces(id, None);
                let Some(mode) = self.mode(id) else { return false };
                let is_beyond = self.solution.beyond.contains(&id);
                start >= activity.release
                    && match &mode.several {
                        Some(several) if !is_beyond => self.is_shared(id, mode, several),
                        _ if pieces.is_empty() => {
                            mode.pace.first_place(start, mode.amount) == (start, end)
                        }
                        _ => activity.can_split && adds_up(mode, &pieces, start, end),
                    }
            }
        }
    }

    /// Where something that starts with the first of others is.
    fn first(&self, id: ActivityId, activity: &Activity<'_>) -> Moment {
        let links = self.problem.links.iter().filter(|link| link.to == id);
        let first = links.map(|link| self.allowed(link)).min();
        first.unwrap_or(activity.release).max(activity.release)
    }

    /// The earliest that a link allows.
    fn allowed(&self, link: &Link<'_>) -> Moment {
        let point = match link.from_edge {
            Edge::Start => self.start(link.from),
            Edge::End => self.end(link.from),
        };
        match &link.lag_clock {
            Some(clock) => clock.advance(point, link.lag),
            None => point.plus(link.lag),
        }
    }

    fn is_kept(&self, link: &Link<'_>) -> bool {
        let usual = |row: &Activity<'_>| row.kind == Kind::Usual;
        if !self.problem.activities.get(link.to.0 as usize).is_some_and(usual) {
            return true;
        }
        let (allowed, mode) = (self.allowed(link), self.mode(link.to));
        match (link.to_edge, mode) {
            (Edge::Start, _) => self.start(link.to) >= allowed,
            (Edge::End, None) => self.end(link.to) >= allowed,
            (Edge::End, Some(mode)) => {
                self.end(link.to) >= mode.pace.first_end_from(allowed, mode.amount)
            }
        }
    }

    /// Whether every way in which it can be done asks for more than there is in the end.
    fn is_beyond(&self, id: ActivityId) -> bool {
        let Some(activity) = self.problem.activities.get(id.0 as usize) else { return false };
        activity.modes.iter().all(|mode| {
            mode.asks().any(|(_, ask)| {
                let pool = self.problem.pools.get(ask.pool as usize);
                let last = pool.and_then(|pool| pool.capacity.last());
                last.is_none_or(|(_, units)| ask.units > i64::from(*units))
            })
        })
    }

    fn taken(&self, pool: PoolId) -> Vec<Taken<'m>> {
        let mut all = Vec::new();
        for (id, row) in (0..).map(ActivityId).zip(&self.problem.activities) {
            if self.solution.beyond.contains(&id) {
                continue;
            }
            let is_given = row.kind != Kind::Usual;
            let mode = if row.kind == Kind::Usual { self.mode(id) } else { row.modes.first() };
            let asks = mode.into_iter().flat_map(Mode::asks).filter(|(_, ask)| ask.pool == pool.0);
            for (taker, ask) in asks {
                let giver = u32::try_from(taker).ok();
                let giver = giver.filter(|_| mode.is_some_and(|mode| mode.several.is_some()));
                let pieces = self.pieces(id, giver).into_iter();
                let mut spans: Vec<_> = pieces.map(|(from, to, _)| (from, to)).collect();
                if spans.is_empty() && (giver.is_none() || is_given) {
                    spans.push((self.start(id), self.end(id)));
                }
                let spans = spans.into_iter().filter(|(from, to)| from < to && ask.units > 0);
                let (clock, units) = (ask.clock, ask.units);
                all.extend(spans.map(|(from, to)| Taken { from, to, clock, units, is_given }));
            }
        }
        all
    }

    /// Between two moments at which anything changes, what runs fits in, or all of it is fixed.
    fn pool(&self, pool: PoolId) -> Result<(), Fault> {
        let taken = self.taken(pool);
        let Some(row) = self.problem.pools.get(pool.0 as usize) else { return Ok(()) };
        let mut moments: Vec<Moment> = taken.iter().flat_map(|one| [one.from, one.to]).collect();
        moments.extend(row.capacity.iter().map(|(from, _)| *from));
        moments.sort_unstable();
        moments.dedup();
        for pair in moments.windows(2) {
            let [from, to] = *pair else { continue };
            let rests =
                |one: &Taken<'_>| one.clock.is_some_and(|clock| clock.next_work(from) >= to);
            let runs = |one: &&Taken<'_>| one.from <= from && to <= one.to && !rests(one);
            let running: Vec<&Taken<'_>> = taken.iter().filter(runs).collect();
            let asked: i64 = running.iter().map(|one| one.units).sum();
            let there =
                row.capacity.iter().rfind(|(since, _)| *since <= from).map_or(0, |one| one.1);
            if asked > i64::from(there) && running.iter().any(|one| !one.is_given) {
                return Err(Fault::Overload(pool, from));
            }
        }
        Ok(())
    }
}

/// Whether pieces follow each other and hold all the work.
fn adds_up(
    mode: &Mode<'_>,
    pieces: &[(Moment, Moment, Minutes)],
    start: Moment,
    end: Moment,
) -> bool {
    let amount: i64 = pieces.iter().map(|piece| piece.2.0).sum();
    let is_in_order = pieces.windows(2).all(|pair| matches!(pair, [a, b] if a.1 <= b.0));
    // What is cut may end a little behind the last whole minute of work.
    let runs = |(from, to, amount): &(Moment, Moment, Minutes)| {
        let (first, done) = mode.pace.first_place(*from, *amount);
        let is_done = *to == done || mode.pace.amount_between(*from, *to) == *amount;
        *from >= start && first == *from && done <= *to && is_done
    };
    amount == mode.amount.0
        && is_in_order
        && pieces.iter().all(runs)
        && pieces.first().is_some_and(|first| first.0 == start)
        && pieces.last().is_some_and(|last| last.1 == end)
}
