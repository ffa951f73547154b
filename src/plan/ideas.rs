//! Ideas and what they score.
//!
//! - RICE (Intercom, 2016): reach × impact × confidence ÷ effort. An impact or confidence that is not said counts as 1 and 100 %.
//! - WSJF (Reinertsen, 2009): the cost of delay, which is value + urgency + risk, ÷ effort. What is not said counts as 0.
//! - ICE (Ellis, 2017): impact × confidence × ease, of what says an impact and no reach. Ease is 10 of what takes a week or less,
//!   and half of that for each time the effort is twice as much.
//!
//! A view may say by which of them all are scored (`rank wsjf`), or by another: Eisenhower is value + urgency, value and risk is
//! value − risk, and weights of one's own add up numbers and custom fields, each so many times. Of these, what is not said counts as 0,
//! a confidence as its share, and the effort does not count.
//!
//! The effort is the idea's own likely estimate in months (20 working days; a week is a quarter of that). An idea with several is
//! scored by RICE, else by WSJF. They can't be compared: those with RICE stand first, then those with WSJF, those with ICE, then the
//! rest by priority.

use std::cmp::Reverse;

use super::Plan;
pub use crate::model::ScoreKind;
use crate::model::{
    Criterion, Decimal, Estimate, EstimateBasis, Extras, FieldValue, Idea, IdeaId, Ranking, Score,
};
use crate::text::words;

impl ScoreKind {
    /// As it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rice => "RICE",
            Self::Wsjf => "WSJF",
            Self::Ice => "ICE",
            Self::Eisenhower => "Eisenhower",
            Self::ValueRisk => "Value and risk",
            Self::Weighted => "Weighted",
        }
    }

    /// How it is made; where weights say it, [`Plan::formula`] knows them.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Rice => "reach × impact × confidence ÷ effort",
            Self::Wsjf => "cost of delay ÷ effort",
            Self::Ice => "impact × confidence × ease",
            Self::Eisenhower => "value + urgency",
            Self::ValueRisk => "value − risk",
            Self::Weighted => "by weights",
        }
    }

    /// What it calls worth: what is compared with the effort.
    pub const fn worth(self) -> &'static str {
        match self {
            Self::Rice => "reach × impact × confidence",
            Self::Wsjf => "value + urgency + risk",
            Self::Ice => "impact × confidence",
            other => other.formula(),
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
    /// Ideas, the best first, by this ranking or else by the numbers they say. Those that are dropped are no candidates any more and are
    /// not told apart here: an idea has no progress.
    pub fn ranked_ideas(&self, by: Option<&Ranking>) -> Vec<RankedIdea<'c>> {
        let ideas = self.model.ideas.iter().enumerate();
        let mut ranked: Vec<_> = ideas
            .map(|(index, idea)| RankedIdea {
                id: IdeaId::from_index(index),
                idea,
                score: self.score_of(by, &idea.extras, idea.estimate),
            })
            .collect();
        ranked.sort_by_key(rank);
        ranked
    }

    /// The score, in thousandths, of what says what it is worth and, where that counts, how long it takes.
    pub fn score_of(
        &self,
        by: Option<&Ranking>,
        extras: &Extras,
        estimate: Option<Estimate>,
    ) -> Option<(ScoreKind, Decimal)> {
        let (kind, benefit) = benefit(by, extras)?;
        let per = |least: fn(i128) -> i128, times: i128| {
            let estimate = estimate?;
            let (effort, unit) =
                (i128::from(estimate.likely.0), least(self.month(estimate).into()));
            let effort = if times == 1 { effort } else { effort.max(unit) };
            benefit.saturating_mul(unit).saturating_mul(times).checked_div(effort)
        };
        let score = match kind {
            ScoreKind::Rice | ScoreKind::Wsjf => per(|month| month, 1)?,
            ScoreKind::Ice => per(|month| month / 4, 10)?,
            ScoreKind::Eisenhower | ScoreKind::ValueRisk | ScoreKind::Weighted => benefit,
        };
        Some((kind, decimal(score)))
    }

    /// How a score is made, in words: `3 × value + 2 × urgency − risk` of weights.
    pub fn formula(&self, kind: ScoreKind, by: Option<&Ranking>) -> String {
        let weights = by.filter(|_| kind == ScoreKind::Weighted).map(|by| &*by.weights);
        let Some(weights) = weights else { return kind.formula().to_owned() };
        let mut text = String::new();
        for weight in weights {
            let sign = match (weight.factor.0 < 0, text.is_empty()) {
                (true, true) => "−",
                (true, false) => " − ",
                (false, true) => "",
                (false, false) => " + ",
            };
            text.push_str(sign);
            let factor = Decimal(weight.factor.0.saturating_abs());
            if factor.0 != 1000 {
                text.push_str(&words::decimal(factor.0));
                text.push_str(" × ");
            }
            text.push_str(self.criterion(&weight.of));
        }
        text
    }

    /// What a number is called that candidates say.
    pub fn criterion(&self, of: &Criterion) -> &'c str {
        match of {
            Criterion::Field(field) => {
                let field = self.model.fields.get(field.index());
                field.map(|field| field.title.as_deref().unwrap_or(&field.name)).unwrap_or_default()
            }
            other => other.word().unwrap_or_default(),
        }
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

/// What something is worth, in thousandths: by this ranking, or else by the numbers it says.
pub fn worth(by: Option<&Ranking>, extras: &Extras) -> Option<(ScoreKind, Decimal)> {
    let (kind, benefit) = benefit(by, extras)?;
    Some((kind, decimal(benefit)))
}

fn decimal(thousandths: i128) -> Decimal {
    let most = i128::from(i64::MAX);
    Decimal(i64::try_from(thousandths.clamp(-most, most)).unwrap_or(0))
}

/// What stands above the fraction line, in thousandths.
fn benefit(by: Option<&Ranking>, extras: &Extras) -> Option<(ScoreKind, i128)> {
    let score = extras.score.unwrap_or_default();
    match by {
        Some(by) if by.by == ScoreKind::Weighted => {
            let parts = by.weights.iter().filter_map(|weight| {
                let product = i128::from(weight.factor.0) * i128::from(said(extras, &weight.of)?.0);
                Some(product / 1000)
            });
            Some((by.by, parts.reduce(i128::saturating_add)?))
        }
        Some(by) => Some((by.by, benefit_by(by.by, score)?)),
        None => [ScoreKind::Rice, ScoreKind::Wsjf, ScoreKind::Ice]
            .into_iter()
            .find_map(|kind| Some((kind, benefit_by(kind, score)?))),
    }
}

/// What stands above the fraction line of a formula that has no weights.
fn benefit_by(kind: ScoreKind, score: Score) -> Option<i128> {
    let impact = i128::from(score.impact.map_or(1000, |impact| impact.0));
    let percent = i128::from(score.confidence.map_or(100_000, |confidence| confidence.0));
    let sum = |parts: &[Option<Decimal>]| {
        let said = parts.iter().flatten().map(|part| i128::from(part.0));
        said.reduce(i128::saturating_add)
    };
    let less = score.risk.map(|risk| Decimal(risk.0.saturating_neg()));
    match kind {
        ScoreKind::Rice => {
            let sure = i128::from(score.reach?.0) * impact / 1000;
            Some(sure.saturating_mul(percent) / 100_000)
        }
        ScoreKind::Wsjf => sum(&[score.value, score.urgency, score.risk]),
        ScoreKind::Ice => score.impact.map(|_| impact.saturating_mul(percent) / 100_000),
        ScoreKind::Eisenhower => sum(&[score.value, score.urgency]),
        ScoreKind::ValueRisk => sum(&[score.value, less]),
        ScoreKind::Weighted => None,
    }
}

/// A number that something says, in thousandths.
pub fn said(extras: &Extras, of: &Criterion) -> Option<Decimal> {
    let Criterion::Field(field) = of else { return extras.score?.number(of) };
    match extras.custom.iter().find(|own| own.field == *field).map(|own| &own.value) {
        Some(FieldValue::Number(number)) => Some(*number),
        _ => None,
    }
}

fn rank(ranked: &RankedIdea<'_>) -> (bool, Option<ScoreKind>, Reverse<i64>, Reverse<u16>) {
    let (kind, score) = ranked.score.unzip();
    let score = score.map_or(0, |score| score.0);
    (kind.is_none(), kind, Reverse(score), Reverse(ranked.idea.priority))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn decimal(number: i64) -> Decimal {
        Decimal(number * 1000)
    }

    fn scored(score: Score) -> Option<(ScoreKind, i128)> {
        benefit(None, &Extras { score: Some(score), ..Extras::default() })
    }

    #[test]
    fn rice_multiplies() {
        let score = Score {
            reach: Some(decimal(5000)),
            impact: Some(decimal(2)),
            confidence: Some(decimal(80)),
            ..Score::default()
        };
        assert_eq!(scored(score), Some((ScoreKind::Rice, 8_000_000)));
    }

    #[test]
    fn wsjf_adds() {
        let score = Score { value: Some(decimal(8)), risk: Some(decimal(3)), ..Score::default() };
        assert_eq!(scored(score), Some((ScoreKind::Wsjf, 11_000)));
    }

    #[test]
    fn ice_needs_no_reach() {
        let score =
            Score { impact: Some(decimal(3)), confidence: Some(decimal(50)), ..Score::default() };
        assert_eq!(scored(score), Some((ScoreKind::Ice, 1500)));
        assert_eq!(
            worth(None, &Extras { score: Some(score), ..Extras::default() }),
            Some((ScoreKind::Ice, Decimal(1500)))
        );
        let with_value = Score { value: Some(decimal(1)), ..score };
        assert_eq!(scored(with_value), Some((ScoreKind::Wsjf, 1000)));
    }

    #[test]
    fn no_part_no_score() {
        assert_eq!(scored(Score { confidence: Some(decimal(50)), ..Score::default() }), None);
    }

    #[test]
    fn the_largest_numbers_saturate() {
        let most = Some(Decimal(i64::MAX));
        let score = Score { reach: most, impact: most, confidence: most, ..Score::default() };
        assert!(scored(score).is_some());
    }
}
