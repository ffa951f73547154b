//! Changes of a roadmap that a person would make in several places at once. Each is made on trial first: where names would come to
//! mean something else, or dates would move that are to stay, it is not offered.

mod edges;
mod extract;
mod inline;
mod lines;
mod names;
mod progress;
mod relocate;
mod spread;
mod trial;

use super::View;
use crate::diagnostic::Edit;
use crate::text::Span;
use crate::time::Date;
use trial::{Keeps, Unchanged, verified};

/// What a [`Refactoring`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefactorKind {
    /// It mends something that was said.
    Mend,
    /// It makes a whole of parts.
    Extract,
    /// It puts what a name stands for in the place of the name.
    Inline,
    /// It puts something elsewhere.
    Move,
    /// It says the same, or what has happened, in other words.
    Rewrite,
}

/// A change that is offered at a place.
#[derive(Clone, Debug)]
pub struct Refactoring {
    /// What it does: `declare person ana`. No two that are offered at a place have the same.
    pub title: String,
    /// What it is.
    pub kind: RefactorKind,
    /// The changes, in order of place; none yet where trying them takes long: [`refactoring`] makes them.
    pub edits: Option<Vec<Edit>>,
}

/// Up to how many declarations a change is tried before it is offered: as quick as the eye.
const TRIED_AT_ONCE: usize = 300;

/// A change that was thought of and not tried yet.
struct Candidate<'a> {
    title: String,
    kind: RefactorKind,
    edits: Change<'a>,
    keeps: Keeps,
}

/// The changes of a candidate.
enum Change<'a> {
    Known(Vec<Edit>),
    /// Found only when they are asked for: that takes long.
    Sought(Box<dyn FnOnce() -> Option<Vec<Edit>> + 'a>),
}

impl Candidate<'_> {
    /// The changes, if the roadmap keeps with them what it has to.
    fn tried(self, unchanged: &Unchanged<'_>) -> Result<Vec<Edit>, String> {
        let edits = match self.edits {
            Change::Known(edits) => Some(edits),
            Change::Sought(seek) => seek(),
        };
        verified(unchanged, edits.ok_or("nothing was found that would do it")?, &self.keeps)
    }
}

/// What could be changed at a place. `today` is the day to be written of what starts or is done; none: the one that the header
/// gives.
pub fn refactorings(view: View<'_>, range: Span, today: Option<Date>) -> Vec<Refactoring> {
    let is_quick = view.now.index().declarations().nth(TRIED_AT_ONCE).is_none();
    let unchanged = Unchanged::new(view.now);
    let offer = |candidate: Candidate<'_>| {
        let (title, kind) = (candidate.title.clone(), candidate.kind);
        let edits = if is_quick { Some(candidate.tried(&unchanged).ok()?) } else { None };
        Some(Refactoring { title, kind, edits })
    };
    candidates(view, range, today).into_iter().filter_map(offer).collect()
}

/// The changes of one that was offered at a place under a title.
///
/// # Errors
/// Why it can't be made, in words.
pub fn refactoring(
    view: View<'_>,
    range: Span,
    today: Option<Date>,
    title: &str,
) -> Result<Vec<Edit>, String> {
    let mut all = candidates(view, range, today).into_iter();
    let meant = all.find(|one| one.title == title);
    let meant = meant.ok_or("the text has changed: there is no such change here any more")?;
    meant.tried(&Unchanged::new(view.now))
}

fn candidates(view: View<'_>, range: Span, today: Option<Date>) -> Vec<Candidate<'_>> {
    let mut all = Vec::new();
    all.extend(names::declare(view, range));
    all.extend(edges::break_cycle(view, range));
    all.extend(spread::spread(view, range));
    all.extend(extract::extract(view, range));
    all.extend(names::name_item(view, range));
    all.extend(edges::turn(view, range));
    all.extend(inline::inline(view, range));
    all.extend(progress::today(view, range, today));
    all.extend(relocate::to_streams(view, range));
    all
}
