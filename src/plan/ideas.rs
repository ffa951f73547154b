//! Ideas and what they score.
//!
//! - RICE (Intercom, 2016): reach × impact × confidence ÷ effort. An impact or confidence that is not said counts as 1 and 100 %.
//! - WSJF (Reinertsen, 2009): the cost of delay, which is value + urgency + risk, ÷ effort. What is not said counts as 0.
//! - ICE (Ellis, 2017): impact × confidence × ease, of what says an impact and no reach. Ease is 10 of what takes a week or less,
//!   and half of that for each time the effort is twice as much.
//!
//! The effort is the idea's own likely estimate in months (20 working days; a week is a quarter of that). An idea with several is
//! scored by RICE, else by WSJF. They can't be compared: those with RICE stand first, then those with WSJF, those with ICE, then the
//! rest by priority.

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
    /// Impact × confidence × ease.
    Ice,
}

impl ScoreKind {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Rice, Self::Wsjf, Self::Ice];

    /// As it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rice => "RICE",
            Self::Wsjf => "WSJF",
            Self::Ice => "ICE",
        }
    }

    /// How it is made.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Rice => "reach × impact × confidence ÷ effort",
            Self::Wsjf => "cost of delay ÷ effort",
            Self::Ice => "impact × confidence × ease",
        }
    }

    /// What it calls worth: what is compared with the effort.
    pub const fn worth(self) -> &'static str {
        match self {
            Self::Rice => "reach × impact × confidence",
            Self::Wsjf => "value + urgency + risk",
            Self::Ice => "impact × confidence",
        }
    }
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
        let (effort, month) = (i128::from(estimate.likely.0), i128::from(self.month(estimate)));
        let score = match kind {
            ScoreKind::Rice | ScoreKind::Wsjf => {
                benefit.saturating_mul(month).checked_div(effort)?
            }
            ScoreKind::Ice => {
                let week = month / 4;
                benefit.saturating_mul(week).saturating_mul(10).checked_div(effort.max(week))?
            }
        };
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

/// What something is worth by the numbers it says, in thousandths.
pub fn worth(score: Score) -> Option<(ScoreKind, Decimal)> {
    let (kind, benefit) = benefit(score)?;
    Some((kind, Decimal(i64::try_from(benefit).unwrap_or(i64::MAX))))
}

/// What stands above the fraction line, in thousandths.
fn benefit(score: Score) -> Option<(ScoreKind, i128)> {
    let impact = i128::from(score.impact.map_or(1000, |impact| impact.0));
    let percent = i128::from(score.confidence.map_or(100_000, |confidence| confidence.0));
    if let Some(reach) = score.reach {
        let sure = i128::from(reach.0) * impact / 1000;
        return Some((ScoreKind::Rice, sure.saturating_mul(percent) / 100_000));
    }
    let parts = [score.value, score.urgency, score.risk];
    if parts.iter().any(Option::is_some) {
        let sum = parts.iter().flatten().map(|part| i128::from(part.0)).sum();
        return Some((ScoreKind::Wsjf, sum));
    }
    score.impact.map(|_| (ScoreKind::Ice, impact.saturating_mul(percent) / 100_000))
}

fn rank(ranked: &RankedIdea<'_>) -> (u8, Reverse<i64>, Reverse<u16>) {
    let (group, score) = match ranked.score {
        Some((ScoreKind::Rice, score)) => (0, score.0),
        Some((ScoreKind::Wsjf, score)) => (1, score.0),
        Some((ScoreKind::Ice, score)) => (2, score.0),
        None => (3, 0),
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
    fn ice_needs_no_reach() {
        let score =
            Score { impact: Some(decimal(3)), confidence: Some(decimal(50)), ..Score::default() };
        assert_eq!(benefit(score), Some((ScoreKind::Ice, 1500)));
        assert_eq!(worth(score), Some((ScoreKind::Ice, Decimal(1500))));
        let with_value = Score { value: Some(decimal(1)), ..score };
        assert_eq!(benefit(with_value), Some((ScoreKind::Wsjf, 1000)));
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
