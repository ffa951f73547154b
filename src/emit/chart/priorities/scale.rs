//! A scale between round numbers: in equal steps, or in steps of 1, 2, 5, 10 where the greatest is many times the least. Integers only:
//! between two stops it is straight.

/// So many times the least the greatest may be for equal steps.
const ALIKE: i64 = 12;
/// How many equal steps there are: half of them lie on each side of the middle.
const STEPS: i64 = 4;

/// Where the stops of an axis are: an odd number of them, so that one is in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The stops, rising, each so many times the unit.
    pub stops: Vec<i64>,
    unit: i64,
}

impl Scale {
    /// The scale that holds these amounts, in round numbers of a unit.
    pub fn of(amounts: &[i64], unit: i64) -> Self {
        let unit = unit.max(1);
        let most = amounts.iter().copied().max().unwrap_or(0).max(1);
        let least = amounts.iter().copied().min().unwrap_or(0);
        let whole = |amount: i64| amount.saturating_add(unit - 1).div_euclid(unit);
        let is_wide = least > 0 && most / least > ALIKE;
        let stops = if is_wide {
            rising(least / unit, whole(most))
        } else {
            even(least.div_euclid(unit), whole(most))
        };
        Self { stops, unit }
    }

    /// Where an amount lies, of so much from the least to the greatest.
    pub fn place(&self, amount: i64, length: i64) -> i64 {
        let pairs = self.stops.iter().zip(self.stops.iter().skip(1));
        let steps = i128::try_from(self.stops.len().saturating_sub(1)).unwrap_or(1).max(1);
        let (mut before, length) = (0_i128, i128::from(length));
        for (from, to) in pairs {
            let (from, to) = (i128::from(*from), i128::from(*to));
            let (amount, unit) = (i128::from(amount), i128::from(self.unit));
            if amount <= to * unit {
                let part = (amount - from * unit).max(0) * length / ((to - from) * unit).max(1);
                return i64::try_from((before * length + part) / steps).unwrap_or(0);
            }
            before += 1;
        }
        i64::try_from(length).unwrap_or(0)
    }
}

/// Equal steps of a round length, from nothing, or from below it where the least is.
fn even(least: i64, most: i64) -> Vec<i64> {
    let first = |step: i64| least.min(0).div_euclid(step);
    let end = |step: i64| step.saturating_mul(first(step).saturating_add(STEPS));
    // 3 too: what is rated from 1 to 10 fills the plot so.
    let mut steps = round_numbers(&[1, 2, 3, 5]);
    let step = steps.find(|step| end(*step) >= most).unwrap_or(i64::MAX / STEPS);
    (0..=STEPS).map(|count| step.saturating_mul(first(step).saturating_add(count))).collect()
}

/// Round numbers from below the least to above the greatest.
fn rising(least: i64, most: i64) -> Vec<i64> {
    let mut stops: Vec<i64> = Vec::new();
    for number in round_numbers(&[1, 2, 5]) {
        if number <= least {
            stops.clear();
        }
        stops.push(number);
        // As many stops on each side of the one in the middle.
        if number >= most && stops.len() % 2 == 1 && stops.len() > 1 {
            break;
        }
    }
    stops
}

/// 1, 2, 5, 10, 20 …
fn round_numbers(digits: &'static [i64]) -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(1_i64), |power| power.checked_mul(10));
    powers.flat_map(|power| digits.iter().filter_map(move |&step| power.checked_mul(step)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_has_equal_steps() {
        let scale = Scale::of(&[2, 8, 5], 1);
        assert_eq!(scale.stops, [0, 2, 4, 6, 8]);
        assert_eq!(Scale::of(&[1, 9], 1).stops, [0, 3, 6, 9, 12]);
        assert_eq!([0, 4, 8, 99].map(|amount| scale.place(amount, 100)), [0, 50, 100, 100]);
    }

    #[test]
    fn what_is_worth_less_than_nothing_lies_below_it() {
        let scale = Scale::of(&[-3, 7, -6], 1);
        assert_eq!(scale.stops, [-10, -5, 0, 5, 10]);
        assert_eq!([-10, -6, 0, 10].map(|amount| scale.place(amount, 100)), [0, 20, 50, 100]);
        assert_eq!(Scale::of(&[-1, 13], 1).stops, [-5, 0, 5, 10, 15]);
    }

    #[test]
    fn what_is_far_apart_has_rising_steps() {
        let scale = Scale::of(&[30, 4000], 1);
        assert_eq!(scale.stops, [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]);
        assert_eq!(scale.place(500, 800), 400);
        let places: Vec<_> = (0..6000).map(|amount| scale.place(amount, 800)).collect();
        assert!(places.is_sorted());
    }

    #[test]
    fn an_amount_is_counted_in_its_unit() {
        let scale = Scale::of(&[5 * 480, 40 * 480], 480);
        assert_eq!(scale.stops, [0, 10, 20, 30, 40].map(|days| if days == 30 { 30 } else { days }));
        assert_eq!(scale.place(20 * 480, 100), 50);
    }

    #[test]
    fn nothing_and_too_much_have_a_scale_too() {
        assert_eq!(Scale::of(&[], 1).stops.len(), 5);
        assert!(Scale::of(&[i64::MAX, 1], 1).stops.is_sorted());
        assert!(Scale::of(&[i64::MAX], 1).stops.is_sorted());
        assert_eq!(Scale::of(&[0, -5], 1).place(-7, 100), 0);
    }
}
