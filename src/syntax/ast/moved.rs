//! Moves what was read to where the same text stands now.

use super::{
    Amount, Assignee, Attribute, CustomValue, Declaration, Extent, FieldType, LetValue, Measured,
    OffDays, Offset, Point, PointBase, PointRange, TimeAmount, Value,
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
        name.move_by(by);
        title.move_by(by);
    }
}

impl Move for Attribute {
    fn move_by(&mut self, by: u32) {
        self.span.move_by(by);
        self.value.move_by(by);
    }
}

impl Move for Value {
    fn move_by(&mut self, by: u32) {
        match self {
            Self::Estimate(_, extent) => extent.move_by(by),
            Self::Word { word, arguments } => {
                word.move_by(by);
                arguments.move_by(by);
            }
            Self::After(points) | Self::EndsAfter(points) => points.move_by(by),
            Self::Before(names) | Self::For(names) | Self::In(names) | Self::Severity(_, names) => {
                names.move_by(by);
            }
            Self::Within { limit, is_elapsed: _, after } => {
                limit.move_by(by);
                after.move_by(by);
            }
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
            Self::Link { title, address } => {
                title.move_by(by);
                address.move_by(by);
            }
            Self::Custom { name, value } => {
                name.move_by(by);
                value.move_by(by);
            }
            Self::Away(range, text) | Self::Open(range, _, text) => {
                range.move_by(by);
                text.move_by(by);
            }
            Self::Off(days, text) => {
                days.move_by(by);
                text.move_by(by);
            }
            Self::Measure(measured) => measured.move_by(by),
            Self::TimeImpact(extent, item) => {
                extent.move_by(by);
                item.move_by(by);
            }
            Self::MoneyImpact(best, worst) => {
                best.move_by(by);
                worst.move_by(by);
            }
            Self::Mitigation(text, item) => {
                text.move_by(by);
                item.move_by(by);
            }
            Self::Status { date, health, item } => {
                date.move_by(by);
                health.move_by(by);
                item.move_by(by);
            }
            Self::FieldType(FieldType::OneOf(choices)) => choices.move_by(by),
            Self::Let(LetValue::Point(point)) => point.move_by(by),
            Self::Flag(_)
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
