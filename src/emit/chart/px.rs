//! Lengths of a picture.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// A length in tenths of a pixel: finer than the eye, and an integer, so that a picture is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Px(pub i64);

impl Px {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// So many whole pixels.
    pub const fn whole(pixels: i64) -> Self {
        Self(pixels.saturating_mul(10))
    }

    /// This many times as long.
    pub const fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// Half of it.
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }

    /// As many times as there are rows or lanes.
    pub fn times_count(self, count: usize) -> Self {
        self.times(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Rounded up to whole pixels, where a line is sharpest.
    pub const fn ceil(self) -> Self {
        Self(self.0.saturating_add(9).div_euclid(10) * 10)
    }

    /// Without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Px {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Px {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Px {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Px {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Px {
    /// As SVG wants it: `12`, `12.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A chart is mostly numbers, and the machinery of `write!` would cost more than the digits.
        let mut digits = [0_u8; 24];
        let mut left = digits.len();
        let mut put = |digit: u8| {
            left -= 1;
            if let Some(place) = digits.get_mut(left) {
                *place = digit;
            }
        };
        let tenths = self.0.unsigned_abs();
        let digit = |value: u64| b'0' + u8::try_from(value % 10).unwrap_or(0);
        if !tenths.is_multiple_of(10) {
            put(digit(tenths));
            put(b'.');
        }
        let mut whole = tenths / 10;
        loop {
            put(digit(whole));
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if self.0 < 0 {
            put(b'-');
        }
        let written = digits.get(left..).and_then(|digits| std::str::from_utf8(digits).ok());
        formatter.write_str(written.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_with_no_more_digits_than_it_needs() {
        let written = [Px(0), Px(120), Px(125), Px(-5), Px(-20)].map(|px| px.to_string());
        assert_eq!(written, ["0", "12", "12.5", "-0.5", "-2"]);
        assert_eq!(Px(i64::MIN).to_string(), "-922337203685477580.8");
    }
}
