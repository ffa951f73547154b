//! One run, the forward pass with the amounts that were drawn, over rows that are made once; and what decided its end: every
//! item on a chain of links without slack that ends with it.
//!
//! From what ends last, back over everything that binds: what would move a start by a minute if it were a minute later. So
//! where two chains end alike, both are critical. What had to wait for somebody is bound by what they were needed for; where
//! several things end at once for which they were needed, by the first of them.

use crate::model::{Edge, FixedDate, ItemId};
use crate::schedule::engine::{Amount, Forward, Row, RowMaker, Run, Step, Turns, Wait};
use crate::schedule::network::order::places;
use crate::schedule::network::{ByNode, Network, Node, NodeKind, Role};
use crate::schedule::progress::{Project, Reported};
use crate::schedule::simulate::variables::Draw;
use crate::schedule::table::Rows;
use crate::schedule::timing::Schedule;
use crate::time::{Minutes, Moment};

/// What is known of a run that is traced back; one after the other, in the same memory.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// By row: whether its start decides the end, and whether its own end does.
    marks: Vec<Mark>,
    /// By item: whether it is on a chain.
    critical: Rows<bool>,
    /// The items that are.
    found: Vec<ItemId>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    start: bool,
    end: bool,
}

/// A run that is over, on the way back through it.
pub(super) struct Over<'s, 'a, 'm> {
    pub(super) course: &'s Course<'a, 'm>,
    pub(super) pass: &'s Forward<'a, 'm>,
    pub(super) draw: &'s Draw,
    pub(super) trace: &'s mut Trace,
}

impl Trace {
    pub(super) fn new(course: &Course<'_, '_>) -> Self {
        Self {
            marks: vec![Mark::default(); course.rows.len()],
            critical: Rows::filled(false, course.network.roles.0.len()),
            found: Vec::new(),
        }
    }
}

impl<'s> Over<'s, '_, '_> {
    /// The items that decided that the run ends when it does; an item with parts is among them where one of those is.
    pub(super) fn critical(mut self, last: &[ItemId], end: Moment) -> &'s [ItemId] {
        for item in self.trace.found.drain(..) {
            self.trace.critical[item] = false;
        }
        for item in last.iter().filter(|item| self.pass.end_of(**item) == end) {
            self.mark(*item, Edge::End);
        }
        for (number, row) in self.course.rows.iter().enumerate().rev() {
            let Some(slot) = self.trace.marks.get_mut(number) else { continue };
            let mark = std::mem::take(slot);
            if mark.start || mark.end {
                self.find(row.item.id);
                self.follow(row, mark);
                if let Some(turns) = &self.pass.turns {
                    self.wait_for_people(turns, row.item.id, mark);
                }
            }
        }
        &self.trace.found
    }

    fn mark(&mut self, item: ItemId, edge: Edge) {
        self.mark_place(item, if edge == Edge::Start { NodeKind::Start } else { NodeKind::Whole });
    }

    fn mark_place(&mut self, item: ItemId, place: NodeKind) {
        if let Some(mark) = self.trace.marks.get_mut(self.course.row_of(item, place)) {
            mark.start |= place != NodeKind::Whole;
            mark.end |= place == NodeKind::Whole;
        }
    }

    /// Notes an item and all that it stands in.
    fn find(&mut self, item: ItemId) {
        let mut next = Some(self.course.network.model.item(item));
        while let Some(item) = next {
            if std::mem::replace(&mut self.trace.critical[item.id], true) {
                return;
            }
            self.trace.found.push(item.id);
            next = item.parent();
        }
    }

    fn follow(&mut self, row: &Row<'_, '_>, mark: Mark) {
        match row.step {
            Step::Gate => {
                let gate = self.pass.gate_of(row.item.id);
                if row.item.dates().from.is_none() {
                    self.starts(row, |moment| moment == gate);
                }
            }
            Step::First => {
                let start = self.pass.start_of(row.item.id);
                for part in row.parts.iter().filter(|part| self.pass.start_of(**part) == start) {
                    self.mark(*part, Edge::Start);
                }
            }
            Step::Last => self.last(row),
            Step::Activity if row.is_free_work() => self.free(row),
            Step::Activity => self.leaf(row, mark),
        }
    }

    /// What binds a start: `binds` says of a moment whether it does.
    fn starts(&mut self, row: &Row<'_, '_>, binds: impl Fn(Moment) -> bool) {
        self.waits(row, &row.starts, &binds);
        let gate = row.outer.filter(|outer| binds(self.pass.gate_of(*outer)));
        if let (Some(_), Some(outer)) = (gate, row.item.parent()) {
            self.mark_place(outer.id, NodeKind::Gate);
        }
    }

    /// What binds of that which it waits for.
    fn waits(&mut self, row: &Row<'_, '_>, waits: &[Wait], binds: impl Fn(Moment) -> bool) {
        let is_binding = |wait: &&Wait| binds(self.pass.asked(row, wait));
        for wait in waits.iter().filter(is_binding) {
            self.mark(wait.item, wait.edge);
        }
    }

    /// What somebody was needed for. That something took its people before anybody stands nowhere in the order of the rows, and
    /// can only have waited for others such: those are found at once.
    fn wait_for_people(&mut self, turns: &Turns<'_, '_>, item: ItemId, mark: Mark) {
        let blocked = turns.blocked(item);
        let is_at_end =
            blocked.resumed.is_none_or(|(end, _)| mark.end && end == self.pass.end_of(item));
        for blocker in [blocked.start, blocked.end.filter(|_| is_at_end)] {
            let mut next = blocker;
            while let Some(ahead) = next.filter(|item| turns.is_ahead(*item)) {
                self.find(ahead);
                next = turns.blocked(ahead).end;
            }
            if let Some(blocker) = next {
                self.mark(blocker, Edge::End);
            }
        }
    }

    fn last(&mut self, row: &Row<'_, '_>) {
        let Over { pass, draw, .. } = *self;
        let of_parts = row.parts.iter().map(|part| pass.end_of(*part)).max();
        let waits = pass.waits(row, &mut Drawn(draw));
        let latest = of_parts.max(waits.end.map(|end| end.moment));
        if latest < Some(row.period.end) {
            return;
        }
        for part in row.parts.iter().filter(|part| Some(pass.end_of(**part)) == latest) {
            self.mark(*part, Edge::End);
        }
        let asks_for_it = |moment| Some(row.crew.first_end_from(moment)) == latest;
        self.waits(row, &row.ends, asks_for_it);
    }

    /// Work is moved by what it waits for, unless the wait of its end has moved it further.
    fn free(&mut self, row: &Row<'_, '_>) {
        let (start, end) = (self.pass.start_of(row.item.id), self.pass.end_of(row.item.id));
        let crew = row.crew;
        self.starts(row, |moment| moment == start || crew.clock.next_work(moment) >= start);
        self.waits(row, &row.ends, |moment| crew.first_end_from(moment) >= end);
    }

    fn leaf(&mut self, row: &Row<'_, '_>, mark: Mark) {
        let dates = row.item.dates();
        let is_fixed = dates.from.is_some() || dates.to.is_some();
        let is_point = row.role == Role::Point;
        match row.reported {
            Reported::Done { .. } => {}
            Reported::UnderWay { .. } if !is_point => {
                if mark.end {
                    let end = self.pass.end_of(row.item.id);
                    self.waits(row, &row.ends, |m| row.crew.first_end_from(m) >= end);
                }
            }
            // What can't begin when it was to moves with what it waits for.
            _ if is_fixed && !is_point => {
                let start = self.pass.start_of(row.item.id);
                let is_later = |from: FixedDate| start > row.crew.clock.next_work(from.moment);
                if dates.from.is_some_and(is_later) {
                    self.free(row);
                }
            }
            _ => self.moment(row),
        }
    }

    /// What takes no time is bound by the latest of all that it waits for, unless it is planned for later.
    fn moment(&mut self, row: &Row<'_, '_>) {
        let Over { pass, draw, .. } = *self;
        let latest = pass.waits(row, &mut Drawn(draw)).latest();
        if row.item.dates().to.is_some_and(|planned| planned.moment > latest) {
            return;
        }
        self.starts(row, |moment| moment == latest);
        self.waits(row, &row.ends, |moment| moment == latest);
        for item in row.parts.iter().filter(|item| pass.end_of(**item) == latest) {
            self.mark(*item, Edge::End);
        }
    }
}

/// All rows, each behind what it waits for.
#[derive(Debug)]
pub(super) struct Course<'a, 'm> {
    pub(super) rows: Vec<Row<'a, 'm>>,
    pub(super) network: &'a Network<'m>,
    /// By node: its row.
    places: ByNode<u32>,
}

impl<'a, 'm> Course<'a, 'm> {
    /// Makes the rows of a plan.
    pub(super) fn new(project: Project<'a, 'm>, order: &[Node], plan: &Schedule) -> Self {
        let network = project.network;
        let maker = RowMaker { project, plan: Some(&plan.timings), is_simulated: true };
        let rows = order.iter().filter_map(|node| maker.row(*node, &plan.timings)).collect();
        Self { rows, network, places: places(network, order.iter().copied()) }
    }

    /// The row of a place of an item.
    pub(super) fn row_of(&self, item: ItemId, place: NodeKind) -> usize {
        self.places[self.network.node(item, place)] as usize
    }

    /// Goes through all rows.
    pub(super) fn run(&self, pass: &mut Forward<'a, 'm>, draw: &Draw) {
        let mut run = Drawn(draw);
        pass.begin(&run);
        for row in &self.rows {
            pass.visit(row, &mut run);
        }
    }
}

/// A run with amounts that were drawn.
pub(super) struct Drawn<'d>(pub(super) &'d Draw);

impl Run<'_> for Drawn<'_> {
    const ASKS_WHY: bool = false;

    /// What is done stays as it was, what remains varies in proportion.
    #[inline]
    fn work(&self, item: ItemId, known: Amount) -> Amount {
        let (amount, delay) = (self.0.amounts[item], self.0.delays[item]);
        let work = known.work.map(|_| Minutes(amount.saturating_add(delay)));
        match known.reported {
            Reported::Done { .. } => known,
            // Work that nobody has estimated takes at least what a risk costs it.
            Reported::Nothing => {
                Amount { work: work.or((delay > 0).then_some(Minutes(delay))), ..known }
            }
            Reported::UnderWay { started, remaining } => {
                let remaining = remaining.map(|open| remaining_of(open, amount, known.work, delay));
                Amount { work, reported: Reported::UnderWay { started, remaining } }
            }
        }
    }

    fn delay(&self, item: ItemId) -> Minutes {
        Minutes(self.0.delays[item])
    }
}

fn remaining_of(open: Minutes, amount: i64, likely: Option<Minutes>, delay: i64) -> Minutes {
    let likely = likely.map_or(0, |likely| likely.0);
    let open = if likely > 0 && amount != likely {
        let exact = i128::from(open.0) * i128::from(amount) + i128::from(likely / 2);
        i64::try_from(exact / i128::from(likely)).unwrap_or(i64::MAX)
    } else {
        open.0
    };
    Minutes(open.saturating_add(delay))
}
