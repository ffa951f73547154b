//! The picture of priorities: what is worth how much, against what it takes, and the ranked list beside it; below it where there is no
//! room.
//!
//! Which two numbers are compared follows from those that most candidates say ([`Plane`]). A view that is sorted by score is the
//! ranked list alone.

mod entry;
mod list;
mod plane;
mod plot;
mod scale;

pub use entry::Entry;
pub use plane::Plane;
pub use scale::Scale;

use super::label::{Align, Ink, clean};
use super::page::{self, EDGE, Type};
use super::paragraph::paragraph;
use super::scene::{Mark, Scene};
use super::{ChartOptions, Px};
use crate::model::SortKey;
use crate::plan::PlanView;
use crate::text::isolated;
use crate::text::words::{counted, list};

/// Between what stands above and below the other, and side by side.
const BELOW: Px = Px::whole(20);
const BESIDE: Px = Px::whole(36);
/// The part of the width that the plot takes beside the list, in hundredths.
const PLOT_PART: i64 = 54;
/// How many are named for who can't see the picture.
const NAMED: usize = 12;

/// The picture, in numbers.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let set = Type::of(width);
    let edges = (EDGE, width - EDGE);
    let entries = entry::entries(view);
    let (mut marks, bottom) = page::header(view, &[summary(&entries)], edges, set);
    let top = bottom + BELOW;
    let (bottom, legend) = if entries.is_empty() {
        let words = "No idea is written down, and no item has a score.";
        let lines = paragraph(words, set.plain, Ink::Muted, edges.1 - edges.0, 2);
        let (lines, bottom) = page::stacked(lines, EDGE, Align::Start, top, set.leading);
        marks.extend(lines);
        (bottom, Vec::new())
    } else {
        body(&mut marks, view, &entries, (edges, top), set)
    };
    let (legend, bottom) = page::legend(&legend, edges, bottom + BELOW, set);
    marks.extend(legend);
    Scene {
        size: (width, (bottom + BELOW).ceil()),
        title: clean(view.title()).into_owned(),
        description: description(&entries),
        marks,
    }
}

/// The plot, if there is anything to compare, and the list; and what the plot does not show.
fn body<'m>(
    marks: &mut Vec<Mark<'m>>,
    view: &PlanView<'_, 'm>,
    entries: &[Entry<'m>],
    ((left, right), top): ((Px, Px), Px),
    set: Type,
) -> (Px, Vec<page::Entry<'m>>) {
    let candidates: Vec<_> = entries.iter().map(|entry| entry.candidate).collect();
    let is_list = view.view.sort.is_some_and(|sort| sort.by == SortKey::Score);
    let Some(plane) = Plane::of(&candidates).filter(|_| !is_list) else {
        let (list, bottom) = list::list(entries, (left, right), top, set);
        marks.extend(list);
        return (bottom, Vec::new());
    };
    let all = right - left;
    let is_narrow = page::is_narrow(all);
    let width = if is_narrow { all } else { Px(all.0 * PLOT_PART / 100) };
    let day = view.plan.model.header.day.0;
    let plot = plot::plot(entries, plane, day, (left, width, top), set);
    marks.extend(plot.marks);
    let (begin, list_top) =
        if is_narrow { (left, plot.bottom + BELOW) } else { (left + width + BESIDE, top) };
    let (list, bottom) = list::list(entries, (begin, right), list_top, set);
    marks.extend(list);
    let without = candidates.iter().filter(|one| plane.place(one).is_none()).count();
    let said = [
        (plot.untitled, "whose title stands in the list alone"),
        (plot.left_out, "without room in the plot"),
        (without, "without a place in the plot: a number is not said"),
    ];
    let said = said.into_iter().filter(|(count, _)| *count > 0);
    let said = said.map(|(count, words)| page::Entry::words(format!("{count} {words}")));
    (plot.bottom.max(bottom), said.collect())
}

/// `Priorities: 5 ideas, 2 items`
fn summary(entries: &[Entry<'_>]) -> String {
    let ideas = entries.iter().filter(|entry| entry.candidate.idea.is_some()).count();
    let counts = [(ideas, "idea"), (entries.len() - ideas, "item")];
    let parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, what)| counted(count, what)).collect();
    if parts.is_empty() {
        "Priorities".to_owned()
    } else {
        format!("Priorities: {}", parts.join(", "))
    }
}

/// A few sentences.
fn description(entries: &[Entry<'_>]) -> String {
    let named = entries.iter().map(|entry| {
        let title = isolated(clean(entry.candidate.title));
        match entry.candidate.score {
            Some((kind, score)) => {
                format!("{title} ({} {})", kind.name(), super::board::rounded(score))
            }
            None => title.into_owned(),
        }
    });
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return "Priorities: nothing is shown.".to_owned();
    }
    format!("{}. The best first: {}.", summary(entries), list(&named, NAMED))
}
