//! In which order a view shows things.

use std::cmp::{Ordering, Reverse};

use super::PlanView;
use super::keys::Subject;
use crate::model::{
    Decimal, Dimension, Estimate, Extras, IdeaId, ItemWalker, ScoreKind, Sort, SortKey,
};
use crate::plan::RankedIdea;

impl<'m> PlanView<'_, 'm> {
    /// The items that are shown, sorted as the view says; else in order of declaration.
    pub fn sorted(&self) -> Vec<ItemWalker<'m>> {
        let mut items: Vec<_> = self.items().collect();
        self.sort(&mut items);
        items
    }

    /// Sorts items as the view says; where it says nothing, they stay as they are. Equal ones stay in their order; what has
    /// nothing of the kind stands last, whichever way it goes.
    pub fn sort(&self, items: &mut Vec<ItemWalker<'m>>) {
        let Some(sort) = self.view.sort else { return };
        let timing = |item: &ItemWalker<'m>| self.plan.schedule.timing(item.id);
        let towards = direction(sort);
        match sort.by {
            SortKey::Start => sort_by_key(items, towards, |item| Some(timing(item).start)),
            SortKey::End => sort_by_key(items, towards, |item| Some(timing(item).end)),
            SortKey::Title => sort_by_key(items, towards, |item| Some(item.title().to_lowercase())),
            SortKey::Slack => sort_by_key(items, towards, |item| {
                timing(item).state.is_open().then_some(timing(item).total_slack)
            }),
            // The best comes first.
            SortKey::Score => sort_by_key(items, towards, |item| {
                let score = self.score_of(item.extras(), item.data().estimate)?;
                Some((score.0, Reverse(score.1.0)))
            }),
            // The highest comes first, whatever word is said of it.
            SortKey::By(Dimension::Priority) => {
                sort_by_key(items, towards, |item| Some(Reverse(item.data().priority)));
            }
            SortKey::By(dimension) => sort_by_key(items, towards, |item| {
                self.labels().keys(Subject::Item(*item), dimension).into_iter().next()
            }),
        }
    }

    /// The ideas that are shown, sorted as the view says; else the best first.
    pub fn ideas(&self) -> Vec<RankedIdea<'m>> {
        let mut ideas = self.plan.ranked_ideas(self.view.rank.as_ref());
        ideas.retain(|ranked| self.shows_idea(ranked.id));
        let Some(sort) = self.view.sort else { return ideas };
        let towards = direction(sort);
        match sort.by {
            SortKey::Score if sort.is_reversed => ideas.reverse(),
            SortKey::Start | SortKey::End | SortKey::Slack | SortKey::Score => {}
            SortKey::Title => sort_by_key(&mut ideas, towards, |of| {
                Some(of.idea.title.as_deref().unwrap_or(&of.idea.name).to_lowercase())
            }),
            SortKey::By(dimension) => sort_by_key(&mut ideas, towards, |of| {
                self.labels().keys(Subject::Idea(of.idea), dimension).into_iter().next()
            }),
        }
        ideas
    }

    /// The score of something by what the view ranks by.
    pub(super) fn score_of(
        &self,
        extras: &Extras,
        estimate: Option<Estimate>,
    ) -> Option<(ScoreKind, Decimal)> {
        self.plan.score_of(self.view.rank.as_ref(), extras, estimate)
    }

    /// How a score is made, in words.
    pub fn formula(&self, kind: ScoreKind) -> String {
        self.plan.formula(kind, self.view.rank.as_ref())
    }

    /// The ideas that are shown, by their ids.
    pub fn idea_ids(&self) -> impl Iterator<Item = IdeaId> {
        let all = (0..self.plan.model.ideas.len()).map(IdeaId::from_index);
        all.filter(|idea| self.shows_idea(*idea))
    }
}

/// Which way a comparison counts.
pub(super) const fn direction(sort: Sort) -> fn(Ordering) -> Ordering {
    if sort.is_reversed { Ordering::reverse } else { |order| order }
}

pub(super) fn sort_by_key<T, K: Ord>(
    all: &mut Vec<T>,
    towards: fn(Ordering) -> Ordering,
    key: impl Fn(&T) -> Option<K>,
) {
    let mut keyed: Vec<(Option<K>, T)> = all.drain(..).map(|one| (key(&one), one)).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) => towards(one.cmp(other)),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    all.extend(keyed.into_iter().map(|(_, one)| one));
}
