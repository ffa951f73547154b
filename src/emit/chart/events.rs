//! Lines at the dates of releases, milestones and the deadline, with names that don't collide.

use super::Px;
use super::label::{Align, Ink, Label, clean};
use super::look::{self, Look};
use super::page::{Type, is_narrow};
use super::scene::{Area, Card, Mark};
use crate::model::{ItemId, ItemKind, Marker, Part};
use crate::plan::{PlanView, State};
use crate::time::Moment;

/// A name is cut here.
const WIDEST: i64 = 150;
/// So many lines are drawn.
const MOST: usize = 40;

/// A date with a name.
pub(super) struct Event {
    at: Moment,
    name: String,
    /// In words, and whether it is missed.
    when: String,
    is_late: bool,
    /// The less, the sooner it has room.
    rank: u8,
    item: Option<ItemId>,
}

/// A line that has its place.
struct Placed<'m> {
    x: Px,
    lane: usize,
    label: Label<'m>,
}

/// The deadline of the whole, releases and milestones, and the days that are marked.
pub(super) fn events(view: &PlanView<'_, '_>) -> Vec<Event> {
    let mut events = Vec::new();
    let header = &view.plan.model.header;
    if let Some(by) = header.by.filter(|_| !view.is_public()) {
        let when = by.moment.last_day().short();
        let is_late = view.plan.schedule.end > by.moment;
        events.push(Event {
            at: by.moment,
            name: "deadline".into(),
            when,
            is_late,
            rank: 0,
            item: None,
        });
    }
    events.extend(marked(view));
    for item in view.items() {
        let rank = match item.kind() {
            ItemKind::Release => 1,
            ItemKind::Milestone => 2,
            _ => continue,
        };
        let Some(when) = view.when(item.id).filter(|when| !when.words.is_empty()) else { continue };
        let words = if view.is_public() { when.words } else { when.to.last_day().short() };
        let status = view.status.standing(item.id);
        let is_late = !view.is_public()
            && status.state != State::Done
            && view.status.commitments(item.id).iter().any(|of| of.is_missed);
        let name = clean(item.title()).into_owned();
        events.push(Event { at: when.to, name, when: words, is_late, rank, item: Some(item.id) });
    }
    events.sort_by_key(|event| (!event.is_late, event.rank, event.at, event.item));
    events.truncate(MOST);
    events
}

/// The days that are marked.
pub(super) fn marked(view: &PlanView<'_, '_>) -> Vec<Event> {
    let event = |marker: &Marker| Event {
        at: marker.moment,
        name: clean(&marker.title).into_owned(),
        when: marker.moment.date().short(),
        is_late: false,
        rank: 3,
        item: None,
    };
    view.plan.model.markers.iter().map(event).collect()
}

/// Draws them over a plot; their names stand in lanes above it, the lowest lane first. Says how many lanes there are.
pub(super) fn lanes(
    view: &PlanView<'_, '_>,
    events: &[Event],
    x_of: impl Fn(Moment) -> Option<Px>,
    (left, right): (Px, Px),
    scale: Type,
) -> Lanes {
    let most = if is_narrow(right) { 3 } else { 4 };
    let mut placed: Vec<Placed<'static>> = Vec::new();
    let mut lines = Vec::new();
    for event in events {
        let Some(x) = x_of(event.at) else { continue };
        let found = room(event, x, &placed, (left, right, most), (view, scale));
        let lane = found.as_ref().map(|found| found.lane);
        lines.push(Line {
            x,
            lane,
            is_late: event.is_late,
            item: event.item,
            words: format!("{}, {}", event.name, event.when),
            label: found.as_ref().map(|found| found.label.clone()),
        });
        placed.extend(found);
    }
    let count = placed.iter().map(|one| one.lane + 1).max().unwrap_or(0);
    Lanes { lines, count }
}

/// The first place for a name, right or left of its line, in the lowest lane in which it meets none, no line of a higher lane
/// crosses it, and its own line crosses none below.
fn room(
    event: &Event,
    x: Px,
    placed: &[Placed<'_>],
    (left, right, most): (Px, Px, usize),
    (view, scale): (&PlanView<'_, '_>, Type),
) -> Option<Placed<'static>> {
    let ink = if event.is_late { Ink::Late } else { Ink::Muted };
    let shows_dates = view.is_public() || view.shows(Part::Dates, true);
    let name = Label::new(event.name.clone(), scale.small, ink).within(scale.px(WIDEST));
    let text =
        if shows_dates { format!("{} {}", name.text, event.when) } else { name.text.into_owned() };
    let label = Label::new(text, scale.small, ink);
    let gap = scale.px(4);
    let sides = [Align::Start, Align::End];
    let ways = sides.into_iter().flat_map(|side| (0..most).map(move |lane| (lane, side)));
    ways.into_iter().find_map(|(lane, side)| {
        let at = if side == Align::Start { x + gap } else { x - gap };
        let label = label.clone().at(at, side, Px::ZERO);
        let is_in = left <= label.left() && label.right() <= right;
        let meets = |other: &Placed<'_>| {
            let crosses = |line: Px, label: &Label<'_>| {
                label.left() - gap < line && line < label.right() + gap
            };
            let touches = label.left() < other.label.right() + gap + gap
                && other.label.left() < label.right() + gap + gap;
            other.lane == lane && (touches || crosses(other.x, &label) || crosses(x, &other.label))
                || other.lane > lane && crosses(other.x, &label)
                || other.lane < lane && crosses(x, &other.label)
        };
        (is_in && !placed.iter().any(meets)).then_some(Placed { x, lane, label })
    })
}

/// Lines and their names.
pub(super) struct Lanes {
    lines: Vec<Line>,
    pub(super) count: usize,
}

struct Line {
    x: Px,
    lane: Option<usize>,
    is_late: bool,
    item: Option<ItemId>,
    words: String,
    label: Option<Label<'static>>,
}

impl Lanes {
    /// Whether any line is drawn, and any that is late.
    pub(super) fn kinds(&self) -> (bool, bool) {
        let is = |is_late: bool| self.lines.iter().any(|line| line.is_late == is_late);
        (is(false), is(true))
    }

    /// How they look.
    pub(super) const fn look(is_late: bool) -> Look {
        if is_late { look::LATE_FLAG.line } else { look::FLAG.line }
    }

    /// Draws them down to a foot, from lanes above the top of a plot.
    pub(super) fn marks<'m>(
        &self,
        view: &PlanView<'_, 'm>,
        (top, bottom): (Px, Px),
        pitch: Px,
    ) -> Vec<Mark<'m>> {
        let card = |line: &Line| {
            let y = line.lane.map_or(top, |lane| top - pitch.times_count(lane + 1));
            let data = format!("M{} {y}V{bottom}", line.x);
            let mut area = Area { left: line.x, right: line.x, top: y, bottom };
            let mut marks = vec![Mark::Path { look: Self::look(line.is_late), data, area }];
            if let Some(label) = &line.label {
                let label =
                    Label { baseline: y + pitch.half() + label.style.drop(), ..label.clone() };
                area.left = area.left.min(label.left());
                area.right = area.right.max(label.right());
                area.top = area.top.min(label.top());
                marks.push(Mark::Text(label));
            }
            let link = line.item.and_then(|item| {
                let links = &view.plan.model.item(item).extras().links;
                links.first().map(|link| &*link.address)
            });
            let tooltip = line.words.clone();
            Mark::Card(Box::new(Card { item: line.item, tooltip, link, area, marks }))
        };
        self.lines.iter().map(card).collect()
    }
}
