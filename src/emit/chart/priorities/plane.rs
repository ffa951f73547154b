//! By which two numbers candidates are compared: those that most of them say.
//!
//! Worth against effort where that can be told of as many as anything else; else urgency against value (the matrix named after
//! Eisenhower), else risk against value.

use crate::model::{Decimal, Score};
use crate::plan::{Candidate, PlanView, ScoreKind};

/// Which two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plane {
    /// What it is worth, by a formula, against how much work it is.
    WorthByEffort(ScoreKind),
    /// How valuable and how urgent it is.
    ValueByUrgency,
    /// How valuable it is, and what is at stake.
    ValueByRisk,
}

impl Plane {
    /// In the order in which they are preferred.
    const ALL: [Self; 5] = [
        Self::WorthByEffort(ScoreKind::Rice),
        Self::WorthByEffort(ScoreKind::Wsjf),
        Self::WorthByEffort(ScoreKind::Ice),
        Self::ValueByUrgency,
        Self::ValueByRisk,
    ];

    /// The one that a view asks for by what it ranks by; else that on which most of these have a place. `None` if none has any.
    pub fn shown(view: &PlanView<'_, '_>, candidates: &[Candidate<'_>]) -> Option<Self> {
        let Some(ranking) = &view.view.rank else { return Self::of(candidates) };
        let plane = match ranking.by {
            ScoreKind::Eisenhower => Self::ValueByUrgency,
            ScoreKind::ValueRisk => Self::ValueByRisk,
            kind => Self::WorthByEffort(kind),
        };
        candidates.iter().any(|one| plane.place(one).is_some()).then_some(plane)
    }

    /// The one on which most of these have a place; `None` if none has any.
    pub fn of(candidates: &[Candidate<'_>]) -> Option<Self> {
        let count = |plane: &Self| candidates.iter().filter_map(|one| plane.place(one)).count();
        let all = Self::ALL.into_iter().map(|plane| (count(&plane), plane));
        let best = all.rev().max_by_key(|(count, _)| *count);
        best.filter(|(count, _)| *count > 0).map(|(_, plane)| plane)
    }

    /// Where a candidate lies: across in minutes or thousandths, and up in thousandths.
    pub fn place(self, of: &Candidate<'_>) -> Option<(i64, i64)> {
        let number = |part: fn(Score) -> Option<Decimal>| part(of.numbers()).map(|number| number.0);
        match self {
            Self::WorthByEffort(kind) => {
                let (own, worth) = of.worth?;
                (own == kind).then_some(())?;
                Some((of.effort()?.0, worth.0))
            }
            Self::ValueByUrgency => Some((number(|of| of.urgency)?, number(|of| of.value)?)),
            Self::ValueByRisk => Some((number(|of| of.risk)?, number(|of| of.value)?)),
        }
    }

    /// What is counted across, and up.
    pub fn axes(self, view: &PlanView<'_, '_>) -> (String, String) {
        match self {
            Self::WorthByEffort(kind) => {
                let worth = match kind {
                    ScoreKind::Weighted => view.formula(kind),
                    kind => kind.worth().to_owned(),
                };
                ("Effort, working days".to_owned(), format!("Value: {worth}"))
            }
            Self::ValueByUrgency => ("Urgency".to_owned(), "Value".to_owned()),
            Self::ValueByRisk => ("Risk".to_owned(), "Value".to_owned()),
        }
    }

    /// What its four parts are called: those above, those below, the left ones first.
    pub const fn names(self) -> [[&'static str; 2]; 2] {
        match self {
            Self::WorthByEffort(_) => [["Quick wins", "Big bets"], ["Fill-ins", "Money pits"]],
            Self::ValueByUrgency => [["Plan", "Do now"], ["Leave", "Hand on"]],
            Self::ValueByRisk => [["Safe gains", "Bold bets"], ["Small change", "Traps"]],
        }
    }

    /// Why something has no place on it.
    pub const fn lacks(self) -> &'static str {
        match self {
            Self::WorthByEffort(_) => {
                "without a place in the plot: no estimate, or scored by another formula"
            }
            Self::ValueByUrgency => "without a place in the plot: no value, or no urgency is said",
            Self::ValueByRisk => "without a place in the plot: no value, or no risk is said",
        }
    }

    /// Whether the best part is the left one of those above.
    pub const fn is_best_left(self) -> bool {
        !matches!(self, Self::ValueByUrgency)
    }
}
