//! Numbers that look random and are the same everywhere.

/// Xorshift with a multiplier (Vigna, *An experimental exploration of Marsaglia's xorshift generators, scrambled*, 2016),
/// always from the same seed.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    #[inline]
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below a limit; 0 if the limit is.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // Of a number of 32 bits times another the upper 32 bits.
    pub(super) fn below(&mut self, limit: u32) -> u32 {
        (((self.next() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// A number from `low` up to `high`, included.
    #[inline]
    pub(super) fn within(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// In so many of a hundred cases.
    #[inline]
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}
