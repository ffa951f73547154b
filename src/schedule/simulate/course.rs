//! The rows that every run goes through, and one run: the forward pass with the amounts that were drawn.

use crate::model::{Edge, ItemId};
use crate::schedule::engine::{Amount, Forward, Row, RowMaker, Run, Step};
use crate::schedule::network::{Network, Node};
use crate::schedule::progress::Project;
use crate::schedule::progress::Reported;
use crate::schedule::simulate::variables::Draw;
use crate::schedule::timing::Schedule;
use crate::time::Minutes;

/// All rows, each behind what it waits for.
#[derive(Debug)]
pub(super) struct Course<'a, 'm> {
    pub(super) rows: Vec<Row<'a, 'm>>,
    pub(super) network: &'a Network<'m>,
    /// By item: the row of its start, and of its end.
    row_of: Vec<[u32; 2]>,
    /// By number of container: the row of its gate.
    gates: Vec<u32>,
}

impl<'a, 'm> Course<'a, 'm> {
    /// Makes the rows of a plan.
    pub(super) fn new(project: Project<'a, 'm>, order: &[Node], plan: &Schedule) -> Self {
        let network = project.network;
        let maker = RowMaker { project, plan: Some(&plan.timings), is_simulated: true };
        let mut course = Self {
            rows: Vec::with_capacity(order.len()),
            network,
            row_of: vec![[u32::MAX; 2]; network.roles.len()],
            gates: vec![u32::MAX; network.containers()],
        };
        for node in order {
            if let Some(row) = maker.row(*node, &plan.timings) {
                course.number(&row);
                course.rows.push(row);
            }
        }
        course
    }

    /// Notes which row the next one is.
    fn number(&mut self, row: &Row<'_, '_>) {
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let container = self.network.number(row.item.id);
        let Some([start, end]) = self.row_of.get_mut(row.item.id.index()) else { return };
        match row.step {
            Step::Gate => {
                if let Some(slot) = self.gates.get_mut(container) {
                    *slot = number;
                }
            }
            Step::First => *start = number,
            Step::Last => *end = number,
            Step::Activity => (*start, *end) = (number, number),
        }
    }

    /// The row that places a point of an item.
    pub(super) fn row_of(&self, item: ItemId, edge: Edge) -> Option<usize> {
        let [start, end] = self.row_of.get(item.index()).copied()?;
        let row = if edge == Edge::Start { start } else { end };
        (row != u32::MAX).then_some(row as usize)
    }

    /// The row of the gate of a container of this number.
    pub(super) fn gate(&self, container: usize) -> Option<usize> {
        self.gates.get(container).filter(|row| **row != u32::MAX).map(|row| *row as usize)
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
    fn work(&self, item: ItemId, known: Amount) -> Amount {
        let (amount, delay) = (drawn(&self.0.amounts, item), drawn(&self.0.delays, item));
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
        Minutes(drawn(&self.0.delays, item))
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

fn drawn(amounts: &[i64], item: ItemId) -> i64 {
    amounts.get(item.index()).copied().unwrap_or(0)
}
