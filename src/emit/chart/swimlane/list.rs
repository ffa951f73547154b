//! A swimlane on a phone: no time is squeezed into it, cards stand below each other, their dates in words.

use super::super::Px;
use super::super::card::{Bars, Face};
use super::super::label::{Align, Ink, Label};
use super::super::look::area as filled;
use super::super::page::EDGE;
use super::super::scene::{Area, Mark};
use super::grid::{Days, Grid};
use super::lanes::{GAP, Lane, lanes};
use super::{CORNER, LANE_PAD, Sheet};

/// How many cards of a lane are shown where not all are asked for.
const MOST: usize = 8;

impl<'m> Sheet<'_, 'm> {
    /// Lanes one below the other; gives where they end.
    pub(super) fn list(&self, top: Px, marks: &mut Vec<Mark<'m>>) -> Px {
        let mut y = top;
        if !self.points.is_empty() {
            y = self.name_of("Milestones and releases", y, marks);
            let mut points: Vec<_> = self.points.iter().collect();
            points.sort_by_key(|point| point.at);
            for point in points {
                y = self.point_line(point, y, marks);
            }
            y = y + GAP;
        }
        let edges = (EDGE, self.width - EDGE);
        let days = Days::of(self.view, &self.units.items);
        let grid = Grid::new(self.view, days, Some(Px::whole(1)), edges, self.size.heading);
        for mut lane in lanes(self.view, self.colours, self.units, &grid) {
            if !self.units.is_asked && lane.cards.len() > MOST {
                lane.keep(MOST);
            }
            y = self.lane(&lane, y, marks);
        }
        y
    }

    fn name_of(&self, title: &str, y: Px, marks: &mut Vec<Mark<'m>>) -> Px {
        let height = self.size.axis;
        let label = Label::new(title.to_owned(), self.size.heading, Ink::Text);
        let room = self.width - EDGE.times(2) - LANE_PAD.times(3);
        let baseline = y + height.half() + self.size.heading.drop();
        let left = EDGE + LANE_PAD + Px::whole(4);
        marks.push(Mark::Text(label.within(room).at(left, Align::Start, baseline)));
        y + height + GAP.half()
    }

    /// Its name, and its day at the right.
    fn point_line(&self, point: &super::Point<'m>, y: Px, marks: &mut Vec<Mark<'m>>) -> Px {
        let size = self.size.card;
        let middle = y + size.line.half();
        let (left, right) = (EDGE + LANE_PAD + Px::whole(4), self.width - EDGE);
        let news = Label::new(point.news(), size.plain, point.ink());
        let news =
            news.within((right - left).half()).at(right, Align::End, middle + size.plain.drop());
        let sign = Px::whole(5);
        let x = left + sign;
        let data = format!("M{x} {}l{sign} {sign}-{sign} {sign}-{sign}-{sign}z", middle - sign);
        let area =
            Area { left, right: left + sign.times(2), top: middle - sign, bottom: middle + sign };
        marks.push(Mark::Path { look: filled(point.hue), data, area });
        let begin = area.right + GAP;
        let name = Label::new(point.name.clone(), size.title, Ink::Text);
        let name = name.within(news.left() - GAP - begin);
        marks.push(Mark::Text(name.at(begin, Align::Start, middle + size.title.drop())));
        marks.push(Mark::Text(news));
        y + size.line + Px::whole(4)
    }

    fn lane(&self, lane: &Lane<'m>, top: Px, marks: &mut Vec<Mark<'m>>) -> Px {
        let (left, right) = (EDGE, self.width - EDGE);
        let (face, size) = (Face::Whole, self.size.card);
        let mut y = top;
        if !lane.title.is_empty() {
            let area = Area { left, right, top: y, bottom: y + self.size.axis };
            marks.push(Mark::Rect { look: filled(lane.paint.tint()), area, radius: CORNER });
            let spine = Area { right: left + Px::whole(4), ..area };
            marks.push(Mark::Rect {
                look: filled(lane.paint.strong()),
                area: spine,
                radius: Px::whole(2),
            });
            y = self.name_of(&lane.title, y, marks) + GAP.half();
        }
        for card in &lane.cards {
            let own = left + Px::whole(4);
            let lines = if card.facts.has_room(size, right - own, 1) { 1 } else { 2 };
            let bars = if card.facts.complete.is_some() { Bars::Some } else { Bars::None };
            let face = face(lines, bars);
            let area = Area { left: own, right, top: y, bottom: y + face.height(size) };
            let card = card.facts.dated().card(size, face, area, (own, right));
            marks.push(Mark::Card(Box::new(card)));
            y = area.bottom + GAP;
        }
        if lane.hidden > 0 {
            let label = Label::new(format!("+ {} more", lane.hidden), size.plain, Ink::Muted);
            let baseline = y + size.line.half() + size.plain.drop();
            marks.push(Mark::Text(label.at(
                left + LANE_PAD + Px::whole(4),
                Align::Start,
                baseline,
            )));
            y = y + size.line + GAP;
        }
        y + GAP
    }
}
