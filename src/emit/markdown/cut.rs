//! Lists that would be long.

use super::limits;
use super::report::Report;
use crate::model::ItemWalker;

/// As many of some items as are shown. Of too many, those that are done give way, the first of them before the others.
pub(super) struct Cut<'c> {
    pub(super) shown: Vec<ItemWalker<'c>>,
    more: usize,
    done: usize,
}

impl<'c> Cut<'c> {
    pub(super) fn of(report: &Report<'c>, items: Vec<ItemWalker<'c>>, most: usize) -> Self {
        let all = items.len();
        let finished = items.iter().filter(|item| report.is_done(item.id)).count();
        let done = finished.min(all.saturating_sub(most));
        let mut hidden = done;
        let is_shown = |item: &ItemWalker<'_>| {
            let gives_way = hidden > 0 && report.is_done(item.id);
            hidden -= usize::from(gives_way);
            !gives_way
        };
        let shown: Vec<_> = items.into_iter().filter(is_shown).take(most).collect();
        Self { more: all - shown.len(), shown, done }
    }

    /// `… and 12 more, 9 of them done.`
    pub(super) fn rest(&self) -> String {
        match (self.more, self.done) {
            (more, 0) => rest(more),
            (more, done) if more == done => format!("\n… and {more} more that are done.\n"),
            (more, done) => format!("\n… and {more} more, {done} of them done.\n"),
        }
    }
}

/// `… and 12 more.`, below a table.
pub(super) fn rest(more: usize) -> String {
    if more > 0 { format!("\n… and {more} more.\n") } else { String::new() }
}

/// `Ana, Bo, Cy and 3 more`: as many names as are read in a cell.
pub(super) fn names(all: impl ExactSizeIterator<Item = String>) -> String {
    let more = all.len().saturating_sub(limits::NAMES);
    let shown = all.take(limits::NAMES).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_counted() {
        let of = |count: usize| names((0..count).map(|at| at.to_string()));
        assert_eq!(of(0), "");
        assert_eq!(of(5), "0, 1, 2, 3, 4");
        assert_eq!(of(7), "0, 1, 2, 3, 4 and 2 more");
    }
}
