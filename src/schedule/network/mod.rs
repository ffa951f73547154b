//! The network: which point of which item waits for which.
//!
//! Work, milestones and releases have one node each: the end follows from the start, and a constraint on the end moves the
//! start. What holds parts has three: its *gate*, at which the constraints of its start are known that hold for each part
//! inside; its *start*, that of its first part; and its *whole*, the end of its last. So the number of edges is linear in what
//! was written, however many parts stand on either side of a dependency.

pub(crate) mod order;

use std::ops::{Index, IndexMut};

use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemKind, Model};
use crate::schedule::table::{Fan, Rows};
use crate::text::Span;
use crate::time::Minutes;

/// What of an item a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NodeKind {
    /// Where the constraints of its start are known. Only of what holds parts.
    Gate,
    /// Where its first part starts. Only of what holds parts.
    Start,
    /// All of it: of what holds parts, where its last part ends.
    Whole,
}

/// A node of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node {
    pub(crate) item: ItemId,
    pub(crate) kind: NodeKind,
}

impl Node {
    pub(crate) const fn new(item: ItemId, kind: NodeKind) -> Self {
        Self { item, kind }
    }
}

/// Something of each node of a network: a row for each place of an item. Most items have but one node, so that what is kept of
/// their neighbours lies near.
#[derive(Debug)]
pub(crate) struct ByNode<T>([Rows<T>; 3]);

impl<T: Clone> ByNode<T> {
    /// The same for all nodes.
    pub(crate) fn new(network: &Network<'_>, value: &T) -> Self {
        Self([(); 3].map(|()| Rows::filled(value.clone(), network.roles.0.len())))
    }
}

#[allow(clippy::indexing_slicing)] // There are as many as there are kinds.
impl<T> Index<Node> for ByNode<T> {
    type Output = T;

    fn index(&self, Node { item, kind }: Node) -> &T {
        &self.0[kind as usize][item]
    }
}

#[allow(clippy::indexing_slicing)] // Likewise.
impl<T> IndexMut<Node> for ByNode<T> {
    fn index_mut(&mut self, Node { item, kind }: Node) -> &mut T {
        &mut self.0[kind as usize][item]
    }
}

/// Why one node waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeLink {
    /// A part and what it stands in.
    Part,
    /// A dependency.
    Dependency(DependencyId),
    /// A release and what ships in it: a row of `shipped`.
    Shipped(u32),
}

/// An item that ships in a release.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shipped {
    pub(crate) release: ItemId,
    pub(crate) item: ItemId,
    pub(crate) span: Span,
    is_cut: bool,
}

/// The network of a roadmap.
#[derive(Debug)]
pub(crate) struct Network<'m> {
    pub(crate) model: &'m Model,
    pub(crate) roles: Rows<Role>,
    /// Whether anything is to be as late as possible.
    pub(crate) has_alap: bool,
    /// By item: its own dependencies.
    own: Fan<DependencyId>,
    /// By item: what waits for it.
    waiting: Fan<DependencyId>,
    /// Which dependencies are left out.
    cut: Rows<bool>,
    /// What ships in which release, by release, then item.
    shipped: Rows<Shipped>,
    /// Dependencies of an item on its own part, or on what it stands in.
    pub(crate) own_parts: Vec<DependencyId>,
}

impl<'m> Network<'m> {
    /// The network of a model: without what is dropped, and without dependencies of items on their own parts.
    pub(crate) fn new(model: &'m Model) -> Self {
        let mut network = Self {
            model,
            roles: roles(model),
            has_alap: model.items().any(|item| item.dates().alap.is_some()),
            own: Fan::new(0, std::iter::empty()),
            waiting: Fan::new(0, std::iter::empty()),
            cut: Rows(Vec::with_capacity(model.dependencies.len())),
            shipped: Rows(Vec::new()),
            own_parts: Vec::new(),
        };
        network.cut_what_takes_no_part();
        network.gather_dependencies();
        network.gather_shipped();
        network
    }

    fn cut_what_takes_no_part(&mut self) {
        let model = self.model;
        for (index, dependency) in model.dependencies.iter().enumerate() {
            let is_own = self.is_on_own_part(dependency);
            let is_dropped = self.role(dependency.item) == Role::Dropped
                || awaited(dependency).is_some_and(|item| self.role(item) == Role::Dropped);
            self.cut.0.push(is_own || is_dropped);
            if is_own && !is_dropped {
                self.own_parts.push(DependencyId::from_index(index));
            }
        }
    }

    /// Whether the two ends of a dependency stand in each other so that they would wait for each other.
    fn is_on_own_part(&self, dependency: &Dependency) -> bool {
        let Anchor::Item(awaited, edge) = dependency.anchor else { return false };
        let waiting = self.model.item(dependency.item);
        if waiting.id == awaited || waiting.encloses(awaited) {
            // The whole may well end some time after one of its parts, or after its own start.
            let is_after_itself = waiting.id == awaited && edge == Edge::End;
            let is_harmless = dependency.edge == Edge::End && !is_after_itself;
            return !(is_harmless && self.role(waiting.id) == Role::Container);
        }
        // Of most that is waited for the role tells it without a look at the item, which may lie far away.
        self.role(awaited) == Role::Container && self.model.item(awaited).encloses(waiting.id)
    }

    fn gather_dependencies(&mut self) {
        let (count, all) = (self.model.items.len(), &self.model.dependencies);
        let all = (0..).map(DependencyId).zip(all).zip(self.cut.iter());
        let counted = all.filter(|(_, is_cut)| !**is_cut).map(|(dependency, _)| dependency);
        let own = Fan::new(count, counted.clone().map(|(id, one)| (one.item.0, id)));
        self.waiting = Fan::new(count, counted.filter_map(|(id, one)| Some((awaited(one)?.0, id))));
        self.own = own;
    }

    fn gather_shipped(&mut self) {
        for item in self.model.items().filter(|item| item.data().extras.is_some()) {
            for (release, span) in &item.extras().releases {
                let roles = (self.role(item.id), self.role(*release));
                if roles.0 != Role::Dropped && roles.1 == Role::Point && item.id != *release {
                    let (release, item, span) = (*release, item.id, *span);
                    self.shipped.0.push(Shipped { release, item, span, is_cut: false });
                }
            }
        }
        self.shipped.0.sort_by_key(|one| (one.release, one.item));
    }

    /// What an item is to the schedule.
    pub(crate) fn role(&self, item: ItemId) -> Role {
        self.roles[item]
    }

    /// Whether it takes no time by its nature: a milestone, a release, `0d`.
    pub(crate) fn is_moment(&self, item: ItemId) -> bool {
        let amount = || self.model.item(item).data().estimate.map(|estimate| estimate.likely);
        match self.role(item) {
            Role::Point => true,
            Role::Work => amount() == Some(Minutes::ZERO),
            _ => false,
        }
    }

    /// Whether a dependency waits for an end: the start of what takes no time is its end.
    pub(crate) fn awaits_end(&self, dependency: &Dependency) -> bool {
        match dependency.anchor {
            Anchor::Item(_, Edge::End) => true,
            Anchor::Item(item, Edge::Start) => self.is_moment(item),
            Anchor::Moment(_) => false,
        }
    }

    /// Whether something that takes no time stands so much working time before an end: in the evening then, not on the next
    /// morning.
    pub(crate) fn is_lead_of_moment(&self, dependency: &Dependency) -> bool {
        let lag = dependency.lag;
        lag.minutes < Minutes::ZERO
            && !lag.is_elapsed
            && self.is_moment(dependency.item)
            && self.awaits_end(dependency)
    }

    fn is_cut(&self, dependency: DependencyId) -> bool {
        self.cut[dependency.0]
    }

    fn counted<'s>(
        &'s self,
        fan: &'s Fan<DependencyId>,
        item: ItemId,
    ) -> impl Iterator<Item = (DependencyId, &'m Dependency)> + use<'m, 's> {
        let counted = fan.of(item.0).iter().filter(|id| !self.is_cut(**id));
        counted.map(|id| (*id, self.model.dependency(*id)))
    }

    /// The dependencies that an item has itself and that count.
    pub(crate) fn own(
        &self,
        item: ItemId,
    ) -> impl Iterator<Item = (DependencyId, &'m Dependency)> + use<'m, '_> {
        self.counted(&self.own, item)
    }

    /// The dependencies that wait for a point of an item and that count.
    pub(crate) fn waiting(
        &self,
        item: ItemId,
        point: Edge,
    ) -> impl Iterator<Item = &'m Dependency> + use<'m, '_> {
        self.waiting.of(item.0).iter().filter_map(move |id| {
            let dependency = self.model.dependency(*id);
            (is_for(dependency, point) && !self.is_cut(*id)).then_some(dependency)
        })
    }

    /// What ships in a release.
    pub(crate) fn shipped_in(&self, release: ItemId) -> impl Iterator<Item = &Shipped> {
        let first = self.shipped.0.partition_point(|one| one.release < release);
        let rest = self.shipped.0.get(first..).unwrap_or_default();
        rest.iter().take_while(move |one| one.release == release).filter(|one| !one.is_cut)
    }

    /// The releases in which an item ships, by its own word.
    pub(crate) fn releases_of(&self, item: ItemId) -> impl Iterator<Item = (u32, &Shipped)> {
        let releases = &self.model.item(item).extras().releases;
        releases.iter().filter_map(move |(release, _)| {
            let key = (*release, item);
            let row = self.shipped.0.binary_search_by_key(&key, |one| (one.release, one.item));
            let row = u32::try_from(row.ok()?).ok()?;
            Some((row, &self.shipped[row])).filter(|(_, one)| !one.is_cut)
        })
    }

    /// The node that a dependency holds for.
    fn node_of(&self, dependency: &Dependency) -> Node {
        let is_start = dependency.edge == Edge::Start;
        self.node(dependency.item, if is_start { NodeKind::Gate } else { NodeKind::Whole })
    }

    /// The node of a place of an item: what holds no parts has only one.
    pub(crate) fn node(&self, item: ItemId, place: NodeKind) -> Node {
        let is_container = self.role(item) == Role::Container;
        Node::new(item, if is_container { place } else { NodeKind::Whole })
    }

    /// All nodes, by item.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node> {
        let items = (0..).map(ItemId).zip(self.roles.iter());
        items.flat_map(|(item, role)| {
            let places: &[NodeKind] = match role {
                Role::Dropped => &[],
                Role::Container => &[NodeKind::Gate, NodeKind::Start, NodeKind::Whole],
                Role::Work | Role::Point | Role::Empty => &[NodeKind::Whole],
            };
            places.iter().map(move |place| Node::new(item, *place))
        })
    }

    /// Visits every node that waits for this one, and why it does.
    pub(crate) fn each_next(&self, node: Node, mut visit: impl FnMut(Node, NodeLink)) {
        let (item, place) = (node.item, node.kind);
        let is_container = self.role(item) == Role::Container;
        if place == NodeKind::Gate {
            for part in self.model.item(item).parts().filter(|p| self.role(p.id) != Role::Dropped) {
                visit(self.node(part.id, NodeKind::Gate), NodeLink::Part);
            }
            return;
        }
        let point = if place == NodeKind::Start { Edge::Start } else { Edge::End };
        for (id, dependency) in self.counted(&self.waiting, item) {
            if !is_container || is_for(dependency, point) {
                visit(self.node_of(dependency), NodeLink::Dependency(id));
            }
        }
        if place == NodeKind::Whole && !self.shipped.0.is_empty() {
            for (row, shipped) in self.releases_of(item) {
                visit(Node::new(shipped.release, NodeKind::Whole), NodeLink::Shipped(row));
            }
        }
        if let Some(parent) = self.model.item(item).parent() {
            if !is_container || place == NodeKind::Start {
                visit(Node::new(parent.id, NodeKind::Start), NodeLink::Part);
            }
            if place == NodeKind::Whole {
                visit(Node::new(parent.id, NodeKind::Whole), NodeLink::Part);
            }
        }
    }

    /// A row of what ships where.
    pub(crate) fn shipped(&self, row: u32) -> &Shipped {
        &self.shipped[row]
    }

    /// Leaves out what ties two nodes. Parts stay where they are.
    pub(crate) fn cut(&mut self, tie: NodeLink) {
        match tie {
            NodeLink::Part => {}
            NodeLink::Dependency(id) => self.cut[id.0] = true,
            NodeLink::Shipped(row) => self.shipped[row].is_cut = true,
        }
    }
}

/// The item that a dependency waits for.
fn awaited(dependency: &Dependency) -> Option<ItemId> {
    dependency.anchor.point().map(|(item, _)| item)
}

/// Whether a dependency waits for that point of an item.
fn is_for(dependency: &Dependency, point: Edge) -> bool {
    matches!(dependency.anchor, Anchor::Item(_, edge) if edge == point)
}

/// What an item is to the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is dropped, itself or with what it stands in, and takes no part.
    Dropped,
    /// It spans the parts inside it.
    Container,
    /// It is worked on.
    Work,
    /// It is a moment: a milestone or a release.
    Point,
    /// It would hold parts, but has none that is not dropped: an empty stream.
    Empty,
}

/// The roles of all items, by id.
pub(crate) fn roles(model: &Model) -> Rows<Role> {
    let mut roles = Rows::filled(Role::Empty, model.items.len());
    let mut dropped_until = 0;
    for item in model.items() {
        let data = item.data();
        if item.progress().dropped.is_some() {
            dropped_until = dropped_until.max(data.subtree_end.index());
        }
        let role = match data.kind {
            _ if item.id.index() < dropped_until => Role::Dropped,
            ItemKind::Milestone | ItemKind::Release => Role::Point,
            // Until a part is found that is not dropped.
            _ if data.has_parts || data.kind == ItemKind::Stream => Role::Empty,
            _ => Role::Work,
        };
        roles[item.id] = role;
        if let (true, Some(parent)) = (role != Role::Dropped, data.parent) {
            roles[parent] = Role::Container;
        }
    }
    roles
}
