//! What of a file is not read: once for all that stands in one kind of element and is left out for one reason.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::diagnostic::Fate;

/// So many names stand in one loss at most: of a kind that nobody knows the rest is counted.
const MOST_NAMES: usize = 100;

/// What is not read, by what it stands in, what becomes of it, and why.
#[derive(Debug, Default)]
pub(super) struct Unread<'a> {
    groups: BTreeMap<(&'a str, bool, &'a str), Group<'a>>,
}

#[derive(Debug, Default)]
struct Group<'a> {
    names: Vec<&'a str>,
    lines: Vec<usize>,
}

impl<'a> Unread<'a> {
    /// Notes an element or attribute that is left out.
    pub(super) fn left_out(
        &mut self,
        (parent, name): (&'a str, &'a str),
        why: &'a str,
        line: usize,
    ) {
        self.note((parent, true, why), name, line);
    }

    /// Notes one that follows from what is read.
    pub(super) fn computed(
        &mut self,
        (parent, name): (&'a str, &'a str),
        why: &'a str,
        line: usize,
    ) {
        self.note((parent, false, why), name, line);
    }

    fn note(&mut self, group: (&'a str, bool, &'a str), name: &'a str, line: usize) {
        let group = self.groups.entry(group).or_default();
        if group.names.len() <= MOST_NAMES && !group.names.contains(&name) {
            group.names.push(name);
        }
        group.lines.push(line);
    }

    /// Tells all of it.
    pub(super) fn tell(self, draft: &mut Draft) {
        for ((parent, is_left, why), mut group) in self.groups {
            let fate = if is_left { Fate::LeftOut } else { Fate::Decided };
            group.names.sort_unstable();
            group.lines.sort_unstable();
            let more = if group.names.len() > MOST_NAMES { " and others" } else { "" };
            let names = group.names.iter().take(MOST_NAMES);
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            let what = format!("{}{more} of `{parent}`", names.join(", "));
            for line in group.lines {
                draft.losses.add(fate, what.as_str(), why, format!("line {line}"));
            }
        }
    }
}
