//! The list: each candidate with its number, its score as a bar, and what that is made of; those of one formula together.

use super::super::Px;
use super::super::board::rounded;
use super::super::label::{Align, Ink, Label};
use super::super::look;
use super::super::page::{Room, Type, disc, disc_radius, joined, rule, stacked};
use super::super::palette::Hue;
use super::super::paragraph::paragraph;
use super::super::scene::{Area, Card, Mark};
use super::entry::Entry;
use crate::plan::PlanView;

/// From a disc to words, and from words to a score.
const GAP: Px = Px::whole(10);
/// Above and below a row.
const PAD: Px = Px::whole(7);
/// How high the bar of a score is.
const BAR: Px = Px::whole(5);
/// A title and what its score is made of take no more lines.
const LINES: usize = 2;

/// The list between two edges; and where it ends.
pub(super) fn list<'m>(
    view: &PlanView<'_, 'm>,
    entries: &[Entry<'m>],
    ((left, right), top): Room,
    set: Type,
) -> (Vec<Mark<'m>>, Px) {
    let radius = disc_radius(entries.len(), set);
    let rows = Rows { left, words: left + radius.times(2) + GAP, right, radius, set };
    let mut marks = Vec::new();
    let mut y = top;
    let kind = |entry: &Entry<'_>| entry.candidate.score.map(|(kind, _)| kind);
    for group in entries.chunk_by(|one, other| kind(one) == kind(other)) {
        let Some(first) = group.first() else { continue };
        if y > top {
            y = y + PAD.times(2);
        }
        let words = match kind(first) {
            Some(kind) => format!("{}: {}", kind.name(), view.formula(kind)),
            None => "Without a score, by priority".to_owned(),
        };
        y = rows.heading(&mut marks, words, y);
        let best =
            group.iter().filter_map(|entry| entry.candidate.score).map(|(_, score)| score.0).max();
        for entry in group {
            marks.push(rule(left, right, y));
            let card = rows.card(entry, best.unwrap_or(0), y);
            y = card.area.bottom;
            marks.push(Mark::Card(Box::new(card)));
        }
    }
    (marks, y)
}

/// Where the parts of rows stand.
struct Rows {
    left: Px,
    words: Px,
    right: Px,
    radius: Px,
    set: Type,
}

impl Rows {
    fn heading(&self, marks: &mut Vec<Mark<'_>>, words: String, top: Px) -> Px {
        let set = self.set;
        let middle = top + set.leading.half() + set.small.drop();
        let label = Label::new(words, set.small_strong, Ink::Muted).within(self.right - self.left);
        marks.push(Mark::Text(label.at(self.left, Align::Start, middle)));
        top + set.leading + PAD.half()
    }

    fn card<'m>(&self, entry: &Entry<'m>, best: i64, top: Px) -> Card<'m> {
        let set = self.set;
        let begin = top + PAD;
        let score = entry.candidate.score.map(|(_, score)| score);
        let amount = score.map(|score| Label::new(rounded(score), set.strong, Ink::Text));
        let kept = amount.as_ref().map_or(Px::ZERO, |label| label.width + GAP);
        let room = self.right - self.words - kept;
        let is_over = entry.candidate.priority == 0;
        let ink = if is_over { Ink::Muted } else { Ink::Text };
        let title = paragraph(entry.candidate.title, set.strong, ink, room, LINES);
        let (mut marks, mut y) = stacked(title, self.words, Align::Start, begin, set.leading);
        let middle = begin + set.leading.half() + set.strong.drop();
        marks.extend(amount.map(|label| Mark::Text(label.at(self.right, Align::End, middle))));
        if let Some(score) = score {
            self.bar(&mut marks, score.0, best, y + Px::whole(2));
            y = y + BAR + Px::whole(4);
        }
        let room = self.right - self.words;
        let details = joined(&entry.details, set.small, room).into_iter();
        let details = details.map(|line| Label::new(line, set.small, Ink::Muted).within(room));
        let (details, foot) = stacked(details.collect(), self.words, Align::Start, y, set.leading);
        marks.extend(details);
        let centre = (
            self.left + self.radius,
            (begin + set.leading.half()).max(top + self.radius + Px::whole(3)),
        );
        marks.extend(disc(entry.number, centre, self.radius, look::DISC, set));
        let bottom = foot.max(centre.1 + self.radius) + PAD;
        let area = Area { left: self.left, top, right: self.right, bottom };
        Card {
            item: entry.candidate.item,
            tooltip: entry.tooltip.clone(),
            link: entry.link,
            area,
            marks,
        }
    }

    /// A score beside the best of its kind; of what scores nothing the ground alone.
    fn bar(&self, marks: &mut Vec<Mark<'_>>, score: i64, best: i64, top: Px) {
        let whole = Area { left: self.words, right: self.right, top, bottom: top + BAR };
        let part = i128::from(whole.width().0) * i128::from(score.max(0)) / i128::from(best.max(1));
        let part = Px(i64::try_from(part).unwrap_or(0)).max(Px::whole(2)).min(whole.width());
        let own = Area { right: whole.left + part, ..whole };
        let radius = BAR.half();
        marks.push(Mark::Rect { look: look::area(Hue::Grid), area: whole, radius });
        if score > 0 {
            marks.push(Mark::Rect { look: look::area(Hue::Done(1)), area: own, radius });
        }
    }
}
