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

use super::label::clean;
use super::page::{self, Room, Type};
use super::scene::{Mark, Scene};
use super::{ChartOptions, Px};
use crate::model::SortKey;
use crate::plan::PlanView;
use crate::text::isolated;
use crate::text::words::{counted, list};

/// The part of the width that the plot takes beside the list, in hundredths.
const PLOT_PART: i64 = 54;
/// How many are named for who can't see the picture.
const NAMED: usize = 12;

/// The picture, in numbers.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let entries = entry::entries(view);
    let said = (summary(&entries), description(&entries));
    let nothing = entries.is_empty();
    let nothing = nothing.then_some("No idea is written down, and no item has a score.");
    page::scene(view, options, said, nothing, |marks, room, set| {
        body(marks, view, &entries, room, set)
    })
}

/// The plot, if there is anything to compare, and the list; and what the plot does not show.
fn body<'m>(
    marks: &mut Vec<Mark<'m>>,
    view: &PlanView<'_, 'm>,
    entries: &[Entry<'m>],
    room: Room,
    set: Type,
) -> (Px, Vec<page::Entry<'m>>) {
    let candidates: Vec<_> = entries.iter().map(|entry| entry.candidate).collect();
    let is_list = view.view.sort.is_some_and(|sort| sort.by == SortKey::Score);
    let Some(plane) = Plane::shown(view, &candidates).filter(|_| !is_list) else {
        let (list, bottom) = list::list(view, entries, room, set);
        marks.extend(list);
        return (bottom, Vec::new());
    };
    let ((left, _), top) = room;
    let (mut untitled, mut left_out) = (0, 0);
    let figure = |marks: &mut Vec<_>, width| {
        let plot = plot::plot(view, entries, plane, (left, width, top), set);
        marks.extend(plot.marks);
        (untitled, left_out) = (plot.untitled, plot.left_out);
        plot.bottom
    };
    let bottom =
        page::beside(marks, room, PLOT_PART, figure, |room| list::list(view, entries, room, set));
    let without = candidates.iter().filter(|one| plane.place(one).is_none()).count();
    let said = [
        (untitled, "whose title stands in the list alone"),
        (left_out, "without room in the plot"),
        (without, plane.lacks()),
    ];
    let said = said.into_iter().filter(|(count, _)| *count > 0);
    let said = said.map(|(count, words)| page::Entry::words(format!("{count} {words}")));
    (bottom, said.collect())
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
