//! A colour of a screen, and how it is told from another.

use std::fmt;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb([u8; 3]);

impl Rgb {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// As style sheets write it: `0x0b5fff`.
    pub const fn hex(code: u32) -> Self {
        let [_, red, green, blue] = code.to_be_bytes();
        Self([red, green, blue])
    }

    /// The digits of how style sheets write it: `0b5fff`.
    pub(in crate::emit::chart) fn digits(self) -> impl Iterator<Item = char> {
        let halves = self.0.into_iter().flat_map(|part| [part >> 4, part & 15]);
        halves.filter_map(|half| char::from_digit(half.into(), 16))
    }

    /// Red, green and blue, from 0 to 255.
    pub const fn parts(self) -> [u8; 3] {
        self.0
    }

    /// Red, green and blue, from 0 to 255.
    pub const fn of(parts: [u8; 3]) -> Self {
        Self(parts)
    }

    /// So many parts of `whole` of it are the other.
    pub(super) fn mixed(self, other: Self, part: u16, whole: u16) -> Self {
        let mix = |(one, other): (u8, u8)| {
            let sum = u32::from(one) * u32::from(whole.saturating_sub(part))
                + u32::from(other) * u32::from(part);
            u8::try_from(sum / u32::from(whole.max(1))).unwrap_or(u8::MAX)
        };
        let [red, green, blue] = self.0;
        let [to_red, to_green, to_blue] = other.0;
        Self([mix((red, to_red)), mix((green, to_green)), mix((blue, to_blue))])
    }

    /// How bright it is, from 0 to 1: relative luminance (WCAG 2.2), all that is left of it in greyscale.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How well one is read on the other, from 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// As light adds up.
    pub(super) fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let value = f64::from(part) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}
