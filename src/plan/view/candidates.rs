//! What could be done next: ideas, and items that say what they are worth.

use std::cmp::Reverse;

use super::PlanView;
use crate::model::{
    Decimal, Estimate, EstimateBasis, Extras, IdeaId, ItemId, ItemWalker, Score, SortKey, Spread,
};
use crate::plan::ScoreKind;
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
    /// The ideas that are shown, and the items that are not done and have a score: the best first, by each formula; where the view
    /// sorts by title, by that.
    pub fn candidates(&self) -> Vec<Candidate<'m>> {
        let plan = self.plan;
        let ideas = plan.ranked_ideas().into_iter().filter(|ranked| self.shows_idea(ranked.id));
        let ideas = ideas.map(|ranked| Candidate {
            item: None,
            idea: Some(ranked.id),
            title: ranked.idea.title.as_deref().unwrap_or(&ranked.idea.name),
            extras: &ranked.idea.extras,
            estimate: ranked.idea.estimate,
            priority: ranked.idea.priority,
            score: ranked.score,
        });
        let is_open = |item: &ItemWalker<'m>| {
            item.extras().score.is_some() && plan.schedule.timing(item.id).state != State::Done
        };
        let items = self.items().filter(is_open).map(|item| self.planned(item));
        let mut all: Vec<_> = ideas.chain(items).collect();
        all.sort_by_key(|one| {
            let (kind, score) = one.score.unzip();
            (kind.is_none(), kind, Reverse(score), Reverse(one.priority))
        });
        match self.view.sort {
            Some(sort) if sort.by == SortKey::Title => {
                all.sort_by_key(|one| one.title.to_lowercase());
                if sort.is_reversed {
                    all.reverse();
                }
            }
            Some(sort) if sort.by == SortKey::Score && sort.is_reversed => all.reverse(),
            _ => {}
        }
        all
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
            score: self.plan.score_of(item.extras().score, estimate),
        }
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
