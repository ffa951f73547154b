//! Priority rules: which activity goes first when nothing better is known.
//!
//! The latest finish time of the critical path method is the best of the simple rules for serial generation (Kolisch,
//! *Efficient priority rules for the resource-constrained project scheduling problem*, 1996).

use crate::model::Edge;
use crate::schedule::ledger::demand::{Ask, Capacity};
use crate::schedule::level::problem::{Activity, Kind};
use crate::schedule::level::problem_index::{Placement, ProblemIndex};
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// The latest end of each activity by which nothing is late, if there were enough of everybody: how long things take, and how
/// far they lie apart, is as `stands` has it.
pub(super) fn latest_ends(net: &ProblemIndex<'_, '_>, stands: &Rows<Placement>) -> Rows<Moment> {
    let all_done = stands.iter().map(|stand| stand.end).max().unwrap_or(Moment::MIN);
    let mut latest = Rows::filled(all_done, stands.0.len());
    for activity in net.order.iter().rev() {
        let own = stands[*activity];
        let takes = own.end.since(own.start);
        let mut end = net.activity(*activity).deadline.map_or(all_done, |one| one.min(all_done));
        for wait in net.out.of(*activity) {
            let other = stands[wait.other];
            let start = latest[wait.other].plus(Minutes(-other.end.since(other.start).0));
            let late = Placement { start, end: latest[wait.other], mode: 0 };
            let point = wait.before(late.at(wait.other_edge));
            end = end.min(match wait.own_edge {
                Edge::Start => point.plus(takes),
                Edge::End => point,
            });
        }
        latest[*activity] = end;
    }
    latest
}

/// What the work of one clock asks of a pool.
struct Asked<'m> {
    clock: &'m Clock<'m>,
    /// Before that nothing of it can start.
    first: Moment,
    /// Minutes times thousandths of a unit.
    work: i128,
}

/// How long somebody is busy at least, if they never rest while there is work: no schedule ends earlier. `early` is the earliest
/// that everything can be.
pub(super) fn busy_until(net: &ProblemIndex<'_, '_>, early: &Rows<Placement>) -> Moment {
    let mut asked: Rows<Vec<Asked<'_>>> = net.problem.pools.iter().map(|_| Vec::new()).collect();
    for one in 0..net.count() {
        let row = net.activity(one);
        let mode = row.modes.first().filter(|_| row.kind == Kind::Usual && row.modes.len() == 1);
        for ask in mode.into_iter().flat_map(|mode| &mode.asks) {
            let Some((work, clock)) = work_of(net, row, *ask) else { continue };
            let of_pool = &mut asked[ask.pool];
            let start = early[one].start;
            match of_pool.iter_mut().find(|asked| std::ptr::eq(asked.clock, clock)) {
                Some(asked) => {
                    asked.first = asked.first.min(start);
                    asked.work += work;
                }
                None => of_pool.push(Asked { clock, first: start, work }),
            }
        }
    }
    let ends = net.problem.pools.iter().zip(asked.iter()).flat_map(|(pool, asked)| {
        asked.iter().map(|asked| {
            let most = i128::from(most_of(pool).max(1));
            let work = Minutes(i64::try_from((asked.work + most - 1) / most).unwrap_or(i64::MAX));
            asked.clock.advance(asked.first, work)
        })
    });
    // What has more to do than time has days says nothing.
    ends.filter(|end| *end < Moment::MAX).max().unwrap_or(Moment::MIN)
}

/// What an activity takes of a pool, and by which clock; nothing if that depends on where it lies, or there is not enough.
fn work_of<'m>(
    net: &ProblemIndex<'_, 'm>,
    row: &Activity<'m>,
    ask: Ask<'m>,
) -> Option<(i128, &'m Clock<'m>)> {
    let mode = row.modes.first().filter(|mode| !mode.is_joint)?;
    net.problem.pools[ask.pool].0.last().filter(|(_, left)| *left >= ask.units)?;
    let work = mode.crew.working_time(mode.amount)?;
    Some((i128::from(work.0) * i128::from(ask.units), &mode.crew.clock))
}

pub(super) fn most_of(pool: &Capacity) -> i64 {
    pool.0.iter().map(|(_, units)| *units).max().unwrap_or(0)
}
