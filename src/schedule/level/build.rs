//! From the network of a roadmap to the [`SearchProblem`] that levelling solves.
//!
//! Every node of the network is an activity, in order of declaration.

use crate::model::{Anchor, Dependency, Edge, FixedDate, ItemId, ItemWalker, Model};
use crate::schedule::crew::Crew;
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::mobility::{Prospect, UnlevelledDates};
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::engine::{Row, RowMaker, Step};
use crate::schedule::ledger::demand::{Capacity, Demands};
use crate::schedule::level::problem::{Activity, Kind, Link, Mode, SearchProblem};
use crate::schedule::network::order::places;
use crate::schedule::network::{ByNode, Node, NodeKind, NodeLink, Role};
use crate::schedule::table::Rows;
use crate::time::{Minutes, Moment};

/// The priority of what says nothing about it.
const USUAL: u16 = 500;

/// The priority of what is under way: it goes before all that is not.
const BEGUN: u16 = 1001;

/// The problem of a roadmap, and which activity is which node.
#[derive(Debug)]
pub(crate) struct Build<'a, 'm> {
    pub(crate) problem: SearchProblem<'a>,
    /// By activity: its node.
    pub(crate) nodes: Vec<Node>,
    /// By activity, then way of doing it.
    pub(crate) rows: Rows<Box<[Row<'a, 'm>]>>,
}

/// The problem of a roadmap.
pub(crate) fn build<'a, 'm: 'a>(plain: UnlevelledDates<'a, 'm>) -> Build<'a, 'm> {
    let mut builder = Builder::new(plain);
    for node in builder.nodes.clone() {
        if builder.is_goal(node.item) {
            builder.problem.goals.push(builder.problem.activities.count());
        }
        let activity = builder.activity(node);
        builder.problem.activities.0.push(activity);
    }
    for node in builder.nodes.clone() {
        builder.tie(node);
    }
    let Builder { problem, nodes, rows, .. } = builder;
    Build { problem, nodes, rows }
}

struct Builder<'a, 'm> {
    plain: UnlevelledDates<'a, 'm>,
    model: &'m Model,
    problem: SearchProblem<'a>,
    nodes: Vec<Node>,
    /// By node: its activity.
    places: ByNode<u32>,
    /// By activity: its row, in each way of doing it.
    rows: Rows<Box<[Row<'a, 'm>]>>,
    demands: Demands<'a, 'm>,
}

impl<'a, 'm: 'a> Builder<'a, 'm> {
    fn new(plain: UnlevelledDates<'a, 'm>) -> Self {
        let nodes: Vec<Node> = plain.project.network.nodes().collect();
        let project = plain.project;
        let maker = RowMaker { project, plan: Some(plain.timings), is_simulated: false };
        let rows = nodes.iter().map(|node| {
            // What does not wait for its turn is not done by others.
            let is_free = plain.outlook(node.item) == Prospect::Free;
            let most = if is_free { usize::MAX } else { 1 };
            let ways = project.crews.ways(node.item).into_iter().take(most);
            ways.filter_map(|(_, crew)| maker.row_by(crew, *node, plain.timings)).collect()
        });
        let rows = rows.collect();
        let places = places(project.network, nodes.iter().copied());
        let model = plain.project.network.model;
        let pools = model.resources().map(Capacity::of);
        let (activities, links, goals) = (Rows(Vec::new()), Vec::new(), Vec::new());
        let problem = SearchProblem { activities, links, pools: pools.collect(), goals };
        let demands = Demands::new(plain.project.network, plain.project.crews);
        Self { plain, model, problem, nodes, places, rows, demands }
    }

    fn activity(&self, node: Node) -> Activity<'a> {
        let item = self.model.item(node.item);
        let is_container = self.plain.project.network.role(item.id) == Role::Container;
        let priority = self.priority(item);
        let base = Activity {
            kind: Kind::Usual,
            release: self.model.header.from,
            deadline: None,
            weight: u32::from(item.data().priority.max(1)),
            priority,
            can_split: false,
            is_dated: self.is_dated(node),
            modes: Vec::new(),
        };
        match (is_container, node.kind) {
            (true, NodeKind::Gate) => gate(item, self.behind_dates(node, base)),
            (true, NodeKind::Start) => Activity { kind: Kind::First, release: Moment::MIN, ..base },
            (true, NodeKind::Whole) => {
                let deadline = self.deadline(item);
                Activity { release: Moment::MIN, deadline, ..base }
            }
            (false, _) => self.behind_dates(node, self.leaf(item, base)),
        }
    }

    fn row(&self, node: Node) -> Option<&Row<'a, 'm>> {
        self.rows[self.places[node]].first()
    }

    /// Whether its end waits for a date, or it starts or ends with the period that it is to fill.
    fn is_dated(&self, node: Node) -> bool {
        self.row(node).is_some_and(|row| match row.step {
            Step::Gate => false,
            Step::First => row.period.start < Moment::MAX,
            Step::Last => row.end.is_some() || row.period.end > Moment::MIN,
            Step::Activity => row.end.is_some(),
        })
    }

    /// The same, no earlier than the dates that its start waits for.
    fn behind_dates(&self, node: Node, activity: Activity<'a>) -> Activity<'a> {
        let row = self.row(node).filter(|_| activity.kind == Kind::Usual);
        let from = row.map_or(Moment::MIN, |row| row.start.moment);
        Activity { release: activity.release.max(from), ..activity }
    }

    /// A milestone or release whose date is open.
    fn is_goal(&self, item: ItemId) -> bool {
        self.plain.project.network.role(item) == Role::Point
            && !self.model.item(item).dates().is_fixed()
            && matches!(self.plain.outlook(item), Prospect::Free)
    }

    /// How urgent an item is itself. What is as late as possible gives way to everything that does not wait for it; what
    /// takes nobody is as urgent as what waits for it, unless it was said to be urgent.
    fn priority(&self, item: ItemWalker<'_>) -> u16 {
        let priority = item.data().priority;
        match self.plain.project.network.role(item.id) {
            Role::Work if !item.is_alap() => priority,
            Role::Point if priority > USUAL => priority,
            _ => 0,
        }
    }

    fn leaf(&self, item: ItemWalker<'m>, base: Activity<'a>) -> Activity<'a> {
        let deadline = self.deadline(item);
        let Some(timing) = self.plain.timing(item.id) else { return base };
        match self.plain.outlook(item.id) {
            Prospect::Over => {
                Activity { kind: Kind::Fixed(timing.end), release: timing.start, ..base }
            }
            Prospect::Fixed => Activity {
                kind: Kind::Fixed(timing.end),
                release: timing.start,
                modes: self.modes(item, None, |crew| crew.amount_between(timing.start, timing.end)),
                ..base
            },
            Prospect::UnderWay { today } => {
                let (release, rest) = self.plain.project.begun(item.id, timing, today).rest();
                let modes = self.modes(item, Some(0), |_| rest);
                let can_split = item.can_split();
                Activity { release, modes, deadline, can_split, priority: BEGUN, ..base }
            }
            Prospect::Free => {
                let from = self.plain.project.states.today().unwrap_or(Moment::MIN);
                let dates = item.dates();
                let is_period = dates.is_period();
                let amount = likely_amount(item).unwrap_or_default();
                let release = match dates.to {
                    Some(on) if item.kind().is_point() => base.release.max(on.moment),
                    None if item.kind().is_point() => base.release,
                    None if dates.from.is_none() => base.release.max(from),
                    _ => timing.start,
                };
                let amount_of = |crew: &Crew<'_>| {
                    if is_period { crew.amount_between(timing.start, timing.end) } else { amount }
                };
                let modes = self.modes(item, None, amount_of);
                Activity {
                    release,
                    modes,
                    deadline,
                    can_split: item.can_split() && !is_period,
                    ..base
                }
            }
        }
    }

    /// The ways in which an item can be done; of work that is under way only that of those who are at it.
    fn modes(
        &self,
        item: ItemWalker<'m>,
        only: Option<usize>,
        amount: impl Fn(&Crew<'_>) -> Minutes,
    ) -> Vec<Mode<'a>> {
        let crews: &'a Crews<'m> = self.plain.project.crews;
        if self.plain.project.network.role(item.id) != Role::Work {
            return Vec::new();
        }
        let ways = crews.ways(item.id).into_iter();
        let modes = ways.take(only.map_or(usize::MAX, |_| 1)).map(|(people, crew)| {
            let amount = amount(crew);
            let takes_time = amount > Minutes::ZERO;
            let mut asks = self.demands.of(item.id, (people, crew)).whole;
            asks.retain(|_| takes_time);
            let is_joint = takes_time && crew.givers.len() > 1;
            Mode { crew, amount, asks, is_joint }
        });
        modes.collect()
    }

    /// By when an item should end: its own deadline or promise, or the date of a release that it ships in.
    fn deadline(&self, item: ItemWalker<'_>) -> Option<Moment> {
        let dates = item.dates();
        let promised = dates.promised.as_ref().map(|promise| promise.date);
        let own = [dates.by, promised, dates.to];
        let releases = self.plain.project.network.releases_of(item.id);
        let of_release = releases.filter_map(|(_, shipped)| {
            let dates = self.model.item(shipped.release).dates();
            dates.to.or(dates.by)
        });
        own.into_iter().flatten().chain(of_release).map(|date: FixedDate| date.moment).min()
    }

    /// What waits for a node.
    fn tie(&mut self, node: Node) {
        let mut ties = Vec::new();
        self.plain.project.network.each_next(node, |next, tie| ties.push((next, tie)));
        for (next, tie) in ties {
            let (from_edge, to_edge) = match (tie, node.kind, next.kind) {
                // A part starts and ends what it stands in, and a gate opens what stands in it.
                (NodeLink::Part, _, NodeKind::Start) => (Edge::Start, Edge::Start),
                (NodeLink::Part, NodeKind::Whole, NodeKind::Whole) => (Edge::End, Edge::End),
                (NodeLink::Part | NodeLink::Shipped(_), ..) => (Edge::End, Edge::Start),
                (NodeLink::Dependency(id), _, kind) => {
                    let dependency = self.model.dependency(id);
                    let Anchor::Item(_, awaited) = dependency.anchor else { continue };
                    // A gate and a first part are moments: a dependency of a start holds for the gate's.
                    (awaited, if kind == NodeKind::Gate { Edge::Start } else { dependency.edge })
                }
            };
            self.link((node, from_edge), (next, to_edge), tie);
        }
    }

    fn link(
        &mut self,
        (node, from_edge): (Node, Edge),
        (next, to_edge): (Node, Edge),
        tie: NodeLink,
    ) {
        let (from, to) = (self.places[node], self.places[next]);
        let (mut lag, mut lag_clock) = (Minutes::ZERO, None);
        if let NodeLink::Dependency(id) = tie {
            let Dependency { item, lag: own, .. } = *self.model.dependency(id);
            let crews: &'a Crews<'m> = self.plain.project.crews;
            (lag, lag_clock) = (own.minutes, Some(&*crews.of(item).calendar));
            lag_clock = lag_clock.filter(|_| !own.is_elapsed);
        }
        let is_under_way = matches!(self.plain.outlook(node.item), Prospect::UnderWay { .. });
        if from_edge == Edge::Start && is_under_way {
            // Its start lies in the past.
            self.problem.activities[to].is_dated = true;
            return;
        }
        self.push(Link { from, from_edge, to, to_edge, lag, lag_clock }, next);
    }

    /// Adds a link, if what waits can. What stands fixed asks for what it should have waited for by then.
    fn push(&mut self, link: Link<'a>, next: Node) {
        let is_leaf = self.plain.project.network.role(next.item) != Role::Container;
        let outlook = self.plain.outlook(next.item);
        let is_under_way = is_leaf && matches!(outlook, Prospect::UnderWay { .. });
        let is_fixed = matches!(self.problem.activities[link.to].kind, Kind::Fixed(_))
            || is_under_way && link.to_edge == Edge::Start;
        if !is_fixed {
            self.problem.links.push(link);
        } else if outlook == Prospect::Fixed || !is_leaf {
            self.ask_by(&link);
        }
    }

    /// By when something should be over that a fixed date waits for.
    fn ask_by(&mut self, link: &Link<'a>) {
        let start = self.problem.activities[link.to].release;
        let by = match link.lag_clock {
            Some(clock) => clock.retreat(start, link.lag),
            None => start.plus(Minutes(link.lag.0.saturating_neg())),
        };
        if link.from_edge == Edge::End && link.to_edge == Edge::Start {
            let deadline = &mut self.problem.activities[link.from].deadline;
            *deadline = Some(deadline.map_or(by, |deadline| deadline.min(by)));
        }
    }
}

/// Where what stands in an item can start; a fixed start holds, whatever the item should have waited for.
fn gate<'a>(item: ItemWalker<'_>, base: Activity<'a>) -> Activity<'a> {
    match item.dates().from {
        Some(from) => Activity { kind: Kind::Fixed(from.moment), release: from.moment, ..base },
        None => base,
    }
}
