//! Moves what was read to where the same text stands now.

use super::{
    Amount, Asked, Assignee, Attribute, Colour, Columns, Comparand, Condition, Criterion,
    CustomValue, Declaration, Dimension, Extent, FieldType, LetValue, Measured, Occasion, OffDays,
    Offset, Point, PointBase, PointRange, SortKey, Subject, Test, TimeAmount, Value, Weight, When,
};
use crate::text::{Span, Spanned};

/// What has places in it.
pub(in crate::syntax) trait Move {
    /// Moves each place by so many bytes; wrapping round is moving back.
    fn move_by(&mut self, by: u32);
}

impl Move for Span {
    fn move_by(&mut self, by: u32) {
        self.start = self.start.wrapping_add(by);
        self.end = self.end.wrapping_add(by);
    }
}

impl<T> Move for Spanned<T> {
    fn move_by(&mut self, by: u32) {
        self.span.move_by(by);
    }
}

impl<A: Move + ?Sized, B: Move + ?Sized> Move for (&mut A, &mut B) {
    fn move_by(&mut self, by: u32) {
        self.0.move_by(by);
        self.1.move_by(by);
    }
}

impl<T: Move> Move for Option<T> {
    fn move_by(&mut self, by: u32) {
        if let Some(one) = self {
            one.move_by(by);
        }
    }
}

impl<T: Move> Move for Box<[T]> {
    fn move_by(&mut self, by: u32) {
        for one in self {
            one.move_by(by);
        }
    }
}

impl Move for Declaration {
    fn move_by(&mut self, by: u32) {
        let Self { kind: _, keyword, name, title, head, extent, parent: _, attributes: _ } = self;
        for place in [keyword, head, extent] {
            place.move_by(by);
        }
        (name, title).move_by(by);
    }
}

impl Move for Attribute {
    fn move_by(&mut self, by: u32) {
        (&mut self.span, &mut self.value).move_by(by);
    }
}

impl Move for Value {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Estimate(_, extent) => extent.move_by(by),
            Self::Word { word, arguments } => (word, arguments).move_by(by),
            Self::After(points) | Self::EndsAfter(points) => points.move_by(by),
            Self::Before(names) | Self::For(names) | Self::In(names) | Self::Severity(_, names) => {
                names.move_by(by);
            }
            Self::Within { limit, is_elapsed: _, after } => (limit, after).move_by(by),
            Self::Date(_, point) => point.move_by(by),
            Self::During(range) => range.move_by(by),
            Self::Calendar(place)
            | Self::Extends(place)
            | Self::Owner(place)
            | Self::Tag(place)
            | Self::Text(_, place)
            | Self::Currency(place) => place.move_by(by),
            Self::Assign(all) => all.move_by(by),
            Self::Cost(amount) | Self::Budget(amount) | Self::Rate { amount, per: _ } => {
                amount.move_by(by);
            }
            Self::Link { title, address } => (title, address).move_by(by),
            Self::Custom { name, value } => (name, value).move_by(by),
            Self::Away(range, text) | Self::Open(range, _, text) => {
                (&mut **range, text).move_by(by);
            }
            Self::Off(days, text) => (days, text).move_by(by),
            Self::Measure(measured) => measured.move_by(by),
            Self::TimeImpact(extent, item) => (extent, item).move_by(by),
            Self::MoneyImpact(best, worst) => (best, worst).move_by(by),
            Self::Mitigation(text, item) => (text, item).move_by(by),
            Self::Status { date, health, item } => {
                date.move_by(by);
                health.move_by(by);
                item.move_by(by);
            }
            Self::FieldType(FieldType::OneOf(choices)) => choices.move_by(by),
            Self::Let(LetValue::Point(point)) => point.move_by(by),
            Self::Where(condition) => condition.move_by(by),
            Self::Group(dimension) | Self::Colour(dimension) => dimension.move_by(by),
            Self::Sort(sort) => sort.by.move_by(by),
            Self::Columns(columns) => columns.move_by(by),
            Self::Rank(ranking) => ranking.weights.move_by(by),
            Self::Parts(_, parts) => parts.move_by(by),
            Self::Colours(_, colours) => colours.move_by(by),
            Self::Flag(_)
            | Self::Chart(_)
            | Self::Count(..)
            | Self::Page(_)
            | Self::Audience(_)
            | Self::Percent(_)
            | Self::Priority(_)
            | Self::Horizon(_)
            | Self::Score(_)
            | Self::Level(_)
            | Self::Capacity(_)
            | Self::Work(..)
            | Self::Day(_)
            | Self::Probability(_)
            | Self::FieldType(
                FieldType::Text | FieldType::Number | FieldType::Date | FieldType::Flag,
            )
            | Self::Every(_)
            | Self::Let(LetValue::Duration(_) | LetValue::Amount(_) | LetValue::Percent(_))
            | Self::Broken(_) => {}
        }
    }
}

impl Move for Point {
    fn move_by(&mut self, by: u32) {
        let Self { base, base_span, offset } = self;
        match base {
            PointBase::Date(_) | PointBase::Today | PointBase::Name => {}
        }
        base_span.move_by(by);
        offset.move_by(by);
    }
}

impl Move for Offset {
    fn move_by(&mut self, by: u32) {
        self.amount.move_by(by);
        self.span.move_by(by);
    }
}

impl Move for PointRange {
    fn move_by(&mut self, by: u32) {
        self.first.move_by(by);
        self.last.move_by(by);
    }
}

impl Move for TimeAmount {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Literal(_) => {}
            Self::Name(name) => name.move_by(by),
        }
    }
}

impl Move for Amount {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Literal(_) => {}
            Self::Name(name) => name.move_by(by),
        }
    }
}

impl Move for Extent {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::One(amount) => amount.move_by(by),
            Self::Two(_) | Self::Three(_) => {}
        }
    }
}

impl Move for Assignee {
    fn move_by(&mut self, by: u32) {
        self.name.move_by(by);
        self.span.move_by(by);
    }
}

impl Move for Measured {
    fn move_by(&mut self, by: u32) {
        let Self { from, to, now } = self;
        for level in [from, to, now] {
            level.move_by(by);
        }
    }
}

impl Move for OffDays {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Dates(range) => range.move_by(by),
            Self::Name(name) => name.move_by(by),
            Self::EveryYear { .. } | Self::EveryWeek(_) => {}
        }
    }
}

impl Move for CustomValue {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Text(place) | Self::Word(place) => place.move_by(by),
            Self::Date(point) => point.move_by(by),
            Self::Number(_) => {}
        }
    }
}

impl Move for Dimension<Span> {
    fn move_by(&mut self, by: u32) {
        if let Self::Field(name) = self {
            name.move_by(by);
        }
    }
}

impl Move for SortKey<Span> {
    fn move_by(&mut self, by: u32) {
        if let Self::By(dimension) = self {
            dimension.move_by(by);
        }
    }
}

impl Move for Weight<Span> {
    fn move_by(&mut self, by: u32) {
        if let Criterion::Field(name) = &mut self.of {
            name.move_by(by);
        }
    }
}

impl Move for Columns<Span> {
    fn move_by(&mut self, by: u32) {
        if let Self::Cadence(name) = self {
            name.move_by(by);
        }
    }
}

impl Move for Colour {
    fn move_by(&mut self, by: u32) {
        self.span.move_by(by);
    }
}

impl Move for Condition {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Is(test) => test.move_by(by),
            Self::Not(inner) => inner.move_by(by),
            Self::All(all) | Self::Any(all) => all.move_by(by),
        }
    }
}

impl Move for Test {
    fn move_by(&mut self, by: u32) {
        self.span.move_by(by);
        match &mut self.asked {
            Asked::Tag(name) | Asked::Related(_, name) => name.move_by(by),
            Asked::Has(_, dimension) => dimension.move_by(by),
            Asked::Compared(subject, _, comparand) => {
                if let Subject::Field(name) = subject {
                    name.move_by(by);
                }
                comparand.move_by(by);
            }
            Asked::Dated(occasion, when) => {
                if let Occasion::Field(name) = occasion {
                    name.move_by(by);
                }
                match &mut **when {
                    When::Before(point) | When::After(point) => point.move_by(by),
                    When::In(range) => range.move_by(by),
                }
            }
            Asked::Kind(_)
            | Asked::State(_)
            | Asked::Health(_)
            | Asked::Critical
            | Asked::Blocked
            | Asked::Horizon(_) => {}
        }
    }
}

impl Move for Comparand {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Text(place) | Self::Word(place) => place.move_by(by),
            Self::Date(point) => point.move_by(by),
            Self::Number(_) | Self::Share(_) | Self::Duration(_) => {}
        }
    }
}
