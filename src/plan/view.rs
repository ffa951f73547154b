//! What a view shows of a plan: which items, put together how, and what of them may be told.

use super::{Plan, PlanStatus};
use crate::model::{
    Audience, ChartKind, Dimension, ItemId, ItemWalker, ObjectiveId, Part, ResourceId,
    ResourceKind, Shown, View,
};

/// A view, looked at: the plan, how it stands, and which items are shown. Every picture is made from one.
#[derive(Clone, Debug)]
pub struct PlanView<'a, 'm> {
    /// The plan.
    pub plan: Plan<'m>,
    /// How it stands.
    pub status: &'a PlanStatus<'m>,
    /// What is asked for.
    pub view: &'a View,
    /// Whether an item is shown, by item id.
    shown: Vec<bool>,
}

/// What tells a group from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKey {
    /// What stands in a stream, ships in a release.
    Item(ItemId),
    /// What serves an objective.
    Objective(ObjectiveId),
    /// What somebody works on.
    Resource(ResourceId),
    /// What has a tag, a state, a value of a field: its place among those there are, and its word.
    Word(u32, Box<str>),
    /// What has nothing of the kind: the last.
    None,
}

/// Items that belong together.
#[derive(Clone, Debug)]
pub struct Group<'m> {
    /// What they have in common.
    pub key: GroupKey,
    /// Its name for people.
    pub title: String,
    /// The items, in order of declaration.
    pub items: Vec<ItemWalker<'m>>,
}

impl<'a, 'm> PlanView<'a, 'm> {
    /// What this view shows.
    pub fn of(plan: Plan<'m>, status: &'a PlanStatus<'m>, view: &'a View) -> Self {
        let shown =
            plan.model.items().map(|item| plan.schedule.timing(item.id).is_scheduled).collect();
        Self { plan, status, view, shown }
    }

    /// Which picture.
    pub const fn chart(&self) -> ChartKind {
        self.view.chart
    }

    /// Its title: its own, or that of the roadmap.
    pub fn title(&self) -> &'a str
    where
        'm: 'a,
    {
        self.view.title.as_deref().unwrap_or(&self.plan.model.header.title)
    }

    /// Whether an item is shown.
    pub fn shows_item(&self, item: ItemId) -> bool {
        self.shown.get(item.index()).copied().unwrap_or(false)
    }

    /// The items that are shown, in order of declaration.
    pub fn items(&self) -> impl Iterator<Item = ItemWalker<'m>> {
        self.plan.model.items().filter(|item| self.shows_item(item.id))
    }

    /// Whether a part is shown; where the view does not say, as this picture mostly does.
    pub fn shows(&self, part: Part, otherwise: bool) -> bool {
        if self.is_public() && matches!(part, Part::People | Part::Notes | Part::Dates) {
            return false;
        }
        let said = self.view.parts.iter().rev().find(|(of, _)| *of == part);
        said.map_or(otherwise, |(_, shown)| *shown == Shown::Shown)
    }

    /// Whether everybody may look at it: what is internal is left out.
    pub fn is_public(&self) -> bool {
        self.view.audience == Audience::Public
    }

    /// Items put together by what the view says, or else by this. What belongs to several stands in each of them.
    pub fn groups(
        &self,
        otherwise: Dimension,
        items: impl Iterator<Item = ItemWalker<'m>>,
    ) -> Vec<Group<'m>> {
        let dimension = self.view.group.unwrap_or(otherwise);
        let mut groups: Vec<Group<'m>> = Vec::new();
        for item in items {
            for key in self.keys(item, dimension) {
                if let Some(group) = groups.iter_mut().find(|group| group.key == key) {
                    group.items.push(item);
                } else {
                    let title = self.title_of(&key);
                    groups.push(Group { key, title, items: vec![item] });
                }
            }
        }
        groups.sort_by(|one, other| one.key.cmp(&other.key));
        groups
    }

    /// What an item is by this dimension; [`GroupKey::None`] where it is nothing of the kind.
    pub fn keys(&self, item: ItemWalker<'m>, dimension: Dimension) -> Vec<GroupKey> {
        let mut keys: Vec<GroupKey> = match dimension {
            Dimension::Stream => {
                let streams = item.with_ancestors();
                let outermost =
                    streams.filter(|item| item.kind() == crate::model::ItemKind::Stream).last();
                outermost.map(|stream| GroupKey::Item(stream.id)).into_iter().collect()
            }
            Dimension::Release => {
                item.extras().releases.iter().map(|(release, _)| GroupKey::Item(*release)).collect()
            }
            Dimension::Objective => {
                let all = item.extras().objectives.iter();
                all.map(|(objective, _)| GroupKey::Objective(*objective)).collect()
            }
            Dimension::Assignee => {
                item.assignments().iter().map(|of| GroupKey::Resource(of.resource)).collect()
            }
            Dimension::Team => {
                let teams = item.assignments().iter().filter_map(|of| self.team_of(of.resource));
                teams.map(GroupKey::Resource).collect()
            }
            _ => Vec::new(),
        };
        keys.sort();
        keys.dedup();
        if keys.is_empty() {
            keys.push(GroupKey::None);
        }
        keys
    }

    /// The team somebody belongs to, or is.
    fn team_of(&self, resource: ResourceId) -> Option<ResourceId> {
        let data = self.plan.model.resource(resource).data();
        if data.kind == ResourceKind::Team { Some(resource) } else { data.team }
    }

    /// What a group is called.
    fn title_of(&self, key: &GroupKey) -> String {
        let model = self.plan.model;
        match key {
            GroupKey::Item(item) => model.item(*item).title().to_owned(),
            GroupKey::Objective(id) => {
                let objective = model.objectives.get(id.index());
                let title = objective.map(|of| of.title.as_deref().unwrap_or(&of.name));
                title.unwrap_or_default().to_owned()
            }
            GroupKey::Resource(id) => model.resource(*id).title().to_owned(),
            GroupKey::Word(_, word) => word.to_string(),
            GroupKey::None => String::new(),
        }
    }
}
