//! What a file says and the language can't: a number that is too large or less than nothing, a range that runs from more to less.
//! Each is mended or left out, and told.

use super::draft::{Basis, Draft, Estimate, FieldKind};
use super::input::shown;
use super::values::{Amount, Number, Unit};
use crate::diagnostic::{Fate, Losses};
use crate::syntax::{LARGEST_NUMBER, MOST_OF_A_UNIT};

/// Brings all numbers of a draft within the bounds of the language.
pub(super) fn keep(draft: &mut Draft) {
    free_fields(draft);
    let losses = &mut draft.losses;
    limit(&mut draft.budget, || "the budget of the plan".into(), "", losses);
    for item in &mut draft.items {
        let of = |what: &str| format!("{what} of {}", shown(&item.title));
        let mut number = |value: &mut Option<Number>, what: &str| {
            limit(value, || of(what), &item.place, losses);
        };
        number(&mut item.cost, "the cost");
        number(&mut item.budget, "the budget");
        item.score.retain_mut(|(_, score)| {
            let mut value = Some(*score);
            number(&mut value, "a score");
            value.is_some()
        });
        if item.progress.is_some_and(|done| !(0..=1000).contains(&done)) {
            item.progress = None;
            let why = "it is less than nothing, or more than all of it";
            losses.add(Fate::LeftOut, of("the progress"), why, &item.place);
        }
        if item.remaining.is_some_and(|left| !is_length(left)) {
            item.remaining = None;
            losses.add(Fate::LeftOut, of("what is left"), BEYOND, &item.place);
        }
        if let Some(estimate) = item.estimate {
            item.estimate = ascending(estimate);
            let (fate, why) = match item.estimate {
                Some(same) if same == estimate => continue,
                Some(_) => (Fate::Decided, "its best was more than its worst: they are swapped"),
                None => (Fate::LeftOut, BEYOND),
            };
            losses.add(fate, of("the estimate"), why, &item.place);
        }
    }
    for resource in &mut draft.resources {
        let told = shown(&resource.title);
        limit(&mut resource.capacity, || format!("the capacity of {told}"), "", losses);
        if resource.rate.is_some_and(|(rate, _)| !is_number(rate)) {
            resource.rate = None;
            losses.add(Fate::LeftOut, format!("the rate of {told}"), BEYOND, "");
        }
    }
    for risk in &mut draft.risks {
        limit(&mut risk.cost, || format!("the cost of {}", shown(&risk.title)), "", losses);
    }
}

/// Why a number is left out.
const BEYOND: &str = "it is less than nothing, or more than a plan can hold";

/// A custom field of numbers takes any text as soon as one of its values is none of the language's numbers, such as `-1`.
fn free_fields(draft: &mut Draft) {
    for (at, value) in draft.items.iter().flat_map(|item| &item.fields) {
        if let Some(field) = draft.fields.get_mut(*at)
            && field.kind == FieldKind::Number
            && !crate::syntax::is_number(value)
        {
            field.kind = FieldKind::Text;
        }
    }
}

/// Takes a number out that is none of the language.
fn limit(
    value: &mut Option<Number>,
    what: impl FnOnce() -> String,
    place: &str,
    losses: &mut Losses,
) {
    if value.take_if(|number| !is_number(*number)).is_some() {
        losses.add(Fate::LeftOut, what(), BEYOND, place);
    }
}

fn is_number(number: Number) -> bool {
    (0..=LARGEST_NUMBER).contains(&number.0)
}

fn is_length(amount: Amount) -> bool {
    (0..=i64::from(MOST_OF_A_UNIT) * 1000).contains(&amount.number.0)
}

/// An estimate whose ends ascend; nothing if it is out of bounds.
fn ascending(estimate: Estimate) -> Option<Estimate> {
    let (basis, mut ends) = match estimate {
        Estimate::Duration(one) | Estimate::Effort(one) | Estimate::Elapsed(one) => {
            return is_length(one).then_some(estimate);
        }
        Estimate::Range(best, worst) => (None, vec![best, worst]),
        Estimate::Between(basis, best, likely, worst) => {
            (Some(basis), [Some(best), likely, Some(worst)].into_iter().flatten().collect())
        }
    };
    if !ends.iter().copied().all(is_length) {
        return None;
    }
    ends.sort_by_key(|end| rough_minutes(*end));
    match (basis, ends.as_slice()) {
        (None, [best, worst]) => Some(Estimate::Range(*best, *worst)),
        (Some(basis), [best, worst]) => Some(between(basis, *best, None, *worst)),
        (Some(basis), [best, likely, worst]) => Some(between(basis, *best, Some(*likely), *worst)),
        _ => None,
    }
}

const fn between(basis: Basis, best: Amount, likely: Option<Amount>, worst: Amount) -> Estimate {
    Estimate::Between(basis, best, likely, worst)
}

/// For the order of a range: days of eight hours and weeks of five days, as the language counts them there.
const fn rough_minutes(Amount { number: Number(thousandths), unit }: Amount) -> i64 {
    let minutes = match unit {
        Unit::Minutes => 1,
        Unit::Hours => 60,
        Unit::Days => 480,
        Unit::Weeks => 2400,
        Unit::Months => 9600,
    };
    thousandths.saturating_mul(minutes)
}
