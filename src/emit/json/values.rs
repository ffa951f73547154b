//! How single values are written.

use super::writer::{Value, Writer};
use crate::model::{Decimal, Health, Money, ResourceWalker, Share};
use crate::schedule::Clock;
use crate::time::{Date, Minutes, Moment};

impl Value for &str {
    fn write(self, out: &mut Writer<'_>) {
        out.string(self);
    }
}

impl Value for &Box<str> {
    fn write(self, out: &mut Writer<'_>) {
        out.string(self);
    }
}

/// A word of this format: it needs no escapes.
#[derive(Clone, Copy)]
pub(super) struct Word(pub(super) &'static str);

impl Value for Word {
    fn write(self, out: &mut Writer<'_>) {
        out.quoted(|out| out.raw(self.0));
    }
}

impl Value for i64 {
    fn write(self, out: &mut Writer<'_>) {
        out.integer(self);
    }
}

impl Value for usize {
    fn write(self, out: &mut Writer<'_>) {
        out.integer(i64::try_from(self).unwrap_or(i64::MAX));
    }
}

impl Value for bool {
    fn write(self, out: &mut Writer<'_>) {
        out.raw(if self { "true" } else { "false" });
    }
}

impl Value for Date {
    fn write(self, out: &mut Writer<'_>) {
        out.day(self);
    }
}

impl Value for Minutes {
    fn write(self, out: &mut Writer<'_>) {
        out.integer(self.0);
    }
}

/// A minute of a day: `13:00`.
#[derive(Clone, Copy)]
pub(super) struct Time(u16);

impl Value for Time {
    fn write(self, out: &mut Writer<'_>) {
        let pair = |out: &mut Writer<'_>, number: u16| {
            out.integer(i64::from(number / 10));
            out.integer(i64::from(number % 10));
        };
        out.quoted(|out| {
            pair(out, self.0 / 60);
            out.raw(":");
            pair(out, self.0 % 60);
        });
    }
}

/// The time of a moment, where its day alone would not say it.
pub(super) fn time(moment: Moment, clock: &Clock<'_>) -> Option<Time> {
    time_of_day(moment).filter(|_| clock.has_hour_of_its_own(moment))
}

/// The time of day of a moment, if it is not a midnight.
pub(super) fn time_of_day(moment: Moment) -> Option<Time> {
    (moment.minute_of_day() > 0).then(|| Time(moment.minute_of_day()))
}

impl Value for Health {
    fn write(self, out: &mut Writer<'_>) {
        Word(self.word()).write(out);
    }
}

impl Value for Decimal {
    fn write(self, out: &mut Writer<'_>) {
        thousandths(out, self.0);
    }
}

impl Value for Money {
    fn write(self, out: &mut Writer<'_>) {
        thousandths(out, self.0);
    }
}

impl Value for Share {
    fn write(self, out: &mut Writer<'_>) {
        thousandths(out, self.0);
    }
}

/// A share in percent.
#[derive(Clone, Copy)]
pub(super) struct Percent(pub(super) Share);

impl Value for Percent {
    fn write(self, out: &mut Writer<'_>) {
        thousandths(out, self.0.0.saturating_mul(100));
    }
}

/// `3.5`, and `12` where it is whole: digits of an integer, so that none is lost.
fn thousandths(out: &mut Writer<'_>, number: i64) {
    let (whole, rest) = (number / 1000, number % 1000);
    if number < 0 && whole == 0 {
        out.raw("-");
    }
    out.integer(whole);
    if rest != 0 {
        let digits = [rest / 100, rest / 10 % 10, rest % 10].map(i64::abs);
        let last = digits.iter().rposition(|digit| *digit != 0).unwrap_or_default();
        out.raw(".");
        digits.iter().take(last + 1).for_each(|digit| out.integer(*digit));
    }
}

/// An item's path as it stands within quotes: `checkout.api`.
#[derive(Clone, Copy)]
pub(super) struct Path<'p>(pub(super) &'p [u8]);

impl Value for Path<'_> {
    fn write(self, out: &mut Writer<'_>) {
        out.quoted(|out| out.bytes(self.0));
    }
}

/// A team's, person's or resource's path: `"platform.ana"`.
#[derive(Clone, Copy)]
pub(super) struct ResourcePath<'m>(pub(super) ResourceWalker<'m>);

impl Value for ResourcePath<'_> {
    fn write(self, out: &mut Writer<'_>) {
        out.quoted(|out| {
            if let Some(team) = self.0.team() {
                out.fragment(team.name());
                out.raw(".");
            }
            out.fragment(self.0.name());
        });
    }
}

/// Something that stands inside an item, by its path: `"checkout.late-vendor"`.
#[derive(Clone, Copy)]
pub(super) struct Inside<'m>(pub(super) Option<Path<'m>>, pub(super) &'m str);

impl Value for Inside<'_> {
    fn write(self, out: &mut Writer<'_>) {
        out.quoted(|out| {
            if let Some(item) = self.0 {
                out.bytes(item.0);
                out.raw(".");
            }
            out.fragment(self.1);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl Value) -> String {
        let mut text = Vec::new();
        let mut out = Writer::new(&mut text);
        value.write(&mut out);
        out.finish().unwrap();
        String::from_utf8(text).unwrap().trim_end().to_owned()
    }

    #[test]
    fn thousandths_keep_their_decimals() {
        assert_eq!(text(Decimal(3500)), "3.5");
        assert_eq!(text(Decimal(-1)), "-0.001");
        assert_eq!(text(Decimal(-3500)), "-3.5");
        assert_eq!(text(Decimal(12_000)), "12");
        assert_eq!(text(Decimal(i64::MIN)), "-9223372036854775.808");
        assert_eq!(text(Percent(Share(455))), "45.5");
    }
}
