//! Ideas and what they score.
//!
//! - RICE (Intercom, 2016): reach × impact × confidence ÷ effort. An impact or confidence that is not said counts as 1 and 100 %.
//! - WSJF (Reinertsen, 2009): the cost of delay, which is value + urgency + risk, ÷ effort. What is not said counts as 0.
//!
//! The effort is the idea's own likely estimate in months (20 working days). An idea with both is scored by RICE. The two
//! can't be compared: those with RICE stand first, then those with WSJF, then the rest by priority.

use std::cmp::Reverse;

use super::Plan;
use crate::model::{Decimal, Estimate, EstimateBasis, Idea, IdeaId, Score};

/// By which formula an idea is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoreKind {
    /// Reach × impact × confidence ÷ effort.
    Rice,
    /// (Value + urgency + risk) ÷ effort.
    Wsjf,
}

/// An idea and its score.
#[derive(Clone, Copy, Debug)]
pub struct RankedIdea<'c> {
    /// Which.
    pub id: IdeaId,
    /// The idea.
    pub idea: &'c Idea,
    /// Its score in thousandths; `None` where it says none or has no estimate.
    pub score: Option<(ScoreKind, Decimal)>,
}

impl<'c> Plan<'c> {
    /// Ideas, the best first. Those that are dropped are no candidates any more and are not told apart here: an idea has no progress.
    pub fn ranked_ideas(&self) -> Vec<RankedIdea<'c>> {
        let ideas = self.model.ideas.iter().enumerate();
        let mut ranked: Vec<_> = ideas
            .map(|(index, idea)| RankedIdea {
                id: IdeaId::from_index(index),
                idea,
                score: self.score_of(idea.extras.score, idea.estimate),
            })
            .collect();
        ranked.sort_by_key(rank);
        ranked
    }

    /// The score, in thousandths, of what says what it is worth and how long it takes.
    pub fn score_of(
        &self,
        score: Option<Score>,
        estimate: Option<Estimate>,
    ) -> Option<(ScoreKind, Decimal)> {
        let (kind, benefit) = benefit(score?)?;
        let estimate = estimate?;
        let effort = i128::from(estimate.likely.0);
        let benefit = benefit.saturating_mul(i128::from(self.month(estimate)));
        let score = benefit.checked_div(effort)?;
        Some((kind, Decimal(i64::try_from(score).unwrap_or(i64::MAX))))
    }

    fn month(&self, estimate: Estimate) -> i64 {
        match estimate.basis {
            EstimateBasis::Elapsed => 30 * 24 * 60,
            EstimateBasis::Duration | EstimateBasis::Effort => {
                self.model.header.day.0.saturating_mul(20)
            }
        }
    }
}

/// What stands above the fraction line, in thousandths.
fn benefit(score: Score) -> Option<(ScoreKind, i128)> {
    if let Some(reach) = score.reach {
        let impact = i128::from(score.impact.map_or(1000, |impact| impact.0));
        let percent = i128::from(score.confidence.map_or(100_000, |confidence| confidence.0));
        let sure = i128::from(reach.0) * impact / 1000;
        return Some((ScoreKind::Rice, sure.saturating_mul(percent) / 100_000));
    }
    let parts = [score.value, score.urgency, score.risk];
    parts
        .iter()
        .any(Option::is_some)
        .then(|| (ScoreKind::Wsjf, parts.iter().flatten().map(|part| i128::from(part.0)).sum()))
}

fn rank(ranked: &RankedIdea<'_>) -> (u8, Reverse<i64>, Reverse<u16>) {
    let (group, score) = match ranked.score {
        Some((ScoreKind::Rice, score)) => (0, score.0),
        Some((ScoreKind::Wsjf, score)) => (1, score.0),
        None => (2, 0),
    };
    (group, Reverse(score), Reverse(ranked.idea.priority))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn decimal(number: i64) -> Decimal {
        Decimal(number * 1000)
    }

    #[test]
    fn rice_multiplies() {
        let score = Score {
            reach: Some(decimal(5000)),
            impact: Some(decimal(2)),
            confidence: Some(decimal(80)),
            ..Score::default()
        };
        assert_eq!(benefit(score), Some((ScoreKind::Rice, 8_000_000)));
    }

    #[test]
    fn wsjf_adds() {
        let score = Score { value: Some(decimal(8)), risk: Some(decimal(3)), ..Score::default() };
        assert_eq!(benefit(score), Some((ScoreKind::Wsjf, 11_000)));
    }

    #[test]
    fn no_part_no_score() {
        assert_eq!(benefit(Score { confidence: Some(decimal(50)), ..Score::default() }), None);
    }

    #[test]
    fn the_largest_numbers_saturate() {
        let most = Some(Decimal(i64::MAX));
        let score = Score { reach: most, impact: most, confidence: most, ..Score::default() };
        assert!(benefit(score).is_some());
    }
}
