//! From a problem to a solution.

use super::budget::Budget;
use super::general::General;
use super::net::Net;
use super::passes::{Found, by_rule, justified};
use super::problem::{ActivityId, Problem};
use super::solution::Solution;

/// Finds when everything can be if nobody does more than they can.
pub fn level(problem: &Problem<'_>, budget: Budget) -> Solution {
    let mut net = Net::new(problem);
    let budget = budget.schedules(problem.activities.len()).max(1);
    let mut schedules = 0;
    let found = first(&net, budget, &mut schedules);
    let found = promoted(&mut net, found, budget, &mut schedules);
    solution(&net, found, schedules)
}

/// Forward, and back and forth while it gets better.
fn first(net: &Net<'_, '_>, budget: u64, schedules: &mut u64) -> Found {
    let mut general = General::new(net);
    let list = by_rule(net, &mut general);
    let mut best = Found::of(&mut general, net, list);
    *schedules += 1;
    while *schedules + 2 <= budget {
        let next = justified(net, &mut general, &best);
        *schedules += 2;
        if next.cost >= best.cost {
            break;
        }
        best = next;
    }
    best
}

/// Where a deadline is missed behind what has a higher priority: what leads to it goes first, if that makes the whole less late.
fn promoted(net: &mut Net<'_, '_>, found: Found, budget: u64, schedules: &mut u64) -> Found {
    if found.cost.late == 0 || !net.has_classes() {
        return found;
    }
    let is_late = |one: &u32| {
        net.activity(*one).deadline.is_some_and(|deadline| found.stands[*one].end > deadline)
    };
    let late: Vec<u32> = (0..net.count()).filter(is_late).collect();
    let before = net.class.clone();
    net.promote(late.into_iter());
    let other = first(net, budget, schedules);
    if other.cost.late < found.cost.late {
        return other;
    }
    net.class = before;
    found
}

fn solution(net: &Net<'_, '_>, found: Found, schedules: u64) -> Solution {
    let general = General::new(net);
    let mut pieces = found.pieces;
    pieces.sort_by_key(|piece| (piece.activity, piece.start));
    Solution {
        starts: found.stands.iter().map(|stand| stand.start).collect(),
        ends: found.stands.iter().map(|stand| stand.end).collect(),
        modes: found.stands.iter().map(|stand| stand.mode).collect(),
        pieces,
        order: found.list.into_iter().map(ActivityId).collect(),
        beyond: (0..net.count()).filter(|one| general.is_beyond[*one]).map(ActivityId).collect(),
        schedules,
        is_proven_optimal: false,
    }
}
