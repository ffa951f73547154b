//! The plot: four parts with their names, each candidate a numbered disc, its title beside it where that has room.

use std::collections::BTreeMap;

use super::super::Px;
use super::super::label::{Align, Ink, Label, clean};
use super::super::look;
use super::super::page::{Type, disc, disc_radius, short};
use super::super::palette::Hue;
use super::super::scene::{Area, Card, Mark, Point};
use super::entry::Entry;
use super::plane::Plane;
use super::scale::Scale;
use crate::plan::PlanView;

/// From labels to the plot, and from names to its edges.
const GAP: Px = Px::whole(8);
/// The height of the plot, in hundredths of its width.
const HEIGHT: i64 = 82;
/// How far a disc may be moved to be free, in discs.
const FARTHEST: i64 = 5;
/// Of more candidates than this the best alone have discs: others would push them from their places.
const MOST: usize = 60;
/// The widest titles beside a disc: as they are, or else cut; on a page, and on a slide.
const WIDEST: [[Px; 2]; 2] = [[Px::whole(190), Px::whole(132)], [Px::whole(290), Px::whole(200)]];

/// The plot, and what it could not show.
pub(super) struct Plot<'m> {
    pub(super) marks: Vec<Mark<'m>>,
    pub(super) bottom: Px,
    /// How many have a place on it, and no room.
    pub(super) left_out: usize,
    /// How many discs have no title beside them.
    pub(super) untitled: usize,
}

/// The plot from `left`, so wide, its first label at `top`.
pub(super) fn plot<'m>(
    view: &PlanView<'_, 'm>,
    entries: &[Entry<'m>],
    plane: Plane,
    (left, width, top): (Px, Px, Px),
    set: Type,
) -> Plot<'m> {
    let places: Vec<_> = entries.iter().map(|entry| plane.place(&entry.candidate)).collect();
    let of = |part: fn((i64, i64)) -> i64| -> Vec<i64> {
        places.iter().flatten().copied().map(part).collect()
    };
    let day = view.plan.model.header.day.0;
    let unit = if matches!(plane, Plane::WorthByEffort(_)) { day } else { 1000 };
    let (across, up) = (Scale::of(&of(|at| at.0), unit), Scale::of(&of(|at| at.1), 1000));
    let ticks = up.stops.iter().map(|stop| set.small.width(&short(*stop)));
    let begin = left + ticks.fold(Px::ZERO, Px::max) + GAP;
    let foot_of_title = top + set.leading + GAP;
    let room = left + width - begin;
    let area = Area::new(begin, foot_of_title, room, Px(room.0 * HEIGHT / 100));
    let radius = disc_radius(entries.len(), set);
    let taken = Taken { step: radius.times(2).max(Px(1)), by_field: BTreeMap::new() };
    let mut field = Field { area, set, radius, taken, marks: Vec::new() };
    field.ground(plane);
    field.axes(plane.axes(view), (&across, &up), (left, top));
    let (left_out, untitled) = field.candidates(entries, &places, (&across, &up));
    let bottom = area.bottom + GAP + set.leading.times(2) + Px::whole(4);
    Plot { marks: field.marks, bottom, left_out, untitled }
}

struct Field<'m> {
    area: Area,
    set: Type,
    radius: Px,
    /// What no title may lie on.
    taken: Taken,
    marks: Vec<Mark<'m>>,
}

/// What is taken, by the fields of a grid in which it lies: what is asked about is near, however much there is.
struct Taken {
    /// How wide and how high a field is.
    step: Px,
    by_field: BTreeMap<(i64, i64), Vec<Area>>,
}

impl Taken {
    fn add(&mut self, area: Area) {
        for field in self.fields(area) {
            self.by_field.entry(field).or_default().push(area);
        }
    }

    fn is_free(&self, area: Area) -> bool {
        let near = self.fields(area).filter_map(|field| self.by_field.get(&field));
        !near.flatten().any(|other| other.meets(area))
    }

    fn fields(&self, area: Area) -> impl Iterator<Item = (i64, i64)> + use<> {
        let of = |at: Px| at.0.div_euclid(self.step.0);
        let (across, down) = (of(area.left)..=of(area.right), of(area.top)..=of(area.bottom));
        across.flat_map(move |x| down.clone().map(move |y| (x, y)))
    }
}

impl<'m> Field<'m> {
    /// The middle of the plot.
    fn middle(&self) -> Point {
        let Area { left, top, .. } = self.area;
        (left + self.area.width().half(), top + self.area.height().half())
    }

    /// Four parts with their names; the best stands out.
    fn ground(&mut self, plane: Plane) {
        let (x, y) = self.middle();
        let Area { left, top, right, bottom } = self.area;
        let half = Px::whole(1);
        for (row, names) in plane.names().into_iter().enumerate() {
            for (column, name) in names.into_iter().enumerate() {
                let (is_above, is_left) = (row == 0, column == 0);
                let part = Area {
                    left: if is_left { left } else { x + half },
                    right: if is_left { x - half } else { right },
                    top: if is_above { top } else { y + half },
                    bottom: if is_above { y - half } else { bottom },
                };
                let is_best = is_above && is_left == plane.is_best_left();
                let look = look::area(if is_best { Hue::GoodGround } else { Hue::Band });
                self.marks.push(Mark::Rect { look, area: part, radius: Px::whole(4) });
                let label = Label::new(name, self.set.small_strong, Ink::Muted);
                let drop = label.style.drop();
                let line = self.set.leading.half() + Px::whole(4);
                let (x, align) = if is_left {
                    (part.left + GAP, Align::Start)
                } else {
                    (part.right - GAP, Align::End)
                };
                let line = if is_above { part.top + line } else { part.bottom - line };
                let label = label.within(part.width() - GAP.times(2)).at(x, align, line + drop);
                self.taken.add(label.area());
                self.marks.push(Mark::Text(label));
            }
        }
    }

    /// What is counted, and round numbers of it.
    fn axes(
        &mut self,
        (below, beside): (String, String),
        (across, up): (&Scale, &Scale),
        (left, top): Point,
    ) {
        let set = self.set;
        let room = self.area.right - left;
        let title = Label::new(beside, set.small_strong, Ink::Muted).within(room);
        let drop = set.small.drop();
        self.marks.push(Mark::Text(title.at(left, Align::Start, top + set.leading.half() + drop)));
        let mut free = self.area.bottom + set.leading;
        for stop in &up.stops {
            let y = self.area.bottom - along(up, *stop, self.area.height());
            // Between two there is room for a line.
            if y + set.leading <= free {
                let label = Label::new(short(*stop), set.small, Ink::Muted);
                self.marks.push(Mark::Text(label.at(self.area.left - GAP, Align::End, y + drop)));
                free = y;
            }
        }
        let middle = self.area.bottom + GAP + set.leading.half() + drop;
        let mut free = self.area.left - Px::whole(40);
        for stop in &across.stops {
            let x = self.area.left + along(across, *stop, self.area.width());
            let label = Label::new(short(*stop), set.small, Ink::Muted);
            let align = if x >= self.area.right { Align::End } else { Align::Middle };
            let label = label.at(x, align, middle);
            if label.left() >= free {
                free = label.right() + GAP;
                self.marks.push(Mark::Text(label));
            }
        }
        let title = Label::new(below, set.small_strong, Ink::Muted).within(room);
        self.marks.push(Mark::Text(title.at(self.area.right, Align::End, middle + set.leading)));
    }

    /// Discs first, so that no title lies on one; then titles, the best candidates before others.
    fn candidates(
        &mut self,
        entries: &[Entry<'m>],
        places: &[Option<(i64, i64)>],
        (across, up): (&Scale, &Scale),
    ) -> (usize, usize) {
        let inner = self.area.inset(self.radius + Px::whole(3));
        let mut centres: Vec<(usize, Point)> = Vec::new();
        let mut left_out = 0;
        for (number, place) in places.iter().enumerate() {
            let Some((x, y)) = place else { continue };
            let aim = (
                self.area.left + Px(across.place(*x, self.area.width().0)),
                self.area.bottom - Px(up.place(*y, self.area.height().0)),
            );
            match self.free(aim, inner).filter(|_| centres.len() < MOST) {
                Some(centre) => {
                    self.taken.add(self.disc_area(centre));
                    centres.push((number, centre));
                }
                None => left_out += 1,
            }
        }
        let mut untitled = 0;
        for (number, centre) in centres {
            let Some(entry) = entries.get(number) else { continue };
            let label = self.title(entry, centre);
            untitled += usize::from(label.is_none());
            if let Some(label) = &label {
                self.taken.add(label.area());
            }
            self.draw(entry, centre, label);
        }
        (left_out, untitled)
    }

    fn disc_area(&self, (x, y): Point) -> Area {
        let reach = self.radius + Px::whole(1);
        Area::new(x - reach, y - reach, reach.times(2), reach.times(2))
    }

    /// The place nearest to where a disc should be on which nothing lies: squares round it, one outside the other.
    fn free(&self, (x, y): Point, inner: Area) -> Option<Point> {
        let kept =
            |x: Px, y: Px| (x.max(inner.left).min(inner.right), y.max(inner.top).min(inner.bottom));
        let step = self.radius.half().max(Px(10));
        let rings = FARTHEST * 2 * self.radius.0 / step.0;
        for ring in 0..=rings {
            let mut best: Option<(i64, Point)> = None;
            for down in -ring..=ring {
                for right in -ring..=ring {
                    if down.abs().max(right.abs()) != ring {
                        continue;
                    }
                    let point = kept(x + step.times(right), y + step.times(down));
                    let area = self.disc_area(point);
                    let far = right * right + down * down;
                    let is_nearer = best.is_none_or(|(other, _)| far < other);
                    if is_nearer && self.taken.is_free(area) {
                        best = Some((far, point));
                    }
                }
            }
            if let Some((_, point)) = best {
                return Some(point);
            }
        }
        None
    }

    /// The title of a candidate beside its disc: right, left, below or above it, where nothing lies; whole if it can be.
    fn title(&self, entry: &Entry<'m>, (x, y): Point) -> Option<Label<'m>> {
        let style = self.set.small;
        let [page, slide] = WIDEST;
        let widths = if self.set.is_slide() { slide } else { page };
        let whole = Label::new(clean(entry.candidate.title).into_owned(), style, Ink::Text);
        let near = self.radius + Px::whole(4);
        let below = near + style.size();
        let places = [
            (x + near, Align::Start, y + style.drop()),
            (x - near, Align::End, y + style.drop()),
            (x, Align::Middle, y + below),
            (x, Align::Middle, y - near - Px::whole(2)),
        ];
        let put = |(widest, (x, align, baseline)): (Px, (Px, Align, Px))| {
            let label = whole.clone().within(widest).at(x, align, baseline);
            let area = label.area();
            (self.area.holds(area) && self.taken.is_free(area)).then_some(label)
        };
        let all = widths.into_iter().flat_map(|widest| places.map(|place| (widest, place)));
        all.into_iter().find_map(put)
    }

    fn draw(&mut self, entry: &Entry<'m>, centre: Point, label: Option<Label<'m>>) {
        let marks = disc(entry.number, centre, self.radius, look::DISC, self.set);
        let area = self.disc_area(centre);
        let (item, tooltip, link) = (None, entry.tooltip.clone(), entry.link);
        self.marks.push(Mark::Card(Box::new(Card { item, tooltip, link, area, marks })));
        self.marks.extend(label.map(Mark::Text));
    }
}

/// Where a stop lies.
fn along(scale: &Scale, stop: i64, length: Px) -> Px {
    let at = scale.stops.iter().position(|other| *other == stop).unwrap_or(0);
    let steps = i64::try_from(scale.stops.len().saturating_sub(1)).unwrap_or(1).max(1);
    Px(length.0 * i64::try_from(at).unwrap_or(0) / steps)
}
