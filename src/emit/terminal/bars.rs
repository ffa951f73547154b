//! Bars in halves of columns: what is done is a block, what is to come a line.

use super::axis::HALVES;
use super::line::{Strip, Tint};

/// How a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Work.
    Heavy,
    /// What holds other things.
    Light,
    /// Work of which nobody knows the end.
    Open,
}

/// A bar, in halves of columns from the left edge.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) weight: Weight,
    pub(super) start: i64,
    /// Up to where it is done.
    pub(super) done: i64,
    pub(super) end: i64,
    /// When it pauses.
    pub(super) pauses: Vec<(i64, i64)>,
}

/// What half a column shows of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Nothing,
    Done,
    ToCome,
    Pause,
}

impl Bar {
    /// Draws it, as far as it lies in the strip.
    pub(super) fn draw(&self, strip: &mut Strip, tint: Tint) {
        let columns = i64::try_from(strip.columns()).unwrap_or(i64::MAX);
        let first = self.start.div_euclid(HALVES).clamp(0, columns);
        let last = (self.end + 1).div_euclid(HALVES).clamp(0, columns);
        for column in first..last {
            let halves = (self.half(column * HALVES), self.half(column * HALVES + 1));
            let place = usize::try_from(column).unwrap_or(usize::MAX);
            if let Some(sign) = sign(self.weight, halves) {
                let is_pause = halves.0 == Half::Pause || halves.1 == Half::Pause;
                strip.put(place, sign, if is_pause && sign == '╌' { Tint::Faint } else { tint });
            }
        }
    }

    fn half(&self, at: i64) -> Half {
        let is_pause = |(from, to): &(i64, i64)| (*from..*to).contains(&at);
        if !(self.start..self.end).contains(&at) {
            Half::Nothing
        } else if self.pauses.iter().any(is_pause) {
            Half::Pause
        } else if at < self.done {
            Half::Done
        } else {
            Half::ToCome
        }
    }
}

/// The sign for what the two halves of a column show.
fn sign(weight: Weight, halves: (Half, Half)) -> Option<char> {
    use Half::{Done, Nothing, Pause, ToCome};
    // Done: all of it, its left half, its right half, its left half before what is to come; then all, left and right of that.
    let [done, done_left, done_right, change, to_come, left, right] = match weight {
        Weight::Heavy => ['█', '▌', '▐', '▌', '━', '╸', '╺'],
        Weight::Light => ['━', '╸', '╺', '╾', '─', '╴', '╶'],
        Weight::Open => ['█', '▌', '▐', '▌', '┅', '┅', '┅'],
    };
    Some(match halves {
        (Nothing, Nothing) => return None,
        (Nothing | Pause, Pause) | (Pause, Nothing) => '╌',
        (Done, Done) => done,
        (Done, ToCome) => change,
        (Done, Nothing | Pause) => done_left,
        (Nothing | Pause | ToCome, Done) => done_right,
        (ToCome, ToCome) => to_come,
        (ToCome, Nothing | Pause) => left,
        (Nothing | Pause, ToCome) => right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(weight: Weight, (start, done, end): (i64, i64, i64), pauses: &[(i64, i64)]) -> String {
        let mut strip = Strip::new(8);
        Bar { weight, start, done, end, pauses: pauses.to_vec() }.draw(&mut strip, Tint::Plain);
        strip.line().plain()
    }

    #[test]
    fn bars_are_told_in_halves() {
        assert_eq!(drawn(Weight::Heavy, (1, 6, 13), &[]), "▐██━━━╸ ");
        assert_eq!(drawn(Weight::Heavy, (1, 5, 12), &[]), "▐█▌━━━  ");
        assert_eq!(drawn(Weight::Light, (0, 5, 13), &[]), "━━╾───╴ ");
        assert_eq!(drawn(Weight::Open, (4, 4, 20), &[]), "  ┅┅┅┅┅┅");
        assert_eq!(drawn(Weight::Heavy, (0, 4, 14), &[(4, 9)]), "██╌╌╺━━ ");
    }

    #[test]
    fn what_lies_outside_is_not_drawn() {
        assert_eq!(drawn(Weight::Heavy, (-9, -5, 3), &[]), "━╸      ");
        assert_eq!(drawn(Weight::Heavy, (20, 22, 30), &[]), "        ");
    }
}
