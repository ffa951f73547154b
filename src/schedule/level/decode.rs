//! From a list of activities to a schedule: the forward pass of the plan itself, given the list as its order.
//!
//! So what the search compares is what will be, whatever a roadmap holds; and what it finds is kept by whoever schedules the
//! roadmap in the order that it found.

use crate::schedule::engine::mobility::UnlevelledDates;
use crate::schedule::engine::{Forward, Row, Run, Step, Turns};
use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::problem::{Placement, ProblemIndex, cost};
use crate::schedule::level::scheme::Cost;
use crate::schedule::table::{Edges, Rows};
use crate::time::Moment;

/// To place an activity takes as long as to look at so many stretches of a pool, besides those that it looks at.
const ACTIVITY_STEPS: usize = 20;

/// Which way of doing something the list asks for; nothing stands for the one that ends first.
pub(super) type Choice = Option<u16>;

/// Makes schedules of one roadmap.
#[derive(Debug)]
pub(crate) struct Decoder<'a, 'm> {
    forward: Forward<'a, 'm>,
    /// By activity, then way of doing it.
    rows: Rows<Box<[Row<'a, 'm>]>>,
    /// What was placed last.
    pub(super) stands: Rows<Placement>,
    work: Work,
}

/// A pass with the amounts of the plan that does not ask why.
struct Likely;

impl Run<'_> for Likely {
    const ASKS_WHY: bool = false;
}

impl<'a, 'm> Decoder<'a, 'm> {
    /// Nothing is placed.
    pub(crate) fn new(
        plain: &UnlevelledDates<'a, 'm>,
        rows: Rows<Box<[Row<'a, 'm>]>>,
        work: &Work,
    ) -> Self {
        let UnlevelledDates { project, timings, .. } = *plain;
        let turns = Turns::new(project, timings, work);
        Self {
            forward: Forward::new(project, Some(turns)),
            stands: Rows::filled(Placement::NOWHERE, rows.0.len()),
            rows,
            work: work.clone(),
        }
    }

    /// Nothing is placed but what has its people before anybody.
    pub(super) fn begin(&mut self) {
        self.forward.begin(&Likely);
    }

    /// Places all of a list, as early as can be. What an activity waits for stands before it.
    pub(super) fn forward(&mut self, list: &[u32], choice: impl Fn(u32) -> Choice) {
        self.begin();
        self.extend(list, choice);
    }

    /// Places more.
    pub(super) fn extend(&mut self, list: &[u32], choice: impl Fn(u32) -> Choice) {
        for one in list {
            let ways = self.rows[*one].len();
            let way = choice(*one).filter(|way| usize::from(*way) < ways);
            let way = match way {
                Some(way) => way,
                None if ways > 1 => self.first_to_end(*one),
                None => 0,
            };
            self.place(*one, way);
        }
    }

    /// The way that ends first; of equals the one that starts first, then the first declared.
    fn first_to_end(&mut self, activity: u32) -> u16 {
        let ways = u16::try_from(self.rows[activity].len()).unwrap_or(u16::MAX);
        let tried = (0..ways).map(|way| {
            self.place(activity, way);
            self.take_back(activity);
            let Placement { start, end, .. } = self.stands[activity];
            (end, start, way)
        });
        tried.min().map_or(0, |(.., way)| way)
    }

    fn place(&mut self, activity: u32, mode: u16) {
        let Some(row) = self.rows[activity].get(usize::from(mode)) else { return };
        self.work.add(ACTIVITY_STEPS + 4 * (row.starts.len() + row.ends.len()));
        if let Some(turns) = self.forward.turns.as_mut().filter(|_| self.rows[activity].len() > 1) {
            turns.ledger.choose(row.item.id, mode);
        }
        self.forward.visit(row, &mut Likely);
        let (start, end) = self.span(row);
        self.stands[activity] = Placement { start, end, mode };
    }

    fn span(&self, row: &Row<'a, 'm>) -> (Moment, Moment) {
        let item = row.item.id;
        let at = match row.step {
            Step::Activity => return (self.forward.start_of(item), self.forward.end_of(item)),
            Step::Gate => self.forward.gate_of(item),
            Step::First => self.forward.start_of(item),
            Step::Last => self.forward.end_of(item),
        };
        (at, at)
    }

    /// Places more that will be taken back.
    pub(super) fn try_out(&mut self, list: &[u32]) {
        if let Some(turns) = &mut self.forward.turns {
            turns.ledger.begin_trial();
        }
        self.extend(list, |_| None);
        if let Some(turns) = &mut self.forward.turns {
            turns.ledger.end_trial();
        }
    }

    /// Takes back what was placed last.
    pub(super) fn retract(&mut self, list: &[u32]) {
        for activity in list.iter().rev() {
            self.take_back(*activity);
        }
    }

    fn take_back(&mut self, activity: u32) {
        let Placement { start, end, mode } = self.stands[activity];
        let row = self.rows[activity].get(usize::from(mode));
        let item = row.filter(|row| row.step == Step::Activity).map(|row| row.item.id);
        if let (Some(item), Some(turns)) = (item, &mut self.forward.turns) {
            turns.undo(item, (start, end));
        }
    }

    /// The earliest start and the earliest end of everything, if there were enough of everybody: they may belong to different
    /// ways of doing it. Nothing can be earlier.
    pub(super) fn earliest(&mut self, order: &[u32]) -> Rows<Placement> {
        let turns = self.forward.turns.take();
        for activity in order {
            let mut least: Option<(Moment, Moment)> = None;
            for way in 0..self.rows[*activity].len() {
                let Some(row) = self.rows[*activity].get(way) else { continue };
                self.forward.visit(row, &mut Likely);
                let (start, end) = self.span(row);
                let known = least.unwrap_or((start, end));
                least = Some((known.0.min(start), known.1.min(end)));
            }
            let Some(((start, end), row)) = least.zip(self.rows[*activity].first()) else {
                continue;
            };
            if row.step == Step::Activity {
                self.forward.edges.set(row.item.id, Edges { start, end });
            }
            self.stands[*activity] = Placement { start, end, mode: 0 };
        }
        self.forward.turns = turns;
        self.stands.clone()
    }
}

/// A schedule and the list that it is made from.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) cost: Cost,
    pub(super) list: Vec<u32>,
    pub(super) stands: Rows<Placement>,
}

impl Found {
    /// What placing the activities of a list as early as can be gives.
    pub(super) fn of(
        decoder: &mut Decoder<'_, '_>,
        net: &ProblemIndex<'_, '_>,
        list: Vec<u32>,
    ) -> Self {
        let choices = Rows::filled(0, list.len());
        Self::with_choices(decoder, net, list, &choices)
    }

    /// The same, where modes are asked for: a mode's number plus one, or 0 for the one that ends first.
    pub(super) fn with_choices(
        decoder: &mut Decoder<'_, '_>,
        net: &ProblemIndex<'_, '_>,
        list: Vec<u32>,
        choices: &Rows<u16>,
    ) -> Self {
        decoder.forward(&list, |one| choices[one].checked_sub(1));
        let cost = cost(net, &decoder.stands);
        Self { cost, list, stands: decoder.stands.clone() }
    }
}
