//! Numbers that look random and are the same on every machine: one after the other for a search, and for a simulation in every
//! order, each a function of the seed, the run, and what it is drawn for.

/// Xorshift with a multiplier (Vigna, *An experimental exploration of Marsaglia's xorshift generators, scrambled*, 2016),
/// always from the same seed.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
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
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        (((self.next() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// A number from `low` up to `high`, included.
    #[inline]
    pub(crate) fn within(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// In so many of a hundred cases.
    #[inline]
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// The step of `SplitMix64`: the golden ratio in 64 bits, odd.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The output function of `SplitMix64` (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
const fn mixed(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The random numbers of one run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stream(u64);

impl Stream {
    pub(crate) const fn of_run(seed: u64, run: u64) -> Self {
        let seeded = mixed(seed.wrapping_add(STEP));
        Self(mixed(seeded.wrapping_add(run.wrapping_add(1).wrapping_mul(STEP))))
    }

    /// The number that is drawn for a key.
    pub(crate) const fn draw(self, key: Key) -> u64 {
        mixed(self.0.wrapping_add(key.0))
    }
}

/// What a number is drawn for. It comes from a name, so that an item more or less leaves the draws of all others as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64);

impl Key {
    /// The key of a name (FNV-1a by Fowler, Noll and Vo, then mixed).
    pub(crate) fn of(name: &str) -> Self {
        let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        Self(mixed(hash))
    }

    /// The key of something else of the same name.
    pub(crate) const fn and(self, number: u64) -> Self {
        Self(mixed(self.0.wrapping_add(number.wrapping_add(1).wrapping_mul(STEP))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_splitmix64() {
        // The first numbers of the reference implementation for the seed 1234567.
        let drawn =
            [1, 2, 3].map(|step: u64| mixed(1_234_567_u64.wrapping_add(step.wrapping_mul(STEP))));
        let expected =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(drawn, expected);
    }

    #[test]
    fn every_bit_is_set_half_of_the_time() {
        let key = Key::of("build.api");
        for bit in 0..64 {
            let set = (0..4096).filter(|run| Stream::of_run(7, *run).draw(key) >> bit & 1 == 1);
            let count = set.count();
            assert!((1900..2200).contains(&count), "bit {bit}: {count}");
        }
    }
}
