//! The shapes of ranges: where between best and worst an amount lies, by its probability.
//!
//! A shape is its quantile function, tabulated and interpolated in integers: no logarithm and no power of a floating point
//! number, whose last bits differ from machine to machine, has a say in a date.

/// Steps of the table of a quantile function.
const STEPS: u64 = 1 << STEP_BITS;
const STEP_BITS: u32 = 10;
/// The first and the last step, in which an amount may go far, have so many steps of their own.
const TAIL_STEPS: u64 = 1 << TAIL_BITS;
const TAIL_BITS: u32 = 6;
/// Cells of the integral, each with a point in its middle.
const CELLS: usize = 256;
/// Points of the integral but the last.
const POINTS: usize = 2 * CELLS;
/// One whole, in the fixed point of everything here.
const ONE: u64 = 1 << FRACTION;
const FRACTION: u32 = 31;
/// Fractional bits of the exponents of a density, which are at most 4.
const EXPONENT_FRACTION: u32 = 14;
const EXPONENT_BITS: usize = EXPONENT_FRACTION as usize + 3;

/// The quantile function of a shape.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// At equidistant probabilities from 0 to 1.
    quantiles: Box<[u32]>,
    /// Likewise within the first step, and within the last.
    lowest: Box<[u32]>,
    highest: Box<[u32]>,
}

impl Shape {
    /// Tabulates a quantile function of numerator and denominator of a probability.
    fn of(quantile: impl Fn(u64, u64) -> u64) -> Self {
        let narrow = |quantile: u64| u32::try_from(quantile).unwrap_or(u32::MAX);
        let table = |first: u64, steps: u64, whole: u64| {
            (first..=first + steps).map(|step| narrow(quantile(step, whole))).collect()
        };
        let whole = STEPS * TAIL_STEPS;
        Self {
            quantiles: table(0, STEPS, STEPS),
            lowest: table(0, TAIL_STEPS, whole),
            highest: table(whole - TAIL_STEPS, TAIL_STEPS, whole),
        }
    }

    /// The symmetric triangle: its distribution function is a parabola to either side, so that a root inverts it.
    pub(super) fn triangular() -> Self {
        let lower = |step: u64, whole: u64| {
            u64::try_from((u128::from(step) << (2 * FRACTION)).div_ceil(u128::from(2 * whole)))
                .unwrap_or(0)
                .isqrt()
        };
        Self::of(|step, whole| {
            if step * 2 <= whole { lower(step, whole) } else { ONE - lower(whole - step, whole) }
        })
    }

    /// Where an amount lies between best (0) and worst (2⁶³), by a random number.
    fn place(&self, random: u64) -> u64 {
        match random >> (64 - STEP_BITS) {
            0 => between(&self.lowest, TAIL_BITS, random << STEP_BITS),
            step if step == STEPS - 1 => between(&self.highest, TAIL_BITS, random << STEP_BITS),
            _ => between(&self.quantiles, STEP_BITS, random),
        }
    }

    /// The amount that a random number stands for, to the nearest minute (or thousandth of a coin).
    pub(super) fn amount(&self, best: i64, worst: i64, random: u64) -> i64 {
        let span = u128::from(worst.abs_diff(best));
        let above = (span * u128::from(self.place(random)) + (1 << 62)) >> 63;
        best.saturating_add(i64::try_from(above).unwrap_or(i64::MAX))
    }
}

/// A place in a table of so many bits, interpolated.
fn between(table: &[u32], bits: u32, random: u64) -> u64 {
    let step = usize::try_from(random >> (64 - bits)).unwrap_or(0);
    let within = random << bits >> 32;
    let at = |step: usize| table.get(step).map_or(0, |one| u64::from(*one));
    let (low, high) = (at(step), at(step + 1));
    (low << 32) + (high - low) * within
}

/// Makes beta-PERT shapes.
///
/// The density between 0 and 1 is xᵃ(1−x)ᵇ, a being four times the place of the likely amount and b = 4 − a. It is integrated
/// (Simpson) over u with x = u²(3−2u), in which it is smooth at both ends too.
#[derive(Clone, Debug)]
pub(super) struct Pert {
    /// The points x, raised to 2 to the power of −14 to 2.
    powers: Vec<[u64; EXPONENT_BITS]>,
}

impl Pert {
    pub(super) fn new() -> Self {
        let powers = (0..=POINTS).map(|point| {
            let mut powers = [0; EXPONENT_BITS];
            let x = smooth(ONE / POINTS as u64 * point as u64);
            let mut root = x;
            for power in powers.iter_mut().take(EXPONENT_FRACTION as usize + 1).rev() {
                *power = root;
                root = (root << FRACTION).isqrt();
            }
            let mut square = x;
            for power in powers.iter_mut().skip(EXPONENT_FRACTION as usize + 1) {
                square = product(square, square);
                *power = square;
            }
            powers
        });
        Self { powers: powers.collect() }
    }

    /// How much the likely amount weighs: the exponent a, in its fixed point.
    pub(super) fn exponent(best: i64, likely: i64, worst: i64) -> u32 {
        let span = u128::from(worst.abs_diff(best).max(1));
        let above = u128::from(likely.clamp(best, worst).abs_diff(best));
        let exponent = ((above << (EXPONENT_FRACTION + 2)) + span / 2) / span;
        u32::try_from(exponent).unwrap_or(0)
    }

    /// The shape of an exponent.
    pub(super) fn shape(&self, exponent: u32) -> Shape {
        let other = (4 << EXPONENT_FRACTION) - exponent;
        let density: Vec<u64> = (0..=POINTS)
            .map(|point| {
                let both = product(self.power(point, exponent), self.power(POINTS - point, other));
                both * (point * (POINTS - point)) as u64
            })
            .collect();
        let mut below = vec![0_u64];
        for cell in density.windows(3).step_by(2) {
            let [left, middle, right] = cell else { continue };
            below.push(below.last().unwrap_or(&0) + left + 4 * middle + right);
        }
        Shape::of(|step, whole| quantile(&density, &below, step, whole))
    }

    /// A point raised to an exponent: the product of its powers for each bit.
    fn power(&self, point: usize, exponent: u32) -> u64 {
        let powers = self.powers.get(point).into_iter().flatten();
        let bits = powers.enumerate().filter(|(bit, _)| exponent >> bit & 1 == 1);
        bits.fold(ONE, |sum, (_, power)| product(sum, *power))
    }
}

/// Where the integral of a density reaches a part of its whole.
fn quantile(density: &[u64], below: &[u64], step: u64, whole: u64) -> u64 {
    let total = below.last().copied().unwrap_or(0);
    let wanted = ratio(total, step, whole);
    let cell = below.partition_point(|sum| *sum <= wanted).saturating_sub(1).min(CELLS - 1);
    let at = |cell: usize| below.get(cell).copied().unwrap_or(total);
    let edge = |cell: usize| density.get(2 * cell).copied().unwrap_or(0);
    let part = ratio(ONE, wanted - at(cell), (at(cell + 1) - at(cell)).max(1)).min(ONE);
    let within = way(edge(cell), edge(cell + 1), part);
    smooth((cell as u64 * ONE + within) / CELLS as u64)
}

/// How far one has to go into a cell to have a part of what is in it, where its density goes in a straight line from edge to
/// edge: two steps of Newton's method.
fn way(left: u64, right: u64, part: u64) -> u64 {
    let signed = |number: u64| i128::from(number);
    let one = signed(ONE);
    let slant = signed(ratio(ONE, left, (left + right).max(1))) * 2 - one;
    let mut way = signed(part);
    for _ in 0..2 {
        // (1+s)·t − s·t², s being positive where the density falls.
        let found = (way * (one + slant) - way * way / one * slant) / one;
        let steep = (one + slant - 2 * slant * way / one).max(one / 64);
        way += (signed(part) - found) * one / steep;
    }
    u64::try_from(way.clamp(0, one)).unwrap_or(0)
}

/// u²(3−2u), which leaves 0 and reaches 1 level.
fn smooth(u: u64) -> u64 {
    product(product(u, u), 3 * ONE - 2 * u)
}

fn product(one: u64, other: u64) -> u64 {
    (one * other + ONE / 2) >> FRACTION
}

fn ratio(one: u64, other: u64, by: u64) -> u64 {
    let exact = u128::from(one) * u128::from(other) + u128::from(by / 2);
    u64::try_from(exact / u128::from(by)).unwrap_or(u64::MAX)
}
