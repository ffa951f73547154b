//! Whether a problem is plain enough for [`Packed`](super::packed::Packed), and what it is then.

use super::net::Net;
use super::packed::{MOST_UNITS, Parts};
use super::problem::{Activity, Kind, Problem};
use crate::model::Edge;

/// So many slots an activity are worth walking through; with more the general scheme is faster.
const SLOTS: u64 = 256;

/// A problem in slots: if there is one way to do each thing, every minute counts, there is always as much of everybody, and
/// nothing but links and people decides when things are. And what one slot is in minutes.
pub(super) fn parts(net: &Net<'_, '_>) -> Option<(Parts, i64)> {
    let problem = net.problem;
    let first = problem.activities.first()?;
    let is_plain = |one: &Activity<'_>| is_plain(one) && one.release == first.release;
    if net.has_classes() || !problem.activities.iter().all(is_plain) {
        return None;
    }
    let amounts: Vec<i64> = problem.activities.iter().map(amount).collect();
    let mut links = Vec::with_capacity(problem.links.len());
    for link in &problem.links {
        let span = |one: u32| amounts.get(one as usize).copied();
        let (from, to) = (span(link.from.0)?, span(link.to.0)?);
        let from_start = if link.from_edge == Edge::End { from } else { 0 };
        let to_start = if link.to_edge == Edge::End { to } else { 0 };
        let lag = link.lag.0 + from_start - to_start;
        // What waits may not start or end before what it waits for does: sorting by either keeps the links then.
        if link.lag_clock.is_some() || lag < 0 || lag + to - from < 0 {
            return None;
        }
        links.push((link.from.0, link.to.0, lag));
    }
    let times = amounts.iter().copied().chain(links.iter().map(|(.., lag)| *lag));
    let slot = times.clone().fold(0, |a, b| gcd(a, b.unsigned_abs())).max(1);
    let all = times.map(|time| time.unsigned_abs() / slot).fold(0, u64::saturating_add);
    if all > SLOTS * problem.activities.len() as u64 {
        return None;
    }
    let slot = i64::try_from(slot).ok()?;
    let spans = amounts.iter().map(|amount| u32::try_from(amount / slot).ok());
    let (demands, capacity) = units(problem)?;
    for (.., lag) in &mut links {
        *lag /= slot;
    }
    let parts = Parts {
        spans: spans.collect::<Option<_>>()?,
        demands,
        capacity,
        links,
        order: net.order.clone(),
    };
    Some((parts, slot))
}

fn amount(one: &Activity<'_>) -> i64 {
    one.modes.first().map_or(0, |mode| mode.amount.0.max(0))
}

fn is_plain(one: &Activity<'_>) -> bool {
    let [mode] = one.modes.as_slice() else { return false };
    one.kind == Kind::Usual && one.deadline.is_none() && !one.can_split && mode.pace.is_plain()
}

/// What is asked of each pool that anything is asked of, and how much there is, in the greatest units that hold all.
fn units(problem: &Problem<'_>) -> Option<(Vec<Vec<u64>>, Vec<u64>)> {
    let mut demands = vec![Vec::new(); problem.activities.len()];
    let mut capacities = Vec::new();
    for (pool, row) in (0_u32..).zip(&problem.pools) {
        let asked = |one: &Activity<'_>| {
            let demands = one.modes.first().into_iter().flat_map(|mode| &mode.demands);
            demands
                .filter(|demand| demand.pool.0 == pool)
                .map(|demand| u64::from(demand.units))
                .sum::<u64>()
        };
        let unit = problem.activities.iter().map(asked).fold(0, gcd);
        if unit == 0 {
            continue;
        }
        let [(_, capacity)] = row.capacity.as_slice() else { return None };
        let capacity = u64::from(*capacity) / unit;
        for (row, one) in demands.iter_mut().zip(&problem.activities) {
            let asked = asked(one) / unit;
            if asked > capacity {
                return None;
            }
            row.push(asked);
        }
        if capacity > MOST_UNITS {
            return None;
        }
        capacities.push(capacity);
    }
    Some((demands, capacities))
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
