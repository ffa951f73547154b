//! What decided the end of a run: every item on a chain of links without slack that ends with it.
//!
//! From what ends last, back over everything that binds: what would move a start by a minute if it were a minute later. So
//! where two chains end alike, both are critical. What had to wait for somebody is bound by what they were needed for; where
//! several things end at once for which they were needed, by the first of them.

use super::course::{Course, Row, Step, Wait};
use super::pass::Pass;
use super::turns::Turns;
use crate::model::{Edge, ItemId};
use crate::schedule::progress::Reported;
use crate::schedule::role::Role;
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

impl Trace {
    pub(super) fn new(course: &Course<'_, '_>) -> Self {
        Self {
            marks: vec![Mark::default(); course.rows.len()],
            critical: vec![false; course.row_of.len()],
            found: Vec::new(),
        }
    }

    /// The items that decided that a run ends when it does; an item with parts is among them where one of those is.
    pub(super) fn run(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        turns: Option<&Turns<'_, '_>>,
        last: &[ItemId],
        end: Moment,
    ) -> &[ItemId] {
        for item in self.found.drain(..) {
            if let Some(critical) = self.critical.get_mut(item.index()) {
                *critical = false;
            }
        }
        for item in last.iter().filter(|item| pass.end_of(**item) == end) {
            self.mark(course, *item, Edge::End);
        }
        for (row, number) in course.rows.iter().enumerate().rev().map(|(number, row)| (row, number))
        {
            let Some(slot) = self.marks.get_mut(number) else { continue };
            let mark = std::mem::take(slot);
            if mark.start || mark.end {
                self.find(course, row.item);
                self.follow(course, pass, row, number, mark);
                if let Some(turns) = turns {
                    self.wait_for_people(course, pass, turns, row, mark);
                }
            }
        }
        &self.found
    }

    fn mark(&mut self, course: &Course<'_, '_>, item: ItemId, edge: Edge) {
        let rows = course.row_of.get(item.index()).copied().unwrap_or([u32::MAX; 2]);
        let [start, end] = rows;
        let row = if edge == Edge::Start { start } else { end };
        if let Some(mark) = self.marks.get_mut(row as usize) {
            mark.start |= edge == Edge::Start;
            mark.end |= edge == Edge::End;
        }
    }

    /// Notes an item and all that it stands in.
    fn find(&mut self, course: &Course<'_, '_>, item: ItemId) {
        let mut next = Some(course.network.model.item(item));
        while let Some(item) = next {
            match self.critical.get_mut(item.id.index()) {
                Some(critical) if !*critical => *critical = true,
                _ => return,
            }
            self.found.push(item.id);
            next = item.parent();
        }
    }

    fn follow(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        row: &Row<'_, '_>,
        number: usize,
        mark: Mark,
    ) {
        match row.step {
            Step::Gate => {
                let gate = pass.gates.get(number).map_or(Moment::MIN, |gate| gate.moment);
                if course.network.model.item(row.item).dates().from.is_none() {
                    self.starts(course, pass, row, |moment| moment == gate);
                }
            }
            Step::First => {
                let start = pass.start_of(row.item);
                for part in course.parts(row).iter().filter(|part| pass.start_of(**part) == start) {
                    self.mark(course, *part, Edge::Start);
                }
            }
            Step::Last => self.last(course, pass, row),
            Step::Free => self.free(course, pass, row),
            Step::Other => self.other(course, pass, row, mark),
        }
    }

    /// What binds a start: `binds` says of a moment whether it does.
    fn starts(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        row: &Row<'_, '_>,
        binds: impl Fn(Moment) -> bool,
    ) {
        for wait in course.waits(&row.starts) {
            self.wait(course, pass, row, wait, &binds);
        }
        let outer = row.outer.and_then(|gate| Some((gate, pass.gates.get(gate as usize)?)));
        if let Some((gate, bound)) = outer
            && binds(bound.moment)
            && let Some(mark) = self.marks.get_mut(gate as usize)
        {
            mark.start = true;
        }
    }

    fn wait(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        row: &Row<'_, '_>,
        wait: &Wait,
        binds: impl Fn(Moment) -> bool,
    ) {
        if binds(pass.asked(row, wait)) {
            self.mark(course, wait.item, wait.edge);
        }
    }

    /// What binds an end.
    fn ends(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        row: &Row<'_, '_>,
        binds: impl Fn(Moment) -> bool,
    ) {
        for wait in course.waits(&row.ends) {
            self.wait(course, pass, row, wait, &binds);
        }
    }

    /// What somebody was needed for. That something took its people before anybody stands nowhere in the order of the rows, and
    /// can only have waited for others such: those are found at once.
    fn wait_for_people(
        &mut self,
        course: &Course<'_, '_>,
        pass: &Pass,
        turns: &Turns<'_, '_>,
        row: &Row<'_, '_>,
        mark: Mark,
    ) {
        let blocked = pass.blocked(row.item);
        let is_at_end = blocked.resumed.is_none_or(|end| mark.end && end == pass.end_of(row.item));
        for blocker in [blocked.start, blocked.end.filter(|_| is_at_end)] {
            let mut next = blocker;
            while let Some(ahead) = next.filter(|item| turns.is_ahead(*item)) {
                self.find(course, ahead);
                next = pass.blocked(ahead).end;
            }
            if let Some(blocker) = next {
                self.mark(course, blocker, Edge::End);
            }
        }
    }

    fn last(&mut self, course: &Course<'_, '_>, pass: &Pass, row: &Row<'_, '_>) {
        let parts = course.parts(row);
        let of_parts = parts.iter().map(|part| pass.end_of(*part)).max();
        let latest = of_parts.max(pass.latest_end(course, row));
        if latest < Some(row.period.end) {
            return;
        }
        for part in parts.iter().filter(|part| Some(pass.end_of(**part)) == latest) {
            self.mark(course, *part, Edge::End);
        }
        self.ends(course, pass, row, |moment| Some(row.crew.first_end_from(moment)) == latest);
    }

    /// Work is moved by what it waits for, unless the wait of its end has moved it further.
    fn free(&mut self, course: &Course<'_, '_>, pass: &Pass, row: &Row<'_, '_>) {
        let (start, end) = (pass.start_of(row.item), pass.end_of(row.item));
        let clock = &row.crew.clock;
        self.starts(course, pass, row, |moment| {
            moment == start || clock.next_work(moment) >= start
        });
        if !row.ends.is_empty() {
            let crew = row.crew;
            self.ends(course, pass, row, |moment| crew.first_end_from(moment) >= end);
        }
    }

    fn other(&mut self, course: &Course<'_, '_>, pass: &Pass, row: &Row<'_, '_>, mark: Mark) {
        let dates = course.network.model.item(row.item).dates();
        let is_fixed = dates.from.is_some() || dates.to.is_some();
        let is_point = course.network.role(row.item) == Role::Point;
        match row.state {
            Reported::Done { .. } => {}
            Reported::UnderWay { .. } if !is_point => {
                if mark.end {
                    let end = pass.end_of(row.item);
                    self.ends(course, pass, row, |m| row.crew.first_end_from(m) >= end);
                }
            }
            _ if is_fixed && !is_point => {}
            _ => self.moment(course, pass, row),
        }
    }

    /// What takes no time is bound by the latest of all that it waits for, unless it is planned for later.
    fn moment(&mut self, course: &Course<'_, '_>, pass: &Pass, row: &Row<'_, '_>) {
        let (start, end) = pass.bounds(course, row);
        let latest = end.map_or(start.moment, |end| start.moment.max(end.moment));
        let planned = course.network.model.item(row.item).dates().to;
        if planned.is_some_and(|planned| planned.moment > latest) {
            return;
        }
        self.starts(course, pass, row, |moment| moment == latest);
        self.ends(course, pass, row, |moment| moment == latest);
        for shipped in course.parts(row).iter().filter(|item| pass.end_of(**item) == latest) {
            self.mark(course, *shipped, Edge::End);
        }
    }
}
