//! Resource levelling: the engine decides in which order things go and who does them; the forward pass gives the dates.

use std::collections::BTreeMap;

use crate::model::{Assignment, ItemId, Model, ResourceId, Thoroughness};
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::mobility::{UnlevelledDates, holds};
use crate::schedule::engine::{Dates, Turns};
use crate::schedule::ledger::timeline::Work;
use crate::schedule::ledger::{Pieces, Stints};
use crate::schedule::level::decode::Decoder;
use crate::schedule::level::problem::ProblemIndex;
use crate::schedule::level::search::OrderSearch;
use crate::schedule::level::{self, Budget};
use crate::schedule::network::order::{order_by, places};
use crate::schedule::network::{Network, Node, Role};
use crate::schedule::progress::{Project, States};
use crate::schedule::stop::Stop;
use crate::schedule::timing::Timing;
use crate::time::Moment;

/// What was done so that nobody is overloaded.
#[derive(Clone, Debug)]
pub struct Levelling {
    /// How much was tried.
    pub thoroughness: Thoroughness,
    /// When the last item would end if nobody were ever busy.
    pub plain_end: Moment,
    /// What is elsewhere than it would be then; by item. What holds parts moves with them and is not in it.
    pub moves: Vec<Move>,
    /// Of items with alternatives who does them; by item.
    pub people: BTreeMap<ItemId, Box<[Assignment]>>,
    /// Of items whose work pauses for other work, or that had to wait though they are under way: when it goes on.
    pub pieces: Pieces,
    /// Of efforts by several, where not all of them give time from start to end: who does when.
    pub stints: Stints,
    /// The order in which everything got its place.
    pub(crate) order: Vec<Node>,
}

impl Levelling {
    /// Who of a team does an item, if that is one member; of work that is nobody's by name there is none.
    pub fn member(&self, model: &Model, team: ResourceId, item: ItemId) -> Option<ResourceId> {
        let chosen = self.people.get(&item).map(|people| &**people);
        let people = chosen.unwrap_or_else(|| model.item(item).assignments());
        let is_of_team = |who: &ResourceId| model.resource(*who).data().team == Some(team);
        let mut members = people.iter().map(|one| one.resource).filter(is_of_team);
        members.next().filter(|_| members.next().is_none())
    }

    /// What `schedule_in_turn` needs of it to schedule a part of the roadmap, whose items have other numbers.
    pub(crate) fn of_part(&self, number: impl Fn(ItemId) -> Option<ItemId>) -> Self {
        let of_node = |node: &Node| Some(Node::new(number(node.item)?, node.kind));
        let people = self.people.iter();
        let people = people.filter_map(|(item, people)| Some((number(*item)?, people.clone())));
        Self {
            thoroughness: self.thoroughness,
            plain_end: self.plain_end,
            moves: Vec::new(),
            people: people.collect(),
            pieces: Pieces::default(),
            stints: Stints::default(),
            order: self.order.iter().filter_map(of_node).collect(),
        }
    }
}

/// An item that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub item: ItemId,
    /// Where it would start if nobody were ever busy.
    pub plain_start: Moment,
    /// Where it would end.
    pub plain_end: Moment,
    /// Who had no time for it, and what they had to do first; `None` where it only follows others.
    pub because: Option<(ResourceId, Option<ItemId>)>,
}

/// What is decided of a roadmap: the order in which its nodes are placed, and which of its ways each item is done in.
struct Decision {
    order: Vec<Node>,
    ways: Vec<(ItemId, usize)>,
}

/// How a roadmap is levelled.
#[derive(Clone, Copy)]
pub(crate) struct Levelled<'l> {
    pub(crate) thoroughness: Thoroughness,
    /// As it was before.
    pub(crate) before: Option<&'l Levelling>,
    /// What comes of a search that is given up is worth nothing.
    pub(crate) stop: &'l Stop,
}

/// The crews, the dates and the account of a levelled roadmap. Of one that is a little different from one that was levelled
/// before, everything goes in the same order as there and is done by the same people: in one pass, that of the same roadmap gives
/// the same.
pub(crate) fn levelled<'m>(
    network: &Network<'m>,
    states: States<'m>,
    order: &[Node],
    how: Levelled<'_>,
) -> (Crews<'m>, Dates, Levelling) {
    let Levelled { thoroughness, before, stop } = how;
    let mut crews = Crews::with_choices(network);
    let project = Project { network, crews: &crews, states };
    let unchosen = Dates::plain(project, order);
    let decision = if let Some(before) = before {
        decided(network, &crews, before)
    } else {
        let timings = &unchosen.timings;
        let holds = &holds(network, states, timings);
        decide(UnlevelledDates { project, holds, timings }, thoroughness, stop)
    };
    for (item, way) in &decision.ways {
        crews.choose(*item, *way);
    }
    // What stands fixed may take longer with others.
    let has_chosen = !decision.ways.is_empty();
    let project = Project { network, crews: &crews, states };
    let chosen = has_chosen.then(|| Dates::plain(project, order));
    let plain = &chosen.as_ref().unwrap_or(&unchosen).timings;
    let turns = Turns::new(project, plain, &Work::default());
    let (dates, ledger) = Dates::in_turn(project, &decision.order, turns);
    let people = decision.ways.iter().map(|(item, _)| (*item, crews.people(*item).into()));
    let (pieces, stints) = ledger.map(|ledger| (ledger.pieces, ledger.stints)).unwrap_or_default();
    let levelling = Levelling {
        thoroughness,
        plain_end: unchosen.end,
        moves: moves(network, &unchosen.timings, &dates.timings),
        people: people.collect(),
        pieces,
        stints,
        order: decision.order,
    };
    (crews, dates, levelling)
}

/// As it was decided before.
fn decided(network: &Network<'_>, crews: &Crews<'_>, before: &Levelling) -> Decision {
    let ways = before.people.iter().filter_map(|(item, people)| {
        let is_same = |one: &Assignment, other: &Assignment| {
            (one.resource, one.span) == (other.resource, other.span)
        };
        let ways = crews.ways(*item);
        let is_way = |way: &[Assignment]| {
            way.iter().all(|one| people.iter().any(|other| is_same(one, other)))
        };
        let way = ways.iter().position(|(way, _)| is_way(way))?;
        crews.has_choice(*item).then_some((*item, way))
    });
    Decision { order: order_like(network, before.order.iter().copied()), ways: ways.collect() }
}

fn decide(plain: UnlevelledDates<'_, '_>, thoroughness: Thoroughness, stop: &Stop) -> Decision {
    let level::Build { problem, nodes, rows } = level::build(plain);
    let mut net = ProblemIndex::new(&problem);
    net.work = Work::unless(stop);
    let mut decoder = Decoder::new(&plain, rows, &net.work);
    let budget = budget(thoroughness);
    let most = (budget.schedules(nodes.len()).max(1), budget.work());
    let found = OrderSearch::new(&net, &mut decoder, most).run(&mut net);
    let order = found.list.iter().filter_map(|activity| nodes.get(*activity as usize));
    let order = order_like(plain.project.network, order.copied());
    let ways = nodes.iter().zip(found.stands.iter()).filter_map(|(node, stand)| {
        let item = node.item;
        plain.project.crews.has_choice(item).then_some((item, usize::from(stand.mode)))
    });
    Decision { order, ways: ways.collect() }
}

/// All nodes, each behind what it waits for, and as far as may be in that order.
fn order_like(network: &Network<'_>, order: impl Iterator<Item = Node>) -> Vec<Node> {
    let ranks = places(network, order);
    order_by(network, |node| ranks[node], |_| std::iter::empty())
}

const fn budget(thoroughness: Thoroughness) -> Budget {
    match thoroughness {
        Thoroughness::Quick => Budget::Quick,
        Thoroughness::Normal => Budget::Normal,
        Thoroughness::Thorough => Budget::Thorough,
    }
}

/// What stands elsewhere than before.
fn moves(network: &Network<'_>, before: &[Timing], after: &[Timing]) -> Vec<Move> {
    let items = (0..).map(ItemId).zip(before.iter().zip(after));
    let has_moved = |(item, (before, after)): &(ItemId, (&Timing, &Timing))| {
        let is_leaf = matches!(network.role(*item), Role::Work | Role::Point);
        is_leaf && (before.start, before.end) != (after.start, after.end)
    };
    items
        .filter(has_moved)
        .map(|(item, (before, after))| Move {
            item,
            plain_start: before.start,
            plain_end: before.end,
            because: after.held_by(),
        })
        .collect()
}
