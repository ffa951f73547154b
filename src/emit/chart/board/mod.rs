//! Cards in columns: now, next and later, or quarters, or sprints; ideas, the best first, in the last. A roadmap in which nothing
//! has a date is drawn so too.

pub mod ideas;
pub mod stacks;

pub use ideas::{details, rounded};

use super::card::{Bars, CardFacts, CardSize, Face};
use super::colours::Colours;
use super::header::{HeaderSize, header_in};
use super::label::{Align, Ink, Label, Style, clean, shortened};
use super::look::{self, area as filled};
use super::page::{self, EDGE, Type, is_narrow, is_slide};
use super::palette::Hue;
use super::pieces::{heading, swatch};
use super::scene::{Area, Mark, Scene};
use super::units::{MOST, units};
use super::words::links;
use super::{ChartOptions, Px};
use crate::model::{Dimension, Part};
use crate::plan::PlanView;
use crate::text::isolated;
use stacks::{Stack, stacks, without_done};

/// How large everything is.
#[derive(Clone, Copy, Debug)]
struct Size {
    header: HeaderSize,
    card: CardSize,
    heading: Style,
    /// The least width of a column, and the height of its heading.
    column: Px,
    title: Px,
}

const ON_SLIDE: Size = Size {
    header: HeaderSize::SLIDE,
    card: CardSize::SLIDE,
    heading: Style::SlideHeading,
    column: Px::whole(230),
    title: Px::whole(40),
};
const ON_PAGE: Size = Size {
    header: HeaderSize::PAGE,
    card: CardSize::PAGE,
    heading: Style::Strong,
    column: Px::whole(180),
    title: Px::whole(32),
};
/// Between columns, between cards, and from a column's edge to its cards.
const GAP: Px = Px::whole(12);
const CARD_GAP: Px = Px::whole(8);
const PAD: Px = Px::whole(10);
/// Below everything.
const FOOT: Px = Px::whole(10);
/// A column has no more cards than this where nobody says which level of the plan is shown.
const MOST_IN_COLUMN: usize = 12;

/// The picture of a view.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let size = if is_slide(width) { ON_SLIDE } else { ON_PAGE };
    let colours = Colours::of(view, Dimension::Stream);
    let mut units = units(view, options.depth);
    if !view.shows(Part::Done, false) {
        without_done(view, &mut units);
    }
    let mut stacks = stacks(view, &colours, &units);
    let (left, right) = (EDGE, width - EDGE);
    let header = header_in(size.header, view, left, right);
    let top = header.bottom + Px::whole(16);
    let mut marks = heading(header, links(&view.plan.model.header.extras).next());
    let description = described(&stacks);
    let all: usize = stacks.iter().map(|stack| stack.count).sum();
    let bottom = if all == 0 {
        let label = Label::new("Nothing is planned yet.", size.card.plain, Ink::Muted);
        marks.push(Mark::Text(label.at(left, Align::Start, top + size.card.line)));
        top + size.card.line.times(2)
    } else {
        let cards = stacks.iter().flat_map(|stack| &stack.blocks).flat_map(|block| &block.cards);
        let used: Vec<_> = cards.map(|card| card.paint).collect();
        let entries = colours.legend(used.into_iter()).into_iter();
        let entries: Vec<_> = entries.map(|(paint, words)| swatch(paint, words)).collect();
        let set = Type::of(width);
        let (_, legend) = page::legend(&entries, (left, right), Px::ZERO, set);
        let board = Board { size, edges: (left, right) };
        let room = is_slide(width).then(|| Px(width.0 * 9 / 16) - FOOT - legend - GAP - top);
        let most = if units.is_asked { usize::MAX } else { MOST_IN_COLUMN };
        for stack in &mut stacks {
            stack.keep(most);
        }
        let is_narrow = is_narrow(width);
        let bottom = board.columns(&stacks, (top, room), is_narrow, &mut marks);
        let foot = room.map_or(bottom, |room| bottom.max(top + room));
        let (legend, end) = page::legend(&entries, (left, right), foot + GAP, set);
        marks.extend(legend);
        end
    };
    let least = if is_slide(width) { Px(width.0 * 9 / 16) } else { Px::ZERO };
    let height = (bottom + FOOT).ceil().max(least);
    let title = clean(view.title()).into_owned();
    Scene { size: (width, height), title, description, marks }
}

/// Where a board stands.
#[derive(Clone, Copy)]
struct Board {
    size: Size,
    edges: (Px, Px),
}

impl Board {
    /// Columns side by side, as many as have room; and where they end.
    fn columns<'m>(
        &self,
        stacks: &[Stack<'m>],
        (top, room): (Px, Option<Px>),
        is_narrow: bool,
        marks: &mut Vec<Mark<'m>>,
    ) -> Px {
        let (left, right) = self.edges;
        let fitting = (right - left + GAP).0 / (self.size.column + GAP).0.max(1);
        let fitting = if is_narrow { 1 } else { usize::try_from(fitting).unwrap_or(1).max(1) };
        // No band of columns has one alone where two could be about as wide.
        let bands = stacks.len().div_ceil(fitting).max(1);
        let in_a_row = stacks.len().div_ceil(bands).max(1);
        let width = Px((right - left + GAP).0 / i64::try_from(in_a_row).unwrap_or(1)) - GAP;
        let room = room.filter(|_| bands == 1);
        let (board, face) = self.face(stacks, width, room);
        let mut y = top;
        for band in stacks.chunks(in_a_row) {
            let height = band.iter().map(|stack| board.height(stack, width, face));
            let height = height.fold(Px::ZERO, Px::max).max(room.unwrap_or(Px::ZERO));
            for (at, stack) in band.iter().enumerate() {
                let x = left + (width + GAP).times_count(at);
                board.column(stack, Area::new(x, y, width, height), face, marks);
            }
            y = y + height + GAP;
        }
        y - GAP
    }

    /// The largest face with which all columns have room; where none has, one that can be read.
    fn face(&self, stacks: &[Stack<'_>], width: Px, room: Option<Px>) -> (Self, Shown) {
        let airy = Self { size: Size { card: self.size.card.airy(), ..self.size }, ..*self };
        let fits = |(of, shown): &(Self, Shown)| {
            room.is_none_or(|room| stacks.iter().all(|one| of.height(one, width, *shown) <= room))
        };
        let tried = [
            (airy, Shown::Tall),
            (*self, Shown::Tall),
            (airy, Shown::Whole),
            (*self, Shown::Whole),
            (*self, Shown::Line),
        ];
        tried.into_iter().find(fits).unwrap_or((*self, Shown::Tall))
    }

    fn face_of(&self, card: &CardFacts<'_>, width: Px, shown: Shown) -> Face {
        let lines = if card.has_room(self.size.card, width - PAD.times(2), 1) { 1 } else { 2 };
        let bars = if card.complete.is_some() { Bars::Some } else { Bars::None };
        match shown {
            Shown::Tall if !card.people.is_empty() => Face::Tall(lines, bars),
            Shown::Tall | Shown::Whole => Face::Whole(lines, bars),
            Shown::Line => Face::Line,
        }
    }

    /// How high a column has to be.
    fn height(&self, stack: &Stack<'_>, width: Px, shown: Shown) -> Px {
        let size = self.size;
        let card =
            |card: &CardFacts<'_>| self.face_of(card, width, shown).height(size.card) + CARD_GAP;
        let blocks = stack.blocks.iter().map(|block| {
            let title = if block.title.is_empty() { Px::ZERO } else { size.card.line + CARD_GAP };
            title + block.cards.iter().map(card).sum()
        });
        let more = if stack.hidden > 0 { size.card.line } else { Px::ZERO };
        size.title + blocks.sum() + more + PAD.half()
    }

    fn column<'m>(&self, stack: &Stack<'m>, area: Area, shown: Shown, marks: &mut Vec<Mark<'m>>) {
        let size = self.size;
        marks.push(Mark::Rect { look: look::BAND, area, radius: Px::whole(8) });
        let (left, right) = (area.left + PAD, area.right - PAD);
        let middle = area.top + size.title.half();
        let count = Label::new(stack.count.to_string(), size.card.title, Ink::Muted);
        let pill = Area {
            left: right - count.width - Px::whole(16),
            right,
            top: middle - size.card.line.half() - Px::whole(1),
            bottom: middle + size.card.line.half() + Px::whole(1),
        };
        marks.push(Mark::Rect {
            look: filled(Hue::Cloth),
            area: pill,
            radius: pill.height().half(),
        });
        let centre = pill.left + pill.width().half();
        let title = Label::new(stack.title.clone(), size.heading, Ink::Text);
        let title = title.within(pill.left - PAD - left);
        marks.push(Mark::Text(title.at(left, Align::Start, middle + size.heading.drop())));
        marks.push(Mark::Text(count.at(centre, Align::Middle, middle + size.card.title.drop())));
        let mut y = area.top + size.title;
        for block in &stack.blocks {
            if !block.title.is_empty() {
                marks.push(Mark::Text(self.line(
                    clean(&block.title).into_owned(),
                    (left, right),
                    y,
                )));
                y = y + size.card.line + CARD_GAP;
            }
            for card in &block.cards {
                let face = self.face_of(card, area.width(), shown);
                let place = Area { left, right, top: y, bottom: y + face.height(size.card) };
                let card = card.card(size.card, face, place, (left, right));
                marks.push(Mark::Card(Box::new(card)));
                y = place.bottom + CARD_GAP;
            }
        }
        if stack.hidden > 0 {
            let more = format!("+ {} more", stack.hidden);
            marks.push(Mark::Text(self.line(more, (left, right), y - CARD_GAP.half())));
        }
    }

    /// A line of quiet words.
    fn line<'m>(&self, words: String, (left, right): (Px, Px), top: Px) -> Label<'m> {
        let size = self.size.card;
        let label = Label::new(words, size.plain, Ink::Muted).within(right - left);
        label.at(left, Align::Start, top + size.line.half() + size.plain.drop())
    }
}

/// How much of each card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Tall,
    Whole,
    Line,
}

/// The same in words.
fn described(stacks: &[Stack<'_>]) -> String {
    let named = |stack: &Stack<'_>| {
        let cards = stack.blocks.iter().flat_map(|block| &block.cards).take(MOST);
        let names = cards.map(|card| isolated(shortened(&card.title, 120)).into_owned());
        let names: Vec<_> = names.collect();
        let more = stack.count.saturating_sub(names.len());
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        format!("{}: {}{more}.", stack.title, names.join("; "))
    };
    let filled = stacks.iter().filter(|stack| stack.count > 0);
    format!("Board. {}", filled.map(named).collect::<Vec<_>>().join(" "))
}
