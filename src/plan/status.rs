//! The newest status entry of each subject.

use std::collections::BTreeMap;

use super::Plan;
use crate::model::{Model, StatusEntry, Subject};

/// The newest status entry of each subject: that of the latest date up to today, of one day the one declared last.
#[derive(Clone, Debug, Default)]
pub struct NewestStatuses<'c> {
    entries: BTreeMap<Subject, &'c StatusEntry>,
}

impl<'c> NewestStatuses<'c> {
    fn of(model: &'c Model) -> Self {
        let mut entries: BTreeMap<Subject, &'c StatusEntry> = BTreeMap::new();
        let is_to_come =
            |entry: &&StatusEntry| model.header.today.is_some_and(|today| entry.date > today);
        for entry in model.statuses.iter().filter(|entry| !is_to_come(entry)) {
            let newest = entries.entry(entry.subject).or_insert(entry);
            if entry.date >= newest.date {
                *newest = entry;
            }
        }
        Self { entries }
    }

    /// The newest entry about a subject.
    pub fn about(&self, subject: Subject) -> Option<&'c StatusEntry> {
        self.entries.get(&subject).copied()
    }

    /// Each subject with its newest entry: the whole first, then in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (Subject, &'c StatusEntry)> {
        self.entries.iter().map(|(subject, entry)| (*subject, *entry))
    }

    /// The newest entry of each subject: the newest first, of one day the whole before its parts.
    pub fn by_date(&self) -> Vec<&'c StatusEntry> {
        let mut all: Vec<_> = self.entries.values().copied().collect();
        all.sort_by_key(|entry| std::cmp::Reverse(entry.date));
        all
    }
}

impl<'c> Plan<'c> {
    /// The newest status entry of each subject.
    pub fn newest_statuses(&self) -> NewestStatuses<'c> {
        NewestStatuses::of(self.model)
    }
}
