//! What could be done next: ideas, and items that say what they are worth.

use std::cmp::Reverse;

use super::PlanView;
use super::keys::Subject;
use super::order::{direction, sort_by_key};
use crate::model::{
    Decimal, Dimension, Estimate, EstimateBasis, Extras, IdeaId, ItemId, ItemWalker, Score, Sort,
    SortKey, Spread,
};
use crate::plan::{ScoreKind, worth};
use crate::schedule::State;
use crate::time::Minutes;

/// Something that could be done next, and what is said for it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'m> {
    /// Which item, if it is planned already.
    pub item: Option<ItemId>,
    /// Which idea, if it is one.
    pub idea: Option<IdeaId>,
    /// Its title, or its name.
    pub title: &'m str,
    /// The numbers it says, its links, its labels.
    pub extras: &'m Extras,
    /// How much work it is: of what has parts, that of all of them.
    pub estimate: Option<Estimate>,
    /// 1 to 1000; 0 of what is not to be.
    pub priority: u16,
    /// What it is worth in thousandths: what is compared with the effort.
    pub worth: Option<(ScoreKind, Decimal)>,
    /// Its score in thousandths.
    pub score: Option<(ScoreKind, Decimal)>,
}

impl Candidate<'_> {
    /// The numbers it says.
    pub fn numbers(&self) -> Score {
        self.extras.score.unwrap_or_default()
    }

    /// How much work it is.
    pub fn effort(&self) -> Option<Minutes> {
        self.estimate.map(|estimate| estimate.likely)
    }
}

impl<'m> PlanView<'_, 'm> {
    /// The ideas that are shown, and the items that are not done and have a score: the best first, by each formula; else as the
    /// view sorts them.
    pub fn candidates(&self) -> Vec<Candidate<'m>> {
        let plan = self.plan;
        let ideas = plan
            .ranked_ideas(self.view.rank.as_ref())
            .into_iter()
            .filter(|ranked| self.shows_idea(ranked.id));
        let ideas = ideas.map(|ranked| Candidate {
            item: None,
            idea: Some(ranked.id),
            title: ranked.idea.title.as_deref().unwrap_or(&ranked.idea.name),
            extras: &ranked.idea.extras,
            estimate: ranked.idea.estimate,
            priority: ranked.idea.priority,
            worth: self.worth_of(&ranked.idea.extras),
            score: ranked.score,
        });
        let is_open = |item: &ItemWalker<'m>| {
            (item.extras().score.is_some() || self.worth_of(item.extras()).is_some())
                && plan.schedule.timing(item.id).state != State::Done
        };
        let items = self.items().filter(is_open).map(|item| self.planned(item));
        let mut all: Vec<_> = ideas.chain(items).collect();
        all.sort_by_key(|one| {
            let (kind, score) = one.score.unzip();
            (kind.is_none(), kind, Reverse(score), Reverse(one.priority))
        });
        if let Some(sort) = self.view.sort {
            self.sort_candidates(&mut all, sort);
        }
        all
    }

    /// What has neither dates nor slack is not sorted by them.
    fn sort_candidates(&self, all: &mut Vec<Candidate<'m>>, sort: Sort) {
        let towards = direction(sort);
        match sort.by {
            SortKey::Score if sort.is_reversed => all.reverse(),
            SortKey::Start | SortKey::End | SortKey::Slack | SortKey::Score => {}
            SortKey::Title => sort_by_key(all, towards, |one| Some(one.title.to_lowercase())),
            SortKey::By(Dimension::Priority) => {
                sort_by_key(all, towards, |one| Some(Reverse(one.priority)));
            }
            SortKey::By(dimension) => sort_by_key(all, towards, |one| {
                let model = self.plan.model;
                let idea = || Some(Subject::Idea(model.ideas.get(one.idea?.index())?));
                let item = one.item.map(|item| Subject::Item(model.item(item)));
                self.labels().keys(item.or_else(idea)?, dimension).into_iter().next()
            }),
        }
    }

    fn planned(&self, item: ItemWalker<'m>) -> Candidate<'m> {
        let estimate = item.data().estimate.or_else(|| self.work_of(item));
        Candidate {
            item: Some(item.id),
            idea: None,
            title: item.title(),
            extras: item.extras(),
            estimate,
            priority: item.data().priority,
            worth: self.worth_of(item.extras()),
            score: self.score_of(item.extras(), estimate),
        }
    }

    fn worth_of(&self, extras: &Extras) -> Option<(ScoreKind, Decimal)> {
        worth(self.view.rank.as_ref(), extras)
    }

    /// The work of all parts together, if there is any.
    fn work_of(&self, item: ItemWalker<'m>) -> Option<Estimate> {
        let parts = item.descendants().filter(|part| !part.has_parts());
        let sum = parts.map(|part| self.status.working_time(part).0).fold(0, i64::saturating_add);
        let work = Minutes(sum);
        (sum > 0).then_some(Estimate {
            basis: EstimateBasis::Effort,
            best: work,
            likely: work,
            worst: work,
            spread: Spread::default(),
            span: item.span(),
        })
    }
}
