//! What errors put in doubt, so that no report is a consequence of another.
//!
//! An error of meaning (a name not found, a line that can't be read, a cycle) leaves something out of the model. The item that it
//! stands in, what is inside, what it stands in, and everything that waits for one of them has dates that may be wrong: they are
//! not judged. An error outside the items, in the header or a calendar, puts all dates in doubt. What remains is judged as ever.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Guard, Rule, Severity, rules};
use crate::model::{Anchor, ItemId, ItemWalker, Model};
use crate::schedule::{Idle, Schedule};
use crate::text::{Source, Span};

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
}

/// How many suspects are compared with every name.
const SUSPECTS: usize = 100;
/// How much of a line is looked at on either side of an error.
const NEIGHBOURHOOD: usize = 500;

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
            match places.innermost_item(error.primary.span) {
                Some(item) => items.push(item),
                None => doubt.is_total |= decides_all(model, error),
            }
        }
        doubt.is_total |= out.errors() > Diagnostics::KEPT;
        doubt.words = words_of(model, &items);
        items.extend(schedule.knots.cycles.iter().flatten().map(|edge| edge.waiting));
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
        self.is_total
            || self.mentioned.contains(name)
            || crate::text::did_you_mean(name, self.suspects.iter().map(String::as_str)).is_some()
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

/// The items that have no working time, by their calendar or for those who work on them.
fn idle_items(model: &Model, idle: &[Idle]) -> Vec<ItemId> {
    if idle.is_empty() {
        return Vec::new();
    }
    let idle: BTreeSet<_> = idle.iter().copied().collect();
    let is_idle = |item: &ItemWalker<'_>| {
        let who = || item.assignments().iter().map(|one| one.resource);
        idle.contains(&Idle::Item(item.id))
            || idle.contains(&Idle::Calendar(item.data().calendar))
            || who().any(|who| idle.contains(&Idle::Resource(who)))
            || who().any(|who| idle.contains(&Idle::Calendar(model.resource(who).data().calendar)))
    };
    model.items().filter(is_idle).map(|item| item.id).collect()
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

/// The items in order of place: imported ones may stand elsewhere in the model than their file does among the sources.
struct Places<'m> {
    model: &'m Model,
    order: Vec<ItemId>,
}

impl<'m> Places<'m> {
    fn of(model: &'m Model) -> Self {
        let mut order: Vec<_> = model.items().map(|item| item.id).collect();
        order.sort_by_key(|id| model.item(*id).data().extent.start);
        Self { model, order }
    }

    /// The innermost item whose declaration holds a place: the nearest that begins before it, or one that this stands in.
    fn innermost_item(&self, place: Span) -> Option<ItemId> {
        let start = |id: &ItemId| self.model.item(*id).data().extent.start;
        let before = self.order.partition_point(|id| start(id) <= place.start);
        let nearest = self.model.item(*self.order.get(before.checked_sub(1)?)?);
        std::iter::once(nearest)
            .chain(nearest.ancestors())
            .find(|item| item.data().extent.contains(place))
            .map(|item| item.id)
    }
}

/// The items whose words an error stands among, each with all that is inside it.
fn words_of(model: &Model, items: &[ItemId]) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut words = vec![false; model.items.len()];
    for item in items {
        if let Some(word) = words.get_mut(item.index()) {
            *word = true;
        }
    }
    for item in model.items() {
        let is_inside = item.parent().is_some_and(|of| words.get(of.id.index()) == Some(&true));
        if let Some(word) = words.get_mut(item.id.index()) {
            *word |= is_inside;
        }
    }
    words
}

/// How much of an item is in doubt.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Where it starts and ends, because of something inside it.
    Ends,
    /// It and all that is inside.
    Whole,
}

/// These items, all that is inside them, that they stand in, that they ship in, and that waits for any of it.
fn dates_of(model: &Model, items: Vec<ItemId>) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let waiting = Waiting::of(model);
    let mut doubts: Vec<Option<Part>> = vec![None; model.items.len()];
    let mut open: Vec<_> = items.into_iter().map(|item| (item, Part::Whole)).collect();
    while let Some((id, part)) = open.pop() {
        let Some(doubt) = doubts.get_mut(id.index()) else { continue };
        if *doubt == Some(part) || *doubt == Some(Part::Whole) {
            continue;
        }
        *doubt = Some(part);
        let item = model.item(id);
        if part == Part::Whole {
            open.extend(item.parts().map(|inside| (inside.id, Part::Whole)));
        }
        open.extend(item.parent().map(|parent| (parent.id, Part::Ends)));
        open.extend(item.extras().releases.iter().map(|(release, _)| (*release, Part::Whole)));
        open.extend(waiting.for_item(id).map(|waits| (waits, Part::Whole)));
    }
    doubts.iter().map(Option::is_some).collect()
}

/// Who waits for whom, read backwards.
struct Waiting {
    /// Sorted by who is waited for.
    pairs: Vec<(ItemId, ItemId)>,
}

impl Waiting {
    fn of(model: &Model) -> Self {
        let mut pairs = Vec::with_capacity(model.dependencies.len());
        for dependency in &model.dependencies {
            if let Anchor::Item(anchor, _) = dependency.anchor {
                pairs.push((anchor, dependency.item));
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn for_item(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        let first = self.pairs.partition_point(|(anchor, _)| *anchor < item);
        let rest = self.pairs.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(anchor, _)| *anchor == item).map(|(_, waits)| *waits)
    }
}
