//! The rows that every run goes through, and one run: the forward pass with the amounts that were drawn.

use crate::model::ItemId;
use crate::schedule::engine::{Amount, Forward, Row, RowMaker, Run};
use crate::schedule::network::order::places;
use crate::schedule::network::{ByNode, Network, Node, NodeKind};
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
