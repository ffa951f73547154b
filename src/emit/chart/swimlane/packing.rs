//! Stretches side by side in as few rows as possible.

use super::super::Px;

/// From left to right.
pub type Stretch = (Px, Px);

/// The row of each stretch, in the order in which they are given: the first in which it has room. Given by their left edges no
/// way takes fewer rows.
pub fn rows(stretches: &[Stretch], gap: Px) -> Vec<usize> {
    let mut ends: Vec<Px> = Vec::new();
    let row = |(left, right): &Stretch| {
        let free = ends.iter().position(|end| *end + gap <= *left);
        let row = free.unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = *right,
            None => ends.push(*right),
        }
        row
    };
    stretches.iter().map(row).collect()
}

/// Which of these stretches have room in so many rows, where those that come first are put first.
pub fn kept(stretches: &[Stretch], count: usize, gap: Px) -> Vec<bool> {
    let mut rows: Vec<Vec<Stretch>> = vec![Vec::new(); count];
    let keep = |(left, right): &Stretch| {
        let is_free = |row: &&mut Vec<Stretch>| {
            row.iter().all(|(from, to)| *to + gap <= *left || *right + gap <= *from)
        };
        let row = rows.iter_mut().find(is_free);
        row.map(|row| row.push((*left, *right))).is_some()
    };
    stretches.iter().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn px(stretches: &[(i64, i64)]) -> Vec<Stretch> {
        stretches.iter().map(|(left, right)| (Px::whole(*left), Px::whole(*right))).collect()
    }

    #[test]
    fn what_does_not_meet_shares_a_row() {
        let all = px(&[(0, 10), (5, 20), (12, 30), (22, 40), (41, 50)]);
        assert_eq!(rows(&all, Px::whole(2)), [0, 1, 0, 1, 0]);
    }

    #[test]
    fn what_matters_most_is_kept() {
        let all = px(&[(0, 10), (5, 20), (12, 30), (40, 50)]);
        assert_eq!(kept(&all, 1, Px::whole(2)), [true, false, true, true]);
        assert_eq!(kept(&all, 0, Px::whole(2)), [false; 4]);
    }
}
