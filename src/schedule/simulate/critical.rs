//! What decided the end of a run: every item on a chain of links without slack that ends with it.
//!
//! From what ends last, back over everything that binds: what would move a start by a minute if it were a minute later. So
//! where two chains end alike, both are critical. What had to wait for somebody is bound by what they were needed for; where
//! several things end at once for which they were needed, by the first of them.

use crate::model::{Edge, FixedDate, ItemId};
use crate::schedule::engine::{Forward, Row, Step, Turns, Wait};
use crate::schedule::network::role::Role;
use crate::schedule::progress::Reported;
use crate::schedule::simulate::course::{Course, Drawn};
use crate::schedule::simulate::variables::Draw;
use crate::time::Moment;

/// Traces runs back.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// By row: whether its start decides the end, and whether its own end does.
    marks: Vec<Mark>,
    /// By item: whether it is on a chain.
    critical: Vec<bool>,
    /// The items that are.
    found: Vec<ItemId>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    start: bool,
    end: bool,
}

/// A run that is over.
#[derive(Clone, Copy)]
pub(super) struct Over<'s, 'a, 'm> {
    pub(super) course: &'s Course<'a, 'm>,
    pub(super) pass: &'s Forward<'a, 'm>,
    pub(super) draw: &'s Draw,
}

impl Trace {
    pub(super) fn new(course: &Course<'_, '_>) -> Self {
        Self {
            marks: vec![Mark::default(); course.rows.len()],
            critical: vec![false; course.network.roles.len()],
            found: Vec::new(),
        }
    }

    /// The items that decided that a run ends when it does; an item with parts is among them where one of those is.
    pub(super) fn run(
        &mut self,
        over: Over<'_, '_, '_>,
        last: &[ItemId],
        end: Moment,
    ) -> &[ItemId] {
        for item in self.found.drain(..) {
            if let Some(critical) = self.critical.get_mut(item.index()) {
                *critical = false;
            }
        }
        for item in last.iter().filter(|item| over.pass.end_of(**item) == end) {
            self.mark(over, *item, Edge::End);
        }
        for (number, row) in over.course.rows.iter().enumerate().rev() {
            let Some(slot) = self.marks.get_mut(number) else { continue };
            let mark = std::mem::take(slot);
            if mark.start || mark.end {
                self.find(over, row.item.id);
                self.follow(over, row, mark);
                if let Some(turns) = &over.pass.turns {
                    self.wait_for_people(over, turns, row.item.id, mark);
                }
            }
        }
        &self.found
    }

    fn mark(&mut self, over: Over<'_, '_, '_>, item: ItemId, edge: Edge) {
        let row = over.course.row_of(item, edge);
        if let Some(mark) = row.and_then(|row| self.marks.get_mut(row)) {
            mark.start |= edge == Edge::Start;
            mark.end |= edge == Edge::End;
        }
    }

    /// Notes an item and all that it stands in.
    fn find(&mut self, over: Over<'_, '_, '_>, item: ItemId) {
        let mut next = Some(over.course.network.model.item(item));
        while let Some(item) = next {
            match self.critical.get_mut(item.id.index()) {
                Some(critical) if !*critical => *critical = true,
                _ => return,
            }
            self.found.push(item.id);
            next = item.parent();
        }
    }

    fn follow(&mut self, over: Over<'_, '_, '_>, row: &Row<'_, '_>, mark: Mark) {
        match row.step {
            Step::Gate => {
                let gate = over.pass.gate_of(over.course.network.number(row.item.id));
                if row.item.dates().from.is_none() {
                    self.starts(over, row, |moment| moment == gate);
                }
            }
            Step::First => {
                let start = over.pass.start_of(row.item.id);
                for part in row.parts.iter().filter(|part| over.pass.start_of(**part) == start) {
                    self.mark(over, *part, Edge::Start);
                }
            }
            Step::Last => self.last(over, row),
            Step::Activity if row.is_free_work() => self.free(over, row),
            Step::Activity => self.leaf(over, row, mark),
        }
    }

    /// What binds a start: `binds` says of a moment whether it does.
    fn starts(
        &mut self,
        over: Over<'_, '_, '_>,
        row: &Row<'_, '_>,
        binds: impl Fn(Moment) -> bool,
    ) {
        self.waits(over, row, &row.starts, &binds);
        let Some(outer) = row.outer.filter(|outer| binds(over.pass.gate_of(*outer))) else {
            return;
        };
        if let Some(mark) = over.course.gate(outer).and_then(|gate| self.marks.get_mut(gate)) {
            mark.start = true;
        }
    }

    /// What binds of that which it waits for.
    fn waits(
        &mut self,
        over: Over<'_, '_, '_>,
        row: &Row<'_, '_>,
        waits: &[Wait],
        binds: impl Fn(Moment) -> bool,
    ) {
        let is_binding = |wait: &&Wait| binds(over.pass.asked(row, wait));
        for wait in waits.iter().filter(is_binding) {
            self.mark(over, wait.item, wait.edge);
        }
    }

    /// What somebody was needed for. That something took its people before anybody stands nowhere in the order of the rows, and
    /// can only have waited for others such: those are found at once.
    fn wait_for_people(
        &mut self,
        over: Over<'_, '_, '_>,
        turns: &Turns<'_, '_>,
        item: ItemId,
        mark: Mark,
    ) {
        let blocked = turns.blocked(item);
        let is_at_end =
            blocked.resumed.is_none_or(|(end, _)| mark.end && end == over.pass.end_of(item));
        for blocker in [blocked.start, blocked.end.filter(|_| is_at_end)] {
            let mut next = blocker;
            while let Some(ahead) = next.filter(|item| turns.is_ahead(*item)) {
                self.find(over, ahead);
                next = turns.blocked(ahead).end;
            }
            if let Some(blocker) = next {
                self.mark(over, blocker, Edge::End);
            }
        }
    }

    fn last(&mut self, over: Over<'_, '_, '_>, row: &Row<'_, '_>) {
        let Over { pass, draw, .. } = over;
        let of_parts = row.parts.iter().map(|part| pass.end_of(*part)).max();
        let waits = pass.waits(row, &mut Drawn(draw));
        let latest = of_parts.max(waits.end.map(|end| end.moment));
        if latest < Some(row.period.end) {
            return;
        }
        for part in row.parts.iter().filter(|part| Some(pass.end_of(**part)) == latest) {
            self.mark(over, *part, Edge::End);
        }
        let asks_for_it = |moment| Some(row.crew.first_end_from(moment)) == latest;
        self.waits(over, row, &row.ends, asks_for_it);
    }

    /// Work is moved by what it waits for, unless the wait of its end has moved it further.
    fn free(&mut self, over: Over<'_, '_, '_>, row: &Row<'_, '_>) {
        let (start, end) = (over.pass.start_of(row.item.id), over.pass.end_of(row.item.id));
        let crew = row.crew;
        self.starts(over, row, |moment| moment == start || crew.clock.next_work(moment) >= start);
        self.waits(over, row, &row.ends, |moment| crew.first_end_from(moment) >= end);
    }

    fn leaf(&mut self, over: Over<'_, '_, '_>, row: &Row<'_, '_>, mark: Mark) {
        let dates = row.item.dates();
        let is_fixed = dates.from.is_some() || dates.to.is_some();
        let is_point = row.role == Role::Point;
        match row.reported {
            Reported::Done { .. } => {}
            Reported::UnderWay { .. } if !is_point => {
                if mark.end {
                    let end = over.pass.end_of(row.item.id);
                    self.waits(over, row, &row.ends, |m| row.crew.first_end_from(m) >= end);
                }
            }
            // What can't begin when it was to moves with what it waits for.
            _ if is_fixed && !is_point => {
                let start = over.pass.start_of(row.item.id);
                let is_later = |from: FixedDate| start > row.crew.clock.next_work(from.moment);
                if dates.from.is_some_and(is_later) {
                    self.free(over, row);
                }
            }
            _ => self.moment(over, row),
        }
    }

    /// What takes no time is bound by the latest of all that it waits for, unless it is planned for later.
    fn moment(&mut self, over: Over<'_, '_, '_>, row: &Row<'_, '_>) {
        let Over { pass, draw, .. } = over;
        let latest = pass.waits(row, &mut Drawn(draw)).latest();
        if row.item.dates().to.is_some_and(|planned| planned.moment > latest) {
            return;
        }
        self.starts(over, row, |moment| moment == latest);
        self.waits(over, row, &row.ends, |moment| moment == latest);
        for item in row.parts.iter().filter(|item| pass.end_of(**item) == latest) {
            self.mark(over, *item, Edge::End);
        }
    }
}
