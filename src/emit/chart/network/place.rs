//! Where the cards of a network stand, and the way of each link: smooth curves from layer to layer, level through the layers that
//! they pass, so that none crosses a card.

use super::super::colours::Colours;
use super::super::label::{Align, Ink, Label};
use super::super::page::{self, EDGE, Type};
use super::super::scene::{Area, Point};
use super::super::{ChartOptions, Px};
use super::coordinates::{Room, middles};
use super::crossings::reduce;
use super::graph::{Graph, Link, Node, graph};
use super::layers::Layers;
use super::plates::{Plate, plate, widths};
use super::table::{at, put};
use crate::model::Dimension;
use crate::plan::PlanView;

/// Between two cards of a layer, between a card and a link that passes it, and between two links.
const CARD_GAP: Px = Px::whole(18);
const LINK_GAP: Px = Px::whole(12);
/// Between two layers, at least and where there is room.
const LAYER_GAPS: (Px, Px) = (Px::whole(44), Px::whole(96));
/// Between layers that stand one below the other.
const ROW_GAP: Px = Px::whole(40);
/// Round the words of a link.
const LABEL_PAD: Px = Px::whole(12);
/// A link over so many times the gap of its layers widens it by so much more.
const STEEP: i64 = 9;

/// A curve (a cubic one of Bézier): where it begins, two points that draw it, where it ends.
pub type Curve = [Point; 4];

/// A link in its place.
#[derive(Debug)]
pub struct Route<'m> {
    /// Of which nodes, by number, and how it was written.
    pub link: Link,
    /// From layer to layer; what is between two of them is straight.
    pub curves: Vec<Curve>,
    /// Its words, where they have room.
    pub label: Option<Label<'m>>,
}

/// A network in its place.
pub struct Network<'m> {
    /// Its nodes, by number.
    pub nodes: Vec<Node<'m>>,
    pub(super) plates: Vec<Plate<'m>>,
    /// What colours stand for.
    pub(super) colours: Colours,
    /// The place of each node.
    pub areas: Vec<Area>,
    /// The layer of each node that is tied to another.
    pub layers: Vec<Option<usize>>,
    /// Its links.
    pub routes: Vec<Route<'m>>,
    /// Whether it goes from top to bottom, where there is no room for layers side by side.
    pub is_upright: bool,
    /// The top of what is tied to nothing, if anything is.
    pub loose: Option<Px>,
    /// Its right edge and its foot.
    pub size: Point,
}

/// The network of a view, its top at zero.
pub fn network<'m>(view: &PlanView<'_, 'm>, options: ChartOptions, set: Type) -> Network<'m> {
    let Graph { nodes, links } = graph(view, options);
    let colours = Colours::of(view, Dimension::Stream);
    let width = options.px();
    let is_upright = page::is_narrow(width);
    let mut numbers = vec![None; nodes.len()];
    let mut tied: Vec<usize> = links.iter().flat_map(|link| [link.ends.0, link.ends.1]).collect();
    tied.sort_unstable();
    tied.dedup();
    for (number, node) in tied.iter().enumerate() {
        put(&mut numbers, *node, Some(number));
    }
    let number = |node: usize| at(&numbers, node).unwrap_or_default();
    let edges: Vec<_> =
        links.iter().map(|link| (number(link.ends.0), number(link.ends.1))).collect();
    let mut layers = Layers::of(tied.len(), &edges);
    reduce(&mut layers);
    let card = card_width(&layers, width, is_upright);
    let plates: Vec<_> = nodes.iter().map(|node| plate(view, &colours, *node, card, set)).collect();
    let labels: Vec<_> = links.iter().map(|link| words(link, set)).collect();
    let field = Field::of(&layers, &tied, &plates, &labels, (card, width), is_upright);
    let stands: Vec<_> = (0..layers.layer.len()).map(|one| field.place(&layers, one)).collect();
    let mut areas = vec![Area::new(EDGE, Px::ZERO, card, Px::ZERO); nodes.len()];
    for (number, node) in tied.iter().enumerate() {
        if let Some(stand) = stands.get(number) {
            put(&mut areas, *node, *stand);
        }
    }
    let ways = layers.ways.clone();
    let mut routes: Vec<_> = links
        .into_iter()
        .zip(ways)
        .map(|(link, way)| Route {
            link,
            curves: field.curves(&layers, &way, &stands),
            label: None,
        })
        .collect();
    name(&mut routes, labels, is_upright);
    let foot = stands.iter().map(|area| area.bottom).fold(Px::ZERO, Px::max);
    let right = stands.iter().map(|area| area.right).fold(width - EDGE, Px::max);
    let loose_nodes: Vec<_> =
        (0..nodes.len()).filter(|node| at(&numbers, *node).is_none()).collect();
    let gap = if tied.is_empty() { Px::ZERO } else { CARD_GAP.times(2) };
    let loose = (!loose_nodes.is_empty()).then_some(foot + gap);
    let foot = match loose {
        Some(top) => {
            let top = top + set.leading + Px::whole(8);
            spread(&loose_nodes, &plates, &mut areas, (card, right, top))
        }
        None => foot,
    };
    let layers =
        numbers.iter().map(|number| number.map(|number| at(&layers.layer, number))).collect();
    Network {
        nodes,
        plates,
        colours,
        areas,
        layers,
        routes,
        is_upright,
        loose,
        size: (right + EDGE, foot),
    }
}

/// As wide as there is room for, but not so narrow that titles are cut.
fn card_width(layers: &Layers, width: Px, is_upright: bool) -> Px {
    let room = (width - EDGE.times(2)).0;
    let (least, most) = widths(width);
    let count = if is_upright {
        let cards = |row: &Vec<usize>| row.iter().filter(|one| !layers.is_bend(**one)).count();
        layers.rows.iter().map(cards).max().unwrap_or(1)
    } else {
        layers.rows.len()
    };
    let count = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
    let gap = if is_upright { CARD_GAP } else { LAYER_GAPS.0 };
    let fair = Px((room - gap.0.saturating_mul(count - 1)) / count);
    fair.max(least).min(most)
}

/// `SS + 2 d`
fn words<'m>(link: &Link, set: Type) -> Option<Label<'m>> {
    let parts = [link.tie.short(), link.lag.as_str()].into_iter().filter(|part| !part.is_empty());
    let words = parts.collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| Label::new(words, set.small, Ink::Muted))
}

/// Where layers stand, and everything across them.
struct Field {
    /// Where each layer begins and ends.
    bounds: Vec<(Px, Px)>,
    /// The middle of each across its layer.
    across: Vec<Px>,
    /// How much of its layer each takes: along it, and across.
    sizes: Vec<(Px, Px)>,
    is_upright: bool,
}

impl Field {
    fn of(
        layers: &Layers,
        tied: &[usize],
        plates: &[Plate<'_>],
        labels: &[Option<Label<'_>>],
        (card, width): (Px, Px),
        is_upright: bool,
    ) -> Self {
        let size = |one: usize| {
            if layers.is_bend(one) {
                return (Px::ZERO, Px::whole(2));
            }
            let height = plates.get(at(tied, one)).map_or(Px::ZERO, |plate| plate.height);
            if is_upright { (height, card) } else { (card, height) }
        };
        let sizes: Vec<_> = (0..layers.layer.len()).map(size).collect();
        let room: Vec<_> = sizes.iter().map(|(_, across)| across.0).collect();
        let gap = |one, next| match (layers.is_bend(one), layers.is_bend(next)) {
            (false, false) if at(&layers.part, one) != at(&layers.part, next) => {
                CARD_GAP.times(2).0
            }
            (false, false) => CARD_GAP.0,
            _ => LINK_GAP.0,
        };
        let across = middles(layers, &Room { sizes: &room, gap: &gap });
        let begin = if is_upright { EDGE } else { Px::ZERO };
        let across = across.into_iter().map(|middle| begin + Px(middle)).collect();
        let mut field = Self { bounds: Vec::new(), across, sizes, is_upright };
        field.bound(layers, labels, if is_upright { Px::ZERO } else { EDGE }, width);
        field
    }

    /// Puts one layer behind the other.
    fn bound(&mut self, layers: &Layers, labels: &[Option<Label<'_>>], begin: Px, width: Px) {
        let longs = layers.rows.iter().map(|row| {
            row.iter()
                .map(|one| self.sizes.get(*one).copied().unwrap_or_default().0)
                .fold(Px::ZERO, Px::max)
        });
        let longs: Vec<Px> = longs.collect();
        let gaps = self.gaps(layers, labels);
        let count = i64::try_from(gaps.len().max(1)).unwrap_or(i64::MAX);
        let all: Px = longs.iter().chain(&gaps).copied().sum();
        // What is left of the room makes gaps wider.
        let left = Px((width - EDGE.times(2) - all).0 / count);
        let more = if self.is_upright {
            Px::ZERO
        } else {
            left.max(Px::ZERO).min(LAYER_GAPS.1 - LAYER_GAPS.0)
        };
        let mut along = begin;
        for (layer, long) in longs.iter().enumerate() {
            self.bounds.push((along, along + *long));
            along = along + *long + gaps.get(layer).copied().unwrap_or_default() + more;
        }
    }

    /// Between each layer and the next: room for words, and for links that go far across.
    fn gaps(&self, layers: &Layers, labels: &[Option<Label<'_>>]) -> Vec<Px> {
        let least = if self.is_upright { ROW_GAP } else { LAYER_GAPS.0 };
        let mut gaps = vec![least; layers.rows.len().saturating_sub(1)];
        for (way, label) in layers.ways.iter().zip(labels) {
            for (from, to) in way.iter().zip(way.iter().skip(1)) {
                let layer = at(&layers.layer, *from).min(at(&layers.layer, *to));
                let far = (at(&self.across, *from) - at(&self.across, *to)).abs();
                let steep = least + Px(far.0 / STEEP).min(least);
                let label = label.as_ref().filter(|_| !self.is_upright);
                let words = label.map_or(Px::ZERO, |label| label.width + LABEL_PAD.times(2));
                let needed = at(&gaps, layer).max(steep).max(words);
                put(&mut gaps, layer, needed);
            }
        }
        gaps
    }

    /// Where something stands.
    fn place(&self, layers: &Layers, one: usize) -> Area {
        let (begin, _) = self.bounds.get(at(&layers.layer, one)).copied().unwrap_or_default();
        let (long, wide) = self.sizes.get(one).copied().unwrap_or_default();
        let edge = at(&self.across, one) - wide.half();
        if self.is_upright {
            Area::new(edge, begin, wide, long)
        } else {
            Area::new(begin, edge, long, wide)
        }
    }

    /// The way of a link: straight to where its layer ends, then one curve from each layer to the next; the other way round where the
    /// link goes back.
    fn curves(&self, layers: &Layers, way: &[usize], stands: &[Area]) -> Vec<Curve> {
        let layer = |one: Option<&usize>| one.map_or(0, |one| at(&layers.layer, *one));
        let goes_back = layer(way.first()) > layer(way.last());
        let mut way = way.to_vec();
        if goes_back {
            way.reverse();
        }
        let start = way.first().and_then(|first| self.start(*first, stands));
        let pairs = way.iter().zip(way.iter().skip(1));
        let curves = pairs.map(|(from, to)| self.curve(layers, (*from, *to)));
        let mut curves: Vec<_> = start.into_iter().chain(curves).collect();
        if goes_back {
            curves.reverse();
            for curve in &mut curves {
                curve.reverse();
            }
        }
        curves
    }

    /// Where a link leaves a card.
    fn start(&self, one: usize, stands: &[Area]) -> Option<Curve> {
        let stand = stands.get(one)?;
        let end = if self.is_upright { stand.bottom } else { stand.right };
        Some([self.point(end, at(&self.across, one)); 4])
    }

    /// From the end of one layer to the start of the next.
    fn curve(&self, layers: &Layers, (from, to): (usize, usize)) -> Curve {
        let bound = |one: usize| {
            let layer = at(&layers.layer, one);
            self.bounds.get(layer).copied().unwrap_or_default()
        };
        let (leave, enter) = (bound(from).1, bound(to).0);
        let middle = leave + (enter - leave).half();
        let (here, there) = (at(&self.across, from), at(&self.across, to));
        [(leave, here), (middle, here), (middle, there), (enter, there)]
            .map(|(along, across)| self.point(along, across))
    }

    fn point(&self, along: Px, across: Px) -> Point {
        if self.is_upright { (across, along) } else { (along, across) }
    }
}

/// Puts the words of links to the middle of a curve, the last first, where no others stand.
fn name<'m>(routes: &mut [Route<'m>], labels: Vec<Option<Label<'m>>>, is_upright: bool) {
    let mut taken: Vec<Area> = Vec::new();
    for (route, label) in routes.iter_mut().zip(labels) {
        let Some(label) = label else { continue };
        let room = |curve: &Curve| {
            let [(left, top), .., (right, bottom)] = *curve;
            let (x, y) = (left + (right - left).half(), top + (bottom - top).half());
            let label = label.clone().at(x, Align::Middle, y + label.style.drop());
            let along = if is_upright { (bottom - top).abs() } else { (right - left).abs() };
            let needed = if is_upright { label.area().height() } else { label.width };
            let is_free = !taken.iter().any(|other| other.meets(label.area()));
            (needed + LABEL_PAD <= along && is_free).then_some(label)
        };
        route.label = route.curves.iter().rev().find_map(room);
        taken.extend(route.label.as_ref().map(Label::area));
    }
}

/// Puts what is tied to nothing in rows; and where they end.
fn spread(
    nodes: &[usize],
    plates: &[Plate<'_>],
    areas: &mut [Area],
    (card, right, top): (Px, Px, Px),
) -> Px {
    let step = card + CARD_GAP;
    let across = usize::try_from((right - EDGE + CARD_GAP).0 / step.0.max(1)).unwrap_or(1).max(1);
    let mut y = top;
    for row in nodes.chunks(across) {
        let height = |node: &usize| plates.get(*node).map_or(Px::ZERO, |plate| plate.height);
        for (column, node) in row.iter().enumerate() {
            put(areas, *node, Area::new(EDGE + step.times_count(column), y, card, height(node)));
        }
        y = y + row.iter().map(height).fold(Px::ZERO, Px::max) + CARD_GAP;
    }
    y - CARD_GAP
}
