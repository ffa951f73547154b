//! The cards of ideas: what they score, and of what that is made.

use super::super::card::CardFacts;
use super::super::colours::Colours;
use super::super::label::clean;
use super::super::words::links;
use crate::model::{Criterion, Decimal, Estimate, Extras, Health};
use crate::plan::{PlanView, RankedIdea, said};
use crate::text::isolated;
use crate::text::words::decimal;

/// What the card of an idea says, the nth of all by its rank; of its score nothing where everybody may look.
pub fn facts<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    ranked: &RankedIdea<'m>,
    place: usize,
) -> CardFacts<'m> {
    let idea = ranked.idea;
    let title = clean(idea.title.as_deref().unwrap_or(&idea.name)).into_owned();
    let is_told = !view.is_public();
    let details = if is_told { details(view, &idea.extras, idea.estimate) } else { String::new() };
    let score = ranked.score.filter(|_| is_told);
    let kind = score.map(|(kind, _)| format!("scored by {}", view.formula(kind)));
    let is_blocked = is_told && !idea.extras.can_go_on();
    let word = match (is_blocked, score.is_some()) {
        (true, _) => "Blocked".to_owned(),
        (_, true) => format!("Idea {place}"),
        _ => "Idea".to_owned(),
    };
    let lines = [isolated(title.as_str().into()).into_owned(), details.clone()];
    let lines = lines.into_iter().chain(kind);
    let tooltip: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    CardFacts {
        item: None,
        title,
        paint: colours.paint_idea(view, ranked.id),
        sign: is_blocked.then_some(Health::AtRisk),
        word,
        complete: None,
        score: score.map(|(_, score)| rounded(score)),
        people: details,
        when: String::new(),
        is_done: false,
        is_open: false,
        tooltip: tooltip.join("\n"),
        link: links(&idea.extras).next(),
    }
}

/// What an idea's score is made of: `reach 40,000 · impact 2 · confidence 50 % · effort 30 d`.
pub fn details(view: &PlanView<'_, '_>, extras: &Extras, estimate: Option<Estimate>) -> String {
    let (plan, score) = (view.plan, extras.score.unwrap_or_default());
    let part = |name: &str, value: Option<Decimal>| Some(format!("{name} {}", decimal(value?.0)));
    let day = plan.model.header.day.0.max(1);
    let effort = estimate.map(|estimate| {
        let days = Decimal(estimate.likely.0.saturating_mul(1000) / day);
        format!("effort {} d", rounded(days))
    });
    let parts = [
        part("reach", score.reach),
        part("impact", score.impact),
        part("confidence", score.confidence).map(|words| words + " %"),
        part("value", score.value),
        part("urgency", score.urgency),
        part("risk", score.risk),
        effort,
    ];
    let weights = view.view.rank.iter().flat_map(|ranking| &ranking.weights);
    let fields = weights.filter(|weight| matches!(weight.of, Criterion::Field(_)));
    let fields = fields.map(|weight| part(plan.criterion(&weight.of), said(extras, &weight.of)));
    fields.chain(parts).flatten().collect::<Vec<_>>().join(" · ")
}

/// To a whole number where it is large, else to a tenth.
pub fn rounded(number: Decimal) -> String {
    let step = if number.0.abs() >= 100_000 { 1000 } else { 100 };
    decimal((number.0.saturating_add(step / 2)).div_euclid(step) * step).replace('-', "−")
}
