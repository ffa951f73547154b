//! What a network is made of: a node for each item that has nothing in it (or whose parts are rolled up), a link for each that waits.
//!
//! What waits for a whole waits for the last of its parts; where several of those meet several that wait, the end of the whole is a
//! node of its own, so that as few lines as possible say it. Of what waits for a whole, or ships in a release, no link is drawn that
//! others say already; nor of anything where links would pass more layers than can be drawn.

use std::collections::BTreeMap;

use super::super::ChartOptions;
use super::super::words::is_empty;
use super::layers::{MOST_BENDS, bends};
use super::table::{add, at, list, put};
use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemKind, ItemWalker, Part};
use crate::plan::PlanView;
use crate::schedule::Driver;
use crate::text::words;
use crate::time::Minutes;

/// What stands in a network.
#[derive(Clone, Copy, Debug)]
pub enum Node<'m> {
    /// An item, with all that is inside it.
    Item(ItemWalker<'m>),
    /// The end of all that is inside an item.
    EndOf(ItemWalker<'m>),
}

/// Which points a link ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// One starts after the end of the other: most do.
    EndToStart,
    /// One starts after the start of the other.
    StartToStart,
    /// One ends after the end of the other.
    EndToEnd,
    /// One ends after the start of the other.
    StartToEnd,
    /// Somebody does the one before the other.
    HandOver,
}

impl Tie {
    const fn of(from: Edge, to: Edge) -> Self {
        match (from, to) {
            (Edge::End, Edge::Start) => Self::EndToStart,
            (Edge::Start, Edge::Start) => Self::StartToStart,
            (Edge::End, Edge::End) => Self::EndToEnd,
            (Edge::Start, Edge::End) => Self::StartToEnd,
        }
    }

    /// As planners call it, where that has to be said.
    pub const fn short(self) -> &'static str {
        match self {
            Self::EndToStart | Self::HandOver => "",
            Self::StartToStart => "SS",
            Self::EndToEnd => "FF",
            Self::StartToEnd => "SF",
        }
    }

    /// What that means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::EndToStart => "starts after the end",
            Self::StartToStart => "starts after the start",
            Self::EndToEnd => "ends after the end",
            Self::StartToEnd => "ends after the start",
            Self::HandOver => "waits until somebody is free",
        }
    }
}

/// A link from what is waited for to what waits.
#[derive(Clone, Debug)]
pub struct Link {
    /// The nodes, by number.
    pub ends: (usize, usize),
    /// Which points.
    pub tie: Tie,
    /// The time between them: `+ 2 d`, `− 1 d`; empty if none.
    pub lag: String,
    /// Whether it decides the end of the roadmap.
    pub is_critical: bool,
    /// Whether it stands for what others may say already.
    is_derived: bool,
}

/// A network.
#[derive(Debug)]
pub(super) struct Graph<'m> {
    /// Its nodes, in order of declaration; ends of wholes behind them.
    pub(super) nodes: Vec<Node<'m>>,
    /// Its links.
    pub(super) links: Vec<Link>,
}

/// The network of a view.
pub(super) fn graph<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Graph<'m> {
    let mut weaver = Weaver::new(view, options);
    weaver.plain_links();
    weaver.ends_of_wholes();
    if !view.is_public() && view.shows(Part::People, true) {
        weaver.hand_overs();
    }
    let Weaver { nodes, links, .. } = weaver;
    let links: Vec<_> = links.into_values().collect();
    let is_derived: Vec<_> = links.iter().map(|link| link.is_derived).collect();
    let links = without_repeats(nodes.len(), links, &is_derived);
    let passed = bends(nodes.len(), &links.iter().map(|link| link.ends).collect::<Vec<_>>());
    let links = if passed.iter().sum::<usize>() > MOST_BENDS {
        let is_long: Vec<_> = passed.iter().map(|passed| *passed > 0).collect();
        without_repeats(nodes.len(), links, &is_long)
    } else {
        links
    };
    Graph { nodes, links }
}

/// Nodes that wait for the end of a whole, by which dependency; by none where they are releases in which it ships.
type Waiting = Vec<(Option<DependencyId>, Vec<usize>)>;

/// Makes a network of a plan.
struct Weaver<'v, 'a, 'm> {
    view: &'v PlanView<'a, 'm>,
    nodes: Vec<Node<'m>>,
    /// The node in which each item is, by item id.
    node_of: Vec<Option<usize>>,
    /// By their ends: two items are tied once.
    links: BTreeMap<(usize, usize), Link>,
    is_critical_shown: bool,
}

impl<'v, 'a, 'm> Weaver<'v, 'a, 'm> {
    fn new(view: &'v PlanView<'a, 'm>, options: ChartOptions) -> Self {
        let levels =
            options.depth.map_or(usize::MAX, |depth| usize::try_from(depth).unwrap_or(usize::MAX));
        let model = view.plan.model;
        let is_seen =
            |item: ItemWalker<'m>| view.shows_item(item.id) && !is_empty(view.status, item);
        // Whether something that is seen stands in an item.
        let mut holds = vec![false; model.items.len()];
        for item in model.items().filter(|item| is_seen(*item)) {
            for whole in item.ancestors() {
                put(&mut holds, whole.id.index(), true);
            }
        }
        let (mut nodes, mut node_of) = (Vec::new(), Vec::<Option<usize>>::new());
        for item in model.items() {
            let above =
                item.parent().and_then(|above| node_of.get(above.id.index()).copied().flatten());
            let is_last = item.depth() + 1 >= levels || !at(&holds, item.id.index());
            let own = above.or_else(|| {
                (is_seen(item) && is_last).then(|| {
                    nodes.push(Node::Item(item));
                    nodes.len() - 1
                })
            });
            node_of.push(own);
        }
        let is_critical_shown = view.shows(Part::Critical, true);
        Self { view, nodes, node_of, links: BTreeMap::new(), is_critical_shown }
    }

    fn node(&self, item: ItemId) -> Option<usize> {
        self.node_of.get(item.index()).copied().flatten()
    }

    /// Links between two items that each are in a node.
    fn plain_links(&mut self) {
        for (id, dependency) in self.dependencies() {
            let Anchor::Item(awaited, edge) = dependency.anchor else { continue };
            if let (Some(from), Some(to)) = (self.node(awaited), self.node(dependency.item)) {
                let tie = Tie::of(edge, dependency.edge);
                let is_critical = self.decides(from, to, id);
                self.link((from, to), tie, lag(self.view, dependency), is_critical, false);
            }
        }
    }

    fn dependencies(&self) -> impl Iterator<Item = (DependencyId, &'m Dependency)> + use<'m> {
        let all = self.view.plan.model.dependencies.iter().enumerate();
        all.map(|(index, dependency)| (DependencyId::from_index(index), dependency))
    }

    /// Links from and to wholes whose parts are shown.
    fn ends_of_wholes(&mut self) {
        let model = self.view.plan.model;
        let parts = Parts::of(self);
        let mut waiting: BTreeMap<ItemId, Waiting> = BTreeMap::new();
        for (id, dependency) in self.dependencies() {
            let Anchor::Item(awaited, edge) = dependency.anchor else { continue };
            if self.node(awaited).is_some() && self.node(dependency.item).is_some() {
                continue;
            }
            let to = self.points(&parts, dependency.item, dependency.edge);
            if edge == Edge::End && self.node(awaited).is_none() {
                waiting.entry(awaited).or_default().push((Some(id), to));
                continue;
            }
            let (lag, tie) = (lag(self.view, dependency), Tie::of(edge, dependency.edge));
            for from in self.points(&parts, awaited, edge) {
                for to in &to {
                    let is_critical = self.decides(from, *to, id);
                    self.link((from, *to), tie, lag.clone(), is_critical, true);
                }
            }
        }
        for item in model.items() {
            for (release, _) in &item.extras().releases {
                let release = self.node(*release).into_iter().collect::<Vec<_>>();
                waiting.entry(item.id).or_default().push((None, release));
            }
        }
        for (whole, waiting) in waiting {
            self.end_of(&parts, whole, &waiting);
        }
    }

    /// Links from the end of a whole to all that waits for it: through a node of its own where that needs fewer.
    fn end_of(&mut self, parts: &Parts, whole: ItemId, waiting: &Waiting) {
        let last = self.points(parts, whole, Edge::End);
        let count: usize = waiting.iter().map(|(_, nodes)| nodes.len()).sum();
        let is_joined = last.len() * count > last.len() + count;
        let from = if is_joined { vec![self.joined(whole, &last)] } else { last };
        for (id, to) in waiting {
            let (lag, tie) = match id {
                Some(id) => {
                    let dependency = self.view.plan.model.dependency(*id);
                    (lag(self.view, dependency), Tie::of(Edge::End, dependency.edge))
                }
                None => (String::new(), Tie::EndToStart),
            };
            for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to))) {
                let is_critical = match id {
                    Some(id) => self.decides(from, to, *id),
                    None => {
                        self.is_critical(from)
                            && self.is_critical(to)
                            && self.ends_together(from, to)
                    }
                };
                self.link((from, to), tie, lag.clone(), is_critical, true);
            }
        }
    }

    /// The node of the end of a whole, tied to the last of its parts.
    fn joined(&mut self, whole: ItemId, last: &[usize]) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node::EndOf(self.view.plan.model.item(whole)));
        for from in last {
            let is_critical = self.is_critical(*from)
                && self.is_critical(node)
                && self.ends_together(*from, node);
            self.link((*from, node), Tie::EndToStart, String::new(), is_critical, false);
        }
        node
    }

    /// The nodes whose start or end is that of an item: its own, or of a whole the first or the last of its parts.
    fn points(&self, parts: &Parts, item: ItemId, edge: Edge) -> Vec<usize> {
        if let Some(node) = self.node(item) {
            return vec![node];
        }
        let walker = self.view.plan.model.item(item);
        let inside: Vec<_> = {
            let mut all: Vec<_> =
                walker.descendants().filter_map(|part| self.node(part.id)).collect();
            all.dedup();
            all
        };
        let is_outermost = |node: &usize| {
            let tied = if edge == Edge::End {
                list(&parts.behind, *node)
            } else {
                list(&parts.before, *node)
            };
            !tied.iter().any(|other| inside.binary_search(other).is_ok())
        };
        inside.iter().copied().filter(is_outermost).collect()
    }

    /// What is done by the same people one after the other, where that decides the end.
    fn hand_overs(&mut self) {
        let plan = self.view.plan;
        for to in 0..self.nodes.len() {
            let Some(Node::Item(item)) = self.nodes.get(to).copied() else { continue };
            let Driver::Resource { item: Some(first), .. } =
                plan.schedule.timing(item.id).start_driver
            else {
                continue;
            };
            let Some(from) = self.node(first).filter(|from| *from != to) else { continue };
            let is_behind = plan.schedule.timing(first).end <= plan.schedule.timing(item.id).start;
            if is_behind && self.is_critical(from) && self.is_critical(to) {
                self.link((from, to), Tie::HandOver, String::new(), true, false);
            }
        }
    }

    fn link(
        &mut self,
        ends: (usize, usize),
        tie: Tie,
        lag: String,
        is_critical: bool,
        is_derived: bool,
    ) {
        if ends.0 == ends.1 {
            return;
        }
        let link = Link { ends, tie, lag, is_critical, is_derived };
        let old = self.links.entry(ends).or_insert_with(|| link.clone());
        // What says more of the two is told.
        old.is_derived &= is_derived;
        if is_critical && !old.is_critical {
            *old = Link { is_derived: old.is_derived, ..link };
        }
    }

    fn item_of(&self, node: usize) -> Option<ItemWalker<'m>> {
        self.nodes.get(node).map(|node| match node {
            Node::Item(item) | Node::EndOf(item) => *item,
        })
    }

    /// Whether a node has no slack, where that is shown.
    fn is_critical(&self, node: usize) -> bool {
        let item = self.item_of(node);
        let timing = item.map(|item| self.view.plan.schedule.timing(item.id));
        self.is_critical_shown
            && timing.is_some_and(|timing| timing.is_critical && timing.state.is_open())
    }

    /// Whether what waits comes as soon as what it waits for is there.
    fn ends_together(&self, from: usize, to: usize) -> bool {
        let end = |node| self.item_of(node).map(|item| self.view.plan.schedule.timing(item.id).end);
        end(from) == end(to)
    }

    /// Whether a dependency decides when something starts or ends that has no slack.
    fn decides(&self, from: usize, to: usize, id: DependencyId) -> bool {
        let drives = |item: ItemWalker<'m>| {
            let timing = self.view.plan.schedule.timing(item.id);
            [timing.start_driver, timing.end_driver].contains(&Driver::Dependency(id))
        };
        let drives_one = |item: ItemWalker<'m>| drives(item) || item.descendants().any(drives);
        self.is_critical(from) && self.is_critical(to) && self.item_of(to).is_some_and(drives_one)
    }
}

/// To what each node is tied by a word of its own.
struct Parts {
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
}

impl Parts {
    fn of(weaver: &Weaver<'_, '_, '_>) -> Self {
        let count = weaver.nodes.len();
        let (mut before, mut behind) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (from, to) in weaver.links.keys() {
            add(&mut behind, *from, *to);
            add(&mut before, *to, *from);
        }
        Self { before, behind }
    }
}

/// `+ 2 d`, `− 1 d`; where the clock counts, `+ 14 d elapsed`.
fn lag(view: &PlanView<'_, '_>, dependency: &Dependency) -> String {
    let minutes = dependency.lag.minutes;
    if minutes == Minutes::ZERO || view.is_public() {
        return String::new();
    }
    let day = if dependency.lag.is_elapsed { Minutes::DAY } else { view.plan.model.header.day };
    let amount = words::slack(Minutes(minutes.0.saturating_abs()), day);
    let sign = if minutes < Minutes::ZERO { "−" } else { "+" };
    let clock = if dependency.lag.is_elapsed { " elapsed" } else { "" };
    format!("{sign} {amount}{clock}")
}

/// The links without those of these where a longer way says the same.
fn without_repeats(nodes: usize, links: Vec<Link>, are_asked: &[bool]) -> Vec<Link> {
    let is_plain = |link: &Link| link.tie == Tie::EndToStart;
    let mut behind = vec![Vec::new(); nodes];
    for link in links.iter().filter(|link| is_plain(link)) {
        add(&mut behind, link.ends.0, link.ends.1);
    }
    let may_go = |link: &Link| is_plain(link) && !link.is_critical && link.lag.is_empty();
    // Links are sorted by what they leave: one walk tells of all that leave the same.
    let mut walk = Walk { from: None, first: vec![None; nodes], others: vec![None; nodes] };
    let mut asked = are_asked.iter();
    let mut links = links;
    links.retain(|link| {
        let is_asked = asked.next().is_some_and(|is_asked| *is_asked);
        !(is_asked && may_go(link) && walk.reaches(&behind, link.ends))
    });
    links
}

/// What is reached from a node, and by which of its links: by the first of them that gets there, and by one of the others.
struct Walk {
    from: Option<usize>,
    first: Vec<Option<usize>>,
    others: Vec<Option<usize>>,
}

impl Walk {
    /// Whether there is a way besides the link itself.
    fn reaches(&mut self, behind: &[Vec<usize>], (from, to): (usize, usize)) -> bool {
        if self.from != Some(from) {
            self.walk(behind, from);
        }
        [&self.first, &self.others].iter().any(|by| at(by, to).is_some_and(|by| by != to))
    }

    fn walk(&mut self, behind: &[Vec<usize>], from: usize) {
        self.from = Some(from);
        self.first.fill(None);
        self.others.fill(None);
        let mut left: Vec<_> = list(behind, from).iter().map(|next| (*next, *next)).collect();
        while let Some((node, by)) = left.pop() {
            let is_new = match (at(&self.first, node), at(&self.others, node)) {
                (None, _) => {
                    put(&mut self.first, node, Some(by));
                    true
                }
                (Some(first), None) if first != by => {
                    put(&mut self.others, node, Some(by));
                    true
                }
                _ => false,
            };
            if is_new {
                left.extend(list(behind, node).iter().map(|next| (*next, by)));
            }
        }
    }
}

impl Node<'_> {
    /// Whether it is a point in time: a milestone, a release, the end of a whole.
    pub fn is_point(&self) -> bool {
        match self {
            Self::Item(item) => item.kind().is_point(),
            Self::EndOf(_) => true,
        }
    }

    /// Whether it holds others, or a release does: it is named in bold.
    pub fn is_strong(&self) -> bool {
        match self {
            Self::Item(item) => {
                item.has_parts() || item.kind().is_point() || item.kind() == ItemKind::Stream
            }
            Self::EndOf(_) => false,
        }
    }
}
