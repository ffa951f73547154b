//! Milestones and releases: flags in a lane above all others, none of which meets another.

use super::super::Px;
use super::super::card::{CardSize, tooltip};
use super::super::colours::Colours;
use super::super::label::{Align, Ink, Label, clean};
use super::super::look::{self, FlagLook, area as filled};
use super::super::palette::Hue;
use super::super::pieces::health_sign;
use super::super::scene::{Area, Card, Mark};
use super::super::words::{date, late, links};
use super::grid::Grid;
use crate::model::{Health, ItemId, ItemKind, ItemWalker};
use crate::plan::{PlanView, State};
use crate::text::isolated;
use crate::time::Moment;

/// Half of a milestone's diamond.
const HALF: Px = Px::whole(7);
/// Between two flags, and between a sign and its words.
const GAP: Px = Px::whole(10);
const NEAR: Px = Px::whole(5);

/// A point in time, and what is said of it.
#[derive(Debug)]
pub struct Point<'m> {
    item: Option<ItemId>,
    /// Whether something ships.
    pub is_release: bool,
    is_late: bool,
    /// Whether it is reached.
    pub is_done: bool,
    /// What it is called.
    pub name: String,
    /// Its day.
    pub when: String,
    /// How late it is, if it is.
    pub late: String,
    /// When it is.
    pub at: Moment,
    /// What its sign is drawn with.
    pub hue: Hue,
    tooltip: String,
    link: Option<&'m str>,
}

impl Point<'_> {
    /// What is said behind its name.
    pub fn news(&self) -> String {
        [&self.when, &self.late]
            .into_iter()
            .filter(|of| !of.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The ink of that.
    pub const fn ink(&self) -> Ink {
        if self.is_late { Ink::Late } else { Ink::Muted }
    }
}

/// The milestones and releases of a view: releases first, then what stands highest in the plan, by their dates; the deadline of the
/// whole, and what its author marked.
pub fn points<'m>(view: &PlanView<'_, 'm>, colours: &Colours) -> Vec<Point<'m>> {
    let is_point = |item: &ItemWalker<'m>| item.kind().is_point() && view.when(item.id).is_some();
    let mut items: Vec<_> = view.items().filter(is_point).collect();
    let end = |item: &ItemWalker<'m>| view.plan.schedule.timing(item.id).end;
    items.sort_by_key(|item| (item.kind() != ItemKind::Release, item.depth(), end(item), item.id));
    let points = items.into_iter().filter_map(|item| point(view, colours, item));
    points.chain(deadline(view)).chain(markers(view)).collect()
}

/// The days that are marked, as far as they lie in what is shown.
fn markers<'m>(view: &PlanView<'_, 'm>) -> impl Iterator<Item = Point<'m>> {
    let (from, to) = (view.view.from, view.view.to);
    let all = view.plan.model.markers.iter();
    let shown = all.filter(move |marker| {
        from.is_none_or(|from| from <= marker.moment) && to.is_none_or(|to| marker.moment <= to)
    });
    shown.map(|marker| {
        let title = clean(&marker.title);
        let name = if title.is_empty() { "Marker".to_owned() } else { title.into_owned() };
        let day = marker.moment.date();
        Point {
            item: None,
            is_release: true,
            is_late: false,
            is_done: false,
            tooltip: format!("{}\n{}", isolated(clean(&name)), day.long()),
            name,
            when: date(day, view.plan.schedule.first_day.year()),
            late: String::new(),
            at: marker.moment,
            hue: Hue::Release,
            link: None,
        }
    })
}

fn point<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    item: ItemWalker<'m>,
) -> Option<Point<'m>> {
    let timing = view.plan.schedule.timing(item.id);
    let is_release = item.kind() == ItemKind::Release;
    let is_done = timing.state == State::Done;
    let told = view.status.told_commitment(item.id).filter(|of| of.is_missed && !is_done);
    let told = told.filter(|_| !view.is_public());
    let of = view.when(item.id)?;
    let when = if view.is_public() { of.words } else { day(view, of.to, of.is_open) };
    let is_late = told.is_some();
    let hue = match (is_late, is_release) {
        (true, _) => Hue::Late,
        (_, true) => Hue::Release,
        _ => colours.paint(view, item).strong(),
    };
    let tooltip = tooltip(view, item, &when);
    Some(Point {
        item: Some(item.id),
        is_release,
        is_late,
        is_done,
        name: clean(item.title()).into_owned(),
        when,
        late: told.as_ref().map(late).unwrap_or_default(),
        at: of.to,
        hue,
        tooltip,
        link: links(item.extras()).next(),
    })
}

/// `30 Apr`, `not before 30 Apr`.
fn day(view: &PlanView<'_, '_>, end: Moment, is_open: bool) -> String {
    let said = date(end.last_day(), view.plan.schedule.first_day.year());
    if is_open { format!("not before {said}") } else { said }
}

/// The day by which all has to be done.
fn deadline<'m>(view: &PlanView<'_, 'm>) -> Option<Point<'m>> {
    let of = view.status.roadmap_commitment().filter(|_| !view.is_public())?;
    let by = view.plan.model.header.by?;
    Some(Point {
        item: None,
        is_release: true,
        is_late: of.is_missed,
        is_done: false,
        name: "Due".to_owned(),
        when: day(view, by.moment, false),
        late: if of.is_missed { late(&of) } else { String::new() },
        at: by.moment,
        hue: if of.is_missed { Hue::Late } else { Hue::Release },
        tooltip: format!("due {}: {}", of.planned.medium(), of.lateness()),
        link: None,
    })
}

/// What a flag takes up: from left to right, and where a pole goes down from it.
#[derive(Clone, Copy)]
struct Taken {
    level: usize,
    from: Px,
    to: Px,
    pole: Option<Px>,
}

impl Taken {
    fn meets(&self, other: &Self) -> bool {
        let crosses = |high: &Self, low: &Self| {
            high.level < low.level
                && high.pole.is_some_and(|x| low.from - NEAR < x && x < low.to + NEAR)
        };
        let is_beside =
            self.level == other.level && self.from < other.to + GAP && other.from < self.to + GAP;
        is_beside || crosses(self, other) || crosses(other, self)
    }
}

/// The lane, laid out.
#[derive(Debug)]
pub struct PointsLane<'m> {
    /// Its flags and signs, and the pill of today.
    pub marks: Vec<Mark<'m>>,
    /// Where lines go down through all lanes: from where, and how they look.
    pub poles: Vec<(Px, Px, look::Look)>,
    /// How many levels it has.
    pub levels: usize,
    /// What has no room, a line each.
    pub hidden: Vec<String>,
    /// What has room.
    pub signs: Signs,
}

/// Which signs points are drawn with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    /// That of a milestone.
    pub milestone: bool,
    /// That of a release.
    pub release: bool,
}

impl Signs {
    /// Those that all of these take.
    pub fn of<'p, 'm: 'p>(points: impl IntoIterator<Item = &'p Point<'m>>) -> Self {
        let mut signs = Self::default();
        for point in points {
            signs.release |= point.is_release;
            signs.milestone |= !point.is_release;
        }
        signs
    }
}

/// How high a level is.
pub fn pitch(size: CardSize) -> Px {
    size.line + Px::whole(6)
}

/// Puts flags into as few levels as possible, at most so many, from this top: milestones above releases, from which poles go down;
/// today's pill first.
pub fn lane<'m>(
    view: &PlanView<'_, 'm>,
    points: &[Point<'m>],
    grid: &Grid,
    size: CardSize,
    top: Px,
    most: usize,
) -> PointsLane<'m> {
    let (marks, poles, hidden) = (Vec::new(), Vec::new(), Vec::new());
    let mut lane = PointsLane { marks, poles, levels: 0, hidden, signs: Signs::default() };
    let Some(time) = &grid.time else { return lane };
    let mut field =
        Field { edges: (grid.left, time.right), size, taken: Vec::new(), hidden: Vec::new() };
    let now = view.plan.model.header.today.filter(|_| !view.is_public());
    let now = now.and_then(|today| time.x(Moment::start_of(today)));
    let pill = now.map(|x| today(x, size, field.edges));
    let (releases, others): (Vec<_>, Vec<_>) = points
        .iter()
        .filter_map(|point| Some((point, time.x(point.at)?)))
        .partition(|(point, _)| point.is_release);
    // The pill stands above all of them: beside it a release has room, below it none may be crossed by its line.
    field.taken.extend(pill.as_ref().map(|(_, taken)| *taken));
    let shipped = field.placed(&releases, most);
    let low = shipped.iter().map(|flag| flag.of.level + 1).max().unwrap_or(0);
    field.taken.truncate(usize::from(pill.is_some()));
    let reached = field.placed(&others, most.saturating_sub(low));
    let high = reached.iter().map(|flag| flag.of.level + 1).max().unwrap_or(0);
    let first = high;
    let high = high.max(usize::from(pill.is_some()));
    lane.levels = high.max(first + low);
    lane.hidden = field.hidden;
    lane.signs = Signs::of(shipped.iter().chain(&reached).map(|flag| flag.point));
    let y_of = |level: usize| top + pitch(size).times_count(level);
    if let Some((marks, taken)) = pill {
        lane.marks.extend(marks(top));
        lane.poles.extend(taken.pole.map(|x| (x, y_of(1) - Px::whole(4), look::TODAY_LINE)));
    }
    for flag in shipped {
        let y = y_of(first + flag.of.level);
        let look: FlagLook = if flag.point.is_late { look::LATE_FLAG } else { look::FLAG };
        lane.poles.push((flag.x, y + pitch(size) - Px::whole(4), look.line));
        lane.marks.push(flag.card(size, y));
    }
    for flag in reached {
        let y = y_of(flag.of.level);
        lane.marks.push(flag.card(size, y));
    }
    lane
}

/// Where flags are put.
struct Field {
    edges: (Px, Px),
    size: CardSize,
    taken: Vec<Taken>,
    hidden: Vec<String>,
}

impl Field {
    /// Each of these in the first level in which it has room.
    fn placed<'p, 'm>(&mut self, points: &[(&'p Point<'m>, Px)], most: usize) -> Vec<Flag<'p, 'm>> {
        let mut placed = Vec::new();
        for (point, x) in points {
            let found = (0..most).find_map(|level| {
                let sides = sides(point, *x, self.size, self.edges, level);
                sides.into_iter().find(|(_, of)| self.taken.iter().all(|other| !of.meets(other)))
            });
            let Some((words, of)) = found else {
                self.hidden.push(format!(
                    "{} {}",
                    isolated(point.name.as_str().into()),
                    point.news()
                ));
                continue;
            };
            self.taken.push(of);
            placed.push(Flag { point, x: *x, words, of });
        }
        placed
    }
}

/// The pill of today: its marks, once its top is known, and what it takes up.
fn today<'m>(x: Px, size: CardSize, edges: (Px, Px)) -> (impl FnOnce(Px) -> [Mark<'m>; 2], Taken) {
    let label = Label::new("Today", size.title, Ink::OnToday);
    let (width, height) = (label.width + size.pad.times(2), pitch(size) - Px::whole(4));
    let left = (x - width.half()).max(edges.0).min(edges.1 - width);
    let marks = move |top: Px| {
        let area = Area::new(left, top, width, height);
        let baseline = top + height.half() + size.title.drop();
        let label = label.at(left + width.half(), Align::Middle, baseline);
        [Mark::Rect { look: look::TODAY, area, radius: height.half() }, Mark::Text(label)]
    };
    (marks, Taken { level: 0, from: left, to: left + width, pole: Some(x) })
}

/// A point at its place.
struct Flag<'p, 'm> {
    point: &'p Point<'m>,
    x: Px,
    words: [Label<'m>; 2],
    of: Taken,
}

/// The name and the news of a point, right of it and left of it, as far as they have room between the edges.
fn sides<'m>(
    point: &Point<'m>,
    x: Px,
    size: CardSize,
    edges: (Px, Px),
    level: usize,
) -> Vec<([Label<'m>; 2], Taken)> {
    let news = Label::new(point.news(), size.plain, point.ink());
    let ink = if point.is_done { Ink::Muted } else { Ink::Text };
    let name = Label::new(point.name.clone(), size.title, ink).within(size.widest);
    let width = name.width + size.pad + news.width;
    let (own, pole) = if point.is_release { (Px::whole(2), Some(x)) } else { (HALF, None) };
    let signed = if point.is_done { size.sign.times(2) + NEAR } else { Px::ZERO };
    let pad = if point.is_release { size.pad } else { NEAR };
    let reach = own + pad + signed + width + pad;
    // Its day stands beside its sign, whichever side that is: a short text is about as wide as it is taken for.
    let behind = |from: Px| {
        let news = news.clone().at(from + signed, Align::Start, Px::ZERO);
        let next = news.right() + size.pad;
        [news, name.clone().at(next, Align::Start, Px::ZERO)]
    };
    let before = |to: Px| {
        let news = news.clone().at(to - signed, Align::End, Px::ZERO);
        let next = news.left() - size.pad;
        [news, name.clone().at(next, Align::End, Px::ZERO)]
    };
    let right = (behind(x + own + pad), Taken { level, from: x - own, to: x + reach, pole });
    let left = (before(x - own - pad), Taken { level, from: x - reach, to: x + own, pole });
    let fits = |(_, of): &([Label<'m>; 2], Taken)| edges.0 <= of.from && of.to <= edges.1;
    [right, left].into_iter().filter(fits).collect()
}

impl<'m> Flag<'_, 'm> {
    fn card(self, size: CardSize, y: Px) -> Mark<'m> {
        let Self { point, x, words, of } = self;
        let height = pitch(size) - Px::whole(4);
        let (area, middle) =
            (Area { left: of.from, top: y, right: of.to, bottom: y + height }, y + height.half());
        let mut marks = Vec::new();
        if point.is_release {
            let ground = if point.is_late { Hue::LateGround } else { Hue::Cloth };
            let is_right = area.right - x > x - area.left;
            let cloth = if is_right { Area { left: x, ..area } } else { Area { right: x, ..area } };
            marks.push(Mark::Rect { look: filled(ground), area: cloth, radius: Px::whole(2) });
            let pole = Area { left: x - Px::whole(1), right: x + Px::whole(1), ..area };
            marks.push(Mark::Rect { look: filled(point.hue), area: pole, radius: Px::ZERO });
        } else {
            let whole = HALF.times(2);
            let data = format!("M{x} {}l{HALF} {HALF}-{HALF} {HALF}-{HALF}-{HALF}z", middle - HALF);
            let area = Area::new(x - HALF, middle - HALF, whole, whole);
            marks.push(Mark::Path { look: filled(point.hue), data, area });
        }
        if point.is_done {
            let [news, _] = &words;
            let beside = NEAR + size.sign;
            let sign =
                if news.align == Align::End { news.right() + beside } else { news.left() - beside };
            marks.extend(health_sign(Health::Done, (sign, middle), size.sign));
        }
        let baseline = middle + size.title.drop();
        let words = words.into_iter().map(|label| {
            let (x, align) = (label.x, label.align);
            Mark::Text(label.at(x, align, baseline))
        });
        marks.extend(words);
        let (item, link) = (point.item, point.link);
        Mark::Card(Box::new(Card { item, tooltip: point.tooltip.clone(), link, area, marks }))
    }
}
