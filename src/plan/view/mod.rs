//! What a view shows of a plan: which items, put together how, and what of them may be told.

mod candidates;
mod condition;
mod keys;
mod order;
mod reach;
mod when;

pub use candidates::Candidate;
pub use when::When;

use super::{Plan, PlanStatus};
use crate::model::{
    Assignment, Audience, Baseline, ChartKind, Dimension, Health, IdeaId, ItemId, ItemWalker,
    ObjectiveId, Part, ResourceId, Risk, RiskId, Shown, View,
};
use condition::{Ready, overlaps};
use keys::{Labels, Subject};

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
    /// Whether something inside an item is, by item id.
    framing: Vec<bool>,
    /// Whether an idea is, by its id.
    ideas: Vec<bool>,
    /// Whether a risk is, by its id.
    risks: Vec<bool>,
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
    Word(i64, Box<str>),
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
    /// The items, in the order in which they came.
    pub items: Vec<ItemWalker<'m>>,
}

impl<'a, 'm> PlanView<'a, 'm> {
    /// What this view shows.
    pub fn of(plan: Plan<'m>, status: &'a PlanStatus<'m>, view: &'a View) -> Self {
        let labels = Labels { plan, status, ranking: view.rank.as_ref() };
        let condition = view.condition.as_ref().map(|condition| Ready::of(condition, labels));
        let passes = |subject| condition.as_ref().is_none_or(|of| of.holds(subject, labels));
        let hides = |part| said_of(view, part) == Some(Shown::Hidden);
        let (hides_done, hides_unknown) = (hides(Part::Done), hides(Part::Unknown));
        let is_shown = |item: ItemWalker<'m>| {
            let timing = plan.schedule.timing(item.id);
            let health = status.item_health_word(item.id);
            timing.is_scheduled
                && (timing.state.is_open() || !hides_done)
                && !(hides_unknown && health == Some(Health::Unknown))
                && overlaps(timing.days(), view.from, view.to)
                && passes(Subject::Item(item))
        };
        let shown: Vec<bool> = plan.model.items().map(is_shown).collect();
        let framing = framing(plan, &shown);
        let ideas = plan.model.ideas.iter().map(|idea| passes(Subject::Idea(idea))).collect();
        let is_window = view.from.is_some() || view.to.is_some();
        let is_threat = |risk: &'m Risk| {
            let is_in_sight = |item: ItemId| {
                let at = |all: &[bool]| all.get(item.index()) == Some(&true);
                at(&shown) || at(&framing)
            };
            // Of days a risk has none but those of what it threatens.
            let mut threatened = risk.threatened().peekable();
            if condition.is_some() {
                passes(Subject::Risk(risk)) || threatened.any(is_in_sight)
            } else {
                !is_window || threatened.peek().is_none() || threatened.any(is_in_sight)
            }
        };
        let risks = plan.model.risks.iter().map(is_threat).collect();
        Self { plan, status, view, shown, framing, ideas, risks }
    }

    const fn labels(&self) -> Labels<'a, 'm> {
        Labels { plan: self.plan, status: self.status, ranking: self.view.rank.as_ref() }
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

    /// Whether an item is not shown itself, but something inside it is: a picture that needs what stands round that draws it as
    /// a frame.
    pub fn frames_item(&self, item: ItemId) -> bool {
        !self.shows_item(item) && self.holds_shown(item)
    }

    /// Whether something inside an item is shown.
    pub fn holds_shown(&self, item: ItemId) -> bool {
        self.framing.get(item.index()).copied().unwrap_or(false)
    }

    /// Whether an idea is shown.
    pub fn shows_idea(&self, idea: IdeaId) -> bool {
        self.ideas.get(idea.index()).copied().unwrap_or(false)
    }

    /// Whether a risk is shown: itself is asked for, or something that it threatens is. None is shown to the public.
    pub fn shows_risk(&self, risk: RiskId) -> bool {
        !self.is_public() && self.risks.get(risk.index()).copied().unwrap_or(false)
    }

    /// The risks that are shown, by their ids.
    pub fn risk_ids(&self) -> impl Iterator<Item = RiskId> {
        let all = (0..self.plan.model.risks.len()).map(RiskId::from_index);
        all.filter(|risk| self.shows_risk(*risk))
    }

    /// The items that are shown, in order of declaration.
    pub fn items(&self) -> impl Iterator<Item = ItemWalker<'m>> {
        self.plan.model.items().filter(|item| self.shows_item(item.id))
    }

    /// The earlier plan that it is compared with.
    pub fn baseline(&self) -> Option<&'m Baseline> {
        self.plan.model.baseline.as_ref().filter(|_| self.shows(Part::Baseline, true))
    }

    /// Whether a part is shown; where the view does not say, as this picture mostly does. What is internal the public never sees;
    /// how much is done it sees where the view says so.
    pub fn shows(&self, part: Part, otherwise: bool) -> bool {
        let said = said_of(self.view, part);
        if self.is_public() {
            if part.is_internal() {
                return false;
            }
            if part == Part::Progress {
                return said == Some(Shown::Shown);
            }
        }
        said.map_or(otherwise, |shown| shown == Shown::Shown)
    }

    /// Whether everybody may look at it: what is internal is left out.
    pub fn is_public(&self) -> bool {
        self.view.audience == Audience::Public
    }

    /// How an item stands; nothing where the public looks, but that it is done.
    pub fn health(&self, item: ItemId) -> Option<Health> {
        let health = self.status.item_health_word(item);
        health.filter(|health| !self.is_public() || *health == Health::Done)
    }

    /// Who works on an item: of alternatives those that were chosen; nobody where the public looks.
    pub fn people(&self, item: ItemWalker<'m>) -> &'m [Assignment] {
        if self.is_public() { &[] } else { self.plan.schedule.people(item) }
    }

    /// By what items are put together: what the view says, or else this. The public is not told who does what, nor how it stands.
    pub fn grouped_by(&self, otherwise: Dimension) -> Dimension {
        let said = self.view.group.filter(|of| self.may_tell(*of));
        said.unwrap_or(if self.may_tell(otherwise) { otherwise } else { Dimension::Stream })
    }

    /// What colours tell, where the view says it, and those who look may know.
    pub fn coloured_by(&self) -> Option<Dimension> {
        self.view.colour.filter(|of| self.may_tell(*of))
    }

    fn may_tell(&self, dimension: Dimension) -> bool {
        !self.is_public() || !dimension.is_internal()
    }

    /// Items put together by what the view says, or else by this. What belongs to several stands in each of them.
    pub fn groups(
        &self,
        otherwise: Dimension,
        items: impl Iterator<Item = ItemWalker<'m>>,
    ) -> Vec<Group<'m>> {
        let dimension = self.grouped_by(otherwise);
        let keyed = items.flat_map(|item| {
            let keys = self.keys(item, dimension);
            keys.into_iter().map(move |key| (key, item))
        });
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut groups: Vec<Group<'m>> = Vec::new();
        for (key, item) in keyed {
            match groups.last_mut() {
                Some(group) if group.key == key => group.items.push(item),
                _ => {
                    let title = self.title_of(&key, dimension);
                    groups.push(Group { key, title, items: vec![item] });
                }
            }
        }
        groups
    }

    /// What an item is by this dimension, in order; [`GroupKey::None`] where it is nothing of the kind. What is inherited counts.
    pub fn keys(&self, item: ItemWalker<'m>, dimension: Dimension) -> Vec<GroupKey> {
        or_none(self.labels().keys(Subject::Item(item), dimension))
    }

    /// The same of an idea.
    pub fn idea_keys(&self, idea: IdeaId, dimension: Dimension) -> Vec<GroupKey> {
        let idea = self.plan.model.ideas.get(idea.index()).map(Subject::Idea);
        or_none(idea.map(|idea| self.labels().keys(idea, dimension)).unwrap_or_default())
    }

    /// What a group is called; empty of what has nothing of the kind.
    pub fn title_of(&self, key: &GroupKey, dimension: Dimension) -> String {
        self.labels().title_of(key, dimension)
    }
}

fn or_none(mut keys: Vec<GroupKey>) -> Vec<GroupKey> {
    if keys.is_empty() {
        keys.push(GroupKey::None);
    }
    keys
}

/// What a view says of a part; the last word counts.
fn said_of(view: &View, part: Part) -> Option<Shown> {
    view.parts.iter().rev().find(|(of, _)| *of == part).map(|(_, shown)| *shown)
}

/// By item id: whether something inside it is shown.
fn framing(plan: Plan<'_>, shown: &[bool]) -> Vec<bool> {
    let mut framing = vec![false; shown.len()];
    for item in plan.model.items().filter(|item| shown.get(item.id.index()) == Some(&true)) {
        for whole in item.ancestors() {
            match framing.get_mut(whole.id.index()) {
                Some(is_framing) if !*is_framing => *is_framing = true,
                // What that stands in frames it already.
                _ => break,
            }
        }
    }
    framing
}
