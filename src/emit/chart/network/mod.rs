//! The picture of what waits for what: items in layers, each behind all that it waits for, with as few lines that cross as can be had.
//!
//! ```text
//!  PlanView ──graph──▶ nodes and links ──layers, crossings, coordinates──▶ where each stands ──place──▶ cards and curves
//! ```
//!
//! From left to right; on narrow pictures from top to bottom. It is as large as it has to be for every word to be read.

mod coordinates;
mod crossings;
mod graph;
mod layers;
mod place;
mod plates;
mod table;

pub use crossings::{crossings, reduce};
pub use graph::{Link, Node, Tie};
pub use layers::Layers;
pub use place::{Curve, Network, Route, network};

use std::fmt::Write;

use super::colours::Paint;
use super::header;
use super::label::{Align, Ink, Label, clean};
use super::look::{self, Look};
use super::page::{self, EDGE, Entry, Type};
use super::palette::Hue;
use super::scene::{Area, Card, Mark, Point, Scene};
use super::words::has_dates;
use super::{ChartOptions, Px};
use crate::model::{ItemKind, ItemWalker};
use crate::plan::PlanView;
use crate::schedule::State;
use crate::text::isolated;
use crate::text::words::{counted, list};
use plates::Plate;

/// Between what stands above and below the other.
const BELOW: Px = Px::whole(24);
/// The room of the head of a link.
const HEAD: Px = Px::whole(6);
/// How many are named for who can't see the picture.
const NAMED: usize = 12;

/// The picture, in numbers.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let set = Type::of(width);
    let mut network = network(view, options, set);
    let edges = (EDGE, width - EDGE);
    let (mut marks, bottom) = page::header(view, &[summary(&network), span(view)], edges, set);
    network.lower(bottom + BELOW);
    if network.nodes.is_empty() {
        let words = Label::new("Nothing is planned yet.", set.plain, Ink::Muted);
        let y = bottom + BELOW + set.leading;
        marks.push(Mark::Text(words.at(EDGE, Align::Start, y)));
        network.size.1 = y + set.leading;
    }
    network.draw(&mut marks, set);
    let right = network.size.0 - EDGE;
    let (legend, foot) = page::legend(&network.signs(), (EDGE, right), network.size.1 + BELOW, set);
    marks.extend(legend);
    Scene {
        size: (network.size.0.max(width), (foot + Px::whole(16)).ceil()),
        title: clean(view.title()).into_owned(),
        description: network.description(view),
        marks,
    }
}

/// `24 items, 31 dependencies`
fn summary(network: &Network<'_>) -> String {
    let items = network.nodes.iter().filter(|node| matches!(node, Node::Item(_))).count();
    let links = network.routes.len();
    let ties = if links == 1 { "1 link".to_owned() } else { format!("{links} links") };
    format!("What waits for what: {}, {ties}", counted(items, "item"))
}

/// `12 Jan – 7 May 2026`: internal, as all dates.
fn span(view: &PlanView<'_, '_>) -> String {
    let has_span = !view.is_public() && has_dates(view.status);
    if has_span { header::span(view.status) } else { String::new() }
}

impl<'m> Network<'m> {
    /// Moves all down.
    fn lower(&mut self, by: Px) {
        for area in &mut self.areas {
            (area.top, area.bottom) = (area.top + by, area.bottom + by);
        }
        for route in &mut self.routes {
            route.curves.iter_mut().flatten().for_each(|(_, y)| *y = *y + by);
            if let Some(label) = &mut route.label {
                label.baseline = label.baseline + by;
            }
        }
        self.loose = self.loose.map(|top| top + by);
        self.size.1 = self.size.1 + by;
    }

    /// Links, those that decide the end on top; words on them; cards.
    fn draw(&self, marks: &mut Vec<Mark<'m>>, set: Type) {
        let usual = self.routes.iter().filter(|route| !route.link.is_critical);
        let critical = self.routes.iter().filter(|route| route.link.is_critical);
        for route in usual.chain(critical) {
            let tooltip = self.words_of(&route.link);
            marks.push(Mark::Card(Box::new(route.card(tooltip, self.is_upright))));
        }
        let words = self.routes.iter().filter_map(|route| route.label.clone());
        marks.extend(words.map(|label| Mark::Haloed(label, Hue::Ground)));
        if let Some(top) = self.loose.filter(|_| !self.routes.is_empty()) {
            let words = "Waits for nothing, and nothing waits for it";
            let room = self.size.0 - EDGE.times(2);
            let label = Label::new(words, set.small_strong, Ink::Muted).within(room);
            let middle = top + set.leading.half() + set.small.drop();
            marks.push(Mark::Text(label.at(EDGE, Align::Start, middle)));
        }
        let cards = self.plates.iter().zip(&self.areas);
        marks.extend(cards.map(|(plate, area)| Mark::Card(Box::new(plate.card(*area)))));
    }

    fn title(&self, node: usize) -> String {
        match self.nodes.get(node) {
            Some(Node::Item(item)) => isolated(clean(item.title())).into_owned(),
            Some(Node::EndOf(item)) => format!("all of {}", isolated(clean(item.title()))),
            None => String::new(),
        }
    }

    /// `Load test: starts after the end of Payment API, + 2 d`
    fn words_of(&self, link: &Link) -> String {
        let (from, to) = (self.title(link.ends.0), self.title(link.ends.1));
        let lag = if link.lag.is_empty() { String::new() } else { format!(", {}", link.lag) };
        match link.tie {
            Tie::HandOver => format!("{to} {}: first {from}", link.tie.meaning()),
            _ => format!("{to} {} of {from}{lag}", link.tie.meaning()),
        }
    }

    /// The signs that are used, and what they mean.
    fn signs(&self) -> Vec<Entry<'m>> {
        let mut signs = Vec::new();
        let has = |is: &dyn Fn(&Link) -> bool| self.routes.iter().any(|route| is(&route.link));
        let sample =
            |look: Look, head: Look| move |x: Px, middle: Px| sample(look, head, (x, middle));
        let width = Px::whole(24);
        if has(&|link| !link.is_critical) {
            let look = look::arrow(look::Weight::Usual);
            let head = look::arrow_head(look::Weight::Usual);
            signs.push(Entry::new(width, "leads to", sample(look, head)));
        }
        let critical = look::arrow_head(look::Weight::Critical);
        if has(&|link| link.is_critical && link.tie != Tie::HandOver) {
            signs.push(Entry::new(width, "decides the end", sample(look::LINK_CRITICAL, critical)));
        }
        if has(&|link| link.tie == Tie::HandOver) {
            let words = "decides the end: somebody is not free before";
            signs.push(Entry::new(width, words, sample(look::HAND_OVER_CRITICAL, critical)));
        }
        for tie in [Tie::StartToStart, Tie::EndToEnd, Tie::StartToEnd] {
            if has(&|link| link.tie == tie) {
                signs.push(Entry::words(format!("{}: {}", tie.short(), tie.meaning())));
            }
        }
        let items = || {
            self.nodes.iter().filter_map(|node| match node {
                Node::Item(item) => Some(*item),
                Node::EndOf(_) => None,
            })
        };
        for (kind, words) in [(ItemKind::Milestone, "milestone"), (ItemKind::Release, "release")] {
            if items().any(|item| item.kind() == kind) {
                let is_release = kind == ItemKind::Release;
                let sign =
                    move |x: Px, middle: Px| vec![plates::sign(is_release, Paint::GREY, x, middle)];
                signs.push(Entry::new(Px::whole(11), words, sign));
            }
        }
        let used = self.plates.iter().filter_map(Plate::paint);
        let told = self.colours.legend(used).into_iter();
        signs.extend(told.map(|(paint, words)| Entry::swatch(look::area(paint.strong()), words)));
        signs
    }

    /// A few sentences.
    fn description(&self, view: &PlanView<'_, 'm>) -> String {
        let layers = self.layers.iter().flatten().max().map_or(0, |last| last + 1);
        let mut said = format!("{}, in {}.", summary(self), counted(layers, "layer"));
        let timing = |item: &ItemWalker<'m>| *view.plan.schedule.timing(item.id);
        let critical = self.nodes.iter().filter_map(|node| match node {
            Node::Item(item) => Some(*item),
            Node::EndOf(_) => None,
        });
        let is_critical = |item: &ItemWalker<'m>| {
            let timing = timing(item);
            timing.is_critical && timing.state != State::Done
        };
        let is_told = view.shows(crate::model::Part::Critical, true);
        let mut critical: Vec<_> = critical.filter(is_critical).filter(|_| is_told).collect();
        critical.sort_by_key(|item| (timing(item).start, timing(item).end));
        if !critical.is_empty() {
            let names: Vec<_> =
                critical.iter().map(|item| isolated(clean(item.title())).into_owned()).collect();
            let _ = write!(said, " On the critical path: {}.", list(&names, NAMED));
        }
        said
    }
}

impl<'m> Route<'m> {
    /// Its line and its head, with room for a pointer.
    fn card(&self, tooltip: String, is_upright: bool) -> Card<'m> {
        let weight = look::Weight::of_deciding(self.link.is_critical);
        let look = match (self.link.tie, self.link.is_critical) {
            (Tie::HandOver, _) => look::HAND_OVER_CRITICAL,
            (_, true) => look::LINK_CRITICAL,
            (_, false) => look::arrow(weight),
        };
        let area = self.area(is_upright);
        let line = self.line(is_upright);
        let mut marks = vec![
            Mark::Path { look, data: line.clone(), area },
            Mark::Path { look: look::POINTED, data: line, area },
        ];
        if let Some([.., tip]) = self.curves.last() {
            marks.push(head(look::arrow_head(weight), *tip, self.way(is_upright)));
        }
        Card { item: None, tooltip, link: None, area, marks }
    }

    /// Where its tip points: to the right or down, and against that where it goes back.
    fn way(&self, is_upright: bool) -> (i64, i64) {
        let ends = self.curves.first().zip(self.curves.last());
        let goes_back = ends.is_some_and(|(first, last)| {
            let along = |point: Point| if is_upright { point.1 } else { point.0 };
            along(last[3]) < along(first[0])
        });
        let step = if goes_back { -1 } else { 1 };
        if is_upright { (0, step) } else { (step, 0) }
    }

    /// The line up to its head.
    fn line(&self, is_upright: bool) -> String {
        let (across, down) = self.way(is_upright);
        let mut data = String::new();
        for (at, curve) in self.curves.iter().enumerate() {
            let [from, near, far, mut to] = *curve;
            if at + 1 == self.curves.len() {
                let back = HEAD - Px::whole(1);
                to = (to.0 - back.times(across), to.1 - back.times(down));
            }
            let step = if at == 0 { "M" } else { "L" };
            let _ = write!(data, "{step}{} {}", from.0, from.1);
            let is_straight = if is_upright { from.0 == to.0 } else { from.1 == to.1 };
            let _ = if is_straight {
                write!(data, "L{} {}", to.0, to.1)
            } else {
                write!(data, "C{} {} {} {} {} {}", near.0, near.1, far.0, far.1, to.0, to.1)
            };
        }
        data
    }

    /// The room that it takes.
    fn area(&self, is_upright: bool) -> Area {
        let mut points = self.curves.iter().flatten().copied();
        let Some((x, y)) = points.next() else {
            return Area::new(Px::ZERO, Px::ZERO, Px::ZERO, Px::ZERO);
        };
        let start = Area::new(x, y, Px::ZERO, Px::ZERO);
        let all = points.fold(start, |all, (x, y)| Area {
            left: all.left.min(x),
            top: all.top.min(y),
            right: all.right.max(x),
            bottom: all.bottom.max(y),
        });
        // The wings of its head.
        let wings = Px::whole(4);
        if is_upright {
            Area { left: all.left - wings, right: all.right + wings, ..all }
        } else {
            Area { top: all.top - wings, bottom: all.bottom + wings, ..all }
        }
    }
}

/// A head with its tip here, pointing this way.
fn head<'m>(look: Look, (x, y): Point, (across, down): (i64, i64)) -> Mark<'m> {
    let wing = Px(35);
    let (back_x, back_y) = (x - HEAD.times(across), y - HEAD.times(down));
    let (out_x, out_y) = (wing.times(down), wing.times(across));
    let corners = [(back_x - out_x, back_y - out_y), (back_x + out_x, back_y + out_y)];
    let [(left, top), (right, bottom)] = corners;
    let data = format!("M{x} {y}L{left} {top}L{right} {bottom}z");
    let area = Area {
        left: x.min(left).min(right),
        top: y.min(top).min(bottom),
        right: x.max(left).max(right),
        bottom: y.max(top).max(bottom),
    };
    Mark::Path { look, data, area }
}

/// A short link for the legend.
fn sample<'m>(look: Look, tip: Look, (x, middle): Point) -> Vec<Mark<'m>> {
    let end = x + Px::whole(24);
    let area = Area { left: x, top: middle, right: end, bottom: middle };
    let line = format!("M{x} {middle}H{}", end - HEAD);
    vec![Mark::Path { look, data: line, area }, head(tip, (end, middle), (1, 0))]
}
