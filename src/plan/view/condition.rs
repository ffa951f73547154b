//! Whether a condition holds of an item, an idea or a risk.
//!
//! What an item inherits counts as its own, as everywhere in the language. Of what is not scheduled, an idea say, no test of a date, of
//! slack or of people holds.

use super::keys::{Labels, Subject};
use super::{GroupKey, reach};
use crate::model::{
    Amount, Comparison, Condition, CustomField, Dimension, FieldId, FieldValue, ItemId, ItemWalker,
    Occasion, Period, Relative, Test, Towards, Value,
};
use crate::time::{Date, Moment};

/// A condition of which what is known of all items at once is computed.
pub(super) enum Ready<'v> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// By item id; whether ideas that stand in one of them are meant too.
    Among(Vec<bool>, bool),
    Test(&'v Test),
}

impl<'v> Ready<'v> {
    pub(super) fn of(condition: &'v Condition, labels: Labels<'_, '_>) -> Self {
        let each =
            |parts: &'v [Condition]| parts.iter().map(|part| Self::of(part, labels)).collect();
        match condition {
            Condition::All(parts) => Self::All(each(parts)),
            Condition::Any(parts) => Self::Any(each(parts)),
            Condition::Not(part) => Self::Not(Box::new(Self::of(part, labels))),
            Condition::Is(Test::Towards(towards, item)) => {
                let among = reach::towards(labels.plan.model, *towards, *item);
                Self::Among(among, *towards == Towards::Inside)
            }
            Condition::Is(Test::Compared(Amount::Cost, comparison, cost)) => {
                let costs = labels.status.costs();
                let of = |item: ItemWalker<'_>| compares(*comparison, costs.of(item.id).0, *cost);
                Self::Among(labels.plan.model.items().map(of).collect(), false)
            }
            Condition::Is(test) => Self::Test(test),
        }
    }

    pub(super) fn holds<'m>(&self, subject: Subject<'m>, labels: Labels<'_, 'm>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(subject, labels)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject, labels)),
            Self::Not(part) => !part.holds(subject, labels),
            Self::Among(reached, has_ideas) => {
                let is_reached = |at: ItemId| reached.get(at.index()) == Some(&true);
                match subject {
                    Subject::Item(item) => is_reached(item.id),
                    Subject::Idea(idea) => {
                        idea.stream.filter(|_| *has_ideas).is_some_and(is_reached)
                    }
                    Subject::Risk(risk) => risk.threatened().any(is_reached),
                }
            }
            Self::Test(test) => labels.passes(subject, test),
        }
    }
}

impl<'m> Labels<'_, 'm> {
    fn passes(self, subject: Subject<'m>, test: &Test) -> bool {
        match test {
            Test::Has(dimension, value) => self.has(subject, *dimension, value),
            Test::HasAny(dimension) => !self.keys(subject, *dimension).is_empty(),
            Test::Critical => self.open_timing(subject).is_some_and(|timing| timing.is_critical),
            Test::Blocked => is_blocked(subject),
            Test::Compared(amount, comparison, other) => {
                let own = self.amount(subject, *amount);
                own.is_some_and(|own| compares(*comparison, own, *other))
            }
            Test::Dated(of, relative, period) => {
                let own = self.date(subject, *of);
                own.is_some_and(|(date, is_end)| stands(date, is_end, *relative, *period))
            }
            // It was made ready.
            Test::Towards(..) => false,
        }
    }

    /// Whether something has a value by a dimension; a team has what one of its persons has.
    fn has(self, subject: Subject<'m>, dimension: Dimension, value: &Value) -> bool {
        let keys = self.keys(subject, dimension);
        let is_member = |key: &GroupKey, team| match key {
            GroupKey::Resource(id) => *id == team || self.team_of(*id) == Some(team),
            _ => false,
        };
        keys.iter().any(|key| match (key, value) {
            (GroupKey::Item(one), Value::Item(other)) => one == other,
            (GroupKey::Objective(one), Value::Objective(other)) => one == other,
            (GroupKey::Resource(_), Value::Resource(other)) => is_member(key, *other),
            (GroupKey::Word(_, one), Value::Word(other)) => one == other,
            _ => false,
        }) || is_itself(subject, dimension, value)
    }

    /// An amount, in the unit of [`Test::Compared`].
    fn amount(self, subject: Subject<'m>, amount: Amount) -> Option<i64> {
        match amount {
            Amount::Slack => Some(self.open_timing(subject)?.total_slack.0),
            Amount::Priority => subject.priority().map(|own| i64::from(own) * 1000),
            Amount::Progress => match subject {
                Subject::Item(item) => {
                    let timing = self.plan.schedule.timing(item.id);
                    timing.is_scheduled.then_some(timing.complete.0)
                }
                Subject::Idea(_) | Subject::Risk(_) => None,
            },
            Amount::Score => {
                let score = self.plan.score_of(self.ranking, subject.extras(), subject.estimate());
                score.map(|(_, score)| score.0)
            }
            Amount::Field(field) => match own_field(subject, field)? {
                FieldValue::Number(number) => Some(number.0),
                _ => None,
            },
            // It was made ready.
            Amount::Cost => None,
        }
    }

    /// A date of something, and whether it is an end: a midnight then belongs to the day it closes.
    fn date(self, subject: Subject<'m>, of: Occasion) -> Option<(Moment, bool)> {
        if let Occasion::Field(field) = of {
            return match own_field(subject, field)? {
                FieldValue::Date(date) => Some((Moment::start_of(*date), false)),
                _ => None,
            };
        }
        let item = match subject {
            Subject::Item(item) => item,
            Subject::Risk(risk) if of == Occasion::Due => return Some((risk.due?.moment, true)),
            Subject::Idea(_) | Subject::Risk(_) => return None,
        };
        let dates = item.dates();
        let timing = self.plan.schedule.timing(item.id);
        match of {
            _ if !timing.is_scheduled => None,
            Occasion::Starts => Some((timing.start, timing.starts_at_moment)),
            Occasion::Ends => Some((timing.end, true)),
            Occasion::Due => Some((dates.by?.moment, true)),
            Occasion::Promised => Some((dates.promised.as_ref()?.date.moment, true)),
            Occasion::Field(_) => None,
        }
    }
}

/// Whether a date stands so to a period: by its day, or by the minute where the period was written by the minute.
fn stands(date: Moment, is_end: bool, relative: Relative, period: Period) -> bool {
    let (is_before, is_after) = if is_end {
        (date <= period.from, date > period.to)
    } else {
        (date < period.from, date >= period.to)
    };
    match relative {
        Relative::Before => is_before,
        Relative::After => is_after,
        Relative::In => !is_before && !is_after,
    }
}

/// Whether the first stands so to the second.
fn compares(comparison: Comparison, first: i64, second: i64) -> bool {
    match comparison {
        Comparison::Less => first < second,
        Comparison::AtMost => first <= second,
        Comparison::Equal => first == second,
        Comparison::Unequal => first != second,
        Comparison::AtLeast => first >= second,
        Comparison::Greater => first > second,
    }
}

/// Whether something can't go on, or what it stands in can't.
fn is_blocked(subject: Subject<'_>) -> bool {
    match subject {
        Subject::Item(item) => !item.with_ancestors().all(|of| of.extras().can_go_on()),
        _ => !subject.extras().can_go_on(),
    }
}

/// Whether something is the release that is asked for.
fn is_itself(subject: Subject<'_>, dimension: Dimension, value: &Value) -> bool {
    match (subject, value) {
        (Subject::Item(item), Value::Item(release)) => {
            dimension == Dimension::Release && item.id == *release
        }
        _ => false,
    }
}

/// What something says of a custom field.
fn own_field(subject: Subject<'_>, field: FieldId) -> Option<&FieldValue> {
    let of = |one: &&CustomField| one.field == field;
    subject.extras().custom.iter().find(of).map(|one| &one.value)
}

/// Whether an item lies, with a day at least, between two moments.
pub(super) fn overlaps(days: (Date, Date), from: Option<Moment>, to: Option<Moment>) -> bool {
    from.is_none_or(|from| days.1 >= from.date()) && to.is_none_or(|to| days.0 <= to.last_day())
}
