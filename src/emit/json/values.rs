//! How single values are written.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use crate::model::{Decimal, ItemWalker, Money, ResourceWalker, Share};
use crate::time::Date;

/// A day: `"2026-03-02"`.
#[derive(Clone, Copy)]
pub(super) struct Day(pub(super) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let (year, month, day) = self.0.year_month_day();
        let year = year.unsigned_abs();
        let digit =
            |number: u16, place: u16| b'0' + u8::try_from(number / place % 10).unwrap_or_default();
        let (month, day) = (u16::from(month.unsigned_abs()), u16::from(day.unsigned_abs()));
        let text = [
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ];
        out.serialize_str(str::from_utf8(&text).unwrap_or_default())
    }
}

/// A number of thousandths: `3.5`, and `12` where it is whole.
#[derive(Clone, Copy)]
pub(super) struct Thousandths(pub(super) i64);

impl From<Decimal> for Thousandths {
    fn from(decimal: Decimal) -> Self {
        Self(decimal.0)
    }
}

impl From<Money> for Thousandths {
    fn from(money: Money) -> Self {
        Self(money.0)
    }
}

impl From<Share> for Thousandths {
    fn from(share: Share) -> Self {
        Self(share.0)
    }
}

impl Thousandths {
    /// A share in percent.
    pub(super) const fn percent(share: Share) -> Self {
        Self(share.0.saturating_mul(100))
    }
}

impl Serialize for Thousandths {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1000 == 0 {
            return out.serialize_i64(self.0 / 1000);
        }
        // The nearest double is written by its shortest digits, which are these three decimals.
        #[allow(clippy::cast_precision_loss)]
        out.serialize_f64(self.0 as f64 / 1000.0)
    }
}

/// An item's path: `"checkout.api"`.
#[derive(Clone, Copy)]
pub(super) struct Path<'m>(pub(super) ItemWalker<'m>);

impl Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.parent(), &self.0.data().namespace) {
            (Some(parent), _) => write!(out, "{}.", Self(parent))?,
            (None, Some(namespace)) => out.write_str(namespace)?,
            (None, None) => {}
        }
        out.write_str(self.0.name())
    }
}

impl Serialize for Path<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

/// A team's, person's or resource's path: `"platform.ana"`.
#[derive(Clone, Copy)]
pub(super) struct ResourcePath<'m>(pub(super) ResourceWalker<'m>);

impl Display for ResourcePath<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(team) = self.0.team() {
            write!(out, "{}.", team.name())?;
        }
        out.write_str(self.0.name())
    }
}

impl Serialize for ResourcePath<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

/// Something that stands inside an item, by its path: `"checkout.late-vendor"`.
#[derive(Clone, Copy)]
pub(super) struct Inside<'m>(pub(super) Option<ItemWalker<'m>>, pub(super) &'m str);

impl Display for Inside<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(item) = self.0 {
            write!(out, "{}.", Path(item))?;
        }
        out.write_str(self.1)
    }
}

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl Serialize) -> String {
        serde_json::to_string(&value).unwrap()
    }

    #[test]
    fn days_are_iso() {
        assert_eq!(text(Day(Date::new(2026, 3, 2).unwrap())), "\"2026-03-02\"");
        assert_eq!(text(Day(Date::new(1, 12, 31).unwrap())), "\"0001-12-31\"");
        assert_eq!(text(Day(Date::new(9999, 10, 20).unwrap())), "\"9999-10-20\"");
    }

    #[test]
    fn thousandths_keep_their_decimals() {
        assert_eq!(text(Thousandths(3500)), "3.5");
        assert_eq!(text(Thousandths(-1)), "-0.001");
        assert_eq!(text(Thousandths(12_000)), "12");
        assert_eq!(text(Thousandths(89_999_999_999_991)), "89999999999.991");
        assert_eq!(text(Thousandths::percent(Share(455))), "45.5");
    }
}
