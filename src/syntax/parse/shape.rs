//! What a declaration's attributes say together: none twice, none against another.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{CONFLICTING_ATTRIBUTES, DUPLICATE_ATTRIBUTE};
use crate::syntax::ast::{Attribute, Basis, Extent, TimeAmount, Value};
use crate::syntax::keyword::{AttributeKind as A, CONFLICTS};
use crate::syntax::mistakes::{Reports, several_units, shortened};
use crate::text::Span;

/// What an attribute says about, for as many as may be said once only. The lists may be said again: they add up.
pub(crate) const fn said_once(value: &Value) -> Option<A> {
    match value.kind() {
        A::After
        | A::EndsAfter
        | A::Before
        | A::Assign
        | A::For
        | A::In
        | A::Tag
        | A::Link
        | A::Note
        | A::Custom
        | A::Severity
        | A::Away
        | A::Off
        | A::Open
        | A::Work
        | A::Measure
        | A::Impact
        | A::Mitigation
        | A::Status
        | A::FieldType
        | A::Let
        | A::Where
        | A::Show
        | A::Hide => None,
        _ if matches!(value, Value::Word { .. } | Value::Broken(_)) => None,
        kind => Some(kind),
    }
}

/// A source, and where it lies in the row of all sources.
#[derive(Clone, Copy)]
struct Source<'s> {
    source: &'s str,
    base: u32,
}

impl<'s> Source<'s> {
    /// What is written at a place.
    fn at(self, span: Span) -> &'s str {
        let local = |offset: u32| offset.saturating_sub(self.base) as usize;
        self.source.get(local(span.start)..local(span.end)).unwrap_or_default()
    }
}

// The kinds that were seen are bits of one number.
const _: () = assert!(A::COUNT <= 128);

/// Reports attributes that are said twice or contradict each other.
pub(super) fn check(attributes: &[Attribute], source: &str, base: u32, reports: &mut Reports) {
    let written = Source { source, base };
    if attributes.len() < 2 {
        return;
    }
    let mut first = [0_usize; A::COUNT];
    let mut seen: u128 = 0;
    for (index, attribute) in attributes.iter().enumerate() {
        let Some(slot) = said_once(&attribute.value) else { continue };
        let Some(place) = first.get_mut(slot as usize) else { continue };
        if seen & bit(slot) == 0 {
            *place = index;
        } else if let Some(earlier) = attributes.get(*place) {
            reports.error(|| {
                let before = index.checked_sub(1).and_then(|before| attributes.get(before));
                compound(earlier, attribute, written)
                    .or_else(|| lag(attributes, before?, earlier, attribute, written))
                    .unwrap_or_else(|| {
                        let (earlier, later) = (earlier.span, attribute.span);
                        duplicate(earlier, later, written).replace("remove it", later, "")
                    })
            });
        }
        seen |= bit(slot);
    }
    let place = |slot: A| {
        let index = first.get(slot as usize).filter(|_| seen & bit(slot) != 0)?;
        attributes.get(*index).map(|attribute| attribute.span)
    };
    for (one, other, reason) in CONFLICTS {
        if let (Some(one), Some(other)) = (place(one), place(other)) {
            reports.error(|| conflict(one, other, reason, written));
        }
    }
}

const fn bit(slot: A) -> u128 {
    1 << slot as u64
}

/// `1d 4h`: two durations side by side, of which the sum is meant.
fn compound(earlier: &Attribute, later: &Attribute, written: Source<'_>) -> Option<Diagnostic> {
    let amount = |attribute: &Attribute| match attribute.value {
        Value::Estimate(Basis::Duration, Extent::One(TimeAmount::Literal(quantity))) => {
            Some(quantity)
        }
        _ => None,
    };
    let (one, other) = (amount(earlier)?, amount(later)?);
    let between = written.at(Span::new(earlier.span.end, later.span.start));
    let is_beside = between.trim().is_empty() && !between.contains('\n');
    let span = earlier.span.to(later.span);
    let is_meant = is_beside && one.unit != other.unit;
    is_meant.then(|| several_units(span, written.at(span), &[one, other]))
}

/// `3d after a 2d`: of two durations beside an `after` one was meant as its lag.
fn lag(
    attributes: &[Attribute],
    before: &Attribute,
    earlier: &Attribute,
    later: &Attribute,
    written: Source<'_>,
) -> Option<Diagnostic> {
    let is_duration = matches!(later.value, Value::Estimate(Basis::Duration, Extent::One(_)));
    let mut all = attributes.iter();
    let after = all.find(|one| matches!(one.value, Value::After(_)) && is_duration)?;
    let (of, amount) = (written.at(after.span), written.at(later.span));
    let help = format!("a lag is joined to what is waited for: `{} + {amount}`", shortened(of));
    let wrong = duplicate(earlier.span, later.span, written).help(help);
    let is_behind = before.span == after.span && !of.contains([',', '+']);
    let gap = Span::new(after.span.end, later.span.start);
    Some(if is_behind { wrong.replace("put a `+` between", gap, " + ") } else { wrong })
}

fn duplicate(earlier: Span, later: Span, written: Source<'_>) -> Diagnostic {
    let word = |span| written.at(span).split_whitespace().next().unwrap_or_default();
    let (said, again) = (word(earlier), word(later));
    let message = if said == again {
        format!("`{}` is said twice", shortened(again))
    } else {
        format!(
            "only one of `{}` and `{}` can hold",
            shown(earlier, written),
            shown(later, written)
        )
    };
    Diagnostic::new(&DUPLICATE_ATTRIBUTE, later, message).label(earlier, "said here already")
}

fn conflict(one: Span, other: Span, reason: &str, written: Source<'_>) -> Diagnostic {
    let (earlier, later) = if one.start < other.start { (one, other) } else { (other, one) };
    let message = format!("`{}` contradicts `{}`", shown(later, written), shown(earlier, written));
    let wrong = Diagnostic::new(&CONFLICTING_ATTRIBUTES, later, message)
        .label(earlier, "this says otherwise");
    // `done 100%`: the date that may stand behind `done` is not to be lost.
    if written.at(one).starts_with("done") && written.at(other) == "100%" {
        let help = "`done` alone says that all of it is done";
        return wrong.help(help).replace("remove `100%`", other, "");
    }
    // `60% done`
    let between = written.at(Span::new(earlier.end, later.start));
    let is_part =
        between == " " && written.at(earlier).ends_with('%') && written.at(later) == "done";
    if is_part {
        let share = written.at(earlier);
        let place = Span::new(earlier.end, later.end);
        return wrong.help(format!("`{share}` alone says that so much is done")).replace(
            "remove `done`",
            place,
            "",
        );
    }
    wrong.help(reason.to_owned())
}

fn shown(span: Span, written: Source<'_>) -> String {
    shortened(written.at(span))
}
