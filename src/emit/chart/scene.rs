//! A picture in numbers: shapes and texts in their places, which tests look at and `draw` only writes.
//!
//! A picture is made of marks; what belongs together is a card, which keeps all its marks within its area.

use super::Px;
use super::label::Label;
use super::look::Look;
use super::palette::Hue;
use crate::model::ItemId;

/// A point of a picture.
pub type Point = (Px, Px);

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Area {
    pub left: Px,
    pub top: Px,
    pub right: Px,
    pub bottom: Px,
}

impl Area {
    /// The radius of a corner of a bar.
    const RADIUS: Px = Px::whole(4);

    /// From its corner at the left and the top, so wide and so high.
    pub fn new(left: Px, top: Px, width: Px, height: Px) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    /// How wide it is.
    pub fn width(self) -> Px {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(self) -> Px {
        self.bottom - self.top
    }

    /// Smaller by so much at each side, but not turned inside out.
    #[must_use]
    pub fn inset(self, by: Px) -> Self {
        let across = by.min(self.width().half());
        let down = by.min(self.height().half());
        Self {
            left: self.left + across,
            top: self.top + down,
            right: self.right - across,
            bottom: self.bottom - down,
        }
    }

    /// The radius of its corners, if it is a bar.
    pub fn radius(self) -> Px {
        Self::RADIUS.min(self.width().half()).min(self.height().half())
    }

    /// Whether the other lies in it.
    pub fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    /// Whether the two have more in common than an edge.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Label<'_> {
    /// The room that its letters take.
    pub fn area(&self) -> Area {
        Area { left: self.left(), top: self.top(), right: self.right(), bottom: self.bottom() }
    }
}

/// A picture, in numbers.
#[derive(Debug)]
pub struct Scene<'m> {
    /// Its width and height.
    pub size: Point,
    /// Its title, for readers who can't see it.
    pub title: String,
    /// What it shows, in a few sentences, for the same.
    pub description: String,
    /// What it is made of, the lowest first.
    pub marks: Vec<Mark<'m>>,
}

/// A part of a picture.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Mark<'m> {
    /// A rectangle with round corners.
    Rect { look: Look, area: Area, radius: Px },
    /// A circle.
    Circle { look: Look, centre: Point, radius: Px },
    /// A way of any kind, as SVG says it, and the room that it takes.
    Path { look: Look, data: String, area: Area },
    /// A text.
    Text(Label<'m>),
    /// A text that keeps lines below it at a distance, in the ink of this ground.
    Haloed(Label<'m>, Hue),
    /// What belongs together.
    Card(Box<Card<'m>>),
}

/// Marks that belong together: a card of an item, a bar with its words.
#[derive(Debug)]
pub struct Card<'m> {
    /// Of which item, if it is one's.
    pub item: Option<ItemId>,
    /// What it says where a pointer rests on it, a line each; empty if nothing.
    pub tooltip: String,
    /// Where its title leads.
    pub link: Option<&'m str>,
    /// The room that none of its marks leaves.
    pub area: Area,
    /// What it is made of, the lowest first.
    pub marks: Vec<Mark<'m>>,
}

/// A part of a picture that leads somewhere.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "only pages have links of their own"))]
pub(in crate::emit) struct Link {
    pub(in crate::emit) area: Area,
    pub(in crate::emit) address: String,
}

impl Mark<'_> {
    /// The room it takes.
    pub fn area(&self) -> Area {
        match self {
            Self::Rect { area, .. } | Self::Path { area, .. } => *area,
            Self::Circle { centre: (x, y), radius, .. } => Area {
                left: *x - *radius,
                top: *y - *radius,
                right: *x + *radius,
                bottom: *y + *radius,
            },
            Self::Text(label) | Self::Haloed(label, _) => label.area(),
            Self::Card(card) => card.area,
        }
    }
}

impl<'m> Scene<'m> {
    /// Every text in it, those of cards too.
    pub fn labels(&self) -> Vec<&Label<'m>> {
        let mut labels = Vec::new();
        gather(&self.marks, &mut labels);
        labels
    }

    /// What is wrong with it, in words for whoever mends it: texts that overlap, marks that leave their card or the picture.
    /// Nothing, if all is well.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let (right, bottom) = self.size;
        let all = Area { left: Px::ZERO, top: Px::ZERO, right, bottom };
        outside(&self.marks, all, &mut faults);
        let mut labels = self.labels();
        labels.retain(|label| !label.text.is_empty());
        labels.sort_by_key(|label| (label.top(), label.left()));
        for (at, label) in labels.iter().enumerate() {
            let below = labels.iter().skip(at + 1);
            let near = below.take_while(|other| other.top() < label.bottom());
            for other in near.filter(|other| label.area().meets(other.area())) {
                faults.push(format!("`{}` overlaps `{}`", label.text, other.text));
            }
        }
        faults
    }
}

/// Leaves out where things lead.
pub(super) fn unlink(marks: &mut [Mark<'_>]) {
    for mark in marks {
        if let Mark::Card(card) = mark {
            card.link = None;
            unlink(&mut card.marks);
        }
    }
}

fn gather<'s, 'm>(marks: &'s [Mark<'m>], labels: &mut Vec<&'s Label<'m>>) {
    for mark in marks {
        match mark {
            Mark::Text(label) | Mark::Haloed(label, _) => labels.push(label),
            Mark::Card(card) => gather(&card.marks, labels),
            _ => {}
        }
    }
}

fn outside(marks: &[Mark<'_>], room: Area, faults: &mut Vec<String>) {
    for mark in marks {
        if !room.holds(mark.area()) {
            let what = match mark {
                Mark::Text(label) | Mark::Haloed(label, _) => format!("the text `{}`", label.text),
                Mark::Card(card) => format!("the card `{}`", card.tooltip),
                _ => "a shape".to_owned(),
            };
            faults.push(format!("{what} at {:?} leaves its room {room:?}", mark.area()));
        }
        if let Mark::Card(card) = mark {
            outside(&card.marks, card.area, faults);
        }
    }
}
