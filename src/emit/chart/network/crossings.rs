//! The order within layers: so that few edges cross.
//!
//! Layers are sorted in turn, forward and back, each by where the neighbours of its nodes stand: by their mean (Sugiyama and others,
//! 1981) and by their median (Eades and Wormald, 1994) alternately; then neighbours change places where fewer edges cross for it
//! (Gansner and others, 1993). The best order of all rounds is kept. Crossings are counted by a tree of sums (Barth, Jünger and
//! Mutzel, 2002).

use super::layers::Layers;
use super::table::{at, list, put};

/// Rounds forward and back; more gain next to nothing.
const ROUNDS: usize = 24;
/// So many rounds without a gain are enough.
const PATIENCE: usize = 6;
/// How often neighbours change places in a round.
const EXCHANGES: usize = 8;
/// More than this stands in a network that is laid out in the order in which it was written, rather than too late.
const MOST: usize = 200_000;

/// Puts the layers in an order with few crossings.
pub fn reduce(layers: &mut Layers) {
    if layers.layer.len() > MOST {
        return;
    }
    let mut best = (crossings(layers), layers.rows.clone());
    let mut patience = PATIENCE;
    for round in 0..ROUNDS {
        if best.0 == 0 || patience == 0 {
            break;
        }
        sweep(layers, round);
        exchange(layers);
        let count = crossings(layers);
        if count < best.0 {
            best = (count, layers.rows.clone());
            patience = PATIENCE;
        } else {
            patience -= 1;
        }
    }
    layers.rows = best.1;
}

/// How often edges cross.
pub fn crossings(layers: &Layers) -> usize {
    let places = layers.places();
    let pairs = layers.rows.iter().zip(layers.rows.iter().skip(1));
    pairs.map(|(row, next)| between(layers, &places, row, next.len())).sum()
}

/// How often the edges between a layer and the next, which is so long, cross.
fn between(layers: &Layers, places: &[usize], row: &[usize], next: usize) -> usize {
    let mut sums = vec![0_usize; next + 1];
    let (mut laid, mut count) = (0, 0);
    for one in row {
        let mut ends = placed(list(&layers.behind, *one), places);
        ends.sort_unstable();
        // Those that end farther on and were laid before are crossed.
        count += ends.iter().map(|end| laid - sum(&sums, *end + 1)).sum::<usize>();
        for end in ends {
            raise(&mut sums, end + 1);
            laid += 1;
        }
    }
    count
}

/// The sum of the first so many (Fenwick, 1994).
fn sum(sums: &[usize], upto: usize) -> usize {
    let mut node = upto;
    let mut sum = 0;
    while node > 0 {
        sum += at(sums, node);
        node &= node - 1;
    }
    sum
}

fn raise(sums: &mut [usize], from: usize) {
    let mut node = from;
    while node < sums.len() {
        let more = at(sums, node) + 1;
        put(sums, node, more);
        node += node & node.wrapping_neg();
    }
}

fn placed(all: &[usize], places: &[usize]) -> Vec<usize> {
    all.iter().map(|one| at(places, *one)).collect()
}

/// Sorts all layers once, forward or back.
fn sweep(layers: &mut Layers, round: usize) {
    let is_back = round % 2 == 1;
    let by_median = round / 2 % 2 == 1;
    let mut order: Vec<usize> = (0..layers.rows.len()).collect();
    if is_back {
        order.reverse();
    }
    let mut places = layers.places();
    for layer in order.into_iter().skip(1) {
        let neighbours = if is_back { &layers.behind } else { &layers.before };
        let Some(row) = layers.rows.get_mut(layer) else { continue };
        let key = |(place, one): (usize, &usize)| {
            let near = placed(list(neighbours, *one), &places);
            let aim = if by_median { median(near) } else { mean(&near) };
            // What has no neighbours there stays about where it is.
            (at(&layers.part, *one), aim.unwrap_or(place * SCALE), *one)
        };
        let mut keyed: Vec<_> = row.iter().enumerate().map(key).collect();
        // Equal keys keep their order in one round and change it in the next.
        if by_median {
            keyed.reverse();
        }
        keyed.sort_by_key(|(part, aim, _)| (*part, *aim));
        *row = keyed.into_iter().map(|(_, _, one)| one).collect();
        for (place, one) in row.iter().enumerate() {
            put(&mut places, *one, place);
        }
    }
}

/// A place is so many: means lie between places.
const SCALE: usize = 1 << 10;

fn mean(places: &[usize]) -> Option<usize> {
    (places.iter().sum::<usize>() * SCALE).checked_div(places.len())
}

fn median(mut places: Vec<usize>) -> Option<usize> {
    places.sort_unstable();
    let (low, high) = (places.len().checked_sub(1)? / 2, places.len() / 2);
    Some((at(&places, low) + at(&places, high)) * SCALE / 2)
}

/// Neighbours change places while fewer edges cross for it.
fn exchange(layers: &mut Layers) {
    let mut places = layers.places();
    for _ in 0..EXCHANGES {
        let mut has_gained = false;
        for layer in 0..layers.rows.len() {
            let length = layers.rows.get(layer).map_or(0, Vec::len);
            for place in 1..length {
                let Some(row) = layers.rows.get(layer) else { continue };
                let (one, other) = (at(row, place - 1), at(row, place));
                if at(&layers.part, one) != at(&layers.part, other) {
                    continue;
                }
                let mut gain = 0_i64;
                for neighbours in [&layers.before, &layers.behind] {
                    let near = placed(list(neighbours, one), &places);
                    gain += gained(&near, placed(list(neighbours, other), &places));
                }
                if gain > 0 {
                    if let Some(row) = layers.rows.get_mut(layer) {
                        row.swap(place - 1, place);
                    }
                    put(&mut places, one, place);
                    put(&mut places, other, place - 1);
                    has_gained = true;
                }
            }
        }
        if !has_gained {
            break;
        }
    }
}

/// How many pairs of edges cross less if the first of two, whose neighbours stand at these places, goes behind the second.
fn gained(first: &[usize], mut second: Vec<usize>) -> i64 {
    second.sort_unstable();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let gain = |one: &usize| {
        let before = second.partition_point(|other| other < one);
        let upto = second.partition_point(|other| other <= one);
        count(before) - count(second.len() - upto)
    };
    first.iter().map(gain).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of edges, looked at.
    fn counted(layers: &Layers) -> usize {
        let places = layers.places();
        let edges: Vec<_> = (0..layers.layer.len())
            .flat_map(|one| layers.behind[one].iter().map(move |to| (one, *to)))
            .map(|(from, to)| (layers.layer[from], places[from], places[to]))
            .collect();
        let crosses = |(a, b): (&(usize, usize, usize), &(usize, usize, usize))| {
            a.0 == b.0 && a.1 < b.1 && b.2 < a.2
        };
        edges
            .iter()
            .flat_map(|a| edges.iter().map(move |b| (a, b)))
            .filter(|of| crosses(*of))
            .count()
    }

    fn random(seed: u64, nodes: usize) -> Vec<(usize, usize)> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = |limit: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % limit.max(1) as u64).unwrap()
        };
        let mut edges = Vec::new();
        for to in 1..nodes {
            for _ in 0..below(3) {
                edges.push((below(to), to));
            }
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    #[test]
    fn the_gain_of_an_exchange_is_that_of_all_pairs() {
        for seed in 1..=100 {
            let (first, second): (Vec<_>, Vec<_>) = random(seed, 12).into_iter().unzip();
            let pairs =
                || first.iter().flat_map(|one| second.iter().map(move |other| (one, other)));
            let less = pairs().filter(|(one, other)| other < one).count();
            let more = pairs().filter(|(one, other)| one < other).count();
            let counted = i64::try_from(less).unwrap() - i64::try_from(more).unwrap();
            assert_eq!(gained(&first, second.clone()), counted, "seed {seed}");
        }
    }

    #[test]
    fn two_that_cross_are_parted() {
        let mut layers = Layers::of(4, &[(0, 3), (1, 2), (0, 2)]);
        assert_eq!(crossings(&layers), 1);
        reduce(&mut layers);
        assert_eq!(crossings(&layers), 0);
    }

    #[test]
    fn no_order_is_worse_than_the_one_that_was_written() {
        let (mut before, mut behind) = (0, 0);
        for seed in 1..=200 {
            let nodes = 4 + usize::try_from(seed % 40).unwrap();
            let mut layers = Layers::of(nodes, &random(seed, nodes));
            let written = crossings(&layers);
            assert_eq!(written, counted(&layers), "seed {seed}");
            let mut all: Vec<_> = layers.rows.concat();
            reduce(&mut layers);
            let reduced = crossings(&layers);
            assert!(reduced <= written, "seed {seed}: {written} became {reduced}");
            let mut still: Vec<_> = layers.rows.concat();
            all.sort_unstable();
            still.sort_unstable();
            assert_eq!(all, still, "nothing is lost");
            (before, behind) = (before + written, behind + reduced);
        }
        assert!(behind * 3 < before, "{before} became {behind}");
    }
}
