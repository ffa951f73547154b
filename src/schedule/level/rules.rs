//! Priority rules: which activity goes first when nothing better is known.
//!
//! The latest finish time of the critical path method is the best of the simple rules for serial generation (Kolisch,
//! *Efficient priority rules for the resource-constrained project scheduling problem*, 1996).

use super::cost::Stand;
use super::net::Net;
use super::rows::Rows;
use crate::model::Edge;
use crate::time::{Minutes, Moment};

/// The latest end of each activity by which nothing is late, if there were enough of everybody: how long things take, and how
/// far they lie apart, is as `stands` has it.
pub(super) fn latest_ends(net: &Net<'_, '_>, stands: &Rows<Stand>) -> Rows<Moment> {
    let all_done = stands.iter().map(|stand| stand.end).max().unwrap_or(Moment::MIN);
    let mut latest = Rows::filled(all_done, stands.0.len());
    for activity in net.order.iter().rev() {
        let own = stands[*activity];
        let takes = own.end.since(own.start);
        let mut end = net.activity(*activity).deadline.map_or(all_done, |one| one.min(all_done));
        for wait in net.out.of(*activity) {
            let other = stands[wait.other];
            let start = latest[wait.other].plus(Minutes(-other.end.since(other.start).0));
            let point = wait.before(match wait.other_edge {
                Edge::Start => start,
                Edge::End => latest[wait.other],
            });
            end = end.min(match wait.own_edge {
                Edge::Start => point.plus(takes),
                Edge::End => point,
            });
        }
        latest[*activity] = end;
    }
    latest
}
