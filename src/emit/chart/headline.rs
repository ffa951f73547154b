//! The words above a picture that has news of its own: its title, what is shown, and what follows from it.

use super::Px;
use super::label::{Align, Ink, Label, Style, clean};
use super::scene::Mark;
use super::type_scale::TypeScale;
use crate::plan::PlanView;
use crate::time::Date;

/// A paragraph below a title: parts of which as many stand in a line as have room.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its parts.
    pub parts: Vec<String>,
    /// Whether it is the news, which stands out.
    pub ink: Ink,
    /// How it is set.
    pub style: Style,
}

/// Writes a title and paragraphs from `left` to `right`; says where they end.
pub fn headline<'m>(
    title: &str,
    paragraphs: &[Paragraph],
    (left, right): (Px, Px),
    scale: TypeScale,
) -> (Vec<Mark<'m>>, Px) {
    let room = right - left;
    let mut baseline = scale.px(44);
    let title = Label::new(clean(title).into_owned(), scale.title, Ink::Text).within(room);
    let mut marks = vec![Mark::Text(title.at(left, Align::Start, baseline))];
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let mut gap = if at == 0 { scale.px(22) } else { scale.px(20) };
        for text in lines(&paragraph.parts, room, paragraph.style) {
            baseline = baseline + gap;
            gap = scale.px(18);
            let label = Label::new(text, paragraph.style, paragraph.ink).within(room);
            marks.push(Mark::Text(label.at(left, Align::Start, baseline)));
        }
    }
    (marks, baseline + scale.px(6))
}

/// A day as people say it; with its year where that is another than that of the start.
pub fn near(view: &PlanView<'_, '_>, day: Date) -> String {
    let is_same = day.year() == view.plan.schedule.first_day.year();
    if is_same { day.short() } else { day.medium() }
}

/// As many of these in a line as have room.
fn lines(parts: &[String], room: Px, style: Style) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().map(|part| clean(part)).filter(|part| !part.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} · {part}"));
        match longer.filter(|longer| style.width(longer) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(part.into_owned()),
        }
    }
    lines
}
