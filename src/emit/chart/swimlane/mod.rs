//! The roadmap on one page: lanes of cards over quarters or months, with milestones and releases on top.

pub mod grid;
pub mod lanes;
mod list;
pub mod packing;
pub mod points;

use super::card::{Bars, CardSize, Face, dissolving};
use super::colours::{Colours, Paint};
use super::header::{HeaderSize, header_in};
use super::label::{Align, Ink, Label, Style};
use super::look::{self, area as filled};
use super::page::{self, EDGE, Type, is_narrow, is_slide};
use super::palette::Hue;
use super::paragraph::paragraph;
use super::pieces::{heading, health_sign, swatch};
use super::scene::{Area, Card, Mark, Scene};
use super::units::{MOST, Units, units};
use super::words::links;
use super::{ChartOptions, Px};
use crate::model::{Dimension, Health, Page};
use crate::plan::PlanView;
use grid::{Days, Grid, is_later};
use lanes::{GAP, Lane};
use points::{Point, Signs, pitch, points};

/// How large everything is.
#[derive(Clone, Copy, Debug)]
struct Size {
    header: HeaderSize,
    card: CardSize,
    heading: Style,
    /// The width of the names of lanes, and of the column of what has no date.
    names: Px,
    later: Px,
    /// The height of the names of columns.
    axis: Px,
    /// The highest that a card grows to fill a slide.
    highest: Px,
    /// How many levels of flags there may be.
    levels: usize,
}

const ON_SLIDE: Size = Size {
    header: HeaderSize::SLIDE,
    card: CardSize::SLIDE,
    heading: Style::SlideHeading,
    names: Px::whole(176),
    later: Px::whole(220),
    axis: Px::whole(30),
    highest: Px::whole(96),
    levels: 4,
};
const ON_PAGE: Size = Size {
    header: HeaderSize::PAGE,
    card: CardSize::PAGE,
    heading: Style::Strong,
    names: Px::whole(120),
    later: Px::whole(150),
    axis: Px::whole(24),
    highest: Px::whole(64),
    levels: 6,
};
/// Below everything.
const FOOT: Px = Px::whole(10);
/// The radius of the corners of lanes.
const CORNER: Px = Px::whole(6);
/// Between two lanes, and from a lane's edge to its cards.
const LANE_GAP: Px = Px::whole(6);
const LANE_PAD: Px = Px::whole(5);
/// From a lane's left edge to its name.
const NAME_LEFT: Px = Px::whole(12);
/// How many rows a page has at most where nobody says which level of the plan is shown.
const MOST_ROWS: usize = 36;

/// The picture of a view.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let size = if is_slide(width) { ON_SLIDE } else { ON_PAGE };
    let colours = Colours::of(view, view.grouped_by(Dimension::Stream));
    let units = units(view, options.depth);
    let points = points(view, &colours);
    let right = width - EDGE;
    let header = header_in(size.header, view, EDGE, right);
    let top = header.bottom + Px::whole(12);
    let link = links(&view.plan.model.header.extras).next();
    let mut marks = heading(header, link);
    let sheet = Sheet { view, size, colours: &colours, units: &units, points: &points, width };
    let bottom = if units.items.is_empty() && points.is_empty() {
        let label = Label::new("Nothing is planned yet.", size.card.plain, Ink::Muted);
        marks.push(Mark::Text(label.at(EDGE, Align::Start, top + size.card.line)));
        top + size.card.line.times(2)
    } else if is_narrow(width) {
        sheet.list(top, &mut marks)
    } else {
        sheet.lanes(top, &mut marks)
    };
    let height = (bottom + FOOT).ceil().max(sheet.height().unwrap_or(Px::ZERO));
    let title = view.title().to_owned();
    Scene { size: (width, height), title, description: sheet.described(), marks }
}

/// What a picture is made of.
#[derive(Clone, Copy)]
struct Sheet<'s, 'm> {
    view: &'s PlanView<'s, 'm>,
    size: Size,
    colours: &'s Colours,
    units: &'s Units<'m>,
    points: &'s [Point<'m>],
    width: Px,
}

impl<'m> Sheet<'_, 'm> {
    /// The height that the paper has; on a page read from near there is no end to it.
    fn height(&self) -> Option<Px> {
        let (wide, high) = match self.view.view.page {
            Some(Page::A4 | Page::A3) => (297, 210),
            Some(Page::Letter) => (110, 85),
            Some(Page::Slide) => (16, 9),
            None if is_slide(self.width) => (16, 9),
            None => return None,
        };
        Some(Px(self.width.0 * high / wide))
    }

    /// Lanes over time; gives where they end.
    fn lanes(&self, top: Px, marks: &mut Vec<Mark<'m>>) -> Px {
        let Self { view, size, .. } = *self;
        let (margin, right, set) = (EDGE, self.width - EDGE, Type::of(self.width));
        let mut items = self.units.items.clone();
        items.extend(view.items().filter(|item| item.kind().is_point()));
        let days = Days::of(view, &items);
        let has_later = self.units.items.iter().any(|item| is_later(view, *item));
        let has_names = self.has_names();
        let left = if has_names { margin + size.names + LANE_GAP } else { margin };
        let grid =
            Grid::new(view, days, has_later.then_some(size.later), (left, right), size.heading);
        let points_top = top + size.axis + LANE_GAP;
        let any = if grid.time.is_some() { Signs::of(self.points) } else { Signs::default() };
        let entries = self.entries(any);
        let (_, key_height) = page::legend(&entries, (margin, right), Px::ZERO, set);
        let foot = self.height().map(|height| height - FOOT - key_height - Px::whole(8));
        let mut lanes = lanes::lanes(view, self.colours, self.units, &grid);
        let laid_out = |most: usize| {
            let flags = points::lane(view, self.points, &grid, size.card, points_top, most);
            // Beside names of lanes there is room to say what has none.
            let more = usize::from(!has_names && !flags.hidden.is_empty());
            let top = points_top + pitch(size.card).times_count(flags.levels + more) + LANE_GAP;
            (flags, top)
        };
        // Flags give way to cards: on a slide as many levels of them as leave room for all of these.
        let fewer = (2..=size.levels).rev().find(|most| {
            let (_, top) = laid_out(*most);
            let (_, is_whole) = self.face(&lanes, foot.map(|foot| foot - top));
            is_whole
        });
        let least = if foot.is_some() { 2 } else { size.levels };
        let most = if self.units.is_asked { 12 } else { fewer.unwrap_or(least) };
        let (flags, lanes_top) = laid_out(most);
        let room = foot.map(|foot| foot - lanes_top);
        let (face, is_whole) = self.face(&lanes, room);
        for lane in &mut lanes {
            lane.pack(size.card, face);
        }
        if !is_whole && self.units.items.len() > MOST && !self.units.is_asked {
            self.cut(&mut lanes, face, room);
        }
        let (pitches, bottom) = self.spread(&lanes, face, lanes_top, room);
        let mut entries = self.entries(flags.signs);
        if face == Face::Line {
            entries.extend(self.signs(&lanes));
        }
        self.ground(&grid, &lanes, &pitches, top, bottom, marks);
        for (x, from, look) in &flags.poles {
            let area = Area { left: *x, right: *x, top: *from, bottom };
            marks.push(Mark::Path { look: *look, data: format!("M{x} {from}V{bottom}"), area });
        }
        if !flags.hidden.is_empty() {
            let below = pitch(size.card).times_count(flags.levels);
            let (left, down) =
                if has_names { (margin + NAME_LEFT, Px::ZERO) } else { (margin, below) };
            marks.push(self.more(&flags.hidden, left, points_top + down));
        }
        marks.extend(flags.marks);
        for (lane, spread) in lanes.iter().zip(&pitches) {
            self.cards(lane, face, *spread, marks);
        }
        let (own, end) =
            page::legend(&entries, (margin, right), self.key_top(bottom, key_height), set);
        marks.extend(own);
        end
    }

    /// How many points have no room, and which, where a pointer asks.
    fn more(&self, hidden: &[String], left: Px, top: Px) -> Mark<'m> {
        let style = self.size.card.plain;
        let label = Label::new(format!("+ {} more", hidden.len()), style, Ink::Muted);
        let middle = top + (pitch(self.size.card) - Px::whole(4)).half();
        let label = label.within(self.size.names).at(left, Align::Start, middle + style.drop());
        let tooltip = hidden.join("\n");
        let area = label.area();
        Mark::Card(Box::new(Card {
            item: None,
            tooltip,
            link: None,
            area,
            marks: vec![Mark::Text(label)],
        }))
    }

    /// The key stands at the foot of a slide; on a page below the lanes.
    fn key_top(&self, bottom: Px, height: Px) -> Px {
        let foot = self.height().map(|whole| whole - FOOT - height);
        (bottom + Px::whole(8)).max(foot.unwrap_or(Px::ZERO))
    }

    fn has_names(&self) -> bool {
        let groups = self.view.groups(Dimension::Stream, self.units.items.iter().copied());
        groups.iter().any(|group| group.key != crate::plan::GroupKey::None)
    }

    /// The face with which all cards have room, or the smallest; and whether they have.
    fn face(&self, lanes: &[Lane<'m>], room: Option<Px>) -> (Face, bool) {
        let is_many = self.units.items.len() > MOST;
        let mut cards = lanes.iter().flat_map(|lane| &lane.cards);
        let bars =
            if cards.any(|card| card.facts.complete.is_some()) { Bars::Some } else { Bars::None };
        let fits = |face: &Face| match room {
            Some(room) => self.needed(lanes, *face) <= room,
            None if *face == Face::Line => {
                let rows = lanes.iter().map(|lane| lane.rows_with(self.size.card, *face));
                rows.sum::<usize>() <= MOST_ROWS
            }
            None => !is_many,
        };
        let faces = [Face::Whole(2, bars), Face::Whole(1, bars), Face::Line];
        let found = faces.into_iter().find(fits);
        (found.unwrap_or(Face::Line), found.is_some())
    }

    /// Leaves out what matters least: the lane with most rows gives one away, until all have room.
    fn cut(&self, lanes: &mut [Lane<'m>], face: Face, room: Option<Px>) {
        let is_too_high = |lanes: &[Lane<'m>]| match room {
            Some(room) => self.height_of(lanes, face) > room,
            None => lanes.iter().map(|lane| lane.rows).sum::<usize>() > MOST_ROWS,
        };
        while is_too_high(lanes) {
            let tallest = lanes.iter_mut().rev().max_by_key(|lane| lane.rows);
            let Some(tallest) = tallest.filter(|lane| lane.rows > 1) else { break };
            // Of very many all but a few have no room anyway: they are left out by halves.
            let rows = tallest.rows;
            let left = if rows > 4 * MOST_ROWS { rows / 2 } else { rows - 1 };
            tallest.cut(left, self.size.card, face);
        }
    }

    /// The title of a lane in at most so many lines.
    fn title_of(&self, lane: &Lane<'m>, most: usize) -> Vec<Label<'m>> {
        let room = self.size.names - NAME_LEFT - LANE_PAD;
        paragraph(&lane.title, self.size.heading, Ink::Text, room, most)
    }

    /// From line to line of the name of a lane.
    fn name_leading(&self) -> Px {
        self.size.heading.size() + Px::whole(4)
    }

    /// How high a lane is at least.
    fn lane_height(&self, lane: &Lane<'m>, rows: usize, pitch: Px) -> Px {
        let leading = self.name_leading();
        let lines = self.title_of(lane, 2).len();
        let words = lines + usize::from(lane.hidden > 0) + usize::from(lane.health.is_some());
        let words = if lane.title.is_empty() { Px::ZERO } else { leading.times_count(words) };
        (pitch.times_count(rows) - GAP).max(words) + LANE_PAD.times(2) + self.more_room(lane)
    }

    /// What a lane without a name needs to say how much of it has no room.
    fn more_room(&self, lane: &Lane<'m>) -> Px {
        let is_told_below = lane.title.is_empty() && lane.hidden > 0;
        if is_told_below { self.name_leading() } else { Px::ZERO }
    }

    /// How high lanes are with this face.
    fn needed(&self, lanes: &[Lane<'m>], face: Face) -> Px {
        let size = self.size.card;
        let pitch = face.height(size) + GAP;
        let height =
            |lane: &Lane<'m>| self.lane_height(lane, lane.rows_with(size, face), pitch) + LANE_GAP;
        lanes.iter().map(height).sum()
    }

    /// The same as they are packed.
    fn height_of(&self, lanes: &[Lane<'m>], face: Face) -> Px {
        let pitch = face.height(self.size.card) + GAP;
        lanes.iter().map(|lane| self.lane_height(lane, lane.rows, pitch) + LANE_GAP).sum()
    }

    /// Where each lane stands, and how far its rows are apart; and where the last ends.
    fn spread(
        &self,
        lanes: &[Lane<'m>],
        face: Face,
        top: Px,
        room: Option<Px>,
    ) -> (Vec<Spread>, Px) {
        let least = face.height(self.size.card);
        let rows = lanes.iter().map(|lane| lane.rows).sum::<usize>();
        let free = room.map_or(Px::ZERO, |room| (room - self.height_of(lanes, face)).max(Px::ZERO));
        let count = i64::try_from(rows.max(1)).unwrap_or(1);
        let grown = Px(free.0 / count).min((self.size.highest - least).max(Px::ZERO));
        let grown = if matches!(face, Face::Whole(..)) { grown } else { Px::ZERO };
        let height = least + grown;
        let mut spreads = Vec::new();
        let mut y = top;
        let grown_all: Px = lanes
            .iter()
            .map(|lane| self.lane_height(lane, lane.rows, height + GAP) + LANE_GAP)
            .sum();
        let rest = room.map_or(Px::ZERO, |room| (room - grown_all).max(Px::ZERO));
        let each = Px(rest.0 / i64::try_from(lanes.len().max(1)).unwrap_or(1));
        for lane in lanes {
            let lane_height = self.lane_height(lane, lane.rows, height + GAP) + each;
            let used = (height + GAP).times_count(lane.rows) - GAP;
            let first = y + (lane_height - self.more_room(lane) - used).half();
            spreads.push(Spread { top: y, bottom: y + lane_height, first, card: height });
            y = y + lane_height + LANE_GAP;
        }
        (spreads, y - LANE_GAP)
    }

    /// Names of columns, lanes, lines between columns.
    fn ground(
        &self,
        grid: &Grid,
        lanes: &[Lane<'m>],
        spreads: &[Spread],
        top: Px,
        bottom: Px,
        marks: &mut Vec<Mark<'m>>,
    ) {
        let size = self.size;
        for column in &grid.columns {
            let area =
                Area { left: column.left, top, right: column.right, bottom: top + size.axis };
            let inner = Area { left: area.left + Px(10), right: area.right - Px(10), ..area };
            let hue = if column.is_now { Hue::Cloth } else { Hue::Band };
            marks.push(Mark::Rect { look: filled(hue), area: inner, radius: Px::whole(4) });
            let Some(name) = &column.name else { continue };
            let ink = if column.is_now { Ink::Text } else { Ink::Muted };
            let label = Label::new(name.clone(), size.heading, ink);
            let baseline = top + size.axis.half() + size.heading.drop();
            marks.push(Mark::Text(label.at(column.left + Px::whole(7), Align::Start, baseline)));
        }
        for (lane, spread) in lanes.iter().zip(spreads) {
            let area =
                Area { left: grid.left, top: spread.top, right: grid.right, bottom: spread.bottom };
            marks.push(Mark::Rect { look: look::BAND, area, radius: CORNER });
            if !lane.title.is_empty() {
                self.name(lane, *spread, marks);
            } else if lane.hidden > 0 {
                let style = size.card.plain;
                let label = Label::new(format!("+ {} more", lane.hidden), style, Ink::Muted);
                let middle = spread.bottom - LANE_PAD - self.name_leading().half();
                let left = grid.left + LANE_PAD;
                marks.push(Mark::Text(label.at(left, Align::Start, middle + style.drop())));
            }
        }
        for column in grid.columns.iter().skip(1) {
            let x = column.left;
            let from = top + size.axis;
            let area = Area { left: x, right: x, top: from, bottom };
            marks.push(Mark::Path {
                look: look::COARSE_LINE,
                data: format!("M{x} {from}V{bottom}"),
                area,
            });
        }
    }

    /// The name of a lane, how it stands, and how much of it has no room.
    fn name(&self, lane: &Lane<'m>, spread: Spread, marks: &mut Vec<Mark<'m>>) {
        let size = self.size;
        let (left, leading) = (EDGE, self.name_leading());
        let area = Area { left, top: spread.top, right: left + size.names, bottom: spread.bottom };
        let mut own = vec![Mark::Rect { look: filled(lane.paint.tint()), area, radius: CORNER }];
        let spine = Area { right: left + Px::whole(4), ..area };
        own.push(Mark::Rect {
            look: filled(lane.paint.strong()),
            area: spine,
            radius: Px::whole(2),
        });
        let inner = left + NAME_LEFT;
        let more = usize::from(lane.hidden > 0) + usize::from(lane.health.is_some());
        let lines = usize::try_from((area.height() - LANE_PAD).0 / leading.0.max(1)).unwrap_or(1);
        let title = self.title_of(lane, lines.saturating_sub(more).clamp(1, 3));
        let count = title.len() + more;
        let mut middle =
            area.top + (area.height() - leading.times_count(count)).half() + leading.half();
        for label in title {
            let drop = label.style.drop();
            own.push(Mark::Text(label.at(inner, Align::Start, middle + drop)));
            middle = middle + leading;
        }
        let plain = |words: String, x: Px| {
            Label::new(words, size.card.plain, Ink::Muted).within(area.right - x).at(
                x,
                Align::Start,
                Px::ZERO,
            )
        };
        if let Some(health) = lane.health {
            own.extend(health_sign(health, (inner + size.card.sign, middle), size.card.sign));
            let label =
                plain(health.label().to_owned(), inner + size.card.sign.times(2) + Px::whole(6));
            let (x, drop) = (label.x, label.style.drop());
            own.push(Mark::Text(label.at(x, Align::Start, middle + drop)));
            middle = middle + leading;
        }
        if lane.hidden > 0 {
            let label = plain(format!("+ {} more", lane.hidden), inner);
            let drop = label.style.drop();
            own.push(Mark::Text(label.at(inner, Align::Start, middle + drop)));
        }
        let tooltip = lane.title.clone();
        marks.push(Mark::Card(Box::new(Card {
            item: None,
            tooltip,
            link: None,
            area,
            marks: own,
        })));
    }

    fn cards(&self, lane: &Lane<'m>, face: Face, spread: Spread, marks: &mut Vec<Mark<'m>>) {
        for card in &lane.cards {
            let top = spread.first + (spread.card + GAP).times_count(card.row);
            let (left, right) = card.edges;
            let area = Area { left, top, right, bottom: top + spread.card };
            let card = card.facts.card(self.size.card, face, area, card.place.time);
            marks.push(Mark::Card(Box::new(card)));
        }
    }

    /// What of signs and colours is used.
    fn entries(&self, points: Signs) -> Vec<page::Entry<'m>> {
        let view = self.view;
        let timing = |item: crate::model::ItemId| view.plan.schedule.timing(item);
        let items = || self.units.items.iter().copied();
        let mut entries = Vec::new();
        if view.grouped_by(Dimension::Stream) != self.colours.dimension {
            let used = items().map(|item| self.colours.paint(view, item));
            for (paint, words) in self.colours.legend(used) {
                entries.push(swatch(paint, words));
            }
        }
        let paint = Paint::Slot(1);
        if items().any(|item| timing(item.id).is_open && !is_later(view, item)) {
            entries.push(signed("end not known yet", move |area: Area| {
                let data = dissolving(area);
                vec![Mark::Path { look: filled(paint.tint()), data, area }]
            }));
        }
        if points.milestone {
            entries.push(signed("milestone", |area: Area| {
                let (x, y) = (area.left + area.width().half(), area.top + area.height().half());
                let half = Px::whole(6);
                let data = format!("M{x} {}l{half} {half}-{half} {half}-{half}-{half}z", y - half);
                vec![Mark::Path { look: filled(Hue::Done(1)), data, area }]
            }));
        }
        if points.release {
            let has_markers = !self.view.plan.model.markers.is_empty();
            let words =
                if has_markers { "release, due date or marked day" } else { "release or due date" };
            entries.push(signed(words, |area: Area| {
                let pole = Area { right: area.left + Px::whole(2), ..area };
                vec![
                    Mark::Rect { look: filled(Hue::Cloth), area, radius: Px::whole(2) },
                    Mark::Rect { look: filled(Hue::Release), area: pole, radius: Px::ZERO },
                ]
            }));
        }
        entries
    }

    /// What the signs of cards mean that have no room for words.
    fn signs(&self, lanes: &[Lane<'m>]) -> Vec<page::Entry<'m>> {
        let mut signs: Vec<_> =
            lanes.iter().flat_map(|lane| &lane.cards).filter_map(|card| card.facts.sign).collect();
        signs.sort_unstable();
        signs.dedup();
        let radius = self.size.card.sign;
        let entry = |health: Health| {
            signed(health.label().to_lowercase(), move |area: Area| {
                let centre = (area.left + area.width().half(), area.top + area.height().half());
                health_sign(health, centre, radius)
            })
        };
        signs.into_iter().map(entry).collect()
    }

    /// The same in words.
    fn described(&self) -> String {
        let quoted =
            |title: &str| crate::text::isolated(super::label::shortened(title, 120)).into_owned();
        let word = |item: crate::model::ItemId| {
            let health = self.view.health(item);
            health.map_or_else(String::new, |of| format!(", {}", of.label().to_lowercase()))
        };
        let items = self.units.items.iter().take(MOST);
        let names: Vec<_> = items.map(|item| quoted(item.title()) + &word(item.id)).collect();
        let more = self.units.items.len().saturating_sub(names.len());
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let points = self.points.iter().take(MOST);
        let points: Vec<_> =
            points.map(|point| format!("{}, {}", quoted(&point.name), point.news())).collect();
        let mut said = format!("Roadmap in lanes: {}{more}.", names.join("; "));
        if !points.is_empty() {
            said.extend([" Milestones and releases: ", &points.join("; "), "."]);
        }
        said
    }
}

/// Where a lane stands.
#[derive(Clone, Copy)]
struct Spread {
    top: Px,
    bottom: Px,
    /// The top of its first row, and how high its cards are.
    first: Px,
    card: Px,
}

/// A sign of the legend in its room.
fn signed<'m>(
    words: impl Into<String>,
    sign: impl Fn(Area) -> Vec<Mark<'m>> + 'static,
) -> page::Entry<'m> {
    let (width, height) = (Px::whole(20), Px::whole(12));
    page::Entry::new(width, words, move |x, middle| {
        sign(Area::new(x, middle - height.half(), width, height))
    })
}
