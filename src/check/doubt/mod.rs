//! What errors put in doubt, so that no report is a consequence of another.
//!
//! An error of meaning (a name not found, a line that can't be read, a cycle) leaves something out of the model. The item that it
//! stands in, what is inside, what it stands in, and everything that waits for one of them has dates that may be wrong: they are
//! not judged. An error outside the items, in the header or a calendar, puts all dates in doubt. What remains is judged as ever.

mod reach;

use std::cell::Cell;
use std::collections::BTreeSet;

use reach::{dates_of, idle_items, words_of};

use crate::diagnostic::{Diagnostic, Diagnostics, Guard, Rule, Severity, rules};
use crate::model::{ItemId, Model, Places};
use crate::schedule::Schedule;
use crate::text::{Source, Span, did_you_mean};

/// Errors of these rules are slips of their own: the dates stand without what they are about.
const HARMLESS: &[&Rule] = &[
    &rules::INVALID_UTF8,
    &rules::NOT_YET,
    &rules::INVALID_TEXT,
    &rules::INVALID_LINK,
    &rules::DUPLICATE_NAME,
    &rules::DUPLICATE_HEADER,
    &rules::UNKNOWN_RULE,
    &rules::FIXED_SEVERITY,
    &rules::UNKNOWN_FIELD,
    &rules::FIELD_TYPE,
    // It is known exactly which items never work.
    &rules::NEVER_WORKS,
];

/// Errors of these rules leave nothing certain.
const FATAL: &[&Rule] = &[
    &rules::SOURCE_TOO_LARGE,
    &rules::MISSING_HEADER,
    &rules::IMPORT_NOT_FOUND,
    &rules::IMPORT_CYCLE,
    &rules::IMPORT_OUTSIDE_ROOT,
];

/// Lines outside the items that begin with one of these words decide dates everywhere.
const DECIDE_ALL: &[&str] = &[
    "roadmap", "from", "today", "calendar", "extends", "day", "work", "off", "open", "let",
    "import",
];

/// The words that declare who works.
const DECLARE_WORKERS: &[&str] = &["team", "person", "resource"];

/// What errors put in doubt.
pub(super) struct Doubt {
    is_total: bool,
    /// By item id; both empty where there is no doubt at all.
    words: Vec<bool>,
    dates: Vec<bool>,
    /// The words on the lines that have errors.
    mentioned: BTreeSet<String>,
    /// Those of them that are declared there as somebody who works.
    declared: BTreeSet<String>,
    /// What the errors are about, as far as they are single words.
    suspects: Vec<String>,
    /// How many more names are compared with them.
    comparisons: Cell<u32>,
}

/// How many suspects are compared with a name.
const SUSPECTS: usize = 100;
/// How many names are compared with all suspects.
const COMPARISONS: u32 = 10_000;
impl Doubt {
    /// No doubt at all.
    pub(super) const fn none() -> Self {
        Self {
            is_total: false,
            words: Vec::new(),
            dates: Vec::new(),
            mentioned: BTreeSet::new(),
            declared: BTreeSet::new(),
            suspects: Vec::new(),
            comparisons: Cell::new(COMPARISONS),
        }
    }

    /// What the errors so far put in doubt. Linear in the roadmap, and free where there are none.
    pub(super) fn after(model: &Model, schedule: &Schedule, out: &Diagnostics) -> Self {
        let mut doubt = Self::none();
        if !out.has_errors() {
            return doubt;
        }
        let places = Places::of(model);
        let mut items = Vec::new();
        for error in out.iter().filter(|diagnostic| casts_doubt(diagnostic)) {
            doubt.mention(model, error);
            if error.rule == &rules::MISPLACED_DECLARATION {
                // What it stands in lacks it, as what it was meant to be.
                let before = error.primary.span.start.saturating_sub(1);
                items.extend(places.innermost_item(Span::new(before, before)));
            }
            match places.innermost_item(error.primary.span) {
                Some(item) => items.push(item),
                None => doubt.is_total |= decides_all(model, error),
            }
        }
        // A field that nothing declares may have been meant as an attribute: `assignee: ana`. Of two with one name, what is said
        // of the name may be meant for either.
        let is_unclear = |one: &&Diagnostic| {
            one.rule == &rules::UNKNOWN_FIELD || one.rule == &rules::DUPLICATE_NAME
        };
        for field in out.iter().filter(is_unclear) {
            doubt.mention(model, field);
        }
        let has_header = model.header.span != Span::default();
        doubt.is_total |= !has_header || out.has_untold_errors();
        doubt.words = words_of(model, &items);
        items.extend(schedule.cycle_report.cycles.iter().flatten().map(|edge| edge.waiting));
        items.extend(idle_items(model, &schedule.never_works));
        doubt.dates = dates_of(model, items);
        doubt
    }

    /// Whether something may be missing from what is written of an item, at it or at what it stands in.
    pub(super) fn is_in_words_of(&self, item: ItemId) -> bool {
        self.is_total || self.words.get(item.index()).is_some_and(|doubt| *doubt)
    }

    /// Whether the dates of an item may be wrong.
    pub(super) fn is_in_dates_of(&self, item: ItemId) -> bool {
        self.is_total || self.dates.get(item.index()).is_some_and(|doubt| *doubt)
    }

    /// Whether any date may be wrong, so that sums over all of them may be.
    pub(super) fn is_in_any_date(&self) -> bool {
        self.is_total || !self.dates.is_empty()
    }

    /// Whether a line with an error may have meant this name.
    pub(super) fn is_about(&self, name: &str) -> bool {
        self.is_total || self.mentioned.contains(name) || self.is_near_a_suspect(name)
    }

    fn is_near_a_suspect(&self, name: &str) -> bool {
        let Some(left) = self.comparisons.get().checked_sub(1) else { return false };
        self.comparisons.set(left);
        // Of a name of several words the first may have been meant for all: `@ana` for `@ana-silva`.
        let begins =
            |suspect: &str| name.strip_prefix(suspect).is_some_and(|it| it.starts_with('-'));
        let mut suspects = self.suspects.iter().map(String::as_str);
        suspects.clone().any(begins) || did_you_mean(name, &mut suspects).is_some()
    }

    /// Whether the declaration of whoever has this name has an error, so that there may be more or less of them.
    pub(super) fn is_in_declaration_of(&self, name: &str) -> bool {
        self.is_total || self.declared.contains(name)
    }

    fn mention(&mut self, model: &Model, error: &Diagnostic) {
        let line = line_around(model, error.primary.span).split(|c: char| !is_of_a_name(c));
        let words: Vec<_> = line.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        if let [keyword, name, ..] = &*words
            && DECLARE_WORKERS.contains(&&**keyword)
        {
            self.declared.insert(name.clone());
        }
        self.mentioned.extend(words);
        let about = model.sources.text(error.primary.span);
        let name = about.trim_start_matches('@').rsplit('.').next().unwrap_or_default();
        if self.suspects.len() < SUSPECTS && name.len() <= 64 && name.chars().all(is_of_a_name) {
            self.suspects.push(name.to_owned());
        }
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

fn casts_doubt(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
        && diagnostic.rule.guard == Guard::Meaning
        && !HARMLESS.contains(&diagnostic.rule)
}

fn decides_all(model: &Model, error: &Diagnostic) -> bool {
    let line = line_around(model, error.primary.span);
    let word = line.split_whitespace().next().unwrap_or_default();
    FATAL.contains(&error.rule) || DECIDE_ALL.contains(&word)
}

/// How much of a line is looked at on either side of an error.
const NEIGHBOURHOOD: usize = 500;

/// The line of a place, or what is near it on a very long one.
fn line_around(model: &Model, place: Span) -> &str {
    let source = model.sources.source(model.sources.source_of(place));
    let text = source.map(Source::text).unwrap_or_default();
    let at = model.sources.local(place);
    let before = text.get(..at.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(at.start, |(start, _)| start);
    let behind = text.get(at.start..).unwrap_or_default();
    let end = behind
        .char_indices()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(0, |(end, c)| end + c.len_utf8());
    text.get(start..at.start + end).unwrap_or_default()
}
