//! Sets of numbers that count.

/// A set of numbers from zero on that tells of each how many smaller ones are in it: a number for each member, in two bits a
/// number instead of the 32 of a table, which for what is asked far and wide is the difference between a near cache and
/// memory. Jacobson, *Space-efficient static trees and graphs* (1989).
#[derive(Debug, Default)]
pub(crate) struct Ranks {
    words: Vec<Word>,
    count: u32,
}

/// Which of 64 numbers are in the set, and how many before them are.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    members: u64,
    before: u32,
}

impl Ranks {
    /// The set of those numbers at which it says `true`.
    pub(crate) fn of(is_in: impl Iterator<Item = bool>) -> Self {
        let mut ranks = Self::default();
        for (number, is_in) in is_in.enumerate() {
            if number % 64 == 0 {
                ranks.words.push(Word { members: 0, before: ranks.count });
            }
            if let Some(word) = ranks.words.last_mut().filter(|_| is_in) {
                word.members |= 1 << (number % 64);
                ranks.count += 1;
            }
        }
        ranks
    }

    /// How many numbers are in it.
    pub(crate) const fn count(&self) -> usize {
        self.count as usize
    }

    /// How many smaller numbers are in it, if this one is.
    pub(crate) fn rank(&self, number: usize) -> Option<u32> {
        let word = self.words.get(number / 64)?;
        let bit = 1_u64 << (number % 64);
        (word.members & bit != 0).then(|| word.before + (word.members & (bit - 1)).count_ones())
    }
}

#[cfg(test)]
mod tests {
    use super::Ranks;

    #[test]
    fn members_are_numbered_in_order() {
        let members = [0, 1, 5, 63, 64, 127, 128, 200];
        let ranks = Ranks::of((0..=200).map(|number| members.contains(&number)));
        assert_eq!(ranks.count(), members.len());
        for number in 0..=300 {
            let expected = members.iter().position(|member| *member == number);
            assert_eq!(ranks.rank(number).map(|rank| rank as usize), expected, "{number}");
        }
    }
}
