//! The cards of a network: title, when, how long, how much slack; what is over recedes, what decides the end has a strong edge.

use super::super::Px;
use super::super::card::tooltip;
use super::super::colours::{Colours, Paint};
use super::super::label::{Align, Ink, Label, clean};
use super::super::look;
use super::super::page::{Type, is_slide, paragraph};
use super::super::scene::{Area, Card, Mark};
use super::super::words::{late, links};
use super::graph::Node;
use crate::model::{ItemKind, ItemWalker, Part, Share};
use crate::plan::PlanView;
use crate::schedule::State;
use crate::text::{isolated, words};
use crate::time::Minutes;

/// Round the words of a card.
const PAD: Px = Px::whole(10);
/// The spine in the colour of its stream.
const SPINE: Px = Px::whole(4);
/// The room of the sign of a milestone or a release.
const SIGN: Px = Px::whole(17);
/// A title takes no more lines.
const TITLE_LINES: usize = 3;
/// How far progress is from the foot of a card, and how high it is.
const PROGRESS: Px = Px::whole(3);

/// A card before it has a place.
pub(super) struct Plate<'m> {
    node: Node<'m>,
    title: Vec<Label<'m>>,
    /// Further lines: what stands at the left, and at the right.
    lines: Vec<[Option<Label<'m>>; 2]>,
    complete: Option<Share>,
    is_done: bool,
    is_critical: bool,
    paint: Paint,
    tooltip: String,
    set: Type,
    /// How high it is.
    pub(super) height: Px,
}

/// The card of a node, so wide.
pub(super) fn plate<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    node: Node<'m>,
    width: Px,
    set: Type,
) -> Plate<'m> {
    let item = match node {
        Node::Item(item) => item,
        Node::EndOf(item) => return of_whole(item, width, set),
    };
    let timing = view.plan.schedule.timing(item.id);
    let is_done = timing.state == State::Done;
    let ink = if is_done { Ink::Muted } else { Ink::Text };
    let style = if node.is_strong() { set.strong } else { set.plain };
    let room = width - PAD.times(2) - SPINE;
    let title_room = if item.kind().is_point() { room - SIGN } else { room };
    let title = paragraph(item.title(), style, ink, title_room, TITLE_LINES);
    let lines = lines(view, item, room, set);
    let when = view.when(item.id).map(|when| when.words).unwrap_or_default();
    let complete = (view.shows(Part::Progress, true) && !is_done)
        .then_some(timing.complete)
        .filter(|complete| *complete > Share::ZERO);
    let progress = if complete.is_some() { PROGRESS } else { Px::ZERO };
    let count = title.len().max(1) + lines.len();
    Plate {
        node,
        title,
        lines,
        complete,
        is_done,
        is_critical: view.shows(Part::Critical, true) && timing.is_critical && !is_done,
        paint: colours.paint(view, item),
        tooltip: tooltip(view, item, &when),
        set,
        height: set.leading.times_count(count) + PAD + PAD.half() + progress,
    }
}

fn of_whole(item: ItemWalker<'_>, width: Px, set: Type) -> Plate<'_> {
    let words = format!("all of {}", isolated(clean(item.title())));
    let room = width - PAD.times(2);
    Plate {
        node: Node::EndOf(item),
        title: paragraph(&words, set.small, Ink::Muted, room, 1),
        lines: Vec::new(),
        complete: None,
        is_done: false,
        is_critical: false,
        paint: Paint::GREY,
        tooltip: words,
        set,
        height: set.leading + Px::whole(8),
    }
}

/// When it is; how long it takes, and how much slack it has.
fn lines<'m>(
    view: &PlanView<'_, 'm>,
    item: ItemWalker<'m>,
    room: Px,
    set: Type,
) -> Vec<[Option<Label<'m>>; 2]> {
    let label = |words: String, ink| Label::new(words, set.small, ink);
    // The public is told of a promise or a quarter, and of nothing finer.
    let has_dates = view.is_public() || view.shows(Part::Dates, true);
    let when = view.when(item.id).filter(|_| has_dates).map(|when| when.words);
    let when = when.filter(|words| !words.is_empty());
    let when = when.map(|words| label(without_year(view, words), Ink::Muted).within(room));
    if view.is_public() {
        return when.map(|when| [Some(when), None]).into_iter().collect();
    }
    let right = standing(view, item, set);
    let taken = right.as_ref().map_or(Px::ZERO, |right| right.width + PAD.half());
    let long = duration(view, item).map(|words| label(words, Ink::Muted));
    let long = long.filter(|long| long.width <= room - taken);
    let second = (long.is_some() || right.is_some())
        .then_some([long, right.map(|right| right.within(room))]);
    when.map(|when| [Some(when), None]).into_iter().chain(second).collect()
}

/// The year goes without saying where the whole roadmap lies in it: its span stands above.
fn without_year(view: &PlanView<'_, '_>, words: String) -> String {
    let (first, last) = (view.plan.schedule.first_day, view.plan.schedule.end.last_day());
    let year = format!(" {}", last.year());
    let is_one = first.year() == last.year() && !view.is_public();
    let short = words.strip_suffix(&year).filter(|short| is_one && !short.contains(&year));
    short.map(str::to_owned).unwrap_or(words)
}

/// `10 d`, of what has parts `48 d of work`; nothing of what is a point in time, or has no estimate.
fn duration<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> Option<String> {
    let is_unknown = view.plan.schedule.timing(item.id).is_open && item.data().estimate.is_none();
    if item.kind().is_point() || is_unknown {
        return None;
    }
    let day = view.plan.model.header.day;
    if !item.has_parts() {
        return Some(words::slack(view.status.working_time(item), day));
    }
    let parts = item.descendants().filter(|part| !part.has_parts());
    let sum = parts.map(|part| view.status.working_time(part).0).fold(0, i64::saturating_add);
    Some(format!("{} of work", words::slack(Minutes(sum), day)))
}

/// `5 d late`, `critical`, `3 d slack`, `done`
fn standing<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>, set: Type) -> Option<Label<'m>> {
    let timing = view.plan.schedule.timing(item.id);
    if timing.state == State::Done {
        return Some(Label::new("done", set.small, Ink::Muted));
    }
    if let Some(missed) = view.status.told_commitment(item.id).filter(|of| of.is_missed) {
        return Some(Label::new(late(&missed), set.small_strong, Ink::Late));
    }
    if view.shows(Part::Critical, true) && timing.is_critical {
        return Some(Label::new("critical", set.small_strong, Ink::Text));
    }
    let is_shown =
        view.shows(Part::Slack, true) && !item.has_parts() && timing.total_slack > Minutes::ZERO;
    is_shown.then(|| {
        let slack = words::slack(timing.total_slack, view.plan.model.header.day);
        Label::new(format!("{slack} slack"), set.small, Ink::Muted)
    })
}

impl<'m> Plate<'m> {
    /// The colour of its item, if it is one's.
    pub(super) fn paint(&self) -> Option<Paint> {
        matches!(self.node, Node::Item(_)).then_some(self.paint)
    }

    /// The card in its place.
    pub(super) fn card(&self, area: Area) -> Card<'m> {
        let (item, tooltip) = match self.node {
            Node::Item(item) => (Some(item), self.tooltip.clone()),
            Node::EndOf(_) => (None, self.tooltip.clone()),
        };
        let marks = if item.is_some() { self.marks(area) } else { self.of_whole(area) };
        let link = item.and_then(|item| links(item.extras()).next());
        Card { item: item.map(|item| item.id), tooltip, link, area, marks }
    }

    fn of_whole(&self, area: Area) -> Vec<Mark<'m>> {
        let ground = Mark::Rect { look: look::END_OF_WHOLE, area, radius: area.height().half() };
        let middle = area.top + area.height().half();
        let centre = area.left + area.width().half();
        let words = self.title.iter().map(|label| {
            let drop = label.style.drop();
            Mark::Text(label.clone().at(centre, Align::Middle, middle + drop))
        });
        std::iter::once(ground).chain(words).collect()
    }

    fn marks(&self, area: Area) -> Vec<Mark<'m>> {
        let radius = area.radius();
        let ground = if self.is_done { look::CARD_OVER } else { look::CHIP };
        let mut marks = vec![Mark::Rect { look: ground, area, radius }];
        marks.push(self.spine(area));
        let left = area.left + SPINE + PAD;
        let right = area.right - PAD;
        let mut y = area.top + PAD - Px::whole(2);
        let is_point = self.node.is_point();
        if is_point {
            marks.push(self.sign(left, y + self.set.leading.half()));
        }
        let titles = if is_point { left + SIGN } else { left };
        for label in &self.title {
            marks.push(self.text(label, titles, Align::Start, y));
            y = y + self.set.leading;
        }
        if self.title.is_empty() {
            y = y + self.set.leading;
        }
        for [near, far] in &self.lines {
            marks.extend(near.iter().map(|label| self.text(label, left, Align::Start, y)));
            marks.extend(far.iter().map(|label| self.text(label, right, Align::End, y)));
            y = y + self.set.leading;
        }
        marks.extend(self.progress(area));
        if self.is_critical {
            marks.push(Mark::Rect { look: look::CRITICAL, area, radius });
        }
        marks
    }

    fn text(&self, label: &Label<'m>, x: Px, align: Align, top: Px) -> Mark<'m> {
        let drop = label.style.drop();
        Mark::Text(label.clone().at(x, align, top + self.set.leading.half() + drop))
    }

    /// The edge at the left, in the colour of its stream.
    fn spine(&self, area: Area) -> Mark<'m> {
        let hue = if self.is_done { self.paint.edge() } else { self.paint.strong() };
        let look = look::area(hue);
        let Area { left, top, bottom, .. } = area;
        let (right, radius) = (left + SPINE, area.radius());
        let data = format!(
            "M{right} {top}V{bottom}H{}q-{radius} 0-{radius}-{radius}V{}q0-{radius} {radius}-{radius}z",
            left + radius,
            top + radius,
        );
        Mark::Path { look, data, area: Area { right, ..area } }
    }

    /// How much is done, at the foot.
    fn progress(&self, area: Area) -> Vec<Mark<'m>> {
        let Some(complete) = self.complete else { return Vec::new() };
        let (left, right) = (area.left + SPINE + PAD, area.right - PAD);
        let foot = area.bottom - Px::whole(4);
        let whole = Area { left, right, top: foot - PROGRESS, bottom: foot };
        let part = Px((right - left).0 * complete.0.clamp(0, 1000) / 1000);
        let done = Area { right: left + part, ..whole };
        let radius = PROGRESS.half();
        vec![
            Mark::Rect { look: look::area(self.paint.tint()), area: whole, radius },
            Mark::Rect { look: look::area(self.paint.strong()), area: done, radius },
        ]
    }

    /// The diamond of a milestone, the flag of a release.
    fn sign(&self, left: Px, middle: Px) -> Mark<'m> {
        let is_release = matches!(self.node, Node::Item(item) if item.kind() == ItemKind::Release);
        sign(is_release, self.paint, left, middle)
    }
}

/// The diamond of a milestone, the flag of a release; eleven wide and high.
pub(super) fn sign<'m>(is_release: bool, paint: Paint, left: Px, middle: Px) -> Mark<'m> {
    let (top, size) = (middle - Px(55), Px::whole(11));
    let area = Area::new(left, top, size, size);
    if is_release {
        let data = format!("M{left} {top}h11l-3 3.5 3 3.5h-9v4h-2z");
        return Mark::Path { look: look::RELEASE, data, area };
    }
    let data = format!("M{left} {middle}l5.5-5.5 5.5 5.5-5.5 5.5z");
    Mark::Path { look: look::area(paint.strong()), data, area }
}

/// How wide cards are: at least, and at most.
pub(super) fn widths(width: Px) -> (Px, Px) {
    if is_slide(width) {
        (Px::whole(200), Px::whole(280))
    } else {
        (Px::whole(136), Px::whole(200))
    }
}
