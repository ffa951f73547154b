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

impl Px {
    /// As SVG wants it: `12`, `12.5`. A chart is mostly numbers, and the machinery of `write!` would cost more than the digits.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_to(self, out: &mut impl fmt::Write) -> fmt::Result {
        if (-9..0).contains(&self.0) {
            out.write_char('-')?;
        }
        out.write_str(itoa::Buffer::new().format(self.0 / 10))?;
        match (self.0 % 10).unsigned_abs() {
            0 => Ok(()),
            tenth => {
                out.write_char('.')?;
                out.write_char(char::from_digit(tenth.try_into().unwrap_or(0), 10).unwrap_or('0'))
            }
        }
    }
}

impl fmt::Display for Px {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(formatter)
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
