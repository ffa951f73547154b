//! An effort by several in the search: each gives the time that nothing else takes, as in the forward pass.

use std::cmp::Reverse;

use crate::schedule::crew::joint::{Joint, Taken, Wanted, joint};
use crate::schedule::level::general::{CLOCK_STEPS, General};
use crate::schedule::level::problem::{ActivityId, Demand, Mode, Several};
use crate::schedule::level::solution::Piece;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

impl<'m> General<'_, '_, 'm> {
    pub(super) fn take_jointly(
        &mut self,
        activity: u32,
        (mode, several): (&Mode<'m>, &Several<'m>),
        from: Moment,
    ) {
        let can_split = self.net.activity(activity).can_split;
        let joint = self.jointly(mode, several, can_split, from);
        for stint in joint.iter().flat_map(|joint| &joint.stints) {
            let (start, end, giver) = (stint.start, stint.end, Some(stint.person));
            self.take_of(mode, giver, (start, end), 1);
            let rate = several.givers.get(stint.person as usize).map_or(0, |giver| giver.rate);
            let amount = Minutes(stint.work.0.saturating_mul(rate) / 1000);
            self.pieces.push(Piece { activity: ActivityId(activity), giver, start, end, amount });
        }
    }

    /// Where several do an effort from a moment on; nothing if they never have time enough.
    pub(super) fn jointly(
        &self,
        mode: &Mode<'m>,
        several: &Several<'m>,
        can_split: bool,
        from: Moment,
    ) -> Option<Joint<()>> {
        let is_contested = several.is_contested;
        let wanted = Wanted { from, amount: mode.amount, can_split, is_contested };
        joint(several.givers, wanted, |giver, beside, from, to| {
            self.net.work.add(CLOCK_STEPS + mode.pace.steps() / several.givers.len());
            let clock = &several.givers.get(giver)?.clock;
            let taken = several
                .demands(giver)
                .iter()
                .filter_map(|demand| self.taken(several, (clock, *demand), beside, (from, to)));
            taken.min_by_key(|taken| (taken.from, Reverse(taken.until)))
        })
    }

    /// What takes one of several of a pool, beside others of them.
    fn taken(
        &self,
        several: &Several<'m>,
        (clock, demand): (&Clock<'_>, Demand),
        beside: &[usize],
        (from, to): (Moment, Moment),
    ) -> Option<Taken<()>> {
        let line = &self.lines[demand.pool.0];
        let others = |at: Moment| {
            let open = beside.iter().filter(move |other| {
                several.givers.get(**other).is_some_and(|giver| giver.clock.is_open(at))
            });
            let asks = open.flat_map(|other| several.demands(*other));
            asks.filter(|other| other.pool == demand.pool).map(|other| i64::from(other.units))
        };
        let is_alone = !several.is_contested || beside.is_empty();
        let mut now = clock.next_work(from);
        while now < to {
            let others_change = beside.iter().filter_map(|other| several.givers.get(*other));
            let others_change = others_change.map(|giver| giver.clock.next_change(now)).min();
            let change = others_change.filter(|_| !is_alone).unwrap_or(Moment::MAX);
            let units = i64::from(demand.units) + others(now).sum::<i64>();
            let Some(block) = line.first_short(now, change.min(to), units) else {
                now = clock.next_work(change.min(to));
                continue;
            };
            let (short, behind) = (clock.next_work(block.from), block.to.min(change));
            if short < behind.min(to) {
                let until = line.free_from(behind, units, Minutes::ZERO).min(change);
                return Some(Taken { from: short, until, by: () });
            }
            now = clock.next_work(behind);
        }
        None
    }
}
