//! A legend of what is used: a sample, and what it means.

use super::Px;
use super::label::{Align, Ink, Label};
use super::look::Look;
use super::scene::{Area, Mark};
use super::type_scale::TypeScale;

/// A sample and what it means.
#[derive(Clone, Debug)]
pub struct Key {
    /// How it looks.
    pub sample: Sample,
    /// What it means.
    pub words: String,
}

/// How something looks.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// A rectangle.
    Box(Look),
    /// A rectangle with slanting lines over it.
    Hatched(Look, Look),
    /// A line.
    Line(Look),
}

impl Key {
    /// What a sample means.
    pub fn new(sample: Sample, words: impl Into<String>) -> Self {
        Self { sample, words: words.into() }
    }
}

/// Places a legend from `left` to `right`, its first line below `top`; says where it ends.
pub fn legend<'m>(
    keys: Vec<Key>,
    (left, right): (Px, Px),
    top: Px,
    scale: TypeScale,
) -> (Vec<Mark<'m>>, Px) {
    let (width, leading) = (scale.px(20), scale.px(22));
    let (mut x, mut middle) = (left, top + leading.half());
    let mut marks = Vec::new();
    for key in keys {
        let room = right - left - width - scale.px(8);
        let label = Label::new(key.words, scale.small, Ink::Muted).within(room);
        if x + width + scale.px(8) + label.width > right && x > left {
            (x, middle) = (left, middle + leading);
        }
        let half = scale.px(6);
        let area = Area { left: x, top: middle - half, right: x + width, bottom: middle + half };
        sample(key.sample, area, &mut marks);
        let drop = label.style.drop();
        let label = label.at(x + width + scale.px(8), Align::Start, middle + drop);
        x = label.right() + scale.px(22);
        marks.push(Mark::Text(label));
    }
    (marks, middle + leading.half())
}

fn sample(sample: Sample, area: Area, marks: &mut Vec<Mark<'_>>) {
    let rect = |look: Look| {
        let area = if look.stroke.is_some() { area.inset(Px(5)) } else { area };
        Mark::Rect { look, area, radius: Px::whole(2) }
    };
    match sample {
        Sample::Box(look) => marks.push(rect(look)),
        Sample::Hatched(ground, lines) => {
            marks.push(rect(ground));
            marks.push(hatched(lines, area));
        }
        Sample::Line(look) => {
            let middle = area.top + area.height().half();
            let data = format!("M{} {middle}H{}", area.left, area.right);
            marks.push(Mark::Path { look, data, area });
        }
    }
}

/// Slanting lines all over a rectangle.
pub fn hatched<'m>(look: Look, area: Area) -> Mark<'m> {
    Mark::Path { look, data: super::draw::hatched(area), area }
}
